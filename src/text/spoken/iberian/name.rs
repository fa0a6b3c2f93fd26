//! Names with digits in them: "COVID-19", "A350", "G20", "11-S", "CO₂".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, lowered};
use super::{Form, Iberian, Manner, letters};

/// Longest such name, in bytes.
const LONGEST: usize = 40;
/// From this many digits on they are read one by one.
const CODE: usize = 5;

pub(in super::super) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    let core = at.core(0);
    let digits = core.chars().any(|ch| plain_digit(ch).is_some());
    if core.len() > LONGEST || !core.contains(char::is_alphabetic) || !digits {
        return None;
    }
    let parts = core.split(['-', '‑', '–']).map(|part| runs(manner, part));
    let parts: Option<Vec<String>> = parts.collect();
    Some(Claim::word(parts?.join(" ")))
}

/// The ASCII digit of `ch`, lowered signs as in "CO₂" included.
fn plain_digit(ch: char) -> Option<char> {
    Some(ch)
        .filter(char::is_ascii_digit)
        .or_else(|| lowered(ch))
}

/// Runs of letters and digits: "H2O", "PS5", "MP3".
fn runs(manner: &Manner, part: &str) -> Option<String> {
    let plain = part.chars().map(|ch| plain_digit(ch).unwrap_or(ch));
    let plain: String = plain.collect();
    let mut said: Vec<String> = Vec::new();
    let mut rest = plain.as_str();
    while !rest.is_empty() {
        let (number, after) = digits(rest);
        let end = after.find(|ch: char| ch.is_ascii_digit());
        let (word, next) = after.split_at(end.unwrap_or(after.len()));
        if !word.chars().all(char::is_alphabetic) {
            return None;
        }
        if !number.is_empty() {
            said.push(number_of(manner, number));
        }
        if !word.is_empty() {
            said.push(letters_of(word));
        }
        rest = next;
    }
    (!said.is_empty()).then(|| said.join(" "))
}

fn number_of(manner: &Manner, number: &str) -> String {
    match number.len() {
        CODE.. => manner.digits(number),
        _ => manner.with_zeros(number, Form::Alone),
    }
}

fn letters_of(word: &str) -> String {
    let vowel = |letter: &char| "AEIOU".contains(*letter);
    let capitals: Vec<char> = word
        .chars()
        .filter(|letter| letter.is_uppercase())
        .collect();
    let count = word.chars().count();
    let all = capitals.len() == count;
    // "COP30" is read, "IB6253" and "MP3" are not.
    let syllable = count == 3 && capitals.iter().map(vowel).eq([false, true, false]);
    if count == 1 || (all && count <= 3 && !syllable) {
        letters(word)
    } else {
        word.to_owned()
    }
}

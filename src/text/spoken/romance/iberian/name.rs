//! Names with digits in them: "COVID-19", "A350", "G20", "11-S", "CO₂".

use super::super::super::at::At;
use super::super::super::claim::Claim;
use super::super::super::form::code::{self, letters};
use super::{Form, Iberian, Manner};

/// Longest such name, in bytes.
const LONGEST: usize = 40;
/// From this many digits on they are read one by one.
const CODE: usize = 5;

pub(in crate::text::spoken) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    let core = at.core(0);
    let numbered = code::is_numbered(core);
    if core.len() > LONGEST || !core.contains(char::is_alphabetic) || !numbered {
        return None;
    }
    code::said(core, |digits| Some(number(manner, digits)), word).map(Claim::word)
}

fn number(manner: &Manner, number: &str) -> String {
    match number.len() {
        CODE.. => manner.numbers.digits(number),
        _ => manner.numbers.with_zeros(number, Form::Alone),
    }
}

fn word(word: &str) -> String {
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

/// "BMW", "PP": nobody could read them, or nobody does, as the `known` tell.
pub(in crate::text::spoken) fn spelled(at: &At<'_>, known: &[&str]) -> Option<Claim> {
    let core = at.core(0);
    let listed = known.contains(&core);
    let capitals =
        (2..=5).contains(&core.len()) && core.bytes().all(|byte| byte.is_ascii_uppercase());
    let silent = capitals && !core.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    let shouted = |word: &str| word.len() > 5 && word == word.to_uppercase();
    let shout = shouted(at.earlier(1)) || shouted(at.core(1));
    (listed || (silent && !shout)).then(|| Claim::word(letters(core)))
}

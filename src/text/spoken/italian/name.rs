//! Names with digits in them and letters that are said one by one: "COVID-19", "F-16",
//! "CO2", "BCE".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits, lowered};
use super::super::item;
use super::super::romance::electronic::letters;
use super::words;

/// Said letter by letter, though they could be a word.
const SPELLED: &[&str] = &[
    "AC", "API", "BCE", "BMW", "BBC", "BTP", "CD", "CGIL", "CIA", "CISL", "CNN", "CNR", "CSM",
    "CV", "DNA", "DVD", "FBI", "FMI", "FS", "GPS", "IP", "KGB", "LGBT", "MPS", "OGM", "PC", "PD",
    "PDF", "PM", "PMI", "RNA", "SMS", "SPD", "TG", "TV", "UE", "URL", "USB", "XML", "HTML", "CDU",
    "PNRR",
];
/// Longest such name, in bytes.
const LONGEST: usize = 30;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let (elided, name) = item::elided(core).unwrap_or(("", core));
    let said = spelled(name).or_else(|| with_digits(name))?;
    Some(Claim::word(format!("{elided}{said}")))
}

fn spelled(name: &str) -> Option<String> {
    SPELLED.contains(&name).then(|| letters(name))
}

/// "F-16", "COVID-19", "H2O", "A380".
fn with_digits(name: &str) -> Option<String> {
    let upper = name.chars().next().is_some_and(char::is_uppercase);
    let numbered = name.contains(|ch: char| ch.is_ascii_digit() || matches!(ch, '₀'..='₉'));
    if !upper || !numbered || name.len() > LONGEST {
        return None;
    }
    let plain: String = name.chars().map(raise).collect();
    let parts: Option<Vec<String>> = plain.split('-').map(of_part).collect();
    Some(parts?.join(" "))
}

fn of_part(part: &str) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    let mut rest = part;
    while !rest.is_empty() {
        let (number, after) = digits(rest);
        let end = rest.find(|ch: char| !ch.is_alphabetic());
        let (word, next) = rest.split_at(end.unwrap_or(rest.len()));
        if is_digits(number) && number.len() <= 4 {
            said.push(words::padded(number));
            rest = after;
        } else if !word.is_empty() {
            let short = word.chars().count() <= 2 && word.chars().all(char::is_uppercase);
            said.push(if short {
                letters(word)
            } else {
                word.to_owned()
            });
            rest = next;
        } else {
            return None;
        }
    }
    (!said.is_empty()).then(|| said.join(" "))
}

/// The plain digit of a lowered one.
fn raise(ch: char) -> char {
    lowered(ch).unwrap_or(ch)
}

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
    "ADN", "AFP", "AOC", "AOP", "API", "ARN", "BBC", "BCE", "BD", "BFM", "BMW", "BTS", "CD", "CDD",
    "CDI", "CEO", "CFDT", "CGT", "CIA", "CNN", "CNRS", "CV", "DGSE", "DJ", "DRH", "DVD", "EDF",
    "EELV", "FBI", "FMI", "GPS", "HLM", "IA", "IGN", "IP", "IRM", "ISF", "IUT", "IVG", "LFI",
    "OCDE", "OGM", "OMC", "OMS", "ONG", "ORL", "PC", "PDF", "PDG", "PIB", "PME", "PV", "QI",
    "RATP", "RDA", "RER", "RFA", "RFI", "RMC", "RN", "RSA", "RTL", "RTT", "SDF", "SMS", "SNCF",
    "TGV", "TV", "TVA", "UDI", "UE", "ULM", "UMP", "URL", "URSS", "USA", "USB", "UV", "VIP", "VTT",
];
/// Longest such name, in bytes.
const LONGEST: usize = 30;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let (elided, name) = item::elided(core).unwrap_or(("", core));
    let said = spelled(name).or_else(|| with_digits(name, at))?;
    Some(Claim::word(format!("{elided}{said}")))
}

fn spelled(name: &str) -> Option<String> {
    SPELLED.contains(&name).then(|| letters(name))
}

/// "F-16", "COVID-19", "H2O", "A380".
fn with_digits(name: &str, at: &At<'_>) -> Option<String> {
    let upper = name.chars().next().is_some_and(char::is_uppercase);
    if !upper
        || name.len() > LONGEST
        || !name.contains(|ch: char| ch.is_ascii_digit() || is_low(ch))
    {
        return None;
    }
    let plain: String = name.chars().map(raise).collect();
    let parts: Option<Vec<String>> = plain.split('-').map(|part| of_part(part, at)).collect();
    Some(parts?.join(" "))
}

fn of_part(part: &str, at: &At<'_>) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    let mut rest = part;
    while !rest.is_empty() {
        let (number, after) = digits(rest);
        let end = rest.find(|ch: char| !ch.is_alphabetic());
        let (word, next) = rest.split_at(end.unwrap_or(rest.len()));
        if is_digits(number) && number.len() <= 4 {
            said.push(words::padded(number, at.region));
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

fn is_low(ch: char) -> bool {
    matches!(ch, '₀'..='₉')
}

/// The plain digit of a lowered one.
fn raise(ch: char) -> char {
    lowered(ch).unwrap_or(ch)
}

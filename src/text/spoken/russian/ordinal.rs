//! Numbers with an ending of their own: "1-й", "5-го", "90-е", "2-х", "18-летний".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits, value};
use super::words::{self, Case, Gender};

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let (number, rest) = digits(core);
    if number.is_empty() || number.len() > 4 || at.item(0)?.sign().is_some() {
        return None;
    }
    if let Some((second, ending)) = range(rest) {
        return two(at, number, second, ending).map(Claim::word);
    }
    let ending = rest.strip_prefix(['-', '‑'])?;
    cardinal(number, ending)
        .or_else(|| compound(number, ending))
        .or_else(|| ordinal(at, number, ending))
        .map(Claim::word)
}

/// "-20-х" of "10-20-х", "–й" and the like.
fn range(rest: &str) -> Option<(&str, &str)> {
    let (second, ending) = digits(rest.strip_prefix(['-', '–'])?);
    let ending = ending.strip_prefix('-')?;
    is_digits(second).then_some((second, ending))
}

fn two(at: &At<'_>, first: &str, second: &str, ending: &str) -> Option<String> {
    Some(format!(
        "{}-{}",
        ordinal(at, first, ending)?,
        ordinal(at, second, ending)?
    ))
}

fn ordinal(at: &At<'_>, number: &str, ending: &str) -> Option<String> {
    let (gender, case) = form(at, number, ending)?;
    Some(words::ordinal(number, gender, case))
}

/// "2-х", "5-ти", "2-мя".
fn cardinal(number: &str, ending: &str) -> Option<String> {
    let case = match (number, ending) {
        ("2" | "3" | "4", "х" | "ух" | "ёх" | "ех") => Case::Genitive,
        ("2" | "3" | "4", "мя" | "умя") => Case::Instrumental,
        (_, "ти" | "и" | "ми") if value(number) > 4 && ending == "ти" => Case::Genitive,
        _ => return None,
    };
    Some(words::cardinal(number, Gender::Masculine, case))
}

/// "18-летний", "100-летие", "2-комнатная".
fn compound(number: &str, tail: &str) -> Option<String> {
    let letters = tail.chars().all(|ch| ch.is_lowercase() || ch == '-');
    if tail.chars().count() < 4 || !letters {
        return None;
    }
    Some(match value(number) {
        1 => format!("одно{tail}"),
        1000 => format!("тысяче{tail}"),
        value if value < 1000 && value > 0 => format!("{}{tail}", words::joined(value)),
        _ => return None,
    })
}

/// What gender and case an ending shows, with the noun after it where it does not.
fn form(at: &At<'_>, number: &str, ending: &str) -> Option<(Gender, Case)> {
    use Case::{Accusative, Dative, Genitive, Instrumental, Nominative, Prepositional};
    use Gender::{Feminine, Masculine, Neuter, Plural};
    let next = if at.runs_on(0) { at.core(1) } else { "" };
    let ends = |endings: &[&str]| endings.iter().any(|ending| next.ends_with(ending));
    let decade = number.ends_with('0') && number.len() > 1;
    Some(match ending {
        "й" if ends(&["е", "и", "ы", "ой", "ей"]) => (Feminine, Prepositional),
        "й" | "ый" | "ий" => (Masculine, Nominative),
        "я" | "ая" | "ья" => (Feminine, Nominative),
        "ю" if ends(&["у", "ю", "ь", "ую"]) => (Feminine, Accusative),
        "ую" => (Feminine, Accusative),
        "е" if ends(&["о", "ое", "ие", "ее", "ье"]) && !ends(&["кие", "щие", "ние игры"]) => {
            (Neuter, Nominative)
        }
        "е" if decade || ends(&["ы", "и", "ые"]) => (Plural, Nominative),
        "е" | "ое" => (Neuter, Nominative),
        "ые" | "ие" => (Plural, Nominative),
        "го" | "ого" | "его" => (Masculine, Genitive),
        "му" | "ому" | "ему" => (Masculine, Dative),
        "м" if ends(&["ам", "ям"]) => (Plural, Dative),
        "м" if ends(&["ом", "ем", "ём", "ым"]) => (Masculine, Instrumental),
        "м" | "ом" | "ем" => (Masculine, Prepositional),
        "ым" | "им" => (Masculine, Instrumental),
        "х" | "ых" | "их" => (Plural, Genitive),
        "ми" | "ыми" | "ими" => (Plural, Instrumental),
        "ой" | "ей" => (Feminine, Genitive),
        _ => return None,
    })
}

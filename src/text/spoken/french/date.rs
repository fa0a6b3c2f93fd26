//! Dates: "14/03/2023", "1er mai", "14 mars 2023", "lun. 3 janv.", "2023-03-14".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{is_digits, value};
use super::super::romance::Gender;
use super::{time, words};

const MONTHS: [(&str, &[&str]); 12] = [
    ("janvier", &["janv", "jan"]),
    ("février", &["févr", "fév"]),
    ("mars", &[]),
    ("avril", &["avr"]),
    ("mai", &[]),
    ("juin", &[]),
    ("juillet", &["juil", "juill"]),
    ("août", &["aout"]),
    ("septembre", &["sept"]),
    ("octobre", &["oct"]),
    ("novembre", &["nov"]),
    ("décembre", &["déc"]),
];
const DAYS: [(&str, &str); 7] = [
    ("lun", "lundi"),
    ("mar", "mardi"),
    ("mer", "mercredi"),
    ("jeu", "jeudi"),
    ("ven", "vendredi"),
    ("sam", "samedi"),
    ("dim", "dimanche"),
];
/// Words before "14/03" that make it a day.
const CUES: &[&str] = &["le", "du", "au", "dès", "depuis", "avant", "après"];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    stamp(at)
        .or_else(|| in_numbers(at))
        .or_else(|| day_first(at))
        .or_else(|| weekday(at))
        .or_else(|| short_month(at))
}

/// The month that `word` names in full or short, in any case.
fn month(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let found = MONTHS
        .iter()
        .find(|(name, short)| *name == word || short.contains(&word.as_str()));
    found.map(|(name, _)| *name)
}

fn is_short(word: &str) -> bool {
    let word = word.to_lowercase();
    MONTHS
        .iter()
        .any(|(_, short)| short.contains(&word.as_str()))
}

fn is_day(text: &str) -> bool {
    (1..=2).contains(&text.len()) && is_digits(text) && (1..=31).contains(&value(text))
}

fn day(text: &str, at: &At<'_>) -> String {
    match text.trim_start_matches('0') {
        "1" => "premier".into(),
        rest => words::cardinal(rest, Gender::Masculine, at.region),
    }
}

fn year(text: &str, at: &At<'_>) -> String {
    match text.len() {
        2 => words::padded(text, at.region),
        _ => words::cardinal(text, Gender::Masculine, at.region),
    }
}

fn said(parts: (&str, &str, Option<&str>), at: &At<'_>) -> Option<String> {
    let (number, month, of) = parts;
    let name = MONTHS.get(value(month).wrapping_sub(1))?.0;
    if !is_day(number) || !is_day(month) || of.is_some_and(|year| !is_digits(year)) {
        return None;
    }
    let first = format!("{} {name}", day(number, at));
    Some(match of {
        Some(of) => format!("{first} {}", year(of, at)),
        None => first,
    })
}

/// "2023-03-14T09:05:00Z".
fn stamp(at: &At<'_>) -> Option<Claim> {
    let (date, clock) = at.core(0).split_once('T')?;
    let [of, month, number] = date.split('-').collect::<Vec<_>>()[..] else {
        return None;
    };
    let clock = clock.trim_end_matches('Z');
    let clock = clock.split(['+', '.']).next().unwrap_or(clock);
    let date = said((number, month, Some(of)), at).filter(|_| of.len() == 4)?;
    Some(Claim::word(format!("{date} {}", time::colons(clock, at)?)))
}

/// "14/03/2023", "14.03.2023", "2023-03-14", "le 14/03".
fn in_numbers(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let sign = core.chars().find(|ch| !ch.is_ascii_digit())?;
    if !matches!(sign, '/' | '.' | '-') || at.item(0)?.sign().is_some() {
        return None;
    }
    let parts: Vec<&str> = core.split(sign).take(4).collect();
    let claimed = match parts[..] {
        [of, month, number] if of.len() == 4 => (number, month, Some(of)),
        [number, month, of] if of.len() == 4 => (number, month, Some(of)),
        // "01.23.45" is the beginning of a telephone number.
        [number, month, of] if of.len() == 2 && sign == '/' => (number, month, Some(of)),
        [number, month] if sign == '/' && month.len() == 2 && is_cued(at) => (number, month, None),
        _ => return None,
    };
    Some(Claim::word(said(claimed, at)?))
}

fn is_cued(at: &At<'_>) -> bool {
    CUES.contains(&at.earlier(1).to_lowercase().as_str())
}

/// "1er mai" and "1 mai"; "14 mars 2023" and "3 janv. 2024".
fn day_first(at: &At<'_>) -> Option<Claim> {
    let number = at.core(0).strip_suffix("er").unwrap_or(at.core(0));
    if !is_day(number) || !at.runs_on(0) || (number == "1" && at.item(0)?.sign().is_some()) {
        return None;
    }
    let name = month(at.core(1))?;
    let dotted = is_short(at.core(1)) && at.after(1).starts_with('.');
    // "10 mar" is no month, and "5 jan" without a dot is.
    let claim = Claim::word(day(number, at)).then(1, name);
    let claim = claim.without_dot_if(dotted);
    let near =
        at.before(2).is_empty() && (at.after(1).is_empty() || (dotted && at.after(1) == "."));
    let of = at.core(2);
    Some(match near && of.len() == 4 && is_digits(of) {
        true => claim.then(1, year(of, at)),
        false => claim,
    })
}

/// "lun. 3 janvier".
fn weekday(at: &At<'_>) -> Option<Claim> {
    let word = at.core(0).to_lowercase();
    let (_, name) = DAYS.iter().find(|(short, _)| *short == word)?;
    let number = at.core(1).strip_suffix("er").unwrap_or(at.core(1));
    let dated = is_day(number) && month(at.core(2)).is_some();
    (dated && at.after(0) == ".").then(|| Claim::word(*name).without("."))
}

/// "déc. 2023".
fn short_month(at: &At<'_>) -> Option<Claim> {
    let of = at.core(1);
    let dated = of.len() == 4 && is_digits(of) && at.after(0) == "." && is_short(at.core(0));
    let name = month(at.core(0)).filter(|_| dated)?;
    Some(Claim::word(name).without("."))
}

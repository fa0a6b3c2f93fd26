//! Dates: "14/03/2023", "1º maggio", "14 marzo 2023", "lun. 3 gen.", "2023-03-14".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{is_digits, value};
use super::{time, words};

const MONTHS: [(&str, &str); 12] = [
    ("gennaio", "gen"),
    ("febbraio", "feb"),
    ("marzo", "mar"),
    ("aprile", "apr"),
    ("maggio", "mag"),
    ("giugno", "giu"),
    ("luglio", "lug"),
    ("agosto", "ago"),
    ("settembre", "set"),
    ("ottobre", "ott"),
    ("novembre", "nov"),
    ("dicembre", "dic"),
];
const DAYS: [(&str, &str); 7] = [
    ("lun", "lunedì"),
    ("mar", "martedì"),
    ("mer", "mercoledì"),
    ("gio", "giovedì"),
    ("ven", "venerdì"),
    ("sab", "sabato"),
    ("dom", "domenica"),
];
/// Words before "14/03" that make it a day.
const CUES: &[&str] = &[
    "il", "del", "al", "dal", "entro", "lunedì", "martedì", "sabato",
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    stamp(at)
        .or_else(|| in_numbers(at))
        .or_else(|| day_first(at))
        .or_else(|| weekday(at))
        .or_else(|| short_month(at))
}

/// The month that `word` names in full, in any case.
fn month(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let found = MONTHS.iter().find(|(name, _)| *name == word);
    found.map(|(name, _)| *name)
}

fn short(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let word = if word == "sett" { "set" } else { &word };
    let found = MONTHS.iter().find(|(_, short)| *short == word);
    found.map(|(name, _)| *name)
}

fn is_day(text: &str) -> bool {
    (1..=2).contains(&text.len()) && is_digits(text) && (1..=31).contains(&value(text))
}

fn day(text: &str) -> String {
    match text.trim_start_matches('0') {
        "1" => "primo".into(),
        rest => words::cardinal(rest),
    }
}

fn said((number, month, of): (&str, &str, Option<&str>)) -> Option<String> {
    let name = MONTHS.get(value(month).wrapping_sub(1))?.0;
    if !is_day(number) || !is_day(month) || of.is_some_and(|year| !is_digits(year)) {
        return None;
    }
    let first = format!("{} {name}", day(number));
    Some(match of {
        Some(of) => format!("{first} {}", words::padded(of)),
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
    let date = said((number, month, Some(of))).filter(|_| of.len() == 4)?;
    Some(Claim::word(format!(
        "{date} ore {}",
        time::clock(clock, ':')?
    )))
}

/// "14/03/2023", "14.03.2023", "14-3-2023", "2023-03-14", "il 14/03".
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
        [number, month, of] if of.len() == 2 && sign == '/' => (number, month, Some(of)),
        [number, month] if sign == '/' && month.len() == 2 && is_cued(at) => (number, month, None),
        _ => return None,
    };
    Some(Claim::word(said(claimed)?))
}

fn is_cued(at: &At<'_>) -> bool {
    CUES.contains(&at.earlier(1).to_lowercase().as_str()) || !at.before(0).is_empty()
}

/// "1º maggio", "1° maggio" and "1 maggio"; "14 marzo 2023" and "3 gen. 2024".
fn day_first(at: &At<'_>) -> Option<Claim> {
    let number = at.core(0).trim_end_matches(['º', '°']);
    if !is_day(number) || !at.runs_on(0) {
        return None;
    }
    let word = at.core(1);
    let dotted = at.after(1).starts_with('.');
    let cut = month(word).is_none();
    let name = month(word).or_else(|| short(word).filter(|_| dotted || at.core(2).len() == 4))?;
    let dotted = cut && dotted;
    // "il primo maggio", but "l'uno".
    let elided = at.before(0).ends_with(['\'', '’']);
    let said = if elided {
        words::cardinal(number)
    } else {
        day(number)
    };
    let claim = Claim::word(said).then(1, name).without_dot_if(dotted);
    let near =
        at.before(2).is_empty() && (at.after(1).is_empty() || (dotted && at.after(1) == "."));
    let of = at.core(2);
    Some(match near && of.len() == 4 && is_digits(of) {
        true => claim.then(1, words::cardinal(of)),
        false => claim,
    })
}

/// "lun. 3 gennaio".
fn weekday(at: &At<'_>) -> Option<Claim> {
    let word = at.core(0).to_lowercase();
    let (_, name) = DAYS.iter().find(|(short, _)| *short == word)?;
    let number = at.core(1).trim_end_matches(['º', '°']);
    let dated = is_day(number) && month(at.core(2)).or_else(|| short(at.core(2))).is_some();
    (dated && at.after(0) == ".").then(|| Claim::word(*name).without("."))
}

/// "dic. 2023".
fn short_month(at: &At<'_>) -> Option<Claim> {
    let of = at.core(1);
    let dated = of.len() == 4 && is_digits(of) && at.after(0) == "." && at.before(1).is_empty();
    let name = short(at.core(0)).filter(|_| dated)?;
    Some(Claim::word(name).without("."))
}

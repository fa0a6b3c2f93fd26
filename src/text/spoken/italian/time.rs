//! Times of day: "ore 9.05", "alle 14:30", "h 14.30", "9:05-10:30".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{is_digits, value};
use super::words;

/// Words after which "14.30" is a time as well.
const HOURS: &[&str] = &["ore", "alle", "dalle", "h"];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    if at.item(0)?.sign().is_some() {
        return None;
    }
    sign(at).or_else(|| joined(at)).or_else(|| hour(at))
}

/// "h 14.30", "h. 14": the hours of a timetable.
fn sign(at: &At<'_>) -> Option<Claim> {
    let time = at.core(1);
    let of_day = clock(time, '.').or_else(|| clock(time, ':')).is_some() || is_hour(time);
    let written = at.core(0) == "h" && matches!(at.after(0), "" | ".");
    (written && of_day && !at.earlier(1).ends_with(|ch: char| ch.is_ascii_digit()))
        .then(|| Claim::word("ore").without("."))
}

/// "14:30", and after its cue "14.30".
fn joined(at: &At<'_>) -> Option<Claim> {
    let cued = is_cued(at);
    let parts: Vec<&str> = at.core(0).split(['-', '–']).take(3).collect();
    let said: Option<Vec<String>> = parts
        .iter()
        .map(|part| {
            let pointed = || clock(part, '.').filter(|_| cued);
            let hour = || {
                is_hour(part)
                    .then(|| hours(part))
                    .filter(|_| parts.len() > 1 && cued)
            };
            clock(part, ':').or_else(pointed).or_else(hour)
        })
        .collect();
    let said = said.filter(|said| said.len() <= 2)?;
    Some(Claim::word(said.join(" ")))
}

fn is_cued(at: &At<'_>) -> bool {
    let before = at.before(0).trim_end_matches(['\'', '’']).to_lowercase();
    let word = at.earlier(1).to_lowercase();
    let near = matches!(at.after_earlier(1), "" | ".");
    // "dalle 9.00 alle 12.30", "tra le 9.30 e le 11".
    let ranged = matches!(word.as_str(), "e" | "le") && HOURS.contains(&at.earlier(3));
    let at_the_hour = matches!(before.as_str(), "all" | "dall");
    (near && HOURS.contains(&word.as_str())) || at_the_hour || ranged
}

/// "all'1" is "all'una".
fn hour(at: &At<'_>) -> Option<Claim> {
    let elided = at.before(0).trim_end_matches(['\'', '’']).to_lowercase();
    let one = at.core(0) == "1" && matches!(elided.as_str(), "all" | "dall");
    let alone = one && !at.core(1).starts_with(char::is_lowercase);
    let named = at.core(0) == "1" && at.earlier(1) == "ore";
    (alone || named).then(|| Claim::word("una"))
}

/// "nove e cinque" for "9.05" with `sign` between.
pub(super) fn clock(text: &str, sign: char) -> Option<String> {
    let parts: Vec<&str> = text.split(sign).take(4).collect();
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (hour, minute, "00"),
        [hour, minute, second] if sign == ':' => (hour, minute, second),
        _ => return None,
    };
    let valid = |text: &str| text.len() == 2 && is_digits(text) && value(text) < 60;
    if !is_hour(hour) || !valid(minute) || !valid(second) {
        return None;
    }
    let said = match minute {
        "00" => hours(hour),
        _ => format!("{} e {}", hours(hour), words::cardinal(minute)),
    };
    Some(match second {
        "00" => said,
        _ => format!("{said} e {} secondi", words::cardinal(second)),
    })
}

fn is_hour(text: &str) -> bool {
    (1..=2).contains(&text.len()) && is_digits(text) && value(text) <= 24
}

fn hours(text: &str) -> String {
    match value(text) {
        1 => "una".into(),
        _ => words::cardinal(text),
    }
}

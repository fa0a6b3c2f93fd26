//! Times of day and durations: "9 h 05", "14h30", "14:30", "9h-12h".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits, value};
use super::super::romance::Gender;
use super::words;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    if at.item(0)?.sign().is_some() {
        return None;
    }
    joined(at).or_else(|| apart(at))
}

/// "14h30", "9h", "14:30", "9h–12h".
fn joined(at: &At<'_>) -> Option<Claim> {
    if let Some((all, of)) = at.core(0).split_once('/') {
        return around(all, of, at).map(Claim::word);
    }
    let parts: Vec<&str> = at.core(0).split(['-', '–']).take(3).collect();
    let said: Option<Vec<String>> = parts.iter().map(|part| clock(part, at)).collect();
    let said = said.filter(|said| said.len() <= 2)?;
    Some(Claim::word(said.join(" à ")))
}

/// "24h/24", "7j/7".
fn around(all: &str, of: &str, at: &At<'_>) -> Option<String> {
    let (count, unit) = digits(all);
    let of = of.trim_end_matches(['h', 'j']);
    let said = match (count, unit) {
        _ if of != count => return None,
        ("24", "h") => hours(count, at)?,
        ("5" | "6" | "7", "j") => format!("{} jours", feminine(count, at)),
        _ => return None,
    };
    Some(format!("{said} sur {}", feminine(of, at)))
}

fn clock(text: &str, at: &At<'_>) -> Option<String> {
    let (hour, rest) = digits(text);
    match rest.strip_prefix(['h', 'H']) {
        Some("") => hours(hour, at),
        Some(rest) => {
            let (minute, unit) = digits(rest);
            match unit {
                "" => with_minute(hour, minute, at),
                "min" | "mn" => Some(format!("{} {}", hours(hour, at)?, minutes(minute, at)?)),
                _ => None,
            }
        }
        None => colons(text, at),
    }
}

/// "14:30", "14:30:05".
pub(super) fn colons(text: &str, at: &At<'_>) -> Option<String> {
    let parts: Vec<&str> = text.split(':').take(4).collect();
    match parts[..] {
        [hour, minute] => with_minute(hour, minute, at),
        [hour, minute, "00"] => with_minute(hour, minute, at),
        [hour, minute, second] if second.len() == 2 && is_digits(second) => {
            let second = feminine(second, at);
            let minute = minutes(minute, at)?;
            Some(format!("{} {minute} {second} secondes", hours(hour, at)?))
        }
        _ => None,
    }
}

/// "9 h 05", "21 h": the number, the sign and the minutes keep their marks.
fn apart(at: &At<'_>) -> Option<Claim> {
    let hour = at.core(0);
    let named = at.runs_on(0) && matches!(at.core(1), "h" | "H");
    let said = feminine(hour, at);
    if !named || !is_hour(hour) {
        return None;
    }
    let claim = Claim::word(said).then(1, name(hour));
    let minute = at.core(2);
    let near = at.runs_on(1) && minute.len() == 2 && minutes(minute, at).is_some();
    if !near {
        return Some(claim);
    }
    let counted = matches!(at.core(3), "min" | "mn" | "minutes" | "%" | "€") && at.runs_on(2);
    Some(match (minute, counted) {
        (_, true) => claim,
        ("00", _) => Claim::word(feminine(hour, at)).then(2, name(hour)),
        _ => claim.then(1, minute_of(minute, at)),
    })
}

fn is_hour(text: &str) -> bool {
    (1..=2).contains(&text.len()) && is_digits(text)
}

fn name(hour: &str) -> &'static str {
    match value(hour) {
        0 | 1 => "heure",
        _ => "heures",
    }
}

/// "vingt et une heures".
fn hours(hour: &str, at: &At<'_>) -> Option<String> {
    is_hour(hour).then(|| format!("{} {}", feminine(hour, at), name(hour)))
}

fn feminine(number: &str, at: &At<'_>) -> String {
    words::cardinal(number, Gender::Feminine, at.region)
}

/// "cinq", as in "neuf heures cinq".
fn minute_of(minute: &str, at: &At<'_>) -> String {
    feminine(minute, at)
}

fn minutes(minute: &str, at: &At<'_>) -> Option<String> {
    let valid = (1..=2).contains(&minute.len()) && is_digits(minute);
    let name = if value(minute) < 2 {
        "minute"
    } else {
        "minutes"
    };
    (valid && value(minute) < 60).then(|| format!("{} {name}", feminine(minute, at)))
}

fn with_minute(hour: &str, minute: &str, at: &At<'_>) -> Option<String> {
    let valid = minute.len() == 2 && is_digits(minute) && value(minute) < 60;
    let hour_said = hours(hour, at).filter(|_| valid && value(hour) <= 24)?;
    Some(match minute {
        "00" => hour_said,
        _ => format!("{hour_said} {}", minute_of(minute, at)),
    })
}

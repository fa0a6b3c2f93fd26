//! Times of day: "10:30 Uhr", "14.15 Uhr", "9 Uhr", "10–12 Uhr".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{is_digits, value};
use super::words::{self, One};

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let named = at.runs_on(0) && matches!(at.core(1), "Uhr" | "h");
    if at.item(0)?.sign().is_some() {
        return None;
    }
    if let Some(said) = span(core, named).or_else(|| seconds(core)) {
        return Some(Claim::of(if named { 2 } else { 1 }, said));
    }
    if let Some((hour, minute)) = core
        .split_once(':')
        .or_else(|| core.split_once('.').filter(|_| named))
    {
        let said = clock(hour, minute)?;
        // A score has one digit after the colon.
        return Some(Claim::of(if named { 2 } else { 1 }, said));
    }
    if !named || at.core(1) != "Uhr" {
        return None;
    }
    let hours: Vec<&str> = core.split(['-', '–']).take(3).collect();
    let said: Option<Vec<String>> = hours.iter().map(|hour| of_hour(hour)).collect();
    (hours.len() <= 2).then_some(())?;
    Some(Claim::word(said?.join(" bis ")).then(1, "Uhr"))
}

/// "9:00–17:00", "9.30–12.30 Uhr".
fn span(core: &str, named: bool) -> Option<String> {
    let (from, to) = core.split_once(['-', '–'])?;
    let part = |text: &str| {
        let point = text.split_once('.').filter(|_| named);
        let (hour, minute) = text.split_once(':').or(point)?;
        clock(hour, minute)
    };
    Some(format!("{} bis {}", part(from)?, part(to)?))
}

/// "10:05:30".
fn seconds(core: &str) -> Option<String> {
    let (hour, rest) = core.split_once(':')?;
    let (minute, second) = rest.split_once(':')?;
    let valid = second.len() == 2 && is_digits(second) && value(second) < 60;
    let second = words::below_hundred(value(second));
    Some(format!("{} und {second} Sekunden", clock(hour, minute)?)).filter(|_| valid)
}

/// "zehn Uhr dreißig".
fn clock(hour: &str, minute: &str) -> Option<String> {
    let valid = minute.len() == 2 && is_digits(minute) && value(minute) < 60;
    let hour = of_hour(hour).filter(|_| valid)?;
    Some(match value(minute) {
        0 => format!("{hour} Uhr"),
        minute => format!("{hour} Uhr {}", words::below_hundred(minute)),
    })
}

fn of_hour(text: &str) -> Option<String> {
    let valid = (1..=2).contains(&text.len()) && is_digits(text) && value(text) <= 24;
    valid.then(|| words::cardinal(text, One::Ein))
}

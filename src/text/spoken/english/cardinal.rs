//! Bare numbers: "1,234", "-7", "2.5 million", "10,000+", "#1", "15k".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{Figure, is_digits};
use super::quantity::{self, Letters};
use super::words;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    numbered(at)
        .or_else(|| hundreds(at))
        .or_else(|| raced(at))
        .or_else(|| emergency(at))
        .or_else(|| counted(at))
}

/// "#1", "№ 5" in one word.
fn numbered(at: &At<'_>) -> Option<Claim> {
    let digits = at.core(0).strip_prefix(['#', '№'])?;
    let (figure, rest) = Figure::prefix(digits, quantity::MARKS)?;
    rest.is_empty()
        .then(|| Claim::word(format!("number {}", words::figure(&figure, at.region))))
}

/// "100s of".
fn hundreds(at: &At<'_>) -> Option<Claim> {
    let said = match at.core(0) {
        "100s" => "hundreds",
        "1000s" | "1,000s" => "thousands",
        _ => return None,
    };
    (at.core(1) == "of").then(|| Claim::word(said))
}

/// "a 5k run".
fn raced(at: &At<'_>) -> Option<Claim> {
    let distance = at.core(0).strip_suffix(['k', 'K'])?;
    let race = matches!(
        at.core(1),
        "run" | "race" | "walk" | "runs" | "races" | "runner" | "runners"
    );
    (race && distance.len() <= 2 && is_digits(distance))
        .then(|| Claim::word(format!("{} K", words::cardinal(distance, at.region))))
}

/// "Call 911".
fn emergency(at: &At<'_>) -> Option<Claim> {
    let verb = at.earlier(1).to_ascii_lowercase();
    let called = matches!(
        verb.as_str(),
        "call" | "called" | "calling" | "dial" | "dialed" | "dialled" | "dialing" | "ring" | "text"
    );
    let short = at.core(0).len() == 3 && is_digits(at.core(0));
    (called && short).then(|| Claim::word(words::digits(at.core(0))))
}

fn counted(at: &At<'_>) -> Option<Claim> {
    let quantity = quantity::at(at, 0)?.magnified(at, 0, Letters::Sure);
    let tail = match quantity.rest {
        "" => "",
        "+" => " plus",
        "x" | "×" => " times",
        _ => return None,
    };
    let said = format!("{}{tail}", quantity.words);
    Some(Claim::of(quantity.taken, said))
}

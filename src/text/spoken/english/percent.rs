//! "5%", "10–15 %", "10%–15%", "5‰".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::Figure;
use super::quantity;
use super::words;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let quantity = quantity::at(at, 0)?;
    if quantity.rest.is_empty() {
        let name = name(at.core(quantity.taken))?;
        return at
            .runs_on(quantity.taken - 1)
            .then(|| Claim::of(quantity.taken, quantity.words).then(1, name));
    }
    if let Some(claim) = pair(at, &quantity.words, quantity.rest) {
        return Some(claim);
    }
    if let Some(hung) = quantity.rest.strip_prefix("%-") {
        let word = !hung.is_empty() && hung.chars().all(|ch| ch.is_alphabetic() || ch == '-');
        let said = format!("{} percent {}", quantity.words, hung.replace('-', " "));
        return word.then(|| Claim::of(quantity.taken, said));
    }
    let name = name(quantity.rest)?;
    if matches!(at.after(0), "–" | "—")
        && quantity::at(at, 1).is_some_and(|next| is_percent(next.rest))
    {
        return Some(Claim::word(format!("{} to", quantity.words)).without("–"));
    }
    Some(Claim::of(
        quantity.taken,
        format!("{} {name}", quantity.words),
    ))
}

/// "10%-15%" in one word.
fn pair(at: &At<'_>, first: &str, rest: &str) -> Option<Claim> {
    let second = rest.strip_prefix(['%', '％'])?.strip_prefix(['-', '–'])?;
    let (figure, rest) = Figure::prefix(second, quantity::MARKS)?;
    let second = words::figure(&figure, at.region);
    is_percent(rest).then(|| Claim::word(format!("{first} to {second} percent")))
}

fn is_percent(rest: &str) -> bool {
    matches!(rest, "%" | "％")
}

fn name(sign: &str) -> Option<&'static str> {
    match sign {
        "%" | "％" => Some("percent"),
        "‰" => Some("per mille"),
        "pp" => Some("percentage points"),
        "bps" | "bp" => Some("basis points"),
        _ => None,
    }
}

//! Names with digits in them and letters that are said one by one: "COVID-19", "F-16",
//! "CO2", "BCE".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::code::{self, letters};
use super::super::item;
use super::super::list::list;
use super::words;

/// Said letter by letter, though they could be a word.
const SPELLED: &[&str] = list!(
    "AC API BCE BMW BBC BTP CD CGIL CIA CISL CNN CNR CSM CV DNA DVD FBI FMI FS GPS IP KGB LGBT
     MPS OGM PC PD PDF PM PMI RNA SMS SPD TG TV UE URL USB XML HTML CDU PNRR"
);
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
    if !upper || name.len() > LONGEST || !code::is_numbered(name) {
        return None;
    }
    let short = |digits: &str| digits.len() <= 4;
    let number = |digits: &str| short(digits).then(|| words::padded(digits));
    code::said(name, number, code::word)
}

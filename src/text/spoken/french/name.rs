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
    "ADN AFP AOC AOP API ARN BBC BCE BD BFM BMW BTS CD CDD CDI CEO CFDT CGT CIA CNN CNRS CV DGSE
     DJ DRH DVD EDF EELV FBI FMI GPS HLM IA IGN IP IRM ISF IUT IVG LFI OCDE OGM OMC OMS ONG ORL
     PC PDF PDG PIB PME PV QI RATP RDA RER RFA RFI RMC RN RSA RTL RTT SDF SMS SNCF TGV TV TVA UDI
     UE ULM UMP URL URSS USA USB UV VIP VTT"
);
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
    if !upper || name.len() > LONGEST || !code::is_numbered(name) {
        return None;
    }
    let short = |digits: &str| digits.len() <= 4;
    let number = |digits: &str| short(digits).then(|| words::padded(digits, at.region));
    code::said(name, number, code::word)
}

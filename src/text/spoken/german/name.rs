//! Names with digits in them and letters said one by one: "A380", "COVID-19", "ZDF".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::is_digits;
use super::super::form::code::{self, letters};
use super::words::{self, One};

/// Spelled though they have a vowel, or are no capitals throughout.
const SPELLED: &[&str] = &[
    "EU", "USA", "CDU", "CSU", "UN", "ARD", "EZB", "AfD", "GmbH", "KI", "CIA", "FBI", "DHL", "SUV",
    "TÜV", "IT", "AG", "UKW", "URL", "USB", "BIP", "ADAC", "AKW", "CEO", "DNA", "IBM", "MDR",
    "OECD", "IOC", "WHO", "US", "UK", "EKG", "ICE", "WM", "EM", "ZDF",
];
/// Said as words, or known to the voice.
const WORDS: &[&str] = &["TÜV", "NRW"];
/// Longest name with digits, in bytes.
const LONGEST: usize = 30;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    acronym(core)
        .or_else(|| with_digits(core))
        .or_else(|| version(at))
        .map(Claim::word)
}

fn acronym(core: &str) -> Option<String> {
    let upper = core.bytes().all(|byte| byte.is_ascii_uppercase());
    let silent = upper && !core.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    let short = (2..=5).contains(&core.len());
    // "XX" is a number.
    let roman = super::super::form::roman::value(core).is_some();
    let spelled = SPELLED.contains(&core) || (silent && short && !roman);
    (spelled && !WORDS.contains(&core)).then(|| letters(core))
}

/// "A380", "F-16", "COVID-19-Welle", "CO₂", "4K".
fn with_digits(name: &str) -> Option<String> {
    let plain = code::plain(name);
    let first = plain.chars().next()?;
    let mixed =
        plain.contains(|ch: char| ch.is_ascii_digit()) && plain.contains(char::is_uppercase);
    let fits = first.is_uppercase()
        || (first.is_ascii_digit() && plain.find('-').unwrap_or(plain.len()) <= 3);
    if !mixed || !fits || name.len() > LONGEST {
        return None;
    }
    code::said(name, number, |word| {
        acronym(word).unwrap_or_else(|| code::word(word))
    })
}

fn number(digits: &str) -> Option<String> {
    let zero = digits.starts_with('0') && digits.len() > 1;
    (digits.len() <= 4).then(|| match zero {
        true => words::digits(digits),
        false => words::cardinal(digits, One::Alone),
    })
}

/// "Python 3.12".
fn version(at: &At<'_>) -> Option<String> {
    let (major, minor) = at.core(0).split_once('.')?;
    let short = |part: &str| is_digits(part) && (1..=2).contains(&part.len());
    let named = matches!(
        at.earlier(1),
        "Python"
            | "Version"
            | "iOS"
            | "Android"
            | "Java"
            | "PHP"
            | "Linux"
            | "HTML"
            | "USB"
            | "TLS"
    );
    let say = |part: &str| words::cardinal(part, One::Alone);
    (named && short(major) && short(minor)).then(|| format!("{} Punkt {}", say(major), say(minor)))
}

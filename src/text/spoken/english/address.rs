//! Streets, house numbers, states and postal codes: "221B Baker St.", "CA 90210".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits};
use super::title::is_capital;
use super::words;

const STREETS: &[(&str, &str)] = &[
    ("St", "Street"),
    ("Dr", "Drive"),
    ("Ave", "Avenue"),
    ("Av", "Avenue"),
    ("Blvd", "Boulevard"),
    ("Rd", "Road"),
    ("Ln", "Lane"),
    ("Ct", "Court"),
    ("Pl", "Place"),
    ("Sq", "Square"),
    ("Hwy", "Highway"),
    ("Pkwy", "Parkway"),
    ("Ter", "Terrace"),
    ("Cir", "Circle"),
];
/// Streets that are never the title of a person, so that a name before them is enough.
const SURE: &[&str] = &["Ave", "Blvd", "Rd", "Ln", "Hwy", "Pkwy"];
const DIRECTIONS: &[(&str, &str)] = &[
    ("N", "North"),
    ("S", "South"),
    ("E", "East"),
    ("W", "West"),
    ("NE", "Northeast"),
    ("NW", "Northwest"),
    ("SE", "Southeast"),
    ("SW", "Southwest"),
];
const STATES: &[(&str, &str)] = &[
    ("AL", "Alabama"),
    ("AK", "Alaska"),
    ("AZ", "Arizona"),
    ("AR", "Arkansas"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DE", "Delaware"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("HI", "Hawaii"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("IA", "Iowa"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("ME", "Maine"),
    ("MD", "Maryland"),
    ("MA", "Massachusetts"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MS", "Mississippi"),
    ("MO", "Missouri"),
    ("MT", "Montana"),
    ("NE", "Nebraska"),
    ("NV", "Nevada"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NY", "New York"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VT", "Vermont"),
    ("VA", "Virginia"),
    ("WA", "Washington"),
    ("WV", "West Virginia"),
    ("WI", "Wisconsin"),
    ("WY", "Wyoming"),
    ("DC", "D C"),
];
/// How far a house number is looked for, in words.
const AROUND: usize = 4;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    house(at)
        .or_else(|| direction(at))
        .or_else(|| street(at))
        .or_else(|| state(at))
        .or_else(|| postcode(at))
}

/// A house number: one before a name that a street follows.
fn house(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let (number, letter) = digits(core);
    let numbered = (1..=5).contains(&number.len()) && letter.len() <= 1;
    if !numbered || !letter.chars().all(|ch| ch.is_ascii_uppercase()) || !at.after(0).is_empty() {
        return None;
    }
    let streets = (2..=AROUND).any(|offset| is_street_word(at.core(offset)));
    if !is_capital(at.core(1)) || !streets {
        return None;
    }
    let said = words::pairs(number);
    Some(Claim::word(match letter {
        "" => said,
        letter => format!("{said} {}", words::letters(letter)),
    }))
}

fn is_street_word(word: &str) -> bool {
    STREETS
        .iter()
        .any(|(short, long)| *short == word || *long == word)
}

/// "N." between a number and a street.
fn direction(at: &At<'_>) -> Option<Claim> {
    let (_, said) = DIRECTIONS.iter().find(|(short, _)| *short == at.core(0))?;
    let numbered = at.earlier(1).starts_with(|ch: char| ch.is_ascii_digit());
    let streets = (1..AROUND).any(|offset| is_street_word(at.core(offset)));
    (numbered && streets).then(|| Claim::word(*said).without("."))
}

fn street(at: &At<'_>) -> Option<Claim> {
    let (_, said) = STREETS.iter().find(|(short, _)| *short == at.core(0))?;
    is_street(at).then(|| Claim::word(*said).without("."))
}

/// Whether the word is a street and no title: a name stands before it and none after it,
/// or a house number stands before the name.
pub(super) fn is_street(at: &At<'_>) -> bool {
    let core = at.core(0);
    let street = STREETS.iter().any(|(short, _)| *short == core);
    let near = |back: usize| at.after_earlier(back).is_empty() || at.after_earlier(back) == ".";
    let named = is_capital(at.earlier(1)) && near(1);
    let dotted = at.after(0).starts_with(['.', ',']) || SURE.contains(&core);
    let free = !is_capital(at.core(1)) || at.after(0).contains(',') || SURE.contains(&core);
    let house =
        (2..=AROUND).any(|back| at.earlier(back).starts_with(|ch: char| ch.is_ascii_digit()));
    street && named && (house || (dotted && free && is_name(at.earlier(1))))
}

/// "The Dr." is a doctor.
fn is_name(word: &str) -> bool {
    !matches!(word, "The" | "A" | "And" | "Our" | "My" | "His" | "Her") && word.len() > 1
}

/// "CA 90210".
fn state(at: &At<'_>) -> Option<Claim> {
    let (_, said) = STATES.iter().find(|(short, _)| *short == at.core(0))?;
    let code = at.core(1);
    let zip = code.get(..5).is_some_and(is_digits) && matches!(code.len(), 5 | 10);
    (zip && at.runs_on(0)).then(|| Claim::word(*said).then(1, ohs(code)))
}

/// "nine oh two one oh".
fn ohs(digits: &str) -> String {
    words::digits(digits).replace("zero", "oh")
}

/// "SW1A 1AA".
fn postcode(at: &At<'_>) -> Option<Claim> {
    let (outward, inward) = (at.core(0), at.core(1));
    let upper = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let starts = |text: &str| {
        text.bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_uppercase())
    };
    let first = (2..=4).contains(&outward.len())
        && upper(outward)
        && starts(outward)
        && outward.bytes().any(|byte| byte.is_ascii_digit());
    let bytes = inward.as_bytes();
    let second = matches!(bytes, [a, b, c] if a.is_ascii_digit() && b.is_ascii_uppercase() && c.is_ascii_uppercase());
    (first && second && at.runs_on(0))
        .then(|| Claim::word(spelled(outward)).then(1, spelled(inward)))
}

fn spelled(code: &str) -> String {
    let said = code.chars().map(|ch| match ch {
        '0' => "oh".to_owned(),
        '1'..='9' => words::digits(&ch.to_string()),
        ch => words::letters(&ch.to_string()),
    });
    said.collect::<Vec<_>>().join(" ")
}

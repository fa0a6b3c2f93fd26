//! Names with digits in them: "A350-900", "COVID-19", "H2O", "12-year-old", "Boeing 747".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits, lowered, value};
use super::{ordinal, words, year};

/// Longest such name, in bytes.
const LONGEST: usize = 40;
/// Before a number that is read in pairs.
const MODELS: &[&str] = &[
    "Boeing",
    "Airbus",
    "Flight",
    "flight",
    "Route",
    "route",
    "Highway",
    "Interstate",
    "Room",
    "room",
    "Peugeot",
    "Porsche",
    "Cessna",
    "BMW",
    "Ferrari",
    "Bus",
    "bus",
    "Suite",
    "Apt",
    "Unit",
    "Nikkei",
    "ISO",
    "RFC",
    "Error",
    "error",
    "HTTP",
    "RTX",
    "GTX",
    "Ryzen",
    "Exit",
    "Gate",
    "Platform",
];

/// "Boeing 747": a number after what it names.
pub(super) fn model(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let named = MODELS.contains(&at.earlier(1)) && at.after_earlier(1).is_empty();
    if let Some((plane, kind)) = core
        .split_once('-')
        .filter(|(plane, kind)| is_boeing(plane, kind))
    {
        let said = format!("{} {}", words::pairs(plane), words::pairs(kind));
        return Some(Claim::word(said));
    }
    if let Some(said) = plan(at).or_else(|| jet(at)).or_else(|| episode(core)) {
        return Some(said);
    }
    // "Flight UA 328".
    let flown = matches!(at.earlier(2), "Flight" | "flight") && at.earlier(1).len() == 2;
    let named = named || (flown && at.earlier(1) == at.earlier(1).to_uppercase());
    let model = named && (2..=4).contains(&core.len()) && is_digits(core);
    model.then(|| Claim::word(words::pairs(core)))
}

/// "401(k)", "403(b)".
fn plan(at: &At<'_>) -> Option<Claim> {
    let said = match at.core(0).split_once('(')? {
        ("401", "k") => "four oh one K",
        ("403", "b") => "four oh three B",
        ("501", "c") => "five oh one C",
        _ => return None,
    };
    at.after(0)
        .starts_with(')')
        .then(|| Claim::word(said).without(")"))
}

/// "the 747": an airliner, where no plural is counted.
fn jet(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let known = matches!(
        core,
        "707" | "727" | "737" | "747" | "757" | "767" | "777" | "787"
    );
    let one = matches!(at.earlier(1), "the" | "The" | "a" | "A" | "new");
    let counts = at.runs_on(0) && at.core(1).ends_with('s') && at.core(1).len() > 3;
    (known && one && !counts).then(|| Claim::word(words::pairs(core)))
}

/// "S02E05".
fn episode(core: &str) -> Option<Claim> {
    let (season, episode) = core.strip_prefix('S')?.split_once('E')?;
    let number = |part: &str| is_digits(part) && part.len() == 2;
    (number(season) && number(episode)).then(|| {
        let say = |part: &str| words::below_hundred(value(part));
        Claim::word(format!("season {} episode {}", say(season), say(episode)))
    })
}

/// "737-800" is no range.
fn is_boeing(plane: &str, kind: &str) -> bool {
    let seven =
        plane.len() == 3 && is_digits(plane) && plane.starts_with('7') && plane.ends_with('7');
    seven && kind.len() == 3 && is_digits(kind) && kind.ends_with("00")
}

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let has = |test: fn(char) -> bool| core.contains(test);
    if core.len() > LONGEST || !has(char::is_alphabetic) || !core.chars().any(is_digit) {
        return None;
    }
    let parts: Vec<&str> = core.split(['-', '‑', '–']).collect();
    let said = parts.iter().enumerate().map(|(index, part)| {
        let next = parts.get(index + 1).copied().unwrap_or_default();
        part_of(part, index == 0 && starts_small(next), at)
    });
    let said: Option<Vec<String>> = said.collect();
    Some(Claim::word(said?.join(" ")))
}

fn starts_small(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

fn is_digit(ch: char) -> bool {
    plain_digit(ch).is_some()
}

/// The ASCII digit of `ch`, lowered signs as in "CO₂" included.
fn plain_digit(ch: char) -> Option<char> {
    Some(ch)
        .filter(char::is_ascii_digit)
        .or_else(|| lowered(ch))
}

/// One part between hyphens; `counts` where a common noun follows: "12-year-old".
fn part_of(part: &str, counts: bool, at: &At<'_>) -> Option<String> {
    if let Some(figure) = counted(part, at).filter(|_| counts) {
        return Some(figure);
    }
    if is_digits(part) {
        return Some(if year::is_year(part) {
            words::year(part, at.region)
        } else {
            words::pairs(part)
        });
    }
    let ordinal = ordinal::words_of(part, at.region);
    if let Some(said) = ordinal.or_else(|| year::words_of_decade(part, at.region)) {
        return Some(said);
    }
    runs(part)
}

fn counted(part: &str, at: &At<'_>) -> Option<String> {
    let (figure, rest) = super::super::figure::Figure::prefix(part, super::quantity::MARKS)?;
    rest.is_empty().then(|| words::figure(&figure, at.region))
}

/// Runs of letters and digits: "H2O", "PS5", "MP3".
fn runs(part: &str) -> Option<String> {
    let plain: String = part
        .chars()
        .map(|ch| plain_digit(ch).unwrap_or(ch))
        .collect();
    let mixed = plain.bytes().any(|byte| byte.is_ascii_digit());
    let mut said: Vec<String> = Vec::new();
    let mut rest = plain.as_str();
    while !rest.is_empty() {
        let (number, after) = digits(rest);
        let end = after
            .find(|ch: char| ch.is_ascii_digit())
            .unwrap_or(after.len());
        let (letters, next) = after.split_at(end);
        if !letters
            .chars()
            .all(|ch| ch.is_alphabetic() || matches!(ch, '\'' | '’'))
        {
            return None;
        }
        if !number.is_empty() {
            said.push(words::pairs(number));
        }
        if !letters.is_empty() {
            said.push(letters_of(letters, mixed));
        }
        rest = next;
    }
    Some(said.join(" "))
}

fn letters_of(letters: &str, mixed: bool) -> String {
    let spelled = letters == letters.to_uppercase() && letters.len() <= 3;
    let short = letters.chars().count() == 1;
    match letters {
        _ if short || (spelled && mixed) => words::letters(letters),
        _ => letters.to_owned(),
    }
}

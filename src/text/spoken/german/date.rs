//! Dates, years and ordinals: "am 3. Oktober 1990", "14.03.2023", "der 2. Weltkrieg".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits, value};
use super::words;

const MONTHS: [(&str, &[&str]); 12] = [
    ("Januar", &["Jan", "Jänner"]),
    ("Februar", &["Feb", "Febr"]),
    ("März", &["Mär", "Mrz"]),
    ("April", &["Apr"]),
    ("Mai", &[]),
    ("Juni", &["Jun"]),
    ("Juli", &["Jul"]),
    ("August", &["Aug"]),
    ("September", &["Sep", "Sept"]),
    ("Oktober", &["Okt"]),
    ("November", &["Nov"]),
    ("Dezember", &["Dez"]),
];
/// After these an ordinal ends in "-ten".
const OBLIQUE: &[&str] = &[
    "am", "vom", "zum", "beim", "im", "dem", "den", "des", "seit", "bis", "ab", "zur", "einem",
    "einer", "diesem", "jedem", "ihrem", "seinem", "jeden", "ihren", "seinen", "und", "nach",
    "vor",
];
/// Prepositions that make "der" feminine and oblique.
const PREPOSITIONS: &[&str] = &[
    "in", "an", "auf", "mit", "bei", "nach", "von", "zu", "seit", "aus", "vor", "während", "unter",
    "über", "neben", "trotz", "wegen",
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    in_numbers(at).or_else(|| day_first(at))
}

fn month(word: &str) -> Option<&'static str> {
    let found = MONTHS
        .iter()
        .find(|(name, short)| *name == word || short.contains(&word));
    found.map(|(name, _)| *name)
}

/// "14.03.2023", "1.5.", "2026-01-05".
fn in_numbers(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let sign = if core.contains('-') { '-' } else { '.' };
    let parts: Vec<&str> = core.split(sign).take(4).collect();
    if at.item(0)?.sign().is_some() || at.earlier(1) == "Version" {
        return None;
    }
    let (day, number, year) = match (parts[..].to_vec().as_slice(), sign) {
        ([year, month, day], '-') if year.len() == 4 => (*day, *month, Some(*year)),
        ([day, month, year], '.') if matches!(year.len(), 2 | 4) => (*day, *month, Some(*year)),
        ([day, month], '.') if at.after(0).starts_with('.') => (*day, *month, None),
        _ => return None,
    };
    let name = MONTHS
        .get(value(number).wrapping_sub(1))
        .map(|(name, _)| *name)?;
    if !is_day(day) || !is_day(number) {
        return None;
    }
    let said = format!("{}{} {name}", words::ordinal(day), ending(at, "er"));
    Some(match year.filter(|year| is_digits(year)) {
        Some(year) => Claim::word(format!("{said} {}", words::year(year))),
        None if year.is_some() => return None,
        None => Claim::word(said).without("."),
    })
}

fn is_day(text: &str) -> bool {
    (1..=2).contains(&text.len()) && is_digits(text) && (1..=31).contains(&value(text))
}

/// "3. Oktober 1990", "3. bis 7. Mai".
fn day_first(at: &At<'_>) -> Option<Claim> {
    let numbered = |offset: usize| is_day(at.core(offset)) && at.after(offset) == ".";
    if !numbered(0) {
        return None;
    }
    let ordinal =
        |offset: usize| format!("{}{}", words::ordinal(at.core(offset)), ending(at, "er"));
    let first = Claim::word(ordinal(0)).without(".");
    let to = 1 + usize::from(at.core(2) == "zum");
    let again = numbered(to + 1) && month(at.core(to + 2)).is_some();
    if matches!(at.core(1), "bis" | "und") && again {
        return Some(first);
    }
    let name = month(at.core(1)).filter(|_| at.before(1).is_empty())?;
    let dotted = name != at.core(1) && at.after(1) == ".";
    let claim = first.then(1, name).without_dot_if(dotted);
    let near = (dotted || at.after(1).is_empty()) && at.before(2).is_empty();
    let year = at.core(2);
    Some(if near && year.len() == 4 && is_digits(year) {
        claim.then(1, words::year(year))
    } else {
        claim
    })
}

/// The ending of an ordinal after the words before it; `alone` where there are none.
pub(super) fn ending(at: &At<'_>, alone: &'static str) -> &'static str {
    let before = at.earlier(1).to_lowercase();
    let oblique = OBLIQUE.contains(&before.as_str());
    let feminine = before == "der" && PREPOSITIONS.contains(&at.earlier(2).to_lowercase().as_str());
    match before.as_str() {
        _ if oblique || feminine => "en",
        "ein" | "kein" | "mein" | "dein" | "sein" | "ihr" | "unser" | "euer" => "er",
        "der" | "die" | "das" | "jede" | "jedes" | "diese" | "dieses" => "e",
        _ => alone,
    }
}

/// "der 2. Weltkrieg", "im 19. Jahrhundert".
pub(super) fn ordinal(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let noun = at.core(1).starts_with(char::is_uppercase) && at.before(1).is_empty();
    let counted = (1..=3).contains(&core.len()) && is_digits(core) && !core.starts_with('0');
    let marked = at.after(0) == "." && at.item(0)?.sign().is_none();
    (counted && noun && marked).then(|| {
        let said = format!("{}{}", words::ordinal(core), ending(at, "e"));
        Claim::word(said).without(".")
    })
}

/// "1998", "1939–1945", "1990er".
pub(super) fn year(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    if let Some(decade) = core.strip_suffix("er").filter(|decade| is_decade(decade)) {
        return Some(Claim::word(format!("{}er", words::year(decade))));
    }
    let (first, rest) = digits(core);
    if !is_year(first) || at.item(0)?.sign().is_some() {
        return None;
    }
    let season = rest.strip_prefix('/');
    if let Some(second) = season.filter(|second| second.len() == 2 && is_digits(second)) {
        return Some(Claim::word(format!(
            "{} {}",
            words::year(first),
            words::cardinal(second, words::One::Alone)
        )));
    }
    if let Some(second) = rest
        .strip_prefix(['-', '–', '/'])
        .filter(|second| is_year(second))
    {
        return Some(Claim::word(format!(
            "{} bis {}",
            words::year(first),
            words::year(second)
        )));
    }
    let cue = matches!(
        at.earlier(1),
        "Jahr" | "Jahre" | "Jahres" | "seit" | "Seit" | "anno" | "ab" | "Ab" | "bis"
    ) || month(at.earlier(1)).is_some();
    let counts = !cue && at.runs_on(0) && at.core(1).starts_with(char::is_uppercase);
    (rest.is_empty() && !counts).then(|| Claim::word(words::year(first)))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && is_digits(text) && (1100..2100).contains(&value(text))
}

fn is_decade(text: &str) -> bool {
    matches!(text.len(), 2 | 4) && is_digits(text) && text.ends_with('0') && !text.starts_with('0')
}

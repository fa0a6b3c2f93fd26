//! Years, spans of years and decades: "1998", "1939–1945", "2019–20", "1990s", "'86".

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits, value};
use super::words;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    decade(at)
        .or_else(|| short(at))
        .or_else(|| between(at))
        .or_else(|| before_christ(at))
        .or_else(|| alone(at))
}

/// Whether `text` is four digits that look like a year of which people speak.
pub(super) fn is_year(text: &str) -> bool {
    text.len() == 4 && is_digits(text) && (1100..2100).contains(&value(text))
}

/// Whether `text` is a year and the next: "2023/24".
pub(super) fn is_season(text: &str) -> bool {
    let Some((first, second)) = text.split_once('/') else {
        return false;
    };
    is_year(first)
        && second.len() == 2
        && is_digits(second)
        && value(second) == (value(first) + 1) % 100
}

/// "2500 BC".
fn before_christ(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let era = matches!(at.core(1), "BC" | "BCE" | "B.C" | "B.C.E") && at.runs_on(0);
    (era && core.len() == 4 && is_digits(core) && !core.starts_with('0'))
        .then(|| Claim::word(words::year(core, at.region)))
}

fn alone(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let class = matches!(
        at.earlier(2),
        "class"
            | "Class"
            | "summer"
            | "winter"
            | "spring"
            | "autumn"
            | "crash"
            | "crisis"
            | "war"
            | "War"
    ) && at.earlier(1) == "of";
    let cue = has_cue(at) || class;
    let old = cue && core.len() == 4 && is_digits(core) && (1000..1100).contains(&value(core));
    let counts = !cue && at.runs_on(0) && is_plural(at.core(1));
    let year = (is_year(core) && !counts) || old;
    let bare = at.item(0)?.sign().is_none() && !at.item(0)?.has_leading_point();
    (year && bare).then(|| Claim::word(words::year(core, at.region)))
}

/// Words before a year.
fn has_cue(at: &At<'_>) -> bool {
    const CUES: &[&str] = &[
        "in",
        "since",
        "by",
        "from",
        "until",
        "till",
        "year",
        "before",
        "after",
        "around",
        "circa",
        "early",
        "late",
        "mid",
        "during",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "summer",
        "winter",
        "spring",
        "autumn",
        "fall",
    ];
    let before = at.earlier(1);
    CUES.iter().any(|cue| before.eq_ignore_ascii_case(cue))
}

/// Whether `word` is what is counted: "miles", "books".
fn is_plural(word: &str) -> bool {
    const NOT: &[&str] = &[
        "is",
        "was",
        "as",
        "has",
        "its",
        "his",
        "this",
        "us",
        "does",
        "less",
        "versus",
        "perhaps",
        "always",
        "across",
        "towards",
        "afterwards",
        "plus",
        "minus",
        "besides",
        "sees",
        "saw",
    ];
    let lower = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    lower && word.ends_with('s') && !NOT.contains(&word)
}

/// "1939–1945", "2019–20", "1939-45", "1914 – 1918".
fn between(at: &At<'_>) -> Option<Claim> {
    let (first, rest) = digits(at.core(0));
    if !is_year(first) {
        return None;
    }
    let (second, taken) = if rest.is_empty() && at.after(0).is_empty() && at.has_dash(1) {
        (at.core(2), 3)
    } else {
        (rest.strip_prefix(['-', '–', '—', '/'])?, 1)
    };
    let short = second.len() == 2 && is_digits(second) && value(second) > value(first) % 100;
    let said = match () {
        () if is_year(second) => words::year(second, at.region),
        () if short => two_digits(second),
        () => return None,
    };
    let first = words::year(first, at.region);
    Some(Claim::of(taken, format!("{first} to {said}")))
}

/// "1990s", "'90s", "20s", "1990's".
fn decade(at: &At<'_>) -> Option<Claim> {
    words_of_decade(at.core(0), at.region).map(Claim::word)
}

/// "nineteen nineties" for "1990s".
pub(super) fn words_of_decade(text: &str, region: Region) -> Option<String> {
    let (figure, rest) = digits(text);
    let known = matches!(figure.len(), 2 | 4)
        && figure.ends_with('0')
        && figure != "00"
        && !figure.starts_with('0');
    if !known || !matches!(rest, "s" | "'s" | "’s") {
        return None;
    }
    Some(words::plural(&words::year(figure, region)))
}

/// "'86".
fn short(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let apostrophe = at.before(0).ends_with(['\'', '’', '‘']);
    let open = at.after(0).starts_with(['\'', '’']);
    (core.len() == 2 && is_digits(core) && apostrophe && !open)
        .then(|| Claim::word(two_digits(core)))
}

/// The end of a year: "eighty-six", "oh five".
pub(super) fn two_digits(text: &str) -> String {
    match value(text) {
        0 => "zero zero".into(),
        low @ 1..=9 => format!("oh {}", words::below_hundred(low)),
        low => words::below_hundred(low),
    }
}

//! Dates: "14 марта 2023 г.", "с 14 по 16 марта", "14.03.2023", "2023-03-14".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{is_digits, value};
use super::govern;
use super::time;
use super::words::{self, Case, Gender};

/// In the genitive, with what is short for them.
const MONTHS: [(&str, &[&str]); 12] = [
    ("января", &["янв"]),
    ("февраля", &["фев", "февр"]),
    ("марта", &["мар"]),
    ("апреля", &["апр"]),
    ("мая", &[]),
    ("июня", &["июн"]),
    ("июля", &["июл"]),
    ("августа", &["авг"]),
    ("сентября", &["сен", "сент"]),
    ("октября", &["окт"]),
    ("ноября", &["ноя", "нояб"]),
    ("декабря", &["дек"]),
];
/// Most days of one list: "5, 6 и 7 марта".
const DAYS: usize = 5;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    stamp(at)
        .or_else(|| in_numbers(at))
        .or_else(|| day_first(at))
        .or_else(|| listed(at))
}

/// The month that `word` names in the genitive, in full or short.
pub(super) fn month(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let found = MONTHS
        .iter()
        .find(|(name, short)| *name == word || short.contains(&word.as_str()));
    found.map(|(name, _)| *name)
}

fn is_day(text: &str) -> bool {
    (1..=2).contains(&text.len()) && is_digits(text) && (1..=31).contains(&value(text))
}

/// The case of a day here: the genitive unless a preposition asks for another.
fn case(at: &At<'_>) -> Case {
    govern::preposition(govern::ruler(at)).unwrap_or(Case::Genitive)
}

fn day(text: &str, case: Case) -> String {
    words::ordinal(text, Gender::Neuter, case)
}

fn said(number: &str, month: &str, of: &str, case: Case) -> Option<String> {
    let (name, _) = MONTHS.get(value(month).wrapping_sub(1))?;
    let valid = is_day(number) && is_day(month) && is_digits(of) && matches!(of.len(), 2 | 4);
    let of = words::ordinal(of, Gender::Masculine, Case::Genitive);
    valid.then(|| format!("{} {name} {of} года", day(number, case)))
}

/// "2023-03-14T09:05:00Z".
fn stamp(at: &At<'_>) -> Option<Claim> {
    let (date, clock) = at.core(0).split_once('T')?;
    let [of, month, number] = date.split('-').collect::<Vec<_>>()[..] else {
        return None;
    };
    let clock = clock.trim_end_matches('Z');
    let clock = clock.split(['+', '.']).next().unwrap_or(clock);
    let date = said(number, month, of, case(at)).filter(|_| of.len() == 4)?;
    let clock = time::clock(clock, Case::Nominative)?;
    Some(Claim::word(format!("{date} {clock}")))
}

/// "14.03.2023", "14.03.23", "2023-03-14", "14/03/2023".
fn in_numbers(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let sign = core.chars().find(|ch| !ch.is_ascii_digit())?;
    if !matches!(sign, '/' | '.' | '-') || at.item(0)?.sign().is_some() {
        return None;
    }
    let (first, rest) = core.split_once(sign)?;
    let (month, last) = rest.split_once(sign)?;
    let (number, of) = match (first.len(), last.len()) {
        (4, 2) if sign == '-' => (last, first),
        (1 | 2, 4) => (first, last),
        (2, 2) if sign == '.' && month.len() == 2 => (first, last),
        _ => return None,
    };
    let said = said(number, month, of, case(at))?;
    let named = matches!(at.core(1), "г" | "года") && at.runs_on(0);
    let taken = 1 + usize::from(named);
    let dotted = named && at.core(1) == "г";
    Some(Claim::of(taken, said).without_dot_if(dotted))
}

/// "14 марта 2023 г.", "14–16 марта", "14 дек.".
fn day_first(at: &At<'_>) -> Option<Claim> {
    let name = month(at.core(1)).filter(|_| at.runs_on(0) || at.has_dash(1))?;
    let short = name != at.core(1).to_lowercase();
    let dotted = short && at.after(1).starts_with('.');
    let core = at.core(0);
    // "10 мар" without its dot is no month.
    if at.item(0)?.sign().is_some() || (short && !dotted && !is_digits(at.core(2))) {
        return None;
    }
    let days = match core.split_once(['-', '–', '—']) {
        Some((first, second)) if is_day(first) && is_day(second) => span(at, first, second),
        None if is_day(core) => day(core, single(at)),
        _ => return None,
    };
    let claim = Claim::word(days).then(1, name).without_dot_if(dotted);
    let near =
        (at.after(1).is_empty() || (dotted && at.after(1) == ".")) && at.before(2).is_empty();
    let of = at.core(2);
    if !near || of.len() != 4 || !is_digits(of) {
        return Some(claim);
    }
    let of = words::ordinal(of, Gender::Masculine, Case::Genitive);
    let named = at.runs_on(2) && matches!(at.core(3), "года" | "г" | "году");
    Some(match (named, at.core(3)) {
        (true, "г") => claim.then(1, of).then(1, "года").without("."),
        (true, _) => claim.then(1, of),
        _ => claim.then(1, format!("{of} года")),
    })
}

/// "1 мая — праздник", "сегодня 1 мая." name the day itself.
fn single(at: &At<'_>) -> Case {
    let asked = govern::preposition(govern::ruler(at));
    let alone = asked.is_none() && at.earlier(1).is_empty() && at.has_dash(2);
    let today = matches!(at.earlier(1), "Сегодня" | "сегодня") && at.after_earlier(1).is_empty();
    match asked {
        Some(case) => case,
        None if alone || (today && !at.has(3)) => Case::Nominative,
        None => Case::Genitive,
    }
}

/// "с четырнадцатого по шестнадцатое".
fn span(at: &At<'_>, first: &str, second: &str) -> String {
    match govern::preposition(govern::ruler(at)) {
        Some(case) => format!("{}-{}", day(first, case), day(second, case)),
        None => format!(
            "с {} по {}",
            day(first, Case::Genitive),
            day(second, Case::Accusative)
        ),
    }
}

/// The first days of "с 14 по 16 марта", "5, 6 и 7 марта".
fn listed(at: &At<'_>) -> Option<Claim> {
    if !is_day(at.core(0)) || at.item(0)?.sign().is_some() {
        return None;
    }
    let mut offset = 0;
    for _ in 0..DAYS {
        let comma = at.after(offset) == "," && is_day(at.core(offset + 1));
        let joined = at.runs_on(offset) && matches!(at.core(offset + 1), "и" | "по" | "до" | "на");
        offset += match (comma, joined) {
            (true, _) => 1,
            (_, true) => 2,
            _ => return None,
        };
        if !is_day(at.core(offset)) {
            return None;
        }
        if month(at.core(offset + 1)).is_some() && at.runs_on(offset) {
            let case = match at.core(1) {
                "на" => Case::Genitive,
                _ => case(at),
            };
            return Some(Claim::word(day(at.core(0), case)));
        }
    }
    None
}

//! Dates: "3/14/2023", "2026-01-05", "Jan. 5, 2026", "5 May 1821", "May 3–7".

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits, value};
use super::{month, time, words, year};

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    in_numbers(at)
        .or_else(|| weekday(at))
        .or_else(|| month_first(at))
        .or_else(|| day_first(at))
}

/// A day of a month, checked.
struct Day {
    month: &'static str,
    /// From 1 to 31.
    day: usize,
}

impl Day {
    fn of(month: usize, day: usize) -> Option<Self> {
        let month = month::by_number(month)?;
        (1..=31).contains(&day).then_some(Self { month, day })
    }

    /// "March fourteenth", "the fourteenth of March".
    fn said(&self, month_first: bool) -> String {
        let day = words::ordinal(&self.day.to_string(), Region::American);
        if month_first {
            format!("{} {day}", self.month)
        } else {
            format!("the {day} of {}", self.month)
        }
    }
}

/// "Tue 5 Nov", "Mon, Jan 6": a short day of the week before a date.
fn weekday(at: &At<'_>) -> Option<Claim> {
    let day = month::day(at.core(0))?;
    let short = day.len() > at.core(0).len() && matches!(at.after(0), "" | "," | "." | ".,");
    let month = |offset: usize| month::by_name(at.core(offset)).is_some();
    let number = |offset: usize| days(at.core(offset)).is_some();
    let dated = (month(1) && number(2)) || (number(1) && month(2));
    (short && dated).then(|| Claim::word(day).without("."))
}

/// A date of numbers in one word.
fn in_numbers(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let plain = at.item(0)?.sign().is_none();
    let (date, rest) = core.split_once('T').unwrap_or((core, ""));
    let words = plain.then(|| numeric(date, at))??;
    let clock = match rest {
        "" => String::new(),
        clock => format!(" {}", time::stamp(clock)?),
    };
    Some(Claim::word(format!("{words}{clock}")))
}

fn numeric(date: &str, at: &At<'_>) -> Option<String> {
    let sign = date.chars().find(|ch| matches!(ch, '/' | '-' | '.'))?;
    let parts: Vec<&str> = date.split(sign).take(4).collect();
    let american = at.region == Region::American;
    match parts[..] {
        [first, second] if sign == '/' && after_preposition(at) => {
            let day = in_order(first, second, american)?;
            Some(day.said(american))
        }
        [first, middle, last] => three(first, middle, last, sign, american, at.region),
        _ => None,
    }
}

fn three(
    first: &str,
    middle: &str,
    last: &str,
    sign: char,
    american: bool,
    region: Region,
) -> Option<String> {
    if first.len() == 4 && is_digits(first) {
        let day = Day::of(short(middle)?, short(last)?)?;
        let said = day.said(american);
        return Some(format!("{said} {}", words::year(first, region)));
    }
    let long = last.len() == 4 && (1000..3000).contains(&value(last));
    if !is_digits(last) || !(long || (last.len() == 2 && sign == '/')) {
        return None;
    }
    let said = match month::by_name(middle) {
        Some(month) => Day {
            month,
            ..Day::of(1, short(first)?)?
        }
        .said(false),
        None if sign == '.' => Day::of(short(middle)?, short(first)?)?.said(false),
        None => in_order(first, middle, american)?.said(american),
    };
    let year = if long {
        words::year(last, region)
    } else {
        year::two_digits(last)
    };
    Some(format!("{said} {year}"))
}

/// Which of two numbers is the month: the one that can be, else by habit.
fn in_order(first: &str, second: &str, american: bool) -> Option<Day> {
    let (first, second) = (short(first)?, short(second)?);
    let month_first = Day::of(first, second);
    let day_first = Day::of(second, first);
    if american {
        month_first.or(day_first)
    } else {
        day_first.or(month_first)
    }
}

/// A number of one or two digits.
fn short(text: &str) -> Option<usize> {
    ((1..=2).contains(&text.len()) && is_digits(text)).then(|| value(text))
}

fn after_preposition(at: &At<'_>) -> bool {
    let before = at.earlier(1);
    ["on", "by", "until", "since", "dated", "due"]
        .iter()
        .any(|word| before.eq_ignore_ascii_case(word))
}

/// "January 5, 2026", "Jan 5", "May 3–7", "March 2020", "July 4th".
fn month_first(at: &At<'_>) -> Option<Claim> {
    let month = month::by_name(at.core(0))?;
    if !matches!(at.after(0), "" | ".") || !at.before(1).is_empty() {
        return None;
    }
    let claim = Claim::word(month).without(".");
    if let Some(year) = year_at(at, 1) {
        return Some(claim.then(1, year));
    }
    let days = days(at.core(1))?;
    if matches!(at.after(1), "–" | "—") && month::by_name(at.core(2)).is_some() {
        return Some(
            claim
                .then(1, format!("{} to", days.said("", " to ")))
                .without("–"),
        );
    }
    let claim = claim.then(1, days.said("", " to "));
    let comma = matches!(at.after(1), "" | ",") && at.before(2).is_empty();
    match year_at(at, 2).filter(|_| comma) {
        Some(year) => Some(claim.then(1, year)),
        None => Some(claim),
    }
}

/// "5 January 2026", "the 5th of May", "3–7 May 2024".
fn day_first(at: &At<'_>) -> Option<Claim> {
    let days = days(at.core(0))?;
    let of = usize::from(at.core(1) == "of");
    if !at.runs_on(0) || (of == 1 && !at.runs_on(1)) || (days.bare && of == 1) {
        return None;
    }
    let month = month::by_name(at.core(1 + of))
        .filter(|_| at.item(0).is_some_and(|item| item.sign().is_none()))?;
    let the = if at.earlier(1).eq_ignore_ascii_case("the") {
        ""
    } else {
        "the "
    };
    let mut claim = Claim::word(match of {
        0 => format!("{} of", days.said(the, " to the ")),
        _ => days.said(the, " to the "),
    });
    if of == 1 {
        claim = claim.then(1, "of");
    }
    let claim = claim.then(1, month).without(".");
    let near = matches!(at.after(1 + of), "" | "," | ".") && at.before(2 + of).is_empty();
    match year_at(at, 2 + of).filter(|_| near) {
        Some(year) => Some(claim.then(1, year)),
        None => Some(claim),
    }
}

fn year_at(at: &At<'_>, offset: usize) -> Option<String> {
    let text = at.core(offset);
    let year = text.len() == 4 && is_digits(text) && (1000..3000).contains(&value(text));
    year.then(|| words::year(text, at.region))
}

/// One day, or from one to another.
struct Days {
    first: String,
    last: Option<String>,
    /// Whether it is a number and no ordinal: "5", not "5th".
    bare: bool,
}

impl Days {
    fn said(&self, the: &str, to: &str) -> String {
        match &self.last {
            Some(last) => format!("{the}{}{to}{last}", self.first),
            None => format!("{the}{}", self.first),
        }
    }
}

fn days(text: &str) -> Option<Days> {
    if let Some((first, last)) = text.split_once(['-', '–']) {
        let (first, last) = (days(first)?, days(last)?);
        return Some(Days {
            first: first.first,
            last: Some(last.first),
            bare: first.bare,
        });
    }
    let (number, rest) = digits(text);
    let valid = short(number).is_some_and(|day| (1..=31).contains(&day));
    let ending = matches!(rest, "" | "st" | "nd" | "rd" | "th");
    (valid && ending).then(|| Days {
        first: words::ordinal(number, Region::American),
        last: None,
        bare: rest.is_empty(),
    })
}

//! Dates: "14/03/2023", "1 de mayo de 2024", "2023-03-14", "el 14/3".

use super::super::super::at::At;
use super::super::super::claim::Claim;
use super::super::super::figure::{digits, is_digits, value};
use super::ordinal::Ending;
use super::{Form, Iberian, Manner, time};

pub(in crate::text::spoken) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    if at.item(0)?.sign().is_some() {
        return None;
    }
    in_numbers(manner, at)
        .or_else(|| stamp(manner, at))
        .or_else(|| first(manner, at))
        .or_else(|| years(manner, at))
        .or_else(|| decade(manner, at))
}

impl Manner {
    /// The month of a name or its abbreviation.
    fn month(&self, word: &str) -> Option<&'static str> {
        let lower = word.to_lowercase();
        let found = self.months.iter();
        let mut found = found.filter(|(name, short)| *name == lower || *short == lower);
        found.next().map(|(name, _)| *name)
    }

    fn day(&self, text: &str) -> String {
        match text.trim_start_matches('0') {
            "1" => self.first_day.to_owned(),
            day => self.numbers.cardinal(day, Form::Alone),
        }
    }
}

fn is_day(text: &str) -> bool {
    (1..=2).contains(&text.len()) && is_digits(text) && (1..=31).contains(&value(text))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && is_digits(text) && (1000..2200).contains(&value(text))
}

/// "14/03/2023", "14-mar-2023", "2023-03-14", "el 14/3".
fn in_numbers(manner: &Manner, at: &At<'_>) -> Option<Claim> {
    let parts: Vec<&str> = at.core(0).split(['/', '-', '.']).take(4).collect();
    let dotted = at.core(0).contains('.');
    let (day, month, year) = match parts[..] {
        [year, month, day] if is_year(year) => (day, month, year),
        [day, month, year] if is_year(year) || (year.len() == 2 && is_digits(year) && !dotted) => {
            (day, month, year)
        }
        [day, month] if at.core(0).contains('/') => {
            let before = at.earlier(1).to_lowercase();
            let told = manner.before_date.contains(&before.as_str());
            // "em 3/4 dos casos" is none.
            let sure = before != "em" || value(day) > value(month);
            (told && sure && at.after_earlier(1).is_empty()).then_some(())?;
            (day, month, "")
        }
        _ => return None,
    };
    let said = manner.date(at.country, day, month)?;
    Some(Claim::word(match year {
        "" => said,
        year => format!("{said} de {}", manner.numbers.cardinal(year, Form::Alone)),
    }))
}

impl Manner {
    /// "catorce de marzo"; `None` where the country does not tell the day from the month.
    fn date(&self, country: &str, day: &str, month: &str) -> Option<String> {
        let month_first = matches!(country, "PA" | "PR");
        let (day, month) = match is_day(month) && value(month) > 12 {
            true => (month, day),
            false if month_first && value(day) <= 12 => (month, day),
            false => (day, month),
        };
        let name = match is_day(month) {
            true => self.months.get(value(month) - 1)?.0,
            false => self.month(month)?,
        };
        is_day(day).then(|| format!("{} de {name}", self.day(day)))
    }
}

/// "2023-03-14T09:05:00Z".
fn stamp(manner: &Manner, at: &At<'_>) -> Option<Claim> {
    let (date, clock) = at.core(0).split_once('T')?;
    let parts: Vec<&str> = date.split('-').take(4).collect();
    let [year, month, day] = parts[..] else {
        return None;
    };
    let said = manner.date("", day, month).filter(|_| is_year(year))?;
    let clock = time::stamp(manner, clock)?;
    let year = manner.numbers.cardinal(year, Form::Alone);
    Some(Claim::word(format!("{said} de {year} {clock}")))
}

/// "1 de mayo", "1.º de mayo", "1° de maio", "5 ene. 2024".
fn first(manner: &Manner, at: &At<'_>) -> Option<Claim> {
    let (day, mark) = digits(at.core(0));
    let mark = mark.strip_prefix('.').unwrap_or(mark);
    let joined = at.runs_on(0) && at.core(1) == "de" && at.runs_on(1);
    let month = manner.month(at.core(2)).filter(|_| joined && is_day(day));
    let said = match mark {
        "" => manner.day(day),
        "º" | "°" | "o" if value(day) == 1 => manner.ordinal(1, Ending::Masculine)?,
        _ => return None,
    };
    if let Some(month) = month {
        let dotted = at.core(2).to_lowercase() != month;
        let claim = Claim::word(said).then(1, "de").then(1, month);
        return Some(claim.without_dot_if(dotted));
    }
    let month = manner
        .month(at.core(1))
        .filter(|_| is_day(day) && mark.is_empty() && at.runs_on(0))?;
    let dotted = at.core(1).to_lowercase() != month;
    let near = at.after(1).is_empty() || (dotted && at.after(1) == ".");
    let year = at.core(2);
    let claim = Claim::word(said)
        .then(1, format!("de {month}"))
        .without_dot_if(dotted);
    if near && is_year(year) {
        let year = manner.numbers.cardinal(year, Form::Alone);
        return Some(claim.then(1, format!("de {year}")));
    }
    (dotted && at.after(1) == ".").then_some(claim)
}

/// "1939-1945", "2019-20", "2019/20".
fn years(manner: &Manner, at: &At<'_>) -> Option<Claim> {
    let (first, second) = at.core(0).split_once(['-', '–', '/'])?;
    let tail = second.len() == 2
        && is_digits(second)
        && is_year(first)
        && value(&first[2..]) + 1 == value(second);
    let full = is_year(second) && value(first) < value(second);
    if !is_year(first) || !(tail || full) {
        return None;
    }
    let say = |year: &str| manner.numbers.cardinal(year, Form::Alone);
    let link = if at.core(0).contains('/') { "" } else { "a " };
    Some(Claim::word(format!("{} {link}{}", say(first), say(second))))
}

/// "los 90's", "'90".
fn decade(manner: &Manner, at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let year = core
        .strip_suffix("'s")
        .or_else(|| core.strip_suffix("’s"))?;
    let round = year.ends_with('0') && matches!(year.len(), 2 | 4) && is_digits(year);
    round.then(|| Claim::word(manner.numbers.cardinal(year, Form::Alone)))
}

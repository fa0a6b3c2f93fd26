//! Dates of French and Italian: "14/03/2023", "1er mai", "3 gen. 2024", "lun. 3 janv.",
//! "2023-03-14". Those of Spanish and Portuguese, joined by "de", are in `iberian/`.

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{is_digits, value};

/// The words of a language for dates.
pub(in super::super) struct Calendar {
    /// Names, and what is short for each.
    pub(in super::super) months: [(&'static str, &'static [&'static str]); 12],
    /// What is short for a day of the week, and its name.
    pub(in super::super) days: [(&'static str, &'static str); 7],
    /// The first of a month: "premier".
    pub(in super::super) first: &'static str,
    /// What may stand after the number of a day: "er", "º".
    pub(in super::super) ordinal: &'static [&'static str],
    /// Words before "14/03" that make it a day.
    pub(in super::super) cues: &'static [&'static str],
    /// Whether a bracket, a quote or an apostrophe before "14/03" does so too.
    pub(in super::super) opened: bool,
    /// Whether a short month needs its dot or a year after it.
    pub(in super::super) sure: bool,
    pub(in super::super) cardinal: fn(&str, &At<'_>) -> String,
    /// A year of two digits or four.
    pub(in super::super) year: fn(&str, &At<'_>) -> String,
    /// A time with colons, after its date.
    pub(in super::super) clock: fn(&str, &At<'_>) -> Option<String>,
}

/// Digits of a date, the year perhaps left out.
struct Parts<'t> {
    day: &'t str,
    month: &'t str,
    year: Option<&'t str>,
}

fn is_day(text: &str) -> bool {
    (1..=2).contains(&text.len()) && is_digits(text) && (1..=31).contains(&value(text))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && is_digits(text)
}

impl Calendar {
    pub(in super::super) fn read(&self, at: &At<'_>) -> Option<Claim> {
        self.stamp(at)
            .or_else(|| self.in_numbers(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.short_month(at))
    }

    /// The month that `word` names in full, in any case.
    fn full(&self, word: &str) -> Option<&'static str> {
        let word = word.to_lowercase();
        let mut all = self.months.iter();
        all.find(|(name, _)| *name == word).map(|(name, _)| *name)
    }

    /// The month that `word` is short for, in any case.
    fn short(&self, word: &str) -> Option<&'static str> {
        let word = word.to_lowercase();
        let mut all = self.months.iter();
        let found = all.find(|(_, short)| short.contains(&word.as_str()));
        found.map(|(name, _)| *name)
    }

    fn day(&self, text: &str, at: &At<'_>) -> String {
        match text.trim_start_matches('0') {
            "1" => self.first.into(),
            rest => (self.cardinal)(rest, at),
        }
    }

    /// `text` without what marks it as the number of a day.
    fn bare<'t>(&self, text: &'t str) -> &'t str {
        let mut marks = self.ordinal.iter();
        marks
            .find_map(|mark| text.strip_suffix(mark))
            .unwrap_or(text)
    }

    fn said(&self, parts: &Parts<'_>, at: &At<'_>) -> Option<String> {
        let (name, _) = self.months.get(value(parts.month).wrapping_sub(1))?;
        let digits = parts.year.is_none_or(is_digits);
        if !is_day(parts.day) || !is_day(parts.month) || !digits {
            return None;
        }
        let first = format!("{} {name}", self.day(parts.day, at));
        Some(match parts.year {
            Some(year) => format!("{first} {}", (self.year)(year, at)),
            None => first,
        })
    }

    /// "2023-03-14T09:05:00Z".
    fn stamp(&self, at: &At<'_>) -> Option<Claim> {
        let (date, clock) = at.core(0).split_once('T')?;
        let [year, month, day] = date.split('-').collect::<Vec<_>>()[..] else {
            return None;
        };
        let clock = clock.trim_end_matches('Z');
        let clock = clock.split(['+', '.']).next().unwrap_or(clock);
        let parts = Parts {
            day,
            month,
            year: Some(year).filter(|year| year.len() == 4),
        };
        parts.year?;
        let date = self.said(&parts, at)?;
        Some(Claim::word(format!("{date} {}", (self.clock)(clock, at)?)))
    }

    /// "14/03/2023", "14.03.2023", "2023-03-14", "le 14/03".
    fn in_numbers(&self, at: &At<'_>) -> Option<Claim> {
        let core = at.core(0);
        let sign = core.chars().find(|ch| !ch.is_ascii_digit())?;
        if !matches!(sign, '/' | '.' | '-') || at.item(0)?.sign().is_some() {
            return None;
        }
        let numbers: Vec<&str> = core.split(sign).take(4).collect();
        let (day, month, year) = match numbers[..] {
            [year, month, day] if year.len() == 4 => (day, month, Some(year)),
            [day, month, year] if year.len() == 4 => (day, month, Some(year)),
            // "01.23.45" is the beginning of a telephone number.
            [day, month, year] if year.len() == 2 && sign == '/' => (day, month, Some(year)),
            [day, month] if sign == '/' && month.len() == 2 && self.is_cued(at) => {
                (day, month, None)
            }
            _ => return None,
        };
        self.said(&Parts { day, month, year }, at).map(Claim::word)
    }

    /// "le 14/03", "dell'11/09".
    fn is_cued(&self, at: &At<'_>) -> bool {
        let cued = self.cues.contains(&at.earlier(1).to_lowercase().as_str());
        cued || (self.opened && !at.before(0).is_empty())
    }

    /// "1er mai" and "1 mai"; "14 mars 2023" and "3 gen. 2024".
    fn day_first(&self, at: &At<'_>) -> Option<Claim> {
        let number = self.bare(at.core(0));
        if !is_day(number) || !at.runs_on(0) {
            return None;
        }
        let (word, dotted) = (at.core(1), at.after(1).starts_with('.'));
        let short = self
            .short(word)
            .filter(|_| !self.sure || dotted || at.core(2).len() == 4);
        let (name, dotted) = match self.full(word) {
            Some(name) => (name, false),
            None => (short?, dotted),
        };
        // "il primo maggio", but "l'uno".
        let said = match at.before(0).ends_with(['\'', '’']) {
            true => (self.cardinal)(number, at),
            false => self.day(number, at),
        };
        let claim = Claim::word(said).then(1, name).without_dot_if(dotted);
        let near =
            at.before(2).is_empty() && (at.after(1).is_empty() || (dotted && at.after(1) == "."));
        let year = at.core(2);
        Some(match near && is_year(year) {
            true => claim.then(1, (self.cardinal)(year, at)),
            false => claim,
        })
    }

    /// "lun. 3 janvier".
    fn weekday(&self, at: &At<'_>) -> Option<Claim> {
        let word = at.core(0).to_lowercase();
        let (_, name) = self.days.iter().find(|(short, _)| *short == word)?;
        let month = at.core(2);
        let month = self.full(month).or_else(|| self.short(month));
        let dated = is_day(self.bare(at.core(1))) && month.is_some();
        (dated && at.after(0) == ".").then(|| Claim::word(*name).without("."))
    }

    /// "déc. 2023".
    fn short_month(&self, at: &At<'_>) -> Option<Claim> {
        let dated = is_year(at.core(1)) && at.after(0) == "." && at.before(1).is_empty();
        let name = self.short(at.core(0)).filter(|_| dated)?;
        Some(Claim::word(name).without("."))
    }
}

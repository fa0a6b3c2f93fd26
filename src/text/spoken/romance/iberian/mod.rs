//! What Spanish and Portuguese have in common: how forms are put together. The words,
//! and which of them a country uses, are those of each language.

pub(in super::super) mod address;
pub(in super::super) mod amount;
pub(in super::super) mod cardinal;
pub(in super::super) mod date;
pub(in super::super) mod fraction;
pub(in super::super) mod maths;
pub(in super::super) mod name;
pub(in super::super) mod number;
pub(in super::super) mod ordinal;
pub(in super::super) mod phone;
pub(in super::super) mod quantity;
pub(in super::super) mod roman;
pub(in super::super) mod time;

use number::Numbers;
use ordinal::Ordinals;
use quantity::Magnitude;
use roman::Heads;
use time::Clock;

use super::super::figure::{Figure, Marks};
use super::super::form::electronic::{self, Habits};
use super::super::form::maths as formula;
use super::{Counted, Gender, Money};

/// A language with such forms.
pub(in super::super) trait Iberian {
    /// How it is spoken in a country (a region subtag, or empty).
    fn manner(country: &str) -> &'static Manner;
}

/// How a language is spoken in a country.
pub(in super::super) struct Manner {
    /// How numbers are written.
    pub(in super::super) marks: Marks,
    pub(in super::super) numbers: &'static Numbers,
    pub(in super::super) ordinals: &'static Ordinals,
    pub(in super::super) magnitudes: &'static [Magnitude],
    /// Tables of currencies; their signs are all different.
    pub(in super::super) money: &'static [&'static [Money]],
    /// Between whole and cents of a price: "con", "e".
    pub(in super::super) cents: &'static str,
    /// What a bare "$" is, by the first of its signs in `money`.
    pub(in super::super) dollar: &'static str,
    pub(in super::super) percent: &'static [Counted],
    /// Tables of units; the first that knows a sign has it.
    pub(in super::super) units: &'static [&'static [Counted]],
    /// Whether a number of something takes the singular: by the CLDR's plural rules.
    pub(in super::super) is_singular: fn(&Figure) -> bool,
    /// What kind of noun a word is, as far as that is sure.
    pub(in super::super) gender: fn(&str) -> Option<Gender>,
    /// Words that no number counts, though they may follow one.
    pub(in super::super) function_words: &'static [&'static str],
    pub(in super::super) months: &'static [(&'static str, &'static str); 12],
    /// The first day of a month.
    pub(in super::super) first_day: &'static str,
    /// Words before a day and a month in numbers: "el 14/3".
    pub(in super::super) before_date: &'static [&'static str],
    pub(in super::super) clock: &'static Clock,
    pub(in super::super) heads: &'static Heads,
    pub(in super::super) electronic: &'static electronic::Words,
    pub(in super::super) maths: &'static formula::Words,
    pub(in super::super) phone: &'static phone::Plan,
    pub(in super::super) places: &'static address::Places,
    pub(in super::super) fractions: &'static fraction::Parts,
}

/// What stands after a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Form {
    /// Nothing that it counts: "uno", "um".
    Alone,
    /// A noun: "un euro", "una libra".
    Before(Gender),
}

/// What Spanish and Portuguese take for an address.
pub(in super::super) const ADDRESSES: Habits = Habits {
    counts: |digits| digits.len() <= 4,
    port: 0,
    is_version: |parts| parts.last().is_some_and(|last| last.len() < 4),
    is_name: |name| {
        let plain = |ch: char| ch.is_alphanumeric() || matches!(ch, '.' | '-' | '_');
        name.len() > 2 && name.starts_with(char::is_alphanumeric) && name.chars().all(plain)
    },
    domains: &[
        "com", "org", "net", "edu", "gov", "gob", "info", "io", "dev", "app", "es", "mx", "ar",
        "cl", "br", "pt", "eu", "cat", "tv", "pe", "uy", "ao", "mz", "uk", "de", "fr", "us",
    ],
};

//! What Spanish and Portuguese have in common: how forms are put together. The words,
//! and which of them a country uses, are those of each language.

pub(super) mod abbreviation;
pub(super) mod address;
pub(super) mod amount;
pub(super) mod cardinal;
pub(super) mod date;
pub(super) mod electronic;
pub(super) mod fraction;
pub(super) mod maths;
pub(super) mod name;
pub(super) mod number;
pub(super) mod ordinal;
pub(super) mod phone;
pub(super) mod quantity;
pub(super) mod roman;
pub(super) mod time;

use abbreviation::Shortened;
use amount::{Currency, Unit};
use electronic::Signs;
use number::Numbers;
use ordinal::Ordinals;
use quantity::Magnitude;
use roman::Heads;
use time::Clock;

use super::figure::Marks;

/// A language with such forms.
pub(super) trait Iberian {
    /// How it is spoken in a country (a region subtag, or empty).
    fn manner(country: &str) -> &'static Manner;
}

/// How a language is spoken in a country.
pub(super) struct Manner {
    /// How numbers are written.
    pub(super) marks: Marks,
    pub(super) numbers: &'static Numbers,
    pub(super) ordinals: &'static Ordinals,
    pub(super) magnitudes: &'static [Magnitude],
    pub(super) money: &'static [Currency],
    /// What a bare "$" is, by the first of its signs in `money`.
    pub(super) dollar: &'static str,
    pub(super) percent: &'static [Unit],
    /// Tables of units; the first that knows a sign has it.
    pub(super) units: &'static [&'static [Unit]],
    /// Whether a number of something takes the singular: by the CLDR's plural rules.
    pub(super) is_singular: fn(&super::figure::Figure) -> bool,
    /// What kind of noun a word is, as far as that is sure.
    pub(super) gender: fn(&str) -> Option<Gender>,
    /// Words that no number counts, though they may follow one.
    pub(super) function_words: &'static [&'static str],
    pub(super) months: &'static [(&'static str, &'static str); 12],
    /// The first day of a month.
    pub(super) first_day: &'static str,
    /// Words before a day and a month in numbers: "el 14/3".
    pub(super) before_date: &'static [&'static str],
    pub(super) clock: &'static Clock,
    pub(super) heads: &'static Heads,
    pub(super) shortened: &'static Shortened,
    pub(super) electronic: &'static Signs,
    pub(super) signs: &'static maths::Signs,
    pub(super) phone: &'static phone::Plan,
    pub(super) places: &'static address::Places,
    pub(super) fractions: &'static fraction::Parts,
    /// Words in capitals said letter by letter though they could be read.
    pub(super) spelled: &'static [&'static str],
}

/// How a numeral agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Masculine,
    Feminine,
}

/// What stands after a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing that it counts: "uno", "um".
    Alone,
    /// A noun: "un euro", "una libra".
    Before(Gender),
}

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noun {
    pub(super) one: &'static str,
    pub(super) many: &'static str,
    pub(super) gender: Gender,
}

/// A masculine noun.
pub(super) const fn he(one: &'static str, many: &'static str) -> Noun {
    Noun {
        one,
        many,
        gender: Gender::Masculine,
    }
}

/// A feminine noun.
pub(super) const fn she(one: &'static str, many: &'static str) -> Noun {
    Noun {
        one,
        many,
        gender: Gender::Feminine,
    }
}

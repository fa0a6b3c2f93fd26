//! What French, Italian, Spanish and Portuguese have in common.
//!
//! Here are numbers ([`number`]), what is counted ([`Counted`], [`Money`]; names as in
//! CLDR 46, `common/main`), and the rules that French and Italian share: [`amount`],
//! [`cardinal`], [`date`], with the words of each in one [`Lexis`]. The rules of Spanish
//! and Portuguese are in [`iberian`]: there a number keeps its own mark before what it
//! multiplies ("1,5" and "millones"), nouns of the text decide how it agrees, and a
//! country decides the words, so that they would share little but names with these.
//!
//! What no language says in its own way but for its words is in `form/`; a language's
//! folder brings its words, its tables and what only it has.

pub(super) mod amount;
pub(super) mod cardinal;
pub(super) mod date;
pub(super) mod iberian;
pub(super) mod number;

use super::Region;
use super::figure::{Figure, Marks};
use super::form::maths;
use super::form::quantity::Magnitude;

/// The gender of a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Masculine,
    Feminine,
}

/// What a number stands before.
#[derive(Clone, Copy, Debug)]
pub(super) enum One<'n> {
    /// Nothing it counts: "uno", "un".
    Alone,
    /// A noun: "una", "une", "uno studente".
    Before(Gender, &'n str),
}

/// The words of one language.
pub(super) struct Lexis {
    /// How it writes numbers, white space aside.
    pub(super) marks: fn(Region) -> Marks,
    /// A number with its sign, before a noun or alone.
    pub(super) figure: fn(&Figure, One<'_>, Region) -> String,
    /// Whether a number takes the singular (CLDR's plural rule).
    pub(super) is_singular: fn(&Figure) -> bool,
    /// A noun after millions, what links them included: "d'euros", "di euro".
    pub(super) of: fn(&str) -> String,
    /// Between the ends of a range: "à", "a".
    pub(super) to: &'static str,
    /// A noun that something is counted by: "par mois", "al mese".
    pub(super) per: fn(&str) -> String,
    /// Words and signs for a thousand, a million and on.
    pub(super) magnitudes: &'static [Magnitude],
    /// Names of currencies.
    pub(super) money: &'static [Money],
    /// Between whole and cents of a price: "trois euros vingt", "tre euro e venti".
    pub(super) cents: &'static str,
    /// Names of units.
    pub(super) units: &'static [Counted],
    /// Names of shares: "pour cent".
    pub(super) shares: &'static [Counted],
    /// Words of formulas.
    pub(super) maths: &'static maths::Words,
}

/// What is counted.
pub(super) struct Counted {
    /// As written.
    pub(super) signs: &'static [&'static str],
    /// Its name.
    pub(super) one: &'static str,
    /// Its plural.
    pub(super) many: &'static str,
    /// The gender of the name.
    pub(super) gender: Gender,
}

/// A currency.
pub(super) struct Money {
    /// The whole.
    pub(super) whole: Counted,
    /// Its hundredth, where prices are said with it.
    pub(super) cent: Option<Counted>,
}

/// A masculine entry of a table.
pub(super) const fn he(
    signs: &'static [&'static str],
    one: &'static str,
    many: &'static str,
) -> Counted {
    Counted {
        signs,
        one,
        many,
        gender: Gender::Masculine,
    }
}

/// A feminine entry of a table.
pub(super) const fn she(
    signs: &'static [&'static str],
    one: &'static str,
    many: &'static str,
) -> Counted {
    Counted {
        signs,
        one,
        many,
        gender: Gender::Feminine,
    }
}

/// A currency that is said with its hundredth.
pub(super) const fn with_cents(whole: Counted, cent: Counted) -> Money {
    Money {
        whole,
        cent: Some(cent),
    }
}

/// A currency whose hundredth is not said.
pub(super) const fn without_cents(whole: Counted) -> Money {
    Money { whole, cent: None }
}

impl Counted {
    /// Its name after `singular` or not.
    pub(super) fn name(&self, singular: bool) -> &'static str {
        if singular { self.one } else { self.many }
    }
}

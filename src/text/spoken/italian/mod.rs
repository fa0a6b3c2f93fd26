//! Italian.

mod abbreviation;
mod date;
mod gender;
mod lexis;
mod name;
mod number;
mod roman;
mod time;
mod words;

use super::form::symbol;
use super::romance::amount;
use super::{Rule, rule};
use lexis::LEXIS;
use number::COUNTING;

/// The policy: what is most particular comes first.
pub(super) const RULES: &[Rule] = &[
    rule("electronic", |at| lexis::ELECTRONIC.read(at)),
    rule("date", |at| date::CALENDAR.read(at)),
    rule("time", time::read),
    rule("phone", number::phone),
    rule("ordinal", number::ordinal),
    rule("money", |at| amount::money(at, &LEXIS)),
    rule("percent", |at| amount::percent(at, &LEXIS)),
    rule("measure", number::measure),
    rule("maths", |at| COUNTING.formula(at)),
    rule("fraction", |at| COUNTING.fraction(at)),
    rule("roman", roman::read),
    rule("range", |at| COUNTING.score(at)),
    rule("abbreviation", abbreviation::read),
    rule("cardinal", |at| COUNTING.cardinal(at)),
    rule("name", name::read),
    rule("symbol", |at| symbol::read(at, lexis::SYMBOLS)),
];

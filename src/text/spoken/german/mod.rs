//! German.

mod abbreviation;
mod amount;
mod date;
mod electronic;
mod name;
mod number;
mod roman;
mod symbol;
mod time;
mod words;

use super::{Rule, rule};

/// The policy: what is most particular comes first.
pub(super) const RULES: &[Rule] = &[
    rule("date", date::read),
    rule("electronic", electronic::read),
    rule("time", time::read),
    rule("phone", number::phone),
    rule("money", amount::money),
    rule("percent", amount::percent),
    rule("measure", amount::measure),
    rule("maths", electronic::formula),
    rule("fraction", number::fraction),
    rule("year", date::year),
    rule("ordinal", date::ordinal),
    rule("range", number::score),
    rule("abbreviation", abbreviation::read),
    rule("roman", roman::read),
    rule("cardinal", number::cardinal),
    rule("name", name::read),
    rule("symbol", symbol::read),
];

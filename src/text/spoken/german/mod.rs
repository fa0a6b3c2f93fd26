//! German.

mod abbreviation;
mod amount;
mod date;
mod electronic;
mod number;
mod symbol;
mod time;
mod words;

use super::Rule;

/// The policy: what is most particular comes first.
pub(super) const RULES: &[Rule] = &[
    rule("electronic", electronic::read),
    rule("date", date::read),
    rule("time", time::read),
    rule("phone", number::phone),
    rule("money", amount::money),
    rule("percent", amount::percent),
    rule("measure", amount::measure),
    rule("fraction", number::fraction),
    rule("year", date::year),
    rule("ordinal", date::ordinal),
    rule("range", number::score),
    rule("abbreviation", abbreviation::read),
    rule("cardinal", number::cardinal),
    rule("symbol", symbol::read),
];

const fn rule(name: &'static str, read: fn(&super::At<'_>) -> Option<super::Claim>) -> Rule {
    Rule { name, read }
}

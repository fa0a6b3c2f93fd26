//! English: American by default, British and its like by the region of the tag.

mod abbreviation;
mod acronym;
mod address;
mod cardinal;
mod date;
mod electronic;
mod fraction;
mod homograph;
mod maths;
mod measure;
mod money;
mod month;
mod name;
mod ordinal;
mod percent;
mod phone;
mod quantity;
mod range;
mod roman;
mod symbol;
mod time;
mod title;
mod words;
mod year;

use super::{Rule, rule};

/// The policy. What is most particular comes first: an address is no version, a date no
/// fraction, a telephone number no range; a bare number is what nothing else has claimed.
pub(super) const RULES: &[Rule] = &[
    rule("electronic", electronic::read),
    rule("date", date::read),
    rule("time", time::read),
    rule("phone", phone::read),
    rule("money", money::read),
    rule("percent", percent::read),
    rule("address", address::read),
    rule("measure", measure::read),
    rule("maths", maths::read),
    rule("range", range::read),
    rule("fraction", fraction::read),
    rule("year", year::read),
    rule("ordinal", ordinal::read),
    rule("roman", roman::read),
    rule("model", name::model),
    rule("cardinal", cardinal::read),
    rule("name", name::read),
    rule("title", title::read),
    rule("abbreviation", abbreviation::read),
    rule("symbol", symbol::read),
    rule("acronym", acronym::read),
    rule("homograph", homograph::read),
];

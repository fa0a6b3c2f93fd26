//! Russian: numbers in the case that the words around them ask for.

mod abbreviation;
mod amount;
mod broken;
mod date;
mod govern;
mod letters;
mod lexis;
mod name;
mod noun;
mod number;
mod ordinal;
mod roman;
mod time;
mod words;
mod year;

use super::at::At;
use super::claim::Claim;
use super::form::symbol;
use super::{Rule, rule};
use lexis::ELECTRONIC;

/// The policy: what is most particular comes first.
pub(super) const RULES: &[Rule] = &[
    rule("electronic", electronic),
    rule("date", date::read),
    rule("time", time::read),
    rule("phone", number::phone),
    rule("year", year::read),
    rule("money", amount::money),
    rule("percent", amount::percent),
    rule("measure", amount::measure),
    rule("dimensions", amount::dimensions),
    rule("ordinal", ordinal::read),
    rule("maths", lexis::formula),
    rule("fraction", number::fraction),
    rule("score", number::score),
    rule("version", number::version),
    rule("cardinal", amount::cardinal),
    rule("roman", roman::read),
    rule("abbreviation", abbreviation::read),
    rule("name", name::read),
    rule("symbol", |at| symbol::read(at, SYMBOLS)),
];

const SYMBOLS: &[(&str, &str)] = &[
    ("&", "и"),
    ("＆", "и"),
    ("+", "плюс"),
    ("−", "минус"),
    ("=", "равно"),
    ("×", "на"),
    ("§", "параграф"),
    ("§§", "параграфы"),
    ("©", "копирайт"),
    ("%", "процентов"),
    ("@", "собака"),
    ("°", "градусов"),
    ("€", "евро"),
    ("$", "долларов"),
    ("₽", "рублей"),
];

/// Addresses, with the endings that are words in Russian.
fn electronic(at: &At<'_>) -> Option<Claim> {
    let mut claim = ELECTRONIC.read(at)?;
    for part in &mut claim.parts {
        let words = part.words.split(' ').map(|word| match word {
            "ru" => "ру",
            "com" => "ком",
            "org" => "орг",
            "su" => "су",
            other => other,
        });
        part.words = words.collect::<Vec<_>>().join(" ");
    }
    Some(claim)
}

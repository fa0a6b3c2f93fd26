//! Portuguese: Brazil's by default, Portugal's and Africa's by the region of the tag.

mod amount;
mod noun;
mod number;
mod short;
mod word;

use super::figure::{Figure, Marks, value};
use super::form::symbol;
use super::romance::iberian::{
    Iberian, Manner, address, amount as counted, cardinal, date, fraction, maths, name, ordinal,
    phone, roman, time,
};
use super::{Rule, rule};

/// The policy: what is most particular comes first.
pub(super) const RULES: &[Rule] = &[
    rule("electronic", |at| {
        Portuguese::manner(at.country).electronic.read(at)
    }),
    rule("date", date::read::<Portuguese>),
    rule("time", time::read::<Portuguese>),
    rule("phone", phone::read::<Portuguese>),
    rule("money", counted::money::<Portuguese>),
    rule("percent", counted::percent::<Portuguese>),
    rule("measure", counted::measure::<Portuguese>),
    rule("maths", maths::read::<Portuguese>),
    rule("address", address::read::<Portuguese>),
    rule("ordinal", ordinal::read::<Portuguese>),
    rule("roman", roman::read::<Portuguese>),
    rule("fraction", fraction::read::<Portuguese>),
    rule("range", cardinal::score::<Portuguese>),
    rule("cardinal", cardinal::read::<Portuguese>),
    rule("name", name::read::<Portuguese>),
    rule("abbreviation", short::read),
    rule("symbol", |at| symbol::read(at, word::SYMBOLS)),
];

/// Portuguese.
struct Portuguese;

impl Iberian for Portuguese {
    fn manner(country: &str) -> &'static Manner {
        match country {
            "" | "BR" | "US" => &BRAZIL,
            _ => &PORTUGAL,
        }
    }
}

const BRAZIL: Manner = Manner {
    marks: Marks {
        group: &['.'],
        point: ',',
    },
    numbers: &number::BRAZILIAN,
    ordinals: &number::ORDINALS,
    magnitudes: amount::MAGNITUDES,
    money: &[amount::BRAZILIAN_MONEY, amount::MONEY],
    cents: "e",
    dollar: "US$",
    percent: amount::PERCENT,
    units: &[amount::BRAZILIAN_UNITS, amount::UNITS],
    is_singular: below_two,
    gender: noun::gender,
    function_words: noun::FUNCTION_WORDS,
    months: &word::MONTHS,
    first_day: "primeiro",
    before_date: word::BEFORE_DATE,
    clock: &word::CLOCK,
    heads: &short::HEADS,
    electronic: &word::BRAZILIAN_ELECTRONIC,
    maths: &word::MATHS,
    phone: &word::BRAZILIAN_PHONE,
    places: &short::PLACES,
    fractions: &word::FRACTIONS,
};
const PORTUGAL: Manner = Manner {
    numbers: &number::EUROPEAN,
    electronic: &word::EUROPEAN_ELECTRONIC,
    money: &[amount::EUROPEAN_MONEY, amount::MONEY],
    units: &[amount::EUROPEAN_UNITS, amount::UNITS],
    is_singular: Figure::is_one,
    first_day: "um",
    phone: &word::EUROPEAN_PHONE,
    ..BRAZIL
};

/// The CLDR's rule for Brazil: "0 grau", "1,5 milhão".
fn below_two(figure: &Figure) -> bool {
    let whole = figure.whole.trim_start_matches('0');
    whole.len() <= 1 && value(whole) < 2
}

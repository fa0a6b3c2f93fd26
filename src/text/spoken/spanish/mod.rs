//! Spanish: Spain's by default, that of America by the region of the tag.

mod amount;
mod noun;
mod number;
mod short;
mod word;

use super::figure::{Figure, Marks};
use super::form::symbol;
use super::romance::iberian::{
    Iberian, Manner, address, amount as counted, cardinal, date, fraction, maths, name, ordinal,
    phone, roman, time,
};
use super::{Rule, rule};

/// The policy: what is most particular comes first.
pub(super) const RULES: &[Rule] = &[
    rule("electronic", |at| {
        Spanish::manner(at.country).electronic.read(at)
    }),
    rule("date", date::read::<Spanish>),
    rule("time", time::read::<Spanish>),
    rule("phone", phone::read::<Spanish>),
    rule("money", counted::money::<Spanish>),
    rule("percent", counted::percent::<Spanish>),
    rule("measure", counted::measure::<Spanish>),
    rule("maths", maths::read::<Spanish>),
    rule("address", address::read::<Spanish>),
    rule("ordinal", ordinal::read::<Spanish>),
    rule("roman", roman::read::<Spanish>),
    rule("fraction", fraction::read::<Spanish>),
    rule("range", cardinal::score::<Spanish>),
    rule("cardinal", cardinal::read::<Spanish>),
    rule("name", name::read::<Spanish>),
    rule("abbreviation", short::read),
    rule("symbol", |at| symbol::read(at, word::SYMBOLS)),
];

/// Spanish.
struct Spanish;

impl Iberian for Spanish {
    fn manner(country: &str) -> &'static Manner {
        match country {
            "" | "ES" | "GQ" | "PH" | "AD" | "GI" => &SPAIN,
            "MX" | "DO" | "CU" => &MEXICO,
            "AR" | "CL" | "CO" | "UY" => &SOUTH,
            "EC" | "CR" | "VE" | "BO" | "PY" => &COMMA,
            _ => &POINT,
        }
    }
}

/// Marks as in the CLDR's numbers of each country.
const COMMA_MARKS: Marks = Marks {
    group: &['.'],
    point: ',',
};
const POINT_MARKS: Marks = Marks {
    group: &[','],
    point: '.',
};

const SPAIN: Manner = Manner {
    marks: COMMA_MARKS,
    numbers: &number::NUMBERS,
    ordinals: &number::ORDINALS,
    magnitudes: amount::MAGNITUDES,
    money: &[amount::MONEY],
    cents: "con",
    dollar: "US$",
    percent: amount::PERCENT,
    units: &[amount::UNITS],
    is_singular: Figure::is_one,
    gender: noun::gender,
    function_words: noun::FUNCTION_WORDS,
    months: &word::MONTHS,
    first_day: "uno",
    before_date: word::BEFORE_DATE,
    clock: &word::CLOCK,
    heads: &short::HEADS,
    electronic: &word::ELECTRONIC,
    maths: &word::MATHS,
    phone: &word::PHONE,
    places: &short::PLACES,
    fractions: &word::FRACTIONS,
};
/// Ecuador and others: Spain's marks, the first of a month is "primero".
const COMMA: Manner = Manner {
    first_day: "primero",
    phone: &word::AMERICAN_PHONE,
    ..SPAIN
};
/// Where "$" is the peso.
const SOUTH: Manner = Manner {
    dollar: "MXN",
    ..COMMA
};
/// The United States, Peru, Central America.
const POINT: Manner = Manner {
    marks: POINT_MARKS,
    ..COMMA
};
const MEXICO: Manner = Manner {
    marks: POINT_MARKS,
    ..SOUTH
};

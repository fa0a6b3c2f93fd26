//! Bare numbers, ordinals, scores, fractions and telephone numbers.

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits};
use super::super::form::quantity::Quantity;
use super::super::romance::amount;
use super::super::romance::cardinal::{Counting, Parts};
use super::super::romance::{Gender, One};
use super::lexis::LEXIS;
use super::{gender, words};

/// Most groups of digits that are one telephone number.
const GROUPS: usize = 6;

/// Before what is one: "nel 1° semestre".
const SINGLE: &[&str] = &[
    "il", "lo", "nel", "del", "al", "dal", "sul", "un", "questo", "quel", "suo",
];

pub(super) const COUNTING: Counting = Counting {
    lexis: &LEXIS,
    around: &words::AROUND,
    padded: |digits, _| words::padded(digits),
    one,
    number: "numero",
    times: "per",
    parts: Parts {
        and: "e",
        over: "su",
        best: &["10", "30", "100"],
        half: ["un mezzo", "mezzo"],
        half_of: |noun| match gender::of(noun).filter(|_| noun.len() > 2)? {
            Gender::Masculine => Some("mezzo"),
            Gender::Feminine => Some("mezza"),
        },
        proper: part,
    },
};

/// "tre quarti".
fn part(top: &str, bottom: &str) -> Option<String> {
    let name = match bottom {
        "2" => "mezzo".to_owned(),
        _ => words::ordinal(bottom, Gender::Masculine),
    };
    let stem = name.strip_suffix('o')?;
    Some(match top {
        "1" => format!("un {name}"),
        _ => format!("{} {stem}i", words::cardinal(top)),
    })
}

/// "3 ha di bosco", but "il 2023 ha portato": a verb, where no noun is linked to it.
pub(super) fn measure(at: &At<'_>) -> Option<Claim> {
    let quantity = LEXIS.quantity(at, 0)?;
    let (unit, next) = (at.core(quantity.taken), at.core(quantity.taken + 1));
    let verb = quantity.rest.is_empty() && unit == "ha";
    let hectares = next == "di" || !at.runs_on(quantity.taken);
    (hectares || !verb).then(|| amount::measure(at, &LEXIS))?
}

/// "1 studente" is one, "pagina 1" the first.
fn one<'n>(at: &At<'n>, quantity: &Quantity<'_>) -> One<'n> {
    let next = at.core(quantity.taken);
    let counts = at.runs_on(quantity.taken - 1) && quantity.rest.is_empty() && next.len() > 2;
    let noun = next.starts_with(char::is_lowercase) && !at.earlier(1).ends_with("pagina");
    match gender::of(next).filter(|_| counts && noun) {
        Some(gender) => One::Before(gender, next),
        None => One::Alone,
    }
}

/// "1º", "2ª", "3°", "4^".
pub(super) fn ordinal(at: &At<'_>) -> Option<Claim> {
    let (number, suffix) = digits(at.core(0));
    let short = (1..=4).contains(&number.len()) && !number.starts_with('0');
    let next = at.core(1);
    let gender = match suffix {
        "º" | "°" => Gender::Masculine,
        "ª" => Gender::Feminine,
        _ => return None,
    };
    // "il 20° giorno", "1° posto", but "20° a est".
    let single = SINGLE.contains(&at.earlier(1).to_lowercase().as_str()) && next.len() > 3;
    let degrees = suffix == "°"
        && !(single && at.runs_on(0))
        && (!at.runs_on(0)
            || gender::of(next) != Some(Gender::Masculine)
            || next.len() < 4
            || matches!(
                next,
                "sotto" | "sopra" | "circa" | "contro" | "verso" | "dentro"
            ));
    (short && !degrees && at.item(0)?.sign().is_none())
        .then(|| Claim::word(words::ordinal(number, gender)))
}

/// "06 1234567", "+39 333 123 4567", "02-1234567": each group keeps its mark.
pub(super) fn phone(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let is_code = |text: &str| text.split(['-', '/', '.']).all(is_digits) && text.len() <= 16;
    let abroad = core.strip_prefix('+').filter(|rest| is_code(rest));
    let signed = at.item(0)?.sign().is_some();
    let national = !signed && is_code(core) && (core.starts_with('0') || is_mobile(at, core));
    let mut claim = match abroad {
        Some(code) => Claim::word(format!("più {}", country(code))),
        None if national && core.len() > 1 => Claim::word(words::digits(core)),
        None => return None,
    };
    let mut count = core.bytes().filter(u8::is_ascii_digit).count();
    for offset in 1..GROUPS {
        let next = at.core(offset);
        if !at.runs_on(offset - 1) || !is_code(next) || next.len() < 2 || count > 9 {
            break;
        }
        count += next.bytes().filter(u8::is_ascii_digit).count();
        claim = claim.then(1, words::digits(next));
    }
    (8..=14).contains(&count).then_some(claim)
}

/// "39" is a number of its own.
fn country(code: &str) -> String {
    match code.len() {
        1..=2 => words::cardinal(code),
        _ => words::digits(code),
    }
}

/// "333 1234567", "347/1234567", "3331234567": no other number is written so.
fn is_mobile(at: &At<'_>, core: &str) -> bool {
    let all = core.bytes().filter(u8::is_ascii_digit).count();
    let parted = matches!(core.as_bytes().get(3), Some(b'-' | b'/'));
    let next = at.core(1);
    let next_long = is_digits(next) && (6..=7).contains(&next.len()) && at.runs_on(0);
    let threes = next.len() == 3 && at.core(2).len() == 4 && is_digits(at.core(2));
    let apart = core.len() == 3 && (next_long || (threes && is_digits(next)));
    core.starts_with('3') && ((all == 10 && (parted || core.len() == 10)) || apart)
}

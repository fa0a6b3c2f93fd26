//! Bare numbers, ordinals, scores, fractions and telephone numbers.

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits};
use super::super::form::quantity::Quantity;
use super::super::romance::cardinal::{Counting, Parts};
use super::super::romance::{Gender, One};
use super::lexis::LEXIS;
use super::{gender, words};

/// Most groups of digits that are one telephone number.
const GROUPS: usize = 7;

pub(super) const COUNTING: Counting = Counting {
    lexis: &LEXIS,
    around: &words::AROUND,
    padded: words::padded,
    one,
    number: "numéro",
    times: "fois",
    parts: Parts {
        and: "et",
        over: "sur",
        best: &["10", "20", "100"],
        half: ["un demi", "demi"],
        half_of: |noun| (gender::of(noun) == Gender::Feminine).then_some("une demi"),
        proper: part,
    },
};

/// "trois quarts".
fn part(top: &str, bottom: &str) -> Option<String> {
    let name = match bottom {
        "2" => "demi",
        "3" => "tiers",
        "4" => "quart",
        "5" => "cinquième",
        "6" => "sixième",
        "8" => "huitième",
        _ => return None,
    };
    let plural = if top == "1" || name == "tiers" {
        ""
    } else {
        "s"
    };
    let top = words::padded(top, Region::Other);
    Some(format!("{top} {name}{plural}"))
}

/// "1 personne" is one woman or man, and yet "une".
fn one<'n>(at: &At<'n>, quantity: &Quantity<'_>) -> One<'n> {
    let last = quantity.taken - 1;
    let next = at.core(quantity.taken);
    let counts = at.runs_on(last) && quantity.rest.is_empty() && next.len() > 2;
    // "page 1", "article 21 bis": a name before it and no noun after.
    match counts && next.starts_with(char::is_lowercase) {
        true => One::Before(gender::of(next), next),
        false => One::Alone,
    }
}

/// "1er", "2e", "3ème", "2nde".
pub(super) fn ordinal(at: &At<'_>) -> Option<Claim> {
    let (number, suffix) = digits(at.core(0));
    let short = (1..=4).contains(&number.len()) && !number.starts_with('0');
    if !short || at.item(0)?.sign().is_some() {
        return None;
    }
    Some(Claim::word(ordinal_of(number, suffix, at)?))
}

/// The ordinal of `number` that `suffix` marks.
pub(super) fn ordinal_of(number: &str, suffix: &str, at: &At<'_>) -> Option<String> {
    let single = suffix.strip_suffix('s').filter(|rest| !rest.is_empty());
    let plural = if single.is_some() { "s" } else { "" };
    let said = match (number, single.unwrap_or(suffix)) {
        ("1", "er" | "ᵉʳ") => "premier".to_owned(),
        ("1", "re" | "ère" | "ere" | "ʳᵉ") => "première".to_owned(),
        ("2", "nd" | "d" | "ⁿᵈ") => "second".to_owned(),
        ("2", "nde" | "de" | "ⁿᵈᵉ") => "seconde".to_owned(),
        ("1", _) => return None,
        (_, "e" | "ᵉ" | "è" | "ème" | "eme" | "ième" | "ᵉᵐᵉ") => {
            words::ordinal(number, Gender::Masculine, at.region)
        }
        _ => return None,
    };
    Some(format!("{said}{plural}"))
}

/// "01 23 45 67 89", "+33 1 23 45 67 89", "01.23.45.67.89": each group keeps its mark.
pub(super) fn phone(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let is_code = |text: &str| text.split(['-', '.', '/']).all(is_digits) && text.len() <= 16;
    let abroad = core.strip_prefix('+').filter(|rest| is_code(rest));
    let national = core.starts_with('0') && is_code(core);
    let signed = abroad.is_none() && at.item(0)?.sign().is_some();
    let mut claim = match abroad {
        Some(code) => Claim::word(format!("plus {}", groups(code, at))),
        None if national && !signed => Claim::word(groups(core, at)),
        None => return None,
    };
    let mut count = core.bytes().filter(u8::is_ascii_digit).count();
    for offset in 1..GROUPS {
        let next = at.core(offset);
        let plain = at.after(offset - 1).is_empty() && matches!(at.before(offset), "" | "(");
        if !plain || !is_code(next) || (next.len() < 2 && offset > 2) || count > 10 {
            break;
        }
        count += next.bytes().filter(u8::is_ascii_digit).count();
        claim = claim.then(1, groups(next, at));
    }
    (9..=14).contains(&count).then_some(claim)
}

/// Pairs and threes as numbers, what is longer in pairs.
fn groups(code: &str, at: &At<'_>) -> String {
    let mut said: Vec<String> = Vec::new();
    for group in code.split(['-', '.', '/']) {
        let mut rest = group;
        let odd = if group.len() > 3 { group.len() % 2 } else { 0 };
        let (first, pairs) = rest.split_at(odd);
        if !first.is_empty() {
            said.push(words::padded(first, at.region));
            rest = pairs;
        }
        let width = if group.len() > 3 { 2 } else { rest.len() };
        while !rest.is_empty() {
            let (pair, after) = rest.split_at(width.min(rest.len()));
            said.push(words::padded(pair, at.region));
            rest = after;
        }
    }
    said.join(" ")
}

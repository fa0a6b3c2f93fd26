//! Bare numbers, ordinals, scores, fractions and telephone numbers.

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{Figure, digits, is_digits, value, vulgar};
use super::super::form::maths;
use super::super::form::quantity::Quantity;
use super::super::romance::{Gender, One};
use super::lexis::LEXIS;
use super::{gender, words};

/// Most groups of digits that are one telephone number.
const GROUPS: usize = 7;

pub(super) fn cardinal(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let numbered = ["#", "n°", "N°", "nº", "Nº"];
    let number = numbered.iter().find_map(|sign| core.strip_prefix(sign));
    if let Some(number) = number.filter(|rest| is_digits(rest)) {
        let said = words::padded(number, at.region);
        return Some(Claim::word(format!("numéro {said}")));
    }
    let quantity = LEXIS.quantity(at, 0)?;
    let tail = match quantity.rest {
        "" => String::new(),
        "+" => " plus".into(),
        "x" | "×" => " fois".into(),
        rest => pointed(&quantity, rest, at)?,
    };
    // "3.5" is said with its point, but a sentence may be numbered "3.".
    let one = one(at, &quantity);
    let claim = Claim::of(
        quantity.taken,
        format!("{}{tail}", LEXIS.said(&quantity, one, at)),
    );
    Some(claim.without_dot_if(quantity.is_dotted(at)))
}

/// "5 + 3 = 8".
pub(super) fn formula(at: &At<'_>) -> Option<Claim> {
    let number = |figure: &Figure| words::figure(figure, One::Alone, at.region);
    maths::read(at, LEXIS.maths, words::marks(at.region), &number)
}

/// ".5" of "3.5", the mark of other countries and of software.
fn pointed(quantity: &Quantity<'_>, rest: &str, at: &At<'_>) -> Option<String> {
    let fraction = rest.strip_prefix('.').filter(|rest| is_digits(rest))?;
    let plain = quantity.is_plain() && !quantity.figure.grouped && fraction.len() <= 2;
    plain.then(|| format!(" point {}", words::padded(fraction, at.region)))
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

/// "3-1" is said like a range; "3:1".
pub(super) fn score(at: &At<'_>) -> Option<Claim> {
    let (first, second) = at.core(0).split_once(':')?;
    let valid = is_digits(first) && is_digits(second) && first.len() <= 2 && second.len() == 1;
    let say = |text: &str| words::padded(text, at.region);
    valid.then(|| Claim::word(format!("{} à {}", say(first), say(second))))
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

/// "3/4", "½", "2½", "3 1/2", "9/10".
pub(super) fn fraction(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    if is_digits(core) && at.runs_on(0) && core.len() <= 3 {
        let half = matches!(at.core(1), "1/2" | "½");
        let said = part(at.core(1))?;
        let whole = words::padded(core, at.region);
        let said = if half { "demi".to_owned() } else { said };
        return Some(Claim::of(2, format!("{whole} et {said}")));
    }
    let (whole, sign) = digits(core);
    if !whole.is_empty() && sign.chars().count() == 1 {
        let half = sign == "½";
        let said = part(sign)?;
        let said = if half { "demi".to_owned() } else { said };
        return Some(Claim::word(format!(
            "{} et {said}",
            words::padded(whole, at.region)
        )));
    }
    let said = part(core).or_else(|| out_of(core, at))?;
    let before = at.runs_on(0) && gender::of(at.core(1)) == Gender::Feminine;
    let said = match said == "un demi" && before {
        true => "une demi".to_owned(),
        false => said,
    };
    Some(Claim::word(said))
}

/// "trois quarts".
fn part(text: &str) -> Option<String> {
    let (top, bottom) = vulgar(text).or_else(|| text.split_once(['/', '⁄']))?;
    let small = is_digits(top) && top.len() <= 2 && !top.starts_with('0');
    let name = match bottom {
        "2" => "demi",
        "3" => "tiers",
        "4" => "quart",
        "5" => "cinquième",
        "6" => "sixième",
        "8" => "huitième",
        _ => return None,
    };
    if !small || value(top) >= value(bottom) {
        return None;
    }
    let plural = if top == "1" || name == "tiers" {
        ""
    } else {
        "s"
    };
    let top = words::padded(top, super::super::Region::Other);
    Some(format!("{top} {name}{plural}"))
}

/// "9/10", "15/20", "24/24": a mark, or all of them.
fn out_of(core: &str, at: &At<'_>) -> Option<String> {
    let (top, bottom) = core.split_once('/')?;
    let valid = |text: &str| is_digits(text) && text.len() <= 3 && !text.starts_with('0');
    let whole = matches!(bottom, "10" | "20" | "100") || top == bottom;
    let fits = value(top) <= value(bottom);
    (valid(top) && valid(bottom) && whole && fits).then(|| {
        let say = |text: &str| words::padded(text, at.region);
        format!("{} sur {}", say(top), say(bottom))
    })
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

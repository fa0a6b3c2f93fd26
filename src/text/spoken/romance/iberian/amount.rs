//! Money, percent and measures: "1.500 millones de €", "R$ 1.234,56", "5 %", "120 km/h".

use super::super::super::at::At;
use super::super::super::claim::Claim;
use super::super::super::figure::{Figure, is_digits, value};
use super::super::{Counted, Money};
use super::quantity::Quantity;
use super::{Form, Iberian, Manner};

pub(in crate::text::spoken) fn money<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    sign_first(manner, at).or_else(|| sign_last(manner, at))
}

pub(in crate::text::spoken) fn percent<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    counted(manner, at, &[manner.percent], |_| Form::Alone)
}

pub(in crate::text::spoken) fn measure<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    dimensions(manner, at)
        .or_else(|| counted(manner, at, manner.units, |unit| Form::Before(unit.gender)))
}

impl Manner {
    /// The currency of `sign`.
    pub(super) fn currency(&self, sign: &str) -> Option<&'static Money> {
        let sign = if sign == "$" { self.dollar } else { sign };
        let mut all = self.money.iter().copied().flatten();
        all.find(|money| money.whole.signs.contains(&sign))
    }

    /// Whether `text` is a letter that multiplies money: "M", "mi".
    fn is_letter(&self, text: &str) -> bool {
        let mut signs = self.magnitudes.iter().filter(|magnitude| magnitude.is_sign);
        signs.any(|magnitude| magnitude.signs.contains(&[text].as_slice()))
    }

    /// "por kilogramo", "por mês": what a price is for.
    fn per(&self, measure: &str) -> Option<String> {
        let word = measure.len() > 2 && measure.chars().all(char::is_lowercase);
        let unit = self.unit(measure).map(|unit| unit.one);
        let name = unit.or(word.then_some(measure))?;
        Some(format!("por {name}"))
    }

    /// The unit of `sign`.
    pub(in crate::text::spoken) fn unit(&self, sign: &str) -> Option<&'static Counted> {
        unit_of(self.units, sign)
    }
}

/// The first unit in `tables` that is written `sign`.
fn unit_of(tables: &[&'static [Counted]], sign: &str) -> Option<&'static Counted> {
    let mut units = tables.iter().copied().flatten();
    units.find(|unit| unit.signs.contains(&sign))
}

/// "US$ 5 millones", "R$1.234,56", "€5".
fn sign_first(manner: &Manner, at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let slashed = at.after(0) == "/" && at.before(1).is_empty();
    let alone = match slashed {
        true => manner.currency(&format!("{core}/")),
        false => manner.currency(core).filter(|_| at.runs_on(0)),
    };
    let (money, quantity, before) = match alone {
        Some(money) if slashed || is_sign(core) => (money, Quantity::at(manner, at, 1)?, 1),
        Some(_) => return None,
        None => {
            let digits = core.find(|ch: char| ch.is_ascii_digit())?;
            let (sign, text) = core.split_at(digits);
            let money = manner.currency(sign)?;
            (money, Quantity::of(manner, at, 0, text)?, 0)
        }
    };
    let taken = quantity.taken + before;
    let next = at.runs_on(taken - 1) && manner.is_letter(at.core(taken));
    if let Some(measure) = quantity.rest.strip_prefix('/') {
        let (said, per) = (price(manner, &quantity, money), manner.per(measure)?);
        return Some(Claim::of(taken, format!("{said} {per}")));
    }
    let (letter, more) = match quantity.rest {
        "" if next && quantity.is_plain() => (at.core(taken), 1),
        rest => (rest, 0),
    };
    let (quantity, taken) = match letter {
        "" => (quantity, taken),
        letter => {
            let (quantity, rest) = quantity.with_letter(manner, letter)?;
            (rest.is_empty().then_some(quantity)?, taken + more)
        }
    };
    Some(Claim::of(taken, price(manner, &quantity, money)))
}

/// Whether a currency is written so that a number may follow it: "€", "R$", "USD".
fn is_sign(text: &str) -> bool {
    is_code(text) || !text.ends_with(char::is_alphabetic)
}

/// "3,20 €", "1.500 millones de €", "45 M€".
fn sign_last(manner: &Manner, at: &At<'_>) -> Option<Claim> {
    let quantity = Quantity::at(manner, at, 0)?;
    if !quantity.rest.is_empty() {
        return tight(manner, quantity);
    }
    if !at.runs_on(quantity.taken - 1) {
        return None;
    }
    let next = at.core(quantity.taken);
    if let Some((sign, measure)) = next.split_once('/').filter(|(sign, _)| !sign.is_empty()) {
        let (money, per) = (manner.currency(sign)?, manner.per(measure)?);
        let said = price(manner, &quantity, money);
        return Some(Claim::of(quantity.taken + 1, format!("{said} {per}")));
    }
    if let Some(money) = manner.currency(next) {
        let joint = cents(manner, &quantity, money).is_some() || quantity.magnitude.is_none();
        let spelled = next.chars().all(char::is_alphabetic);
        return Some(match joint && !spelled {
            true => Claim::of(quantity.taken + 1, price(manner, &quantity, money)),
            false => parts(
                manner,
                &quantity,
                &money.whole,
                Form::Before(money.whole.gender),
                of(&quantity),
            ),
        });
    }
    if quantity.magnitude.is_none() {
        let first = quantity.digits;
        let (quantity, sign) = quantity.with_letter(manner, next)?;
        let money = manner.currency(sign).or_else(|| {
            let follows = sign.is_empty() && at.runs_on(first);
            follows.then(|| manner.currency(at.core(first + 1)))?
        })?;
        let number = quantity.number(manner, Form::Alone);
        let word = quantity.magnitude_word(manner)?;
        let claim = Claim::of(first, number);
        let name = money.whole.many;
        let of = of(&quantity);
        return Some(match sign {
            "" => claim.then(1, word).then(1, format!("{of}{name}")),
            _ => claim.then(1, format!("{word} {of}{name}")),
        });
    }
    of_money(manner, at, &quantity)
}

/// "1.500 millones de €".
fn of_money(manner: &Manner, at: &At<'_>, quantity: &Quantity<'_>) -> Option<Claim> {
    let taken = quantity.taken;
    let joined = at.core(taken) == "de" && at.runs_on(taken);
    let money = manner.currency(at.core(taken + 1)).filter(|_| joined)?;
    let form = Form::Before(money.whole.gender);
    let claim = numbered(manner, quantity, form);
    Some(claim.then(1, "de").then(1, money.whole.many))
}

/// "3,20€", "45M€", "20€/mes".
fn tight(manner: &Manner, quantity: Quantity<'_>) -> Option<Claim> {
    let taken = quantity.taken;
    if let Some((sign, measure)) = quantity.rest.split_once('/') {
        let (money, per) = (manner.currency(sign)?, manner.per(measure)?);
        let said = price(manner, &quantity, money);
        return Some(Claim::of(taken, format!("{said} {per}")));
    }
    if let Some(money) = manner.currency(quantity.rest) {
        return Some(Claim::of(taken, price(manner, &quantity, money)));
    }
    let rest = quantity.rest;
    let (quantity, sign) = quantity.with_letter(manner, rest)?;
    let money = manner.currency(sign)?;
    Some(Claim::of(taken, price(manner, &quantity, money)))
}

/// "EUR", "USD".
fn is_code(sign: &str) -> bool {
    sign.len() == 3 && sign.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn price(manner: &Manner, quantity: &Quantity<'_>, money: &Money) -> String {
    if let Some(said) = cents(manner, quantity, money) {
        return said;
    }
    let said = quantity.said(manner, Form::Before(money.whole.gender));
    format!(
        "{said} {}{}",
        of(quantity),
        money.whole.name(quantity.is_singular(manner))
    )
}

/// "de " where a noun multiplies.
fn of(quantity: &Quantity<'_>) -> &'static str {
    if quantity.is_of() { "de " } else { "" }
}

/// "tres euros con veinte céntimos".
fn cents(manner: &Manner, quantity: &Quantity<'_>, money: &Money) -> Option<String> {
    let cent = money.cent.as_ref()?;
    let fraction = quantity.figure.fraction.as_deref()?;
    let whole = &quantity.figure.whole;
    if fraction.len() != 2 || !quantity.is_plain() || !is_digits(whole) {
        return None;
    }
    let count = value(fraction);
    let name = cent.name(count == 1);
    let small = format!(
        "{} {name}",
        manner.numbers.cardinal(fraction, Form::Before(cent.gender))
    );
    let figure = Figure {
        fraction: None,
        ..quantity.figure.clone()
    };
    let unit = money.whole.name(figure.is_one());
    let of = of(quantity);
    let main = manner.numbers.figure(
        &figure,
        manner.marks.point,
        Form::Before(money.whole.gender),
    );
    Some(match (whole.bytes().all(|byte| byte == b'0'), count) {
        (true, 1..) => small,
        (_, 0) => format!("{main} {of}{unit}"),
        _ => format!("{main} {of}{unit} {} {small}", manner.cents),
    })
}

/// The items of the number, each with its words.
fn numbered(manner: &Manner, quantity: &Quantity<'_>, form: Form) -> Claim {
    let claim = Claim::of(quantity.digits, quantity.number(manner, form));
    match quantity.magnitude_word(manner) {
        Some(word) => claim.then(quantity.taken - quantity.digits, word),
        None => claim,
    }
}

/// A number and the item after it.
fn parts(
    manner: &Manner,
    quantity: &Quantity<'_>,
    counted: &Counted,
    form: Form,
    of: &str,
) -> Claim {
    let name = counted.name(quantity.is_singular(manner));
    numbered(manner, quantity, form).then(1, format!("{of}{name}"))
}

/// A number of what is in `table`.
fn counted(
    manner: &Manner,
    at: &At<'_>,
    tables: &[&'static [Counted]],
    form: fn(&Counted) -> Form,
) -> Option<Claim> {
    let quantity = Quantity::at(manner, at, 0)?;
    let find = |sign: &str| unit_of(tables, sign);
    if !quantity.rest.is_empty() {
        let unit = find(quantity.rest)?;
        let said = quantity.said(manner, form(unit));
        let name = unit.name(quantity.is_singular(manner));
        return Some(Claim::of(quantity.taken, format!("{said} {name}")));
    }
    if !at.runs_on(quantity.taken - 1) {
        return None;
    }
    let unit = find(at.core(quantity.taken))?;
    let claim = parts(manner, &quantity, unit, form(unit), of(&quantity));
    // "a 5 km. de aquí": a dot before a small letter ends no sentence.
    let goes_on = at.core(quantity.taken + 1).starts_with(char::is_lowercase);
    Some(claim.without_dot_if(goes_on))
}

/// "3 x 4 m", "10×15 cm": the first of two numbers and the sign after it.
fn dimensions(manner: &Manner, at: &At<'_>) -> Option<Claim> {
    let first = Quantity::at(manner, at, 0)?;
    if let Some(rest) = first.rest.strip_prefix(['x', '×', 'X']) {
        let second = Quantity::of(manner, at, 0, rest)?;
        let unit = unit_after(manner, at, &second, 1)?;
        let form = Form::Before(unit.gender);
        let (first, size) = (first.said(manner, form), second.said(manner, form));
        let (said, name) = (format!("{first} por {size}"), unit.many);
        return Some(match second.rest {
            "" => Claim::word(said).then(1, name),
            _ => Claim::word(format!("{said} {name}")),
        });
    }
    let taken = first.taken;
    let sign = matches!(at.core(taken), "x" | "×" | "X");
    if !first.rest.is_empty() || !at.runs_on(taken - 1) || !sign {
        return None;
    }
    let second = Quantity::at(manner, at, taken + 1)?;
    let unit = unit_after(manner, at, &second, taken + 1 + second.taken)?;
    let form = Form::Before(unit.gender);
    Some(Claim::of(taken, first.said(manner, form)).then(1, "por"))
}

/// The unit inside the last word of `quantity`, or in the item at `next`.
fn unit_after(
    manner: &Manner,
    at: &At<'_>,
    quantity: &Quantity<'_>,
    next: usize,
) -> Option<&'static Counted> {
    manner.unit(match quantity.rest {
        "" => at.core(next),
        rest => rest,
    })
}

//! Numbers of something: "3,20 €", "1,5 Md€", "$5", "5 %", "120 km/h".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{Figure, Marks, digits, is_digits};
use super::super::form::quantity::{Magnitude, Quantity};
use super::{Counted, Lexis, Money, One};

impl Lexis {
    /// The quantity that begins at `offset`; what it takes counts from here.
    pub(in super::super) fn quantity<'a>(
        &self,
        at: &At<'a>,
        offset: usize,
    ) -> Option<Quantity<'a>> {
        Quantity::from(at, offset, (self.marks)(at.region), self.magnitudes)
    }

    /// Whether what `quantity` counts is in the singular.
    fn is_singular(&self, quantity: &Quantity<'_>) -> bool {
        quantity.is_plain() && (self.is_singular)(&quantity.figure)
    }

    /// The words of `quantity`, before what it counts.
    pub(in super::super) fn said(
        &self,
        quantity: &Quantity<'_>,
        one: One<'_>,
        at: &At<'_>,
    ) -> String {
        let say = |figure: &Figure, one| (self.figure)(figure, one, at.region);
        let figure = &quantity.figure;
        let number = |one| match &quantity.second {
            Some(second) => {
                let first = say(figure, One::Alone);
                format!("{first} {} {}", self.to, say(second, one))
            }
            None => say(figure, one),
        };
        let Some(magnitude) = quantity.magnitude else {
            return number(one);
        };
        if figure.is_one() && quantity.second.is_none() && figure.sign.is_none() {
            return magnitude.one.to_owned();
        }
        let singular = quantity.second.is_none() && (self.is_singular)(figure);
        let name = match singular {
            true => magnitude.single,
            false => magnitude.many,
        };
        let one = One::Before(super::Gender::Masculine, magnitude.single);
        format!("{} {name}", number(one))
    }
}

/// What a quantity counts.
struct Named<'l> {
    /// A magnitude closed up with a currency: "M€".
    magnitude: Option<&'l Magnitude>,
    counted: &'l Counted,
    cent: Option<&'l Counted>,
    /// "par mois", of "€/mois".
    per: String,
    /// How many items, the quantity's included.
    taken: usize,
}

pub(in super::super) fn money(at: &At<'_>, lexis: &'static Lexis) -> Option<Claim> {
    sign_first(at, lexis).or_else(|| {
        let quantity = lexis.quantity(at, 0)?;
        cents_last(at, &quantity, lexis).or_else(|| {
            let named = named(at, &quantity, |sign| find_money(sign, lexis), lexis)?;
            Some(price(at, &quantity, &named, lexis))
        })
    })
}

pub(in super::super) fn percent(at: &At<'_>, lexis: &'static Lexis) -> Option<Claim> {
    of(at, lexis.shares, lexis, |_| One::Alone)
}

pub(in super::super) fn measure(at: &At<'_>, lexis: &'static Lexis) -> Option<Claim> {
    of(at, lexis.units, lexis, |unit| {
        One::Before(unit.gender, unit.one)
    })
}

type Found<'l> = (Option<&'l Magnitude>, &'l Counted, Option<&'l Counted>);

/// A currency, perhaps with a magnitude closed up: "€", "k€", "Md$".
fn find_money<'l>(sign: &str, lexis: &'l Lexis) -> Option<Found<'l>> {
    let is = |money: &&Money, sign: &str| money.whole.signs.contains(&sign);
    let found = |magnitude, money: &'l Money| (magnitude, &money.whole, money.cent.as_ref());
    if let Some(money) = lexis.money.iter().find(|money| is(money, sign)) {
        return Some(found(None, money));
    }
    let at = sign.find(['€', '$', '£']).filter(|at| *at > 0)?;
    let (prefix, symbol) = sign.split_at(at);
    let mut all = lexis.magnitudes.iter();
    let magnitude = all.find(|magnitude| magnitude.signs.contains(&prefix))?;
    let money = lexis.money.iter().find(|money| is(money, symbol))?;
    Some(found(Some(magnitude), money))
}

fn find_unit<'l>(sign: &str, table: &'l [Counted]) -> Option<Found<'l>> {
    let found = table.iter().find(|counted| counted.signs.contains(&sign))?;
    Some((None, found, None))
}

/// What `quantity` counts: inside its last word or in the next.
fn named<'l>(
    at: &At<'_>,
    quantity: &Quantity<'_>,
    find: impl Fn(&str) -> Option<Found<'l>>,
    lexis: &'l Lexis,
) -> Option<Named<'l>> {
    let last = quantity.taken - 1;
    let dotted = quantity.is_dotted(at) && at.after(last) == "." && at.before(last + 1).is_empty();
    let (sign, taken) = match quantity.rest {
        "" if at.runs_on(last) || dotted => (at.core(last + 1), quantity.taken + 1),
        "" => return None,
        sign => (sign, quantity.taken),
    };
    let (found, per) = match find(sign) {
        Some(found) => (found, String::new()),
        None => {
            let (unit, by) = sign.split_once('/')?;
            (find(unit)?, by_what(by, lexis)?)
        }
    };
    let (magnitude, counted, cent) = found;
    Some(Named {
        magnitude,
        counted,
        cent,
        per,
        taken,
    })
}

/// "par mois", "al chilogrammo".
fn by_what(sign: &str, lexis: &Lexis) -> Option<String> {
    let unit = find_unit(sign, lexis.units).map(|(_, unit, _)| unit.one);
    let is_word = sign.chars().count() > 1 && sign.chars().all(char::is_lowercase);
    let noun = unit.or_else(|| is_word.then_some(sign))?;
    Some(format!(" {}", (lexis.per)(noun)))
}

/// "€5", "$1,5 million", "CHF 20".
fn sign_first(at: &At<'_>, lexis: &'static Lexis) -> Option<Claim> {
    let core = at.core(0);
    if let Some((_, counted, cent)) = find_money(core, lexis).filter(|_| is_code(core)) {
        let quantity = lexis.quantity(at, 1).filter(|_| at.runs_on(0))?;
        return joint(at, &quantity, (counted, cent), lexis);
    }
    let start = core.find(|ch: char| ch.is_ascii_digit())?;
    let (sign, number) = core.split_at(start);
    let (None, counted, cent) = find_money(sign, lexis)? else {
        return None;
    };
    let marks = (lexis.marks)(at.region);
    let (figure, rest) = Figure::prefix(number, marks)?;
    // "$3.50" keeps its point in any language.
    let (figure, rest) = match rest.starts_with('.') {
        true => Figure::prefix(
            number,
            Marks {
                group: &[','],
                point: '.',
            },
        )?,
        false => (figure, rest),
    };
    let mut quantity = Quantity {
        figure,
        second: None,
        magnitude: None,
        taken: 1,
        rest,
    };
    let find = |word| {
        let mut all = lexis.magnitudes.iter();
        all.find(|magnitude| magnitude.signs.contains(&word))
    };
    if let Some(magnitude) = find(at.core(1)).filter(|_| rest.is_empty() && at.runs_on(0)) {
        (quantity.magnitude, quantity.taken) = (Some(magnitude), 2);
    } else if let Some(magnitude) = find(rest) {
        (quantity.magnitude, quantity.rest) = (Some(magnitude), "");
    }
    joint(at, &quantity, (counted, cent), lexis)
}

fn is_code(core: &str) -> bool {
    let upper = core.len() == 3 && core.bytes().all(|byte| byte.is_ascii_uppercase());
    upper || matches!(core, "€" | "£" | "$" | "US$" | "Fr")
}

/// A price whose sign stood first, so that all of it is spoken across.
fn joint(
    at: &At<'_>,
    quantity: &Quantity<'_>,
    (counted, cent): (&Counted, Option<&Counted>),
    lexis: &Lexis,
) -> Option<Claim> {
    if !quantity.rest.is_empty() {
        return None;
    }
    let said = cents(quantity, counted, cent, lexis, at);
    let said = said.unwrap_or_else(|| {
        let noun = noun(quantity, counted, lexis);
        let one = One::Before(counted.gender, counted.one);
        format!("{} {noun}", lexis.said(quantity, one, at))
    });
    let claim = Claim::of(quantity.taken, said);
    Some(claim.without_dot_if(quantity.is_dotted(at)))
}

/// "3€20".
fn cents_last(at: &At<'_>, quantity: &Quantity<'_>, lexis: &'static Lexis) -> Option<Claim> {
    let start = quantity.rest.find(|ch: char| ch.is_ascii_digit())?;
    let (sign, fraction) = quantity.rest.split_at(start);
    let (None, counted, cent) = find_money(sign, lexis)? else {
        return None;
    };
    let plain = quantity.is_plain() && quantity.figure.fraction.is_none();
    if !plain || fraction.len() != 2 || !is_digits(fraction) {
        return None;
    }
    let figure = Figure {
        fraction: Some(fraction.to_owned()),
        ..quantity.figure.clone()
    };
    let whole = Quantity {
        figure,
        second: None,
        magnitude: None,
        taken: quantity.taken,
        rest: "",
    };
    let said = cents(&whole, counted, cent, lexis, at)?;
    Some(Claim::of(quantity.taken, said))
}

/// "euros", after a million "d'euros".
fn noun(quantity: &Quantity<'_>, counted: &Counted, lexis: &Lexis) -> String {
    if quantity.links() {
        return (lexis.of)(counted.many);
    }
    counted.name(lexis.is_singular(quantity)).to_owned()
}

fn price(at: &At<'_>, quantity: &Quantity<'_>, named: &Named<'_>, lexis: &'static Lexis) -> Claim {
    let Named {
        counted,
        per,
        taken,
        ..
    } = named;
    if let Some(said) = cents(quantity, counted, named.cent, lexis, at) {
        return finish(at, Claim::of(*taken, format!("{said}{per}")), *taken, lexis);
    }
    if let Some(magnitude) = named.magnitude.filter(|_| quantity.magnitude.is_none()) {
        let larger = Quantity {
            figure: quantity.figure.clone(),
            second: quantity.second.clone(),
            magnitude: lexis
                .magnitudes
                .iter()
                .find(|one| std::ptr::eq(*one, magnitude)),
            taken: quantity.taken,
            rest: "",
        };
        let said = lexis.said(&larger, One::Alone, at);
        return Claim::of(
            *taken,
            format!("{said} {}{per}", noun(&larger, counted, lexis)),
        );
    }
    let said = lexis.said(quantity, One::Before(counted.gender, counted.one), at);
    let name = format!("{}{per}", noun(quantity, counted, lexis));
    let claim = if *taken == quantity.taken {
        Claim::of(*taken, format!("{said} {name}"))
    } else {
        let number = Claim::of(quantity.taken, said);
        number.without_dot_if(quantity.is_dotted(at)).then(1, name)
    };
    finish(at, claim, *taken, lexis)
}

/// "euros/mois" is two words and a slash between.
fn finish(at: &At<'_>, mut claim: Claim, taken: usize, lexis: &Lexis) -> Claim {
    let last = taken - 1;
    let tight = at.item(taken).is_some_and(|next| !next.spaced);
    if at.after(last) != "/" || !tight {
        return claim;
    }
    let Some(by) = by_what(at.core(taken), lexis) else {
        return claim;
    };
    claim = claim.without("/");
    claim.then(1, by.trim_start())
}

/// "trois euros vingt", "quatre-vingt-dix centimes".
fn cents(
    quantity: &Quantity<'_>,
    counted: &Counted,
    cent: Option<&Counted>,
    lexis: &Lexis,
    at: &At<'_>,
) -> Option<String> {
    let figure = &quantity.figure;
    let fraction = figure.fraction.as_deref().filter(|_| quantity.is_plain())?;
    let cent = cent.filter(|_| fraction.len() == 2)?;
    let plain = |text: &str| {
        let (text, _) = digits(text);
        Figure {
            whole: text.trim_start_matches('0').to_owned(),
            ..Figure::default()
        }
    };
    let main = Figure {
        fraction: None,
        ..figure.clone()
    };
    let small = plain(fraction);
    let say = |figure: &Figure, counted: &Counted| {
        let one = One::Before(counted.gender, counted.one);
        (lexis.figure)(figure, one, at.region)
    };
    let name = counted.name((lexis.is_singular)(&main));
    let whole = format!("{} {name}", say(&main, counted));
    Some(
        match (plain(&figure.whole).whole.is_empty(), small.whole.as_str()) {
            (_, "") => whole,
            (true, _) => {
                let name = cent.name((lexis.is_singular)(&small));
                let small = (lexis.figure)(&small, One::Before(cent.gender, cent.one), at.region);
                format!("{small} {name}")
            }
            (false, _) => format!(
                "{whole}{}{}",
                lexis.cents,
                (lexis.figure)(&small, One::Alone, at.region)
            ),
        },
    )
}

/// Short for a word and so with a dot.
const DOTTED: &[&str] = &["min", "sec", "hab", "h", "s", "ore"];

/// "1m75".
fn height(
    at: &At<'_>,
    quantity: &Quantity<'_>,
    table: &'static [Counted],
    lexis: &'static Lexis,
) -> Option<Claim> {
    let small = quantity.rest.strip_prefix('m')?;
    let plain = quantity.is_plain() && quantity.figure.fraction.is_none();
    if !plain || small.len() != 2 || !is_digits(small) {
        return None;
    }
    let (_, metre, _) = find_unit("m", table)?;
    let one = One::Before(metre.gender, metre.one);
    let name = metre.name(lexis.is_singular(quantity));
    let (small, _) = Figure::prefix(small, (lexis.marks)(at.region))?;
    let small = (lexis.figure)(&small, One::Alone, at.region);
    let said = lexis.said(quantity, one, at);
    Some(Claim::of(
        quantity.taken,
        format!("{said} {name}{}{small}", lexis.cents),
    ))
}

fn of(
    at: &At<'_>,
    table: &'static [Counted],
    lexis: &'static Lexis,
    one: fn(&'static Counted) -> One<'static>,
) -> Option<Claim> {
    let quantity = lexis.quantity(at, 0)?;
    if let Some(height) = height(at, &quantity, table, lexis) {
        return Some(height);
    }
    let named = named(at, &quantity, |sign| find_unit(sign, table), lexis)?;
    let counted = named.counted;
    let said = lexis.said(&quantity, one(counted), at);
    let name = match quantity.links() {
        true => (lexis.of)(counted.many),
        false => counted.name(lexis.is_singular(&quantity)).to_owned(),
    };
    let name = format!("{name}{}", named.per);
    if named.taken == quantity.taken {
        return Some(Claim::of(named.taken, format!("{said} {name}")));
    }
    let dotted = DOTTED.contains(&at.core(named.taken - 1));
    let number = Claim::of(quantity.taken, said).without_dot_if(quantity.is_dotted(at));
    Some(number.then(1, name).without_dot_if(dotted))
}

//! Numbers of something: "3,50 €", "5 %", "120 km/h", "1 h".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{Figure, is_digits, value};
use super::number::Quantity;
use super::words::{self, One};

/// What is counted, with how "one" ends before it; names as in CLDR.
struct Counted {
    signs: &'static [&'static str],
    one: &'static str,
    many: &'static str,
    ending: One,
}

const fn counted(
    signs: &'static [&'static str],
    one: &'static str,
    many: &'static str,
    ending: One,
) -> Counted {
    Counted {
        signs,
        one,
        many,
        ending,
    }
}

const MONEY: &[Counted] = &[
    counted(&["€", "EUR", "Euro"], "Euro", "Euro", One::Einen),
    counted(&["US$", "USD"], "US-Dollar", "US-Dollar", One::Einen),
    counted(&["$", "Dollar"], "Dollar", "Dollar", One::Einen),
    counted(&["£", "GBP"], "Pfund", "Pfund", One::Ein),
    counted(
        &["CHF", "SFr"],
        "Schweizer Franken",
        "Schweizer Franken",
        One::Einen,
    ),
    counted(&["Franken"], "Franken", "Franken", One::Einen),
    counted(&["¥", "JPY"], "Yen", "Yen", One::Einen),
    counted(&["PLN", "zł"], "Zloty", "Zloty", One::Einen),
    counted(&["₽", "RUB"], "Rubel", "Rubel", One::Einen),
    counted(&["₹", "INR"], "Rupie", "Rupien", One::Eine),
    counted(&["DM", "DEM"], "D-Mark", "D-Mark", One::Eine),
    counted(&["₿", "BTC"], "Bitcoin", "Bitcoin", One::Einen),
    counted(&["ct", "¢"], "Cent", "Cent", One::Einen),
];

const UNITS: &[Counted] = &[
    counted(&["mm"], "Millimeter", "Millimeter", One::Ein),
    counted(&["cm"], "Zentimeter", "Zentimeter", One::Ein),
    counted(&["m"], "Meter", "Meter", One::Ein),
    counted(&["km"], "Kilometer", "Kilometer", One::Ein),
    counted(&["m²", "qm"], "Quadratmeter", "Quadratmeter", One::Ein),
    counted(&["cm²"], "Quadratzentimeter", "Quadratzentimeter", One::Ein),
    counted(
        &["km²", "qkm"],
        "Quadratkilometer",
        "Quadratkilometer",
        One::Ein,
    ),
    counted(&["m³"], "Kubikmeter", "Kubikmeter", One::Ein),
    counted(&["cm³"], "Kubikzentimeter", "Kubikzentimeter", One::Ein),
    counted(&["ha"], "Hektar", "Hektar", One::Ein),
    counted(
        &["km/h"],
        "Kilometer pro Stunde",
        "Kilometer pro Stunde",
        One::Ein,
    ),
    counted(&["m/s"], "Meter pro Sekunde", "Meter pro Sekunde", One::Ein),
    counted(&["mg"], "Milligramm", "Milligramm", One::Ein),
    counted(&["g"], "Gramm", "Gramm", One::Ein),
    counted(&["kg"], "Kilogramm", "Kilogramm", One::Ein),
    counted(&["t"], "Tonne", "Tonnen", One::Eine),
    counted(&["ml"], "Milliliter", "Milliliter", One::Ein),
    counted(&["cl"], "Zentiliter", "Zentiliter", One::Ein),
    counted(&["l"], "Liter", "Liter", One::Ein),
    counted(&["ms"], "Millisekunde", "Millisekunden", One::Eine),
    counted(&["s", "Sek"], "Sekunde", "Sekunden", One::Eine),
    counted(&["min", "Min"], "Minute", "Minuten", One::Eine),
    counted(&["h", "Std"], "Stunde", "Stunden", One::Eine),
    counted(&["Hz"], "Hertz", "Hertz", One::Ein),
    counted(&["kHz"], "Kilohertz", "Kilohertz", One::Ein),
    counted(&["MHz"], "Megahertz", "Megahertz", One::Ein),
    counted(&["GHz"], "Gigahertz", "Gigahertz", One::Ein),
    counted(&["W"], "Watt", "Watt", One::Ein),
    counted(&["kW"], "Kilowatt", "Kilowatt", One::Ein),
    counted(&["MW"], "Megawatt", "Megawatt", One::Ein),
    counted(&["GW"], "Gigawatt", "Gigawatt", One::Ein),
    counted(&["kWh"], "Kilowattstunde", "Kilowattstunden", One::Eine),
    counted(&["V"], "Volt", "Volt", One::Ein),
    counted(&["PS"], "P S", "P S", One::Ein),
    counted(&["dB"], "Dezibel", "Dezibel", One::Ein),
    counted(&["kB", "KB"], "Kilobyte", "Kilobyte", One::Ein),
    counted(&["MB"], "Megabyte", "Megabyte", One::Ein),
    counted(&["GB"], "Gigabyte", "Gigabyte", One::Ein),
    counted(&["TB"], "Terabyte", "Terabyte", One::Ein),
    counted(
        &["Mbit/s"],
        "Megabit pro Sekunde",
        "Megabit pro Sekunde",
        One::Ein,
    ),
    counted(&["°"], "Grad", "Grad", One::Ein),
    counted(&["°C", "ºC", "℃"], "Grad Celsius", "Grad Celsius", One::Ein),
    counted(
        &["°F", "ºF"],
        "Grad Fahrenheit",
        "Grad Fahrenheit",
        One::Ein,
    ),
];

const PARTS: &[Counted] = &[
    counted(&["%", "Prozent"], "Prozent", "Prozent", One::Ein),
    counted(&["‰"], "Promille", "Promille", One::Ein),
];

pub(super) fn money(at: &At<'_>) -> Option<Claim> {
    sign_first(at).or_else(|| {
        let quantity = Quantity::at(at)?;
        if let Some(rate) = rate(at, &quantity) {
            return Some(rate);
        }
        let (counted, taken) = named(at, &quantity, MONEY)?;
        Some(price(at, &quantity, counted, taken))
    })
}

pub(super) fn percent(at: &At<'_>) -> Option<Claim> {
    of(at, PARTS)
}

pub(super) fn measure(at: &At<'_>) -> Option<Claim> {
    of(at, UNITS)
}

/// "CHF 20", "US$ 5".
fn code_first(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let code = core.len() == 3
        && core
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'$');
    let money = MONEY.iter().find(|money| money.signs.contains(&core))?;
    let (figure, rest) = at.figure(1, words::MARKS)?;
    let whole = (code || core == "€") && at.runs_on(0) && rest.is_empty();
    let quantity = Quantity::of(figure, if at.runs_on(1) { at.core(2) } else { "" });
    whole.then(|| joint(at, &quantity, money, quantity.taken + 1))
}

/// A price whose sign stood first, so that all of it is spoken across.
fn joint(at: &At<'_>, quantity: &Quantity<'_>, money: &Counted, taken: usize) -> Claim {
    let plain = cents(&quantity.figure, money).filter(|_| quantity.is_plain());
    let name = if quantity.is_one() {
        money.one
    } else {
        money.many
    };
    let said = plain.unwrap_or_else(|| format!("{} {name}", quantity.said(money.ending)));
    let dotted = !quantity.is_plain() && at.after(taken - 1).starts_with('.');
    Claim::of(taken, said).without_dot_if(dotted)
}

/// What something is paid or used by: "€/Monat", "km/h" is a unit of its own.
fn per(sign: &str) -> Option<String> {
    let unit = UNITS.iter().find(|unit| unit.signs.contains(&sign));
    let word = sign.chars().count() > 2 && sign.chars().all(char::is_alphabetic);
    let noun = unit.map(|unit| unit.one).or_else(|| word.then_some(sign))?;
    Some(format!("pro {noun}"))
}

/// After these a noun of many takes "-n".
fn is_dative(at: &At<'_>) -> bool {
    let before = at.earlier(1).to_lowercase();
    let list = ["von", "mit", "bei", "nach", "aus", "seit", "zu"];
    list.contains(&before.as_str()) && at.after_earlier(1).is_empty()
}

/// "Metern", "Kilometern pro Stunde".
fn dative(name: &str) -> String {
    let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
    let ending = if first.ends_with("er") { "n" } else { "" };
    format!("{first}{ending} {rest}").trim_end().to_owned()
}

/// "€5", "$1,5".
fn sign_first(at: &At<'_>) -> Option<Claim> {
    if let Some(claim) = code_first(at) {
        return Some(claim);
    }
    let core = at.core(0);
    let found = MONEY.iter().find_map(|money| {
        let mut signs = money
            .signs
            .iter()
            .filter(|sign| !sign.starts_with(char::is_alphabetic) || sign.ends_with('$'));
        let digits = signs.find_map(|sign| core.strip_prefix(sign))?;
        Some((money, digits))
    });
    let (money, digits) = found?;
    let (figure, rest) = Figure::prefix(digits, words::MARKS)?;
    rest.is_empty().then(|| {
        let quantity = Quantity::of(figure, if at.runs_on(0) { at.core(1) } else { "" });
        joint(at, &quantity, money, quantity.taken)
    })
}

/// What `quantity` counts, and how many items the two take.
fn named(
    at: &At<'_>,
    quantity: &Quantity<'_>,
    table: &'static [Counted],
) -> Option<(&'static Counted, usize)> {
    let find = |sign: &str| table.iter().find(|counted| counted.signs.contains(&sign));
    let last = quantity.taken - 1;
    // "5,- €"
    let flat = matches!(at.after(last), ",-" | ",–" | ",—");
    let dotted = quantity.is_dotted(at) && at.after(last) == "." && at.before(last + 1).is_empty();
    match quantity.rest {
        "" if at.runs_on(last) || flat || dotted => {
            Some((find(at.core(last + 1))?, quantity.taken + 1))
        }
        "" => None,
        sign => Some((find(sign)?, quantity.taken)),
    }
}

/// "20 €/Monat", "3 €/kg", "5 Euro/Stunde".
fn rate(at: &At<'_>, quantity: &Quantity<'_>) -> Option<Claim> {
    let last = quantity.taken - 1;
    let (sign, taken) = match quantity.rest {
        "" if at.runs_on(last) || at.after(last) == "." => (at.core(last + 1), last + 2),
        sign => (sign, last + 1),
    };
    let find = |sign: &str| MONEY.iter().find(|money| money.signs.contains(&sign));
    let tight = at.item(taken).is_some_and(|next| !next.spaced);
    let (money, by, whole) = match sign.split_once('/') {
        Some((sign, by)) => (find(sign)?, per(by)?, taken),
        None if at.after(taken - 1) == "/" && tight => {
            (find(sign)?, per(at.core(taken))?, taken + 1)
        }
        None => return None,
    };
    let said = cents(&quantity.figure, money).filter(|_| quantity.is_plain());
    let name = if quantity.is_one() {
        money.one
    } else {
        money.many
    };
    let said = said.unwrap_or_else(|| format!("{} {name}", quantity.said(money.ending)));
    Some(Claim::of(whole, format!("{said} {by}")))
}

fn price(at: &At<'_>, quantity: &Quantity<'_>, money: &Counted, taken: usize) -> Claim {
    let name = if quantity.is_one() {
        money.one
    } else {
        money.many
    };
    if let Some(said) = cents(&quantity.figure, money).filter(|_| quantity.is_plain()) {
        return Claim::of(taken, said);
    }
    let said = quantity.said(money.ending);
    let spelled = at.core(taken - 1).starts_with(name) || taken == quantity.taken;
    match spelled && taken > quantity.taken {
        true => Claim::of(quantity.taken, said)
            .without_dot_if(quantity.is_dotted(at))
            .then(1, name),
        false => Claim::of(taken, format!("{said} {name}")),
    }
}

/// "drei Euro fünfzig", "neunundneunzig Cent".
fn cents(figure: &Figure, money: &Counted) -> Option<String> {
    let fraction = figure.fraction.as_deref()?;
    let counts = matches!(
        money.one,
        "Euro" | "Dollar" | "US-Dollar" | "Franken" | "Schweizer Franken"
    );
    if fraction.len() != 2 || !counts || !is_digits(&figure.whole) {
        return None;
    }
    let cents = value(fraction);
    let whole = Figure {
        fraction: None,
        ..figure.clone()
    };
    let main = format!("{} {}", words::figure(&whole, money.ending), money.many);
    let cent = if money.one.ends_with("Franken") {
        "Rappen"
    } else {
        "Cent"
    };
    Some(match (value(&figure.whole), cents) {
        (_, 0) => main,
        (0, 1) => format!("einen {cent}"),
        (0, cents) => format!("{} {cent}", words::below_hundred(cents)),
        (_, cents) => format!("{main} {}", words::below_hundred(cents)),
    })
}

fn of(at: &At<'_>, table: &'static [Counted]) -> Option<Claim> {
    let quantity = Quantity::at(at)?;
    let (counted, taken) = named(at, &quantity, table)?;
    let dative_here = is_dative(at);
    let name = match (quantity.is_one(), dative_here) {
        (true, _) => counted.one.to_owned(),
        (false, true) => dative(counted.many),
        (false, false) => counted.many.to_owned(),
    };
    let ending = match (dative_here, counted.ending) {
        (true, One::Eine) => One::Einer,
        (true, _) => One::Einem,
        (false, ending) => ending,
    };
    let said = quantity.said(ending);
    if taken == quantity.taken {
        return Some(Claim::of(taken, format!("{said} {name}")));
    }
    let dotted = matches!(at.core(taken - 1), "min" | "Min" | "Std" | "Sek");
    let number = Claim::of(quantity.taken, said).without_dot_if(quantity.is_dotted(at));
    Some(number.then(1, name).without_dot_if(dotted))
}

//! "$1.5 billion", "€5", "100 USD", "50p", "$5–$10", "$15/hour".

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{Figure, value};
use super::quantity::{self, Letters, Quantity};
use super::{measure, words};

/// A currency by its signs; the names are those of CLDR, shortened as they are said.
struct Currency {
    /// Signs and codes, longest first where one begins another.
    signs: &'static [&'static str],
    one: &'static str,
    many: &'static str,
    /// A hundredth of it, one and many; empty where nobody counts them.
    cent: [&'static str; 2],
}

const CENT: [&str; 2] = ["cent", "cents"];

const CURRENCIES: &[Currency] = &[
    currency(&["US$", "USD", "U$"], "US dollar", "US dollars", CENT),
    currency(
        &["CA$", "C$", "CAD"],
        "Canadian dollar",
        "Canadian dollars",
        CENT,
    ),
    currency(
        &["AU$", "A$", "AUD"],
        "Australian dollar",
        "Australian dollars",
        CENT,
    ),
    currency(
        &["NZ$", "NZD"],
        "New Zealand dollar",
        "New Zealand dollars",
        CENT,
    ),
    currency(
        &["HK$", "HKD"],
        "Hong Kong dollar",
        "Hong Kong dollars",
        CENT,
    ),
    currency(
        &["S$", "SGD"],
        "Singapore dollar",
        "Singapore dollars",
        CENT,
    ),
    currency(&["NT$", "TWD"], "Taiwan dollar", "Taiwan dollars", CENT),
    currency(&["R$", "BRL"], "real", "reais", ["centavo", "centavos"]),
    currency(
        &["MX$", "MXN"],
        "Mexican peso",
        "Mexican pesos",
        ["centavo", "centavos"],
    ),
    currency(&["$"], "dollar", "dollars", CENT),
    currency(&["£", "GBP"], "pound", "pounds", ["penny", "pence"]),
    currency(&["€", "EUR"], "euro", "euros", CENT),
    currency(&["¥", "￥", "JPY"], "yen", "yen", ["", ""]),
    currency(&["CNY", "RMB"], "yuan", "yuan", ["fen", "fen"]),
    currency(&["₹", "INR"], "rupee", "rupees", ["paisa", "paise"]),
    currency(&["₽", "RUB"], "ruble", "rubles", ["kopek", "kopeks"]),
    currency(&["₩", "KRW"], "won", "won", ["", ""]),
    currency(&["₪", "ILS"], "shekel", "shekels", ["agora", "agorot"]),
    currency(&["₺", "TRY"], "lira", "lira", ["kurus", "kurus"]),
    currency(&["₴", "UAH"], "hryvnia", "hryvnias", ["kopek", "kopeks"]),
    currency(&["₦", "NGN"], "naira", "naira", ["kobo", "kobo"]),
    currency(&["₱", "PHP"], "peso", "pesos", ["centavo", "centavos"]),
    currency(&["₫", "VND"], "dong", "dong", ["", ""]),
    currency(&["฿", "THB"], "baht", "baht", ["satang", "satang"]),
    currency(
        &["CHF"],
        "Swiss franc",
        "Swiss francs",
        ["centime", "centimes"],
    ),
    currency(&["SEK"], "Swedish krona", "Swedish kronor", ["öre", "öre"]),
    currency(
        &["NOK"],
        "Norwegian krone",
        "Norwegian kroner",
        ["øre", "øre"],
    ),
    currency(&["DKK"], "Danish krone", "Danish kroner", ["øre", "øre"]),
    currency(&["PLN", "zł"], "zloty", "zlotys", ["grosz", "groszy"]),
    currency(&["ZAR"], "rand", "rand", CENT),
    currency(&["₿", "BTC"], "bitcoin", "bitcoin", ["", ""]),
    currency(&["Ξ", "ETH"], "ether", "ether", ["", ""]),
];

const fn currency(
    signs: &'static [&'static str],
    one: &'static str,
    many: &'static str,
    cent: [&'static str; 2],
) -> Currency {
    Currency {
        signs,
        one,
        many,
        cent,
    }
}

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    sign_first(at)
        .or_else(|| sign_last(at))
        .or_else(|| cents_alone(at))
}

/// "$5", "-$40", "EUR 100", "$5–$10".
fn sign_first(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let (plus, unsigned) = match core.strip_prefix('+') {
        Some(rest) => (Some('+'), rest),
        None => (
            core.strip_prefix('−').and(Some('−')),
            core.trim_start_matches('−'),
        ),
    };
    let (currency, digits) = prefix(unsigned)?;
    let sign = plus.or_else(|| at.item(0)?.sign());
    if digits.is_empty() {
        return code_first(at, currency);
    }
    let mut quantity = inside(at, digits)?;
    if let (Some(figure), Some(sign)) = (&mut quantity.figure, sign.filter(|sign| *sign != '.')) {
        figure.sign = Some(sign);
        quantity.words = words::figure(figure, at.region);
    }
    if let Some(claim) = dashed_pair(at, &quantity, currency) {
        return Some(claim);
    }
    finish(at, 0, &quantity.magnified(at, 0, Letters::Money), currency)
}

/// "EUR 100": sign and number are two words.
fn code_first(at: &At<'_>, currency: &Currency) -> Option<Claim> {
    if !at.runs_on(0) {
        return None;
    }
    let mut quantity = quantity::at(at, 1)?.magnified(at, 1, Letters::Money);
    quantity.taken += 1;
    finish(at, 0, &quantity, currency)
}

/// The quantity in the digits after a sign.
fn inside<'a>(at: &At<'_>, digits: &'a str) -> Option<Quantity<'a>> {
    let pointed = digits
        .strip_prefix('.')
        .map(|fraction| format!("0.{fraction}"));
    if let Some(pointed) = pointed {
        let (figure, rest) = Figure::prefix(&pointed, quantity::MARKS)?;
        let rest = &digits[digits.len() - rest.len()..];
        return Some(Quantity::of(figure, rest, at.region));
    }
    let (figure, rest) = Figure::prefix(digits, quantity::MARKS)?;
    Some(Quantity::of(figure, rest, at.region).range_inside(at.region))
}

/// "$5–$10": cut at its dash.
fn dashed_pair(at: &At<'_>, quantity: &Quantity<'_>, currency: &Currency) -> Option<Claim> {
    let (second, tail) = if matches!(at.after(0), "–" | "—") && quantity.rest.is_empty() {
        (prefix(at.core(1))?, 1)
    } else {
        (prefix(quantity.rest.strip_prefix(['-', '–', '—'])?)?, 0)
    };
    let (other, digits) = second;
    if !std::ptr::eq(other, currency) {
        return None;
    }
    let second = inside(at, digits)?.magnified(at, tail, Letters::Money);
    if !second.rest.is_empty() {
        return None;
    }
    let said = format!("{} {}", second.words, currency.many);
    if tail == 0 {
        return Some(Claim::of(
            second.taken,
            format!("{} to {said}", quantity.words),
        ));
    }
    let first = Claim::word(format!("{} to", quantity.words)).without("–");
    Some(first.then(second.taken, said))
}

/// "100€", "100 €", "100 USD".
fn sign_last(at: &At<'_>) -> Option<Claim> {
    let mut quantity = quantity::at(at, 0)?.magnified(at, 0, Letters::Sure);
    if let Some((currency, rest)) = prefix(quantity.rest) {
        quantity.rest = rest;
        return finish(at, 0, &quantity, currency);
    }
    if !quantity.rest.is_empty() || !at.runs_on(quantity.taken - 1) {
        return None;
    }
    let (currency, rest) = prefix(at.core(quantity.taken))?;
    if !rest.is_empty() || at.core(quantity.taken) == "TRY" || at.core(quantity.taken) == "PHP" {
        return None;
    }
    quantity.taken += 1;
    finish(at, 0, &quantity, currency)
}

/// "99¢", "50p".
fn cents_alone(at: &At<'_>) -> Option<Claim> {
    let quantity = quantity::at(at, 0)?;
    let name = match quantity.rest {
        "¢" if quantity.is_one => "cent",
        "¢" => "cents",
        "p" if at.region != Region::American => "p",
        _ => return None,
    };
    Some(Claim::of(
        quantity.taken,
        format!("{} {name}", quantity.words),
    ))
}

/// The currency whose sign `text` begins with; a code must not go on as a word.
fn prefix(text: &str) -> Option<(&'static Currency, &str)> {
    if text.is_empty()
        || text.starts_with(|ch: char| ch.is_ascii_digit() || ch.is_ascii_lowercase() && ch != 'z')
    {
        return None;
    }
    CURRENCIES.iter().find_map(|currency| {
        let found = currency.signs.iter().find_map(|sign| {
            let rest = text.strip_prefix(sign)?;
            let whole =
                !sign.ends_with(char::is_alphabetic) || !rest.starts_with(char::is_alphabetic);
            whole.then_some(rest)
        });
        found.map(|rest| (currency, rest))
    })
}

fn finish(
    at: &At<'_>,
    offset: usize,
    quantity: &Quantity<'_>,
    currency: &Currency,
) -> Option<Claim> {
    let last = offset + quantity.taken - 1;
    let tail = tail(quantity.rest, at.region)?;
    let stem = at.core(last).trim_end_matches(char::is_alphabetic);
    let hangs = stem.ends_with('-') && quantity.rest != "-plus";
    let adjective = hangs || quantity::is_attributive(at, last);
    let name = if adjective || quantity.is_one {
        currency.one
    } else {
        currency.many
    };
    let said = match quantity.figure.as_ref().filter(|_| !adjective) {
        Some(figure) => with_cents(figure, currency, at.region),
        None => None,
    };
    let said = said.unwrap_or_else(|| format!("{} {name}", quantity.words));
    Some(Claim::of(quantity.taken, format!("{said}{tail}")))
}

/// "+", "/hour", or nothing.
fn tail(rest: &str, region: Region) -> Option<String> {
    if let Some(unit) = rest.strip_prefix('/') {
        let name = match unit {
            "h" | "hr" => "hour",
            "mo" => "month",
            "yr" => "year",
            "wk" => "week",
            "d" => "day",
            _ => "",
        };
        let whole = unit.len() > 2 && unit.bytes().all(|byte| byte.is_ascii_lowercase());
        let name = match (name, measure::name(unit, true, region)) {
            ("", Some(name)) => name,
            ("", None) if whole => unit.to_owned(),
            ("", None) => return None,
            (name, _) => name.to_owned(),
        };
        return Some(format!(" per {name}"));
    }
    match rest {
        "" => Some(String::new()),
        "+" => Some(" plus".into()),
        _ => hyphenated(rest),
    }
}

/// "-plus", "-a-day": words that hang on the amount.
fn hyphenated(rest: &str) -> Option<String> {
    let words: Vec<&str> = rest.strip_prefix('-')?.split('-').take(5).collect();
    let plain = |word: &&str| !word.is_empty() && word.chars().all(char::is_alphabetic);
    (words.len() < 5 && words.iter().all(plain)).then(|| format!(" {}", words.join(" ")))
}

/// "three dollars and fifty cents", where the fraction is two digits.
fn with_cents(figure: &Figure, currency: &Currency, region: Region) -> Option<String> {
    let fraction = figure
        .fraction
        .as_deref()
        .filter(|fraction| fraction.len() == 2)?;
    let [one, many] = currency.cent;
    if one.is_empty() {
        return None;
    }
    let cents = match value(fraction) {
        0 => String::new(),
        1 => format!("one {one}"),
        count => format!("{} {many}", words::below_hundred(count)),
    };
    let whole = Figure {
        fraction: None,
        ..figure.clone()
    };
    let name = if whole.is_one() {
        currency.one
    } else {
        currency.many
    };
    let whole_words = words::figure(&whole, region);
    Some(
        match (figure.whole.trim_start_matches('0'), cents.as_str()) {
            (_, "") => format!("{whole_words} {name}"),
            ("", cents) => {
                let nothing = words::figure(
                    &Figure {
                        whole: String::new(),
                        ..whole
                    },
                    region,
                );
                format!("{nothing}{cents}")
            }
            (_, cents) => format!("{whole_words} {name} and {cents}"),
        },
    )
}

//! The French words for money, units and signs; names and plural rule as in CLDR 46.

use super::super::figure::Figure;
use super::super::form::electronic;
use super::super::form::maths::Words;
use super::super::form::quantity::Magnitude;
use super::super::romance::{Counted, Lexis, Money, he, she, with_cents, without_cents};
use super::words;

pub(super) const LEXIS: Lexis = Lexis {
    marks: words::marks,
    figure: words::figure,
    is_singular,
    of,
    to: "à",
    per: |noun| format!("par {noun}"),
    magnitudes: MAGNITUDES,
    money: MONEY,
    cents: " ",
    units: UNITS,
    shares: SHARES,
    maths: &MATHS,
};

/// CLDR: one if the whole part is 0 or 1.
fn is_singular(figure: &Figure) -> bool {
    matches!(figure.whole.trim_start_matches('0'), "" | "1")
}

/// "d'euros", "de dollars".
fn of(noun: &str) -> String {
    match noun.starts_with(['a', 'e', 'é', 'i', 'o', 'u', 'h']) {
        true => format!("d'{noun}"),
        false => format!("de {noun}"),
    }
}

const fn magnitude(
    signs: &'static [&'static str],
    one: &'static str,
    single: &'static str,
    many: &'static str,
) -> Magnitude {
    Magnitude {
        signs,
        one,
        single,
        many,
        is_noun: true,
    }
}

const MAGNITUDES: &[Magnitude] = &[
    Magnitude {
        signs: &["k", "mille"],
        one: "mille",
        single: "mille",
        many: "mille",
        is_noun: false,
    },
    magnitude(
        &["M", "Mio", "million", "millions"],
        "un million",
        "million",
        "millions",
    ),
    magnitude(
        &["Md", "Mds", "Mrd", "Mrds", "G", "milliard", "milliards"],
        "un milliard",
        "milliard",
        "milliards",
    ),
    magnitude(
        &["billion", "billions"],
        "un billion",
        "billion",
        "billions",
    ),
];

const MONEY: &[Money] = &[
    with_cents(
        he(&["€", "EUR", "euro", "euros"], "euro", "euros"),
        he(&[], "centime", "centimes"),
    ),
    without_cents(he(
        &["US$", "$US", "USD"],
        "dollar américain",
        "dollars américains",
    )),
    without_cents(he(
        &["$CA", "CA$", "CAD"],
        "dollar canadien",
        "dollars canadiens",
    )),
    with_cents(
        he(&["$", "dollar", "dollars"], "dollar", "dollars"),
        he(&[], "cent", "cents"),
    ),
    with_cents(
        she(&["£", "GBP"], "livre", "livres"),
        he(&[], "penny", "pence"),
    ),
    with_cents(
        he(&["CHF", "Fr", "FS"], "franc suisse", "francs suisses"),
        he(&[], "centime", "centimes"),
    ),
    with_cents(
        he(&["franc", "francs"], "franc", "francs"),
        he(&[], "centime", "centimes"),
    ),
    without_cents(he(&["FCFA", "XOF", "XAF"], "franc CFA", "francs CFA")),
    without_cents(he(&["¥", "JPY", "yen", "yens"], "yen", "yens")),
    without_cents(he(&["CNY", "yuan", "yuans"], "yuan", "yuans")),
    without_cents(he(&["₽", "RUB"], "rouble", "roubles")),
    without_cents(she(&["₹", "INR"], "roupie", "roupies")),
    without_cents(he(&["PLN", "zł"], "zloty", "zlotys")),
    without_cents(he(&["DH", "MAD"], "dirham", "dirhams")),
    without_cents(he(&["₿", "BTC"], "bitcoin", "bitcoins")),
    without_cents(he(&["ct", "cts", "¢", "c€"], "centime", "centimes")),
];

const UNITS: &[Counted] = &[
    he(&["nm"], "nanomètre", "nanomètres"),
    he(&["µm", "μm"], "micromètre", "micromètres"),
    he(&["mm"], "millimètre", "millimètres"),
    he(&["cm"], "centimètre", "centimètres"),
    he(&["m"], "mètre", "mètres"),
    he(&["km"], "kilomètre", "kilomètres"),
    he(&["cm²", "cm2"], "centimètre carré", "centimètres carrés"),
    he(&["m²", "m2"], "mètre carré", "mètres carrés"),
    he(&["km²", "km2"], "kilomètre carré", "kilomètres carrés"),
    he(&["cm³", "cm3"], "centimètre cube", "centimètres cubes"),
    he(&["m³", "m3"], "mètre cube", "mètres cubes"),
    he(&["km³", "km3"], "kilomètre cube", "kilomètres cubes"),
    he(&["ha"], "hectare", "hectares"),
    he(&["km/h"], "kilomètre à l'heure", "kilomètres à l'heure"),
    he(&["m/s"], "mètre par seconde", "mètres par seconde"),
    he(&["µg", "μg"], "microgramme", "microgrammes"),
    he(&["mg"], "milligramme", "milligrammes"),
    he(&["g"], "gramme", "grammes"),
    he(&["kg"], "kilogramme", "kilogrammes"),
    she(&["t"], "tonne", "tonnes"),
    she(&["Mt"], "mégatonne", "mégatonnes"),
    he(&["ml", "mL"], "millilitre", "millilitres"),
    he(&["cl", "cL"], "centilitre", "centilitres"),
    he(&["dl", "dL"], "décilitre", "décilitres"),
    he(&["l", "L"], "litre", "litres"),
    he(&["hl", "hL"], "hectolitre", "hectolitres"),
    she(&["ms"], "milliseconde", "millisecondes"),
    she(&["s", "sec"], "seconde", "secondes"),
    she(&["min", "mn"], "minute", "minutes"),
    she(&["h"], "heure", "heures"),
    he(&["j"], "jour", "jours"),
    he(&["Hz"], "hertz", "hertz"),
    he(&["kHz"], "kilohertz", "kilohertz"),
    he(&["MHz"], "mégahertz", "mégahertz"),
    he(&["GHz"], "gigahertz", "gigahertz"),
    he(&["W"], "watt", "watts"),
    he(&["kW"], "kilowatt", "kilowatts"),
    he(&["MW"], "mégawatt", "mégawatts"),
    he(&["GW"], "gigawatt", "gigawatts"),
    he(&["Wh"], "wattheure", "wattheures"),
    he(&["kWh"], "kilowattheure", "kilowattheures"),
    he(&["MWh"], "mégawattheure", "mégawattheures"),
    he(&["GWh"], "gigawattheure", "gigawattheures"),
    he(&["TWh"], "térawattheure", "térawattheures"),
    he(&["V"], "volt", "volts"),
    he(&["kV"], "kilovolt", "kilovolts"),
    he(&["mAh"], "milliampère-heure", "milliampères-heures"),
    he(&["kJ"], "kilojoule", "kilojoules"),
    she(&["kcal"], "kilocalorie", "kilocalories"),
    he(&["hPa"], "hectopascal", "hectopascals"),
    he(&["ch"], "cheval", "chevaux"),
    he(&["dB"], "décibel", "décibels"),
    he(&["Ko", "ko", "kB"], "kilooctet", "kilooctets"),
    he(&["Mo", "MB"], "mégaoctet", "mégaoctets"),
    he(&["Go", "GB"], "gigaoctet", "gigaoctets"),
    he(&["To", "TB"], "téraoctet", "téraoctets"),
    he(&["Mb", "Mbit"], "mégabit", "mégabits"),
    he(&["Gb", "Gbit"], "gigabit", "gigabits"),
    he(&["px"], "pixel", "pixels"),
    he(&["hab"], "habitant", "habitants"),
    he(&["°"], "degré", "degrés"),
    he(&["°C", "ºC", "℃"], "degré Celsius", "degrés Celsius"),
    he(&["°F", "ºF", "℉"], "degré Fahrenheit", "degrés Fahrenheit"),
];

const SHARES: &[Counted] = &[
    he(&["%", "％"], "pour cent", "pour cent"),
    he(&["‰"], "pour mille", "pour mille"),
];

const MATHS: Words = Words {
    signs: &[
        ('+', "plus"),
        ('−', "moins"),
        ('×', "fois"),
        ('*', "fois"),
        ('⋅', "fois"),
        ('÷', "divisé par"),
        ('=', "égale"),
        ('>', "est supérieur à"),
        ('<', "est inférieur à"),
        ('≥', "est supérieur ou égal à"),
        ('≤', "est inférieur ou égal à"),
        ('≠', "est différent de"),
        ('≈', "est à peu près égal à"),
        ('±', "plus ou moins"),
    ],
    by: "sur",
    cross: "sur",
    to: "",
    squared: "au carré",
    cubed: "au cube",
    power: "puissance",
    root: "racine de",
    minus: "moins",
};

pub(super) const SYMBOLS: &[(&str, &str)] = &[
    ("&", "et"),
    ("＆", "et"),
    ("@", "arobase"),
    ("+", "plus"),
    ("=", "égale"),
    ("%", "pour cent"),
    ("€", "euros"),
    ("§", "paragraphe"),
    ("§§", "paragraphes"),
    ("©", "copyright"),
    ("→", "vers"),
    ("×", "fois"),
    ("№", "numéro"),
    ("°", "degré"),
    ("C++", "C plus plus"),
    ("C#", "C sharp"),
];

pub(super) const ELECTRONIC: electronic::Words = electronic::Words {
    at: "arobase",
    dot: "point",
    slash: "slash",
    dash: "tiret",
    underscore: "tiret bas",
    colon: "deux-points",
    plus: "plus",
    equals: "",
    hashtag: "hashtag",
    handle: "arobase",
    version: "version",
    number: |digits| words::padded(digits, super::super::Region::Other),
    digits: words::digits,
    said: &[
        "com", "net", "info", "org", "gouv", "io", "eu", "zip", "app", "dev", "blog", "news",
    ],
    habits: &electronic::USUAL,
};

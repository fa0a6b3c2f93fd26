//! The Italian words for money, units and signs; names and plural rule as in CLDR 46.

use super::super::figure::Figure;
use super::super::form::electronic;
use super::super::form::maths::Words;
use super::super::form::quantity::Magnitude;
use super::super::romance::{Counted, Lexis, Money, he, she, with_cents, without_cents};
use super::words;

pub(super) const LEXIS: Lexis = Lexis {
    marks: words::marks,
    figure: words::figure,
    is_singular: Figure::is_one,
    of: |noun| format!("di {noun}"),
    to: "a",
    per,
    magnitudes: MAGNITUDES,
    money: MONEY,
    cents: " e ",
    units: UNITS,
    shares: SHARES,
    maths: &MATHS,
};

/// "al mese", "all'ora", "a persona".
fn per(noun: &str) -> String {
    match noun {
        "persona" | "testa" | "notte" | "famiglia" | "abitante" => format!("a {noun}"),
        _ if noun.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("all'{noun}"),
        _ if noun.ends_with('a') => format!("alla {noun}"),
        _ => format!("al {noun}"),
    }
}

const MAGNITUDES: &[Magnitude] = &[
    Magnitude {
        signs: &["mila", "k"],
        one: "mille",
        single: "mila",
        many: "mila",
        is_noun: false,
    },
    Magnitude {
        signs: &["mln", "Mln", "M", "Mio", "milione", "milioni"],
        one: "un milione",
        single: "milione",
        many: "milioni",
        is_noun: true,
    },
    Magnitude {
        signs: &["mld", "Mld", "mrd", "miliardo", "miliardi"],
        one: "un miliardo",
        single: "miliardo",
        many: "miliardi",
        is_noun: true,
    },
    Magnitude {
        signs: &["bilione", "bilioni"],
        one: "un bilione",
        single: "bilione",
        many: "bilioni",
        is_noun: true,
    },
];

const MONEY: &[Money] = &[
    with_cents(
        he(&["€", "EUR", "euro"], "euro", "euro"),
        he(&[], "centesimo", "centesimi"),
    ),
    without_cents(he(
        &["US$", "USD"],
        "dollaro statunitense",
        "dollari statunitensi",
    )),
    without_cents(he(&["CA$", "CAD"], "dollaro canadese", "dollari canadesi")),
    with_cents(
        he(&["$", "dollaro", "dollari"], "dollaro", "dollari"),
        he(&[], "centesimo", "centesimi"),
    ),
    with_cents(
        she(
            &["£", "GBP", "sterlina", "sterline"],
            "sterlina",
            "sterline",
        ),
        he(&[], "penny", "pence"),
    ),
    with_cents(
        he(&["CHF", "Fr"], "franco svizzero", "franchi svizzeri"),
        he(&[], "centesimo", "centesimi"),
    ),
    with_cents(
        he(&["franco", "franchi"], "franco", "franchi"),
        he(&[], "centesimo", "centesimi"),
    ),
    without_cents(she(&["₤", "ITL", "lira", "lire"], "lira", "lire")),
    without_cents(he(&["¥", "JPY", "yen"], "yen", "yen")),
    without_cents(he(&["CNY", "yuan"], "yuan", "yuan")),
    without_cents(he(&["₽", "RUB"], "rublo", "rubli")),
    without_cents(she(&["₹", "INR"], "rupia", "rupie")),
    without_cents(he(&["PLN", "zł"], "złoty", "złoty")),
    without_cents(he(&["₿", "BTC"], "bitcoin", "bitcoin")),
    without_cents(he(&["cent", "¢", "ct"], "centesimo", "centesimi")),
];

const UNITS: &[Counted] = &[
    he(&["nm"], "nanometro", "nanometri"),
    he(&["µm", "μm"], "micrometro", "micrometri"),
    he(&["mm"], "millimetro", "millimetri"),
    he(&["cm"], "centimetro", "centimetri"),
    he(&["m", "mt"], "metro", "metri"),
    he(&["km"], "chilometro", "chilometri"),
    he(
        &["cm²", "cm2"],
        "centimetro quadrato",
        "centimetri quadrati",
    ),
    he(&["m²", "m2", "mq"], "metro quadrato", "metri quadrati"),
    he(
        &["km²", "km2", "kmq"],
        "chilometro quadrato",
        "chilometri quadrati",
    ),
    he(&["cm³", "cm3"], "centimetro cubo", "centimetri cubi"),
    he(&["m³", "m3", "mc"], "metro cubo", "metri cubi"),
    he(&["km³", "km3"], "chilometro cubo", "chilometri cubi"),
    he(&["ha"], "ettaro", "ettari"),
    he(&["km/h"], "chilometro orario", "chilometri orari"),
    he(&["m/s"], "metro al secondo", "metri al secondo"),
    he(&["µg", "μg"], "microgrammo", "microgrammi"),
    he(&["mg"], "milligrammo", "milligrammi"),
    he(&["g", "gr"], "grammo", "grammi"),
    he(&["hg"], "etto", "etti"),
    he(&["kg"], "chilogrammo", "chilogrammi"),
    he(&["q"], "quintale", "quintali"),
    she(&["t"], "tonnellata", "tonnellate"),
    he(&["ml", "mL"], "millilitro", "millilitri"),
    he(&["cl", "cL"], "centilitro", "centilitri"),
    he(&["dl", "dL"], "decilitro", "decilitri"),
    he(&["l", "L"], "litro", "litri"),
    he(&["hl", "hL"], "ettolitro", "ettolitri"),
    he(&["ms"], "millisecondo", "millisecondi"),
    he(&["s", "sec"], "secondo", "secondi"),
    he(&["min"], "minuto", "minuti"),
    she(&["h"], "ora", "ore"),
    he(&["Hz"], "hertz", "hertz"),
    he(&["kHz"], "kilohertz", "kilohertz"),
    he(&["MHz"], "megahertz", "megahertz"),
    he(&["GHz"], "gigahertz", "gigahertz"),
    he(&["W"], "watt", "watt"),
    he(&["kW"], "chilowatt", "chilowatt"),
    he(&["MW"], "megawatt", "megawatt"),
    he(&["GW"], "gigawatt", "gigawatt"),
    he(&["Wh"], "wattora", "wattora"),
    he(&["kWh"], "chilowattora", "chilowattora"),
    he(&["MWh"], "megawattora", "megawattora"),
    he(&["GWh"], "gigawattora", "gigawattora"),
    he(&["TWh"], "terawattora", "terawattora"),
    he(&["V"], "volt", "volt"),
    he(&["kV"], "chilovolt", "chilovolt"),
    he(&["mAh"], "milliampereora", "milliampereora"),
    he(&["kJ"], "chilojoule", "chilojoule"),
    she(&["kcal"], "chilocaloria", "chilocalorie"),
    he(&["hPa"], "ettopascal", "ettopascal"),
    he(&["CV"], "cavallo", "cavalli"),
    he(&["dB"], "decibel", "decibel"),
    he(&["kB", "KB"], "kilobyte", "kilobyte"),
    he(&["MB"], "megabyte", "megabyte"),
    he(&["GB"], "gigabyte", "gigabyte"),
    he(&["TB"], "terabyte", "terabyte"),
    he(&["Mb", "Mbit"], "megabit", "megabit"),
    he(&["Gb", "Gbit"], "gigabit", "gigabit"),
    he(&["px"], "pixel", "pixel"),
    he(&["ab"], "abitante", "abitanti"),
    he(&["°"], "grado", "gradi"),
    he(&["°C", "ºC", "℃"], "grado Celsius", "gradi Celsius"),
    he(&["°F", "ºF", "℉"], "grado Fahrenheit", "gradi Fahrenheit"),
];

const SHARES: &[Counted] = &[
    he(&["%", "％"], "per cento", "per cento"),
    he(&["‰"], "per mille", "per mille"),
];

const MATHS: Words = Words {
    signs: &[
        ('+', "più"),
        ('−', "meno"),
        ('×', "per"),
        ('*', "per"),
        ('⋅', "per"),
        ('÷', "diviso"),
        ('=', "uguale"),
        ('>', "maggiore di"),
        ('<', "minore di"),
        ('≥', "maggiore o uguale a"),
        ('≤', "minore o uguale a"),
        ('≠', "diverso da"),
        ('≈', "circa uguale a"),
        ('±', "più o meno"),
    ],
    by: "per",
    cross: "per",
    to: "",
    squared: "al quadrato",
    cubed: "al cubo",
    power: "elevato a",
    root: "radice di",
    minus: "meno",
};

pub(super) const SYMBOLS: &[(&str, &str)] = &[
    ("&", "e"),
    ("＆", "e"),
    ("@", "chiocciola"),
    ("+", "più"),
    ("=", "uguale"),
    ("%", "per cento"),
    ("€", "euro"),
    ("§", "paragrafo"),
    ("§§", "paragrafi"),
    ("©", "copyright"),
    ("×", "per"),
    ("№", "numero"),
    ("°", "grado"),
    ("C++", "C più più"),
    ("C#", "C sharp"),
];

pub(super) const ELECTRONIC: electronic::Words = electronic::Words {
    at: "chiocciola",
    dot: "punto",
    slash: "barra",
    dash: "trattino",
    underscore: "trattino basso",
    colon: "due punti",
    plus: "più",
    equals: "",
    hashtag: "hashtag",
    handle: "chiocciola",
    version: "versione",
    number: words::padded,
    digits: words::digits,
    said: &[
        "com", "net", "info", "org", "it", "gov", "edu", "eu", "zip", "app", "dev", "blog", "news",
    ],
    habits: &electronic::USUAL,
};

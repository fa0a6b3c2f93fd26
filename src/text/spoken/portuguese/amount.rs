//! What is counted in Portuguese; names, genders and plurals as in the CLDR.

use super::super::romance::iberian::quantity::Magnitude;
use super::super::romance::{Counted, Money, he, she, with_cents, without_cents};

pub(super) const MAGNITUDES: &[Magnitude] = &[
    noun(&[&["mil", "milhões"]], "mil milhões", "mil milhões"),
    Magnitude {
        signs: &[&["mil"]],
        one: "mil",
        many: "mil",
        is_noun: false,
        is_sign: false,
    },
    noun(&[&["milhões"], &["milhão"]], "milhão", "milhões"),
    noun(&[&["bilhões"], &["bilhão"]], "bilhão", "bilhões"),
    noun(&[&["biliões"], &["bilião"]], "bilião", "biliões"),
    noun(&[&["trilhões"], &["trilhão"]], "trilhão", "trilhões"),
    Magnitude {
        signs: &[&["mil"], &["k"], &["K"]],
        one: "mil",
        many: "mil",
        is_noun: false,
        is_sign: true,
    },
    sign(
        &[&["milhões"], &["mi"], &["MM"], &["M"]],
        "milhão",
        "milhões",
    ),
    sign(&[&["bi"]], "bilhão", "bilhões"),
    sign(&[&["tri"]], "trilhão", "trilhões"),
];

const fn noun(
    signs: &'static [&'static [&'static str]],
    one: &'static str,
    many: &'static str,
) -> Magnitude {
    Magnitude {
        signs,
        one,
        many,
        is_noun: true,
        is_sign: false,
    }
}

const fn sign(
    signs: &'static [&'static [&'static str]],
    one: &'static str,
    many: &'static str,
) -> Magnitude {
    Magnitude {
        is_sign: true,
        ..noun(signs, one, many)
    }
}

const CENTAVO: Counted = he(&[], "centavo", "centavos");
const CENTIMO: Counted = he(&[], "cêntimo", "cêntimos");

/// Alike on both sides of the ocean.
pub(super) const MONEY: &[Money] = &[
    with_cents(
        he(&["R$", "BRL", "real", "reais"], "real", "reais"),
        CENTAVO,
    ),
    with_cents(
        she(&["£", "GBP", "libra", "libras"], "libra", "libras"),
        he(&[], "pêni", "pence"),
    ),
    with_cents(he(&["CHF"], "franco suíço", "francos suíços"), CENTIMO),
    without_cents(he(&["¥", "JPY", "iene", "ienes"], "iene", "ienes")),
    without_cents(he(&["CNY", "yuan", "yuans"], "yuan", "yuans")),
    without_cents(he(&["₽", "RUB", "rublo", "rublos"], "rublo", "rublos")),
    without_cents(she(&["₹", "INR", "rupia", "rupias"], "rupia", "rupias")),
    without_cents(he(&["ARS"], "peso argentino", "pesos argentinos")),
    without_cents(he(&["₿", "BTC"], "bitcoin", "bitcoins")),
];

const EURO: Counted = he(&["€", "EUR", "euro", "euros"], "euro", "euros");
const DOLLAR: Counted = he(
    &["US$", "USD", "U$", "dólar", "dólares"],
    "dólar",
    "dólares",
);

/// Those whose hundredth is a centavo in Brazil.
pub(super) const BRAZILIAN_MONEY: &[Money] =
    &[with_cents(EURO, CENTAVO), with_cents(DOLLAR, CENTAVO)];

/// The same with Portugal's cêntimo, and the money of Africa.
pub(super) const EUROPEAN_MONEY: &[Money] = &[
    with_cents(EURO, CENTIMO),
    with_cents(DOLLAR, CENTIMO),
    without_cents(he(&["AOA", "Kz", "kwanza", "kwanzas"], "kwanza", "kwanzas")),
    without_cents(he(
        &["MZN", "MT", "metical", "meticais"],
        "metical",
        "meticais",
    )),
];

pub(super) const PERCENT: &[Counted] = &[
    he(&["%"], "por cento", "por cento"),
    he(&["‰"], "por mil", "por mil"),
];

/// Written alike on both sides of the ocean.
pub(super) const UNITS: &[Counted] = &[
    he(&["mm"], "milímetro", "milímetros"),
    he(&["cm"], "centímetro", "centímetros"),
    he(&["m"], "metro", "metros"),
    he(
        &["cm²", "cm2"],
        "centímetro quadrado",
        "centímetros quadrados",
    ),
    he(&["m²", "m2"], "metro quadrado", "metros quadrados"),
    he(&["cm³", "cm3"], "centímetro cúbico", "centímetros cúbicos"),
    he(&["m³", "m3"], "metro cúbico", "metros cúbicos"),
    he(&["ha"], "hectare", "hectares"),
    he(&["m/s"], "metro por segundo", "metros por segundo"),
    he(&["µg", "μg"], "micrograma", "microgramas"),
    he(&["mg"], "miligrama", "miligramas"),
    he(&["g"], "grama", "gramas"),
    he(&["kg"], "quilograma", "quilogramas"),
    she(&["t"], "tonelada", "toneladas"),
    he(&["ml", "mL"], "mililitro", "mililitros"),
    he(&["cl", "cL"], "centilitro", "centilitros"),
    he(&["l", "L"], "litro", "litros"),
    he(&["ms"], "milissegundo", "milissegundos"),
    he(&["s", "seg"], "segundo", "segundos"),
    he(&["min"], "minuto", "minutos"),
    she(&["h"], "hora", "horas"),
    he(&["Hz"], "hertz", "hertz"),
    he(&["kHz"], "quilohertz", "quilohertz"),
    he(&["MHz"], "megahertz", "megahertz"),
    he(&["GHz"], "gigahertz", "gigahertz"),
    he(&["W"], "watt", "watts"),
    he(&["kW"], "quilowatt", "quilowatts"),
    he(&["MW"], "megawatt", "megawatts"),
    he(&["GW"], "gigawatt", "gigawatts"),
    he(&["kWh"], "quilowatt-hora", "quilowatts-hora"),
    he(&["MWh"], "megawatt-hora", "megawatts-hora"),
    he(&["GWh"], "gigawatt-hora", "gigawatts-hora"),
    he(&["V"], "volt", "volts"),
    he(&["kV"], "quilovolt", "quilovolts"),
    he(
        &["l/m²", "l/m2", "L/m²"],
        "litro por metro quadrado",
        "litros por metro quadrado",
    ),
    he(&["TWh"], "terawatt-hora", "terawatts-hora"),
    she(&["ppm"], "parte por milhão", "partes por milhão"),
    he(&["mAh"], "miliampere-hora", "miliamperes-hora"),
    she(&["kcal"], "quilocaloria", "quilocalorias"),
    she(&["cal"], "caloria", "calorias"),
    he(&["J"], "joule", "joules"),
    he(&["hPa"], "hectopascal", "hectopascais"),
    he(&["cv", "CV"], "cavalo", "cavalos"),
    he(&["dB"], "decibel", "decibéis"),
    he(&["kB", "KB"], "kilobyte", "kilobytes"),
    he(&["MB"], "megabyte", "megabytes"),
    he(&["GB"], "gigabyte", "gigabytes"),
    he(&["TB"], "terabyte", "terabytes"),
    he(
        &["Mb/s", "Mbps", "Mbit/s"],
        "megabit por segundo",
        "megabits por segundo",
    ),
    he(
        &["Gb/s", "Gbps", "Gbit/s"],
        "gigabit por segundo",
        "gigabits por segundo",
    ),
    he(&["°"], "grau", "graus"),
    he(&["°C", "ºC", "℃"], "grau Celsius", "graus Celsius"),
    he(&["°F", "ºF", "℉"], "grau Fahrenheit", "graus Fahrenheit"),
];

/// Those that Brazil spells in its own way.
pub(super) const BRAZILIAN_UNITS: &[Counted] = &[
    he(&["km"], "quilômetro", "quilômetros"),
    he(
        &["km²", "km2"],
        "quilômetro quadrado",
        "quilômetros quadrados",
    ),
    he(&["km/h"], "quilômetro por hora", "quilômetros por hora"),
    he(&["MP", "Mpx"], "megapixel", "megapixels"),
    he(&["px"], "pixel", "pixels"),
    he(&["µm", "μm"], "micrômetro", "micrômetros"),
    he(&["nm"], "nanômetro", "nanômetros"),
    he(
        &["hab/km²"],
        "habitante por quilômetro quadrado",
        "habitantes por quilômetro quadrado",
    ),
];

/// The same, as Portugal spells them.
pub(super) const EUROPEAN_UNITS: &[Counted] = &[
    he(&["km"], "quilómetro", "quilómetros"),
    he(
        &["km²", "km2"],
        "quilómetro quadrado",
        "quilómetros quadrados",
    ),
    he(&["km/h"], "quilómetro por hora", "quilómetros por hora"),
    he(&["MP", "Mpx"], "megapíxel", "megapíxeis"),
    he(&["px"], "píxel", "píxeis"),
    he(&["µm", "μm"], "micrómetro", "micrómetros"),
    he(&["nm"], "nanómetro", "nanómetros"),
    he(
        &["hab/km²"],
        "habitante por quilómetro quadrado",
        "habitantes por quilómetro quadrado",
    ),
];

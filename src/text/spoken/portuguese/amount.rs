//! What is counted in Portuguese; names, genders and plurals as in the CLDR.

use super::super::romance::iberian::amount::{Currency, Unit};
use super::super::romance::iberian::quantity::Magnitude;
use super::super::romance::iberian::{Noun, he, she};

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

const fn currency(
    signs: &'static [&'static str],
    name: Noun,
    one: &'static str,
    many: &'static str,
) -> Currency {
    Currency {
        signs,
        name,
        cents: Some(("e", he(one, many))),
    }
}

const fn whole(signs: &'static [&'static str], name: Noun) -> Currency {
    Currency {
        signs,
        name,
        cents: None,
    }
}

const REAL: Currency = currency(
    &["R$", "BRL", "real", "reais"],
    he("real", "reais"),
    "centavo",
    "centavos",
);
const POUND: Currency = currency(
    &["£", "GBP", "libra", "libras"],
    she("libra", "libras"),
    "pêni",
    "pence",
);
const DOLLAR: Currency = currency(
    &["US$", "USD", "U$", "dólar", "dólares"],
    he("dólar", "dólares"),
    "centavo",
    "centavos",
);

pub(super) const MONEY: &[Currency] = &[
    REAL,
    currency(
        &["€", "EUR", "euro", "euros"],
        he("euro", "euros"),
        "centavo",
        "centavos",
    ),
    DOLLAR,
    POUND,
    FRANC,
    whole(&["¥", "JPY", "iene", "ienes"], he("iene", "ienes")),
    whole(&["CNY", "yuan", "yuans"], he("yuan", "yuans")),
    whole(&["₽", "RUB", "rublo", "rublos"], he("rublo", "rublos")),
    RUPEE,
    PESO,
    BITCOIN,
];

pub(super) const EUROPEAN_MONEY: &[Currency] = &[
    REAL,
    currency(
        &["€", "EUR", "euro", "euros"],
        he("euro", "euros"),
        "cêntimo",
        "cêntimos",
    ),
    currency(
        &["US$", "USD", "U$", "dólar", "dólares"],
        he("dólar", "dólares"),
        "cêntimo",
        "cêntimos",
    ),
    POUND,
    FRANC,
    whole(&["¥", "JPY", "iene", "ienes"], he("iene", "ienes")),
    whole(&["CNY", "yuan", "yuans"], he("yuan", "yuans")),
    whole(&["₽", "RUB", "rublo", "rublos"], he("rublo", "rublos")),
    RUPEE,
    PESO,
    BITCOIN,
    whole(&["AOA", "Kz", "kwanza", "kwanzas"], he("kwanza", "kwanzas")),
    whole(
        &["MZN", "MT", "metical", "meticais"],
        he("metical", "meticais"),
    ),
];

const FRANC: Currency = currency(
    &["CHF"],
    he("franco suíço", "francos suíços"),
    "cêntimo",
    "cêntimos",
);
const RUPEE: Currency = whole(&["₹", "INR", "rupia", "rupias"], she("rupia", "rupias"));
const PESO: Currency = whole(&["ARS"], he("peso argentino", "pesos argentinos"));
const BITCOIN: Currency = whole(&["₿", "BTC"], he("bitcoin", "bitcoins"));

const fn unit(signs: &'static [&'static str], name: Noun) -> Unit {
    Unit { signs, name }
}

pub(super) const PERCENT: &[Unit] = &[
    unit(&["%"], he("por cento", "por cento")),
    unit(&["‰"], he("por mil", "por mil")),
];

/// Written alike on both sides of the ocean.
pub(super) const UNITS: &[Unit] = &[
    unit(&["mm"], he("milímetro", "milímetros")),
    unit(&["cm"], he("centímetro", "centímetros")),
    unit(&["m"], he("metro", "metros")),
    unit(
        &["cm²", "cm2"],
        he("centímetro quadrado", "centímetros quadrados"),
    ),
    unit(&["m²", "m2"], he("metro quadrado", "metros quadrados")),
    unit(
        &["cm³", "cm3"],
        he("centímetro cúbico", "centímetros cúbicos"),
    ),
    unit(&["m³", "m3"], he("metro cúbico", "metros cúbicos")),
    unit(&["ha"], he("hectare", "hectares")),
    unit(&["m/s"], he("metro por segundo", "metros por segundo")),
    unit(&["µg", "μg"], he("micrograma", "microgramas")),
    unit(&["mg"], he("miligrama", "miligramas")),
    unit(&["g"], he("grama", "gramas")),
    unit(&["kg"], he("quilograma", "quilogramas")),
    unit(&["t"], she("tonelada", "toneladas")),
    unit(&["ml", "mL"], he("mililitro", "mililitros")),
    unit(&["cl", "cL"], he("centilitro", "centilitros")),
    unit(&["l", "L"], he("litro", "litros")),
    unit(&["ms"], he("milissegundo", "milissegundos")),
    unit(&["s", "seg"], he("segundo", "segundos")),
    unit(&["min"], he("minuto", "minutos")),
    unit(&["h"], she("hora", "horas")),
    unit(&["Hz"], he("hertz", "hertz")),
    unit(&["kHz"], he("quilohertz", "quilohertz")),
    unit(&["MHz"], he("megahertz", "megahertz")),
    unit(&["GHz"], he("gigahertz", "gigahertz")),
    unit(&["W"], he("watt", "watts")),
    unit(&["kW"], he("quilowatt", "quilowatts")),
    unit(&["MW"], he("megawatt", "megawatts")),
    unit(&["GW"], he("gigawatt", "gigawatts")),
    unit(&["kWh"], he("quilowatt-hora", "quilowatts-hora")),
    unit(&["MWh"], he("megawatt-hora", "megawatts-hora")),
    unit(&["GWh"], he("gigawatt-hora", "gigawatts-hora")),
    unit(&["V"], he("volt", "volts")),
    unit(&["kV"], he("quilovolt", "quilovolts")),
    unit(
        &["l/m²", "l/m2", "L/m²"],
        he("litro por metro quadrado", "litros por metro quadrado"),
    ),
    unit(&["TWh"], he("terawatt-hora", "terawatts-hora")),
    unit(&["ppm"], she("parte por milhão", "partes por milhão")),
    unit(&["mAh"], he("miliampere-hora", "miliamperes-hora")),
    unit(&["kcal"], she("quilocaloria", "quilocalorias")),
    unit(&["cal"], she("caloria", "calorias")),
    unit(&["J"], he("joule", "joules")),
    unit(&["hPa"], he("hectopascal", "hectopascais")),
    unit(&["cv", "CV"], he("cavalo", "cavalos")),
    unit(&["dB"], he("decibel", "decibéis")),
    unit(&["kB", "KB"], he("kilobyte", "kilobytes")),
    unit(&["MB"], he("megabyte", "megabytes")),
    unit(&["GB"], he("gigabyte", "gigabytes")),
    unit(&["TB"], he("terabyte", "terabytes")),
    unit(
        &["Mb/s", "Mbps", "Mbit/s"],
        he("megabit por segundo", "megabits por segundo"),
    ),
    unit(
        &["Gb/s", "Gbps", "Gbit/s"],
        he("gigabit por segundo", "gigabits por segundo"),
    ),
    unit(&["°"], he("grau", "graus")),
    unit(&["°C", "ºC", "℃"], he("grau Celsius", "graus Celsius")),
    unit(
        &["°F", "ºF", "℉"],
        he("grau Fahrenheit", "graus Fahrenheit"),
    ),
];

/// Those that Brazil spells in its own way.
pub(super) const BRAZILIAN_UNITS: &[Unit] = &[
    unit(&["km"], he("quilômetro", "quilômetros")),
    unit(
        &["km²", "km2"],
        he("quilômetro quadrado", "quilômetros quadrados"),
    ),
    unit(&["km/h"], he("quilômetro por hora", "quilômetros por hora")),
    unit(&["MP", "Mpx"], he("megapixel", "megapixels")),
    unit(&["px"], he("pixel", "pixels")),
    unit(&["µm", "μm"], he("micrômetro", "micrômetros")),
    unit(&["nm"], he("nanômetro", "nanômetros")),
    unit(
        &["hab/km²"],
        he(
            "habitante por quilômetro quadrado",
            "habitantes por quilômetro quadrado",
        ),
    ),
];

/// The same, as Portugal spells them.
pub(super) const EUROPEAN_UNITS: &[Unit] = &[
    unit(&["km"], he("quilómetro", "quilómetros")),
    unit(
        &["km²", "km2"],
        he("quilómetro quadrado", "quilómetros quadrados"),
    ),
    unit(&["km/h"], he("quilómetro por hora", "quilómetros por hora")),
    unit(&["MP", "Mpx"], he("megapíxel", "megapíxeis")),
    unit(&["px"], he("píxel", "píxeis")),
    unit(&["µm", "μm"], he("micrómetro", "micrómetros")),
    unit(&["nm"], he("nanómetro", "nanómetros")),
    unit(
        &["hab/km²"],
        he(
            "habitante por quilómetro quadrado",
            "habitantes por quilómetro quadrado",
        ),
    ),
];

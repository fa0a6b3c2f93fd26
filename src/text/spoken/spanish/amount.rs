//! What is counted in Spanish; names, genders and plurals as in the CLDR.

use super::super::romance::iberian::quantity::Magnitude;
use super::super::romance::{Counted, Money, he, she, with_cents, without_cents};

pub(super) const MAGNITUDES: &[Magnitude] = &[
    noun(&[&["mil", "millones"]], "mil millones", "mil millones"),
    noun(&[&["mil", "M"]], "mil millones", "mil millones"),
    Magnitude {
        signs: &[&["mil"]],
        one: "mil",
        many: "mil",
        is_noun: false,
        is_sign: false,
    },
    noun(
        &[&["millones"], &["millón"], &["mill"]],
        "millón",
        "millones",
    ),
    noun(&[&["billones"], &["billón"]], "billón", "billones"),
    noun(&[&["trillones"], &["trillón"]], "trillón", "trillones"),
    Magnitude {
        signs: &[&["M"]],
        is_sign: true,
        ..noun(&[], "millón", "millones")
    },
    Magnitude {
        signs: &[&["k"], &["K"]],
        one: "mil",
        many: "mil",
        is_noun: false,
        is_sign: true,
    },
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

const CENTAVO: Counted = he(&[], "centavo", "centavos");
const CENTIMO: Counted = he(&[], "céntimo", "céntimos");

pub(super) const MONEY: &[Money] = &[
    with_cents(he(&["€", "EUR", "euro", "euros"], "euro", "euros"), CENTIMO),
    with_cents(
        he(
            &["US$", "USD", "U$S", "dólar", "dólares"],
            "dólar",
            "dólares",
        ),
        CENTAVO,
    ),
    with_cents(he(&["MXN", "peso", "pesos"], "peso", "pesos"), CENTAVO),
    with_cents(he(&["MX$"], "peso mexicano", "pesos mexicanos"), CENTAVO),
    with_cents(
        he(&["AR$", "ARS"], "peso argentino", "pesos argentinos"),
        CENTAVO,
    ),
    without_cents(he(&["CLP"], "peso chileno", "pesos chilenos")),
    without_cents(he(&["COP"], "peso colombiano", "pesos colombianos")),
    with_cents(he(&["UYU"], "peso uruguayo", "pesos uruguayos"), CENTAVO),
    with_cents(
        she(&["£", "GBP", "libra", "libras"], "libra", "libras"),
        he(&[], "penique", "peniques"),
    ),
    with_cents(
        he(&["S/", "S/.", "PEN", "sol", "soles"], "sol", "soles"),
        CENTIMO,
    ),
    with_cents(he(&["R$", "BRL"], "real", "reales"), CENTAVO),
    with_cents(he(&["Bs", "VES"], "bolívar", "bolívares"), CENTIMO),
    with_cents(he(&["BOB"], "boliviano", "bolivianos"), CENTAVO),
    without_cents(he(&["₲", "PYG"], "guaraní", "guaraníes")),
    without_cents(he(&["₡", "CRC"], "colón", "colones")),
    with_cents(he(&["GTQ"], "quetzal", "quetzales"), CENTAVO),
    without_cents(he(&["¥", "JPY", "yen", "yenes"], "yen", "yenes")),
    without_cents(he(&["CNY", "yuan", "yuanes"], "yuan", "yuanes")),
    with_cents(he(&["CHF"], "franco suizo", "francos suizos"), CENTIMO),
    without_cents(he(&["₽", "RUB", "rublo", "rublos"], "rublo", "rublos")),
    without_cents(she(&["₹", "INR", "rupia", "rupias"], "rupia", "rupias")),
    without_cents(he(&["₩", "KRW"], "won", "wones")),
    without_cents(she(&["₺", "TRY"], "lira turca", "liras turcas")),
    without_cents(he(&["₿", "BTC"], "bitcoin", "bitcoines")),
    without_cents(she(
        &["₧", "pta", "ptas", "peseta", "pesetas"],
        "peseta",
        "pesetas",
    )),
];

pub(super) const PERCENT: &[Counted] = &[
    he(&["%"], "por ciento", "por ciento"),
    he(&["‰"], "por mil", "por mil"),
];

pub(super) const UNITS: &[Counted] = &[
    he(&["mm"], "milímetro", "milímetros"),
    he(&["cm"], "centímetro", "centímetros"),
    he(&["m"], "metro", "metros"),
    he(&["km"], "kilómetro", "kilómetros"),
    he(
        &["cm²", "cm2"],
        "centímetro cuadrado",
        "centímetros cuadrados",
    ),
    he(&["m²", "m2"], "metro cuadrado", "metros cuadrados"),
    he(
        &["km²", "km2"],
        "kilómetro cuadrado",
        "kilómetros cuadrados",
    ),
    he(&["cm³", "cm3"], "centímetro cúbico", "centímetros cúbicos"),
    he(&["m³", "m3"], "metro cúbico", "metros cúbicos"),
    he(&["hm³", "hm3"], "hectómetro cúbico", "hectómetros cúbicos"),
    she(&["ha"], "hectárea", "hectáreas"),
    he(&["km/h"], "kilómetro por hora", "kilómetros por hora"),
    he(&["m/s"], "metro por segundo", "metros por segundo"),
    he(&["µg", "μg"], "microgramo", "microgramos"),
    he(&["mg"], "miligramo", "miligramos"),
    he(&["g"], "gramo", "gramos"),
    he(&["kg"], "kilogramo", "kilogramos"),
    she(&["t"], "tonelada", "toneladas"),
    he(&["ml", "mL"], "mililitro", "mililitros"),
    he(&["cl", "cL"], "centilitro", "centilitros"),
    he(&["l", "L"], "litro", "litros"),
    he(&["ms"], "milisegundo", "milisegundos"),
    he(&["s", "seg"], "segundo", "segundos"),
    he(&["min"], "minuto", "minutos"),
    she(&["h"], "hora", "horas"),
    he(&["Hz"], "hercio", "hercios"),
    he(&["kHz"], "kilohercio", "kilohercios"),
    he(&["MHz"], "megahercio", "megahercios"),
    he(&["GHz"], "gigahercio", "gigahercios"),
    he(&["W"], "vatio", "vatios"),
    he(&["kW"], "kilovatio", "kilovatios"),
    he(&["MW"], "megavatio", "megavatios"),
    he(&["GW"], "gigavatio", "gigavatios"),
    he(&["kWh"], "kilovatio hora", "kilovatios hora"),
    he(&["MWh"], "megavatio hora", "megavatios hora"),
    he(&["GWh"], "gigavatio hora", "gigavatios hora"),
    he(&["V"], "voltio", "voltios"),
    he(&["kV"], "kilovoltio", "kilovoltios"),
    he(
        &["l/m²", "l/m2", "L/m²"],
        "litro por metro cuadrado",
        "litros por metro cuadrado",
    ),
    he(&["Pa"], "pascal", "pascales"),
    he(&["TWh"], "teravatio hora", "teravatios hora"),
    he(&["dm"], "decímetro", "decímetros"),
    he(&["bar"], "bar", "bares"),
    she(&["ppm"], "parte por millón", "partes por millón"),
    he(&["mAh"], "miliamperio hora", "miliamperios hora"),
    she(&["kcal"], "kilocaloría", "kilocalorías"),
    she(&["cal"], "caloría", "calorías"),
    he(&["J"], "julio", "julios"),
    he(&["hPa"], "hectopascal", "hectopascales"),
    he(&["CV"], "caballo", "caballos"),
    he(&["dB"], "decibelio", "decibelios"),
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
    he(&["MP", "Mpx"], "megapíxel", "megapíxeles"),
    he(&["px"], "píxel", "píxeles"),
    he(&["°"], "grado", "grados"),
    he(&["°C", "ºC", "℃"], "grado Celsius", "grados Celsius"),
    he(&["°F", "ºF", "℉"], "grado Fahrenheit", "grados Fahrenheit"),
    he(
        &["hab/km²"],
        "habitante por kilómetro cuadrado",
        "habitantes por kilómetro cuadrado",
    ),
    he(&["µm", "μm"], "micrómetro", "micrómetros"),
    he(&["nm"], "nanómetro", "nanómetros"),
    he(
        &["€/MWh"],
        "euro por megavatio hora",
        "euros por megavatio hora",
    ),
    he(
        &["€/kWh"],
        "euro por kilovatio hora",
        "euros por kilovatio hora",
    ),
    he(&["€/mes"], "euro al mes", "euros al mes"),
    he(
        &["€/m²", "€/m2"],
        "euro por metro cuadrado",
        "euros por metro cuadrado",
    ),
    he(&["l/100"], "litro cada cien", "litros cada cien"),
];

//! What is counted in Spanish; names, genders and plurals as in the CLDR.

use super::super::romance::iberian::amount::{Currency, Unit};
use super::super::romance::iberian::quantity::Magnitude;
use super::super::romance::iberian::{Noun, he, she};

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

const fn currency(
    signs: &'static [&'static str],
    name: Noun,
    one: &'static str,
    many: &'static str,
) -> Currency {
    Currency {
        signs,
        name,
        cents: Some(("con", he(one, many))),
    }
}

const fn whole(signs: &'static [&'static str], name: Noun) -> Currency {
    Currency {
        signs,
        name,
        cents: None,
    }
}

const CENT: (&str, &str) = ("centavo", "centavos");

pub(super) const MONEY: &[Currency] = &[
    currency(
        &["€", "EUR", "euro", "euros"],
        he("euro", "euros"),
        "céntimo",
        "céntimos",
    ),
    currency(
        &["US$", "USD", "U$S", "dólar", "dólares"],
        he("dólar", "dólares"),
        CENT.0,
        CENT.1,
    ),
    currency(
        &["MXN", "peso", "pesos"],
        he("peso", "pesos"),
        CENT.0,
        CENT.1,
    ),
    currency(
        &["MX$"],
        he("peso mexicano", "pesos mexicanos"),
        CENT.0,
        CENT.1,
    ),
    currency(
        &["AR$", "ARS"],
        he("peso argentino", "pesos argentinos"),
        CENT.0,
        CENT.1,
    ),
    whole(&["CLP"], he("peso chileno", "pesos chilenos")),
    whole(&["COP"], he("peso colombiano", "pesos colombianos")),
    currency(
        &["UYU"],
        he("peso uruguayo", "pesos uruguayos"),
        CENT.0,
        CENT.1,
    ),
    currency(
        &["£", "GBP", "libra", "libras"],
        she("libra", "libras"),
        "penique",
        "peniques",
    ),
    currency(
        &["S/", "S/.", "PEN", "sol", "soles"],
        he("sol", "soles"),
        "céntimo",
        "céntimos",
    ),
    currency(&["R$", "BRL"], he("real", "reales"), CENT.0, CENT.1),
    currency(
        &["Bs", "VES"],
        he("bolívar", "bolívares"),
        "céntimo",
        "céntimos",
    ),
    currency(&["BOB"], he("boliviano", "bolivianos"), CENT.0, CENT.1),
    whole(&["₲", "PYG"], he("guaraní", "guaraníes")),
    whole(&["₡", "CRC"], he("colón", "colones")),
    currency(&["GTQ"], he("quetzal", "quetzales"), CENT.0, CENT.1),
    whole(&["¥", "JPY", "yen", "yenes"], he("yen", "yenes")),
    whole(&["CNY", "yuan", "yuanes"], he("yuan", "yuanes")),
    currency(
        &["CHF"],
        he("franco suizo", "francos suizos"),
        "céntimo",
        "céntimos",
    ),
    whole(&["₽", "RUB", "rublo", "rublos"], he("rublo", "rublos")),
    whole(&["₹", "INR", "rupia", "rupias"], she("rupia", "rupias")),
    whole(&["₩", "KRW"], he("won", "wones")),
    whole(&["₺", "TRY"], she("lira turca", "liras turcas")),
    whole(&["₿", "BTC"], he("bitcoin", "bitcoines")),
    whole(
        &["₧", "pta", "ptas", "peseta", "pesetas"],
        she("peseta", "pesetas"),
    ),
];

const fn unit(signs: &'static [&'static str], name: Noun) -> Unit {
    Unit { signs, name }
}

pub(super) const PERCENT: &[Unit] = &[
    unit(&["%"], he("por ciento", "por ciento")),
    unit(&["‰"], he("por mil", "por mil")),
];

pub(super) const UNITS: &[Unit] = &[
    unit(&["mm"], he("milímetro", "milímetros")),
    unit(&["cm"], he("centímetro", "centímetros")),
    unit(&["m"], he("metro", "metros")),
    unit(&["km"], he("kilómetro", "kilómetros")),
    unit(
        &["cm²", "cm2"],
        he("centímetro cuadrado", "centímetros cuadrados"),
    ),
    unit(&["m²", "m2"], he("metro cuadrado", "metros cuadrados")),
    unit(
        &["km²", "km2"],
        he("kilómetro cuadrado", "kilómetros cuadrados"),
    ),
    unit(
        &["cm³", "cm3"],
        he("centímetro cúbico", "centímetros cúbicos"),
    ),
    unit(&["m³", "m3"], he("metro cúbico", "metros cúbicos")),
    unit(
        &["hm³", "hm3"],
        he("hectómetro cúbico", "hectómetros cúbicos"),
    ),
    unit(&["ha"], she("hectárea", "hectáreas")),
    unit(&["km/h"], he("kilómetro por hora", "kilómetros por hora")),
    unit(&["m/s"], he("metro por segundo", "metros por segundo")),
    unit(&["µg", "μg"], he("microgramo", "microgramos")),
    unit(&["mg"], he("miligramo", "miligramos")),
    unit(&["g"], he("gramo", "gramos")),
    unit(&["kg"], he("kilogramo", "kilogramos")),
    unit(&["t"], she("tonelada", "toneladas")),
    unit(&["ml", "mL"], he("mililitro", "mililitros")),
    unit(&["cl", "cL"], he("centilitro", "centilitros")),
    unit(&["l", "L"], he("litro", "litros")),
    unit(&["ms"], he("milisegundo", "milisegundos")),
    unit(&["s", "seg"], he("segundo", "segundos")),
    unit(&["min"], he("minuto", "minutos")),
    unit(&["h"], she("hora", "horas")),
    unit(&["Hz"], he("hercio", "hercios")),
    unit(&["kHz"], he("kilohercio", "kilohercios")),
    unit(&["MHz"], he("megahercio", "megahercios")),
    unit(&["GHz"], he("gigahercio", "gigahercios")),
    unit(&["W"], he("vatio", "vatios")),
    unit(&["kW"], he("kilovatio", "kilovatios")),
    unit(&["MW"], he("megavatio", "megavatios")),
    unit(&["GW"], he("gigavatio", "gigavatios")),
    unit(&["kWh"], he("kilovatio hora", "kilovatios hora")),
    unit(&["MWh"], he("megavatio hora", "megavatios hora")),
    unit(&["GWh"], he("gigavatio hora", "gigavatios hora")),
    unit(&["V"], he("voltio", "voltios")),
    unit(&["kV"], he("kilovoltio", "kilovoltios")),
    unit(
        &["l/m²", "l/m2", "L/m²"],
        he("litro por metro cuadrado", "litros por metro cuadrado"),
    ),
    unit(&["Pa"], he("pascal", "pascales")),
    unit(&["TWh"], he("teravatio hora", "teravatios hora")),
    unit(&["dm"], he("decímetro", "decímetros")),
    unit(&["bar"], he("bar", "bares")),
    unit(&["ppm"], she("parte por millón", "partes por millón")),
    unit(&["mAh"], he("miliamperio hora", "miliamperios hora")),
    unit(&["kcal"], she("kilocaloría", "kilocalorías")),
    unit(&["cal"], she("caloría", "calorías")),
    unit(&["J"], he("julio", "julios")),
    unit(&["hPa"], he("hectopascal", "hectopascales")),
    unit(&["CV"], he("caballo", "caballos")),
    unit(&["dB"], he("decibelio", "decibelios")),
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
    unit(&["MP", "Mpx"], he("megapíxel", "megapíxeles")),
    unit(&["px"], he("píxel", "píxeles")),
    unit(&["°"], he("grado", "grados")),
    unit(&["°C", "ºC", "℃"], he("grado Celsius", "grados Celsius")),
    unit(
        &["°F", "ºF", "℉"],
        he("grado Fahrenheit", "grados Fahrenheit"),
    ),
    unit(
        &["hab/km²"],
        he(
            "habitante por kilómetro cuadrado",
            "habitantes por kilómetro cuadrado",
        ),
    ),
    unit(&["µm", "μm"], he("micrómetro", "micrómetros")),
    unit(&["nm"], he("nanómetro", "nanómetros")),
    unit(
        &["€/MWh"],
        he("euro por megavatio hora", "euros por megavatio hora"),
    ),
    unit(
        &["€/kWh"],
        he("euro por kilovatio hora", "euros por kilovatio hora"),
    ),
    unit(&["€/mes"], he("euro al mes", "euros al mes")),
    unit(
        &["€/m²", "€/m2"],
        he("euro por metro cuadrado", "euros por metro cuadrado"),
    ),
    unit(&["l/100"], he("litro cada cien", "litros cada cien")),
];

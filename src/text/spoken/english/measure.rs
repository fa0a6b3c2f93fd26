//! Numbers with units: "5 km", "120 km/h", "-5 °C", "10 GB", "5'10\"".

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits};
use super::quantity::{self, Quantity};
use super::words;

/// A unit by its sign; names as CLDR has them, in American spelling.
struct Unit {
    sign: &'static str,
    one: &'static str,
    many: &'static str,
}

const fn unit(sign: &'static str, one: &'static str, many: &'static str) -> Unit {
    Unit { sign, one, many }
}

const UNITS: &[Unit] = &[
    unit("mm", "millimeter", "millimeters"),
    unit("cm", "centimeter", "centimeters"),
    unit("m", "meter", "meters"),
    unit("km", "kilometer", "kilometers"),
    unit("µm", "micrometer", "micrometers"),
    unit("μm", "micrometer", "micrometers"),
    unit("nm", "nanometer", "nanometers"),
    unit("in", "inch", "inches"),
    unit("ft", "foot", "feet"),
    unit("yd", "yard", "yards"),
    unit("yds", "yard", "yards"),
    unit("mi", "mile", "miles"),
    unit("nmi", "nautical mile", "nautical miles"),
    unit("ly", "light year", "light years"),
    unit("mg", "milligram", "milligrams"),
    unit("µg", "microgram", "micrograms"),
    unit("μg", "microgram", "micrograms"),
    unit("mcg", "microgram", "micrograms"),
    unit("g", "gram", "grams"),
    unit("kg", "kilogram", "kilograms"),
    unit("t", "ton", "tons"),
    unit("oz", "ounce", "ounces"),
    unit("lb", "pound", "pounds"),
    unit("lbs", "pound", "pounds"),
    unit("ml", "milliliter", "milliliters"),
    unit("mL", "milliliter", "milliliters"),
    unit("cl", "centiliter", "centiliters"),
    unit("dl", "deciliter", "deciliters"),
    unit("l", "liter", "liters"),
    unit("L", "liter", "liters"),
    unit("gal", "gallon", "gallons"),
    unit("tsp", "teaspoon", "teaspoons"),
    unit("tbsp", "tablespoon", "tablespoons"),
    unit("ha", "hectare", "hectares"),
    unit("ns", "nanosecond", "nanoseconds"),
    unit("µs", "microsecond", "microseconds"),
    unit("μs", "microsecond", "microseconds"),
    unit("ms", "millisecond", "milliseconds"),
    unit("s", "second", "seconds"),
    unit("sec", "second", "seconds"),
    unit("secs", "second", "seconds"),
    unit("min", "minute", "minutes"),
    unit("mins", "minute", "minutes"),
    unit("h", "hour", "hours"),
    unit("hr", "hour", "hours"),
    unit("hrs", "hour", "hours"),
    unit("yr", "year", "years"),
    unit("yrs", "year", "years"),
    unit("Hz", "hertz", "hertz"),
    unit("kHz", "kilohertz", "kilohertz"),
    unit("MHz", "megahertz", "megahertz"),
    unit("GHz", "gigahertz", "gigahertz"),
    unit("W", "watt", "watts"),
    unit("kW", "kilowatt", "kilowatts"),
    unit("MW", "megawatt", "megawatts"),
    unit("GW", "gigawatt", "gigawatts"),
    unit("Wh", "watt hour", "watt hours"),
    unit("kWh", "kilowatt hour", "kilowatt hours"),
    unit("MWh", "megawatt hour", "megawatt hours"),
    unit("GWh", "gigawatt hour", "gigawatt hours"),
    unit("TWh", "terawatt hour", "terawatt hours"),
    unit("V", "volt", "volts"),
    unit("kV", "kilovolt", "kilovolts"),
    unit("mA", "milliamp", "milliamps"),
    unit("mAh", "milliamp hour", "milliamp hours"),
    unit("Ω", "ohm", "ohms"),
    unit("J", "joule", "joules"),
    unit("kJ", "kilojoule", "kilojoules"),
    unit("cal", "calorie", "calories"),
    unit("kcal", "kilocalorie", "kilocalories"),
    unit("N", "newton", "newtons"),
    unit("Nm", "newton meter", "newton meters"),
    unit("Pa", "pascal", "pascals"),
    unit("hPa", "hectopascal", "hectopascals"),
    unit("kPa", "kilopascal", "kilopascals"),
    unit("psi", "P S I", "P S I"),
    unit("hp", "horsepower", "horsepower"),
    unit("rpm", "R P M", "R P M"),
    unit("dB", "decibel", "decibels"),
    unit("kB", "kilobyte", "kilobytes"),
    unit("KB", "kilobyte", "kilobytes"),
    unit("MB", "megabyte", "megabytes"),
    unit("GB", "gigabyte", "gigabytes"),
    unit("TB", "terabyte", "terabytes"),
    unit("PB", "petabyte", "petabytes"),
    unit("KiB", "kibibyte", "kibibytes"),
    unit("MiB", "mebibyte", "mebibytes"),
    unit("GiB", "gibibyte", "gibibytes"),
    unit("Mb", "megabit", "megabits"),
    unit("Gb", "gigabit", "gigabits"),
    unit("kbps", "kilobit per second", "kilobits per second"),
    unit("Mbps", "megabit per second", "megabits per second"),
    unit("Gbps", "gigabit per second", "gigabits per second"),
    unit("mph", "mile per hour", "miles per hour"),
    unit("mpg", "mile per gallon", "miles per gallon"),
    unit("kph", "kilometer per hour", "kilometers per hour"),
    unit("km/h", "kilometer per hour", "kilometers per hour"),
    unit("fps", "frame per second", "frames per second"),
    unit("px", "pixel", "pixels"),
    unit("dpi", "D P I", "D P I"),
    unit("MP", "megapixel", "megapixels"),
    unit("ppm", "part per million", "parts per million"),
    unit("°", "degree", "degrees"),
    unit("º", "degree", "degrees"),
    unit("°C", "degree Celsius", "degrees Celsius"),
    unit("ºC", "degree Celsius", "degrees Celsius"),
    unit("℃", "degree Celsius", "degrees Celsius"),
    unit("°F", "degree Fahrenheit", "degrees Fahrenheit"),
    unit("ºF", "degree Fahrenheit", "degrees Fahrenheit"),
    unit("℉", "degree Fahrenheit", "degrees Fahrenheit"),
    unit("K", "kelvin", "kelvins"),
];

/// Signs that are words or letters of their own, and so are units only where they are
/// written close to their number.
const DOUBTFUL: &[&str] = &[
    "in", "K", "N", "J", "L", "MP", "t", "min", "gal", "ly", "cal",
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    feet_and_inches(at).or_else(|| quantity_of(at))
}

fn quantity_of(at: &At<'_>) -> Option<Claim> {
    let quantity = quantity::at(at, 0)?;
    if quantity.rest.is_empty() {
        return apart(at, quantity);
    }
    let decade = quantity.rest == "s"
        && quantity
            .figure
            .as_ref()
            .is_some_and(|figure| figure.whole.ends_with('0'));
    // "4K" is a screen, "300K" money.
    if decade || quantity.rest == "K" {
        return None;
    }
    let last = quantity.taken - 1;
    let name = name(quantity.rest, is_singular(at, &quantity, last), at.region)?;
    let dotted = is_abbreviated(quantity.rest) && at.after(last).starts_with('.');
    let claim = Claim::of(quantity.taken, format!("{} {name}", quantity.words));
    Some(claim.without_dot_if(dotted))
}

/// "5 km": number and unit are two words, and two marks.
fn apart(at: &At<'_>, quantity: Quantity<'_>) -> Option<Claim> {
    let last = quantity.taken - 1;
    let sign = at.core(last + 1);
    let sure = !DOUBTFUL.contains(&sign) || is_measured(at, last + 1);
    if !at.runs_on(last) || !sure {
        return None;
    }
    let name = name(sign, is_singular(at, &quantity, last + 1), at.region)?;
    let dotted = is_abbreviated(sign) && at.after(last + 1).starts_with('.');
    let claim = Claim::of(quantity.taken, quantity.words).then(1, name);
    Some(claim.without_dot_if(dotted))
}

/// Whether a doubtful sign at `offset` ends the phrase or goes before a dimension.
fn is_measured(at: &At<'_>, offset: usize) -> bool {
    const DIMENSIONS: &[&str] = &[
        "tall", "long", "wide", "high", "deep", "thick", "by", "x", "×", "of", "per",
    ];
    let feet = at.earlier(1) == "ft" || at.earlier(1) == "lb";
    let ends = !at.has(offset + 2) || !at.after(offset).is_empty();
    feet || DIMENSIONS.contains(&at.core(offset + 1)) || (ends && at.core(offset) != "in")
}

fn is_singular(at: &At<'_>, quantity: &Quantity<'_>, last: usize) -> bool {
    quantity.is_one || quantity::is_attributive(at, last)
}

fn is_abbreviated(sign: &str) -> bool {
    matches!(
        sign,
        "ft" | "in"
            | "lb"
            | "lbs"
            | "oz"
            | "yd"
            | "yds"
            | "mi"
            | "hr"
            | "hrs"
            | "min"
            | "mins"
            | "sec"
            | "secs"
            | "yr"
            | "yrs"
            | "tsp"
            | "tbsp"
            | "gal"
    )
}

/// The name of a unit, of its power ("km²") or of one for each other ("m/s²").
pub(super) fn name(sign: &str, singular: bool, region: Region) -> Option<String> {
    let name = match plain(sign, singular) {
        Some(name) => name,
        None => {
            let (top, bottom) = sign.split_once('/')?;
            format!("{} per {}", plain(top, singular)?, plain(bottom, true)?)
        }
    };
    Some(match region {
        Region::American => name,
        _ => name.replace("meter", "metre").replace("liter", "litre"),
    })
}

fn plain(sign: &str, singular: bool) -> Option<String> {
    let (base, power) = match sign {
        _ if sign.ends_with(['²', '2']) => (sign.trim_end_matches(['²', '2']), 2),
        _ if sign.ends_with(['³', '3']) => (sign.trim_end_matches(['³', '3']), 3),
        _ => (sign, 1),
    };
    let unit = UNITS.iter().find(|unit| unit.sign == base)?;
    let name = if singular { unit.one } else { unit.many };
    let is_time = matches!(unit.one, "second" | "hour" | "minute");
    Some(match (power, is_time) {
        (1, _) => name.into(),
        (2, true) => format!("{name} squared"),
        (3, true) => format!("{name} cubed"),
        (2, _) => format!("square {name}"),
        _ => format!("cubic {name}"),
    })
}

/// "5'10\"", "6′ 2″", "6'".
fn feet_and_inches(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let (feet, rest) = digits(core);
    if feet.is_empty() || feet.len() > 2 {
        return None;
    }
    let say = |digits: &str| words::cardinal(digits, at.region);
    if let Some(inches) = rest.strip_prefix(['\'', '′', '’']) {
        let inches = inches.trim_end_matches(['″', '"', '”']);
        let valid = is_digits(inches) && inches.len() <= 2;
        let claim = Claim::word(format!("{} foot {}", say(feet), say(inches)));
        return valid.then(|| claim.without(inch_mark(at.after(0))));
    }
    let mark = foot_mark(at.after(0))?;
    let inches = at.core(1);
    let pair = rest.is_empty() && is_digits(inches) && !inch_mark(at.after(1)).is_empty();
    pair.then(|| {
        let claim = Claim::word(format!("{} foot", say(feet))).without(mark);
        claim.then(1, say(inches)).without(inch_mark(at.after(1)))
    })
}

fn foot_mark(after: &str) -> Option<&'static str> {
    ["′", "'", "’"].into_iter().find(|mark| after == *mark)
}

fn inch_mark(after: &str) -> &'static str {
    ["″", "\"", "”", "''"]
        .into_iter()
        .find(|mark| after.starts_with(mark))
        .unwrap_or("")
}

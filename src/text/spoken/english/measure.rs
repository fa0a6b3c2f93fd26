//! Numbers with units: "5 km", "120 km/h", "-5 °C", "10 GB", "5'10\"".

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits};
use super::quantity::{self, Quantity};
use super::{ordinal, words};

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
    unit("st", "stone", "stone"),
    unit("KM", "kilometer", "kilometers"),
    unit("CM", "centimeter", "centimeters"),
    unit("KG", "kilogram", "kilograms"),
    unit("MPH", "mile per hour", "miles per hour"),
    unit("A", "amp", "amps"),
    unit("T", "tesla", "tesla"),
    unit("floz", "fluid ounce", "fluid ounces"),
    unit("dL", "deciliter", "deciliters"),
    unit("mol", "mole", "moles"),
    unit("mmol", "millimole", "millimoles"),
    unit("kN", "kilonewton", "kilonewtons"),
    unit("kbit/s", "kilobit per second", "kilobits per second"),
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
    "in", "K", "N", "J", "L", "MP", "t", "min", "gal", "ly", "cal", "A", "T", "st", "mol",
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    feet_and_inches(at)
        .or_else(|| inches(at))
        .or_else(|| weather(at))
        .or_else(|| hyphenated(at))
        .or_else(|| doubled(at))
        .or_else(|| quantity_of(at))
}

/// "2\" thick": the mark of inches, where a dimension says that it is no quote.
fn inches(at: &At<'_>) -> Option<Claim> {
    const DIMENSIONS: &[&str] = &["thick", "wide", "long", "tall", "deep", "high", "across"];
    let mark = inch_mark(at.after(0));
    if mark.is_empty() {
        return None;
    }
    let quantity = quantity::at(at, 0).filter(|quantity| quantity.rest.is_empty())?;
    let told = quantity.taken == 1 && at.after(0) == mark && !mark.is_empty();
    let name = if quantity.is_one { "inch" } else { "inches" };
    (told && DIMENSIONS.contains(&at.core(1)))
        .then(|| Claim::word(format!("{} {name}", quantity.words)).without(mark))
}

/// "30C", "-2C", "86F": a temperature where something says that it is one.
fn weather(at: &At<'_>) -> Option<Claim> {
    let (figure, rest) = at.figure(0, quantity::MARKS)?;
    let scale = match rest {
        "C" => "Celsius",
        "F" => "Fahrenheit",
        _ => return None,
    };
    let cue = matches!(
        at.earlier(1),
        "of" | "at"
            | "At"
            | "to"
            | "around"
            | "about"
            | "above"
            | "below"
            | "reach"
            | "hit"
            | "near"
    );
    let second = at.before(0).ends_with('(') && at.earlier(1).ends_with(['C', 'F']);
    let warm = figure.whole.len() <= 3 && (cue || second || figure.sign.is_some());
    let degrees = if figure.is_one() { "degree" } else { "degrees" };
    warm.then(|| {
        Claim::word(format!(
            "{} {degrees} {scale}",
            words::figure(&figure, at.region)
        ))
    })
}

/// "10-km", "5-lb.": an adjective, so the unit is one.
fn hyphenated(at: &At<'_>) -> Option<Claim> {
    if !at.core(0).contains(['-', '‑']) {
        return None;
    }
    let quantity = quantity::at(at, 0)?;
    let sign = quantity.rest.strip_prefix(['-', '‑'])?;
    let known = UNITS.iter().any(|unit| unit.sign == sign) || sign.contains('/');
    let plain = !DOUBTFUL.contains(&sign) || matches!(sign, "in" | "min" | "gal" | "L");
    let name = name(sign, true, at.region).filter(|_| known && plain)?;
    let dotted = is_abbreviated(sign) && at.after(quantity.taken - 1).starts_with('.');
    let claim = Claim::of(quantity.taken, format!("{} {name}", quantity.words));
    Some(claim.without_dot_if(dotted))
}

/// "500 sq ft", "20 sq. mi.", "16 fl oz": a unit of two words.
fn doubled(at: &At<'_>) -> Option<Claim> {
    let powers = ["sq", "cu", "fl", "nautical"];
    if !(1..=3).any(|offset| powers.contains(&at.core(offset))) {
        return None;
    }
    let quantity = quantity::at(at, 0).filter(|quantity| quantity.rest.is_empty())?;
    let first = quantity.taken;
    let (power, sign) = (at.core(first), at.core(first + 1));
    let near = at.after(first - 1).is_empty() && matches!(at.after(first), "" | ".");
    let one = is_singular(at, &quantity, first + 1);
    let said = match (power, sign) {
        ("sq", _) => format!("square {}", name(sign, one, at.region)?),
        ("cu", _) => format!("cubic {}", name(sign, one, at.region)?),
        ("fl", "oz") => name("floz", one, at.region)?,
        ("nautical", "mi") => name("nmi", one, at.region)?,
        _ => return None,
    };
    let dotted = at.after(first + 1).starts_with('.');
    let claim = Claim::of(first, quantity.words).then(2, said);
    near.then(|| claim.without_dot_if(dotted))
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
    let stone = at.region != Region::American;
    let place =
        quantity.rest == "st" && (!stone || ordinal::words_of(at.core(0), at.region).is_some());
    if decade || place || matches!(quantity.rest, "K" | "A" | "T") {
        return None;
    }
    let last = quantity.taken - 1;
    let name = name(quantity.rest, is_singular(at, &quantity, last), at.region)?;
    let dotted = is_abbreviated(quantity.rest) && at.after(last).starts_with('.');
    let claim = Claim::of(quantity.taken, format!("{} {name}", quantity.words));
    let side = matches!(quantity.rest, "°" | "º") && at.runs_on(last);
    Some(match side_of(at.core(last + 1)).filter(|_| side) {
        Some(side) => claim.then(1, side),
        None => claim.without_dot_if(dotted),
    })
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
    if let Some(per) = per(at, last + 1) {
        return Some(claim.without("/").then(1, per));
    }
    if let Some(side) = side(at, last + 1) {
        return Some(claim.then(1, side));
    }
    Some(claim.without_dot_if(dotted))
}

/// "kg" in "20 mg/kg", which are two words.
fn per(at: &At<'_>, offset: usize) -> Option<String> {
    let tight = at.after(offset) == "/" && at.item(offset + 1).is_some_and(|next| !next.spaced);
    let unit = name(at.core(offset + 1), true, at.region).filter(|_| tight)?;
    Some(format!("per {unit}"))
}

/// "N" in "37° N".
fn side(at: &At<'_>, offset: usize) -> Option<&'static str> {
    if !matches!(at.core(offset), "°" | "º") || !at.runs_on(offset) {
        return None;
    }
    side_of(at.core(offset + 1))
}

fn side_of(letter: &str) -> Option<&'static str> {
    Some(match letter {
        "N" => "north",
        "S" => "south",
        "E" => "east",
        "W" => "west",
        _ => return None,
    })
}

/// Whether a doubtful sign at `offset` ends the phrase or goes before a dimension.
fn is_measured(at: &At<'_>, offset: usize) -> bool {
    const DIMENSIONS: &[&str] = &[
        "tall", "long", "wide", "high", "deep", "thick", "by", "x", "×", "of", "per",
    ];
    let feet = at.earlier(1) == "ft" || at.earlier(1) == "lb";
    let ends = !at.has(offset + 2) || !at.after(offset).is_empty();
    let capital = sign_of(at.core(offset)) && quantity::is_attributive(at, offset);
    let counted = at.core(offset) == "min" && at.earlier(1) == "h";
    feet || capital
        || counted
        || DIMENSIONS.contains(&at.core(offset + 1))
        || (ends && at.core(offset) != "in")
}

/// Whether a doubtful sign is a capital, which no common word is.
fn sign_of(sign: &str) -> bool {
    sign.starts_with(|ch: char| ch.is_ascii_uppercase())
}

fn is_singular(at: &At<'_>, quantity: &Quantity<'_>, last: usize) -> bool {
    // "the 400m hurdles" is run over 400 metres, in Britain.
    const RACES: &[&str] = &[
        "hurdles",
        "steeplechase",
        "final",
        "heats",
        "freestyle",
        "butterfly",
    ];
    let raced = at.region != Region::American && RACES.contains(&at.core(last + 1));
    quantity.is_one || (quantity::is_attributive(at, last) && !raced)
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

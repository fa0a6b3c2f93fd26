//! A figure with its sign and fraction: "минус три", "две целых пять десятых", "полтора".

use super::super::figure::{Figure, value};
use super::words::{Case, Count, Gender, adjective, cardinal, count, digits};

/// From this many digits without groups on they are read one by one.
const UNGROUPED: usize = 13;
/// Longest fraction read as so many hundredths; a longer one goes digit by digit.
const LONGEST_FRACTION: usize = 3;

/// How a broken number is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halves {
    /// "полтора", "два с половиной".
    Spoken,
    /// "одна целая пять десятых".
    Counted,
}

/// A number before something of `gender`, its sign included, and the form of what follows.
pub(super) fn figure(
    figure: &Figure,
    gender: Gender,
    case: Case,
    halves: Halves,
) -> (String, Count) {
    let sign = figure.sign.map_or("", sign);
    let (said, count) = match &figure.fraction {
        None => (whole(figure, gender, case), count(&figure.whole)),
        Some(fraction) => broken(figure, fraction, gender, case, halves),
    };
    (format!("{sign}{said}"), count)
}

fn whole(figure: &Figure, gender: Gender, case: Case) -> String {
    let zeros = figure.whole.len() > 1 && figure.whole.starts_with('0');
    let flood = !figure.grouped && figure.whole.len() >= UNGROUPED;
    match zeros || flood {
        true => digits(&figure.whole),
        false => cardinal(&figure.whole, gender, case),
    }
}

fn broken(
    figure: &Figure,
    fraction: &str,
    gender: Gender,
    case: Case,
    halves: Halves,
) -> (String, Count) {
    let value = value(&figure.whole);
    if fraction == "5" && halves == Halves::Spoken && value > 0 {
        return half(figure, gender, case);
    }
    let she = Gender::Feminine;
    if fraction.len() > LONGEST_FRACTION {
        let said = whole(figure, Gender::Masculine, Case::Nominative);
        return (format!("{said} запятая {}", digits(fraction)), Count::Part);
    }
    let part = |digits: &str, stem: &str| {
        let bare = digits.trim_start_matches('0');
        let one = count(digits) == Count::One;
        let gender = if one { she } else { Gender::Plural };
        // "две десятых": a number rules the genitive.
        let case = if one || case.is_oblique() {
            case
        } else {
            Case::Genitive
        };
        let ending = adjective(gender, case);
        (bare.to_owned(), format!("{stem}{ending}"))
    };
    let (_, name) = part(&figure.whole, "цел");
    let stem = ["десят", "сот", "тысячн"][fraction.len().clamp(1, 3) - 1];
    let (bare, share) = part(fraction, stem);
    let whole = whole(figure, she, case);
    let small = cardinal(if bare.is_empty() { "0" } else { &bare }, she, case);
    (format!("{whole} {name} {small} {share}"), Count::Part)
}

/// "полтора", "двух с половиной".
fn half(figure: &Figure, gender: Gender, case: Case) -> (String, Count) {
    if figure.whole != "1" {
        let said = format!("{} с половиной", whole(figure, gender, case));
        return (said, count(&figure.whole));
    }
    match (case.is_oblique(), gender) {
        (true, _) => ("полутора".into(), Count::Many),
        (_, Gender::Feminine) => ("полторы".into(), Count::Part),
        _ => ("полтора".into(), Count::Part),
    }
}

fn sign(sign: char) -> &'static str {
    match sign {
        '-' | '−' => "минус ",
        '+' => "плюс ",
        '±' => "плюс-минус ",
        '~' | '≈' => "примерно ",
        '<' => "меньше ",
        '>' => "больше ",
        _ => "",
    }
}

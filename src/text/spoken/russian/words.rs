//! Numbers and letters in Russian words, in every case.

use super::super::figure::{Marks, is_digits, value};
use super::noun::{Class, Noun};

/// Russian writes 1 234,5.
pub(super) const MARKS: Marks = Marks {
    group: &[],
    point: ',',
};

/// The six cases, in the order of school grammar; the number is the place in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Nominative,
    Genitive,
    Dative,
    /// Of things without a soul.
    Accusative,
    Instrumental,
    Prepositional,
}

impl Case {
    /// Whether numbers and nouns agree in it, instead of a number ruling the noun.
    pub(super) fn is_oblique(self) -> bool {
        !matches!(self, Case::Nominative | Case::Accusative)
    }
}

/// What an adjective or a small number agrees with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Masculine,
    Feminine,
    Neuter,
    /// More than one, of any gender.
    Plural,
}

/// What form a noun takes after a number (CLDR's plural categories).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// 1, 21, 101.
    One,
    /// 2–4, 22–24.
    Few,
    /// 0, 5–20, 25.
    Many,
    /// A broken number.
    Part,
}

const ONE: [[&str; 6]; 3] = [
    ["один", "одного", "одному", "один", "одним", "одном"],
    ["одна", "одной", "одной", "одну", "одной", "одной"],
    ["одно", "одного", "одному", "одно", "одним", "одном"],
];
const TWO: [&str; 6] = ["два", "двух", "двум", "два", "двумя", "двух"];
const THREE: [&str; 6] = ["три", "трёх", "трём", "три", "тремя", "трёх"];
const FOUR: [&str; 6] = [
    "четыре",
    "четырёх",
    "четырём",
    "четыре",
    "четырьмя",
    "четырёх",
];
const EIGHT: [&str; 6] = ["восемь", "восьми", "восьми", "восемь", "восемью", "восьми"];
/// 5 to 19 without their soft ending.
const TEENS: [&str; 15] = [
    "пят",
    "шест",
    "сем",
    "восем",
    "девят",
    "десят",
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
    "шестнадцат",
    "семнадцат",
    "восемнадцат",
    "девятнадцат",
];
const SOFT: [&str; 6] = ["ь", "и", "и", "ь", "ью", "и"];
/// Endings of hundreds from 200 on, after the number in the same case.
const HUNDREDS: [&str; 6] = ["сот", "сот", "стам", "сот", "стами", "стах"];
/// What ordinals are made of, 1 to 19.
const ORDINALS: [&str; 20] = [
    "нулев",
    "перв",
    "втор",
    "трет",
    "четвёрт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
    "шестнадцат",
    "семнадцат",
    "восемнадцат",
    "девятнадцат",
];
const ORDINAL_TENS: [&str; 10] = [
    "",
    "",
    "двадцат",
    "тридцат",
    "сороков",
    "пятидесят",
    "шестидесят",
    "семидесят",
    "восьмидесят",
    "девяност",
];
/// Endings of adjectives, by gender and case.
const ADJECTIVE: [[&str; 6]; 4] = [
    ["ый", "ого", "ому", "ый", "ым", "ом"],
    ["ая", "ой", "ой", "ую", "ой", "ой"],
    ["ое", "ого", "ому", "ое", "ым", "ом"],
    ["ые", "ых", "ым", "ые", "ыми", "ых"],
];
/// The same of "третий".
const THIRD: [[&str; 6]; 4] = [
    ["ий", "ьего", "ьему", "ий", "ьим", "ьем"],
    ["ья", "ьей", "ьей", "ью", "ьей", "ьей"],
    ["ье", "ьего", "ьему", "ье", "ьим", "ьем"],
    ["ьи", "ьих", "ьим", "ьи", "ьими", "ьих"],
];
pub(super) const THOUSAND: Noun = Noun::new("тысяч", Class::Sibilant);
pub(super) const MILLION: Noun = Noun::new("миллион", Class::Hard);
pub(super) const MILLIARD: Noun = Noun::new("миллиард", Class::Hard);
pub(super) const TRILLION: Noun = Noun::new("триллион", Class::Hard);
const SCALES: [Noun; 6] = [
    THOUSAND,
    MILLION,
    MILLIARD,
    TRILLION,
    Noun::new("квадриллион", Class::Hard),
    Noun::new("квинтиллион", Class::Hard),
];
/// What form a noun takes after `digits`.
pub(super) fn count(digits: &str) -> Count {
    let tail = digits.len().saturating_sub(2);
    match value(digits.get(tail..).unwrap_or_default()) {
        11..=19 => Count::Many,
        rest if rest % 10 == 1 => Count::One,
        rest if matches!(rest % 10, 2..=4) => Count::Few,
        _ => Count::Many,
    }
}

/// "тысяча двести тридцать четыре"; what is no number is left as it is.
pub(super) fn cardinal(text: &str, gender: Gender, case: Case) -> String {
    if !is_digits(text) {
        return text.to_owned();
    }
    let significant = text.trim_start_matches('0');
    if significant.len() > (SCALES.len() + 1) * 3 {
        return digits(text);
    }
    let mut words: Vec<String> = Vec::new();
    let mut rest = significant;
    while !rest.is_empty() {
        let (group, after) = rest.split_at((rest.len() - 1) % 3 + 1);
        let thousands = after.len() / 3;
        match (value(group), thousands) {
            (0, _) => {}
            (value, 0) => words.extend(below_thousand(value, gender, case)),
            // "тысяча", not "одна тысяча".
            (1, 1) if words.is_empty() => words.push(THOUSAND.after(Count::One, case)),
            (value, scale) => {
                let noun = &SCALES[scale - 1];
                words.extend(below_thousand(value, noun.gender(), case));
                words.push(noun.after(count(group), case));
            }
        }
        rest = after;
    }
    if words.is_empty() {
        return zero(case).into();
    }
    words.join(" ")
}

fn zero(case: Case) -> &'static str {
    ["ноль", "нуля", "нулю", "ноль", "нулём", "нуле"][case as usize]
}

fn below_thousand(value: usize, gender: Gender, case: Case) -> Vec<String> {
    let mut words = Vec::new();
    if value >= 100 {
        words.push(hundreds(value / 100, case));
    }
    match value % 100 {
        0 => {}
        rest @ 1..=19 => words.push(small(rest, gender, case)),
        rest => {
            words.push(tens(rest / 10, case));
            if !rest.is_multiple_of(10) {
                words.push(small(rest % 10, gender, case));
            }
        }
    }
    words
}

/// 1 to 19.
fn small(value: usize, gender: Gender, case: Case) -> String {
    let fixed = match value {
        1 => ONE[(gender as usize).min(2)],
        2 if gender == Gender::Feminine && !case.is_oblique() => return "две".into(),
        2 => TWO,
        3 => THREE,
        4 => FOUR,
        8 => EIGHT,
        _ => return format!("{}{}", TEENS[(value - 5) % 15], SOFT[case as usize]),
    };
    fixed[case as usize].into()
}

fn tens(value: usize, case: Case) -> String {
    let plain = Gender::Masculine;
    match (value, case.is_oblique()) {
        (2, _) => format!("двадцат{}", SOFT[case as usize]),
        (3, _) => format!("тридцат{}", SOFT[case as usize]),
        (4, false) => "сорок".into(),
        (4, true) => "сорока".into(),
        (9, false) => "девяносто".into(),
        (9, true) => "девяноста".into(),
        (_, false) => format!("{}десят", small(value, plain, case)),
        _ => format!("{}десят{}", small(value, plain, case), SOFT[case as usize]),
    }
}

fn hundreds(value: usize, case: Case) -> String {
    match (value, case.is_oblique()) {
        (1, false) => "сто".into(),
        (1, true) => "ста".into(),
        (2, false) => "двести".into(),
        (3 | 4, false) => format!("{}ста", small(value, Gender::Masculine, case)),
        _ => format!(
            "{}{}",
            small(value, Gender::Masculine, case),
            HUNDREDS[case as usize]
        ),
    }
}

/// "двадцать первый", "тысяча девятьсот девяностого".
pub(super) fn ordinal(text: &str, gender: Gender, case: Case) -> String {
    let value = value(text);
    let (before, last) = split(value);
    let endings = if last == "трет" {
        &THIRD
    } else {
        &ADJECTIVE
    };
    let ending = endings[gender as usize][case as usize];
    // "второй", "сороковой": the stress is on the ending.
    let stressed = matches!(
        last.as_str(),
        "втор" | "шест" | "седьм" | "восьм" | "сороков" | "нулев"
    );
    let ending = if stressed && ending == "ый" {
        "ой"
    } else {
        ending
    };
    if before == 0 {
        return format!("{last}{ending}");
    }
    let before = cardinal(&before.to_string(), Gender::Masculine, Case::Nominative);
    format!("{before} {last}{ending}")
}

/// What is said as a cardinal before the last word of an ordinal, and the stem of that word.
fn split(value: usize) -> (usize, String) {
    let last = match value {
        0 => 0,
        _ if value.is_multiple_of(1000) => return (0, format!("{}тысячн", joined(value / 1000))),
        _ if value.is_multiple_of(100) => value % 1000,
        _ if value % 100 < 20 || value.is_multiple_of(10) => value % 100,
        _ => value % 10,
    };
    let stem = match last {
        100.. => format!(
            "{}сот",
            if last == 100 {
                "".into()
            } else {
                joined(last / 100)
            }
        ),
        20.. => ORDINAL_TENS[last / 10].into(),
        _ => ORDINALS[last].into(),
    };
    (value - last, stem)
}

/// A number before another word and one with it: "пяти" of "пятилетний".
pub(super) fn joined(value: usize) -> String {
    let value = value % 1000;
    let mut said = match value / 100 {
        0 => String::new(),
        1 => "сто".into(),
        more => hundreds(more, Case::Genitive),
    };
    let rest = value % 100;
    if rest >= 20 {
        said += match rest / 10 {
            9 => "девяносто".into(),
            more => tens(more, Case::Genitive),
        }
        .as_str();
    }
    match if rest < 20 { rest } else { rest % 10 } {
        0 => {}
        // "тысячный", "одиннадцатый": one alone leaves no trace.
        1 if value == 1 => {}
        1 => said += "одно",
        small_one => said += &small(small_one, Gender::Masculine, Case::Genitive),
    }
    said
}

/// "два ноль один".
pub(super) fn digits(text: &str) -> String {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    let words: Vec<_> = digits
        .map(|byte| match byte {
            b'0' => zero(Case::Nominative).to_owned(),
            _ => small(
                usize::from(byte - b'0'),
                Gender::Masculine,
                Case::Nominative,
            ),
        })
        .collect();
    words.join(" ")
}

/// A short number whose leading zeros are said: "ноль пять".
pub(super) fn padded(text: &str, case: Case) -> String {
    let bare = text.trim_start_matches('0');
    let mut words = vec!["ноль".to_owned(); text.len() - bare.len()];
    if !bare.is_empty() {
        words.push(cardinal(bare, Gender::Masculine, case));
    }
    words.join(" ")
}

/// The ending of an adjective.
pub(super) fn adjective(gender: Gender, case: Case) -> &'static str {
    ADJECTIVE[gender as usize][case as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_declined_as_russian_does() {
        use Case::*;
        use Gender::{Feminine, Masculine};
        let table = [
            ("0", Masculine, Nominative, "ноль"),
            ("1", Feminine, Accusative, "одну"),
            ("2", Feminine, Nominative, "две"),
            ("5", Masculine, Instrumental, "пятью"),
            ("8", Masculine, Genitive, "восьми"),
            ("40", Masculine, Dative, "сорока"),
            ("50", Masculine, Instrumental, "пятьюдесятью"),
            ("90", Masculine, Genitive, "девяноста"),
            ("200", Masculine, Prepositional, "двухстах"),
            ("300", Masculine, Genitive, "трёхсот"),
            ("500", Masculine, Instrumental, "пятьюстами"),
            ("1000", Masculine, Accusative, "тысячу"),
            ("2001", Masculine, Nominative, "две тысячи один"),
            ("21000", Masculine, Nominative, "двадцать одна тысяча"),
            ("5000000", Masculine, Genitive, "пяти миллионов"),
            ("1000000000", Masculine, Nominative, "один миллиард"),
        ];
        for (digits, gender, case, words) in table {
            assert_eq!(cardinal(digits, gender, case), words);
        }
    }

    #[test]
    fn only_the_last_word_of_an_ordinal_is_declined() {
        use Case::*;
        let table = [
            ("3", Gender::Feminine, Genitive, "третьей"),
            ("21", Gender::Masculine, Nominative, "двадцать первый"),
            ("40", Gender::Masculine, Nominative, "сороковой"),
            ("100", Gender::Neuter, Nominative, "сотое"),
            ("1900", Gender::Masculine, Genitive, "тысяча девятисотого"),
            ("2000", Gender::Masculine, Prepositional, "двухтысячном"),
            (
                "2023",
                Gender::Masculine,
                Prepositional,
                "две тысячи двадцать третьем",
            ),
            ("90", Gender::Plural, Prepositional, "девяностых"),
        ];
        for (digits, gender, case, words) in table {
            assert_eq!(ordinal(digits, gender, case), words);
        }
    }

    #[test]
    fn a_number_joins_the_word_it_stands_before() {
        let table = [
            (1, ""),
            (2, "двух"),
            (18, "восемнадцати"),
            (25, "двадцатипяти"),
            (40, "сорока"),
            (91, "девяностоодно"),
            (100, "сто"),
            (250, "двухсотпятидесяти"),
        ];
        for (value, words) in table {
            assert_eq!(joined(value), words);
        }
    }
}

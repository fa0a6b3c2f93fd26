//! Numbers and letters in German words.

use super::super::figure::{Figure, Marks, is_digits, value};

/// German writes 1.234,5.
pub(super) const MARKS: Marks = Marks {
    group: &['.'],
    point: ',',
};

const ONES: [&str; 20] = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];
const TENS: [&str; 10] = [
    "", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
];
/// Powers of a thousand from a million on, long scale: one and many.
const SCALES: [(&str, &str); 6] = [
    ("Million", "Millionen"),
    ("Milliarde", "Milliarden"),
    ("Billion", "Billionen"),
    ("Billiarde", "Billiarden"),
    ("Trillion", "Trillionen"),
    ("Trilliarde", "Trilliarden"),
];
/// From this many digits without groups on they are read one by one.
const UNGROUPED: usize = 13;

/// How "one" ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum One {
    /// Alone: "eins".
    Alone,
    /// Before a masculine or neuter noun: "ein".
    Ein,
    /// Before a feminine noun: "eine".
    Eine,
    /// Before a masculine noun that is bought or taken: "einen".
    Einen,
    /// After "von", before a masculine or neuter noun: "einem".
    Einem,
    /// After "von", before a feminine noun: "einer".
    Einer,
}

impl One {
    fn said(self) -> &'static str {
        match self {
            One::Alone => "eins",
            One::Ein => "ein",
            One::Eine => "eine",
            One::Einen => "einen",
            One::Einem => "einem",
            One::Einer => "einer",
        }
    }
}

/// "eintausend zweihundertvierunddreißig": thousands are words of their own, so that
/// none is longer than an engine bears. What is no number is left as it is.
pub(super) fn cardinal(text: &str, one: One) -> String {
    if !is_digits(text) {
        return text.to_owned();
    }
    let significant = text.trim_start_matches('0');
    if significant.len() > (SCALES.len() + 2) * 3 {
        return digits(text);
    }
    let mut words: Vec<String> = Vec::new();
    let mut rest = significant;
    while !rest.is_empty() {
        let (group, after) = rest.split_at((rest.len() - 1) % 3 + 1);
        let thousands = after.len() / 3;
        match (value(group), thousands) {
            (0, _) => {}
            (1, 0) if words.is_empty() => words.push(one.said().into()),
            (value, 0) => words.push(below_thousand(value)),
            (value, 1) => words.push(format!("{}tausend", bound(value))),
            (1, scale) => words.push(format!("eine {}", SCALES[scale - 2].0)),
            (value, scale) => words.push(format!("{} {}", bound(value), SCALES[scale - 2].1)),
        }
        rest = after;
    }
    if words.is_empty() {
        return ONES[0].into();
    }
    words.join(" ")
}

/// Before "tausend": "ein", "einundzwanzig", "hundertein".
fn bound(value: usize) -> String {
    let words = below_thousand(value);
    match words.strip_suffix("eins") {
        Some(stem) => format!("{stem}ein"),
        None => words,
    }
}

fn below_thousand(value: usize) -> String {
    match (value / 100, value % 100) {
        (0, rest) => below_hundred(rest),
        (1, 0) => "hundert".into(),
        (1, rest) => format!("hundert{}", below_hundred(rest)),
        (hundreds, 0) => format!("{}hundert", ONES[hundreds % 10]),
        (hundreds, rest) => format!("{}hundert{}", ONES[hundreds % 10], below_hundred(rest)),
    }
}

/// "einundzwanzig".
pub(super) fn below_hundred(value: usize) -> String {
    match (value / 10, value % 10) {
        (0 | 1, _) => ONES[value % 20].into(),
        (tens, 0) => TENS[tens % 10].into(),
        (tens, 1) => format!("einund{}", TENS[tens % 10]),
        (tens, ones) => format!("{}und{}", ONES[ones], TENS[tens % 10]),
    }
}

/// The stem of an ordinal: "dritt", "zwanzigst".
pub(super) fn ordinal(text: &str) -> String {
    let value = value(text);
    match value % 100 {
        1 if value == 1 => "erst".into(),
        3 if value == 3 => "dritt".into(),
        7 if value == 7 => "siebt".into(),
        8 if value == 8 => "acht".into(),
        1..=19 => format!("{}t", cardinal(text, One::Alone)),
        _ => format!("{}st", cardinal(text, One::Alone)),
    }
}

/// "zwei null eins".
pub(super) fn digits(text: &str) -> String {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    let words: Vec<_> = digits.map(|byte| ONES[usize::from(byte - b'0')]).collect();
    words.join(" ")
}

/// A number as it is said before something, its sign included.
pub(super) fn figure(figure: &Figure, one: One) -> String {
    let zeros = figure.whole.len() > 1 && figure.whole.starts_with('0');
    let flood = !figure.grouped && figure.whole.len() >= UNGROUPED;
    let one = if figure.fraction.is_some() {
        One::Alone
    } else {
        one
    };
    let whole = if zeros || flood {
        digits(&figure.whole)
    } else {
        cardinal(&figure.whole, one)
    };
    let sign = figure.sign.map_or("", sign);
    match &figure.fraction {
        Some(fraction) => format!("{sign}{whole} Komma {}", digits(fraction)),
        None => format!("{sign}{whole}"),
    }
}

fn sign(sign: char) -> &'static str {
    match sign {
        '-' | '−' => "minus ",
        '+' => "plus ",
        '±' => "plus minus ",
        '~' | '≈' => "ungefähr ",
        '<' => "weniger als ",
        '>' => "mehr als ",
        _ => "",
    }
}

/// "neunzehnhundertneunzig", "zweitausendfünf".
pub(super) fn year(text: &str) -> String {
    let value = value(text);
    match (value / 100, value % 100) {
        _ if text.len() != 4 => cardinal(text, One::Alone),
        (high @ 11..=19, 0) => format!("{}hundert", ONES[high]),
        (high @ 11..=19, low) => format!("{}hundert{}", ONES[high], below_hundred(low)),
        _ => cardinal(text, One::Alone).replace(' ', ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_put_together_as_german_does() {
        let table = [
            ("0", "null"),
            ("1", "eins"),
            ("101", "hunderteins"),
            ("1001", "eintausend eins"),
            ("21000", "einundzwanzigtausend"),
            ("101000", "hunderteintausend"),
            ("1000000", "eine Million"),
            ("2000001", "zwei Millionen eins"),
        ];
        for (digits, words) in table {
            assert_eq!(cardinal(digits, One::Alone), words);
        }
        assert_eq!(year("1848"), "achtzehnhundertachtundvierzig");
        assert_eq!(year("2024"), "zweitausendvierundzwanzig");
        let longest = cardinal(&"7".repeat(24), One::Alone);
        assert!(longest.split(' ').all(|word| word.chars().count() <= 40));
    }

    #[test]
    fn ordinals_have_a_stem_for_every_ending() {
        let table = [
            ("1", "erst"),
            ("7", "siebt"),
            ("19", "neunzehnt"),
            ("20", "zwanzigst"),
            ("21", "einundzwanzigst"),
        ];
        for (digits, stem) in table {
            assert_eq!(ordinal(digits), stem);
        }
    }
}

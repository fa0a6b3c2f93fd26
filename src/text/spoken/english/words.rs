//! Numbers and letters in English words.

use super::super::Region;
use super::super::figure::{Figure, is_digits, value};

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
/// Names of the powers of a thousand, short scale.
const SCALES: [&str; 12] = [
    "",
    "thousand",
    "million",
    "billion",
    "trillion",
    "quadrillion",
    "quintillion",
    "sextillion",
    "septillion",
    "octillion",
    "nonillion",
    "decillion",
];
/// From this many digits without groups on nobody counts: they are read one by one.
const UNGROUPED: usize = 13;

/// "one hundred (and) five"; leading zeros are not heard. What is no number is left as it is.
pub(super) fn cardinal(text: &str, region: Region) -> String {
    if !is_digits(text) {
        return text.to_owned();
    }
    let significant = text.trim_start_matches('0');
    if significant.len() > SCALES.len() * 3 {
        return digits(text);
    }
    let mut words: Vec<String> = Vec::new();
    let mut rest = significant;
    while !rest.is_empty() {
        let (group, after) = rest.split_at((rest.len() - 1) % 3 + 1);
        let value = value(group);
        let lone = after.is_empty() && !words.is_empty() && value < 100;
        let and = lone && value > 0 && region != Region::American;
        if and {
            words.push("and".into());
        }
        if value > 0 {
            words.push(hundreds(value, region));
            words.push(SCALES[after.len() / 3].into());
        }
        rest = after;
    }
    words.retain(|word| !word.is_empty());
    if words.is_empty() {
        return ONES[0].into();
    }
    words.join(" ")
}

fn hundreds(value: usize, region: Region) -> String {
    let and = if region == Region::American {
        " "
    } else {
        " and "
    };
    match (value / 100, value % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", ONES[hundreds % 10]),
        (hundreds, rest) => format!(
            "{} hundred{and}{}",
            ONES[hundreds % 10],
            below_hundred(rest)
        ),
    }
}

/// "forty-two".
pub(super) fn below_hundred(value: usize) -> String {
    match (value / 10, value % 10) {
        (0 | 1, _) => ONES[value % 20].into(),
        (tens, 0) => TENS[tens % 10].into(),
        (tens, ones) => format!("{}-{}", TENS[tens % 10], ONES[ones]),
    }
}

/// "forty-second".
pub(super) fn ordinal(digits: &str, region: Region) -> String {
    let words = cardinal(digits, region);
    let cut = words.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (head, last) = words.split_at(cut);
    format!("{head}{}", ordinal_of(last))
}

fn ordinal_of(word: &str) -> String {
    match word {
        "one" => "first".into(),
        "two" => "second".into(),
        "three" => "third".into(),
        "five" => "fifth".into(),
        "eight" => "eighth".into(),
        "nine" => "ninth".into(),
        "twelve" => "twelfth".into(),
        _ => match word.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{word}th"),
        },
    }
}

/// "two zero one".
pub(super) fn digits(text: &str) -> String {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    let words: Vec<_> = digits.map(|byte| ONES[usize::from(byte - b'0')]).collect();
    words.join(" ")
}

/// A number as it is said alone, its sign included.
pub(super) fn figure(figure: &Figure, region: Region) -> String {
    let whole = whole(figure, region);
    let sign = figure.sign.map_or("", sign);
    match &figure.fraction {
        Some(fraction) => format!("{sign}{whole} point {}", digits(fraction)),
        None => format!("{sign}{whole}"),
    }
}

fn whole(figure: &Figure, region: Region) -> String {
    let zeros = figure.whole.len() > 1 && figure.whole.starts_with('0');
    let flood = !figure.grouped && figure.whole.len() >= UNGROUPED;
    if figure.whole.is_empty() {
        String::new()
    } else if zeros || flood {
        digits(&figure.whole)
    } else {
        cardinal(&figure.whole, region)
    }
}

fn sign(sign: char) -> &'static str {
    match sign {
        '-' | '−' => "minus ",
        '+' => "plus ",
        '±' => "plus or minus ",
        '~' | '≈' => "about ",
        '<' => "less than ",
        '>' => "more than ",
        _ => "",
    }
}

/// "nineteen oh five", "two thousand (and) five"; fewer than four digits are counted.
pub(super) fn year(text: &str, region: Region) -> String {
    let value = value(text);
    if text.len() != 4 || value < 1000 {
        return cardinal(text, region);
    }
    match (value / 100, value % 100) {
        (_, 0) if value.is_multiple_of(1000) => cardinal(text, region),
        (high, 0) => format!("{} hundred", below_hundred(high)),
        (10 | 20, 1..=9) => cardinal(text, region),
        (high, low @ 1..=9) => format!("{} oh {}", below_hundred(high), ONES[low]),
        (high, low) => format!("{} {}", below_hundred(high), below_hundred(low)),
    }
}

/// Digits as in the number of a house, a road, a model: "three fifty", "nine oh one".
pub(super) fn pairs(text: &str) -> String {
    if !is_digits(text) {
        return text.to_owned();
    }
    let low = value(&text[text.len().saturating_sub(2)..]);
    let high = &text[..text.len().saturating_sub(2)];
    match (text.len(), low) {
        (1 | 2, _) if !text.starts_with('0') => cardinal(text, Region::American),
        (3 | 4, _) if text.starts_with('0') => digits(text),
        (4, 0) if text.ends_with("000") => cardinal(text, Region::American),
        (3 | 4, 0) => format!("{} hundred", below_hundred(value(high))),
        (3 | 4, 1..=9) => format!("{} oh {}", below_hundred(value(high)), ONES[low]),
        (3 | 4, _) => format!("{} {}", below_hundred(value(high)), below_hundred(low)),
        _ => digits(text),
    }
}

/// Letters one by one. Alone, "A" would be heard as the article, and espeak-ng says
/// "ay" like "eye".
pub(super) fn letters(text: &str) -> String {
    let letters = text.chars().map(|ch| match ch {
        'a' | 'A' => "eh".to_owned(),
        _ => ch.to_uppercase().collect(),
    });
    letters.collect::<Vec<_>>().join(" ")
}

/// The plural of what is said last: "twenties", "sixes".
pub(super) fn plural(words: &str) -> String {
    match words.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if words.ends_with(['x', 's']) => format!("{words}es"),
        None => format!("{words}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_on_either_side_of_the_ocean() {
        let table = [
            ("0", "zero", "zero"),
            ("100", "one hundred", "one hundred"),
            ("105", "one hundred five", "one hundred and five"),
            ("1005", "one thousand five", "one thousand and five"),
            (
                "1105",
                "one thousand one hundred five",
                "one thousand one hundred and five",
            ),
            ("1000000", "one million", "one million"),
            ("1000001", "one million one", "one million and one"),
            ("90000", "ninety thousand", "ninety thousand"),
        ];
        for (digits, american, british) in table {
            assert_eq!(cardinal(digits, Region::American), american);
            assert_eq!(cardinal(digits, Region::Other), british);
        }
        let most = "9".repeat(36);
        assert!(
            cardinal(&most, Region::Other).starts_with("nine hundred and ninety-nine decillion")
        );
        assert!(cardinal(&(most + "9"), Region::Other).starts_with("nine nine nine"));
    }

    #[test]
    fn the_last_word_of_an_ordinal_tells_its_place() {
        let table = [
            ("1", "first"),
            ("12", "twelfth"),
            ("20", "twentieth"),
            ("43", "forty-third"),
        ];
        for (digits, words) in table {
            assert_eq!(ordinal(digits, Region::American), words);
        }
    }
}

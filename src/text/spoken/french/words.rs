//! Numbers in French words.

use super::super::Region;
use super::super::figure::{Figure, Marks, is_digits, value};
use super::super::romance::number::{Words, is_flood, is_padded};
use super::super::romance::{Gender, One};

const ONES: [&str; 20] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];
const TENS: [&str; 10] = [
    "",
    "",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "septante",
    "quatre-vingt",
    "nonante",
];
/// Powers of a thousand from a million on, long scale.
const SCALES: [&str; 6] = [
    "million",
    "milliard",
    "billion",
    "billiard",
    "trillion",
    "trilliard",
];

/// What stands around numbers.
pub(super) const AROUND: Words = Words {
    digits: &ONES,
    comma: "virgule",
    dot: "point",
    minus: "moins",
    plus: "plus",
    plus_minus: "plus ou moins",
    about: "environ",
    less: "moins de",
    more: "plus de",
};

/// French writes 1 234,5, the Swiss 1'234.5 and 1'234,5.
pub(super) fn marks(region: Region) -> Marks {
    match region {
        Region::Swiss => Marks {
            group: &['\'', '’'],
            point: ',',
        },
        _ => Marks {
            group: &['.'],
            point: ',',
        },
    }
}

/// "mille deux cent trente-quatre"; what is no number is left as it is.
pub(super) fn cardinal(text: &str, gender: Gender, region: Region) -> String {
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
        let value = value(group);
        match (value, after.len() / 3) {
            (0, _) => {}
            (_, 0) => words.push(below_thousand(value, Plural::Marked, region)),
            (1, 1) => words.push("mille".into()),
            (_, 1) => words.push(format!(
                "{} mille",
                below_thousand(value, Plural::Bare, region)
            )),
            (_, scale) => {
                let plural = if value > 1 { "s" } else { "" };
                let count = below_thousand(value, Plural::Marked, region);
                words.push(format!("{count} {}{plural}", SCALES[scale - 2]));
            }
        }
        rest = after;
    }
    let said = words.join(" ");
    match gender {
        _ if said.is_empty() => ONES[0].into(),
        Gender::Feminine => feminine(said),
        Gender::Masculine => said,
    }
}

/// "vingt et un" → "vingt et une".
fn feminine(said: String) -> String {
    match said == "un" || said.ends_with(" un") || said.ends_with("-un") {
        true => format!("{said}e"),
        false => said,
    }
}

/// Whether "cents" and "quatre-vingts" keep their s at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plural {
    Marked,
    /// Before "mille".
    Bare,
}

fn below_thousand(value: usize, plural: Plural, region: Region) -> String {
    let (hundreds, rest) = (value / 100 % 10, value % 100);
    let head = match hundreds {
        0 => return below_hundred(rest, plural, region),
        1 => "cent".to_owned(),
        _ => format!("{} cent", ONES[hundreds]),
    };
    match rest {
        0 if hundreds > 1 && plural == Plural::Marked => format!("{head}s"),
        0 => head,
        _ => format!("{head} {}", below_hundred(rest, plural, region)),
    }
}

fn below_hundred(value: usize, plural: Plural, region: Region) -> String {
    let own = matches!(region, Region::Belgian | Region::Swiss);
    let (tens, ones) = match (value / 10 % 10, value % 10) {
        (0 | 1, _) => return ONES[value % 20].into(),
        (7, ones) if !own => (6, ones + 10),
        (9, ones) if !own => (8, ones + 10),
        (tens, ones) => (tens, ones),
    };
    match (tens, ones) {
        (8, 0) if plural == Plural::Marked => "quatre-vingts".into(),
        (_, 0) => TENS[tens].into(),
        (8, _) => format!("{}-{}", TENS[8], ONES[ones]),
        (_, 1 | 11) => format!("{} et {}", TENS[tens], ONES[ones]),
        _ => format!("{}-{}", TENS[tens], ONES[ones]),
    }
}

/// "deuxième"; "premier" and "première" where it is one.
pub(super) fn ordinal(text: &str, gender: Gender, region: Region) -> String {
    let value = text.trim_start_matches('0');
    if value == "1" {
        return match gender {
            Gender::Masculine => "premier".into(),
            Gender::Feminine => "première".into(),
        };
    }
    let said = cardinal(text, Gender::Masculine, region);
    if let Some(stem) = said.strip_suffix("cinq") {
        return format!("{stem}cinquième");
    }
    if let Some(stem) = said.strip_suffix("neuf") {
        return format!("{stem}neuvième");
    }
    let stem = match said.strip_suffix('s') {
        Some(stem) if said.ends_with("vingts") || said.ends_with("cents") => stem,
        Some(stem) if said.ends_with("lions") || said.ends_with("liards") => stem,
        _ => said.trim_end_matches('e'),
    };
    format!("{stem}ième")
}

/// "zéro six un".
pub(super) fn digits(text: &str) -> String {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    let words: Vec<_> = digits.map(|byte| ONES[usize::from(byte - b'0')]).collect();
    words.join(" ")
}

/// Each zero in front, and what remains as one number: "05", "007".
pub(super) fn padded(text: &str, region: Region) -> String {
    AROUND.padded(text, |rest| cardinal(rest, Gender::Masculine, region))
}

/// A number with its sign, before a noun or alone.
pub(super) fn figure(figure: &Figure, one: One<'_>, region: Region) -> String {
    let gender = match one {
        One::Before(gender, _) if figure.fraction.is_none() => gender,
        _ => Gender::Masculine,
    };
    let whole = match (is_flood(figure), is_padded(figure)) {
        (true, _) => digits(&figure.whole),
        (_, true) => padded(&figure.whole, region),
        _ => cardinal(&figure.whole, gender, region),
    };
    AROUND.figure(figure, ',', &whole, |fraction| padded(fraction, region))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_put_together_as_french_does() {
        let table = [
            ("0", "zéro"),
            ("21", "vingt et un"),
            ("71", "soixante et onze"),
            ("80", "quatre-vingts"),
            ("81", "quatre-vingt-un"),
            ("91", "quatre-vingt-onze"),
            ("100", "cent"),
            ("200", "deux cents"),
            ("201", "deux cent un"),
            ("200000", "deux cent mille"),
            ("80000", "quatre-vingt mille"),
            ("80000000", "quatre-vingts millions"),
            ("1000", "mille"),
            ("1000001", "un million un"),
            ("1000000000000", "un billion"),
        ];
        for (digits, words) in table {
            let said = cardinal(digits, Gender::Masculine, Region::Other);
            assert_eq!(said, words);
        }
        assert_eq!(
            cardinal("71", Gender::Masculine, Region::Belgian),
            "septante et un"
        );
        assert_eq!(
            cardinal("99", Gender::Masculine, Region::Swiss),
            "nonante-neuf"
        );
        assert_eq!(
            cardinal("21", Gender::Feminine, Region::Other),
            "vingt et une"
        );
        assert_eq!(
            cardinal("81", Gender::Feminine, Region::Other),
            "quatre-vingt-une"
        );
        assert_eq!(cardinal("11", Gender::Feminine, Region::Other), "onze");
    }

    #[test]
    fn ordinals_change_their_stem() {
        let table = [
            ("2", "deuxième"),
            ("4", "quatrième"),
            ("5", "cinquième"),
            ("9", "neuvième"),
            ("21", "vingt et unième"),
            ("80", "quatre-vingtième"),
            ("100", "centième"),
            ("200", "deux centième"),
            ("1000", "millième"),
            ("3", "troisième"),
            ("6", "sixième"),
        ];
        for (digits, words) in table {
            assert_eq!(ordinal(digits, Gender::Masculine, Region::Other), words);
        }
    }
}

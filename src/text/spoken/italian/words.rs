//! Numbers in Italian words.

use super::super::Region;
use super::super::figure::{Figure, Marks, is_digits, value};
use super::super::romance::number::{Words, is_flood, is_padded};
use super::super::romance::{Gender, One};

const ONES: [&str; 20] = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
];
const TENS: [&str; 10] = [
    "",
    "",
    "venti",
    "trenta",
    "quaranta",
    "cinquanta",
    "sessanta",
    "settanta",
    "ottanta",
    "novanta",
];
/// Powers of a thousand from a million on, long scale: one and many.
const SCALES: [(&str, &str); 6] = [
    ("milione", "milioni"),
    ("miliardo", "miliardi"),
    ("bilione", "bilioni"),
    ("biliardo", "biliardi"),
    ("trilione", "trilioni"),
    ("triliardo", "triliardi"),
];
/// The first ten ordinals.
const FIRST: [&str; 11] = [
    "zeresimo", "primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo",
    "nono", "decimo",
];
/// Longest number that is one word, in letters; an engine bears no longer ones.
const WORD: usize = 34;

/// What stands around numbers.
pub(super) const AROUND: Words = Words {
    digits: &ONES,
    comma: "virgola",
    dot: "punto",
    minus: "meno",
    plus: "più",
    plus_minus: "più o meno",
    about: "circa",
    less: "meno di",
    more: "più di",
};

/// Italian writes 1.234,5, the Swiss 1'234,5.
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

/// "milleduecentotrentaquattro"; what is no number is left as it is.
pub(super) fn cardinal(text: &str) -> String {
    if !is_digits(text) {
        return text.to_owned();
    }
    let significant = text.trim_start_matches('0');
    if significant.len() > (SCALES.len() + 2) * 3 {
        return digits(text);
    }
    let (high, low) = significant.split_at(significant.len() - significant.len().min(6));
    let mut words: Vec<String> = Vec::new();
    let mut rest = high;
    while !rest.is_empty() {
        let (group, after) = rest.split_at((rest.len() - 1) % 3 + 1);
        let (one, many) = SCALES[after.len() / 3];
        match value(group) {
            0 => {}
            1 => words.push(format!("un {one}")),
            value => words.push(format!("{} {many}", accented(below_thousand(value)))),
        }
        rest = after;
    }
    let low = below_million(value(low));
    if !low.is_empty() && !words.is_empty() {
        words.push("e".into());
    }
    words.extend((!low.is_empty()).then_some(low));
    match words.is_empty() {
        true => ONES[0].into(),
        false => words.join(" "),
    }
}

/// Empty for zero.
fn below_million(value: usize) -> String {
    let low = below_thousand(value % 1000);
    let thousands = match value / 1000 {
        0 => String::new(),
        1 => "mille".into(),
        count => format!("{}mila", below_thousand(count)),
    };
    let whole = thousands.chars().count() + low.chars().count() <= WORD;
    let apart = if whole || low.is_empty() { "" } else { " " };
    accented(format!("{thousands}{apart}{low}"))
}

/// Without its last accent: "ventitre".
fn below_thousand(value: usize) -> String {
    let (hundreds, rest) = (value / 100 % 10, value % 100);
    let tens = below_hundred(rest);
    let head = match hundreds {
        0 => return tens,
        1 => "cento".to_owned(),
        _ => format!("{}cento", ONES[hundreds]),
    };
    // "centottanta", "duecentotto".
    match tens.starts_with("ott") {
        true => format!("{}{tens}", head.trim_end_matches('o')),
        false => format!("{head}{tens}"),
    }
}

fn below_hundred(value: usize) -> String {
    match (value / 10 % 10, value % 10) {
        (0, 0) => String::new(),
        (0 | 1, _) => ONES[value % 20].into(),
        (tens, 0) => TENS[tens].into(),
        (tens, ones @ (1 | 8)) => {
            let stem = TENS[tens];
            format!("{}{}", &stem[..stem.len() - 1], ONES[ones])
        }
        (tens, ones) => format!("{}{}", TENS[tens], ONES[ones]),
    }
}

/// "ventitré", but "tre".
fn accented(word: String) -> String {
    match word.strip_suffix("tre") {
        Some(stem) if !stem.is_empty() && !stem.ends_with(' ') => format!("{stem}tré"),
        _ => word,
    }
}

/// "ventitreesimo", "prima".
pub(super) fn ordinal(text: &str, gender: Gender) -> String {
    let value = value(text);
    let said = match FIRST.get(value) {
        Some(first) => (*first).to_owned(),
        None => {
            let said = cardinal(text);
            let kept = said.ends_with("tré") || said.ends_with("sei");
            let stem = said.replace("tré", "tre");
            let stem = match stem.strip_suffix(|ch: char| "aeiou".contains(ch)) {
                Some(cut) if !kept => cut.to_owned(),
                _ => stem,
            };
            // "mille" doubles no more: "millesimo", "duemillesimo".
            match stem.strip_suffix("mil") {
                Some(head) if !head.is_empty() => format!("{head}millesimo"),
                _ => format!("{stem}esimo"),
            }
        }
    };
    feminine(said, gender)
}

/// "primo" → "prima".
fn feminine(said: String, gender: Gender) -> String {
    match (gender, said.strip_suffix('o')) {
        (Gender::Feminine, Some(stem)) => format!("{stem}a"),
        _ => said,
    }
}

/// "zero sei uno".
pub(super) fn digits(text: &str) -> String {
    AROUND.digits(text)
}

/// Each zero in front, and what remains as one number: "05", "007".
pub(super) fn padded(text: &str) -> String {
    AROUND.padded(text, cardinal)
}

/// A number with its sign, before a noun or alone.
pub(super) fn figure(figure: &Figure, one: One<'_>, _: Region) -> String {
    let whole = match (is_flood(figure), is_padded(figure), one) {
        (true, ..) => digits(&figure.whole),
        (_, true, _) => padded(&figure.whole),
        (_, _, One::Before(gender, noun)) if figure.is_one() => article(gender, noun).into(),
        _ => cardinal(&figure.whole),
    };
    AROUND.figure(figure, ',', &whole, padded)
}

/// "un", "uno", "una", "un'" before `noun`.
pub(super) fn article(gender: Gender, noun: &str) -> &'static str {
    let noun = noun.to_lowercase();
    let mut letters = noun.chars();
    let (first, second) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
    let is_vowel = |ch: char| "aeiouàèéìòùh".contains(ch);
    let impure = matches!(
        (first, second),
        ('z' | 'x' | 'y', _) | ('g' | 'p', 'n') | ('p', 's')
    ) || (first == 's' && !is_vowel(second))
        || (first == 'i' && is_vowel(second));
    match gender {
        Gender::Feminine if is_vowel(first) && !impure => "un'",
        Gender::Feminine => "una",
        Gender::Masculine if impure => "uno",
        Gender::Masculine => "un",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_put_together_as_italian_does() {
        let table = [
            ("0", "zero"),
            ("3", "tre"),
            ("21", "ventuno"),
            ("23", "ventitré"),
            ("28", "ventotto"),
            ("101", "centouno"),
            ("108", "centotto"),
            ("180", "centottanta"),
            ("1000", "mille"),
            ("1998", "millenovecentonovantotto"),
            ("2023", "duemilaventitré"),
            ("23000", "ventitremila"),
            ("1000000", "un milione"),
            ("2500000", "due milioni e cinquecentomila"),
            ("1000000000", "un miliardo"),
            ("103", "centotré"),
            ("1000000000000", "un bilione"),
        ];
        for (digits, words) in table {
            assert_eq!(cardinal(digits), words);
        }
        for value in 1..1_000_000 {
            let said = below_million(value);
            let longest = said.split(' ').map(|word| word.chars().count()).max();
            assert!(longest <= Some(40), "{said}");
        }
    }

    #[test]
    fn ordinals_drop_the_last_vowel() {
        let table = [
            ("1", "primo"),
            ("10", "decimo"),
            ("11", "undicesimo"),
            ("20", "ventesimo"),
            ("21", "ventunesimo"),
            ("23", "ventitreesimo"),
            ("26", "ventiseiesimo"),
            ("100", "centesimo"),
            ("1000", "millesimo"),
            ("2000", "duemillesimo"),
        ];
        for (digits, words) in table {
            assert_eq!(ordinal(digits, Gender::Masculine), words);
        }
    }

    #[test]
    fn one_takes_the_article_of_its_noun() {
        let table = [
            (Gender::Masculine, "libro", "un"),
            (Gender::Masculine, "studente", "uno"),
            (Gender::Masculine, "zaino", "uno"),
            (Gender::Masculine, "anno", "un"),
            (Gender::Feminine, "ora", "un'"),
            (Gender::Feminine, "casa", "una"),
        ];
        for (gender, noun, said) in table {
            assert_eq!(article(gender, noun), said, "{noun}");
        }
    }
}

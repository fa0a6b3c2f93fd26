//! `<say-as interpret-as format>` → the written form that the rules of the language read
//! so. Nothing is read here: a date becomes one that no rule mistakes, a cardinal a
//! number with groups.

use super::super::language;

/// What becomes of a text.
#[derive(Debug, PartialEq)]
pub(super) enum As {
    /// The rules find out, as anywhere.
    Written,
    /// This is read instead.
    Text(String),
    /// It is not said.
    Silent,
    /// Nothing is known of such an interpretation.
    Unknown,
}

/// `text` as `interpret`, in a language by its BCP 47 tag.
pub(super) fn interpret(text: &str, interpret: &str, format: &str, tag: &str) -> As {
    let text = text.trim();
    let primary = language::primary(tag);
    let said = match interpret {
        "characters" | "spell-out" | "verbatim" | "letters" => Some(spelled(text, primary)),
        "digits" | "number_digit" => Some(digits(text)),
        "telephone" => lone_digits(text).then(|| digits(text)),
        "cardinal" | "number" => match format {
            "ordinal" => ordinal(text, primary),
            "digits" => Some(digits(text)),
            _ => cardinal(text, primary),
        },
        "ordinal" => ordinal(text, primary),
        "date" => date(text, format),
        "time" | "duration" | "fraction" | "unit" | "currency" | "address" | "net" | "name" => None,
        "expletive" | "bleep" => return As::Silent,
        _ => return As::Unknown,
    };
    said.map_or(As::Written, As::Text)
}

/// Letters and digits one by one; other signs are left for the voice, apart.
fn spelled(text: &str, primary: &str) -> String {
    let said = text
        .chars()
        .filter(|ch| !ch.is_whitespace())
        .map(|ch| match ch {
            // As a word of its own it would be the article.
            'a' | 'A' if primary == "en" => "eh".to_owned(),
            ch => ch.to_uppercase().collect(),
        });
    said.collect::<Vec<String>>().join(" ")
}

fn digits(text: &str) -> String {
    let mut said = String::with_capacity(text.len() * 2);
    let mut after_digit = false;
    for ch in text.chars() {
        if after_digit && ch.is_numeric() {
            said.push(' ');
        }
        after_digit = ch.is_numeric();
        said.push(ch);
    }
    said
}

fn lone_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// With groups, so that it is no year and no code.
fn cardinal(text: &str, primary: &str) -> Option<String> {
    let (sign, number) = match text.strip_prefix(['-', '+']) {
        Some(number) => (&text[..1], number),
        None => ("", text),
    };
    let number = number.trim_start_matches('0');
    if !lone_digits(number) || number.len() < 4 {
        return None;
    }
    let mark = match primary {
        "en" | "zh" | "ja" | "ko" | "th" | "he" | "hi" => ",",
        "fr" | "ru" | "uk" | "pl" | "cs" | "sv" | "nb" | "fi" | "bg" => "\u{202F}",
        _ => ".",
    };
    let first = (number.len() - 1) % 3 + 1;
    let mut grouped = format!("{sign}{}", &number[..first]);
    for at in (first..number.len()).step_by(3) {
        grouped.push_str(mark);
        grouped.push_str(&number[at..at + 3]);
    }
    Some(grouped)
}

fn ordinal(text: &str, primary: &str) -> Option<String> {
    if !lone_digits(text) {
        return None;
    }
    let ending = match primary {
        "en" => english_ending(text),
        "fr" if text == "1" => "er",
        "fr" => "e",
        "es" | "it" | "pt" => "º",
        _ => ".",
    };
    Some(format!("{text}{ending}"))
}

fn english_ending(number: &str) -> &'static str {
    let teen = number.len() > 1 && number[number.len() - 2..].starts_with('1');
    match number.as_bytes().last() {
        Some(b'1') if !teen => "st",
        Some(b'2') if !teen => "nd",
        Some(b'3') if !teen => "rd",
        _ => "th",
    }
}

/// A whole date of three numbers, whatever parts them, in ISO's order. Parts of one are
/// left to the rules.
fn date(text: &str, format: &str) -> Option<String> {
    let mut parts = text.split(|ch: char| !ch.is_ascii_digit());
    let mut next = || parts.next().filter(|part| (1..=4).contains(&part.len()));
    let numbers = [next()?, next()?, next()?];
    if parts.next().is_some() {
        return None;
    }
    let order = match format {
        "ymd" | "yyyymmdd" => [0, 1, 2],
        "ydm" => [0, 2, 1],
        "mdy" => [2, 0, 1],
        "dmy" => [2, 1, 0],
        _ => return None,
    };
    let [year, month, day] = order.map(|at| numbers[at]);
    let in_range = |part: &str, most| part.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    (in_range(month, 12) && in_range(day, 31) && matches!(year.len(), 2 | 4)).then(|| {
        // Two digits mean the years around our own.
        let century = match year.parse::<u32>() {
            Ok(short) if year.len() == 2 => {
                if short < 70 {
                    "20"
                } else {
                    "19"
                }
            }
            _ => "",
        };
        format!("{century}{year}-{month:0>2}-{day:0>2}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_interpretation_becomes_what_the_rules_read_so() {
        let table = [
            ("USA", "characters", "", "en-US", "U S eh"),
            ("usb", "spell-out", "", "de", "U S B"),
            ("2024", "digits", "", "en", "2 0 2 4"),
            ("12-34", "digits", "", "en", "1 2-3 4"),
            ("2125550123", "telephone", "", "en", "2 1 2 5 5 5 0 1 2 3"),
            ("1998", "cardinal", "", "en", "1,998"),
            ("-1234567", "cardinal", "", "de", "-1.234.567"),
            ("1998", "number", "", "fr", "1\u{202F}998"),
            ("3", "ordinal", "", "en", "3rd"),
            ("112", "ordinal", "", "en", "112th"),
            ("1", "ordinal", "", "fr", "1er"),
            ("2", "number", "ordinal", "pt-BR", "2º"),
            ("3/4/2023", "date", "mdy", "en", "2023-03-04"),
            ("3.4.23", "date", "dmy", "de", "2023-04-03"),
            ("2023-3-4", "date", "ydm", "en", "2023-04-03"),
        ];
        for (text, as_what, format, tag, expected) in table {
            let said = interpret(text, as_what, format, tag);
            assert_eq!(
                said,
                As::Text(expected.into()),
                "{text} as {as_what} {format}"
            );
        }
    }

    #[test]
    fn what_the_rules_read_well_or_no_date_is_stays_as_it_is() {
        let table = [
            ("12", "cardinal", ""),
            ("$5", "currency", ""),
            ("31/12", "date", "dm"),
            ("13/13/2023", "date", "mdy"),
            ("1/2/3/4", "date", "mdy"),
            ("+1 212-555-0123", "telephone", ""),
            ("third", "ordinal", ""),
            ("", "cardinal", ""),
        ];
        for (text, as_what, format) in table {
            assert_eq!(
                interpret(text, as_what, format, "en"),
                As::Written,
                "{text}"
            );
        }
        assert_eq!(interpret("x", "expletive", "", "en"), As::Silent);
        assert_eq!(interpret("x", "opera", "", "en"), As::Unknown);
    }
}

//! Names with digits in them, taken apart: "COVID-19", "F-16", "H2O", "CO₂".

use super::super::figure::{digits, lowered};

/// Runs of letters and digits, each said in its own way: `number` says digits, or
/// `None` where they are no number of a name; `word` says letters.
pub(in super::super) fn said(
    name: &str,
    number: impl Fn(&str) -> Option<String>,
    word: impl Fn(&str) -> String,
) -> Option<String> {
    let plain = plain(name);
    let mut said: Vec<String> = Vec::new();
    for part in plain.split(['-', '‑', '–']) {
        let mut rest = part;
        while !rest.is_empty() {
            let (figures, after) = digits(rest);
            let end = rest.find(|ch: char| !ch.is_alphabetic());
            let (letters, next) = rest.split_at(end.unwrap_or(rest.len()));
            rest = match (figures, letters) {
                ("", "") => return None,
                ("", letters) => {
                    said.push(word(letters));
                    next
                }
                (figures, _) => {
                    said.push(number(figures)?);
                    after
                }
            };
        }
        if part.is_empty() {
            return None;
        }
    }
    Some(said.join(" "))
}

/// `name` with plain digits for lowered ones.
pub(in super::super) fn plain(name: &str) -> String {
    name.chars().map(|ch| lowered(ch).unwrap_or(ch)).collect()
}

/// Whether there is a digit in `name`, lowered ones included.
pub(in super::super) fn is_numbered(name: &str) -> bool {
    name.contains(|ch: char| ch.is_ascii_digit() || lowered(ch).is_some())
}

/// A word of a name: one or two capitals letter by letter, the rest as it is.
pub(in super::super) fn word(word: &str) -> String {
    match word.chars().count() <= 2 && word.chars().all(char::is_uppercase) {
        true => letters(word),
        false => word.to_owned(),
    }
}

/// Letters one by one, in capitals: engines know them so.
pub(in super::super) fn letters(text: &str) -> String {
    let letters = text.chars().map(|ch| ch.to_uppercase().collect());
    letters.collect::<Vec<String>>().join(" ")
}

/// Where the first word of "ClimateChange" ends; 0 where no letter begins.
pub(in super::super) fn hump(text: &str) -> usize {
    let mut lower = false;
    for (at, ch) in text.char_indices() {
        if !ch.is_alphabetic() || (ch.is_uppercase() && lower) {
            return at;
        }
        lower = ch.is_lowercase();
    }
    text.len()
}

//! Emoji by their names in CLDR: "👩🏿‍💻" is one sign, a woman technologist.
//!
//! The names are CLDR's (release 48.2, annotations and those derived from them, under
//! the Unicode License v3), tones of skin left out, one file a language. In another
//! language they go to the engine, which knows most names itself.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

use super::at::At;
use super::claim::Claim;

/// The name under which a reading of emoji is told.
pub(super) const RULE: &str = "emoji";
/// Most different emoji of one word that are named; nobody listens to more.
const NAMED: usize = 3;
/// Most of one word that are looked at: what repeats is named once.
const SEEN: usize = 24;

/// Whether emoji are heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Emoji {
    /// By their names.
    #[default]
    Say,
    /// Not at all, as if they were not written.
    Silent,
}

type Names = HashMap<&'static str, &'static str>;

/// One language's file.
struct Table {
    language: &'static str,
    names: LazyLock<Names>,
}

macro_rules! table {
    ($language:literal) => {
        Table {
            language: $language,
            names: LazyLock::new(|| read_names(include_str!(concat!($language, ".tsv")))),
        }
    };
}

static TABLES: [Table; 7] = [
    table!("en"),
    table!("de"),
    table!("fr"),
    table!("es"),
    table!("it"),
    table!("pt"),
    table!("ru"),
];

fn read_names(file: &'static str) -> Names {
    file.lines()
        .filter_map(|line| line.split_once('\t'))
        .collect()
}

/// What is said of a word of emoji in `language`, a primary subtag.
pub(super) fn read(at: &At<'_>, language: &str) -> Option<Claim> {
    let written = at.written(0);
    if !written.starts_with(is_pictograph) || is_love(written) {
        return None;
    }
    let table = TABLES.iter().find(|table| table.language == language)?;
    let mut said: Vec<&str> = Vec::new();
    for cluster in written.graphemes(true).take(SEEN) {
        let name = *table.names.get(plain(cluster).as_str())?;
        if !said.contains(&name) && said.len() < NAMED {
            said.push(name);
        }
    }
    let claim = Claim::word(said.join(" "));
    Some(Claim {
        rule: RULE,
        ..claim
    })
}

/// Whether the word is emoji and nothing else.
pub(super) fn is_all(at: &At<'_>) -> bool {
    let written = at.written(0);
    !written.is_empty()
        && !is_love(written)
        && written
            .graphemes(true)
            .all(|cluster| cluster.starts_with(is_pictograph))
}

/// A heart of text, "I ❤ books", is a word: the languages read it.
fn is_love(written: &str) -> bool {
    matches!(written, "❤" | "♥")
}

/// Without the tone of its skin and the selectors of its dress.
fn plain(cluster: &str) -> String {
    let bare = |ch: &char| !matches!(ch, '\u{1F3FB}'..='\u{1F3FF}' | '\u{FE0E}' | '\u{FE0F}');
    cluster.chars().filter(bare).collect()
}

/// Whether `ch` begins an emoji.
pub(in super::super) fn is_pictograph(ch: char) -> bool {
    matches!(ch,
        '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F300}'..='\u{1F3FA}' | '\u{1F400}'..='\u{1FAFF}'
        | '\u{1F004}' | '\u{1F0CF}' | '\u{2600}'..='\u{27BF}' | '\u{231A}' | '\u{231B}'
        | '\u{23E9}'..='\u{23FA}' | '\u{2B50}' | '\u{2B55}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_names_the_same_emoji() {
        let known = TABLES[0].names.len();
        assert!(known > 1500, "{known}");
        for table in &TABLES {
            assert_eq!(table.names.len(), known, "{}", table.language);
            let heard = |name: &&str| name.chars().any(char::is_alphanumeric);
            assert!(table.names.values().all(heard), "{}", table.language);
        }
    }

    #[test]
    fn tones_and_dress_are_not_looked_at() {
        assert_eq!(plain("👍🏽"), "👍");
        assert_eq!(plain("❤\u{FE0F}"), "❤");
        assert_eq!(plain("👩🏿\u{200D}💻"), "👩\u{200D}💻");
    }
}

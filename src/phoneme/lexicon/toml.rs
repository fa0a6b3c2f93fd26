//! The lexicon as TOML.
//!
//! ```toml
//! [say]                        # words said as other words
//! nginx = "engine x"
//!
//! [ipa]                        # words by their sounds
//! Nguyen = "wˈɪn"
//!
//! [[entry]]                    # anything more particular
//! written = ["SQL", "sql"]
//! say = "sequel"
//! language = "en"
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Entry, Fault};
use crate::text::{Alphabet, Boundary, Case, Draft, Pronunciation, Said, Written};

type Short = BTreeMap<Spanned<String>, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    say: Short,
    #[serde(default)]
    ipa: Short,
    #[serde(default)]
    espeak: Short,
    #[serde(default)]
    entry: Vec<Spanned<Long>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Long {
    #[serde(default)]
    written: Several,
    pattern: Option<String>,
    say: Option<String>,
    ipa: Option<String>,
    espeak: Option<String>,
    language: Option<String>,
    #[serde(default)]
    voice: Several,
    case: Option<CaseName>,
    #[serde(default)]
    boundary: BoundaryName,
}

/// One, or a list.
#[derive(Clone, Deserialize)]
#[serde(untagged, expecting = "expected a text, or a list of texts")]
enum Several {
    One(String),
    Many(Vec<String>),
}

impl Default for Several {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl Several {
    fn list(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum CaseName {
    Exact,
    Any,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum BoundaryName {
    #[default]
    Word,
    Start,
    None,
}

/// Reads a file; entries in the order of their lines.
pub(super) fn read(text: &str) -> Result<Vec<Entry>, Fault> {
    let file: File = toml::from_str(text).map_err(|error| Fault {
        line: line_of(text, error.span().map_or(0, |span| span.start)),
        what: error.message().trim_end_matches('.').replace('\n', "; "),
    })?;
    let mut entries = Vec::new();
    let sounds = |alphabet| move |phonemes| Said::Sounds(Pronunciation { alphabet, phonemes });
    short(text, file.say, Said::Alias, &mut entries);
    short(text, file.ipa, sounds(Alphabet::Ipa), &mut entries);
    short(text, file.espeak, sounds(Alphabet::Espeak), &mut entries);
    for long in file.entry {
        let line = line_of(text, long.span().start);
        let drafts = long.into_inner().drafts();
        let drafts = drafts.map_err(|what| Fault { line, what })?;
        entries.extend(drafts.into_iter().map(|draft| Entry { line, draft }));
    }
    entries.sort_by_key(|entry| entry.line);
    Ok(entries)
}

fn short(text: &str, table: Short, said: impl Fn(String) -> Said, into: &mut Vec<Entry>) {
    into.extend(table.into_iter().map(|(written, value)| Entry {
        line: line_of(text, written.span().start),
        draft: Draft {
            written: Written::Words(written.into_inner()),
            said: said(value),
            language: None,
            voices: Vec::new(),
            case: None,
            boundary: Boundary::Word,
        },
    }));
}

impl Long {
    fn drafts(self) -> Result<Vec<Draft>, String> {
        let said = self.said()?;
        let words = self.written.list().into_iter().map(Written::Words);
        let written: Vec<Written> = words.chain(self.pattern.map(Written::Pattern)).collect();
        if written.is_empty() {
            return Err(
                "the entry has neither `written` nor `pattern`; give what it is for".into(),
            );
        }
        let voices = self.voice.list();
        let drafts = written.into_iter().map(|written| Draft {
            written,
            said: said.clone(),
            language: self.language.clone(),
            voices: voices.clone(),
            case: self.case.map(|case| match case {
                CaseName::Exact => Case::Exact,
                CaseName::Any => Case::Any,
            }),
            boundary: match self.boundary {
                BoundaryName::Word => Boundary::Word,
                BoundaryName::Start => Boundary::Start,
                BoundaryName::None => Boundary::None,
            },
        });
        Ok(drafts.collect())
    }

    fn said(&self) -> Result<Said, String> {
        let sounds = |alphabet, phonemes: &String| {
            let phonemes = phonemes.clone();
            Said::Sounds(Pronunciation { alphabet, phonemes })
        };
        match (&self.say, &self.ipa, &self.espeak) {
            (Some(alias), None, None) => Ok(Said::Alias(alias.clone())),
            (None, Some(phonemes), None) => Ok(sounds(Alphabet::Ipa, phonemes)),
            (None, None, Some(phonemes)) => Ok(sounds(Alphabet::Espeak, phonemes)),
            _ => Err("the entry needs one of `say`, `ipa` and `espeak`, and no two".into()),
        }
    }
}

/// The line of a byte, from 1.
fn line_of(text: &str, byte: usize) -> usize {
    let before = &text.as_bytes()[..byte.min(text.len())];
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

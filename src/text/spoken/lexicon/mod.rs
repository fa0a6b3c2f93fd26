//! The site's own readings, which come before every rule.
//!
//! An entry names written words, or a pattern of them, and says how they are read: by
//! other words, which the rules of the language then read as if they had been written,
//! or by their sounds. Nothing is read twice: what an entry says is not looked up again.
//!
//! At a place the entry that covers most words wins, of several the most particular
//! (its voice, its language, its exact case), of equals the first. Patterns come after,
//! in their order.

mod draft;
mod pattern;
mod phrase;

use std::collections::HashMap;

pub use draft::{Boundary, Case, Draft, Said, Written};
use pattern::Pattern;
use phrase::Phrase;

use super::super::Pronunciation;
use super::super::language;
use super::At;

/// The name under which a reading from the lexicon is told.
pub(super) const RULE: &str = "lexicon";

/// Most entries of written words; each costs some hundred bytes.
const MOST_PHRASES: usize = 50_000;
/// Most patterns; each is tried at every word.
const MOST_PATTERNS: usize = 100;

/// A site's own readings.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    phrases: Vec<Entry<Phrase>>,
    /// Which phrases begin with a word, in lower case; the best first.
    beginnings: HashMap<String, Vec<usize>>,
    patterns: Vec<Entry<Pattern>>,
    names_voices: bool,
}

/// One reading and where it holds.
#[derive(Clone, Debug)]
struct Entry<W> {
    written: W,
    said: Said,
    /// In RFC 5646's case.
    language: Option<String>,
    voices: Vec<String>,
}

impl Lexicon {
    /// Adds an entry.
    ///
    /// # Errors
    /// What is wrong with it and what to do, in a sentence for whoever wrote it.
    pub fn add(&mut self, draft: Draft) -> Result<(), String> {
        draft.check()?;
        let tag = draft.language.as_deref();
        let language = tag
            .map(|tag| {
                language::normalise(tag).ok_or_else(|| {
                    format!("the language {tag:?} is no BCP 47 tag; write one such as \"en\" or \"en-GB\"")
                })
            })
            .transpose()?;
        self.names_voices |= !draft.voices.is_empty();
        match Pattern::of(&draft)? {
            Some(written) => self.add_pattern(Entry {
                written,
                said: draft.said,
                language,
                voices: draft.voices,
            }),
            None => self.add_phrase(Entry {
                written: Phrase::of(&draft)?,
                said: draft.said,
                language,
                voices: draft.voices,
            }),
        }
    }

    fn add_pattern(&mut self, entry: Entry<Pattern>) -> Result<(), String> {
        if self.patterns.len() == MOST_PATTERNS {
            return Err(format!(
                "there are more than {MOST_PATTERNS} patterns and parts of words; write whole words where they do"
            ));
        }
        self.patterns.push(entry);
        Ok(())
    }

    fn add_phrase(&mut self, entry: Entry<Phrase>) -> Result<(), String> {
        if self.phrases.len() == MOST_PHRASES {
            return Err(format!("there are more than {MOST_PHRASES} entries"));
        }
        let index = self.phrases.len();
        let first = entry.written.first().to_owned();
        let rank = entry.rank();
        self.phrases.push(entry);
        let same = self.beginnings.entry(first).or_default();
        let phrases = &self.phrases;
        let place = same.partition_point(|other| phrases[*other].rank() >= rank);
        same.insert(place, index);
        Ok(())
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.phrases.len() + self.patterns.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether some entry holds for certain voices only.
    pub fn names_voices(&self) -> bool {
        self.names_voices
    }

    /// What the words at a place are read as.
    pub(super) fn find(&self, at: &At<'_>, listener: &Listener<'_>) -> Option<Reading> {
        if self.is_empty() || at.core(0).is_empty() {
            return None;
        }
        self.find_phrase(at, listener)
            .or_else(|| self.find_pattern(at, listener))
    }

    fn find_phrase(&self, at: &At<'_>, listener: &Listener<'_>) -> Option<Reading> {
        let word = at.core(0).to_lowercase();
        let owned = phrase::owner(&word).unwrap_or_default();
        let beginnings = [word.as_str(), owned].into_iter();
        let known = beginnings.filter_map(|word| self.beginnings.get(word));
        known.flatten().find_map(|index| {
            let entry = &self.phrases[*index];
            let found = entry.holds(listener).then(|| entry.written.find(at));
            found?.map(|found| found.read(&entry.said))
        })
    }

    fn find_pattern(&self, at: &At<'_>, listener: &Listener<'_>) -> Option<Reading> {
        let holding = self.patterns.iter().filter(|entry| entry.holds(listener));
        let mut holding = holding.peekable();
        holding.peek()?;
        let window = pattern::Window::at(at);
        holding.find_map(|entry| entry.written.find(at, &window, &entry.said))
    }
}

impl<W> Entry<W> {
    fn holds(&self, listener: &Listener<'_>) -> bool {
        let language = self.language.as_deref();
        language.is_none_or(|tag| is_kin(tag, listener.language))
            && (self.voices.is_empty()
                || listener.voice.is_some_and(|id| {
                    let speaks = |voice: &String| id == voice || is_speaker(id, voice);
                    self.voices.iter().any(speaks)
                }))
    }
}

impl Entry<Phrase> {
    /// The larger comes first.
    fn rank(&self) -> (usize, bool, bool, bool) {
        (
            self.written.len(),
            !self.voices.is_empty(),
            self.language.is_some(),
            self.written.is_exact(),
        )
    }
}

/// Whether one tag is the other, or the beginning of it: "en" is kin to "en-GB",
/// "en-US" is not.
fn is_kin(one: &str, other: &str) -> bool {
    one.split('-').zip(other.split('-')).all(|(a, b)| a == b)
}

/// "name#speaker" speaks for "name".
fn is_speaker(id: &str, voice: &str) -> bool {
    id.strip_prefix(voice)
        .is_some_and(|rest| rest.starts_with('#'))
}

/// For whom something is read.
#[derive(Clone, Copy, Debug)]
pub(in crate::text) struct Listener<'l> {
    /// BCP 47 tag of the text.
    pub(in crate::text) language: &'l str,
    /// The voice that will speak, where an entry asks for it.
    pub(in crate::text) voice: Option<&'l str>,
}

/// What an entry makes of the words at a place.
#[derive(Debug)]
pub(super) struct Reading {
    /// How many items it takes.
    pub(super) taken: usize,
    /// Punctuation that stays before them.
    pub(super) before: String,
    /// Punctuation, or the rest of a word, that stays after them.
    pub(super) after: String,
    pub(super) said: Heard,
}

/// What is heard.
#[derive(Debug)]
pub(super) enum Heard {
    /// A text, read by the rules.
    Text(String),
    /// Sounds across all words that were taken.
    Sounds(Pronunciation),
}

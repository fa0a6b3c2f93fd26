//! Finding a voice: by its id, or by a language.

use std::collections::BTreeMap;

use super::{VoiceInfo, tag};
use crate::error::{Error, Result};

/// Most ids an error message suggests.
const SUGGESTIONS: usize = 5;
/// Longer than any id; what is longer is not repeated in a message.
const LONGEST_ID: usize = 100;

/// All voices by id and by language. An id is only ever looked up here, never
/// joined into a path.
#[derive(Default)]
pub struct Directory {
    entries: Vec<Entry>,
    by_id: BTreeMap<String, usize>,
}

struct Entry {
    info: VoiceInfo,
    claims: Vec<TagClaim>,
}

/// A language tag that a voice answers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagClaim {
    /// Lower-case tag.
    pub tag: String,
    /// The lower, the better the voice fits the tag.
    pub priority: u32,
}

impl Directory {
    /// Adds a voice that answers to `claims`; an id that is there already stays.
    pub fn add(&mut self, info: VoiceInfo, claims: Vec<TagClaim>) {
        let id = info.id.to_ascii_lowercase();
        self.by_id.entry(id).or_insert(self.entries.len());
        self.entries.push(Entry { info, claims });
    }

    /// Every voice, sorted by id.
    pub fn list(&self) -> impl Iterator<Item = &VoiceInfo> {
        self.by_id.values().map(|&index| &self.entries[index].info)
    }

    /// The voice called `id`. Case does not matter, and `espeak:fr` finds the voice
    /// of that engine that answers to `fr`.
    ///
    /// # Errors
    /// `unknown_voice`, with similar ids.
    pub fn find(&self, id: &str) -> Result<&VoiceInfo> {
        let wanted = id.to_ascii_lowercase();
        let exact = self
            .by_id
            .get(&wanted)
            .map(|&index| &self.entries[index].info);
        exact
            .or_else(|| {
                let (engine, language) = wanted.split_once(':')?;
                let of_engine = |entry: &Entry| entry.info.engine == engine;
                self.best(language, of_engine)
            })
            .ok_or_else(|| self.unknown(&wanted))
    }

    /// The voice that speaks `language` best (BCP 47; case does not matter).
    ///
    /// # Errors
    /// `unsupported_language` when no voice speaks it in any region or script.
    pub fn for_language(&self, language: &str) -> Result<&VoiceInfo> {
        tag::nearest(language)
            .iter()
            .find_map(|tag| self.claimant(tag, |_| true))
            .ok_or_else(|| unsupported(language))
    }

    /// Who answers to exactly this tag, or to what stands for it.
    fn best(&self, language: &str, among: impl Fn(&Entry) -> bool) -> Option<&VoiceInfo> {
        tag::alternatives(language)
            .iter()
            .find_map(|tag| self.claimant(tag, &among))
    }

    fn claimant(&self, tag: &str, among: impl Fn(&Entry) -> bool) -> Option<&VoiceInfo> {
        self.entries
            .iter()
            .filter(|entry| among(entry))
            .filter_map(|entry| Some((entry.fit(tag)?, &entry.info)))
            .min_by_key(|(fit, _)| *fit)
            .map(|(_, info)| info)
    }

    fn unknown(&self, wanted: &str) -> Error {
        let near = self.near(wanted);
        let advice = if near.is_empty() {
            String::new()
        } else {
            format!(" Similar: {}.", near.join(", "))
        };
        let named = if wanted.len() <= LONGEST_ID {
            format!(" called {wanted:?}")
        } else {
            " of that name".to_owned()
        };
        Error::caller(
            "unknown_voice",
            format!(
                "There is no voice{named}.{advice} `aloud voices list` and GET /v1/voices name all {}.",
                self.by_id.len()
            ),
        )
    }

    fn near(&self, wanted: &str) -> Vec<&str> {
        if wanted.len() > LONGEST_ID {
            return Vec::new();
        }
        let language = |id: &str| id.rsplit(':').next().unwrap_or(id).to_owned();
        let wanted = language(wanted);
        let mut near: Vec<(usize, &str)> = self
            .by_id
            .iter()
            .map(|(id, &index)| {
                let distance = edits(&wanted, &language(id));
                (distance, self.entries[index].info.id.as_str())
            })
            .filter(|(distance, _)| *distance <= 2 && *distance < wanted.chars().count())
            .collect();
        near.sort_unstable();
        near.truncate(SUGGESTIONS);
        near.into_iter().map(|(_, id)| id).collect()
    }
}

impl Entry {
    /// How well the voice fits `tag`, the lower the better: its own language
    /// before any that it merely answers to.
    fn fit(&self, tag: &str) -> Option<(bool, u32)> {
        let own = self.claims.first().is_some_and(|claim| claim.tag == tag);
        let claim = self.claims.iter().filter(|claim| claim.tag == tag);
        let priority = claim.map(|claim| claim.priority).min()?;
        Some((!own, priority))
    }
}

fn unsupported(language: &str) -> Error {
    let named: String = language.chars().take(35).collect();
    Error::unsupported(
        "unsupported_language",
        format!(
            "No voice speaks the language {named:?}. Name one as BCP 47 does (\"en\", \"pt-BR\"); \
             GET /v1/voices and `aloud voices list` show which there are."
        ),
    )
}

/// Levenshtein's distance, over one row.
pub(super) fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let change = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        for (a, b, count) in [
            ("", "ab", 2),
            ("en-us", "en-uk", 1),
            ("cmn", "cmn", 0),
            ("ab", "ba", 2),
        ] {
            assert_eq!(edits(a, b), count);
        }
    }
}

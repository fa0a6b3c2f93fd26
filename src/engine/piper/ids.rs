//! Phonemes → the ids a voice was trained on, each with the group it belongs to.
//!
//! As piper1-gpl makes them: a PAD after the beginning mark and after every phoneme,
//! all ids of a phoneme, IPA decomposed (NFD), phonemes the voice does not know left
//! out.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use unicode_normalization::UnicodeNormalization;

use super::config::{BEGIN, END, PAD, VoiceConfig};
use crate::phoneme::{Clause, Group};

/// Phonemes in order, ready to be looked up.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Phonemes {
    /// One character each, unless the voice knows a cluster as one.
    pub(super) symbols: Vec<Symbol>,
    /// What the symbols belong to, in order.
    pub(super) groups: Vec<Place>,
}

/// One phoneme, or a mark between them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Symbol {
    text: String,
    /// Index of its group; `None` for spaces and punctuation.
    group: Option<usize>,
}

/// Where a group stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Characters from the start.
    pub(super) position: usize,
    /// Characters, as far as is known.
    pub(super) length: usize,
}

/// What the model is given.
#[derive(Debug, PartialEq)]
pub(super) struct Ids {
    /// The ids.
    pub(super) ids: Vec<i64>,
    /// For each group the ids that are its own, PADs included; empty where the voice
    /// knows none of its phonemes.
    pub(super) groups: Vec<Range<usize>>,
}

impl Phonemes {
    /// The phonemes of one sentence.
    ///
    /// espeak-ng may see several sentences in it ("Dr. Smith"). The sentence was cut
    /// by better rules before, so what it took for an end inside is only a space, and
    /// a full stop there belongs to an abbreviation.
    pub(super) fn of_clauses(clauses: &[Clause]) -> Self {
        let mut phonemes = Self::default();
        let last = clauses
            .iter()
            .rposition(|clause| clause.groups.iter().any(|group| !group.phonemes.is_empty()));
        for (index, clause) in clauses.iter().enumerate() {
            phonemes.add_groups(&clause.groups);
            let inside = clause.ends_sentence && last.is_some_and(|last| index < last);
            if !(inside && clause.terminator == ".") {
                phonemes.add(&clause.terminator, None);
            }
            if inside || matches!(clause.terminator.as_str(), "," | ":" | ";") {
                phonemes.add(" ", None);
            }
        }
        phonemes
    }

    /// Letters as phonemes, for voices that read them; a group for each word.
    pub(super) fn of_letters(text: &str) -> Self {
        let mut phonemes = Self::default();
        let mut at = 0;
        for (index, word) in text.split(' ').enumerate() {
            if index > 0 {
                phonemes.add(" ", None);
            }
            let length = word.chars().count();
            phonemes.open(Place {
                position: at,
                length,
            });
            let group = phonemes.groups.len() - 1;
            phonemes.add(word, Some(group));
            at += length + 1;
        }
        phonemes
    }

    fn add_groups(&mut self, groups: &[Group]) {
        for (index, group) in groups.iter().enumerate() {
            if index > 0 {
                self.add(" ", None);
            }
            self.open(Place {
                position: group.position,
                length: group.length,
            });
            let own = self.groups.len() - 1;
            self.add(&group.spoken(), Some(own));
        }
    }

    fn open(&mut self, place: Place) {
        self.groups.push(place);
    }

    fn add(&mut self, text: &str, group: Option<usize>) {
        let symbol = |ch: char| Symbol {
            text: ch.into(),
            group,
        };
        self.symbols.extend(text.nfd().map(symbol));
    }

    /// Joins neighbours that the voice knows as one, the longest first.
    fn join(&mut self, clusters: &[Vec<String>]) {
        let longest = clusters.iter().map(Vec::len).max().unwrap_or(0);
        let mut joined: Vec<Symbol> = Vec::with_capacity(self.symbols.len());
        let mut at = 0;
        while at < self.symbols.len() {
            let rest = &self.symbols[at..];
            let fits = |length: &usize| {
                clusters.iter().any(|cluster| {
                    cluster.len() == *length
                        && cluster
                            .iter()
                            .zip(rest)
                            .all(|(part, symbol)| *part == symbol.text)
                })
            };
            let taken = (2..=longest.min(rest.len())).rev().find(fits).unwrap_or(1);
            joined.push(Symbol {
                text: rest[..taken]
                    .iter()
                    .map(|symbol| symbol.text.as_str())
                    .collect(),
                group: rest[0].group,
            });
            at += taken;
        }
        self.symbols = joined;
    }
}

/// A voice's table of ids.
pub(super) struct IdMap {
    ids: HashMap<String, Vec<i64>>,
    clusters: Vec<Vec<String>>,
    told: AtomicBool,
}

impl IdMap {
    /// The table of a voice.
    pub(super) fn new(config: &VoiceConfig) -> Self {
        Self {
            ids: config.phoneme_id_map.clone(),
            clusters: config.vowel_clusters.clone().unwrap_or_default(),
            told: AtomicBool::new(false),
        }
    }

    /// Looks every phoneme up. Those the voice does not know are left out, counted,
    /// and logged at the voice's first.
    pub(super) fn look_up(&self, mut phonemes: Phonemes) -> Ids {
        if !self.clusters.is_empty() {
            phonemes.join(&self.clusters);
        }
        let mut ids = Ids {
            ids: [self.of(BEGIN), self.of(PAD)].concat(),
            groups: vec![0..0; phonemes.groups.len()],
        };
        let mut missing = 0;
        for symbol in &phonemes.symbols {
            let Some(own) = self.ids.get(&symbol.text) else {
                missing += 1;
                continue;
            };
            let start = ids.ids.len();
            ids.ids.extend(own);
            ids.ids.extend(self.of(PAD));
            if let Some(group) = symbol.group.map(|group| &mut ids.groups[group]) {
                let first = if group.start == group.end {
                    start
                } else {
                    group.start
                };
                *group = first..ids.ids.len();
            }
        }
        ids.ids.extend(self.of(END));
        self.tell(missing);
        ids
    }

    fn of(&self, mark: &str) -> &[i64] {
        // The config was refused where one of the three marks is missing.
        self.ids.get(mark).map_or(&[], Vec::as_slice)
    }

    fn tell(&self, missing: u64) {
        if missing == 0 {
            return;
        }
        metrics::counter!("aloud_phonemes_missing_total").increment(missing);
        if !self.told.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                "a voice does not know all phonemes of its language; unknown ones are left out"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::config::tests::LEAST;
    use super::*;

    fn map(clusters: &str) -> IdMap {
        let json = LEAST.replacen('{', &format!("{{\"vowel_clusters\": {clusters}, "), 1);
        IdMap::new(&VoiceConfig::read("v", json.as_bytes()).unwrap())
    }

    fn clause(groups: &[&str], terminator: &str) -> Clause {
        let group = |phonemes: &&str| Group {
            phonemes: (*phonemes).into(),
            position: 0,
            length: 1,
        };
        Clause {
            groups: groups.iter().map(group).collect(),
            terminator: terminator.into(),
            ends_sentence: matches!(terminator, "." | "?" | "!" | ""),
        }
    }

    #[test]
    fn every_phoneme_has_all_its_ids_and_a_pad_and_unknown_ones_are_left_out() {
        // ã is decomposed; x is not known; b has two ids.
        let ids = map("null").look_up(Phonemes::of_clauses(&[clause(&["ãx", "b"], ".")]));
        assert_eq!(ids.ids, [1, 0, 3, 0, 6, 0, 8, 0, 4, 5, 0, 2]);
        assert_eq!(ids.groups, [2..6, 8..11]);
    }

    #[test]
    fn clusters_are_one_phoneme() {
        let phonemes = || Phonemes::of_clauses(&[clause(&["baɪb"], "")]);
        assert_eq!(
            map("[[\"a\", \"ɪ\"]]").look_up(phonemes()).ids,
            [1, 0, 4, 5, 0, 7, 0, 4, 5, 0, 2]
        );
        assert_eq!(
            map("null").look_up(phonemes()).ids,
            [1, 0, 4, 5, 0, 3, 0, 4, 5, 0, 2]
        );
    }

    #[test]
    fn a_full_stop_inside_a_sentence_is_only_a_space() {
        let text = |clauses: &[Clause]| -> String {
            let phonemes = Phonemes::of_clauses(clauses);
            phonemes
                .symbols
                .into_iter()
                .map(|symbol| symbol.text)
                .collect()
        };
        assert_eq!(text(&[clause(&["a"], "."), clause(&["b"], ".")]), "a b.");
        assert_eq!(text(&[clause(&["a"], "?"), clause(&["b"], ",")]), "a? b, ");
        assert_eq!(text(&[clause(&["a"], "."), clause(&[""], "")]), "a.");
    }

    #[test]
    fn letters_are_grouped_by_word() {
        let phonemes = Phonemes::of_letters("ab b");
        let places: Vec<_> = phonemes
            .groups
            .iter()
            .map(|place| (place.position, place.length))
            .collect();
        assert_eq!(places, [(0, 2), (3, 1)]);
        assert_eq!(map("null").look_up(phonemes).groups, [2..7, 9..12]);
    }
}

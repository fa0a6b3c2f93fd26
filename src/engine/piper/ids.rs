//! Phonemes → the ids a voice was trained on, each with the group it belongs to.
//!
//! As piper1-gpl makes them: a PAD after the beginning mark and after every phoneme,
//! all ids of a phoneme, IPA decomposed (NFD), phonemes the voice does not know left
//! out.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

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
    /// Written by the author: taken as it stands, never joined with its neighbours.
    given: bool,
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
    /// Phonemes that the voice does not know, in order; they were left out.
    pub(super) missing: Vec<String>,
}

/// A phoneme that a voice was asked for and does not know.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Missing {
    /// The phoneme.
    pub phoneme: String,
    /// How often it was asked for since the voice was loaded.
    pub count: u64,
}

/// Different unknown phonemes of one voice that are told apart.
const MOST_MISSING: usize = 1_000;

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

    /// Adds the phonemes of a later part of the text, which begins `at` characters
    /// from its start.
    pub(super) fn append(&mut self, later: Self, at: usize) {
        let before = self.groups.len();
        self.groups
            .extend(later.groups.into_iter().map(|place| Place {
                position: place.position + at,
                ..place
            }));
        self.symbols
            .extend(later.symbols.into_iter().map(|symbol| Symbol {
                group: symbol.group.map(|group| group + before),
                ..symbol
            }));
    }

    /// Adds phonemes that the author gave, each character as it stands, as one group.
    pub(super) fn add_given(&mut self, phonemes: &str, place: Place) {
        self.open(place);
        let group = Some(self.groups.len() - 1);
        self.symbols.extend(phonemes.chars().map(|ch| Symbol {
            text: ch.into(),
            group,
            given: true,
        }));
    }

    /// Adds punctuation, which belongs to no group.
    pub(super) fn add_marks(&mut self, marks: &str) {
        self.add(marks, None);
    }

    /// Adds a space where there is one.
    pub(super) fn add_space_if(&mut self, spaced: bool) {
        if spaced {
            self.add(" ", None);
        }
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
            given: false,
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
                            .all(|(part, symbol)| *part == symbol.text && !symbol.given)
                })
            };
            let taken = (2..=longest.min(rest.len())).rev().find(fits).unwrap_or(1);
            joined.push(Symbol {
                text: rest[..taken]
                    .iter()
                    .map(|symbol| symbol.text.as_str())
                    .collect(),
                group: rest[0].group,
                given: rest[0].given,
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
    /// The voice's name, for the log.
    name: String,
    /// How often each unknown phoneme was asked for.
    missing: Mutex<BTreeMap<String, u64>>,
}

impl IdMap {
    /// The table of the voice called `name`.
    pub(super) fn new(name: &str, config: &VoiceConfig) -> Self {
        Self {
            ids: config.phoneme_id_map.clone(),
            clusters: config.vowel_clusters.clone().unwrap_or_default(),
            name: name.to_owned(),
            missing: Mutex::default(),
        }
    }

    /// Looks every phoneme up. Those the voice does not know are left out, counted,
    /// and each is logged once.
    pub(super) fn look_up(&self, mut phonemes: Phonemes) -> Ids {
        if !self.clusters.is_empty() {
            phonemes.join(&self.clusters);
        }
        let mut ids = Ids {
            ids: [self.of(BEGIN), self.of(PAD)].concat(),
            groups: vec![0..0; phonemes.groups.len()],
            missing: Vec::new(),
        };
        for symbol in &phonemes.symbols {
            let Some(own) = self.ids.get(&symbol.text) else {
                ids.missing.push(symbol.text.clone());
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
        self.tell(&ids.missing);
        ids
    }

    fn of(&self, mark: &str) -> &[i64] {
        // The config was refused where one of the three marks is missing.
        self.ids.get(mark).map_or(&[], Vec::as_slice)
    }

    /// The ids of at most `count` of the voice's own phonemes, as a sentence.
    pub(super) fn sample(&self, count: usize) -> Vec<i64> {
        let mut known: Vec<_> = self.ids.iter().collect();
        known.sort();
        let known = known.into_iter().take(count);
        let sounds = known.flat_map(|(_, own)| own.iter().chain(self.of(PAD)));
        let marks = [self.of(BEGIN), self.of(PAD)].concat();
        marks
            .into_iter()
            .chain(sounds.copied())
            .chain(self.of(END).iter().copied())
            .collect()
    }

    /// What was asked for and is not known, sorted.
    pub(super) fn missing(&self) -> Vec<Missing> {
        let missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        let missing = missing.iter().map(|(phoneme, &count)| Missing {
            phoneme: phoneme.clone(),
            count,
        });
        missing.collect()
    }

    fn tell(&self, missing: &[String]) {
        if missing.is_empty() {
            return;
        }
        metrics::counter!("aloud_phonemes_missing_total").increment(missing.len() as u64);
        let mut known = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        for phoneme in missing {
            if let Some(count) = known.get_mut(phoneme) {
                *count += 1;
            } else if known.len() < MOST_MISSING {
                known.insert(phoneme.clone(), 1);
                let code: Vec<u32> = phoneme.chars().map(u32::from).collect();
                tracing::warn!(voice = self.name, %phoneme, ?code, "the voice does not know a phoneme; it is left out");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::config::tests::LEAST;
    use super::*;

    fn map(clusters: &str) -> IdMap {
        let json = LEAST.replacen('{', &format!("{{\"vowel_clusters\": {clusters}, "), 1);
        IdMap::new("v", &VoiceConfig::read("v", json.as_bytes()).unwrap())
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
    fn what_is_not_known_is_counted_by_phoneme() {
        let map = map("null");
        for _ in 0..2 {
            let ids = map.look_up(Phonemes::of_clauses(&[clause(&["axyx"], "")]));
            assert_eq!(ids.missing, ["x", "y", "x"]);
        }
        let missing = map.missing();
        let counts: Vec<_> = missing
            .iter()
            .map(|one| (one.phoneme.as_str(), one.count))
            .collect();
        assert_eq!(counts, [("x", 4), ("y", 2)]);
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

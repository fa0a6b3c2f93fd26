//! A segment → the phonemes of each of its words, as its voice will have them.

use super::words;
use crate::error::Result;
use crate::phoneme::{Clause, Dictation, Naming, PhonemizeRequest, WordEvent, Workers};
use crate::text::Segment;

/// Asks espeak-ng, in the language of `file`. A word whose sounds it joins to those of
/// the word before has none of its own.
///
/// # Errors
/// As [`Workers::phonemize`].
pub(super) fn of_words(workers: &Workers, file: &str, segment: &Segment) -> Result<Vec<String>> {
    let written = segment.spoken();
    let clauses = workers.phonemize(PhonemizeRequest {
        voice: file.to_owned(),
        text: written.text.clone(),
        naming: Naming::Current,
        dictated: Dictation::of(&written),
    })?;
    let groups: Vec<(WordEvent, String)> = clauses.iter().flat_map(groups).collect();
    let events: Vec<WordEvent> = groups.iter().map(|(event, _)| *event).collect();
    let mut sounds = vec![String::new(); segment.words.len()];
    for ((_, phonemes), owner) in groups.iter().zip(words::owners(segment, &written, &events)) {
        let Some(own) = owner.map(|owner| &mut sounds[owner]) else {
            continue;
        };
        if !own.is_empty() {
            own.push(' ');
        }
        own.push_str(phonemes);
    }
    Ok(sounds)
}

/// What a clause says, as if every group were an event of speech.
fn groups(clause: &Clause) -> Vec<(WordEvent, String)> {
    let groups = clause
        .groups
        .iter()
        .filter(|group| !group.phonemes.is_empty());
    let event = |group: &crate::phoneme::Group| {
        let event = WordEvent {
            position: group.position,
            length: group.length,
            sample: 0,
        };
        (event, group.spoken())
    };
    groups.map(event).collect()
}

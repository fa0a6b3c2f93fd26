//! Everything that changes a sound, and nothing else, as a digest.

use serde::Serialize;

use crate::engine::{Prosody, Voice};
use crate::text::{Pronunciation, Segment, Word};

/// Raise it when the same inputs come to sound different for a reason that no
/// field below shows.
const SCHEMA: u32 = 1;

/// Names one sentence's sound. Two sentences with equal keys sound the same and
/// share one synthesis, whoever asks and wherever they stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SentenceKey(String);

impl SentenceKey {
    /// The key of `segment` spoken by `voice`.
    ///
    /// Times belong to the sound, so which words carry a span, and which of them
    /// share one, is part of it; the places themselves are not.
    pub fn of(segment: &Segment, voice: &dyn Voice, prosody: &Prosody) -> Self {
        let spoken = segment.spoken().text;
        Self(digest(&Sound {
            schema: SCHEMA,
            voice: voice.info().id.as_str(),
            voice_digest: voice.digest(),
            spoken: &spoken,
            words: segment.words.iter().map(WordShape::of).collect(),
            language: &segment.language,
            speed: prosody.speed,
            seed: prosody.seed,
            noise_scale: prosody.noise_scale,
            noise_w_scale: prosody.noise_w_scale,
            length_scale: prosody.length_scale,
        }))
    }

    /// Lower-case hexadecimal, safe as a file name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Serialize)]
struct Sound<'a> {
    schema: u32,
    voice: &'a str,
    voice_digest: &'a str,
    spoken: &'a str,
    words: Vec<WordShape<'a>>,
    language: &'a str,
    speed: f32,
    seed: u64,
    noise_scale: Option<f32>,
    noise_w_scale: Option<f32>,
    length_scale: Option<f32>,
}

#[derive(Serialize)]
struct WordShape<'a> {
    bytes: usize,
    marked: bool,
    // Left out where there is none, so that the keys of all other sentences stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pronunciation: Option<&'a Pronunciation>,
}

impl<'a> WordShape<'a> {
    fn of(word: &'a Word) -> Self {
        Self {
            bytes: word.spoken.len(),
            marked: word.span.is_some(),
            pronunciation: word.pronunciation.as_deref(),
        }
    }
}

/// 128 bits of BLAKE3 over the value's JSON, in hexadecimal.
pub(super) fn digest(value: &impl Serialize) -> String {
    let mut hasher = blake3::Hasher::new();
    // Writing plain data to a hasher has nothing that can fail.
    let written = serde_json::to_writer(&mut hasher, value);
    debug_assert!(written.is_ok(), "keys are plain data");
    let hash = hasher.finalize();
    hash.to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tone::Tone;
    use crate::text::{self, Alphabet, Passage};

    fn key(text: &str, prosody: Prosody) -> SentenceKey {
        let passage = Passage {
            text: text.into(),
            ..Passage::default()
        };
        let segment = text::segment(&passage).pop().expect("one sentence");
        SentenceKey::of(&segment, &Tone::default(), &prosody)
    }

    #[test]
    fn the_place_of_a_sentence_does_not_change_its_key() {
        let first = key("Hello there.", Prosody::default());
        assert_eq!(first, key("\n\n   Hello there.", Prosody::default()));
    }

    #[test]
    fn given_sounds_change_the_key_and_the_rule_that_read_a_word_does_not() {
        let passage = Passage {
            text: "Hello there.".into(),
            ..Passage::default()
        };
        let plain = text::segment(&passage).pop().expect("one sentence");
        let of =
            |segment: &Segment| SentenceKey::of(segment, &Tone::default(), &Prosody::default());
        let mut ruled = plain.clone();
        ruled.words[0].rule = Some("cardinal");
        assert_eq!(of(&plain), of(&ruled));
        let mut dictated = plain.clone();
        let mut sounds = |alphabet, phonemes: &str| {
            let phonemes = phonemes.to_owned();
            let given = Pronunciation { alphabet, phonemes };
            dictated.words[0].pronunciation = Some(given.into());
            of(&dictated)
        };
        let keys = [
            of(&plain),
            sounds(Alphabet::Ipa, "həlˈoʊ"),
            sounds(Alphabet::Ipa, "hɛlˈoʊ"),
            sounds(Alphabet::Espeak, "həlˈoʊ"),
        ];
        let different: std::collections::HashSet<_> = keys.iter().collect();
        assert_eq!(different.len(), keys.len());
    }

    #[test]
    fn whatever_changes_the_sound_changes_the_key() {
        let plain = Prosody::default();
        let base = key("Hello there.", plain);
        assert_ne!(base, key("Hello there!", plain));
        assert_ne!(
            base,
            key(
                "Hello there.",
                Prosody {
                    speed: 1.5,
                    ..plain
                }
            )
        );
        assert_ne!(base, key("Hello there.", Prosody { seed: 7, ..plain }));
        let noisy = Prosody {
            noise_scale: Some(0.0),
            ..plain
        };
        assert_ne!(base, key("Hello there.", noisy));
    }
}

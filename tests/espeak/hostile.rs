//! Texts made to hurt.

use std::sync::Arc;
use std::time::Duration;

use aloud::engine::espeak::Espeak;
use aloud::engine::{Prosody, Voice};
use aloud::phoneme::{Workers, languages};

use super::{INNOCENT, pool};
use crate::voice_contract::{hear, sentence};

#[test]
fn three_hundred_hostile_texts_fail_alone() {
    let mut config = pool();
    config.processor = Duration::from_secs(1);
    let voices: Vec<_> = ["en-us", "fr-fr", "ar", "cmn", "ru"]
        .iter()
        .map(|tag| languages().iter().find(|language| language.tag == *tag))
        .map(|language| (language.unwrap(), Arc::new(Workers::new(config.clone()))))
        .map(|(language, workers)| Espeak::new(language, workers))
        .collect();
    let golden: Vec<_> = voices
        .iter()
        .map(|voice| hear(voice, INNOCENT, 1.0))
        .collect();
    let mut random = Random(7);
    let mut failed = 0;
    for round in 0..300 {
        let voice = round % voices.len();
        let text = random.hostile();
        let segment = sentence(&format!("{text}."));
        match voices[voice].begin(&segment, &Prosody::default()) {
            Ok(utterance) => {
                let timing = utterance.timing();
                assert!(timing.words.iter().all(|word| word.end <= timing.samples));
            }
            Err(error) => {
                let known = ["engine_crashed", "engine_timeout", "unspeakable"];
                assert!(known.contains(&error.code()), "{error}: {text:?}");
                failed += usize::from(error.code() != "unspeakable");
                assert_eq!(
                    hear(&voices[voice], INNOCENT, 1.0),
                    golden[voice],
                    "{text:?}"
                );
            }
        }
    }
    assert!(
        failed > 0,
        "the texts are not hostile enough to show anything"
    );
}

/// A small generator with a fixed seed, so that a failure comes back.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % limit
    }

    /// Pieces that have killed espeak-ng somewhere, repeated and mixed.
    fn hostile(&mut self) -> String {
        const PIECES: [&str; 24] = [
            "s'",
            "U.S.A.",
            "a.",
            "9",
            "1,000,",
            "<b>",
            "&amp;",
            "[[",
            "\u{1}5S",
            "’s",
            "e\u{301}",
            "👩‍👩‍👧",
            "\u{202e}",
            "\u{feff}",
            "XLVIII",
            "א",
            "ا",
            "中",
            "ing",
            "ʃ",
            "\u{e028}",
            "--",
            "...",
            "º",
        ];
        let mut text = String::new();
        for _ in 0..=self.below(3) {
            let piece = PIECES[self.below(PIECES.len())];
            let space = if self.below(4) == 0 { " " } else { "" };
            for _ in 0..=self.below(90) {
                text.push_str(piece);
                text.push_str(space);
            }
        }
        text
    }
}

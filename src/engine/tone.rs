//! A voice of pure tones, for tests: arithmetic a reader can check by hand.
//!
//! Every character of a word lasts 20 ms at speed 1; the pitch of a word is 200 Hz
//! plus 10 Hz for each of its characters. A word that contains `unspeakable` fails,
//! one that contains `breaks-midway` fails after its first chunk.

use std::f32::consts::TAU;

use super::{Prosody, Timing, Utterance, Voice, WordTime};
use crate::error::{Error, Result};
use crate::text::Segment;
use crate::voice::{VoiceInfo, WordTimes};

const SAMPLE_RATE: u32 = 16_000;
const SAMPLES_PER_CHARACTER: f32 = 320.0;

/// The tone voice, `tone`.
pub struct Tone {
    info: VoiceInfo,
}

impl Default for Tone {
    fn default() -> Self {
        Self {
            info: VoiceInfo {
                id: "tone".into(),
                name: "Tones, for tests".into(),
                language: "en".into(),
                engine: "tone",
                sample_rate: SAMPLE_RATE,
                licence: "CC0-1.0".into(),
                word_times: WordTimes::Exact,
                decoder: None,
                note: None,
            },
        }
    }
}

impl Voice for Tone {
    fn info(&self) -> &VoiceInfo {
        &self.info
    }

    fn digest(&self) -> &str {
        "tone-1"
    }

    fn begin(&self, segment: &Segment, prosody: &Prosody) -> Result<Box<dyn Utterance>> {
        let mut tones = Vec::new();
        let mut timing = Timing::default();
        for (index, word) in segment.words.iter().enumerate() {
            if word.spoken.contains("unspeakable") {
                return Err(Error::caller(
                    "unspeakable",
                    "The tone voice cannot say this word.",
                ));
            }
            let tone = Note::of(&word.spoken, prosody.speed);
            if word.span.is_some() {
                timing.words.push(WordTime {
                    word: index,
                    start: timing.samples,
                    end: timing.samples + tone.samples,
                });
            }
            timing.samples += tone.samples;
            tones.push(tone);
        }
        Ok(Box::new(Melody {
            timing,
            notes: tones.into_iter(),
            broken: false,
        }))
    }
}

/// One word.
struct Note {
    hertz: f32,
    samples: u64,
    breaks: bool,
}

impl Note {
    fn of(word: &str, speed: f32) -> Self {
        let characters = word.chars().count() as f32;
        Self {
            hertz: 200.0 + 10.0 * characters,
            samples: (characters * SAMPLES_PER_CHARACTER / speed) as u64,
            breaks: word.contains("breaks-midway"),
        }
    }

    fn play(&self) -> Vec<i16> {
        let step = TAU * self.hertz / SAMPLE_RATE as f32;
        (0..self.samples)
            .map(|at| ((at as f32 * step).sin() * 8_000.0) as i16)
            .collect()
    }
}

/// A sentence, one word a chunk.
struct Melody {
    timing: Timing,
    notes: std::vec::IntoIter<Note>,
    broken: bool,
}

impl Utterance for Melody {
    fn timing(&self) -> &Timing {
        &self.timing
    }

    fn next_chunk(&mut self) -> Result<Option<Vec<i16>>> {
        if self.broken {
            return Err(Error::ours("engine_failed", "The tone broke midway."));
        }
        let note = self.notes.next();
        self.broken = note.as_ref().is_some_and(|note| note.breaks);
        Ok(note.map(|note| note.play()))
    }
}

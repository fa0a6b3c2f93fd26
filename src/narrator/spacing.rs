//! How long a sentence and the silence after it are; one rule for sound and marks.

use super::Sentence;
use crate::audio::shape::resampled_len;
use crate::engine::Timing;

/// Length of the silence that stands in for a sentence that could not be spoken.
const SKIPPED_SECONDS: f64 = 0.3;

/// Lengths in samples at the passage's rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spacing {
    /// The sentence itself.
    pub(super) speech: u64,
    /// The silence added after it.
    pub(super) pause: u64,
}

impl Spacing {
    /// Of a sentence that is spoken: silence the engine left at its end counts
    /// towards the pause, and nothing spoken is ever cut.
    pub(super) fn spoken(sentence: &Sentence, timing: &Timing, rate: u32) -> Self {
        let own = sentence.voice.info().sample_rate;
        let there = resampled_len(timing.trailing_silence, own, rate);
        Self {
            speech: resampled_len(timing.samples, own, rate),
            pause: samples(sentence.pause, rate).saturating_sub(there),
        }
    }

    /// Of a sentence that is left out.
    pub(super) fn skipped(sentence: &Sentence, rate: u32) -> Self {
        Self {
            speech: samples(SKIPPED_SECONDS, rate),
            pause: samples(sentence.pause, rate),
        }
    }

    pub(super) fn total(self) -> u64 {
        self.speech + self.pause
    }
}

fn samples(seconds: f64, rate: u32) -> u64 {
    (seconds * f64::from(rate)).round() as u64
}

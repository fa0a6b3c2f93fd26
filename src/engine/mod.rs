//! The kinds of voice, behind two traits.
//!
//! A [`Voice`] is loaded once and shared; an [`Utterance`] is one sentence being
//! spoken. Both are blocking and know nothing of files, sockets or async: the
//! narrator runs them on its worker threads and stops between chunks.

pub mod espeak;
pub mod piper;
mod preferred;
mod shelf;
mod sounds;
pub mod tone;
mod voices;
mod words;

pub(crate) use voices::MODELS;
pub use voices::{Voices, VoicesConfig};

use crate::error::Result;
use crate::text::Segment;
use crate::voice::VoiceInfo;

/// A loaded voice.
///
/// # For implementations
/// * `begin` may be called from many threads at once, and must not keep anything
///   of one call for another.
/// * What a segment sounds like depends on its words, the voice and the prosody
///   alone: the same call gives the same samples, in any order, under any load.
pub trait Voice: Send + Sync {
    /// What is known about it.
    fn info(&self) -> &VoiceInfo;

    /// Digest of everything in the voice that changes its sound (model, config,
    /// engine version). Part of every cache key.
    fn digest(&self) -> &str;

    /// Starts to speak one sentence. Afterwards its timing is known.
    ///
    /// # Errors
    /// `unspeakable` where this sentence cannot be spoken; the next may well be.
    fn begin(&self, segment: &Segment, prosody: &Prosody) -> Result<Box<dyn Utterance>>;
}

/// Speech under way.
///
/// # For implementations
/// * The chunks together hold exactly `timing().samples` samples.
/// * A chunk is a fraction of a second to a few seconds of speech: the narrator
///   changes listeners and notices those who left only between chunks.
pub trait Utterance: Send {
    /// When each word is spoken and how long it all takes; exact from the start.
    fn timing(&self) -> &Timing;

    /// The next samples, signed 16-bit at the voice's rate; `None` after the last.
    ///
    /// # Errors
    /// When the engine fails midway; no further call follows.
    fn next_chunk(&mut self) -> Result<Option<Vec<i16>>>;
}

/// How a sentence is to be spoken; travels with every call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prosody {
    /// 1 is the voice's own pace, 2 twice as fast; 0.25 to 4.
    pub speed: f32,
    /// The listener's own seed, for voices with noise in them.
    pub seed: u64,
    /// Piper's noise scale; `None`: the voice's own.
    pub noise_scale: Option<f32>,
    /// Piper's noise width; `None`: the voice's own.
    pub noise_w_scale: Option<f32>,
    /// Piper's length scale, before `speed`; `None`: the voice's own.
    pub length_scale: Option<f32>,
}

impl Default for Prosody {
    fn default() -> Self {
        Self {
            speed: 1.0,
            seed: 0,
            noise_scale: None,
            noise_w_scale: None,
            length_scale: None,
        }
    }
}

/// When the words of a segment are spoken, counted in samples from its start.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Timing {
    /// One for each word of the segment that has a span, in order; starts and ends
    /// never fall, and none lies past `samples`.
    pub words: Vec<WordTime>,
    /// Length of the whole.
    pub samples: u64,
    /// How much of the end is silence already, so that the pause that follows can
    /// count it.
    pub trailing_silence: u64,
}

/// When one word is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct WordTime {
    /// Index in the segment's words.
    pub word: usize,
    /// First sample.
    pub start: u64,
    /// One past its last sample.
    pub end: u64,
}

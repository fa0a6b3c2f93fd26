//! The built-in voices: espeak-ng's own synthesis, `espeak:LANG`.
//!
//! A sentence is spoken whole by a worker process, in about a thousandth of the
//! time it lasts, and handed out in pieces. Speed 1 is espeak-ng's own pace (175
//! words a minute). From 0.46 to 2 it is espeak-ng that speaks slower or faster,
//! beyond that sonic stretches what it spoke; either way English lasts as long as
//! it should within 5 %, Mandarin within 20 %.

use std::sync::Arc;

use super::{Prosody, Timing, Utterance, Voice, words};
use crate::error::{Error, Result};
use crate::phoneme::{Data, Dictation, ENGINE, Language, SpeakRequest, Spoken, Workers};
use crate::text::Segment;
use crate::voice::{VoiceInfo, WordTimes, tag};

/// Every voice of espeak-ng's own has this rate, in Hz.
const SAMPLE_RATE: u32 = 22_050;
/// About half a second of speech.
const CHUNK: usize = SAMPLE_RATE as usize / 2;
/// Samples as quiet as this are silence; espeak-ng's own pauses are exact zeros,
/// and a vowel peaks near 10 000.
const SILENCE: u16 = 8;
/// Longer than any sentence the text stage makes; espeak-ng's time and memory grow
/// with the text.
const MAX_BYTES: usize = 20_000;
/// What [`Prosody::speed`] allows.
const SPEEDS: std::ops::RangeInclusive<f32> = 0.25..=4.0;
/// To be raised when the way from a segment to samples changes here.
const REVISION: u32 = 1;

/// One language of espeak-ng as a voice.
pub struct Espeak {
    info: VoiceInfo,
    digest: String,
    file: String,
    haste: f32,
    workers: Arc<Workers>,
}

impl Espeak {
    /// The voice of `language`, spoken by `workers`.
    pub fn new(language: &Language, workers: Arc<Workers>) -> Self {
        Self {
            info: info(language),
            digest: format!("{ENGINE}+{}+{REVISION}+{}", Data::digest(), language.tag),
            file: language.file.clone(),
            haste: language.haste,
            workers,
        }
    }
}

/// What is known about the voice of `language`, without loading anything.
pub fn info(language: &Language) -> VoiceInfo {
    let note = "espeak-ng has no dictionary for this language here; words are spelled or left out.";
    VoiceInfo {
        id: format!("espeak:{}", language.tag),
        name: language.name.clone(),
        language: tag::canonical(&language.tag),
        engine: "espeak",
        sample_rate: SAMPLE_RATE,
        licence: "GPL-3.0-or-later".into(),
        word_times: WordTimes::Exact,
        decoder: None,
        note: (!language.has_dictionary).then(|| note.into()),
    }
}

impl Voice for Espeak {
    fn info(&self) -> &VoiceInfo {
        &self.info
    }

    fn digest(&self) -> &str {
        &self.digest
    }

    fn begin(&self, segment: &Segment, prosody: &Prosody) -> Result<Box<dyn Utterance>> {
        let written = segment.spoken();
        within_limits(&written.text, prosody.speed)?;
        let spoken = self.workers.speak(SpeakRequest {
            voice: self.file.clone(),
            text: written.text.clone(),
            speed: prosody.speed / self.haste,
            dictated: Dictation::of(&written),
        })?;
        let timing = timing(&spoken, segment, &written)?;
        Ok(Box::new(Recitation {
            timing,
            samples: spoken.samples,
            at: 0,
        }))
    }
}

fn within_limits(text: &str, speed: f32) -> Result<()> {
    if text.len() > MAX_BYTES {
        return Err(Error::limit(
            "sentence_too_long",
            format!(
                "A sentence may have {MAX_BYTES} bytes; this one has {}.",
                text.len()
            ),
        ));
    }
    if !SPEEDS.contains(&speed) {
        return Err(Error::limit(
            "speed_out_of_range",
            format!("Speed may be {} to {}.", SPEEDS.start(), SPEEDS.end()),
        ));
    }
    Ok(())
}

fn timing(spoken: &Spoken, segment: &Segment, written: &crate::text::Spoken) -> Result<Timing> {
    if spoken.sample_rate != SAMPLE_RATE {
        return Err(Error::ours(
            "engine_failed",
            "espeak-ng speaks at an unknown rate.",
        ));
    }
    let Some(last) = spoken.samples.iter().rposition(|&sample| is_sound(sample)) else {
        return Err(Error::caller(
            "unspeakable",
            "This voice finds nothing to say in this sentence.",
        ));
    };
    let audible = &spoken.samples[..=last];
    Ok(Timing {
        words: words::times(
            segment,
            written,
            &spoken.words,
            audible.len() as u64,
            |start, next| last_sound(audible, start, next),
        ),
        samples: spoken.samples.len() as u64,
        trailing_silence: (spoken.samples.len() - audible.len()) as u64,
    })
}

/// Where the sound ends between `start` and `next`; `next` where there is none.
fn last_sound(samples: &[i16], start: u64, next: u64) -> u64 {
    let part = &samples[start as usize..next as usize];
    part.iter()
        .rposition(|&sample| is_sound(sample))
        .map_or(next, |last| start + last as u64 + 1)
}

fn is_sound(sample: i16) -> bool {
    sample.unsigned_abs() > SILENCE
}

/// A sentence already spoken, handed out in pieces.
struct Recitation {
    timing: Timing,
    samples: Vec<i16>,
    at: usize,
}

impl Utterance for Recitation {
    fn timing(&self) -> &Timing {
        &self.timing
    }

    fn next_chunk(&mut self) -> Result<Option<Vec<i16>>> {
        let rest = &self.samples[self.at..];
        let chunk = rest[..rest.len().min(CHUNK)].to_vec();
        self.at += chunk.len();
        Ok((!chunk.is_empty()).then_some(chunk))
    }
}

//! A voice's parts one by one, for `benches/`; no part of aloud's surface.

use std::time::Duration;

use super::latent::Latent;
use super::model::failed;
use super::network::Simd;
use super::parts::{Form, How, Parts, Rest, Sentence};
use super::{DecodedBy, Decoding, Files, Library, Precision, read, runtime};
use crate::error::Result;

/// A loaded voice, as one variant has it.
pub struct Measured {
    parts: Parts,
}

/// How a variant's parts along time are made.
#[derive(Clone, Copy, Debug)]
pub enum Variant {
    /// By ONNX Runtime, as the voice was published.
    Published,
    /// By ONNX Runtime, convolutions rewritten.
    Wide,
    /// So, but for the vocoder: by our own decoder, with this instruction set.
    OwnVocoder(&'static str),
    /// So, but for the flow and the vocoder.
    Own(&'static str),
    /// So, but in 16-bit integers.
    OwnInt16(&'static str),
}

/// The instruction sets that this processor has, the fastest first.
pub fn instruction_sets() -> Vec<&'static str> {
    Simd::all().into_iter().map(Simd::name).collect()
}

/// What one sentence took.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// Until its timing was known.
    pub begun: Duration,
    /// Until each chunk was there.
    pub chunks: Vec<Duration>,
    /// Its samples.
    pub samples: Vec<f32>,
}

impl Measured {
    /// Loads a voice.
    ///
    /// # Errors
    /// As [`super::Loaded::load`].
    pub fn load(library: &Library, files: &Files, variant: Variant) -> Result<Self> {
        runtime::load(library)?;
        let (form, by, simd) = match variant {
            Variant::Published => (Form::Published, DecodedBy::OnnxRuntime, None),
            Variant::Wide => (Form::Wide, DecodedBy::OnnxRuntime, None),
            Variant::OwnVocoder(simd) | Variant::Own(simd) | Variant::OwnInt16(simd) => {
                (Form::Wide, DecodedBy::Own, Some(simd.to_owned()))
            }
        };
        let precision = match variant {
            Variant::OwnInt16(_) => Precision::Int16,
            _ => Precision::Float32,
        };
        let decoding = Decoding {
            by,
            simd,
            precision,
        };
        let flow = match variant {
            Variant::Own(_) | Variant::OwnInt16(_) => DecodedBy::Own,
            _ => DecodedBy::OnnxRuntime,
        };
        let how = How {
            form,
            decoding,
            flow,
        };
        let parts = Parts::load_as("measured", &read("measured", &files.model)?, &how)?;
        Ok(Self { parts })
    }

    /// A sentence of `phonemes` phonemes, its latent made.
    ///
    /// # Errors
    /// `engine_failed` where the voice cannot be cut.
    pub fn latent(&self, phonemes: usize) -> Result<Ready> {
        let mut latent = self.begin(phonemes)?;
        let frames = latent.frames;
        self.parts.flow_until(&mut latent, frames)?;
        Ok(Ready { latent })
    }

    /// All samples of a sentence from its latent, in chunks of `chunk` frames.
    ///
    /// # Errors
    /// `engine_failed`.
    pub fn vocode(&self, ready: &mut Ready, chunk: usize) -> Result<Vec<f32>> {
        let frames = ready.latent.frames;
        let mut samples = Vec::new();
        for from in (0..frames).step_by(chunk) {
            let window = from..(from + chunk).min(frames);
            samples.extend(self.parts.window(&mut ready.latent, window)?);
        }
        Ok(samples)
    }

    /// Speaks a sentence of `phonemes` phonemes as a listener hears it; `clock` tells
    /// the time taken since some moment.
    ///
    /// # Errors
    /// `engine_failed` where the voice cannot be cut.
    pub fn speak(&self, phonemes: usize, clock: impl Fn() -> Duration) -> Result<Taken> {
        let started = clock();
        let mut latent = self.begin(phonemes)?;
        let mut taken = Taken {
            begun: clock() - started,
            ..Taken::default()
        };
        for window in super::utterance::windows(&self.parts, latent.frames) {
            let samples = self.parts.window(&mut latent, window)?;
            if !samples.is_empty() {
                taken.chunks.push(clock() - started);
            }
            taken.samples.extend(samples);
        }
        Ok(taken)
    }

    fn begin(&self, phonemes: usize) -> Result<Latent> {
        let own = (0..phonemes as i64).flat_map(|at| [14 + at * 7 % 100, 0]);
        let begun = self.parts.begin(&Sentence {
            ids: [1, 0].into_iter().chain(own).chain([2]).collect(),
            noise_scale: 0.667,
            length_scale: 1.0,
            noise_w_scale: 0.8,
            speaker: 0,
            seed: 1,
        })?;
        match begun.rest {
            Rest::Windows(latent) => Ok(latent),
            Rest::Whole(_) => Err(failed("a voice that cannot be cut is not measured")),
        }
    }
}

/// A sentence ready for the vocoder.
pub struct Ready {
    latent: Latent,
}

impl Ready {
    /// How long it is.
    pub fn frames(&self) -> usize {
        self.latent.frames
    }
}

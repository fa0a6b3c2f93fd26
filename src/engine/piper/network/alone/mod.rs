//! Our decoder by itself: what can be claimed without ONNX Runtime. `tools/test-decoder`
//! runs this in an emulator of another processor, in an interpreter that watches every
//! access to memory, and in a fuzzer.
#![allow(clippy::unwrap_used, reason = "tests, for a fuzzer too")]

pub(super) mod claim;
mod draw;
pub(super) mod exact;
// An interpreter takes longer for a flow than anybody waits; its kernels are the vocoder's.
#[cfg(all(test, not(miri)))]
mod flow;
pub(super) mod forge;
pub(super) mod forge_flow;
pub(super) mod mutated;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::super::graph::{Cuts, Graph};
use super::super::noise::Noise;
use super::{Decoder, Method, Plan, Simd, Stream};
use draw::Draw;

/// How far from ONNX Runtime's samples ours may be, in decibels below the signal.
#[cfg(test)]
pub(in super::super) const DECIBELS: f64 = 110.0;
/// The same in 16-bit integers.
#[cfg(test)]
pub(in super::super) const DECIBELS_OF_INT16: f64 = 60.0;

/// Frames, channel after channel.
pub(super) struct Latent {
    pub(super) channels: usize,
    pub(super) frames: usize,
    pub(super) values: Vec<f32>,
}

impl Latent {
    pub(super) fn drawn(channels: usize, frames: usize, seed: u64) -> Self {
        Self {
            channels,
            frames,
            values: Noise::new(seed, 0)
                .columns(channels, &(0..frames))
                .collect(),
        }
    }

    pub(super) fn map(mut self, of: impl Fn(usize, f32) -> f32) -> Self {
        for channel in self.values.chunks_exact_mut(self.frames) {
            for (frame, value) in channel.iter_mut().enumerate() {
                *value = of(frame, *value);
            }
        }
        self
    }

    pub(super) fn piece(&self, frames: std::ops::Range<usize>) -> Vec<f32> {
        let channels = self.values.chunks_exact(self.frames);
        channels
            .flat_map(|channel| &channel[frames.clone()])
            .copied()
            .collect()
    }
}

/// Decibels by which the difference lies below the signal.
#[cfg(test)]
pub(in super::super) fn agreement(ours: &[f32], theirs: &[f32]) -> f64 {
    let theirs: Vec<f64> = theirs.iter().copied().map(f64::from).collect();
    -10.0 * exact::noise(ours, &theirs, 0.0).log10()
}

pub(super) fn same_bits(one: &[f32], other: &[f32]) -> bool {
    let mut both = one.iter().zip(other);
    one.len() == other.len() && both.all(|(a, b)| a.to_bits() == b.to_bits())
}

/// All samples, the latent given in pieces of `lengths`, over and over.
pub(super) fn say(
    decoder: &Arc<Decoder>,
    speaker: Option<&[f32]>,
    latent: &Latent,
    lengths: &[usize],
) -> Vec<f32> {
    let mut stream = Stream::new(decoder, speaker).unwrap();
    let mut sound = Vec::new();
    let mut from = 0;
    for length in lengths.iter().cycle() {
        let until = latent.frames.min(from + length);
        sound.extend(stream.push(&latent.piece(from..until)).unwrap());
        from = until;
        if from == latent.frames {
            break;
        }
    }
    sound.extend(stream.finish().unwrap());
    sound
}

/// Any vocoder and any way of speaking with it, made of a fuzzer's bytes.
#[cfg(fuzzing)]
pub(in super::super) fn hold_claims_of(bytes: &[u8]) {
    claim::Claim::drawn(&mut Draw(bytes)).hold();
}

/// Any damaged file, made of a fuzzer's bytes.
#[cfg(fuzzing)]
pub(in super::super) fn survive_file_of(bytes: &[u8]) {
    mutated::survive(bytes, Simd::Portable);
}

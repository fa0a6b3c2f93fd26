//! The frames that our own flow is given, drawn from the prior as they are asked for.

use std::collections::HashMap;
use std::ops::Range;

use ort::value::DynValue;

use super::graph::{Noise as Random, Spread};
use super::model::failed;
use super::network::Prior;
use super::noise::Noise;
use super::parts::floats;
use super::spread::Over;
use crate::error::Result;

/// One sentence's prior: a mean and a deviation for each channel of each id, and noise for
/// each channel of each frame.
pub(super) struct Drawing {
    over: Over,
    channels: usize,
    /// Channel after channel, one value an id.
    means: Vec<f32>,
    /// The same.
    deviations: Vec<f32>,
    scale: f32,
    random: Random,
    noise: Noise,
}

/// What a voice's frames are drawn from.
pub(super) struct From<'a> {
    pub(super) prior: &'a Prior,
    /// Which tensors are spread over frames.
    pub(super) spread: &'a Spread,
    /// How the noise is distributed.
    pub(super) random: &'a Random,
}

impl Drawing {
    /// For a sentence whose ids have so many frames each, with what is `known` of it.
    ///
    /// # Errors
    /// `engine_failed` where the text encoder gave something else than one value a channel
    /// and id.
    pub(super) fn new(
        from: &From<'_>,
        frames: &[f32],
        noise: Noise,
        known: &HashMap<String, DynValue>,
    ) -> Result<Self> {
        let odd = || failed("the text encoder gave an odd shape");
        let spread = |name: &str| {
            let source = from.spread.from.get(name).and_then(|name| known.get(name));
            let (shape, values) = floats(source.ok_or_else(odd)?)?;
            match *shape.as_slice() {
                [1, channels, ids] if ids as usize == frames.len() && channels > 0 => {
                    Ok((channels as usize, values.to_vec()))
                }
                _ => Err(odd()),
            }
        };
        let (channels, means) = spread(&from.prior.mean)?;
        let (others, logs) = spread(&from.prior.log_deviation)?;
        let scale = known.get(&from.prior.scale).ok_or_else(odd)?;
        let (&[scale], true) = (floats(scale)?.1, channels == others) else {
            return Err(odd());
        };
        Ok(Self {
            over: Over::new(from.spread, frames)?,
            channels,
            means,
            deviations: logs.into_iter().map(f32::exp).collect(),
            scale,
            random: from.random.clone(),
            noise,
        })
    }

    /// Frames in all.
    pub(super) fn frames(&self) -> usize {
        self.over.frames()
    }

    /// Some frames, channel after channel.
    pub(super) fn draw(&self, frames: &Range<usize>) -> Vec<f32> {
        let ids = self.over.ids(frames);
        let of_each = self.means.len() / self.channels;
        let means = self.means.chunks_exact(of_each);
        let prior = means.zip(self.deviations.chunks_exact(of_each));
        let prior =
            prior.flat_map(|(means, deviations)| ids.iter().map(|&id| (means[id], deviations[id])));
        let noise = self.noise.columns(self.channels, frames);
        let noise = noise.map(|value| value * self.random.scale + self.random.mean);
        let drawn = prior
            .zip(noise)
            .map(|((mean, deviation), noise)| noise * deviation * self.scale + mean);
        drawn.collect()
    }
}

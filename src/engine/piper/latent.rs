//! What is given to whoever makes the sound, made frame by frame as it is asked for.

use std::collections::HashMap;
use std::ops::Range;

use ort::value::DynValue;

use super::drawing::Drawing;
use super::graph::Noise as Random;
use super::model::failed;
use super::network::Stream;
use super::noise::Noise;
use super::parts::{floats, tensor};
use super::spread::Over;
use crate::error::Result;

/// How much longer a window of the flow is than all before it, once the first sound is
/// out: what it computes twice is little beside its own length.
const GROWTH: usize = 4;
/// Frames of the flow's largest window: some 6 seconds, computed in well under 0.1.
const LARGEST: usize = 512;

/// A sentence before the vocoder, or before our own flow.
pub(super) struct Latent {
    /// Channel after channel, `frames` values each; those from `made` on are not yet known.
    values: Vec<f32>,
    channels: usize,
    /// Frames in all.
    pub(super) frames: usize,
    /// Frames that are there.
    made: usize,
    /// What the flow and the vocoder are given besides.
    known: HashMap<String, DynValue>,
    /// What the flow is to draw.
    noise: Option<Noise>,
    /// What the flow is given, to be spread over frames.
    spread: Option<Over>,
    /// What our own flow is given, which makes the latent itself.
    drawing: Option<Box<Drawing>>,
    /// How far our own decoder has come.
    pub(super) stream: Option<Box<Stream>>,
}

impl Latent {
    /// A sentence of which no frame is there yet; it will have as many as what `random`
    /// is like.
    pub(super) fn to_be_made(
        random: &Random,
        noise: Noise,
        known: HashMap<String, DynValue>,
        spread: Option<Over>,
    ) -> Result<Self> {
        let source = spread
            .as_ref()
            .and_then(|spread| spread.source(&random.like));
        let like = known.get(source.unwrap_or(&random.like));
        let (shape, _) = floats(like.ok_or_else(shapeless)?)?;
        let (channels, last) = channels_and_frames(&shape)?;
        let frames = spread.as_ref().map_or(last, Over::frames);
        Ok(Self {
            values: vec![0.0; channels * frames],
            channels,
            frames,
            made: 0,
            known,
            noise: Some(noise),
            spread,
            drawing: None,
            stream: None,
        })
    }

    /// A sentence whose frames are all there.
    pub(super) fn made(name: &str, mut known: HashMap<String, DynValue>) -> Result<Self> {
        let latent = known.remove(name);
        let latent = latent.ok_or_else(|| failed("the model gave no latent"))?;
        let (shape, values) = floats(&latent)?;
        let (channels, frames) = channels_and_frames(&shape)?;
        Ok(Self {
            values: values.to_vec(),
            channels,
            frames,
            made: frames,
            known,
            noise: None,
            spread: None,
            drawing: None,
            stream: None,
        })
    }

    /// A sentence whose frames are drawn for our own flow.
    pub(super) fn drawn(drawing: Drawing, known: HashMap<String, DynValue>) -> Self {
        Self {
            values: Vec::new(),
            channels: 0,
            frames: drawing.frames(),
            made: 0,
            known,
            noise: None,
            spread: None,
            drawing: Some(Box::new(drawing)),
            stream: None,
        }
    }

    /// The frames to make next so that those before `until` are there; `None` where
    /// they are. A function of the sentence and of what was asked for before, so that
    /// the same sentence is the same to the last bit.
    pub(super) fn next(&self, until: usize, context: usize) -> Option<Range<usize>> {
        if until <= self.made {
            return None;
        }
        let grown = self.made + (GROWTH * self.made).min(LARGEST);
        let end = until.max(grown);
        // A rest that is shorter than the context around it is not worth a window.
        let end = if end + 2 * context >= self.frames {
            self.frames
        } else {
            end
        };
        Some(self.made..end)
    }

    /// Takes what a part gave for `given` frames, of which those of `frames` are good.
    pub(super) fn add(
        &mut self,
        part: &DynValue,
        given: &Range<usize>,
        frames: &Range<usize>,
    ) -> Result<()> {
        let (shape, values) = floats(part)?;
        if shape != [1, self.channels as i64, given.len() as i64] {
            return Err(failed("the flow gave another shape than it was given"));
        }
        let from = frames.start - given.start;
        let rows = values.chunks_exact(given.len());
        for (row, values) in self.values.chunks_exact_mut(self.frames).zip(rows) {
            row[frames.clone()].copy_from_slice(&values[from..from + frames.len()]);
        }
        self.made = frames.end;
        Ok(())
    }

    /// Some frames of the latent itself.
    pub(super) fn window(&self, frames: &Range<usize>) -> Result<DynValue> {
        cut_out(
            &self.values,
            &[1, self.channels as i64],
            self.frames,
            frames,
        )
    }

    /// What our own decoder is given of some frames, channel after channel.
    pub(super) fn values_of(&self, frames: &Range<usize>) -> Vec<f32> {
        if let Some(drawing) = &self.drawing {
            return drawing.draw(frames);
        }
        let rows = self.values.chunks_exact(self.frames);
        rows.flat_map(|row| &row[frames.clone()]).copied().collect()
    }

    /// What is known besides, as it is.
    pub(super) fn other(&self, name: &str) -> Option<&DynValue> {
        self.known.get(name)
    }

    /// Some frames of what the flow is given by `name`, be it known or `random`; `None`:
    /// it is not a row of frames, and is given as it is.
    pub(super) fn window_of(
        &self,
        name: &str,
        random: &Random,
        frames: &Range<usize>,
    ) -> Result<Option<DynValue>> {
        if let Some(noise) = self.noise.filter(|_| name == random.name) {
            let shape = [1, self.channels as i64, self.frames as i64];
            return draw(random, &shape, frames, noise).map(Some);
        }
        if let Some(spread) = &self.spread
            && let Some(source) = spread.source(name).and_then(|name| self.known.get(name))
        {
            return spread.window(source, frames).map(Some);
        }
        let value = self.known.get(name);
        let Some((shape, values)) = value.and_then(|value| floats(value).ok()) else {
            return Ok(None);
        };
        match shape.split_last() {
            Some((&last, before)) if last == self.frames as i64 => {
                cut_out(values, before, self.frames, frames).map(Some)
            }
            _ => Ok(None),
        }
    }
}

/// Some columns of every row of `length`; `before`: the dimensions before the last.
fn cut_out(
    values: &[f32],
    before: &[i64],
    length: usize,
    columns: &Range<usize>,
) -> Result<DynValue> {
    let rows = values.chunks_exact(length);
    let cut = rows.flat_map(|row| &row[columns.clone()]).copied();
    let shape = [before, &[columns.len() as i64]].concat();
    tensor(shape, cut.collect())
}

fn channels_and_frames(shape: &[i64]) -> Result<(usize, usize)> {
    match *shape {
        [1, channels, frames] if channels > 0 && frames > 0 => {
            Ok((channels as usize, frames as usize))
        }
        _ => Err(failed("the latent has an odd shape")),
    }
}

/// Some columns of a random node's output.
pub(super) fn draw(
    random: &Random,
    shape: &[i64],
    columns: &Range<usize>,
    noise: Noise,
) -> Result<DynValue> {
    let (_, before) = shape.split_last().ok_or_else(shapeless)?;
    let rows = before.iter().product::<i64>() as usize;
    let values = noise.columns(rows, columns);
    let values = values.map(|value| value * random.scale + random.mean);
    tensor([before, &[columns.len() as i64]].concat(), values.collect())
}

pub(super) fn shapeless() -> crate::error::Error {
    failed("noise has no shape to go by")
}

//! Rows of channels taken apart, put together and turned round: nothing is computed, and
//! nothing moves; it is only written down where each channel comes from.

use super::super::super::graph::{Broken, Node};
use super::super::kernel::Kernel;
use super::super::plan::{SIZES, Source, UNKNOWN, Work};
use super::{Meaning, Reader, of_frames};

/// Where each channel comes from.
pub(super) type Rows = Vec<Channel>;

/// A channel of a layer's sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Channel {
    /// Which layer; `None`: the frames that are given.
    pub(super) layer: Option<usize>,
    pub(super) index: usize,
    /// Which of the sums that the layer had; see [`super::State`].
    pub(super) version: u32,
}

/// The dimension of channels.
const CHANNELS: i64 = 1;
/// Of a tensor of frames.
const DIMENSIONS: i64 = 3;

impl<'m> Reader<'_, 'm> {
    pub(super) fn frames(&self) -> Rows {
        (0..self.channels).map(of_frames).collect()
    }

    /// All channels of a layer as it is now.
    pub(super) fn whole(&self, layer: usize) -> Rows {
        let version = self.states[layer].version;
        let all = 0..self.layers[layer].outputs;
        all.map(|index| Channel {
            layer: Some(layer),
            index,
            version,
        })
        .collect()
    }

    /// The layer whose channels these are, all and in order.
    pub(super) fn whole_layer(&self, rows: &[Channel]) -> Option<usize> {
        let layer = rows.first()?.layer?;
        (self.whole(layer) == rows).then_some(layer)
    }

    pub(super) fn rows_of(&self, tensor: &str) -> Result<Rows, Broken> {
        match self.meanings.get(tensor) {
            Some(Meaning::Rows(rows)) => Ok(rows.clone()),
            _ => Err(UNKNOWN),
        }
    }

    /// From now on these sums must stay what they are, which is what was seen of them.
    pub(super) fn see(&mut self, rows: &[Channel]) -> Result<(), Broken> {
        for channel in rows {
            if let Some(layer) = channel.layer {
                if self.states[layer].version != channel.version {
                    return Err(UNKNOWN);
                }
                self.states[layer].is_read = true;
                self.layers[layer].is_wanted = true;
            }
        }
        Ok(())
    }

    /// A convolution of rows; of those that come from several layers, one of each, added
    /// up.
    pub(super) fn convolve(
        &mut self,
        rows: &[Channel],
        kernel: &Kernel,
        exact: bool,
    ) -> Result<Rows, Broken> {
        if kernel.inputs != rows.len() {
            return Err(SIZES);
        }
        self.see(rows)?;
        let mut sources: Vec<Option<usize>> = Vec::new();
        for channel in rows {
            if !sources.contains(&channel.layer) {
                sources.push(channel.layer);
            }
        }
        let mut sum: Option<usize> = None;
        for source in sources {
            let is_here = |channel: &Channel| channel.layer == source;
            let places = rows.iter();
            let places = places.map(|channel| is_here(channel).then_some(channel.index));
            let places: Vec<Option<usize>> = places.collect();
            let inputs = source.map_or(self.channels, |layer| self.layers[layer].outputs);
            // What is taken up is bounded before it is.
            let size = inputs.saturating_mul(kernel.outputs * kernel.taps);
            if size > self.left.weights {
                return Err(SIZES);
            }
            let as_it_is = places.iter().copied().eq((0..inputs).map(Some));
            let mut part = match kernel.stride {
                _ if as_it_is => kernel.clone(),
                Some(_) => return Err(UNKNOWN),
                None => kernel.reading(&places, inputs),
            };
            if sum.is_some() {
                part.bias.fill(0.0);
            }
            let input = source.map_or(Source::Frames, Source::Sum);
            let work = Work::Convolution {
                kernel: part,
                exact,
            };
            let layer = self.push(input, work)?;
            if let Some(before) = sum {
                let before = self.whole(before);
                self.see(&before)?;
                self.layers[layer].residuals.extend(before[0].layer);
            }
            sum = Some(layer);
        }
        sum.map(|layer| self.whole(layer)).ok_or(SIZES)
    }

    /// Rows cut along channels; other dimensions may be named, if nothing is cut there.
    pub(super) fn slice(&self, node: &Node<'m>) -> Result<Meaning<'m>, Broken> {
        let (input, given) = node.inputs.split_first().ok_or(UNKNOWN)?;
        let mut rows = self.rows_of(input)?;
        let &[starts, ends, axes, steps] = given else {
            return Err(UNKNOWN);
        };
        let numbers = |tensor| self.graph.whole_numbers(tensor)?.ok_or(UNKNOWN);
        let (starts, ends) = (numbers(starts)?, numbers(ends)?);
        let (axes, steps) = (numbers(axes)?, numbers(steps)?);
        if [ends.len(), axes.len(), steps.len()] != [starts.len(); 3] {
            return Err(SIZES);
        }
        for (((start, end), axis), step) in starts.into_iter().zip(ends).zip(axes).zip(steps) {
            let axis = if axis < 0 { axis + DIMENSIONS } else { axis };
            let is_all = start == 0 && end == i64::MAX && step == 1;
            match axis {
                CHANNELS => rows = cut(&rows, start, end, step).ok_or(SIZES)?,
                0 | 2 if is_all => {}
                _ => return Err(UNKNOWN),
            }
        }
        Ok(Meaning::Rows(rows))
    }

    /// Rows cut into several along channels.
    pub(super) fn split(&self, node: &Node<'m>) -> Result<Vec<Meaning<'m>>, Broken> {
        let rows = self.rows_of(node.inputs.first().ok_or(UNKNOWN)?)?;
        let lengths = match node.inputs.get(1).filter(|name| !name.is_empty()) {
            Some(tensor) => self.graph.whole_numbers(tensor)?.ok_or(UNKNOWN)?,
            None => node.integers("split")?,
        };
        let lengths: Option<Vec<usize>> = lengths.iter().map(|&one| one.try_into().ok()).collect();
        let mut lengths = lengths.ok_or(SIZES)?;
        if lengths.is_empty() && rows.len().is_multiple_of(node.outputs.len().max(1)) {
            lengths = vec![rows.len() / node.outputs.len().max(1); node.outputs.len()];
        }
        if !is_along_channels(node)? || lengths.contains(&0) {
            return Err(UNKNOWN);
        }
        let mut rest = rows.as_slice();
        let mut parts = Vec::new();
        for length in lengths {
            let (part, after) = rest.split_at_checked(length).ok_or(SIZES)?;
            parts.push(Meaning::Rows(part.to_vec()));
            rest = after;
        }
        rest.is_empty().then_some(parts).ok_or(SIZES)
    }

    /// Rows beside each other.
    pub(super) fn concatenation(&self, node: &Node<'m>) -> Result<Meaning<'m>, Broken> {
        if !is_along_channels(node)? {
            return Err(UNKNOWN);
        }
        let rows = node.inputs.iter().map(|name| self.rows_of(name));
        let rows: Vec<Rows> = rows.collect::<Result<_, _>>()?;
        Ok(Meaning::Rows(rows.concat()))
    }
}

fn is_along_channels(node: &Node<'_>) -> Result<bool, Broken> {
    let axis = node.integers("axis")?;
    Ok(axis == [CHANNELS] || axis == [CHANNELS - DIMENSIONS])
}

/// Channels from `start` to `end`, as ONNX's `Slice` counts them; `None`: there are none.
fn cut(rows: &[Channel], start: i64, end: i64, step: i64) -> Option<Rows> {
    let length = rows.len() as i64;
    let from_end = |at: i64| {
        if at < 0 {
            at.saturating_add(length)
        } else {
            at
        }
    };
    let cut: Rows = match step {
        1 => {
            let place = |at: i64| from_end(at).clamp(0, length) as usize;
            rows.get(place(start)..place(end))?.to_vec()
        }
        -1 => {
            let place = |at: i64| (from_end(at).clamp(-1, length - 1) + 1) as usize;
            let mut turned = rows.get(place(end)..place(start))?.to_vec();
            turned.reverse();
            turned
        }
        _ => return None,
    };
    (!cut.is_empty()).then_some(cut)
}

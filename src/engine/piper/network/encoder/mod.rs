//! A voice's text encoder computed by ourselves: what the first sound waits for.
//!
//! ```text
//! ids ─► their channels ─► blocks: attention, convolutions ─► hidden ─► means, deviations
//! ```
//!
//! Rows are ids here, and a row's channels lie side by side, as in the decoder, whose
//! kernels do the products. [`plan`] has the weights, read from the graph; in
//! [`attention`] each id looks at all others; [`norm`] makes rows alike; [`lanes`] has
//! what is no product. [`predictor`] makes durations of what is hidden, with weights of
//! [`prediction`], networks of [`separated`] convolutions and a [`spline`] each.

mod attention;
mod lanes;
mod norm;
mod plan;
mod prediction;
mod predictor;
mod separated;
mod spline;
#[cfg(test)]
mod tests;

use super::super::graph::{Broken, Encoded, Graph};
use super::super::model::failed;
use super::direct::{Convolution, Panels};
use super::settle::{Active, MOST_RESIDUALS, Sink};
use super::simd::{LANES, Simd, Sixteen};
use super::step::packed;
use super::winograd::{self, OUTPUTS, Room, Stretches, Tiling};
use crate::error::Result;
use attention::Attention;
use norm::Norm;
use plan::{Kernel, Plan};
pub(in super::super) use predictor::Predictor;

/// To be raised when a last bit of what is encoded changes here.
const REVISION: u32 = 1;
/// Tiles of a convolution that are computed together, at most: as many as leave room in
/// the cache, for the weights come from further away, once for all of them.
const MOST_TOGETHER: usize = 64;

/// A voice's text encoder, shared by all its sentences.
#[derive(Debug)]
pub(in super::super) struct Encoder {
    simd: Simd,
    /// Sixteens of an id's channels.
    width: usize,
    /// Each symbol's channels.
    symbols: Vec<Sixteen>,
    blocks: Vec<Block>,
    projection: Dense,
    outputs: usize,
}

/// What the encoder says of a sentence's ids.
pub(in super::super) struct Said {
    /// What durations are made of: a row for each id.
    pub(in super::super) hidden: Vec<Sixteen>,
    /// Means and deviations of the latent: a row for each channel.
    pub(in super::super) statistics: Vec<f32>,
}

#[derive(Debug)]
struct Block {
    attention: Attention,
    norms: [Norm; 2],
    wide: Convolutional,
    narrow: Convolutional,
}

/// A product of rows with a matrix.
#[derive(Debug)]
struct Dense {
    panels: Panels,
    bias: Vec<Sixteen>,
    input_width: usize,
}

/// A convolution over neighbouring rows.
#[derive(Debug)]
struct Convolutional {
    stretches: Stretches<Panels>,
    bias: Vec<Sixteen>,
    input_width: usize,
    /// Rows that it looks at before and after.
    margin: usize,
}

/// Rows with margins of nought before and after.
struct Rows {
    all: Vec<Sixteen>,
    width: usize,
    margin: usize,
    /// Those that are not nought.
    count: usize,
}

impl Encoder {
    /// Reads the encoder of a graph, for an instruction set.
    ///
    /// # Errors
    /// Why this graph's text encoder cannot be computed here.
    pub(in super::super) fn read(
        graph: &Graph<'_>,
        encoded: &Encoded<'_, '_>,
        simd: Simd,
    ) -> std::result::Result<Self, Broken> {
        Ok(Self::new(&Plan::read(graph, encoded)?, simd))
    }

    fn new(plan: &Plan, simd: Simd) -> Self {
        let scaled: Vec<f32> = plan.embedding.iter().map(|x| x * plan.scale).collect();
        let block = |block: &plan::Block| Block {
            attention: Attention::pack(simd, block),
            norms: [0, 1].map(|index| Norm::pack(&block.norms[index])),
            wide: Convolutional::pack(simd, &block.wide),
            narrow: Convolutional::pack(simd, &block.narrow),
        };
        Self {
            simd,
            width: Sixteen::for_channels(plan.channels),
            symbols: packed(&scaled),
            blocks: plan.blocks.iter().map(block).collect(),
            projection: Dense::of(simd, &plan.projection),
            outputs: plan.projection.outputs,
        }
    }

    /// How many symbols there are.
    pub(in super::super) fn symbols(&self) -> usize {
        self.symbols.len() / self.width
    }

    /// What the last bits depend on: part of a voice's digest.
    pub(in super::super) fn class(&self) -> String {
        format!("encoder{REVISION}-{}", self.simd.name())
    }

    /// Encodes a sentence.
    ///
    /// # Errors
    /// `engine_failed` where it has no id, or one that the voice does not know.
    pub(in super::super) fn run(&self, ids: &[i64]) -> Result<Said> {
        let simd = self.simd;
        let Some(first) = self.blocks.first().filter(|_| !ids.is_empty()) else {
            return Err(failed("a sentence without phonemes cannot be encoded"));
        };
        let mut x = Rows::new(self.width, first.wide.margin, ids.len());
        self.look_up(ids, x.rows_mut())?;
        let mut sum = vec![Sixteen::ZERO; ids.len().next_multiple_of(OUTPUTS) * self.width];
        let mut between = Rows::new(first.wide.bias.len(), first.wide.margin, ids.len());
        let mut attending = first.attention.room(ids.len());
        let room = first.wide.room(ids.len()).max(first.narrow.room(ids.len()));
        let mut room = Room::new(room, 0);
        for block in &self.blocks {
            let rows = ids.len() * self.width;
            block
                .attention
                .add(simd, x.rows(), ids.len(), &mut sum, &mut attending);
            simd.perform(block.norms[0].of(&sum[..rows], x.rows_mut()));
            let mut rectified = Sink {
                residuals: [&[]; MOST_RESIDUALS],
                residual_count: 0,
                raw: None,
                active: Some(Active {
                    to: between.body_mut(),
                    scale: 1.0,
                    slope: 0.0,
                }),
            };
            block.wide.run(simd, &x, &mut rectified, &mut room);
            between.clear_margin();
            let mut added = sink(&[x.body()], &mut sum);
            block.narrow.run(simd, &between, &mut added, &mut room);
            simd.perform(block.norms[1].of(&sum[..rows], x.rows_mut()));
        }
        let columns = self.projection.bias.len();
        let mut projected = vec![Sixteen::ZERO; ids.len() * columns];
        let mut sink = sink(&[], &mut projected);
        self.projection.run(simd, x.rows(), ids.len(), &mut sink);
        Ok(Said {
            hidden: x.rows().to_vec(),
            statistics: turned(&projected, columns, self.outputs),
        })
    }

    /// What durations are made of, a row for each channel.
    pub(in super::super) fn hidden_of(&self, said: &Said) -> Vec<f32> {
        turned(&said.hidden, self.width, self.width * LANES)
    }

    fn look_up(&self, ids: &[i64], rows: &mut [Sixteen]) -> Result<()> {
        for (&id, row) in ids.iter().zip(rows.chunks_exact_mut(self.width)) {
            let id = usize::try_from(id).ok().filter(|&id| id < self.symbols());
            let id = id.ok_or_else(|| failed("the voice does not know one of its own ids"))?;
            row.copy_from_slice(&self.symbols[id * self.width..][..self.width]);
        }
        Ok(())
    }
}

/// A row for each of the first `channels`, from a row for each id.
fn turned(rows: &[Sixteen], width: usize, channels: usize) -> Vec<f32> {
    let of_channel = |channel: usize| {
        let rows = rows.chunks_exact(width);
        rows.map(move |row| row[channel / LANES].0[channel % LANES])
    };
    (0..channels).flat_map(of_channel).collect()
}

/// Sums with others added, stored as they are.
fn sink<'a>(added: &[&'a [Sixteen]], to: &'a mut [Sixteen]) -> Sink<'a> {
    let mut residuals: [&[Sixteen]; MOST_RESIDUALS] = [&[]; _];
    residuals[..added.len()].copy_from_slice(added);
    Sink {
        residuals,
        residual_count: added.len(),
        raw: Some(to),
        active: None,
    }
}

impl Dense {
    fn pack(simd: Simd, inputs: usize, bias: &[f32], weight: impl Fn(usize, usize) -> f32) -> Self {
        let weight = |_, input, output| weight(input, output);
        Self {
            panels: Panels::pack(simd, 1, inputs, bias.len(), weight),
            bias: packed(bias),
            input_width: Sixteen::for_channels(inputs),
        }
    }

    /// A convolution of one tap.
    fn of(simd: Simd, kernel: &Kernel) -> Self {
        let weight = |input, output| kernel.weight(0, input, output);
        Self::pack(simd, kernel.inputs, &kernel.bias, weight)
    }

    fn run(&self, simd: Simd, input: &[Sixteen], rows: usize, sink: &mut Sink<'_>) {
        let job = Convolution {
            input,
            row: self.input_width,
            tap: 0,
            rows,
            panels: &self.panels,
            bias: &self.bias,
            output_row: self.bias.len(),
        };
        simd.convolve(&job, sink);
    }
}

impl Convolutional {
    fn pack(simd: Simd, kernel: &Kernel) -> Self {
        let (inputs, outputs) = (kernel.inputs, kernel.outputs);
        let weight = |tap, input, output| kernel.weight(tap, input, output);
        Self {
            stretches: Stretches::pack(kernel.taps, inputs, outputs, weight, |weight| {
                let weight = |_, input, output| weight(input, output);
                Panels::pack(simd, 1, inputs, outputs, weight)
            }),
            bias: packed(&kernel.bias),
            input_width: Sixteen::for_channels(kernel.inputs),
            margin: kernel.taps / 2,
        }
    }

    /// Tiles that are computed together, of a sentence of so many ids: all batches alike.
    fn together(ids: usize) -> usize {
        let tiles = ids.div_ceil(OUTPUTS);
        tiles.div_ceil(tiles.div_ceil(MOST_TOGETHER))
    }

    fn room(&self, ids: usize) -> usize {
        winograd::room(self.input_width, self.bias.len(), Self::together(ids))
    }

    fn run(&self, simd: Simd, input: &Rows, sink: &mut Sink<'_>, room: &mut Room) {
        let mut job = Tiling {
            input: &input.all,
            width: self.input_width,
            output_width: self.bias.len(),
            dilation: 1,
            blocks: input.count.div_ceil(OUTPUTS),
            together: Self::together(input.count),
            stretches: &self.stretches,
            bias: &self.bias,
            room,
        };
        simd.tile(&mut job, sink);
    }
}

impl Rows {
    /// `count` rows, and as many more as it takes to whole tiles.
    fn new(width: usize, margin: usize, count: usize) -> Self {
        let all = count.next_multiple_of(OUTPUTS) + 2 * margin;
        Self {
            all: vec![Sixteen::ZERO; all * width],
            width,
            margin,
            count,
        }
    }

    fn rows(&self) -> &[Sixteen] {
        &self.body()[..self.count * self.width]
    }

    fn rows_mut(&mut self) -> &mut [Sixteen] {
        let length = self.count * self.width;
        &mut self.body_mut()[..length]
    }

    /// Its rows, and what comes after them.
    fn body(&self) -> &[Sixteen] {
        &self.all[self.margin * self.width..]
    }

    fn body_mut(&mut self) -> &mut [Sixteen] {
        &mut self.all[self.margin * self.width..]
    }

    /// Noughts after the last row, where whole tiles were written.
    fn clear_margin(&mut self) {
        let from = self.count * self.width;
        self.body_mut()[from..].fill(Sixteen::ZERO);
    }
}

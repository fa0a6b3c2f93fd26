//! What a voice's text encoder computes, read from its graph.
//!
//! It is that of VITS (Kim, Kong & Son 2021, <https://arxiv.org/abs/2106.06103>), which
//! is Glow-TTS's (<https://arxiv.org/abs/2005.11129>): blocks of self-attention with
//! relative positions and of two convolutions, each added to what it read and
//! normalized. An exporter writes a block's attention as a hundred small nodes, most of
//! them about shapes, so only the weights are read here, in the order in which they are
//! used, and every size is taken from theirs. That nothing else is computed is not seen
//! from the nodes but tried: see `encoding`.

use super::super::super::graph::{Broken, Encoded, Graph, Node, Numbers};
use super::super::simd::LANES;

const UNKNOWN: Broken = Broken("its text encoder does something that VITS's does not");
const SIZES: Broken = Broken("its text encoder's sizes contradict each other or are out of bounds");

/// Sizes beyond any voice's, so that memory stays bounded whatever a file says.
const MOST_CHANNELS: usize = 4_096;
const MOST_BLOCKS: usize = 64;
const MOST_SYMBOLS: usize = 1 << 16;
const MOST_WINDOW: usize = 256;
/// Taps that there is a way to compute with as many rows before as after.
const TAPS: [usize; 3] = [3, 5, 7];
/// Convolutions of a block: queries, keys, values and what is made of them; wide, narrow.
const CONVOLUTIONS: usize = 6;

/// A text encoder, before anything is packed.
#[derive(Debug)]
pub(super) struct Plan {
    /// Channels of an id.
    pub(super) channels: usize,
    /// Each symbol's channels.
    pub(super) embedding: Vec<f32>,
    /// What they are multiplied with.
    pub(super) scale: f32,
    /// One after the other.
    pub(super) blocks: Vec<Block>,
    /// To means and deviations.
    pub(super) projection: Kernel,
}

/// Attention, then convolutions.
#[derive(Debug)]
pub(super) struct Block {
    /// For queries, keys and values.
    pub(super) attended: [Kernel; 3],
    /// For what is gathered.
    pub(super) output: Kernel,
    /// How far ids know of each other's place, to either side.
    pub(super) window: usize,
    /// Channels of a head.
    pub(super) head: usize,
    /// Of keys and of values: a row of a head's channels for each place.
    pub(super) relative: [Vec<f32>; 2],
    /// After attention and after the convolutions.
    pub(super) norms: [Norm; 2],
    /// To more channels.
    pub(super) wide: Kernel,
    /// And back.
    pub(super) narrow: Kernel,
}

/// A convolution over ids.
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    pub(super) taps: usize,
    /// `[outputs][inputs][taps]`.
    weights: Vec<f32>,
    /// `outputs` values.
    pub(super) bias: Vec<f32>,
}

/// A normalization.
#[derive(Clone, Debug)]
pub(super) struct Norm {
    pub(super) scale: Vec<f32>,
    pub(super) shift: Vec<f32>,
    /// Added to the variance.
    pub(super) epsilon: f32,
}

impl Kernel {
    /// One weight.
    pub(super) fn weight(&self, tap: usize, input: usize, output: usize) -> f32 {
        self.weights[(output * self.inputs + input) * self.taps + tap]
    }

    #[cfg(test)]
    pub(super) fn new(
        inputs: usize,
        outputs: usize,
        taps: usize,
        weights: Vec<f32>,
        bias: Vec<f32>,
    ) -> Self {
        Self {
            inputs,
            outputs,
            taps,
            weights,
            bias,
        }
    }

    /// Reads the weights of a convolution.
    pub(super) fn read(graph: &Graph<'_>, node: &Node<'_>) -> Result<Self, Broken> {
        let [_, weights, bias] = node.inputs.as_slice() else {
            return Err(UNKNOWN);
        };
        let weights = graph.numbers(weights)?.ok_or(UNKNOWN)?;
        let bias = graph.numbers(bias)?.ok_or(UNKNOWN)?.values;
        let &[outputs, inputs, taps] = weights.dims.as_slice() else {
            return Err(UNKNOWN);
        };
        if bias.len() != outputs || outputs > 2 * MOST_CHANNELS {
            return Err(SIZES);
        }
        Ok(Self {
            inputs,
            outputs,
            taps,
            weights: weights.values,
            bias,
        })
    }

    /// Whether it has these sizes.
    pub(super) fn is(&self, inputs: usize, outputs: usize, taps: usize) -> bool {
        (self.inputs, self.outputs, self.taps) == (inputs, outputs, taps)
    }
}

/// Weights in the order in which nodes use them.
#[derive(Default)]
struct Weights {
    symbols: Vec<Numbers>,
    single: Vec<f32>,
    kernels: Vec<Kernel>,
    relative: Vec<Numbers>,
    scales: Vec<Vec<f32>>,
    shifts: Vec<Vec<f32>>,
    epsilons: Vec<f32>,
}

impl Weights {
    fn read(graph: &Graph<'_>, nodes: &[&Node<'_>]) -> Result<Self, Broken> {
        let mut weights = Self::default();
        for node in nodes {
            let constants = node.inputs.iter().map(|input| graph.numbers(input));
            let constants: Vec<Option<Numbers>> = constants.collect::<Result<_, _>>()?;
            let mut constant = constants.into_iter().flatten();
            match (node.op, constant.next()) {
                ("Conv", _) => weights.kernels.push(Kernel::read(graph, node)?),
                ("Gather", Some(all)) => weights.symbols.push(all),
                ("Pad", Some(all)) => weights.relative.push(all),
                ("Mul", Some(one)) if one.dims.is_empty() => weights.single.extend(one.values),
                ("Add", Some(one)) if one.dims.is_empty() => weights.epsilons.extend(one.values),
                ("Mul", Some(row)) if row.dims.len() == 1 => weights.scales.push(row.values),
                ("Add", Some(row)) if row.dims.len() == 1 => weights.shifts.push(row.values),
                _ => {}
            }
        }
        Ok(weights)
    }
}

impl Plan {
    /// Reads the encoder that gives what `encoded` names.
    ///
    /// # Errors
    /// Where it is not one; what is then to be said of it.
    pub(super) fn read(graph: &Graph<'_>, encoded: &Encoded<'_, '_>) -> Result<Self, Broken> {
        let mut weights = Weights::read(graph, &encoded.nodes)?;
        let (Some(embedding), 1) = (weights.symbols.pop(), weights.symbols.len() + 1) else {
            return Err(UNKNOWN);
        };
        let &[symbols, channels] = embedding.dims.as_slice() else {
            return Err(UNKNOWN);
        };
        let projection = weights.kernels.pop().ok_or(UNKNOWN)?;
        let count = weights.kernels.len() / CONVOLUTIONS;
        let (Some(&scale), true) = (weights.single.first(), weights.are_of(count)) else {
            return Err(UNKNOWN);
        };
        let in_bounds = symbols <= MOST_SYMBOLS
            && channels <= MOST_CHANNELS
            && channels.is_multiple_of(LANES)
            && count <= MOST_BLOCKS
            && projection.is(channels, projection.outputs, 1);
        if !in_bounds || channels == 0 {
            return Err(SIZES);
        }
        let blocks = (0..count).map(|index| weights.block(index, channels));
        let blocks: Vec<Block> = blocks.collect::<Result<_, _>>()?;
        if blocks
            .windows(2)
            .any(|two| two[0].shape() != two[1].shape())
        {
            return Err(SIZES);
        }
        Ok(Self {
            blocks,
            channels,
            embedding: embedding.values,
            scale,
            projection,
        })
    }
}

impl Block {
    /// What all blocks of an encoder have in common: they are computed in the same room.
    fn shape(&self) -> [usize; 4] {
        [self.head, self.window, self.wide.outputs, self.wide.taps]
    }
}

impl Weights {
    /// Whether there is as much of everything as so many blocks have.
    fn are_of(&self, blocks: usize) -> bool {
        let twice = [
            self.relative.len(),
            self.scales.len(),
            self.shifts.len(),
            self.epsilons.len(),
        ];
        self.kernels.len() == CONVOLUTIONS * blocks && twice == [2 * blocks; 4]
    }

    fn block(&self, index: usize, channels: usize) -> Result<Block, Broken> {
        let kernels = &self.kernels[CONVOLUTIONS * index..][..CONVOLUTIONS];
        let [query, key, value, output, wide, narrow] = kernels else {
            return Err(UNKNOWN);
        };
        let attended = [query, key, value];
        let taps = wide.taps;
        let fits = attended
            .into_iter()
            .chain([output])
            .all(|kernel| kernel.is(channels, channels, 1))
            && wide.is(channels, wide.outputs, taps)
            && narrow.is(wide.outputs, channels, taps)
            && wide.outputs.is_multiple_of(LANES)
            && TAPS.contains(&taps);
        let [keys, values] = &self.relative[2 * index..][..2] else {
            return Err(UNKNOWN);
        };
        let &[1, places, head] = keys.dims.as_slice() else {
            return Err(UNKNOWN);
        };
        let places_fit = values.dims == keys.dims && places % 2 == 1 && places / 2 <= MOST_WINDOW;
        if !fits || !places_fit || head == 0 || !channels.is_multiple_of(head) {
            return Err(SIZES);
        }
        Ok(Block {
            attended: attended.map(Clone::clone),
            output: output.clone(),
            window: places / 2,
            head,
            relative: [keys.values.clone(), values.values.clone()],
            norms: [
                self.norm(2 * index, channels)?,
                self.norm(2 * index + 1, channels)?,
            ],
            wide: wide.clone(),
            narrow: narrow.clone(),
        })
    }

    fn norm(&self, index: usize, channels: usize) -> Result<Norm, Broken> {
        let norm = Norm {
            scale: self.scales[index].clone(),
            shift: self.shifts[index].clone(),
            epsilon: self.epsilons[index],
        };
        if norm.scale.len() != channels || norm.shift.len() != channels {
            return Err(SIZES);
        }
        Ok(norm)
    }
}

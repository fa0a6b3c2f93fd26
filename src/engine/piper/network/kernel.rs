//! A convolution's weights and geometry, as the graph has them, and what may be done to
//! them without changing what is computed.

use super::super::graph::{Broken, Graph, Node, Numbers};
use super::plan::{SIZES, UNKNOWN};

/// Sizes beyond any voice's, so that memory stays bounded whatever a file says.
pub(super) const MOST_CHANNELS: usize = 4_096;
const MOST_KERNEL: usize = 256;
const MOST_SPAN: usize = 1 << 14;
const MOST_STRIDE: usize = 64;

/// Weights and geometry.
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    pub(super) taps: usize,
    pub(super) dilation: usize,
    /// Rows of nought before the first; of an upsampling: rows cut off.
    pub(super) pad: usize,
    /// Rows made of one; `None`: this is no upsampling.
    pub(super) stride: Option<usize>,
    /// `[outputs][inputs][taps]`; of an upsampling `[inputs][outputs][taps]`.
    weights: Vec<f32>,
    /// `outputs` values.
    pub(super) bias: Vec<f32>,
}

impl Kernel {
    /// Weights and geometry of a `Conv` or `ConvTranspose` along time.
    ///
    /// # Errors
    /// Where they are no constants, contradict each other or are out of bounds.
    pub(super) fn read(
        graph: &Graph<'_>,
        node: &Node<'_>,
        weights: &[&str],
    ) -> Result<Self, Broken> {
        let numbers = |name: Option<&&str>| match name.filter(|name| !name.is_empty()) {
            Some(name) => graph.numbers(name)?.map(Some).ok_or(UNKNOWN),
            None => Ok(None),
        };
        let Some(Numbers { dims, values }) = numbers(weights.first())? else {
            return Err(UNKNOWN);
        };
        let &[first, second, taps] = dims.as_slice() else {
            return Err(UNKNOWN);
        };
        let transposed = node.op == "ConvTranspose";
        let (inputs, outputs) = if transposed {
            (first, second)
        } else {
            (second, first)
        };
        let bias = numbers(weights.get(1))?.map_or_else(|| vec![0.0; outputs], |bias| bias.values);
        let geometry = Geometry::read(node)?;
        let span = taps.saturating_sub(1) * geometry.dilation;
        let fits = if transposed {
            // Every row becomes `stride` rows, no more and no fewer.
            let cut = geometry.before + geometry.after;
            geometry.dilation == 1 && taps.checked_sub(cut) == Some(geometry.stride)
        } else {
            geometry.stride == 1 && geometry.before + geometry.after == span
        };
        let bounded = [inputs, outputs]
            .iter()
            .all(|count| (1..=MOST_CHANNELS).contains(count))
            && (1..=MOST_KERNEL).contains(&taps)
            && (1..=MOST_STRIDE).contains(&geometry.stride)
            && span <= MOST_SPAN;
        if !fits || !bounded || bias.len() != outputs {
            return Err(SIZES);
        }
        Ok(Self {
            inputs,
            outputs,
            taps,
            dilation: geometry.dilation,
            pad: geometry.before,
            stride: transposed.then_some(geometry.stride),
            weights: values,
            bias,
        })
    }

    /// What hands on so many channels as they are.
    pub(super) fn identity(channels: usize) -> Self {
        let mut weights = vec![0.0; channels * channels];
        for channel in 0..channels {
            weights[channel * (channels + 1)] = 1.0;
        }
        Self {
            inputs: channels,
            outputs: channels,
            taps: 1,
            dilation: 1,
            pad: 0,
            stride: None,
            weights,
            bias: vec![0.0; channels],
        }
    }

    /// One weight.
    pub(super) fn weight(&self, tap: usize, input: usize, output: usize) -> f32 {
        let row = match self.stride {
            None => output * self.inputs + input,
            Some(_) => input * self.outputs + output,
        };
        self.weights[row * self.taps + tap]
    }

    /// How many weights there are.
    pub(super) fn size(&self) -> usize {
        self.weights.len()
    }

    /// The same over rows of `inputs` channels, of which channel `places[input]` is what
    /// was `input`; those without a place are left out. Not for an upsampling.
    pub(super) fn reading(&self, places: &[Option<usize>], inputs: usize) -> Self {
        let mut weights = vec![0.0; self.outputs * inputs * self.taps];
        for output in 0..self.outputs {
            for (input, place) in places.iter().enumerate() {
                let Some(place) = place else { continue };
                for tap in 0..self.taps {
                    weights[(output * inputs + place) * self.taps + tap] +=
                        self.weight(tap, input, output);
                }
            }
        }
        Self {
            inputs,
            weights,
            bias: self.bias.clone(),
            ..*self
        }
    }

    /// The same with its outputs in another order: `order` names, for each, which of the
    /// old ones it is; `None`: nought. Not for an upsampling.
    pub(super) fn giving(&self, order: &[Option<usize>]) -> Self {
        let row = self.inputs * self.taps;
        let rows = order.iter().flat_map(|old| match *old {
            Some(old) => self.weights[old * row..(old + 1) * row].to_vec(),
            None => vec![0.0; row],
        });
        Self {
            outputs: order.len(),
            weights: rows.collect(),
            bias: reordered(&self.bias, order),
            ..*self
        }
    }

    /// The same, everything it gives negated.
    pub(super) fn negate(&mut self) {
        for number in self.weights.iter_mut().chain(&mut self.bias) {
            *number = -*number;
        }
    }
}

/// Numbers in another order; where there is none, nought.
pub(super) fn reordered(numbers: &[f32], order: &[Option<usize>]) -> Vec<f32> {
    let order = order.iter();
    order
        .map(|old| old.map_or(0.0, |old| numbers[old]))
        .collect()
}

/// A convolution's attributes.
struct Geometry {
    stride: usize,
    dilation: usize,
    before: usize,
    after: usize,
}

impl Geometry {
    fn read(node: &Node<'_>) -> Result<Self, Broken> {
        let numbers = |name: &str, otherwise: &[usize]| -> Result<Vec<usize>, Broken> {
            let given = node.integers(name)?;
            if given.is_empty() {
                return Ok(otherwise.to_vec());
            }
            let small = |number: i64| usize::try_from(number).ok().filter(|&n| n <= MOST_SPAN);
            given
                .into_iter()
                .map(small)
                .collect::<Option<_>>()
                .ok_or(SIZES)
        };
        let is_plain = numbers("group", &[1])? == [1]
            && numbers("output_padding", &[0])? == [0]
            && numbers("output_shape", &[])?.is_empty()
            && !node.pads_by_itself();
        match (
            numbers("strides", &[1])?.as_slice(),
            numbers("dilations", &[1])?.as_slice(),
            numbers("pads", &[0, 0])?.as_slice(),
        ) {
            (&[stride], &[dilation], &[before, after]) if is_plain && dilation > 0 => Ok(Self {
                stride,
                dilation,
                before,
                after,
            }),
            _ => Err(UNKNOWN),
        }
    }
}

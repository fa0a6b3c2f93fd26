//! What a voice's vocoder computes, read from its graph.
//!
//! The vocoder of every Piper voice is HiFi-GAN's generator (Kong et al. 2020,
//! <https://arxiv.org/abs/2010.05646>): a convolution; then, per stage, an upsampling
//! and residual blocks whose sums are averaged; at last a convolution to one channel
//! and `tanh`. How many, of what kind ("1": two convolutions per step, "2": one), with
//! what kernels and dilations differs between qualities. None of this is assumed here:
//! each addition is made part of the convolution whose sum it completes, each
//! rectifier part of what it reads, and what cannot be told so is refused.

use std::collections::HashMap;

use super::super::graph::{Broken, Cuts, Graph, Node, Numbers};
use super::settle::MOST_RESIDUALS;

/// Sizes beyond any voice's, so that memory stays bounded whatever a file says.
const MOST_CHANNELS: usize = 4_096;
const MOST_KERNEL: usize = 256;
const MOST_SPAN: usize = 1 << 14;
const MOST_STRIDE: usize = 64;
const MOST_LAYERS: usize = 512;
const MOST_RATE: usize = 1 << 14;

const UNKNOWN: Broken = Broken("its vocoder does something that HiFi-GAN does not");
const SIZES: Broken = Broken("its vocoder's sizes contradict each other or are out of bounds");

/// A vocoder, before anything is packed.
#[derive(Debug)]
pub(super) struct Plan {
    /// Channels of the latent.
    pub(super) channels: usize,
    /// Convolutions, each after those that it reads.
    pub(super) layers: Vec<Layer>,
    /// The last one, to one channel.
    pub(super) post: Layer,
    /// Samples of a frame.
    pub(super) hop: usize,
    /// What the speaker adds, where there are several.
    pub(super) speaker: Option<Speaker>,
}

/// A convolution and what becomes of its sum.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// What it reads.
    pub(super) input: Source,
    /// Its weights.
    pub(super) kernel: Kernel,
    /// Layers whose sums are added to its own.
    pub(super) residuals: Vec<usize>,
    /// Whether its sum is added somewhere.
    pub(super) is_added: bool,
    /// What its sum is multiplied with before it is rectified.
    pub(super) scale: f32,
    /// The slope of its rectifier, where somebody reads it rectified.
    pub(super) slope: Option<f32>,
    /// Rows of its output in a frame.
    pub(super) rate: usize,
}

/// What a layer reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The latent.
    Latent,
    /// A layer's sum, rectified.
    Layer(usize),
}

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

/// What the speaker adds to a layer: a row of as many channels, the same at all times,
/// which is computed before the vocoder.
#[derive(Clone, Debug)]
pub(super) struct Speaker {
    /// The tensor that holds it.
    pub(super) tensor: String,
    /// The layer it is added to.
    pub(super) layer: usize,
}

impl Kernel {
    /// One weight.
    pub(super) fn weight(&self, tap: usize, input: usize, output: usize) -> f32 {
        let row = match self.stride {
            None => output * self.inputs + input,
            Some(_) => input * self.outputs + output,
        };
        self.weights[row * self.taps + tap]
    }
}

/// What a tensor is.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    Latent,
    /// A layer's sum.
    Sum(usize),
    /// A layer's sum, multiplied.
    Scaled(usize),
    /// A layer's sum, rectified.
    Active(usize),
    /// The samples.
    Sound(usize),
}

/// A vocoder being read.
struct Reader<'g, 'm> {
    graph: &'g Graph<'m>,
    meanings: HashMap<&'m str, Meaning>,
    /// How often each tensor is read.
    readers: HashMap<&'m str, usize>,
    layers: Vec<Layer>,
    speaker: Option<Speaker>,
}

impl Plan {
    /// Reads the part of a graph behind its latent.
    ///
    /// # Errors
    /// Where it is not such a vocoder; what is then to be said of it.
    pub(super) fn read(graph: &Graph<'_>, cuts: &Cuts<'_, '_>) -> Result<Self, Broken> {
        let latent = cuts.latent().ok_or(UNKNOWN)?;
        let mut reader = Reader {
            graph,
            meanings: HashMap::from([(latent, Meaning::Latent)]),
            readers: HashMap::new(),
            layers: Vec::new(),
            speaker: None,
        };
        for node in cuts.last() {
            for &input in &node.inputs {
                *reader.readers.entry(input).or_default() += 1;
            }
        }
        for node in cuts.last() {
            let (meaning, &[output]) = (reader.read(node)?, node.outputs.as_slice()) else {
                return Err(UNKNOWN);
            };
            reader.meanings.insert(output, meaning);
        }
        reader.plan()
    }
}

impl<'m> Reader<'_, 'm> {
    fn plan(mut self) -> Result<Plan, Broken> {
        let Some(&Meaning::Sound(last)) = self.meanings.get(self.graph.sound()) else {
            return Err(UNKNOWN);
        };
        let post = self.layers.pop().ok_or(UNKNOWN)?;
        let is_plain = post.residuals.is_empty() && post.kernel.stride.is_none();
        if last != self.layers.len() || !is_plain || post.kernel.outputs != 1 {
            return Err(UNKNOWN);
        }
        let first = self.layers.first().ok_or(UNKNOWN)?;
        let channels = first.kernel.inputs;
        let reads_latent = |layer: &Layer| layer.input == Source::Latent;
        if self.layers.iter().skip(1).any(reads_latent) || reads_latent(&post) {
            return Err(UNKNOWN);
        }
        Ok(Plan {
            channels,
            hop: post.rate,
            speaker: self.speaker,
            layers: self.layers,
            post,
        })
    }

    fn read(&mut self, node: &Node<'m>) -> Result<Meaning, Broken> {
        match (node.op, node.inputs.as_slice()) {
            ("Conv" | "ConvTranspose", &[input, ref weights @ ..]) => {
                self.convolution(node, input, weights)
            }
            ("Add", &[one, other]) => self.addition(one, other),
            ("Mul", &[sum, factor]) | ("Mul", &[factor, sum])
                if self.graph.numbers(factor)?.is_some() =>
            {
                self.scaling(sum, self.one_number(factor)?)
            }
            ("Div", &[sum, divisor]) => self.scaling(sum, 1.0 / self.one_number(divisor)?),
            ("LeakyRelu", &[sum]) => self.rectifier(sum, node.real("alpha").unwrap_or(0.01)),
            ("Tanh", &[sum]) => match self.meanings.get(sum) {
                Some(&Meaning::Sum(layer)) if self.is_read_once(sum) => Ok(Meaning::Sound(layer)),
                _ => Err(UNKNOWN),
            },
            ("Identity" | "Unsqueeze" | "Squeeze", &[sound, ..]) => {
                match self.meanings.get(sound) {
                    Some(&Meaning::Sound(layer)) => Ok(Meaning::Sound(layer)),
                    _ => Err(UNKNOWN),
                }
            }
            _ => Err(UNKNOWN),
        }
    }

    fn convolution(
        &mut self,
        node: &Node<'m>,
        input: &str,
        weights: &[&str],
    ) -> Result<Meaning, Broken> {
        let kernel = self.kernel(node, weights)?;
        let (input, channels, rate) = match self.meanings.get(input) {
            Some(Meaning::Latent) => (Source::Latent, kernel.inputs, 1),
            Some(&Meaning::Active(layer)) => {
                let read = &self.layers[layer];
                (Source::Layer(layer), read.kernel.outputs, read.rate)
            }
            _ => return Err(UNKNOWN),
        };
        let rate = rate * kernel.stride.unwrap_or(1);
        if kernel.inputs != channels || rate > MOST_RATE || self.layers.len() == MOST_LAYERS {
            return Err(SIZES);
        }
        self.layers.push(Layer {
            input,
            kernel,
            residuals: Vec::new(),
            is_added: false,
            scale: 1.0,
            slope: None,
            rate,
        });
        Ok(Meaning::Sum(self.layers.len() - 1))
    }

    /// An addition completes the sum of the later of its layers, if that is read
    /// nowhere else.
    fn addition(&mut self, one: &'m str, other: &'m str) -> Result<Meaning, Broken> {
        let meaning = |name| self.meanings.get(name).copied();
        let (layer, sum, added) = match (meaning(one), meaning(other)) {
            (Some(Meaning::Sum(a)), Some(Meaning::Sum(b))) if a > b => (a, one, b),
            (Some(Meaning::Sum(a)), Some(Meaning::Sum(b))) if b > a => (b, other, a),
            // What is given beside the latent is the speaker's.
            (Some(Meaning::Sum(layer)), None) => return self.speaker(layer, one, other),
            (None, Some(Meaning::Sum(layer))) => return self.speaker(layer, other, one),
            _ => return Err(UNKNOWN),
        };
        let (to, from) = (&self.layers[layer], &self.layers[added]);
        if to.rate != from.rate || to.kernel.outputs != from.kernel.outputs {
            return Err(SIZES);
        }
        if !self.is_read_once(sum) || to.residuals.len() == MOST_RESIDUALS {
            return Err(UNKNOWN);
        }
        self.layers[layer].residuals.push(added);
        self.layers[added].is_added = true;
        Ok(Meaning::Sum(layer))
    }

    fn speaker(&mut self, layer: usize, sum: &str, tensor: &str) -> Result<Meaning, Broken> {
        if self.speaker.is_some() || !self.is_read_once(sum) || tensor.is_empty() {
            return Err(UNKNOWN);
        }
        let tensor = tensor.to_owned();
        self.speaker = Some(Speaker { tensor, layer });
        Ok(Meaning::Sum(layer))
    }

    fn scaling(&mut self, sum: &str, factor: f32) -> Result<Meaning, Broken> {
        match self.meanings.get(sum) {
            Some(&Meaning::Sum(layer)) if self.is_read_once(sum) && factor.is_finite() => {
                self.layers[layer].scale = factor;
                Ok(Meaning::Scaled(layer))
            }
            _ => Err(UNKNOWN),
        }
    }

    fn rectifier(&mut self, sum: &str, slope: f32) -> Result<Meaning, Broken> {
        let (Some(&Meaning::Sum(layer)) | Some(&Meaning::Scaled(layer))) = self.meanings.get(sum)
        else {
            return Err(UNKNOWN);
        };
        let known = self.layers[layer].slope.get_or_insert(slope);
        // One that reads the same sum must be the same; and `max` computes no other.
        if known.to_bits() != slope.to_bits() || !(0.0..=1.0).contains(&slope) {
            return Err(UNKNOWN);
        }
        Ok(Meaning::Active(layer))
    }

    fn is_read_once(&self, tensor: &str) -> bool {
        self.readers.get(tensor) == Some(&1) && tensor != self.graph.sound()
    }

    fn one_number(&self, tensor: &str) -> Result<f32, Broken> {
        let numbers = self.graph.numbers(tensor)?;
        match numbers.as_ref().map(|numbers| numbers.values.as_slice()) {
            Some(&[number]) => Ok(number),
            _ => Err(UNKNOWN),
        }
    }

    /// Weights and geometry of a `Conv` or `ConvTranspose` along time.
    fn kernel(&self, node: &Node<'m>, weights: &[&str]) -> Result<Kernel, Broken> {
        let numbers = |name: Option<&&str>| match name.filter(|name| !name.is_empty()) {
            Some(name) => self.graph.numbers(name)?.map(Some).ok_or(UNKNOWN),
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
        Ok(Kernel {
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

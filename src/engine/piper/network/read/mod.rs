//! What a voice computes from frames to sound, read from its graph.
//!
//! Two things come after the text encoder of every Piper voice (VITS, Kim et al. 2021,
//! <https://arxiv.org/abs/2106.06103>). The *flow* turns frames drawn from the prior into
//! the latent: couplings that subtract from one half of the channels what a WaveNet makes
//! of the other half, the channels' order turned round between them. The *vocoder* makes
//! the latent sound: HiFi-GAN's generator (Kong et al. 2020,
//! <https://arxiv.org/abs/2010.05646>), a convolution; then, per stage, an upsampling and
//! residual blocks whose sums are averaged; at last a convolution to one channel and
//! `tanh`. How many of all these there are, with what kernels and dilations, differs
//! between qualities.
//!
//! None of this is assumed here. All comes down to convolutions: each addition is made
//! part of the convolution whose sum it completes, each rectifier part of what it reads,
//! and where channels are taken apart, put together or turned round ([`rows`]), that is
//! done once to the weights of whoever reads them. What cannot be told so is refused.

mod pointwise;
mod prior;
mod rows;
mod sum;

use std::collections::HashMap;

use super::super::graph::{Broken, Cuts, Graph, Node};
use super::kernel::Kernel;
use super::plan::{Layer, Plan, Prior, SIZES, Source, Speaker, UNKNOWN, Work};
use prior::Factors;
use rows::{Channel, Rows};

/// Sizes beyond any voice's, so that memory stays bounded whatever a file says.
const MOST_LAYERS: usize = 512;
const MOST_RATE: usize = 1 << 14;
const MOST_WEIGHTS: usize = 1 << 26;
const MOST_CHANNELS_NAMED: usize = 1 << 22;

/// What a tensor is.
#[derive(Clone, Debug)]
enum Meaning<'m> {
    /// Layers' sums, channel by channel.
    Rows(Rows),
    /// A layer's sum, multiplied.
    Scaled(usize, f32),
    /// A layer's sum, rectified.
    Rectified(usize),
    /// `tanh` of such rows.
    Tanh(Rows),
    /// The sigmoid of such rows.
    Sigmoid(Rows),
    /// The samples.
    Sound(usize),
    /// How large rows are.
    Size,
    /// Noughts, as many as rows are large.
    Nought,
    /// Ones.
    One,
    /// A product that becomes frames once a mean is added.
    Deviation(Factors<'m>),
}

/// A graph being read.
struct Reader<'g, 'm> {
    graph: &'g Graph<'m>,
    cuts: &'g Cuts<'g, 'm>,
    is_one: &'g dyn Fn(&str) -> bool,
    /// The random tensor that the frames are drawn with.
    noise: Option<&'m str>,
    meanings: HashMap<&'m str, Meaning<'m>>,
    layers: Vec<Layer>,
    /// Of each layer, how far it has been read.
    states: Vec<State>,
    channels: usize,
    prior: Option<Prior>,
    speakers: Vec<Speaker>,
    /// Channels that may yet be named, and weights that may yet be taken in.
    left: Left,
}

/// What is known of a layer while more of the graph is read.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// How often its sum became another. Rows name the sum that they saw.
    version: u32,
    /// Whether its sum was read, and so must stay what it is.
    is_read: bool,
}

struct Left {
    channels: usize,
    weights: usize,
}

/// Reads what is computed from the latent.
pub(super) fn vocoder(graph: &Graph<'_>, cuts: &Cuts<'_, '_>) -> Result<Plan, Broken> {
    let latent = cuts.latent().ok_or(UNKNOWN)?;
    let mut reader = Reader::new(graph, cuts, &|_| false)?;
    reader.give_frames(latent);
    reader.read_all(cuts.count() - 1)?;
    reader.plan(0)
}

/// Reads what is computed from the last noise that is drawn.
pub(super) fn flow_and_vocoder(
    graph: &Graph<'_>,
    cuts: &Cuts<'_, '_>,
    is_one: &dyn Fn(&str) -> bool,
) -> Result<Plan, Broken> {
    Reader::at_the_flow(graph, cuts, is_one, None)?.read_both()
}

/// As [`flow_and_vocoder`], of a graph that is given its frames by this name.
#[cfg(test)]
pub(super) fn from_frames(
    graph: &Graph<'_>,
    cuts: &Cuts<'_, '_>,
    frames: &str,
) -> Result<Plan, Broken> {
    Reader::at_the_flow(graph, cuts, &|_| true, Some(frames))?.read_both()
}

/// The flow alone: its sound is the `tanh` of the latent's first channel times `scale`.
#[cfg(test)]
pub(super) fn latent(
    graph: &Graph<'_>,
    cuts: &Cuts<'_, '_>,
    is_one: &dyn Fn(&str) -> bool,
    frames: Option<&str>,
    scale: f32,
) -> Result<Plan, Broken> {
    let mut reader = Reader::at_the_flow(graph, cuts, is_one, frames)?;
    reader.read_all(cuts.count() - 2)?;
    let flow = reader.layers.len();
    let rows = reader.rows_of(cuts.latent().ok_or(UNKNOWN)?)?;
    let all = reader.convolve(&rows, &Kernel::identity(rows.len()), true)?;
    let layer = reader.whole_layer(&all).ok_or(UNKNOWN)?;
    reader.layers[layer].rectifier = Some(super::plan::Rectifier { scale, slope: 1.0 });
    Ok(Plan {
        channels: reader.channels,
        prior: reader.prior,
        hop: 1,
        speakers: reader.speakers,
        layers: reader.layers,
        flow,
        last: Source::Rectified(layer),
        post: Kernel::identity(rows.len()).giving(&[Some(0)]),
    })
}

impl<'g, 'm> Reader<'g, 'm> {
    fn new(
        graph: &'g Graph<'m>,
        cuts: &'g Cuts<'g, 'm>,
        is_one: &'g dyn Fn(&str) -> bool,
    ) -> Result<Self, Broken> {
        let latent = cuts.latent().ok_or(UNKNOWN)?;
        // The flow leaves frames as wide as it finds them.
        let reads = |node: &&Node<'_>| node.op == "Conv" && node.inputs.first() == Some(&latent);
        let first = cuts.last().find(reads).ok_or(UNKNOWN)?;
        Ok(Self {
            graph,
            cuts,
            is_one,
            noise: None,
            meanings: HashMap::new(),
            layers: Vec::new(),
            states: Vec::new(),
            channels: Kernel::read(graph, first, &first.inputs[1..])?.inputs,
            prior: None,
            speakers: Vec::new(),
            left: Left {
                channels: MOST_CHANNELS_NAMED,
                weights: MOST_WEIGHTS,
            },
        })
    }

    fn give_frames(&mut self, tensor: &'m str) {
        let rows = Meaning::Rows(self.frames());
        self.meanings.insert(tensor, rows);
    }

    /// Before the flow, which draws its frames from noise if it is not given them by name.
    fn at_the_flow(
        graph: &'g Graph<'m>,
        cuts: &'g Cuts<'g, 'm>,
        is_one: &'g dyn Fn(&str) -> bool,
        frames: Option<&str>,
    ) -> Result<Self, Broken> {
        let part = cuts.count().checked_sub(2).ok_or(UNKNOWN)?;
        let noise = cuts.part(part).noise.ok_or(UNKNOWN)?;
        let mut reader = Self::new(graph, cuts, is_one)?;
        match frames {
            None => reader.noise = graph.name(&noise.name),
            Some(frames) => reader.give_frames(graph.name(frames).ok_or(UNKNOWN)?),
        }
        Ok(reader)
    }

    fn read_both(mut self) -> Result<Plan, Broken> {
        let part = self.cuts.count() - 2;
        self.read_all(part)?;
        let flow = self.layers.len();
        self.read_all(part + 1)?;
        self.plan(flow)
    }

    fn read_all(&mut self, part: usize) -> Result<(), Broken> {
        for node in self.cuts.nodes_of(part) {
            let outputs = self.read(node)?;
            if outputs.len() != node.outputs.len() {
                return Err(UNKNOWN);
            }
            for (meaning, &output) in outputs.into_iter().zip(&node.outputs) {
                if let Meaning::Rows(rows) = &meaning {
                    let left = self.left.channels.checked_sub(rows.len());
                    self.left.channels = left.ok_or(SIZES)?;
                }
                self.meanings.insert(output, meaning);
            }
        }
        Ok(())
    }

    fn plan(mut self, flow: usize) -> Result<Plan, Broken> {
        let Some(&Meaning::Sound(last)) = self.meanings.get(self.graph.sound()) else {
            return Err(UNKNOWN);
        };
        let post = self.layers.pop().ok_or(UNKNOWN)?;
        let of_post = self.speakers.iter().any(|speaker| speaker.layer == last);
        let is_last = last == self.layers.len() && flow < last;
        let is_plain = post.residuals.is_empty() && post.stride().is_none() && !of_post;
        let Work::Convolution { kernel, .. } = post.work else {
            return Err(UNKNOWN);
        };
        if !is_last || !is_plain || !matches!(post.input, Source::Rectified(_)) {
            return Err(UNKNOWN);
        }
        Ok(Plan {
            channels: self.channels,
            prior: self.prior,
            hop: post.rate,
            speakers: self.speakers,
            layers: self.layers,
            flow,
            last: post.input,
            post: kernel,
        })
    }

    /// What a node makes, output by output.
    fn read(&mut self, node: &Node<'m>) -> Result<Vec<Meaning<'m>>, Broken> {
        let one = match (node.op, node.inputs.as_slice()) {
            ("Conv" | "ConvTranspose", &[input, ref weights @ ..]) => {
                self.convolution(node, input, weights)?
            }
            ("Add", &[one, other]) => self.addition(one, other)?,
            ("Sub", &[from, what]) => self.subtraction(from, what)?,
            ("Mul", &[one, other]) => self.product(one, other)?,
            ("Div", &[sum, divisor]) => self.scaling(sum, 1.0 / self.one_number(divisor)?)?,
            ("LeakyRelu", &[sum]) => self.rectifier(sum, node.real("alpha").unwrap_or(0.01))?,
            ("Tanh", &[sum]) => self.tanh(sum)?,
            ("Sigmoid", &[sum]) => Meaning::Sigmoid(self.rows_of(sum)?),
            ("Exp", &[of]) => self.exponential(of)?,
            ("Neg", &[of]) if matches!(self.meanings.get(of), Some(Meaning::Nought)) => {
                Meaning::Nought
            }
            ("Shape", &[of]) => self.rows_of(of).map(|_| Meaning::Size)?,
            ("ConstantOfShape", &[of]) => self.noughts(node, of)?,
            ("Slice", _) => self.slice(node)?,
            ("Concat", _) => self.concatenation(node)?,
            ("Split", _) => return self.split(node),
            ("Identity" | "Unsqueeze" | "Squeeze", &[sound, ..]) => {
                match (node.op, self.meanings.get(sound)) {
                    (_, Some(&Meaning::Sound(layer))) => Meaning::Sound(layer),
                    ("Identity", Some(Meaning::Rows(rows))) => Meaning::Rows(rows.clone()),
                    _ => return Err(UNKNOWN),
                }
            }
            _ => return Err(UNKNOWN),
        };
        Ok(vec![one])
    }

    fn convolution(
        &mut self,
        node: &Node<'m>,
        input: &str,
        weights: &[&str],
    ) -> Result<Meaning<'m>, Broken> {
        let kernel = Kernel::read(self.graph, node, weights)?;
        let exact = Some(input) == self.cuts.latent();
        match self.meanings.get(input) {
            Some(&Meaning::Rectified(layer)) => {
                let work = Work::Convolution { kernel, exact };
                let layer = self.push(Source::Rectified(layer), work)?;
                Ok(Meaning::Rows(self.whole(layer)))
            }
            Some(Meaning::Rows(rows)) => {
                let rows = rows.clone();
                self.convolve(&rows, &kernel, exact).map(Meaning::Rows)
            }
            _ => Err(UNKNOWN),
        }
    }

    fn push(&mut self, input: Source, work: Work) -> Result<usize, Broken> {
        let (channels, rate) = match input {
            Source::Frames => (self.channels, 1),
            Source::Sum(layer) | Source::Rectified(layer) => {
                let read = &self.layers[layer];
                (read.outputs, read.rate)
            }
        };
        let (inputs, outputs, stride, size) = match &work {
            Work::Convolution { kernel, .. } => {
                let stride = kernel.stride.unwrap_or(1);
                (kernel.inputs, kernel.outputs, stride, kernel.size())
            }
            Work::Gate => (channels, channels / 2, 1, 0),
        };
        let rate = rate * stride;
        let left = self.left.weights.checked_sub(size);
        if inputs != channels || rate > MOST_RATE || self.layers.len() == MOST_LAYERS {
            return Err(SIZES);
        }
        self.left.weights = left.ok_or(SIZES)?;
        self.layers.push(Layer {
            input,
            work,
            residuals: Vec::new(),
            is_wanted: false,
            rectifier: None,
            outputs,
            rate,
        });
        self.states.push(State::default());
        Ok(self.layers.len() - 1)
    }

    /// Whether a tensor is given from outside what is read here.
    fn is_given(&self, tensor: &str) -> bool {
        !self.meanings.contains_key(tensor) && self.cuts.is_given(tensor)
    }

    fn one_number(&self, tensor: &str) -> Result<f32, Broken> {
        let numbers = self.graph.numbers(tensor)?;
        match numbers.as_ref().map(|numbers| numbers.values.as_slice()) {
            Some(&[number]) => Ok(number),
            _ => Err(UNKNOWN),
        }
    }
}

/// A channel of the frames that are given.
fn of_frames(index: usize) -> Channel {
    Channel {
        layer: None,
        index,
        version: 0,
    }
}

//! What a voice computes from frames to sound, as layers: what `read` makes of its
//! graph, and what is then packed for a processor.

use super::super::graph::{Broken, Cuts, Graph};
use super::kernel::Kernel;
use super::read;

pub(super) const UNKNOWN: Broken = Broken("its flow or vocoder does something that VITS does not");
pub(super) const SIZES: Broken =
    Broken("its flow's or vocoder's sizes contradict each other or are out of bounds");

/// From frames to sound, before anything is packed.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Channels of a frame.
    pub(super) channels: usize,
    /// Where the frames come from, if the flow is part of this.
    pub(super) prior: Option<Prior>,
    /// Layers, each after those that it reads.
    pub(super) layers: Vec<Layer>,
    /// How many of them are the flow's, which come first.
    pub(super) flow: usize,
    /// What the last one reads, which makes one channel.
    pub(super) last: Source,
    /// The last one itself.
    pub(super) post: Kernel,
    /// Samples of a frame.
    pub(super) hop: usize,
    /// What the speaker adds, where there are several.
    pub(super) speakers: Vec<Speaker>,
}

/// Frames drawn from what the text encoder says: `mean + noise · exp(log) · scale`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Prior {
    /// The tensor of the means.
    pub(in super::super) mean: String,
    /// The tensor of the standard deviations' logarithms.
    pub(in super::super) log_deviation: String,
    /// The tensor of the one number that noise is multiplied with.
    pub(in super::super) scale: String,
}

/// A layer and what becomes of its sum.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// What it reads.
    pub(super) input: Source,
    /// What it does with it.
    pub(super) work: Work,
    /// Layers whose sums are added to its own.
    pub(super) residuals: Vec<usize>,
    /// Whether its sum is read or added somewhere, as it is.
    pub(super) is_wanted: bool,
    /// How its sum is rectified, where somebody reads it so.
    pub(super) rectifier: Option<Rectifier>,
    /// Channels of its sum.
    pub(super) outputs: usize,
    /// Rows of its output in a frame.
    pub(super) rate: usize,
}

/// What a layer does.
#[derive(Clone, Debug)]
pub(super) enum Work {
    /// A convolution; those that are `exact` are computed as they are defined.
    Convolution { kernel: Kernel, exact: bool },
    /// WaveNet's gated activation: the first half's `tanh` times the second half's
    /// sigmoid (van den Oord et al. 2016, <https://arxiv.org/abs/1609.03499>). Each half
    /// is filled up to whole Sixteens.
    Gate,
}

/// A leaky rectifier.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rectifier {
    /// What is rectified is multiplied with this first.
    pub(super) scale: f32,
    /// What negative numbers are multiplied with.
    pub(super) slope: f32,
}

/// What a layer reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The frames that are given.
    Frames,
    /// A layer's sum.
    Sum(usize),
    /// A layer's sum, rectified.
    Rectified(usize),
}

/// What the speaker adds to a layer: a row of as many channels, the same at all times,
/// which is computed before.
#[derive(Clone, Debug)]
pub(super) struct Speaker {
    /// The tensor that holds it.
    pub(super) tensor: String,
    /// The layer it is added to.
    pub(super) layer: usize,
    /// Channels of the tensor.
    pub(super) channels: usize,
    /// Which of them is added to each of the layer's channels.
    pub(super) order: Vec<Option<usize>>,
}

impl Layer {
    /// The convolution that it is, if it is one.
    pub(super) fn kernel(&self) -> Option<&Kernel> {
        match &self.work {
            Work::Convolution { kernel, .. } => Some(kernel),
            Work::Gate => None,
        }
    }

    /// Rows that it makes of one, where it is an upsampling.
    pub(super) fn stride(&self) -> Option<usize> {
        self.kernel().and_then(|kernel| kernel.stride)
    }
}

impl Plan {
    /// Reads the vocoder: what a graph computes from its latent.
    ///
    /// # Errors
    /// Where it is none that is known; what is then to be said of it.
    pub(super) fn read(graph: &Graph<'_>, cuts: &Cuts<'_, '_>) -> Result<Self, Broken> {
        read::vocoder(graph, cuts)
    }

    /// Reads the flow and the vocoder: what a graph computes from its prior's noise.
    /// `is_one` tells of tensors that mask frames whether they mask none.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(super) fn read_from_noise(
        graph: &Graph<'_>,
        cuts: &Cuts<'_, '_>,
        is_one: &dyn Fn(&str) -> bool,
    ) -> Result<Self, Broken> {
        read::flow_and_vocoder(graph, cuts, is_one)
    }

    /// As [`Self::read_from_noise`], of a graph whose flow is given its frames by this
    /// name; its masks mask none.
    #[cfg(test)]
    pub(super) fn read_from_frames(
        graph: &Graph<'_>,
        cuts: &Cuts<'_, '_>,
        frames: &str,
    ) -> Result<Self, Broken> {
        read::from_frames(graph, cuts, frames)
    }
}

//! A voice's decoder (its vocoder, HiFi-GAN) computed by ourselves: two thirds of what
//! speech costs, in half the time that ONNX Runtime takes for it.
//!
//! ```text
//! graph ─► plan: layers, read and checked ─► steps: weights packed for this processor
//! latent frames ─► tracks: rows of each layer, as far as they are known ─► samples
//! ```
//!
//! * [`direct`]: convolutions as they are defined, and upsampling by phases;
//! * [`winograd`]: those between, with less than half the multiplications;
//! * [`int16`]: both in 16-bit integers, where that is wanted;
//! * [`settle`]: what becomes of a sum while it is at hand;
//! * [`simd`]: the same arithmetic for every instruction set.
//!
//! **The state stays.** Every layer computes its rows once, as far as its inputs reach,
//! and keeps what it will look back at. So it does not matter how the frames come in:
//! every way of cutting a sentence into pieces gives the same bits, and none costs more
//! than another. What it costs is patience: a sample is known when all is known that
//! it depends on, some 20 frames (a quarter of a second of speech) later.
//!
//! **The same processor, the same bytes.** [`Decoder::class`] says what the last bits
//! depend on.

#[cfg(test)]
mod alone;
mod direct;
mod int16;
mod plan;
mod post;
mod settle;
mod simd;
mod step;
mod stream;
#[cfg(test)]
#[cfg(not(decoder_alone))]
mod tests;
mod track;
mod winograd;

use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::graph::{Broken, Cuts, Graph};
use plan::{Layer, Plan, Source, Speaker};
pub(super) use simd::Simd;
use simd::Sixteen;
use step::{Joints, Method, Step, packed};
use stream::Memory;
pub(super) use stream::Stream;
use track::Shape;

/// A voice's decoder, shared by all its sentences.
pub(super) struct Decoder {
    simd: Simd,
    method: Method,
    channels: usize,
    steps: Vec<Step>,
    /// Steps that follow one upsampling: computed together, piece by piece.
    stages: Vec<Range<usize>>,
    shapes: Vec<Shape>,
    post: Samples,
    speaker: Option<Speaker>,
    hop: usize,
    spare: Mutex<Vec<Memory>>,
}

/// The last convolution.
struct Samples {
    input: usize,
    weights: Vec<Sixteen>,
    bias: f32,
    dilation: usize,
    before: usize,
    after: usize,
}

impl Decoder {
    /// Reads the decoder of a graph, for an instruction set and with a precision.
    ///
    /// # Errors
    /// Why this graph's decoder cannot be computed here.
    pub(super) fn read(
        graph: &Graph<'_>,
        cuts: &Cuts<'_, '_>,
        simd: Simd,
        precision: Precision,
    ) -> Result<Self, Broken> {
        let plan = Plan::read(graph, cuts)?;
        Ok(Self::new(&plan, simd, precision.method(&plan)))
    }

    fn new(plan: &Plan, simd: Simd, method: Method) -> Self {
        let mut tracks = Tracks::of(plan);
        let mut steps = Vec::new();
        for (index, layer) in plan.layers.iter().enumerate() {
            let method = if layer.input == Source::Latent {
                Method::Direct
            } else {
                method
            };
            let step = Step::new(simd, layer, tracks.joints(index, layer), method);
            let is_first = index == 0 || layer.kernel.stride.is_some();
            tracks.join(&step, is_first);
            steps.push(step);
        }
        let post = Samples::new(&plan.post, tracks.source(plan.post.input));
        tracks.read_by(post.input, post.before, post.after, tracks.lags[post.input]);
        Self {
            simd,
            method,
            channels: plan.channels,
            stages: stages(plan),
            steps,
            shapes: tracks.shapes,
            post,
            speaker: plan.speaker.clone(),
            hop: plan.hop,
            spare: Mutex::default(),
        }
    }

    /// The tensor that holds what the speaker adds, where there are several speakers.
    pub(super) fn speaker(&self) -> Option<&str> {
        self.speaker.as_ref().map(|speaker| speaker.tensor.as_str())
    }

    /// Channels of a latent frame.
    #[cfg(test)]
    pub(super) fn channels(&self) -> usize {
        self.channels
    }

    /// Memory that no sentence uses.
    fn spare(&self) -> MutexGuard<'_, Vec<Memory>> {
        // Whoever panicked in here left a list of whole ones.
        self.spare.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Samples of a frame.
    pub(super) fn hop(&self) -> usize {
        self.hop
    }

    /// What the last bits of its samples depend on: part of a voice's digest.
    pub(super) fn class(&self) -> String {
        format!("decoder{REVISION}-{}", self.instructions())
    }

    /// For people: whose it is, and with which instructions it computes.
    pub(super) fn name(&self) -> String {
        format!("aloud/{}", self.instructions())
    }

    /// Instruction set and, where it is not the usual one, precision.
    fn instructions(&self) -> String {
        let precision = match self.method {
            Method::Int16 => "-int16",
            Method::Direct | Method::Winograd => "",
        };
        format!("{}{precision}", self.simd.name())
    }
}

/// What the decoder's products are computed in, but for those of its first layer and its
/// last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    not(decoder_alone),
    derive(serde::Deserialize, clap::ValueEnum),
    serde(rename_all = "lowercase"),
    value(rename_all = "lowercase")
)]
pub enum Precision {
    /// Numbers of 32 bits: ONNX Runtime's samples.
    #[default]
    Float32,
    /// Integers of 16 bits: faster, for a noise some 70 dB below the sound.
    Int16,
}

/// The longest kernel of voices that are decoded in 16-bit integers. Those with longer
/// ones, the high quality, have three times as many layers, and the noise of all of them
/// was above what is promised: 58 dB below the sound.
const MOST_TAPS_OF_INT16: usize = 7;

impl Precision {
    /// How a vocoder is computed that is wanted so.
    fn method(self, plan: &Plan) -> Method {
        let mut kernels = plan.layers.iter().map(|layer| &layer.kernel);
        let is_long =
            |kernel: &plan::Kernel| kernel.stride.is_none() && kernel.taps > MOST_TAPS_OF_INT16;
        match self {
            Self::Int16 if !kernels.any(is_long) => Method::Int16,
            _ => Method::Winograd,
        }
    }
}

/// To be raised when a sample's last bit changes here.
const REVISION: u32 = 1;

/// Tracks being laid out, in the order in which they are written.
struct Tracks {
    shapes: Vec<Shape>,
    /// Of each layer: the track of its sum and that of its rectified sum.
    of: Vec<(Option<usize>, Option<usize>)>,
    /// Rows that each track may be behind the first of its stage.
    lags: Vec<usize>,
}

impl Tracks {
    fn of(plan: &Plan) -> Self {
        let latent = Shape {
            width: Sixteen::for_channels(plan.channels),
            rate: 1,
            ..Shape::default()
        };
        let mut tracks = Self {
            shapes: vec![latent],
            of: Vec::new(),
            lags: Vec::new(),
        };
        for layer in &plan.layers {
            let mut add = |wanted: bool| {
                let shape = Shape {
                    width: Sixteen::for_channels(layer.kernel.outputs),
                    rate: layer.rate,
                    ..Shape::default()
                };
                wanted
                    .then(|| tracks.shapes.push(shape))
                    .map(|()| tracks.shapes.len() - 1)
            };
            let of = (add(layer.is_added), add(layer.slope.is_some()));
            tracks.of.push(of);
        }
        tracks.lags = vec![0; tracks.shapes.len()];
        tracks
    }

    /// The track that holds a source.
    fn source(&self, source: Source) -> usize {
        match source {
            Source::Latent => 0,
            // Whoever reads a layer reads it rectified, so that track is there.
            Source::Layer(layer) => self.of[layer].1.unwrap_or(0),
        }
    }

    fn joints(&self, index: usize, layer: &Layer) -> Joints {
        let (raw, active) = self.of[index];
        let residuals = layer.residuals.iter().filter_map(|&layer| self.of[layer].0);
        Joints {
            input: self.source(layer.input),
            residuals: residuals.collect(),
            raw,
            active,
        }
    }

    /// Makes a step a reader of its inputs, and its outputs as late as it is. A stage's
    /// first step goes as far as it can before anything else is written to its input.
    fn join(&mut self, step: &Step, is_first: bool) {
        let read = step.residuals.iter().chain([&step.input]);
        let latest = read.map(|&track| self.lags[track]).max();
        let lag = latest.unwrap_or(0) + step.after + step.block;
        self.read_by(step.input, step.before, step.after + step.block, lag);
        for &residual in &step.residuals {
            self.read_by(residual, 0, step.block, lag);
        }
        for output in step.raw.into_iter().chain(step.active) {
            self.lags[output] = if is_first { 0 } else { lag };
        }
    }

    /// Widens what is kept of a track for a reader that may be so many rows behind.
    fn read_by(&mut self, track: usize, before: usize, after: usize, lag: usize) {
        let shape = &mut self.shapes[track];
        shape.before = shape.before.max(before);
        shape.after = shape.after.max(after);
        shape.waiting = shape.waiting.max(lag + before);
    }
}

/// Layers from one upsampling to the next.
fn stages(plan: &Plan) -> Vec<Range<usize>> {
    let upsamplings = plan.layers.iter().enumerate();
    let starts = upsamplings.filter(|&(index, layer)| index > 0 && layer.kernel.stride.is_some());
    let mut starts: Vec<usize> = [0]
        .into_iter()
        .chain(starts.map(|(index, _)| index))
        .collect();
    starts.push(plan.layers.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

impl Samples {
    fn new(layer: &Layer, input: usize) -> Self {
        let kernel = &layer.kernel;
        let row = |tap| -> Vec<f32> {
            (0..kernel.inputs)
                .map(|input| kernel.weight(tap, input, 0))
                .collect()
        };
        Self {
            input,
            weights: (0..kernel.taps).flat_map(|tap| packed(&row(tap))).collect(),
            bias: kernel.bias[0],
            dilation: kernel.dilation,
            before: kernel.pad,
            after: (kernel.taps - 1) * kernel.dilation - kernel.pad,
        }
    }
}

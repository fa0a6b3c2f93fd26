//! A voice's networks computed by ourselves, in half the time that ONNX Runtime takes:
//! its text encoder and durations ([`encoder`]), all at once; and its *decoder*, from the
//! prior's frames to sound: the flow (VITS) and the vocoder (HiFi-GAN), piece by piece.
//!
//! ```text
//! graph ─► read: layers, checked ─► plan ─► steps: weights packed for this processor
//! frames ─► tracks: rows of each layer, as far as they are known ─► samples
//! ```
//!
//! What all of them are computed with:
//!
//! * [`direct`]: convolutions as they are defined, and upsampling by phases;
//! * [`winograd`]: those between, with less than half the multiplications;
//! * [`gate`]: the flow's activation;
//! * [`int16`]: the vocoder's products in 16-bit integers, where that is wanted;
//! * [`settle`]: what becomes of a sum while it is at hand;
//! * [`simd`]: the same arithmetic for every instruction set.
//!
//! **The state stays.** Every layer computes its rows once, as far as its inputs reach,
//! and keeps what it will look back at. So it does not matter how the frames come in:
//! every way of cutting a sentence into pieces gives the same bits, and none computes
//! anything twice. What it costs is patience: a sample is known when all is known that
//! it depends on, 44 frames (half a second of speech) later: 32 of them the flow's, whose
//! layers look at two frames after each, 12 the vocoder's.
//!
//! **A flow that is not known** is left to ONNX Runtime, which makes the latent in
//! windows; then the frames given here are the latent, and the layers the vocoder's.
//!
//! **The same processor, the same bytes.** [`Decoder::class`] says what the last bits
//! depend on.

#[cfg(any(test, fuzzing))]
pub(super) mod alone;
mod direct;
mod encoder;
mod gate;
mod int16;
mod kernel;
mod plan;
mod post;
mod read;
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
pub(super) use encoder::{Encoder, Predictor};
use kernel::Kernel;
pub(super) use plan::Prior;
use plan::{Layer, Plan, Source, Speaker};
pub(super) use simd::Simd;
pub(super) use simd::Sixteen;
use step::{Grid, Joints, Method, Step, packed};
use stream::Memory;
pub(super) use stream::Stream;
use track::{MOST_WRITTEN, Shape};

/// A voice's decoder, shared by all its sentences.
pub(super) struct Decoder {
    simd: Simd,
    method: Method,
    channels: usize,
    steps: Vec<Step>,
    /// Steps that are computed together, piece by piece: the flow's, the vocoder's first,
    /// and those that follow one upsampling.
    stages: Vec<Stage>,
    shapes: Vec<Shape>,
    post: Samples,
    prior: Option<Prior>,
    speakers: Vec<Speaker>,
    hop: usize,
    /// What nobody computes in just now.
    spare: Mutex<Vec<Memory>>,
}

/// Some steps, of which the first takes in so many rows at once.
#[derive(Clone)]
struct Stage {
    steps: Range<usize>,
    most: usize,
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
    /// Reads a graph's vocoder, for an instruction set and with a precision.
    ///
    /// # Errors
    /// Why it cannot be computed here.
    pub(super) fn read(
        graph: &Graph<'_>,
        cuts: &Cuts<'_, '_>,
        simd: Simd,
        precision: Precision,
    ) -> Result<Self, Broken> {
        let plan = Plan::read(graph, cuts)?;
        Self::new(&plan, simd, precision.method(&plan)).bounded()
    }

    /// Reads a graph's flow and vocoder, for an instruction set; `is_one` tells of tensors
    /// that mask frames whether they mask none.
    ///
    /// # Errors
    /// Why they cannot be computed here.
    pub(super) fn read_with_flow(
        graph: &Graph<'_>,
        cuts: &Cuts<'_, '_>,
        (simd, precision): (Simd, Precision),
        is_one: &dyn Fn(&str) -> bool,
    ) -> Result<Self, Broken> {
        let plan = Plan::read_from_noise(graph, cuts, is_one)?;
        Self::new(&plan, simd, precision.method(&plan)).bounded()
    }

    fn new(plan: &Plan, simd: Simd, method: Method) -> Self {
        let mut tracks = Tracks::of(plan);
        let mut steps = Vec::new();
        let stages = stages(plan);
        for (index, layer) in plan.layers.iter().enumerate() {
            // What is small in the flow is heard in all of the vocoder.
            let method = match method {
                Method::Int16 if index < plan.flow => Method::Winograd,
                method => method,
            };
            let step = Step::new(simd, layer, tracks.joints(index, layer), method);
            let is_first = stages.iter().any(|stage| stage.steps.start == index);
            tracks.join(&step, is_first);
            steps.push(step);
        }
        let post = Samples::new(&plan.post, tracks.source(plan.last));
        tracks.read_by(post.input, post.before, post.after, tracks.lags[post.input]);
        Self {
            simd,
            method,
            channels: plan.channels,
            stages,
            steps,
            shapes: tracks.shapes,
            post,
            prior: plan.prior.clone(),
            speakers: plan.speakers.clone(),
            hop: plan.hop,
            spare: Mutex::default(),
        }
    }

    /// Itself, unless a sentence took more memory than any voice's should: dilations
    /// make a small file ask for much.
    fn bounded(self) -> Result<Self, Broken> {
        let kept = self.shapes.iter().map(Shape::sixteens);
        if kept.sum::<usize>() > MOST_KEPT / size_of::<Sixteen>() {
            return Err(plan::SIZES);
        }
        Ok(self)
    }

    /// Whether the vocoder multiplies 16-bit integers.
    pub(super) fn is_int16(&self) -> bool {
        self.method == Method::Int16
    }

    /// Where the frames that it takes come from; `None`: they are the latent.
    pub(super) fn prior(&self) -> Option<&Prior> {
        self.prior.as_ref()
    }

    /// The tensors that hold what the speaker adds, where there are several speakers.
    pub(super) fn speakers(&self) -> impl Iterator<Item = &str> {
        self.speakers.iter().map(|speaker| speaker.tensor.as_str())
    }

    /// Channels of a frame.
    #[cfg(any(test, fuzzing))]
    pub(super) fn channels(&self) -> usize {
        self.channels
    }

    /// Memory that no sentence uses: as much as was ever computed in at the same time.
    fn spare(&self) -> MutexGuard<'_, Vec<Memory>> {
        // Whoever panicked in here left a list of whole ones.
        self.spare.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Samples of a frame.
    pub(super) fn hop(&self) -> usize {
        self.hop
    }

    /// How many frames it must be given until it knows so many samples.
    pub(super) fn frames_for(&self, samples: usize) -> usize {
        let mut rows = vec![0; self.shapes.len()];
        rows[self.post.input] = samples + self.post.after;
        for step in self.steps.iter().rev() {
            let outputs = step.raw.into_iter().chain(step.active);
            let wanted = outputs.map(|track| rows[track]).max().unwrap_or(0);
            let until = step.until(wanted.div_ceil(step.stride));
            rows[step.input] = rows[step.input].max(until + step.after);
            for &residual in &step.residuals {
                rows[residual] = rows[residual].max(until);
            }
        }
        rows[0]
    }

    /// What the last bits of its samples depend on: part of a voice's digest.
    pub(super) fn class(&self) -> String {
        let what = if self.prior.is_some() { "flow+" } else { "" };
        format!("decoder{REVISION}-{what}{}", self.instructions())
    }

    /// For people: whose it is, with which instructions it computes, and what it leaves
    /// to ONNX Runtime.
    pub(super) fn name(&self) -> String {
        let rest = if self.prior.is_some() {
            ""
        } else {
            ", flow: onnxruntime"
        };
        format!("aloud/{}{rest}", self.instructions())
    }

    /// Instruction set and, where it is not the usual one, precision.
    fn instructions(&self) -> String {
        let precision = if self.is_int16() { "-int16" } else { "" };
        format!("{}{precision}", self.simd.name())
    }
}

/// What the vocoder's products are computed in, but for those of its first layer and its
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
        let mut vocoder = plan.layers[plan.flow..].iter();
        let is_long = |layer: &Layer| match &layer.work {
            plan::Work::Convolution { kernel, .. } => {
                kernel.stride.is_none() && kernel.taps > MOST_TAPS_OF_INT16
            }
            plan::Work::Gate => false,
        };
        match self {
            Self::Int16 if !vocoder.any(is_long) => Method::Int16,
            _ => Method::Winograd,
        }
    }
}

/// To be raised when a sample's last bit changes here.
const REVISION: u32 = 2;

/// Bytes of rows that a sentence may keep: many times what the high quality does.
const MOST_KEPT: usize = 256 << 20;

/// Frames that the vocoder takes in at once: so few that what a stage works on stays in
/// the processor's cache.
const FRAMES: usize = 24;

/// Tracks being laid out, in the order in which they are written.
struct Tracks {
    shapes: Vec<Shape>,
    /// Of each layer: the track of its sum and that of its rectified sum.
    of: Vec<(Option<usize>, Option<usize>)>,
    /// Rows that each track may be behind the first of its stage.
    lags: Vec<usize>,
    /// How the rows of each become known.
    grids: Vec<Grid>,
}

impl Tracks {
    fn of(plan: &Plan) -> Self {
        let frames = Shape {
            width: Sixteen::for_channels(plan.channels),
            rate: 1,
            ..Shape::default()
        };
        let mut tracks = Self {
            shapes: vec![frames],
            of: Vec::new(),
            lags: Vec::new(),
            grids: Vec::new(),
        };
        for layer in &plan.layers {
            let mut add = |wanted: bool| {
                let shape = Shape {
                    width: Sixteen::for_channels(layer.outputs),
                    rate: layer.rate,
                    ..Shape::default()
                };
                wanted
                    .then(|| tracks.shapes.push(shape))
                    .map(|()| tracks.shapes.len() - 1)
            };
            let of = (add(layer.is_wanted), add(layer.rectifier.is_some()));
            tracks.of.push(of);
        }
        tracks.lags = vec![0; tracks.shapes.len()];
        tracks.grids = vec![Grid { every: 1, phase: 0 }; tracks.shapes.len()];
        tracks
    }

    /// The track that holds a source.
    fn source(&self, source: Source) -> usize {
        match source {
            Source::Frames => 0,
            // What is read is wanted, so these tracks are there.
            Source::Sum(layer) => self.of[layer].0.unwrap_or(0),
            Source::Rectified(layer) => self.of[layer].1.unwrap_or(0),
        }
    }

    fn joints(&self, index: usize, layer: &Layer) -> Joints {
        let (raw, active) = self.of[index];
        let residuals = layer.residuals.iter().filter_map(|&layer| self.of[layer].0);
        let input = self.source(layer.input);
        Joints {
            input,
            residuals: residuals.collect(),
            raw,
            active,
            grid: self.grids[input],
        }
    }

    /// Makes a step a reader of its inputs, and its outputs as late as it is. A stage's
    /// first step goes as far as it can before anything else is written to its input.
    fn join(&mut self, step: &Step, is_first: bool) {
        let read = step.residuals.iter().chain([&step.input]);
        let latest = read.map(|&track| self.lags[track]).max();
        let lag = latest.unwrap_or(0) + step.after + step.block;
        let lead = step.lead();
        self.read_by(step.input, lead + step.before, step.after + step.block, lag);
        for &residual in &step.residuals {
            self.read_by(residual, lead, step.block, lag);
        }
        let grid = step.grid(self.grids[step.input]);
        for output in step.raw.into_iter().chain(step.active) {
            let shape = &mut self.shapes[output];
            shape.before = shape.before.max(lead * step.stride);
            self.lags[output] = if is_first { 0 } else { lag };
            self.grids[output] = grid;
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

/// The flow's layers, the vocoder's first, and those from one upsampling to the next.
fn stages(plan: &Plan) -> Vec<Stage> {
    let all = plan.layers.len();
    let upsamplings = (0..all).filter(|&index| plan.layers[index].stride().is_some());
    let mut starts: Vec<usize> = [0, plan.flow].into_iter().chain(upsamplings).collect();
    starts.dedup();
    let ends = starts.iter().copied().skip(1).chain([all]);
    let stages = starts.iter().zip(ends).map(|(&start, end)| Stage {
        steps: start..end,
        most: match plan.layers[start].stride() {
            Some(stride) => (MOST_WRITTEN / stride).max(1),
            None if start < plan.flow => usize::MAX,
            None => FRAMES,
        },
    });
    stages.collect()
}

impl Samples {
    fn new(kernel: &Kernel, input: usize) -> Self {
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

//! What holds of every vocoder, every latent and every way of cutting it: said once, for
//! chosen cases and generated ones, on every processor.

use std::sync::Arc;

use super::super::super::graph::{Cuts, Graph};
use super::super::super::noise::Noise;
use super::super::{Decoder, Method, Plan, Simd, Stream};
use super::forge::{self, Shape};
use super::{Draw, Latent, exact, same_bits, say};

/// A vocoder, what it is given, and in what pieces.
#[derive(Clone, Debug)]
pub(in super::super) struct Claim {
    pub(in super::super) shape: Shape,
    pub(in super::super) seed: u64,
    pub(in super::super) frames: usize,
    /// Frames of the pieces, over and over.
    pub(in super::super) lengths: Vec<usize>,
    /// What the latent is multiplied with.
    pub(in super::super) loudness: f32,
    /// The frame from which on it is silent.
    pub(in super::super) silent_from: usize,
}

impl Claim {
    /// Of a shape, with a latent that is neither loud nor silent.
    pub(in super::super) fn of(shape: Shape, frames: usize, lengths: &[usize]) -> Self {
        Self {
            shape,
            seed: 1,
            frames,
            lengths: lengths.to_vec(),
            loudness: 1.0,
            silent_from: usize::MAX,
        }
    }

    /// Anything that is not too slow.
    pub(super) fn drawn(draw: &mut Draw<'_>) -> Self {
        let stages = draw.from(1..4);
        let upsample_rates: Vec<usize> = (0..stages).map(|_| draw.from(1..6)).collect();
        let rates = upsample_rates.iter();
        let kernels = rates.map(|&rate| rate + draw.from(0..3) * rate + draw.from(0..3));
        let upsample_kernels = kernels.collect();
        let shape = Shape {
            latent: draw.from(1..20),
            initial: draw.from(1..20) << stages,
            upsample_rates,
            upsample_kernels,
            resblock_kernels: draw.some(3, &(1..14)),
            dilations: draw.some(3, &(1..8)),
            convolutions: draw.from(1..3),
            speaker: Some(draw.from(0..5)).filter(|&length| length > 0),
        };
        let mut frames = draw.from(1..40);
        while frames > 1 && frames * products(&shape) > MOST_PRODUCTS {
            frames /= 2;
        }
        let mut lengths = draw.some(3, &(0..20));
        lengths.push(1 + draw.from(0..30));
        Self {
            shape,
            seed: draw.from(0..256) as u64,
            frames,
            lengths,
            loudness: [1.0, 0.1, 3.0, 30.0][draw.from(0..4)],
            silent_from: [usize::MAX, frames / 2][draw.from(0..2)],
        }
    }

    pub(in super::super) fn file(&self) -> Vec<u8> {
        forge::model(&self.shape, self.seed)
    }

    pub(in super::super) fn latent(&self) -> Latent {
        let latent = Latent::drawn(self.shape.latent, self.frames, self.seed);
        latent.map(|frame, value| {
            let is_heard = frame < self.silent_from;
            if is_heard { value * self.loudness } else { 0.0 }
        })
    }

    /// Computes it every way and compares.
    pub(in super::super) fn hold(&self) {
        self.hold_with(&Simd::all());
    }

    /// With these instruction sets.
    pub(super) fn hold_with(&self, sets: &[Simd]) {
        let file = self.file();
        let graph = Graph::read(&file).unwrap();
        let plan = Plan::read(&graph, &Cuts::of(&graph).unwrap()).unwrap();
        let latent = self.latent();
        let decoders = sets.iter();
        let decoders = decoders.map(|&simd| Arc::new(Decoder::new(&plan, simd, Method::Winograd)));
        let decoders: Vec<Arc<Decoder>> = decoders.collect();
        let names_speaker = decoders[0].speakers().next();
        let speaker = names_speaker.map(|_| speaker_of(self.shape.initial));
        let truth = exact::sound(&file, &latent, names_speaker.zip(speaker.as_deref()));
        let mut fast: Option<Vec<f32>> = None;
        for decoder in &decoders {
            let say = |latent, lengths: &[usize]| say(decoder, speaker.as_deref(), latent, lengths);
            let whole = say(&latent, &[self.frames]);
            assert_eq!(whole.len(), self.frames * self.shape.hop());
            self.assert_exact(&whole, &truth, &decoder.name());
            self.leave_behind(decoder, speaker.as_deref());
            let pieces = say(&latent, &self.lengths);
            assert!(same_bits(&pieces, &whole), "{}: {self:?}", decoder.name());
            if decoder.simd.is_fast() {
                let first = fast.get_or_insert_with(|| whole.clone());
                assert!(same_bits(first, &whole), "{}: {self:?}", decoder.name());
            }
        }
    }

    fn assert_exact(&self, sound: &[f32], truth: &[f64], name: &str) {
        let noise = exact::noise(sound, truth, LEAST_SIGNAL);
        let rounding = self.rounding();
        assert!(noise <= rounding, "{name}: {noise} > {rounding}: {self:?}");
    }

    /// A sentence that is broken off leaves something in the memory that the next takes.
    fn leave_behind(&self, decoder: &Arc<Decoder>, speaker: Option<&[f32]>) {
        let mut broken_off = Stream::new(decoder, speaker).unwrap();
        let loud = self.latent().map(|_, value| 9.0 - 5.0 * value);
        broken_off.push(&loud.values).unwrap();
    }

    /// The most noise, as a share of the signal's power, that rounding may add: a
    /// residual block adds what each of its convolutions does, and the average of
    /// several blocks as much as one of them. Measured on 3 000 shapes, a tenth of this is
    /// usual, and half the most.
    fn rounding(&self) -> f64 {
        let shape = &self.shape;
        let kernels = shape.resblock_kernels.iter();
        let once = kernels.map(|&taps| of_convolution(taps)).sum::<f64>();
        let once = once / shape.resblock_kernels.len() as f64;
        let in_turn = (shape.dilations.len() * shape.convolutions) as f64;
        let stages = shape.upsample_rates.len() as f64;
        let defined = of_convolution(1);
        2.5 * (stages * (in_turn * once + 2.0 * defined) + 4.0 * defined)
    }
}

/// The power of a sound that is not much less than these vocoders make: one sample may
/// be near nought by chance, and then is no measure.
const LEAST_SIGNAL: f64 = 0.04;

/// What a convolution of so many taps adds, as measured on random numbers (the points
/// of [`super::super::winograd`] and what it is cut into: 128.6, 122.8 and 115.0 dB).
fn of_convolution(taps: usize) -> f64 {
    let decibels = match taps {
        1..=3 => 128.6,
        4 | 5 => 122.8,
        _ => 115.0,
    };
    10.0_f64.powf(-decibels / 10.0)
}

/// More than this takes an emulator, and an exact result, too long.
const MOST_PRODUCTS: usize = 4_000_000;

/// Products of a frame, but for those of its first and last convolution.
fn products(shape: &Shape) -> usize {
    let taps = shape.resblock_kernels.iter().sum::<usize>();
    let taps = taps * shape.dilations.len() * shape.convolutions;
    let (mut rows, mut channels, mut products) = (1, shape.initial, 0);
    for (rate, kernel) in shape.upsample_rates.iter().zip(&shape.upsample_kernels) {
        (rows, channels) = (rows * rate, channels / 2);
        products += rows * channels * channels * (taps + 2 * kernel / rate);
    }
    products
}

/// What the speaker adds to a layer of so many channels.
pub(in super::super) fn speaker_of(channels: usize) -> Vec<f32> {
    Noise::new(77, 0).columns(1, &(0..channels)).collect()
}

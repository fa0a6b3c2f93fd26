//! Our decoder by itself: what can be claimed without ONNX Runtime. `tools/test-decoder`
//! runs this in an emulator of another processor, and in an interpreter that watches
//! every access to memory.

pub(super) mod forge;

use std::sync::Arc;

use super::super::graph::{Cuts, Graph};
use super::super::noise::Noise;
use super::{Decoder, Method, Plan, Simd, Stream};
use forge::Shape;

/// How far from ONNX Runtime's samples ours may be, in decibels below the signal.
pub(super) const DECIBELS: f64 = 110.0;
/// The same in 16-bit integers.
pub(super) const DECIBELS_OF_INT16: f64 = 60.0;

/// Frames, channel after channel.
pub(super) struct Latent {
    pub(super) channels: usize,
    pub(super) frames: usize,
    pub(super) values: Vec<f32>,
}

impl Latent {
    pub(super) fn drawn(channels: usize, frames: usize, seed: u64) -> Self {
        Self {
            channels,
            frames,
            values: Noise::new(seed, 0)
                .columns(channels, &(0..frames))
                .collect(),
        }
    }

    pub(super) fn map(mut self, of: impl Fn(usize, f32) -> f32) -> Self {
        for channel in self.values.chunks_exact_mut(self.frames) {
            for (frame, value) in channel.iter_mut().enumerate() {
                *value = of(frame, *value);
            }
        }
        self
    }

    pub(super) fn piece(&self, frames: std::ops::Range<usize>) -> Vec<f32> {
        let channels = self.values.chunks_exact(self.frames);
        channels
            .flat_map(|channel| &channel[frames.clone()])
            .copied()
            .collect()
    }
}

/// Decibels by which the difference lies below the signal.
pub(super) fn agreement(ours: &[f32], theirs: &[f32]) -> f64 {
    assert_eq!(ours.len(), theirs.len());
    let power = |of: &mut dyn Iterator<Item = f64>| of.map(|x| x * x).sum::<f64>();
    let signal = power(&mut theirs.iter().map(|&x| f64::from(x)));
    let both = ours.iter().zip(theirs);
    let noise = power(&mut both.map(|(&a, &b)| f64::from(a) - f64::from(b)));
    assert!(signal > 0.0 && noise.is_finite());
    10.0 * (signal / noise.max(f64::MIN_POSITIVE)).log10()
}

pub(super) fn same_bits(one: &[f32], other: &[f32]) -> bool {
    let mut both = one.iter().zip(other);
    one.len() == other.len() && both.all(|(a, b)| a.to_bits() == b.to_bits())
}

/// Small, and with every kind of layer.
fn shapes() -> [Shape; 2] {
    let small = Shape {
        upsample_rates: vec![3],
        upsample_kernels: vec![7],
        resblock_kernels: if cfg!(miri) { vec![8] } else { vec![3, 6, 8] },
        dilations: vec![1, 2],
        ..Shape::medium(3, 8)
    };
    let high = Shape {
        upsample_rates: vec![2, 2],
        upsample_kernels: vec![4, 4],
        resblock_kernels: vec![5, 11],
        ..Shape::high(18, 40)
    };
    [small, high]
}

fn plan(shape: &Shape) -> Plan {
    let file = forge::model(shape, 1);
    let graph = Graph::read(&file).unwrap();
    Plan::read(&graph, &Cuts::of(&graph).unwrap()).unwrap()
}

/// All samples, the latent given in pieces.
fn say(decoder: Decoder, latent: &Latent, lengths: &[usize]) -> Vec<f32> {
    let mut stream = Stream::new(&Arc::new(decoder), None).unwrap();
    let mut sound = Vec::new();
    let mut from = 0;
    for length in lengths {
        let piece = latent.piece(from..from + length);
        sound.extend(stream.push(&piece).unwrap());
        from += length;
    }
    assert_eq!(from, latent.frames);
    sound.extend(stream.finish().unwrap());
    sound
}

#[test]
fn fewer_multiplications_give_what_the_definition_gives_with_every_instruction_set() {
    // An interpreter takes minutes for what a processor does at once.
    let shapes = shapes().into_iter();
    for shape in shapes.take(if cfg!(miri) { 1 } else { 2 }) {
        let plan = plan(&shape);
        let latent = Latent::drawn(shape.latent, 9, 2);
        let defined = say(
            Decoder::new(&plan, Simd::Portable, Method::Direct),
            &latent,
            &[9],
        );
        assert_eq!(defined.len(), 9 * shape.hop());
        let exact = Simd::all().into_iter();
        let exact = exact.map(|simd| (simd, Method::Winograd, DECIBELS));
        let int16 = Simd::all_for_int16().into_iter();
        let int16 = int16.map(|simd| (simd, Method::Int16, DECIBELS_OF_INT16));
        for (simd, method, decibels) in exact.chain(int16) {
            let decoder = || Decoder::new(&plan, simd, method);
            let whole = say(decoder(), &latent, &[9]);
            let agreement = agreement(&whole, &defined);
            println!("{simd:?}, {method:?}: {agreement:.1} dB");
            assert!(agreement >= decibels, "{simd:?}, {method:?}: {agreement}");
            assert!(same_bits(&whole, &say(decoder(), &latent, &[1, 3, 5])));
        }
    }
}

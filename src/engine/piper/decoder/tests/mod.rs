//! Our decoder against ONNX Runtime's, on the same latent.

mod forge;

use std::collections::HashMap;
use std::sync::Arc;

use ort::value::Tensor;

use super::super::graph::{Cuts, Graph};
use super::super::model::Model;
use super::super::noise::Noise;
use super::super::tests::{load_library, voice, voices};
use super::{Decoder, Method, Plan, Simd, Stream};
use forge::Shape;

/// How far from ONNX Runtime's samples ours may be, in decibels below the signal.
const DECIBELS: f64 = 110.0;

/// A vocoder, and who else can compute it.
struct Case {
    name: String,
    plan: Plan,
    speaker: Option<(String, usize)>,
    oracle: Model,
}

impl Case {
    /// The vocoder of a voice in the repository or in the folder of `ALOUD_TEST_VOICES`.
    fn of_voice(name: &str) -> Self {
        Self::new(name, &voice(name))
    }

    fn forged(name: &str, shape: &Shape) -> Self {
        Self::new(name, &forge::model(shape, 1))
    }

    fn new(name: &str, file: &[u8]) -> Self {
        load_library();
        let graph = Graph::read(file).unwrap();
        let cuts = Cuts::of(&graph).unwrap();
        let plan = Plan::read(&graph, &cuts).unwrap();
        let latent = cuts.latent().unwrap().to_owned();
        let speaker = plan.speaker.as_ref();
        let speaker = speaker.map(|speaker| {
            (
                speaker.tensor.clone(),
                plan.layers[speaker.layer].kernel.outputs,
            )
        });
        let names = [Some(latent), speaker.as_ref().map(|(name, _)| name.clone())];
        let names: Vec<String> = names.into_iter().flatten().collect();
        let types: HashMap<String, i32> = names.iter().map(|name| (name.clone(), 1)).collect();
        let model = cuts.model(cuts.count() - 1, &types);
        let oracle = Model::load(&model, &names, &[graph.sound().to_owned()]).unwrap();
        Self {
            name: name.to_owned(),
            plan,
            speaker,
            oracle,
        }
    }

    fn decoder(&self, simd: Simd) -> Arc<Decoder> {
        Arc::new(Decoder::new(&self.plan, simd, Method::Winograd))
    }

    fn speaker_vector(&self) -> Option<Vec<f32>> {
        let (_, length) = self.speaker.as_ref()?;
        Some(Noise::new(77, 0).fill(1, *length))
    }

    /// What ONNX Runtime makes of a latent.
    fn theirs(&self, latent: &Latent) -> Vec<f32> {
        let tensor = |channels, values: Vec<f32>| {
            let frames = values.len() / channels;
            Tensor::from_array(([1, channels, frames], values))
                .unwrap()
                .into_dyn()
        };
        let speaker = self
            .speaker_vector()
            .map(|vector| tensor(vector.len(), vector));
        let given = [
            Some(tensor(latent.channels, latent.values.clone())),
            speaker,
        ];
        let given: Vec<_> = given.iter().flatten().collect();
        let sound = self.oracle.run(&given).unwrap();
        sound[0].try_extract_tensor::<f32>().unwrap().1.to_vec()
    }

    /// What we make of it in pieces of `lengths`, over and over.
    fn ours(&self, decoder: &Arc<Decoder>, latent: &Latent, lengths: &[usize]) -> Vec<f32> {
        let mut stream = Stream::new(decoder, self.speaker_vector().as_deref()).unwrap();
        let mut sound = Vec::new();
        let mut from = 0;
        for length in lengths.iter().cycle() {
            let until = latent.frames.min(from + length);
            sound.extend(stream.push(&latent.piece(from..until)).unwrap());
            from = until;
            if from == latent.frames {
                break;
            }
        }
        sound.extend(stream.finish().unwrap());
        sound
    }
}

/// Frames, channel after channel.
struct Latent {
    channels: usize,
    frames: usize,
    values: Vec<f32>,
}

impl Latent {
    fn drawn(channels: usize, frames: usize, seed: u64) -> Self {
        Self {
            channels,
            frames,
            values: Noise::new(seed, 0).fill(channels, frames),
        }
    }

    fn map(mut self, of: impl Fn(usize, f32) -> f32) -> Self {
        for channel in self.values.chunks_exact_mut(self.frames) {
            for (frame, value) in channel.iter_mut().enumerate() {
                *value = of(frame, *value);
            }
        }
        self
    }

    fn piece(&self, frames: std::ops::Range<usize>) -> Vec<f32> {
        let channels = self.values.chunks_exact(self.frames);
        channels
            .flat_map(|channel| &channel[frames.clone()])
            .copied()
            .collect()
    }
}

/// Decibels by which the difference lies below the signal.
fn agreement(ours: &[f32], theirs: &[f32]) -> f64 {
    assert_eq!(ours.len(), theirs.len());
    let power = |of: &mut dyn Iterator<Item = f64>| of.map(|x| x * x).sum::<f64>();
    let signal = power(&mut theirs.iter().map(|&x| f64::from(x)));
    let both = ours.iter().zip(theirs);
    let noise = power(&mut both.map(|(&a, &b)| f64::from(a) - f64::from(b)));
    assert!(signal > 0.0 && noise.is_finite());
    10.0 * (signal / noise.max(f64::MIN_POSITIVE)).log10()
}

fn same_bits(one: &[f32], other: &[f32]) -> bool {
    let mut both = one.iter().zip(other);
    one.len() == other.len() && both.all(|(a, b)| a.to_bits() == b.to_bits())
}

/// Stock qualities at real and at small sizes, and shapes that nobody ships.
fn cases() -> Vec<Case> {
    let odd = Shape {
        latent: 5,
        initial: 24,
        upsample_rates: vec![5, 3],
        upsample_kernels: vec![11, 3],
        resblock_kernels: vec![2, 4, 9, 1],
        dilations: vec![1, 4],
        convolutions: 1,
        speaker: Some(7),
    };
    let mut cases: Vec<Case> = voices()
        .iter()
        .map(|(name, _)| Case::of_voice(name))
        .collect();
    cases.extend([
        Case::forged("medium, narrow", &Shape::medium(12, 64)),
        Case::forged("high, narrow", &Shape::high(12, 64)),
        Case::forged("odd", &odd),
    ]);
    cases
}

#[test]
fn samples_are_those_of_onnx_runtime() {
    for case in cases() {
        for simd in Simd::all() {
            let decoder = case.decoder(simd);
            let latent = Latent::drawn(case.plan.channels, 60, 3);
            let theirs = case.theirs(&latent);
            let ours = case.ours(&decoder, &latent, &[usize::MAX / 2]);
            let agreement = agreement(&ours, &theirs);
            println!("{} with {}: {agreement:.1} dB", case.name, simd.name());
            assert!(
                agreement >= DECIBELS,
                "{} with {}: {agreement}",
                case.name,
                simd.name()
            );
        }
    }
}

#[test]
fn every_way_of_cutting_gives_the_same_bits() {
    for case in cases() {
        let latent = Latent::drawn(case.plan.channels, 90, 4);
        for simd in Simd::all() {
            let decoder = case.decoder(simd);
            let whole = case.ours(&decoder, &latent, &[latent.frames]);
            assert_eq!(whole.len(), latent.frames * decoder.hop());
            for lengths in [&[1][..], &[16, 32, 64], &[7], &[1, 0, 41, 2, 3], &[89, 1]] {
                let pieces = case.ours(&decoder, &latent, lengths);
                assert!(same_bits(&pieces, &whole), "{} in {lengths:?}", case.name);
            }
        }
    }
}

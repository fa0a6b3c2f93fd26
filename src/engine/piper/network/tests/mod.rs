//! Our decoder against ONNX Runtime's, on the same latent. All memory is poisoned in
//! tests: what was never written is heard.

mod allocations;
mod flow;
mod int16;
mod lengths;
mod malformed;
mod shapes;

use std::collections::HashMap;
use std::sync::Arc;

use ort::value::Tensor;

use super::super::graph::{Cuts, Graph, TensorType};
use super::super::model::Model;
use super::super::noise::Noise;
use super::super::tests::{load_library, voice, voices};
use super::alone::forge::{self, Shape};
use super::alone::{DECIBELS, Latent, agreement, same_bits, say};
use super::{Decoder, Method, Plan, Simd, Stream};

/// A vocoder, and who else can compute it.
struct Case {
    name: String,
    plan: Plan,
    speaker: Option<(String, usize)>,
    /// Which of its speakers: a number to draw from.
    who: u64,
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
        let speaker = plan.speakers.first();
        let speaker = speaker.map(|speaker| (speaker.tensor.clone(), speaker.channels));
        let names = [Some(latent), speaker.as_ref().map(|(name, _)| name.clone())];
        let names: Vec<String> = names.into_iter().flatten().collect();
        let types = names
            .iter()
            .map(|name| (name.clone(), TensorType::float(Some(3))));
        let types: HashMap<String, TensorType> = types.collect();
        let model = cuts.model(cuts.count() - 1, &types);
        let oracle = Model::load(&model, &names, &[graph.sound().to_owned()]).unwrap();
        Self {
            name: name.to_owned(),
            plan,
            speaker,
            who: 77,
            oracle,
        }
    }

    fn decoder(&self, simd: Simd) -> Arc<Decoder> {
        self.decoder_by(simd, Method::Winograd)
    }

    fn decoder_by(&self, simd: Simd, method: Method) -> Arc<Decoder> {
        Arc::new(Decoder::new(&self.plan, simd, method))
    }

    fn speaker_vector(&self) -> Option<Vec<f32>> {
        let (_, length) = self.speaker.as_ref()?;
        Some(Noise::new(self.who, 0).columns(1, &(0..*length)).collect())
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
        say(decoder, self.speaker_vector().as_deref(), latent, lengths)
    }
}

/// A shape that nobody ships.
fn odd() -> Shape {
    Shape {
        latent: 5,
        initial: 24,
        upsample_rates: vec![5, 3],
        upsample_kernels: vec![11, 3],
        resblock_kernels: vec![2, 4, 9, 1],
        dilations: vec![1, 4],
        convolutions: 1,
        speaker: Some(7),
    }
}

/// Voices, and stock qualities with fewer channels.
fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = voices()
        .iter()
        .map(|(name, _)| Case::of_voice(name))
        .collect();
    cases.extend([
        Case::forged("medium, narrow", &Shape::medium(12, 64)),
        Case::forged("high, narrow", &Shape::high(12, 64)),
        Case::forged("odd", &odd()),
    ]);
    cases
}

fn fastest() -> Simd {
    Simd::named(None).unwrap()
}

#[track_caller]
fn assert_agrees(case: &Case, simd: Simd, latent: &Latent, what: &str) {
    let theirs = case.theirs(latent);
    let ours = case.ours(&case.decoder(simd), latent, &[latent.frames]);
    let agreement = agreement(&ours, &theirs);
    let (name, simd) = (&case.name, simd.name());
    println!("{name} with {simd}, {what}: {agreement:.1} dB");
    assert!(
        agreement >= DECIBELS,
        "{name} with {simd}, {what}: {agreement}"
    );
}

#[test]
fn samples_are_those_of_onnx_runtime_with_every_instruction_set() {
    for case in cases() {
        for simd in Simd::all() {
            let latent = Latent::drawn(case.plan.channels, 30, 3);
            assert_agrees(&case, simd, &latent, "30 frames");
        }
    }
}

#[test]
fn loud_quiet_and_half_silent_latents_sound_the_same_too() {
    for case in cases() {
        let drawn = || Latent::drawn(case.plan.channels, 30, 5);
        for scale in [0.1, 3.0] {
            let latent = drawn().map(|_, value| value * scale);
            assert_agrees(&case, fastest(), &latent, &format!("times {scale}"));
        }
        let latent = drawn().map(|frame, value| if frame < 15 { value } else { 0.0 });
        assert_agrees(&case, fastest(), &latent, "half silent");
    }
}

/// What a speaker adds is any row: a hundred of them stand for all.
#[test]
fn every_speaker_sounds_the_same_too() {
    for mut case in cases().into_iter().filter(|case| case.speaker.is_some()) {
        let latent = Latent::drawn(case.plan.channels, 12, 13);
        for who in 100..200 {
            case.who = who;
            assert_agrees(&case, fastest(), &latent, &format!("speaker {who}"));
        }
    }
}

#[test]
fn every_way_of_cutting_gives_the_same_bits() {
    for case in cases() {
        assert_cut_alike(&case, &case.decoder(fastest()));
    }
}

#[track_caller]
fn assert_cut_alike(case: &Case, decoder: &Arc<Decoder>) {
    let latent = Latent::drawn(case.plan.channels, 90, 4);
    let whole = case.ours(decoder, &latent, &[latent.frames]);
    assert_eq!(whole.len(), latent.frames * decoder.hop());
    for lengths in [&[1][..], &[16, 32, 64], &[7], &[1, 0, 41, 2, 3], &[89, 1]] {
        let pieces = case.ours(decoder, &latent, lengths);
        assert!(same_bits(&pieces, &whole), "{} in {lengths:?}", case.name);
    }
}

/// With one rounding for multiplication and addition, the order of operations decides.
#[test]
fn instruction_sets_agree_to_the_last_bit() {
    for case in cases() {
        let latent = Latent::drawn(case.plan.channels, 30, 8);
        let sound = |simd| case.ours(&case.decoder(simd), &latent, &[9]);
        let fast = Simd::all().into_iter().filter(|simd| simd.is_fast());
        let all: Vec<Vec<f32>> = fast.map(sound).collect();
        assert!(all.windows(2).all(|pair| same_bits(&pair[0], &pair[1])));
    }
}

/// What a listener waits for: the frames after a sample that it depends on, and the rest
/// of a block in each layer.
#[test]
fn the_first_sample_comes_within_24_frames() {
    for case in cases() {
        let decoder = case.decoder(fastest());
        let mut stream = Stream::new(&decoder, case.speaker_vector().as_deref()).unwrap();
        let frame = Latent::drawn(case.plan.channels, 1, 9);
        let waited = (1..).find(|_| !stream.push(&frame.values).unwrap().is_empty());
        println!(
            "{}: the first sample comes with frame {waited:?}",
            case.name
        );
        assert!(waited.unwrap() <= 24, "{}: {waited:?}", case.name);
    }
}

#[test]
fn a_warm_stream_takes_no_more_memory() {
    for case in cases() {
        let decoder = case.decoder(fastest());
        let mut stream = Stream::new(&decoder, case.speaker_vector().as_deref()).unwrap();
        let latent = Latent::drawn(case.plan.channels, 64, 10);
        for _ in 0..3 {
            stream.push(&latent.values).unwrap();
        }
        let pieces = [64, 1, 16, 63, 5, 64].map(|frames| latent.piece(0..frames));
        let before = allocations::of_this_thread();
        for piece in &pieces {
            stream.push(piece).unwrap();
        }
        assert_eq!(allocations::of_this_thread(), before, "{}", case.name);
    }
}

#[test]
fn a_stream_is_used_as_it_is_meant_or_says_so() {
    let case = Case::forged("odd", &odd());
    let decoder = case.decoder(fastest());
    assert!(Stream::new(&decoder, None).is_err(), "nobody speaks");
    assert!(Stream::new(&decoder, Some(&[0.0; 3])).is_err());
    let speaker = case.speaker_vector();
    let stream = || Stream::new(&decoder, speaker.as_deref()).unwrap();
    assert!(stream().push(&[0.0; 7]).is_err(), "half a frame");
    assert!(stream().finish().unwrap().is_empty(), "no frames, no sound");
    let mut ended = stream();
    ended.finish().unwrap();
    assert!(ended.finish().is_err() && ended.push(&[0.0; 5]).is_err());
}

/// What a sentence left behind is not heard in the next.
#[test]
fn memory_is_used_again_without_a_trace() {
    for case in cases() {
        let decoder = case.decoder(fastest());
        let latent = Latent::drawn(case.plan.channels, 40, 11);
        let first = case.ours(&decoder, &latent, &[13]);
        let other = Latent::drawn(case.plan.channels, 70, 12).map(|_, value| 9.0 * value);
        case.ours(&decoder, &other, &[70]);
        let mut broken = Stream::new(&decoder, case.speaker_vector().as_deref()).unwrap();
        broken.push(&other.values).unwrap();
        drop(broken);
        assert!(
            same_bits(&case.ours(&decoder, &latent, &[40]), &first),
            "{}",
            case.name
        );
    }
}

#[test]
fn speakers_differ() {
    let case = Case::forged("odd", &odd());
    let decoder = case.decoder(fastest());
    let latent = Latent::drawn(case.plan.channels, 4, 1);
    let say = |vector: &[f32]| {
        let mut stream = Stream::new(&decoder, Some(vector)).unwrap();
        stream.push(&latent.values).unwrap();
        stream.finish().unwrap().to_vec()
    };
    assert_ne!(say(&[0.0; 24]), say(&[0.5; 24]));
}

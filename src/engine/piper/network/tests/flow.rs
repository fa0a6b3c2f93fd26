//! Our flow and vocoder in one against ONNX Runtime's, one after the other, on the same
//! frames.

use std::collections::HashMap;
use std::sync::Arc;

use ort::value::{DynValue, Tensor};
use proptest::prelude::*;

use super::super::super::graph::{Cuts, Graph, TensorType};
use super::super::super::model::Model;
use super::super::super::noise::Noise;
use super::super::super::spread;
use super::super::super::tests::{load_library, replaced, voice, voices};
use super::super::Prior;
use super::super::alone::forge::{self, Shape};
use super::super::alone::forge_flow::{Flow, MASK};
use super::super::alone::{DECIBELS, Latent, agreement, same_bits};
use super::super::kernel::Kernel;
use super::super::read;
use super::{Decoder, Method, Plan, Simd, Stream, allocations, fastest, lengths};

/// A flow and a vocoder, and who else can compute them.
struct Case {
    name: String,
    plan: Plan,
    /// What the flow is given besides noise, and who computes it.
    given: Vec<String>,
    flow: Model,
    /// What the vocoder is given besides the latent, and who computes it.
    vocoder: Model,
    of_vocoder: Vec<String>,
    /// Says the latent's first channel, made this much smaller.
    latent: Plan,
}

const SCALE: f32 = 1.0 / 64.0;
/// Frames that a sample depends on, to either side: the flow's and the vocoder's.
const REACH: usize = 48;

impl Case {
    fn of_voice(name: &str) -> Self {
        load_library();
        let file = voice(name);
        let graph = Graph::read(&file).unwrap();
        let cuts = Cuts::of(&graph).unwrap();
        let (cuts, _) = spread::take_out(&graph, &cuts).unwrap();
        let is_one = |tensor: &str| spread::is_one(&cuts, tensor);
        let plan = Plan::read_from_noise(&graph, &cuts, &is_one).unwrap();
        let latent = read::latent(&graph, &cuts, &is_one, None, SCALE).unwrap();
        Self::new(name, plan, latent, &cuts)
    }

    fn forged(name: &str, shape: &Shape, flow: &Flow, seed: u64) -> Self {
        load_library();
        let file = forge::model_with_flow(shape, flow, seed);
        let graph = Graph::read(&file).unwrap();
        let cuts = Cuts::of(&graph).unwrap();
        let plan = Plan::read_from_frames(&graph, &cuts, "given").unwrap();
        let latent = read::latent(&graph, &cuts, &|_| true, Some("given"), SCALE).unwrap();
        Self::new(name, plan, latent, &cuts)
    }

    fn new(name: &str, plan: Plan, latent: Plan, cuts: &Cuts<'_, '_>) -> Self {
        let model = |number: usize| {
            let part = cuts.part(number);
            let float = TensorType::float(None);
            let types = part.inputs.iter().map(|name| (name.clone(), float));
            let types: HashMap<String, TensorType> = types.collect();
            let model = cuts.model(number, &types);
            let model = Model::load(&model, &part.inputs, &part.outputs).unwrap();
            (part, model)
        };
        let (of_flow, flow) = model(cuts.count() - 2);
        let (of_vocoder, vocoder) = model(cuts.count() - 1);
        let noise = of_flow.noise.unwrap().name;
        let mut given = of_flow.inputs;
        // Where the noise stands among what the flow is given.
        for name in &mut given {
            if *name == noise {
                NOISE.clone_into(name);
            }
        }
        Self {
            name: name.to_owned(),
            plan,
            given,
            flow,
            vocoder,
            of_vocoder: of_vocoder.inputs,
            latent,
        }
    }

    fn decoder(&self, simd: Simd) -> Arc<Decoder> {
        Arc::new(Decoder::new(&self.plan, simd, Method::Winograd))
    }

    /// What the speaker adds, tensor by tensor.
    fn speaker(&self) -> Vec<(String, Vec<f32>)> {
        let speakers = self.plan.speakers.iter().enumerate();
        let drawn = speakers.map(|(at, speaker)| {
            let noise = Noise::new(77, at).columns(1, &(0..speaker.channels));
            (speaker.tensor.clone(), noise.collect())
        });
        drawn.collect()
    }

    /// What ONNX Runtime makes of frames: the latent, and the samples.
    fn theirs(&self, frames: &Latent) -> (Vec<f32>, Vec<f32>) {
        let speaker = self.speaker();
        let of_speaker = |name: &str| {
            let (_, row) = speaker.iter().find(|(tensor, _)| tensor == name)?;
            Some(tensor(row.len(), row.clone()))
        };
        let count = frames.frames;
        let given = self.given.iter().map(|name| {
            let prior = self.plan.prior.as_ref();
            let is = |of: fn(&Prior) -> &String| prior.is_some_and(|prior| of(prior) == name);
            if name == NOISE {
                tensor(frames.channels, frames.values.clone())
            } else if let Some(row) = of_speaker(name) {
                row
            } else if is(|prior| &prior.scale) {
                Tensor::from_array(([0_usize; 0], vec![1.0_f32]))
                    .unwrap()
                    .into_dyn()
            } else if is(|prior| &prior.mean) || is(|prior| &prior.log_deviation) {
                tensor(frames.channels, vec![0.0; frames.values.len()])
            } else {
                // All that is left masks.
                tensor(1, vec![1.0; count])
            }
        });
        let given: Vec<DynValue> = given.collect();
        let latent = self.flow.run(&given.iter().collect::<Vec<_>>()).unwrap();
        let latent = latent[0].try_extract_tensor::<f32>().unwrap().1.to_vec();
        let given = self.of_vocoder.iter().map(|name| {
            let row = of_speaker(name);
            row.unwrap_or_else(|| tensor(frames.channels, latent.clone()))
        });
        let given: Vec<DynValue> = given.collect();
        let sound = self.vocoder.run(&given.iter().collect::<Vec<_>>()).unwrap();
        let sound = sound[0].try_extract_tensor::<f32>().unwrap().1.to_vec();
        (latent, sound)
    }

    /// What the speaker adds to the first layers that know one.
    fn speaker_of(&self, count: usize) -> Vec<f32> {
        let first = self.speaker().into_iter().take(count);
        first.flat_map(|(_, row)| row).collect()
    }

    fn stream(&self, decoder: &Arc<Decoder>) -> Stream {
        Stream::new(decoder, Some(&self.speaker_of(usize::MAX))).unwrap()
    }

    /// What we make of frames in pieces of `lengths`, over and over.
    fn ours(&self, decoder: &Arc<Decoder>, frames: &Latent, lengths: &[usize]) -> Vec<f32> {
        let mut stream = self.stream(decoder);
        let mut sound = Vec::new();
        let mut from = 0;
        for length in lengths.iter().cycle() {
            let until = frames.frames.min(from + length);
            let piece = frames.piece(from..until);
            from = until;
            if from == frames.frames {
                sound.extend(stream.push_last(&piece).unwrap());
                break;
            }
            sound.extend(stream.push(&piece).unwrap());
        }
        sound
    }
}

/// Stands for the noise among a flow's inputs.
const NOISE: &str = "(noise)";

fn tensor(channels: usize, values: Vec<f32>) -> DynValue {
    let frames = values.len() / channels;
    let tensor = Tensor::from_array(([1, channels, frames], values));
    tensor.unwrap().into_dyn()
}

/// Voices, and flows of their shape and of others.
fn cases() -> Vec<Case> {
    let voices = voices();
    let mut cases: Vec<Case> = voices
        .iter()
        .map(|(name, _)| Case::of_voice(name))
        .collect();
    let odd = Flow {
        couplings: 3,
        hidden: 21,
        layers: 3,
        kernel: 3,
        dilation_rate: 2,
    };
    let several = Shape {
        speaker: Some(5),
        ..Shape::medium(20, 64)
    };
    cases.extend([
        Case::forged("stock", &Shape::medium(36, 64), &Flow::stock(40), 1),
        Case::forged("odd", &Shape::medium(6, 32), &odd, 2),
        Case::forged("of several speakers", &several, &Flow::stock(24), 3),
    ]);
    cases
}

#[track_caller]
fn assert_agrees(case: &Case, simd: Simd, frames: &Latent, what: &str) {
    let (_, theirs) = case.theirs(frames);
    let ours = case.ours(&case.decoder(simd), frames, &[frames.frames]);
    let agreement = agreement(&ours, &theirs);
    let (name, simd) = (&case.name, simd.name());
    println!("flow, {name} with {simd}, {what}: {agreement:.1} dB");
    assert!(
        agreement >= DECIBELS,
        "{name} with {simd}, {what}: {agreement}"
    );
}

#[test]
fn samples_are_those_of_onnx_runtimes_flow_and_vocoder() {
    for case in cases() {
        for simd in Simd::all() {
            let frames = Latent::drawn(case.plan.channels, 50, 3);
            assert_agrees(&case, simd, &frames, "50 frames");
        }
        let drawn = || Latent::drawn(case.plan.channels, 50, 5);
        for scale in [0.1, 3.0] {
            let frames = drawn().map(|_, value| value * scale);
            assert_agrees(&case, fastest(), &frames, &format!("times {scale}"));
        }
        let frames = drawn().map(|frame, value| if frame < 25 { value } else { 0.0 });
        assert_agrees(&case, fastest(), &frames, "half silent");
    }
}

#[test]
fn sentences_of_every_length_end_as_with_onnx_runtime() {
    for case in cases() {
        let all = Latent::drawn(case.plan.channels, lengths::most(), 6);
        let stream = case.stream(&case.decoder(fastest()));
        lengths::hold(&case.name, stream, &all, REACH, |frames| {
            case.theirs(frames).1
        });
    }
}

/// The latent itself, before the vocoder, channel by channel.
#[test]
fn the_latent_is_that_of_onnx_runtime() {
    for case in cases() {
        let frames = Latent::drawn(case.plan.channels, 40, 9);
        let (theirs, _) = case.theirs(&frames);
        // The first of all voices' channels, for the time it takes.
        let channels = case.plan.channels.min(24);
        let mut ours = Vec::new();
        for channel in 0..channels {
            let mut plan = case.latent.clone();
            plan.post = Kernel::identity(case.plan.channels).giving(&[Some(channel)]);
            let decoder = Arc::new(Decoder::new(&plan, fastest(), Method::Winograd));
            let known = case.speaker_of(plan.speakers.len());
            let mut stream = Stream::new(&decoder, Some(&known)).unwrap();
            let sound = stream.push_last(&frames.values).unwrap();
            ours.extend(sound.iter().map(|sample| sample.atanh() / SCALE));
        }
        let agreement = agreement(&ours, &theirs[..ours.len()]);
        println!("{}: the latent: {agreement:.1} dB", case.name);
        assert!(agreement >= DECIBELS, "{}: {agreement}", case.name);
    }
}

#[test]
fn every_way_of_cutting_and_every_instruction_set_give_the_same_bits() {
    let ways = [&[1][..], &[16, 32, 64], &[7], &[1, 0, 41, 2, 3], &[199, 1]];
    for case in cases() {
        let frames = Latent::drawn(case.plan.channels, 200, 4);
        let whole = case.ours(&case.decoder(fastest()), &frames, &[200]);
        assert_eq!(whole.len(), 200 * case.plan.hop);
        let fast = Simd::all().into_iter().filter(|simd| simd.is_fast());
        for (simd, lengths) in fast.flat_map(|simd| ways.map(|way| (simd, way))) {
            let pieces = case.ours(&case.decoder(simd), &frames, lengths);
            let what = format!("{} with {} in {lengths:?}", case.name, simd.name());
            assert!(same_bits(&pieces, &whole), "{what}");
        }
    }
}

/// What a listener waits for: the frames after a sample that it depends on, and little
/// more.
#[test]
fn the_first_sample_comes_within_48_frames() {
    for case in cases() {
        let decoder = case.decoder(fastest());
        let wanted = decoder.frames_for(1);
        println!("{}: the first sample comes with frame {wanted}", case.name);
        let mut stream = case.stream(&decoder);
        let frame = Latent::drawn(case.plan.channels, 1, 9);
        let waited = (1..).find(|_| !stream.push(&frame.values).unwrap().is_empty());
        assert_eq!(waited, Some(wanted), "{}", case.name);
        // 32 frames for four couplings of four kernels of five, 12 for the vocoder.
        assert!(
            wanted <= 48 || case.name == "odd",
            "{}: {wanted}",
            case.name
        );
    }
}

#[test]
fn a_warm_stream_takes_no_more_memory_and_leaves_no_trace() {
    for case in cases() {
        let decoder = case.decoder(fastest());
        let frames = Latent::drawn(case.plan.channels, 192, 10);
        let first = case.ours(&decoder, &frames, &[50]);
        let mut stream = case.stream(&decoder);
        for _ in 0..3 {
            stream.push(&frames.values).unwrap();
        }
        let pieces = [192, 1, 16, 63, 5, 64].map(|count| frames.piece(0..count));
        let before = allocations::of_this_thread();
        for piece in &pieces {
            stream.push(piece).unwrap();
        }
        assert_eq!(allocations::of_this_thread(), before, "{}", case.name);
        drop(stream);
        let again = case.ours(&decoder, &frames, &[192]);
        assert!(same_bits(&again, &first), "{}", case.name);
    }
}

#[test]
fn speakers_differ_in_the_flow_too() {
    let shape = Shape {
        speaker: Some(5),
        ..Shape::medium(20, 64)
    };
    let case = Case::forged("of several speakers", &shape, &Flow::stock(24), 3);
    let layers = case.plan.speakers.iter().map(|speaker| speaker.layer);
    assert_eq!(layers.filter(|&layer| layer < case.plan.flow).count(), 16);
    let decoder = case.decoder(fastest());
    assert!(Stream::new(&decoder, None).is_err(), "nobody speaks");
    let mut speaker = case.speaker_of(usize::MAX);
    let frames = Latent::drawn(case.plan.channels, 4, 1);
    let say = |speaker: &[f32]| {
        let mut stream = Stream::new(&decoder, Some(speaker)).unwrap();
        stream.push_last(&frames.values).unwrap().to_vec()
    };
    let before = say(&speaker);
    speaker[0] += 0.5;
    assert_ne!(say(&speaker), before);
}

#[test]
fn flows_that_do_something_else_are_refused() {
    let is_read = |file: &[u8]| {
        let graph = Graph::read(file).ok()?;
        let cuts = Cuts::of(&graph).ok()?;
        Plan::read_from_frames(&graph, &cuts, "given").ok()
    };
    let file = forge::model_with_flow(&Shape::medium(6, 32), &Flow::stock(8), 1);
    assert!(is_read(&file).is_some());
    for (from, to) in [
        (&b"Sigmoid"[..], &b"Sigmoit"[..]),
        (b"Concat", b"Cancat"),
        (b"Slice", b"Slise"),
        (b"Sub", b"Mod"),
        (b"Exp", b"Abs"),
        (b"axis", b"axle"),
        // What is turned round, by steps of -1: by steps of -2.
        (&(-1_i64).to_le_bytes(), &(-2_i64).to_le_bytes()),
    ] {
        let odd = replaced(&file, from, to);
        assert_ne!(odd, file, "{}", String::from_utf8_lossy(from));
        assert!(is_read(&odd).is_none(), "{}", String::from_utf8_lossy(to));
    }
    // A mask that is not known to mask nothing.
    let graph = Graph::read(&file).unwrap();
    let cuts = Cuts::of(&graph).unwrap();
    assert!(Plan::read_from_noise(&graph, &cuts, &|tensor| tensor != MASK).is_err());
}

prop_compose! {
    fn flows()(
        couplings in 1..4_usize,
        hidden in 1..40_usize,
        layers in 1..4_usize,
        kernel in 1..9_usize,
        dilation_rate in 1..4_usize,
    ) -> Flow {
        Flow { couplings, hidden, layers, kernel, dilation_rate }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_flow_of_any_shape_sounds_as_with_onnx_runtime(
        flow in flows(),
        half in 1..20_usize,
        speaker in prop::option::of(1..5_usize),
        seed in 0..1000_u64,
        frames in 1..60_usize,
        lengths in prop::collection::vec(1..20_usize, 1..4),
    ) {
        let shape = Shape {
            speaker,
            upsample_rates: vec![3],
            upsample_kernels: vec![7],
            ..Shape::medium(2 * half, 16)
        };
        let case = Case::forged("any", &shape, &flow, seed);
        let frames = Latent::drawn(2 * half, frames, seed);
        let (_, theirs) = case.theirs(&frames);
        for simd in Simd::all() {
            let decoder = case.decoder(simd);
            let whole = case.ours(&decoder, &frames, &[frames.frames]);
            let agreement = agreement(&whole, &theirs);
            prop_assert!(agreement >= 100.0, "{} with {}", agreement, simd.name());
            prop_assert!(same_bits(&case.ours(&decoder, &frames, &lengths), &whole));
        }
    }

    /// Most such files are refused; the rest is computed to the end.
    #[test]
    fn a_byte_here_and_there_breaks_no_flow(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let shape = Shape { upsample_rates: vec![2], upsample_kernels: vec![4], ..Shape::medium(4, 8) };
        let flow = Flow { couplings: 2, layers: 2, ..Flow::stock(3) };
        let mut file = forge::model_with_flow(&shape, &flow, 1);
        let size = file.len();
        for (at, byte) in changes {
            file[at.index(size)] = byte;
        }
        let Ok(graph) = Graph::read(&file) else { return Ok(()) };
        let Ok(cuts) = Cuts::of(&graph) else { return Ok(()) };
        if let Ok(plan) = Plan::read_from_frames(&graph, &cuts, "given") {
            let decoder = Arc::new(Decoder::new(&plan, Simd::Portable, Method::Winograd));
            let frames = Latent::drawn(plan.channels, 3, 1);
            let speaker: usize = plan.speakers.iter().map(|speaker| speaker.channels).sum();
            let mut stream = Stream::new(&decoder, Some(&vec![0.1; speaker])).unwrap();
            prop_assert_eq!(stream.push_last(&frames.values).unwrap().len(), 3 * plan.hop);
        }
    }
}

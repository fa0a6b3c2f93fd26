//! The model's side of a Piper voice, against piper's own samples and against itself.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::config::VoiceConfig;
use super::graph::{Cuts, Graph, Reach};
use super::model::Model;
use super::network::alone::{DECIBELS, agreement};
use super::parts::{Form, How, Parts, Rest, Sentence, inputs};
use super::utterance::Speech;
use super::{DecodedBy, Decoding, Library, runtime, spread};
use crate::engine::{Timing, Utterance};

fn of_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub(super) fn load_library() {
    let named = std::env::var_os("ALOUD_ONNXRUNTIME").map(PathBuf::from);
    let library = Library {
        named,
        program: of_repository("target/release/aloud"),
    };
    runtime::load(&library).expect("`make setup` fetches ONNX Runtime");
}

pub(super) fn voice(name: &str) -> Vec<u8> {
    let known = voices();
    let file = known.iter().find(|(known, _)| known == name).unwrap();
    std::fs::read(&file.1).unwrap()
}

/// The voices of the repository, and those of a folder that `ALOUD_TEST_VOICES` names.
pub(super) fn voices() -> Vec<(String, PathBuf)> {
    let own = of_repository("voices/tiny");
    let more = std::env::var_os("ALOUD_TEST_VOICES").map(PathBuf::from);
    let folders = [Some(own), more].into_iter().flatten();
    let found = folders.flat_map(|folder| super::find(&folder));
    found
        .map(|(name, found)| (name, found.unwrap().files.model))
        .collect()
}

fn parts(name: &str) -> Parts {
    load_library();
    Parts::load(name, &voice(name)).unwrap()
}

pub(super) fn parts_decoded_by(name: &str, by: DecodedBy) -> Parts {
    load_library();
    let decoding = Decoding {
        by,
        ..Decoding::default()
    };
    let how = How {
        form: Form::Wide,
        decoding,
        flow: by,
    };
    Parts::load_as(name, &voice(name), &how).unwrap()
}

const BOTH: [DecodedBy; 2] = [DecodedBy::Own, DecodedBy::OnnxRuntime];

/// A sentence of `count` phonemes, PADs between.
pub(super) fn sentence(count: i64, noise: f32, seed: u64) -> Sentence {
    let phonemes = (0..count).flat_map(|at| [14 + at * 7 % 100, 0]);
    Sentence {
        ids: [1, 0].into_iter().chain(phonemes).chain([2]).collect(),
        noise_scale: noise,
        length_scale: 1.0,
        noise_w_scale: noise,
        speaker: 0,
        seed,
    }
}

/// All samples, in windows of `step` frames.
pub(super) fn sound(parts: &Parts, sentence: &Sentence, step: usize) -> Vec<f32> {
    let Rest::Windows(mut latent) = parts.begin(sentence).unwrap().rest else {
        panic!("this voice can be cut");
    };
    let frames = latent.frames;
    let starts = (0..frames).step_by(step);
    let windows = starts.map(|from| from..from.saturating_add(step).min(frames));
    windows
        .flat_map(|window| parts.window(&mut latent, window).unwrap())
        .collect()
}

fn most_apart(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    let apart = a.iter().zip(b).map(|(a, b)| (a - b).abs());
    apart.fold(0.0, f32::max)
}

#[derive(Deserialize)]
struct Frozen {
    voice: String,
    speaker: i64,
    length_scale: f32,
    ids: Vec<i64>,
    step: usize,
    length: usize,
    samples: Vec<f32>,
}

#[test]
fn without_noise_samples_are_those_of_piper() {
    let frozen = include_str!("../../../tests/fixtures/piper/samples.json");
    let frozen: Vec<Frozen> = serde_json::from_str(frozen).unwrap();
    assert_eq!(frozen.len(), 6);
    for case in frozen {
        let sentence = Sentence {
            ids: case.ids,
            length_scale: case.length_scale,
            speaker: case.speaker,
            ..sentence(0, 0.0, 0)
        };
        let sound = sound(&parts(&case.voice), &sentence, 32);
        assert_eq!(sound.len(), case.length);
        let kept: Vec<f32> = sound.into_iter().step_by(case.step).collect();
        let apart = most_apart(&kept, &case.samples);
        assert!(apart <= 1e-4, "{}: {apart}", case.voice);
    }
}

#[test]
fn the_stream_is_the_same_as_the_whole() {
    for (name, by) in voices()
        .into_iter()
        .flat_map(|(name, _)| BOTH.map(|by| (name.clone(), by)))
    {
        let parts = parts_decoded_by(&name, by);
        let sentence = sentence(60, 0.7, 3);
        let whole = sound(&parts, &sentence, usize::MAX);
        for step in [5, 16, 64] {
            let apart = most_apart(&sound(&parts, &sentence, step), &whole);
            println!("{name}, {by:?}, windows of {step} frames: {apart:e} from the whole");
            assert!(apart <= 1e-4, "{name} in steps of {step}: {apart}");
        }
    }
}

/// The flow and the noise before it: whoever computes it, the voice says the same.
#[test]
fn our_own_flow_says_what_onnx_runtimes_does() {
    for (name, _) in voices() {
        let ours = parts(&name);
        let own = ours.own_decoder().unwrap();
        assert!(own.prior().is_some() && ours.why_not_own_flow.is_none());
        let sentence = sentence(60, 0.7, 3);
        let theirs = sound(
            &parts_decoded_by(&name, DecodedBy::OnnxRuntime),
            &sentence,
            64,
        );
        let how = How {
            form: Form::Wide,
            decoding: Decoding::default(),
            flow: DecodedBy::OnnxRuntime,
        };
        let half = Parts::load_as(&name, &voice(&name), &how).unwrap();
        let class = half.own_decoder().unwrap().class();
        assert_ne!(class, own.class(), "other bits, another class");
        for parts in [&ours, &half] {
            let agreement = agreement(&sound(parts, &sentence, 64), &theirs);
            println!("{name}: {agreement:.1} dB");
            assert!(agreement >= DECIBELS, "{name}: {agreement}");
        }
    }
}

/// Here the flow has a gate of another kind, which only ONNX Runtime computes.
#[test]
fn a_flow_that_is_not_known_is_left_to_onnx_runtime_and_the_vocoder_is_ours() {
    load_library();
    let odd = replaced(&voice("tiny"), b"Sigmoid", b"Dropout");
    let parts = Parts::load("odd", &odd).unwrap();
    assert!(parts.why_not_own_flow.is_some());
    let own = parts.own_decoder().unwrap();
    assert!(own.prior().is_none() && own.name().ends_with("flow: onnxruntime"));
    let sentence = sentence(60, 0.0, 0);
    let agreement = agreement(&sound(&parts, &sentence, 64), &uncut(&odd, &sentence));
    println!("{agreement:.1} dB");
    assert!(agreement >= DECIBELS, "{agreement}");
}

/// Who speaks is told to the text encoder's durations, the flow and the vocoder alike.
#[test]
fn every_speaker_is_the_one_whom_onnx_runtime_knows() {
    for (name, file) in voices() {
        let config = std::fs::read(file.with_extension("onnx.json")).unwrap();
        let speakers = VoiceConfig::read(&name, &config).unwrap().num_speakers;
        let both = BOTH.map(|by| parts_decoded_by(&name, by));
        for speaker in 0..speakers {
            let sentence = Sentence {
                speaker,
                ..sentence(20, 0.7, 3)
            };
            let [ours, theirs] = both.each_ref().map(|parts| sound(parts, &sentence, 64));
            let agreement = agreement(&ours, &theirs);
            println!("{name}, speaker {speaker}: {agreement:.1} dB");
            assert!(agreement >= DECIBELS, "{name}, {speaker}: {agreement}");
        }
    }
}

/// One gain for all of a sentence and for all sentences, so nothing jumps where two
/// windows or two sentences meet; the vocoder's last operation keeps sound within one.
#[test]
fn the_gain_is_fixed_nothing_is_clipped_and_the_ends_fade() {
    for name in ["tiny", "tiny_ms"] {
        let parts = std::sync::Arc::new(parts(name));
        let sentence = sentence(60, 0.7, 3);
        let whole = sound(&parts, &sentence, usize::MAX / 2);
        let rest = parts.begin(&sentence).unwrap().rest;
        let timing = Timing {
            samples: whole.len() as u64,
            ..Timing::default()
        };
        let mut speech = Speech::new(&parts, rest, timing, 16_000);
        let mut spoken = Vec::new();
        while let Some(chunk) = speech.next_chunk().unwrap() {
            spoken.extend(chunk);
        }
        assert_eq!(spoken.len(), whole.len());
        let fade = 16_000 * 5 / 1000;
        let inside = fade..whole.len() - fade;
        for at in inside {
            let apart = f32::from(spoken[at]) - whole[at] * 32_767.0;
            assert!(apart.abs() <= 4.0, "{name} at {at}: {apart}");
            assert!(whole[at].abs() < 1.0, "{name} at {at}: clipped");
        }
        for end in [spoken[0], spoken[spoken.len() - 1]] {
            assert!(end.abs() < 700, "{name}: a click of {end}");
        }
    }
}

/// What the comparison above is worth: a window that knows less of what is around it
/// does not sound like the whole.
#[test]
fn a_narrower_reach_would_be_heard() {
    let parts = parts_decoded_by("tiny", DecodedBy::OnnxRuntime);
    let sentence = sentence(60, 0.7, 3);
    let whole = sound(&parts, &sentence, usize::MAX);
    let narrowed = |narrow: fn(&mut Parts)| {
        let mut parts = parts_decoded_by("tiny", DecodedBy::OnnxRuntime);
        narrow(&mut parts);
        most_apart(&sound(&parts, &sentence, 16), &whole)
    };
    let flow = narrowed(|parts| parts.flow.as_mut().unwrap().context = 4);
    let vocoder = narrowed(|parts| parts.reach.as_mut().unwrap().context = 2);
    println!("tiny, narrowed: {flow:e} (flow), {vocoder:e} (vocoder)");
    assert!(flow > 1e-6 && vocoder > 1e-4, "{flow} {vocoder}");
}

#[test]
fn the_frames_of_all_ids_are_the_length_of_the_sound() {
    for (name, _) in voices() {
        let parts = parts(&name);
        let hop = parts.reach().unwrap().hop;
        assert_eq!(hop, 256);
        for count in [1, 10, 100] {
            let sentence = sentence(count, 0.8, 1);
            let frames = parts.begin(&sentence).unwrap().durations.unwrap();
            let frames = frames.iter().sum::<f32>() as usize;
            assert_eq!(sound(&parts, &sentence, 64).len(), frames * hop, "{name}");
        }
    }
}

#[test]
fn without_noise_the_parts_give_what_the_published_model_gives() {
    for (name, _) in voices() {
        let (parts, sentence) = (parts(&name), sentence(60, 0.0, 0));
        let apart = most_apart(
            &sound(&parts, &sentence, 64),
            &uncut(&voice(&name), &sentence),
        );
        println!("{name}: {apart:e} from the uncut model");
        assert!(apart <= 1e-4, "{name}: {apart}");
    }
}

#[test]
fn the_seed_alone_decides_the_noise() {
    let parts = parts("tiny");
    let say = |seed| sound(&parts, &sentence(20, 0.7, seed), 64);
    let (one, again, other) = (say(1), say(1), say(2));
    assert!(
        one.iter()
            .zip(&again)
            .all(|(a, b)| a.to_bits() == b.to_bits())
    );
    assert_ne!(one, other);
}

/// Cutting at every random node and at the latent leaves all weights and all nodes
/// that the sound needs, each in one part.
#[test]
fn the_cut_is_found_by_shape_and_costs_no_weight_twice() {
    for name in ["tiny", "tiny_ms"] {
        let model = voice(name);
        let graph = Graph::read(&model).unwrap();
        let cuts = Cuts::of(&graph).unwrap();
        assert_eq!(cuts.count(), 4, "two random nodes and the latent");
        let reach = cuts.reach(&graph).unwrap();
        assert!((11..=12).contains(&reach.context), "{name}: {reach:?}");
        let flow = cuts.flow(&graph).unwrap();
        assert_eq!(
            flow,
            Reach {
                hop: 1,
                context: 32
            },
            "4 layers of 4 kernels of 5"
        );
        let sizes = (0..4).map(|part| cuts.model(part, &std::collections::HashMap::new()).len());
        let sum: usize = sizes.sum();
        assert!(
            sum < model.len() + model.len() / 10,
            "{name}: {sum} of {}",
            model.len()
        );
    }
}

/// Without them the first sound would wait for all frames.
#[test]
fn the_flow_of_every_voice_is_windowed_and_its_frames_are_spread_outside_the_graph() {
    load_library();
    for (name, file) in voices() {
        let model = std::fs::read(file).unwrap();
        let graph = Graph::read(&model).unwrap();
        let cuts = Cuts::of(&graph).unwrap();
        let (cuts, spread) = spread::take_out(&graph, &cuts).expect(&name);
        assert_eq!(spread.from.len(), 2, "means and deviations");
        assert!(cuts.flow(&graph).is_some(), "{name}");
        assert!(cuts.part(1).outputs.len() < 8, "{:?}", cuts.part(1));
    }
}

/// Here the vocoder has an operation of which nothing is known.
#[test]
fn a_graph_that_cannot_be_cut_is_spoken_whole() {
    load_library();
    let odd = replaced(&voice("tiny"), b"Tanh", b"Sinh");
    let parts = Parts::load("odd", &odd).unwrap();
    assert!(!parts.tells_durations());
    let sentence = sentence(20, 0.0, 0);
    let Rest::Whole(sound) = parts.begin(&sentence).unwrap().rest else {
        panic!("nothing is known of Sinh");
    };
    let apart = most_apart(&sound, &uncut(&odd, &sentence));
    assert!(sound.len() > 1000 && apart <= 1e-4, "{apart}");
}

/// The samples of a model as it was published, run in one go.
fn uncut(model: &[u8], sentence: &Sentence) -> Vec<f32> {
    let mut names = ["input", "input_lengths", "scales"]
        .map(str::to_owned)
        .to_vec();
    let graph = Graph::read(model).unwrap();
    let cuts = Cuts::of(&graph).unwrap();
    let mut asked = (0..cuts.count()).flat_map(|number| cuts.part(number).inputs);
    let several = asked.any(|name| name == "sid");
    names.extend(several.then(|| "sid".to_owned()));
    let model = Model::load(model, &names, &["output".to_owned()]).unwrap();
    let given = inputs(sentence).unwrap();
    let given = names.iter().map(|name| &given[name]);
    let output = model.run(&given.collect::<Vec<_>>()).unwrap();
    output[0].try_extract_tensor::<f32>().unwrap().1.to_vec()
}

pub(super) fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let mut at = 0;
    while let Some(found) = bytes[at..]
        .windows(from.len())
        .position(|part| part == from)
    {
        bytes[at + found..at + found + to.len()].copy_from_slice(to);
        at += found + to.len();
    }
    bytes
}

#[test]
fn a_model_cut_short_or_full_of_nonsense_is_refused() {
    load_library();
    let model = voice("tiny");
    let ends = (0..64).map(|block| block * 4096).chain([model.len() - 1]);
    for end in ends.filter(|&end| end < model.len()) {
        let refused = Parts::load("v", &model[..end]).err().unwrap();
        assert_eq!(refused.code(), "bad_voice", "{end}");
    }
    for nonsense in [
        &b"<!DOCTYPE html>"[..],
        b"\x08\x08",
        &[0xff; 4096],
        &[0; 4096],
    ] {
        assert_eq!(
            Parts::load("v", nonsense).err().unwrap().code(),
            "bad_voice"
        );
    }
}

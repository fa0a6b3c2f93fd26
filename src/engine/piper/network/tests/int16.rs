//! The same in 16-bit integers: not ONNX Runtime's samples any more, but near enough, and
//! the same ones whatever the processor and however the sentence comes in.

use super::super::Precision;
use super::super::alone::DECIBELS_OF_INT16;
use super::{
    Arc, Case, Decoder, Latent, Method, Shape, Simd, Stream, agreement, allocations,
    assert_cut_alike, cases, fastest, odd, same_bits,
};

fn decoder(case: &Case, simd: Simd) -> Arc<Decoder> {
    case.decoder_by(simd, Method::Int16)
}

#[track_caller]
fn assert_agrees(case: &Case, latent: &Latent, what: &str) {
    let ours = case.ours(&decoder(case, fastest()), latent, &[latent.frames]);
    let agreement = agreement(&ours, &case.theirs(latent));
    println!("{} in int16, {what}: {agreement:.1} dB", case.name);
    assert!(
        agreement >= DECIBELS_OF_INT16,
        "{}, {what}: {agreement}",
        case.name
    );
}

#[test]
fn samples_are_near_those_of_onnx_runtime() {
    for case in cases() {
        let drawn = || Latent::drawn(case.plan.channels, 30, 5);
        for scale in [0.1, 1.0, 3.0] {
            let latent = drawn().map(|_, value| value * scale);
            assert_agrees(&case, &latent, &format!("times {scale}"));
        }
        let latent = drawn().map(|frame, value| if frame < 15 { value } else { 0.0 });
        assert_agrees(&case, &latent, "half silent");
    }
}

#[test]
fn sentences_of_every_length_are_whole() {
    let cases = [Case::of_voice("tiny"), Case::forged("odd", &odd())];
    for frames in (1..=24).chain([47, 61, 333, 1000, 2000]) {
        for case in &cases {
            let latent = Latent::drawn(case.plan.channels, frames, 6);
            assert_agrees(case, &latent, &format!("{frames} frames"));
        }
    }
}

#[test]
fn every_way_of_cutting_gives_the_same_bits() {
    for case in cases() {
        assert_cut_alike(&case, &decoder(&case, fastest()));
    }
}

#[test]
fn instruction_sets_agree_to_the_last_bit() {
    for case in cases() {
        let latent = Latent::drawn(case.plan.channels, 30, 8);
        let sound = |simd| case.ours(&decoder(&case, simd), &latent, &[9]);
        let all = Simd::all_for_int16().into_iter();
        let all: Vec<Vec<f32>> = all.filter(|simd| simd.is_fast()).map(sound).collect();
        assert!(all.windows(2).all(|pair| same_bits(&pair[0], &pair[1])));
    }
}

/// A moment of silence before, after and within what is loud: its units are its own.
#[test]
fn what_is_loud_does_not_make_what_is_quiet_coarse() {
    let case = Case::forged("medium, narrow", &Shape::medium(12, 64));
    let quiet = |frame: usize| frame < 60;
    let latent = Latent::drawn(case.plan.channels, 120, 3);
    let latent = latent.map(|frame, value| if quiet(frame) { 1e-3 * value } else { value });
    let of_quiet = |sound: &[f32]| sound[..30 * case.plan.hop].to_vec();
    let theirs = of_quiet(&case.theirs(&latent));
    let ours = of_quiet(&case.ours(&decoder(&case, fastest()), &latent, &[120]));
    let agreement = agreement(&ours, &theirs);
    assert!(agreement >= DECIBELS_OF_INT16, "{agreement}");
}

#[test]
fn a_warm_stream_takes_no_more_memory() {
    let case = Case::of_voice("tiny");
    let decoder = decoder(&case, fastest());
    let mut stream = Stream::new(&decoder, case.speaker_vector().as_deref()).unwrap();
    let latent = Latent::drawn(case.plan.channels, 64, 10);
    for _ in 0..3 {
        stream.push(&latent.values).unwrap();
    }
    let before = allocations::of_this_thread();
    stream.push(&latent.values).unwrap();
    assert_eq!(allocations::of_this_thread(), before);
}

/// In its real size, its noise would be more than is promised.
#[test]
fn the_high_quality_stays_as_it_is() {
    let method = |name| Precision::Int16.method(&Case::of_voice(name).plan);
    assert_eq!(method("tiny"), Method::Int16);
    let high = Case::forged("high, narrow", &Shape::high(12, 64));
    assert_eq!(Precision::Int16.method(&high.plan), Method::Winograd);
    assert_eq!(Precision::Float32.method(&high.plan), Method::Winograd);
}

#[test]
fn what_was_spoken_otherwise_is_kept_apart() {
    let case = Case::of_voice("tiny");
    let (usual, int16) = (case.decoder(fastest()), decoder(&case, fastest()));
    assert_ne!(usual.class(), int16.class());
    let simd = fastest().name();
    let named = usual.name().replacen(simd, &format!("{simd}-int16"), 1);
    assert_eq!(int16.name(), named);
}

//! Sentences of every length. `ALOUD_TEST_LENGTHS=2000` tries all up to so many frames,
//! which takes minutes; without it those are tried where something begins or ends.

use super::{Case, DECIBELS, Latent, agreement, cases, fastest, same_bits};

/// Lengths to be tried: all up to some blocks, then a few.
fn lengths() -> Vec<usize> {
    let asked = std::env::var("ALOUD_TEST_LENGTHS").ok();
    let all = asked.map(|most| {
        most.parse()
            .expect("ALOUD_TEST_LENGTHS is a number of frames")
    });
    match all {
        Some(most) => (1..=most).collect(),
        None => (1..=24).chain([47, 61, 333, 1000, 2000]).collect(),
    }
}

/// Frames at the end of a sentence whose samples depend on there being no more.
const END: usize = 32;

/// A sentence's samples are, up to its end, those of any longer one, bit by bit; so a
/// length is its end, and each end is held against ONNX Runtime for itself, that
/// nothing wrong in it may hide behind the length of the rest.
fn hold(case: &Case, lengths: &[usize]) {
    let decoder = case.decoder(fastest());
    let most = *lengths.iter().max().unwrap();
    let all = Latent::drawn(case.plan.channels, most, 6);
    let longest = case.ours(&decoder, &all, &[most]);
    let mut worst = f64::INFINITY;
    for &frames in lengths {
        let latent = Latent {
            channels: all.channels,
            frames,
            values: all.piece(0..frames),
        };
        let sound = case.ours(&decoder, &latent, &[frames]);
        assert_eq!(sound.len(), frames * decoder.hop());
        let end = frames.saturating_sub(END) * decoder.hop();
        assert!(
            same_bits(&sound[..end], &longest[..end]),
            "{}: {frames}",
            case.name
        );
        // The same as far as this is heard: ONNX Runtime's cost grows with each frame.
        let from = frames.saturating_sub(3 * END);
        let theirs = case.theirs(&Latent {
            channels: all.channels,
            frames: frames - from,
            values: all.piece(from..frames),
        });
        let theirs = &theirs[end - from * decoder.hop()..];
        let agreement = agreement(&sound[end..], theirs);
        assert!(
            agreement >= DECIBELS,
            "{}: {frames}: {agreement}",
            case.name
        );
        worst = worst.min(agreement);
    }
    let count = lengths.len();
    println!(
        "{}: {count} lengths, the worst end {worst:.1} dB",
        case.name
    );
}

#[test]
fn sentences_of_every_length_end_as_with_onnx_runtime() {
    for case in cases() {
        hold(&case, &lengths());
    }
}

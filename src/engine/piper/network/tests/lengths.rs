//! Sentences of every length, up to that of `ALOUD_TEST_LENGTHS`; by itself to one at which
//! every layer's blocks have ended at every row.

use super::{DECIBELS, Latent, Stream, agreement, cases, fastest, same_bits};

/// Frames of the longest, where nothing else is asked for: more than are taken in at once.
const MOST: usize = 200;
/// Frames that a vocoder's sample depends on, to either side.
const REACH: usize = 16;

/// The longest sentence to be tried.
pub(super) fn most() -> usize {
    let asked = std::env::var("ALOUD_TEST_LENGTHS").ok();
    asked.map_or(MOST, |most| {
        most.parse()
            .expect("ALOUD_TEST_LENGTHS is a number of frames")
    })
}

/// Holds the end of every sentence that `all` frames begin with against what ONNX Runtime
/// makes of it, each for itself, that nothing wrong in it may hide behind the length of
/// the rest. What comes before is the same for all: `stream` goes on, and a branch of it
/// ends. `reach`: frames that a sample depends on, to either side.
pub(super) fn hold(
    name: &str,
    mut stream: Stream,
    all: &Latent,
    reach: usize,
    theirs: impl Fn(&Latent) -> Vec<f32>,
) {
    let mut sound = Vec::new();
    let mut worst = f64::INFINITY;
    for frames in 1..=all.frames {
        sound.extend_from_slice(stream.push(&all.piece(frames - 1..frames)).unwrap());
        let mut ending = stream.branch();
        let ours = [&sound, ending.finish().unwrap()].concat();
        // ONNX Runtime's cost grows with each frame, so it gets no more than is heard.
        let from = frames.saturating_sub(2 * reach);
        let theirs = theirs(&Latent {
            channels: all.channels,
            frames: frames - from,
            values: all.piece(from..frames),
        });
        let hop = theirs.len() / (frames - from);
        assert_eq!(ours.len(), frames * hop);
        let end = frames.saturating_sub(reach) * hop;
        let agreement = agreement(&ours[end..], &theirs[end - from * hop..]);
        assert!(agreement >= DECIBELS, "{name}: {frames}: {agreement}");
        worst = worst.min(agreement);
    }
    let most = all.frames;
    println!("{name}: every length to {most}, the worst end {worst:.1} dB");
}

#[test]
fn sentences_of_every_length_end_as_with_onnx_runtime() {
    for case in cases() {
        let all = Latent::drawn(case.plan.channels, most(), 6);
        let stream = Stream::new(&case.decoder(fastest()), case.speaker_vector().as_deref());
        hold(&case.name, stream.unwrap(), &all, REACH, |frames| {
            case.theirs(frames)
        });
    }
}

/// As many as a novel's longest sentence has, taken in at once.
#[test]
fn a_long_sentence_is_what_onnx_runtime_makes_of_it() {
    for case in cases() {
        let latent = Latent::drawn(case.plan.channels, 2000, 6);
        let decoder = case.decoder(fastest());
        let ours = case.ours(&decoder, &latent, &[2000]);
        assert!(same_bits(&case.ours(&decoder, &latent, &[191]), &ours));
        let agreement = agreement(&ours, &case.theirs(&latent));
        assert!(agreement >= DECIBELS, "{}: {agreement}", case.name);
    }
}

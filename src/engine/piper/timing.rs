//! Frames of ids → the times of words.

use std::ops::Range;

use super::ids::Place;
use super::parts::{Begun, Rest};
use crate::engine::{Timing, words};
use crate::phoneme::WordEvent;
use crate::text::{Segment, Spoken};

/// The sample at which each id starts, and last the number of samples.
///
/// Exact where the model's own durations fit its sound; else every id gets an equal
/// share of the whole.
pub(super) fn id_starts(begun: &Begun, ids: usize, hop: usize) -> Vec<u64> {
    let samples = match &begun.rest {
        Rest::Windows(latent) => latent.frames * hop,
        Rest::Whole(sound) => sound.len(),
    };
    exact(begun, ids, hop, samples).unwrap_or_else(|| {
        (0..=ids)
            .map(|id| (id * samples / ids.max(1)) as u64)
            .collect()
    })
}

fn exact(begun: &Begun, ids: usize, hop: usize, samples: usize) -> Option<Vec<u64>> {
    let durations = begun.durations.as_ref().filter(|all| all.len() == ids)?;
    let mut starts = vec![0];
    let mut at = 0;
    for &frames in durations {
        at += frames.max(0.0) as u64 * hop as u64;
        starts.push(at);
    }
    (at == samples as u64).then_some(starts)
}

/// When each word is spoken. What the model gives to the closing punctuation is
/// silence before the pause that follows, and counts towards it.
pub(super) fn timing(
    segment: &Segment,
    written: &Spoken,
    places: &[Place],
    groups: &[Range<usize>],
    starts: &[u64],
) -> Timing {
    let known = || places.iter().zip(groups).filter(|(_, ids)| !ids.is_empty());
    let events: Vec<WordEvent> = known()
        .map(|(place, ids)| WordEvent {
            position: place.position,
            length: place.length,
            sample: starts[ids.start],
        })
        .collect();
    let ends: Vec<u64> = known().map(|(_, ids)| starts[ids.end]).collect();
    let samples = starts.last().copied().unwrap_or_default();
    let audible = ends.last().copied().unwrap_or(samples);
    let end_of = |start, next| {
        let before = ends.partition_point(|&end| end <= next);
        let last = before.checked_sub(1).map(|index| ends[index]);
        last.filter(|&end| end > start).unwrap_or(next)
    };
    Timing {
        words: words::times(segment, written, &events, audible, end_of),
        samples,
        trailing_silence: samples - audible,
    }
}

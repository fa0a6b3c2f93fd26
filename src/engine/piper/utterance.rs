//! One sentence being spoken by a Piper voice.

use std::ops::Range;
use std::sync::Arc;

use super::latent::Latent;
use super::parts::{Parts, Rest};
use crate::engine::{Timing, Utterance};
use crate::error::Result;

/// Frames of the first window; each is twice as long as the one before, up to the
/// largest: the first sound comes soon, and little is computed twice.
const FIRST: usize = 16;
const LARGEST: usize = 128;
/// The same for our own decoder, which fetches the flow's weights once a window.
const LARGEST_OF_OWN: usize = 192;
/// Samples of a chunk where the sound was made at once.
const CHUNK: usize = 16_384;
/// Sound begins and ends within this time, so that it never clicks against silence.
const FADE_SECONDS: f64 = 0.003;

/// Speech under way.
pub(super) struct Speech {
    timing: Timing,
    source: Source,
    fade: Fade,
    /// Samples handed out.
    at: u64,
}

enum Source {
    Windows {
        parts: Arc<Parts>,
        latent: Box<Latent>,
        windows: std::vec::IntoIter<Range<usize>>,
    },
    Whole(std::vec::IntoIter<Vec<f32>>),
}

impl Speech {
    /// The sound of `rest`, whose length is that of `timing`.
    pub(super) fn new(parts: &Arc<Parts>, rest: Rest, timing: Timing, sample_rate: u32) -> Self {
        let source = match rest {
            Rest::Windows(latent) => Source::Windows {
                parts: Arc::clone(parts),
                windows: windows(parts, latent.frames).into_iter(),
                latent: Box::new(latent),
            },
            Rest::Whole(samples) => {
                let chunks: Vec<_> = samples.chunks(CHUNK).map(<[f32]>::to_vec).collect();
                Source::Whole(chunks.into_iter())
            }
        };
        let fade = Fade {
            length: (FADE_SECONDS * f64::from(sample_rate)) as u64,
            samples: timing.samples,
        };
        Self {
            timing,
            source,
            fade,
            at: 0,
        }
    }

    fn next(&mut self) -> Result<Option<Vec<f32>>> {
        match &mut self.source {
            Source::Whole(chunks) => Ok(chunks.next()),
            Source::Windows {
                parts,
                latent,
                windows,
            } => {
                // At first there may be no sound yet.
                for frames in windows {
                    let sound = parts.window(latent, frames)?;
                    if !sound.is_empty() {
                        return Ok(Some(sound));
                    }
                }
                Ok(None)
            }
        }
    }
}

impl Utterance for Speech {
    fn timing(&self) -> &Timing {
        &self.timing
    }

    fn next_chunk(&mut self) -> Result<Option<Vec<i16>>> {
        let Some(samples) = self.next()? else {
            return Ok(None);
        };
        let from = self.at;
        self.at += samples.len() as u64;
        let faded = (from..)
            .zip(samples)
            .map(|(at, sample)| sample * self.fade.gain(at));
        Ok(Some(faded.map(to_16_bits).collect()))
    }
}

/// As piper writes samples, but with a gain that does not wait for the loudest.
fn to_16_bits(sample: f32) -> i16 {
    (sample * 32_767.0).clamp(-32_767.0, 32_767.0) as i16
}

/// In at the beginning, out at the end.
#[derive(Clone, Copy)]
struct Fade {
    length: u64,
    samples: u64,
}

impl Fade {
    fn gain(self, at: u64) -> f32 {
        let near = at.min(self.samples.saturating_sub(at + 1));
        if near >= self.length {
            return 1.0;
        }
        (near as f32 + 0.5) / self.length as f32
    }
}

/// The windows of a sentence. What our own decoder is given comes out some frames later,
/// so its first window is longer, for as much sound.
pub(super) fn windows(parts: &Parts, frames: usize) -> Vec<Range<usize>> {
    match parts.own_decoder() {
        Some(own) => {
            let first = own.frames_for(FIRST * own.hop());
            cut(first..first, LARGEST_OF_OWN, frames)
        }
        None => cut(FIRST..2 * FIRST, LARGEST, frames),
    }
}

/// A function of the sentence's length alone, so that the same sentence is the same to
/// the last bit under any load. The first window is as long as `first` begins; a sentence
/// that is shorter than it ends is one window.
fn cut(first: Range<usize>, largest: usize, frames: usize) -> Vec<Range<usize>> {
    let mut windows = Vec::new();
    let (mut from, mut length, mut alone) = (0, first.start, first.end);
    while from < frames {
        let left = frames - from;
        // A rest that is shorter than the first sound is not worth a window.
        let taken = if left < alone { left } else { length };
        windows.push(from..from + taken);
        from += taken;
        length = (2 * length).min(largest.max(first.start));
        alone = length + FIRST;
    }
    windows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_grow_and_cover_everything_once() {
        let all = (0..1_000).flat_map(|frames| [(FIRST, frames), (61, frames), (300, frames)]);
        for (first, frames) in all {
            let windows = cut(first..first, LARGEST, frames);
            let largest = LARGEST.max(first);
            let covered: Vec<usize> = windows.iter().cloned().flatten().collect();
            assert_eq!(covered, (0..frames).collect::<Vec<_>>());
            assert!(windows.iter().all(|window| window.len() < largest + FIRST));
        }
        let lengths: Vec<_> = cut(FIRST..2 * FIRST, LARGEST, 600)
            .iter()
            .map(Range::len)
            .collect();
        assert_eq!(lengths, [16, 32, 64, 128, 128, 128, 104]);
    }

    #[test]
    fn sound_begins_and_ends_at_silence_and_is_whole_between() {
        let fade = Fade {
            length: 4,
            samples: 20,
        };
        let gains: Vec<f32> = (0..20).map(|at| fade.gain(at)).collect();
        assert_eq!(gains[..5], [0.125, 0.375, 0.625, 0.875, 1.0]);
        assert!(
            gains
                .iter()
                .zip(gains.iter().rev())
                .all(|(a, b)| a.to_bits() == b.to_bits())
        );
    }
}

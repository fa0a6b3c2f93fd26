//! Claims about audio files, each heard by decoders that are not ours.

#![allow(
    clippy::unwrap_used,
    reason = "in a test an unwrap is a claim like any other"
)]

mod files;
mod live;
mod resample;
mod signal;
mod tools;

use aloud::audio::shape::resampled_len;
use aloud::audio::{Decoded, Finished, Format, StreamInfo, Tags, decode, encoder};

/// The rates of voices.
const RATES: [u32; 3] = [16_000, 22_050, 24_000];

/// The formats that are more than bare samples.
const FILES: [Format; 5] = [
    Format::Wav,
    Format::Opus,
    Format::Webm,
    Format::Mp3,
    Format::Flac,
];

/// One stream: what a listener gets, and what makes it the file to keep.
struct Encoded {
    live: Vec<u8>,
    finished: Finished,
}

impl Encoded {
    fn kept(&self) -> Vec<u8> {
        let mut file = self.live.clone();
        self.finished.complete(&mut file);
        file
    }
}

/// A stream pushed `chunk` samples at a time.
fn encode(format: Format, info: &StreamInfo, samples: &[i16], chunk: usize) -> Encoded {
    let mut encoder = encoder(format, info).unwrap();
    let mut live = Vec::new();
    for samples in samples.chunks(chunk) {
        encoder.push(samples, &mut live).unwrap();
    }
    let finished = encoder.finish(&mut live).unwrap();
    Encoded { live, finished }
}

/// A stream without tags, pushed at once.
fn whole(format: Format, sample_rate: u32, samples: &[i16]) -> Encoded {
    let chunk = samples.len().max(1);
    encode(format, &untitled(sample_rate), samples, chunk)
}

fn untitled(sample_rate: u32) -> StreamInfo {
    StreamInfo {
        sample_rate,
        samples: None,
        tags: Tags::default(),
    }
}

/// Samples in the file made of `samples` at `sample_rate`.
fn length_in(format: Format, sample_rate: u32, samples: usize) -> usize {
    let length = resampled_len(samples as u64, sample_rate, format.output_rate(sample_rate));
    usize::try_from(length).unwrap()
}

fn decoded(file: &[u8], format: Format) -> Vec<i16> {
    integers(&decode(file.to_vec(), Some(format)).unwrap())
}

fn integers(decoded: &Decoded) -> Vec<i16> {
    let samples = decoded.samples.iter();
    samples.map(|s| (s * 32_768.0).round() as i16).collect()
}

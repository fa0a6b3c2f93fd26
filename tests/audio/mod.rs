//! Claims about audio files, each heard by decoders that are not ours.

mod signal;
mod tools;

use aloud::audio::shape::resampled_len;
use aloud::audio::{Finished, Format, StreamInfo, Tags, decode, encoder};
use signal::{likeness, speech, speech_brought_to};

/// The rates of voices.
const RATES: [u32; 3] = [16_000, 22_050, 24_000];

/// Nothing, a sample, less than a frame, a fifth of a second.
const SHORT: [usize; 4] = [0, 1, 100, 4_410];

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

fn encode(format: Format, info: &StreamInfo, samples: &[i16], chunk: usize) -> Encoded {
    let mut encoder = encoder(format, info).unwrap();
    let mut live = Vec::new();
    for samples in samples.chunks(chunk) {
        encoder.push(samples, &mut live).unwrap();
    }
    let finished = encoder.finish(&mut live).unwrap();
    Encoded { live, finished }
}

fn stream(sample_rate: u32) -> StreamInfo {
    StreamInfo {
        sample_rate,
        samples: None,
        tags: Tags::default(),
    }
}

fn titled(sample_rate: u32) -> StreamInfo {
    StreamInfo {
        tags: Tags {
            title: Some("Où est la gare ?".into()),
            artist: Some("A. Voice".into()),
            album: Some("Journal".into()),
            language: Some("fr".into()),
            date: Some("2026-11-22".into()),
            comment: Some("Read aloud".into()),
        },
        ..stream(sample_rate)
    }
}

fn whole(format: Format, sample_rate: u32, samples: &[i16]) -> Encoded {
    encode(format, &stream(sample_rate), samples, samples.len().max(1))
}

fn expected_length(format: Format, sample_rate: u32, samples: usize) -> usize {
    let length = resampled_len(samples as u64, sample_rate, format.output_rate(sample_rate));
    usize::try_from(length).unwrap()
}

fn integers(samples: &[f32]) -> Vec<i16> {
    samples
        .iter()
        .map(|s| (s * 32_768.0).round() as i16)
        .collect()
}

#[test]
fn probe() {
    for format in Format::ALL {
        for rate in RATES {
            for length in SHORT
                .into_iter()
                .chain([rate as usize, 7 * rate as usize + 6_607])
            {
                let sound = speech(rate, length);
                let encoded = whole(format, rate, &sound);
                let expected = expected_length(format, rate, length);
                let kept = encoded.kept();
                let sym = decode(kept.clone(), Some(format))
                    .map(|d| integers(&d.samples))
                    .map_err(|e| format!("{e:?}"));
                let meant = speech_brought_to(format.output_rate(rate), rate, length);
                let sym = sym.map(|d| (d.len() as i64 - expected as i64, likeness(&meant, &d, 5)));
                println!(
                    "{format:?} {rate} {length} {expected} bytes {} sym {:?}",
                    kept.len(),
                    sym
                );
                if format != Format::Pcm {
                    let r = std::panic::catch_unwind(|| {
                        let f = tools::ffmpeg(&kept, format.extension());
                        let l = tools::ffmpeg_live(&encoded.live);
                        (
                            f.len() as i64 - expected as i64,
                            likeness(&meant, &f, 5),
                            l.len() as i64 - expected as i64,
                            likeness(&meant, &l, 1300).lag,
                        )
                    });
                    println!("    ffmpeg {r:?}");
                }
            }
        }
    }
}

//! Bringing samples from one rate to another.

use aloud::audio::shape::{Resampler, resampled_len};

use super::signal::{likeness, speech, speech_brought_to};

fn converted(from: u32, to: u32, samples: &[i16], chunk: usize) -> Vec<i16> {
    let mut resampler = Resampler::new(from, to).unwrap();
    let mut out = Vec::new();
    for samples in samples.chunks(chunk) {
        resampler.push(samples, &mut out).unwrap();
    }
    resampler.finish(&mut out).unwrap();
    out
}

/// The rates voices and formats have, each to each.
fn pairs() -> impl Iterator<Item = (u32, u32)> {
    const RATES: [u32; 7] = [8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000];
    RATES
        .into_iter()
        .flat_map(|from| RATES.map(|to| (from, to)))
}

#[test]
fn a_length_is_rounded_to_the_nearest_sample() {
    for (samples, from, to, expected) in [
        (0, 22_050, 48_000, 0),
        (1, 22_050, 48_000, 2),
        (1, 48_000, 22_050, 0),
        (22_050, 22_050, 48_000, 48_000),
        (147, 22_050, 24_000, 160),
        (3, 16_000, 24_000, 5),
        (u64::MAX, 1, 2, u64::MAX),
    ] {
        assert_eq!(resampled_len(samples, from, to), expected);
    }
}

#[test]
fn every_length_comes_out_as_promised() {
    for (from, to) in pairs() {
        for length in [0, 1, 2, 100, 255, 256, 257, 4_410, 20_011] {
            let out = converted(from, to, &speech(from, length), 1_000);
            let expected = resampled_len(length as u64, from, to);
            assert_eq!(out.len() as u64, expected, "{length} from {from} to {to}");
        }
    }
}

#[test]
fn the_sound_stays_where_and_what_it_was() {
    for (from, to) in pairs() {
        let length = 2 * from as usize + 77;
        let out = converted(from, to, &speech(from, length), 4_096);
        let found = likeness(&speech_brought_to(to, from, length), &out, 5);
        // 8 and 11 kHz have no room for a filter above the sound's 3.7 kHz.
        let least = if from.min(to) > 8_000 { 55.0 } else { 30.0 };
        assert!(
            found.lag == 0 && found.snr > least,
            "from {from} to {to}: {found:?}"
        );
    }
}

#[test]
fn samples_do_not_depend_on_how_they_were_cut() {
    let sound = speech(22_050, 12_345);
    let at_once = converted(22_050, 48_000, &sound, sound.len());
    for chunk in [1, 7, 960, 10_000] {
        assert!(
            converted(22_050, 48_000, &sound, chunk) == at_once,
            "{chunk}"
        );
    }
}

#[test]
fn the_same_rate_passes_untouched() {
    let sound = speech(22_050, 5_000);
    assert_eq!(converted(22_050, 22_050, &sound, 999), sound);
}

#[test]
fn full_scale_is_clipped_and_never_wraps() {
    let square: Vec<i16> = (0..8_000)
        .map(|n| if n / 100 % 2 == 0 { i16::MAX } else { i16::MIN })
        .collect();
    let out = converted(16_000, 48_000, &square, 1_000);
    // Half a plateau away from an edge the sign must be the source's.
    for (index, sample) in out.iter().enumerate().filter(|(n, _)| n % 300 == 150) {
        let loud = f64::from(*sample) * if index / 300 % 2 == 0 { 1.0 } else { -1.0 };
        assert!(loud > 30_000.0, "{sample} at {index}");
    }
}

#[test]
fn rates_that_nothing_speaks_at_are_refused() {
    for (from, to) in [(0, 48_000), (22_050, 0), (22_050, 1_000_000)] {
        let error = Resampler::new(from, to).err().unwrap();
        assert_eq!(error.code(), "unsupported_sample_rate");
    }
}

//! A sound like speech, and how alike two sounds are.

use std::f64::consts::TAU;

/// The same sound at whatever rate it is asked for: voiced syllables of gliding
/// pitch, hiss between them, pauses. All of it lies below 4 kHz, so that every
/// rate from 8 kHz holds it whole; it starts and ends at full strength, so that a
/// lost edge shows.
pub(super) fn speech(sample_rate: u32, samples: usize) -> Vec<i16> {
    let rate = f64::from(sample_rate);
    (0..samples)
        .map(|index| (voice(index as f64 / rate) * 9_000.0) as i16)
        .collect()
}

/// What [`speech`] must be after it was brought from one rate to another.
pub(super) fn speech_brought_to(sample_rate: u32, from: u32, samples: usize) -> Vec<i16> {
    let length = aloud::audio::shape::resampled_len(samples as u64, from, sample_rate);
    speech(sample_rate, usize::try_from(length).unwrap())
}

fn voice(time: f64) -> f64 {
    let syllable = (TAU * 3.7 * time).cos();
    let loudness = (0.3 + syllable).max(0.0);
    let glide = 118.0 * time + 1.9 * (TAU * 0.9 * time).sin();
    let voiced: f64 = [
        (1.0, 0.5),
        (2.0, 0.8),
        (4.0, 0.7),
        (5.0, 0.5),
        (11.0, 0.3),
        (21.0, 0.15),
    ]
    .iter()
    .map(|(harmonic, strength)| strength * (TAU * harmonic * glide).sin())
    .sum();
    let hiss: f64 = (0..12)
        .map(|tone| {
            (TAU * (2_611.0 + 97.3 * f64::from(tone)) * time + f64::from(tone * tone)).sin()
        })
        .sum();
    loudness * voiced + 0.04 * (-syllable - 0.3).max(0.0) * hiss
}

/// How a decoded sound compares with the one that was meant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Likeness {
    /// By how many samples the decoded sound is late.
    pub(super) lag: i64,
    /// Normalised correlation at that lag: 1 is the same shape.
    pub(super) correlation: f64,
    /// Loudness of the decoded sound over the meant one, without the shift.
    pub(super) gain: f64,
    /// Signal to difference in dB, without any shift.
    pub(super) snr: f64,
}

/// Looks up to `reach` samples either way for the best match.
pub(super) fn likeness(meant: &[i16], decoded: &[i16], reach: i64) -> Likeness {
    let (lag, correlation) = (-reach..=reach)
        .map(|lag| (lag, correlation_at(meant, decoded, lag)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .unwrap();
    let difference: f64 = meant
        .iter()
        .zip(decoded)
        .map(|(&a, &b)| (f64::from(a) - f64::from(b)).powi(2))
        .sum();
    Likeness {
        lag,
        correlation,
        gain: (energy(decoded) / energy(meant)).sqrt(),
        snr: 10.0 * (energy(meant) / difference.max(1e-9)).log10(),
    }
}

fn energy(samples: &[i16]) -> f64 {
    samples.iter().map(|&s| f64::from(s).powi(2)).sum::<f64>() + 1e-9
}

fn correlation_at(meant: &[i16], decoded: &[i16], lag: i64) -> f64 {
    let skip = |n: i64| usize::try_from(n.max(0)).unwrap();
    let a = &meant[skip(-lag).min(meant.len())..];
    let b = &decoded[skip(lag).min(decoded.len())..];
    let length = a.len().min(b.len());
    let (a, b) = (&a[..length], &b[..length]);
    let product: f64 = a
        .iter()
        .zip(b)
        .map(|(&a, &b)| f64::from(a) * f64::from(b))
        .sum();
    product / (energy(a) * energy(b)).sqrt()
}

//! What a Piper voice costs on one core, by variant of its parts, taking turns in one
//! run: `cargo bench --bench vocoder -- VOICES_DIR [NAME…]`, or `make bench VOICES=DIR`.
//!
//! Where the processor has AVX-512 all is measured a second time, as on one that has
//! none (see [`view`]): ONNX Runtime chooses its instructions for itself, and is a fair
//! measure for AVX2 only where it has no more than that.
//!
//! Counted is the processor time of this thread, on which ONNX Runtime computes, so
//! that neighbours on the machine matter little. What counts is the ratio to the
//! first variant; "SNR" compares the samples with the first variant's.
#![allow(
    clippy::unwrap_used,
    reason = "a measurement that cannot go on should stop"
)]

#[path = "vocoder/thread_time.rs"]
mod thread_time;
#[path = "vocoder/view.rs"]
mod view;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use aloud::engine::piper::measure::{Measured, Variant, instruction_sets};
use aloud::engine::piper::{Files, Found, Library, find};
use thread_time::thread_time;

/// Name and way to load; the first is what the others are compared with.
fn variants() -> Vec<(String, Variant)> {
    let own = instruction_sets().into_iter();
    // Plain code is there to be read; it would only make the others wait.
    let own = own.filter(|&simd| simd != "portable");
    let own = own.flat_map(|simd| {
        [
            (
                format!("aloud's vocoder, {simd}"),
                Variant::OwnVocoder(simd),
            ),
            (
                format!("aloud's flow and vocoder, {simd}"),
                Variant::Own(simd),
            ),
            (format!("the same, {simd}, int16"), Variant::OwnInt16(simd)),
        ]
    });
    let theirs = [
        ("ONNX Runtime, as published".to_owned(), Variant::Published),
        ("ONNX Runtime, Conv2d".to_owned(), Variant::Wide),
    ];
    theirs.into_iter().chain(own).collect()
}
/// Frames of a chunk.
const CHUNKS: [usize; 4] = [16, 64, 128, 512];
/// Phonemes of a sentence: two words, ten, and 42 as in a long sentence.
const SENTENCES: [usize; 3] = [12, 55, 240];
/// Rounds of a measurement,
const ROUNDS: usize = 7;
/// but only so many of one that takes longer than this.
const FEW_ROUNDS: usize = 3;
const PATIENCE: Duration = Duration::from_secs(10);

/// The argument by which this program asks itself to measure the other view.
const AS_WITHOUT: &str = "--as-without-avx512";

fn main() {
    // Cargo itself adds `--bench`.
    let arguments = std::env::args().skip(1).filter(|one| one != "--bench");
    let mut arguments: Vec<String> = arguments.collect();
    let hides = arguments.first().is_some_and(|first| first == AS_WITHOUT);
    if hides {
        arguments.remove(0);
    }
    let Some((folder, names)) = arguments.split_first() else {
        println!("skipped: Piper voices' parts (make bench VOICES=DIR)");
        return;
    };
    if hides && let Err(why) = view::hide() {
        println!(
            "\nleft out: voices as on a processor without {}: {why}",
            view::HIDDEN
        );
        return;
    }
    println!("\n{}", heading(hides));
    for (name, found) in find(Path::new(folder)) {
        match found {
            Ok(found) if names.is_empty() || names.contains(&name) => voice(&found),
            Ok(_) => {}
            Err(error) => println!("{name}: {}", error.message()),
        }
    }
    if instruction_sets().contains(&"avx512") {
        let program = std::env::current_exe().unwrap();
        let other = Command::new(program)
            .arg(AS_WITHOUT)
            .args(&arguments)
            .status();
        assert!(
            other.unwrap().success(),
            "the other view could not be measured"
        );
    }
}

/// Who runs with which instructions.
fn heading(hides: bool) -> String {
    let sets = instruction_sets();
    let fastest = sets.first().unwrap_or(&"");
    let kind = if hides {
        format!(
            "AS ON A PROCESSOR WITHOUT {}, hidden from all",
            view::HIDDEN
        )
    } else {
        "THIS PROCESSOR AS IT IS".to_owned()
    };
    format!(
        "{kind}: ONNX Runtime uses what it finds here ({fastest} and less), aloud what its rows say"
    )
}

fn voice(found: &Found) {
    let rate = found.speakers[0].info.sample_rate;
    println!("\n{}, {rate} Hz", found.name);
    let loaded = variants().into_iter().map(|(name, variant)| {
        let (measured, took) = timed(|| load(&found.files, variant));
        println!("  loaded in {:4.0} ms  {name}", ms(took));
        (name, measured)
    });
    let loaded: Vec<_> = loaded.collect();
    println!("  flow and vocoder are one in the last of each: its flow is counted here too");
    println!("  the vocoder alone, {} phonemes", SENTENCES[2]);
    for chunk in CHUNKS {
        vocoder(&loaded, chunk, f64::from(rate));
    }
    for phonemes in SENTENCES {
        sentence(&loaded, phonemes, f64::from(rate));
    }
}

/// All of a sentence's latent in chunks of one length.
fn vocoder(loaded: &[(String, Measured)], chunk: usize, rate: f64) {
    let mut ready: Vec<_> = loaded
        .iter()
        .map(|(_, voice)| voice.latent(SENTENCES[2]).unwrap())
        .collect();
    let mut rows = vec![Row::default(); loaded.len()];
    let started = Instant::now();
    for round in 0..ROUNDS {
        if is_enough(round, started) {
            break;
        }
        for (((_, voice), ready), row) in loaded.iter().zip(&mut ready).zip(&mut rows) {
            let (samples, took) = timed(|| voice.vocode(ready, chunk).unwrap());
            row.cost
                .push(took.as_secs_f64() / (samples.len() as f64 / rate));
            row.samples = samples;
        }
    }
    for (row, (name, _)) in rows.iter().zip(loaded) {
        let (cost, ratio) = (row.told(), row.ratio(&rows[0]));
        let snr = snr(&rows[0].samples, &row.samples);
        println!("    {chunk:3} frames  {cost}  x{ratio:.2}  {snr}  {name}");
    }
}

/// A sentence as a listener hears it.
fn sentence(loaded: &[(String, Measured)], phonemes: usize, rate: f64) {
    println!("  a sentence of {phonemes} phonemes");
    let mut rows = vec![Row::default(); loaded.len()];
    let started = Instant::now();
    for round in 0..ROUNDS {
        if is_enough(round, started) {
            break;
        }
        for ((_, voice), row) in loaded.iter().zip(&mut rows) {
            let taken = voice.speak(phonemes, thread_time).unwrap();
            let whole = *taken.chunks.last().unwrap();
            row.cost
                .push(whole.as_secs_f64() / (taken.samples.len() as f64 / rate));
            row.begun.push(ms(taken.begun));
            row.after
                .push((whole - taken.begun).as_secs_f64() / (taken.samples.len() as f64 / rate));
            row.first.push(ms(taken.chunks[0]));
            row.share
                .push(taken.chunks[0].as_secs_f64() / whole.as_secs_f64());
            row.samples = taken.samples;
        }
    }
    for (row, (name, _)) in rows.iter().zip(loaded) {
        println!(
            "    timing {:5.1} ms, first sound {:6.1} ms = {:4.1} % of the whole  {}, {:.4} after the timing, {:4.1} times as fast as it sounds  x{:.2}  {}  {name}",
            median(&row.begun),
            median(&row.first),
            100.0 * median(&row.share),
            row.told(),
            median(&row.after),
            1.0 / median(&row.cost),
            row.ratio(&rows[0]),
            snr(&rows[0].samples, &row.samples),
        );
    }
}

#[derive(Clone, Default)]
struct Row {
    cost: Vec<f64>,
    begun: Vec<f64>,
    /// CPU seconds per audio second, flow and vocoder only.
    after: Vec<f64>,
    first: Vec<f64>,
    share: Vec<f64>,
    samples: Vec<f32>,
}

impl Row {
    /// The cost, in seconds of this processor per second of sound.
    fn told(&self) -> String {
        let least = self.cost.iter().copied().fold(f64::INFINITY, f64::min);
        let cost = median(&self.cost);
        format!("{cost:.4} CPU s per audio s (least {least:.4})")
    }

    /// How many times faster than `first`, round by round.
    fn ratio(&self, first: &Self) -> f64 {
        let ratios = first.cost.iter().zip(&self.cost).map(|(a, b)| a / b);
        median(&ratios.collect::<Vec<_>>())
    }
}

fn load(files: &Files, variant: Variant) -> Measured {
    let library = Library {
        named: std::env::var_os("ALOUD_ONNXRUNTIME").map(PathBuf::from),
        program: Path::new(env!("CARGO_MANIFEST_DIR")).join("target/release/aloud"),
    };
    Measured::load(&library, files, variant).unwrap()
}

/// Whether a measurement has gone on for long enough.
fn is_enough(rounds: usize, started: Instant) -> bool {
    rounds >= FEW_ROUNDS && started.elapsed() > PATIENCE
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let before = thread_time();
    let done = work();
    (done, thread_time() - before)
}

fn median(all: &[f64]) -> f64 {
    let mut sorted = all.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn ms(time: Duration) -> f64 {
    1e3 * time.as_secs_f64()
}

fn snr(first: &[f32], other: &[f32]) -> String {
    assert_eq!(first.len(), other.len());
    let power =
        |all: &mut dyn Iterator<Item = f32>| all.map(|one| f64::from(one).powi(2)).sum::<f64>();
    let noise = power(&mut first.iter().zip(other).map(|(a, b)| a - b));
    if noise == 0.0 {
        return "the same".to_owned();
    }
    let signal = power(&mut first.iter().copied());
    format!("{:5.1} dB", 10.0 * (signal / noise).log10())
}

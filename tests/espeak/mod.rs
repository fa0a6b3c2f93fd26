//! The built-in voices and their worker processes, healthy and not.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod alone;
mod dictated;
mod failures;
mod hostile;
mod lookup;
mod phonemes;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aloud::engine::Voice;
use aloud::engine::espeak::Espeak;
use aloud::phoneme::{SpeakRequest, Spoken, Workers, WorkersConfig, languages};

use crate::voice_contract::{check, config, hear, sentence};

/// Kills espeak-ng: its suffix rules overflow the stack.
fn poison() -> String {
    "s'".repeat(70)
}

const INNOCENT: &str = "The next sentence is spoken as if nothing had happened.";

fn pool() -> WorkersConfig {
    config().workers
}

fn speak(workers: &Workers, text: &str) -> aloud::error::Result<Spoken> {
    workers.speak(SpeakRequest {
        voice: "gmw/en-us".into(),
        text: text.into(),
        speed: 1.0,
        dictated: Vec::new(),
    })
}

#[test]
fn our_list_of_languages_is_the_one_espeak_makes() {
    let workers = Workers::new(pool());
    let theirs: BTreeSet<String> = workers.voices().unwrap().into_iter().collect();
    let ours = languages().iter().map(|language| language.file.clone());
    assert_eq!(ours.collect::<BTreeSet<_>>(), theirs);
}

#[test]
fn every_language_speaks() {
    let workers = Arc::new(Workers::new(pool()));
    for language in languages() {
        let voice = Espeak::new(language, Arc::clone(&workers));
        println!("{}", language.tag);
        // Three have no figures.
        let text = match language.tag.as_str() {
            "chr-us-qaaa-x-west" => "osiyo tsalagi",
            "cv" => "Чӑваш чӗлхи",
            "sjn" => "mae govannen",
            _ => "1 2 3, 4 5 6.",
        };
        let heard = hear(&voice, text, 1.0);
        check(&heard, &sentence(text), &language.tag);
        assert!(heard.timing.samples > 11_000, "{}", language.tag);
        assert_eq!(voice.info().note.is_some(), !language.has_dictionary);
    }
}

fn send(signal: &str, process: u32) {
    let status = Command::new("kill")
        .args([signal, &process.to_string()])
        .status();
    assert!(status.unwrap().success());
}

/// Whether the process is no more, not even a zombie.
fn gone(process: u32) -> bool {
    !Path::new(&format!("/proc/{process}")).exists()
}

fn is_zombie(process: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{process}/stat")).is_ok_and(|stat| stat.contains(") Z "))
}

/// Waits a bounded time for something that other processes do.
fn until(so: impl Fn() -> bool, what: &str) {
    let end = Instant::now() + Duration::from_secs(3);
    while !so() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn children(of: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{of}/task")).unwrap();
    tasks
        .filter_map(|task| std::fs::read_to_string(task.unwrap().path().join("children")).ok())
        .flat_map(|list| {
            list.split_whitespace()
                .map(|id| id.parse().unwrap())
                .collect::<Vec<_>>()
        })
        .collect()
}

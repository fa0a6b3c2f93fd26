//! Workers that crash, hang, swell, vanish or never were.

use std::sync::Arc;
use std::time::{Duration, Instant};

use aloud::engine::espeak::Espeak;
use aloud::engine::{Prosody, Voice};
use aloud::phoneme::{Misbehaviour, Workers, WorkersConfig, languages};

use super::{INNOCENT, children, gone, is_zombie, poison, pool, send, speak, until};
use crate::voice_contract::{cache, hear, sentence};

#[test]
fn a_text_that_kills_espeak_is_one_failed_sentence() {
    let voice = voice(pool());
    let golden = hear(&voice, INNOCENT, 1.0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert_eq!(hear(&voice, INNOCENT, 1.0), golden, "others notice nothing");
                }
            });
        }
        for _ in 0..5 {
            let error = voice
                .begin(&sentence(&poison()), &Prosody::default())
                .err()
                .unwrap();
            assert_eq!(error.code(), "engine_crashed");
            assert!(!error.message().contains("s's"), "no text in messages");
        }
    });
    assert_eq!(hear(&voice, INNOCENT, 1.0), golden);
}

#[test]
fn hang_memory_crash_and_panic_end_one_request_each() {
    let mut config = pool();
    config.processor = Duration::from_millis(300);
    config.deadline = Duration::from_secs(2);
    config.memory = 128 << 20;
    config.count = 1;
    let workers = Workers::new(config);
    let golden = speak(&workers, INNOCENT).unwrap();
    let worker = workers.idle();
    for (how, code) in [
        (Misbehaviour::Spin, "engine_timeout"),
        (Misbehaviour::Sleep, "engine_timeout"),
        (Misbehaviour::Devour, "engine_crashed"),
        (Misbehaviour::Crash, "engine_crashed"),
        (Misbehaviour::Panic, "engine_crashed"),
    ] {
        let begun = Instant::now();
        let error = workers.misbehave(how).unwrap_err();
        assert_eq!(error.code(), code, "{how:?}");
        assert!(begun.elapsed() < Duration::from_secs(4), "{how:?}");
        assert_eq!(speak(&workers, INNOCENT).unwrap(), golden, "after {how:?}");
    }
    assert_eq!(
        workers.idle(),
        worker,
        "only the request's own process ended"
    );
}

#[test]
fn a_worker_killed_or_stopped_while_idle_is_replaced_unnoticed() {
    let mut config = pool();
    config.deadline = Duration::from_millis(1_500);
    config.count = 1;
    let workers = Workers::new(config);
    let golden = speak(&workers, INNOCENT).unwrap();
    for signal in ["-KILL", "-STOP", "-TERM"] {
        let before = workers.idle();
        send(signal, before[0]);
        assert_eq!(speak(&workers, INNOCENT).unwrap(), golden, "{signal}");
        assert_ne!(workers.idle(), before, "{signal}");
        assert!(gone(before[0]), "{signal}: no zombie");
    }
}

#[test]
fn a_worker_killed_while_busy_is_replaced_and_its_sentence_spoken() {
    let mut config = pool();
    config.count = 1;
    let workers = Workers::new(config);
    let long = "A rather long sentence, so that it takes its time. ".repeat(150);
    let golden = speak(&workers, &long).unwrap();
    for the_one_at_work in [false, true] {
        let worker = workers.idle()[0];
        std::thread::scope(|scope| {
            let spoken = scope.spawn(|| speak(&workers, &long).unwrap());
            let child = child_of(worker);
            send("-KILL", if the_one_at_work { child } else { worker });
            assert!(!spoken.is_finished(), "it was not yet done");
            assert_eq!(spoken.join().unwrap(), golden);
            assert!(gone(worker));
            // Its parent's death sentence reaches it in its own time, and process 1
            // buries it; we do, where that is us.
            let is_left_to_others = || std::process::id() != 1 && is_zombie(child);
            until(|| gone(child) || is_left_to_others(), "the orphan ended");
        });
    }
}

#[test]
fn more_callers_than_workers_wait_and_then_are_told_to_come_again() {
    let mut config = pool();
    config.count = 1;
    config.deadline = Duration::from_millis(1_500);
    config.patience = Duration::from_millis(100);
    let workers = Workers::new(config);
    std::thread::scope(|scope| {
        let sleeper = scope.spawn(|| workers.misbehave(Misbehaviour::Sleep));
        std::thread::sleep(Duration::from_millis(200));
        let error = speak(&workers, INNOCENT).unwrap_err();
        assert_eq!(error.code(), "busy");
        assert_eq!(
            sleeper.join().unwrap().unwrap_err().code(),
            "engine_timeout"
        );
    });
    assert!(speak(&workers, INNOCENT).is_ok());
}

#[test]
fn data_that_vanishes_is_unpacked_again() {
    let cache = tempfile::tempdir().unwrap();
    let mut config = pool();
    config.cache = cache.path().to_owned();
    config.count = 1;
    let workers = Workers::new(config);
    let golden = speak(&workers, INNOCENT).unwrap();
    let directory = std::fs::read_dir(cache.path()).unwrap().next().unwrap();
    std::fs::remove_dir_all(directory.unwrap().path()).unwrap();
    assert_eq!(speak(&workers, INNOCENT).unwrap(), golden);
}

#[test]
fn speech_longer_than_allowed_is_refused_by_name() {
    let mut config = pool();
    config.longest = Duration::from_secs(2);
    let workers = Workers::new(config);
    assert!(speak(&workers, "Short.").is_ok());
    let error = speak(&workers, INNOCENT).unwrap_err();
    assert_eq!(error.code(), "speech_too_long");
}

#[test]
fn what_is_over_a_limit_never_reaches_a_worker() {
    let voice = voice(WorkersConfig::new("/nonexistent/aloud", cache()));
    let long = "word ".repeat(5_000);
    for (text, speed, code) in [
        (long.as_str(), 1.0, "sentence_too_long"),
        (INNOCENT, 0.2, "speed_out_of_range"),
        (INNOCENT, 4.1, "speed_out_of_range"),
        (INNOCENT, f32::NAN, "speed_out_of_range"),
        (INNOCENT, f32::INFINITY, "speed_out_of_range"),
    ] {
        let prosody = Prosody {
            speed,
            ..Prosody::default()
        };
        let error = voice.begin(&sentence(text), &prosody).err().unwrap();
        assert_eq!(error.code(), code);
    }
}

#[test]
fn a_text_with_nothing_to_say_is_unspeakable() {
    let voice = voice(pool());
    for text in ["", "…", "\u{1}\u{2}", "\u{e028}"] {
        let error = voice.begin(&sentence(text), &Prosody::default());
        assert_eq!(error.err().unwrap().code(), "unspeakable", "{text:?}");
    }
}

#[test]
fn a_program_that_is_no_worker_is_named_as_unavailable() {
    for program in ["/nonexistent/aloud", "/bin/true"] {
        let workers = Workers::new(WorkersConfig::new(program, cache()));
        let error = speak(&workers, INNOCENT).unwrap_err();
        assert_eq!(error.code(), "engine_unavailable", "{program}");
    }
}

fn voice(config: WorkersConfig) -> Espeak {
    let english = languages().iter().find(|language| language.tag == "en-us");
    Espeak::new(english.unwrap(), Arc::new(Workers::new(config)))
}

fn child_of(worker: u32) -> u32 {
    let until = Instant::now() + Duration::from_secs(2);
    loop {
        if let Some(&child) = children(worker).first() {
            return child;
        }
        assert!(Instant::now() < until, "the worker never got to work");
    }
}

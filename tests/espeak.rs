//! The built-in voices and their worker processes, healthy and not.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::{Duration, Instant};

use aloud::engine::espeak::Espeak;
use aloud::engine::{Prosody, Voice, Voices, VoicesConfig};
use aloud::phoneme::{Misbehaviour, SpeakRequest, Spoken, Workers, WorkersConfig, languages};

use crate::voice_contract::{CACHE, check, config, hear, sentence};

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
    })
}

fn voice(config: WorkersConfig) -> Espeak {
    let english = languages().iter().find(|language| language.tag == "en-us");
    Espeak::new(english.unwrap(), Arc::new(Workers::new(config)))
}

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
    config.deadline = Duration::from_millis(400);
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
        assert!(begun.elapsed() < Duration::from_secs(2), "{how:?}");
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
    config.deadline = Duration::from_millis(300);
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
            // Its parent's death sentence reaches it in its own time, and whoever
            // is process 1 here buries it.
            until(|| gone(child) || is_zombie(child), "the orphan ended");
        });
    }
}

#[test]
fn more_callers_than_workers_wait_and_then_are_told_to_come_again() {
    let mut config = pool();
    config.count = 1;
    config.deadline = Duration::from_millis(700);
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
fn a_program_that_is_no_worker_is_named_as_unavailable() {
    for program in ["/nonexistent/aloud", "/bin/true"] {
        let workers = Workers::new(WorkersConfig::new(program, CACHE.path()));
        let error = speak(&workers, INNOCENT).unwrap_err();
        assert_eq!(error.code(), "engine_unavailable", "{program}");
    }
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

#[test]
fn languages_find_their_voice() {
    let voices = Voices::new(config()).unwrap();
    for (language, id) in [
        ("en", "espeak:en-us"),
        ("en-GB", "espeak:en-gb"),
        ("EN_us", "espeak:en-us"),
        ("en-AU", "espeak:en-us"),
        ("zh", "espeak:cmn"),
        ("zh-CN", "espeak:cmn"),
        ("zh-Hant-TW", "espeak:cmn"),
        ("zh-HK", "espeak:yue"),
        ("zh-Hant-HK", "espeak:yue"),
        ("yue", "espeak:yue"),
        ("pt", "espeak:pt"),
        ("pt-BR", "espeak:pt-br"),
        ("pt-PT", "espeak:pt"),
        ("fr", "espeak:fr-fr"),
        ("fr-CA", "espeak:fr-fr"),
        ("fr-CH", "espeak:fr-ch"),
        ("es-MX", "espeak:es-419"),
        ("no", "espeak:nb"),
        ("nn-NO", "espeak:nb"),
        ("sr-Latn", "espeak:sr"),
        ("hy", "espeak:hy"),
        ("mn", "espeak:mn"),
        ("ca-valencia", "espeak:ca-va"),
        ("chr", "espeak:chr-us-qaaa-x-west"),
        ("de-x-anything", "espeak:de"),
    ] {
        let voice = voices.for_language(language).unwrap();
        assert_eq!(voice.info().id, id, "{language}");
    }
    for language in ["xx", "", "-", "tlh-Latn", "../../etc"] {
        let error = voices.for_language(language).err().unwrap();
        assert_eq!(error.code(), "unsupported_language", "{language}");
    }
}

#[test]
fn the_default_voice_speaks_its_own_language() {
    let mut config = config();
    config.default_voice = Some("espeak:en-gb-x-rp".into());
    let voices = Voices::new(config).unwrap();
    for (language, id) in [
        ("en", "espeak:en-gb-x-rp"),
        ("en-GB", "espeak:en-gb-x-rp"),
        ("en-US", "espeak:en-us"),
        ("de", "espeak:de"),
    ] {
        assert_eq!(voices.for_language(language).unwrap().info().id, id);
    }
}

#[test]
fn ids_are_found_or_refused_with_similar_ones() {
    let voices = Voices::new(config()).unwrap();
    for (asked, id) in [
        ("espeak:en-US", "espeak:en-us"),
        ("espeak:fr", "espeak:fr-fr"),
        ("espeak:en", "espeak:en-us"),
        ("espeak:en-gb-x-rp", "espeak:en-gb-x-rp"),
        ("tone", "tone"),
    ] {
        assert_eq!(voices.get(asked).unwrap().info().id, id);
    }
    let long = "x".repeat(10_000);
    for asked in [
        "espeak:en-uk",
        "",
        "espeak:",
        "../phontab",
        "/etc/passwd",
        "espeak:../gmw/en",
        &long,
    ] {
        let error = voices.get(asked).err().unwrap();
        assert_eq!(error.code(), "unknown_voice", "{asked}");
        assert!(error.message().len() < 400);
    }
    let error = voices.get("espeak:en-uk").err().unwrap();
    assert!(error.message().contains("espeak:en-us"), "{error}");
    let mut without = config();
    without.tone = false;
    assert!(Voices::new(without).unwrap().get("tone").is_err());
}

#[test]
fn three_hundred_hostile_texts_fail_alone() {
    let mut config = pool();
    config.deadline = Duration::from_secs(2);
    let voices: Vec<_> = ["en-us", "fr-fr", "ar", "cmn", "ru"]
        .iter()
        .map(|tag| languages().iter().find(|language| language.tag == *tag))
        .map(|language| (language.unwrap(), Arc::new(Workers::new(config.clone()))))
        .map(|(language, workers)| Espeak::new(language, workers))
        .collect();
    let golden: Vec<_> = voices
        .iter()
        .map(|voice| hear(voice, INNOCENT, 1.0))
        .collect();
    let mut random = Random(7);
    let mut failed = 0;
    for round in 0..300 {
        let voice = round % voices.len();
        let text = random.hostile();
        let segment = sentence(&format!("{text}."));
        match voices[voice].begin(&segment, &Prosody::default()) {
            Ok(utterance) => {
                let timing = utterance.timing();
                assert!(timing.words.iter().all(|word| word.end <= timing.samples));
            }
            Err(error) => {
                let known = ["engine_crashed", "engine_timeout", "unspeakable"];
                assert!(known.contains(&error.code()), "{error}: {text:?}");
                failed += usize::from(error.code() != "unspeakable");
                assert_eq!(
                    hear(&voices[voice], INNOCENT, 1.0),
                    golden[voice],
                    "{text:?}"
                );
            }
        }
    }
    assert!(
        failed > 0,
        "the texts are not hostile enough to show anything"
    );
}

/// A small generator with a fixed seed, so that a failure comes back.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % limit
    }

    /// Pieces that have killed espeak-ng somewhere, repeated and mixed.
    fn hostile(&mut self) -> String {
        const PIECES: [&str; 24] = [
            "s'",
            "U.S.A.",
            "a.",
            "9",
            "1,000,",
            "<b>",
            "&amp;",
            "[[",
            "\u{1}5S",
            "’s",
            "e\u{301}",
            "👩‍👩‍👧",
            "\u{202e}",
            "\u{feff}",
            "XLVIII",
            "א",
            "ا",
            "中",
            "ing",
            "ʃ",
            "\u{e028}",
            "--",
            "...",
            "º",
        ];
        let mut text = String::new();
        for _ in 0..=self.below(3) {
            let piece = PIECES[self.below(PIECES.len())];
            let space = if self.below(4) == 0 { " " } else { "" };
            for _ in 0..=self.below(150) {
                text.push_str(piece);
                text.push_str(space);
            }
        }
        text
    }
}

/// Runs one of these tests in a process of its own: it counts what the process
/// owns, or ends it.
fn alone(test: &str, program: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args(["--exact", &format!("espeak::{test}"), "--nocapture"])
        .env(ALONE, "1");
    command
}

const ALONE: &str = "ALOUD_TEST_ALONE";
const PROGRAM: &str = "ALOUD_TEST_PROGRAM";

fn is_alone() -> bool {
    std::env::var_os(ALONE).is_some()
}

fn run_alone(test: &str) -> Output {
    alone(test, &std::env::current_exe().unwrap())
        .output()
        .unwrap()
}

#[test]
fn nothing_is_left_behind() {
    if !is_alone() {
        let output = run_alone("nothing_is_left_behind");
        assert!(output.status.success(), "{output:?}");
        return;
    }
    let voices = config();
    let open = || std::fs::read_dir("/proc/self/fd").unwrap().count();
    let before = open();
    {
        let mut config = voices.workers;
        config.deadline = Duration::from_millis(300);
        let workers = Workers::new(config);
        for _ in 0..20 {
            assert!(speak(&workers, &poison()).is_err());
            assert!(speak(&workers, INNOCENT).is_ok());
            let idle = workers.idle();
            assert_eq!(idle.len(), 1, "one caller needs one worker");
            send("-KILL", idle[0]);
        }
        assert!(workers.misbehave(Misbehaviour::Spin).is_err());
    }
    assert_eq!(open(), before, "file descriptors");
    assert_eq!(children(std::process::id()), [0; 0], "processes");
}

#[test]
fn workers_end_with_the_server() {
    if is_alone() {
        let mut config = pool();
        config.deadline = Duration::from_millis(500);
        let workers = Arc::new(Workers::new(config));
        speak(&workers, INNOCENT).unwrap();
        let busy = Arc::clone(&workers);
        std::thread::spawn(move || busy.misbehave(Misbehaviour::Spin));
        std::thread::sleep(Duration::from_millis(100));
        speak(&workers, INNOCENT).unwrap();
        let all = children(std::process::id());
        let list: Vec<_> = all.iter().map(u32::to_string).collect();
        println!("\nworkers {}", list.join(" "));
        send("-KILL", std::process::id());
    }
    let output = run_alone("workers_end_with_the_server");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = told.lines().find_map(|line| line.strip_prefix("workers "));
    let workers: Vec<u32> = line
        .unwrap()
        .split(' ')
        .map(|id| id.parse().unwrap())
        .collect();
    assert_eq!(workers.len(), 2, "one idle, one busy");
    let ended = |&worker: &u32| gone(worker) || is_zombie(worker);
    until(
        || workers.iter().all(ended),
        "workers ended with their server",
    );
}

#[test]
fn a_copied_binary_brings_its_data() {
    if is_alone() {
        let elsewhere = std::env::current_dir().unwrap();
        let program = PathBuf::from(std::env::var_os(PROGRAM).unwrap());
        let voices = Voices::new(VoicesConfig::new(program, elsewhere.join("cache"))).unwrap();
        for id in [
            "espeak:en-us",
            "espeak:cmn",
            "espeak:ru",
            "espeak:fo",
            "espeak:ps",
        ] {
            let heard = hear(&*voices.get(id).unwrap(), "1 2 3", 1.0);
            assert!(heard.samples.iter().any(|&sample| sample > 2_000), "{id}");
        }
        return;
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let program = elsewhere.path().join("aloud");
    let test = elsewhere.path().join("test");
    std::fs::copy(env!("CARGO_BIN_EXE_aloud"), &program).unwrap();
    std::fs::copy(std::env::current_exe().unwrap(), &test).unwrap();
    let output = alone("a_copied_binary_brings_its_data", &test)
        .env_clear()
        .env(ALONE, "1")
        .env(PROGRAM, &program)
        .current_dir(elsewhere.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn the_hidden_subcommand_started_by_hand_says_what_it_is() {
    let output = Command::new(env!("CARGO_BIN_EXE_aloud"))
        .arg(aloud::phoneme::worker::SUBCOMMAND)
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("by aloud itself"));
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

fn child_of(worker: u32) -> u32 {
    let until = Instant::now() + Duration::from_secs(2);
    loop {
        if let Some(&child) = children(worker).first() {
            return child;
        }
        assert!(Instant::now() < until, "the worker never got to work");
    }
}

//! What has to be seen from outside a process: what it leaves behind, how its
//! workers end with it, and whether it works where it was copied to.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::Duration;

use aloud::engine::{Voices, VoicesConfig};
use aloud::phoneme::{Misbehaviour, Workers};

use super::{INNOCENT, children, gone, is_zombie, poison, pool, send, speak, until};
use crate::voice_contract::{config, hear};

/// Runs one of these tests in a process of its own: it counts what the process
/// owns, or ends it.
fn alone(test: &str, program: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args(["--exact", &format!("espeak::alone::{test}"), "--nocapture"])
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
        config.processor = Duration::from_millis(300);
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
        config.processor = Duration::from_millis(500);
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

//! Installing voices: the real binary against a server with the real layout, good and
//! bad; and what speaks once they are there.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod refusals;
mod shop;
mod speaking;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::piper::library;
use shop::{Asked, Reply, Shop, Stock, VOICE, good};

/// A machine of its own: nothing of this one's environment is there.
struct Machine(TempDir);

impl Machine {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn voices(&self) -> PathBuf {
        self.0.path().join("voices")
    }

    fn cache(&self) -> PathBuf {
        self.0.path().join("cache")
    }

    fn file(&self, suffix: &str) -> PathBuf {
        self.voices().join(format!("{VOICE}{suffix}"))
    }

    fn command(&self, from: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aloud"));
        command
            .args(args)
            .env_clear()
            .env("HOME", self.0.path())
            .env("ALOUD_VOICES", self.voices())
            .env("ALOUD_CACHE", self.cache())
            .env("ALOUD_CATALOGUE", from)
            .stdin(Stdio::null());
        let library = library();
        let beside = library.program.with_file_name("libonnxruntime.so");
        command.env("ALOUD_ONNXRUNTIME", library.named.unwrap_or(beside));
        command
    }

    fn run(&self, from: &str, args: &[&str]) -> Output {
        self.command(from, args).output().unwrap()
    }

    fn install(&self, from: &str, id: &str) -> Output {
        self.run(from, &["voices", "install", id])
    }

    /// The voice's files are those of the stock, and nothing else lies about.
    #[track_caller]
    fn assert_installed(&self, stock: &Stock) {
        for suffix in [".onnx", ".onnx.json"] {
            assert!(fs::read(self.file(suffix)).unwrap() == stock.file(suffix));
        }
        let mut names = names(&self.voices());
        names.retain(|name| name != ".installing");
        let wanted = [".MODEL_CARD", ".installed.json", ".onnx", ".onnx.json"];
        assert_eq!(names, wanted.map(|suffix| format!("{VOICE}{suffix}")));
        assert_eq!(self::names(&self.voices().join(".installing")), ["lock"]);
    }

    #[track_caller]
    fn assert_nothing_installed(&self) {
        let mut names = names(&self.voices());
        names.retain(|name| name != ".installing");
        assert!(names.is_empty(), "{names:?}");
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn said(output: &Output) -> String {
    let out = String::from_utf8_lossy(&output.stdout);
    format!("{out}{}", String::from_utf8_lossy(&output.stderr))
}

#[track_caller]
fn assert_code(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}", said(output));
}

#[test]
fn a_voice_is_installed_with_its_licence_and_digests_then_listed_verified_and_removed() {
    let stock = Stock::new();
    let shop = Shop::open(stock.clone());
    let machine = Machine::new();
    let output = machine.install(&shop.address, VOICE);
    assert_code(&output, 0);
    let told = said(&output);
    assert!(
        told.contains("public domain") && told.contains("Keith Ito"),
        "{told}"
    );
    machine.assert_installed(&stock);
    let manifest = fs::read(machine.file(".installed.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    assert_eq!(manifest["files"].as_array().unwrap().len(), 3);
    assert_eq!(manifest["licence"], "public domain");
    assert_eq!(manifest["source"], format!("{}/voices.json", shop.address));

    let list = machine.run(&shop.address, &["voices", "list", "--json"]);
    let list: Vec<Value> = serde_json::from_slice(&list.stdout).unwrap();
    let of = |id: &str| list.iter().find(|voice| voice["id"] == id).unwrap();
    assert_eq!(of(VOICE)["status"], "installed");
    assert_eq!(of(VOICE)["licence"], "public domain");
    assert_eq!(of("espeak:de")["status"], "built-in");
    assert_eq!(of("de_DE-thorsten-medium")["status"], "available");

    let verify = machine.run("", &["voices", "verify"]);
    assert_code(&verify, 0);
    assert!(said(&verify).contains(&format!("ok    {VOICE}")));
    assert_code(&machine.run("", &["voices", "remove", VOICE]), 0);
    machine.assert_nothing_installed();
}

#[test]
fn what_is_there_and_whole_is_not_fetched_again() {
    let shop = Shop::open(Stock::new());
    let machine = Machine::new();
    assert_code(&machine.install(&shop.address, VOICE), 0);
    let asked = shop.asked().len();
    for id in [VOICE, "en"] {
        let again = machine.install(&shop.address, id);
        assert_code(&again, 0);
        assert!(
            said(&again).contains("installed already"),
            "{}",
            said(&again)
        );
    }
    assert_eq!(shop.asked().len(), asked);
}

#[test]
fn older_names_other_case_and_a_language_find_the_voice() {
    for name in ["en-us-lj", "EN_us-LJSPEECH-medium", "en"] {
        let stock = Stock::new();
        let shop = Shop::open(stock.clone());
        let machine = Machine::new();
        assert_code(&machine.install(&shop.address, name), 0);
        machine.assert_installed(&stock);
    }
}

#[test]
fn a_folder_with_the_same_layout_is_a_mirror() {
    let stock = Stock::new();
    let mirror = tempfile::tempdir().unwrap();
    stock.lay(mirror.path());
    let machine = Machine::new();
    let from = mirror.path().to_str().unwrap();
    let output = machine.run(
        "http://127.0.0.1:9",
        &["voices", "install", "en", "--from", from],
    );
    assert_code(&output, 0);
    machine.assert_installed(&stock);
}

#[test]
fn an_unknown_voice_is_wrong_usage_and_similar_ones_are_named() {
    let shop = Shop::open(Stock::new());
    let machine = Machine::new();
    let output = machine.run(
        &shop.address,
        &["voices", "install", VOICE, "en_US-ljspech-medium"],
    );
    assert_code(&output, 2);
    assert!(said(&output).contains(VOICE), "{}", said(&output));
    // Nothing is fetched of the one that is known.
    assert_eq!(shop.asked().len(), 1);
    machine.assert_nothing_installed();
}

#[test]
fn one_of_several_that_fails_keeps_none_of_the_others() {
    // The German voice has the English one's files, and paths that lead to them.
    let stock = Stock::new();
    let shop = Shop::with({
        let stock = stock.clone();
        move |asked: &Asked| match asked.path.as_str() {
            path if path.ends_with(".json") && path.contains("en_US") && asked.before == 0 => {
                Reply::status(404)
            }
            _ => good(&stock, asked),
        }
    });
    let machine = Machine::new();
    let args = [
        "voices",
        "install",
        VOICE,
        "de_DE-thorsten-medium",
        "--json",
    ];
    let output = machine.run(&shop.address, &args);
    assert_code(&output, 1);
    let outcomes: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let status: Vec<&Value> = outcomes.iter().map(|outcome| &outcome["status"]).collect();
    assert_eq!(status, ["failed", "installed"], "{outcomes:?}");
}

#[test]
fn the_list_shows_offline_what_the_catalogue_had() {
    let shop = Shop::open(Stock::new());
    let machine = Machine::new();
    let asked = machine.run(&shop.address, &["voices", "list"]);
    assert_code(&asked, 0);
    assert!(shop.asked().is_empty(), "a plain list asks nobody");
    assert!(!said(&asked).contains("de_DE-thorsten-medium"));
    assert_code(
        &machine.run(&shop.address, &["voices", "list", "--available"]),
        0,
    );
    assert_eq!(shop.asked().len(), 1);
    let cached = machine.run(&shop.address, &["voices", "list"]);
    assert_eq!(shop.asked().len(), 1);
    let told = said(&cached);
    assert!(told.contains("de_DE-thorsten-medium"), "{told}");
    assert!(told.contains("recommended"), "{told}");
}

#[test]
fn a_cut_connection_is_resumed_where_it_was_cut() {
    let stock = Stock::new();
    let shop = Shop::with({
        let stock = stock.clone();
        move |asked: &Asked| {
            let reply = good(&stock, asked);
            match asked.before {
                0 | 1 if asked.path.ends_with(".onnx") => reply.cut(300_000),
                _ => reply,
            }
        }
    });
    let machine = Machine::new();
    assert_code(&machine.install(&shop.address, VOICE), 0);
    machine.assert_installed(&stock);
    let asked = shop.asked_for_models();
    let ranges: Vec<_> = asked.iter().map(|asked| asked.range.is_some()).collect();
    assert_eq!(ranges, [false, true, true], "{asked:?}");
    assert_eq!(asked[1].if_range.as_deref(), Some(shop::TAG));
    assert!(asked[2].range > asked[1].range);
}

#[test]
fn an_interrupted_install_leaves_nothing_and_the_next_one_goes_on() {
    let stock = Stock::new();
    let shop = Shop::with({
        let stock = stock.clone();
        move |asked: &Asked| {
            let mut reply = good(&stock, asked);
            if asked.path.ends_with(".onnx") && asked.before == 0 {
                reply = reply.cut(400_000);
                reply.stall = std::time::Duration::from_secs(60);
            }
            reply
        }
    });
    let machine = Machine::new();
    let mut command = machine.command(&shop.address, &["voices", "install", VOICE]);
    let mut first = command.stderr(Stdio::null()).spawn().unwrap();
    let fetched = machine.voices().join(format!(".installing/{VOICE}/.onnx"));
    let begun = std::time::Instant::now();
    while fs::metadata(&fetched).map_or(0, |file| file.len()) < 400_000 {
        assert!(begun.elapsed().as_secs() < 60, "it never came so far");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    first.kill().unwrap();
    first.wait().unwrap();
    machine.assert_nothing_installed();
    assert_code(&machine.install(&shop.address, VOICE), 0);
    machine.assert_installed(&stock);
    assert_eq!(shop.asked_for_models()[1].range, Some(400_000));
}

#[test]
fn a_file_that_changed_meanwhile_is_fetched_from_its_beginning() {
    let stock = Stock::new();
    let shop = Shop::with({
        let stock = stock.clone();
        move |asked: &Asked| {
            let mut reply = good(&stock, asked);
            if asked.path.ends_with(".onnx") && asked.before == 0 {
                // The old version's bytes, and its tag.
                reply.headers.retain(|(name, _)| *name != "ETag");
                reply.headers.push(("ETag", "\"v0\"".into()));
                reply.body.fill(7);
                reply = reply.cut(200_000);
            }
            reply
        }
    });
    let machine = Machine::new();
    assert_code(&machine.install(&shop.address, VOICE), 0);
    machine.assert_installed(&stock);
}

#[test]
fn a_server_without_ranges_is_asked_for_the_whole_again() {
    let stock = Stock::new();
    let shop = Shop::with({
        let stock = stock.clone();
        move |asked: &Asked| {
            let asked_whole = Asked {
                range: None,
                ..asked.clone()
            };
            let reply = good(&stock, &asked_whole);
            match asked.before {
                0 if asked.path.ends_with(".onnx") => reply.cut(200_000),
                _ => reply,
            }
        }
    });
    let machine = Machine::new();
    assert_code(&machine.install(&shop.address, VOICE), 0);
    machine.assert_installed(&stock);
}

#[test]
fn two_at_the_same_time_install_one_voice_once() {
    let stock = Stock::new();
    let shop = Shop::with({
        let stock = stock.clone();
        move |asked: &Asked| {
            if asked.path.ends_with(".onnx") {
                std::thread::sleep(std::time::Duration::from_millis(300));
            }
            good(&stock, asked)
        }
    });
    let machine = Machine::new();
    let start = || {
        let mut command = machine.command(&shop.address, &["voices", "install", VOICE]);
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let both = [start(), start()].map(|child| child.wait_with_output().unwrap());
    both.iter().for_each(|output| assert_code(output, 0));
    machine.assert_installed(&stock);
    assert_eq!(shop.asked_for_models().len(), 1);
}

//! `tools/setup` on machines that lack things.
//!
//! The machine is a folder of programs: the real ones the script itself needs,
//! and small stand-ins for those whose absence, age or refusal is the claim.
//! Nothing is installed: the stand-in for `apt-get` writes down what it was asked.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// What the script may expect of any machine; found on the PATH of the test.
const BASE: &[&str] = &[
    "bash", "cat", "cmp", "cp", "cut", "dirname", "env", "find", "grep", "head", "mkdir", "mktemp",
    "mv", "rm", "sed", "tail", "true",
];

struct Machine {
    folder: TempDir,
}

impl Machine {
    /// Debian, an ordinary user, no sudo, Rust as the package asks for it, an apt
    /// whose lists are fresh and which installs nothing; and no tool at all.
    fn bare() -> Self {
        let machine = Self {
            folder: TempDir::new().expect("a temporary folder"),
        };
        fs::create_dir(machine.bin()).expect("a folder for programs");
        for name in BASE {
            symlink(on_path(name), machine.bin().join(name)).expect("a link");
        }
        fs::write(machine.path("os-release"), "ID=debian\nVERSION_ID=\"12\"\n").expect("a file");
        machine
            .with("cargo", "")
            .with("rustc", "echo 'rustc 1.99.1 (abc 2026-01-01)'")
            .with("id", "echo 1000")
            .with("uname", "echo Linux")
            .with_apt("")
    }

    /// Adds a program: a line of shell.
    fn with(self, name: &str, script: &str) -> Self {
        let path = self.bin().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a program");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
        self
    }

    /// An apt-get that writes down how it was called, then runs `then`.
    fn with_apt(self, then: &str) -> Self {
        let asked = self.path("asked");
        let record = format!(
            "echo \"$DEBIAN_FRONTEND $*\" >>'{}'\n{then}",
            asked.display()
        );
        self.with("apt-get", &record)
    }

    fn with_root(self) -> Self {
        self.with("id", "echo 0")
    }

    fn setup(&self, parts: &str) -> Output {
        self.setup_with_chromium(parts, "")
    }

    /// An empty `chromium` is the same as a variable that is not set.
    fn setup_with_chromium(&self, parts: &str, chromium: &str) -> Output {
        Command::new(self.bin().join("bash"))
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/setup"))
            .args(parts.split(' '))
            .env_clear()
            .env("PATH", self.bin())
            .env("CHROMIUM", chromium)
            .env("CARGO_TARGET_DIR", self.path("target"))
            .env("ALOUD_OS_RELEASE", self.path("os-release"))
            .output()
            .expect("bash runs")
    }

    /// What apt-get was asked for, one call a line.
    fn asked(&self) -> Vec<String> {
        let told = fs::read_to_string(self.path("asked")).unwrap_or_default();
        told.lines().map(str::to_owned).collect()
    }

    fn bin(&self) -> PathBuf {
        self.path("bin")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn on_path(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").expect("a PATH");
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|candidate| candidate.is_file())
        .unwrap_or_else(|| panic!("{name} is not on the PATH"))
}

/// Asserts that the script failed and that its complaint has every one of `parts`.
#[track_caller]
fn assert_fails_saying(output: &Output, parts: &[&str]) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "it said: {said}");
    for part in parts {
        assert!(said.contains(part), "{part:?} is not in: {said}");
    }
}

#[test]
fn without_root_it_prints_the_one_command_and_installs_nothing() {
    let machine = Machine::bare();
    let output = machine.setup("build");
    assert_fails_saying(
        &output,
        &[
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends build-essential cmake ",
            "libsonic-dev\n",
        ],
    );
    assert!(machine.asked().is_empty());
}

#[test]
fn parts_asked_for_together_need_one_command() {
    let machine = Machine::bare().with("node", "echo v22.1.0").with("npm", "");
    let output = machine.setup("build test");
    assert_fails_saying(&output, &["install", "build-essential", "chromium", "flac"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.matches("apt-get install").count(), 1, "{said}");
}

#[test]
fn a_sudo_that_would_ask_for_a_password_is_not_used() {
    let machine = Machine::bare().with("sudo", "exit 1");
    assert_fails_saying(&machine.setup("build"), &["sudo apt-get install"]);
    assert!(machine.asked().is_empty());
}

#[test]
fn a_sudo_without_a_password_installs() {
    let machine = Machine::bare().with("sudo", "shift; exec \"$@\"");
    machine.setup("build");
    assert_eq!(machine.asked().len(), 1);
}

#[test]
fn root_installs_only_what_is_missing_and_is_never_asked() {
    let machine = Machine::bare().with_root().with("cmake", "");
    let output = machine.setup("build");
    let asked = machine.asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(
        asked[0].starts_with("noninteractive install -y "),
        "{asked:?}"
    );
    assert!(asked[0].contains(" build-essential ") && asked[0].contains(" libsonic-dev"));
    assert!(!asked[0].contains("cmake"), "{asked:?}");
    // The stand-in installed nothing, and the script does not pretend that it did.
    assert_fails_saying(&output, &["still not found", "a C and C++ compiler"]);
}

#[test]
fn the_package_lists_are_updated_only_when_installing_fails() {
    let machine = Machine::bare()
        .with_root()
        .with_apt("case \"$*\" in *install*) exit 100 ;; esac");
    let output = machine.setup("build");
    let asked = machine.asked();
    let verbs: Vec<&str> = asked
        .iter()
        .filter_map(|call| call.split(' ').nth(1))
        .collect();
    assert_eq!(verbs, ["install", "update", "install"], "{asked:?}");
    assert_fails_saying(&output, &["apt-get could not install"]);
}

#[test]
fn on_a_mac_it_names_the_homebrew_formulas() {
    let machine = Machine::bare().with("uname", "echo Darwin");
    let parts = [
        "xcode-select --install",
        "brew install cmake",
        "libsonic has no Homebrew formula",
    ];
    assert_fails_saying(&machine.setup("build"), &parts);
    let machine = machine.with("node", "echo v22.1.0").with("npm", "");
    let parts = [
        "brew install --cask chromium",
        "brew install opus-tools",
        "CHROMIUM=",
    ];
    assert_fails_saying(&machine.setup("test"), &parts);
    assert!(machine.asked().is_empty());
}

#[test]
fn elsewhere_it_names_the_packages_and_the_browser_variable() {
    let machine = Machine::bare().with_root();
    fs::write(machine.path("os-release"), "ID=fedora\n").expect("a file");
    assert_fails_saying(
        &machine.setup("build"),
        &["Only on Debian", "build-essential", "CHROMIUM"],
    );
    assert!(machine.asked().is_empty());
}

#[test]
fn an_old_or_absent_rust_is_named_with_the_remedy() {
    let old = Machine::bare().with("rustc", "echo 'rustc 1.63.0 (abc 2022-01-01)'");
    assert_fails_saying(&old.setup("build"), &["this is 1.63.0", "rustup update"]);
    let absent = Machine::bare();
    fs::remove_file(absent.bin().join("cargo")).expect("it was there");
    assert_fails_saying(&absent.setup("build"), &["https://rustup.rs"]);
}

#[test]
fn an_old_or_absent_node_is_named() {
    let old = Machine::bare()
        .with("node", "echo v18.20.4")
        .with("npm", "");
    assert_fails_saying(&old.setup("test"), &["Node 20", "v18.20.4"]);
    assert_fails_saying(&Machine::bare().setup("test"), &["https://nodejs.org"]);
}

#[test]
fn a_chromium_variable_that_names_nothing_counts_as_missing() {
    let machine = Machine::bare().with("node", "echo v22.1.0").with("npm", "");
    let all = [
        "chromium", "opusdec", "opusinfo", "ffmpeg", "ffprobe", "flac", "python3",
    ];
    let machine = all
        .iter()
        .fold(machine, |machine, name| machine.with(name, ""));
    let output = machine.setup_with_chromium("test", "/nowhere/chromium");
    assert_fails_saying(&output, &["--no-install-recommends chromium firefox-esr "]);
}

#[test]
fn an_unknown_part_is_refused() {
    assert_fails_saying(&Machine::bare().setup("everything"), &["build|test|bench"]);
}

/// A machine that has all that building needs; libclang is that of the real one.
fn machine_that_builds() -> Machine {
    let machine = Machine::bare()
        .with("c++", "cat >/dev/null")
        .with("cmake", "");
    let library = machine.path("libsonic.a");
    fs::write(&library, "").expect("a file");
    let answer = format!(
        "case $1 in -print*) echo '{}' ;; *) cat >/dev/null ;; esac",
        library.display()
    );
    machine.with("cc", &answer)
}

/// A Python whose pip "downloads" a wheel: its zipfile makes the library's file.
const PYTHON: &str = r#"
case "$*" in
  '-m pip --version') ;;
  *'pip download'*'--require-hashes'*) for last; do :; done; echo wheel >"$last/onnxruntime.whl" ;;
  *zipfile*) mkdir -p "$5/capi"; echo library >"$5/capi/libonnxruntime.so.1.2.3"; echo no >"$5/capi/libonnxruntime_providers_shared.so" ;;
  *) exit 9 ;;
esac"#;

#[test]
fn without_python_or_pip_the_rest_is_set_up_and_the_lack_is_told() {
    let bare = machine_that_builds();
    let offline = machine_that_builds().with(
        "python3",
        "case \"$*\" in *download*) echo 'no network' >&2; exit 1 ;; esac",
    );
    for (machine, reason) in [
        (bare, "python3 is not on the PATH"),
        (offline, "no network"),
    ] {
        let output = machine.setup("build");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}");
        for part in [reason, "Piper voices will not speak", "build: all there"] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(!machine.path("target/release/libonnxruntime.so").exists());
    }
}

#[test]
fn onnx_runtime_is_laid_beside_the_binary_once() {
    let machine = machine_that_builds().with("python3", PYTHON);
    let first = machine.setup("build");
    let said = String::from_utf8_lossy(&first.stdout);
    assert!(said.contains("ONNX Runtime"), "{said}");
    let library = machine.path("target/release/libonnxruntime.so");
    assert_eq!(
        fs::read_to_string(&library).expect("it is there"),
        "library\n"
    );
    let again = machine.setup("build");
    assert!(!String::from_utf8_lossy(&again.stdout).contains("ONNX"));
    let left = fs::read_dir(machine.path("target/release")).expect("a folder");
    assert_eq!(
        left.count(),
        2,
        "the library and its pin, nothing of the way there"
    );
}

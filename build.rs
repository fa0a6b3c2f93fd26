//! Finds the static `libsonic`, which espeak-ng's objects refer to.
//!
//! espeak-rs-sys names every library but this one. It has to come after all
//! others on the linker's line, so it is given as an argument of the final link
//! and not as a library of the crate; and as a file, so that no shared one is
//! taken and the binary runs on machines that have none.

use std::env;
use std::path::PathBuf;
use std::process::Command;

const FILE: &str = "libsonic.a";
const OVERRIDE: &str = "ALOUD_LIBSONIC";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // A new file of the widget is a new part of the binary.
    println!("cargo:rerun-if-changed=web-widget");
    println!("cargo:rerun-if-env-changed={OVERRIDE}");
    let Some(library) = named().or_else(known_to_the_compiler).or_else(installed) else {
        panic!(
            "{FILE} was not found: install Debian's libsonic-dev, or build \
             https://github.com/waywardgeek/sonic (`make libsonic.a`) and set {OVERRIDE} to the file"
        );
    };
    println!("cargo:rerun-if-changed={}", library.display());
    println!("cargo:rustc-link-arg={}", library.display());
}

fn named() -> Option<PathBuf> {
    env::var_os(OVERRIDE).map(PathBuf::from)
}

/// The C compiler knows the machine's library folders, Debian's per-architecture
/// ones among them; it answers with the bare name when it has no such file.
fn known_to_the_compiler() -> Option<PathBuf> {
    let compiler = env::var_os("CC").unwrap_or_else(|| "cc".into());
    let answer = Command::new(compiler)
        .arg(format!("-print-file-name={FILE}"))
        .output()
        .ok()?;
    let path = PathBuf::from(String::from_utf8(answer.stdout).ok()?.trim());
    (path.is_absolute() && path.exists()).then_some(path)
}

/// Where Homebrew, MacPorts and `make install` put things.
fn installed() -> Option<PathBuf> {
    [
        "/opt/homebrew/lib",
        "/usr/local/lib",
        "/opt/local/lib",
        "/usr/lib",
        "/usr/lib64",
    ]
    .iter()
    .map(|folder| PathBuf::from(folder).join(FILE))
    .find(|path| path.exists())
}

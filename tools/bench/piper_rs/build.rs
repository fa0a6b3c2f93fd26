//! espeak-ng, inside espeak-rs-sys, calls libsonic, which its build does not link.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg=-lsonic");
}

//! Passage → segments, from outside.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture that cannot be read ends its test"
)]

mod golden;
mod laws;
mod lexicon;
mod runs;
mod spoken;
mod work;

use aloud::text::{Passage, Segment, segment};

fn passage(text: &str, language: &str) -> Passage {
    Passage {
        text: text.to_owned(),
        language: Some(language.to_owned()),
        runs: Vec::new(),
        ..Passage::default()
    }
}

fn segments(text: &str, language: &str) -> Vec<Segment> {
    segment(&passage(text, language))
}

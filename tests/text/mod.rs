//! Passage → segments, from outside.

mod golden;
mod laws;
mod runs;
mod work;

use aloud::text::{Passage, Segment, segment};

fn passage(text: &str, language: &str) -> Passage {
    Passage {
        text: text.to_owned(),
        language: Some(language.to_owned()),
        runs: Vec::new(),
    }
}

fn segments(text: &str, language: &str) -> Vec<Segment> {
    segment(&passage(text, language))
}

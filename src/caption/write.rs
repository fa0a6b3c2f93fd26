//! Marks → text: a line of JSON, a JSON file, WebVTT, SRT.

use super::Mark;
use super::cue::{self, Cue};
use crate::error::{Error, Result};

/// A kind of file that can be made of the marks of a whole passage.
#[derive(Clone, Copy, Debug)]
pub struct Captions {
    /// Its name and file extension.
    pub name: &'static str,
    /// What a server sends it as.
    pub media_type: &'static str,
    write: fn(&str, &[Mark]) -> String,
}

impl Captions {
    /// Every kind there is.
    pub const ALL: [Self; 3] = [
        Self {
            name: "json",
            media_type: "application/json",
            write: json,
        },
        Self {
            name: "vtt",
            media_type: "text/vtt; charset=utf-8",
            write: vtt,
        },
        Self {
            name: "srt",
            media_type: "application/x-subrip; charset=utf-8",
            write: srt,
        },
    ];

    /// The kind called `name`, in any case.
    ///
    /// # Errors
    /// `unknown_captions`, naming those there are.
    pub fn named(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name.eq_ignore_ascii_case(name))
            .ok_or_else(|| {
                Error::caller(
                    "unknown_captions",
                    format!("There are no marks as \"{name}\"; choose json, vtt or srt."),
                )
            })
    }

    /// The whole file. `text` is the author's text that the marks point into.
    pub fn write(&self, text: &str, marks: &[Mark]) -> String {
        (self.write)(text, marks)
    }
}

/// One line of the marks stream, line end included.
pub fn line(mark: &Mark) -> String {
    let mut line = to_json(mark);
    line.push('\n');
    line
}

/// A JSON array, one mark a line, so that a change shows in a diff.
fn json(_text: &str, marks: &[Mark]) -> String {
    let lines: Vec<String> = marks.iter().map(to_json).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn to_json(mark: &Mark) -> String {
    // Marks hold numbers and strings only: there is nothing that JSON cannot say.
    serde_json::to_string(mark).unwrap_or_default()
}

fn vtt(text: &str, marks: &[Mark]) -> String {
    let mut out = String::from("WEBVTT\n");
    for cue in cue::cues(text, marks) {
        let (from, to) = (clock(cue.start_ms, '.'), clock(cue.end_ms, '.'));
        let lines = cue.lines.iter().map(|line| escape(line));
        let lines: Vec<String> = lines.collect();
        out.push_str(&format!("\n{from} --> {to}\n{}\n", lines.join("\n")));
    }
    out
}

fn srt(text: &str, marks: &[Mark]) -> String {
    let blocks = cue::cues(text, marks).into_iter().enumerate();
    let blocks = blocks.map(|(i, cue)| srt_block(i + 1, &cue));
    blocks.collect::<Vec<_>>().join("\n")
}

fn srt_block(number: usize, cue: &Cue) -> String {
    let (from, to) = (clock(cue.start_ms, ','), clock(cue.end_ms, ','));
    format!("{number}\n{from} --> {to}\n{}\n", cue.lines.join("\n"))
}

/// `HH:MM:SS` and milliseconds after `point`; hours grow as they must.
fn clock(ms: u64, point: char) -> String {
    let (s, ms) = (ms / 1000, ms % 1000);
    let (m, s) = (s / 60, s % 60);
    format!("{:02}:{:02}:{s:02}{point}{ms:03}", m / 60, m % 60)
}

/// WebVTT cue text: `&`, `<` and `>` would begin markup or an arrow.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

//! `aloud explain`: what is said for what is written, and why.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use unicode_width::UnicodeWidthStr;

use super::{say, studio};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::narrator::{ExplainedWord, Explanation, Request};

/// Show how a text is read: what is written, which rule reads it, what is said.
#[derive(Args)]
pub(super) struct Explain {
    /// What to explain; `-` reads it from stdin
    text: String,
    /// Language of the text, a BCP 47 tag such as en-GB; detected if not given
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Voice id; `aloud voices list` shows them
    #[arg(long, value_name = "ID")]
    voice: Option<String>,
    /// The text is SSML, a <speak> document
    #[arg(long)]
    ssml: bool,
    /// As JSON, for scripts
    #[arg(long)]
    json: bool,
}

impl Explain {
    pub(super) fn run(self, config: &Config) -> Result<ExitCode> {
        let narrator = studio::narrator(config)?;
        let plan = narrator.plan(self.request()?)?;
        say::warn(&plan.warnings);
        let explained = studio::runtime()?.block_on(narrator.explain(&plan))?;
        let text = if self.json {
            as_json(&explained)?
        } else {
            format!(
                "{}, spoken by {}\n\n{}",
                explained.language,
                plan.voice,
                as_table(&explained)
            )
        };
        // A reader who has seen enough (`| head`) is no failure.
        let _ = std::io::stdout().write_all(text.as_bytes());
        Ok(ExitCode::SUCCESS)
    }

    fn request(&self) -> Result<Request> {
        let mut passage = match self.text.as_str() {
            "-" => say::from_stdin(self.ssml)?,
            text => say::from_argument(text, self.ssml)?,
        };
        passage.language = self.lang.clone().or(passage.language);
        Ok(Request {
            passage,
            voice: self.voice.clone(),
            ..Request::default()
        })
    }
}

fn as_json(explained: &Explanation) -> Result<String> {
    let json = serde_json::to_string_pretty(explained);
    let json = json.map_err(|error| {
        Error::ours("json_failed", "The answer could not be written.").caused_by(error)
    })?;
    Ok(json + "\n")
}

/// Columns, and how wide each may grow before its cells are folded.
const COLUMNS: [(&str, usize); 4] = [
    ("written", 24),
    ("rule", 14),
    ("spoken", 36),
    ("phonemes", 40),
];

/// A line or more for each mark, an empty one between sentences.
fn as_table(explained: &Explanation) -> String {
    let rows: Vec<[Vec<String>; 4]> = explained.words.iter().map(row).collect();
    let mut widths = COLUMNS.map(|(title, _)| title.width());
    for cells in &rows {
        for (width, cell) in widths.iter_mut().zip(cells) {
            let widest = cell.iter().map(|line| line.width()).max();
            *width = (*width).max(widest.unwrap_or(0));
        }
    }
    let mut table = String::new();
    add_line(&mut table, &COLUMNS.map(|(title, _)| title), &widths);
    let mut sentence = 0;
    for (word, cells) in explained.words.iter().zip(&rows) {
        if word.sentence != sentence {
            table.push('\n');
            sentence = word.sentence;
        }
        let lines = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..lines {
            let parts = cells
                .each_ref()
                .map(|cell| cell.get(line).map_or("", String::as_str));
            add_line(&mut table, &parts, &widths);
        }
    }
    table
}

fn row(word: &ExplainedWord) -> [Vec<String>; 4] {
    let cells = [
        &word.written,
        word.rule.unwrap_or("·"),
        &word.spoken,
        word.phonemes.as_deref().unwrap_or("?"),
    ];
    let mut folded = cells
        .iter()
        .zip(COLUMNS)
        .map(|(cell, (_, width))| fold(cell, width));
    std::array::from_fn(|_| folded.next().unwrap_or_default())
}

fn add_line(table: &mut String, parts: &[&str; 4], widths: &[usize; 4]) {
    let mut line = String::new();
    for (part, width) in parts.iter().zip(widths) {
        line.push_str(part);
        // Wide characters take two columns, so the formatter cannot count them.
        line.push_str(&" ".repeat(width.saturating_sub(part.width()) + 2));
    }
    table.push_str(line.trim_end());
    table.push('\n');
}

/// Lines of at most `width` columns, cut at spaces, and inside what is longer.
fn fold(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        for piece in pieces(word, width) {
            let last = lines.len() - 1;
            let line = &mut lines[last];
            if line.is_empty() {
                line.push_str(&piece);
            } else if line.width() + 1 + piece.width() <= width {
                line.push(' ');
                line.push_str(&piece);
            } else {
                lines.push(piece);
            }
        }
    }
    lines
}

fn pieces(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for ch in word.chars() {
        let last = pieces.len() - 1;
        if pieces[last].width() >= width && !pieces[last].is_empty() {
            pieces.push(ch.to_string());
        } else {
            pieces[last].push(ch);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(
        written: &str,
        rule: Option<&'static str>,
        spoken: &str,
        sentence: usize,
    ) -> ExplainedWord {
        ExplainedWord {
            char_index: 0,
            char_length: 0,
            written: written.into(),
            spoken: spoken.into(),
            rule,
            phonemes: Some("x".into()),
            sentence,
        }
    }

    #[test]
    fn columns_stand_below_each_other_whatever_is_in_them() {
        let explained = Explanation {
            language: "ja".into(),
            words: vec![
                word("東京", None, "東京", 0),
                word("e\u{301}te\u{301}", Some("money"), &"seven ".repeat(9), 0),
                word("x", None, "x", 1),
            ],
        };
        let expected = "\
written  rule   spoken                               phonemes
東京     ·      東京                                 x
e\u{301}te\u{301}      money  seven seven seven seven seven seven  x
                seven seven seven

x        ·      x                                    x
";
        assert_eq!(as_table(&explained), expected);
    }

    #[test]
    fn a_word_that_never_ends_is_cut() {
        assert_eq!(fold(&"a".repeat(30), 24), ["a".repeat(24), "a".repeat(6)]);
        assert_eq!(fold("", 24), [""]);
    }
}

//! `aloud lint`: what to look at in posts before they are narrated.

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::say;
use crate::article::{self, Kind, Places};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::phoneme::Lexicons;
use crate::text::{self, FindingKind, Lexicon, Passage};

/// List what to look at in posts before they are narrated.
///
/// Exit code: 0 nothing found, 1 something found, 2 a file or an option is wrong.
#[derive(Args)]
pub(super) struct Lint {
    /// Posts: Markdown, HTML, SSML or plain text
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Language of the posts that do not name their own; detected if not given
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Voice that will speak, for the lexicon's entries of one voice
    #[arg(long, value_name = "ID")]
    voice: Option<String>,
    /// Also list words that are not in this list, one word a line
    #[arg(long, value_name = "FILE")]
    words: Option<PathBuf>,
    /// As JSON, for scripts
    #[arg(long)]
    json: bool,
}

/// One thing to look at, at its first place in a file.
#[derive(Serialize)]
struct Told {
    file: String,
    line: usize,
    column: usize,
    kind: &'static str,
    text: String,
    /// How often it stands in the file.
    count: usize,
    message: &'static str,
}

impl Lint {
    pub(super) fn run(self, config: &Config) -> Result<ExitCode> {
        let lexicon = Lexicons::open(config.lexicon.clone())?.current();
        let words = self.words.as_deref().map(word_list).transpose();
        let outcome = words.map(|words| self.check_all(&lexicon, words.as_ref()));
        match outcome {
            Ok(checked) => self.report(&checked),
            Err(error) => {
                eprintln!("aloud: {error}");
                Ok(ExitCode::from(2))
            }
        }
    }

    fn check_all(
        &self,
        lexicon: &Lexicon,
        words: Option<&HashSet<String>>,
    ) -> Vec<Result<Vec<Told>>> {
        let files = self.files.iter();
        files.map(|file| self.check(file, lexicon, words)).collect()
    }

    /// A file that cannot be read does not keep the others from being checked.
    fn report(&self, checked: &[Result<Vec<Told>>]) -> Result<ExitCode> {
        let all: Vec<&Told> = checked.iter().flatten().flatten().collect();
        let text = if self.json {
            let json = serde_json::to_string_pretty(&all).map_err(|error| {
                Error::ours("json_failed", "The list could not be written.").caused_by(error)
            })?;
            json + "\n"
        } else {
            all.iter().map(|told| told.line()).collect()
        };
        // A reader who has seen enough (`| head`) is no failure.
        let _ = std::io::stdout().write_all(text.as_bytes());
        let mut faults = checked
            .iter()
            .filter_map(|file| file.as_ref().err())
            .peekable();
        let is_wrong = faults.peek().is_some();
        faults.for_each(|error| eprintln!("aloud: {error}"));
        Ok(match (is_wrong, all.is_empty()) {
            (true, _) => ExitCode::from(2),
            (false, true) => ExitCode::SUCCESS,
            (false, false) => ExitCode::FAILURE,
        })
    }

    fn check(
        &self,
        file: &Path,
        lexicon: &Lexicon,
        words: Option<&HashSet<String>>,
    ) -> Result<Vec<Told>> {
        let name = file.display().to_string();
        let bytes = std::fs::read(file).map_err(|error| say::unreadable(&name, error))?;
        let kind = Kind::of_path(file).unwrap_or(Kind::PLAIN);
        let mut passage = article::read(kind, &name, &bytes)?.passage;
        passage.language = passage.language.or_else(|| self.lang.clone());
        // It was read, so it is UTF-8.
        let source = String::from_utf8_lossy(&bytes);
        let places = Places::find(kind, &source, &passage.text);
        let mut voice_of = |style: &text::PartStyle<'_>| {
            let voice = style.voice.or(self.voice.as_deref());
            voice.map(str::to_owned)
        };
        let segments = text::segment_for(&passage, lexicon, &mut voice_of);
        let is_word = |word: &str| words.is_none_or(|known| is_known(known, word));
        let findings = text::findings(&passage, &segments, &is_word);
        Ok(tell(&name, &passage, &findings, &places))
    }
}

/// Each thing once, at its first place.
fn tell(
    name: &str,
    passage: &Passage,
    findings: &[text::Finding],
    places: &Places<'_>,
) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    let mut first: HashMap<(FindingKind, &str), usize> = HashMap::new();
    for finding in findings {
        let text = finding.span.of(&passage.text);
        let index = *first.entry((finding.kind, text)).or_insert(told.len());
        if let Some(told) = told.get_mut(index) {
            told.count += 1;
            continue;
        }
        let place = places.of(finding.span.start);
        told.push(Told {
            file: name.to_owned(),
            line: place.line,
            column: place.column,
            kind: finding.kind.name(),
            text: shown(text),
            count: 1,
            message: message(finding.kind),
        });
    }
    told
}

impl Told {
    fn line(&self) -> String {
        let Self {
            file,
            line,
            column,
            kind,
            text,
            message,
            ..
        } = self;
        let times = match self.count {
            1 => String::new(),
            count => format!(" ({count} times)"),
        };
        format!("{file}:{line}:{column}: {kind}: {text}: {message}{times}\n")
    }
}

fn message(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Acronym => "letters or a word? Give it a reading in the lexicon",
        FindingKind::Number => "no rule reads it; hear it, and write it out or give it a reading",
        FindingKind::MixedScripts => "letters of several scripts in one word; is one a look-alike?",
        FindingKind::Unspeakable => "no text; often a fault of encoding",
        FindingKind::LongSentence => "too long for one breath, it is parted; make it two",
        FindingKind::UnknownWord => "not in the list of words; check its reading",
    }
}

/// The beginning of what was found, invisible characters by their numbers.
fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let mut shown = String::new();
    for ch in text.chars().take(MOST) {
        match ch {
            ch if ch.is_whitespace() => shown.push(' '),
            ch if ch.is_alphanumeric() || ch.is_ascii_graphic() => shown.push(ch),
            ch => shown.extend(ch.escape_debug()),
        }
    }
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

fn word_list(file: &Path) -> Result<HashSet<String>> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| say::unreadable(&name, error))?;
    let words = text.lines().map(|line| line.trim().to_lowercase());
    Ok(words.filter(|word| !word.is_empty()).collect())
}

/// As it stands in the list in any case, or with an 's.
fn is_known(words: &HashSet<String>, word: &str) -> bool {
    let word = word.to_lowercase().replace('’', "'");
    let owner = word.strip_suffix("'s").unwrap_or(&word);
    words.contains(&word) || words.contains(owner)
}

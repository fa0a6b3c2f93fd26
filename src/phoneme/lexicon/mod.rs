//! The site's lexicon: files that say how words are read.
//!
//! Two kinds of file, told apart by their names: TOML (`toml.rs`) and W3C's
//! Pronunciation Lexicon Specification 1.0 (`pls.rs`). What an entry means is
//! [`crate::text::Lexicon`]'s business; here they are read, checked with their lines,
//! and read again when somebody has edited them.

mod pls;
mod toml;

use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use crate::error::{Error, Result};
use crate::text::{Draft, Lexicon};

/// The largest file that is read.
const MAX_BYTES: u64 = 4 << 20;

/// An entry and the line on which it begins, from 1.
struct Entry {
    line: usize,
    draft: Draft,
}

/// What is wrong with a file, and where.
struct Fault {
    line: usize,
    what: String,
}

/// The lexicon of some files, kept up to date.
#[derive(Debug)]
pub struct Lexicons {
    files: Vec<PathBuf>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// How the files were when they were read last, for better or worse.
    seen: Vec<Option<Stamp>>,
    /// The last that was whole.
    lexicon: Arc<Lexicon>,
}

/// What tells one state of a file from another without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    /// Which file bears the name: editors put a new one in its place.
    identity: (u64, i64, i64),
}

impl Lexicons {
    /// Reads all `files`; where two have the same word, the earlier file wins.
    ///
    /// # Errors
    /// `bad_lexicon`, with the file, the line, what is wrong and what to do.
    pub fn open(files: Vec<PathBuf>) -> Result<Self> {
        let state = State {
            seen: stamps(&files),
            lexicon: Arc::new(read(&files)?),
        };
        let state = Mutex::new(state);
        Ok(Self { files, state })
    }

    /// The lexicon as the files are now. Costs a look at their dates. While an edit is
    /// broken the last good one holds; the log says so once, with the line.
    pub fn current(&self) -> Arc<Lexicon> {
        if self.files.is_empty() {
            return Arc::default();
        }
        // What is under the lock is replaced whole.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = stamps(&self.files);
        if now != state.seen {
            state.seen = now;
            match read(&self.files) {
                Ok(lexicon) => {
                    tracing::info!(entries = lexicon.len(), "the lexicon was read again");
                    state.lexicon = Arc::new(lexicon);
                }
                Err(error) => tracing::error!(
                    code = error.code(),
                    "{error} Until it is mended, the lexicon stays as it was."
                ),
            }
        }
        Arc::clone(&state.lexicon)
    }
}

fn stamps(files: &[PathBuf]) -> Vec<Option<Stamp>> {
    let stamp = |file: &PathBuf| fs::metadata(file).ok().map(|told| Stamp::of(&told));
    files.iter().map(stamp).collect()
}

impl Stamp {
    fn of(told: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            modified: told.modified().ok(),
            length: told.len(),
            identity: (told.ino(), told.ctime(), told.ctime_nsec()),
        }
    }
}

fn read(files: &[PathBuf]) -> Result<Lexicon> {
    let mut lexicon = Lexicon::default();
    for file in files {
        let name = file.display();
        let bad = |place: &str, what: &str| {
            Error::caller("bad_lexicon", format!("{name}{place}: {what}."))
        };
        let text = read_text(file).map_err(|what| bad("", &what))?;
        let at = |fault: Fault| bad(&format!(", line {}", fault.line), &fault.what);
        for Entry { line, draft } in entries(file, &text).map_err(at)? {
            let added = lexicon.add(draft);
            added.map_err(|what| at(Fault { line, what }))?;
        }
    }
    Ok(lexicon)
}

/// By the name of the file: `.pls` and `.xml` are PLS, all others TOML.
fn entries(file: &Path, text: &str) -> std::result::Result<Vec<Entry>, Fault> {
    let ending = file.extension().and_then(|ending| ending.to_str());
    match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("pls" | "xml") => pls::read(text),
        _ => toml::read(text),
    }
}

fn read_text(file: &Path) -> std::result::Result<String, String> {
    let mut bytes = Vec::new();
    let opened = File::open(file).and_then(|open| open.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    opened.map_err(|error| format!("it cannot be read ({error})"))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!(
            "it is larger than {} MiB, the limit",
            MAX_BYTES >> 20
        ));
    }
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8; save it as UTF-8".to_owned())
}

#[cfg(test)]
mod tests;

//! A night of narration: posts in, sound files with marks and captions out.
//!
//! ```text
//! inputs ─► plan ─► for each post: read ─► up to date? ─► narrate ─► files, whole or not at all
//! ```
//!
//! What was made from what is noted in a manifest in the output folder, so that the
//! next night makes only what changed. A post that fails stops no other.

mod make;
mod manifest;
mod plan;
mod run;

pub use plan::{Plan, Post, plan};
pub use run::run;

use std::fs::File;
use std::num::NonZeroUsize;

use crate::article::Article;
use crate::caption::Mark;
use crate::error::{Error, Result};

/// What speaks the articles; the narrator, seen from here.
///
/// # For implementations
/// * Called from as many threads at once as there are jobs; blocking.
/// * The settings of the command line are the implementation's own; an article's
///   `wishes` are about that article alone and win over them.
pub trait Narrate: Sync {
    /// Everything that is known before a sound is made.
    ///
    /// # Errors
    /// `unknown_voice` and the like: this article cannot be narrated.
    fn prepare(&self, article: &Article) -> Result<Prepared>;

    /// Speaks the article into every sink. A sentence that cannot be spoken becomes
    /// a silence and a `Skipped` mark; a failure that another try might mend (a
    /// crash, a timeout) is an error, and nothing of the post is kept.
    ///
    /// # Errors
    /// When speaking or writing fails.
    fn narrate(&self, article: &Article, sinks: &mut [Sink<'_>]) -> Result<Narrated>;
}

/// What is known before a sound is made.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Digest of all that changes the sound: text, runs, voices, settings. The
    /// formats are not part of it.
    pub digest: String,
    /// How long the audio will be, about.
    pub estimated_seconds: f64,
}

/// A file that wants the sound in one format.
#[derive(Debug)]
pub struct Sink<'a> {
    /// The format's name, which is its file extension too.
    pub format: &'a str,
    /// Empty, writable, seekable; flushed and renamed by the caller.
    pub file: &'a mut File,
}

/// What is known once an article is spoken.
#[derive(Clone, Debug)]
pub struct Narrated {
    /// All marks, the end included.
    pub marks: Vec<Mark>,
    /// Length of the audio.
    pub seconds: f64,
}

/// How to go about it.
#[derive(Clone, Debug)]
pub struct Options {
    /// Formats to make, by name; at least one.
    pub formats: Vec<String>,
    /// How many posts are spoken at once.
    pub jobs: NonZeroUsize,
    /// Whether anything is written.
    pub mode: Mode,
}

/// Whether anything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Make what is missing or out of date.
    Make,
    /// Make everything anew.
    Force,
    /// Say what would be made.
    DryRun,
    /// Find out whether anything is out of date.
    Check,
}

/// What happens to a post; each post ends with exactly one event besides `Started`.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// Speaking begins.
    Started {
        /// The post.
        name: &'a str,
    },
    /// Its files are written.
    Made {
        /// The post.
        name: &'a str,
        /// Length of its audio.
        seconds: f64,
        /// Sentences that could not be spoken.
        skipped: usize,
    },
    /// Its files are as they should be.
    UpToDate {
        /// The post.
        name: &'a str,
    },
    /// It is not to be spoken.
    LeftOut {
        /// The post.
        name: &'a str,
        /// Why.
        why: LeftOut,
    },
    /// Dry run or check: it would be made.
    OutOfDate {
        /// The post.
        name: &'a str,
        /// How long its audio will be, about.
        estimated_seconds: f64,
    },
    /// It could not be made. Its former files are untouched, unless the disk refused
    /// in the middle of replacing them; then it is made again next time.
    Failed {
        /// The post.
        name: &'a str,
        /// Why.
        error: &'a Error,
    },
}

/// Why a post is not spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Its front matter says `draft: true`.
    Draft,
    /// Its front matter says `aloud: false` or `aloud.skip: true`.
    Unwanted,
}

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Posts whose files were written.
    pub made: usize,
    /// Posts whose files were as they should be.
    pub up_to_date: usize,
    /// Posts not to be spoken.
    pub left_out: usize,
    /// Posts a dry run or a check found to be made.
    pub out_of_date: usize,
    /// Posts that failed.
    pub failed: usize,
    /// Posts not looked at, because the run was stopped.
    pub not_reached: usize,
    /// Length of the audio made, or (dry run, check) to be made, about.
    pub seconds: f64,
}

impl Summary {
    /// Whether a script may go on: exit code 0, else 1.
    pub fn is_success(&self, mode: Mode) -> bool {
        let stale = mode == Mode::Check && self.out_of_date > 0;
        self.failed == 0 && self.not_reached == 0 && !stale
    }

    fn count(&mut self, event: &Event<'_>) {
        match event {
            Event::Started { .. } => {}
            Event::Made { seconds, .. } => {
                self.made += 1;
                self.seconds += seconds;
            }
            Event::UpToDate { .. } => self.up_to_date += 1,
            Event::LeftOut { .. } => self.left_out += 1,
            Event::OutOfDate {
                estimated_seconds, ..
            } => {
                self.out_of_date += 1;
                self.seconds += estimated_seconds;
            }
            Event::Failed { .. } => self.failed += 1,
        }
    }
}

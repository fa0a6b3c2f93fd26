//! Timings → marks: what lights up when, in the words of the Web Speech API, and
//! the files made of marks.
//!
//! [`sentence_marks`] and [`end`] are the only places where samples become seconds.

mod build;
mod cue;
#[cfg(test)]
mod tests;
mod write;

pub use build::{Sentence, Speech, end, sentence_marks};
pub use write::{Captions, line};

use serde::Serialize;

/// One line of the marks stream.
///
/// Indexes and lengths count UTF-16 units of the posted text, times are seconds
/// from the start of the audio. Times and indexes never fall from one word mark to
/// the next, nor from one sentence mark to the next.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(
    tag = "name",
    rename_all = "lowercase",
    rename_all_fields = "camelCase"
)]
pub enum Mark {
    /// A written word.
    Word {
        /// First UTF-16 unit.
        char_index: usize,
        /// UTF-16 units.
        char_length: usize,
        /// Seconds from the start.
        elapsed_time: f64,
        /// Seconds.
        duration: f64,
    },
    /// A sentence; stands before its words.
    Sentence {
        /// First UTF-16 unit.
        char_index: usize,
        /// UTF-16 units.
        char_length: usize,
        /// Seconds from the start.
        elapsed_time: f64,
        /// Seconds, exact, the pause after it included.
        duration: f64,
        /// Which segment of the passage, from 0.
        segment: usize,
    },
    /// A sentence that could not be spoken; a short silence stands in for it.
    Skipped {
        /// First UTF-16 unit.
        char_index: usize,
        /// UTF-16 units.
        char_length: usize,
        /// Seconds from the start.
        elapsed_time: f64,
        /// Why, for a person.
        reason: String,
    },
    /// A `<mark>` of SSML, reached when the word after it begins. The Web Speech API
    /// calls the event `mark` too, and the author's name for it its name.
    #[serde(rename = "mark")]
    Bookmark {
        /// What its author calls it.
        mark: String,
        /// The UTF-16 unit at which its tag begins.
        char_index: usize,
        /// Seconds from the start.
        elapsed_time: f64,
    },
    /// The last line: the length of the audio.
    End {
        /// Seconds.
        elapsed_time: f64,
    },
}

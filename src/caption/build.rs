//! Samples → seconds: the marks of one sentence.
//!
//! Times are whole microseconds, always rounded down, so that no mark reaches past
//! the sample it stands for and none past the end. A sentence's duration depends on
//! its own length, not on where it stands.

use super::Mark;
use crate::engine::{Timing, WordTime};
use crate::text::{Reached, Segment, Span, Utf16};

/// One sentence, placed in its passage.
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'a> {
    /// What was spoken.
    pub segment: &'a Segment,
    /// Which segment of the passage, from 0.
    pub index: usize,
    /// Samples of the passage before it; 0 for times from its own start.
    pub start: u64,
    /// Its own samples, the pause after it included.
    pub length: u64,
    /// Samples a second of the passage: the unit of `start` and `length`.
    pub rate: u32,
    /// How it went.
    pub speech: Speech<'a>,
}

/// What became of a sentence.
#[derive(Clone, Copy, Debug)]
pub enum Speech<'a> {
    /// It was spoken.
    Spoken {
        /// When its words are, in samples of the voice.
        timing: &'a Timing,
        /// Samples a second of the voice, which may differ from the passage's.
        rate: u32,
    },
    /// A silence stands in for it.
    Skipped {
        /// Why, for a person.
        reason: &'a str,
    },
}

/// The marks of one sentence: the sentence, then exactly one mark for each written
/// word; or a single `Skipped`.
///
/// Words that came from one written word, and words spoken across each other, share
/// one mark over their joint time. `index` is the index of `text`, the author's text.
pub fn sentence_marks(index: &Utf16, text: &str, sentence: &Sentence<'_>) -> Vec<Mark> {
    match sentence.speech {
        Speech::Spoken { timing, rate } => {
            let words = written_words(sentence.segment, timing);
            let words = words.iter().map(|word| {
                let word = word.placed(sentence, rate);
                (word.start, mark_of_word(index, text, &word, sentence.rate))
            });
            let whole = (sentence.start, mark_of_sentence(index, text, sentence));
            with_bookmarks(std::iter::once(whole).chain(words), index, text, sentence)
        }
        Speech::Skipped { reason } => {
            let skip = mark_of_skip(index, text, sentence, reason);
            with_bookmarks([(sentence.start, skip)].into_iter(), index, text, sentence)
        }
    }
}

/// A sentence's marks, the first of which is its own, and its bookmarks among them: each
/// before the word with which it is reached, or at the end. `marks` come with the sample
/// at which they are.
fn with_bookmarks(
    marks: impl Iterator<Item = (u64, Mark)>,
    index: &Utf16,
    text: &str,
    sentence: &Sentence<'_>,
) -> Vec<Mark> {
    let mut bookmarks = sentence.segment.bookmarks.iter().peekable();
    let mut all = Vec::new();
    let mut reach = |all: &mut Vec<Mark>, at: u64| {
        while let Some(reached) = bookmarks.next_if(|own| when(own, sentence) <= at) {
            all.push(Mark::Bookmark {
                mark: reached.bookmark.name.clone(),
                char_index: index.from_byte(text, reached.bookmark.at),
                elapsed_time: seconds(micros(when(reached, sentence), sentence.rate)),
            });
        }
    };
    for (number, (at, mark)) in marks.enumerate() {
        if number > 0 {
            reach(&mut all, at);
        }
        all.push(mark);
    }
    reach(&mut all, u64::MAX);
    all
}

/// When a bookmark is reached, in samples of the passage.
fn when(reached: &Reached, sentence: &Sentence<'_>) -> u64 {
    let Speech::Spoken { timing, rate } = sentence.speech else {
        return sentence.start;
    };
    let next = timing.words.iter().find(|time| time.word >= reached.word);
    let last = timing.words.last();
    let samples = match (next, last) {
        (Some(next), _) => next.start,
        (None, Some(last)) => last.end,
        (None, None) => 0,
    };
    placed(samples, rate, sentence)
}

/// The last mark of a passage of `samples` at `rate` samples a second.
pub fn end(samples: u64, rate: u32) -> Mark {
    Mark::End {
        elapsed_time: seconds(micros(samples, rate)),
    }
}

/// A written word and the samples it is spoken in.
#[derive(Clone, Copy)]
struct Written {
    span: Span,
    start: u64,
    end: u64,
}

impl Written {
    /// From the voice's samples, counted from the sentence's start, to the passage's.
    fn placed(&self, sentence: &Sentence<'_>, rate: u32) -> Self {
        Self {
            span: self.span,
            start: placed(self.start, rate, sentence),
            end: placed(self.end, rate, sentence),
        }
    }
}

fn placed(samples: u64, rate: u32, sentence: &Sentence<'_>) -> u64 {
    let samples = u128::from(samples) * u128::from(sentence.rate) / u128::from(rate.max(1));
    // Saturating: a time past the sentence is held at its end anyway.
    let samples = u64::try_from(samples).unwrap_or(u64::MAX);
    sentence.start + samples.min(sentence.length)
}

/// Spoken words → written words, in order of both text and time.
fn written_words(segment: &Segment, timing: &Timing) -> Vec<Written> {
    let mut words: Vec<Written> = Vec::with_capacity(timing.words.len());
    for time in &timing.words {
        let Some(next) = written(segment, *time) else {
            continue;
        };
        let last = words.last_mut();
        let earliest = last.as_ref().map_or(0, |last| last.start);
        match last {
            // The same written word, or one spoken across it.
            Some(last) if next.span == last.span || next.span.start < last.span.end => {
                last.span = last.span.join(next.span);
                last.end = last.end.max(next.end);
            }
            _ => words.push(Written {
                start: next.start.max(earliest),
                end: next.end.max(earliest),
                ..next
            }),
        }
    }
    words
}

fn written(segment: &Segment, time: WordTime) -> Option<Written> {
    let span = segment.words.get(time.word)?.span?;
    Some(Written {
        span,
        start: time.start,
        end: time.end.max(time.start),
    })
}

fn mark_of_sentence(index: &Utf16, text: &str, sentence: &Sentence<'_>) -> Mark {
    let place = index.span(text, sentence.segment.span);
    let from = micros(sentence.start, sentence.rate);
    let to = micros(sentence.start + sentence.length, sentence.rate);
    Mark::Sentence {
        char_index: place.start,
        char_length: place.length,
        elapsed_time: seconds(from),
        duration: duration(from, micros(sentence.length, sentence.rate), to),
        segment: sentence.index,
    }
}

fn mark_of_word(index: &Utf16, text: &str, word: &Written, rate: u32) -> Mark {
    let place = index.span(text, word.span);
    let from = micros(word.start, rate);
    let to = micros(word.end, rate);
    Mark::Word {
        char_index: place.start,
        char_length: place.length,
        elapsed_time: seconds(from),
        duration: duration(from, to - from, to),
    }
}

fn mark_of_skip(index: &Utf16, text: &str, sentence: &Sentence<'_>, reason: &str) -> Mark {
    let place = index.span(text, sentence.segment.span);
    Mark::Skipped {
        char_index: place.start,
        char_length: place.length,
        elapsed_time: seconds(micros(sentence.start, sentence.rate)),
        reason: reason.to_owned(),
    }
}

/// `length` in seconds, one microsecond less where the sum `from + length`, as a
/// reader's floating point adds it, would pass `to`.
fn duration(from: u64, length: u64, to: u64) -> f64 {
    if seconds(from) + seconds(length) > seconds(to) {
        seconds(length.saturating_sub(1))
    } else {
        seconds(length)
    }
}

fn micros(samples: u64, rate: u32) -> u64 {
    let micros = u128::from(samples) * 1_000_000 / u128::from(rate.max(1));
    u64::try_from(micros).unwrap_or(u64::MAX)
}

fn seconds(micros: u64) -> f64 {
    micros as f64 / 1e6
}

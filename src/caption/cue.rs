//! Marks → cues: what stands on the screen, and when.
//!
//! A sentence is a cue. One too long for two lines is cut at words, into pieces of
//! about equal width, rather after punctuation; the time of the word decides when.

use icu_properties::CodePointMapData;
use icu_properties::props::EastAsianWidth;

use super::Mark;
use crate::text::{HIDDEN, Span, Utf16};

/// Widest line, in columns; a Chinese character takes two.
const LINE: usize = 42;
/// Widest cue: two lines.
const CUE: usize = 2 * LINE;
/// How many columns nearer to the middle a cut without punctuation must be to win.
const PUNCTUATION_IS_WORTH: usize = 14;

/// A text on the screen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cue {
    pub(super) start_ms: u64,
    pub(super) end_ms: u64,
    /// One or two lines, white space collapsed; more for a word wider than a cue.
    pub(super) lines: Vec<String>,
}

/// The cues of a passage, in order, none overlapping.
pub(super) fn cues(text: &str, marks: &[Mark]) -> Vec<Cue> {
    let index = Utf16::index(text);
    let mut cues = Vec::new();
    let mut sentence: Option<Sentence> = None;
    for mark in marks {
        match mark {
            Mark::Word { .. } => {
                if let (Some(sentence), Some(place)) = (&mut sentence, place(&index, text, mark)) {
                    sentence.words.push(place);
                }
            }
            Mark::Bookmark { .. } => {}
            _ => {
                cues.extend(sentence.take().map(|s| s.cues(text)).unwrap_or_default());
                sentence = Sentence::of(&index, text, mark);
            }
        }
    }
    cues.extend(sentence.map(|s| s.cues(text)).unwrap_or_default());
    cues
}

/// Where and when something begins.
#[derive(Clone, Copy)]
struct Place {
    byte: usize,
    ms: u64,
}

struct Sentence {
    span: Span,
    start_ms: u64,
    end_ms: u64,
    words: Vec<Place>,
}

impl Sentence {
    fn of(index: &Utf16, text: &str, mark: &Mark) -> Option<Self> {
        let Mark::Sentence {
            char_index,
            char_length,
            elapsed_time,
            duration,
            ..
        } = mark
        else {
            return None;
        };
        let start = index.to_byte(text, *char_index)?;
        let end = index.to_byte(text, char_index + char_length)?;
        Some(Self {
            span: Span::new(start, end),
            start_ms: ms(*elapsed_time),
            end_ms: ms(elapsed_time + duration),
            words: Vec::new(),
        })
    }

    fn cues(&self, text: &str) -> Vec<Cue> {
        let mut starts = vec![Place {
            byte: self.span.start,
            ms: self.start_ms,
        }];
        starts.extend(self.cuts(text));
        let ends = starts.iter().skip(1).copied().chain([Place {
            byte: self.span.end,
            ms: self.end_ms,
        }]);
        starts
            .iter()
            .zip(ends)
            .filter_map(|(from, to)| cue(text, *from, to))
            .collect()
    }

    /// Where the second and later cues of the sentence begin.
    fn cuts(&self, text: &str) -> Vec<Place> {
        let mut cuts = Vec::new();
        // Width of the collapsed text before each word: one pass, however long.
        let mut at = (self.span.start, 0);
        let words = self.words.iter().filter(|word| word.byte > self.span.start);
        let words: Vec<Cut> = words
            .map(|word| {
                let piece = &text[at.0..word.byte.max(at.0)];
                at = (word.byte.max(at.0), at.1 + width_collapsed(piece));
                Cut {
                    place: *word,
                    before: at.1,
                    after_punctuation: ends_in_punctuation(piece),
                }
            })
            .collect();
        let total = at.1 + width_collapsed(&text[at.0..self.span.end]);
        let mut from = 0;
        let mut rest = words.as_slice();
        while total - from > CUE {
            let Some(best) = best_cut(rest, from, total) else {
                break;
            };
            cuts.push(rest[best].place);
            from = rest[best].before;
            rest = &rest[best + 1..];
        }
        cuts
    }
}

/// A word before which a cue may end.
struct Cut {
    place: Place,
    /// Columns of the sentence before it.
    before: usize,
    after_punctuation: bool,
}

/// The best of the next cuts: the nearest to an equal share, punctuation preferred;
/// the very next where even that one is too far.
fn best_cut(cuts: &[Cut], from: usize, total: usize) -> Option<usize> {
    let share = (total - from).div_ceil((total - from).div_ceil(CUE));
    let fits = cuts.partition_point(|cut| cut.before - from <= CUE);
    let distance = |cut: &Cut| {
        let far = (cut.before - from).abs_diff(share);
        far + if cut.after_punctuation {
            0
        } else {
            PUNCTUATION_IS_WORTH
        }
    };
    let best = (0..fits).min_by_key(|i| distance(&cuts[*i]));
    best.or((!cuts.is_empty()).then_some(0))
}

fn cue(text: &str, from: Place, to: Place) -> Option<Cue> {
    let shown = text[from.byte..to.byte].replace(HIDDEN, "");
    let words: Vec<&str> = shown.split_whitespace().collect();
    let text = words.join(" ");
    (!text.is_empty()).then(|| Cue {
        start_ms: from.ms,
        // A cue that ends when it begins is not one to a player.
        end_ms: to.ms.max(from.ms + 1),
        lines: lines(&text),
    })
}

/// One line where it fits, else two, broken as near to the middle as can be: at a
/// space, or before a Chinese or Japanese character.
fn lines(text: &str) -> Vec<String> {
    let middle = width(text) / 2;
    if width(text) <= LINE {
        return vec![text.to_owned()];
    }
    let mut columns: usize = 0;
    let mut best: Option<(usize, usize)> = None;
    for (byte, ch) in text.char_indices() {
        let breaks = ch == ' ' || (columns_of(ch) == 2 && ch.is_alphanumeric() && byte > 0);
        let far = columns.abs_diff(middle);
        if breaks && best.is_none_or(|(least, _)| far < least) {
            best = Some((far, byte));
        }
        columns += columns_of(ch);
    }
    match best {
        Some((_, byte)) => vec![
            text[..byte].to_owned(),
            text[byte..].trim_start().to_owned(),
        ],
        None => vec![text.to_owned()],
    }
}

fn ends_in_punctuation(piece: &str) -> bool {
    let last = piece.trim_end().chars().next_back();
    last.is_some_and(|ch| ",;:.!?—–)”’»،؛、，；：。！？」".contains(ch))
}

/// Columns of `piece` with its white space collapsed, the space at its end counted.
fn width_collapsed(piece: &str) -> usize {
    let words: usize = piece.split_whitespace().map(|word| width(word) + 1).sum();
    let open = piece
        .chars()
        .next_back()
        .is_some_and(|ch| !ch.is_whitespace());
    words - usize::from(open && words > 0)
}

fn width(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

fn columns_of(ch: char) -> usize {
    if ch == HIDDEN {
        return 0;
    }
    match CodePointMapData::<EastAsianWidth>::new().get(ch) {
        EastAsianWidth::Wide | EastAsianWidth::Fullwidth => 2,
        _ => 1,
    }
}

fn place(index: &Utf16, text: &str, mark: &Mark) -> Option<Place> {
    let Mark::Word {
        char_index,
        elapsed_time,
        ..
    } = mark
    else {
        return None;
    };
    Some(Place {
        byte: index.to_byte(text, *char_index)?,
        ms: ms(*elapsed_time),
    })
}

/// Whole milliseconds; the small addition undoes what decimal fractions lose in
/// floating point (0.29 s is 290 ms, not 289).
fn ms(seconds: f64) -> u64 {
    (seconds * 1000.0 + 1e-4) as u64
}

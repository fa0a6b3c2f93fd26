//! Block → sentences: where a voice falls and rests.
//!
//! A sentence ends at `. ! ? …` before white space, or at the marks of scripts that
//! write no space after them. The dot is the hard one: [`dot_ends`] weighs what
//! stands before it (abbreviation, initial, ordinal) against what follows.

mod abbreviation;
mod starter;
mod tail;

use abbreviation::Abbreviation;
use tail::{Stop, Tail};

use super::clean::{self, Kind};
use super::cluster::{self, Cluster};
use super::run::Styles;
use super::{Span, language};

/// How far a look at the next word goes, in chunks: past a dash and a quote.
const AHEAD: usize = 3;
/// Longest word that can be an abbreviation, in bytes.
const LONGEST_ABBREVIATION: usize = 32;

/// Cuts `block` into sentences, in order.
pub(super) fn cut(text: &str, block: Span, styles: &Styles) -> Vec<Span> {
    let chunks = cluster::chunks(text, block);
    let reader = Reader {
        text,
        chunks: &chunks,
        styles,
    };
    let mut sentences = Vec::new();
    let mut start = block.start;
    let mut index = 0;
    while index < chunks.len() {
        let inner = if chunks[index].of(text).is_ascii() {
            Vec::new()
        } else {
            reader.ends_inside(index)
        };
        for end in inner {
            sentences.push(Span::new(start, end));
            start = end;
        }
        let last = reader.with_closers(index);
        if reader.ends_after(index) && last + 1 < chunks.len() {
            sentences.push(Span::new(start, chunks[last].end));
            start = chunks[last + 1].start;
        }
        index = last + 1;
    }
    if start < block.end {
        sentences.push(Span::new(start, block.end));
    }
    sentences
}

/// A block, chunk by chunk.
struct Reader<'t> {
    text: &'t str,
    chunks: &'t [Span],
    styles: &'t Styles,
}

impl<'t> Reader<'t> {
    fn chunk(&self, index: usize) -> &'t str {
        self.chunks
            .get(index)
            .map_or("", |chunk| chunk.of(self.text))
    }

    fn language(&self, index: usize) -> &str {
        language::primary(&self.styles.at(self.chunks[index]).language)
    }

    /// The last chunk of those after `index` that only close what `index` ended:
    /// French sets a space before its marks.
    fn with_closers(&self, index: usize) -> usize {
        let follow = (index + 1..).take(AHEAD);
        let closing = follow.take_while(|next| {
            let chunk = self.chunk(*next);
            !chunk.is_empty()
                && chunk
                    .chars()
                    .all(|ch| matches!(ch, '»' | '”' | '’' | '›' | ')' | ']' | '}'))
        });
        if Tail::of(self.chunk(index)).stop == Stop::None {
            return index;
        }
        closing.last().unwrap_or(index)
    }

    /// Whether a sentence ends after chunk `index`.
    fn ends_after(&self, index: usize) -> bool {
        let last = self.with_closers(index);
        let tail = Tail::of(self.chunk(index));
        let quoted = tail.quoted || last > index;
        let next = self.next(last + 1);
        if tail.stop == Stop::None || next.case == Case::Stop {
            return false;
        }
        match tail.stop {
            Stop::None => false,
            Stop::Strong => {
                !(next.case == Case::Lower && (quoted || next.dashed)) && !tail.is_aside()
            }
            Stop::Ellipsis => next.case == Case::Upper && !is_pronoun_i(next.word),
            Stop::Dot => next.case != Case::Lower && self.dot_ends(index, tail, next),
        }
    }

    /// Whether the dot at the end of chunk `index` ends a sentence; `next` is not lower case.
    fn dot_ends(&self, index: usize, tail: Tail<'_>, next: Next<'_>) -> bool {
        let word = tail.last_word();
        let language = self.language(index);
        let starts = next.case == Case::Upper && starter::is_starter(language, next.word);
        if word.is_empty() {
            return true;
        }
        if index == 0 && is_marker(tail.body) {
            return false;
        }
        if word.len() > LONGEST_ABBREVIATION {
            return true;
        }
        if is_ordinal(language, word) {
            return starts;
        }
        let initials = index > 0 && self.chunk(index - 1).ends_with('.');
        let shape = shape(word);
        match (abbreviation::find(language, word), shape) {
            (Some(Abbreviation::Before), _) => false,
            (Some(Abbreviation::Number), Shape::Initial) => starts,
            (Some(Abbreviation::Number), _) => next.case != Case::Digit && !next.is_roman(),
            (Some(Abbreviation::Either), _) => starts,
            (None, Shape::Initial) if language == "en" && word == "I" && !initials => true,
            (None, Shape::Small) if language == "en" => next.case != Case::Digit,
            (None, Shape::Initial | Shape::Small | Shape::Dotted) => starts,
            (None, Shape::Uncased) => false,
            (None, Shape::Word) => true,
        }
    }

    /// What the chunks from `index` on begin with.
    fn next(&self, index: usize) -> Next<'t> {
        let mut dashed = false;
        for chunk in (index..).take(AHEAD).map(|at| self.chunk(at)) {
            if tail::is_stops(chunk) && !dashed {
                return Next {
                    case: Case::Stop,
                    word: "",
                    dashed,
                };
            }
            dashed |= chunk.starts_with(['—', '–', '-']);
            let opening = chunk.char_indices().take(16);
            let mut core = opening.filter(|(_, ch)| clean::kind(*ch).is_core());
            if let Some((at, ch)) = core.next() {
                let word = &chunk[at..];
                return Next {
                    case: Case::of(ch, word),
                    word,
                    dashed,
                };
            }
        }
        Next {
            case: Case::Other,
            word: "",
            dashed,
        }
    }

    /// Where sentences end inside chunk `index`: scripts that write no space there.
    fn ends_inside(&self, index: usize) -> Vec<usize> {
        let clusters: Vec<_> = cluster::of(self.text, self.chunks[index]).collect();
        let mut ends = Vec::new();
        let mut at = 0;
        while at < clusters.len() {
            let stop = clusters[at];
            let before = at.checked_sub(1).map(|i| clusters[i]);
            let after = clusters.get(at + 1);
            let full = is_full_here(before, stop, after.copied());
            at += 1;
            if !full {
                continue;
            }
            let from = at;
            while at < clusters.len() && tail::is_stop_or_closer(clusters[at].base) {
                at += 1;
            }
            let quoted = clusters[from..at].iter().any(|c| tail::is_closer(c.base));
            let Some(next) = clusters.get(at) else { break };
            // 「はい。」と言った goes on, and so does 。 before a comma.
            let goes_on = (quoted && matches!(next.base, '\u{3041}'..='\u{309F}'))
                || (next.kind == Kind::Punctuation && matches!(next.base, ',' | '，' | '、'));
            if !goes_on {
                ends.push(next.span.start);
            }
        }
        ends
    }
}

/// Whether `stop` ends a sentence though no white space follows it.
fn is_full_here(before: Option<Cluster>, stop: Cluster, after: Option<Cluster>) -> bool {
    let beside = |is: fn(&Cluster) -> bool| [before, after].iter().flatten().any(is);
    match stop.base {
        '!' | '?' => beside(Cluster::is_unspaced),
        // "３．５"
        '．' => !beside(|near| near.kind == Kind::Digit),
        ch => tail::is_full_stop(ch),
    }
}

/// What follows a possible end.
#[derive(Clone, Copy)]
struct Next<'t> {
    case: Case,
    /// From its first letter, digit or symbol on.
    word: &'t str,
    /// Whether a dash stands before it.
    dashed: bool,
}

impl Next<'_> {
    /// "II" counts; "I" is more often somebody.
    fn is_roman(&self) -> bool {
        is_roman(self.word) && !is_pronoun_i(self.word)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Case {
    Upper,
    Lower,
    Digit,
    /// A letter of a script without case, or a symbol.
    Other,
    /// Another full stop: the end, if it is one, comes there.
    Stop,
}

impl Case {
    fn of(ch: char, word: &str) -> Self {
        // "iPhone", "eBay": a small letter before a capital is a name.
        let camel = word.chars().nth(1).is_some_and(char::is_uppercase);
        match ch {
            _ if ch.is_uppercase() || (ch.is_lowercase() && camel) => Case::Upper,
            _ if ch.is_lowercase() => Case::Lower,
            _ if ch.is_numeric() => Case::Digit,
            _ => Case::Other,
        }
    }
}

fn is_pronoun_i(word: &str) -> bool {
    word.strip_prefix('I')
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// "1.", "2.1.", "a.", "IV.", "(3)." at the start of a block count its items.
fn is_marker(body: &str) -> bool {
    let mark = body.trim_start_matches(['(', '[']);
    let counted = mark.len() <= 8
        && mark
            .split('.')
            .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let lettered = mark.len() == 1 && mark.bytes().all(|byte| byte.is_ascii_alphabetic());
    counted || lettered || is_roman(mark)
}

fn is_roman(word: &str) -> bool {
    let word = word.trim_end_matches(|ch: char| !ch.is_alphanumeric());
    (1..=6).contains(&word.len()) && word.bytes().all(|byte| b"IVXLC".contains(&byte))
}

/// Languages that write "3." for "third".
fn is_ordinal(language: &str, word: &str) -> bool {
    let ordinals = matches!(
        language,
        "de" | "da"
            | "nb"
            | "nn"
            | "no"
            | "fi"
            | "is"
            | "fo"
            | "hu"
            | "cs"
            | "sk"
            | "sl"
            | "hr"
            | "sr"
            | "bs"
            | "et"
            | "lv"
            | "lt"
            | "pl"
            | "tr"
            | "lb"
            | "eu"
            | "ka"
    );
    let number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    ordinals && (number || is_roman(word))
}

#[derive(Clone, Copy)]
enum Shape {
    /// One capital: "J".
    Initial,
    /// One small letter: "h" in "Dr. h. c.", "x" in "solve for x".
    Small,
    /// Dots inside, short parts: "U.S", "Ph.D".
    Dotted,
    /// One letter of a script without case: "د".
    Uncased,
    Word,
}

fn shape(word: &str) -> Shape {
    let letters = word.chars().filter(|ch| ch.is_alphabetic()).count();
    let all = word.chars().count();
    let first = word.chars().next().unwrap_or(' ');
    let short = |part: &str| {
        let part = part.trim_start_matches('-');
        (1..=3).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic)
    };
    match (letters, all) {
        (1, 1) if first.is_uppercase() => Shape::Initial,
        (1, 1) if first.is_lowercase() => Shape::Small,
        (1, 1) => Shape::Uncased,
        _ if word.contains('.') && word.split('.').all(short) => Shape::Dotted,
        _ => Shape::Word,
    }
}

#[cfg(test)]
mod tests;

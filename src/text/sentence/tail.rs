//! How a chunk ends: its full stops, and the quotes and brackets after them.

use icu_properties::CodePointSetData;
use icu_properties::props::SentenceTerminal;

use super::super::clean::{self, Kind};

/// The end of a chunk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tail<'t> {
    /// What stands before the stop.
    pub(super) body: &'t str,
    /// The stop itself.
    pub(super) stop: Stop,
    /// Whether quotes or brackets close after it.
    pub(super) quoted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stop {
    None,
    /// One dot, with all its other meanings.
    Dot,
    /// `...` or `…`.
    Ellipsis,
    /// `!`, `?` and the full stops that mean nothing else.
    Strong,
}

impl<'t> Tail<'t> {
    /// Reads `chunk` from its end.
    pub(super) fn of(chunk: &'t str) -> Self {
        let open = without_footnotes(chunk);
        let closed = open.trim_end_matches(is_closer);
        let body = closed.trim_end_matches(is_stop);
        Self {
            body,
            stop: Stop::of(&closed[body.len()..]),
            quoted: closed.len() < open.len(),
        }
    }

    /// The last run of letters, digits, signs, dots and hyphens before the stop.
    pub(super) fn last_word(&self) -> &'t str {
        let part = |ch: char| {
            let kind = clean::kind(ch);
            matches!(ch, '.' | '-') || kind.is_core() || kind == Kind::Mark
        };
        let start = self.body.trim_end_matches(part).len();
        self.body[start..].trim_matches(['.', '-'])
    }

    /// A mark in brackets of its own, "(!)", ends nothing.
    pub(super) fn is_aside(&self) -> bool {
        self.quoted && !self.body.is_empty() && self.body.chars().all(|ch| "([{".contains(ch))
    }
}

impl Stop {
    fn of(run: &str) -> Self {
        if run.chars().any(|ch| ch != '.' && ch != '…') {
            return Stop::Strong;
        }
        match run {
            "" => Stop::None,
            "." => Stop::Dot,
            _ => Stop::Ellipsis,
        }
    }
}

/// "word.[12]" and "word.¹" without their notes.
fn without_footnotes(chunk: &str) -> &str {
    let mut rest = chunk;
    for _ in 0..4 {
        let inside = rest
            .strip_suffix(']')
            .map(|open| open.trim_end_matches(|ch: char| ch.is_ascii_digit()));
        match inside.and_then(|open| open.strip_suffix('[')) {
            Some(before) => rest = before,
            None => break,
        }
    }
    rest.trim_end_matches(['¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'])
}

/// Whether `ch` can end a sentence.
pub(super) fn is_stop(ch: char) -> bool {
    matches!(ch, '.' | '!' | '?' | '…') || (!ch.is_ascii() && is_full_stop(ch))
}

/// Whether `ch` ends a sentence with or without white space after it: 。 ؟ । and more.
pub(super) fn is_full_stop(ch: char) -> bool {
    !ch.is_ascii() && CodePointSetData::new::<SentenceTerminal>().contains(ch)
}

/// Whether `ch` closes what a stop has ended.
pub(super) fn is_closer(ch: char) -> bool {
    matches!(
        ch,
        '"' | '\''
            | '”'
            | '’'
            | '»'
            | '›'
            | '“'
            | '‘'
            | ')'
            | ']'
            | '}'
            | '*'
            | '_'
            | '`'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '〕'
            | '］'
            | '＂'
    ) || clean::kind(ch) == Kind::Silent
}

/// Whether `ch` still belongs to the sentence that has just ended.
pub(super) fn is_stop_or_closer(ch: char) -> bool {
    is_stop(ch) || (is_closer(ch) && !matches!(ch, '“' | '‘' | '『'))
}

/// Whether `chunk` is full stops and nothing else: ". . ." or French " ?".
pub(super) fn is_stops(chunk: &str) -> bool {
    !chunk.is_empty() && chunk.chars().all(is_stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stop_is_found_behind_quotes_brackets_and_notes() {
        use Stop::{Dot, Ellipsis, None, Strong};
        let table = [
            ("word", "word", None, false),
            ("word.", "word", Dot, false),
            ("word.”", "word", Dot, true),
            ("word.\")", "word", Dot, true),
            ("word.[1][23]", "word", Dot, false),
            ("word.¹", "word", Dot, false),
            ("word...", "word", Ellipsis, false),
            ("word…", "word", Ellipsis, false),
            ("word?!", "word", Strong, false),
            ("سلام؟", "سلام", Strong, false),
            ("U.S.", "U.S", Dot, false),
            ("?", "", Strong, false),
        ];
        for (chunk, body, stop, quoted) in table {
            assert_eq!(Tail::of(chunk), Tail { body, stop, quoted }, "{chunk}");
        }
    }
}

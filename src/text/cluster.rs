//! Characters as readers see them: nothing is ever cut inside one.

use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use unicode_segmentation::UnicodeSegmentation;

use super::Span;
use super::clean::{self, Kind};

/// One grapheme cluster: "é", "👩‍💻", "\r\n".
#[derive(Clone, Copy, Debug)]
pub(super) struct Cluster {
    /// Its place in the author's text.
    pub(super) span: Span,
    /// The strongest kind among its characters.
    pub(super) kind: Kind,
    /// The character that gave it its kind.
    pub(super) base: char,
}

impl Cluster {
    /// Whether it is of a script that writes no spaces between words.
    pub(super) fn is_unspaced(&self) -> bool {
        is_unspaced(self.base)
    }
}

/// The clusters of a part of `text`.
pub(super) fn of(text: &str, span: Span) -> impl Iterator<Item = Cluster> + '_ {
    span.of(text)
        .grapheme_indices(true)
        .map(move |(at, piece)| {
            let start = span.start + at;
            let (kind, base) = strongest(piece);
            Cluster {
                span: Span::new(start, start + piece.len()),
                kind,
                base,
            }
        })
}

fn strongest(cluster: &str) -> (Kind, char) {
    let mut found = (Kind::Silent, '\u{FFFD}');
    for ch in cluster.chars() {
        let kind = clean::kind(ch);
        if kind > found.0 {
            found = (kind, ch);
        }
    }
    found
}

/// The parts of `text` inside `span` between white space, in order.
pub(super) fn chunks(text: &str, span: Span) -> Vec<Span> {
    let mut chunks: Vec<Span> = Vec::new();
    let mut open = false;
    for cluster in of(text, span) {
        match (cluster.kind == Kind::Space, open, chunks.last_mut()) {
            (true, ..) => open = false,
            (false, true, Some(last)) => last.end = cluster.span.end,
            (false, ..) => {
                chunks.push(cluster.span);
                open = true;
            }
        }
    }
    chunks
}

/// Whether `ch` is of a script that writes no spaces between words, or of the
/// punctuation that goes with it.
pub(super) fn is_unspaced(ch: char) -> bool {
    if ch < '\u{E00}' {
        return false;
    }
    matches!(ch, '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}')
        || matches!(
            CodePointMapData::<Script>::new().get(ch),
            Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Thai
                | Script::Lao
                | Script::Khmer
                | Script::Myanmar
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_under_a_mark_is_still_white_space() {
        let text = "a \u{301}b\u{3000}c";
        let chunks = chunks(text, Span::new(0, text.len()));
        let words: Vec<_> = chunks.iter().map(|chunk| chunk.of(text)).collect();
        assert_eq!(words, ["a", "b", "c"]);
    }
}

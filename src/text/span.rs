//! Places in the author's own text.
//!
//! Inside aloud a place is a range of bytes; JavaScript and the Web Speech API
//! count UTF-16 units. [`Utf16`] is the only bridge between the two.

use std::ops::Range;

/// A range of bytes in the author's text, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span of `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span never runs backwards");
        Self { start, end }
    }

    /// The piece of `text` it covers.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies inside.
    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(&self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// Converts between byte offsets and UTF-16 offsets of one text.
///
/// Keeps one checkpoint every [`Utf16::STRIDE`] bytes, so that building costs
/// one pass and a look-up costs a short scan, whatever the length.
#[derive(Clone, Debug)]
pub struct Utf16 {
    /// UTF-16 offset of the first character that starts at or after byte `i * STRIDE`,
    /// with that character's byte offset.
    checkpoints: Vec<Checkpoint>,
}

#[derive(Clone, Copy, Debug)]
struct Checkpoint {
    byte: usize,
    unit: usize,
}

impl Utf16 {
    const STRIDE: usize = 256;

    /// Indexes `text`; later calls must pass the same text.
    pub fn index(text: &str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / Self::STRIDE + 1);
        let mut unit = 0;
        for (byte, ch) in text.char_indices() {
            if byte >= checkpoints.len() * Self::STRIDE {
                checkpoints.push(Checkpoint { byte, unit });
            }
            unit += ch.len_utf16();
        }
        Self { checkpoints }
    }

    /// UTF-16 offset of the character that starts at `byte` (or of the end).
    pub fn from_byte(&self, text: &str, byte: usize) -> usize {
        let after = self.checkpoints.partition_point(|point| point.byte <= byte);
        let Some(from) = after.checked_sub(1).map(|i| self.checkpoints[i]) else {
            return 0;
        };
        from.unit + text[from.byte..byte].encode_utf16().count()
    }

    /// Byte offset of the character that holds UTF-16 unit `unit`; the second
    /// half of a surrogate pair belongs to its character. `None` past the end.
    pub fn to_byte(&self, text: &str, unit: usize) -> Option<usize> {
        let after = self.checkpoints.partition_point(|point| point.unit <= unit);
        let from = match after.checked_sub(1) {
            Some(i) => self.checkpoints[i],
            None => Checkpoint { byte: 0, unit: 0 },
        };
        let mut seen = from.unit;
        for (offset, ch) in text[from.byte..].char_indices() {
            seen += ch.len_utf16();
            if seen > unit {
                return Some(from.byte + offset);
            }
        }
        (seen == unit).then_some(text.len())
    }

    /// `span` in UTF-16 units.
    pub fn span(&self, text: &str, span: Span) -> Utf16Span {
        let start = self.from_byte(text, span.start);
        Utf16Span {
            start,
            length: span.of(text).encode_utf16().count(),
        }
    }
}

/// A place counted in UTF-16 units, the way JavaScript's `slice` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Utf16Span {
    /// First unit.
    pub start: usize,
    /// Number of units.
    pub length: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_maps_there_and_back() {
        let text = "a€😀é\u{301}中".repeat(200);
        let index = Utf16::index(&text);
        let mut unit = 0;
        for (byte, ch) in text.char_indices() {
            assert_eq!(index.from_byte(&text, byte), unit);
            assert_eq!(index.to_byte(&text, unit), Some(byte));
            unit += ch.len_utf16();
        }
        assert_eq!(index.to_byte(&text, unit), Some(text.len()));
        assert_eq!(index.to_byte(&text, unit + 1), None);
    }

    #[test]
    fn a_low_surrogate_belongs_to_its_character() {
        let index = Utf16::index("a😀b");
        assert_eq!(index.to_byte("a😀b", 2), Some(1));
        assert_eq!(index.to_byte("a😀b", 3), Some(5));
    }

    #[test]
    fn the_empty_text_has_one_place() {
        let index = Utf16::index("");
        assert_eq!(index.from_byte("", 0), 0);
        assert_eq!(index.to_byte("", 0), Some(0));
        assert_eq!(index.to_byte("", 1), None);
    }
}

//! Choices made of bytes: a generator's, a fuzzer's or fixed ones.

use std::ops::Range;

/// Bytes that choose; after the last, the first choice is always taken.
pub(super) struct Draw<'a>(pub(super) &'a [u8]);

impl Draw<'_> {
    /// One of a range, which must not be empty.
    pub(super) fn from(&mut self, range: Range<usize>) -> usize {
        let mut number = 0;
        let mut most = range.len() - 1;
        while most > 0 {
            number = number << 8 | usize::from(self.byte());
            most >>= 8;
        }
        range.start + number % range.len()
    }

    /// Up to `most` of them, at least one.
    pub(super) fn some(&mut self, most: usize, range: &Range<usize>) -> Vec<usize> {
        let count = self.from(1..most + 1);
        (0..count).map(|_| self.from(range.clone())).collect()
    }

    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }
}

//! Rows that one convolution writes and others read: as much of the past as they
//! still want, and room for what comes next.

use std::ops::Range;

use super::simd::Sixteen;

/// A tensor on its way: a stretch of its rows, of which those before its first and
/// after its last are nought.
///
/// It has memory only while it is computed: see [`Track::take_up`].
#[derive(Clone, Debug)]
pub(super) struct Track {
    rows: Vec<Sixteen>,
    /// Sixteens of a row.
    width: usize,
    /// The row that the memory begins with.
    first: isize,
    /// Rows that are known.
    done: usize,
    /// How many there will be, once that is known.
    end: Option<usize>,
    shape: Shape,
}

/// What is wanted of a track.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// Sixteens of a row.
    pub(super) width: usize,
    /// Rows of one frame.
    pub(super) rate: usize,
    /// Rows that are looked at before the first.
    pub(super) before: usize,
    /// Rows that are looked at after the last.
    pub(super) after: usize,
    /// Rows that may wait to be read.
    pub(super) waiting: usize,
}

impl Shape {
    /// Sixteens of such a track that are kept, at most.
    pub(super) fn kept(&self) -> usize {
        (self.before + self.waiting) * self.width
    }

    /// Sixteens that it takes to compute such a track.
    pub(super) fn sixteens(&self) -> usize {
        self.kept() + (MOST_WRITTEN + self.after) * self.width
    }
}

/// Rows that are written at once; there is room for one turn beside what is kept: moving
/// that each time costs nothing one could measure.
pub(super) const MOST_WRITTEN: usize = 192;

/// What memory holds that was never written: something that would be heard. An interpreter
/// listens to none of it, and would take its time to write it.
const POISON: f32 = if cfg!(all(any(test, fuzzing), not(miri))) {
    f32::NAN
} else {
    0.0
};

impl Track {
    /// One of which nothing is known but that there is nothing before it: noughts, which
    /// are put where tracks that are laid down are kept.
    pub(super) fn new(shape: Shape, kept: &mut Vec<Sixteen>) -> Self {
        kept.resize(kept.len() + shape.before * shape.width, Sixteen::ZERO);
        Self {
            rows: Vec::new(),
            width: shape.width,
            first: -shape.before.cast_signed(),
            done: 0,
            end: None,
            shape,
        }
    }

    /// Takes memory to be computed in, with any content and of at least
    /// [`Shape::sixteens`], and fetches its rows from the front of what was kept. Returns
    /// what is kept of other tracks.
    pub(super) fn take_up<'k>(
        &mut self,
        memory: &mut Vec<Sixteen>,
        kept: &'k [Sixteen],
    ) -> &'k [Sixteen] {
        self.rows = std::mem::take(memory);
        let (own, others) = kept.split_at(self.index(self.done.cast_signed()));
        let (rows, rest) = self.rows.split_at_mut(own.len());
        rows.copy_from_slice(own);
        poison(rest);
        others
    }

    /// Gives its memory back and keeps of its rows those from `keep` on.
    pub(super) fn lay_down(
        &mut self,
        memory: &mut Vec<Sixteen>,
        keep: isize,
        kept: &mut Vec<Sixteen>,
    ) {
        let keep = keep.max(self.first);
        kept.extend_from_slice(&self.rows[self.index(keep)..self.index(self.done.cast_signed())]);
        self.first = keep;
        *memory = std::mem::take(&mut self.rows);
    }

    /// Rows that are known.
    pub(super) fn done(&self) -> usize {
        self.done
    }

    /// Whether all rows that there are are known.
    pub(super) fn is_whole(&self) -> bool {
        self.end == Some(self.done)
    }

    /// How many rows there will be, once that is known.
    pub(super) fn end(&self) -> Option<usize> {
        self.end
    }

    /// There are so many frames.
    pub(super) fn end_after(&mut self, frames: usize) {
        self.end = Some(frames * self.shape.rate);
        self.close_where_whole();
    }

    /// All memory from a row on.
    pub(super) fn from(&self, row: isize) -> &[Sixteen] {
        &self.rows[self.index(row)..]
    }

    /// All memory from a row on, to be written.
    pub(super) fn room_from(&mut self, row: isize) -> &mut [Sixteen] {
        let index = self.index(row);
        &mut self.rows[index..]
    }

    fn index(&self, row: isize) -> usize {
        (row - self.first).cast_unsigned() * self.width
    }

    /// Makes room for rows up to `until` and what is looked at after them, and forgets
    /// those before `keep`.
    pub(super) fn make_room(&mut self, keep: isize, until: usize) {
        let until = (until + self.shape.after).cast_signed();
        if self.index(until) <= self.rows.len() {
            return;
        }
        let keep = keep.max(self.first);
        let kept = self.index(keep)..self.index(self.done.cast_signed());
        let end = kept.len();
        self.rows.copy_within(kept, 0);
        self.first = keep;
        let needed = self.index(until);
        if needed > self.rows.len() {
            self.rows.resize(needed, Sixteen::ZERO);
        }
        poison(&mut self.rows[end..]);
    }

    /// Rows up to `done` have been written.
    pub(super) fn wrote(&mut self, done: usize) {
        self.done = done;
        self.close_where_whole();
    }

    /// Whatever was written before the first row is wiped out, for it will be looked at.
    pub(super) fn wipe_before_the_first(&mut self, rows: usize) {
        let rows = self.index(-rows.cast_signed())..self.index(0);
        self.rows[rows].fill(Sixteen::ZERO);
    }

    /// Whatever was written after the last row is wiped out, for it will be looked at.
    fn close_where_whole(&mut self) {
        if self.is_whole() {
            self.make_room(self.first, self.done);
            let after: Range<usize> = self.index(self.done.cast_signed())
                ..self.index((self.done + self.shape.after).cast_signed());
            self.rows[after].fill(Sixteen::ZERO);
        }
    }
}

fn poison(rows: &mut [Sixteen]) {
    if POISON.is_nan() {
        rows.fill(Sixteen([POISON; _]));
    }
}

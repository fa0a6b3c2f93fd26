//! What becomes of a sum before it is stored.
//!
//! A convolution's sum is rarely wanted as it is: others are added to it, and the next
//! convolution wants it rectified. Doing so while it is in a register spares a walk
//! through memory each (*epilogue fusion*).

use super::simd::{Sixteen, Vector};

/// Takes sums.
///
/// Implementers may be given a sum twice, the same both times.
pub(super) trait Store {
    /// One sum, for the place `at`.
    fn put<V: Vector>(&mut self, at: usize, sum: V);
}

/// Sums to add to one.
pub(super) const MOST_RESIDUALS: usize = 4;

/// Where sums go. All slices begin at the same row, and a place is the same in all.
pub(super) struct Sink<'a> {
    /// Added first.
    pub(super) residuals: [&'a [Sixteen]; MOST_RESIDUALS],
    /// How many of them there are.
    pub(super) residual_count: usize,
    /// The sum itself.
    pub(super) raw: Option<&'a mut [Sixteen]>,
    /// The sum, rectified.
    pub(super) active: Option<Active<'a>>,
}

/// A leaky rectifier: what is negative becomes small.
pub(super) struct Active<'a> {
    /// Where to.
    pub(super) to: &'a mut [Sixteen],
    /// Multiplied with first.
    pub(super) scale: f32,
    /// What negative numbers are multiplied with; from 0 to 1.
    pub(super) slope: f32,
}

impl Sink<'_> {
    /// The same, as a value that lies where nothing that is stored can change it: the
    /// compiler need not read it anew after each store.
    #[inline(always)]
    pub(super) fn here(&mut self) -> Sink<'_> {
        Sink {
            residuals: self.residuals,
            residual_count: self.residual_count,
            raw: self.raw.as_deref_mut(),
            active: self.active.as_mut().map(|active| Active {
                to: &mut *active.to,
                ..*active
            }),
        }
    }
}

impl Store for Sink<'_> {
    #[inline(always)]
    fn put<V: Vector>(&mut self, at: usize, mut sum: V) {
        for residual in &self.residuals[..self.residual_count] {
            sum = sum.add(V::load(&residual[at]));
        }
        if let Some(raw) = &mut self.raw {
            sum.store(&mut raw[at]);
        }
        if let Some(active) = &mut self.active {
            let scaled = sum.mul(V::splat(active.scale));
            let leaked = scaled.mul(V::splat(active.slope));
            scaled.max(leaked).store(&mut active.to[at]);
        }
    }
}

/// Sums are stored as they are.
impl Store for [Sixteen] {
    #[inline(always)]
    fn put<V: Vector>(&mut self, at: usize, sum: V) {
        sum.store(&mut self[at]);
    }
}

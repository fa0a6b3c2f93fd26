//! Plain numbers: what all the others are measured against.

use super::{LANES, Sixteen, Vector};

/// Sixteen numbers, as the compiler likes to keep them.
#[derive(Clone, Copy)]
pub(super) struct Plain(pub(super) [f32; LANES]);

impl Plain {
    #[inline(always)]
    fn each(self, other: Self, operation: impl Fn(f32, f32) -> f32) -> Self {
        let mut result = self.0;
        for (one, two) in result.iter_mut().zip(other.0) {
            *one = operation(*one, two);
        }
        Self(result)
    }
}

impl Vector for Plain {
    const COLUMNS: usize = 1;

    #[inline(always)]
    fn splat(number: f32) -> Self {
        Self([number; LANES])
    }

    #[inline(always)]
    fn load(from: &Sixteen) -> Self {
        Self(from.0)
    }

    #[inline(always)]
    fn store(self, to: &mut Sixteen) {
        to.0 = self.0;
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.each(other, |a, b| a + b)
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.each(other, |a, b| a - b)
    }

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.each(other, |a, b| a * b)
    }

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self.each(other, |a, b| a / b)
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        self.each(other, |a, b| if a > b { a } else { b })
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        self.each(other, |a, b| if a < b { a } else { b })
    }

    /// Two roundings: one would be a call into a library where the processor lacks it.
    #[inline(always)]
    fn mul_add(self, factor: Self, plus: Self) -> Self {
        self.mul(factor).add(plus)
    }
}

pub(super) mod shims {
    shims!(Plain);
}

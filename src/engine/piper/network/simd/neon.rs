//! NEON, which every 64-bit ARM processor that runs an operating system has.
#![allow(unsafe_code, reason = "instructions of one kind of processor")]

use std::arch::aarch64::*;

use super::{Sixteen, Vector};

/// Four registers.
#[derive(Clone, Copy)]
pub(super) struct Quads(float32x4_t, float32x4_t, float32x4_t, float32x4_t);

impl Quads {
    #[inline(always)]
    fn each(
        self,
        other: Self,
        operation: impl Fn(float32x4_t, float32x4_t) -> float32x4_t,
    ) -> Self {
        Self(
            operation(self.0, other.0),
            operation(self.1, other.1),
            operation(self.2, other.2),
            operation(self.3, other.3),
        )
    }
}

// SAFETY, for all blocks below: only the shims name this type, and only `Simd` calls the
// shims, where the processor has the instructions. Loads and stores go through a
// reference to sixteen numbers.

impl Vector for Quads {
    /// 6 rows × 1 column (four registers) leave 8 of 32 registers.
    const COLUMNS: usize = 1;

    #[inline(always)]
    fn splat(number: f32) -> Self {
        // SAFETY: see above.
        let four = unsafe { vdupq_n_f32(number) };
        Self(four, four, four, four)
    }

    #[inline(always)]
    fn load(from: &Sixteen) -> Self {
        let (fours, _) = from.0.as_chunks::<4>();
        // SAFETY: see above.
        unsafe {
            Self(
                vld1q_f32(fours[0].as_ptr()),
                vld1q_f32(fours[1].as_ptr()),
                vld1q_f32(fours[2].as_ptr()),
                vld1q_f32(fours[3].as_ptr()),
            )
        }
    }

    #[inline(always)]
    fn store(self, to: &mut Sixteen) {
        let (fours, _) = to.0.as_chunks_mut::<4>();
        // SAFETY: see above.
        unsafe {
            vst1q_f32(fours[0].as_mut_ptr(), self.0);
            vst1q_f32(fours[1].as_mut_ptr(), self.1);
            vst1q_f32(fours[2].as_mut_ptr(), self.2);
            vst1q_f32(fours[3].as_mut_ptr(), self.3);
        }
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        // SAFETY: see above.
        self.each(other, |a, b| unsafe { vaddq_f32(a, b) })
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        // SAFETY: see above.
        self.each(other, |a, b| unsafe { vsubq_f32(a, b) })
    }

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        // SAFETY: see above.
        self.each(other, |a, b| unsafe { vmulq_f32(a, b) })
    }

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        // SAFETY: see above.
        self.each(other, |a, b| unsafe { vdivq_f32(a, b) })
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        // SAFETY: see above.
        self.each(other, |a, b| unsafe { vmaxq_f32(a, b) })
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        // SAFETY: see above.
        self.each(other, |a, b| unsafe { vminq_f32(a, b) })
    }

    #[inline(always)]
    fn mul_add(self, factor: Self, plus: Self) -> Self {
        // SAFETY: see above.
        unsafe {
            Self(
                vfmaq_f32(plus.0, self.0, factor.0),
                vfmaq_f32(plus.1, self.1, factor.1),
                vfmaq_f32(plus.2, self.2, factor.2),
                vfmaq_f32(plus.3, self.3, factor.3),
            )
        }
    }
}

pub(super) mod shims {
    shims!(Quads, "neon");
}

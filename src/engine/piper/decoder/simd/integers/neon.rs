//! NEON.
#![allow(unsafe_code, reason = "instructions of one kind of processor")]

use std::arch::aarch64::*;

use super::super::LANES;
use super::super::neon::Quads;
use super::{Integers, Pairs};

/// Four registers.
#[derive(Clone, Copy)]
pub(in super::super) struct QuadIntegers(int32x4_t, int32x4_t, int32x4_t, int32x4_t);

// SAFETY, for all blocks below: only the shims name this type, and only `Simd` calls the
// shims, where the processor has the instructions. Loads and stores go through a
// reference to sixteen pairs.

#[inline(always)]
fn sum_of_products(sum: int32x4_t, one: int32x4_t, other: int32x4_t) -> int32x4_t {
    // SAFETY: see above.
    unsafe {
        let (one, other) = (vreinterpretq_s16_s32(one), vreinterpretq_s16_s32(other));
        let low = vmull_s16(vget_low_s16(one), vget_low_s16(other));
        vaddq_s32(sum, vpaddq_s32(low, vmull_high_s16(one, other)))
    }
}

#[inline(always)]
fn paired(first: float32x4_t, second: float32x4_t) -> int32x4_t {
    // SAFETY: see above.
    unsafe { vsliq_n_s32::<16>(vreinterpretq_s32_f32(first), vreinterpretq_s32_f32(second)) }
}

/// The largest number of each of four rows.
#[inline(always)]
fn largest_of_four(rows: &[Quads]) -> float32x4_t {
    // SAFETY: see above.
    let fold = |row: Quads| unsafe { vmaxq_f32(vmaxq_f32(row.0, row.1), vmaxq_f32(row.2, row.3)) };
    // SAFETY: see above.
    unsafe {
        vpmaxq_f32(
            vpmaxq_f32(fold(rows[0]), fold(rows[1])),
            vpmaxq_f32(fold(rows[2]), fold(rows[3])),
        )
    }
}

impl Integers for QuadIntegers {
    type Numbers = Quads;

    #[inline(always)]
    fn splat(pair: i32) -> Self {
        // SAFETY: see above.
        let four = unsafe { vdupq_n_s32(pair) };
        Self(four, four, four, four)
    }

    #[inline(always)]
    fn load(from: &Pairs) -> Self {
        let (fours, _) = from.0.as_chunks::<4>();
        // SAFETY: see above.
        unsafe {
            Self(
                vld1q_s32(fours[0].as_ptr()),
                vld1q_s32(fours[1].as_ptr()),
                vld1q_s32(fours[2].as_ptr()),
                vld1q_s32(fours[3].as_ptr()),
            )
        }
    }

    #[inline(always)]
    fn store(self, to: &mut Pairs) {
        let (fours, _) = to.0.as_chunks_mut::<4>();
        // SAFETY: see above.
        unsafe {
            vst1q_s32(fours[0].as_mut_ptr(), self.0);
            vst1q_s32(fours[1].as_mut_ptr(), self.1);
            vst1q_s32(fours[2].as_mut_ptr(), self.2);
            vst1q_s32(fours[3].as_mut_ptr(), self.3);
        }
    }

    #[inline(always)]
    fn add_products(self, one: Self, other: Self) -> Self {
        Self(
            sum_of_products(self.0, one.0, other.0),
            sum_of_products(self.1, one.1, other.1),
            sum_of_products(self.2, one.2, other.2),
            sum_of_products(self.3, one.3, other.3),
        )
    }

    #[inline(always)]
    fn numbers(self) -> Quads {
        // SAFETY: see above.
        unsafe {
            Quads(
                vcvtq_f32_s32(self.0),
                vcvtq_f32_s32(self.1),
                vcvtq_f32_s32(self.2),
                vcvtq_f32_s32(self.3),
            )
        }
    }

    #[inline(always)]
    fn pair_halves(first: Quads, second: Quads) -> Self {
        Self(
            paired(first.0, second.0),
            paired(first.1, second.1),
            paired(first.2, second.2),
            paired(first.3, second.3),
        )
    }

    #[inline(always)]
    fn magnitude(number: Quads) -> Quads {
        // SAFETY: see above.
        unsafe {
            Quads(
                vabsq_f32(number.0),
                vabsq_f32(number.1),
                vabsq_f32(number.2),
                vabsq_f32(number.3),
            )
        }
    }

    #[inline(always)]
    fn largest_of_rows(rows: [Quads; LANES]) -> Quads {
        Quads(
            largest_of_four(&rows[0..4]),
            largest_of_four(&rows[4..8]),
            largest_of_four(&rows[8..12]),
            largest_of_four(&rows[12..16]),
        )
    }

    #[inline(always)]
    fn divide(one: Quads, other: Quads) -> Quads {
        // SAFETY: see above.
        unsafe {
            Quads(
                vdivq_f32(one.0, other.0),
                vdivq_f32(one.1, other.1),
                vdivq_f32(one.2, other.2),
                vdivq_f32(one.3, other.3),
            )
        }
    }
}

pub(in super::super) mod shims {
    integer_shims!(QuadIntegers, "neon");
}

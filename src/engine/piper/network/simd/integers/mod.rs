//! Products of 16-bit integers, with every instruction set.
//!
//! Sums of integers are exact, so the order of additions and the width of registers
//! decide nothing; numbers become integers by one rounding, to the nearest, a half to
//! the even one.
//!
//! Only where that is faster than numbers of 32 bits are there instructions for it,
//! see [`Simd::gains_from_int16`](super::Simd::gains_from_int16); elsewhere it is plain
//! code.

/// The arithmetic, compiled with an instruction set: the body of a shim's module.
macro_rules! integer_shims {
    ($integers:ty $(, $feature:literal)?) => {
        use super::super::super::super::int16::{self, Convolution, Panels, Products};
        use super::super::super::super::settle::Sink;
        use super::super::super::super::winograd::{self, Tiling};
        use super::*;

        $(#[target_feature(enable = $feature)])?
        pub(in super::super::super) fn tile(job: &mut Tiling<'_, Panels>, sink: &mut Sink<'_>) {
            winograd::run::<Products<$integers>>(job, sink);
        }

        $(#[target_feature(enable = $feature)])?
        pub(in super::super::super) fn convolve(job: &mut Convolution<'_>, sink: &mut Sink<'_>) {
            int16::run::<$integers>(job, sink);
        }
    };
}

pub(super) mod portable;
#[cfg(target_arch = "x86_64")]
pub(super) mod x86;

use super::{LANES, Vector};

/// Sixteen pairs of 16-bit integers, on a cache line of their own; the first of a pair
/// is its lower half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(64))]
pub(in super::super) struct Pairs(pub(in super::super) [i32; LANES]);

impl Pairs {
    /// Sixteen pairs of noughts.
    pub(in super::super) const ZERO: Self = Self([0; LANES]);

    /// How many it takes for so many Sixteens.
    pub(in super::super) fn for_width(width: usize) -> usize {
        width.div_ceil(2)
    }
}

/// Two 16-bit integers as one of 32 bits.
pub(in super::super) fn pair(first: i16, second: i16) -> i32 {
    i32::from(first) & 0xffff | i32::from(second) << 16
}

/// `1.5 × 2²³`: a number below `2²²` added to this is rounded to an integer, for there
/// are no fractions between `2²³` and `2²⁴`; the lower half of the sum's bits is that
/// integer's.
const ROUNDING: f32 = 12_582_912.0;

/// Integers in as many registers as a [`Vector`] of numbers takes: sixteen of 32 bits,
/// each a sum or a pair of 16 bits. What is said of a [`Vector`]'s methods holds for
/// these.
pub(in super::super) trait Integers: Copy {
    /// Numbers with the same instructions.
    type Numbers: Vector;

    /// The same pair sixteen times.
    fn splat(pair: i32) -> Self;
    /// Sixteen pairs from memory.
    fn load(from: &Pairs) -> Self;
    /// Sixteen pairs to memory.
    fn store(self, to: &mut Pairs);
    /// Of each pair of `one` and of `other`, both products, added to `self`. No product
    /// and no sum may be beyond 32 bits.
    fn add_products(self, one: Self, other: Self) -> Self;
    /// The sums as numbers.
    fn numbers(self) -> Self::Numbers;
    /// The lower halves of sixteen numbers' bits, each paired with that of one of
    /// `second`.
    fn pair_halves(first: Self::Numbers, second: Self::Numbers) -> Self;

    /// Numbers without their signs.
    fn magnitude(numbers: Self::Numbers) -> Self::Numbers;
    /// The largest number of each row, none of which is negative.
    fn largest_of_rows(rows: [Self::Numbers; LANES]) -> Self::Numbers;
    /// Quotients.
    fn divide(one: Self::Numbers, other: Self::Numbers) -> Self::Numbers;

    /// Sixteen pairs of integers: the numbers times `factor`, rounded, which must be
    /// 16-bit integers then.
    #[inline(always)]
    fn rounded(first: Self::Numbers, second: Self::Numbers, factor: Self::Numbers) -> Self {
        let rounding = Self::Numbers::splat(ROUNDING);
        Self::pair_halves(
            first.mul_add(factor, rounding),
            second.mul_add(factor, rounding),
        )
    }
}

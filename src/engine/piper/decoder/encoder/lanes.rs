//! What is not a product of matrices: sums and exponentials of rows.

use super::super::simd::{LANES, Sixteen, Vector};

/// The sum of all lanes, halves folded onto each other: the same with every instruction
/// set.
#[inline(always)]
pub(super) fn sum<V: Vector>(numbers: V) -> f32 {
    fold(numbers, |a, b| a + b)
}

/// The largest lane.
#[inline(always)]
pub(super) fn largest<V: Vector>(numbers: V) -> f32 {
    fold(numbers, f32::max)
}

#[inline(always)]
fn fold<V: Vector>(numbers: V, of: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = Sixteen::ZERO;
    numbers.store(&mut lanes);
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes.0[lane] = of(lanes.0[lane], lanes.0[lane + half]);
        }
        half /= 2;
    }
    lanes.0[0]
}

/// The least number whose exponential is a normal number; less is taken for it.
const LEAST: f32 = -87.0;
/// Added and taken away again, it leaves a whole number, and its lowest bits are it.
const ROUNDER: f32 = 12_582_912.0; // 1.5 · 2²³
/// Where the exponent of a number begins.
const EXPONENT: u32 = 23;
/// `ln 2` in two parts, of which the first times a small whole number is exact.
const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
/// `eʳ = 1 + r + r²·(…)` for `|r| ≤ ½·ln 2`: the terms of its series, which is exact to
/// a float's last bit there, `r⁷/7!` and up left out.
const SERIES: [f32; 5] = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 1.0 / 2.0];

/// `eˣ` of numbers that are not above 88: `x = n·ln 2 + r`, and `2ⁿ` is made of bits.
#[inline(always)]
pub(super) fn exp<V: Vector>(x: V) -> V {
    let x = x.max(V::splat(LEAST));
    let shifted = x.mul_add(V::splat(std::f32::consts::LOG2_E), V::splat(ROUNDER));
    let n = shifted.sub(V::splat(ROUNDER));
    let r = n.mul_add(V::splat(-LN_2[0]), x);
    let r = n.mul_add(V::splat(-LN_2[1]), r);
    let mut series = V::splat(SERIES[0]);
    for &term in &SERIES[1..] {
        series = series.mul_add(r, V::splat(term));
    }
    let of_rest = series.mul_add(r.mul(r), r).add(V::splat(1.0));
    let (mut result, mut power) = (Sixteen::ZERO, Sixteen::ZERO);
    of_rest.store(&mut result);
    shifted.store(&mut power);
    for (number, power) in result.0.iter_mut().zip(power.0) {
        let raised = number.to_bits().wrapping_add(power.to_bits() << EXPONENT);
        *number = f32::from_bits(raised);
    }
    V::load(&result)
}

#[cfg(test)]
mod tests {
    use super::super::super::simd::{Simd, Work};
    use super::*;

    struct Exp<'a>(&'a mut Sixteen);

    impl Work for Exp<'_> {
        #[inline(always)]
        fn perform<V: Vector>(self) {
            exp(V::load(self.0)).store(self.0);
        }
    }

    #[test]
    fn exponentials_are_right_to_the_last_bit_or_two() {
        for simd in Simd::all() {
            for step in 0..2_000 {
                let x = |lane: usize| -86.9 + 0.085 * step as f32 + 0.005 * lane as f32;
                let mut numbers = Sixteen(std::array::from_fn(x));
                simd.perform(Exp(&mut numbers));
                for (lane, number) in numbers.0.into_iter().enumerate() {
                    let exact = f64::from(x(lane)).exp();
                    let apart = (f64::from(number) / exact - 1.0).abs();
                    assert!(apart < 2.5e-7, "{}: e^{}: {apart:e}", simd.name(), x(lane));
                }
            }
            let mut numbers = Sixteen([f32::NEG_INFINITY; LANES]);
            simd.perform(Exp(&mut numbers));
            assert!(numbers.0.iter().all(|&number| number < 1e-37));
        }
    }
}

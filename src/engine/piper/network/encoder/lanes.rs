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

/// `1 − erf(x) ≈ (a₁t + … + a₅t⁵)·e^(−x²)` for `x ≥ 0`, with `t = 1 / (1 + p·x)`, to
/// 1.5e-7: Abramowitz & Stegun, "Handbook of Mathematical Functions", 7.1.26.
const ERROR_FUNCTION: [f32; 5] = [
    1.061_405_4,
    -1.453_152,
    1.421_413_7,
    -0.284_496_74,
    0.254_829_6,
];
const P: f32 = 0.327_591_1;

/// The *Gaussian error linear unit* (Hendrycks & Gimpel 2016,
/// <https://arxiv.org/abs/1606.08415>): `x·Φ(x) = max(x, 0) − |x|/2 · (1 − erf(|x|/√2))`.
#[inline(always)]
pub(super) fn gelu<V: Vector>(x: V) -> V {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let size = x.max(zero.sub(x));
    let scaled = size.mul(V::splat(std::f32::consts::FRAC_1_SQRT_2));
    let mut t = Sixteen::ZERO;
    scaled.mul_add(V::splat(P), one).store(&mut t);
    for number in &mut t.0 {
        *number = 1.0 / *number;
    }
    let t = V::load(&t);
    let mut series = V::splat(ERROR_FUNCTION[0]);
    for &term in &ERROR_FUNCTION[1..] {
        series = series.mul_add(t, V::splat(term));
    }
    let square = zero.sub(scaled.mul(scaled));
    let rest = series.mul(t).mul(exp(square));
    let half = size.mul(V::splat(-0.5));
    half.mul_add(rest, x.max(zero))
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

    struct Gelu<'a>(&'a mut Sixteen);

    impl Work for Gelu<'_> {
        #[inline(always)]
        fn perform<V: Vector>(self) {
            gelu(V::load(self.0)).store(self.0);
        }
    }

    /// Against values from tables of the normal distribution.
    #[test]
    fn linear_units_are_right_and_end_in_nought_and_the_diagonal() {
        let known: [(f32, f64); 8] = [
            (0.0, 0.0),
            (1.0, 0.841_344_746),
            (-1.0, -0.158_655_254),
            (0.5, 0.345_731_231),
            (-2.0, -0.045_500_264),
            (3.0, 2.995_950_31),
            (-40.0, 0.0),
            (40.0, 40.0),
        ];
        for simd in Simd::all() {
            for (x, exact) in known {
                let mut numbers = Sixteen([x; LANES]);
                simd.perform(Gelu(&mut numbers));
                let apart = (f64::from(numbers.0[0]) - exact).abs();
                assert!(apart < 2e-7 * exact.abs().max(1.0), "{x}: {apart:e}");
            }
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

//! WaveNet's gate: `tanh(a) · sigmoid(b)` for the two halves of a row.
//!
//! `tanh x ≈ x · P(x²) / Q(x²)`, with coefficients that keep the relative error below
//! 2.1e-8 for all `|x|` up to 9 (fitted by reweighted least squares on Chebyshev's
//! points); beyond, `tanh` is one to the last bit of an f32. The sigmoid is
//! `½ + ½·tanh(b / 2)`, so both share one division.

use super::simd::{Sixteen, Vector};

/// Rows to be gated.
pub(super) struct Gating<'a> {
    /// Row after row: the first halves, then the second.
    pub(super) input: &'a [Sixteen],
    /// Sixteens of a half.
    pub(super) width: usize,
    /// Row after row, as wide as a half.
    pub(super) output: &'a mut [Sixteen],
}

/// Beyond this nothing changes any more.
const MOST: f32 = 9.0;
/// `P`, the lowest power first.
const ABOVE: [f32; 5] = [
    1.0,
    0.133_810_15,
    0.003_495_575,
    2.060_886_6e-5,
    1.335_437_1e-8,
];
/// `Q`, the lowest power first.
const BELOW: [f32; 5] = [
    1.0,
    0.467_143_3,
    0.025_876_932,
    0.000_328_561_32,
    7.776_437e-7,
];

/// Computes the rows.
#[inline(always)]
pub(super) fn run<V: Vector>(job: &mut Gating<'_>) {
    let rows = job.input.chunks_exact(2 * job.width);
    for (row, output) in rows.zip(job.output.chunks_exact_mut(job.width)) {
        let (first, second) = row.split_at(job.width);
        for ((a, b), output) in first.iter().zip(second).zip(output) {
            let (above, below) = tanh(V::load(a));
            let (half_above, half_below) = tanh(V::load(b).mul(V::splat(0.5)));
            let above = above.mul(V::splat(0.5)).mul(half_below.add(half_above));
            above.div(below.mul(half_below)).store(output);
        }
    }
}

/// A fraction that is `tanh`.
#[inline(always)]
fn tanh<V: Vector>(x: V) -> (V, V) {
    let x = x.max(V::splat(-MOST)).min(V::splat(MOST));
    let square = x.mul(x);
    let polynomial = |coefficients: [f32; 5]| {
        let mut sum = V::splat(coefficients[4]);
        for &coefficient in coefficients[..4].iter().rev() {
            sum = sum.mul_add(square, V::splat(coefficient));
        }
        sum
    };
    (x.mul(polynomial(ABOVE)), polynomial(BELOW))
}

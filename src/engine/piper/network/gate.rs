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
    (x.mul(polynomial(ABOVE, square)), polynomial(BELOW, square))
}

#[inline(always)]
fn polynomial<V: Vector>(coefficients: [f32; 5], of: V) -> V {
    let mut sum = V::splat(coefficients[4]);
    for &coefficient in coefficients[..4].iter().rev() {
        sum = sum.mul_add(of, V::splat(coefficient));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::simd::{LANES, Simd};
    use super::*;

    /// Against the library's, in more than the precision that is asked for.
    #[test]
    fn every_instruction_set_gates_as_tanh_and_the_sigmoid_do() {
        let numbers = (-1200..1200).map(|at| at as f32 * 0.01);
        let pairs: Vec<(f32, f32)> = numbers
            .flat_map(|a| [(a, 0.7 * a + 1.0), (0.3, a)])
            .collect();
        let sixteens = pairs.chunks(LANES).flat_map(|some| {
            let mut both = [Sixteen::ZERO; 2];
            for (lane, &(a, b)) in some.iter().enumerate() {
                (both[0].0[lane], both[1].0[lane]) = (a, b);
            }
            both
        });
        let input: Vec<Sixteen> = sixteens.collect();
        let gated = |simd: Simd| {
            let mut output = vec![Sixteen::ZERO; input.len() / 2];
            simd.gate(&mut Gating {
                input: &input,
                width: 1,
                output: &mut output,
            });
            output
        };
        let all: Vec<_> = Simd::all().into_iter().map(gated).collect();
        for output in &all {
            let given = output.iter().flat_map(|sixteen| sixteen.0);
            for (given, &(a, b)) in given.zip(&pairs) {
                let (a, b) = (f64::from(a), f64::from(b));
                let exact = a.tanh() / (1.0 + (-b).exp());
                assert!((f64::from(given) - exact).abs() < 4e-7, "{a} {b}: {given}");
            }
        }
        // All but plain code round a product and a sum once.
        let fast = &all[..all.len() - 1];
        assert!(fast.windows(2).all(|pair| pair[0] == pair[1]));
    }
}

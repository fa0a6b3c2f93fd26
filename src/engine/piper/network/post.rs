//! The last convolution: all channels of a few rows become one sample.

use super::simd::{LANES, Sixteen, Vector};

/// Samples to be computed.
pub(super) struct Post<'a> {
    /// The input from the first tap of the first sample on.
    pub(super) input: &'a [Sixteen],
    /// Sixteens of a row.
    pub(super) width: usize,
    /// Sixteens from one tap to the next.
    pub(super) tap: usize,
    /// Tap after tap, `width` Sixteens each.
    pub(super) weights: &'a [Sixteen],
    /// Added to each sample.
    pub(super) bias: f32,
    /// Where the samples go, from -1 to 1.
    pub(super) sound: &'a mut [f32],
}

/// Computes the samples.
#[inline(always)]
pub(super) fn run<V: Vector>(job: &mut Post<'_>) {
    for (at, sample) in job.sound.iter_mut().enumerate() {
        let mut sums = V::splat(0.0);
        for (tap, weights) in job.weights.chunks_exact(job.width).enumerate() {
            let from = at * job.width + tap * job.tap;
            let row = &job.input[from..from + job.width];
            for (numbers, weights) in row.iter().zip(weights) {
                sums = V::load(numbers).mul_add(V::load(weights), sums);
            }
        }
        *sample = (sum(sums) + job.bias).tanh();
    }
}

/// The sum of sixteen numbers, halves folded onto each other: the same with every
/// instruction set.
#[inline(always)]
fn sum<V: Vector>(sums: V) -> f32 {
    let mut numbers = Sixteen::ZERO;
    sums.store(&mut numbers);
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            numbers.0[lane] += numbers.0[lane + half];
        }
        half /= 2;
    }
    numbers.0[0]
}

//! Layer normalization over channels (Ba, Kiros & Hinton 2016,
//! <https://arxiv.org/abs/1607.06450>): each row to mean nought and deviation one, then
//! scaled and shifted channel by channel.

use super::super::simd::{LANES, Sixteen, Vector, Work};
use super::super::step::packed;
use super::lanes;
use super::plan;

/// A layer's weights.
#[derive(Debug)]
pub(super) struct Norm {
    scale: Vec<Sixteen>,
    shift: Vec<Sixteen>,
    epsilon: f32,
}

impl Norm {
    pub(super) fn pack(plan: &plan::Norm) -> Self {
        Self {
            scale: packed(&plan.scale),
            shift: packed(&plan.shift),
            epsilon: plan.epsilon,
        }
    }

    /// The work for some rows.
    pub(super) fn of<'a>(&'a self, rows: &'a [Sixteen], to: &'a mut [Sixteen]) -> Normalize<'a> {
        Normalize {
            norm: self,
            rows,
            to,
        }
    }
}

/// Rows to be normalized.
pub(super) struct Normalize<'a> {
    norm: &'a Norm,
    rows: &'a [Sixteen],
    to: &'a mut [Sixteen],
}

impl Work for Normalize<'_> {
    #[inline(always)]
    fn perform<V: Vector>(self) {
        let Norm {
            scale,
            shift,
            epsilon,
        } = self.norm;
        let width = scale.len();
        let channels = (width * LANES) as f32;
        let rows = self.rows.chunks_exact(width);
        for (row, to) in rows.zip(self.to.chunks_exact_mut(width)) {
            let mut sums = V::splat(0.0);
            for numbers in row {
                sums = sums.add(V::load(numbers));
            }
            let mean = V::splat(lanes::sum(sums) / channels);
            let mut squares = V::splat(0.0);
            for numbers in row {
                let apart = V::load(numbers).sub(mean);
                squares = apart.mul_add(apart, squares);
            }
            let variance = lanes::sum(squares) / channels;
            let factor = V::splat(1.0 / (variance + epsilon).sqrt());
            for (((numbers, scale), shift), to) in row.iter().zip(scale).zip(shift).zip(to) {
                let apart = V::load(numbers).sub(mean).mul(factor);
                apart.mul_add(V::load(scale), V::load(shift)).store(to);
            }
        }
    }
}

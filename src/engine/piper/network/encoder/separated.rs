//! Convolutions of each channel with itself, looking further each time, and products
//! over the channels between them: *dilated depth-separable convolutions*.

use super::super::simd::{LANES, Simd, Sixteen, Vector, Work};
use super::super::step::packed;
use super::norm::Norm;
use super::prediction;
use super::{Dense, Rows, lanes, sink};

/// Some of them, each added to what it read.
#[derive(Debug)]
pub(super) struct Separated {
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    own: Own,
    norms: [Norm; 2],
    product: Dense,
}

/// A convolution of each channel with itself.
#[derive(Debug)]
struct Own {
    /// Tap after tap.
    weights: Vec<Sixteen>,
    bias: Vec<Sixteen>,
    dilation: usize,
}

/// Rows to work in.
pub(super) struct Room {
    one: Vec<Sixteen>,
    other: Vec<Sixteen>,
}

impl Room {
    pub(super) fn new(count: usize) -> Self {
        Self {
            one: vec![Sixteen::ZERO; count],
            other: vec![Sixteen::ZERO; count],
        }
    }
}

impl Separated {
    pub(super) fn pack(simd: Simd, plan: &[prediction::Step]) -> Self {
        let step = |step: &prediction::Step| {
            let kernel = &step.own;
            let tap = |tap| -> Vec<f32> {
                let channels = 0..kernel.outputs;
                channels
                    .map(|channel| kernel.weight(tap, 0, channel))
                    .collect()
            };
            Step {
                own: Own {
                    weights: (0..kernel.taps).flat_map(|at| packed(&tap(at))).collect(),
                    bias: packed(&kernel.bias),
                    dilation: step.dilation,
                },
                norms: [0, 1].map(|index| Norm::pack(&step.norms[index])),
                product: Dense::of(simd, &step.product),
            }
        };
        Self {
            steps: plan.iter().map(step).collect(),
        }
    }

    /// Rows of nought that it wants around.
    pub(super) fn margin(&self) -> usize {
        let margins = self.steps.iter().map(|step| step.own.margin());
        margins.max().unwrap_or(0)
    }

    /// Adds to `x` what is made of it.
    pub(super) fn run(&self, simd: Simd, x: &mut Rows, room: &mut Room) {
        for step in &self.steps {
            simd.perform(Itself {
                own: &step.own,
                x,
                to: &mut room.one,
            });
            simd.perform(step.norms[0].of(&room.one, &mut room.other));
            simd.perform(Gelu {
                of: &room.other,
                added: None,
                to: &mut room.one,
            });
            let mut sink = sink(&[], &mut room.other);
            step.product.run(simd, &room.one, x.count, &mut sink);
            simd.perform(step.norms[1].of(&room.other, &mut room.one));
            room.other.copy_from_slice(x.rows());
            simd.perform(Gelu {
                of: &room.one,
                added: Some(&room.other),
                to: x.rows_mut(),
            });
        }
    }
}

impl Own {
    fn margin(&self) -> usize {
        self.weights.len() / self.bias.len() / 2 * self.dilation
    }
}

/// All rows of a convolution of channels with themselves.
struct Itself<'a> {
    own: &'a Own,
    x: &'a Rows,
    to: &'a mut [Sixteen],
}

impl Work for Itself<'_> {
    #[inline(always)]
    fn perform<V: Vector>(self) {
        let Own {
            weights,
            bias,
            dilation,
        } = self.own;
        let width = bias.len();
        // The margin may be wider than this one wants.
        let first = (self.x.margin - self.own.margin()) * width;
        for (row, to) in self.to.chunks_exact_mut(width).enumerate() {
            let from = &self.x.all[first + row * width..];
            for (column, to) in to.iter_mut().enumerate() {
                let mut sum = V::load(&bias[column]);
                for (tap, weights) in weights.chunks_exact(width).enumerate() {
                    let number = V::load(&from[tap * dilation * width + column]);
                    sum = number.mul_add(V::load(&weights[column]), sum);
                }
                sum.store(to);
            }
        }
    }
}

/// The *Gaussian error linear unit* of rows, with others added.
struct Gelu<'a> {
    of: &'a [Sixteen],
    added: Option<&'a [Sixteen]>,
    to: &'a mut [Sixteen],
}

impl Work for Gelu<'_> {
    #[inline(always)]
    fn perform<V: Vector>(self) {
        for (index, (of, to)) in self.of.iter().zip(self.to).enumerate() {
            let added = self.added.map_or(&Sixteen::ZERO, |rows| &rows[index]);
            lanes::gelu(V::load(of)).add(V::load(added)).store(to);
        }
    }
}

/// The numbers of some rows, of which each has so many Sixteens, as single numbers.
pub(super) fn numbers(row: &[Sixteen], to: &mut [f32]) {
    for (to, from) in to.chunks_mut(LANES).zip(row) {
        to.copy_from_slice(&from.0[..to.len()]);
    }
}

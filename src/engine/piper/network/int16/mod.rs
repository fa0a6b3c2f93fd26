//! Convolutions in 16-bit integers: twice as many multiplications per instruction.
//!
//! What is multiplied is rounded to integers first: weights once, in a unit of their own
//! for each tap (or point of [`winograd`]), 64 channels and output channel; inputs
//! when they are needed, in a unit of their own for each moment (or point and tile). That
//! is a row of the product of matrices, so what becomes of a row depends on its own
//! inputs alone, and never on how the sentence came in. All else, [`winograd`]'s sums of
//! inputs and of products and what becomes of a sum, stays in numbers of 32 bits.
//!
//! **No sum is too large.** Inputs are at most `B` units, [`Panels::bound`]. The unit of
//! 64 weights is such that the sum of their magnitudes, rounding included, is at most
//! `(2³¹ − 1) / B` units; after so many channels sums become numbers again. So no sum of
//! products of theirs, whatever the inputs and in whatever order they are added, is beyond
//! `2³¹ − 1`, the largest that 32 bits hold.
//! (A bound that does not look at the weights, `√(2³¹ / channels)` units on either side,
//! is safe as well, but as if all weights were as large as the largest.)
//!
//! **What it costs** is a noise 65 to 87 dB below the sound, as measured with random
//! weights. The first layer and the last stay as they are: what they read has outliers,
//! or is heard at once, and they are 2 % of the work.
//!
//! [`winograd`]: super::winograd

mod panels;

use std::marker::PhantomData;

use super::settle::{Sink, Store};
use super::simd::integers::{Integers, Pairs};
use super::simd::{LANES, Sixteen, Vector};
use super::winograd::{Multiplication, Multiply, TOGETHER};
pub(super) use panels::Panels;
use panels::{Group, PART};

/// Numbers below this are nought: their unit's inverse would be infinite.
const SILENCE: f32 = 1e-30;

/// Rows whose units are found together.
const ROWS: usize = 2 * TOGETHER;

/// Units of rows, and what their numbers are multiplied with to be counted in them.
struct Units {
    units: [Sixteen; ROWS / LANES],
    inverses: [Sixteen; ROWS / LANES],
}

impl Units {
    /// Those of up to [`ROWS`] rows.
    #[inline(always)]
    fn of<I: Integers>(inputs: &[Sixteen], width: usize, bound: f32) -> Self {
        let mut units = Self {
            units: [Sixteen::ZERO; _],
            inverses: [Sixteen::ZERO; _],
        };
        for (index, some) in inputs.chunks(LANES * width).enumerate() {
            let mut rows = [I::Numbers::splat(SILENCE); LANES];
            for (largest, input) in rows.iter_mut().zip(some.chunks_exact(width)) {
                let (twos, odd) = input.as_chunks::<2>();
                for [first, second] in twos {
                    let first = I::magnitude(I::Numbers::load(first));
                    let second = I::magnitude(I::Numbers::load(second));
                    *largest = largest.max(first.max(second));
                }
                for numbers in odd {
                    *largest = largest.max(I::magnitude(I::Numbers::load(numbers)));
                }
            }
            let largest = I::largest_of_rows(rows);
            let unit = largest.mul(I::Numbers::splat(1.0 / bound));
            unit.store(&mut units.units[index]);
            let inverse = I::divide(I::Numbers::splat(bound), largest);
            inverse.store(&mut units.inverses[index]);
        }
        units
    }

    #[inline(always)]
    fn unit(&self, row: usize) -> f32 {
        self.units[row / LANES].0[row % LANES]
    }

    #[inline(always)]
    fn inverse(&self, row: usize) -> f32 {
        self.inverses[row / LANES].0[row % LANES]
    }
}

/// A row as integers.
#[inline(always)]
fn round<I: Integers>(input: &[Sixteen], inverse: f32, to: &mut [Pairs]) {
    let factor = I::Numbers::splat(inverse);
    let (twos, odd) = input.as_chunks::<2>();
    for ([first, second], pairs) in twos.iter().zip(&mut *to) {
        let (first, second) = (I::Numbers::load(first), I::Numbers::load(second));
        I::rounded(first, second, factor).store(pairs);
    }
    for (first, pairs) in odd.iter().zip(&mut to[twos.len()..]) {
        let first = I::Numbers::load(first);
        I::rounded(first, I::Numbers::splat(0.0), factor).store(pairs);
    }
}

/// Products of integers, made with the instructions of `I`.
pub(super) struct Products<I>(PhantomData<I>);

impl<I: Integers> Multiply for Products<I> {
    type Numbers = I::Numbers;
    type Panels = Panels;

    /// Two points at a time, for that makes as many rows as whole registers have lanes.
    #[inline(always)]
    fn multiply(job: &mut Multiplication<'_, Panels>) {
        let (row, output_row) = (TOGETHER * job.width, TOGETHER * job.output_width);
        let points = job.points.chunks_exact(2);
        let inputs = job.inputs.chunks_exact(2 * row);
        let sums = job.sums.chunks_exact_mut(2 * output_row);
        for ((points, inputs), sums) in points.zip(inputs).zip(sums) {
            let units = Units::of::<I>(inputs, job.width, points[0].bound);
            let inputs = inputs.chunks_exact(row);
            let sums = sums.chunks_exact_mut(output_row);
            for (point, (inputs, sums)) in inputs.zip(sums).enumerate() {
                let first = point * TOGETHER;
                let inputs = inputs.chunks_exact(job.width).take(job.tiles);
                let rows = job.pairs.chunks_exact_mut(points[point].width);
                for ((input, pairs), at) in inputs.zip(rows).zip(first..) {
                    round::<I>(input, units.inverse(at), pairs);
                }
                let product = Product {
                    inputs: job.pairs,
                    units: &units,
                    first,
                    rows: job.tiles,
                    panels: &points[point],
                    bias: &[],
                    at: 0,
                    output_row: job.output_width,
                };
                product.run::<I>(sums);
            }
        }
    }
}

/// Rows of a convolution to be computed.
pub(super) struct Convolution<'a> {
    /// The input from the first tap of the first row on; one row further for each tap.
    pub(super) input: &'a [Sixteen],
    /// Sixteens of a row of the input.
    pub(super) width: usize,
    /// How many rows.
    pub(super) rows: usize,
    /// The weights.
    pub(super) panels: &'a Panels,
    /// Added to each row; a row's columns long.
    pub(super) bias: &'a [Sixteen],
    /// Sixteens from one row of the output to the next.
    pub(super) output_row: usize,
    /// Room to work in, [`room`] Pairs.
    pub(super) pairs: &'a mut [Pairs],
}

/// The most taps of a [`Convolution`].
pub(super) const MOST_TAPS: usize = TOGETHER;

/// Pairs that a convolution wants to work in.
pub(super) fn room(width: usize) -> usize {
    ROWS * Pairs::for_width(width)
}

/// Computes the rows.
#[inline(always)]
pub(super) fn run<I: Integers>(job: &mut Convolution<'_>, sink: &mut Sink<'_>) {
    let more = job.panels.taps - 1;
    let most = ROWS - more;
    for first in (0..job.rows).step_by(most) {
        let rows = most.min(job.rows - first);
        let inputs = &job.input[first * job.width..(first + rows + more) * job.width];
        let units = Units::of::<I>(inputs, job.width, job.panels.bound);
        let to = job.pairs.chunks_exact_mut(job.panels.width);
        for ((input, pairs), at) in inputs.chunks_exact(job.width).zip(to).zip(0..) {
            round::<I>(input, units.inverse(at), pairs);
        }
        let product = Product {
            inputs: job.pairs,
            units: &units,
            first: 0,
            rows,
            panels: job.panels,
            bias: job.bias,
            at: first,
            output_row: job.output_row,
        };
        product.run::<I>(sink);
    }
}

/// Rows of integers times matrices.
struct Product<'a> {
    /// Row after row.
    inputs: &'a [Pairs],
    /// The rows' units, from `first` on.
    units: &'a Units,
    first: usize,
    /// How many rows are to be made; each reads as many as there are taps.
    rows: usize,
    panels: &'a Panels,
    bias: &'a [Sixteen],
    /// The first of them in the output.
    at: usize,
    /// Sixteens from one row of the output to the next.
    output_row: usize,
}

impl Product<'_> {
    #[inline(always)]
    fn run<I: Integers>(&self, store: &mut (impl Store + ?Sized)) {
        for group in &self.panels.groups {
            match group.columns {
                4 => self.tiles::<I, 6, 4>(group, store),
                2 => self.tiles::<I, 8, 2>(group, store),
                _ if I::Numbers::COLUMNS > 1 => self.tiles::<I, 12, 1>(group, store),
                _ => self.tiles::<I, 6, 1>(group, store),
            }
        }
    }

    /// All rows of some columns, `ROWS` at a time; the last together with some before
    /// them once more, which gives the same sums.
    #[inline(always)]
    fn tiles<I: Integers, const ROWS: usize, const COLUMNS: usize>(
        &self,
        group: &Group,
        store: &mut (impl Store + ?Sized),
    ) {
        let mut row = 0;
        while row + ROWS <= self.rows {
            self.tile::<I, ROWS, COLUMNS>(group, row, store);
            row += ROWS;
        }
        if row < self.rows && self.rows >= ROWS {
            return self.tile::<I, ROWS, COLUMNS>(group, self.rows - ROWS, store);
        }
        for row in row..self.rows {
            self.tile::<I, 1, COLUMNS>(group, row, store);
        }
    }

    /// `ROWS` × `COLUMNS` sums.
    #[inline(always)]
    fn tile<I: Integers, const ROWS: usize, const COLUMNS: usize>(
        &self,
        group: &Group,
        row: usize,
        store: &mut (impl Store + ?Sized),
    ) {
        let mut sums = [[I::Numbers::splat(0.0); COLUMNS]; ROWS];
        for column in 0..COLUMNS {
            let bias = self.bias.get(group.first + column);
            let bias = I::Numbers::load(bias.unwrap_or(&Sixteen::ZERO));
            for sums in &mut sums {
                sums[column] = bias;
            }
        }
        let width = self.panels.width;
        let (columns, _) = group.weights.as_chunks::<COLUMNS>();
        let (panels, _) = columns.as_chunks::<LANES>();
        let (units, _) = group.units.as_chunks::<COLUMNS>();
        for tap in 0..self.panels.taps {
            let from = row + tap;
            let inputs = &self.inputs[from * width..(from + ROWS) * width];
            let panels = &panels[tap * width..(tap + 1) * width];
            for (part, weights) in panels.chunks(PART).enumerate() {
                let mut integers = [[I::splat(0); COLUMNS]; ROWS];
                for (block, weights) in (part * PART..).zip(weights) {
                    accumulate(&mut integers, inputs, width, block, weights);
                }
                let units = &units[tap * width.div_ceil(PART) + part];
                for index in 0..ROWS {
                    let unit = I::Numbers::splat(self.units.unit(self.first + from + index));
                    for column in 0..COLUMNS {
                        let sum = integers[index][column].numbers().mul(unit);
                        let unit = I::Numbers::load(&units[column]);
                        sums[index][column] = sum.mul_add(unit, sums[index][column]);
                    }
                }
            }
        }
        let mut at = (self.at + row) * self.output_row + group.first;
        for sums in &sums {
            for (column, &sum) in sums.iter().enumerate() {
                store.put(at + column, sum);
            }
            at += self.output_row;
        }
    }
}

/// Adds the products of two Sixteens of channels.
#[inline(always)]
fn accumulate<I: Integers, const ROWS: usize, const COLUMNS: usize>(
    sums: &mut [[I; COLUMNS]; ROWS],
    inputs: &[Pairs],
    width: usize,
    block: usize,
    weights: &[[Pairs; COLUMNS]; LANES],
) {
    let mut pairs = [&Pairs::ZERO; ROWS];
    for (row, pairs) in pairs.iter_mut().enumerate() {
        *pairs = &inputs[row * width + block];
    }
    for (lane, weights) in weights.iter().enumerate() {
        let mut factors = [I::splat(0); COLUMNS];
        for (factor, weights) in factors.iter_mut().zip(weights) {
            *factor = I::load(weights);
        }
        for (sums, pairs) in sums.iter_mut().zip(pairs) {
            let pair = I::splat(pairs.0[lane]);
            for (sum, factor) in sums.iter_mut().zip(factors) {
                *sum = sum.add_products(pair, factor);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::settle::MOST_RESIDUALS;
    use super::super::simd::Simd;
    use super::*;

    /// All inputs at their largest, each with its weight's sign: one bit more, and the
    /// sum would be negative.
    #[test]
    fn the_largest_sums_are_right_with_every_instruction_set() {
        for (inputs, outputs) in [(32, 16), (64, 64), (128, 128), (256, 32), (4096, 16)] {
            let sign = |input: usize| if input * input % 7 < 3 { 1.0 } else { -1.0 };
            let weight = |_, input, _| 0.25 * sign(input);
            let input: Vec<Sixteen> = (0..inputs / LANES)
                .map(|sixteen| Sixteen(std::array::from_fn(|lane| sign(sixteen * LANES + lane))))
                .collect();
            for simd in Simd::all_for_int16() {
                let panels = Panels::pack(simd, 1, inputs, outputs, weight);
                let mut raw = vec![Sixteen::ZERO; outputs / LANES];
                let mut convolution = Convolution {
                    input: &input,
                    width: input.len(),
                    rows: 1,
                    panels: &panels,
                    bias: &[],
                    output_row: raw.len(),
                    pairs: &mut vec![Pairs::ZERO; room(input.len())],
                };
                let mut sink = Sink {
                    residuals: [&[]; MOST_RESIDUALS],
                    residual_count: 0,
                    raw: Some(&mut raw),
                    active: None,
                };
                simd.convolve_int16(&mut convolution, &mut sink);
                let wanted = 0.25 * inputs as f32;
                let sums = raw.iter().flat_map(|sixteen| sixteen.0);
                for sum in sums {
                    let apart = (sum - wanted).abs() / wanted;
                    assert!(
                        apart < 2e-3,
                        "{inputs} with {simd:?}: {sum} is not {wanted}"
                    );
                }
            }
        }
    }
}

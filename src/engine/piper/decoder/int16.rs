//! The products of [`winograd`](super::winograd)'s matrices in 16-bit integers: twice as
//! many multiplications per instruction.
//!
//! What is multiplied is rounded to integers first: weights once, in a unit of their own
//! for each point and output channel; inputs when they are needed, in a unit of their
//! own for each point and tile, that is for each row of the product. So a tile's result
//! depends on its own inputs alone, and never on how the sentence came in.
//!
//! **No sum is too large.** Inputs are at most `B` units, [`bound`]. The unit of a
//! channel's weights is such that the sum of their magnitudes, rounding included, is at
//! most `(2³¹ − 1) / B` units. So no sum of products of theirs, whatever the inputs and
//! in whatever order they are added, is beyond `2³¹ − 1`, the largest that 32 bits hold.
//! (A bound that does not look at the weights, `√(2³¹ / channels)` units on either side,
//! is safe as well, but as if all weights were as large as the largest: it costs a bit
//! on either side.)

use std::marker::PhantomData;

use super::simd::integers::{Integers, Pairs, pair};
use super::simd::{LANES, Simd, Sixteen, Vector};
use super::winograd::{Multiplication, Multiply, TOGETHER};

/// A matrix of weights, in the order in which they are used.
#[derive(Debug)]
pub(super) struct Panels {
    /// Pairs that a row of the input takes: channel `c` of one Sixteen is paired with
    /// channel `c` of the next.
    width: usize,
    /// The most units that an input may be.
    bound: f32,
    groups: Vec<Group>,
}

/// Some columns of the matrix.
#[derive(Debug)]
struct Group {
    /// The first column, in Sixteens.
    first: usize,
    /// How many columns, in Sixteens.
    columns: usize,
    /// Two channels after the other two: `columns` Pairs.
    weights: Vec<Pairs>,
    /// Of each column.
    units: Vec<Sixteen>,
}

/// The most units of an input, a power of two so that units are exact: where inputs and
/// weights of so many channels are rounded about equally.
fn bound(channels: usize) -> f32 {
    match channels {
        0..=32 => 16_384.0,
        33..=512 => 8_192.0,
        _ => 2_048.0,
    }
}

impl Panels {
    /// Rounds and packs a matrix for the registers of `simd`; `weight(input, output)` is
    /// asked for channels below `inputs` and columns below `outputs`, the rest is nought.
    pub(super) fn pack(
        simd: Simd,
        inputs: usize,
        outputs: usize,
        weight: &dyn Fn(usize, usize) -> f32,
    ) -> Self {
        let bound = bound(inputs);
        let rounded: Vec<Column> = (0..outputs)
            .map(|output| Column::new(inputs, bound, |input| weight(input, output)))
            .collect();
        let width = Pairs::for_width(Sixteen::for_channels(inputs));
        let columns = Sixteen::for_channels(outputs);
        let mut groups = Vec::new();
        let mut first = 0;
        while first < columns {
            let fits = [4, 2, 1]
                .into_iter()
                .find(|&wide| wide <= simd.columns().min(columns - first));
            let group = fits.unwrap_or(1);
            let lanes = |column: usize| column * LANES..(column + 1) * LANES;
            let of_lanes = |column| lanes(column).map(|output| rounded.get(output));
            let mut weights = Vec::with_capacity(width * LANES * group);
            for (block, lane) in (0..width).flat_map(|b| (0..LANES).map(move |l| (b, l))) {
                let input = 2 * block * LANES + lane;
                weights.extend((first..first + group).map(|column| {
                    let mut pairs = Pairs::ZERO;
                    for (to, column) in pairs.0.iter_mut().zip(of_lanes(column)) {
                        let weight = |input| column.map_or(0, |column| column.weight(input));
                        *to = pair(weight(input), weight(input + LANES));
                    }
                    pairs
                }));
            }
            let units = (first..first + group).map(|column| {
                let mut units = Sixteen::ZERO;
                for (unit, column) in units.0.iter_mut().zip(of_lanes(column)) {
                    *unit = column.map_or(0.0, |column| column.unit);
                }
                units
            });
            groups.push(Group {
                first,
                columns: group,
                weights,
                units: units.collect(),
            });
            first += group;
        }
        Self {
            width,
            bound,
            groups,
        }
    }
}

/// One output channel's weights, rounded.
struct Column {
    weights: Vec<i16>,
    unit: f32,
}

impl Column {
    fn new(inputs: usize, bound: f32, weight: impl Fn(usize) -> f32) -> Self {
        let weights: Vec<f64> = (0..inputs).map(|input| f64::from(weight(input))).collect();
        let magnitudes = weights.iter().map(|weight| weight.abs());
        let (sum, largest) = magnitudes.fold((0.0_f64, 0.0_f64), |(sum, largest), weight| {
            (sum + weight, largest.max(weight))
        });
        // Rounding adds half a unit to each weight at most.
        let most = (f64::from(i32::MAX) / f64::from(bound)).floor() - inputs as f64 / 2.0;
        let unit = (sum / most).max(largest / f64::from(i16::MAX));
        let unit = unit.max(f64::from(SILENCE));
        Self {
            weights: weights
                .iter()
                .map(|weight| (weight / unit).round_ties_even() as i16)
                .collect(),
            unit: unit as f32,
        }
    }

    fn weight(&self, input: usize) -> i16 {
        self.weights.get(input).copied().unwrap_or(0)
    }
}

/// Numbers below this are nought: their unit's inverse would be infinite.
const SILENCE: f32 = 1e-30;

/// Products of integers, made with the instructions of `I`.
pub(super) struct Products<I>(PhantomData<I>);

/// Points whose units are found together, for there are as many lanes as rows then.
const POINTS: usize = 2;

impl<I: Integers> Multiply for Products<I> {
    type Numbers = I::Numbers;
    type Panels = Panels;

    #[inline(always)]
    fn multiply(job: &mut Multiplication<'_, Panels>) {
        let (row, output_row) = (TOGETHER * job.width, TOGETHER * job.output_width);
        let points = job.points.chunks_exact(POINTS);
        let inputs = job.inputs.chunks_exact(POINTS * row);
        let sums = job.sums.chunks_exact_mut(POINTS * output_row);
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
                    output_row: job.output_width,
                };
                product.run::<I>(sums);
            }
        }
    }
}

/// Units of the rows of [`POINTS`] points, and what numbers are multiplied with to be
/// counted in them.
struct Units {
    units: [Sixteen; POINTS * TOGETHER / LANES],
    inverses: [Sixteen; POINTS * TOGETHER / LANES],
}

impl Units {
    /// Rows that no tile has are looked at as well; nothing comes of them.
    #[inline(always)]
    fn of<I: Integers>(inputs: &[Sixteen], width: usize, bound: f32) -> Self {
        let mut units = Self {
            units: [Sixteen::ZERO; _],
            inverses: [Sixteen::ZERO; _],
        };
        let rows = inputs.chunks_exact(LANES * width);
        let both = units.units.iter_mut().zip(&mut units.inverses);
        for (inputs, (unit, inverse)) in rows.zip(both) {
            let mut rows = [I::Numbers::splat(SILENCE); LANES];
            for (largest, input) in rows.iter_mut().zip(inputs.chunks_exact(width)) {
                for numbers in input {
                    *largest = I::larger(*largest, I::Numbers::load(numbers));
                }
            }
            let largest = I::largest_of_rows(rows);
            let bound_vector = I::Numbers::splat(bound);
            largest.mul(I::Numbers::splat(1.0 / bound)).store(unit);
            I::divide(bound_vector, largest).store(inverse);
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
    for (two, pairs) in input.chunks(2).zip(to) {
        let first = I::Numbers::load(&two[0]);
        let second = I::Numbers::load(two.get(1).unwrap_or(&Sixteen::ZERO));
        I::rounded(first, second, factor).store(pairs);
    }
}

/// One point's product.
struct Product<'a> {
    /// Row after row.
    inputs: &'a [Pairs],
    /// The rows' units, from `first` on.
    units: &'a Units,
    first: usize,
    rows: usize,
    panels: &'a Panels,
    /// Sixteens from one row of the sums to the next.
    output_row: usize,
}

impl Product<'_> {
    #[inline(always)]
    fn run<I: Integers>(&self, sums: &mut [Sixteen]) {
        for group in &self.panels.groups {
            match group.columns {
                4 => self.tiles::<I, 6, 4>(group, sums),
                2 => self.tiles::<I, 8, 2>(group, sums),
                _ if I::Numbers::COLUMNS > 1 => self.tiles::<I, 12, 1>(group, sums),
                _ => self.tiles::<I, 6, 1>(group, sums),
            }
        }
    }

    /// All rows of some columns, `ROWS` at a time; the last together with some before
    /// them once more, which gives the same sums.
    #[inline(always)]
    fn tiles<I: Integers, const ROWS: usize, const COLUMNS: usize>(
        &self,
        group: &Group,
        sums: &mut [Sixteen],
    ) {
        let mut row = 0;
        while row + ROWS <= self.rows {
            self.tile::<I, ROWS, COLUMNS>(group, row, sums);
            row += ROWS;
        }
        if row < self.rows && self.rows >= ROWS {
            return self.tile::<I, ROWS, COLUMNS>(group, self.rows - ROWS, sums);
        }
        for row in row..self.rows {
            self.tile::<I, 1, COLUMNS>(group, row, sums);
        }
    }

    /// `ROWS` × `COLUMNS` sums.
    #[inline(always)]
    fn tile<I: Integers, const ROWS: usize, const COLUMNS: usize>(
        &self,
        group: &Group,
        row: usize,
        sums: &mut [Sixteen],
    ) {
        let width = self.panels.width;
        let inputs = &self.inputs[row * width..(row + ROWS) * width];
        let mut all = [[I::splat(0); COLUMNS]; ROWS];
        let (columns, _) = group.weights.as_chunks::<COLUMNS>();
        let (panels, _) = columns.as_chunks::<LANES>();
        for (block, weights) in panels[..width].iter().enumerate() {
            accumulate(&mut all, inputs, width, block, weights);
        }
        let (units, _) = group.units.as_chunks::<COLUMNS>();
        for index in 0..ROWS {
            let at = row + index;
            let unit = I::Numbers::splat(self.units.unit(self.first + at));
            let to = &mut sums[at * self.output_row + group.first..][..COLUMNS];
            for column in 0..COLUMNS {
                let units = I::Numbers::load(&units[0][column]);
                let sum = all[index][column].numbers();
                sum.mul(unit).mul(units).store(&mut to[column]);
            }
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

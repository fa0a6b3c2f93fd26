//! Convolutions with fewer multiplications.
//!
//! Four outputs of a convolution with `k` taps want `4·k` products; `n = k + 3` are
//! enough. Seen from the other side (transposition), a convolution is the product of
//! two polynomials, and a product of degree `n − 1` is known from its values in `n`
//! points, each the product of two numbers (Toom 1963, Cook 1966). Winograd's *minimal
//! filtering* F(4,k) is that, transposed: with tables A, B, G
//!
//! ```text
//! y = Aᵀ [ (G w) ⊙ (Bᵀ x) ]      x: n inputs, w: k taps, y: 4 outputs
//! ```
//!
//! (Lavin & Gray 2016, "Fast Algorithms for Convolutional Neural Networks",
//! <https://arxiv.org/abs/1509.09308>, for pictures; here along time only.) `x` and `w`
//! have channels, and `⊙` becomes a product of matrices for each point: all the work,
//! and 2.0, 2.5 or 2.8 times less of it for 3, 5 or 7 taps.
//!
//! **Points.** `0`, `±a₁ … ±aₚ` and infinity, where `k = 2p − 1`. With
//! `N(t) = t·∏(t² − aᵢ²)`, the row of `Bᵀ` for a point `a` holds the coefficients of
//! `N(t) / (t − a)`, that for infinity those of `N`; `G w` is `w(a) / N′(a)`, for
//! infinity the last tap; column `a` of `Aᵀ` is `(1, a, a², a³)`, that for infinity
//! `(0, 0, 0, 1)`. Points in pairs share their even and odd parts, and small
//! fractions keep the numbers near one.
//!
//! **Tiles.** Four outputs `d` rows apart, where `d` is the dilation, are a *tile*; `d`
//! tiles beside each other a *block* of `4·d` rows. Where blocks begin is counted from
//! the sentence's first row, and a block is computed once all its inputs are known. So a
//! row's last bit never depends on how the sentence came in. Each layer's blocks end
//! where, by what it looks at after them, those of the layer before do: in a row of
//! layers none then waits for more than it needs.
//!
//! **More taps** than seven (the high quality has eleven) are cut into stretches, whose
//! outputs are added.

use std::marker::PhantomData;

use super::direct::{self, Convolution, Panels};
use super::settle::{Sink, Store};
use super::simd::integers::Pairs;
use super::simd::{Sixteen, Vector};

/// `a₁ … aₚ` for so many pairs: of the small fractions those whose results came out
/// nearest to the exact ones on random numbers (128.6, 122.8 and 115.0 dB a layer).
const fn points(pairs: usize) -> [f64; MOST_PAIRS] {
    match pairs {
        2 => [0.75, 1.5, 0.0, 0.0],
        3 => [0.5, 1.0, 2.0, 0.0],
        _ => [0.5, 0.75, 1.25, 2.5],
    }
}
const MOST_PAIRS: usize = 4;
/// Points of the longest stretch.
const MOST: usize = 2 * MOST_PAIRS + 2;
/// Taps of the longest stretch.
const MOST_TAPS: usize = 2 * MOST_PAIRS - 1;
/// Outputs of a tile.
pub(super) const OUTPUTS: usize = 4;
/// Tiles that flow and vocoder compute together: so many that weights which no cache
/// holds (a flow's are 40 MB) are fetched seldom, few enough to stay in the cache
/// themselves.
pub(super) const TOGETHER: usize = 48;

/// A convolution's weights, stretch by stretch; `P`: a point's, packed.
#[derive(Debug)]
pub(super) struct Stretches<P> {
    all: Vec<Stretch<P>>,
    /// Taps of nought before the first, so that the lengths are those that there are
    /// tables for.
    pub(super) before: usize,
}

/// Some taps.
#[derive(Debug)]
struct Stretch<P> {
    /// `p`: pairs of points.
    pairs: usize,
    /// The first tap, those before the first counted.
    first: usize,
    /// `G w` for each point.
    points: Vec<P>,
}

impl<P> Stretches<P> {
    /// Transforms weights; `weight(tap, input, output)` as in [`Panels::pack`], and
    /// `pack` is given `weight(input, output)` of each point.
    pub(super) fn pack(
        taps: usize,
        inputs: usize,
        outputs: usize,
        weight: impl Fn(usize, usize, usize) -> f32,
        pack: impl Fn(&dyn Fn(usize, usize) -> f32) -> P,
    ) -> Self {
        let lengths = lengths(taps);
        let before = lengths.iter().sum::<usize>() - taps;
        let mut first = 0;
        let mut all = Vec::new();
        for length in lengths {
            let pairs = length.div_ceil(2);
            let transformed = transform(pairs, inputs, outputs, |index, input, output| {
                let tap = (first + index).checked_sub(before);
                tap.map_or(0.0, |tap| weight(tap, input, output))
            });
            let of_points = transformed.chunks_exact(inputs * outputs);
            let points =
                of_points.map(|weights| pack(&|input, output| weights[output * inputs + input]));
            all.push(Stretch {
                pairs,
                first,
                points: points.collect(),
            });
            first += length;
        }
        Self { all, before }
    }
}

/// `G w`, point after point, output after output: of all points at once, so that weights
/// are fetched from far away but once.
fn transform(
    pairs: usize,
    inputs: usize,
    outputs: usize,
    weight: impl Fn(usize, usize, usize) -> f32,
) -> Vec<f32> {
    let points = 2 * pairs + 2;
    let points: Vec<Point> = (0..points).map(|at| Point::new(pairs, at)).collect();
    let mut transformed = vec![0.0; points.len() * outputs * inputs];
    for at in 0..outputs * inputs {
        let (output, input) = (at / inputs, at % inputs);
        let mut taps = [0.0; MOST_TAPS];
        for (index, tap) in taps[..2 * pairs - 1].iter_mut().enumerate() {
            *tap = f64::from(weight(index, input, output));
        }
        let of_points = transformed.chunks_exact_mut(outputs * inputs);
        for (to, point) in of_points.zip(&points) {
            to[at] = point.transformed(&taps) as f32;
        }
    }
    transformed
}

/// Taps cut into stretches of 3, 5 or 7; the last may want fewer than it has.
fn lengths(mut taps: usize) -> Vec<usize> {
    let mut lengths = Vec::new();
    while taps > 0 {
        let length = [3, 5]
            .into_iter()
            .find(|&length| taps <= length)
            .unwrap_or(7);
        lengths.push(length);
        taps = taps.saturating_sub(length);
    }
    lengths
}

/// The finite points, `0, a₁, −a₁, …`, of which there are `2·pairs + 1`.
fn finite(pairs: usize) -> [f64; 2 * MOST_PAIRS + 1] {
    let mut finite = [0.0; _];
    let (both, _) = finite[1..].as_chunks_mut::<2>();
    for (both, point) in both.iter_mut().zip(points(pairs)) {
        *both = [point, -point];
    }
    finite
}

/// A row of `G`.
struct Point {
    taps: usize,
    /// `a` and `N′(a)`; `None`: infinity.
    finite: Option<(f64, f64)>,
}

impl Point {
    fn new(pairs: usize, index: usize) -> Self {
        let finite = &finite(pairs)[..2 * pairs + 1];
        let of = |at: f64| {
            let others = finite
                .iter()
                .enumerate()
                .filter(|&(other, _)| other != index);
            (at, others.map(|(_, other)| at - other).product())
        };
        Self {
            taps: 2 * pairs - 1,
            finite: finite.get(index).copied().map(of),
        }
    }

    /// One number of `G w`.
    fn transformed(&self, taps: &[f64; MOST_TAPS]) -> f64 {
        let Some((at, slope)) = self.finite else {
            return taps[self.taps - 1];
        };
        let taps = taps[..self.taps].iter().rev();
        taps.fold(0.0, |sum, tap| sum * at + tap) / slope
    }
}

/// The coefficients of `∏(y − aᵢ²)`, the lowest first, the pair `without` left out: what
/// `Bᵀ` is made of, as polynomials in `y = t²`.
const fn even(pairs: usize, without: usize) -> [f32; MOST_PAIRS + 1] {
    let mut product = [0.0_f64; MOST_PAIRS + 1];
    product[0] = 1.0;
    let mut pair = 0;
    while pair < pairs {
        if pair != without {
            let square = points(pairs)[pair] * points(pairs)[pair];
            let mut power = MOST_PAIRS;
            while power > 0 {
                product[power] = product[power - 1] - square * product[power];
                power -= 1;
            }
            product[0] *= -square;
        }
        pair += 1;
    }
    let mut rounded = [0.0; MOST_PAIRS + 1];
    let mut power = 0;
    while power <= MOST_PAIRS {
        rounded[power] = product[power] as f32;
        power += 1;
    }
    rounded
}

/// `Bᵀ` for so many pairs.
struct Table<const PAIRS: usize>;

impl<const PAIRS: usize> Table<PAIRS> {
    const WHOLE: [f32; MOST_PAIRS + 1] = even(PAIRS, MOST_PAIRS);
    const WITHOUT: [[f32; MOST_PAIRS + 1]; MOST_PAIRS] = [
        even(PAIRS, 0),
        even(PAIRS, 1),
        even(PAIRS, 2),
        even(PAIRS, 3),
    ];
}

/// Blocks of a convolution to be computed.
pub(super) struct Tiling<'a, P> {
    /// The input from the first tap of the first row on, [`Stretches::before`] counted.
    pub(super) input: &'a [Sixteen],
    /// Sixteens of a row of the input.
    pub(super) width: usize,
    /// Sixteens of a row of the output.
    pub(super) output_width: usize,
    /// Rows from one tap to the next.
    pub(super) dilation: usize,
    /// How many blocks of `4·dilation` rows.
    pub(super) blocks: usize,
    /// How many tiles are computed together. It has no say in the result.
    pub(super) together: usize,
    /// The weights.
    pub(super) stretches: &'a Stretches<P>,
    /// Added to each row.
    pub(super) bias: &'a [Sixteen],
    /// Room to work in.
    pub(super) room: &'a mut Room,
}

/// Numbers of [`Room`] that a convolution wants to work in, in Sixteens.
pub(super) fn room(width: usize, output_width: usize, together: usize) -> usize {
    together * (MOST * width + (MOST + OUTPUTS) * output_width)
}

/// What a convolution works in, with anything in it.
#[derive(Default)]
pub(super) struct Room {
    /// Numbers at the points, before they are multiplied and after.
    pub(super) numbers: Vec<Sixteen>,
    /// Those of one point, as integers.
    pub(super) pairs: Vec<Pairs>,
}

impl Room {
    /// So many of either.
    pub(super) fn new(numbers: usize, pairs: usize) -> Self {
        Self {
            numbers: vec![Sixteen([POISON; _]); numbers],
            pairs: vec![Pairs([POISON_PAIR; _]); pairs],
        }
    }
}

/// Tiles that are computed together.
#[derive(Clone, Copy)]
struct Batch {
    first: usize,
    count: usize,
    /// Tiles that there is room for.
    together: usize,
    dilation: usize,
}

impl Batch {
    /// The first row of each tile.
    #[inline(always)]
    fn rows(self) -> impl Iterator<Item = usize> {
        let (block, mut within) = (self.first / self.dilation, self.first % self.dilation);
        let mut next = block * OUTPUTS * self.dilation + within;
        (0..self.count).map(move |_| {
            let row = next;
            (next, within) = (next + 1, within + 1);
            if within == self.dilation {
                (next, within) = (next + (OUTPUTS - 1) * self.dilation, 0);
            }
            row
        })
    }
}

/// Computes the blocks.
#[inline(always)]
pub(super) fn run<M: Multiply>(job: &mut Tiling<'_, M::Panels>, sink: &mut Sink<'_>) {
    let Room { numbers, pairs } = &mut *job.room;
    let (inputs, rest) = numbers.split_at_mut(job.together * MOST * job.width);
    let (sums, rest) = rest.split_at_mut(job.together * MOST * job.output_width);
    let before = &mut rest[..job.together * OUTPUTS * job.output_width];
    let tiles = job.blocks * job.dilation;
    let last = job.stretches.all.len().saturating_sub(1);
    for first in (0..tiles).step_by(job.together) {
        let batch = Batch {
            first,
            count: job.together.min(tiles - first),
            together: job.together,
            dilation: job.dilation,
        };
        for (index, stretch) in job.stretches.all.iter().enumerate() {
            let input = &job.input[stretch.first * job.dilation * job.width..];
            match stretch.pairs {
                2 => spread::<M::Numbers, 2>(input, job.width, batch, inputs),
                3 => spread::<M::Numbers, 3>(input, job.width, batch, inputs),
                _ => spread::<M::Numbers, 4>(input, job.width, batch, inputs),
            }
            M::multiply(&mut Multiplication {
                points: &stretch.points,
                width: job.width,
                output_width: job.output_width,
                tiles: batch.count,
                together: batch.together,
                inputs,
                pairs,
                sums,
            });
            let mut gathering = Gathering {
                sums,
                width: job.output_width,
                batch,
                bias: job.bias,
                before,
                is_first: index == 0,
                is_last: index == last,
            };
            match stretch.pairs {
                2 => gather::<M::Numbers, 2>(&mut gathering, sink),
                3 => gather::<M::Numbers, 3>(&mut gathering, sink),
                _ => gather::<M::Numbers, 4>(&mut gathering, sink),
            }
        }
    }
}

/// `Bᵀ x` of every tile: point after point, tile after tile.
#[inline(always)]
fn spread<V: Vector, const PAIRS: usize>(
    input: &[Sixteen],
    width: usize,
    batch: Batch,
    to: &mut [Sixteen],
) {
    let whole = Table::<PAIRS>::WHOLE;
    // Slices of one length each, so that nothing is left to check in the inner loop.
    let mut points: [&mut [Sixteen]; MOST] = Default::default();
    for (point, to) in points
        .iter_mut()
        .zip(to.chunks_exact_mut(batch.together * width))
    {
        *point = &mut to[..batch.count * width];
    }
    for (tile, row) in batch.rows().enumerate() {
        let mut from: [&[Sixteen]; MOST] = Default::default();
        for (index, from) in from.iter_mut().enumerate().take(2 * PAIRS + 2) {
            *from = &input[(row + index * batch.dilation) * width..][..width];
        }
        let mut to: [&mut [Sixteen]; MOST] = Default::default();
        for (to, point) in to.iter_mut().zip(&mut points).take(2 * PAIRS + 2) {
            *to = &mut point[tile * width..][..width];
        }
        for block in 0..width {
            let mut x = [V::splat(0.0); MOST];
            for (x, from) in x.iter_mut().zip(from).take(2 * PAIRS + 2) {
                *x = V::load(&from[block]);
            }
            let (mut zero, mut infinity) = (x[2 * PAIRS], x[2 * PAIRS + 1]);
            for (index, &factor) in whole.iter().enumerate().take(PAIRS) {
                zero = V::splat(factor).mul_add(x[2 * index], zero);
                infinity = V::splat(factor).mul_add(x[2 * index + 1], infinity);
            }
            zero.store(&mut to[0][block]);
            infinity.store(&mut to[2 * PAIRS + 1][block]);
            for pair in 0..PAIRS {
                let (mut even, mut odd) = (x[2 * PAIRS], x[2 * PAIRS - 1]);
                let factors = Table::<PAIRS>::WITHOUT[pair];
                for (index, &factor) in factors.iter().enumerate().take(PAIRS - 1) {
                    even = V::splat(factor).mul_add(x[2 * index + 2], even);
                    odd = V::splat(factor).mul_add(x[2 * index + 1], odd);
                }
                let odd = odd.mul(V::splat(self::points(PAIRS)[pair] as f32));
                even.add(odd).store(&mut to[2 * pair + 1][block]);
                even.sub(odd).store(&mut to[2 * pair + 2][block]);
            }
        }
    }
}

/// What is to be multiplied.
pub(super) struct Multiplication<'a, P> {
    /// Each point's weights.
    pub(super) points: &'a [P],
    /// Sixteens of a row of `inputs`.
    pub(super) width: usize,
    /// Sixteens of a row of `sums`.
    pub(super) output_width: usize,
    /// How many tiles there are.
    pub(super) tiles: usize,
    /// How many tiles a point has room for.
    pub(super) together: usize,
    /// `Bᵀ x`: point after point, tile after tile.
    pub(super) inputs: &'a [Sixteen],
    /// Room for one point's.
    pub(super) pairs: &'a mut [Pairs],
    /// Where to, in the same order.
    pub(super) sums: &'a mut [Sixteen],
}

/// A way to multiply.
///
/// Implementers make `(G w) ⊙ (Bᵀ x)`, summed over channels, of each tile alone.
pub(super) trait Multiply {
    /// What is not multiplied is computed with these.
    type Numbers: Vector;
    /// A point's weights.
    type Panels;

    /// All tiles in all points.
    fn multiply(job: &mut Multiplication<'_, Self::Panels>);
}

/// Products of numbers as they are.
pub(super) struct Sums<V>(PhantomData<V>);

impl<V: Vector> Multiply for Sums<V> {
    type Numbers = V;
    type Panels = Panels;

    #[inline(always)]
    fn multiply(job: &mut Multiplication<'_, Panels>) {
        let inputs = job.inputs.chunks_exact(job.together * job.width);
        let sums = job.sums.chunks_exact_mut(job.together * job.output_width);
        for ((panels, input), sums) in job.points.iter().zip(inputs).zip(sums) {
            let job = Convolution {
                input,
                row: job.width,
                tap: 0,
                rows: job.tiles,
                panels,
                bias: &[],
                output_row: job.output_width,
            };
            direct::run::<V>(&job, sums);
        }
    }
}

/// What is to be made of the sums of all points.
struct Gathering<'a> {
    sums: &'a [Sixteen],
    width: usize,
    batch: Batch,
    bias: &'a [Sixteen],
    /// Outputs of the stretches before.
    before: &'a mut [Sixteen],
    is_first: bool,
    is_last: bool,
}

/// `Aᵀ` of the sums, and what becomes of it.
#[inline(always)]
fn gather<V: Vector, const PAIRS: usize>(job: &mut Gathering<'_>, sink: &mut Sink<'_>) {
    let (width, batch) = (job.width, job.batch);
    let mut points: [&[Sixteen]; MOST] = Default::default();
    for (point, sums) in points
        .iter_mut()
        .zip(job.sums.chunks_exact(batch.together * width))
    {
        *point = &sums[..batch.count * width];
    }
    for (tile, row) in batch.rows().enumerate() {
        // Slices of one length each, so that nothing is left to check in the inner loop.
        let mut from: [&[Sixteen]; MOST] = Default::default();
        for (from, point) in from.iter_mut().zip(points).take(2 * PAIRS + 2) {
            *from = &point[tile * width..][..width];
        }
        let before = &mut job.before[tile * width * OUTPUTS..][..width * OUTPUTS];
        let (before, _) = before.as_chunks_mut::<OUTPUTS>();
        for block in 0..width {
            let before = &mut before[block];
            let mut y = [V::splat(0.0); OUTPUTS];
            for (y, before) in y.iter_mut().zip(&*before) {
                *y = V::load(if job.is_first {
                    &job.bias[block]
                } else {
                    before
                });
            }
            y[0] = y[0].add(V::load(&from[0][block]));
            y[3] = y[3].add(V::load(&from[2 * PAIRS + 1][block]));
            for (pair, at) in self::points(PAIRS).into_iter().enumerate().take(PAIRS) {
                let plus = V::load(&from[2 * pair + 1][block]);
                let minus = V::load(&from[2 * pair + 2][block]);
                let (even, odd) = (plus.add(minus), plus.sub(minus));
                y[0] = y[0].add(even);
                y[1] = V::splat(at as f32).mul_add(odd, y[1]);
                y[2] = V::splat((at * at) as f32).mul_add(even, y[2]);
                y[3] = V::splat((at * at * at) as f32).mul_add(odd, y[3]);
            }
            for (output, (y, before)) in y.into_iter().zip(before).enumerate() {
                if job.is_last {
                    let row = row + output * batch.dilation;
                    sink.put(row * width + block, y);
                } else {
                    y.store(before);
                }
            }
        }
    }
}

/// What memory holds that was never written: something that would be heard.
const POISON: f32 = if cfg!(any(test, fuzzing)) {
    f32::NAN
} else {
    0.0
};
const POISON_PAIR: i32 = if cfg!(any(test, fuzzing)) {
    0x7fff_7fff
} else {
    0
};

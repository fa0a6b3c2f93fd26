//! Convolutions as they are defined, and those that make more of less.
//!
//! Rows are moments, and a row's channels lie side by side. A convolution's row is then
//! the sum over taps of a row of the input times a matrix; `rows × columns` sums are
//! kept in registers while all taps and channels pass by, so that every number that is
//! loaded is used several times.
//!
//! **Upsampling** (`ConvTranspose`, stride `s`) as such a convolution, by *phases*
//! (polyphase decomposition: Vaidyanathan, "Multirate Systems and Filter Banks", 1993,
//! ch. 4): output row `q·s + φ` is the sum of `x[q + m] · w[φ + pad − m·s]` over those
//! `m` for which `w` has such a tap. So the `s` rows of one input row are `s ×
//! channels` columns of an ordinary convolution, and lie side by side already. Phases
//! that want the same `m` are computed together; in HiFi-GAN (Kong et al. 2020,
//! <https://arxiv.org/abs/2010.05646>) the kernel is twice the stride, and there are two
//! such groups of two taps each.

use std::ops::Range;

use super::settle::Store;
use super::simd::{LANES, Simd, Sixteen, Vector};

/// Channels whose products are written out one after the other in the machine's code.
const UNROLLED: usize = 4;

/// Matrices of weights, one after the other tap, in the order in which they are used.
#[derive(Debug)]
pub(super) struct Panels {
    taps: usize,
    /// Sixteens that a tap reads.
    width: usize,
    groups: Vec<Group>,
}

/// Some columns of all taps' matrices.
#[derive(Debug)]
struct Group {
    /// The first column, in Sixteens.
    first: usize,
    /// How many columns, in Sixteens.
    columns: usize,
    /// Tap after tap, channel after channel: `columns` Sixteens.
    weights: Vec<Sixteen>,
}

impl Panels {
    /// Packs matrices for the registers of `simd`; `weight(tap, input, output)` is asked
    /// for channels below `inputs` and columns below `outputs`, the rest is nought.
    pub(super) fn pack(
        simd: Simd,
        taps: usize,
        inputs: usize,
        outputs: usize,
        weight: impl Fn(usize, usize, usize) -> f32,
    ) -> Self {
        let (width, columns) = (
            Sixteen::for_channels(inputs),
            Sixteen::for_channels(outputs),
        );
        let mut groups = Vec::new();
        let mut first = 0;
        while first < columns {
            let fits = [4, 2, 1]
                .into_iter()
                .find(|&wide| wide <= simd.columns().min(columns - first));
            let group = fits.unwrap_or(1);
            let mut weights = Vec::with_capacity(taps * width * LANES * group);
            for tap in 0..taps {
                for input in 0..width * LANES {
                    weights.extend((first..first + group).map(|column| {
                        let mut sixteen = Sixteen::ZERO;
                        for (lane, number) in sixteen.0.iter_mut().enumerate() {
                            let output = column * LANES + lane;
                            if input < inputs && output < outputs {
                                *number = weight(tap, input, output);
                            }
                        }
                        sixteen
                    }));
                }
            }
            groups.push(Group {
                first,
                columns: group,
                weights,
            });
            first += group;
        }
        Self {
            taps,
            width,
            groups,
        }
    }
}

/// Rows of a convolution to be computed.
pub(super) struct Convolution<'a> {
    /// The input from the first tap of the first row on.
    pub(super) input: &'a [Sixteen],
    /// Sixteens from one row's first tap to the next row's.
    pub(super) row: usize,
    /// Sixteens from one tap to the next.
    pub(super) tap: usize,
    /// How many rows.
    pub(super) rows: usize,
    /// The weights.
    pub(super) panels: &'a Panels,
    /// Added to each row; a row's columns long.
    pub(super) bias: &'a [Sixteen],
    /// Sixteens from one row of the output to the next.
    pub(super) output_row: usize,
}

/// Computes the rows.
#[inline(always)]
pub(super) fn run<V: Vector>(job: &Convolution<'_>, store: &mut (impl Store + ?Sized)) {
    for group in &job.panels.groups {
        match group.columns {
            4 => tiles::<V, 6, 4>(job, group, store),
            2 => tiles::<V, 8, 2>(job, group, store),
            _ if V::COLUMNS > 1 => tiles::<V, 12, 1>(job, group, store),
            _ => tiles::<V, 6, 1>(job, group, store),
        }
    }
}

/// All rows of some columns, `ROWS` at a time. The last rows are computed together with
/// some before them once more, which gives the same numbers.
#[inline(always)]
fn tiles<V: Vector, const ROWS: usize, const COLUMNS: usize>(
    job: &Convolution<'_>,
    group: &Group,
    store: &mut (impl Store + ?Sized),
) {
    let mut row = 0;
    while row + ROWS <= job.rows {
        tile::<V, ROWS, COLUMNS>(job, group, row, store);
        row += ROWS;
    }
    if row == job.rows {
        return;
    }
    if job.rows >= ROWS {
        return tile::<V, ROWS, COLUMNS>(job, group, job.rows - ROWS, store);
    }
    for row in row..job.rows {
        tile::<V, 1, COLUMNS>(job, group, row, store);
    }
}

/// `ROWS` × `COLUMNS` sums.
#[inline(always)]
fn tile<V: Vector, const ROWS: usize, const COLUMNS: usize>(
    job: &Convolution<'_>,
    group: &Group,
    row: usize,
    store: &mut (impl Store + ?Sized),
) {
    let mut sums = [[V::splat(0.0); COLUMNS]; ROWS];
    for column in 0..COLUMNS {
        let bias = job.bias.get(group.first + column);
        let bias = V::load(bias.unwrap_or(&Sixteen::ZERO));
        for sums in &mut sums {
            sums[column] = bias;
        }
    }
    let (columns, _) = group.weights.as_chunks::<COLUMNS>();
    let (panels, _) = columns.as_chunks::<LANES>();
    let width = job.panels.width;
    for tap in 0..job.panels.taps {
        let from = row * job.row + tap * job.tap;
        let input = &job.input[from..from + (ROWS - 1) * job.row + width];
        let panels = &panels[tap * width..(tap + 1) * width];
        if tap == 0 {
            accumulate_all(&mut sums, input, job.row, panels);
            continue;
        }
        // Each tap for itself: short sums round less than long ones.
        let mut of_tap = [[V::splat(0.0); COLUMNS]; ROWS];
        accumulate_all(&mut of_tap, input, job.row, panels);
        for (sums, of_tap) in sums.iter_mut().zip(of_tap) {
            for (sum, of_tap) in sums.iter_mut().zip(of_tap) {
                *sum = sum.add(of_tap);
            }
        }
    }
    let mut at = row * job.output_row + group.first;
    for sums in sums {
        for (column, sum) in sums.into_iter().enumerate() {
            store.put(at + column, sum);
        }
        at += job.output_row;
    }
}

/// Adds the products of all channels.
#[inline(always)]
fn accumulate_all<V: Vector, const ROWS: usize, const COLUMNS: usize>(
    sums: &mut [[V; COLUMNS]; ROWS],
    input: &[Sixteen],
    row: usize,
    panels: &[[[Sixteen; COLUMNS]; LANES]],
) {
    // All of one length that the compiler knows: nothing is left to check in the loop.
    let mut rows = [input; ROWS];
    for (index, channels) in rows.iter_mut().enumerate() {
        *channels = &input[index * row..][..panels.len()];
    }
    for (block, weights) in panels.iter().enumerate() {
        accumulate(sums, rows.map(|channels| &channels[block]), weights);
    }
}

/// Adds the products of sixteen channels.
#[inline(always)]
fn accumulate<V: Vector, const ROWS: usize, const COLUMNS: usize>(
    sums: &mut [[V; COLUMNS]; ROWS],
    numbers: [&Sixteen; ROWS],
    weights: &[[Sixteen; COLUMNS]; LANES],
) {
    let (some, _) = weights.as_chunks::<UNROLLED>();
    for (some, weights) in some.iter().enumerate() {
        for (lane, weights) in weights.iter().enumerate() {
            let mut factors = [V::splat(0.0); COLUMNS];
            for (factor, weight) in factors.iter_mut().zip(weights) {
                *factor = V::load(weight);
            }
            for (sums, numbers) in sums.iter_mut().zip(numbers) {
                let number = V::splat(numbers.0[some * UNROLLED + lane]);
                for (sum, factor) in sums.iter_mut().zip(factors) {
                    *sum = number.mul_add(factor, *sum);
                }
            }
        }
    }
}

/// Phases of an upsampling that look at the same rows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Phases {
    /// Which phases.
    pub(super) phases: Range<usize>,
    /// The first row looked at, from the row that is being made more of.
    pub(super) first: isize,
    /// How many rows are looked at.
    pub(super) taps: usize,
}

/// The phases of an upsampling by `stride`, of which `pad` outputs are cut off before.
pub(super) fn phases(kernel: usize, stride: usize, pad: usize) -> Vec<Phases> {
    let mut all: Vec<Phases> = Vec::new();
    for phase in 0..stride {
        // `0 ≤ phase + pad − m·stride < kernel`
        let at = (phase + pad) as isize;
        let last = at.div_euclid(stride as isize);
        let first = (at - kernel as isize).div_euclid(stride as isize) + 1;
        let taps = (last - first + 1).max(0).cast_unsigned();
        match all.last_mut() {
            Some(group) if group.first == first && group.taps == taps => group.phases.end += 1,
            _ => all.push(Phases {
                phases: phase..phase + 1,
                first,
                taps,
            }),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_of_stock_upsamplings_are_two_groups_of_two_taps() {
        for (kernel, stride) in [(16, 8), (8, 4), (4, 2)] {
            let half = stride / 2;
            let group = |phases, first| Phases {
                phases,
                first,
                taps: 2,
            };
            assert_eq!(
                phases(kernel, stride, (kernel - stride) / 2),
                [group(0..half, -1), group(half..stride, 0)]
            );
        }
    }

    /// Counted from the definition: output `o` gets tap `o + pad − t·stride` of row `t`.
    #[test]
    fn phases_name_every_tap_once() {
        for (kernel, stride, pad) in [
            (16, 8, 4),
            (3, 3, 0),
            (7, 3, 2),
            (11, 5, 3),
            (2, 4, 0),
            (9, 1, 4),
        ] {
            for group in phases(kernel, stride, pad) {
                for phase in group.phases.clone() {
                    let at = |m: isize| (phase + pad) as isize - m * stride as isize;
                    let has = |m: isize| (0..kernel as isize).contains(&at(m));
                    let wanted = (-40..40).filter(|&m| has(m)).collect::<Vec<_>>();
                    let named = (group.first..).take(group.taps).collect::<Vec<_>>();
                    assert_eq!(named, wanted, "{kernel} {stride} {pad}: phase {phase}");
                }
            }
        }
    }
}

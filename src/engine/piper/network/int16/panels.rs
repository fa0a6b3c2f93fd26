//! Weights as integers.

use std::ops::Range;

use super::super::simd::integers::{Pairs, pair};
use super::super::simd::{LANES, Simd, Sixteen};
use super::SILENCE;

/// Matrices of weights, one after the other tap, in the order in which they are used.
#[derive(Debug)]
pub(in super::super) struct Panels {
    pub(super) taps: usize,
    /// Pairs that a row of the input takes: channel `c` of one Sixteen is paired with
    /// channel `c` of the next.
    pub(super) width: usize,
    /// The most units that an input may be.
    pub(super) bound: f32,
    pub(super) groups: Vec<Group>,
}

/// Some columns of all taps' matrices.
#[derive(Debug)]
pub(super) struct Group {
    /// The first column, in Sixteens.
    pub(super) first: usize,
    /// How many columns, in Sixteens.
    pub(super) columns: usize,
    /// Tap after tap, two channels after the other two: `columns` Pairs.
    pub(super) weights: Vec<Pairs>,
    /// Tap after tap, [`PART`] after `PART` of its channels: the unit of each column.
    pub(super) units: Vec<Sixteen>,
}

/// Pairs of a row that are summed before sums become numbers: 64 channels. Fewer would
/// be more precise, and slower.
pub(super) const PART: usize = 2;
/// Channels of a part.
const CHANNELS: usize = PART * 2 * LANES;

/// The most units of an input, a power of two so that units are exact: where inputs and
/// weights of so many channels are rounded about equally.
fn bound(channels: usize) -> f32 {
    if channels <= 32 { 16_384.0 } else { 8_192.0 }
}

impl Panels {
    /// Rounds and packs matrices for the registers of `simd`; `weight(tap, input,
    /// output)` is asked for channels below `inputs` and columns below `outputs`, the
    /// rest is nought.
    pub(in super::super) fn pack(
        simd: Simd,
        taps: usize,
        inputs: usize,
        outputs: usize,
        weight: impl Fn(usize, usize, usize) -> f32,
    ) -> Self {
        let width = Pairs::for_width(Sixteen::for_channels(inputs));
        let bound = bound(inputs);
        let parts = |tap| (0..inputs).step_by(CHANNELS).map(move |first| (tap, first));
        let part = |(tap, first): (usize, usize)| -> Vec<Column> {
            let channels = CHANNELS.min(inputs - first);
            let weight = |input, output| weight(tap, first + input, output);
            (0..outputs)
                .map(|output| Column::new(channels, bound, |input| weight(input, output)))
                .collect()
        };
        let columns: Vec<Vec<Column>> = (0..taps).flat_map(parts).map(part).collect();
        let mut groups = Vec::new();
        let mut first = 0;
        let all = Sixteen::for_channels(outputs);
        while first < all {
            let fits = [4, 2, 1]
                .into_iter()
                .find(|&wide| wide <= simd.columns().min(all - first));
            let group = first..first + fits.unwrap_or(1);
            groups.push(Group::pack(&columns, width, group.clone()));
            first = group.end;
        }
        Self {
            taps,
            width,
            bound,
            groups,
        }
    }
}

impl Group {
    /// Some columns, given in Sixteens, of all parts of all taps' matrices, whose rows
    /// are `width` Pairs.
    fn pack(parts: &[Vec<Column>], width: usize, some: Range<usize>) -> Self {
        let mut group = Self {
            first: some.start,
            columns: some.len(),
            weights: Vec::new(),
            units: Vec::with_capacity(parts.len() * some.len()),
        };
        let of_tap = width.div_ceil(PART);
        for (index, columns) in parts.iter().enumerate() {
            let lanes = |sixteen: usize| {
                let lanes = sixteen * LANES..(sixteen + 1) * LANES;
                lanes.map(|lane| columns.get(lane))
            };
            let pairs = PART.min(width - index % of_tap * PART);
            let firsts = (0..pairs).map(|pair| 2 * pair * LANES);
            for channel in firsts.flat_map(|first| first..first + LANES) {
                group.weights.extend(some.clone().map(|sixteen| {
                    let mut pairs = Pairs::ZERO;
                    for (to, column) in pairs.0.iter_mut().zip(lanes(sixteen)) {
                        let weight = |channel| column.map_or(0, |column| column.weight(channel));
                        *to = pair(weight(channel), weight(channel + LANES));
                    }
                    pairs
                }));
            }
            group.units.extend(some.clone().map(|sixteen| {
                let mut units = Sixteen::ZERO;
                for (unit, column) in units.0.iter_mut().zip(lanes(sixteen)) {
                    *unit = column.map_or(0.0, |column| column.unit);
                }
                units
            }));
        }
        group
    }
}

/// A part's weights of one output channel, rounded.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever the weights, and however many channels there are.
    #[test]
    fn no_sum_is_beyond_32_bits() {
        let alike = |_: usize| 1.0;
        let alone = |input: usize| if input == 0 { 7.0 } else { 0.0 };
        let falling = |input: usize| 1e-9_f32.powf(input as f32 / 64.0);
        // Halves are rounded up.
        let halves = |input: usize| input as f32 + 0.5;
        let nought = |_: usize| 0.0;
        let weights: [&dyn Fn(usize) -> f32; 5] = [&alike, &alone, &falling, &halves, &nought];
        for inputs in [1, 2, 16, 31, 32, 33, 63, CHANNELS] {
            for weight in weights {
                let column = Column::new(inputs, bound(inputs), weight);
                let magnitudes = column.weights.iter().map(|&weight| i64::from(weight).abs());
                let most = magnitudes.sum::<i64>() * bound(inputs) as i64;
                assert!(most <= i64::from(i32::MAX), "{inputs}: {most}");
            }
        }
    }
}

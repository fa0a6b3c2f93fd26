//! The noise a voice breathes with, the same for the same sentence.
//!
//! A value depends on the seed, the row (channel) and the column (frame or id) alone:
//! any window of it can be made by itself, in any order.

use std::f64::consts::TAU;
use std::ops::Range;

/// Standard normal values, by their place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noise {
    key: u64,
}

impl Noise {
    /// The noise of `seed`; each random node of a graph has a `stream` of its own.
    pub(super) fn new(seed: u64, stream: usize) -> Self {
        Self {
            key: mix(seed ^ mix(stream as u64 + 1)),
        }
    }

    /// Some columns of `rows` rows, row after row.
    pub(super) fn columns(
        self,
        rows: usize,
        columns: &Range<usize>,
    ) -> impl Iterator<Item = f32> + use<> {
        let columns = columns.clone();
        (0..rows).flat_map(move |row| columns.clone().map(move |column| self.at(row, column)))
    }

    /// The value at one place: Box and Muller's transform of two uniform values.
    fn at(&self, row: usize, column: usize) -> f32 {
        let bits = mix(mix(self.key ^ row as u64).wrapping_add(column as u64));
        let high = f64::from((bits >> 32) as u32);
        let low = f64::from(bits as u32);
        let radius = (-2.0 * ((high + 0.5) / 4_294_967_296.0).ln()).sqrt();
        (radius * (TAU * low / 4_294_967_296.0).cos()) as f32
    }
}

/// SplitMix64's step and finaliser: every bit of the outcome depends on every bit of
/// `from` (Steele, Lea, Flood 2014).
fn mix(from: u64) -> u64 {
    let mut bits = from.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_standard_normal_in_every_direction() {
        let (rows, columns) = (200, 500);
        let noise: Vec<f32> = Noise::new(7, 0).columns(rows, &(0..columns)).collect();
        let count = noise.len() as f32;
        let moment = |power: i32| noise.iter().map(|value| value.powi(power)).sum::<f32>() / count;
        assert!(moment(1).abs() < 0.02, "{}", moment(1));
        assert!((moment(2) - 1.0).abs() < 0.02, "{}", moment(2));
        assert!((moment(4) - 3.0).abs() < 0.15, "{}", moment(4));
        for lag in [1, 2, columns, columns + 1] {
            let pairs = noise.iter().zip(&noise[lag..]);
            let likeness = pairs.map(|(a, b)| a * b).sum::<f32>() / count;
            assert!(likeness.abs() < 0.02, "{lag}: {likeness}");
        }
    }

    #[test]
    fn a_value_depends_on_its_place_and_not_on_how_much_is_asked_for() {
        let fill = |noise: Noise, rows, columns: Range<usize>| -> Vec<f32> {
            noise.columns(rows, &columns).collect()
        };
        let noise = Noise::new(1, 2);
        let (wide, narrow) = (fill(noise, 3, 0..10), fill(noise, 2, 3..7));
        assert_eq!(wide[13..17], narrow[4..8]);
        for other in [Noise::new(2, 2), Noise::new(1, 1)] {
            assert_ne!(fill(other, 2, 3..7), narrow);
        }
    }
}

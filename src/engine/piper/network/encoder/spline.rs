//! Monotone splines of rational quadratics, backwards (Durkan et al. 2019, "Neural
//! Spline Flows", <https://arxiv.org/abs/1906.04032>): between two knots the curve is
//! the quotient of two parabolas, given by the knots and the slopes there. Outside of
//! all knots it is the diagonal.

/// The outermost knots lie here, in both directions.
const BOUND: f32 = 5.0;
/// The least width, height and slope.
const LEAST: f32 = 1e-3;
/// Added to the last knot, so that what lies upon it is within.
const BEYOND: f32 = 1e-6;
/// More bins than any voice has.
pub(super) const MOST_BINS: usize = 64;

/// A spline of so many bins, from what a network says of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spline {
    bins: usize,
    /// What widths and heights are divided by.
    root: f32,
}

/// Knots on one axis, and the distances between them.
struct Knots {
    places: [f32; MOST_BINS + 1],
    lengths: [f32; MOST_BINS],
}

impl Spline {
    /// For a network of so many channels with so many outputs: a width and a height for
    /// each bin, a slope for each knot but the first and the last.
    pub(super) fn of(channels: usize, outputs: usize) -> Option<Self> {
        let bins = (outputs + 1) / 3;
        let fits = 3 * bins == outputs + 1 && (1..=MOST_BINS).contains(&bins);
        fits.then(|| Self {
            bins,
            root: (channels as f32).sqrt(),
        })
    }

    /// Where the curve has the height `y`; `said` by the network.
    pub(super) fn invert(self, said: &[f32], y: f32) -> f32 {
        if !(-BOUND..=BOUND).contains(&y) {
            return y;
        }
        let (widths, rest) = said.split_at(self.bins);
        let (heights, slopes) = rest.split_at(self.bins);
        let (across, up) = (self.knots(widths), self.knots(heights));
        let last = up.places[self.bins] + BEYOND;
        let inner = &up.places[1..self.bins];
        let bin = inner.iter().filter(|&&place| y >= place).count();
        let bin = if y >= last { self.bins - 1 } else { bin };
        let slope = |knot: usize| {
            // The diagonal goes on from the outermost.
            let inner = knot.checked_sub(1).and_then(|knot| slopes.get(knot));
            inner.map_or(1.0, |&said| LEAST + softplus(said))
        };
        let (from, to) = (slope(bin), slope(bin + 1));
        let (height, width) = (up.lengths[bin], across.lengths[bin]);
        let mean = height / width;
        let above = y - up.places[bin];
        let bend = from + to - 2.0 * mean;
        let a = above * bend + height * (mean - from);
        let b = height * from - above * bend;
        let c = -mean * above;
        let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
        let share = 2.0 * c / (-b - root);
        share * width + across.places[bin]
    }

    fn knots(self, said: &[f32]) -> Knots {
        let mut knots = Knots {
            places: [0.0; MOST_BINS + 1],
            lengths: [0.0; MOST_BINS],
        };
        let shares = &mut knots.lengths[..self.bins];
        for (share, said) in shares.iter_mut().zip(said) {
            *share = said / self.root;
        }
        let most = shares.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for share in &mut *shares {
            *share = (*share - most).exp();
        }
        let all: f32 = shares.iter().sum();
        let mut place = 0.0;
        for (bin, share) in shares.iter().enumerate() {
            place += LEAST + (1.0 - LEAST * self.bins as f32) * (share / all);
            knots.places[bin + 1] = 2.0 * BOUND * place - BOUND;
        }
        knots.places[0] = -BOUND;
        knots.places[self.bins] = BOUND;
        for bin in 0..self.bins {
            knots.lengths[bin] = knots.places[bin + 1] - knots.places[bin];
        }
        knots
    }
}

fn softplus(x: f32) -> f32 {
    // Beyond, the exponential is all there is.
    if x > 20.0 { x } else { x.exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: [f32; 8] = [0.3, -1.0, 2.0, 1.0, 0.5, -0.7, 0.2, -2.0];

    #[test]
    fn the_curve_rises_meets_the_diagonal_and_has_its_slopes() {
        let spline = Spline::of(4, SAID.len()).unwrap();
        let at = |y: f32| spline.invert(&SAID, y);
        for outside in [-70.0, -5.001, 5.001, 1e9] {
            assert_eq!(at(outside).to_bits(), outside.to_bits());
        }
        let places: Vec<f32> = (0..=10_000).map(|y| at(y as f32 / 1_000.0 - 5.0)).collect();
        assert!((places[0] + 5.0).abs() < 1e-5 && (places[10_000] - 5.0).abs() < 1e-5);
        assert!(places.windows(2).all(|two| two[0] < two[1]));
        // At each inner knot the slope is what was said, seen from both sides.
        let up = spline.knots(&SAID[3..6]);
        for (knot, said) in [(1, 0.2), (2, -2.0)] {
            let slope = LEAST + softplus(said);
            for side in [-1.0, 1.0] {
                let step = 5e-4 * side;
                let run = at(up.places[knot] + step) - at(up.places[knot]);
                assert!((step / run / slope - 1.0).abs() < 0.1, "{}", step / run);
            }
        }
    }

    #[test]
    fn networks_that_say_no_spline_are_told_apart() {
        assert!(Spline::of(192, 29).is_some());
        for odd in [0, 1, 28, 30, 3 * MOST_BINS + 2] {
            assert!(Spline::of(192, odd).is_none(), "{odd}");
        }
    }
}

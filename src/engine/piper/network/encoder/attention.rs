//! Self-attention with relative positions.
//!
//! Each id asks all ids: with its *query* `qᵢ` it weighs their *keys* `kⱼ`, and gathers
//! their *values* `vⱼ` by these weights (Vaswani et al. 2017,
//! <https://arxiv.org/abs/1706.03762>), in several *heads*, each with some of the
//! channels. Ids up to `w` away from each other also weigh where they stand (Shaw et al.
//! 2018, <https://arxiv.org/abs/1803.02155>), with rows `aᵏ`, `aᵛ` for each distance:
//!
//! ```text
//! sᵢⱼ = qᵢ·(kⱼ + aᵏⱼ₋ᵢ) / √channels      p = softmax(s)      oᵢ = Σⱼ pᵢⱼ·(vⱼ + aᵛⱼ₋ᵢ)
//! ```
//!
//! A graph has no word for this band of `2w + 1` distances; the exporter writes products
//! with as many rows as there are distances at all, of which all but these are nought,
//! and takes them apart again: a third of what ONNX Runtime spends on an encoder.

use super::super::direct::{Convolution, Panels};
use super::super::simd::{LANES, Simd, Sixteen, Vector, Work};
use super::lanes;
use super::plan;
use super::{Dense, sink};

/// Ids that ask together: few enough that their weights stay in the cache, and a
/// multiple of the rows that are multiplied together.
const TOGETHER: usize = 48;

/// A block's attention.
#[derive(Debug)]
pub(super) struct Attention {
    heads: usize,
    /// Sixteens of a head's channels.
    width: usize,
    window: usize,
    /// Queries of all heads, then keys, then values.
    asked: Dense,
    relative_keys: Panels,
    relative_values: Panels,
    output: Dense,
}

/// Memory to compute attention in.
#[derive(Debug)]
pub(super) struct Room {
    /// Queries, keys and values of all ids.
    asked: Vec<Sixteen>,
    /// What some ids weigh all others with.
    weights: Vec<Sixteen>,
    /// What they weigh distances with.
    near: Vec<Sixteen>,
    /// What distances give them.
    given: Vec<Sixteen>,
    /// What each id has gathered.
    gathered: Vec<Sixteen>,
}

impl Attention {
    pub(super) fn pack(simd: Simd, plan: &plan::Block) -> Self {
        let channels = plan.output.inputs;
        let (head, heads) = (plan.head, channels / plan.head);
        let width = Sixteen::for_channels(head);
        let padded = width * LANES;
        // A head's channels begin at a Sixteen of their own.
        let place = |column: usize| {
            let (own, channel) = (column / padded, column % padded);
            (channel < head).then_some(own * head + channel)
        };
        let part = |column: usize| (column / (heads * padded), column % (heads * padded));
        let root = (head as f32).sqrt();
        let scaled = |part: usize, number: f32| if part == 0 { number / root } else { number };
        let asked = |input: usize, column: usize| {
            let (part, column) = part(column);
            let number = |output| plan.attended[part].weight(0, input, output);
            scaled(part, place(column).map_or(0.0, number))
        };
        let bias = |column: usize| {
            let (part, column) = part(column);
            let number = |output: usize| plan.attended[part].bias[output];
            scaled(part, place(column).map_or(0.0, number))
        };
        let bias: Vec<f32> = (0..3 * heads * padded).map(bias).collect();
        let output = |input: usize, output: usize| {
            place(input).map_or(0.0, |input| plan.output.weight(0, input, output))
        };
        let places = 2 * plan.window + 1;
        let [keys, values] = &plan.relative;
        Self {
            heads,
            width,
            window: plan.window,
            asked: Dense::pack(simd, channels, &bias, asked),
            relative_keys: Panels::pack(simd, 1, head, places, |_, channel, place| {
                keys[place * head + channel]
            }),
            relative_values: Panels::pack(simd, 1, places, head, |_, place, channel| {
                values[place * head + channel]
            }),
            output: Dense::pack(simd, heads * padded, &plan.output.bias, output),
        }
    }

    /// Memory for so many ids.
    pub(super) fn room(&self, ids: usize) -> Room {
        let zeros = |count: usize| vec![Sixteen::ZERO; count];
        let all = self.heads * self.width;
        Room {
            asked: zeros(ids * 3 * all),
            weights: zeros(TOGETHER * Sixteen::for_channels(ids)),
            near: zeros(TOGETHER * self.places()),
            given: zeros(TOGETHER * all),
            gathered: zeros(ids * all),
        }
    }

    /// Sixteens of a row of distances.
    fn places(&self) -> usize {
        Sixteen::for_channels(2 * self.window + 1)
    }

    /// `sum`: what `ids` rows of `x` gather, added to them.
    pub(super) fn add(
        &self,
        simd: Simd,
        x: &[Sixteen],
        ids: usize,
        sum: &mut [Sixteen],
        room: &mut Room,
    ) {
        self.asked
            .run(simd, x, ids, &mut sink(&[], &mut room.asked));
        for head in 0..self.heads {
            self.gather(simd, head, ids, room);
        }
        let mut sink = sink(&[x], sum);
        self.output.run(simd, &room.gathered, ids, &mut sink);
    }

    /// What one head gathers.
    fn gather(&self, simd: Simd, head: usize, ids: usize, room: &mut Room) {
        let (width, all) = (self.width, self.heads * self.width);
        let channels = width * LANES;
        let row = 3 * all;
        let number = |id: usize, part: usize, channel: usize| {
            let column = part * all + head * width + channel / LANES;
            room.asked[id * row + column].0[channel % LANES]
        };
        let key = |_, channel, id| number(id, 1, channel);
        let keys = Panels::pack(simd, 1, channels, ids, key);
        let value = |_, id, channel| number(id, 2, channel);
        let values = Panels::pack(simd, 1, ids, channels, value);
        let (columns, places) = (Sixteen::for_channels(ids), self.places());
        for first in (0..ids).step_by(TOGETHER) {
            let rows = TOGETHER.min(ids - first);
            let product = |input, row, panels, output_row| Convolution {
                input,
                row,
                tap: 0,
                rows,
                panels,
                bias: &[],
                output_row,
            };
            let queries = &room.asked[first * row + head * width..];
            let asked = product(queries, row, &keys, columns);
            simd.convolve(&asked, &mut sink(&[], &mut room.weights));
            let asked = product(queries, row, &self.relative_keys, places);
            simd.convolve(&asked, &mut sink(&[], &mut room.near));
            simd.perform(Weigh {
                weights: &mut room.weights[..rows * columns],
                near: &mut room.near[..rows * places],
                first,
                ids,
                window: self.window,
            });
            // Both in rows of all heads, so that one can be added to the other.
            let given = product(&room.near, places, &self.relative_values, all);
            simd.convolve(&given, &mut sink(&[], &mut room.given));
            let gathered = product(&room.weights, columns, &values, all);
            let to = &mut room.gathered[first * all + head * width..];
            simd.convolve(&gathered, &mut sink(&[&room.given], to));
        }
    }
}

/// What ids weigh others with: scores to weights, in place.
struct Weigh<'a> {
    /// A row for each id that asks.
    weights: &'a mut [Sixteen],
    /// What distances add to the scores; then the weights within the window.
    near: &'a mut [Sixteen],
    /// The id that asks first.
    first: usize,
    ids: usize,
    window: usize,
}

impl Work for Weigh<'_> {
    #[inline(always)]
    fn perform<V: Vector>(self) {
        let columns = Sixteen::for_channels(self.ids);
        let places = Sixteen::for_channels(2 * self.window + 1);
        let rows = self.weights.chunks_exact_mut(columns);
        let rows = rows.zip(self.near.chunks_exact_mut(places));
        for (id, (row, near)) in (self.first..).zip(rows) {
            // Those within the window, and the place of the first of them.
            let ids = id.saturating_sub(self.window)..(id + self.window + 1).min(self.ids);
            let from = ids.start + self.window - id;
            for (place, other) in (from..).zip(ids.clone()) {
                row[other / LANES].0[other % LANES] += near[place / LANES].0[place % LANES];
            }
            for none in self.ids..columns * LANES {
                row[none / LANES].0[none % LANES] = f32::NEG_INFINITY;
            }
            softmax::<V>(row);
            near.fill(Sixteen::ZERO);
            for (place, other) in (from..).zip(ids) {
                near[place / LANES].0[place % LANES] = row[other / LANES].0[other % LANES];
            }
        }
    }
}

/// Exponentials, divided by their sum.
#[inline(always)]
fn softmax<V: Vector>(row: &mut [Sixteen]) {
    let mut most = V::splat(f32::NEG_INFINITY);
    for scores in &*row {
        most = most.max(V::load(scores));
    }
    let most = V::splat(lanes::largest(most));
    let mut sums = V::splat(0.0);
    for scores in &mut *row {
        let weights = lanes::exp(V::load(scores).sub(most));
        sums = sums.add(weights);
        weights.store(scores);
    }
    let share = V::splat(1.0 / lanes::sum(sums));
    for weights in row {
        V::load(weights).mul(share).store(weights);
    }
}

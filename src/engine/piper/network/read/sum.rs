//! Additions: each completes the sum of a layer. Where its channels lie in another order
//! than those that are added, or are only some of the layer's, the layer's weights are
//! put in that order, or the layer is made two.

use super::super::super::graph::Broken;
use super::super::kernel::{Kernel, MOST_CHANNELS};
use super::super::plan::{SIZES, Source, Speaker, UNKNOWN, Work};
use super::super::settle::MOST_RESIDUALS;
use super::super::simd::{LANES, Sixteen};
use super::rows::{Channel, Rows};
use super::{Meaning, Reader, State};

impl<'m> Reader<'_, 'm> {
    pub(super) fn addition(&mut self, one: &'m str, other: &'m str) -> Result<Meaning<'m>, Broken> {
        for (one, other) in [(one, other), (other, one)] {
            match (self.meanings.get(one), self.meanings.get(other)) {
                (Some(Meaning::Rows(rows)), Some(Meaning::Nought)) => {
                    return Ok(Meaning::Rows(rows.clone()));
                }
                (Some(&Meaning::Deviation(deviation)), None) => return self.draw(other, deviation),
                // What is given besides is the speaker's.
                (Some(Meaning::Rows(rows)), None) if self.is_given(other) => {
                    let rows = rows.clone();
                    return self.speaker(&rows, other).map(Meaning::Rows);
                }
                _ => {}
            }
        }
        let (one, other) = (self.rows_of(one)?, self.rows_of(other)?);
        self.sum(&one, &other).map(Meaning::Rows)
    }

    /// A subtraction is the addition of the opposite.
    pub(super) fn subtraction(
        &mut self,
        from: &'m str,
        what: &'m str,
    ) -> Result<Meaning<'m>, Broken> {
        let (from, what) = (self.rows_of(from)?, self.rows_of(what)?);
        let layer = self.whole_layer(&what).ok_or(UNKNOWN)?;
        self.change(layer)?.negate();
        let opposite = self.whole(layer);
        self.sum(&from, &opposite).map(Meaning::Rows)
    }

    /// Completes the later of two layers' sums.
    fn sum(&mut self, one: &[Channel], other: &[Channel]) -> Result<Rows, Broken> {
        if one.len() != other.len() {
            return Err(SIZES);
        }
        let (one, other) = (self.all_of_one(one)?, self.all_of_one(other)?);
        let (later, earlier) = if one[0].layer > other[0].layer {
            (one, other)
        } else {
            (other, one)
        };
        let (Some(layer), Some(added)) = (later[0].layer, earlier[0].layer) else {
            return Err(UNKNOWN);
        };
        let (to, from) = (&self.layers[layer], &self.layers[added]);
        if to.rate != from.rate || to.outputs != from.outputs {
            return Err(SIZES);
        }
        let is_open = self.is_open(layer, &later);
        if layer == added || !is_open || to.residuals.len() == MOST_RESIDUALS {
            return Err(UNKNOWN);
        }
        self.see(&earlier)?;
        // Beside each channel that is added lies the one that it is added to.
        let mut order = vec![None; later.len()];
        for (to, from) in later.iter().zip(&earlier) {
            order[from.index] = Some(to.index);
        }
        self.reorder(layer, &order)?;
        self.layers[layer].residuals.push(added);
        self.states[layer].version += 1;
        let version = self.states[layer].version;
        let sum = earlier.iter().map(|from| Channel {
            layer: Some(layer),
            index: from.index,
            version,
        });
        Ok(sum.collect())
    }

    /// Rows as all channels of one layer, in whatever order: as they are, as a part made
    /// a layer of its own, or handed on by a layer that does nothing else.
    fn all_of_one(&mut self, rows: &[Channel]) -> Result<Rows, Broken> {
        let mut is_there = vec![false; rows.len()];
        let first = rows.first().and_then(|first| first.layer);
        for channel in rows {
            let is_of_first = channel.layer == first;
            match is_there.get_mut(channel.index).filter(|_| is_of_first) {
                Some(is_there) => *is_there = true,
                None => break,
            }
        }
        let Some(layer) = first else {
            return self.handed_on(rows);
        };
        if self.layers[layer].outputs == rows.len() && is_there.iter().all(|&one| one) {
            return Ok(rows.to_vec());
        }
        if rows.iter().all(|channel| channel.layer == first) && self.is_open(layer, rows) {
            return self.take_out(layer, rows);
        }
        self.handed_on(rows)
    }

    fn handed_on(&mut self, rows: &[Channel]) -> Result<Rows, Broken> {
        if rows.len() > MOST_CHANNELS {
            return Err(SIZES);
        }
        self.convolve(rows, &Kernel::identity(rows.len()), true)
    }

    /// Makes some of a layer's channels a layer of their own, which takes its place; the
    /// others are those of a new one.
    fn take_out(&mut self, layer: usize, rows: &[Channel]) -> Result<Rows, Broken> {
        let outputs = self.layers[layer].outputs;
        let chosen: Vec<Option<usize>> = rows.iter().map(|channel| Some(channel.index)).collect();
        let others = (0..outputs).map(Some);
        let others: Vec<Option<usize>> = others.filter(|one| !chosen.contains(one)).collect();
        let is_odd = chosen.len() + others.len() != outputs || others.is_empty();
        let of = &self.layers[layer];
        let has_speaker = self.speakers.iter().any(|one| one.layer == layer);
        let Some(kernel) = of.kernel().filter(|kernel| kernel.stride.is_none()) else {
            return Err(UNKNOWN);
        };
        if is_odd || has_speaker || !of.residuals.is_empty() {
            return Err(UNKNOWN);
        }
        let (input, kernel) = (of.input, kernel.giving(&others));
        let exact = matches!(of.work, Work::Convolution { exact, .. } if exact);
        let rest = self.push(input, Work::Convolution { kernel, exact })?;
        let mut places = vec![None; outputs];
        for (place, old) in others.iter().enumerate() {
            places[old.unwrap_or_default()] = Some(place);
        }
        let version = self.states[layer].version;
        let moved = self
            .meanings
            .values_mut()
            .filter_map(|meaning| match meaning {
                Meaning::Rows(rows) | Meaning::Tanh(rows) | Meaning::Sigmoid(rows) => Some(rows),
                _ => None,
            });
        for channel in moved.flatten() {
            let is_old = channel.layer == Some(layer) && channel.version == version;
            if let Some(place) = places
                .get(channel.index)
                .copied()
                .flatten()
                .filter(|_| is_old)
            {
                *channel = Channel {
                    layer: Some(rest),
                    index: place,
                    version: 0,
                };
            }
        }
        self.reorder(layer, &chosen)?;
        self.states[layer].version += 1;
        Ok(self.whole(layer))
    }

    /// `tanh` of one half of a layer, times the sigmoid of the other.
    pub(super) fn gate(
        &mut self,
        tanh: &[Channel],
        sigmoid: &[Channel],
    ) -> Result<Meaning<'m>, Broken> {
        let layer = tanh.first().and_then(|first| first.layer).ok_or(UNKNOWN)?;
        let rows = [tanh, sigmoid].concat();
        let of_layer = rows.iter().all(|channel| channel.layer == Some(layer));
        if !of_layer || tanh.len() != sigmoid.len() || !self.is_open(layer, &rows) {
            return Err(UNKNOWN);
        }
        let half = Sixteen::for_channels(tanh.len()) * LANES;
        let filled = |rows: &[Channel]| -> Vec<Option<usize>> {
            let indexes = rows.iter().map(|channel| Some(channel.index));
            indexes.chain(std::iter::repeat(None)).take(half).collect()
        };
        let order = [filled(tanh), filled(sigmoid)].concat();
        self.reorder(layer, &order)?;
        self.states[layer].version += 1;
        let sum = self.whole(layer);
        self.see(&sum)?;
        let gate = self.push(Source::Sum(layer), Work::Gate)?;
        self.layers[gate].outputs = tanh.len();
        Ok(Meaning::Rows(self.whole(gate)))
    }

    /// What a speaker adds to all of a layer.
    fn speaker(&mut self, rows: &[Channel], tensor: &str) -> Result<Rows, Broken> {
        let layer = self.whole_layer(rows).ok_or(UNKNOWN)?;
        let is_known = self.speakers.iter().any(|one| one.layer == layer);
        if is_known || !self.is_open(layer, rows) {
            return Err(UNKNOWN);
        }
        self.speakers.push(Speaker {
            tensor: tensor.to_owned(),
            layer,
            channels: rows.len(),
            order: (0..rows.len()).map(Some).collect(),
        });
        self.states[layer].version += 1;
        Ok(self.whole(layer))
    }

    /// Whether a layer's sum, as these rows have it, may yet become another.
    fn is_open(&self, layer: usize, rows: &[Channel]) -> bool {
        let State { version, is_read } = self.states[layer];
        !is_read && rows.iter().all(|channel| channel.version == version)
    }

    /// The weights of a layer of which nothing was seen, and nothing made.
    fn change(&mut self, layer: usize) -> Result<&mut Kernel, Broken> {
        let has_speaker = self.speakers.iter().any(|one| one.layer == layer);
        let state = &mut self.states[layer];
        let of = &mut self.layers[layer];
        match &mut of.work {
            Work::Convolution { kernel, .. }
                if of.residuals.is_empty() && !state.is_read && !has_speaker =>
            {
                state.version += 1;
                Ok(kernel)
            }
            _ => Err(UNKNOWN),
        }
    }

    /// Puts a layer's channels in another order; `None`: nought.
    fn reorder(&mut self, layer: usize, order: &[Option<usize>]) -> Result<(), Broken> {
        let of = &mut self.layers[layer];
        if order.iter().copied().eq((0..of.outputs).map(Some)) {
            return Ok(());
        }
        match &mut of.work {
            Work::Convolution { kernel, .. }
                if of.residuals.is_empty() && kernel.stride.is_none() =>
            {
                *kernel = kernel.giving(order);
                of.outputs = order.len();
            }
            _ => return Err(UNKNOWN),
        }
        let of_layer = self.speakers.iter_mut().filter(|one| one.layer == layer);
        for speaker in of_layer {
            let old = &speaker.order;
            speaker.order = order
                .iter()
                .map(|one| one.and_then(|one| old[one]))
                .collect();
        }
        Ok(())
    }
}

//! Operations that look at one moment only, other than sums.

use super::super::super::graph::{Broken, Node};
use super::super::plan::{Rectifier, UNKNOWN};
use super::{Meaning, Reader};

impl<'m> Reader<'_, 'm> {
    pub(super) fn product(&mut self, one: &'m str, other: &'m str) -> Result<Meaning<'m>, Broken> {
        if let Some(factors) = self.factors(one).zip(self.factors(other)) {
            return factors.0.times(factors.1).map(Meaning::Deviation);
        }
        for (rows, factor) in [(one, other), (other, one)] {
            match (self.meanings.get(rows), self.meanings.get(factor)) {
                (Some(Meaning::Tanh(tanh)), Some(Meaning::Sigmoid(sigmoid))) => {
                    let (tanh, sigmoid) = (tanh.clone(), sigmoid.clone());
                    return self.gate(&tanh, &sigmoid);
                }
                (Some(Meaning::Rows(rows)), Some(Meaning::One)) => {
                    return Ok(Meaning::Rows(rows.clone()));
                }
                (Some(Meaning::Rows(rows)), None) if self.is_given(factor) => {
                    let masks_none = (self.is_one)(factor);
                    return masks_none
                        .then(|| Meaning::Rows(rows.clone()))
                        .ok_or(UNKNOWN);
                }
                (Some(Meaning::Rows(_)), None) if self.graph.numbers(factor)?.is_some() => {
                    return self.scaling(rows, self.one_number(factor)?);
                }
                _ => {}
            }
        }
        Err(UNKNOWN)
    }

    pub(super) fn scaling(&mut self, sum: &str, factor: f32) -> Result<Meaning<'m>, Broken> {
        let rows = self.rows_of(sum)?;
        match self.whole_layer(&rows) {
            Some(layer) if factor.is_finite() => {
                self.states[layer].is_read = true;
                Ok(Meaning::Scaled(layer, factor))
            }
            _ => Err(UNKNOWN),
        }
    }

    pub(super) fn rectifier(&mut self, sum: &str, slope: f32) -> Result<Meaning<'m>, Broken> {
        let (layer, scale) = match self.meanings.get(sum) {
            Some(Meaning::Rows(rows)) => (self.whole_layer(rows).ok_or(UNKNOWN)?, 1.0),
            Some(&Meaning::Scaled(layer, scale)) => (layer, scale),
            _ => return Err(UNKNOWN),
        };
        let new = Rectifier { scale, slope };
        let known = self.layers[layer].rectifier.get_or_insert(new);
        // One that reads the same sum must be the same; and `max` computes no other.
        let bits = |one: &Rectifier| (one.scale.to_bits(), one.slope.to_bits());
        if bits(known) != bits(&new) || !(0.0..=1.0).contains(&slope) {
            return Err(UNKNOWN);
        }
        self.states[layer].is_read = true;
        Ok(Meaning::Rectified(layer))
    }

    pub(super) fn tanh(&mut self, sum: &str) -> Result<Meaning<'m>, Broken> {
        let rows = self.rows_of(sum)?;
        Ok(match self.whole_layer(&rows) {
            Some(layer) if rows.len() == 1 => {
                self.states[layer].is_read = true;
                Meaning::Sound(layer)
            }
            _ => Meaning::Tanh(rows),
        })
    }

    /// Noughts like something else, for an addition that then changes nothing.
    pub(super) fn noughts(&self, node: &Node<'m>, of: &str) -> Result<Meaning<'m>, Broken> {
        let value = node.numbers("value")?;
        let is_nought = value.is_none_or(|value| value.values == [0.0]);
        match self.meanings.get(of) {
            Some(Meaning::Size) if is_nought => Ok(Meaning::Nought),
            _ => Err(UNKNOWN),
        }
    }
}

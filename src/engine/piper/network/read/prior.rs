//! Where the frames come from: what the text encoder says of each, and noise.

use super::super::super::graph::Broken;
use super::super::plan::{Prior, UNKNOWN};
use super::{Meaning, Reader};

/// A product of what frames are drawn with.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Factors<'m> {
    noise: bool,
    log_deviation: Option<&'m str>,
    scale: Option<&'m str>,
}

impl Factors<'_> {
    /// The product of two; each factor may be there once.
    pub(super) fn times(self, other: Self) -> Result<Self, Broken> {
        let twice = (self.noise && other.noise)
            || (self.log_deviation.is_some() && other.log_deviation.is_some())
            || (self.scale.is_some() && other.scale.is_some());
        if twice {
            return Err(UNKNOWN);
        }
        Ok(Self {
            noise: self.noise || other.noise,
            log_deviation: self.log_deviation.or(other.log_deviation),
            scale: self.scale.or(other.scale),
        })
    }
}

impl<'m> Reader<'_, 'm> {
    /// A tensor as a factor of the frames' deviation, as long as there are no frames.
    pub(super) fn factors(&self, tensor: &'m str) -> Option<Factors<'m>> {
        let none = Factors::default();
        match self.meanings.get(tensor) {
            _ if self.prior.is_some() => None,
            Some(Meaning::Deviation(factors)) => Some(*factors),
            Some(_) => None,
            None if self.noise == Some(tensor) => Some(Factors {
                noise: true,
                ..none
            }),
            None if self.noise.is_some() && self.is_given(tensor) => Some(Factors {
                scale: Some(tensor),
                ..none
            }),
            None => None,
        }
    }

    pub(super) fn exponential(&self, of: &'m str) -> Result<Meaning<'m>, Broken> {
        match self.meanings.get(of) {
            Some(Meaning::Nought) => Ok(Meaning::One),
            None if self.noise.is_some() && self.is_given(of) => Ok(Meaning::Deviation(Factors {
                log_deviation: Some(of),
                ..Factors::default()
            })),
            _ => Err(UNKNOWN),
        }
    }

    /// The frames: a mean and a deviation from it.
    pub(super) fn draw(
        &mut self,
        mean: &'m str,
        deviation: Factors<'m>,
    ) -> Result<Meaning<'m>, Broken> {
        let (true, Some(log), Some(scale)) =
            (deviation.noise, deviation.log_deviation, deviation.scale)
        else {
            return Err(UNKNOWN);
        };
        if self.prior.is_some() || !self.is_given(mean) {
            return Err(UNKNOWN);
        }
        self.prior = Some(Prior {
            mean: mean.to_owned(),
            log_deviation: log.to_owned(),
            scale: scale.to_owned(),
        });
        Ok(Meaning::Rows(self.frames()))
    }
}

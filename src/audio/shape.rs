//! Samples → samples: the rate they are meant to be played at.

use std::borrow::Cow;

use audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Resampler as _};

use super::failed;
use crate::error::{Error, Result};

/// Samples in one step of the converter, on the side that has fewer, at least: 13 ms
/// from 22.05 kHz.
///
/// A step costs half its length in latency; smaller ones lose treble.
const STEP: usize = 256;

/// The rates aloud converts between, in Hz; outside lies nothing that speaks.
const RATES: std::ops::RangeInclusive<u32> = 4_000..=192_000;

/// How many samples `samples` become when converted: rounded to the nearest.
pub fn resampled_len(samples: u64, from_hz: u32, to_hz: u32) -> u64 {
    let (from, to) = (u128::from(from_hz.max(1)), u128::from(to_hz));
    let rounded = (u128::from(samples) * to * 2 + from) / (from * 2);
    u64::try_from(rounded).unwrap_or(u64::MAX)
}

/// `samples` times `factor`, held at the loudest there is.
pub fn amplified(samples: &[i16], factor: f32) -> Cow<'_, [i16]> {
    if factor == 1.0 {
        return Cow::Borrowed(samples);
    }
    let amplify = |sample: &i16| (f32::from(*sample) * factor).round() as i16;
    Cow::Owned(samples.iter().map(amplify).collect())
}

/// Converts one mono stream from one sample rate to another.
///
/// What comes out is aligned in time with what went in: the filter's delay is cut
/// from the start and made up for at the end, and the total is exactly
/// [`resampled_len`]. The samples do not depend on how the input was cut up.
pub struct Resampler {
    /// `None` where both rates are the same and samples pass untouched.
    converter: Option<Converter>,
}

impl Resampler {
    /// A converter from `from_hz` to `to_hz`.
    ///
    /// # Errors
    /// When a rate is outside 4–192 kHz.
    pub fn new(from_hz: u32, to_hz: u32) -> Result<Self> {
        if let Some(rate) = [from_hz, to_hz].iter().find(|rate| !RATES.contains(rate)) {
            return Err(Error::unsupported(
                "unsupported_sample_rate",
                format!(
                    "A sample rate of {rate} Hz cannot be converted; rates from {} to {} Hz can.",
                    RATES.start(),
                    RATES.end()
                ),
            ));
        }
        let converter = (from_hz != to_hz).then(|| Converter::new(from_hz, to_hz));
        Ok(Self {
            converter: converter.transpose()?,
        })
    }

    /// Converts `samples`, appending what is ready to `out`.
    ///
    /// # Errors
    /// When the converter refuses; the stream is then broken.
    pub fn push(&mut self, samples: &[i16], out: &mut Vec<i16>) -> Result<()> {
        match &mut self.converter {
            Some(converter) => converter.push(samples, out),
            None => {
                out.extend_from_slice(samples);
                Ok(())
            }
        }
    }

    /// Appends what the filter still holds; no call follows.
    ///
    /// # Errors
    /// When the converter refuses.
    pub fn finish(&mut self, out: &mut Vec<i16>) -> Result<()> {
        match &mut self.converter {
            Some(converter) => converter.finish(out),
            None => Ok(()),
        }
    }
}

struct Converter {
    from_hz: u32,
    to_hz: u32,
    fft: Fft<f32>,
    /// Samples waiting until they fill a step.
    waiting: Vec<f32>,
    /// The converted step, kept for its memory only.
    step: Vec<f32>,
    /// Converted samples still to be cut from the start.
    delay: usize,
    taken: u64,
    given: u64,
}

impl Converter {
    fn new(from_hz: u32, to_hz: u32) -> Result<Self> {
        let (from, to) = (from_hz as usize, to_hz as usize);
        let fft = Fft::new(from, to, even_step(from, to), 1, FixedSync::Both)
            .map_err(|cause| failed("The rate converter was not made", cause))?;
        Ok(Self {
            from_hz,
            to_hz,
            waiting: Vec::with_capacity(fft.input_frames_max()),
            step: vec![0.0; fft.output_frames_max()],
            delay: fft.output_delay(),
            fft,
            taken: 0,
            given: 0,
        })
    }

    fn push(&mut self, samples: &[i16], out: &mut Vec<i16>) -> Result<()> {
        self.taken += samples.len() as u64;
        let mut rest = samples;
        while !rest.is_empty() {
            let room = self.fft.input_frames_next() - self.waiting.len();
            let (now, later) = rest.split_at(room.min(rest.len()));
            self.waiting.extend(now.iter().map(|&s| to_float(s)));
            rest = later;
            if now.len() == room {
                self.convert(u64::MAX, out)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<i16>) -> Result<()> {
        let total = resampled_len(self.taken, self.from_hz, self.to_hz);
        while self.given < total {
            self.waiting.resize(self.fft.input_frames_next(), 0.0);
            self.convert(total, out)?;
        }
        Ok(())
    }

    /// Converts one full step and gives it out, up to `total` samples in all.
    fn convert(&mut self, total: u64, out: &mut Vec<i16>) -> Result<()> {
        let (taken, room) = (self.waiting.len(), self.step.len());
        let input = InterleavedSlice::new(&self.waiting, 1, taken).map_err(refused)?;
        let mut output = InterleavedSlice::new_mut(&mut self.step, 1, room).map_err(refused)?;
        let (_, made) = self
            .fft
            .process_into_buffer(&input, &mut output, None)
            .map_err(refused)?;
        self.waiting.clear();
        let cut = self.delay.min(made);
        self.delay -= cut;
        let left = usize::try_from(total - self.given).unwrap_or(usize::MAX);
        let ready = &self.step[cut..made];
        let ready = &ready[..ready.len().min(left)];
        self.given += ready.len() as u64;
        out.extend(ready.iter().map(|&s| to_integer(s)));
        Ok(())
    }
}

/// Input samples of a step of at least [`STEP`] that is even at both rates, so that
/// the filter's delay, half a step, is a whole number of samples on either side.
fn even_step(from: usize, to: usize) -> usize {
    let mut divisor = (from, to);
    while divisor.1 != 0 {
        divisor = (divisor.1, divisor.0 % divisor.1);
    }
    let shortest = 2 * from.min(to) / divisor.0;
    STEP.div_ceil(shortest) * 2 * from / divisor.0
}

/// The full scale of 16-bit samples as floats.
const FULL_SCALE: f32 = 32_768.0;

/// A 16-bit sample in −1…1.
pub(super) fn to_float(sample: i16) -> f32 {
    f32::from(sample) / FULL_SCALE
}

/// The nearest 16-bit sample; louder than full scale is clipped.
#[expect(
    clippy::cast_possible_truncation,
    reason = "float casts saturate, which is the clipping wanted"
)]
fn to_integer(sample: f32) -> i16 {
    (sample * FULL_SCALE).round() as i16
}

fn refused(cause: impl std::fmt::Display) -> Error {
    failed("The rate converter refused a step", cause)
}

//! Raw samples: the `pcm` of OpenAI's speech route, 24 kHz s16le without a header.

use super::{Encoder, Finished, StreamInfo};
use crate::error::Result;

/// The rate OpenAI's route promises, in Hz.
pub(super) const RATE: u32 = 24_000;

pub(super) fn rate(_input_rate: u32) -> u32 {
    RATE
}

#[expect(clippy::unnecessary_wraps, reason = "the table's builders may fail")]
pub(super) fn encoder(_info: &StreamInfo) -> Result<Box<dyn Encoder>> {
    Ok(Box::new(Pcm))
}

struct Pcm;

impl Encoder for Pcm {
    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<()> {
        put_samples(samples, out);
        Ok(())
    }

    fn finish(&mut self, _out: &mut Vec<u8>) -> Result<Finished> {
        Ok(Finished::default())
    }
}

/// Appends samples as signed 16-bit little-endian, which is also WAV's payload.
pub(super) fn put_samples(samples: &[i16], out: &mut Vec<u8>) {
    out.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
}

//! RIFF/WAVE, 16-bit mono.
//!
//! The header comes before the samples and holds their length. Where that is not
//! known, the live file says 0xFFFF_FFFF, which tools and browsers read as "until
//! the end", and the kept file gets the true lengths.

use super::pcm::put_samples;
use super::{Encoder, Finished, StreamInfo};
use crate::error::Result;

/// Where the RIFF chunk's length stands, and what of the header it counts.
const RIFF_LENGTH: usize = 4;
const RIFF_COUNTS: u64 = 36;
/// Where the data chunk's length stands: the last field of the header.
const DATA_LENGTH: usize = 40;

#[expect(clippy::unnecessary_wraps, reason = "the table's builders may fail")]
pub(super) fn encoder(info: &StreamInfo) -> Result<Box<dyn Encoder>> {
    Ok(Box::new(Wav {
        sample_rate: info.sample_rate,
        promised: info.samples,
        written: None,
    }))
}

struct Wav {
    sample_rate: u32,
    /// The number of samples the live header tells.
    promised: Option<u64>,
    /// Samples written; `None` until the header is.
    written: Option<u64>,
}

impl Encoder for Wav {
    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<()> {
        let written = match self.written {
            Some(written) => written,
            None => {
                out.extend(header(self.sample_rate, self.promised));
                0
            }
        };
        put_samples(samples, out);
        self.written = Some(written + samples.len() as u64);
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<Finished> {
        self.push(&[], out)?;
        let opening =
            (self.written != self.promised).then(|| header(self.sample_rate, self.written));
        Ok(Finished { opening })
    }
}

/// The 44 bytes before the samples; without a number of samples, an endless file's.
fn header(sample_rate: u32, samples: Option<u64>) -> Vec<u8> {
    let mut header = hound::WavSpec {
        channels: 1,
        sample_rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    }
    .into_header_for_infinite_file();
    if let Some(samples) = samples {
        let bytes = samples.saturating_mul(2);
        put_length(&mut header, RIFF_LENGTH, bytes.saturating_add(RIFF_COUNTS));
        put_length(&mut header, DATA_LENGTH, bytes);
    }
    header
}

/// Beyond 4 GiB the field stays at its largest, which means "until the end".
fn put_length(header: &mut [u8], at: usize, bytes: u64) {
    let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
    header[at..at + 4].copy_from_slice(&bytes.to_le_bytes());
}

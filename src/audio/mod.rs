//! Samples → bytes: formats, encoders, and the shaping of samples before them.

mod decode;
mod flac;
mod format;
mod mp3;
mod opus;
mod pcm;
pub mod shape;
mod tags;
mod wav;

pub use decode::{Decoded, decode};
pub use format::Format;
pub use tags::Tags;

use crate::error::{Error, Result};
use shape::{Resampler, resampled_len};

/// Turns samples into the bytes of one file, piece by piece.
///
/// One encoder serves one whole stream: never one per chunk, which would leave a
/// gap at every seam.
///
/// # For implementations
/// * The opening bytes are written by the first `push`, so that a stream can start
///   before its length is known.
/// * Decoded, the file has exactly as many samples as were pushed, wherever the
///   format can say so.
pub trait Encoder: Send {
    /// Encodes mono samples, appending whatever bytes are ready to `out`.
    ///
    /// # Errors
    /// When the codec refuses; the stream is then broken.
    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<()>;

    /// Encodes what is left and closes the stream; no call follows.
    ///
    /// # Errors
    /// When the codec refuses; the stream is then broken.
    fn finish(&mut self, out: &mut Vec<u8>) -> Result<Finished>;
}

/// What is known once a stream has ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// Bytes that replace as many at the very start of a kept file, because only
    /// now are they known: lengths in a WAV header, the LAME tag's frame count.
    pub opening: Option<Vec<u8>>,
}

impl Finished {
    /// Makes the bytes that were streamed into the file to keep.
    pub fn complete(&self, file: &mut [u8]) {
        if let Some(opening) = &self.opening {
            let length = opening.len().min(file.len());
            file[..length].copy_from_slice(&opening[..length]);
        }
    }
}

/// What is known of a stream before its first sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamInfo {
    /// Rate in Hz of the samples that will be pushed.
    pub sample_rate: u32,
    /// How many samples will be pushed, where that is known: the opening then
    /// carries the true length even while streaming.
    pub samples: Option<u64>,
    /// Title and the like.
    pub tags: Tags,
}

/// An encoder for one whole stream of mono samples.
///
/// Where the format needs another rate than `info.sample_rate`, the encoder
/// resamples by itself.
///
/// # Errors
/// When the sample rate is one that no converter can serve, or the codec refuses.
pub fn encoder(format: Format, info: &StreamInfo) -> Result<Box<dyn Encoder>> {
    let rate = format.output_rate(info.sample_rate);
    if rate == info.sample_rate {
        return format.build(info);
    }
    let resampler = Resampler::new(info.sample_rate, rate)?;
    let inner = format.build(&StreamInfo {
        sample_rate: rate,
        samples: info
            .samples
            .map(|samples| resampled_len(samples, info.sample_rate, rate)),
        tags: info.tags.clone(),
    })?;
    Ok(Box::new(Resampled {
        resampler,
        inner,
        converted: Vec::new(),
    }))
}

/// An encoder behind a rate converter.
struct Resampled {
    resampler: Resampler,
    inner: Box<dyn Encoder>,
    /// Kept between calls for its memory only.
    converted: Vec<i16>,
}

impl Encoder for Resampled {
    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<()> {
        self.converted.clear();
        self.resampler.push(samples, &mut self.converted)?;
        self.inner.push(&self.converted, out)
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<Finished> {
        self.converted.clear();
        self.resampler.finish(&mut self.converted)?;
        self.inner.push(&self.converted, out)?;
        self.inner.finish(out)
    }
}

/// A codec refused; `what` says which step, the cause goes to the log.
fn failed(what: &str, cause: impl std::fmt::Display) -> Error {
    Error::ours("encoder_failed", format!("{what}: {cause}"))
}

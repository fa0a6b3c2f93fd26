//! Samples → bytes: formats, encoders, and the shaping of samples before them.

use crate::error::Result;

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

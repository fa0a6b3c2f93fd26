//! FLAC (RFC 9639), 16-bit mono, written frame by frame.

use flacenc::bitsink::ByteSink;
use flacenc::component::{BitRepr, MetadataBlockData, Stream, StreamInfo as FlacInfo};
use flacenc::config;
use flacenc::error::{Verified, Verify};
use flacenc::source::{Context, Fill, FrameBuf};

use super::{Encoder, Finished, StreamInfo, failed};
use crate::error::{Error, Result};

/// Samples in a frame: 93 ms at 22.05 kHz. Twice that would save about half a per
/// cent of the bytes and double what a listener waits for.
const FRAME: usize = 2_048;

const BITS: usize = 16;

/// The metadata block type of Vorbis comments (RFC 9639 8.1).
const VORBIS_COMMENT: u8 = 4;

pub(super) fn encoder(info: &StreamInfo) -> Result<Box<dyn Encoder>> {
    let config = config::Encoder::default()
        .into_verified()
        .map_err(|(_, cause)| refused(cause))?;
    let mut stream_info = FlacInfo::new(info.sample_rate as usize, 1, BITS).map_err(refused)?;
    stream_info.set_block_sizes(FRAME, FRAME).map_err(refused)?;
    stream_info.set_frame_sizes(0, 0).map_err(refused)?;
    stream_info.set_total_samples(known_length(info.samples));
    Ok(Box::new(Flac {
        config,
        stream_info,
        comments: info.tags.vorbis_comment("aloud"),
        content: Context::new(BITS, 1),
        buffer: FrameBuf::with_size(1, FRAME).map_err(refused)?,
        waiting: Vec::with_capacity(FRAME),
        frame_sizes: None,
        opened: false,
    }))
}

/// The total that the header tells; 0 means unknown.
fn known_length(samples: Option<u64>) -> usize {
    samples
        .and_then(|samples| usize::try_from(samples).ok())
        .unwrap_or(0)
}

struct Flac {
    config: Verified<config::Encoder>,
    stream_info: FlacInfo,
    comments: Vec<u8>,
    /// Counts frames and samples, and digests them.
    content: Context,
    buffer: FrameBuf,
    /// Samples until they fill a frame.
    waiting: Vec<i32>,
    /// Smallest and largest frame so far, in bytes.
    frame_sizes: Option<(usize, usize)>,
    opened: bool,
}

impl Flac {
    /// "fLaC", STREAMINFO, comments: all that stands before the frames.
    fn header(&self) -> Result<Vec<u8>> {
        let mut header = Stream::with_stream_info(self.stream_info.clone());
        header.add_metadata_block(
            MetadataBlockData::new_unknown(VORBIS_COMMENT, &self.comments).map_err(refused)?,
        );
        bytes_of(&header)
    }

    fn open(&mut self, out: &mut Vec<u8>) -> Result<()> {
        if !self.opened {
            out.extend(self.header()?);
            self.opened = true;
        }
        Ok(())
    }

    fn write_frame(&mut self, out: &mut Vec<u8>) -> Result<()> {
        self.content
            .fill_interleaved(&self.waiting)
            .and_then(|()| self.buffer.fill_interleaved(&self.waiting))
            .map_err(refused)?;
        let number = self.content.current_frame_number().unwrap_or(0);
        let frame =
            flacenc::encode_fixed_size_frame(&self.config, &self.buffer, number, &self.stream_info)
                .map_err(refused)?;
        let bytes = bytes_of(&frame)?;
        let (least, most) = self.frame_sizes.unwrap_or((bytes.len(), bytes.len()));
        self.frame_sizes = Some((least.min(bytes.len()), most.max(bytes.len())));
        out.extend(bytes);
        self.waiting.clear();
        Ok(())
    }

    fn complete_stream_info(&mut self) -> Result<()> {
        let (least, most) = self.frame_sizes.unwrap_or_default();
        self.stream_info
            .set_frame_sizes(least, most)
            .map_err(refused)?;
        self.stream_info
            .set_total_samples(self.content.total_samples());
        self.stream_info.set_md5_digest(&self.content.md5_digest());
        Ok(())
    }
}

impl Encoder for Flac {
    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<()> {
        self.open(out)?;
        let mut rest = samples;
        while !rest.is_empty() {
            let room = FRAME - self.waiting.len();
            let (now, later) = rest.split_at(room.min(rest.len()));
            self.waiting
                .extend(now.iter().map(|&sample| i32::from(sample)));
            rest = later;
            if self.waiting.len() == FRAME {
                self.write_frame(out)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<Finished> {
        self.open(out)?;
        if !self.waiting.is_empty() {
            self.write_frame(out)?;
        }
        self.complete_stream_info()?;
        Ok(Finished {
            opening: Some(self.header()?),
        })
    }
}

fn bytes_of(part: &impl BitRepr) -> Result<Vec<u8>> {
    let mut sink = ByteSink::new();
    part.write(&mut sink).map_err(refused)?;
    Ok(sink.into_inner())
}

fn refused(cause: impl std::fmt::Display) -> Error {
    failed("The FLAC encoder refused", cause)
}

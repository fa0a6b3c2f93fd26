//! MPEG Layer III by LAME, mono at a constant bit rate.
//!
//! Constant, because a player that joins a live stream, which has no table of
//! contents yet, can then still tell where a second is.

mod tag;

use mp3lame_encoder::{Bitrate, Builder, FlushGap, Mode, MonoPcm, Quality};

use super::{Encoder, Finished, StreamInfo, failed};
use crate::error::Result;

/// The sample rates of MPEG 2.5, 2 and 1, each with the bit rate that suits one
/// voice at it, in kb/s. LAME's tag must fit into one frame at that rate too.
const RATES: [(u32, Bitrate); 9] = [
    (8_000, Bitrate::Kbps32),
    (11_025, Bitrate::Kbps32),
    (12_000, Bitrate::Kbps32),
    (16_000, Bitrate::Kbps48),
    (22_050, Bitrate::Kbps64),
    (24_000, Bitrate::Kbps64),
    (32_000, Bitrate::Kbps64),
    (44_100, Bitrate::Kbps80),
    (48_000, Bitrate::Kbps80),
];

/// LAME's own advice for good sound at a sensible speed.
const QUALITY: Quality = Quality::NearBest;

/// What LAME may write at most (lame.h): 1¼ bytes a sample and 7 200 besides.
fn room_for(samples: usize) -> usize {
    samples + samples / 4 + 7_200
}

/// The lowest rate of MPEG audio that loses nothing, or the highest there is.
pub(super) fn rate(input_rate: u32) -> u32 {
    row(input_rate).0
}

fn row(rate: u32) -> (u32, Bitrate) {
    let highest = RATES[RATES.len() - 1];
    let enough = RATES.into_iter().find(|(legal, _)| *legal >= rate);
    enough.unwrap_or(highest)
}

pub(super) fn encoder(info: &StreamInfo) -> Result<Box<dyn Encoder>> {
    Ok(Box::new(Mp3 {
        lame: lame(info.sample_rate)?,
        id3: info.tags.id3()?,
        stage: Stage::Unopened,
    }))
}

fn lame(sample_rate: u32) -> Result<mp3lame_encoder::Encoder> {
    let (sample_rate, bit_rate) = row(sample_rate);
    Builder::new()
        .ok_or(mp3lame_encoder::BuildError::NoMem)
        .and_then(|builder| builder.with_num_channels(1))
        .and_then(|builder| builder.with_sample_rate(sample_rate))
        .and_then(|builder| builder.with_output_sample_rate(sample_rate.try_into().ok()))
        .and_then(|builder| builder.with_mode(Mode::Mono))
        .and_then(|builder| builder.with_brate(bit_rate))
        .and_then(|builder| builder.with_quality(QUALITY))
        .and_then(|builder| builder.with_to_write_vbr_tag(true))
        .and_then(Builder::build)
        .map_err(|cause| failed("LAME did not start", cause))
}

/// How far the opening of the file has been written.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Unopened,
    /// The ID3 tag is out; LAME's frame for its own tag comes with the first sample.
    Titled,
    Streaming,
}

struct Mp3 {
    lame: mp3lame_encoder::Encoder,
    id3: Vec<u8>,
    stage: Stage,
}

impl Mp3 {
    fn write_title(&mut self, out: &mut Vec<u8>) {
        if self.stage == Stage::Unopened {
            out.extend_from_slice(&self.id3);
            self.stage = Stage::Titled;
        }
    }

    /// Turns the frame LAME keeps free for its tag, found at `start`, into the tag
    /// of a file whose end is not known.
    fn write_live_tag(&mut self, start: usize, out: &mut [u8]) -> Result<()> {
        if self.stage == Stage::Titled && out.len() > start {
            tag::write_live(&mut out[start..])?;
            self.stage = Stage::Streaming;
        }
        Ok(())
    }

    fn opening(&self) -> Result<Vec<u8>> {
        let mut opening = self.id3.clone();
        opening.reserve(self.lame.lame_tag_size());
        self.lame
            .lame_tag_encode_to_vec(&mut opening)
            .ok_or_else(|| failed("LAME's tag", "it was not written"))?;
        Ok(opening)
    }
}

impl Encoder for Mp3 {
    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<()> {
        self.write_title(out);
        let start = out.len();
        out.reserve(room_for(samples.len()));
        self.lame
            .encode_to_vec(MonoPcm(samples), out)
            .map_err(|cause| failed("LAME refused", cause))?;
        self.write_live_tag(start, out)
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<Finished> {
        self.write_title(out);
        let start = out.len();
        out.reserve(room_for(0));
        // `FlushGap` is LAME's full flush; the other keeps samples for a next file.
        self.lame
            .flush_to_vec::<FlushGap>(out)
            .map_err(|cause| failed("LAME refused to end", cause))?;
        self.write_live_tag(start, out)?;
        Ok(Finished {
            opening: Some(self.opening()?),
        })
    }
}

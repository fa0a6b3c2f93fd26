//! WebM around Opus: EBML (RFC 8794) with the Matroska elements (RFC 9559) that
//! Media Source needs for one sentence, and no more.
//!
//! The segment has no length, so that it streams; each cluster is written whole.
//! Timestamps count milliseconds from the first packet, the decoder's delay
//! included; `CodecDelay` cuts that delay and `DiscardPadding` the silence after
//! the last sample, so the sentence is exact and the next can follow it at
//! `timestampOffset`.

use super::{Batch, Container, PACKET_SAMPLES, RATE, opus_head};
use crate::error::Result;

/// The elements used, by the names of RFC 9559; an id includes its length marker.
mod id {
    pub(super) const EBML: u32 = 0x1A45_DFA3;
    pub(super) const EBML_VERSION: u32 = 0x4286;
    pub(super) const EBML_READ_VERSION: u32 = 0x42F7;
    pub(super) const EBML_MAX_ID_LENGTH: u32 = 0x42F2;
    pub(super) const EBML_MAX_SIZE_LENGTH: u32 = 0x42F3;
    pub(super) const DOC_TYPE: u32 = 0x4282;
    pub(super) const DOC_TYPE_VERSION: u32 = 0x4287;
    pub(super) const DOC_TYPE_READ_VERSION: u32 = 0x4285;
    pub(super) const SEGMENT: u32 = 0x1853_8067;
    pub(super) const INFO: u32 = 0x1549_A966;
    pub(super) const TIMESTAMP_SCALE: u32 = 0x2A_D7B1;
    pub(super) const MUXING_APP: u32 = 0x4D80;
    pub(super) const WRITING_APP: u32 = 0x5741;
    pub(super) const TRACKS: u32 = 0x1654_AE6B;
    pub(super) const TRACK_ENTRY: u32 = 0xAE;
    pub(super) const TRACK_NUMBER: u32 = 0xD7;
    pub(super) const TRACK_UID: u32 = 0x73C5;
    pub(super) const TRACK_TYPE: u32 = 0x83;
    pub(super) const CODEC_ID: u32 = 0x86;
    pub(super) const CODEC_PRIVATE: u32 = 0x63A2;
    pub(super) const CODEC_DELAY: u32 = 0x56AA;
    pub(super) const SEEK_PRE_ROLL: u32 = 0x56BB;
    pub(super) const AUDIO: u32 = 0xE1;
    pub(super) const SAMPLING_FREQUENCY: u32 = 0xB5;
    pub(super) const CHANNELS: u32 = 0x9F;
    pub(super) const CLUSTER: u32 = 0x1F43_B675;
    pub(super) const TIMESTAMP: u32 = 0xE7;
    pub(super) const SIMPLE_BLOCK: u32 = 0xA3;
    pub(super) const BLOCK_GROUP: u32 = 0xA0;
    pub(super) const BLOCK: u32 = 0xA1;
    pub(super) const DISCARD_PADDING: u32 = 0x75A2;
}

/// A length of all ones: "until the end" (RFC 8794 6.2).
const UNKNOWN_LENGTH: [u8; 8] = [0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

const NANOSECONDS: u64 = 1_000_000_000;
/// One tick of a timestamp, in nanoseconds.
const TICK: u64 = 1_000_000;
const TICKS_PER_PACKET: u64 = PACKET_SAMPLES as u64 * 1_000 / RATE as u64;
/// How much to decode before a seek's target, as RFC 7845 4.6 asks: 80 ms.
const SEEK_PRE_ROLL: u64 = 80_000_000;
/// `TrackType` of sound.
const SOUND: u64 = 2;
/// The only track, as blocks write it: number 1 with its length marker.
const TRACK: u8 = 0x81;
/// A block's flag: it can be decoded by itself.
const KEYFRAME: u8 = 0x80;

pub(super) struct Webm {
    pre_skip: u16,
}

impl Webm {
    pub(super) fn new(pre_skip: u16) -> Self {
        Self { pre_skip }
    }
}

impl Container for Webm {
    fn open(&mut self, out: &mut Vec<u8>) -> Result<()> {
        element(id::EBML, &ebml_header(), out);
        out.extend(id_bytes(id::SEGMENT));
        out.extend(UNKNOWN_LENGTH);
        element(id::INFO, &info(), out);
        element(id::TRACKS, &tracks(self.pre_skip), out);
        Ok(())
    }

    fn write(&mut self, batch: &Batch<'_>, out: &mut Vec<u8>) -> Result<()> {
        let mut cluster = Vec::new();
        unsigned(id::TIMESTAMP, batch.before * TICKS_PER_PACKET, &mut cluster);
        for (index, packet) in (0..).zip(batch.packets) {
            let last = index + 1 == batch.packets.len() as u64;
            match &batch.end {
                Some(end) if last => last_block(index, packet, end.padding, &mut cluster),
                _ => element(
                    id::SIMPLE_BLOCK,
                    &block(index, KEYFRAME, packet),
                    &mut cluster,
                ),
            }
        }
        element(id::CLUSTER, &cluster, out);
        Ok(())
    }
}

fn ebml_header() -> Vec<u8> {
    let mut header = Vec::new();
    unsigned(id::EBML_VERSION, 1, &mut header);
    unsigned(id::EBML_READ_VERSION, 1, &mut header);
    unsigned(id::EBML_MAX_ID_LENGTH, 4, &mut header);
    unsigned(id::EBML_MAX_SIZE_LENGTH, 8, &mut header);
    element(id::DOC_TYPE, b"webm", &mut header);
    // CodecDelay and DiscardPadding came with version 4; any reader of 2 can play.
    unsigned(id::DOC_TYPE_VERSION, 4, &mut header);
    unsigned(id::DOC_TYPE_READ_VERSION, 2, &mut header);
    header
}

fn info() -> Vec<u8> {
    let mut info = Vec::new();
    unsigned(id::TIMESTAMP_SCALE, TICK, &mut info);
    element(id::MUXING_APP, b"aloud", &mut info);
    element(id::WRITING_APP, b"aloud", &mut info);
    info
}

fn tracks(pre_skip: u16) -> Vec<u8> {
    let mut audio = Vec::new();
    element(
        id::SAMPLING_FREQUENCY,
        &48_000_f32.to_be_bytes(),
        &mut audio,
    );
    unsigned(id::CHANNELS, 1, &mut audio);
    let mut entry = Vec::new();
    unsigned(id::TRACK_NUMBER, 1, &mut entry);
    unsigned(id::TRACK_UID, 1, &mut entry);
    unsigned(id::TRACK_TYPE, SOUND, &mut entry);
    element(id::CODEC_ID, b"A_OPUS", &mut entry);
    element(id::CODEC_PRIVATE, &opus_head(pre_skip), &mut entry);
    unsigned(id::CODEC_DELAY, nanoseconds(pre_skip.into()), &mut entry);
    unsigned(id::SEEK_PRE_ROLL, SEEK_PRE_ROLL, &mut entry);
    element(id::AUDIO, &audio, &mut entry);
    let mut tracks = Vec::new();
    element(id::TRACK_ENTRY, &entry, &mut tracks);
    tracks
}

/// The block that says how much of its packet's end is not sound.
fn last_block(index: u64, packet: &[u8], padding: u64, cluster: &mut Vec<u8>) {
    let mut group = Vec::new();
    element(id::BLOCK, &block(index, 0, packet), &mut group);
    // A signed field, so all 8 bytes: a shorter form could read as negative.
    let padding = nanoseconds(padding).to_be_bytes();
    element(id::DISCARD_PADDING, &padding, &mut group);
    element(id::BLOCK_GROUP, &group, cluster);
}

/// Track, time from the cluster's start, flags, packet (RFC 9559 10.1).
fn block(index: u64, flags: u8, packet: &[u8]) -> Vec<u8> {
    // Batches are about a second, far below the 32 s that 16 bits hold.
    let time = i16::try_from(index * TICKS_PER_PACKET).unwrap_or(i16::MAX);
    let mut block = vec![TRACK];
    block.extend(time.to_be_bytes());
    block.push(flags);
    block.extend_from_slice(packet);
    block
}

/// The length of `samples` at 48 kHz, to the nearest nanosecond.
fn nanoseconds(samples: u64) -> u64 {
    (samples * NANOSECONDS + u64::from(RATE) / 2) / u64::from(RATE)
}

/// An unsigned integer in as few bytes as hold it.
fn unsigned(id: u32, value: u64, out: &mut Vec<u8>) {
    let bytes = value.to_be_bytes();
    let first = bytes.iter().position(|&byte| byte != 0).unwrap_or(7);
    element(id, &bytes[first..], out);
}

fn element(id: u32, body: &[u8], out: &mut Vec<u8>) {
    out.extend(id_bytes(id));
    out.extend(length_bytes(body.len() as u64));
    out.extend_from_slice(body);
}

fn id_bytes(id: u32) -> impl Iterator<Item = u8> {
    id.to_be_bytes().into_iter().skip_while(|&byte| byte == 0)
}

/// A variable-size integer (RFC 8794 4): the number of leading zeros tells how many
/// bytes follow the first. A value of all ones is kept for "unknown".
fn length_bytes(length: u64) -> Vec<u8> {
    let bytes = (1..8)
        .find(|bytes| length < (1 << (7 * bytes)) - 1)
        .unwrap_or(8);
    let marked = length | 1 << (7 * bytes);
    marked.to_be_bytes()[8 - bytes..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_take_the_fewest_bytes_that_are_not_all_ones() {
        for (length, bytes) in [
            (0, vec![0x80]),
            (126, vec![0xFE]),
            (127, vec![0x40, 0x7F]),
            (16_382, vec![0x7F, 0xFE]),
            (16_383, vec![0x20, 0x3F, 0xFF]),
        ] {
            assert_eq!(length_bytes(length), bytes, "{length}");
        }
    }

    #[test]
    fn an_element_is_its_id_its_length_and_its_body() {
        let mut out = Vec::new();
        unsigned(id::CODEC_DELAY, 6_500_000, &mut out);
        assert_eq!(out, [0x56, 0xAA, 0x83, 0x63, 0x2E, 0xA0]);
    }
}

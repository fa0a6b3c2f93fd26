//! Ogg (RFC 3533) around Opus, as RFC 7845 lays down.

use ogg::{PacketWriteEndInfo, PacketWriter};

use super::{Batch, Container, PACKET_SAMPLES, opus_head};
use crate::audio::{Tags, failed};
use crate::error::Result;

/// Numbers the one stream of a file. The same for all, so that the same speech is
/// the same bytes; it would matter only where files are chained, which players
/// still read one after the other.
const SERIAL: u32 = 0x616C_6F75; // "alou"

pub(super) struct Ogg {
    writer: PacketWriter<'static, Vec<u8>>,
    pre_skip: u16,
    comments: Vec<u8>,
}

impl Ogg {
    pub(super) fn new(pre_skip: u16, tags: &Tags) -> Self {
        let mut comments = b"OpusTags".to_vec();
        comments.extend(tags.vorbis_comment(opusic_c::version()));
        Self {
            writer: PacketWriter::new(Vec::new()),
            pre_skip,
            comments,
        }
    }

    fn packet(&mut self, packet: Vec<u8>, kind: PacketWriteEndInfo, granule: u64) -> Result<()> {
        self.writer
            .write_packet(packet, SERIAL, kind, granule)
            .map_err(|cause| failed("The Ogg page was not written", cause))
    }
}

impl Container for Ogg {
    fn open(&mut self, out: &mut Vec<u8>) -> Result<()> {
        let comments = std::mem::take(&mut self.comments);
        self.packet(opus_head(self.pre_skip), PacketWriteEndInfo::EndPage, 0)?;
        self.packet(comments, PacketWriteEndInfo::EndPage, 0)?;
        out.append(self.writer.inner_mut());
        Ok(())
    }

    fn write(&mut self, batch: &Batch<'_>, out: &mut Vec<u8>) -> Result<()> {
        for (index, packet) in (1..).zip(batch.packets) {
            // The granule position counts the samples decoded so far, pre-skip
            // included; at the end it is smaller, and so cuts the padding (RFC 7845 4.4).
            let decoded = (batch.before + index) * PACKET_SAMPLES as u64;
            let last = index == batch.packets.len() as u64;
            let (kind, granule) = match &batch.end {
                _ if !last => (PacketWriteEndInfo::NormalPacket, decoded),
                None => (PacketWriteEndInfo::EndPage, decoded),
                Some(end) => (
                    PacketWriteEndInfo::EndStream,
                    u64::from(self.pre_skip) + end.samples,
                ),
            };
            self.packet(packet.clone(), kind, granule)?;
        }
        out.append(self.writer.inner_mut());
        Ok(())
    }
}

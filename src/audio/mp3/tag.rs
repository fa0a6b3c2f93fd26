//! The tag in the first frame, after Xing's and LAME's layout: how much of the
//! decoded sound is the encoder's delay, and how long the file is.
//!
//! LAME writes the full tag once all is encoded. A live stream cannot wait for it,
//! yet without the delay the sound comes 46 ms late at 24 kHz and 69 at 16, and every
//! word is highlighted before it is heard; so the stream opens with a tag that tells
//! the delay and leaves the lengths open.

use symphonia::core::checksum::Crc16AnsiLe;
use symphonia::core::io::Monitor;

use crate::audio::failed;
use crate::error::Result;

/// Samples LAME puts before the first (`ENCDELAY` in its encoder.h); a decoder adds
/// its own 529.
const ENCODER_DELAY: u32 = 576;

/// "Info" marks a constant bit rate. Of the four fields that may follow (frames,
/// bytes, table of contents, quality) the flags name only the bytes, and those are
/// unknown: without either count FFmpeg, and so Chromium, takes the tag for sound
/// and plays everything a frame late.
const XING: [u8; 12] = *b"Info\0\0\0\x02\xFF\xFF\xFF\xFF";
/// Players trust the delay only of encoders they know, by these first letters.
const ENCODER: &[u8; 9] = b"LAME3.100";
/// Tag revision 0, method 1: constant bit rate.
const METHOD: u8 = 0x01;
/// Low-pass, peak, both gains, flags and bit rate: unknown.
const UNKNOWN: [u8; 11] = [0; 11];
/// Modes, gain, preset, music length and music CRC: unknown.
const UNKNOWN_TOO: [u8; 10] = [0; 10];

/// Writes the live tag into the empty frame at the start of `frames`.
///
/// # Errors
/// When that frame is too small or none.
pub(super) fn write_live(frames: &mut [u8]) -> Result<()> {
    let start = data_offset(frames)?;
    let mut tag = XING.to_vec();
    tag.extend(ENCODER);
    tag.push(METHOD);
    tag.extend(UNKNOWN);
    // 12 bits of delay, 12 bits of padding: none is known yet.
    tag.extend(&(ENCODER_DELAY << 12).to_be_bytes()[1..]);
    tag.extend(UNKNOWN_TOO);
    let end = start + tag.len();
    let Some(room) = frames.get_mut(start..end + 2) else {
        return Err(failed("LAME's tag", "its frame is too small"));
    };
    room[..tag.len()].copy_from_slice(&tag);
    let crc = checksum(&frames[..end]);
    frames[end..end + 2].copy_from_slice(&crc.to_be_bytes());
    Ok(())
}

/// Where a mono frame's data begins: after 4 bytes of header and the side
/// information, whose size tells MPEG 1 from 2 and 2.5 (ISO 11172-3 2.4.1.7,
/// ISO 13818-3 2.4.1.7).
fn data_offset(frames: &[u8]) -> Result<usize> {
    match frames {
        [0xFF, second, ..] if second & 0xE0 == 0xE0 => {
            let mpeg_1 = second & 0x18 == 0x18;
            Ok(4 + if mpeg_1 { 17 } else { 9 })
        }
        _ => Err(failed("LAME's tag", "the first frame has no header")),
    }
}

/// CRC-16/ARC over everything before the checksum.
fn checksum(bytes: &[u8]) -> u16 {
    let mut crc = Crc16AnsiLe::new(0);
    crc.process_buf_bytes(bytes);
    crc.crc()
}

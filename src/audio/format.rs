//! The formats aloud writes: one table of names, media types, rates and builders.

use super::{Encoder, StreamInfo, flac, mp3, opus, pcm, wav};
use crate::error::Result;

/// A kind of audio file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// RIFF/WAVE, 16-bit mono, at the rate of the voice.
    Wav,
    /// Opus in Ogg (RFC 7845), 48 kHz mono.
    Opus,
    /// Opus in WebM, 48 kHz mono: one file per sentence, for Media Source.
    Webm,
    /// MPEG Layer III with a LAME tag, mono.
    Mp3,
    /// FLAC (RFC 9639), 16-bit mono, at the rate of the voice.
    Flac,
    /// Signed 16-bit little-endian samples at 24 kHz without any header.
    Pcm,
}

/// Builds the encoder of a stream that already has the format's own rate.
type Builder = fn(&StreamInfo) -> Result<Box<dyn Encoder>>;

struct Row {
    format: Format,
    extension: &'static str,
    mime: &'static str,
    rate: fn(u32) -> u32,
    builder: Builder,
}

/// In the order in which error messages and documentation name them.
const TABLE: [Row; 6] = [
    Row {
        format: Format::Wav,
        extension: "wav",
        mime: "audio/wav",
        rate: own_rate,
        builder: wav::encoder,
    },
    Row {
        format: Format::Opus,
        extension: "opus",
        mime: "audio/ogg; codecs=opus",
        rate: opus::rate,
        builder: opus::ogg_encoder,
    },
    Row {
        format: Format::Webm,
        extension: "webm",
        mime: "audio/webm; codecs=opus",
        rate: opus::rate,
        builder: opus::webm_encoder,
    },
    Row {
        format: Format::Mp3,
        extension: "mp3",
        mime: "audio/mpeg",
        rate: mp3::rate,
        builder: mp3::encoder,
    },
    Row {
        format: Format::Flac,
        extension: "flac",
        mime: "audio/flac",
        rate: own_rate,
        builder: flac::encoder,
    },
    Row {
        format: Format::Pcm,
        extension: "pcm",
        mime: "audio/pcm",
        rate: pcm::rate,
        builder: pcm::encoder,
    },
];

/// WAV and FLAC carry whatever rate the voice has.
fn own_rate(input_rate: u32) -> u32 {
    input_rate
}

impl Format {
    /// Every format, in the order of the table.
    pub const ALL: [Self; TABLE.len()] = {
        let mut all = [Self::Wav; TABLE.len()];
        let mut index = 0;
        while index < TABLE.len() {
            all[index] = TABLE[index].format;
            index += 1;
        }
        all
    };

    /// The format that a file name's ending or a request's `format` means.
    pub fn from_extension(extension: &str) -> Option<Self> {
        TABLE
            .iter()
            .find(|row| row.extension.eq_ignore_ascii_case(extension))
            .map(|row| row.format)
    }

    /// The ending of its files, which is also its name in requests.
    pub fn extension(self) -> &'static str {
        self.row().extension
    }

    /// The media type for `Content-Type`, codec included where the container needs it.
    pub fn mime(self) -> &'static str {
        self.row().mime
    }

    /// Sample rate in Hz of the file made from samples at `input_rate` Hz.
    pub fn output_rate(self, input_rate: u32) -> u32 {
        (self.row().rate)(input_rate)
    }

    /// All names, comma-separated, for messages that offer the choice.
    pub fn names() -> String {
        TABLE.map(|row| row.extension).join(", ")
    }

    /// The encoder of a stream whose rate is [`Format::output_rate`] already.
    pub(super) fn build(self, info: &StreamInfo) -> Result<Box<dyn Encoder>> {
        (self.row().builder)(info)
    }

    fn row(self) -> &'static Row {
        const ROWS: &[Row; 6] = &TABLE;
        &ROWS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_format() {
        for format in Format::ALL {
            assert_eq!(Format::from_extension(format.extension()), Some(format));
            assert_eq!(format.row().format, format);
        }
        assert_eq!(Format::from_extension("OPUS"), Some(Format::Opus));
        assert_eq!(Format::from_extension("aac"), None);
        assert_eq!(Format::names(), "wav, opus, webm, mp3, flac, pcm");
    }

    #[test]
    fn rates_are_legal_for_the_format() {
        for (format, input, output) in [
            (Format::Wav, 22_050, 22_050),
            (Format::Flac, 16_000, 16_000),
            (Format::Opus, 22_050, 48_000),
            (Format::Webm, 16_000, 48_000),
            (Format::Pcm, 22_050, 24_000),
            (Format::Mp3, 8_000, 8_000),
            (Format::Mp3, 16_000, 16_000),
            (Format::Mp3, 22_050, 22_050),
            (Format::Mp3, 24_000, 24_000),
            (Format::Mp3, 44_100, 44_100),
            (Format::Mp3, 48_000, 48_000),
            (Format::Mp3, 22_000, 22_050),
            (Format::Mp3, 96_000, 48_000),
        ] {
            assert_eq!(format.output_rate(input), output, "{format:?} from {input}");
        }
    }
}

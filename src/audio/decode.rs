//! Bytes → samples, for everything that reads audio.

use std::io::Cursor;
use std::sync::LazyLock;

use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoderOptions};
use symphonia::core::codecs::registry::CodecRegistry;
use symphonia::core::errors::Error as Cause;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream};
use symphonia::core::meta::MetadataOptions;

use super::{Format, pcm};
use crate::error::{Error, Result};

/// Sound as samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decoded {
    /// Samples per second of each channel.
    pub sample_rate: u32,
    /// How many channels are interleaved.
    pub channels: usize,
    /// Samples in −1…1, channels interleaved.
    pub samples: Vec<f32>,
}

/// Decodes a whole file held in memory; the result takes up to 20 times its size
/// for Opus, more for silence, so callers bound what they read.
///
/// What an encoder put before and after the sound is cut where the container says
/// so: Ogg's pre-skip and end, LAME's tag, WebM's delay. WebM's padding after the
/// last sample, under 20 ms, stays.
///
/// `hint` is needed for [`Format::Pcm`] only, which nothing in the bytes reveals.
///
/// # Errors
/// When the bytes are of no known kind, or broken.
pub fn decode(bytes: impl AsRef<[u8]> + Send + Sync, hint: Option<Format>) -> Result<Decoded> {
    if hint == Some(Format::Pcm) {
        return Ok(raw(bytes.as_ref()));
    }
    let mut reader = open(Box::new(Cursor::new(bytes)), hint)?;
    let (track, parameters) = sound_track(reader.as_ref())?;
    let mut decoder = CODECS
        .make_audio_decoder(&parameters, &AudioDecoderOptions::default())
        .map_err(unreadable)?;
    let mut decoded = Decoded {
        sample_rate: parameters.sample_rate.unwrap_or(0),
        channels: parameters.channels.map_or(1, |channels| channels.count()),
        samples: Vec::new(),
    };
    while let Some(packet) = next_packet(reader.as_mut())? {
        if packet.track_id == track {
            decoded.append(&decoder.decode(&packet).map_err(unreadable)?);
        }
    }
    Ok(decoded)
}

impl Decoded {
    fn append(&mut self, buffer: &GenericAudioBufferRef<'_>) {
        self.sample_rate = buffer.spec().rate();
        self.channels = buffer.spec().channels().count();
        let start = self.samples.len();
        self.samples
            .resize(start + buffer.samples_interleaved(), 0.0);
        buffer.copy_to_slice_interleaved(&mut self.samples[start..]);
    }
}

/// Symphonia's codecs and, as it has none for Opus, libopus.
static CODECS: LazyLock<CodecRegistry> = LazyLock::new(|| {
    let mut codecs = CodecRegistry::new();
    symphonia::default::register_enabled_codecs(&mut codecs);
    codecs.register_audio_decoder::<symphonia_adapter_libopus::OpusDecoder>();
    codecs
});

fn open<'s>(
    source: Box<dyn MediaSource + 's>,
    hint: Option<Format>,
) -> Result<Box<dyn FormatReader + 's>> {
    let mut likely = Hint::new();
    if let Some(format) = hint {
        likely.with_extension(format.extension());
    }
    let stream = MediaSourceStream::new(source, Default::default());
    symphonia::default::get_probe()
        .probe(
            &likely,
            stream,
            FormatOptions::default(),
            MetadataOptions::default(),
        )
        .map_err(unreadable)
}

fn sound_track(reader: &dyn FormatReader) -> Result<(u32, AudioCodecParameters)> {
    reader
        .default_track(TrackType::Audio)
        .and_then(|track| Some((track.id, track.codec_params.as_ref()?.audio()?.clone())))
        .ok_or_else(|| Error::caller("unreadable_audio", "The file has no sound in it."))
}

/// The next packet; a stream without a length ends where its bytes end.
fn next_packet(reader: &mut dyn FormatReader) -> Result<Option<symphonia::core::packet::Packet>> {
    match reader.next_packet() {
        Err(Cause::IoError(cause)) if cause.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
        other => other.map_err(unreadable),
    }
}

fn raw(bytes: &[u8]) -> Decoded {
    let samples = bytes.as_chunks::<2>().0.iter();
    Decoded {
        sample_rate: pcm::RATE,
        channels: 1,
        samples: samples
            .map(|&pair| super::shape::to_float(i16::from_le_bytes(pair)))
            .collect(),
    }
}

fn unreadable(cause: Cause) -> Error {
    Error::caller(
        "unreadable_audio",
        "The audio is broken or of an unknown kind; WAV, FLAC, MP3, Ogg Opus and WebM can be read.",
    )
    .caused_by(cause)
}

//! Opus (RFC 6716) by libopus, and the two containers aloud puts it into.

mod ogg;
mod webm;

use opusic_c::{Application, Bitrate, Channels, SampleRate, Signal};

use super::shape::to_float;
use super::{Encoder, Finished, StreamInfo, failed};
use crate::error::{Error, Result};

/// The rate of everything here, in Hz: Opus counts in it whatever was encoded.
const RATE: u32 = 48_000;

/// One packet holds 20 ms, the length libopus is tuned for.
const PACKET_SAMPLES: usize = 960;

/// Target bits per second, variable. Measured on 22 s of speech, as the difference
/// from the source on a mel scale: 3.9 dB at 24 kb/s, 3.5 at 32, 3.2 at 40, 2.9 at
/// 48; nothing stands out, so the bandwidth that listeners pay for decides.
const BITS_PER_SECOND: u32 = 32_000;

/// libopus's effort, 0–10. All of it costs 0.7 % of a core.
const COMPLEXITY: u8 = 10;

/// For speech "VoIP" measures the same on the mel scale, but its high-pass filter
/// shifts the voice's low tones: 8 dB from the waveform, against 24 dB with this.
const APPLICATION: Application = Application::Audio;

/// A millisecond. WebM counts time in these, and a delay between two of them would be
/// rounded: libopus's 312 samples, 6.5 ms, shifted the sound by half of one in
/// Chromium.
const MILLISECOND: u32 = RATE / 1_000;

/// No packet is longer: RFC 6716 3.2.1, one frame of at most 1 275 bytes and its TOC.
const LONGEST_PACKET: usize = 1_276;

/// Packets per page or cluster: short ones first, so that a listener hears at once,
/// then one second each, so that containers cost little.
const BATCHES: [usize; 4] = [5, 10, 25, 50];

pub(super) fn rate(_input_rate: u32) -> u32 {
    RATE
}

/// Opus in Ogg.
pub(super) fn ogg_encoder(info: &StreamInfo) -> Result<Box<dyn Encoder>> {
    Stream::begin(|pre_skip| ogg::Ogg::new(pre_skip, &info.tags))
}

/// Opus in WebM.
pub(super) fn webm_encoder(_info: &StreamInfo) -> Result<Box<dyn Encoder>> {
    Stream::begin(webm::Webm::new)
}

/// A run of packets that go out together, as one page or cluster.
struct Batch<'a> {
    packets: &'a [Vec<u8>],
    /// How many packets came before these.
    before: u64,
    /// Set on the last batch only.
    end: Option<End>,
}

/// Where the sound ends inside the last packet.
struct End {
    /// Samples pushed in all.
    samples: u64,
    /// Samples that the last packet decodes to beyond them.
    padding: u64,
}

/// Wraps packets into a file.
trait Container: Send {
    /// Appends what stands before the first packet.
    fn open(&mut self, out: &mut Vec<u8>) -> Result<()>;

    /// Appends one batch, and the file's end with the last one.
    fn write(&mut self, batch: &Batch<'_>, out: &mut Vec<u8>) -> Result<()>;
}

/// One Opus stream going into one container.
struct Stream<C> {
    coder: Coder,
    container: C,
    opened: bool,
    /// Packets of the batch under way.
    packets: Vec<Vec<u8>>,
    /// Packets and batches already written.
    written: u64,
    batches: usize,
}

impl<C: Container + 'static> Stream<C> {
    fn begin(container: impl FnOnce(u16) -> C) -> Result<Box<dyn Encoder>> {
        let coder = Coder::new()?;
        Ok(Box::new(Self {
            container: container(coder.pre_skip),
            coder,
            opened: false,
            packets: Vec::new(),
            written: 0,
            batches: 0,
        }))
    }

    fn open(&mut self, out: &mut Vec<u8>) -> Result<()> {
        if !self.opened {
            self.container.open(out)?;
            self.opened = true;
        }
        Ok(())
    }

    fn write(&mut self, end: Option<End>, out: &mut Vec<u8>) -> Result<()> {
        let batch = Batch {
            packets: &self.packets,
            before: self.written,
            end,
        };
        self.container.write(&batch, out)?;
        self.written += self.packets.len() as u64;
        self.batches += 1;
        self.packets.clear();
        Ok(())
    }
}

impl<C: Container + 'static> Encoder for Stream<C> {
    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<()> {
        self.open(out)?;
        let mut rest = samples;
        while !rest.is_empty() {
            rest = self.coder.take(rest);
            self.packets.extend(self.coder.packet_if_full()?);
            if self.packets.len() == BATCHES[self.batches.min(BATCHES.len() - 1)] {
                self.write(None, out)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<Finished> {
        self.open(out)?;
        let end = self.coder.end(&mut self.packets)?;
        self.write(Some(end), out)?;
        Ok(Finished::default())
    }
}

/// Samples → packets.
struct Coder {
    codec: opusic_c::Encoder,
    /// Samples the decoder must skip at the start: libopus's own delay and the
    /// silence that fills it up to a whole millisecond.
    pre_skip: u16,
    /// The packet under way.
    frame: Vec<f32>,
    samples: u64,
    packets: u64,
}

impl Coder {
    fn new() -> Result<Self> {
        let mut codec = opusic_c::Encoder::new(Channels::Mono, SampleRate::Hz48000, APPLICATION)
            .map_err(refused)?;
        codec
            .set_bitrate(Bitrate::Value(BITS_PER_SECOND))
            .and_then(|()| codec.set_vbr(true))
            .and_then(|()| codec.set_signal(Signal::Voice))
            .and_then(|()| codec.set_complexity(COMPLEXITY))
            .map_err(refused)?;
        let delay = codec.get_look_ahead().map_err(refused)?;
        let pre_skip = delay.next_multiple_of(MILLISECOND);
        let mut frame = Vec::with_capacity(PACKET_SAMPLES);
        frame.resize((pre_skip - delay) as usize, 0.0);
        Ok(Self {
            codec,
            pre_skip: u16::try_from(pre_skip).map_err(|cause| failed("Opus's delay", cause))?,
            frame,
            samples: 0,
            packets: 0,
        })
    }

    /// Takes what fits into the packet under way; returns the rest.
    fn take<'a>(&mut self, samples: &'a [i16]) -> &'a [i16] {
        let room = PACKET_SAMPLES - self.frame.len();
        let (now, later) = samples.split_at(room.min(samples.len()));
        self.frame
            .extend(now.iter().map(|&sample| to_float(sample)));
        self.samples += now.len() as u64;
        later
    }

    fn packet_if_full(&mut self) -> Result<Option<Vec<u8>>> {
        if self.frame.len() < PACKET_SAMPLES {
            return Ok(None);
        }
        self.packet().map(Some)
    }

    /// Adds silence until the delayed end of the sound is in a packet too.
    fn end(&mut self, packets: &mut Vec<Vec<u8>>) -> Result<End> {
        let needed = u64::from(self.pre_skip) + self.samples;
        while self.encoded() < needed {
            self.frame.resize(PACKET_SAMPLES, 0.0);
            packets.push(self.packet()?);
        }
        Ok(End {
            samples: self.samples,
            padding: self.encoded() - needed,
        })
    }

    fn packet(&mut self) -> Result<Vec<u8>> {
        let mut packet = Vec::with_capacity(LONGEST_PACKET);
        self.codec
            .encode_float_to_vec(&self.frame, &mut packet)
            .map_err(refused)?;
        packet.shrink_to_fit();
        self.frame.clear();
        self.packets += 1;
        Ok(packet)
    }

    /// Samples in the packets so far, the decoder's delay included.
    fn encoded(&self) -> u64 {
        self.packets * PACKET_SAMPLES as u64
    }
}

/// The identification header (RFC 7845 5.1), which WebM carries as codec data.
///
/// The input rate says 48 000 whatever the voice had: it is for information only,
/// and browsers refuse a stream whose rates seem to differ.
fn opus_head(pre_skip: u16) -> Vec<u8> {
    let mut head = b"OpusHead".to_vec();
    head.extend([1, 1]); // version, channels
    head.extend(pre_skip.to_le_bytes());
    head.extend(RATE.to_le_bytes());
    head.extend(0_i16.to_le_bytes()); // output gain
    head.push(0); // mapping family: mono or stereo
    head
}

fn refused(code: opusic_c::ErrorCode) -> Error {
    failed("libopus refused", format_args!("{code:?}"))
}

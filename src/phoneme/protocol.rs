//! What is said between this process and its workers.
//!
//! A message is a frame: two lengths (32 bits, little endian), a head in JSON and
//! a body of raw samples (16 bits, little endian). Both lengths are bounded, so
//! that neither side can be made to reserve memory by the other. Text travels in
//! the head only: never in arguments, environment or logs.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::dictation::Dictation;

const MAX_HEAD: usize = 4 << 20;
const MAX_BODY: usize = 64 << 20;

/// Something to be spoken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpeakRequest {
    /// The language's file, [`super::Language::file`].
    pub voice: String,
    /// One sentence.
    pub text: String,
    /// 1 is espeak-ng's own pace; 0.1 to 4, else the nearest of these.
    pub speed: f32,
    /// The parts whose sounds are given, in order, not overlapping.
    pub dictated: Vec<Dictation>,
}

/// Something to be turned into phonemes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PhonemizeRequest {
    /// The language's file, [`super::Language::file`].
    pub voice: String,
    /// The text; white space collapsed, for places are counted in 11 bits a clause.
    pub text: String,
    /// How phonemes are written.
    pub naming: Naming,
    /// The parts whose sounds are given, in order, not overlapping.
    pub dictated: Vec<Dictation>,
}

/// How phonemes are written as IPA.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Naming {
    /// As espeak-ng does since March 2025, and piper with it.
    #[default]
    Current,
    /// As the linked espeak-ng does, which voices trained before that have heard.
    Plain,
}

/// A stretch of text that espeak-ng reads in one go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// In order; between two of them is a space.
    pub groups: Vec<Group>,
    /// `.`, `?`, `!`, `,`, `:`, `;` or nothing.
    pub terminator: String,
    /// Whether a sentence ends here.
    pub ends_sentence: bool,
}

impl Clause {
    /// The phonemes as piper is given them: groups with spaces between, without the
    /// marks of a change of language (`(en)`), then the terminator, and a space
    /// after one that does not end a sentence. Not yet normalised.
    pub fn ipa(&self) -> String {
        let groups: Vec<&str> = self
            .groups
            .iter()
            .map(|group| group.phonemes.as_str())
            .collect();
        let mut ipa = without_brackets(&groups.join(" "));
        ipa.push_str(&self.terminator);
        if matches!(self.terminator.as_str(), "," | ":" | ";") {
            ipa.push(' ');
        }
        ipa
    }
}

/// Takes away `(…)` with something between the brackets.
fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let inside = &rest[open + 1..];
        match inside.find(')') {
            Some(close) if close > 0 => {
                out.push_str(&rest[..open]);
                rest = &inside[close + 1..];
            }
            _ => {
                out.push_str(&rest[..=open]);
                rest = inside;
            }
        }
    }
    out + rest
}

/// The phonemes of one word, of several merged ones, or of part of a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// IPA, stress marks included.
    pub phonemes: String,
    /// Place in the text, counted in characters from 0.
    pub position: usize,
    /// Characters, 31 at most; 0 where espeak-ng names no place.
    pub length: usize,
}

impl Group {
    /// Its phonemes without the marks of a change of language (`(en)`).
    pub fn spoken(&self) -> String {
        without_brackets(&self.phonemes)
    }
}

/// What a worker is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Request {
    /// The first message: where the data lies and what each request may use.
    Start { data: PathBuf, allowance: Allowance },
    /// Speak a sentence.
    Speak(SpeakRequest),
    /// Turn a text into phonemes.
    Phonemize(PhonemizeRequest),
    /// Name the language files as espeak-ng itself lists them.
    Voices,
    /// Fail in the way named; how the tests prove what a failure does.
    Misbehave(Misbehaviour),
}

/// What one request may use before its process is ended.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Allowance {
    /// Processor time.
    pub(super) processor: Duration,
    /// Wall-clock time.
    pub(super) time: Duration,
    /// Address space, bytes.
    pub(super) memory: u64,
    /// Length of the speech, samples.
    pub(super) samples: usize,
}

/// Ways for a worker to fail on demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Misbehaviour {
    /// Compute for ever.
    Spin,
    /// Wait for ever.
    Sleep,
    /// Reserve and touch memory without end.
    Devour,
    /// Die of a bad address.
    Crash,
    /// Panic in Rust.
    Panic,
}

/// What a worker answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Reply {
    /// Ready for requests; the version espeak-ng gives itself.
    Ready { version: String },
    /// The samples are the frame's body.
    Spoken {
        sample_rate: u32,
        words: Vec<WordEvent>,
    },
    /// The text's clauses, in order.
    Phonemes(Vec<Clause>),
    /// Identifiers of espeak-ng's own list.
    Voices(Vec<String>),
    /// The request was refused or failed in an orderly way.
    Failed(Failure),
    /// The process that worked on this request died of it.
    Died(Death),
}

/// An orderly failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Failure {
    /// The data directory is not usable.
    NoData,
    /// The language could not be loaded.
    NoVoice,
    /// The speech would be longer than is allowed.
    TooLong,
    /// espeak-ng or sonic reported an error.
    Engine,
    /// The request makes no sense here.
    Protocol,
}

/// How a process died of its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Death {
    /// A bad address, an abort, a panic; memory used up looks the same.
    Crash,
    /// Its time was up.
    Deadline,
}

/// Speech as it comes from a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Hz.
    pub sample_rate: u32,
    /// Mono.
    pub samples: Vec<i16>,
    /// Where espeak-ng saw words begin, in order of time.
    pub words: Vec<WordEvent>,
}

/// espeak-ng's word event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordEvent {
    /// Place in the text, counted in characters from 0.
    pub position: usize,
    /// Characters, as far as espeak-ng says.
    pub length: usize,
    /// First sample.
    pub sample: u64,
}

/// Sends one frame.
pub(super) fn send(to: &mut impl Write, head: &impl Serialize, samples: &[i16]) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    let mut frame = Vec::with_capacity(8 + head.len() + samples.len() * 2);
    frame.extend(length(head.len(), MAX_HEAD)?);
    frame.extend(length(samples.len() * 2, MAX_BODY)?);
    frame.extend(head);
    frame.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    to.write_all(&frame)
}

/// Receives one frame; `None` where the other side closed before one began.
pub(super) fn receive<T: DeserializeOwned>(
    from: &mut impl Read,
) -> io::Result<Option<(T, Vec<i16>)>> {
    let mut lengths = [0; 8];
    if read_some(from, &mut lengths[..1])? == 0 {
        return Ok(None);
    }
    from.read_exact(&mut lengths[1..])?;
    let [a, b, c, d, e, f, g, h] = lengths;
    let head = read_bounded(from, u32::from_le_bytes([a, b, c, d]), MAX_HEAD)?;
    let body = read_bounded(from, u32::from_le_bytes([e, f, g, h]), MAX_BODY)?;
    // The cause may quote the text, so it is not passed on.
    let head = serde_json::from_slice(&head).map_err(|_| malformed())?;
    let samples = body
        .chunks_exact(2)
        .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    Ok(Some((head, samples)))
}

/// Reads as `read_exact` does where a signal comes between, but tells the end.
fn read_some(from: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match from.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

fn length(bytes: usize, limit: usize) -> io::Result<[u8; 4]> {
    u32::try_from(bytes)
        .ok()
        .filter(|_| bytes <= limit)
        .map(u32::to_le_bytes)
        .ok_or_else(malformed)
}

fn read_bounded(from: &mut impl Read, length: u32, limit: usize) -> io::Result<Vec<u8>> {
    let length = length as usize;
    if length > limit {
        return Err(malformed());
    }
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn malformed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a malformed frame")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_comes_back_as_it_was_sent() {
        let mut wire = Vec::new();
        send(&mut wire, &Reply::Died(Death::Crash), &[1, -2, i16::MIN]).unwrap();
        let mut wire = wire.as_slice();
        let (head, samples) = receive::<Reply>(&mut wire).unwrap().unwrap();
        assert!(matches!(head, Reply::Died(Death::Crash)));
        assert_eq!(samples, [1, -2, i16::MIN]);
        assert!(receive::<Reply>(&mut wire).unwrap().is_none());
    }

    /// Fails with `Interrupted` before every byte.
    struct Interrupting<'w> {
        wire: &'w [u8],
        next: bool,
    }

    impl Read for Interrupting<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            self.next = !self.next;
            if self.next {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let one = into.len().min(1);
            self.wire.read(&mut into[..one])
        }
    }

    #[test]
    fn an_interrupted_read_is_read_again() {
        let mut wire = Vec::new();
        send(&mut wire, &Reply::Voices(vec!["a".into()]), &[7]).unwrap();
        let mut from = Interrupting {
            wire: &wire,
            next: false,
        };
        let (_, samples) = receive::<Reply>(&mut from).unwrap().unwrap();
        assert_eq!(samples, [7]);
        assert!(receive::<Reply>(&mut from).unwrap().is_none());
    }

    #[test]
    fn a_length_over_the_bound_is_refused_before_memory_is_reserved() {
        let mut wire: &[u8] = &[0xff; 8];
        assert!(receive::<Reply>(&mut wire).is_err());
    }

    #[test]
    fn a_frame_cut_short_is_an_error_and_not_an_end() {
        let mut wire = Vec::new();
        send(&mut wire, &Reply::Voices(vec![]), &[]).unwrap();
        assert!(receive::<Reply>(&mut &wire[..wire.len() - 1]).is_err());
    }
}

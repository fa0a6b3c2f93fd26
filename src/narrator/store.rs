//! What is kept: timings and sounds of sentences, finished files; within bounds.
//!
//! Memory first, then disk. Writing to disk happens on a thread of its own behind a
//! bounded channel: a slow disk costs cache hits, never a listener's time.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;

use super::SentenceKey;
use super::disk::Disk;
use crate::engine::{Timing, Utterance};
use crate::error::Error;

/// A failed sentence fails the same way for this long, so that marks and sound of
/// one passage agree and a text that kills the engine is not tried over and over.
const FAILURE_KEPT: Duration = Duration::from_secs(60);

/// Writes that may wait for the disk before further ones are not kept.
const WRITES_WAITING: usize = 64;

/// Timings are small; this many sentences' worth.
const TIMINGS_KEPT: u64 = 50_000;

/// Sentences begun for their timing alone, whose sound is often asked for next: they
/// hold memory, and their voice's.
const BEGUN_KEPT: u64 = 16;
const BEGUN_KEPT_FOR: Duration = Duration::from_secs(30);

/// One sentence's sound, without the pause after it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sound {
    pub(super) timing: Arc<Timing>,
    pub(super) samples: Arc<[i16]>,
}

/// A file made once and served from then on.
#[derive(Clone, Debug)]
pub struct KeptFile {
    /// The whole file.
    pub bytes: Bytes,
    /// Digest of its bytes, hexadecimal.
    pub digest: Arc<str>,
}

impl KeptFile {
    fn of(bytes: Bytes) -> Self {
        let digest = blake3::hash(&bytes).to_hex()[..32].into();
        Self { bytes, digest }
    }
}

/// A sentence under way, for the one who takes it.
type Begun = Arc<Mutex<Option<Box<dyn Utterance>>>>;

/// All that is kept.
pub(super) struct Stores {
    timings: Cache<SentenceKey, Arc<Timing>>,
    sounds: Cache<SentenceKey, Sound>,
    failures: Cache<SentenceKey, Error>,
    begun: Cache<SentenceKey, Begun>,
    files: Cache<String, KeptFile>,
    disk: Option<Arc<Disk>>,
    writer: Option<SyncSender<Write>>,
}

struct Write {
    name: String,
    bytes: Bytes,
}

impl Stores {
    /// `memory` bytes are split evenly between sounds and finished files.
    pub(super) fn new(memory: u64, disk: Option<Disk>) -> Self {
        let disk = disk.map(Arc::new);
        let half = memory / 2;
        Self {
            timings: Cache::new(TIMINGS_KEPT),
            sounds: Cache::builder()
                .max_capacity(half)
                .weigher(|_, sound: &Sound| weight(sound.samples.len() * 2))
                .build(),
            failures: Cache::builder()
                .max_capacity(10_000)
                .time_to_live(FAILURE_KEPT)
                .build(),
            begun: Cache::builder()
                .max_capacity(BEGUN_KEPT)
                .time_to_live(BEGUN_KEPT_FOR)
                .eviction_policy(EvictionPolicy::lru())
                .build(),
            files: Cache::builder()
                .max_capacity(half)
                .weigher(|_, file: &KeptFile| weight(file.bytes.len()))
                .build(),
            writer: disk.clone().map(start_writer),
            disk,
        }
    }

    pub(super) fn timing(&self, key: &SentenceKey) -> Option<Arc<Timing>> {
        let sound = || self.sounds.get(key).map(|sound| sound.timing);
        self.timings.get(key).or_else(sound)
    }

    pub(super) fn keep_timing(&self, key: &SentenceKey, timing: &Arc<Timing>) {
        self.timings.insert(key.clone(), Arc::clone(timing));
    }

    pub(super) fn sound(&self, key: &SentenceKey) -> Option<Sound> {
        self.sounds.get(key)
    }

    /// Reads a sound from disk into memory; blocks.
    pub(super) fn sound_on_disk(&self, key: &SentenceKey) -> Option<Sound> {
        let bytes = self.disk.as_ref()?.get(&sound_name(key))?;
        let sound = Sound::from_bytes(&bytes)?;
        self.timings.insert(key.clone(), Arc::clone(&sound.timing));
        self.sounds.insert(key.clone(), sound.clone());
        Some(sound)
    }

    pub(super) fn keep_sound(&self, key: &SentenceKey, sound: &Sound) {
        self.sounds.insert(key.clone(), sound.clone());
        self.write(sound_name(key), || sound.to_bytes());
    }

    /// Keeps a sentence of which nothing but the timing was wanted.
    pub(super) fn keep_begun(&self, key: &SentenceKey, utterance: Box<dyn Utterance>) {
        let begun = Arc::new(Mutex::new(Some(utterance)));
        self.begun.insert(key.clone(), begun);
    }

    /// A sentence as [`Self::keep_begun`] left it, for one taker.
    pub(super) fn take_begun(&self, key: &SentenceKey) -> Option<Box<dyn Utterance>> {
        let begun = self.begun.remove(key)?;
        let mut begun = begun.lock().unwrap_or_else(PoisonError::into_inner);
        begun.take()
    }

    pub(super) fn failure(&self, key: &SentenceKey) -> Option<Error> {
        self.failures.get(key)
    }

    pub(super) fn keep_failure(&self, key: &SentenceKey, error: &Error) {
        self.failures.insert(key.clone(), error.clone());
    }

    /// A finished file from memory, else from disk; may block.
    pub(super) fn file(&self, name: &str) -> Option<KeptFile> {
        self.files.get(name).or_else(|| {
            let bytes = self.disk.as_ref()?.get(name)?;
            let file = KeptFile::of(bytes.into());
            self.files.insert(name.to_owned(), file.clone());
            Some(file)
        })
    }

    pub(super) fn keep_file(&self, name: &str, bytes: Bytes) {
        let file = KeptFile::of(bytes.clone());
        self.files.insert(name.to_owned(), file);
        self.write(name.to_owned(), || bytes);
    }

    fn write(&self, name: String, bytes: impl FnOnce() -> Bytes) {
        let Some(writer) = &self.writer else { return };
        let write = Write {
            name,
            bytes: bytes(),
        };
        if writer.try_send(write).is_err() {
            metrics::counter!("aloud_cache_writes_dropped_total").increment(1);
        }
    }
}

fn start_writer(disk: Arc<Disk>) -> SyncSender<Write> {
    let (writer, writes) = sync_channel::<Write>(WRITES_WAITING);
    thread::spawn(move || {
        for Write { name, bytes } in writes {
            disk.put(&name, &bytes);
        }
    });
    writer
}

fn sound_name(key: &SentenceKey) -> String {
    format!("{}.sound", key.as_str())
}

fn weight(bytes: usize) -> u32 {
    u32::try_from(bytes + 256).unwrap_or(u32::MAX)
}

impl Sound {
    /// `u32` length of the timing's JSON, the JSON, then the samples; little-endian.
    fn to_bytes(&self) -> Bytes {
        let timing = serde_json::to_vec(&*self.timing).unwrap_or_default();
        let mut bytes = Vec::with_capacity(4 + timing.len() + self.samples.len() * 2);
        bytes.extend_from_slice(&(timing.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&timing);
        bytes.extend(self.samples.iter().flat_map(|sample| sample.to_le_bytes()));
        bytes.into()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk()?;
        let (timing, samples) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let timing: Timing = serde_json::from_slice(timing).ok()?;
        let samples: Arc<[i16]> = samples
            .chunks_exact(2)
            .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        (samples.len() as u64 == timing.samples).then(|| Self {
            timing: Arc::new(timing),
            samples,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_survives_the_disk() {
        let sound = Sound {
            timing: Arc::new(Timing {
                samples: 3,
                ..Timing::default()
            }),
            samples: Arc::new([-1, 0, i16::MAX]),
        };
        let bytes = sound.to_bytes();
        assert_eq!(Sound::from_bytes(&bytes), Some(sound));
        assert_eq!(Sound::from_bytes(&bytes[..bytes.len() - 2]), None);
        assert_eq!(Sound::from_bytes(&[]), None);
    }
}

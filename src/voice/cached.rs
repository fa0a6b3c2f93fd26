//! What is remembered of a catalogue between two commands: the catalogue itself, that
//! it did not answer, and which voices were not wanted. All of it can be lost.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::catalogue::{Catalogue, LONGEST_CATALOGUE, is_id};
use crate::error::Result;

/// A catalogue as it was some time ago.
pub struct Cached {
    /// What it offered.
    pub catalogue: Catalogue,
    /// How long ago it was fetched.
    pub age: Duration,
}

/// Where it is remembered.
pub struct Memory {
    folder: PathBuf,
    name: String,
}

impl Memory {
    /// For the catalogue called `source`, below the cache folder.
    pub fn new(cache: &Path, source: &str) -> Self {
        let digest = blake3::hash(source.as_bytes()).to_hex();
        Self {
            folder: cache.join("catalogue"),
            name: digest[..16].to_owned(),
        }
    }

    /// The catalogue as it was last seen.
    pub fn read(&self) -> Option<Cached> {
        let path = self.path("json");
        let mut json = Vec::new();
        let file = fs::File::open(&path).ok()?;
        file.take(LONGEST_CATALOGUE).read_to_end(&mut json).ok()?;
        Some(Cached {
            catalogue: Catalogue::read(&json).ok()?,
            age: age(&path)?,
        })
    }

    /// Keeps a catalogue that has just been fetched, if it is one.
    ///
    /// # Errors
    /// `bad_catalogue`.
    pub fn keep(&self, json: &[u8]) -> Result<Catalogue> {
        let catalogue = Catalogue::read(json)?;
        // Without a cache everything works, but for showing it offline.
        let _ = self.write("json", json);
        let _ = fs::remove_file(self.path("silent"));
        Ok(catalogue)
    }

    /// How long ago the last quick try found nothing.
    pub fn silent_for(&self) -> Option<Duration> {
        age(&self.path("silent"))
    }

    /// Notes that a quick try found nothing.
    pub fn note_silence(&self) {
        // Then the next one tries again.
        let _ = self.write("silent", b"");
    }

    /// Whether `voice` was taken away, so that no script brings it back.
    pub fn is_unwanted(&self, voice: &str) -> bool {
        self.unwanted(voice).is_some_and(|path| path.exists())
    }

    /// Notes whether `voice` is wanted: it was installed, or taken away.
    pub fn note_wanted(&self, voice: &str, wanted: bool) {
        let Some(path) = self.unwanted(voice) else {
            return;
        };
        // At worst a script fetches it once more.
        let _ = if wanted {
            fs::remove_file(path)
        } else {
            fs::create_dir_all(&self.folder).and_then(|()| fs::write(path, b""))
        };
    }

    fn unwanted(&self, voice: &str) -> Option<PathBuf> {
        is_id(voice).then(|| self.folder.join(format!("{voice}.unwanted")))
    }

    fn path(&self, kind: &str) -> PathBuf {
        self.folder.join(format!("{}.{kind}", self.name))
    }

    /// Whole or not at all: another aloud may be reading.
    fn write(&self, kind: &str, bytes: &[u8]) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        std::io::Write::write_all(&mut file, bytes)?;
        file.persist(self.path(kind))?;
        Ok(())
    }
}

/// Since it was written; nothing where the clock was set back.
fn age(path: &Path) -> Option<Duration> {
    let written = fs::metadata(path).ok()?.modified().ok()?;
    SystemTime::now().duration_since(written).ok()
}

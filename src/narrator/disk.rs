//! A bounded folder of files, each whole or not there.
//!
//! A file is its content and the BLAKE3 digest of it, written beside its place and
//! renamed into it. What does not match its digest is dropped, never served.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;

use crate::error::{Error, Result};

const DIGEST: usize = blake3::OUT_LEN;

/// A folder that holds at most so many bytes; what was used least recently goes first.
pub(super) struct Disk {
    folder: PathBuf,
    /// Which files are there and how large; dropping an entry removes its file.
    index: Cache<Arc<str>, u32>,
    /// Whether the last write failed: a full disk is told once, not once a file.
    failing: AtomicBool,
}

impl Disk {
    /// Opens `folder`, creating it, and takes up what an earlier run left there.
    ///
    /// # Errors
    /// `cache_unwritable` when the folder cannot be made or written.
    pub(super) fn open(folder: &Path, bound: u64) -> Result<Self> {
        let unwritable = |error: io::Error| {
            let message = format!(
                "The cache directory {} cannot be written: {error}. Choose another with --cache.",
                folder.display()
            );
            Error::unavailable("cache_unwritable", message).caused_by(error)
        };
        fs::create_dir_all(folder).map_err(unwritable)?;
        tempfile::NamedTempFile::new_in(folder).map_err(unwritable)?;
        let place = folder.to_owned();
        let disk = Self {
            folder: folder.to_owned(),
            index: Cache::builder()
                .max_capacity(bound)
                .eviction_policy(EvictionPolicy::lru())
                .weigher(|_, size| *size)
                .eviction_listener(move |name: Arc<Arc<str>>, _, cause| {
                    if cause != moka::notification::RemovalCause::Replaced {
                        let _ = fs::remove_file(place.join(name.as_ref().as_ref()));
                    }
                })
                .build(),
            failing: AtomicBool::new(false),
        };
        disk.take_up().map_err(unwritable)?;
        Ok(disk)
    }

    /// The content of `name`, if it is there and undamaged. Another process that
    /// shares the folder may have put it there.
    pub(super) fn get(&self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.folder.join(name)).ok()?;
        if self.index.get(name).is_none() {
            self.enter(name, bytes.len());
        }
        let Some(content) = bytes.len().checked_sub(DIGEST) else {
            self.index.invalidate(name);
            return None;
        };
        if blake3::hash(&bytes[..content]).as_bytes() != &bytes[content..] {
            metrics::counter!("aloud_cache_corrupt_total").increment(1);
            self.index.invalidate(name);
            return None;
        }
        bytes.truncate(content);
        Some(bytes)
    }

    /// Keeps `content` under `name`. A failure is logged and costs a later hit.
    pub(super) fn put(&self, name: &str, content: &[u8]) {
        match self.write(name, content) {
            Ok(()) => {
                self.failing.store(false, Ordering::Relaxed);
                self.enter(name, content.len() + DIGEST);
            }
            Err(error) => {
                if !self.failing.swap(true, Ordering::Relaxed) {
                    tracing::warn!(%error, "nothing is kept on disk until its folder can be written");
                }
            }
        }
    }

    fn enter(&self, name: &str, size: usize) {
        let size = u32::try_from(size).unwrap_or(u32::MAX);
        self.index.insert(name.into(), size);
        self.index.run_pending_tasks();
    }

    fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(content)?;
        file.write_all(blake3::hash(content).as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(self.folder.join(name))?;
        Ok(())
    }

    /// Indexes the files of an earlier run, oldest first; removes unfinished ones.
    fn take_up(&self) -> io::Result<()> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                continue;
            };
            let facts = entry.metadata()?;
            if name.starts_with(".tmp") {
                // Possibly another process's file in the making, unless it is old.
                let age = facts.modified()?.elapsed().unwrap_or_default();
                if age.as_secs() > 3600 {
                    let _ = fs::remove_file(entry.path());
                }
            } else if facts.is_file() {
                let modified = facts.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                found.push((modified, name, facts.len()));
            }
        }
        found.sort();
        for (_, name, size) in found {
            let size = u32::try_from(size).unwrap_or(u32::MAX);
            self.index.insert(name.into(), size);
        }
        self.index.run_pending_tasks();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_put_is_there_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        Disk::open(folder.path(), 1_000).unwrap().put("a", b"sound");
        let again = Disk::open(folder.path(), 1_000).unwrap();
        assert_eq!(again.get("a").as_deref(), Some(&b"sound"[..]));
        assert_eq!(again.get("b"), None);
    }

    #[test]
    fn a_damaged_file_is_dropped_and_never_served() {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::open(folder.path(), 1_000).unwrap();
        disk.put("a", b"sound");
        let path = folder.path().join("a");
        let mut bytes = fs::read(&path).unwrap();
        bytes[0] ^= 1;
        fs::write(&path, bytes).unwrap();
        assert_eq!(disk.get("a"), None);
        disk.index.run_pending_tasks();
        assert!(!path.exists());
    }

    #[test]
    fn the_least_recently_used_goes_when_the_bound_is_reached() {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::open(folder.path(), 3 * (10 + DIGEST as u64)).unwrap();
        for name in ["a", "b", "c"] {
            disk.put(name, &[0; 10]);
        }
        disk.get("a");
        disk.put("d", &[0; 10]);
        assert_eq!(names(folder.path()), ["a", "c", "d"]);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let refused = Disk::open(file.path(), 1_000).err().unwrap();
        assert_eq!(refused.code(), "cache_unwritable");
        assert!(refused.message().contains("--cache"));
    }
}

//! espeak-ng's tables and dictionaries: carried in the binary, unpacked once.
//!
//! The C library reads them from a directory. The binary brings its own, so that
//! it works wherever it is copied and never reads the tables of another version
//! that happens to be installed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use tempfile::TempDir;

use crate::error::{Error, Result};

/// One file as it is carried: where it belongs, and what is in it.
struct Carried {
    path: String,
    bytes: &'static [u8],
}

/// Without what the linked library cannot use: the tables for MBROLA's voices,
/// and a listing for developers.
static FILES: LazyLock<Vec<Carried>> = LazyLock::new(|| {
    let unused = |path: &str| {
        path.starts_with("mbrola_ph/")
            || path.starts_with("voices/mb/")
            || path.ends_with("-manifest")
    };
    [
        espeak_ng_data_phonemes::ALL_FILES,
        espeak_ng_data_dicts::ALL_FILES,
        espeak_ng_data_dict_ru::ALL_FILES,
        espeak_ng_data_dict_fo::ALL_FILES,
        espeak_ng_data_dict_ps::ALL_FILES,
    ]
    .into_iter()
    .flatten()
    .filter(|(path, _)| !unused(path))
    .map(|(path, bytes)| Carried {
        path: destination(path),
        bytes,
    })
    .collect()
});

static DIGEST: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = blake3::Hasher::new();
    for file in FILES.iter() {
        hasher.update(&(file.path.len() as u64).to_le_bytes());
        hasher.update(file.path.as_bytes());
        hasher.update(&(file.bytes.len() as u64).to_le_bytes());
        hasher.update(file.bytes);
    }
    hasher.finalize().to_hex()[..16].to_owned()
});

/// espeak-ng lower-cases the name of a voice before it opens the file, so
/// `lang/gmw/en-US` is only ever found under a lower-case name.
fn destination(path: &str) -> String {
    if path.starts_with("lang/") {
        path.to_ascii_lowercase()
    } else {
        path.to_owned()
    }
}

/// The text of every language file, with its path below `lang/`.
pub(super) fn language_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().filter_map(|file| {
        let path = file.path.strip_prefix("lang/")?;
        Some((path, std::str::from_utf8(file.bytes).ok()?))
    })
}

/// Whether the dictionary `name` is carried.
pub(super) fn has_dictionary(name: &str) -> bool {
    let file = format!("{name}_dict");
    FILES.iter().any(|carried| carried.path == file)
}

/// espeak-ng's data as a directory of this machine.
///
/// Unpacked below the cache directory under the digest of its contents, so that
/// versions do not meet; in a temporary directory of this process where the cache
/// cannot be written.
pub struct Data {
    cache: PathBuf,
    temporary: Mutex<Option<TempDir>>,
}

impl Data {
    /// Nothing is written before [`Data::directory`] is called.
    pub fn below(cache: impl Into<PathBuf>) -> Self {
        Self {
            cache: cache.into(),
            temporary: Mutex::new(None),
        }
    }

    /// Digest of all that is carried, 16 hexadecimal digits.
    pub fn digest() -> &'static str {
        &DIGEST
    }

    /// Where the data lies, complete: unpacks it where it is missing or damaged.
    ///
    /// # Errors
    /// `data_unwritable` when neither the cache nor a temporary directory takes it.
    pub fn directory(&self) -> Result<PathBuf> {
        let wished = self.cache.join(format!("espeak-ng-{}", Self::digest()));
        if is_complete(&wished) {
            return Ok(wished);
        }
        unpack(&self.cache, &wished).or_else(|refused| {
            tracing::warn!(%refused, "the cache does not take espeak-ng's data; using a temporary directory");
            self.temporary()
        })
    }

    fn temporary(&self) -> Result<PathBuf> {
        let mut kept = self
            .temporary
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(directory) = kept.as_ref().filter(|kept| is_complete(kept.path())) {
            return Ok(directory.path().to_owned());
        }
        let directory = tempfile::Builder::new()
            .prefix("aloud-espeak-ng-")
            .tempdir()
            .and_then(|directory| write_all(directory.path()).map(|()| directory))
            .map_err(unwritable)?;
        let path = directory.path().to_owned();
        *kept = Some(directory);
        Ok(path)
    }
}

fn unwritable(cause: io::Error) -> Error {
    Error::unavailable(
        "data_unwritable",
        "espeak-ng's data (24 MB) could be written neither to the cache directory nor to a temporary one. \
         Name a writable cache directory.",
    )
    .caused_by(cause)
}

/// Whether every file is there with its length; a file cut short by a full disk
/// or a crash shows.
fn is_complete(directory: &Path) -> bool {
    FILES.iter().all(|file| {
        fs::metadata(directory.join(&file.path))
            .is_ok_and(|found| found.is_file() && found.len() == file.bytes.len() as u64)
    })
}

/// Writes beside the goal and renames, so that another process sees all or
/// nothing; whoever comes second keeps what is there.
fn unpack(cache: &Path, goal: &Path) -> io::Result<PathBuf> {
    fs::create_dir_all(cache)?;
    let work = tempfile::Builder::new()
        .prefix(".espeak-ng-unpacking-")
        .tempdir_in(cache)?;
    let whole = work.path().join("whole");
    write_all(&whole)?;
    if fs::rename(&whole, goal).is_err() && !is_complete(goal) {
        fs::rename(goal, work.path().join("damaged"))?;
        if fs::rename(&whole, goal).is_err() && !is_complete(goal) {
            return Err(io::Error::other("the data directory cannot be replaced"));
        }
    }
    Ok(goal.to_owned())
}

fn write_all(directory: &Path) -> io::Result<()> {
    for file in FILES.iter() {
        let path = directory.join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, file.bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unpacks_once_and_mends_what_was_cut_short() {
        let cache = tempfile::tempdir().unwrap();
        let data = Data::below(cache.path());
        let directory = data.directory().unwrap();
        let table = directory.join("phontab");
        let whole = fs::read(&table).unwrap();

        let written = fs::metadata(&table).unwrap().modified().unwrap();
        assert_eq!(data.directory().unwrap(), directory);
        assert_eq!(fs::metadata(&table).unwrap().modified().unwrap(), written);

        fs::write(&table, &whole[..whole.len() / 2]).unwrap();
        assert_eq!(data.directory().unwrap(), directory);
        assert_eq!(fs::read(&table).unwrap(), whole);

        let left: Vec<_> = fs::read_dir(cache.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "no half-made directory stays behind");
    }

    #[test]
    fn many_at_once_agree_on_one_directory() {
        let cache = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            let all: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| Data::below(cache.path()).directory().unwrap()))
                .collect();
            for one in all {
                assert!(is_complete(&one.join().unwrap()));
            }
        });
        assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_cache_that_cannot_be_written_is_replaced_by_a_temporary_directory() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let data = Data::below(file.path().join("below-a-file"));
        let directory = data.directory().unwrap();
        assert!(is_complete(&directory));
        assert_eq!(data.directory().unwrap(), directory, "made once");
        drop(data);
        assert!(!directory.exists(), "and taken away at the end");
    }
}

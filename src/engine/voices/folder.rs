//! Whether voices came into a folder or went, told without reading it.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// A file that came within this time of the last look may bear the date of that look
/// (file systems count in steps of up to two seconds).
const FRESH: Duration = Duration::from_secs(2);

/// What tells one state of a folder from another: the date of its last file's coming
/// or going, and which folder bears the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    modified: SystemTime,
    identity: (u64, u64),
}

impl Stamp {
    /// The folder's; `None` while there is none.
    pub(super) fn of(folder: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let told = fs::metadata(folder).ok()?;
        Some(Self {
            modified: told.modified().ok()?,
            identity: (told.dev(), told.ino()),
        })
    }

    /// Whether it is so young that the next change may look the same. One from the
    /// future is not: whoever set it did not do so just now.
    pub(super) fn is_fresh(self) -> bool {
        let age = SystemTime::now().duration_since(self.modified);
        age.is_ok_and(|age| age < FRESH)
    }
}

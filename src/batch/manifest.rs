//! What was made from what: one line of JSON for every post, the last one counts.
//!
//! Lines are only ever added, so that a night cut short loses nothing: a torn last
//! line is passed over, and its post is made again.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use super::make::{cannot_write, whole_file};
use crate::error::{Error, Result};

const NAME: &str = ".aloud-manifest";
const LOCK: &str = ".aloud-lock";
/// Old lines are dropped once there are this many more of them than posts.
const SLACK: usize = 1_000;

/// What is known of a post's files.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Made {
    post: String,
    /// What they were made from; `None` while they are being replaced.
    digest: Option<String>,
    /// Length in bytes of each file, by extension.
    files: BTreeMap<String, u64>,
}

impl Made {
    pub(super) fn new(post: &str, digest: &str, files: BTreeMap<String, u64>) -> Self {
        Self {
            post: post.to_owned(),
            digest: Some(digest.to_owned()),
            files,
        }
    }
}

/// The manifest of an output folder.
pub(super) struct Manifest {
    folder: PathBuf,
    made: Mutex<HashMap<String, Made>>,
    /// Where lines are added; `None` where nothing is written.
    log: Option<Mutex<File>>,
    /// Held as long as the manifest: one run at a time.
    _lock: Option<File>,
}

impl Manifest {
    /// The manifest of `folder`, empty where there is none; writes nothing.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        Ok(Self {
            folder: folder.to_owned(),
            made: Mutex::new(load(folder)?.made),
            log: None,
            _lock: None,
        })
    }

    /// The manifest of `folder`, to be added to. Creates the folder.
    ///
    /// # Errors
    /// `cannot_write`, and `busy` while another run holds it.
    pub(super) fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, error))?;
        let lock = lock(folder)?;
        let path = folder.join(NAME);
        let Loaded { made, lines } = load(folder)?;
        if lines > made.len() + SLACK {
            compact(&path, &made)?;
        }
        let mut log = File::options()
            .append(true)
            .create(true)
            .open(&path)
            .map_err(|error| cannot_write(&path, error))?;
        // Ends a line that an earlier run could not.
        if lines > 0 {
            log.write_all(b"\n")
                .map_err(|error| cannot_write(&path, error))?;
        }
        Ok(Self {
            folder: folder.to_owned(),
            made: Mutex::new(made),
            log: Some(Mutex::new(log)),
            _lock: Some(lock),
        })
    }

    /// Whether the files of `post` with these extensions are there, whole, and made
    /// from `digest`.
    pub(super) fn is_up_to_date(&self, post: &str, digest: &str, extensions: &[String]) -> bool {
        let made = self
            .made
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let Some(made) = made
            .get(post)
            .filter(|made| made.digest.as_deref() == Some(digest))
        else {
            return false;
        };
        extensions.iter().all(|extension| {
            let path = self.folder.join(format!("{post}.{extension}"));
            let there = std::fs::metadata(path)
                .ok()
                .filter(std::fs::Metadata::is_file);
            made.files.get(extension).copied() == there.map(|file| file.len())
                && made.files.contains_key(extension)
        })
    }

    /// Notes that the files of `post` are being replaced: until [`Self::note`] they
    /// count as out of date.
    pub(super) fn begin(&self, post: &str) -> Result<()> {
        self.add(Made {
            post: post.to_owned(),
            digest: None,
            files: BTreeMap::new(),
        })
    }

    /// Notes what was made.
    pub(super) fn note(&self, made: Made) -> Result<()> {
        self.add(made)
    }

    /// What is known of the other formats of `post`, made from the same `digest`.
    pub(super) fn files(&self, post: &str, digest: &str) -> BTreeMap<String, u64> {
        let made = self
            .made
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let made = made
            .get(post)
            .filter(|made| made.digest.as_deref() == Some(digest));
        made.map(|made| made.files.clone()).unwrap_or_default()
    }

    fn add(&self, made: Made) -> Result<()> {
        if let Some(log) = &self.log {
            // One write a line, so that a line is there or not.
            let mut log = log
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            log.write_all(line(&made).as_bytes())
                .map_err(|error| cannot_write(&self.folder.join(NAME), error))?;
        }
        let mut all = self
            .made
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        all.insert(made.post.clone(), made);
        Ok(())
    }
}

struct Loaded {
    made: HashMap<String, Made>,
    lines: usize,
}

fn load(folder: &Path) -> Result<Loaded> {
    let path = folder.join(NAME);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(cannot_write(&path, error)),
    };
    let mut loaded = Loaded {
        made: HashMap::new(),
        lines: 0,
    };
    for line in bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        loaded.lines += 1;
        if let Ok(made) = serde_json::from_slice::<Made>(line) {
            loaded.made.insert(made.post.clone(), made);
        }
    }
    Ok(loaded)
}

fn compact(path: &Path, made: &HashMap<String, Made>) -> Result<()> {
    let lines: String = made.values().map(line).collect();
    let failed = |error| cannot_write(path, error);
    let mut file = whole_file(path.parent().unwrap_or(Path::new("."))).map_err(failed)?;
    file.write_all(lines.as_bytes()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

fn line(made: &Made) -> String {
    // Strings and numbers only: there is nothing that JSON cannot say.
    serde_json::to_string(made).unwrap_or_default() + "\n"
}

fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let file = File::create(&path).map_err(|error| cannot_write(&path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(Error::unavailable(
            "busy",
            format!(
                "{}: another run of narrate is writing there; wait for it, or choose another folder.",
                folder.display()
            ),
        )),
        Err(std::fs::TryLockError::Error(error)) => Err(cannot_write(&path, error)),
    }
}

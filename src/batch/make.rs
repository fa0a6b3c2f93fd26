//! One post → its files, each written whole or not at all.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::manifest::{Made, Manifest};
use super::{Narrate, Narrated, Post, Sink};
use crate::article::Article;
use crate::caption::Captions;
use crate::error::{Error, Result};

/// Every file in the making begins so.
const PART: &str = ".aloud-part-";
/// The captions beside every narration: extension, and kind of captions.
const BESIDE: [(&str, &str); 2] = [("marks.json", "json"), ("vtt", "vtt")];

/// The extensions of all files of a post, in `formats`.
pub(super) fn extensions(formats: &[String]) -> Vec<String> {
    let beside = BESIDE.iter().map(|(extension, _)| (*extension).to_owned());
    formats.iter().cloned().chain(beside).collect()
}

/// Speaks `article` and puts its files into `folder`, replacing those there.
pub(super) fn make(
    post: &Post,
    article: &Article,
    job: &Job<'_>,
    narrate: &dyn Narrate,
) -> Result<Narrated> {
    let stem = job.folder.join(post.stem());
    let home = stem.parent().unwrap_or(job.folder);
    std::fs::create_dir_all(home).map_err(|error| cannot_write(home, error))?;
    let mut parts = open(home, &stem, job.formats)?;
    let narrated = speak(article, &mut parts, narrate)?;
    parts.extend(captions(home, &stem, article, &narrated)?);
    let mut files = job.manifest.files(post.stem(), job.digest);
    for part in &parts {
        files.insert(part.extension.clone(), part.settle()?);
    }
    replace(post, parts, job, files)?;
    Ok(narrated)
}

/// Where a post's files go, and what they are made from.
pub(super) struct Job<'a> {
    pub(super) folder: &'a Path,
    pub(super) formats: &'a [String],
    pub(super) digest: &'a str,
    pub(super) manifest: &'a Manifest,
}

/// A file in the making; gone if it is dropped before its time.
struct Part {
    extension: String,
    path: PathBuf,
    file: NamedTempFile,
}

impl Part {
    fn open(home: &Path, stem: &Path, extension: &str) -> Result<Self> {
        let mut path = stem.as_os_str().to_owned();
        path.push(".");
        path.push(extension);
        let path = PathBuf::from(path);
        let file = whole_file(home).map_err(|error| cannot_write(&path, error))?;
        Ok(Self {
            extension: extension.to_owned(),
            path,
            file,
        })
    }

    /// Puts the bytes on the disk, for a rename must not outrun them; their number.
    fn settle(&self) -> Result<u64> {
        let file = self.file.as_file();
        let settled = file.sync_all().and_then(|()| file.metadata());
        Ok(settled
            .map_err(|error| cannot_write(&self.path, error))?
            .len())
    }
}

fn open(home: &Path, stem: &Path, formats: &[String]) -> Result<Vec<Part>> {
    formats
        .iter()
        .map(|format| Part::open(home, stem, format))
        .collect()
}

fn speak(article: &Article, parts: &mut [Part], narrate: &dyn Narrate) -> Result<Narrated> {
    let sinks = parts.iter_mut().map(|part| Sink {
        format: &part.extension,
        file: part.file.as_file_mut(),
    });
    narrate.narrate(article, &mut sinks.collect::<Vec<_>>())
}

fn captions(home: &Path, stem: &Path, article: &Article, narrated: &Narrated) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    let shown = article.passage.shown();
    for (extension, kind) in BESIDE {
        let text = Captions::named(kind)?.write(&shown, &narrated.marks);
        let mut part = Part::open(home, stem, extension)?;
        let written = part.file.write_all(text.as_bytes());
        written.map_err(|error| cannot_write(&part.path, error))?;
        parts.push(part);
    }
    Ok(parts)
}

/// Puts the new files into the old ones' places. Between the first and the last
/// rename the manifest calls them out of date.
fn replace(
    post: &Post,
    parts: Vec<Part>,
    job: &Job<'_>,
    files: BTreeMap<String, u64>,
) -> Result<()> {
    job.manifest.begin(post.stem())?;
    for part in parts {
        let Part { path, file, .. } = part;
        file.persist(&path)
            .map_err(|error| cannot_write(&path, error.error))?;
    }
    job.manifest.note(Made::new(post.stem(), job.digest, files))
}

/// A file in `home` that has no name yet that anybody looks for.
pub(super) fn whole_file(home: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PART);
    readable_by_all(&mut builder);
    builder.tempfile_in(home)
}

/// A web server must be able to read what was made; the umask still has its say.
#[cfg(unix)]
fn readable_by_all(builder: &mut Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn readable_by_all(_builder: &mut Builder<'_, '_>) {}

/// Removes what a killed run left behind. Only while the folder is locked.
pub(super) fn sweep(home: &Path) {
    for entry in std::fs::read_dir(home).into_iter().flatten().flatten() {
        if entry
            .file_name()
            .as_encoded_bytes()
            .starts_with(PART.as_bytes())
        {
            // What cannot be removed is only in the way of nobody.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

pub(super) fn cannot_write(path: &Path, error: std::io::Error) -> Error {
    Error::unavailable("cannot_write", format!("{}: {error}.", path.display())).caused_by(error)
}

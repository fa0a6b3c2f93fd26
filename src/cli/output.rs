//! Files written whole or not at all, and stdout as a pipe.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, Result};

/// Where bytes go.
pub(super) enum Output {
    /// A file in the making beside its place.
    File { draft: NamedTempFile, path: PathBuf },
    /// Whoever reads our stdout.
    Pipe(io::Stdout),
}

impl Output {
    /// Opens `path`; `-` is stdout.
    pub(super) fn create(path: &Path) -> Result<Self> {
        if path.as_os_str() == "-" {
            return Ok(Self::Pipe(io::stdout()));
        }
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let draft = NamedTempFile::new_in(folder).map_err(|error| unwritable(path, error))?;
        Ok(Self::File {
            draft,
            path: path.to_owned(),
        })
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        match self {
            Self::File { draft, path } => draft
                .write_all(bytes)
                .map_err(|error| unwritable(path, error)),
            Self::Pipe(pipe) => {
                let written = pipe.write_all(bytes).and_then(|()| pipe.flush());
                written.map_err(|error| unwritable(Path::new("stdout"), error))
            }
        }
    }

    /// Puts the file in its place; `opening` replaces its first bytes. What went down
    /// a pipe is gone.
    pub(super) fn finish(self, opening: Option<&[u8]>) -> Result<()> {
        let Self::File { mut draft, path } = self else {
            return Ok(());
        };
        let placed = || -> io::Result<()> {
            if let Some(opening) = opening {
                draft.seek(SeekFrom::Start(0))?;
                draft.write_all(opening)?;
            }
            readable_by_others(draft.as_file())?;
            draft.persist(&path)?;
            Ok(())
        };
        placed().map_err(|error| unwritable(&path, error))
    }
}

/// A draft is private; what is published has the rights any new file has.
#[cfg(unix)]
fn readable_by_others(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_others(_: &File) -> io::Result<()> {
    Ok(())
}

fn unwritable(path: &Path, error: io::Error) -> Error {
    // A draft's error names the draft, which nobody asked for; its kind does not.
    let why = match error.get_ref() {
        Some(_) => error.kind().to_string(),
        None => error.to_string(),
    };
    let message = format!("{} cannot be written: {why}", path.display());
    Error::caller("unwritable", message).caused_by(error)
}

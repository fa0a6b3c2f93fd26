//! What was installed: a manifest beside each voice, with the digest of every file.
//!
//! ```text
//! NAME.onnx  NAME.onnx.json  NAME.MODEL_CARD  NAME.installed.json
//! ```
//!
//! Where there is a manifest, a file that differs from it is refused when the voice is
//! loaded. Voices that were laid there by hand have none, and are taken as they are.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::catalogue::{Kind, is_id, unknown};
use super::fetch::{discard, unwritable};
use super::install::{Turn, room};
use crate::error::{Error, Result};

const SUFFIX: &str = ".installed.json";
/// A manifest has less than two kilobytes.
const LONGEST: u64 = 1 << 20;

/// What was installed, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The voice's id.
    pub voice: String,
    /// The catalogue it came from.
    pub source: String,
    /// In the words of its card.
    pub licence: String,
    /// Whom to thank, or where its recordings come from.
    pub attribution: String,
    /// Its files.
    pub files: Vec<Entry>,
}

/// One file as it was installed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name in the folder.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256, 64 lower-case hexadecimal digits.
    pub sha256: String,
}

/// What is wrong with one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Its name in the folder.
    pub file: String,
    /// `missing`, `differs` or `unreadable`.
    pub what: &'static str,
}

impl Manifest {
    /// The manifest of `voice`, if there is one.
    ///
    /// # Errors
    /// `bad_voice` where it is there and cannot be read.
    pub fn of(folder: &Path, voice: &str) -> Result<Option<Self>> {
        let damaged = || {
            let what = format!(
                "The voice {voice} cannot be used: {voice}{SUFFIX} is damaged. \
                 `aloud voices install {voice}` mends it."
            );
            Error::unavailable("bad_voice", what)
        };
        let mut json = Vec::new();
        match File::open(folder.join(format!("{voice}{SUFFIX}"))) {
            Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(_) => return Err(damaged()),
            Ok(file) => file.take(LONGEST).read_to_end(&mut json),
        }
        .map_err(|_| damaged())?;
        let manifest: Self = serde_json::from_slice(&json).map_err(|_| damaged())?;
        if manifest.voice == voice {
            return Ok(Some(manifest));
        }
        Err(damaged())
    }

    /// The file's name.
    pub(super) fn name(voice: &str) -> String {
        format!("{voice}{SUFFIX}")
    }

    /// Whether all files are there at their length; reads none of them.
    pub fn looks_whole(&self, folder: &Path) -> bool {
        let whole = |entry: &Entry| {
            let file = fs::metadata(folder.join(&entry.name));
            file.is_ok_and(|file| file.len() == entry.size)
        };
        self.entries().all(whole)
    }

    /// Reads all files and names those that are not as they were installed.
    pub fn faults(&self, folder: &Path) -> Vec<Fault> {
        let faults = self.entries().filter_map(|entry| {
            let what = match sha256_of(&folder.join(&entry.name)) {
                Ok(digest) if digest == entry.sha256 => return None,
                Ok(_) => "differs",
                Err(why) if why.kind() == io::ErrorKind::NotFound => "missing",
                Err(_) => "unreadable",
            };
            let file = entry.name.clone();
            Some(Fault { file, what })
        });
        faults.collect()
    }

    /// Those files that can be this voice's; a manifest may have been tampered with.
    fn entries(&self) -> impl Iterator<Item = &Entry> {
        let names = Kind::ALL.map(|kind| format!("{}{}", self.voice, kind.suffix()));
        let entries = self.files.iter();
        entries.filter(move |entry| names.contains(&entry.name))
    }
}

/// Every voice that aloud installed into `folder`, sorted; one whose manifest is
/// damaged with the error.
pub fn list(folder: &Path) -> Vec<(String, Result<Manifest>)> {
    let found = names(folder, SUFFIX).into_iter();
    let manifests = found.filter_map(|voice| {
        let manifest = Manifest::of(folder, &voice).transpose()?;
        Some((voice, manifest))
    });
    manifests.collect()
}

/// Every voice whose model lies in `folder`, however it came there, sorted.
pub fn models(folder: &Path) -> Vec<String> {
    names(folder, Kind::Model.suffix())
}

fn names(folder: &Path, suffix: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            Some(name.strip_suffix(suffix)?.to_owned())
        })
        .filter(|name| is_id(name))
        .collect();
    names.sort();
    names
}

/// Compares what was read into memory with the manifest beside the model, if there is
/// one: a file that was damaged or exchanged does not become a voice.
///
/// # Errors
/// `bad_voice`, saying how to mend it.
pub fn check(model: &Path, voice: &str, files: &[(Kind, &[u8])]) -> Result<()> {
    let folder = model.parent().unwrap_or(Path::new(""));
    let Some(manifest) = Manifest::of(folder, voice)? else {
        return Ok(());
    };
    for (kind, bytes) in files {
        let name = format!("{voice}{}", kind.suffix());
        let known = manifest.files.iter().find(|entry| entry.name == name);
        let same = known.is_some_and(|known| {
            known.size == bytes.len() as u64 && known.sha256 == hex(Sha256::digest(bytes))
        });
        if !same {
            let what = format!(
                "The voice {voice} is refused: {name} is not the file that was installed. \
                 `aloud voices install {voice}` mends it."
            );
            return Err(Error::unavailable("bad_voice", what));
        }
    }
    Ok(())
}

/// Takes an installed voice away: its model first, so that it is never there by half.
///
/// # Errors
/// `unknown_voice`; `not_installed` for one that aloud did not install;
/// `voices_unwritable`; `install_busy`.
pub fn remove(folder: &Path, wanted: &str, turn: std::time::Duration) -> Result<()> {
    let installed = names(folder, SUFFIX);
    let by_hand = models(folder);
    let same = |voice: &&String| voice.eq_ignore_ascii_case(wanted);
    let Some(voice) = installed.iter().find(same) else {
        return Err(match by_hand.iter().find(same) {
            Some(voice) => {
                let what = format!(
                    "The voice {voice} was not installed by aloud; take its files away yourself."
                );
                Error::caller("not_installed", what)
            }
            None => unknown(wanted, installed.iter().chain(&by_hand)),
        });
    };
    let _turn = Turn::take(folder, turn)?;
    let own = [Kind::Model, Kind::Config, Kind::Card].map(Kind::suffix);
    for suffix in own.into_iter().chain([SUFFIX]) {
        match fs::remove_file(folder.join(format!("{voice}{suffix}"))) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(unwritable(&why)),
            _ => {}
        }
    }
    for kind in Kind::ALL {
        discard(&room(folder, voice).join(kind.suffix()));
    }
    // Empty now, or never made.
    let _ = fs::remove_dir(room(folder, voice));
    Ok(())
}

/// SHA-256 of a whole file, read piece by piece.
pub(super) fn sha256_of(file: &Path) -> io::Result<String> {
    digest_of::<Sha256>(file)
}

/// A digest of a whole file, in hexadecimal digits.
pub(super) fn digest_of<D: Digest>(file: &Path) -> io::Result<String> {
    let mut file = File::open(file)?;
    let mut digest = D::new();
    let mut chunk = vec![0; 64 << 10];
    loop {
        match file.read(&mut chunk) {
            Ok(0) => return Ok(hex(digest.finalize())),
            Ok(read) => digest.update(&chunk[..read]),
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) => return Err(why),
        }
    }
}

fn hex(digest: impl AsRef<[u8]>) -> String {
    data_encoding::HEXLOWER.encode(digest.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(manifest: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("v.onnx"), "model").unwrap();
        fs::write(folder.path().join("v.installed.json"), manifest).unwrap();
        folder
    }

    fn manifest(file: &str, bytes: &str) -> String {
        let sha256 = hex(Sha256::digest(bytes));
        format!(
            r#"{{"voice": "v", "source": "s", "licence": "l", "attribution": "a",
                "files": [{{"name": "{file}", "size": 5, "sha256": "{sha256}"}}]}}"#
        )
    }

    #[test]
    fn only_the_very_bytes_that_were_installed_are_a_voice() {
        let right = manifest("v.onnx", "model");
        for (manifest, bytes, good) in [
            (right.as_str(), "model", true),
            (&right, "nodel", false),
            (&right, "models", false),
            (&right, "", false),
            (&manifest("other.onnx", "model"), "model", false),
            ("{", "model", false),
            (&right.replace("\"v\"", "\"w\""), "model", false),
        ] {
            let folder = folder(manifest);
            let model = folder.path().join("v.onnx");
            let checked = check(&model, "v", &[(Kind::Model, bytes.as_bytes())]);
            assert_eq!(checked.is_ok(), good, "{manifest} {bytes}: {checked:?}");
        }
    }

    #[test]
    fn a_voice_without_a_manifest_is_taken_as_it_is() {
        let folder = folder("{");
        let model = folder.path().join("w.onnx");
        check(&model, "w", &[(Kind::Model, b"anything")]).unwrap();
    }

    #[test]
    fn a_manifest_leads_to_no_other_files() {
        let folder = folder(&manifest("../secret", "model"));
        let found = list(folder.path());
        let manifest = found[0].1.as_ref().unwrap();
        assert!(manifest.faults(folder.path()).is_empty());
    }
}

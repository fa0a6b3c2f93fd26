//! Installing a voice: fetched beside its place, checked, then moved in.
//!
//! ```text
//! .installing/NAME/*   fetched, resumed, checked  ─rename─►  NAME.installed.json
//!                                                            NAME.MODEL_CARD
//!                                                            NAME.onnx.json
//!                                                            NAME.onnx          now it is there
//! ```
//!
//! The manifest moves first: whoever loads the voice in between finds files that do not
//! match it and refuses them, and never a mixture of two versions.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use md5::Md5;

use super::card::Card;
use super::catalogue::{Kind, Offer, Part};
use super::fetch::{Source, discard, unwritable};
use super::installed::{Entry, Manifest, digest_of, sha256_of};
use super::recommended;
use crate::error::{Error, Result};

/// Where files are fetched to, below the folder of voices: the same file system.
const ROOM: &str = ".installing";
/// What nobody has come back to for so long is taken away.
const FORGOTTEN: Duration = Duration::from_secs(7 * 24 * 3600);

/// Who looks on while a voice is installed.
pub trait Watch {
    /// The voice's card is there, the large files are not yet.
    fn card(&mut self, card: &Card);
    /// So many bytes of the whole are there.
    fn bytes(&mut self, done: u64);
}

/// What installing came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is there now.
    Installed(Manifest),
    /// It was there, whole.
    Already(Manifest),
}

/// The right to write into a folder of voices; given back when dropped, or when the
/// process dies.
pub(super) struct Turn(#[allow(dead_code, reason = "the lock lives as long as the file")] File);

impl Turn {
    /// Waits for another aloud that installs or removes there.
    pub(super) fn take(folder: &Path, patience: Duration) -> Result<Self> {
        let room = folder.join(ROOM);
        fs::create_dir_all(&room).map_err(|why| unwritable(&why))?;
        let lock = File::create(room.join("lock")).map_err(|why| unwritable(&why))?;
        let begun = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(Self(lock)),
                Err(TryLockError::Error(why)) => return Err(unwritable(&why)),
                Err(TryLockError::WouldBlock) if begun.elapsed() >= patience => {
                    let what = "Another aloud is installing voices into the same folder; try again when it has ended.";
                    return Err(Error::unavailable("install_busy", what));
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(100)),
            }
        }
    }
}

/// Where the files of `voice` are fetched to.
pub(super) fn room(folder: &Path, voice: &str) -> PathBuf {
    folder.join(ROOM).join(voice)
}

/// The manifest of `voice` if it is installed and every file is as it was then.
pub fn intact(folder: &Path, voice: &str) -> Option<Manifest> {
    let manifest = Manifest::of(folder, voice).ok()??;
    let whole = manifest.looks_whole(folder) && manifest.faults(folder).is_empty();
    let complete = [Kind::Config, Kind::Model].iter().all(|kind| {
        let name = format!("{voice}{}", kind.suffix());
        manifest.files.iter().any(|entry| entry.name == name)
    });
    (whole && complete).then_some(manifest)
}

/// Installs `offer` from `source` into `folder`. What an earlier, interrupted attempt
/// has fetched is used.
///
/// # Errors
/// `bad_catalogue`; `download_failed`; `bad_download` where a file is not the one that
/// the catalogue means; `disk_full`; `voices_unwritable`; `install_busy`;
/// `not_installed` where a voice of that name was laid there by hand.
pub fn install(
    source: &Source,
    offer: &Offer,
    folder: &Path,
    watch: &mut dyn Watch,
) -> Result<Outcome> {
    let parts = offer.parts()?;
    let _turn = Turn::take(folder, source.patience().turn)?;
    if let Some(manifest) = intact(folder, &offer.id) {
        return Ok(Outcome::Already(manifest));
    }
    spare_what_was_laid_by_hand(folder, &offer.id)?;
    forget(folder, &offer.id);
    let room = room(folder, &offer.id);
    fs::create_dir_all(&room).map_err(|why| unwritable(&why))?;
    let mut card = Card::read("");
    let mut entries = Vec::new();
    let mut done = 0;
    for part in &parts {
        let file = room.join(part.kind.suffix());
        bring(source, part, &file, &mut |bytes| watch.bytes(done + bytes))?;
        done += part.size;
        watch.bytes(done);
        if part.kind == Kind::Card {
            card = read_card(&file)?;
            watch.card(&card);
        }
        entries.push(entry(part, &file, &offer.id)?);
    }
    let manifest = manifest(source, offer, &card, entries);
    move_in(&manifest, &parts, &room, folder).map_err(|why| unwritable(&why))?;
    Ok(Outcome::Installed(manifest))
}

/// Somebody's own files are not overwritten.
fn spare_what_was_laid_by_hand(folder: &Path, voice: &str) -> Result<()> {
    let model = folder.join(format!("{voice}{}", Kind::Model.suffix()));
    let ours = folder.join(Manifest::name(voice));
    if model.exists() && !ours.exists() {
        let what = format!(
            "There is a voice {voice} in the folder that aloud did not install. \
             Take its files away first, and it can be installed."
        );
        return Err(Error::caller("not_installed", what));
    }
    Ok(())
}

/// Takes away what others began and nobody has come back to.
fn forget(folder: &Path, but: &str) {
    let rooms = fs::read_dir(folder.join(ROOM)).into_iter().flatten();
    for room in rooms.flatten().filter(|room| room.file_name() != but) {
        let changed = room.metadata().and_then(|room| room.modified());
        let age = changed.map(|then| SystemTime::now().duration_since(then));
        if room.path().is_dir() && matches!(age, Ok(Ok(age)) if age > FORGOTTEN) {
            // It only takes room.
            let _ = fs::remove_dir_all(room.path());
        }
    }
}

/// The part as the catalogue means it. A file that was put together from several
/// attempts and is wrong is fetched once more from its beginning.
fn bring(source: &Source, part: &Part, file: &Path, told: &mut dyn FnMut(u64)) -> Result<()> {
    let resumed = file.exists();
    source.fetch(part, file, told)?;
    if is_right(part, file)? {
        return Ok(());
    }
    discard(file);
    if resumed {
        source.fetch(part, file, told)?;
        if is_right(part, file)? {
            return Ok(());
        }
        discard(file);
    }
    let what = format!(
        "{} is not the file that the catalogue means (its MD5 differs); nothing was installed.",
        part.path
    );
    Err(Error::unavailable("bad_download", what))
}

fn is_right(part: &Part, file: &Path) -> Result<bool> {
    let md5 = digest_of::<Md5>(file).map_err(|why| unwritable(&why))?;
    Ok(md5 == part.md5)
}

fn read_card(file: &Path) -> Result<Card> {
    let card = fs::read(file).map_err(|why| unwritable(&why))?;
    Ok(Card::read(&String::from_utf8_lossy(&card)))
}

fn entry(part: &Part, file: &Path, voice: &str) -> Result<Entry> {
    Ok(Entry {
        name: format!("{voice}{}", part.kind.suffix()),
        size: part.size,
        sha256: sha256_of(file).map_err(|why| unwritable(&why))?,
    })
}

fn manifest(source: &Source, offer: &Offer, card: &Card, files: Vec<Entry>) -> Manifest {
    let known = recommended::about(&offer.id).map(|voice| voice.attribution.clone());
    let attribution = known.or_else(|| card.dataset.clone());
    Manifest {
        voice: offer.id.clone(),
        source: source.name(),
        licence: card.licence.clone(),
        attribution: attribution.unwrap_or_else(|| "unknown".to_owned()),
        files,
    }
}

/// On disk first, then in place; the model last.
fn move_in(manifest: &Manifest, parts: &[Part], room: &Path, folder: &Path) -> io::Result<()> {
    let json = serde_json::to_vec_pretty(manifest)?;
    let own = room.join("manifest");
    fs::write(&own, json)?;
    for kind in parts.iter().map(|part| part.kind) {
        File::open(room.join(kind.suffix()))?.sync_all()?;
    }
    File::open(&own)?.sync_all()?;
    fs::rename(own, folder.join(Manifest::name(&manifest.voice)))?;
    for kind in parts.iter().map(|part| part.kind) {
        let name = format!("{}{}", manifest.voice, kind.suffix());
        fs::rename(room.join(kind.suffix()), folder.join(name))?;
    }
    File::open(folder)?.sync_all()?;
    fs::remove_dir_all(room)
}

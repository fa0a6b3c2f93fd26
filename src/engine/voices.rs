//! All voices that can be spoken with: listed at once, loaded when first asked for.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::espeak::{self, Espeak};
use super::piper::{self, Decoding, Library, Piper};
use super::preferred::Preferred;
use super::tone::Tone;
use super::{Prosody, Voice};
use crate::error::{Error, Result};
use crate::phoneme::{Language, Workers, WorkersConfig, languages};
use crate::text::{Passage, segment};
use crate::voice::{Directory, TagClaim, VoiceInfo};

/// Spoken when nothing else is asked for, given or detected.
const DEFAULT_VOICE: &str = "espeak:en-us";

/// Where the voices find what they need.
#[derive(Clone, Debug)]
pub struct VoicesConfig {
    /// The espeak-ng workers.
    pub workers: WorkersConfig,
    /// Folder of Piper voices; `None`, or one that is not there: there are none.
    pub folder: Option<PathBuf>,
    /// Where ONNX Runtime is looked for.
    pub library: Library,
    /// Who decodes Piper voices.
    pub decoding: Decoding,
    /// Spoken where neither voice nor language is asked for, and wherever its own
    /// language is; `None`: the recommended neural voice of the language where it is
    /// installed, else `espeak:en-us`.
    pub default_voice: Option<String>,
    /// Whether the voice of tones is there too; for tests.
    pub tone: bool,
}

impl VoicesConfig {
    /// The built-in voices; `program` is the aloud binary, `cache` the directory
    /// below which their data is unpacked.
    pub fn new(program: impl Into<PathBuf>, cache: impl Into<PathBuf>) -> Self {
        let program = program.into();
        Self {
            workers: WorkersConfig::new(&program, cache),
            folder: None,
            library: Library {
                named: None,
                program,
            },
            decoding: Decoding::default(),
            default_voice: None,
            tone: false,
        }
    }
}

type Builder = Box<dyn Fn() -> Result<Arc<dyn Voice>> + Send + Sync>;

/// Something loaded once, by whoever comes first; the others wait for it alone.
type Slot<T> = Arc<Mutex<Option<Arc<T>>>>;

/// The table of voices.
pub struct Voices {
    directory: Directory,
    builders: BTreeMap<String, Builder>,
    /// Why a voice that lies in the folder cannot be used.
    broken: BTreeMap<String, Error>,
    loaded: Mutex<BTreeMap<String, Slot<dyn Voice>>>,
    default_voice: VoiceInfo,
    preferred: Preferred,
    /// Whether somebody chose the default voice.
    configured: bool,
}

impl Voices {
    /// Reads what there is; loads and starts nothing.
    ///
    /// # Errors
    /// `unknown_voice` when the default voice is not among them.
    pub fn new(config: VoicesConfig) -> Result<Self> {
        let workers = Arc::new(Workers::new(config.workers));
        let mut table = Table {
            library: config.library,
            decoding: config.decoding,
            ..Table::default()
        };
        for language in languages() {
            table.add_espeak(language, &workers);
        }
        if config.tone {
            let build = || Ok(Arc::new(Tone::default()) as Arc<dyn Voice>);
            table.add(Tone::default().info().clone(), Vec::new(), Box::new(build));
        }
        if let Some(folder) = &config.folder {
            for (name, found) in piper::find(folder) {
                table.add_piper(name, found, &workers);
            }
        }
        let wanted = config.default_voice.as_deref().unwrap_or(DEFAULT_VOICE);
        let default_voice = table.directory.find(wanted)?.clone();
        let neural = table.directory.list().filter(|info| info.engine == "piper");
        let preferred = Preferred::among(neural.map(|info| info.id.as_str()));
        Ok(Self {
            preferred,
            configured: config.default_voice.is_some(),
            directory: table.directory,
            builders: table.builders,
            broken: table.broken,
            loaded: Mutex::default(),
            default_voice,
        })
    }

    /// Adds a voice that was made elsewhere, already loaded; it is found by its id.
    #[must_use]
    pub fn with(mut self, voice: Arc<dyn Voice>) -> Self {
        let info = voice.info().clone();
        let build = move || Ok(Arc::clone(&voice));
        self.builders.insert(info.id.clone(), Box::new(build));
        self.directory.add(info, Vec::new());
        self
    }

    /// Every voice, sorted by id; of those that are loaded all is known.
    pub fn list(&self) -> Vec<VoiceInfo> {
        let all = self.directory.list();
        all.map(|info| self.loaded_info(&info.id).unwrap_or_else(|| info.clone()))
            .collect()
    }

    /// What a voice says of itself, if it is loaded.
    fn loaded_info(&self, id: &str) -> Option<VoiceInfo> {
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = loaded.get(id)?.try_lock().ok()?;
        slot.as_ref().map(|voice| voice.info().clone())
    }

    /// The voice called `id`, loaded.
    ///
    /// # Errors
    /// `unknown_voice`, with similar ids; whatever keeps it from being loaded.
    pub fn get(&self, id: &str) -> Result<Arc<dyn Voice>> {
        let info = match (self.directory.find(id), self.broken.get(id)) {
            (Err(_), Some(why)) => return Err(why.clone()),
            (found, _) => found?,
        };
        let build = self.builders.get(&info.id).ok_or_else(|| {
            Error::ours("engine_failed", "A voice is listed that nothing can load.")
        })?;
        load_once(&self.slot(&info.id), build)
    }

    fn slot(&self, id: &str) -> Slot<dyn Voice> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(loaded.entry(id.to_owned()).or_default())
    }

    /// The voice for text in `language` (BCP 47): the configured default voice where it
    /// speaks that, else the recommended neural one where it is installed and can be
    /// loaded, else the one that fits best.
    ///
    /// # Errors
    /// `unsupported_language`.
    pub fn for_language(&self, language: &str) -> Result<Arc<dyn Voice>> {
        let own = self.configured && covers(language, &self.default_voice.language);
        if !own && let Some(voice) = self.neural(language) {
            return Ok(voice);
        }
        if covers(language, &self.default_voice.language) {
            return self.get(&self.default_voice.id);
        }
        let id = self.directory.for_language(language)?.id.clone();
        self.get(&id)
    }

    /// The recommended neural voice for `language`, if one is there that can be loaded.
    fn neural(&self, language: &str) -> Option<Arc<dyn Voice>> {
        // Each round ends, or puts one voice aside.
        while let Some(id) = self.preferred.for_language(language) {
            match self.get(id) {
                Ok(voice) => return Some(voice),
                Err(why) => self.preferred.failed(id, &why),
            }
        }
        None
    }

    /// The voice for text of which nothing is known.
    ///
    /// # Errors
    /// Where it cannot be loaded.
    pub fn default_voice(&self) -> Result<Arc<dyn Voice>> {
        if !self.configured
            && let Some(voice) = self.neural(&self.default_voice.language)
        {
            return Ok(voice);
        }
        self.get(&self.default_voice.id)
    }

    /// Loads the default voice and speaks a word with it, so that the first
    /// listener does not wait for that. Ready means that this has succeeded.
    ///
    /// # Errors
    /// What the voice failed with.
    pub fn warm(&self) -> Result<()> {
        let passage = Passage {
            text: "1".into(),
            ..Passage::default()
        };
        let voice = self.default_voice()?;
        for segment in segment(&passage) {
            voice.begin(&segment, &Prosody::default())?.next_chunk()?;
        }
        Ok(())
    }
}

/// What is in the slot; `load` fills it. A failure is not kept: a file that was
/// missing may be there the next time.
fn load_once<T: ?Sized>(slot: &Slot<T>, load: impl Fn() -> Result<Arc<T>>) -> Result<Arc<T>> {
    let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(there) = &*slot {
        return Ok(Arc::clone(there));
    }
    let new = load()?;
    *slot = Some(Arc::clone(&new));
    Ok(new)
}

/// Whether `wanted` names the language `spoken`, or no more than its beginning.
fn covers(wanted: &str, spoken: &str) -> bool {
    let mut spoken = spoken.split('-');
    wanted.split(['-', '_']).all(|part| {
        spoken
            .next()
            .is_some_and(|own| own.eq_ignore_ascii_case(part))
    })
}

/// The table while it is being filled: one method for each kind of voice.
#[derive(Default)]
struct Table {
    library: Library,
    decoding: Decoding,
    directory: Directory,
    builders: BTreeMap<String, Builder>,
    broken: BTreeMap<String, Error>,
}

impl Table {
    fn add(&mut self, info: VoiceInfo, claims: Vec<TagClaim>, build: Builder) {
        self.builders.insert(info.id.clone(), build);
        self.directory.add(info, claims);
    }

    fn add_espeak(&mut self, language: &'static Language, workers: &Arc<Workers>) {
        let workers = Arc::clone(workers);
        let build = move || {
            let voice = Espeak::new(language, Arc::clone(&workers));
            Ok(Arc::new(voice) as Arc<dyn Voice>)
        };
        self.add(espeak::info(language), claims(language), Box::new(build));
    }

    /// One entry for the voice, and one for each speaker; they share the model.
    fn add_piper(&mut self, name: String, found: Result<piper::Found>, workers: &Arc<Workers>) {
        let found = match found {
            Ok(found) => Arc::new(found),
            Err(why) => {
                tracing::warn!(voice = name, "{why}");
                self.broken.insert(name, why);
                return;
            }
        };
        let model: Slot<piper::Loaded> = Arc::default();
        for speaker in found.speakers.clone() {
            let (found, model) = (Arc::clone(&found), Arc::clone(&model));
            let (library, decoding) = (self.library.clone(), self.decoding.clone());
            let workers = Arc::clone(workers);
            let info = speaker.info.clone();
            let build = move || {
                let model = load_once(&model, || {
                    let loaded =
                        piper::Loaded::load(&library, &decoding, &found.name, &found.files);
                    loaded.map(Arc::new)
                })?;
                let workers = Arc::clone(&workers);
                let voice = Piper::new(speaker.info.clone(), model, speaker.number, workers);
                Ok(Arc::new(voice) as Arc<dyn Voice>)
            };
            self.add(info, Vec::new(), Box::new(build));
        }
    }
}

/// The language's own tag first, then what its file claims, then its BCP 47 form.
fn claims(language: &Language) -> Vec<TagClaim> {
    let own = TagClaim {
        tag: language.tag.clone(),
        priority: 0,
    };
    let written = TagClaim {
        tag: crate::voice::tag::canonical(&language.tag).to_ascii_lowercase(),
        priority: 0,
    };
    let claimed = language.claims.iter().map(|claim| TagClaim {
        tag: claim.tag.clone(),
        priority: claim.priority,
    });
    [own].into_iter().chain(claimed).chain([written]).collect()
}

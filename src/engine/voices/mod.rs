//! All voices that can be spoken with: listed at once, loaded when first asked for.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::espeak::{self, Espeak};
use super::piper::{self, Decoding, Library, Loaded, Loading, Piper, TrialConfig, Trials};
use super::preferred::Preferred;
use super::shelf::Shelf;
use super::tone::Tone;
use super::{Prosody, Voice, sounds};
use crate::error::{Error, Result};
use crate::phoneme::{Language, Workers, WorkersConfig, languages};
use crate::text::{Passage, Segment, segment};
use crate::voice::{Directory, TagClaim, VoiceInfo};

/// Spoken when nothing else is asked for, given or detected.
const DEFAULT_VOICE: &str = "espeak:en-us";
/// Room for some eight voices of medium quality.
pub(crate) const MODELS: u64 = 1 << 30;

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
    /// Bytes of memory for loaded models. Beyond that, those not used for longest are
    /// let go; the default voice stays, and so does what is being spoken with.
    pub models: u64,
    /// How a model is tried before it is loaded.
    pub trial: TrialConfig,
    /// Whether the voice of tones is there too; for tests.
    pub tone: bool,
}

impl VoicesConfig {
    /// The built-in voices; `program` is the aloud binary, `cache` the directory
    /// below which their data is unpacked.
    pub fn new(program: impl Into<PathBuf>, cache: impl Into<PathBuf>) -> Self {
        let (program, cache) = (program.into(), cache.into());
        Self {
            workers: WorkersConfig::new(&program, &cache),
            trial: TrialConfig::new(&program, cache),
            models: MODELS,
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

/// The table of voices.
pub struct Voices {
    directory: Directory,
    builders: BTreeMap<String, Builder>,
    /// The language files of those that speak by espeak-ng's phonemes.
    readers: BTreeMap<String, String>,
    workers: Arc<Workers>,
    /// Why a voice that lies in the folder cannot be used.
    broken: BTreeMap<String, Error>,
    /// What voices say of themselves since they were loaded, where it differs.
    learned: Mutex<BTreeMap<String, VoiceInfo>>,
    models: Arc<Shelf<Loaded>>,
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
        let wanted = config.default_voice.as_deref().unwrap_or(DEFAULT_VOICE);
        let models = Arc::new(Shelf::new(config.models));
        let studio = Arc::new(Studio {
            workers: Arc::new(Workers::new(config.workers)),
            library: config.library,
            decoding: config.decoding,
            trials: Trials::new(config.trial),
            models: Arc::clone(&models),
        });
        let mut table = Table::default();
        for language in languages() {
            table.add_espeak(language, &studio.workers);
        }
        if config.tone {
            let build = || Ok(Arc::new(Tone::default()) as Arc<dyn Voice>);
            table.add(Tone::default().info().clone(), Vec::new(), Box::new(build));
        }
        if let Some(folder) = &config.folder {
            for (name, found) in piper::find(folder) {
                table.add_piper(name, found, &studio);
            }
        }
        let default_voice = table.directory.find(wanted)?.clone();
        let neural = table.directory.list().filter(|info| info.engine == "piper");
        let preferred = Preferred::among(neural.map(|info| info.id.as_str()));
        let usual = preferred.for_language(&default_voice.language);
        let kept = usual.filter(|_| config.default_voice.is_none());
        models.keep(kept.unwrap_or(wanted).split('#').next().unwrap_or_default());
        Ok(Self {
            preferred,
            configured: config.default_voice.is_some(),
            directory: table.directory,
            builders: table.builders,
            readers: table.readers,
            workers: Arc::clone(&studio.workers),
            broken: table.broken,
            learned: Mutex::default(),
            models,
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

    /// Every voice, sorted by id; of those that were loaded all is known.
    pub fn list(&self) -> Vec<VoiceInfo> {
        let learned = self.learned.lock().unwrap_or_else(PoisonError::into_inner);
        let all = self.directory.list();
        all.map(|info| learned.get(&info.id).unwrap_or(info).clone())
            .collect()
    }

    /// Phonemes that the Piper voice called `id` was asked for and does not know, since
    /// it was loaded.
    pub fn missing_phonemes(&self, id: &str) -> Vec<piper::Missing> {
        let name = id.split('#').next().unwrap_or_default();
        let loaded = self.models.peek(name);
        loaded.map(|loaded| loaded.missing()).unwrap_or_default()
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
        let voice = build()?;
        if voice.info() != info {
            let mut learned = self.learned.lock().unwrap_or_else(PoisonError::into_inner);
            learned.insert(info.id.clone(), voice.info().clone());
        }
        Ok(voice)
    }

    /// The phonemes of each word of a segment, as the voice called `id` has them; `None`
    /// for one that speaks otherwise.
    ///
    /// # Errors
    /// As [`Workers::phonemize`].
    pub fn phonemes(&self, id: &str, segment: &Segment) -> Result<Option<Vec<String>>> {
        let Some(file) = self.readers.get(id) else {
            return Ok(None);
        };
        sounds::of_words(&self.workers, file, segment).map(Some)
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

    /// Loads the default voice and speaks a short sentence with it, so that the first
    /// listener does not wait for that. Ready means that this has succeeded.
    ///
    /// # Errors
    /// What the voice failed with.
    pub fn warm(&self) -> Result<()> {
        let passage = Passage {
            text: "1 2 3.".into(),
            ..Passage::default()
        };
        let voice = self.default_voice()?;
        for segment in segment(&passage) {
            let mut speech = voice.begin(&segment, &Prosody::default())?;
            while speech.next_chunk()?.is_some() {}
        }
        Ok(())
    }
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

/// What Piper voices are loaded with.
struct Studio {
    workers: Arc<Workers>,
    library: Library,
    decoding: Decoding,
    trials: Trials,
    models: Arc<Shelf<Loaded>>,
}

impl Studio {
    /// The model of `found`, loaded now or before.
    fn model(&self, found: &piper::Found) -> Result<Arc<Loaded>> {
        let with = Loading {
            library: &self.library,
            decoding: &self.decoding,
            trials: &self.trials,
        };
        let load = || Loaded::load(&with, &found.name, &found.files);
        self.models.get(&found.name, load)
    }
}

/// The table while it is being filled: one method for each kind of voice.
#[derive(Default)]
struct Table {
    directory: Directory,
    builders: BTreeMap<String, Builder>,
    readers: BTreeMap<String, String>,
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
        let info = espeak::info(language);
        self.readers.insert(info.id.clone(), language.file.clone());
        self.add(info, claims(language), Box::new(build));
    }

    /// One entry for the voice, and one for each speaker; they share the model.
    fn add_piper(&mut self, name: String, found: Result<piper::Found>, studio: &Arc<Studio>) {
        let found = match found {
            Ok(found) => Arc::new(found),
            Err(why) => {
                tracing::warn!(voice = name, "{why}");
                self.broken.insert(name, why);
                return;
            }
        };
        for speaker in found.speakers.clone() {
            let info = speaker.info.clone();
            if let Some(file) = &found.reader {
                self.readers.insert(info.id.clone(), file.clone());
            }
            let (found, studio) = (Arc::clone(&found), Arc::clone(studio));
            let source: piper::Source = {
                let studio = Arc::clone(&studio);
                Arc::new(move || studio.model(&found))
            };
            let build = move || {
                let workers = Arc::clone(&studio.workers);
                let source = Arc::clone(&source);
                let voice = Piper::new(speaker.info.clone(), source, speaker.number, workers)?;
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

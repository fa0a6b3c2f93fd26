//! All voices that can be spoken with: listed at once, loaded when first asked for.
//! A voice that comes into the folder, or goes, is noticed by whoever asks next.

mod folder;
mod table;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use folder::Stamp;
use table::{Studio, Table};

use super::piper::{self, Decoding, Library, TrialConfig, Trials};
use super::shelf::Shelf;
use super::tone::Tone;
use super::{Prosody, Voice, sounds};
use crate::error::Result;
use crate::phoneme::{Workers, WorkersConfig};
use crate::text::{Passage, Segment, segment};
use crate::voice::VoiceInfo;

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

/// The table of voices.
pub struct Voices {
    studio: Arc<Studio>,
    folder: Option<PathBuf>,
    /// Those that were made elsewhere.
    others: Vec<Arc<dyn Voice>>,
    state: Mutex<State>,
    default_voice: VoiceInfo,
    /// Whether somebody chose the default voice.
    configured: bool,
}

struct State {
    table: Arc<Table>,
    /// How the folder was when the table was made.
    seen: Option<Stamp>,
    /// What voices say of themselves since they were loaded, where it differs.
    learned: BTreeMap<String, VoiceInfo>,
}

impl Voices {
    /// Reads what there is; loads and starts nothing.
    ///
    /// # Errors
    /// `unknown_voice` when the default voice is not among them.
    pub fn new(config: VoicesConfig) -> Result<Self> {
        let studio = Arc::new(Studio {
            workers: Arc::new(Workers::new(config.workers)),
            library: config.library,
            decoding: config.decoding,
            trials: Trials::new(config.trial),
            models: Arc::new(Shelf::new(config.models)),
        });
        let tone = || Arc::new(Tone::default()) as Arc<dyn Voice>;
        let others: Vec<_> = config.tone.then(tone).into_iter().collect();
        let seen = config.folder.as_deref().and_then(Stamp::of);
        let table = Table::of(&studio, config.folder.as_deref(), &others);
        table.complain(None);
        let wanted = config.default_voice.as_deref().unwrap_or(DEFAULT_VOICE);
        let voices = Self {
            default_voice: table.directory.find(wanted)?.clone(),
            configured: config.default_voice.is_some(),
            studio,
            folder: config.folder,
            others,
            state: Mutex::new(State {
                table: Arc::new(table),
                seen,
                learned: BTreeMap::new(),
            }),
        };
        voices.keep_default(&voices.table());
        Ok(voices)
    }

    /// Adds a voice that was made elsewhere, already loaded; it is found by its id.
    #[must_use]
    pub fn with(mut self, voice: Arc<dyn Voice>) -> Self {
        self.others.push(voice);
        let table = Table::of(&self.studio, self.folder.as_deref(), &self.others);
        self.lock().table = Arc::new(table);
        self
    }

    /// Every voice, sorted by id; of those that were loaded all is known.
    pub fn list(&self) -> Vec<VoiceInfo> {
        let table = self.table();
        let state = self.lock();
        let all = table.directory.list();
        all.map(|info| state.learned.get(&info.id).unwrap_or(info).clone())
            .collect()
    }

    /// The voices as they are now. Costs a look at the folder's date.
    fn table(&self) -> Arc<Table> {
        let mut state = self.lock();
        let now = self.folder.as_deref().and_then(Stamp::of);
        if now != state.seen || now.is_some_and(Stamp::is_fresh) {
            let table = Table::of(&self.studio, self.folder.as_deref(), &self.others);
            table.complain(Some(&state.table));
            if now != state.seen {
                tracing::info!("the folder of voices was read again");
                state.learned.clear();
            }
            self.keep_default(&table);
            (state.table, state.seen) = (Arc::new(table), now);
        }
        Arc::clone(&state.table)
    }

    /// Lets the model of the voice that speaks by default stay in memory.
    fn keep_default(&self, table: &Table) {
        let usual = table.preferred.for_language(&self.default_voice.language);
        let kept = usual.filter(|_| !self.configured);
        let id = kept.unwrap_or(&self.default_voice.id);
        let name = id.split('#').next().unwrap_or_default();
        self.studio.models.keep(name);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // What is under the lock is replaced whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Phonemes that the Piper voice called `id` was asked for and does not know, since
    /// it was loaded.
    pub fn missing_phonemes(&self, id: &str) -> Vec<piper::Missing> {
        let name = id.split('#').next().unwrap_or_default();
        let loaded = self.studio.models.peek(name);
        loaded.map(|loaded| loaded.missing()).unwrap_or_default()
    }

    /// The voice called `id`, loaded.
    ///
    /// # Errors
    /// `unknown_voice`, with similar ids; whatever keeps it from being loaded.
    pub fn get(&self, id: &str) -> Result<Arc<dyn Voice>> {
        let table = self.table();
        let info = table.info(id)?;
        let voice = table.load(info)?;
        if voice.info() != info {
            let known = voice.info().clone();
            self.lock().learned.insert(info.id.clone(), known);
        }
        Ok(voice)
    }

    /// The phonemes of each word of a segment, as the voice called `id` has them; `None`
    /// for one that speaks otherwise.
    ///
    /// # Errors
    /// As [`Workers::phonemize`].
    pub fn phonemes(&self, id: &str, segment: &Segment) -> Result<Option<Vec<String>>> {
        let table = self.table();
        let file = table.reader(id);
        file.map(|file| sounds::of_words(&self.studio.workers, file, segment))
            .transpose()
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
        let id = self.table().directory.for_language(language)?.id.clone();
        self.get(&id)
    }

    /// The recommended neural voice for `language`, if one is there that can be loaded.
    fn neural(&self, language: &str) -> Option<Arc<dyn Voice>> {
        // Each round ends, or puts one voice aside.
        let table = self.table();
        while let Some(id) = table.preferred.for_language(language) {
            match self.get(id) {
                Ok(voice) => return Some(voice),
                Err(why) => table.preferred.failed(id, &why),
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

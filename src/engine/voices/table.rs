//! The table of voices, filled kind by kind.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::engine::Voice;
use crate::engine::espeak::{self, Espeak};
use crate::engine::piper::{self, Decoding, Library, Loaded, Loading, Piper, Trials};
use crate::engine::preferred::Preferred;
use crate::engine::shelf::Shelf;
use crate::error::{Error, Result};
use crate::phoneme::{Language, Workers, languages};
use crate::voice::{Directory, TagClaim, VoiceInfo};

/// What Piper voices are loaded with.
pub(super) struct Studio {
    pub(super) workers: Arc<Workers>,
    pub(super) library: Library,
    pub(super) decoding: Decoding,
    pub(super) trials: Trials,
    pub(super) models: Arc<Shelf<Loaded>>,
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

type Builder = Box<dyn Fn() -> Result<Arc<dyn Voice>> + Send + Sync>;

/// Every voice there is: one method for each kind.
#[derive(Default)]
pub(super) struct Table {
    pub(super) directory: Directory,
    pub(super) preferred: Preferred,
    builders: BTreeMap<String, Builder>,
    /// The language files of those that speak by espeak-ng's phonemes.
    readers: BTreeMap<String, String>,
    /// Why a voice that lies in the folder cannot be used.
    broken: BTreeMap<String, Error>,
}

impl Table {
    /// The built-in voices, those of a folder, and `others`.
    pub(super) fn of(
        studio: &Arc<Studio>,
        folder: Option<&Path>,
        others: &[Arc<dyn Voice>],
    ) -> Self {
        let mut table = Self::default();
        for language in languages() {
            table.add_espeak(language, &studio.workers);
        }
        for (name, found) in folder.map(piper::find).into_iter().flatten() {
            table.add_piper(name, found, studio);
        }
        for voice in others {
            table.add_loaded(voice);
        }
        let all = table.directory.list();
        let neural = all.filter(|info| info.engine == "piper");
        table.preferred = Preferred::among(neural.map(|info| info.id.as_str()));
        table
    }

    /// What is known of the voice called `id` before it is loaded.
    ///
    /// # Errors
    /// `unknown_voice`, with similar ids; why it cannot be used.
    pub(super) fn info(&self, id: &str) -> Result<&VoiceInfo> {
        match (self.directory.find(id), self.broken.get(id)) {
            (Err(_), Some(why)) => Err(why.clone()),
            (found, _) => found,
        }
    }

    /// The voice of `info`, loaded.
    ///
    /// # Errors
    /// Whatever keeps it from being loaded.
    pub(super) fn load(&self, info: &VoiceInfo) -> Result<Arc<dyn Voice>> {
        let build = self.builders.get(&info.id).ok_or_else(|| {
            Error::ours("engine_failed", "A voice is listed that nothing can load.")
        })?;
        build()
    }

    /// The language file by which espeak-ng reads for the voice called `id`.
    pub(super) fn reader(&self, id: &str) -> Option<&str> {
        self.readers.get(id).map(String::as_str)
    }

    /// Logs the voices of the folder that cannot be used, but for those of which
    /// `before` says the same.
    pub(super) fn complain(&self, before: Option<&Self>) {
        for (voice, why) in &self.broken {
            let known = before.and_then(|before| before.broken.get(voice));
            if known.is_none_or(|known| known.message() != why.message()) {
                tracing::warn!(voice, "{why}");
            }
        }
    }

    fn add_loaded(&mut self, voice: &Arc<dyn Voice>) {
        let info = voice.info().clone();
        let voice = Arc::clone(voice);
        self.add(info, Vec::new(), Box::new(move || Ok(Arc::clone(&voice))));
    }

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

//! Piper voices: `NAME.onnx` with `NAME.onnx.json`, unmodified, as they are published.
//!
//! ```text
//! words ─► espeak-ng worker ─► phonemes ─► ids ─► parts before the vocoder ─► timing
//!                                                          └► vocoder, window by window ─► samples
//! ```
//!
//! The model is cut at load ([`graph`]), so that the time of every word is known
//! before the first sample is made, samples come while the rest is being computed,
//! and the noise in the voice is ours: the same sentence sounds the same.

mod config;
mod decoder;
mod decoding;
mod folder;
mod graph;
mod ids;
mod latent;
#[doc(hidden)]
pub mod measure;
mod model;
mod noise;
mod parts;
mod runtime;
mod spread;
#[cfg(test)]
mod tests;
mod timing;
mod utterance;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Prosody, Utterance, Voice};
use crate::error::{Error, Result};
use crate::phoneme::{Data, ENGINE, Naming, PhonemizeRequest, Workers};
use crate::text::{Segment, Spoken};
use crate::voice::catalogue::Kind;
use crate::voice::{VoiceInfo, WordTimes, installed};
use config::{PhonemeType, VoiceConfig};
pub use decoding::{DecodedBy, Decoding};
pub use folder::{Found, find};
use ids::{IdMap, Ids, Phonemes};
use parts::{Form, How, Parts, Sentence};
pub use runtime::{Library, Runtime, load as load_library};
use utterance::Speech;

/// To be raised when the way from a segment to samples changes here.
const REVISION: u32 = 2;
/// A sentence has some 900 ids at most; the model's memory grows with their square.
const MOST_IDS: usize = 2_000;
/// Larger than any voice that is published.
const MOST_BYTES: u64 = 1 << 30;
/// What a caller may set the scales to.
const SCALES: std::ops::RangeInclusive<f32> = 0.0..=2.0;
const LENGTHS: std::ops::RangeInclusive<f32> = 0.1..=10.0;
/// Slower than this is no speech, and takes memory without bound.
const SLOWEST: f32 = 16.0;

/// A model loaded once and shared by all its speakers.
pub struct Loaded {
    config: VoiceConfig,
    map: IdMap,
    parts: Arc<Parts>,
    digest: String,
    /// The language's file; empty for a voice that reads letters.
    language: String,
}

impl Loaded {
    /// Loads ONNX Runtime, then the model.
    ///
    /// # Errors
    /// `onnxruntime_missing`; `bad_voice`.
    pub fn load(library: &Library, decoding: &Decoding, name: &str, files: &Files) -> Result<Self> {
        let runtime = runtime::load(library)?;
        let json = read(name, &files.config)?;
        let config = VoiceConfig::read(name, &json)?;
        let language = language_file(name, &config)?;
        let model = read(name, &files.model)?;
        let read = [(Kind::Config, json.as_slice()), (Kind::Model, &model)];
        installed::check(&files.model, name, &read)?;
        let mut digest = blake3::Hasher::new();
        for what in [
            &model,
            &json,
            runtime.build.as_bytes(),
            ENGINE.as_bytes(),
            Data::digest().as_bytes(),
        ] {
            digest
                .update(&(what.len() as u64).to_le_bytes())
                .update(what);
        }
        let how = How {
            form: Form::Wide,
            decoding: decoding.clone(),
        };
        let parts = Parts::load_as(name, &model, &how)?;
        tell_who_decodes(name, decoding, &parts);
        Ok(Self {
            map: IdMap::new(&config),
            parts: Arc::new(parts),
            digest: format!("piper+{REVISION}+{}", digest.finalize().to_hex()),
            language,
            config,
        })
    }
}

/// Once a voice: where it is not our own decoder as it might be, that is why it costs
/// more than others.
fn tell_who_decodes(voice: &str, decoding: &Decoding, parts: &Parts) {
    match parts.why_not_own {
        Some(why) if decoding.by == DecodedBy::Own => {
            tracing::warn!(voice, "ONNX Runtime decodes this voice, because {why}");
        }
        Some(why) => tracing::info!(voice, "ONNX Runtime decodes this voice, because {why}"),
        None => tracing::info!(voice, "aloud's own decoder decodes this voice"),
    }
}

/// The ids that a voice with this config is given for a sentence; for comparison with
/// the reference.
///
/// # Errors
/// As [`Voice::begin`].
#[doc(hidden)]
pub fn ids(config: &[u8], workers: &Workers, text: &str) -> Result<Vec<i64>> {
    let config = VoiceConfig::read("compared", config)?;
    let phonemes = phonemes(&config, &language_file("compared", &config)?, workers, text)?;
    Ok(IdMap::new(&config).look_up(phonemes).ids)
}

fn phonemes(
    config: &VoiceConfig,
    language: &str,
    workers: &Workers,
    text: &str,
) -> Result<Phonemes> {
    if config.phoneme_type == PhonemeType::Text {
        return Ok(Phonemes::of_letters(text));
    }
    let clauses = workers.phonemize(PhonemizeRequest {
        voice: language.to_owned(),
        text: text.to_owned(),
        naming: Naming::Current,
    })?;
    Ok(Phonemes::of_clauses(&clauses))
}

/// Where a voice lies.
#[derive(Clone, Debug)]
pub struct Files {
    /// `NAME.onnx`.
    pub model: PathBuf,
    /// `NAME.onnx.json`.
    pub config: PathBuf,
}

/// One speaker of a voice.
pub struct Piper {
    info: VoiceInfo,
    /// Of all that the noise depends on: not of who decodes it.
    model: String,
    digest: String,
    loaded: Arc<Loaded>,
    speaker: i64,
    workers: Arc<Workers>,
}

impl Piper {
    /// Speaker `speaker` of a loaded voice; `None`: its usual one.
    pub fn new(
        mut info: VoiceInfo,
        loaded: Arc<Loaded>,
        speaker: Option<i64>,
        workers: Arc<Workers>,
    ) -> Self {
        if !loaded.parts.tells_durations() {
            info.word_times = WordTimes::Estimated;
        }
        let speaker = speaker.unwrap_or(loaded.config.default_speaker_id);
        let own = loaded.parts.own_decoder();
        let class = own.map_or("onnxruntime".to_owned(), |decoder| decoder.class());
        info.decoder = Some(own.map_or("onnxruntime".to_owned(), |own| own.name()));
        let model = format!("{}#{speaker}", loaded.digest);
        Self {
            digest: format!("{model}+{class}"),
            model,
            info,
            loaded,
            speaker,
            workers,
        }
    }

    fn sentence(&self, ids: Vec<i64>, written: &Spoken, prosody: &Prosody) -> Result<Sentence> {
        let own = &self.loaded.config.inference;
        let scale = |given: Option<f32>, name: &str, range: std::ops::RangeInclusive<f32>, own| {
            let given = given.map(|given| within(given, name, &range)).transpose()?;
            Ok::<f32, Error>(given.unwrap_or(own))
        };
        let noise_scale = scale(prosody.noise_scale, "noise scale", SCALES, own.noise_scale)?;
        let noise_w_scale = scale(
            prosody.noise_w_scale,
            "noise width scale",
            SCALES,
            own.noise_w,
        )?;
        let length = scale(
            prosody.length_scale,
            "length scale",
            LENGTHS,
            own.length_scale,
        )?;
        let length_scale = within(
            length / prosody.speed,
            "length scale divided by speed",
            &(0.01..=SLOWEST),
        )?;
        let mut seed = blake3::Hasher::new();
        seed.update(self.model.as_bytes());
        for scale in [noise_scale, noise_w_scale, length_scale] {
            seed.update(&scale.to_le_bytes());
        }
        seed.update(&prosody.seed.to_le_bytes())
            .update(written.text.as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&seed.finalize().as_bytes()[..8]);
        Ok(Sentence {
            ids,
            noise_scale,
            length_scale,
            noise_w_scale,
            speaker: self.speaker,
            seed: u64::from_le_bytes(first),
        })
    }
}

impl Voice for Piper {
    fn info(&self) -> &VoiceInfo {
        &self.info
    }

    fn digest(&self) -> &str {
        &self.digest
    }

    fn begin(&self, segment: &Segment, prosody: &Prosody) -> Result<Box<dyn Utterance>> {
        let written = segment.spoken();
        let Loaded {
            config, language, ..
        } = &*self.loaded;
        let phonemes = phonemes(config, language, &self.workers, &written.text)?;
        let places = phonemes.groups.clone();
        let Ids { ids, groups } = self.loaded.map.look_up(phonemes);
        refuse_odd_length(&ids, &groups)?;
        let count = ids.len();
        let begun = self
            .loaded
            .parts
            .begin(&self.sentence(ids, &written, prosody)?)?;
        let told = self.loaded.config.hop_length;
        let hop = self.loaded.parts.reach().map_or(told, |reach| reach.hop);
        let starts = timing::id_starts(&begun, count, hop);
        let timing = timing::timing(segment, &written, &places, &groups, &starts);
        let rate = self.info.sample_rate;
        Ok(Box::new(Speech::new(
            &self.loaded.parts,
            begun.rest,
            timing,
            rate,
        )))
    }
}

fn refuse_odd_length(ids: &[i64], groups: &[std::ops::Range<usize>]) -> Result<()> {
    if groups.iter().all(std::ops::Range::is_empty) {
        return Err(Error::caller(
            "unspeakable",
            "This voice finds nothing to say in this sentence.",
        ));
    }
    if ids.len() > MOST_IDS {
        return Err(Error::limit(
            "sentence_too_long",
            format!(
                "A sentence may come to {MOST_IDS} phoneme ids; this one comes to {}.",
                ids.len()
            ),
        ));
    }
    Ok(())
}

fn within(given: f32, name: &str, range: &std::ops::RangeInclusive<f32>) -> Result<f32> {
    if range.contains(&given) {
        return Ok(given);
    }
    Err(Error::caller(
        "prosody_out_of_range",
        format!(
            "The {name} must be from {} to {}.",
            range.start(),
            range.end()
        ),
    ))
}

fn language_file(name: &str, config: &VoiceConfig) -> Result<String> {
    if config.phoneme_type == PhonemeType::Text {
        return Ok(String::new());
    }
    let wanted = config.espeak.voice.to_ascii_lowercase();
    let languages = crate::phoneme::languages();
    let own = languages.iter().find(|language| language.tag == wanted);
    let claimed = || {
        let claims = languages
            .iter()
            .flat_map(|language| language.claims.iter().map(move |claim| (language, claim)));
        let best = claims
            .filter(|(_, claim)| claim.tag == wanted)
            .min_by_key(|(_, claim)| claim.priority);
        best.map(|(language, _)| language)
    };
    let found = own.or_else(claimed);
    found
        .map(|language| language.file.clone())
        .ok_or_else(|| config::bad(name, "espeak.voice", "espeak-ng has no such language"))
}

/// A voice's file, whole in memory, so that one replaced later does no harm.
fn read(name: &str, file: &Path) -> Result<Vec<u8>> {
    let length = std::fs::metadata(file).map(|file| file.len());
    let bytes = match length {
        Ok(length) if length > MOST_BYTES => {
            let what =
                format!("The voice {name} cannot be used: a file of it is larger than 1 GiB.");
            return Err(Error::unavailable("bad_voice", what));
        }
        Ok(_) => std::fs::read(file),
        Err(cause) => Err(cause),
    };
    bytes.map_err(|cause| {
        let what = format!("A file of the voice {name} cannot be read.");
        Error::unavailable("bad_voice", what).caused_by(cause)
    })
}

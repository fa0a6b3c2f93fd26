//! Piper voices: `NAME.onnx` with `NAME.onnx.json`, unmodified, as they are published.
//!
//! ```text
//! words ─► espeak-ng worker ─► phonemes ─► ids ─► text encoder, durations ─► timing
//!                                                          └► flow, vocoder, window by window ─► samples
//! ```
//!
//! The model is cut at load ([`graph`]), so that the time of every word is known
//! before the first sample is made, samples come while the rest is being computed,
//! and the noise in the voice is ours: the same sentence sounds the same.

mod config;
mod decoding;
mod drawing;
mod encoding;
mod folder;
mod graph;
mod ids;
mod latent;
#[doc(hidden)]
pub mod measure;
mod model;
mod network;
mod noise;
mod parts;
mod runtime;
mod spread;
#[cfg(test)]
mod tests;
mod timing;
pub mod trial;
mod utterance;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::shelf::Weight;
use super::words::is_silent;
use super::{Prosody, Timing, Utterance, Voice};
use crate::error::{Error, Result};
use crate::phoneme::{Data, Dictation, ENGINE, Naming, PhonemizeRequest, Workers};
use crate::text::inline::{self, Piece};
use crate::text::{Segment, Spoken};
use crate::voice::catalogue::Kind;
use crate::voice::{VoiceInfo, WordTimes, installed};
use config::{PhonemeType, VoiceConfig};
pub use decoding::{DecodedBy, Decoding};
pub use folder::{Found, find};
pub use ids::Missing;
use ids::{IdMap, Ids, Phonemes, Place};
pub use network::Precision;
use parts::{Form, How, Parts, Sentence};
pub use runtime::{Library, Runtime, load as load_library};
use trial::Candidate;
pub use trial::{TrialConfig, Trials};
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
/// Punctuation that voices were trained on.
const MARKS: [char; 6] = ['.', ',', ';', ':', '!', '?'];
/// Phonemes of the sentence that a model is tried with.
const TRIED_PHONEMES: usize = 20;
/// About what a loaded model takes in memory: percent of its file, and bytes. As measured
/// with x_low, medium and high, within 4 %: weights, transformed for fewer multiplications,
/// and room to compute in. Where ONNX Runtime computes it is less.
const MODEL_WEIGHT: u64 = 200;
const MODEL_OVERHEAD: u64 = 10 << 20;

/// What a voice is loaded with.
#[derive(Clone, Copy)]
pub struct Loading<'a> {
    /// Where ONNX Runtime is looked for.
    pub library: &'a Library,
    /// Who decodes.
    pub decoding: &'a Decoding,
    /// What a model must pass first.
    pub trials: &'a Trials,
}

/// A model loaded once and shared by all its speakers.
pub struct Loaded {
    config: VoiceConfig,
    map: IdMap,
    parts: Arc<Parts>,
    digest: String,
    /// The language's file; empty for a voice that reads letters.
    language: String,
    /// About what it takes in memory.
    bytes: u64,
}

impl Loaded {
    /// Loads ONNX Runtime, then the model, once it has passed its trial. Every file is
    /// read once: what was tried is what is loaded, whatever becomes of the file.
    ///
    /// # Errors
    /// `onnxruntime_missing`; `bad_voice`.
    pub fn load(with: &Loading<'_>, name: &str, files: &Files) -> Result<Self> {
        let Loading {
            library,
            decoding,
            trials,
        } = with;
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
        let digest = format!("piper+{REVISION}+{}", digest.finalize().to_hex());
        trials.pass(&Candidate {
            name,
            digest: &digest,
            library,
            config: &json,
            model: &model,
        })?;
        let how = How {
            form: Form::Wide,
            decoding: (*decoding).clone(),
            flow: DecodedBy::Own,
        };
        let parts = Parts::load_as(name, &model, &how)?;
        tell_who_decodes(name, decoding, &parts);
        Ok(Self {
            map: IdMap::new(name, &config),
            parts: Arc::new(parts),
            digest,
            language,
            config,
            bytes: MODEL_WEIGHT * model.len() as u64 / 100 + MODEL_OVERHEAD,
        })
    }

    /// Phonemes that this voice was asked for and does not know.
    pub fn missing(&self) -> Vec<Missing> {
        self.map.missing()
    }
}

impl Weight for Loaded {
    fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// Loads a model and speaks some of its phonemes: what a trial consists of.
fn try_out(name: &str, config: &VoiceConfig, model: &[u8]) -> Result<()> {
    // All of it by ONNX Runtime, whose faults a trial is there to find.
    let decoding = Decoding {
        by: DecodedBy::OnnxRuntime,
        ..Decoding::default()
    };
    let how = How {
        form: Form::Wide,
        decoding,
        flow: DecodedBy::OnnxRuntime,
    };
    let tried = Parts::load_as(name, model, &how)
        .and_then(|parts| speak_sample(&Arc::new(parts), name, config));
    tried.map_err(|failure| {
        let said = failure.message();
        let what = if said.contains(name) {
            said.to_owned()
        } else {
            format!("The voice {name} cannot be used; its model was tried and failed: {said}")
        };
        Error::unavailable("bad_voice", what).caused_by(failure)
    })
}

fn speak_sample(parts: &Arc<Parts>, name: &str, config: &VoiceConfig) -> Result<()> {
    let sentence = Sentence {
        ids: IdMap::new(name, config).sample(TRIED_PHONEMES),
        noise_scale: config.inference.noise_scale,
        length_scale: config.inference.length_scale,
        noise_w_scale: config.inference.noise_w,
        speaker: config.default_speaker_id,
        seed: 0,
    };
    let rest = parts.begin(&sentence)?.rest;
    let mut speech = Speech::new(parts, rest, Timing::default(), config.audio.sample_rate);
    while speech.next_chunk()?.is_some() {}
    Ok(())
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
    let own = parts.own_decoder();
    if decoding.precision == Precision::Int16 && own.is_some_and(|own| !own.is_int16()) {
        tracing::info!(
            voice,
            "this voice is decoded in float32 all the same: its kernels are too long for int16"
        );
    }
    if let Some(why) = parts.why_not_encoding {
        tracing::info!(
            voice,
            "ONNX Runtime encodes this voice's text, because {why}"
        );
    }
    if let Some(why) = parts.why_not_own_flow {
        tracing::warn!(
            voice,
            "ONNX Runtime computes this voice's flow, because {why}"
        );
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
    let written = Spoken {
        text: text.to_owned(),
        ..Spoken::default()
    };
    let file = language_file("compared", &config)?;
    let phonemes = phonemes(&config, &file, workers, &written)?;
    Ok(IdMap::new("compared", &config).look_up(phonemes).ids)
}

fn phonemes(
    config: &VoiceConfig,
    language: &str,
    workers: &Workers,
    written: &Spoken,
) -> Result<Phonemes> {
    if config.phoneme_type == PhonemeType::Text {
        return match written.text.contains(inline::OPEN) {
            false => Ok(Phonemes::of_letters(&written.text)),
            true => Err(Error::unsupported(
                "no_phonemes",
                "This voice reads letters and does not take [[ phonemes ]].",
            )),
        };
    }
    let pieces = inline::pieces(&written.text);
    let dictated = Dictation::of(written);
    let mut phonemes = Phonemes::default();
    let mut at = 0;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Words(piece) => {
                // espeak-ng would say "exclamation" to a mark that stands alone.
                let closing = |ch: char| is_silent(ch) && !ch.is_whitespace();
                let words = match index {
                    0 => piece,
                    _ => piece.trim_start_matches(closing),
                };
                let marks = &piece[..piece.len() - words.len()];
                let heard: String = marks.chars().filter(|ch| MARKS.contains(ch)).collect();
                phonemes.add_marks(&heard);
                phonemes.add_space_if(!marks.is_empty() && words.starts_with(' '));
                at += marks.chars().count();
                if !words.chars().all(is_silent) {
                    let dictated = within_words(&dictated, at, words);
                    phonemes.append(of_words(language, workers, words, dictated)?, at);
                }
                at += words.chars().count();
            }
            Piece::Phonemes(given) => {
                let beside = |words: Option<&Piece<'_>>, spaced: fn(&str) -> bool| matches!(words, Some(Piece::Words(words)) if spaced(words));
                let before = index.checked_sub(1).and_then(|index| pieces.get(index));
                let place = Place {
                    position: at,
                    length: given.chars().count() + 2,
                };
                phonemes.add_space_if(beside(before, |words| opened(words).ends_with(' ')));
                phonemes.add_given(given, place);
                phonemes.add_space_if(beside(pieces.get(index + 1), |words| {
                    words.starts_with(' ')
                }));
                at += place.length;
            }
        }
    }
    Ok(phonemes)
}

/// Without the quotation mark or bracket that stands before the next word.
fn opened(words: &str) -> &str {
    words.trim_end_matches(|ch: char| is_silent(ch) && !ch.is_whitespace())
}

/// What is dictated of the `words` that stand `at` a place, counted from there.
fn within_words(dictated: &[Dictation], at: usize, words: &str) -> Vec<Dictation> {
    let end = at + words.chars().count();
    let own = dictated.iter().filter(|dictation| {
        dictation.position >= at && dictation.position + dictation.length <= end
    });
    let own = own.map(|dictation| Dictation {
        position: dictation.position - at,
        ..dictation.clone()
    });
    own.collect()
}

fn of_words(
    language: &str,
    workers: &Workers,
    words: &str,
    dictated: Vec<Dictation>,
) -> Result<Phonemes> {
    let clauses = workers.phonemize(PhonemizeRequest {
        voice: language.to_owned(),
        text: words.to_owned(),
        naming: Naming::Current,
        dictated,
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

/// Where a voice gets its model each time it begins a sentence: the one that is loaded
/// already, or the same loaded anew. A plan may be kept for an hour, and must not keep
/// hundreds of megabytes with it.
pub type Source = Arc<dyn Fn() -> Result<Arc<Loaded>> + Send + Sync>;

/// One speaker of a voice.
pub struct Piper {
    info: VoiceInfo,
    digest: String,
    /// Of the model that this voice was made with.
    model: String,
    source: Source,
    speaker: i64,
    workers: Arc<Workers>,
}

impl Piper {
    /// Speaker `speaker` of the voice that `source` gives, which is loaded; `None`: its
    /// usual one.
    ///
    /// # Errors
    /// Those of `source`.
    pub fn new(
        mut info: VoiceInfo,
        source: Source,
        speaker: Option<i64>,
        workers: Arc<Workers>,
    ) -> Result<Self> {
        let loaded = source()?;
        if !loaded.parts.tells_durations() {
            info.word_times = WordTimes::Estimated;
        }
        let speaker = speaker.unwrap_or(loaded.config.default_speaker_id);
        let own = loaded.parts.own_decoder();
        let class = loaded.parts.class();
        info.decoder = Some(own.map_or("onnxruntime".to_owned(), |own| own.name()));
        Ok(Self {
            digest: format!("{}#{speaker}+{class}", loaded.digest),
            model: loaded.digest.clone(),
            info,
            source,
            speaker,
            workers,
        })
    }

    /// The model this voice was made with. What was planned with one is never spoken
    /// with another.
    fn loaded(&self) -> Result<Arc<Loaded>> {
        let loaded = (self.source)()?;
        if loaded.digest == self.model {
            return Ok(loaded);
        }
        Err(Error::unavailable(
            "voice_changed",
            format!(
                "The files of the voice {} were replaced since this was asked for; ask again.",
                self.info.id
            ),
        ))
    }

    fn sentence(
        &self,
        own: &config::Inference,
        ids: Vec<i64>,
        written: &Spoken,
        prosody: &Prosody,
    ) -> Result<Sentence> {
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
        // Who decodes the voice has no say in its noise.
        seed.update(format!("{}#{}", self.model, self.speaker).as_bytes());
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
        let loaded = self.loaded()?;
        let Loaded {
            config, language, ..
        } = &*loaded;
        let phonemes = phonemes(config, language, &self.workers, &written)?;
        let places = phonemes.groups.clone();
        let Ids { ids, groups, .. } = loaded.map.look_up(phonemes);
        refuse_odd_length(&ids, &groups)?;
        let count = ids.len();
        let begun =
            loaded
                .parts
                .begin(&self.sentence(&config.inference, ids, &written, prosody)?)?;
        let told = config.hop_length;
        let hop = loaded.parts.reach().map_or(told, |reach| reach.hop);
        let starts = timing::id_starts(&begun, count, hop);
        let timing = timing::timing(segment, &written, &places, &groups, &starts);
        let rate = self.info.sample_rate;
        Ok(Box::new(Speech::new(
            &loaded.parts,
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
    let read = || {
        let mut bytes = Vec::new();
        let file = std::fs::File::open(file)?;
        // One more than is allowed: the file may grow meanwhile.
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        Ok::<_, std::io::Error>(bytes)
    };
    let bytes = match std::fs::metadata(file) {
        // A pipe would be waited for.
        Ok(kind) if !kind.is_file() => Err(std::io::ErrorKind::InvalidInput.into()),
        Ok(_) => read(),
        Err(cause) => Err(cause),
    };
    if bytes
        .as_ref()
        .is_ok_and(|bytes| bytes.len() as u64 > MOST_BYTES)
    {
        let what = format!("The voice {name} cannot be used: a file of it is larger than 1 GiB.");
        return Err(Error::unavailable("bad_voice", what));
    }
    bytes.map_err(|cause| {
        let what = format!("A file of the voice {name} cannot be read.");
        Error::unavailable("bad_voice", what).caused_by(cause)
    })
}

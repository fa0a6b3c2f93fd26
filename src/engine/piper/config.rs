//! A voice's `.onnx.json`, as it is published.
//!
//! Fields that nothing here needs are tolerated, so that tomorrow's files work;
//! what is needed and broken is refused by name.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use crate::error::{Error, Result};

/// What a voice's model expects and how it was trained to speak.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct VoiceConfig {
    pub(super) audio: Audio,
    #[serde(default)]
    pub(super) espeak: Espeak,
    #[serde(default)]
    pub(super) inference: Inference,
    #[serde(default)]
    pub(super) phoneme_type: PhonemeType,
    /// The ids of each phoneme, in order.
    pub(super) phoneme_id_map: HashMap<String, Vec<i64>>,
    pub(super) num_symbols: i64,
    pub(super) num_speakers: i64,
    #[serde(default)]
    pub(super) speaker_id_map: BTreeMap<String, i64>,
    #[serde(default)]
    pub(super) default_speaker_id: i64,
    /// Samples of a frame.
    #[serde(default = "usual_hop")]
    pub(super) hop_length: usize,
    #[serde(default)]
    pub(super) language: Option<Language>,
    #[serde(default)]
    pub(super) dataset: Option<String>,
    /// Neighbouring phonemes that the voice knows as one.
    #[serde(default)]
    pub(super) vowel_clusters: Option<Vec<Vec<String>>>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Audio {
    /// Hz.
    pub(super) sample_rate: u32,
    #[serde(default)]
    pub(super) quality: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Espeak {
    /// espeak-ng's name of the language.
    #[serde(default)]
    pub(super) voice: String,
}

/// How the voice is spoken with unless told otherwise.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub(super) struct Inference {
    pub(super) noise_scale: f32,
    pub(super) length_scale: f32,
    pub(super) noise_w: f32,
}

impl Default for Inference {
    /// piper's own defaults.
    fn default() -> Self {
        Self {
            noise_scale: 0.667,
            length_scale: 1.0,
            noise_w: 0.8,
        }
    }
}

/// What the voice takes for phonemes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum PhonemeType {
    /// espeak-ng's IPA.
    #[default]
    Espeak,
    /// The letters themselves.
    Text,
    /// Anything else, which nothing here makes: pinyin, hebrew, japanese, thai.
    #[serde(other)]
    Other,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Language {
    /// `en_US`.
    pub(super) code: String,
    #[serde(default)]
    pub(super) name_english: Option<String>,
    #[serde(default)]
    pub(super) country_english: Option<String>,
}

fn usual_hop() -> usize {
    256
}

/// Beginning, filling and end of every sentence.
pub(super) const BEGIN: &str = "^";
pub(super) const PAD: &str = "_";
pub(super) const END: &str = "$";

const RATES: std::ops::RangeInclusive<u32> = 4_000..=192_000;
const MOST_SPEAKERS: i64 = 100_000;

impl VoiceConfig {
    /// Reads and checks a voice's config; `name` is the voice's, for messages.
    ///
    /// # Errors
    /// `bad_voice`, naming the field.
    pub(super) fn read(name: &str, json: &[u8]) -> Result<Self> {
        let mut json = serde_json::Deserializer::from_slice(json);
        let read: std::result::Result<Self, _> = serde_path_to_error::deserialize(&mut json);
        let config =
            read.map_err(|error| bad(name, &error.path().to_string(), &error.inner().to_string()))?;
        config.check(name)?;
        Ok(config)
    }

    fn check(&self, name: &str) -> Result<()> {
        let broken = |field: &str, what: &str| Err(bad(name, field, what));
        if !RATES.contains(&self.audio.sample_rate) {
            return broken("audio.sample_rate", "it must be from 4000 to 192000 Hz");
        }
        if !(1..=MOST_SPEAKERS).contains(&self.num_speakers) {
            return broken("num_speakers", "it must be from 1 to 100000");
        }
        let speakers = 0..self.num_speakers;
        if !speakers.contains(&self.default_speaker_id) {
            return broken("default_speaker_id", "no speaker has this number");
        }
        if !self.speaker_id_map.values().all(|id| speakers.contains(id)) {
            return broken("speaker_id_map", "a number in it is not below num_speakers");
        }
        if !(1..=4096).contains(&self.hop_length) {
            return broken("hop_length", "it must be from 1 to 4096 samples");
        }
        self.check_inference(name)?;
        self.check_phonemes(name)
    }

    fn check_inference(&self, name: &str) -> Result<()> {
        let Inference {
            noise_scale,
            length_scale,
            noise_w,
        } = self.inference;
        let scales = [
            ("inference.noise_scale", noise_scale, 0.0),
            ("inference.noise_w", noise_w, 0.0),
            ("inference.length_scale", length_scale, 0.01),
        ];
        for (field, scale, least) in scales {
            if !(least..=10.0).contains(&scale) {
                return Err(bad(name, field, &format!("it must be from {least} to 10")));
            }
        }
        Ok(())
    }

    fn check_phonemes(&self, name: &str) -> Result<()> {
        let broken = |what: &str| Err(bad(name, "phoneme_id_map", what));
        for mark in [BEGIN, PAD, END] {
            if !self.phoneme_id_map.contains_key(mark) {
                return broken(&format!("{mark:?} is missing in it"));
            }
        }
        let known = 0..self.num_symbols;
        if !self
            .phoneme_id_map
            .values()
            .flatten()
            .all(|id| known.contains(id))
        {
            return broken("an id in it is not below num_symbols");
        }
        if self.phoneme_type == PhonemeType::Other {
            let what = "only \"espeak\" and \"text\" are spoken here";
            return Err(bad(name, "phoneme_type", what));
        }
        Ok(())
    }
}

/// A voice whose files cannot be used.
pub(super) fn bad(name: &str, field: &str, what: &str) -> Error {
    let field = match field {
        "" | "." => String::new(),
        field => format!(": {field}"),
    };
    Error::unavailable(
        "bad_voice",
        format!("The voice {name} cannot be used; its .onnx.json is broken{field}: {what}."),
    )
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The least that a voice must say.
    pub(crate) const LEAST: &str = r#"{"audio": {"sample_rate": 16000}, "num_symbols": 30,
        "num_speakers": 1, "espeak": {"voice": "en-us"}, "phoneme_id_map":
        {"_": [0], "^": [1], "$": [2], "a": [3], "b": [4, 5], "\u0303": [6], "aɪ": [7], " ": [8]}}"#;

    #[test]
    fn what_is_not_given_is_as_piper_has_it() {
        let config = VoiceConfig::read("v", LEAST.as_bytes()).unwrap();
        assert_eq!(config.hop_length, 256);
        assert_eq!(config.phoneme_type, PhonemeType::Espeak);
        assert!((config.inference.noise_scale - 0.667).abs() < 1e-6);
    }

    #[test]
    fn unknown_fields_are_tolerated() {
        let odd = LEAST.replacen('{', r#"{"tomorrow": [1, {}], "#, 1);
        VoiceConfig::read("v", odd.as_bytes()).unwrap();
    }

    #[test]
    fn a_broken_field_is_named() {
        for (from, to, field) in [
            ("16000", "0", "audio.sample_rate"),
            ("16000", "4000000000", "audio.sample_rate"),
            ("16000", "\"fast\"", "audio.sample_rate"),
            ("\"audio\"", "\"radio\"", "audio"),
            ("\"num_speakers\": 1", "\"num_speakers\": 0", "num_speakers"),
            ("\"^\": [1], ", "", "phoneme_id_map"),
            ("[4, 5]", "[4, 500]", "phoneme_id_map"),
            ("[4, 5]", "[4, \"x\"]", "phoneme_id_map.b[1]"),
            ("{\"audio\"", "{\"hop_length\": 0, \"audio\"", "hop_length"),
            (
                "{\"audio\"",
                "{\"phoneme_type\": \"pinyin\", \"audio\"",
                "phoneme_type",
            ),
            (
                "{\"audio\"",
                "{\"inference\": {\"noise_w\": -1}, \"audio\"",
                "inference.noise_w",
            ),
            (
                "{\"audio\"",
                "{\"speaker_id_map\": {\"a\": 1}, \"audio\"",
                "speaker_id_map",
            ),
        ] {
            let json = LEAST.replacen(from, to, 1);
            let error = VoiceConfig::read("v", json.as_bytes()).unwrap_err();
            assert_eq!(error.code(), "bad_voice");
            assert!(
                error.message().contains(field),
                "{field}: {}",
                error.message()
            );
        }
        for end in 0..LEAST.len() {
            assert!(VoiceConfig::read("v", &LEAST.as_bytes()[..end]).is_err());
        }
    }
}

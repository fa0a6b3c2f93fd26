//! The voices in a folder: every `NAME.onnx` with its `NAME.onnx.json`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use super::Files;
use super::config::VoiceConfig;
use crate::error::{Error, Result};
use crate::voice::card::Card;
use crate::voice::{VoiceInfo, WordTimes, tag};

/// A config is a few kilobytes, with 900 speakers some 30.
const LONGEST_CONFIG: u64 = 4 << 20;
const LONGEST_CARD: u64 = 1 << 20;
/// A licence is a name or an address.
const LONGEST_LICENCE: usize = 200;

/// A voice that lies in the folder, not loaded.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its own name.
    pub name: String,
    /// Where it lies.
    pub files: Files,
    /// What can be spoken with: the voice itself, then each of its speakers where
    /// there are several.
    pub speakers: Vec<Speaker>,
    /// The language file by which espeak-ng reads for it; `None` for one that reads
    /// letters.
    pub reader: Option<String>,
}

/// One id that can be asked for.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// What is known about it before it is loaded.
    pub info: VoiceInfo,
    /// Its number; `None`: the voice's usual one.
    pub number: Option<i64>,
}

/// Looks through a folder, sorted by name. A voice that cannot be used is there with
/// the reason; a folder that cannot be read has none.
pub fn find(folder: &Path) -> BTreeMap<String, Result<Found>> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names: Vec<String> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            Some(name.strip_suffix(".onnx")?.to_owned())
        })
        .filter(|name| !name.is_empty() && folder.join(format!("{name}.onnx.json")).is_file())
        .collect();
    let only = names.len() == 1;
    names
        .into_iter()
        .map(|name| {
            let found = look_at(folder, &name, only);
            (name, found)
        })
        .collect()
}

fn look_at(folder: &Path, name: &str, only: bool) -> Result<Found> {
    let files = Files {
        model: folder.join(format!("{name}.onnx")),
        config: folder.join(format!("{name}.onnx.json")),
    };
    let json = read_bounded(&files.config, LONGEST_CONFIG).ok_or_else(|| {
        let what = format!("The voice {name} cannot be used: its .onnx.json cannot be read or is larger than 4 MiB.");
        Error::unavailable("bad_voice", what)
    })?;
    let config = VoiceConfig::read(name, &json)?;
    let licence = licence(folder, name, only);
    Ok(Found {
        speakers: speakers(name, &config, &licence),
        reader: super::language_file(name, &config)
            .ok()
            .filter(|file| !file.is_empty()),
        name: name.to_owned(),
        files,
    })
}

fn speakers(name: &str, config: &VoiceConfig, licence: &str) -> Vec<Speaker> {
    let info = |id: String, of: &str| VoiceInfo {
        id,
        name: title(name, config) + of,
        language: language(config),
        engine: "piper",
        sample_rate: config.audio.sample_rate,
        licence: licence.to_owned(),
        // Every published voice can be cut; one that cannot says so once it is loaded.
        word_times: WordTimes::Exact,
        decoder: None,
        note: None,
    };
    let usual = Speaker {
        info: info(name.to_owned(), ""),
        number: None,
    };
    let several = config
        .speaker_id_map
        .iter()
        .filter(|_| config.num_speakers > 1);
    let named = several.map(|(speaker, &number)| Speaker {
        info: info(format!("{name}#{speaker}"), &format!(", speaker {speaker}")),
        number: Some(number),
    });
    [usual].into_iter().chain(named).collect()
}

/// "English (United States), lessac, medium"; the file's name where nothing is told.
fn title(name: &str, config: &VoiceConfig) -> String {
    let Some(language) = &config.language else {
        return name.to_owned();
    };
    let mut title = language
        .name_english
        .clone()
        .unwrap_or_else(|| language.code.clone());
    if let Some(country) = language
        .country_english
        .as_ref()
        .filter(|country| !country.is_empty())
    {
        title += &format!(" ({country})");
    }
    for part in [&config.dataset, &config.audio.quality]
        .into_iter()
        .flatten()
    {
        title += &format!(", {part}");
    }
    title
}

fn language(config: &VoiceConfig) -> String {
    let code = config
        .language
        .as_ref()
        .map(|language| language.code.as_str());
    let code = code
        .filter(|code| !code.is_empty())
        .unwrap_or(&config.espeak.voice);
    match code {
        "" => "und".to_owned(),
        code => tag::canonical(&code.replace('_', "-")),
    }
}

/// The line of the voice's card that names its licence. A card without a name of its
/// own belongs to the only voice of its folder.
fn licence(folder: &Path, name: &str, only: bool) -> String {
    let own = folder.join(format!("{name}.MODEL_CARD"));
    let common = only.then(|| folder.join("MODEL_CARD"));
    let cards = [Some(own), common].into_iter().flatten();
    let card = cards
        .filter_map(|card| read_bounded(&card, LONGEST_CARD))
        .next();
    let card = card.unwrap_or_default();
    let mut licence = Card::read(&String::from_utf8_lossy(&card)).licence;
    licence.truncate(licence.floor_char_boundary(LONGEST_LICENCE));
    licence
}

fn read_bounded(file: &Path, limit: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = fs::File::open(file)
        .ok()?
        .take(limit + 1)
        .read_to_end(&mut bytes);
    read.ok()
        .filter(|&length| length as u64 <= limit)
        .map(|_| bytes)
}

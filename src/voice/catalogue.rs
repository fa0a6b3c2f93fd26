//! The catalogue of published voices: `voices.json` as the piper-voices repository has
//! it, an object from voice to its language, files (with size and MD5) and aliases.
//!
//! It comes from elsewhere, so nothing in it is trusted: ids and paths are checked
//! before they name a file or an address, and sizes are bounded.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::directory::edits;
use super::tag;
use crate::error::{Error, Result};

/// Some forty times the public one.
pub(super) const LONGEST_CATALOGUE: u64 = 16 << 20;
const MOST_VOICES: usize = 20_000;
const LONGEST_ID: usize = 100;
const LONGEST_PATH: usize = 400;
/// Most ids an error message suggests.
const SUGGESTIONS: usize = 5;

/// One of the files that make a voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `MODEL_CARD`: the licence. The first, so that it is read before the rest comes.
    Card,
    /// `.onnx.json`.
    Config,
    /// `.onnx`. The last, so that a voice is there when its model is.
    Model,
}

impl Kind {
    /// In the order of installing.
    pub const ALL: [Self; 3] = [Self::Card, Self::Config, Self::Model];

    /// What stands after the voice's id in the name of its file here.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Card => ".MODEL_CARD",
            Self::Config => ".onnx.json",
            Self::Model => ".onnx",
        }
    }

    /// Most bytes such a file may have.
    fn limit(self) -> u64 {
        match self {
            Self::Card => 1 << 20,
            Self::Config => 4 << 20,
            Self::Model => 1 << 30,
        }
    }

    fn of(path: &str) -> Option<Self> {
        let file = path.rsplit('/').next()?;
        if file == "MODEL_CARD" {
            return Some(Self::Card);
        }
        let kinds = [Self::Config, Self::Model];
        kinds.into_iter().find(|kind| file.ends_with(kind.suffix()))
    }
}

/// A file to fetch, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which of the voice's files it is.
    pub kind: Kind,
    /// Where it lies below the catalogue, with `/`.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// MD5, 32 lower-case hexadecimal digits.
    pub md5: String,
}

/// A voice that can be installed.
#[derive(Clone, Debug, Deserialize)]
pub struct Offer {
    /// `en_US-lessac-medium`.
    #[serde(skip)]
    pub id: String,
    language: Language,
    #[serde(default)]
    name: String,
    #[serde(default)]
    quality: String,
    #[serde(default)]
    files: BTreeMap<String, File>,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Language {
    code: String,
    #[serde(default)]
    name_english: String,
    #[serde(default)]
    country_english: String,
}

#[derive(Clone, Debug, Deserialize)]
struct File {
    size_bytes: u64,
    md5_digest: String,
}

/// All voices that a catalogue offers.
#[derive(Clone, Debug)]
pub struct Catalogue {
    offers: BTreeMap<String, Offer>,
}

impl Catalogue {
    /// Reads `voices.json`. A voice in it that cannot be read is passed over: the
    /// others are not to suffer from it.
    ///
    /// # Errors
    /// `bad_catalogue` where the whole is not such a file.
    pub fn read(json: &[u8]) -> Result<Self> {
        let all: Map<String, Value> = serde_json::from_slice(json).map_err(|cause| {
            bad("it is not an object of voices, as voices.json is").caused_by(cause)
        })?;
        let offers: BTreeMap<_, _> = all
            .into_iter()
            .take(MOST_VOICES)
            .filter(|(id, _)| is_id(id))
            .filter_map(|(id, told)| {
                let mut offer: Offer = serde_json::from_value(told).ok()?;
                offer.id.clone_from(&id);
                Some((id, offer))
            })
            .collect();
        if offers.is_empty() {
            return Err(bad("there is no voice in it"));
        }
        Ok(Self { offers })
    }

    /// Every voice, sorted by id.
    pub fn offers(&self) -> impl Iterator<Item = &Offer> {
        self.offers.values()
    }

    /// The voice called `wanted`, by its id or an older name; case does not matter.
    ///
    /// # Errors
    /// `unknown_voice`, with similar ids.
    pub fn find(&self, wanted: &str) -> Result<&Offer> {
        let own = |offer: &&Offer| offer.id.eq_ignore_ascii_case(wanted);
        let alias = |offer: &&Offer| {
            let mut aliases = offer.aliases.iter();
            aliases.any(|alias| alias.eq_ignore_ascii_case(wanted))
        };
        let found = self.offers().find(own);
        found
            .or_else(|| self.offers().find(alias))
            .ok_or_else(|| unknown(wanted, self.offers.keys()))
    }
}

impl Offer {
    /// BCP 47.
    pub fn language(&self) -> String {
        tag::canonical(&shown(&self.language.code).replace('_', "-"))
    }

    /// "English (United States), lessac, medium".
    pub fn title(&self) -> String {
        let mut title = shown(&self.language.name_english);
        if title.is_empty() {
            title = self.language();
        }
        let country = shown(&self.language.country_english);
        if !country.is_empty() {
            title += &format!(" ({country})");
        }
        let more = [&self.name, &self.quality];
        for part in more.into_iter().filter(|part| !part.is_empty()) {
            title += &format!(", {}", shown(part));
        }
        title
    }

    /// Its files, in the order of installing.
    ///
    /// # Errors
    /// `bad_catalogue` where one is missing or has a path, size or digest that cannot be.
    pub fn parts(&self) -> Result<Vec<Part>> {
        let mut parts = Vec::new();
        for (path, file) in &self.files {
            if let Some(kind) = Kind::of(path) {
                parts.push(self.part(kind, path, file)?);
            }
        }
        parts.sort_by_key(|part| part.kind);
        let kinds: Vec<Kind> = parts.iter().map(|part| part.kind).collect();
        match kinds.as_slice() {
            [Kind::Config, Kind::Model] | [Kind::Card, Kind::Config, Kind::Model] => Ok(parts),
            _ => Err(self.bad("it does not name one model and one config")),
        }
    }

    /// Bytes to fetch.
    pub fn size(&self) -> u64 {
        let files = self.files.iter();
        files
            .filter(|(path, _)| Kind::of(path).is_some())
            .fold(0, |sum, (_, file)| sum.saturating_add(file.size_bytes))
    }

    fn part(&self, kind: Kind, path: &str, file: &File) -> Result<Part> {
        if !is_path(path) {
            return Err(self.bad("the path of a file leads elsewhere"));
        }
        if file.size_bytes == 0 || file.size_bytes > kind.limit() {
            let limit = kind.limit() >> 20;
            let what = format!(
                "its {} has {} bytes, and may have 1 to {limit} MiB",
                kind.suffix(),
                file.size_bytes
            );
            return Err(self.bad(&what));
        }
        let md5 = file.md5_digest.to_ascii_lowercase();
        if md5.len() != 32 || !md5.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(self.bad("a file has no MD5 digest"));
        }
        Ok(Part {
            kind,
            path: path.to_owned(),
            size: file.size_bytes,
            md5,
        })
    }

    fn bad(&self, what: &str) -> Error {
        let message = format!("The catalogue's entry for {} is refused: {what}.", self.id);
        Error::unavailable("bad_catalogue", message)
    }
}

fn bad(what: &str) -> Error {
    Error::unavailable(
        "bad_catalogue",
        format!("The catalogue cannot be used: {what}."),
    )
}

/// No such voice among `ids`; names those that are spelt alike or hold the word.
pub(super) fn unknown<'a>(wanted: &str, ids: impl Iterator<Item = &'a String>) -> Error {
    let wanted: String = wanted.chars().take(LONGEST_ID).collect();
    let lower = wanted.to_lowercase();
    let mut near: Vec<(usize, &str)> = ids
        .filter_map(|id| {
            let own = id.to_lowercase();
            let of_language = own.split('_').next() == Some(&lower);
            let holds = of_language || (lower.len() > 2 && own.contains(&lower));
            let distance = if holds { 0 } else { edits(&lower, &own) };
            (distance <= 4 && distance < own.len() / 2).then_some((distance, id.as_str()))
        })
        .collect();
    near.sort_unstable();
    near.truncate(SUGGESTIONS);
    let near: Vec<&str> = near.into_iter().map(|(_, id)| id).collect();
    let advice = if near.is_empty() {
        String::new()
    } else {
        format!(" Similar: {}.", near.join(", "))
    };
    Error::caller(
        "unknown_voice",
        format!(
            "There is no voice called {wanted:?}.{advice} `aloud voices list` shows which there are."
        ),
    )
}

/// What may be the beginning of a file's name here: letters of any script, digits and
/// `_ - + .`, but no dot at the start.
pub(super) fn is_id(id: &str) -> bool {
    let plain = |ch: char| ch.is_alphanumeric() || "_-+.".contains(ch);
    (1..=LONGEST_ID).contains(&id.len()) && !id.starts_with('.') && id.chars().all(plain)
}

/// A relative path whose every step goes down.
fn is_path(path: &str) -> bool {
    path.len() <= LONGEST_PATH && path.split('/').all(is_id)
}

/// Text of others, for a terminal.
fn shown(text: &str) -> String {
    text.chars()
        .filter(|ch| !ch.is_control())
        .take(80)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, size: u64, md5: &str) -> String {
        format!(
            r#"{{"language": {{"code": "en_US", "name_english": "English", "country_english": "United States"}},
                "name": "x", "quality": "low", "aliases": ["en-us-x-low"], "files": {{
                "{path}": {{"size_bytes": {size}, "md5_digest": "{md5}"}},
                "en/x.onnx.json": {{"size_bytes": 9, "md5_digest": "{MD5}"}},
                "en/ALIASES": {{"size_bytes": 0, "md5_digest": ""}}}}}}"#
        )
    }

    const MD5: &str = "D41d8cd98f00b204e9800998ecf8427e";

    fn catalogue(entry: &str) -> Catalogue {
        let json = format!(r#"{{"en_US-x-low": {entry}, "broken": {{"files": 7}}}}"#);
        Catalogue::read(json.as_bytes()).unwrap()
    }

    #[test]
    fn a_voice_is_found_by_its_id_and_its_older_names() {
        let catalogue = catalogue(&entry("en/x.onnx", 5, MD5));
        for wanted in ["en_US-x-low", "EN_us-X-low", "en-us-x-low"] {
            assert_eq!(catalogue.find(wanted).unwrap().id, "en_US-x-low");
        }
        let offer = catalogue.find("en_US-x-low").unwrap();
        assert_eq!(offer.title(), "English (United States), x, low");
        assert_eq!((offer.language().as_str(), offer.size()), ("en-US", 14));
        let parts = offer.parts().unwrap();
        let kinds: Vec<Kind> = parts.iter().map(|part| part.kind).collect();
        assert_eq!(kinds, [Kind::Config, Kind::Model]);
        assert_eq!(parts[1].md5, MD5.to_lowercase());
    }

    #[test]
    fn what_is_spelt_alike_is_suggested() {
        let catalogue = catalogue(&entry("en/x.onnx", 5, MD5));
        for (wanted, suggests) in [
            ("en_US-x-lo", true),
            ("x-low", true),
            ("en", true),
            ("de", false),
            ("fr_FR-siwis-medium", false),
            ("", false),
        ] {
            let message = catalogue.find(wanted).unwrap_err().message().to_owned();
            assert_eq!(message.contains("en_US-x-low"), suggests, "{message}");
        }
    }

    #[test]
    fn hostile_entries_are_refused_and_harm_no_other() {
        for (path, size, md5) in [
            ("../x.onnx", 5, MD5),
            ("en/../../x.onnx", 5, MD5),
            ("/etc/x.onnx", 5, MD5),
            ("en//x.onnx", 5, MD5),
            ("en/.x.onnx", 5, MD5),
            ("en\\\\x.onnx", 5, MD5),
            ("en/x?y=.onnx", 5, MD5),
            ("https://a.example/x.onnx", 5, MD5),
            ("en/x.onnx", 0, MD5),
            ("en/x.onnx", (1 << 30) + 1, MD5),
            ("en/x.onnx", u64::MAX, MD5),
            ("en/x.onnx", 5, "short"),
            ("en/x.bin", 5, MD5),
        ] {
            let catalogue = catalogue(&entry(path, size, md5));
            let refused = catalogue.find("en_US-x-low").unwrap().parts();
            assert_eq!(refused.unwrap_err().code(), "bad_catalogue", "{path}");
        }
    }

    #[test]
    fn ids_that_are_no_names_of_files_are_passed_over() {
        for id in ["../x", "a/b", ".hidden", "", "a b", "a\\u0000", "a\\\\b"] {
            let json = format!(r#"{{"{id}": {0}, "ok": {0}}}"#, entry("en/x.onnx", 5, MD5));
            let catalogue = Catalogue::read(json.as_bytes()).unwrap();
            let ids: Vec<&str> = catalogue.offers().map(|offer| offer.id.as_str()).collect();
            assert_eq!(ids, ["ok"], "{id:?}");
        }
        assert!(is_id("pt_PT-tug\u{e3}o-medium"));
    }

    #[test]
    fn what_is_no_catalogue_is_refused() {
        for json in ["", "[]", "{}", "<html>", r#"{"a": 1}"#] {
            let refused = Catalogue::read(json.as_bytes()).unwrap_err();
            assert_eq!(refused.code(), "bad_catalogue", "{json}");
        }
    }
}

//! The operator's settings: file < environment < flags, over documented defaults.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde::Deserialize;

use crate::engine::piper::{DecodedBy, Decoding, Precision};
use crate::engine::{MODELS, VoicesConfig};
use crate::error::{Error, Result};
use crate::http::Limits;
use crate::narrator::NarratorConfig;
use crate::text::Emoji;

/// The public catalogue of Piper voices.
const PIPER_VOICES: &str = "https://huggingface.co/rhasspy/piper-voices/resolve/main/voices.json";

/// Everything that can be set, in a TOML file with these names.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address and port to serve on.
    pub listen: SocketAddr,
    /// Folder of downloaded voices.
    pub voices: PathBuf,
    /// Where `aloud voices install` finds `voices.json`: an address or a folder; empty:
    /// nowhere. Nothing else asks it.
    pub catalogue: String,
    /// ONNX Runtime's library, which Piper voices need; by default the one beside the
    /// program, else the system's.
    pub onnxruntime: Option<PathBuf>,
    /// Who decodes Piper voices: `own`, aloud's own decoder wherever it knows the voice
    /// and the processor; or `onnxruntime`.
    pub decoder: DecodedBy,
    /// The instruction set of aloud's own decoder: `avx512`, `avx2`, `neon` or
    /// `portable`; by default the fastest that the processor has.
    pub simd: Option<String>,
    /// What aloud's own decoder computes in: `float32`, or `int16`, which is faster and
    /// adds a noise far below what is heard.
    pub precision: Precision,
    /// Folder for what can be made again: sounds, finished files, engine data; `None`:
    /// the platform's own place, and where that cannot be written, memory alone.
    pub cache: Option<PathBuf>,
    /// Voice for readers who ask for none, where it speaks their language.
    pub voice: Option<String>,
    /// Files of the site's own readings, TOML or PLS; where two have the same word, the
    /// earlier wins. Edits hold at once.
    pub lexicon: Vec<PathBuf>,
    /// Whether emoji are heard: `say`, by their names, or `silent`.
    pub emoji: Emoji,
    /// Put before every URL in an answer, for a server behind a proxy with a path.
    pub public_url: String,
    /// Origins whose pages may use the API; `*` is every one. On a loopback address
    /// every origin may.
    pub origins: Vec<String>,
    /// Threads that synthesise, and espeak-ng processes.
    pub workers: usize,
    /// Sentences that may wait for a worker before new listeners are refused.
    pub queue: usize,
    /// Megabytes of sound kept in memory.
    pub memory_mb: u64,
    /// Megabytes of memory for loaded models of Piper voices; beyond that, those not
    /// used for longest are let go.
    pub models_mb: u64,
    /// Megabytes kept in the cache folder.
    pub cache_mb: u64,
    /// Characters of one text.
    pub max_text: usize,
    /// Bytes of one request body.
    pub max_body: usize,
}

impl Default for Config {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 7700),
            voices: place(ProjectDirs::data_dir, "aloud").join("voices"),
            catalogue: PIPER_VOICES.to_owned(),
            onnxruntime: None,
            decoder: DecodedBy::default(),
            simd: None,
            precision: Precision::default(),
            cache: None,
            voice: None,
            lexicon: Vec::new(),
            emoji: Emoji::Say,
            public_url: String::new(),
            origins: Vec::new(),
            workers: std::thread::available_parallelism().map_or(2, usize::from),
            queue: 256,
            memory_mb: 128,
            models_mb: MODELS >> 20,
            cache_mb: 1024,
            max_text: limits.text,
            max_body: limits.body,
        }
    }
}

impl Config {
    /// Reads a TOML file; what it does not set stays at its default.
    ///
    /// # Errors
    /// `bad_config`, naming the file, the line and the setting.
    pub fn read(file: &Path) -> Result<Self> {
        let bad = |what: String| Error::caller("bad_config", format!("{}: {what}", file.display()));
        let text = std::fs::read_to_string(file).map_err(|error| bad(error.to_string()))?;
        toml::from_str(&text).map_err(|error| bad(error.to_string()))
    }

    /// Refuses values that cannot work.
    ///
    /// # Errors
    /// `bad_config`, naming the setting and what it may be.
    pub fn validate(&self) -> Result<()> {
        let bad = |what: &str| Err(Error::caller("bad_config", what));
        if self.workers == 0 {
            return bad("workers must be at least 1.");
        }
        if self.queue == 0 {
            return bad("queue must be at least 1.");
        }
        if self.max_text == 0 || self.max_body == 0 {
            return bad("max_text and max_body must be at least 1.");
        }
        if let Some(fault) = self.decoding().fault() {
            return bad(&fault);
        }
        let url = &self.public_url;
        if !url.is_empty() && (url.ends_with('/') || !url.contains("://")) {
            return bad(
                "public_url must be a whole URL without a slash at its end, such as https://speech.example.",
            );
        }
        Ok(())
    }

    /// Who decodes Piper voices, and how.
    pub fn decoding(&self) -> Decoding {
        Decoding {
            by: self.decoder,
            simd: self.simd.clone(),
            precision: self.precision,
        }
    }

    /// The cache folder: the chosen one, else the platform's.
    pub fn cache_folder(&self) -> PathBuf {
        let chosen = self.cache.clone();
        chosen.unwrap_or_else(|| place(ProjectDirs::cache_dir, "aloud-cache"))
    }

    /// What the voices are made from; `program` is this very binary.
    pub fn voices(&self, program: PathBuf) -> VoicesConfig {
        let mut voices = VoicesConfig::new(program, self.cache_folder());
        voices.default_voice.clone_from(&self.voice);
        voices.workers.count = self.workers;
        voices.models = self.models_mb << 20;
        voices.folder = Some(self.voices.clone());
        voices.library.named.clone_from(&self.onnxruntime);
        voices.decoding = self.decoding();
        voices
    }

    /// What the narrator is made from.
    pub fn narrator(&self) -> NarratorConfig {
        NarratorConfig {
            workers: self.workers,
            queue: self.queue,
            memory: self.memory_mb << 20,
            passages: 64 << 20,
            cache: Some(self.cache_folder().join("sound")),
            disk: self.cache_mb << 20,
            lexicons: self.lexicon.clone(),
            emoji: self.emoji,
        }
    }

    /// What one request may ask for.
    pub fn limits(&self) -> Limits {
        Limits {
            text: self.max_text,
            body: self.max_body,
            ..Limits::default()
        }
    }

    /// Whether pages of every origin may use the API.
    pub fn any_origin(&self) -> bool {
        self.listen.ip().is_loopback() || self.origins.iter().any(|origin| origin == "*")
    }
}

/// Where the platform wants something; below the temporary directory where it does
/// not say.
fn place(of: fn(&ProjectDirs) -> &Path, otherwise: &str) -> PathBuf {
    let places = ProjectDirs::from("", "", "aloud");
    let known = places.map(|places| of(&places).to_owned());
    known.unwrap_or_else(|| std::env::temp_dir().join(otherwise))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(toml: &str) -> String {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), toml).unwrap();
        let read = Config::read(file.path()).and_then(|config| config.validate());
        read.unwrap_err().message().to_owned()
    }

    #[test]
    fn the_defaults_are_valid_and_private() {
        let config = Config::default();
        config.validate().unwrap();
        assert!(config.listen.ip().is_loopback());
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (toml, named) in [
            ("lisen = \"127.0.0.1:1\"", "lisen"),
            ("listen = \"nowhere\"", "listen"),
            ("workers = 0", "workers"),
            ("decoder = \"mine\"", "onnxruntime"),
            ("simd = \"mmx\"", "portable"),
            ("precision = \"int8\"", "int16"),
            (
                "precision = \"int16\"\ndecoder = \"onnxruntime\"",
                "float32",
            ),
            ("public_url = \"https://a.example/\"", "public_url"),
        ] {
            let message = refusal(toml);
            assert!(message.contains(named), "{toml}: {message}");
        }
    }
}

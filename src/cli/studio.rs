//! What every speaking command needs: voices, a narrator, a runtime.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use tokio::runtime::Runtime;

use crate::config::Config;
use crate::engine::{Prosody, Voices};
use crate::error::{Error, Result};
use crate::narrator::Narrator;

/// Voices and settings of speech, as `say` and `narrate` take them.
#[derive(Args, Clone)]
pub(super) struct Manner {
    /// Voice id; `aloud voices list` shows them
    #[arg(long, value_name = "ID")]
    pub(super) voice: Option<String>,
    /// Language of the text, a BCP 47 tag such as en-GB; detected if not given
    #[arg(long, value_name = "TAG")]
    pub(super) lang: Option<String>,
    /// Pace: 1 is the voice's own, 2 twice as fast; 0.25 to 4
    #[arg(long, value_name = "X")]
    pub(super) speed: Option<f32>,
    /// Seed for voices with noise in them; the same seed gives the same sound
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Piper's noise scale
    #[arg(long, value_name = "X")]
    noise_scale: Option<f32>,
    /// Piper's noise width scale
    #[arg(long, value_name = "X")]
    noise_w_scale: Option<f32>,
    /// Piper's length scale
    #[arg(long, value_name = "X")]
    length_scale: Option<f32>,
}

impl Manner {
    pub(super) fn prosody(&self) -> Prosody {
        Prosody {
            speed: self.speed.unwrap_or(1.0),
            seed: self.seed.unwrap_or_default(),
            noise_scale: self.noise_scale,
            noise_w_scale: self.noise_w_scale,
            length_scale: self.length_scale,
        }
    }
}

/// The voices that `config` gives.
pub(super) fn voices(config: &Config) -> Result<Arc<Voices>> {
    let mut voices = config.voices(this_program()?);
    if let Some(running) = running_program() {
        voices.workers.program.clone_from(&running);
        voices.trial.program = running;
    }
    Voices::new(voices).map(Arc::new)
}

/// A narrator over these voices. A cache folder that somebody chose must be writable;
/// without the platform's own one, speaking goes on from memory.
pub(super) fn narrator(config: &Config) -> Result<Arc<Narrator>> {
    let voices = voices(config)?;
    let mut wanted = config.narrator();
    match Narrator::start(&wanted, Arc::clone(&voices)) {
        Err(error) if config.cache.is_none() && error.code() == "cache_unwritable" => {
            tracing::warn!("{error} Until then nothing is kept on disk.");
            wanted.cache = None;
            Narrator::start(&wanted, voices)
        }
        started => started,
    }
}

/// Threads for what waits; the speaking has its own.
pub(super) fn runtime() -> Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::ours("no_threads", "No threads could be started.").caused_by(error))
}

/// The binary of this process, also after an upgrade has put another in its place:
/// workers of another version might speak another protocol.
fn running_program() -> Option<PathBuf> {
    let link = PathBuf::from("/proc/self/exe");
    link.exists().then_some(link)
}

/// The path of the aloud binary.
pub(super) fn this_program() -> Result<PathBuf> {
    std::env::current_exe().map_err(|error| {
        Error::ours("no_program", "The path of this very program is not known.").caused_by(error)
    })
}

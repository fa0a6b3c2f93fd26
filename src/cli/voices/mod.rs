//! `aloud voices`: what there is to speak with, and how to get more. The only command
//! that fetches anything.

mod install;
mod list;
mod verify;

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::config::Config;
use crate::error::{Error, Result};
use crate::voice::cached::Memory;
use crate::voice::fetch::{Patience, Source};

/// List, install, remove and verify voices.
#[derive(Args)]
pub(super) struct Voices {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Show the voices that are here and, once the catalogue was fetched, those that
    /// can be installed
    List(list::List),
    /// Download voices from the catalogue of Piper voices, check them and put them in place
    Install(install::Install),
    /// Take installed voices away
    Remove(verify::Remove),
    /// Compare installed voices with the digests noted when they were installed
    Verify(verify::Verify),
}

/// Where a catalogue is.
#[derive(Args)]
struct From {
    /// Where voices.json is, with the voices below it: an address or a folder
    /// [default: the setting `catalogue`, the public piper-voices repository]
    #[arg(long, value_name = "URL|DIR", env = "ALOUD_CATALOGUE")]
    from: Option<String>,
}

impl From {
    fn place<'a>(&'a self, config: &'a Config) -> Result<&'a str> {
        let place = self.from.as_deref().unwrap_or(&config.catalogue);
        if place.is_empty() {
            let what = "No catalogue is configured; name one with --from URL|DIR.";
            return Err(Error::caller("bad_source", what));
        }
        Ok(place)
    }

    fn source(&self, config: &Config, patience: Patience) -> Result<Source> {
        Source::new(self.place(config)?, patience)
    }
}

fn memory(config: &Config, source: &Source) -> Memory {
    Memory::new(&config.cache_folder(), &source.name())
}

impl Voices {
    pub(super) fn run(self, config: &Config) -> Result<ExitCode> {
        match self.action {
            Action::List(list) => list.run(config),
            Action::Install(install) => install.run(config),
            Action::Remove(remove) => remove.run(config),
            Action::Verify(verify) => verify.run(config),
        }
    }
}

/// What became of one voice.
#[derive(Serialize)]
struct Outcome {
    id: String,
    /// `installed`, `already`, `removed`, `well`, `damaged`, `unknown` or `failed`.
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribution: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<crate::voice::installed::Fault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl Outcome {
    fn new(id: &str, status: &'static str) -> Self {
        Self {
            id: id.to_owned(),
            status,
            licence: None,
            attribution: None,
            faults: Vec::new(),
            error: None,
        }
    }

    fn failed(id: &str, error: &Error) -> Self {
        let mut outcome = Self::new(id, "failed");
        outcome.error = Some(error.message().to_owned());
        outcome
    }
}

/// Writes to stdout; a reader who has seen enough (`| head`) is no failure.
fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn print_json(told: &impl Serialize) -> Result<()> {
    let json = serde_json::to_string_pretty(told);
    let json = json.map_err(|error| {
        Error::ours("json_failed", "The list could not be written.").caused_by(error)
    })?;
    print(&(json + "\n"));
    Ok(())
}

/// "63.5 MB", as file managers count.
fn megabytes(bytes: u64) -> String {
    // Rounded for a person: the loss is far below a tenth.
    #[allow(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
    let megabytes = bytes as f64 / 1e6;
    format!("{megabytes:.1} MB")
}

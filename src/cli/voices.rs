//! `aloud voices`: what there is to speak with.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::studio;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::voice::VoiceInfo;

/// List the voices there are.
#[derive(Args)]
pub(super) struct Voices {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Every voice, a line each
    List {
        /// As JSON, for scripts
        #[arg(long)]
        json: bool,
    },
}

impl Voices {
    pub(super) fn run(self, config: &Config) -> Result<ExitCode> {
        let voices = studio::voices(config)?.list();
        let Action::List { json } = self.action;
        let text = if json {
            as_json(&voices)?
        } else {
            as_table(&voices)
        };
        // A reader who has seen enough (`| head`) is no failure.
        let _ = std::io::stdout().write_all(text.as_bytes());
        Ok(ExitCode::SUCCESS)
    }
}

fn as_json(voices: &[VoiceInfo]) -> Result<String> {
    let json = serde_json::to_string_pretty(voices);
    let json = json.map_err(|error| {
        Error::ours("json_failed", "The list could not be written.").caused_by(error)
    })?;
    Ok(json + "\n")
}

fn as_table(voices: &[VoiceInfo]) -> String {
    let width = |of: fn(&VoiceInfo) -> &str| {
        let widths = voices.iter().map(|voice| of(voice).chars().count());
        widths.max().unwrap_or_default()
    };
    let (ids, tags) = (width(|voice| &voice.id), width(|voice| &voice.language));
    let mut table = String::new();
    for voice in voices {
        let note = voice.note.as_ref().map(|note| format!("  ({note})"));
        let note = note.unwrap_or_default();
        let line = format!(
            "{:ids$}  {:tags$}  {}{note}\n",
            voice.id, voice.language, voice.name
        );
        table.push_str(&line);
    }
    table
}

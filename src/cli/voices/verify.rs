//! `aloud voices verify` and `aloud voices remove`.

use std::process::ExitCode;

use clap::Args;

use super::{From, Outcome, memory, print, print_json};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::voice::fetch::Patience;
use crate::voice::installed::{self, Fault, Manifest};

/// Compare installed voices with the digests noted when they were installed.
#[derive(Args)]
pub(super) struct Verify {
    /// Only these [default: every voice in the folder]
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// As JSON, for scripts
    #[arg(long)]
    json: bool,
}

/// Take installed voices away.
#[derive(Args)]
pub(super) struct Remove {
    /// Voices, as `aloud voices list` shows them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// As JSON, for scripts
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(super) fn run(&self, config: &Config) -> Result<ExitCode> {
        let folder = &config.voices;
        let mut there = installed::models(folder);
        let noted = installed::list(folder).into_iter().map(|(voice, _)| voice);
        there.extend(noted);
        there.sort();
        there.dedup();
        let outcomes: Vec<Outcome> = chosen(&self.ids, &there)?
            .into_iter()
            .map(|voice| compared(voice, Manifest::of(folder, voice), config))
            .collect();
        if self.json {
            print_json(&outcomes)?;
        } else if outcomes.is_empty() {
            print("No Piper voice is installed.\n");
        } else {
            outcomes
                .iter()
                .for_each(|outcome| print(&in_words(outcome)));
        }
        let damaged = outcomes.iter().any(|outcome| outcome.status == "damaged");
        Ok(if damaged {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }
}

fn chosen<'a>(ids: &[String], there: &'a [String]) -> Result<Vec<&'a str>> {
    if ids.is_empty() {
        return Ok(there.iter().map(String::as_str).collect());
    }
    let find = |id: &String| {
        let mut there = there.iter();
        let found = there.find(|voice| voice.eq_ignore_ascii_case(id));
        found.map(String::as_str).ok_or_else(|| {
            let named: String = id.chars().take(100).collect();
            let what = format!("No voice called {named:?} is installed.");
            Error::caller("unknown_voice", what)
        })
    };
    ids.iter().map(find).collect()
}

fn compared(voice: &str, manifest: Result<Option<Manifest>>, config: &Config) -> Outcome {
    match manifest {
        Ok(None) => Outcome::new(voice, "unknown"),
        Err(error) => Outcome {
            status: "damaged",
            ..Outcome::failed(voice, &error)
        },
        Ok(Some(manifest)) => {
            let faults = manifest.faults(&config.voices);
            let status = if faults.is_empty() { "well" } else { "damaged" };
            Outcome {
                faults,
                licence: Some(manifest.licence),
                attribution: Some(manifest.attribution),
                ..Outcome::new(voice, status)
            }
        }
    }
}

fn in_words(outcome: &Outcome) -> String {
    let id = &outcome.id;
    match outcome.status {
        "well" => format!("ok    {id}\n"),
        "unknown" => {
            format!("?     {id}: aloud did not install it; there is nothing to compare with\n")
        }
        _ => {
            let told = |fault: &Fault| match fault.what {
                "differs" => format!("{} differs from what was installed", fault.file),
                what => format!("{} is {what}", fault.file),
            };
            let told: Vec<String> = outcome.faults.iter().map(told).collect();
            let why = outcome.error.clone().unwrap_or_else(|| {
                format!("{}. `aloud voices install {id}` mends it.", told.join(", "))
            });
            format!("FAIL  {id}: {why}\n")
        }
    }
}

impl Remove {
    pub(super) fn run(&self, config: &Config) -> Result<ExitCode> {
        let mut outcomes = Vec::new();
        for id in &self.ids {
            installed::remove(&config.voices, id, Patience::default().turn)?;
            note_unwanted(config, id);
            if !self.json {
                print(&format!("Removed {id}.\n"));
            }
            outcomes.push(Outcome::new(id, "removed"));
        }
        if self.json {
            print_json(&outcomes)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// `make run` is not to bring back what somebody took away.
fn note_unwanted(config: &Config, id: &str) {
    let from = From { from: None };
    if let Ok(source) = from.source(config, Patience::default()) {
        memory(config, &source).note_wanted(id, false);
    }
}

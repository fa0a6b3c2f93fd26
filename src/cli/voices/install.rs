//! `aloud voices install`.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::{From, Outcome, megabytes, memory, print, print_json};
use crate::cli::studio;
use crate::config::Config;
use crate::engine::piper::load_library;
use crate::error::{Error, Result};
use crate::voice::cached::Memory;
use crate::voice::card::Card;
use crate::voice::catalogue::{Catalogue, Offer};
use crate::voice::fetch::{Patience, Source};
use crate::voice::install::{self, Watch};
use crate::voice::installed::Manifest;
use crate::voice::recommended;

/// A script that found no catalogue does not ask again before.
const QUIET: Duration = Duration::from_secs(24 * 3600);

/// Download voices from the catalogue of Piper voices, check them and put them in place.
#[derive(Args)]
pub(super) struct Install {
    /// Voices, as `aloud voices list --available` shows them; a language such as `en`
    /// stands for the voice that is recommended for it
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    from: From,
    /// One quick try, for scripts: gives up when the catalogue is silent for 5 seconds,
    /// then not again for a day, and never fails
    #[arg(long)]
    unattended: bool,
    /// As JSON, for scripts
    #[arg(long)]
    json: bool,
}

impl Install {
    pub(super) fn run(&self, config: &Config) -> Result<ExitCode> {
        if self.unattended {
            self.try_once(config);
            return Ok(ExitCode::SUCCESS);
        }
        let outcomes = self.install(config, Patience::default())?;
        if self.json {
            print_json(&outcomes)?;
        }
        let failed = outcomes.iter().any(|outcome| outcome.status == "failed");
        Ok(if failed {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }

    /// Says in one line why nothing came, and leaves it at that.
    fn try_once(&self, config: &Config) {
        let patience = Patience {
            catalogue: Duration::from_secs(5),
            silence: Duration::from_secs(5),
            attempts: 2,
            turn: Duration::ZERO,
            ..Patience::default()
        };
        let ids: Vec<&str> = self.ids.iter().map(|id| resolved(config, id)).collect();
        let there = |id: &&str| {
            let manifest = Manifest::of(&config.voices, id);
            matches!(manifest, Ok(Some(manifest)) if manifest.looks_whole(&config.voices))
        };
        if ids.iter().all(there) {
            return;
        }
        let Ok(source) = self.from.source(config, patience) else {
            return; // No catalogue is configured: somebody decided so.
        };
        let memory = memory(config, &source);
        if ids.iter().any(|id| memory.is_unwanted(id)) {
            return;
        }
        if let Err(why) = self.unless_quiet(config, &memory, patience) {
            eprintln!(
                "aloud: the built-in voices speak; {} was not installed: {why}",
                ids.join(", ")
            );
        }
    }

    fn unless_quiet(&self, config: &Config, memory: &Memory, patience: Patience) -> Result<()> {
        if let Some(since) = memory.silent_for().filter(|since| *since < QUIET) {
            let ago = match since.as_secs() / 3600 {
                0 => "less than an hour".to_owned(),
                1 => "an hour".to_owned(),
                hours => format!("{hours} hours"),
            };
            let what = format!(
                "the last try, {ago} ago, failed. `aloud voices install {}` tries again now.",
                self.ids.join(" ")
            );
            return Err(Error::unavailable("catalogue_unreachable", what));
        }
        let program = studio::this_program()?;
        load_library(&config.voices(program).library)?;
        let outcomes = self.install(config, patience);
        let failed = outcomes.map(|outcomes| outcomes.into_iter().find_map(|it| it.error));
        let failed = match failed {
            Ok(None) => return Ok(()),
            Ok(Some(why)) => Error::unavailable("download_failed", why),
            Err(error) => error,
        };
        memory.note_silence();
        Err(failed)
    }

    fn install(&self, config: &Config, patience: Patience) -> Result<Vec<Outcome>> {
        let mut missing = Vec::new();
        let mut outcomes = Vec::new();
        for id in self.ids.iter().map(|id| resolved(config, id)) {
            match install::intact(&config.voices, id) {
                Some(manifest) => outcomes.push(self.told(already(&manifest))),
                None => missing.push(id),
            }
        }
        if missing.is_empty() {
            return Ok(outcomes);
        }
        let source = self.from.source(config, patience)?;
        let catalogue = memory(config, &source).keep(&source.catalogue()?)?;
        // All are found before the first is fetched.
        let offers = found(&catalogue, &missing)?;
        for offer in offers {
            let outcome = self.one(config, &source, offer);
            outcomes.push(self.told(outcome));
        }
        Ok(outcomes)
    }

    fn one(&self, config: &Config, source: &Source, offer: &Offer) -> Outcome {
        let mut watch = Watching::new(offer, self.json);
        let installed = install::install(source, offer, &config.voices, &mut watch);
        watch.bar.finish_and_clear();
        match installed {
            Ok(install::Outcome::Already(manifest)) => already(&manifest),
            Ok(install::Outcome::Installed(manifest)) => {
                memory(config, source).note_wanted(&offer.id, true);
                Outcome {
                    status: "installed",
                    ..already(&manifest)
                }
            }
            Err(error) => Outcome::failed(&offer.id, &error),
        }
    }

    /// Says at once what became of it, where a person reads along.
    fn told(&self, outcome: Outcome) -> Outcome {
        let id = &outcome.id;
        let unknown = || "unknown".to_owned();
        match (&outcome.error, outcome.status) {
            _ if self.json => {}
            (Some(_), _) if self.unattended => {}
            (Some(why), _) => eprintln!("aloud: {id}: {why}"),
            (None, "already") => print(&format!("{id} is installed already, and whole.\n")),
            (None, _) => print(&format!(
                "Installed {id}.\n  Licence  {}\n  Credit   {}\n  Say \"hi\" with it: aloud say \"hi\" --voice {id} -o hi.wav\n",
                outcome.licence.clone().unwrap_or_else(unknown),
                outcome.attribution.clone().unwrap_or_else(unknown),
            )),
        }
        outcome
    }
}

/// A language stands for its recommended voice: the one that is installed, else the first.
fn resolved<'a>(config: &Config, word: &'a str) -> &'a str {
    let there = |id: &str| matches!(Manifest::of(&config.voices, id), Ok(Some(_)));
    let voices = recommended::for_language(word);
    let first = voices.first().map(|voice| voice.id.as_str());
    recommended::preferred(word, there)
        .or(first)
        .unwrap_or(word)
}

fn found<'a>(catalogue: &'a Catalogue, ids: &[&str]) -> Result<Vec<&'a Offer>> {
    let mut offers: Vec<&Offer> = Vec::new();
    for id in ids {
        let offer = catalogue.find(id)?;
        if !offers.iter().any(|known| known.id == offer.id) {
            offers.push(offer);
        }
    }
    Ok(offers)
}

fn already(manifest: &Manifest) -> Outcome {
    Outcome {
        licence: Some(manifest.licence.clone()),
        attribution: Some(manifest.attribution.clone()),
        ..Outcome::new(&manifest.voice, "already")
    }
}

/// Shows a person how far it is; on a pipe, only the lines.
struct Watching {
    bar: ProgressBar,
    silent: bool,
}

impl Watching {
    fn new(offer: &Offer, silent: bool) -> Self {
        let bar = if silent {
            ProgressBar::hidden()
        } else {
            let size = megabytes(offer.size());
            eprintln!("Fetching {}: {}, {size}", offer.id, offer.title());
            ProgressBar::new(offer.size()).with_style(style())
        };
        Self { bar, silent }
    }
}

/// The plain one where the template is refused.
fn style() -> ProgressStyle {
    let template =
        "{bar:40} {decimal_bytes}/{decimal_total_bytes}  {decimal_bytes_per_sec}  {eta} left";
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

impl Watch for Watching {
    fn card(&mut self, card: &Card) {
        if self.silent {
            return;
        }
        let mut lines = format!("  Licence  {}", card.licence);
        if card.needs_reading() {
            lines += "\n  Note     read the licence before you publish with this voice";
        }
        if let Some(lineage) = &card.lineage {
            lines += &format!("\n  Note     {lineage}");
        }
        self.bar.suspend(|| eprintln!("{lines}"));
    }

    fn bytes(&mut self, done: u64) {
        self.bar.set_position(done);
    }
}

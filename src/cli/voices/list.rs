//! `aloud voices list`.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use serde::Serialize;

use super::{From, megabytes, memory, print, print_json};
use crate::cli::studio;
use crate::config::Config;
use crate::error::Result;
use crate::voice::VoiceInfo;
use crate::voice::cached::Cached;
use crate::voice::catalogue::Offer;
use crate::voice::fetch::{Patience, Source};
use crate::voice::recommended;

/// Show the voices that are here and, once the catalogue was fetched, those that can be
/// installed.
#[derive(Args)]
pub(super) struct List {
    /// Ask the catalogue anew what can be installed
    #[arg(long)]
    available: bool,
    #[command(flatten)]
    from: From,
    /// As JSON, for scripts
    #[arg(long)]
    json: bool,
}

/// A line of the list.
#[derive(Serialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
enum Line {
    BuiltIn(VoiceInfo),
    Installed(VoiceInfo),
    Available(Available),
}

/// A voice of the catalogue that is not here.
#[derive(Serialize)]
struct Available {
    id: String,
    name: String,
    language: String,
    engine: &'static str,
    size_bytes: u64,
    recommended: bool,
    /// Told for recommended voices; those of others are on their cards.
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<&'static str>,
}

impl List {
    pub(super) fn run(&self, config: &Config) -> Result<ExitCode> {
        let here = studio::voices(config)?.list();
        let cached = self.catalogue(config)?;
        let offers = cached.iter().flat_map(|cached| cached.catalogue.offers());
        let available: Vec<Line> = offers
            .filter(|offer| !here.iter().any(|voice| voice.id == offer.id))
            .map(|offer| Line::Available(available(offer)))
            .collect();
        let lines: Vec<Line> = here
            .into_iter()
            .map(|voice| match voice.engine {
                "piper" => Line::Installed(voice),
                _ => Line::BuiltIn(voice),
            })
            .chain(available)
            .collect();
        if self.json {
            print_json(&lines)?;
        } else {
            print(&table(&lines, cached.map(|cached| cached.age)));
        }
        Ok(ExitCode::SUCCESS)
    }

    /// As it is now where it was asked for, else as it was last seen.
    fn catalogue(&self, config: &Config) -> Result<Option<Cached>> {
        if !self.available {
            // Nothing is fetched: no catalogue, or none that was seen, is no failure.
            let source = self.from.source(config, Patience::default()).ok();
            return Ok(source.and_then(|source| memory(config, &source).read()));
        }
        let source: Source = self.from.source(config, Patience::default())?;
        let catalogue = memory(config, &source).keep(&source.catalogue()?)?;
        let age = Duration::ZERO;
        Ok(Some(Cached { catalogue, age }))
    }
}

fn available(offer: &Offer) -> Available {
    let known = recommended::about(&offer.id);
    Available {
        id: offer.id.clone(),
        name: offer.title(),
        language: offer.language(),
        engine: "piper",
        size_bytes: offer.size(),
        recommended: known.is_some(),
        licence: known.map(|known| known.licence.as_str()),
    }
}

/// Three parts, columns in line through all of them.
fn table(lines: &[Line], age: Option<Duration>) -> String {
    let rows: Vec<Row> = lines.iter().map(Row::of).collect();
    let ids = rows.iter().map(|row| row.id.chars().count()).max();
    let tags = rows.iter().map(|row| row.language.chars().count()).max();
    let (ids, tags) = (ids.unwrap_or_default(), tags.unwrap_or_default());
    let mut table = String::new();
    for part in [Part::Installed, Part::BuiltIn, Part::Available] {
        let heading = part.heading(age);
        let mut rows = rows.iter().filter(|row| row.part == part).peekable();
        if rows.peek().is_some() {
            table += &format!("{heading}\n");
        }
        for row in rows {
            let (id, tag, rest) = (row.id, row.language, &row.rest);
            table += &format!("  {id:ids$}  {tag:tags$}  {rest}\n");
        }
    }
    table + hint(lines, age)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Installed,
    BuiltIn,
    Available,
}

impl Part {
    fn heading(self, age: Option<Duration>) -> String {
        match self {
            Self::Installed => "Installed".into(),
            Self::BuiltIn => "Built in".into(),
            Self::Available => match age.map_or(0, |age| age.as_secs() / 86_400) {
                0 => "Available to install".into(),
                1 => "Available to install, as of yesterday".into(),
                days => format!("Available to install, as of {days} days ago"),
            },
        }
    }
}

struct Row<'a> {
    part: Part,
    id: &'a str,
    language: &'a str,
    rest: String,
}

impl<'a> Row<'a> {
    fn of(line: &'a Line) -> Self {
        match line {
            Line::Installed(voice) => {
                let rest = format!("{}  licence: {}", voice.name, voice.licence);
                Self::here(Part::Installed, voice, rest)
            }
            Line::BuiltIn(voice) => Self::here(Part::BuiltIn, voice, voice.name.clone()),
            Line::Available(voice) => {
                let mark = if voice.recommended {
                    "  recommended"
                } else {
                    ""
                };
                Self {
                    part: Part::Available,
                    id: &voice.id,
                    language: &voice.language,
                    rest: format!("{}  {}{mark}", voice.name, megabytes(voice.size_bytes)),
                }
            }
        }
    }

    fn here(part: Part, voice: &'a VoiceInfo, mut rest: String) -> Self {
        if let Some(note) = &voice.note {
            rest += &format!("  ({note})");
        }
        Self {
            part,
            id: &voice.id,
            language: &voice.language,
            rest,
        }
    }
}

fn hint(lines: &[Line], age: Option<Duration>) -> &'static str {
    let neural = lines.iter().any(|line| matches!(line, Line::Installed(_)));
    match (age, neural) {
        (None, _) => {
            "\n`aloud voices list --available` asks the catalogue what can be installed.\n"
        }
        (Some(_), false) => "\n`aloud voices install en` installs the recommended English voice.\n",
        (Some(_), true) => "",
    }
}

//! `aloud doctor`: is everything there, and does it work?

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use serde::Serialize;

use super::studio;
use crate::config::Config;
use crate::engine::Voices;
use crate::engine::piper::load_library;
use crate::error::{Error, Result};
use crate::narrator::{Narrator, Order, Part, Request};
use crate::text::Passage;
use crate::voice::installed;

/// Check that everything aloud needs is there and works.
#[derive(Args)]
pub(super) struct Doctor {
    /// As JSON, for scripts
    #[arg(long)]
    json: bool,
}

/// One thing looked at.
#[derive(Serialize)]
struct Finding {
    what: &'static str,
    well: bool,
    detail: String,
}

impl Doctor {
    pub(super) fn run(&self, config: &Config) -> Result<ExitCode> {
        let findings = examine(config);
        if self.json {
            let json = serde_json::to_string_pretty(&findings).map_err(|error| {
                Error::ours("json_failed", "The findings could not be written.").caused_by(error)
            })?;
            println!("{json}");
        } else {
            for finding in &findings {
                let sign = if finding.well { "ok  " } else { "FAIL" };
                println!("{sign}  {:16}  {}", finding.what, finding.detail);
            }
        }
        let well = findings.iter().all(|finding| finding.well);
        Ok(if well {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

fn examine(config: &Config) -> Vec<Finding> {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let mut findings = vec![found("version", Ok(version))];
    findings.push(found("address", address(config)));
    let voices = studio::voices(config);
    findings.push(found(
        "voices",
        voices
            .as_ref()
            .map(|voices| count(voices))
            .map_err(Clone::clone),
    ));
    if let Ok(voices) = &voices {
        findings.push(installed(config, voices));
        findings.push(onnxruntime(config, voices));
        findings.push(found("decoder", Ok(config.decoding().describe())));
    }
    let narrator = voices.and_then(|voices| Narrator::start(&config.narrator(), voices));
    let cache = narrator.as_ref().map(|_| {
        format!(
            "{} is writable; at most {} MB",
            config.cache_folder().display(),
            config.cache_mb
        )
    });
    findings.push(found("cache", cache.map_err(Clone::clone)));
    if let Ok(narrator) = narrator {
        findings.push(found("default voice", speak(&narrator)));
    }
    findings
}

fn found(what: &'static str, outcome: Result<String>) -> Finding {
    Finding {
        what,
        well: outcome.is_ok(),
        detail: outcome.unwrap_or_else(|error| error.message().to_owned()),
    }
}

fn address(config: &Config) -> Result<String> {
    let address = config.listen;
    match std::net::TcpListener::bind(address) {
        Ok(_) => Ok(format!("{address} is free")),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            Ok(format!("{address} is in use; is aloud running already?"))
        }
        Err(error) => {
            let message = format!("{address} cannot be served on: {error}");
            Err(Error::unavailable("address_unavailable", message))
        }
    }
}

fn count(voices: &Voices) -> String {
    let all = voices.list();
    let noted = all.iter().filter_map(|voice| {
        let note = voice.note.as_ref()?;
        Some(format!("; {}: {note}", voice.id))
    });
    let built_in = all.iter().filter(|voice| voice.engine != "piper").count();
    format!("{built_in} built in{}", noted.collect::<String>())
}

/// What is installed, and what to do where nothing is. Looks at no file's bytes: that
/// is `aloud voices verify`.
fn installed(config: &Config, voices: &Voices) -> Finding {
    let here = installed::models(&config.voices);
    let by_aloud = installed::list(&config.voices);
    let broken = by_aloud.iter().filter(|(_, manifest)| match manifest {
        Ok(manifest) => !manifest.looks_whole(&config.voices),
        Err(_) => true,
    });
    let broken: Vec<&str> = broken.map(|(voice, _)| voice.as_str()).collect();
    let usable = |voice: &&String| voices.list().iter().any(|info| info.id == **voice);
    let unusable = here.iter().filter(|voice| !usable(voice)).count();
    let mut detail = match here.len() {
        0 => "none; `aloud voices install en` installs the recommended English one".to_owned(),
        1..=5 => here.join(", "),
        many => format!("{many}, of them {}", here[..5].join(", ")),
    };
    if unusable > 0 {
        detail += &format!("; {unusable} cannot be used");
    }
    if !broken.is_empty() {
        let broken = broken.join(" ");
        detail += &format!("; damaged: {broken} (`aloud voices install {broken}` mends it)");
    }
    Finding {
        what: "installed voices",
        well: broken.is_empty(),
        detail,
    }
}

/// Its lack is only a fault where there are voices that need it.
fn onnxruntime(config: &Config, voices: &Voices) -> Finding {
    let all = voices.list();
    let piper = all.iter().filter(|voice| voice.engine == "piper").count();
    let library = config
        .voices(studio::this_program().unwrap_or_default())
        .library;
    let loaded = load_library(&library);
    let detail = match &loaded {
        Ok(runtime) => format!("{} for {piper} Piper voices", runtime.version),
        Err(error) => error.message().to_owned(),
    };
    Finding {
        what: "ONNX Runtime",
        well: loaded.is_ok() || piper == 0,
        detail,
    }
}

/// Speaks a sentence through every stage and times it.
fn speak(narrator: &Arc<Narrator>) -> Result<String> {
    let started = Instant::now();
    let text = format!("This is a check, number {}.", std::process::id());
    let passage = Passage {
        text,
        language: Some("en".into()),
        ..Passage::default()
    };
    let plan = narrator.plan(Request {
        passage,
        ..Request::default()
    })?;
    let order = Order::live(Part::Whole, crate::audio::Format::Opus);
    let mut rendering = narrator.render(&plan, order)?;
    studio::runtime()?.block_on(async {
        while rendering.next().await?.is_some() {}
        Ok::<_, Error>(())
    })?;
    let took = started.elapsed().as_millis();
    Ok(format!("{} spoke a sentence in {took} ms", plan.voice))
}

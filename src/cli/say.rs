//! `aloud say`: a text into a file or a pipe.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::output::Output;
use super::stop::Stop;
use super::studio::{self, Manner};
use crate::article::{self, Kind};
use crate::audio::{Format, Tags};
use crate::caption::Captions;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::narrator::{Lane, Narrator, Order, Part, Plan, Request};
use crate::text::{Inline, Passage, ssml};

/// Speak a text into a file or a pipe.
#[derive(Args)]
pub(super) struct Say {
    /// What to say; `-` reads it from stdin. Between [[ and ]] a Piper voice takes
    /// espeak-ng's phonemes (IPA): "I read it; I [[ɹˈɛd]] it."
    #[arg(conflicts_with = "file", required_unless_present = "file")]
    text: Option<String>,
    /// The text is SSML, a <speak> document
    #[arg(long)]
    ssml: bool,
    /// Say what is in this file (plain text, Markdown, HTML or SSML)
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Where the sound goes: OUT.wav, .opus, .mp3, .flac, or `-` for stdout
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Format for stdout, or where the name does not tell it
    #[arg(long, value_name = "F")]
    format: Option<String>,
    /// Also write when each word is spoken: OUT.json, .vtt, .srt
    #[arg(long, value_name = "OUT")]
    marks: Option<PathBuf>,
    #[command(flatten)]
    manner: Manner,
}

impl Say {
    pub(super) fn run(self, config: &Config) -> Result<ExitCode> {
        let target = self.target()?;
        let captions = self.marks.as_deref().map(captions_of).transpose()?;
        if target.path.as_os_str() == "-" && self.marks.as_deref() == Some(Path::new("-")) {
            return Err(usage(
                "Sound and marks cannot both go to stdout; name a file for one.",
            ));
        }
        let narrator = studio::narrator(config)?;
        let plan = narrator.plan(self.request()?)?;
        warn(&plan.warnings);
        let made = self.make(&narrator, &plan, &target, captions);
        let drafts = studio::runtime()?.block_on(unless_interrupted(&target, made))?;
        // All are made before one is put in its place: a failure leaves nothing behind.
        drafts.into_iter().try_for_each(Draft::publish)?;
        Ok(ExitCode::SUCCESS)
    }

    async fn make(
        &self,
        narrator: &Arc<Narrator>,
        plan: &Arc<Plan>,
        target: &Target,
        captions: Option<Captions>,
    ) -> Result<Vec<Draft>> {
        let mut drafts = vec![speak(narrator, plan, target).await?];
        if let (Some(captions), Some(path)) = (captions, &self.marks) {
            drafts.push(write_marks(narrator, plan, captions, path).await?);
        }
        Ok(drafts)
    }

    /// Where the sound goes and as what.
    fn target(&self) -> Result<Target> {
        let path = match &self.output {
            Some(path) => path.clone(),
            None if std::io::stdout().is_terminal() => {
                return Err(usage(
                    "Say where the sound goes: -o OUT.wav (or .opus, .mp3, .flac), or pipe it on.",
                ));
            }
            None => PathBuf::from("-"),
        };
        let by_name = path.extension().and_then(|extension| extension.to_str());
        let name = self.format.as_deref().or(by_name);
        let format = match name {
            Some(name) => format_named(name)?,
            None if path.as_os_str() == "-" => Format::Wav,
            None => {
                return Err(usage(&format!(
                    "The name of the output tells no format; give --format, one of: {}.",
                    Format::names()
                )));
            }
        };
        Ok(Target { path, format })
    }

    fn request(&self) -> Result<Request> {
        let mut passage = self.passage()?;
        if let Some(tag) = &self.manner.lang {
            passage.language = Some(tag.clone());
        }
        passage.inline = Inline::Phonemes;
        Ok(Request {
            passage,
            voice: self.manner.voice.clone(),
            prosody: self.manner.prosody(),
        })
    }

    fn passage(&self) -> Result<Passage> {
        match (&self.text, &self.file) {
            (_, Some(path)) if path.as_os_str() != "-" => from_file(path, self.ssml),
            (Some(text), None) if text != "-" => from_argument(text, self.ssml),
            _ => from_stdin(self.ssml),
        }
    }
}

/// Where the sound goes and as what.
struct Target {
    path: PathBuf,
    format: Format,
}

/// A file that is made and not yet in its place.
struct Draft {
    output: Output,
    opening: Option<Vec<u8>>,
}

impl Draft {
    fn publish(self) -> Result<()> {
        self.output.finish(self.opening.as_deref())
    }
}

/// An interrupt drops the drafts, which removes them. Into a pipe there are none, and
/// a write that waits for its reader could not be interrupted from here.
async fn unless_interrupted<T>(
    target: &Target,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    if target.path.as_os_str() == "-" {
        return work.await;
    }
    let mut stop = Stop::new()?;
    tokio::select! {
        done = work => done,
        () = stop.asked() => Err(Error::caller("interrupted", "Interrupted; nothing was written.")),
    }
}

/// Tells what of a text is not done.
pub(super) fn warn(warnings: &[String]) {
    for warning in warnings {
        eprintln!("aloud: {warning}");
    }
}

/// What was given on the command line.
pub(super) fn from_argument(text: &str, is_ssml: bool) -> Result<Passage> {
    if is_ssml {
        return ssml::read(text, None);
    }
    Ok(Passage {
        text: text.to_owned(),
        ..Passage::default()
    })
}

fn from_file(path: &Path, is_ssml: bool) -> Result<Passage> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| unreadable(&name, error))?;
    let kind = match is_ssml {
        true => Kind::SSML,
        false => Kind::of_path(path).unwrap_or(Kind::PLAIN),
    };
    Ok(article::read(kind, &name, &bytes)?.passage)
}

pub(super) fn from_stdin(is_ssml: bool) -> Result<Passage> {
    let mut bytes = Vec::new();
    let limit = article::MAX_BYTES as u64 + 1;
    let read = std::io::stdin().take(limit).read_to_end(&mut bytes);
    read.map_err(|error| unreadable("stdin", error))?;
    let kind = if is_ssml { Kind::SSML } else { Kind::PLAIN };
    Ok(article::read(kind, "stdin", &bytes)?.passage)
}

pub(super) fn unreadable(name: &str, error: std::io::Error) -> Error {
    let message = format!("{name} cannot be read: {error}");
    Error::caller("unreadable", message).caused_by(error)
}

async fn speak(narrator: &Arc<Narrator>, plan: &Arc<Plan>, target: &Target) -> Result<Draft> {
    let order = Order {
        tags: Some(Tags::default()),
        ..Order::live(Part::Whole, target.format)
    };
    let mut rendering = narrator.render(plan, order)?;
    // Nothing is created before there is something to put into it.
    let mut next = rendering.next().await?;
    let mut output = Output::create(&target.path)?;
    while let Some(bytes) = next {
        output.write(&bytes)?;
        next = rendering.next().await?;
    }
    let opening = rendering.finished().and_then(|end| end.opening.clone());
    Ok(Draft { output, opening })
}

async fn write_marks(
    narrator: &Arc<Narrator>,
    plan: &Arc<Plan>,
    captions: Captions,
    path: &Path,
) -> Result<Draft> {
    let marks = narrator.marks(plan, Lane::Live).collect().await?;
    let mut output = Output::create(path)?;
    output.write(captions.write(plan.shown(), &marks).as_bytes())?;
    Ok(Draft {
        output,
        opening: None,
    })
}

/// The format called `name`.
pub(super) fn format_named(name: &str) -> Result<Format> {
    Format::from_extension(name).ok_or_else(|| {
        let message = format!(
            "{name} is not a format aloud writes; there are: {}.",
            Format::names()
        );
        Error::unsupported("unknown_format", message)
    })
}

fn captions_of(path: &Path) -> Result<Captions> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    Captions::named(extension.unwrap_or("json"))
}

fn usage(message: &str) -> Error {
    Error::caller("usage", message)
}

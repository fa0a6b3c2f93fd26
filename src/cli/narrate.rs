//! `aloud narrate`: whole posts into audio files with captions.

use std::io::{self, IsTerminal, Seek, SeekFrom, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::runtime::Runtime;

use super::say::format_named;
use super::studio::{self, Manner};
use crate::article::Article;
use crate::audio::Tags;
use crate::batch::{self, Event, LeftOut, Mode, Narrated, Options, Prepared, Sink, Summary};
use crate::caption::Mark;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::narrator::{Lane, Narrator, Order, Part, Plan, Rendering, Request};
use crate::text::Inline;

/// Speak whole posts (Markdown, HTML, SSML) into audio files with captions.
#[derive(Args)]
pub(super) struct Narrate {
    /// Posts, folders of posts, or `-` for stdin
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Folder for what is made
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Formats, separated by commas: opus, mp3, wav, flac
    #[arg(long, value_name = "F", value_delimiter = ',', default_value = "opus")]
    format: Vec<String>,
    /// Posts spoken at once [default: one for each core]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Say what would be made, and make nothing
    #[arg(long, conflicts_with_all = ["check", "force"])]
    dry_run: bool,
    /// Make nothing; exit with 1 if something is missing or out of date
    #[arg(long, conflicts_with = "force")]
    check: bool,
    /// Make everything anew
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    manner: Manner,
}

impl Narrate {
    pub(super) fn run(self, config: &Config) -> Result<ExitCode> {
        for name in &self.format {
            format_named(name)?;
        }
        let plan = batch::plan(&self.inputs, &mut io::stdin().lock())?;
        let studio = Studio {
            narrator: studio::narrator(config)?,
            runtime: studio::runtime()?,
            manner: self.manner.clone(),
        };
        let mode = self.mode();
        let options = Options {
            formats: self.format.clone(),
            jobs: self
                .jobs
                .or(NonZeroUsize::new(config.workers))
                .unwrap_or(NonZeroUsize::MIN),
            mode,
        };
        let report = Report::over(plan.posts().len());
        let stop = stop_when_interrupted(&studio.runtime);
        let summary = batch::run(&plan, &self.output, &studio, &options, &stop, &|event| {
            report.tell(&event);
        })?;
        report.sum_up(&summary, mode);
        let done = summary.is_success(mode);
        Ok(if done {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    fn mode(&self) -> Mode {
        match (self.dry_run, self.check, self.force) {
            (true, _, _) => Mode::DryRun,
            (_, true, _) => Mode::Check,
            (_, _, true) => Mode::Force,
            _ => Mode::Make,
        }
    }
}

/// The first interrupt lets the posts under way finish, a second ends at once.
fn stop_when_interrupted(runtime: &Runtime) -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    runtime.spawn(async move {
        while tokio::signal::ctrl_c().await.is_ok() {
            if asked.swap(true, Ordering::Relaxed) {
                #[allow(
                    clippy::exit,
                    reason = "a second interrupt means now; drafts are swept next time"
                )]
                std::process::exit(130);
            }
            eprintln!("aloud: finishing the posts under way; interrupt again to end at once");
        }
    });
    stop
}

/// The narrator as the batch sees it.
struct Studio {
    narrator: Arc<Narrator>,
    runtime: Runtime,
    manner: Manner,
}

impl Studio {
    /// The article's own wishes win over the command line.
    fn plan(&self, article: &Article) -> Result<Arc<Plan>> {
        let mut prosody = self.manner.prosody();
        prosody.speed = article.wishes.speed.unwrap_or(prosody.speed);
        let mut passage = article.passage.clone();
        passage.language = passage.language.or_else(|| self.manner.lang.clone());
        passage.inline = Inline::Phonemes;
        self.narrator.plan(Request {
            passage,
            voice: article
                .wishes
                .voice
                .clone()
                .or_else(|| self.manner.voice.clone()),
            prosody,
        })
    }

    async fn speak(&self, plan: &Arc<Plan>, article: &Article, sink: &mut Sink<'_>) -> Result<()> {
        let order = Order {
            part: Part::Whole,
            format: format_named(sink.format)?,
            lane: Lane::Batch,
            tags: Some(tags(article, plan)),
        };
        let mut rendering = self.narrator.render(plan, order)?;
        while let Some(bytes) = rendering.next().await? {
            sink.file.write_all(&bytes).map_err(unwritable)?;
        }
        complete(&rendering, sink)
    }
}

impl batch::Narrate for Studio {
    fn prepare(&self, article: &Article) -> Result<Prepared> {
        let plan = self.plan(article)?;
        Ok(Prepared {
            digest: format!("{}{:?}", plan.id, tags(article, &plan)),
            estimated_seconds: plan.estimated_seconds(),
        })
    }

    fn narrate(&self, article: &Article, sinks: &mut [Sink<'_>]) -> Result<Narrated> {
        let plan = self.plan(article)?;
        super::say::warn(&plan.warnings);
        self.runtime.block_on(async {
            for sink in sinks {
                self.speak(&plan, article, sink).await?;
            }
            let marks = self.narrator.marks(&plan, Lane::Batch).collect().await?;
            let seconds = match marks.last() {
                Some(Mark::End { elapsed_time }) => *elapsed_time,
                _ => 0.0,
            };
            Ok(Narrated { marks, seconds })
        })
    }
}

/// Puts what only the end made known at the start of the file.
fn complete(rendering: &Rendering, sink: &mut Sink<'_>) -> Result<()> {
    if rendering.is_flawed() {
        let message = "A sentence failed in the speech engine; another try may do better.";
        return Err(Error::unavailable("engine_failed", message));
    }
    let Some(opening) = rendering.finished().and_then(|end| end.opening.as_ref()) else {
        return Ok(());
    };
    let rewritten = sink
        .file
        .seek(SeekFrom::Start(0))
        .and_then(|_| sink.file.write_all(opening));
    rewritten.map_err(unwritable)
}

fn unwritable(error: io::Error) -> Error {
    let message = format!("The sound cannot be written: {error}");
    Error::caller("cannot_write", message).caused_by(error)
}

fn tags(article: &Article, plan: &Plan) -> Tags {
    Tags {
        title: article.title.clone(),
        artist: article.author.clone(),
        language: Some(plan.language.clone()),
        date: article.date.clone(),
        ..Tags::default()
    }
}

/// What the person at the terminal sees: a bar there, a line a post elsewhere.
struct Report {
    bar: Option<ProgressBar>,
}

impl Report {
    fn over(posts: usize) -> Self {
        let bar = io::stderr().is_terminal().then(|| {
            // The template is a constant that the library knows how to read.
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {wide_msg}");
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::new(posts as u64).with_style(style)
        });
        Self { bar }
    }

    fn tell(&self, event: &Event<'_>) {
        if let Event::Started { name } = event {
            if let Some(bar) = &self.bar {
                bar.set_message((*name).to_owned());
            }
            return;
        }
        self.line(&line(event));
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    fn line(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{line}")),
            None => eprintln!("{line}"),
        }
    }

    fn sum_up(&self, summary: &Summary, mode: Mode) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        let counts = [
            (summary.made, "made"),
            (summary.up_to_date, "up to date"),
            (summary.out_of_date, "to be made"),
            (summary.left_out, "left out"),
            (summary.failed, "failed"),
            (summary.not_reached, "not reached"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let mut parts: Vec<_> = counts
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if summary.seconds > 0.0 {
            let about = if matches!(mode, Mode::DryRun | Mode::Check) {
                "about "
            } else {
                ""
            };
            parts.push(format!("{about}{} of audio", clock(summary.seconds)));
        }
        eprintln!("aloud: {}", parts.join(", "));
    }
}

fn line(event: &Event<'_>) -> String {
    match event {
        Event::Started { name } => (*name).to_owned(),
        Event::Made {
            name,
            seconds,
            skipped: 0,
        } => format!("made        {name} ({})", clock(*seconds)),
        Event::Made {
            name,
            seconds,
            skipped,
        } => {
            format!(
                "made        {name} ({}; {skipped} sentences could not be spoken)",
                clock(*seconds)
            )
        }
        Event::UpToDate { name } => format!("up to date  {name}"),
        Event::LeftOut {
            name,
            why: LeftOut::Draft,
        } => format!("left out    {name} (a draft)"),
        Event::LeftOut {
            name,
            why: LeftOut::Unwanted,
        } => format!("left out    {name} (its front matter says so)"),
        Event::OutOfDate {
            name,
            estimated_seconds,
        } => {
            format!("to be made  {name} (about {})", clock(*estimated_seconds))
        }
        Event::Failed { name, error } => format!("FAILED      {name}: {error}"),
    }
}

/// 75.4 → `1:15`.
fn clock(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

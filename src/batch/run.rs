//! The plan, carried out: a few posts at once, each on its own.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::make::{self, Job};
use super::manifest::Manifest;
use super::{Event, LeftOut, Mode, Narrate, Options, Plan, Post, Prepared, Summary};
use crate::article::Article;
use crate::caption::Mark;
use crate::error::{Error, Result};

/// Changes with the files' own form, so that all are made anew.
const VERSION: &str = "1";

/// Narrates every post of `plan` into `folder` and tells `report` of each.
///
/// `stop`, once true, lets no further post begin; those begun are finished (or fail,
/// if the narrator is stopped as well).
///
/// # Errors
/// Where no post can be made at all: `cannot_write`, `busy`, `no_format`. The errors
/// of single posts are events.
pub fn run(
    plan: &Plan,
    folder: &Path,
    narrate: &dyn Narrate,
    options: &Options,
    stop: &AtomicBool,
    report: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Summary> {
    check_formats(&options.formats)?;
    let run = Run {
        folder,
        narrate,
        formats: distinct(&options.formats),
        mode: options.mode,
        manifest: open(plan, folder, options.mode)?,
        summary: Mutex::default(),
        report,
    };
    let next = AtomicUsize::new(0);
    let jobs = options.jobs.get().min(plan.posts().len()).max(1);
    std::thread::scope(|threads| {
        for _ in 0..jobs {
            threads.spawn(|| run.work(plan.posts(), &next, stop));
        }
    });
    let mut summary = run
        .summary
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let begun = next.into_inner().min(plan.posts().len());
    summary.not_reached = plan.posts().len() - begun;
    Ok(summary)
}

fn open(plan: &Plan, folder: &Path, mode: Mode) -> Result<Manifest> {
    if matches!(mode, Mode::DryRun | Mode::Check) {
        return Manifest::read(folder);
    }
    let manifest = Manifest::open(folder)?;
    let homes = plan.posts().iter().map(|post| {
        let stem = folder.join(post.stem());
        stem.parent()
            .map_or_else(|| folder.to_owned(), Path::to_owned)
    });
    homes
        .collect::<BTreeSet<_>>()
        .iter()
        .for_each(|home| make::sweep(home));
    Ok(manifest)
}

/// Formats are chosen elsewhere; here they become file names.
fn check_formats(formats: &[String]) -> Result<()> {
    let is_name = |format: &String| {
        !format.is_empty() && format.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    match formats.iter().find(|format| !is_name(format)) {
        Some(bad) => Err(Error::caller(
            "no_format",
            format!("\"{bad}\" is no audio format."),
        )),
        None if formats.is_empty() => Err(Error::caller(
            "no_format",
            "Name at least one audio format.",
        )),
        None => Ok(()),
    }
}

fn distinct(formats: &[String]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let first = formats.iter().filter(|format| seen.insert(*format));
    first.cloned().collect()
}

struct Run<'a> {
    folder: &'a Path,
    narrate: &'a dyn Narrate,
    formats: Vec<String>,
    mode: Mode,
    manifest: Manifest,
    summary: Mutex<Summary>,
    report: &'a (dyn Fn(Event<'_>) + Sync),
}

impl Run<'_> {
    /// Takes the next post until there is none.
    fn work(&self, posts: &[Post], next: &AtomicUsize, stop: &AtomicBool) {
        while !stop.load(Ordering::Relaxed) {
            let Some(post) = posts.get(next.fetch_add(1, Ordering::Relaxed)) else {
                return;
            };
            if let Err(error) = self.post(post) {
                self.tell(Event::Failed {
                    name: post.name(),
                    error: &error,
                });
            }
        }
    }

    fn post(&self, post: &Post) -> Result<()> {
        let name = post.name();
        let article = post.read()?;
        if let Some(why) = left_out(&article) {
            self.tell(Event::LeftOut { name, why });
            return Ok(());
        }
        let prepared = self.narrate.prepare(&article)?;
        let digest = digest(&article, &prepared);
        let extensions = make::extensions(&self.formats);
        let fresh = self
            .manifest
            .is_up_to_date(post.stem(), &digest, &extensions);
        match self.mode {
            Mode::Make | Mode::DryRun | Mode::Check if fresh => self.tell(Event::UpToDate { name }),
            Mode::Make | Mode::Force => self.make(post, &article, &digest)?,
            Mode::DryRun | Mode::Check => self.tell(Event::OutOfDate {
                name,
                estimated_seconds: prepared.estimated_seconds,
            }),
        }
        Ok(())
    }

    fn make(&self, post: &Post, article: &Article, digest: &str) -> Result<()> {
        let name = post.name();
        self.tell(Event::Started { name });
        let job = Job {
            folder: self.folder,
            formats: &self.formats,
            digest,
            manifest: &self.manifest,
        };
        let narrated = make::make(post, article, &job, self.narrate)?;
        let skipped = narrated
            .marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Skipped { .. }));
        self.tell(Event::Made {
            name,
            seconds: narrated.seconds,
            skipped: skipped.count(),
        });
        Ok(())
    }

    fn tell(&self, event: Event<'_>) {
        let mut summary = self
            .summary
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        summary.count(&event);
        drop(summary);
        (self.report)(event);
    }
}

fn left_out(article: &Article) -> Option<LeftOut> {
    match article {
        article if article.wishes.skip => Some(LeftOut::Unwanted),
        article if article.draft => Some(LeftOut::Draft),
        _ => None,
    }
}

/// Digest of everything the files are made from. Each part is followed by its
/// length, so that no two lists of parts read alike.
fn digest(article: &Article, prepared: &Prepared) -> String {
    let mut hasher = blake3::Hasher::new();
    let tags = [&article.title, &article.author, &article.date];
    let tags = tags.map(|tag| tag.as_deref().unwrap_or_default());
    for part in [VERSION, &prepared.digest].into_iter().chain(tags) {
        hasher.update(part.as_bytes());
        hasher.update(&(part.len() as u64).to_le_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

//! A night of narration in the tone voice: what is written, when, and what is not.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as a test does")]

use std::io::{Cursor, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use aloud::article::Article;
use aloud::batch::{self, Event, Mode, Narrate, Narrated, Options, Prepared, Sink, Summary};
use aloud::caption::{self, Sentence, Speech};
use aloud::engine::tone::Tone;
use aloud::engine::{Prosody, Voice};
use aloud::error::{Error, Result};
use aloud::text::{Utf16, segment};

const RATE: u32 = 16_000;
const PAUSE: u64 = 1_600;

/// The tone voice straight into WAV files, one sentence after the other.
#[derive(Default)]
struct Tones {
    /// How often it was asked to speak.
    spoken: AtomicUsize,
    /// What it does before it answers, with the call's number.
    before: Option<fn(usize)>,
}

impl Tones {
    fn spoken(&self) -> usize {
        self.spoken.load(Ordering::SeqCst)
    }
}

impl Narrate for Tones {
    fn prepare(&self, article: &Article) -> Result<Prepared> {
        Ok(Prepared {
            digest: format!("{:?} {}", article.passage, Tone::default().digest()),
            estimated_seconds: article.passage.text.chars().count() as f64 * 0.02,
        })
    }

    fn narrate(&self, article: &Article, sinks: &mut [Sink<'_>]) -> Result<Narrated> {
        let call = self.spoken.fetch_add(1, Ordering::SeqCst);
        if let Some(before) = self.before {
            before(call);
        }
        let text = &article.passage.text;
        let index = Utf16::index(text);
        let (mut samples, mut marks) = (Vec::new(), Vec::new());
        for (i, segment) in segment(&article.passage).iter().enumerate() {
            let start = samples.len() as u64;
            let mut spoken = Tone::default().begin(segment, &Prosody::default());
            let timing = spoken.as_ref().map(|utterance| utterance.timing().clone());
            let timing = timing.map_err(Clone::clone);
            if let Ok(utterance) = &mut spoken {
                while let Some(chunk) = utterance.next_chunk()? {
                    samples.extend(chunk);
                }
            }
            samples.extend(std::iter::repeat_n(0, PAUSE as usize));
            let speech = match &timing {
                Ok(timing) => Speech::Spoken { timing, rate: RATE },
                Err(error) => Speech::Skipped {
                    reason: error.message(),
                },
            };
            let length = samples.len() as u64 - start;
            let sentence = Sentence {
                segment,
                index: i,
                start,
                length,
                rate: RATE,
                speech,
            };
            marks.extend(caption::sentence_marks(&index, text, &sentence));
        }
        marks.push(caption::end(samples.len() as u64, RATE));
        for sink in sinks {
            write_wav(sink, &samples)?;
        }
        Ok(Narrated {
            marks,
            seconds: samples.len() as f64 / f64::from(RATE),
        })
    }
}

fn write_wav(sink: &mut Sink<'_>, samples: &[i16]) -> Result<()> {
    let broken = |_| Error::ours("encode", "The WAV file could not be written.");
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: RATE,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::new(&mut *sink.file, spec).map_err(broken)?;
    for sample in samples {
        writer.write_sample(*sample).map_err(broken)?;
    }
    writer.finalize().map_err(broken)
}

/// A folder of posts and one for their sound.
struct Night {
    root: tempfile::TempDir,
    tones: Tones,
}

impl Night {
    fn new(posts: &[(&str, &str)]) -> Self {
        let night = Self {
            root: tempfile::tempdir().unwrap(),
            tones: Tones::default(),
        };
        std::fs::create_dir(night.posts()).unwrap();
        for (name, text) in posts {
            night.write(name, text);
        }
        night
    }

    fn posts(&self) -> PathBuf {
        self.root.path().join("posts")
    }

    fn out(&self) -> PathBuf {
        self.root.path().join("out")
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.posts().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn run(&self, mode: Mode) -> (Summary, Vec<String>) {
        self.run_with(mode, &["wav"])
    }

    /// What a run in `mode` came to, and its events, sorted.
    fn run_with(&self, mode: Mode, formats: &[&str]) -> (Summary, Vec<String>) {
        let plan = batch::plan(&[self.posts()], &mut Cursor::new("")).unwrap();
        let options = options(mode, formats);
        let events = Mutex::new(Vec::new());
        let report = |event: Event<'_>| events.lock().unwrap().push(self.told(&event));
        let stop = AtomicBool::new(false);
        let summary = batch::run(&plan, &self.out(), &self.tones, &options, &stop, &report);
        let mut events = events.into_inner().unwrap();
        events.sort();
        (summary.unwrap(), events)
    }

    fn told(&self, event: &Event<'_>) -> String {
        let posts = format!("{}/", self.posts().display());
        format!("{event:?}").replace(&posts, "")
    }

    /// Every file of the output folder, relative and sorted.
    fn made(&self) -> Vec<String> {
        let mut files = Vec::new();
        let mut folders = vec![self.out()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let path = path.strip_prefix(self.out()).unwrap();
                    files.push(path.to_str().unwrap().to_owned());
                }
            }
        }
        files.retain(|name| name != ".aloud-lock" && name != ".aloud-manifest");
        files.sort();
        files
    }

    fn manifest(&self) -> PathBuf {
        self.out().join(".aloud-manifest")
    }
}

fn options(mode: Mode, formats: &[&str]) -> Options {
    Options {
        formats: formats.iter().map(|format| (*format).to_owned()).collect(),
        jobs: NonZeroUsize::new(2).unwrap(),
        mode,
    }
}

fn seconds_of(path: &Path) -> f64 {
    let wav = hound::WavReader::open(path).unwrap();
    f64::from(wav.duration()) / f64::from(RATE)
}

#[test]
fn every_post_becomes_sound_with_marks_and_captions_beside_it() {
    let night = Night::new(&[
        ("a.md", "# One\n\nHello there."),
        ("2026/b.html", "<p>Good <b>morning</b>.</p>"),
        (".hidden.md", "no"),
        (".git/c.md", "no"),
        ("notes.txt", "no"),
    ]);
    let (summary, _) = night.run(Mode::Make);
    assert!(summary.is_success(Mode::Make));
    assert_eq!(summary.made, 2);
    assert_eq!(
        night.made(),
        [
            "2026/b.marks.json",
            "2026/b.vtt",
            "2026/b.wav",
            "a.marks.json",
            "a.vtt",
            "a.wav"
        ]
    );
    let marks = std::fs::read_to_string(night.out().join("a.marks.json")).unwrap();
    let marks: Vec<serde_json::Value> = serde_json::from_str(&marks).unwrap();
    let end = marks.last().unwrap();
    assert_eq!(end["name"], "end");
    let seconds = seconds_of(&night.out().join("a.wav"));
    assert!((end["elapsedTime"].as_f64().unwrap() - seconds).abs() < 1e-6);
    let vtt = std::fs::read_to_string(night.out().join("2026/b.vtt")).unwrap();
    assert!(vtt.starts_with("WEBVTT\n\n00:00:00.000 --> "));
    assert!(vtt.contains("\nGood morning.\n"));
}

#[test]
fn only_what_changed_is_made_again() {
    let night = Night::new(&[("a.md", "One."), ("b.md", "Two."), ("c.md", "Three.")]);
    assert_eq!(night.run(Mode::Make).0.made, 3);
    assert_eq!(night.run(Mode::Make).0.up_to_date, 3);
    assert_eq!(night.tones.spoken(), 3);

    night.write("b.md", "Two and a half.");
    let (summary, events) = night.run(Mode::Make);
    assert_eq!((summary.made, summary.up_to_date), (1, 2));
    assert!(events[0].starts_with("Made { name: \"b.md\""), "{events:?}");

    assert_eq!(night.run(Mode::Force).0.made, 3);
    assert_eq!(night.run_with(Mode::Make, &["wav", "wave"]).0.made, 3);
    // The new format did not push the old one out.
    assert_eq!(night.run_with(Mode::Make, &["wav"]).0.up_to_date, 3);
}

#[test]
fn a_file_lost_or_cut_short_is_made_again() {
    for name in ["a.wav", "a.vtt", "a.marks.json"] {
        let night = Night::new(&[("a.md", "One."), ("b.md", "Two.")]);
        night.run(Mode::Make);
        std::fs::remove_file(night.out().join(name)).unwrap();
        assert_eq!(night.run(Mode::Make).0.made, 1, "{name} lost");
        std::fs::write(night.out().join(name), "x").unwrap();
        assert_eq!(night.run(Mode::Make).0.made, 1, "{name} cut short");
        assert_eq!(night.run(Mode::Make).0.up_to_date, 2);
    }
}

#[test]
fn a_torn_manifest_costs_one_post() {
    let night = Night::new(&[("a.md", "One."), ("b.md", "Two.")]);
    night.run(Mode::Make);
    let lines = std::fs::read(night.manifest()).unwrap();
    std::fs::write(night.manifest(), &lines[..lines.len() - 9]).unwrap();
    assert_eq!(night.run(Mode::Make).0.made, 1);
    assert_eq!(night.run(Mode::Make).0.up_to_date, 2);
}

#[test]
fn a_long_manifest_is_shortened_and_loses_nothing() {
    let night = Night::new(&[("a.md", "One."), ("b.md", "Two.")]);
    night.run(Mode::Make);
    let lines = std::fs::read_to_string(night.manifest()).unwrap();
    std::fs::write(night.manifest(), lines.repeat(400)).unwrap();
    assert_eq!(night.run(Mode::Make).0.up_to_date, 2);
    let after = std::fs::read_to_string(night.manifest()).unwrap();
    assert!(after.lines().count() < 10);
    assert_eq!(night.run(Mode::Make).0.up_to_date, 2);
}

#[test]
fn dry_run_and_check_write_nothing() {
    let night = Night::new(&[("a.md", "One."), ("b.md", "Two.")]);
    let (summary, events) = night.run(Mode::DryRun);
    assert!(summary.is_success(Mode::DryRun));
    assert_eq!(summary.out_of_date, 2);
    assert!(summary.seconds > 0.0);
    assert!(
        events[0].starts_with("OutOfDate { name: \"a.md\""),
        "{events:?}"
    );
    let (summary, _) = night.run(Mode::Check);
    assert!(!summary.is_success(Mode::Check));
    assert!(!night.out().exists());

    night.run(Mode::Make);
    assert!(night.run(Mode::Check).0.is_success(Mode::Check));
    assert_eq!(night.tones.spoken(), 2);
}

#[test]
fn one_failed_post_stops_no_other_and_keeps_its_old_files() {
    let night = Night::new(&[("a.md", "One."), ("b.md", "Two."), ("c.md", "Three.")]);
    night.run(Mode::Make);
    let before = std::fs::read(night.out().join("a.wav")).unwrap();
    night.write("a.md", "This breaks-midway and more.");
    night.write("b.md", "---\ntitle: [\n---\n");
    night.write("c.md", "Four.");
    let (summary, events) = night.run(Mode::Make);
    assert_eq!((summary.made, summary.failed), (1, 2));
    assert!(!summary.is_success(Mode::Make));
    assert!(
        events.iter().any(|event| event.contains("b.md, line")),
        "{events:?}"
    );
    assert_eq!(std::fs::read(night.out().join("a.wav")).unwrap(), before);
    assert_eq!(night.made().len(), 9, "no file in the making is left");
    // What failed is tried again.
    assert_eq!(night.run(Mode::Make).0.failed, 2);
}

#[test]
fn a_sentence_that_cannot_be_spoken_is_counted_and_marked() {
    let night = Night::new(&[("a.md", "One.\n\nunspeakable\n\nTwo.")]);
    let (summary, events) = night.run(Mode::Make);
    assert!(summary.is_success(Mode::Make));
    assert!(events[0].contains("skipped: 1"), "{events:?}");
    let marks = std::fs::read_to_string(night.out().join("a.marks.json")).unwrap();
    assert!(marks.contains("\"skipped\""));
    assert_eq!(night.run(Mode::Make).0.up_to_date, 1);
}

#[test]
fn drafts_and_unwanted_posts_are_left_out() {
    let night = Night::new(&[
        ("a.md", "---\ndraft: true\n---\n"),
        ("b.md", "---\naloud: false\n---\nText."),
        ("c.md", "Text."),
    ]);
    let (summary, _) = night.run(Mode::Make);
    assert_eq!((summary.made, summary.left_out), (1, 2));
    assert_eq!(night.made(), ["c.marks.json", "c.vtt", "c.wav"]);
}

#[test]
fn the_front_matter_that_listeners_see_makes_it_anew() {
    let night = Night::new(&[("a.md", "---\nauthor: Ann\n---\nText.")]);
    night.run(Mode::Make);
    night.write("a.md", "---\nauthor: Bo\n---\nText.");
    assert_eq!(night.run(Mode::Make).0.made, 1);
    night.write("a.md", "---\nauthor: Bo\ntags: [x]\n---\nText.");
    assert_eq!(night.run(Mode::Make).0.up_to_date, 1);
}

#[test]
fn a_stopped_run_says_what_it_did_not_reach() {
    static STOP: AtomicBool = AtomicBool::new(false);
    let mut night = Night::new(&[("a.md", "One."), ("b.md", "Two."), ("c.md", "Three.")]);
    night.tones.before = Some(|_| STOP.store(true, Ordering::SeqCst));
    let plan = batch::plan(&[night.posts()], &mut Cursor::new("")).unwrap();
    let one = Options {
        jobs: NonZeroUsize::MIN,
        ..options(Mode::Make, &["wav"])
    };
    let summary = batch::run(&plan, &night.out(), &night.tones, &one, &STOP, &|_| {}).unwrap();
    assert_eq!((summary.made, summary.not_reached), (1, 2));
    assert!(!summary.is_success(Mode::Make));
}

#[test]
fn a_second_run_into_the_same_folder_is_refused() {
    let night = Night::new(&[("a.md", "One.")]);
    let plan = batch::plan(&[night.posts()], &mut Cursor::new("")).unwrap();
    let stop = AtomicBool::new(false);
    let again = Mutex::new(None);
    let report = |event: Event<'_>| {
        if let Event::Started { .. } = event {
            let options = options(Mode::Make, &["wav"]);
            let second = batch::run(&plan, &night.out(), &night.tones, &options, &stop, &|_| {});
            *again.lock().unwrap() = Some(second);
        }
    };
    let options = options(Mode::Make, &["wav"]);
    batch::run(&plan, &night.out(), &night.tones, &options, &stop, &report).unwrap();
    let second = again.into_inner().unwrap().unwrap();
    assert_eq!(second.map_err(|error| error.code()), Err("busy"));
}

#[test]
fn what_a_killed_run_left_is_swept_away() {
    let night = Night::new(&[("x/a.md", "One.")]);
    std::fs::create_dir_all(night.out().join("x")).unwrap();
    std::fs::write(night.out().join("x/.aloud-part-abc"), "half").unwrap();
    night.run(Mode::Make);
    assert_eq!(night.made(), ["x/a.marks.json", "x/a.vtt", "x/a.wav"]);
}

#[cfg(unix)]
#[test]
fn what_is_made_can_be_read_by_a_web_server() {
    use std::os::unix::fs::PermissionsExt;
    let night = Night::new(&[("a.md", "One.")]);
    night.run(Mode::Make);
    // Whatever the umask leaves of an ordinary file.
    let plain = night.root.path().join("plain");
    std::fs::File::create(&plain)
        .unwrap()
        .write_all(b"x")
        .unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for name in night.made() {
        assert_eq!(mode(&night.out().join(&name)), mode(&plain), "{name}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let night = Night::new(&[("a.md", "One.")]);
    std::fs::write(night.out(), "a file, not a folder").unwrap();
    let plan = batch::plan(&[night.posts()], &mut Cursor::new("")).unwrap();
    let stop = AtomicBool::new(false);
    let options = options(Mode::Make, &["wav"]);
    let failed = batch::run(&plan, &night.out(), &night.tones, &options, &stop, &|_| {});
    let error = failed.unwrap_err();
    assert_eq!(error.code(), "cannot_write");
    assert!(error.message().contains("out"), "{error}");
}

#[test]
fn a_format_is_a_name_and_nothing_else() {
    let night = Night::new(&[("a.md", "One.")]);
    let plan = batch::plan(&[night.posts()], &mut Cursor::new("")).unwrap();
    let stop = AtomicBool::new(false);
    for formats in [&[][..], &["../x"], &[""]] {
        let options = options(Mode::Make, formats);
        let failed = batch::run(&plan, &night.out(), &night.tones, &options, &stop, &|_| {});
        assert_eq!(failed.map_err(|error| error.code()), Err("no_format"));
    }
}

#[test]
fn inputs_that_cannot_be_told_apart_or_read_are_named() {
    let night = Night::new(&[
        ("one/a.md", "One."),
        ("two/a.md", "Two."),
        ("two/A.html", "Two."),
        ("three/b.md", "Three."),
        ("empty/x.txt", "x"),
        ("x.docx", "x"),
    ]);
    let at = |name: &str| night.posts().join(name);
    let stdin = || PathBuf::from("-");
    let cases: [(Vec<PathBuf>, &str, &[&str]); 8] = [
        (
            vec![at("one"), at("two/a.md")],
            "same_output",
            &["one/a.md", "two/a.md"],
        ),
        (vec![at("two")], "same_output", &["two/A.html", "two/a.md"]),
        (vec![stdin(), stdin()], "same_output", &["stdin"]),
        (vec![at("none.md")], "unreadable", &["none.md"]),
        (
            vec![at("x.docx")],
            "unknown_kind",
            &["x.docx", ".md", ".html", ".txt"],
        ),
        (vec![at("empty")], "nothing_to_narrate", &["empty"]),
        (vec![at("one"), at("one/a.md")], "", &["a"]),
        (
            vec![at("three/b.md"), at("one"), stdin()],
            "",
            &["b", "a", "stdin"],
        ),
    ];
    for (inputs, code, names) in cases {
        match batch::plan(&inputs, &mut Cursor::new("# Title\n\nText.")) {
            Ok(plan) => {
                let stems: Vec<&str> = plan.posts().iter().map(batch::Post::stem).collect();
                assert_eq!((stems.as_slice(), ""), (names, code));
            }
            Err(error) => {
                assert_eq!(error.code(), code, "{error}");
                assert!(
                    names.iter().all(|name| error.message().contains(name)),
                    "{error}"
                );
            }
        }
    }
}

#[test]
fn stdin_is_a_post_whatever_its_kind() {
    for (bytes, expected) in [
        ("# Title\n\nText.", "Title\n\nText."),
        (
            "\u{FEFF}<!-- saved --> <!-- twice -->\n<HTML><title>Title</title><nav>x</nav><p>Text.</p>",
            "Title\n\nText.",
        ),
        (
            "<!doctype html><title>Title</title><p>Text.</p>",
            "Title\n\nText.",
        ),
    ] {
        let plan = batch::plan(&["-".into()], &mut Cursor::new(bytes)).unwrap();
        let article = plan.posts()[0].read().unwrap();
        assert_eq!(article.passage.text, expected);
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    let night = Night::new(&[("a/b.md", "One.")]);
    std::os::unix::fs::symlink(night.posts(), night.posts().join("a/again")).unwrap();
    let plan = batch::plan(&[night.posts()], &mut Cursor::new("")).unwrap();
    assert_eq!(plan.posts().len(), 1);
}

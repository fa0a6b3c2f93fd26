//! What every voice promises, asked of each kind.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use super::piper;
use aloud::engine::{Prosody, Timing, Voice, Voices, VoicesConfig};
use aloud::text::{Manner, Pause, Segment, Span, Word};

/// Cargo's own folder for tests: espeak-ng's data is unpacked there once and for all.
/// A temporary one would stay behind, for nothing is dropped at the end of a test run.
pub(crate) fn cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache")
}

pub(crate) fn config() -> VoicesConfig {
    let mut config = VoicesConfig::new(env!("CARGO_BIN_EXE_aloud"), cache());
    config.tone = true;
    config.folder = Some(piper::of_repository("voices/tiny"));
    config.library = piper::library();
    config
}

static VOICES: LazyLock<Voices> = LazyLock::new(|| Voices::new(config()).unwrap());

const KINDS: [&str; 9] = [
    "tone",
    "tiny",
    "tiny_ms#s2",
    "espeak:en-us",
    "espeak:de",
    "espeak:ru",
    "espeak:cmn",
    "espeak:ar",
    "espeak:sv",
];

/// One segment of white-space tokens, whatever the text stage would make of it.
pub(crate) fn sentence(text: &str) -> Segment {
    let word = |token: &str| {
        let start = token.as_ptr() as usize - text.as_ptr() as usize;
        Word {
            spoken: token.to_owned(),
            span: Some(Span::new(start, start + token.len())),
            spaced: true,
            ..Word::default()
        }
    };
    Segment {
        span: Span::new(0, text.len()),
        words: text.split_whitespace().map(word).collect(),
        language: "en".into(),
        voice: None,
        pause: Pause::Sentence,
        manner: Manner::default(),
        bookmarks: Vec::new(),
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct Heard {
    pub(crate) samples: Vec<i16>,
    pub(crate) timing: Timing,
}

pub(crate) fn hear(voice: &dyn Voice, text: &str, speed: f32) -> Heard {
    let prosody = Prosody {
        speed,
        ..Prosody::default()
    };
    hear_segment(voice, &sentence(text), &prosody)
}

pub(crate) fn hear_segment(voice: &dyn Voice, segment: &Segment, prosody: &Prosody) -> Heard {
    let mut utterance = voice.begin(segment, prosody).unwrap();
    let timing = utterance.timing().clone();
    let mut samples = Vec::new();
    while let Some(chunk) = utterance.next_chunk().unwrap() {
        assert!(!chunk.is_empty());
        samples.extend(chunk);
    }
    assert_eq!(*utterance.timing(), timing, "timing stays as it was");
    Heard { samples, timing }
}

const TEXTS: [&str; 9] = [
    "On the top of the hill, with the dog.",
    "It cost 1998 dollars – or $5 – in all.",
    "Hello",
    "- a list - of things",
    "Grüße aus Zürich, Привет мир, 今天天气很好。",
    "مرحبا بالعالم",
    "e\u{301}tude 👍 naïve ★",
    "[[h@'loU]] <b>bold</b> &amp; more",
    "a.b.c, d-e-f; g/h/i: j_k_l?! (m) \"n\" 'o'…",
];

#[test]
fn chunks_add_up_and_words_lie_inside_in_order() {
    for id in KINDS {
        let voice = VOICES.get(id).unwrap();
        for text in TEXTS {
            for speed in [0.25, 1.0, 4.0] {
                let heard = hear(&*voice, text, speed);
                check(&heard, &sentence(text), &format!("{id} {speed}: {text}"));
            }
        }
    }
}

pub(crate) fn check(heard: &Heard, segment: &Segment, what: &str) {
    let timing = &heard.timing;
    assert_eq!(heard.samples.len() as u64, timing.samples, "{what}");
    assert!(timing.samples > 0, "{what}");
    assert!(timing.trailing_silence <= timing.samples, "{what}");
    let with_span: Vec<_> = (0..segment.words.len())
        .filter(|&word| segment.words[word].span.is_some())
        .collect();
    let timed: Vec<_> = timing.words.iter().map(|word| word.word).collect();
    assert_eq!(timed, with_span, "{what}");
    let mut floor = 0;
    for word in &timing.words {
        assert!(
            floor <= word.start && word.start <= word.end,
            "{what}: {word:?}"
        );
        assert!(word.end <= timing.samples, "{what}: {word:?}");
        floor = word.start;
    }
}

#[test]
fn the_same_call_gives_the_same_samples_whatever_came_before() {
    for id in KINDS {
        let voice = VOICES.get(id).unwrap();
        let first: Vec<_> = TEXTS.iter().map(|text| hear(&*voice, text, 1.0)).collect();
        for (text, first) in TEXTS.iter().zip(&first).rev() {
            assert_eq!(hear(&*voice, text, 1.0), *first, "{id}: {text}");
        }
        let another = Voices::new(config()).unwrap().get(id).unwrap();
        assert_eq!(another.digest(), voice.digest());
        assert_eq!(
            hear(&*another, TEXTS[0], 1.0),
            first[0],
            "{id}: another process"
        );
    }
}

#[test]
fn concurrent_calls_do_not_mix() {
    let alone: Vec<_> = KINDS
        .iter()
        .map(|id| hear(&*VOICES.get(id).unwrap(), TEXTS[4], 1.5))
        .collect();
    std::thread::scope(|scope| {
        for (id, alone) in KINDS.iter().zip(&alone) {
            scope.spawn(move || {
                let voice: Arc<dyn Voice> = VOICES.get(id).unwrap();
                for _ in 0..10 {
                    assert_eq!(hear(&*voice, TEXTS[4], 1.5), *alone, "{id}");
                }
            });
        }
    });
}

#[test]
fn speed_changes_how_long_it_lasts_by_its_factor() {
    let voice = VOICES.get("espeak:en-us").unwrap();
    let text = "Publishers want every word of a page to be spoken clearly, and the reader may choose how fast it goes.";
    let usual = hear(&*voice, text, 1.0).timing.samples as f32;
    for speed in [0.25, 0.4, 0.5, 0.75, 1.5, 2.0, 2.5, 4.0] {
        let factor = usual / hear(&*voice, text, speed).timing.samples as f32;
        assert!((factor / speed - 1.0).abs() < 0.08, "{speed}: {factor}");
    }
}

#[test]
fn words_are_heard_where_they_are_said_to_be() {
    let voice = VOICES.get("espeak:en-us").unwrap();
    let heard = hear(&*voice, "Stop, please: now, thanks.", 1.0);
    let loudness = |from: u64, to: u64| {
        let part = &heard.samples[from as usize..to as usize];
        part.iter()
            .map(|&sample| f64::from(sample).powi(2))
            .sum::<f64>()
            / part.len() as f64
    };
    // Each word is loud in its beginning, and quiet just before the next, where
    // the comma is.
    for pair in heard.timing.words.windows(2) {
        let (start, next) = (pair[0].start, pair[1].start);
        let pause = loudness(next - 700, next);
        assert!(
            loudness(start, start + 5_000) > 100.0 * pause.max(1.0),
            "{pair:?}"
        );
    }
}

#[test]
fn the_data_directory_is_where_it_was_asked_to_be() {
    let empty = tempfile::tempdir().unwrap();
    let config = VoicesConfig::new(env!("CARGO_BIN_EXE_aloud"), empty.path());
    Voices::new(config).unwrap().warm().unwrap();
    let found: Vec<_> = std::fs::read_dir(empty.path()).unwrap().collect();
    assert_eq!(found.len(), 1);
    assert!(found[0].as_ref().unwrap().path().join("phontab").is_file());
}

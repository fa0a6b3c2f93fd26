//! Time is linear in the text, whatever the text.

use std::time::{Duration, Instant};

use aloud::text::{
    Boundary, Draft, Lexicon, Passage, Run, Said, Span, Written, segment, segment_for,
};

use super::segments;

/// The limit of a passage over HTTP, in characters.
const LIMIT: usize = 100_000;

const HOSTILE: &[&str] = &[
    "a",
    "word ",
    "Dr. ",
    "J. ",
    ".",
    ". ",
    "\"",
    "(",
    ")",
    "[",
    "9",
    "9 ",
    "!",
    "? ",
    "…",
    "-",
    "- ",
    "—",
    "a—",
    "a/",
    "a,",
    "'",
    "s'",
    "U.S.A.",
    "\u{301}",
    "e\u{301}",
    "\u{200D}",
    "👩\u{200D}",
    "🇩",
    "🎉",
    "1 ",
    "1. ",
    "6-4, ",
    "1:1 ",
    "2x",
    "A-",
    "mg/kg ",
    "\u{FFFD}",
    "你",
    "你好。",
    "。",
    "「",
    "ส",
    "क्",
    "\u{1100}",
    "\n",
    "\n\n",
    "a\n",
    " ",
    "\u{600}",
    "http://a.",
    "[1]",
    "a.[1] ",
    "» ",
    "a. » ",
    "word—\"",
    "カ",
    "ー",
    "\u{FE0F}",
    "#",
    "# ",
    "* ",
    "$",
    "，",
    "。」",
    "9.",
    "9,",
    "9/",
    "9-",
    "9:",
    "$9",
    "1st ",
    "+9 ",
    "5 – ",
    "X",
    "a@",
    "a_",
    "a.b/",
    "99% ",
    "½",
    "5 - ",
    "12 km ",
    "Jan. ",
    "^2",
    "5 и ",
    "г. ",
    "тыс. ",
    "XX ",
];

/// Each of them in every language that has rules for what is written.
fn hostile() -> impl Iterator<Item = (&'static str, &'static str)> {
    let languages = ["en", "de", "fr", "it", "es", "pt", "ru"].into_iter();
    languages.flat_map(|language| HOSTILE.iter().map(move |atom| (*atom, language)))
}

/// Time this thread has worked, where the system tells (Linux), so that a busy machine
/// does not count; the time of day elsewhere.
fn worked(since: Instant) -> Duration {
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|line| line.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// Work that `task` costs.
fn work(task: impl FnOnce()) -> Duration {
    let now = Instant::now();
    let before = worked(now);
    task();
    worked(now).saturating_sub(before)
}

/// Whether eight times the size costs less than twenty times the work: eight where
/// the work is linear, 64 where it is quadratic. Noise gets five chances.
fn is_linear(cost: impl Fn(usize) -> Duration, size: usize) -> bool {
    let floor = Duration::from_millis(2);
    (0..5).any(|_| {
        let short = cost(size / 8).min(cost(size / 8)).max(floor);
        cost(size) < short * 20
    })
}

#[test]
fn the_cost_grows_with_the_text_and_not_with_its_square() {
    for (atom, language) in hostile() {
        let cost = |times: usize| {
            let text = atom.repeat(times);
            work(|| drop(std::hint::black_box(segments(&text, language))))
        };
        let linear = is_linear(cost, LIMIT / atom.chars().count());
        assert!(linear, "{atom:?} in {language}");
    }
}

#[test]
fn a_lexicon_costs_no_more_than_its_entries_for_every_word() {
    let draft = |written| Draft {
        written,
        said: Said::Alias("one 5 two".into()),
        language: None,
        voices: Vec::new(),
        case: None,
        boundary: Boundary::Word,
    };
    let mut lexicon = Lexicon::default();
    for written in ["a", "9 9 9 9", "word word word", "5 – 5"] {
        lexicon.add(draft(Written::Words(written.into()))).unwrap();
    }
    for pattern in [r"(x+x+)+y", r"([a-z]+ ?)+!", r"(\d+ )*\d+", r".*[^A-Z]Q"] {
        lexicon
            .add(draft(Written::Pattern(pattern.into())))
            .unwrap();
    }
    for atom in ["a ", "9 ", "word ", "5 – ", "x", "9", "a.", "X "] {
        let cost = |times: usize| {
            let passage = super::passage(&atom.repeat(times), "en");
            let read = || segment_for(&passage, &lexicon, &mut |_| None);
            work(|| drop(std::hint::black_box(read())))
        };
        assert!(is_linear(cost, LIMIT / 4), "{atom:?}");
    }
}

#[test]
fn a_hundred_thousand_characters_without_a_space_are_spoken() {
    // In a language that has no rules of its own: what is read as words is another length.
    for atom in ["a", "9", "你", "ก", "क"] {
        let segments = segments(&atom.repeat(LIMIT), "sw");
        let words: usize = segments.iter().map(|segment| segment.words.len()).sum();
        assert!(segments.len() > 200, "{atom}: {}", segments.len());
        let spoken = segments.iter().flat_map(|segment| &segment.words);
        let heard: usize = spoken.map(|word| word.spoken.chars().count()).sum();
        assert_eq!(heard, LIMIT, "{atom} in {words} words");
    }
}

#[test]
fn no_segment_is_longer_than_an_engine_bears() {
    for (atom, language) in hostile() {
        let text = atom.repeat(LIMIT / 4 / atom.chars().count());
        for segment in segments(&text, language) {
            let length = segment.spoken().text.chars().count();
            assert!(length <= 800, "{atom:?} in {language}: {length}");
        }
    }
}

#[test]
fn a_run_for_every_word_costs_no_more_than_a_segment_for_every_word() {
    let cost = |words: usize| {
        let run = |at: usize| Run {
            span: Span::new(at * 5, at * 5 + 4),
            language: Some(if at.is_multiple_of(2) { "de" } else { "fr" }.into()),
            ..Run::default()
        };
        let passage = Passage {
            text: "word ".repeat(words),
            language: Some("en".into()),
            runs: (0..words).map(run).collect(),
            ..Passage::default()
        };
        work(|| assert_eq!(segment(&passage).len(), words))
    };
    assert!(is_linear(cost, LIMIT / 5));
}

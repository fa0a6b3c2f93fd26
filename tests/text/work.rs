//! Time is linear in the text, whatever the text.

use std::time::{Duration, Instant};

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
];

/// The quickest of three, so that a busy machine does not decide.
fn cost(text: &str) -> Duration {
    let run = || {
        let start = Instant::now();
        std::hint::black_box(segments(text, "en"));
        start.elapsed()
    };
    (0..3).map(|_| run()).min().unwrap()
}

/// Eight times the text may cost sixteen times the time (linear: 8, quadratic: 64).
#[test]
fn eight_times_the_text_costs_no_more_than_twice_its_share() {
    let floor = Duration::from_millis(2);
    for atom in HOSTILE {
        let times = LIMIT / atom.chars().count();
        let short = cost(&atom.repeat(times / 8)).max(floor);
        let long = cost(&atom.repeat(times));
        assert!(long < short * 16, "{atom:?}: {short:?} → {long:?}");
    }
}

#[test]
fn a_hundred_thousand_characters_without_a_space_are_spoken() {
    for atom in ["a", "9", "你", "ก", "क"] {
        let segments = segments(&atom.repeat(LIMIT), "en");
        let words: usize = segments.iter().map(|segment| segment.words.len()).sum();
        assert!(segments.len() > 200, "{atom}: {}", segments.len());
        let spoken = segments.iter().flat_map(|segment| &segment.words);
        let heard: usize = spoken.map(|word| word.spoken.chars().count()).sum();
        assert_eq!(heard, LIMIT, "{atom} in {words} words");
    }
}

#[test]
fn no_segment_is_longer_than_an_engine_bears() {
    for atom in HOSTILE {
        let text = atom.repeat(LIMIT / 4 / atom.chars().count());
        for segment in segments(&text, "en") {
            let length = segment.spoken().text.chars().count();
            assert!(length <= 800, "{atom:?}: {length}");
        }
    }
}

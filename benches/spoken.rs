//! What reading costs: a megabyte of hostile text, by kind and language.
//!
//! CPU of this thread, so that a busy machine does not count. A second is the limit, for
//! the whole of `text::segment`, of which the rules are a part; Finnish has none.

use std::time::{Duration, Instant};

use aloud::text::{Passage, segment};

/// A megabyte.
const SIZE: usize = 1 << 20;
const KINDS: &[(&str, &str)] = &[
    ("digits", "9"),
    ("ones", "1 "),
    ("numbers", "12 "),
    ("dots", "."),
    ("numbered", "1. "),
    ("slashes", "/"),
    ("fractions", "1/2 "),
    ("letters", "a"),
    ("initials", "J. "),
    ("words", "word "),
    ("times", "9:05 "),
    ("dates", "3/14/2023 "),
    ("money", "$9 million "),
    ("codes", "EUR "),
    ("percent", "5% "),
    ("ranges", "5–6 "),
    ("measures", "5 km "),
    ("roman", "XIV "),
    ("phone", "+44 20 "),
    ("maths", "x+1= "),
    ("addresses", "a.b/c@d "),
    ("names", "A350-900 "),
    ("titles", "Dr. St. "),
    ("homographs", "read close "),
    ("emoji", "👩🏿\u{200D}💻 "),
];
const LANGUAGES: &[&str] = &["en-US", "en-GB", "de", "fr", "es", "it", "pt", "ru", "fi"];

fn main() {
    // cargo passes "--bench" and filters; the first plain word is a kind.
    let only = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    print!("{:12}", "ms per MB");
    LANGUAGES.iter().for_each(|tag| print!("{tag:>7}"));
    println!();
    let mut slow = Vec::new();
    for (name, atom) in KINDS {
        if only.as_deref().is_some_and(|only| only != *name) {
            continue;
        }
        print!("{name:12}");
        for tag in LANGUAGES {
            let cost = cost(atom, tag);
            print!("{:>7}", cost.as_millis());
            if cost > Duration::from_secs(1) {
                slow.push(format!("{name} in {tag}"));
            }
        }
        println!();
    }
    println!(
        "over a second: {}",
        if slow.is_empty() {
            "none".into()
        } else {
            slow.join(", ")
        }
    );
}

fn cost(atom: &str, tag: &str) -> Duration {
    let passage = Passage {
        text: atom.repeat(SIZE / atom.len()),
        language: Some(tag.to_owned()),
        ..Passage::default()
    };
    let start = Instant::now();
    let before = worked();
    std::hint::black_box(segment(&passage));
    match (before, worked()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => start.elapsed(),
    }
}

/// CPU time of this thread, where the system tells (Linux).
fn worked() -> Option<Duration> {
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ')
        .next()?
        .parse()
        .ok()
        .map(Duration::from_nanos)
}

//! `tests/fixtures/text/NAME.txt` → `NAME.segments.json`; `GOLDEN=rewrite` writes what
//! is found, and the diff is reviewed.

use std::path::{Path, PathBuf};
use std::{env, fs};

use aloud::text::{Passage, Pause, Segment, Utf16, segment};
use serde_json::{Value, json};

#[test]
fn every_fixture_is_cut_as_it_was_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/text");
    let mut fixtures: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
        .collect();
    fixtures.sort();
    assert!(!fixtures.is_empty(), "no fixtures in {}", folder.display());
    let different: Vec<_> = fixtures
        .iter()
        .filter(|path| !is_as_reviewed(path))
        .collect();
    assert!(
        different.is_empty(),
        "GOLDEN=rewrite shows the difference in {different:?}"
    );
}

fn is_as_reviewed(path: &Path) -> bool {
    let text = fs::read_to_string(path).unwrap();
    let found = describe(&text);
    let golden = path.with_extension("segments.json");
    if env::var("GOLDEN").is_ok_and(|wish| wish == "rewrite") {
        fs::write(
            &golden,
            serde_json::to_string_pretty(&found).unwrap() + "\n",
        )
        .unwrap();
    }
    let expected = fs::read_to_string(&golden).unwrap_or_else(|_| "null".into());
    serde_json::from_str::<Value>(&expected).unwrap() == found
}

fn describe(text: &str) -> Value {
    let passage = Passage {
        text: text.to_owned(),
        ..Passage::default()
    };
    let index = Utf16::index(text);
    let segments = segment(&passage);
    segments
        .iter()
        .map(|segment| describe_segment(text, &index, segment))
        .collect()
}

/// Words as "written@index" (in UTF-16 units), and what the engine hears in one line.
fn describe_segment(text: &str, index: &Utf16, segment: &Segment) -> Value {
    let spans = segment.words.iter().filter_map(|word| word.span);
    let words: Vec<_> = spans
        .map(|span| format!("{}@{}", span.of(text), index.span(text, span).start))
        .collect();
    json!({
        "written": segment.span.of(text),
        "spoken": segment.spoken().text,
        "words": words.join(" "),
        "language": segment.language,
        "pause": name(segment.pause),
    })
}

fn name(pause: Pause) -> &'static str {
    match pause {
        Pause::Clause => "clause",
        Pause::Sentence => "sentence",
        Pause::Block => "block",
        Pause::Paragraph => "paragraph",
        Pause::Heading => "heading",
        Pause::Given(_) => "given",
    }
}

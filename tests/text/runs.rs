//! Parts of a passage with a language, voice or kind of their own.

use aloud::text::{Passage, Pause, Run, RunKind, Span, segment};

fn run(text: &str, part: &str, language: Option<&str>, kind: RunKind) -> Run {
    let start = text.find(part).unwrap();
    Run {
        span: Span::new(start, start + part.len()),
        language: language.map(Into::into),
        kind,
        ..Run::default()
    }
}

fn read(text: &str, runs: Vec<Run>) -> Vec<(String, String, Pause)> {
    let passage = Passage {
        text: text.to_owned(),
        language: Some("en".into()),
        runs,
        ..Passage::default()
    };
    let segments = segment(&passage);
    let read = segments.into_iter();
    read.map(|segment| {
        (
            segment.span.of(text).to_owned(),
            segment.language,
            segment.pause,
        )
    })
    .collect()
}

fn expect(text: &str, runs: Vec<Run>, expected: &[(&str, &str, Pause)]) {
    let found = read(text, runs);
    let found: Vec<_> = found
        .iter()
        .map(|(a, b, pause)| (a.as_str(), b.as_str(), *pause))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_foreign_phrase_cuts_its_sentence_with_a_short_pause() {
    use Pause::{Clause, Sentence};
    let text = "She said “guten Tag” and left. Then all.";
    expect(
        text,
        vec![run(text, "guten Tag", Some("DE"), RunKind::Text)],
        &[
            ("She said", "en", Clause),
            ("“guten Tag”", "de", Clause),
            ("and left.", "en", Sentence),
            ("Then all.", "en", Sentence),
        ],
    );
}

#[test]
fn a_run_that_begins_inside_a_word_has_the_whole_word() {
    let text = "one twothree four";
    let runs = vec![run(text, "three", Some("fr"), RunKind::Text)];
    let found = read(text, runs);
    assert_eq!(found[1].0, "twothree");
    assert_eq!(found[1].1, "fr");
}

#[test]
fn a_run_without_a_language_of_its_own_cuts_nothing() {
    let text = "one two three";
    let runs = vec![run(text, "two", None, RunKind::Text)];
    assert_eq!(read(text, runs).len(), 1);
}

#[test]
fn a_heading_is_followed_by_its_own_pause() {
    use Pause::{Block, Heading, Sentence};
    let text = "A Title\nText. More\nSub. Title\nEnd";
    expect(
        text,
        vec![
            run(text, "A Title", None, RunKind::Heading),
            run(text, "Sub. Title", None, RunKind::Heading),
        ],
        &[
            ("A Title", "en", Heading),
            ("Text.", "en", Sentence),
            ("More", "en", Block),
            ("Sub.", "en", Sentence),
            ("Title", "en", Heading),
            ("End", "en", Sentence),
        ],
    );
}

#[test]
fn a_heading_inside_a_line_is_a_block_all_the_same() {
    use Pause::{Block, Heading, Sentence};
    let text = "before Title after";
    expect(
        text,
        vec![run(text, "Title", None, RunKind::Heading)],
        &[
            ("before", "en", Block),
            ("Title", "en", Heading),
            ("after", "en", Sentence),
        ],
    );
}

#[test]
fn nonsense_in_runs_is_survived() {
    let text = "añb ñc d";
    let odd = |start, end| Run {
        span: Span { start, end },
        language: Some("???".into()),
        voice: Some("v".into()),
        ..Run::default()
    };
    let runs = vec![odd(7, 2), odd(2, 3), odd(0, 900), odd(400, 500), odd(1, 1)];
    assert!(!read(text, runs).is_empty());
}

//! Real posts and pages → what is spoken.
//!
//! Each file of `fixtures/posts` has its expected article beside it, as JSON.
//! `GOLDEN=rewrite cargo test article` writes them anew; review the difference.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as a test does")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use aloud::article::{self, Article, Kind};
use serde_json::{Value, json};

fn posts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/posts")
}

fn read(name: &str, bytes: &[u8]) -> aloud::error::Result<Article> {
    let kind = Kind::of_path(Path::new(name)).expect("a known extension");
    article::read(kind, name, bytes)
}

/// The message of the fault that reading these bytes must give.
fn fault(name: &str, bytes: &[u8]) -> String {
    let error = read(name, bytes).expect_err("it must be refused");
    assert_ne!(error.blame(), aloud::error::Blame::Ours);
    error.to_string()
}

fn golden(article: &Article) -> Value {
    let passage = &article.passage;
    let runs = passage.runs.iter().map(|run| {
        json!({
            "at": [run.span.start, run.span.end],
            "text": run.span.of(&passage.text),
            "kind": format!("{:?}", run.kind),
            "language": run.language,
        })
    });
    json!({
        "title": article.title,
        "author": article.author,
        "date": article.date,
        "description": article.description,
        "draft": article.draft,
        "wishes": format!("{:?}", article.wishes),
        "language": passage.language,
        "runs": runs.collect::<Vec<_>>(),
        "text": passage.text.split('\n').collect::<Vec<_>>(),
    })
}

#[test]
fn every_post_reads_as_expected() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(posts())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension != "json")
        })
        .collect();
    files.sort();
    assert!(files.len() >= 12);
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        let article = read(name, &std::fs::read(&file).unwrap()).unwrap();
        let made = serde_json::to_string_pretty(&golden(&article)).unwrap() + "\n";
        let expected = posts().join(format!("{name}.json"));
        if std::env::var_os("GOLDEN").is_some_and(|mode| mode == "rewrite") {
            std::fs::write(&expected, &made).unwrap();
        }
        assert_eq!(made, std::fs::read_to_string(expected).unwrap(), "{name}");
    }
}

/// What holds for every article, whatever its source.
#[test]
fn runs_are_in_order_and_apart() {
    for entry in std::fs::read_dir(posts()).unwrap() {
        let path = entry.unwrap().path();
        let Some(kind) = Kind::of_path(&path) else {
            continue;
        };
        let article = article::read(kind, "post", &std::fs::read(&path).unwrap()).unwrap();
        let text = &article.passage.text;
        let mut end = 0;
        for run in &article.passage.runs {
            assert!(run.span.start >= end, "{path:?}");
            let said = run.span.of(text);
            assert_eq!(said, said.trim(), "{path:?}");
            assert!(!said.contains('\n'), "{path:?}: a run stays in its block");
            end = run.span.end;
        }
    }
}

#[test]
fn markup_becomes_speech() {
    let cases = [
        ("a *b*c `d` **e**\nf  \ng", "a bc d e f g"),
        ("a\n\nb", "a\n\nb"),
        ("- a\n- b\n\nc", "a\nb\n\nc"),
        ("a [b](c) ![d](e) f", "a b f"),
        ("a[^1] b\n\n[^1]: no", "a b"),
        ("a <!-- no --> b", "a b"),
        ("a <b class=\"nospeech\">no</b> b", "a b"),
        ("\"a\" -- b... 'c'", "\"a\" -- b... 'c'"),
        ("$5 and $10", "$5 and $10"),
        ("[[ phonemes ]] a", "[[ phonemes ]] a"),
        ("a&nbsp;b &lt;c&gt;", "a\u{a0}b <c>"),
        ("|a|b|\n|-|-|\n|1.|2|\n", "a, b\n1. 2"),
        ("---\n\na\n\n---\n", "a"),
        ("---\ntitle: 7\nlang: no\n---\na", "7\n\na"),
        ("# a\n## b\nc", "a\n\nb\n\nc"),
        ("a\r\nb\r\n\r\nc", "a b\n\nc"),
        ("<img alt=no> a", "a"),
        ("- a\n  - b\n    c\n\nd", "a\nb c\n\nd"),
        ("一\n二\na\n三", "一二 a 三"),
    ];
    for (markdown, expected) in cases {
        let article = read("a.md", markdown.as_bytes()).unwrap();
        assert_eq!(article.passage.text, expected, "{markdown:?}");
    }
    let norwegian = read("a.md", b"---\nlang: no\n---\na").unwrap();
    assert_eq!(norwegian.passage.language.as_deref(), Some("no"));
}

#[test]
fn the_title_is_spoken_once() {
    let cases = [
        (
            "---\ntitle: My post\n---\n# My Post!\n\ntext",
            "My Post!\n\ntext",
        ),
        ("---\ntitle: My post\n---\ntext", "My post\n\ntext"),
        ("# My post\n\ntext", "My post\n\ntext"),
        ("---\ntitle: One\n---\n# Two\n\ntext", "One\n\nTwo\n\ntext"),
    ];
    for (markdown, expected) in cases {
        let article = read("a.md", markdown.as_bytes()).unwrap();
        assert_eq!(article.passage.text, expected, "{markdown:?}");
        assert!(article.title.is_some());
    }
}

#[test]
fn plain_text_keeps_every_place() {
    let text = "one\ntwo\r\nthree\rfour\n\nfive\r\n\r\nsix\n \nseven\n";
    let joined = article::join_lines(text);
    assert_eq!(joined, "one two  three four\n\nfive\r\n\r\nsix\n \nseven ");
    assert_eq!(joined.len(), text.len());
}

#[test]
fn faults_name_the_file_and_the_line() {
    let cases: [(&str, &[u8], &str); 11] = [
        ("a.md", b"", "a.md: there is nothing in it"),
        ("a.md", b"```\ncode\n```\n", "a.md: there is nothing in it"),
        (
            "a.html",
            b"<html><body><nav>x</nav></body></html>",
            "nothing in it",
        ),
        ("b.md", b"one\ntwo \xff\n", "b.md, line 2: not UTF-8"),
        ("b.html", b"<p>\n\xe9t\xe9", "b.html, line 2: not UTF-8"),
        (
            "c.md",
            b"---\ntitle: x\n\ntext",
            "c.md, line 1: front matter",
        ),
        (
            "c.md",
            b"---\ntitle: x\nbad: [1, 2\n---\ntext",
            "c.md, line ",
        ),
        (
            "c.md",
            b"+++\ntitle = \"x\"\nbad = \n+++\ntext",
            "c.md, line 3: front matter",
        ),
        (
            "c.md",
            b"---\n- a\n- b\n---\ntext",
            "not a list of `key: value`",
        ),
        (
            "d.md",
            b"---\ntitle: x\naloud:\n  speed: 9\n---\nt",
            "d.md, line 3: aloud: speed 9",
        ),
        (
            "d.md",
            b"---\naloud:\n  vioce: x\n---\nt",
            "unknown field `vioce`",
        ),
    ];
    for (name, bytes, expected) in cases {
        let message = fault(name, bytes);
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn deep_nesting_is_refused_at_once() {
    let deep = [
        ("a.html", "<div>".repeat(100_000)),
        (
            "a.html",
            format!("<html><body>{}x", "<div><b>".repeat(100_000)),
        ),
        ("a.html", "<div></x>".repeat(100_000)),
        ("a.html", "<div/>".repeat(100_000)),
        ("a.md", "> ".repeat(20_000) + "x"),
        ("a.md", "<span>".repeat(100_000)),
    ];
    for (name, text) in deep {
        let begun = Instant::now();
        let message = fault(name, text.as_bytes());
        assert!(message.contains("nested more than"), "{message}");
        assert!(
            begun.elapsed().as_secs() < 5,
            "{name}: {:?}",
            begun.elapsed()
        );
    }
}

/// Shapes that tempt a reader into work that grows faster than the text.
#[test]
fn long_texts_cost_linear_time() {
    let deep = format!("<html><body>{}", "<div>".repeat(500));
    let shapes: [(&str, &str, &str); 11] = [
        ("a.html", &deep, "<p>One two three, four, five.</p>"),
        ("a.md", "", "A sentence with *some* `words` in it. "),
        ("a.md", "", "- item\n"),
        ("a.md", "", "[a](b) ![c](d) <b>e</b> "),
        ("a.md", "", "[[["),
        ("a.md", "", "*a **b "),
        ("a.md", "", "|a|b|\n"),
        ("a.html", "", "<p>One <i>two</i>.</p>"),
        (
            "a.html",
            "<html><body>",
            "<p>One <i>two</i>, three, four and more of it.</p>",
        ),
        ("a.html", "<html><body>", "<div><ul><li>one</li></ul></div>"),
        ("a.html", "", "<p><b>x"),
    ];
    for (name, before, shape) in shapes {
        let time = |bytes: usize| {
            let text = format!("x {before}{}", shape.repeat(bytes / shape.len()));
            let text = if before.is_empty() {
                text
            } else {
                text[2..].to_owned()
            };
            let begun = Instant::now();
            let _ = read(name, text.as_bytes());
            begun.elapsed().as_secs_f64()
        };
        let (small, large) = (time(100_000), time(400_000));
        // Four times the text may cost eight times the time, and a little.
        assert!(
            large < 8.0 * small + 0.25,
            "{shape:?}: {small:.3} s, then {large:.3} s"
        );
    }
}

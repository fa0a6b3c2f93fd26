//! `aloud explain`, `aloud lint` and `--lexicon`, as a publisher meets them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// Kept between runs, so that espeak-ng's data is unpacked once.
const CACHE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/cache");

fn aloud(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aloud"));
    command
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("ALOUD_CACHE", CACHE);
    command.output().unwrap()
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn explain_shows_a_table_and_json() {
    let desk = folder(&[]);
    let args = ["explain", "It cost $5.", "--lang", "en-GB"];
    let shown = aloud(desk.path(), &args);
    let expected = "\
en-GB, spoken by espeak:en-gb

written  rule   spoken         phonemes
It       ·      It             ɪt
cost     ·      cost           kˈɒst
$5       money  five dollars.  fˈaɪv dˈɒləz
";
    assert_eq!(out(&shown), expected);
    let shown = aloud(desk.path(), &[&args[..], &["--json"]].concat());
    let json: Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(json["words"][2]["written"], "$5");
    assert_eq!(json["words"][0]["rule"], Value::Null);
    let fields = json["words"][0].as_object().unwrap().keys();
    let fields: Vec<_> = fields.map(String::as_str).collect();
    let expected = [
        "charIndex",
        "charLength",
        "phonemes",
        "rule",
        "spoken",
        "written",
    ];
    assert_eq!(fields, expected);
}

#[test]
fn the_lexicon_is_read_by_every_command_and_refused_with_its_line() {
    let desk = folder(&[
        (
            "good.toml",
            "[say]\nnginx = \"engine x\"\n[espeak]\ngif = \"dZ'If\"",
        ),
        ("bad.toml", "[say]\nnginx = 5"),
        ("post.txt", "Use nginx."),
        ("aloud.toml", "lexicon = [\"good.toml\"]"),
    ]);
    for option in [["--lexicon", "good.toml"], ["--config", "aloud.toml"]] {
        let shown = aloud(
            desk.path(),
            &[&["explain", "nginx gif", "--lang", "en"], &option[..]].concat(),
        );
        assert!(
            out(&shown).contains("lexicon"),
            "{}{}",
            out(&shown),
            err(&shown)
        );
        assert!(out(&shown).contains("engine x") && out(&shown).contains("dʒˈɪf"));
    }
    let say = |option: &[&str]| {
        let said = aloud(
            desk.path(),
            &[
                &["say", "-f", "post.txt", "-o", "-", "--format", "wav"],
                option,
            ]
            .concat(),
        );
        assert!(said.status.success(), "{}", err(&said));
        said.stdout
    };
    assert_ne!(say(&["--lexicon", "good.toml"]), say(&[]));
    for command in [
        &["explain", "x"][..],
        &["say", "x", "-o", "-"],
        &["lint", "post.txt"],
    ] {
        let refused = aloud(desk.path(), &[command, &["--lexicon", "bad.toml"]].concat());
        assert_eq!(refused.status.code(), Some(2), "{command:?}");
        assert!(
            err(&refused).contains("bad.toml, line 2"),
            "{}",
            err(&refused)
        );
    }
}

#[test]
fn lint_lists_places_and_its_exit_code_tells_ci() {
    let post = "---\ntitle: Servers\nlang: en\n---\n\nThe *QXJ* runs. The QXJ and \u{430}pple.\n";
    let desk = folder(&[
        ("a.md", post),
        ("b.html", "<p lang=\"en\">A clean\n text</p>"),
        ("words.txt", "a\nclean\n"),
        ("lexicon.toml", "[say]\nQXJ = \"quick\"\n"),
    ]);
    let found = aloud(desk.path(), &["lint", "a.md", "b.html"]);
    assert_eq!(found.status.code(), Some(1));
    let expected = "\
a.md:6:6: acronym: QXJ: letters or a word? Give it a reading in the lexicon (2 times)
a.md:6:29: mixed-scripts: \u{430}pple: letters of several scripts in one word; is one a look-alike?
";
    assert_eq!(out(&found), expected);
    let clean = aloud(desk.path(), &["lint", "b.html"]);
    assert_eq!((clean.status.code(), out(&clean)), (Some(0), ""));

    let read = ["lint", "a.md", "--json", "--lexicon", "lexicon.toml"];
    let json: Value = serde_json::from_slice(&aloud(desk.path(), &read).stdout).unwrap();
    assert_eq!(
        json.as_array().unwrap().len(),
        1,
        "the lexicon reads the acronym"
    );
    assert_eq!(
        (&json[0]["line"], &json[0]["column"]),
        (&6.into(), &29.into())
    );

    let words = ["lint", "b.html", "--words", "words.txt", "--lang", "en"];
    let unknown = aloud(desk.path(), &words);
    assert!(
        out(&unknown).starts_with("b.html:2:2: unknown-word: text"),
        "{}",
        out(&unknown)
    );

    for args in [
        &["lint"][..],
        &["lint", "none.md"],
        &["lint", "b.html", "--words", "none"],
    ] {
        assert_eq!(aloud(desk.path(), args).status.code(), Some(2), "{args:?}");
    }
}

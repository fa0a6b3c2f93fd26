use super::*;
use crate::text::{Passage, segment_for};

fn said(lexicon: &Lexicon, text: &str) -> String {
    let passage = Passage {
        text: text.into(),
        language: Some("en-US".into()),
        ..Passage::default()
    };
    let segments = segment_for(&passage, lexicon, &mut |_| None);
    segments[0].spoken().text
}

fn written(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let file = folder.path().join(name);
    fs::write(&file, text).unwrap();
    file
}

const TOML: &str = r#"
[say]
nginx = "engine x"
"New York" = "the city"

[ipa]
Nguyen = "wˈɪn"

[espeak]
gif = "dZ'If"

[[entry]]
written = ["SQL", "sql"]
say = "sequel"
language = "en"

[[entry]]
pattern = 'v(\d+)'
say = "version $1"
voice = "amy"
case = "any"
boundary = "start"
"#;

const PLS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" alphabet="ipa" xml:lang="en-US"
    xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">
  <meta name="who" content="us"/>
  <lexeme>
    <grapheme>W3C</grapheme>
    <grapheme>W 3 C</grapheme>
    <alias>World Wide Web Consortium</alias>
  </lexeme>
  <lexeme role="x:noun">
    <grapheme>Newton</grapheme>
    <phoneme>nˈjuːtən</phoneme>
    <phoneme prefer="true" alphabet="x-espeak">n'u:t@n</phoneme>
    <example>Newton fell</example>
  </lexeme>
</lexicon>
"#;

#[test]
fn both_kinds_of_file_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let files = vec![
        written(&folder, "a.toml", TOML),
        written(&folder, "b.pls", PLS),
    ];
    let lexicon = Lexicons::open(files).unwrap().current();
    assert_eq!(lexicon.len(), 10);
    let text = "Nginx in New York, SQL by W3C, Nguyen, newton.";
    let expected = "engine x in the city, sequel by World Wide Web Consortium, Nguyen, newton.";
    assert_eq!(said(&lexicon, text), expected);
}

#[test]
fn a_fault_is_told_with_its_line_and_what_to_do() {
    let pls = |inside: &str| format!("<lexicon alphabet=\"ipa\">\n{inside}\n</lexicon>");
    let table: &[(&str, &str, &str)] = &[
        ("a.toml", "[say]\nx = 1", "line 2"),
        ("a.toml", "[sya]\nx = \"y\"", "line 1: unknown field `sya`"),
        (
            "a.toml",
            "\n\n[[entry]]\nwritten = \"x\"",
            "line 3: the entry needs one of `say`, `ipa`",
        ),
        (
            "a.toml",
            "[[entry]]\nsay = \"x\"",
            "line 1: the entry has neither `written`",
        ),
        (
            "a.toml",
            "[[entry]]\nwritten=\"x\"\nsay=\"y\"\ncase=\"lower\"",
            "line 4",
        ),
        (
            "a.toml",
            "[say]\na = \"b\"\n\"\" = \"x\"",
            "line 3: what is written is empty",
        ),
        ("a.toml", "[say]\na = \"b\"\na = \"c\"", "line 3"),
        (
            "a.toml",
            "[[entry]]\npattern = \"a(\"\nsay = \"x\"",
            "line 1: the pattern cannot be read",
        ),
        ("a.toml", "[ipa]\nx = \"/a/\"", "line 2: '/' is no phoneme"),
        ("a.pls", "<lexicon>\n<lexeme>\n</lexicon>", "line 3"),
        (
            "a.pls",
            "<!DOCTYPE lexicon [<!ENTITY a \"b\">]>\n<lexicon>&a;</lexicon>",
            "DTD",
        ),
        ("a.pls", "<other/>", "outermost element must be <lexicon"),
        (
            "a.pls",
            &pls("<lexeme><alias>x</alias></lexeme>"),
            "line 2: the lexeme has no <grapheme>",
        ),
        (
            "a.pls",
            &pls("<lexeme><grapheme>x</grapheme></lexeme>"),
            "neither <phoneme> nor <alias>",
        ),
        (
            "a.pls",
            &pls(
                "\n<lexeme><grapheme>x</grapheme><phoneme alphabet=\"x-sampa\">x</phoneme></lexeme>",
            ),
            "line 3: the alphabet is \"x-sampa\"",
        ),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, text, expected) in table {
        let error = Lexicons::open(vec![written(&folder, name, text)]).unwrap_err();
        assert_eq!(error.code(), "bad_lexicon");
        let told = error.message();
        assert!(
            told.contains(expected) && told.contains(name),
            "{text}: {told}"
        );
    }
    let missing = Lexicons::open(vec![folder.path().join("none.toml")]);
    assert!(
        missing
            .unwrap_err()
            .message()
            .contains("none.toml: it cannot be read")
    );
}

#[test]
fn an_edit_holds_at_once_and_a_broken_one_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(&folder, "a.toml", "[say]\nnginx = \"one\"");
    let lexicons = Lexicons::open(vec![file.clone()]).unwrap();
    let now = || said(&lexicons.current(), "nginx");
    assert_eq!(now(), "one");
    let first = lexicons.current();
    assert!(Arc::ptr_eq(&first, &lexicons.current()), "read once");
    written(&folder, "a.toml", "[say]\nnginx = \"two\"");
    assert_eq!(now(), "two");
    written(&folder, "a.toml", "[say]\nnginx = ");
    assert_eq!(now(), "two");
    fs::remove_file(&file).unwrap();
    assert_eq!(now(), "two");
    // As editors do it: another file under the same name.
    written(&folder, "b.toml", "[say]\nnginx = \"six\"");
    fs::rename(folder.path().join("b.toml"), &file).unwrap();
    assert_eq!(now(), "six");
}

//! `POST /v1/explain`, and the lexicon behind every reading.

use std::path::PathBuf;

use aloud::narrator::{Request, SentenceKey};
use aloud::text::Passage;
use serde_json::{Value, json};

use super::server::Setup;
use super::{Answer, Server};

fn request(text: &str) -> Request {
    Request {
        passage: Passage {
            text: text.into(),
            language: Some("en-US".into()),
            ..Passage::default()
        },
        ..Request::default()
    }
}

fn explain(server: &Server, text: &str) -> Answer {
    server.post("/v1/explain", &json!({"text": text, "language": "en-US"}))
}

#[test]
fn every_word_tells_its_rule_and_its_sounds() {
    let answer = explain(Server::speaking(), "😀 It cost $1.5 billion.").json();
    let word =
        |index: u64, length: u64, written: &str, spoken: &str, rule: Value, phonemes: &str| {
            json!({"charIndex": index, "charLength": length, "written": written, "spoken": spoken,
            "rule": rule, "phonemes": phonemes})
        };
    let words = answer["words"].as_array().unwrap();
    assert_eq!(answer["language"], "en-US");
    assert_eq!(words[1], word(3, 2, "It", "It", Value::Null, "ɪt"));
    assert_eq!(words[2], word(6, 4, "cost", "cost", Value::Null, "kˈɔst"));
    let billion = word(
        11,
        12,
        "$1.5 billion",
        "one point five billion dollars.",
        json!("money"),
        "wˈʌn pˈɔɪnt fˈaɪv bˈɪliən dˈɑːlɚz",
    );
    assert_eq!(words[3], billion);
}

#[test]
fn what_is_spoken_joined_is_the_whole_utterance() {
    let server = Server::speaking();
    for text in [
        "On 3/14/2023 Dr. Lee paid $1.5 billion — i.e. 3.2% of £45bn … see https://example.org/a?b=1.",
        "One.\n\nOf the two – or more – 5 - 3!",
        "x",
    ] {
        let answer = explain(server, text);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let answer = answer.json();
        let words = answer["words"].as_array().unwrap();
        let spoken: Vec<_> = words
            .iter()
            .map(|word| word["spoken"].as_str().unwrap())
            .collect();
        let plan = server.app.narrator.plan(request(text)).unwrap();
        let sentences = plan.sentences.iter();
        let whole: Vec<_> = sentences.map(|one| one.segment.spoken().text).collect();
        assert_eq!(spoken.join(" "), whole.join(" "));
        let units: Vec<u16> = text.encode_utf16().collect();
        for word in words {
            let at = |name: &str| usize::try_from(word[name].as_u64().unwrap()).unwrap();
            let place = at("charIndex")..at("charIndex") + at("charLength");
            let there = String::from_utf16(&units[place]).unwrap();
            assert_eq!(word["written"], json!(there));
        }
    }
}

#[test]
fn the_limits_are_those_of_a_passage() {
    let mut setup = Setup::default();
    setup.limits.text = 20;
    let server = Server::of(setup);
    for (text, status, code) in [
        ("", 400, "empty_text"),
        ("…", 422, "unspeakable"),
        ("much longer than it may be", 413, "text_too_long"),
    ] {
        let answer = explain(&server, text);
        assert_eq!((answer.status, answer.code().as_str()), (status, code));
    }
}

#[test]
fn one_is_explained_at_a_time_and_others_are_told_to_come_again() {
    let server = Server::speaking();
    let text = "One sentence. ".repeat(100);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let ask = || scope.spawn(|| explain(server, &text).status);
        let asked: Vec<_> = (0..4).map(|_| ask()).collect();
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(statuses.contains(&200), "{statuses:?}");
    assert!(
        statuses.iter().all(|status| [200, 503].contains(status)),
        "{statuses:?}"
    );
}

/// A server with a lexicon that can be edited.
fn with_lexicon(text: &str) -> (Server, PathBuf, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lexicon.toml");
    std::fs::write(&file, text).unwrap();
    let server = Server::of(Setup {
        default_voice: "espeak:en-us",
        lexicons: vec![file.clone()],
        ..Setup::default()
    });
    (server, file, folder)
}

#[test]
fn an_edit_of_the_lexicon_changes_the_sentences_it_touches_and_no_other() {
    let (server, file, _folder) = with_lexicon("[say]\nnginx = \"engine x\"");
    let text = "We use nginx here. Nobody knows why. Ask Nguyen.";
    let keys = || -> Vec<SentenceKey> {
        let plan = server.app.narrator.plan(request(text)).unwrap();
        plan.sentences.iter().map(|one| one.key.clone()).collect()
    };
    let spoken = |number: usize| explain(&server, text).json()["words"][number].clone();
    let first = keys();
    assert_eq!(spoken(2)["spoken"], "engine x");
    assert_eq!(spoken(2)["rule"], "lexicon");

    std::fs::write(
        &file,
        "[say]\nnginx = \"engine x\"\n[ipa]\nNguyen = \"wˈɪn\"",
    )
    .unwrap();
    let second = keys();
    assert_eq!(first[..2], second[..2]);
    assert_ne!(first[2], second[2], "sounds are part of the key");
    assert_eq!(spoken(8)["phonemes"], "wˈɪn");
    assert_eq!(spoken(8)["spoken"], "Nguyen.");

    // A broken edit leaves all as it was.
    std::fs::write(&file, "[say]\nnginx = ").unwrap();
    assert_eq!(keys(), second);
}

#[test]
fn an_entry_for_a_voice_holds_for_that_voice() {
    let (server, _file, _folder) = with_lexicon(
        "[[entry]]\nwritten = \"nginx\"\nsay = \"engine x\"\nvoice = \"espeak:en-gb\"",
    );
    for (voice, expected) in [("espeak:en-gb", "engine x"), ("espeak:en-us", "nginx")] {
        let asked = json!({"text": "nginx", "voice": voice, "language": "en"});
        let answer = server.post("/v1/explain", &asked).json();
        assert_eq!(answer["words"][0]["spoken"], expected, "{voice}");
    }
    let answer = explain(&server, "nginx").json();
    assert_eq!(
        answer["words"][0]["spoken"], "nginx",
        "the default voice is another"
    );
}

#[test]
fn brackets_over_http_are_ordinary_text() {
    let answer = explain(Server::speaking(), "We [[h@l'oU]] here.").json();
    let told = answer.to_string();
    assert!(!told.contains("[[h") || !told.contains("həlˈoʊ"), "{told}");
}

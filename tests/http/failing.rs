//! What cannot be spoken, and what breaks.

use std::io::Write;

use serde_json::{Value, json};

use super::{Gate, Server, sentences};

#[test]
fn a_failure_midway_breaks_the_connection_and_never_ends_it_cleanly() {
    let server = Server::start();
    let text = "This goes well.\nThis breaks-midway here.\nNever heard.";
    let speech =
        json!({"model": "tts-1", "input": text, "voice": "tone", "response_format": "wav"});
    let body = speech.to_string();
    let post = format!(
        "POST /v1/audio/speech HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let passage = server.passage(&json!({"text": text, "voice": "tone"}));
    let get = format!(
        "GET {} HTTP/1.1\r\nhost: x\r\n\r\n",
        passage.url("/audio/wav")
    );
    for request in [get, post] {
        // Another server: a failure is remembered for a while.
        let server = Server::start();
        server.passage(&json!({"text": text, "voice": "tone"}));
        let answer = server.raw(request.as_bytes());
        // What had not left yet may be lost with the connection.
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 200"));
        assert!(!answer.ends_with(b"0\r\n\r\n"), "{request}");
    }
}

#[test]
fn what_left_before_the_failure_is_heard() {
    let gate = Gate::letting(2, 3);
    let server = Server::behind(&gate);
    let text = "This goes well.\nThis breaks-midway here.\nNever heard.";
    let passage = server.passage(&json!({"text": text, "voice": "gated"}));
    let mut stream = server.listen(&passage.url("/audio/wav"));
    assert_eq!(stream.status, 200);
    stream.read(44 + 13 * 320 * 2);
    gate.open_up();
    assert!(stream.rest().is_err(), "a client's library sees the cut");
    // Whether the third was begun ahead depends on who was faster.
    assert!((2..=3).contains(&gate.begun().len()));
}

#[test]
fn after_a_failure_midway_marks_and_sound_agree_again() {
    let server = Server::start();
    let text = "This goes well.\nThis breaks-midway here.\nHeard again.";
    let passage = server.passage(&json!({"text": text, "voice": "tone"}));
    server.get(&passage.url("/marks"));
    let broken = server.raw(
        format!(
            "GET {} HTTP/1.1\r\nhost: x\r\n\r\n",
            passage.url("/audio/wav")
        )
        .as_bytes(),
    );
    assert!(!broken.ends_with(b"0\r\n\r\n"));
    let sound = server.get(&passage.url("/audio/wav"));
    let marks = server.get(&passage.url("/marks")).lines();
    let end = marks.last().unwrap()["elapsedTime"].as_f64().unwrap();
    assert_eq!(
        marks
            .iter()
            .filter(|mark| mark["name"] == "skipped")
            .count(),
        1
    );
    let length = (sound.body.len() - 44) as f64 / 2.0 / 16e3;
    assert!((length - end).abs() < 2e-6, "{length} {end}");
    let again = server.get(&passage.url("/audio/wav"));
    assert_eq!(again.header("etag"), "", "our failure is not kept");
    assert_eq!(again.header("cache-control"), "no-store");
}

#[test]
fn a_sentence_that_cannot_be_spoken_is_a_silence_and_a_mark() {
    let server = Server::start();
    let text = "This goes well.\nThis is unspeakable today.\nAnd on it goes.";
    let passage = server.passage(&json!({"text": text, "voice": "tone"}));
    let marks = server.get(&passage.url("/marks")).lines();
    let skipped: Vec<&Value> = marks
        .iter()
        .filter(|mark| mark["name"] == "skipped")
        .collect();
    assert_eq!(skipped.len(), 1);
    assert_eq!(skipped[0]["charIndex"], 16);
    assert_eq!(skipped[0]["charLength"], 26);
    assert!(!skipped[0]["reason"].as_str().unwrap().is_empty());
    let end = marks.last().unwrap()["elapsedTime"].as_f64().unwrap();
    for format in ["wav", "mp3", "flac"] {
        let url = passage.url(&format!("/audio/{format}"));
        server.get(&url);
        let kept = server.get(&url);
        assert!(
            kept.header("etag").starts_with('"'),
            "it would be no better"
        );
        let length = kept.samples() as f64 / 16e3;
        assert!((length - end).abs() < 2e-6, "{format}: {length} {end}");
    }
    let segment = server.get(&passage.url("/segments/1/marks")).json();
    assert_eq!(segment["marks"][0]["name"], "skipped");
    let silence = server.get(&passage.url("/segments/1/mp3"));
    assert_eq!(silence.status, 200);
    let vtt = server.get(&format!("{}.vtt", passage.url("/marks")));
    assert!(!vtt.text().contains("unspeakable"), "{}", vtt.text());
}

#[test]
fn where_nothing_can_be_spoken_the_answer_says_so() {
    let server = Server::start();
    for text in ["unspeakable", "Quite unspeakable.\nAlso unspeakable."] {
        let passage = server.passage(&json!({"text": text, "voice": "tone"}));
        let marks = passage.url("/marks");
        for url in [
            passage.url("/audio/wav"),
            passage.url("/audio/opus"),
            marks.clone(),
            format!("{marks}.json"),
            format!("{marks}.vtt"),
        ] {
            let answer = server.get(&url);
            let said = (answer.status, answer.code());
            assert_eq!(said, (422, "unspeakable".into()), "{url}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(answer.header("cache-control"), "no-store");
        }
        let theirs = server.post(
            "/v1/audio/speech",
            &json!({"model": "tts-1", "input": text, "voice": "tone"}),
        );
        assert_eq!((theirs.status, theirs.code()), (400, "unspeakable".into()));
        assert_eq!(theirs.json()["error"]["param"], "input");
    }
    let alone = server.passage(&json!({"text": "unspeakable", "voice": "tone"}));
    for of in ["audio", "mp3", "marks"] {
        assert_eq!(
            server.get(&alone.url(&format!("/segments/0/{of}"))).status,
            422
        );
    }
}

#[test]
fn a_text_that_kills_espeak_costs_its_own_sentence_only() {
    let server = Server::speaking();
    let text = format!("Before it.\n{}\nAfter it.", "s'".repeat(70));
    let asked = json!({"text": text, "voice": "espeak:en-us"});
    let passage = server.passage(&asked);
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..4)
            .map(|number| {
                let text = format!("Somebody else, number {number}, listens.");
                let passage = server.passage(&json!({"text": text, "language": "en"}));
                scope.spawn(move || server.get(&passage.url("/audio/wav")))
            })
            .collect();
        let sound = server.get(&passage.url("/audio/wav"));
        assert_eq!(sound.status, 200);
        check_length(
            &server.get(&passage.url("/marks")).lines(),
            &sound,
            22_050.0,
        );
        for other in others {
            assert_eq!(other.join().unwrap().status, 200);
        }
    });
    assert_eq!(server.get("/healthz").status, 200);
}

/// The end mark is the length of the sound.
fn check_length(marks: &[Value], sound: &super::Answer, rate: f64) {
    let end = marks.last().unwrap()["elapsedTime"].as_f64().unwrap();
    let length = (sound.body.len() - 44) as f64 / 2.0 / rate;
    assert!((length - end).abs() < 2e-6, "{length} {end}");
}

#[test]
fn a_sentence_lost_through_our_fault_is_skipped_and_the_rendering_never_kept() {
    let server = Server::start();
    let text = "This goes well.\nThe engine-crashes here.\nOn it goes.";
    let passage = server.passage(&json!({"text": text, "voice": "gated"}));
    let marks_url = passage.url("/marks");
    for _ in 0..2 {
        let marks = server.get(&marks_url).lines();
        let named = |name: &str| marks.iter().filter(|mark| mark["name"] == name).count();
        assert_eq!(
            (named("sentence"), named("skipped"), named("end")),
            (2, 1, 1)
        );
        for url in [
            passage.url("/audio/wav"),
            passage.url("/audio/opus"),
            passage.url("/segments/1/audio"),
            passage.url("/segments/1/marks"),
            format!("{marks_url}.json"),
            format!("{marks_url}.vtt"),
        ] {
            let answer = server.get(&url);
            assert_eq!(answer.status, 200, "{url}");
            assert_eq!(answer.header("etag"), "", "{url}");
            assert_eq!(answer.header("cache-control"), "no-store", "{url}");
        }
        check_length(&marks, &server.get(&passage.url("/audio/wav")), 16e3);
    }
    let begun = server.gate.begun();
    let tries = begun.iter().filter(|text| text.contains("crashes")).count();
    assert_eq!(tries, 1, "it is not tried over and over: {begun:?}");
    server.get(&passage.url("/segments/0/audio"));
    let good = server.get(&passage.url("/segments/0/audio"));
    assert!(
        !good.header("etag").is_empty(),
        "the other sentences are kept"
    );

    let alone = server.passage(&json!({"text": "It engine-crashes.", "voice": "gated"}));
    let answer = server.get(&alone.url("/audio/mp3"));
    assert_eq!((answer.status, answer.code()), (422, "unspeakable".into()));
    assert!(!answer.text().contains("machine"), "{}", answer.text());
}

#[test]
fn events_carry_the_sound_and_end_with_the_usage() {
    let server = Server::start();
    let ask = |input: &str| {
        let body = json!({
            "model": "tts-1", "input": input, "voice": "tone",
            "response_format": "pcm", "stream_format": "sse",
        });
        let body = body.to_string();
        let headers = [("content-type", "application/json")];
        server.open("POST", "/v1/audio/speech", &headers, body.as_bytes())
    };
    let whole = String::from_utf8(ask("All is well.").rest().unwrap()).unwrap();
    assert!(whole.contains("speech.audio.delta"));
    let last = whole.trim_end().lines().last().unwrap();
    let done: Value = serde_json::from_str(last.strip_prefix("data: ").unwrap()).unwrap();
    assert_eq!(done["type"], "speech.audio.done");
    assert!(done["usage"]["total_tokens"].as_u64().unwrap() > 0);
}

#[test]
fn a_connection_that_is_cut_in_its_request_costs_nothing() {
    let gate = Gate::open();
    let server = Server::behind(&gate);
    for part in [
        "POST /v1/passages HT",
        "POST /v1/passages HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{\"text\"",
        "GET / HTTP/1.1\r\n\r\n\r\n",
        "\u{0}\u{1}\u{2}",
        "GET /v1/passages/../../etc/passwd HTTP/1.1\r\nhost: x\r\n\r\n",
    ] {
        let mut stream = server.connect();
        stream.write_all(part.as_bytes()).unwrap();
    }
    let passage = server.passage(&json!({"text": sentences(1), "voice": "gated"}));
    assert_eq!(server.get(&passage.url("/audio/wav")).status, 200);
    assert_eq!(gate.begun().len(), 1);
}

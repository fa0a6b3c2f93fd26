//! SSML over HTTP: what is posted, what is told, what is heard.

use serde_json::{Value, json};

use super::Server;

fn post(server: &Server, text: &str) -> super::Answer {
    server.post("/v1/passages", &json!({"text": text, "input_type": "ssml"}))
}

fn marks(server: &Server, created: &Value) -> Vec<Value> {
    let answer = server.get(created["marks"].as_str().unwrap());
    let lines = String::from_utf8(answer.body.clone()).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn seconds(mark: &Value) -> f64 {
    mark["elapsedTime"].as_f64().unwrap()
}

#[test]
fn marks_point_into_the_posted_document() {
    let server = Server::start();
    let text = "<speak xml:lang='en'>é&amp;é <mark name='two'/>ab<break time='2s'/>cd</speak>";
    let created = post(&server, text).json();
    let units: Vec<u16> = text.encode_utf16().collect();
    let marks = marks(&server, &created);
    let told: Vec<(String, String)> = marks
        .iter()
        .map(|mark| {
            let at = mark["charIndex"].as_u64().unwrap_or(0) as usize;
            let length = mark["charLength"].as_u64().unwrap_or(0) as usize;
            let written = String::from_utf16(&units[at..at + length]).unwrap();
            (mark["name"].as_str().unwrap().to_owned(), written)
        })
        .collect();
    let expected = [
        ("sentence", "é&amp;é <mark name='two'/>ab"),
        ("word", "é&amp;é"),
        ("mark", ""),
        ("word", "ab"),
        ("sentence", "cd"),
        ("word", "cd"),
        ("end", ""),
    ];
    let expected = expected.map(|(name, written)| (name.to_owned(), written.to_owned()));
    assert_eq!(told, expected, "{marks:?}");
    assert_eq!(marks[2]["mark"], "two");
    assert_eq!(marks[2]["charIndex"], 29);
    assert_eq!(seconds(&marks[2]), seconds(&marks[3]));
    let pause = seconds(&marks[4]) - seconds(&marks[3]) - marks[3]["duration"].as_f64().unwrap();
    assert!((pause - 2.0).abs() < 1e-3, "{pause}");
    let vtt = server.get(&format!("{}.vtt", created["marks"].as_str().unwrap()));
    let vtt = String::from_utf8(vtt.body.clone()).unwrap();
    assert!(
        vtt.contains("\né&amp;é ab\n") && !vtt.contains("break"),
        "{vtt}"
    );
}

#[test]
fn what_is_wrong_is_400_with_its_place() {
    let server = Server::start();
    let answer = post(&server, "<speak>\n<p>a</s></speak>");
    assert_eq!(
        (answer.status, &answer.json()["code"]),
        (400, &json!("bad_ssml"))
    );
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    assert!(
        detail.contains("line 2, column") && detail.contains("charIndex"),
        "{detail}"
    );
    let deep = format!("<speak>{}</speak>", "<p>".repeat(100_000));
    assert_eq!(post(&server, &deep).json()["code"], "bad_ssml");
    let laughs = "<!DOCTYPE speak [<!ENTITY a \"ha\">]><speak>&a;</speak>";
    assert_eq!(post(&server, laughs).json()["code"], "bad_ssml");
    assert_eq!(
        post(&server, "<speak> <p/> </speak>").json()["code"],
        "unspeakable"
    );
    let kind = json!({"text": "a", "input_type": "html"});
    assert_eq!(
        server.post("/v1/passages", &kind).json()["code"],
        "unknown_input_type"
    );
    let voice = "<speak><voice name='nobody'>a</voice></speak>";
    assert_eq!(post(&server, voice).json()["code"], "unknown_voice");
}

#[test]
fn a_text_that_only_looks_like_ssml_is_a_text() {
    let server = Server::start();
    let text = "<speak>a</speak>";
    let plain = server.post("/v1/passages", &json!({"text": text})).json();
    let read = post(&server, text).json();
    assert_ne!(plain["id"], read["id"]);
    assert_eq!(marks(&server, &read).len(), 3);
    let say = |body: &Value| server.post("/v1/audio/speech", body).body.len();
    let wav = |input: &str, kind: Option<&str>| {
        say(&json!({"input": input, "voice": "tone", "response_format": "pcm", "input_type": kind}))
    };
    assert_eq!(wav(text, None), wav("a", None));
    assert!(wav(text, Some("text")) > 2 * wav("a", None));
    assert!(wav("1 <speak> 2", None) > wav("a", None));
    let broken = json!({"input": "<speak><p>a</speak>", "voice": "tone"});
    let broken = server.post("/v1/audio/speech", &broken);
    assert_eq!(broken.status, 400);
    assert_eq!(broken.json()["error"]["param"], "input");
}

#[test]
fn warnings_are_told_and_left_out_where_there_are_none() {
    let server = Server::start();
    let created = post(&server, "<speak><emphasis>a</emphasis></speak>").json();
    assert_eq!(created["warnings"].as_array().unwrap().len(), 1);
    assert_eq!(
        post(&server, "<speak>a</speak>").json().get("warnings"),
        None
    );
}

#[test]
fn rate_and_volume_change_the_sound_and_nothing_else_of_it() {
    let server = Server::start();
    let samples = |body: &str| -> Vec<i16> {
        let created = post(&server, &format!("<speak xml:lang='en'>{body}</speak>")).json();
        let answer = server.get(created["audio"]["wav"].as_str().unwrap());
        let data = answer
            .body
            .windows(4)
            .position(|four| four == b"data")
            .unwrap()
            + 8;
        let pairs = answer.body[data..].chunks_exact(2);
        pairs
            .map(|two| i16::from_le_bytes([two[0], two[1]]))
            .collect()
    };
    let plain = samples("hello");
    let half = samples("<prosody volume='-6.02dB'>hello</prosody>");
    assert_eq!(plain.len(), half.len());
    assert!(plain.iter().zip(&half).all(|(a, b)| (a / 2 - b).abs() <= 1));
    let silent = samples("<prosody volume='silent'>hello</prosody>");
    assert!(silent.len() == plain.len() && silent.iter().all(|sample| *sample == 0));
    let slow = samples("<prosody rate='50%'>hello</prosody>");
    assert_eq!(slow.len(), 2 * plain.len());
    assert_eq!(
        samples("hello<break time='1s'/>").len(),
        plain.len() + 16_000
    );
}

#[test]
fn a_run_says_how_it_is_read() {
    let server = Server::speaking();
    let run = |more: Value| {
        let mut run = json!({"charIndex": 4, "charLength": 5});
        run.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({"text": "Use nginx now.", "language": "en-US", "runs": [run]})
    };
    let words = |body: &Value| server.post("/v1/explain", body).json()["words"].clone();
    let said = words(&run(json!({"say": "engine x"})));
    assert_eq!(said[1]["written"], "nginx");
    assert_eq!(
        (&said[1]["spoken"], &said[1]["rule"]),
        (&json!("engine x"), &json!("given"))
    );
    let sounds = words(&run(json!({"ipa": "hˈaɪ"})));
    assert_eq!(
        (&sounds[1]["spoken"], &sounds[1]["phonemes"]),
        (&json!("nginx"), &json!("hˈaɪ"))
    );
    for wrong in [
        json!({"say": "!"}),
        json!({"ipa": "/x/"}),
        json!({"say": "a", "ipa": "b"}),
    ] {
        let answer = server.post("/v1/passages", &run(wrong));
        assert_eq!(answer.json()["code"], "invalid_runs");
    }
}

//! Wrong requests: each is told what was wrong, the limit or the choices.

use serde_json::{Value, json};

use super::server::Setup;
use super::{Answer, Gate, Server};

/// A body, the status it is answered with, the code, and what the message names.
type Case = (Value, u16, &'static str, &'static str);

fn passages() -> Vec<Case> {
    let runs = |runs: Value| json!({"text": "One two.", "runs": runs});
    vec![
        (json!({"text": ""}), 400, "empty_text", "empty"),
        (json!({"text": " \n\t\u{3000}"}), 400, "empty_text", "empty"),
        (json!({"text": "... --- !!!"}), 422, "unspeakable", "word"),
        (
            json!({"text": "x".repeat(100_001)}),
            413,
            "text_too_long",
            "100000",
        ),
        (json!({}), 400, "invalid_json", "text"),
        (json!([]), 400, "invalid_json", "JSON"),
        (json!({"text": 5}), 400, "invalid_json", "string"),
        (json!({"text": null}), 400, "invalid_json", "null"),
        (
            json!({"text": "a", "runs": 1}),
            400,
            "invalid_json",
            "sequence",
        ),
        (
            json!({"text": "a", "voice": 1}),
            400,
            "invalid_json",
            "string",
        ),
        (
            json!({"text": "a", "voice": "nobody"}),
            404,
            "unknown_voice",
            "nobody",
        ),
        (
            json!({"text": "a", "voice": "../../etc/passwd"}),
            404,
            "unknown_voice",
            "/v1/voices",
        ),
        (
            json!({"text": "a", "language": "tlh-x"}),
            400,
            "unsupported_language",
            "tlh",
        ),
        (
            json!({"text": "a", "speed": 0}),
            400,
            "speed_out_of_range",
            "0.25 to 4",
        ),
        (
            json!({"text": "a", "speed": 5}),
            400,
            "speed_out_of_range",
            "0.25 to 4",
        ),
        (
            json!({"text": "a", "speed": -1}),
            400,
            "speed_out_of_range",
            "0.25 to 4",
        ),
        (
            json!({"text": "a", "speed": 1e308}),
            400,
            "speed_out_of_range",
            "0.25 to 4",
        ),
        (
            json!({"text": "a", "speed": "1e9"}),
            400,
            "invalid_json",
            "speed",
        ),
        (
            runs(json!([{"charIndex": 0}])),
            400,
            "invalid_json",
            "charLength",
        ),
        (
            runs(json!([{"charIndex": -1, "charLength": 1}])),
            400,
            "invalid_json",
            "-1",
        ),
        (
            runs(json!([{"charIndex": 7, "charLength": 2}])),
            400,
            "invalid_runs",
            "runs[0]",
        ),
        (
            runs(json!([{"charIndex": u64::MAX, "charLength": 2}])),
            400,
            "invalid_runs",
            "runs[0]",
        ),
        (
            runs(json!([{"charIndex": 0, "charLength": 4}, {"charIndex": 3, "charLength": 1}])),
            400,
            "invalid_runs",
            "runs[1]",
        ),
        (
            runs(json!([{"charIndex": 0, "charLength": 3, "kind": "footnote"}])),
            400,
            "invalid_runs",
            "heading",
        ),
        (
            runs(json!([{"charIndex": 0, "charLength": 3, "voice": "nobody"}])),
            404,
            "unknown_voice",
            "nobody",
        ),
        (
            runs(Value::Array(vec![
                json!({"charIndex": 0, "charLength": 0});
                10_001
            ])),
            413,
            "too_many_runs",
            "10000",
        ),
    ]
}

#[test]
fn a_passage_that_cannot_be_taken_is_told_why() {
    let server = Server::start();
    for (body, status, code, named) in passages() {
        let answer = server.post("/v1/passages", &body);
        let shown: String = body.to_string().chars().take(100).collect();
        check_problem(&answer, status, code, named, &shown);
    }
}

#[test]
fn a_speed_of_null_means_the_usual() {
    let server = Server::start();
    let usual = server.passage(&json!({"text": "One."}));
    let null = json!({"text": "One.", "speed": null, "voice": null, "language": null});
    assert_eq!(server.passage(&null).id(), usual.id());
}

#[test]
fn a_body_that_is_no_json_or_too_large_is_told_so_in_both_shapes() {
    let server = Server::start();
    let large = format!("{{\"text\": \"{}\"}}", "x".repeat(1 << 20));
    for (body, status, code, named) in [
        ("", 400, "invalid_json", "JSON"),
        ("{", 400, "invalid_json", "JSON"),
        ("text=Hello", 400, "invalid_json", "JSON"),
        ("{\"text\": \"\\ud8\"}", 400, "invalid_json", "JSON"),
        (large.as_str(), 413, "body_too_large", "1048576"),
    ] {
        let shown = &body[..body.len().min(60)];
        let ours = server.ask("POST", "/v1/passages", &[], body.as_bytes());
        check_problem(&ours, status, code, named, shown);
        let theirs = server.ask("POST", "/v1/audio/speech", &[], body.as_bytes());
        check_openai(&theirs, status, code, named, shown);
    }
    let not_utf8 = server.ask("POST", "/v1/passages", &[], b"{\"text\": \"\xff\xfe\"}");
    check_problem(&not_utf8, 400, "invalid_json", "JSON", "not UTF-8");
}

#[test]
fn openai_clients_are_answered_in_their_own_shape() {
    let server = Server::start();
    let ask = |with: Value| {
        let mut body = json!({"model": "tts-1", "input": "Hello.", "voice": "alloy"});
        body.as_object_mut()
            .unwrap()
            .extend(with.as_object().unwrap().clone());
        body
    };
    for (with, code, param, named) in [
        (json!({"input": ""}), "empty_text", Some("input"), "empty"),
        (json!({"input": "?!"}), "unspeakable", Some("input"), "word"),
        (
            json!({"input": "x".repeat(100_001)}),
            "text_too_long",
            Some("input"),
            "100000",
        ),
        (json!({"input": 1}), "invalid_json", None, "string"),
        (
            json!({"voice": "nobody"}),
            "unknown_voice",
            Some("voice"),
            "nobody",
        ),
        (
            json!({"voice": {"id": "nobody"}}),
            "unknown_voice",
            Some("voice"),
            "nobody",
        ),
        (json!({"voice": 7}), "invalid_json", None, "JSON"),
        (
            json!({"response_format": "aac"}),
            "unknown_format",
            Some("response_format"),
            "mp3, opus, flac, wav, pcm",
        ),
        (
            json!({"response_format": "webm"}),
            "unknown_format",
            Some("response_format"),
            "mp3, opus",
        ),
        (
            json!({"stream_format": "xml"}),
            "unknown_stream_format",
            Some("stream_format"),
            "sse",
        ),
        (
            json!({"speed": 0.1}),
            "speed_out_of_range",
            Some("speed"),
            "0.25 to 4",
        ),
    ] {
        let answer = server.post("/v1/audio/speech", &ask(with.clone()));
        check_openai(
            &answer,
            400,
            code,
            named,
            &with.to_string().chars().take(40).collect::<String>(),
        );
        assert_eq!(answer.json()["error"]["param"], json!(param), "{code}");
        assert_eq!(answer.json()["error"]["type"], "invalid_request_error");
    }
    let model = server.get("/v1/models/none");
    check_openai(&model, 404, "unknown_model", "tts-1", "model");
}

#[test]
fn what_does_not_exist_is_named_with_what_does() {
    let server = Server::start();
    let passage = server.passage(&json!({"text": "One.\nTwo."}));
    let base = format!("/v1/passages/{}", passage.id());
    for (path, code, named) in [
        (
            format!("{base}/audio.aac"),
            "unknown_file",
            "opus, mp3, wav, flac",
        ),
        (format!("{base}/audio.webm"), "unknown_file", "opus"),
        (format!("{base}/audio"), "unknown_file", "audio.opus"),
        (format!("{base}/marks.txt"), "unknown_file", "vtt"),
        (format!("{base}/nothing.json"), "unknown_file", "marks"),
        (
            format!("{base}/segments/2.webm"),
            "unknown_segment",
            "0 to 1",
        ),
        (
            format!("{base}/segments/-1.webm"),
            "unknown_segment",
            "0 to 1",
        ),
        (
            format!("{base}/segments/99999999999999999999.json"),
            "unknown_segment",
            "0 to 1",
        ),
        (format!("{base}/segments/0.ogg"), "unknown_file", "webm"),
        (format!("{base}/segments/0"), "unknown_file", "N.webm"),
        (
            "/v1/passages/0123456789abcdef/audio.mp3".into(),
            "unknown_passage",
            "/v1/passages",
        ),
        (
            "/v1/passages/..%2f..%2fetc/marks".into(),
            "unknown_passage",
            "/v1/passages",
        ),
        ("/v1/nothing".into(), "no_such_route", "/openapi.json"),
        (
            "/widget/0/reading.js".into(),
            "unknown_file",
            "/click-to-listen.js",
        ),
    ] {
        check_problem(&server.get(&path), 404, code, named, &path);
    }
    let theirs = server.get("/v1/audio/nothing");
    check_openai(
        &theirs,
        404,
        "no_such_route",
        "/openapi.json",
        "their routes",
    );
}

#[test]
fn a_wrong_method_is_told_so_and_which_are_right() {
    let server = Server::start();
    let passage = server.passage(&json!({"text": "One."}));
    for (method, path) in [
        ("GET", "/v1/passages".to_owned()),
        ("DELETE", "/v1/voices".to_owned()),
        ("POST", passage.url("/marks")),
        ("POST", "/healthz".to_owned()),
    ] {
        let answer = server.ask(method, &path, &[], b"");
        check_problem(&answer, 405, "method_not_allowed", "method", &path);
        assert!(!answer.header("allow").is_empty(), "{path}");
    }
    let theirs = server.get("/v1/audio/speech");
    check_openai(&theirs, 405, "method_not_allowed", "method", "speech");
    assert_eq!(theirs.header("allow"), "POST");
}

#[test]
fn the_limits_are_the_configured_ones() {
    let mut setup = Setup::default();
    setup.limits.text = 10;
    setup.limits.body = 100;
    let server = Server::of(setup);
    assert_eq!(
        server
            .post("/v1/passages", &json!({"text": "0123456789"}))
            .status,
        201
    );
    let long = server.post("/v1/passages", &json!({"text": "0123456789a"}));
    check_problem(
        &long,
        413,
        "text_too_long",
        "11 characters; the limit is 10",
        "text",
    );
    // Characters are counted, not bytes.
    assert_eq!(
        server
            .post("/v1/passages", &json!({"text": "ééééé ééé."}))
            .status,
        201
    );
    let large = server.post(
        "/v1/passages",
        &json!({"text": "a", "other": "x".repeat(100)}),
    );
    check_problem(&large, 413, "body_too_large", "100", "body");
}

#[test]
fn a_body_too_large_is_refused_before_it_has_arrived() {
    let server = Server::start();
    let answer = server.raw(
        b"POST /v1/passages HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 99999999999\r\n\r\n{",
    );
    assert!(
        answer.starts_with(b"HTTP/1.1 413"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
}

#[test]
fn no_answer_tells_what_another_reader_posted() {
    let server = Server::start();
    let secret = "Xylophonically secret sentence.";
    let passage = server.passage(&json!({"text": secret}));
    server.get(&passage.url("/audio/wav"));
    for path in [
        "/v1/voices",
        "/v1/models",
        "/metrics",
        "/readyz",
        "/openapi.json",
        "/",
    ] {
        let body = server.get(path).body;
        assert!(
            !String::from_utf8_lossy(&body).contains("Xylophonically"),
            "{path}"
        );
    }
    // Errors of the JSON parser must not repeat the text either.
    let wrong = server.post("/v1/passages", &json!({"text": "Hello.", "speed": secret}));
    check_problem(&wrong, 400, "invalid_json", "speed", "wrong type");
}

#[test]
fn phoneme_brackets_are_ordinary_text_over_http() {
    let gate = Gate::open();
    let server = Server::behind(&gate);
    let passage = server.passage(&json!({"text": "Say [[h@'loU]] now.", "voice": "gated"}));
    server.get(&passage.url("/audio/wav"));
    let said = &gate.begun()[0];
    assert!(said.contains("h@'loU") && !said.contains("[["), "{said}");
}

#[test]
fn a_hundred_thousand_characters_are_taken() {
    let server = Server::start();
    for text in [
        "Words and words. ".repeat(5_882),
        "x".repeat(100_000),
        "中".repeat(100_000),
        "e\u{301}".repeat(50_000),
        ".".repeat(99_999) + "a",
    ] {
        let answer = server.post("/v1/passages", &json!({"text": text}));
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
}

fn check_problem(answer: &Answer, status: u16, code: &str, named: &str, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.text());
    assert_eq!(
        answer.header("content-type"),
        "application/problem+json",
        "{what}"
    );
    let problem = answer.json();
    assert_eq!(problem["code"], code, "{what}: {problem}");
    assert_eq!(problem["status"], status, "{what}");
    assert_eq!(problem["type"], "about:blank");
    assert!(problem["title"].is_string());
    check_message(answer, problem["detail"].as_str().unwrap(), named, what);
}

fn check_openai(answer: &Answer, status: u16, code: &str, named: &str, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.text());
    assert_eq!(answer.header("content-type"), "application/json", "{what}");
    let error = answer.json()["error"].clone();
    assert_eq!(error["code"], code, "{what}: {error}");
    let keys: Vec<_> = error.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 4, "type, message, param, code: {keys:?}");
    check_message(answer, error["message"].as_str().unwrap(), named, what);
}

fn check_message(answer: &Answer, message: &str, named: &str, what: &str) {
    assert!(message.contains(named), "{what}: {named} in {message}");
    assert!(message.len() < 400, "{what}: {message}");
    let text = answer.text();
    for path in [env!("CARGO_MANIFEST_DIR"), "src/", "/tmp", "/home", "/root"] {
        assert!(!text.contains(path), "{what}: {text}");
    }
    assert_eq!(answer.header("cache-control"), "no-store", "{what}");
}

//! The description of the API holds, and leaves nothing out.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};

use super::server::Setup;
use super::{Answer, Gate, Server};

struct Document(Value);

impl Document {
    fn of(server: &Server) -> Self {
        let answer = server.get("/openapi.json");
        assert_eq!(answer.header("content-type"), "application/json");
        Self(answer.json())
    }

    /// Every method and path, in order.
    fn operations(&self) -> Vec<(String, String)> {
        let paths = self.0["paths"].as_object().unwrap();
        let of = |(path, item): (&String, &Value)| {
            let methods = item.as_object().unwrap().keys();
            let named = methods.map(|method| (method.to_uppercase(), path.clone()));
            named.collect::<Vec<_>>()
        };
        paths.iter().flat_map(of).collect()
    }

    fn follow<'d>(&'d self, value: &'d Value) -> &'d Value {
        match value.get("$ref").and_then(Value::as_str) {
            Some(place) => self.0.pointer(place.trim_start_matches('#')).unwrap(),
            None => value,
        }
    }

    /// Holds an answer against what is said of this operation: its status, its
    /// media type, and every JSON value in its body.
    fn check(&self, method: &str, path: &str, answer: &Answer) {
        let what = format!("{method} {path} {}", answer.status);
        let operation = &self.0["paths"][path][method.to_lowercase()];
        let response = operation["responses"].get(answer.status.to_string());
        let response = self.follow(response.unwrap_or_else(|| panic!("{what} is not documented")));
        for (name, header) in response["headers"].as_object().into_iter().flatten() {
            let told = self.follow(header);
            if let Some(only) = told["schema"]["const"].as_str() {
                assert!(["", only].contains(&answer.header(name)), "{what}: {name}");
            }
        }
        let Some(content) = response.get("content") else {
            assert!(answer.body.is_empty(), "{what} has no content");
            return;
        };
        let kind = answer.header("content-type");
        let of_kind = content.get(kind);
        let schema =
            &of_kind.unwrap_or_else(|| panic!("{what}: {kind} is not documented"))["schema"];
        for value in values(kind, answer) {
            self.validate(schema, &value, &what);
        }
    }

    fn validate(&self, schema: &Value, value: &Value, what: &str) {
        let mut schema = schema.clone();
        schema["components"] = self.0["components"].clone();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<_> = validator
            .iter_errors(value)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{what}: {errors:?} in {value}");
    }
}

/// The JSON values in a body.
fn values(kind: &str, answer: &Answer) -> Vec<Value> {
    match kind {
        "application/json" | "application/problem+json" => vec![answer.json()],
        "application/x-ndjson" => answer.lines(),
        "text/event-stream" => {
            let events = answer.text().lines().filter(|line| !line.is_empty());
            let data = events.map(|line| line.strip_prefix("data: ").unwrap());
            data.map(|data| serde_json::from_str(data).unwrap())
                .collect()
        }
        _ => vec![],
    }
}

/// Method and pattern of every route, read from the router's own source: it keeps
/// no list that could be asked.
fn routes() -> Vec<(String, String)> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http/mod.rs");
    let source = std::fs::read_to_string(file).unwrap();
    let routes = source.split(".route(").skip(1).map(|route| {
        let pattern = route.split('"').nth(1).unwrap().to_owned();
        let rest = route.split_once("\",").unwrap().1.trim_start();
        let method: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
        (method.to_uppercase(), pattern)
    });
    routes.collect()
}

/// Whether the router's `pattern` takes a documented path.
fn takes(pattern: &str, path: &str) -> bool {
    let (mut patterns, mut parts) = (pattern.split('/'), path.split('/'));
    loop {
        match (patterns.next(), parts.next()) {
            (None, None) => return true,
            (Some(any), Some(_)) if any.starts_with("{*") => return true,
            (Some(any), Some(part)) if any.starts_with('{') && !part.is_empty() => {}
            (Some(same), Some(part)) if same == part => {}
            _ => return false,
        }
    }
}

#[test]
fn every_route_is_documented_and_every_documented_path_is_routed() {
    let document = Document::of(&Server::start());
    assert_eq!(document.0["info"]["version"], env!("CARGO_PKG_VERSION"));
    let (routes, operations) = (routes(), document.operations());
    assert!(routes.len() > 10, "{routes:?}");
    let pairs = |(method, pattern): &(String, String), (other, path): &(String, String)| {
        method == other && takes(pattern, path)
    };
    for route in &routes {
        let told = operations.iter().any(|operation| pairs(route, operation));
        assert!(told, "{route:?} is not documented");
    }
    for operation in &operations {
        let routed = routes.iter().any(|route| pairs(route, operation));
        assert!(routed, "{operation:?} is not routed");
    }
}

#[test]
fn real_answers_are_as_documented() {
    let server = Server::start();
    let document = Document::of(&server);
    let text = "First words here.\nThis is unspeakable.\n\nLast words.";
    let asked =
        json!({"text": text, "runs": [{"charIndex": 0, "charLength": 5, "kind": "heading"}]});
    document.validate(
        &json!({"$ref": "#/components/schemas/Passage"}),
        &asked,
        "a passage",
    );
    let created = server.post("/v1/passages", &asked);
    document.check("POST", "/v1/passages", &created);
    let id = created.json()["id"].as_str().unwrap().to_owned();
    let entry = server.get("/click-to-listen.js").text().to_owned();
    let version = entry.split("/widget/").nth(1).unwrap();
    let version = version.split('/').next().unwrap();

    let mut answered = BTreeSet::from([("POST".to_owned(), "/v1/passages".to_owned())]);
    for (method, path) in document.operations() {
        if method != "GET" {
            continue;
        }
        let concrete = match path.as_str() {
            "/v1/models/{id}" => "/v1/models/tts-1".to_owned(),
            "/widget/{version}/{path}" => format!("/widget/{version}/reading.js"),
            _ => path.replace("{id}", &id).replace("{n}", "1"),
        };
        // Live, kept, a part of it, and known already.
        let live = server.get(&concrete);
        document.check(&method, &path, &live);
        if !["/metrics", "/readyz"].contains(&path.as_str()) {
            assert_eq!(live.status, 200, "{path}");
        }
        let kept = server.get(&concrete);
        document.check(&method, &path, &kept);
        if live.header("content-type").starts_with("audio/") {
            for (headers, status) in [
                ([("range", "bytes=0-1")], 206),
                ([("range", "bytes=99999999-")], 416),
                ([("if-none-match", kept.header("etag"))], 304),
            ] {
                let answer = server.get_with(&concrete, &headers);
                assert_eq!(answer.status, status, "{path}");
                document.check(&method, &path, &answer);
            }
        }
        let head = server.ask("HEAD", &concrete, &[], b"");
        assert_eq!(head.status, kept.status, "HEAD {path}");
        answered.insert((method, path));
    }
    for body in [
        json!({"input": "Hello."}),
        json!({"input": "Hello.", "response_format": "pcm"}),
        json!({"input": "Hello.", "response_format": "opus", "stream_format": "sse"}),
    ] {
        document.validate(
            &json!({"$ref": "#/components/schemas/Speech"}),
            &body,
            "speech",
        );
        let spoken = server.post("/v1/audio/speech", &body);
        assert_eq!(spoken.status, 200);
        document.check("POST", "/v1/audio/speech", &spoken);
        answered.insert(("POST".into(), "/v1/audio/speech".into()));
    }
    for voice in ["tone", "espeak:en-us"] {
        let body = json!({"text": "It cost $5.", "voice": voice});
        let explained = server.post("/v1/explain", &body);
        assert_eq!(explained.status, 200);
        document.check("POST", "/v1/explain", &explained);
        answered.insert(("POST".into(), "/v1/explain".into()));
    }
    let operations: BTreeSet<_> = document.operations().into_iter().collect();
    assert_eq!(answered, operations);
}

#[test]
fn real_errors_are_as_documented() {
    let mut setup = Setup::default();
    setup.limits.body = 200;
    setup.limits.text = 20;
    let server = Server::of(setup);
    let document = Document::of(&server);
    for (body, status) in [
        (json!({}), 400),
        (json!({"text": "a", "voice": "nobody"}), 404),
        (json!({"text": "x".repeat(30)}), 413),
        (json!({"text": "x".repeat(300)}), 413),
        (json!({"text": "!"}), 422),
    ] {
        let answer = server.post("/v1/passages", &body);
        assert_eq!(answer.status, status);
        document.check("POST", "/v1/passages", &answer);
        let explained = server.post("/v1/explain", &body);
        assert_eq!(explained.status, status);
        document.check("POST", "/v1/explain", &explained);
    }
    for (body, status) in [
        (json!({"input": "a", "response_format": "aac"}), 400),
        (json!({"input": "x".repeat(300)}), 413),
    ] {
        let answer = server.post("/v1/audio/speech", &body);
        assert_eq!(answer.status, status);
        document.check("POST", "/v1/audio/speech", &answer);
    }
    let passage = server.passage(&json!({"text": "unspeakable"}));
    for (path, concrete, status) in [
        (
            "/v1/passages/{id}/audio.mp3",
            passage.url("/audio/mp3"),
            422,
        ),
        ("/v1/passages/{id}/marks", passage.url("/marks"), 422),
        (
            "/v1/passages/{id}/marks.vtt",
            "/v1/passages/x/marks.vtt".into(),
            404,
        ),
        (
            "/v1/passages/{id}/segments/{n}.json",
            "/v1/passages/x/segments/0.json".into(),
            404,
        ),
        ("/v1/models/{id}", "/v1/models/none".into(), 404),
        ("/widget/{version}/{path}", "/widget/0/x.js".into(), 404),
    ] {
        let answer = server.get(&concrete);
        assert_eq!(answer.status, status, "{concrete}");
        document.check("GET", path, &answer);
    }
}

#[test]
fn a_refusal_for_want_of_room_is_as_documented() {
    let gate = Gate::letting(0, 0);
    let server = Server::of(Setup {
        workers: 1,
        queue: 1,
        gate: gate.clone(),
        ..Setup::default()
    });
    let document = Document::of(&server);
    let url = |text: &str| {
        let passage = server.passage(&json!({"text": text, "voice": "gated"}));
        passage.url("/audio/opus")
    };
    let (spoken, waiting, refused) = (url("One."), url("Two."), url("Three."));
    std::thread::scope(|scope| {
        scope.spawn(|| server.get(&spoken));
        gate.wait("the first is begun", |state| state.begun.len() == 1);
        scope.spawn(|| server.get(&waiting));
        super::sharing::until("the second waits", || server.app.narrator.waiting() == 1);
        let answer = server.get(&refused);
        gate.open_up();
        assert_eq!(answer.status, 503);
        document.check("GET", "/v1/passages/{id}/audio.opus", &answer);
    });
}

#[test]
fn every_code_that_a_client_can_meet_is_documented_and_no_other() {
    let document = Document::of(&Server::start()).0;
    let documented = |pointer: &str| {
        let codes = document.pointer(pointer).unwrap().as_array().unwrap();
        codes
            .iter()
            .map(|code| code.as_str().unwrap().to_owned())
            .collect::<BTreeSet<_>>()
    };
    let schemas = "/components/schemas";
    let ours = documented(&format!("{schemas}/Problem/properties/code/enum"));
    let theirs = documented(&format!(
        "{schemas}/OpenAiError/properties/error/properties/code/enum"
    ));
    // Of the command line and of starting, of reading audio, which nobody sends, and of
    // installing voices, which no server does; phonemes are for those who are trusted.
    let elsewhere = [
        "bad_catalogue",
        "bad_download",
        "bad_lexicon",
        "bad_source",
        "cache_unwritable",
        "catalogue_unreachable",
        "disk_full",
        "download_failed",
        "install_busy",
        "no_phonemes",
        "not_installed",
        "unknown_captions",
        "unreadable_audio",
        "voices_unwritable",
    ];
    let mut used = BTreeSet::new();
    for room in [
        "http", "narrator", "engine", "phoneme", "voice", "audio", "text", "caption",
    ] {
        collect_codes(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room),
            &mut used,
        );
    }
    used.retain(|code| !elsewhere.contains(&code.as_str()));
    let told: BTreeSet<_> = ours.union(&theirs).cloned().collect();
    assert_eq!(told, used);
    let theirs_alone: Vec<_> = theirs.difference(&ours).collect();
    let of_their_fields = ["unknown_format", "unknown_model", "unknown_stream_format"];
    assert_eq!(theirs_alone, of_their_fields);
}

/// The first argument of every `Error::…("code", …)` below `folder`.
fn collect_codes(folder: &Path, into: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            collect_codes(&entry.path(), into);
            continue;
        }
        let source = std::fs::read_to_string(entry.path()).unwrap();
        for call in source.split("Error::").skip(1) {
            let Some((kind, rest)) = call.split_once('(') else {
                continue;
            };
            let kinds = ["caller", "limit", "unsupported", "unavailable", "ours"];
            let code = rest.trim_start().strip_prefix('"');
            if let (true, Some(code)) = (kinds.contains(&kind), code) {
                into.insert(code.split('"').next().unwrap().to_owned());
            }
        }
    }
}

//! Pages of other origins, common headers, compression, the widget's files.

use serde_json::json;

use super::server::Setup;
use super::{Answer, Server};

const PAGE: (&str, &str) = ("origin", "https://blog.example");

fn allowed(answer: &Answer) -> &str {
    answer.header("access-control-allow-origin")
}

#[test]
fn on_a_loopback_address_every_origin_may_use_the_api_and_none_at_all_too() {
    let server = Server::start();
    for origin in ["https://blog.example", "null", "http://localhost:3000"] {
        let answer = server.get_with("/v1/voices", &[("origin", origin)]);
        assert!(["*", origin].contains(&allowed(&answer)), "{origin}");
        let exposed = answer
            .header("access-control-expose-headers")
            .to_lowercase();
        for name in ["retry-after", "etag", "content-range"] {
            assert!(exposed.contains(name), "{name} in {exposed}");
        }
    }
    let unknown = server.get_with("/v1/passages/none/marks", &[PAGE]);
    assert_eq!(
        (unknown.status, allowed(&unknown)),
        (404, "*"),
        "errors are readable too"
    );
}

#[test]
fn a_page_may_post_json_and_ask_for_ranges() {
    let server = Server::start();
    let asked = [
        PAGE,
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type,range"),
    ];
    let answer = server.ask("OPTIONS", "/v1/passages", &asked, b"");
    assert_eq!(answer.status, 200);
    assert_eq!(allowed(&answer), "*");
    let methods = answer.header("access-control-allow-methods");
    assert!(methods.contains("POST"), "{methods}");
    let headers = answer.header("access-control-allow-headers");
    assert!(
        headers == "*" || headers.contains("content-type"),
        "{headers}"
    );
    assert!(
        answer
            .header("access-control-max-age")
            .parse::<u32>()
            .unwrap()
            >= 60
    );
}

#[test]
fn elsewhere_only_configured_origins_may_use_the_api() {
    let server = Server::of(Setup {
        any_origin: false,
        origins: vec!["https://blog.example".into()],
        ..Setup::default()
    });
    let known = server.get_with("/v1/voices", &[PAGE]);
    assert_eq!(allowed(&known), "https://blog.example");
    assert!(known.header("vary").to_lowercase().contains("origin"));
    for origin in [
        "https://other.example",
        "null",
        "https://blog.example.evil.example",
    ] {
        let other = server.get_with("/v1/voices", &[("origin", origin)]);
        assert_eq!(allowed(&other), "", "{origin}");
    }
    let widget = server.get_with("/click-to-listen.js", &[("origin", "null")]);
    assert_eq!(allowed(&widget), "*");
}

#[test]
fn every_answer_carries_the_common_headers() {
    let server = Server::start();
    let passage = server.passage(&json!({"text": "One."}));
    for path in [
        "/",
        "/healthz",
        "/v1/voices",
        "/v1/nothing",
        "/click-to-listen.js",
        &passage.url("/audio/wav"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        let policy = answer.header("cross-origin-resource-policy");
        assert_eq!(policy, "cross-origin", "{path}");
        assert_eq!(answer.header("timing-allow-origin"), "*", "{path}");
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[test]
fn text_is_compressed_and_sound_and_streams_are_not() {
    let server = Server::start();
    let passage = server.passage(&json!({"text": super::sentences(20)}));
    let accepts = [("accept-encoding", "br, gzip")];
    let encoding = |path: &str| {
        let answer = server.get_with(path, &accepts);
        assert_eq!(answer.status, 200, "{path}");
        answer.header("content-encoding").to_owned()
    };
    assert_eq!(encoding("/v1/voices"), "br");
    for pointer in [
        "/audio/wav",
        "/audio/wav",
        "/audio/mp3",
        "/segments/0/audio",
        "/marks",
    ] {
        let url = passage.url(pointer);
        assert_eq!(encoding(&url), "", "{pointer}");
    }
}

#[test]
fn the_entry_is_fresh_and_names_files_that_never_change() {
    let server = Server::start();
    let entry = server.get("/click-to-listen.js");
    assert_eq!(entry.status, 200);
    assert_eq!(entry.header("cache-control"), "no-cache");
    assert_eq!(
        entry.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    let (_, rest) = entry.text().split_once("/widget/").unwrap();
    let path: String = rest.chars().take_while(|c| !"\"'`".contains(*c)).collect();
    let module = server.get_with(&format!("/widget/{path}"), &[PAGE]);
    assert_eq!(module.status, 200, "{path}");
    assert!(module.header("cache-control").ends_with("immutable"));
    assert_eq!(allowed(&module), "*");
    let (version, name) = path.split_once('/').unwrap();
    let other = version.chars().rev().collect::<String>();
    let later = server.get_with(&format!("/widget/{other}/{name}"), &[PAGE]);
    assert_eq!(
        (later.status, later.text()),
        (200, module.text()),
        "after an upgrade"
    );
    assert_eq!(later.header("cache-control"), "no-store");
    let demo = server.get("/");
    assert_eq!(demo.header("content-type"), "text/html; charset=utf-8");
    assert!(
        demo.header("content-security-policy")
            .contains("default-src 'none'")
    );
    assert!(!demo.text().contains("__VERSION__") && !entry.text().contains("__VERSION__"));
}

#[test]
fn addresses_begin_with_the_public_url_where_one_is_configured() {
    let server = Server::of(Setup {
        public_url: "https://speech.example/base",
        ..Setup::default()
    });
    let answer = server.post("/v1/passages", &json!({"text": "One."}));
    let created = super::Posted(answer.json());
    for pointer in [
        "/audio/opus",
        "/marks",
        "/segments/0/audio",
        "/segments/0/marks",
    ] {
        let url = created.url(pointer);
        assert!(
            url.starts_with("https://speech.example/base/v1/passages/"),
            "{url}"
        );
    }
    assert!(
        answer
            .header("location")
            .starts_with("https://speech.example/base/")
    );
}

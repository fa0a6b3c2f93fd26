//! Alive, ready, counted, and ended in an orderly way.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::LazyLock;
use std::time::Duration;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use serde_json::json;

use super::sharing::until;
use super::{Gate, Server, sentences};

/// Shorter than any of the server's own deadlines.
const AT_ONCE: Duration = Duration::from_secs(8);

#[test]
fn ready_is_told_when_the_default_voice_is() {
    let server = Server::start();
    assert_eq!(server.get("/healthz").json(), json!({"status": "ok"}));
    assert_eq!(server.get("/readyz").status, 503);
    server.app.set_ready(true);
    let ready = server.get("/readyz");
    assert_eq!(
        (ready.status, ready.json()),
        (200, json!({"status": "ready"}))
    );
    assert_eq!(server.get("/metrics").status, 404, "none were set up");
}

/// One recorder serves a whole process, and so all servers of these tests.
static METRICS: LazyLock<PrometheusHandle> =
    LazyLock::new(|| PrometheusBuilder::new().install_recorder().unwrap());

#[test]
fn the_counters_move() {
    let server = Server::start().with_metrics(METRICS.clone());
    let count = |name: &str| {
        let metrics = server.get("/metrics");
        assert_eq!(
            metrics.header("content-type"),
            "text/plain; version=0.0.4; charset=utf-8"
        );
        let line = metrics.text().lines().find(|line| line.starts_with(name));
        let value = line.and_then(|line| line.rsplit(' ').next()?.parse::<f64>().ok());
        value.unwrap_or_default()
    };
    let passage = server.passage(&json!({"text": "Counted sentence."}));
    for (name, path) in [
        (
            "aloud_sentences_synthesised_total",
            passage.url("/audio/wav"),
        ),
        ("aloud_sentences_cached_total", passage.url("/audio/flac")),
        (
            "aloud_http_requests_total{status=\"404\"}",
            "/nothing".into(),
        ),
        (
            "aloud_http_requests_total{status=\"200\"}",
            "/healthz".into(),
        ),
    ] {
        let before = count(name);
        server.get(&path);
        assert!(count(name) >= before + 1.0, "{name}");
    }
}

#[test]
fn a_stream_under_way_finishes_and_new_connections_are_refused() {
    let gate = Gate::letting(1, 1);
    let mut server = Server::behind(&gate);
    let passage = server.passage(&json!({"text": sentences(5), "voice": "gated"}));
    let stream = server.listen(&passage.url("/audio/wav"));
    server.ask_to_end();
    until("nobody new is let in", || {
        TcpStream::connect(server.address).is_err()
    });
    gate.open_up();
    let whole = stream.rest().unwrap();
    assert!(whole.len() > 5 * 5_000 * 2);
    assert_eq!(gate.begun().len(), 5);
    assert!(server.ends_within(AT_ONCE));
}

#[test]
fn connections_that_idle_do_not_delay_the_end() {
    let mut server = Server::start();
    let mut idle = server.connect();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
        .unwrap();
    let mut answer = [0; 12];
    idle.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    let _silent = server.connect();
    server.ask_to_end();
    assert!(server.ends_within(AT_ONCE));
}

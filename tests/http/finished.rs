//! A file in the making and the same file finished.

use serde_json::json;

use super::{Gate, Posted, Server, sentences};

const FILES: [&str; 6] = [
    "/audio/wav",
    "/audio/opus",
    "/audio/mp3",
    "/audio/flac",
    "/segments/0/audio",
    "/segments/0/mp3",
];

const MEDIA_TYPES: [&str; 6] = [
    "audio/wav",
    "audio/ogg; codecs=opus",
    "audio/mpeg",
    "audio/flac",
    "audio/webm; codecs=opus",
    "audio/mpeg",
];

fn passage(server: &Server) -> Posted {
    server.passage(&json!({"text": sentences(3), "voice": "gated"}))
}

#[test]
fn a_file_in_the_making_promises_nothing_about_its_end() {
    for (file, media_type) in FILES.iter().zip(MEDIA_TYPES) {
        let gate = Gate::letting(1, 2);
        let server = Server::behind(&gate);
        let url = passage(&server).url(file);
        // Kept until the end: when the last listener leaves, the work stops.
        let mut listening = Vec::new();
        for range in [None, Some(("range", "bytes=0-"))] {
            let headers: Vec<_> = range.into_iter().collect();
            let stream = server.open("GET", &url, &headers, b"");
            let header = |name| super::client::header(&stream.headers, name).to_owned();
            assert_eq!(stream.status, 200, "{file} {range:?}");
            assert_eq!(header("content-type"), media_type);
            assert_eq!(header("transfer-encoding"), "chunked");
            assert_eq!(header("cache-control"), "no-store");
            assert_eq!(header("x-accel-buffering"), "no");
            for absent in ["etag", "accept-ranges", "content-length", "content-range"] {
                assert_eq!(header(absent), "", "{file} {range:?} {absent}");
            }
            listening.push(stream);
        }
    }
}

#[test]
fn another_range_waits_for_the_end() {
    let gate = Gate::letting(1, 1);
    let server = Server::behind(&gate);
    let url = passage(&server).url("/audio/wav");
    std::thread::scope(|scope| {
        let probe = scope.spawn(|| server.get_with(&url, &[("range", "bytes=0-1")]));
        gate.wait("it is begun", |state| state.chunks == 1);
        assert!(!probe.is_finished());
        gate.open_up();
        let answer = probe.join().unwrap();
        assert_eq!((answer.status, answer.text()), (206, "RI"));
        assert!(!answer.header("content-range").ends_with('*'));
    });
}

#[test]
fn the_moment_the_last_byte_is_sent_the_file_is_finished() {
    for file in FILES {
        let server = Server::start();
        let url = passage(&server).url(file);
        let live = server.get(&url);
        assert_eq!(live.header("etag"), "");
        let kept = server.get(&url);
        assert_eq!(kept.status, 200);
        assert_eq!(kept.header("content-length"), kept.body.len().to_string());
        assert_eq!(kept.header("accept-ranges"), "bytes");
        assert_eq!(
            kept.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        let etag = kept.header("etag");
        assert!(etag.starts_with('"') && etag.len() > 18, "strong: {etag}");
        assert_eq!(live.body.len(), kept.body.len(), "{file}");
        assert_eq!(live.header("content-type"), kept.header("content-type"));
    }
}

/// What is asked of a finished file of `length` bytes, and what comes of it.
struct Case {
    headers: &'static [(&'static str, &'static str)],
    status: u16,
    /// First and last byte of the part.
    part: Option<(usize, usize)>,
}

#[test]
fn ranges_and_conditions_of_a_finished_file() {
    let server = Server::start();
    let url = passage(&server).url("/audio/wav");
    server.get(&url);
    let whole = server.get(&url);
    let length = whole.body.len();
    let last = length - 1;
    let part = |headers, from, to| Case {
        headers,
        status: 206,
        part: Some((from, to)),
    };
    let other = |headers, status| Case {
        headers,
        status,
        part: None,
    };
    for case in [
        part(&[("range", "bytes=0-1")], 0, 1),
        part(&[("range", "bytes=0-")], 0, last),
        part(&[("range", "bytes=100-199")], 100, 199),
        part(&[("range", "bytes=-10")], length - 10, last),
        part(&[("range", "bytes=5-99999999")], 5, last),
        other(&[("range", "bytes=99999999-")], 416),
        other(&[("range", "bytes=abc")], 200),
        other(&[("range", "pages=1-2")], 200),
        other(&[("range", "bytes=0-1,5-6")], 200),
        other(&[("range", "bytes=0-1"), ("if-range", "\"other\"")], 200),
        other(&[("if-none-match", "*")], 304),
        other(&[("if-none-match", "\"other\"")], 200),
    ] {
        let answer = server.get_with(&url, case.headers);
        assert_eq!(answer.status, case.status, "{:?}", case.headers);
        match (case.status, case.part) {
            (206, Some((from, to))) => {
                assert_eq!(answer.body, whole.body[from..=to], "{:?}", case.headers);
                let place = format!("bytes {from}-{to}/{length}");
                assert_eq!(answer.header("content-range"), place);
                assert_eq!(answer.header("content-length"), (to - from + 1).to_string());
                assert_eq!(answer.header("etag"), whole.header("etag"));
            }
            (416, _) => assert_eq!(answer.header("content-range"), format!("bytes */{length}")),
            (304, _) => {
                assert!(answer.body.is_empty());
                assert_eq!(answer.header("etag"), whole.header("etag"));
                assert_eq!(
                    answer.header("cache-control"),
                    whole.header("cache-control")
                );
            }
            _ => assert_eq!(answer.body, whole.body, "{:?}", case.headers),
        }
    }
    let etag = whole.header("etag").to_owned();
    let same = server.get_with(&url, &[("range", "bytes=0-1"), ("if-range", &etag)]);
    assert_eq!(same.status, 206);
    let several = format!("\"other\", W/{etag}");
    let known = server.get_with(&url, &[("if-none-match", &several)]);
    assert_eq!(known.status, 304);
}

#[test]
fn an_error_about_a_range_is_not_kept_by_caches() {
    let server = Server::start();
    let url = passage(&server).url("/audio/wav");
    server.get(&url);
    let refused = server.get_with(&url, &[("range", "bytes=99999999-")]);
    assert_eq!(refused.status, 416);
    assert_eq!(refused.header("cache-control"), "no-store");
}

#[test]
fn head_never_synthesises_and_tells_the_length_once_there_is_one() {
    let gate = Gate::open();
    let server = Server::behind(&gate);
    let passage = passage(&server);
    let marks = passage.url("/marks");
    let sentence = passage.url("/segments/0/marks");
    let mut urls: Vec<_> = FILES.iter().map(|file| passage.url(file)).collect();
    urls.extend(["", ".json", ".vtt", ".srt"].map(|kind| format!("{marks}{kind}")));
    urls.push(sentence);
    for url in &urls {
        let head = server.ask("HEAD", url, &[], b"");
        assert_eq!(head.status, 200, "{url}");
        assert_eq!(head.header("content-length"), "", "{url}");
        assert!(!head.header("content-type").is_empty());
    }
    assert!(gate.begun().is_empty());

    let url = passage.url("/audio/wav");
    server.get(&url);
    let kept = server.get(&url);
    let head = server.ask("HEAD", &url, &[], b"");
    assert!(head.body.is_empty());
    for name in ["content-length", "etag", "accept-ranges", "cache-control"] {
        assert_eq!(head.header(name), kept.header(name), "{name}");
    }
    let unknown = server.ask("HEAD", "/v1/passages/none/audio.wav", &[], b"");
    assert_eq!(unknown.status, 404);
}

#[test]
fn marks_made_whole_are_immutable() {
    let server = Server::start();
    let marks = passage(&server).url("/marks");
    for (kind, media_type) in [
        ("json", "application/json"),
        ("vtt", "text/vtt; charset=utf-8"),
        ("srt", "application/x-subrip; charset=utf-8"),
    ] {
        let answer = server.get(&format!("{marks}.{kind}"));
        assert_eq!(answer.header("content-type"), media_type);
        assert!(answer.header("cache-control").ends_with("immutable"));
    }
    let live = server.get(&marks);
    assert_eq!(live.header("cache-control"), "no-store");
    assert_eq!(live.header("x-accel-buffering"), "no");
    assert_eq!(
        server.get(&format!("{marks}.json")).json(),
        json!(live.lines()),
        "the stream and the file tell the same"
    );
}

#[test]
fn a_finished_file_survives_a_restart_on_disk() {
    use super::server::Setup;
    let cache = tempfile::tempdir().unwrap();
    let folder = cache.path().to_owned();
    let text = json!({"text": "Kept on disk.", "voice": "gated"});
    let server = Server::of(Setup {
        cache: Some(cache),
        ..Setup::default()
    });
    let url = server.passage(&text).url("/audio/wav");
    server.get(&url);
    let kept = server.get(&url);
    super::sharing::until("the file is on disk", || {
        let names = std::fs::read_dir(&folder).unwrap();
        names
            .flatten()
            .any(|entry| entry.path().extension().is_some_and(|kind| kind == "wav"))
    });
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(&folder).unwrap().flatten() {
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    drop(server);
    let gate = Gate::letting(0, 0);
    let server = Server::of(Setup {
        cache: Some(copy),
        gate: gate.clone(),
        ..Setup::default()
    });
    server.passage(&text);
    let again = server.get(&url);
    assert_eq!(again.body, kept.body);
    assert_eq!(again.header("etag"), kept.header("etag"));
    assert!(gate.begun().is_empty());
}

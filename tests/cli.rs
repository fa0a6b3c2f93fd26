//! The command line, as a person or a script meets it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// The platform's cache for all of these, so that espeak-ng's data is unpacked once.
/// Cargo's folder for tests; a temporary one would stay behind, for nothing is dropped
/// at the end of a test run.
const HOME: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/home");

/// A folder to work in, empty at first.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aloud"));
        command
            .args(args)
            .current_dir(self.0.path())
            .env_clear()
            .env("HOME", HOME)
            .env("XDG_CACHE_HOME", Path::new(HOME).join("cache"))
            .env("XDG_DATA_HOME", Path::new(HOME).join("data"))
            .stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    fn run_with_stdin(&self, args: &[&str], stdin: &str) -> Output {
        let mut command = self.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        pipe.write_all(stdin.as_bytes()).unwrap();
        drop(pipe);
        child.wait_with_output().unwrap()
    }

    /// Everything in the folder, hidden files too, sorted.
    fn names(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
fn assert_done(output: &Output) {
    assert_eq!(output.status.code(), Some(0), "{}", errors(output));
}

/// Seconds of sound in a file.
fn seconds(file: &[u8]) -> f64 {
    let sound = aloud::audio::decode(file.to_vec(), None).unwrap();
    (sound.samples.len() / sound.channels) as f64 / f64::from(sound.sample_rate)
}

fn end_of(marks: &str) -> f64 {
    let marks: Vec<Value> = serde_json::from_str(marks).unwrap();
    let end = marks.last().unwrap();
    assert_eq!(end["name"], "end");
    end["elapsedTime"].as_f64().unwrap()
}

#[test]
fn say_writes_every_format_with_marks_that_fit() {
    let desk = Desk::new();
    for format in ["wav", "opus", "mp3", "flac", "webm"] {
        let out = format!("a.{format}");
        let said = [
            "say",
            "It cost $5 in 1999.",
            "--marks",
            "m.json",
            "-o",
            &out,
        ];
        assert_done(&desk.run(&said));
        let length = seconds(&desk.read(&out));
        let end = end_of(&desk.text("m.json"));
        // WebM's last packet is padded.
        let slack = if format == "webm" { 0.02 } else { 2e-5 };
        assert!(
            length >= end - slack && length <= end + slack,
            "{format}: {length} {end}"
        );
    }
    assert_eq!(desk.names(".").len(), 6, "{:?}", desk.names("."));
    let marks = desk.text("m.json");
    let marks: Vec<Value> = serde_json::from_str(&marks).unwrap();
    let five = marks.iter().find(|mark| mark["charIndex"] == 8).unwrap();
    assert_eq!(five["charLength"], 2, "$5 is one word: {five}");
}

#[test]
fn say_writes_captions() {
    let desk = Desk::new();
    for (kind, opening) in [("vtt", "WEBVTT\n"), ("srt", "1\n00:00:00,0")] {
        let marks = format!("m.{kind}");
        assert_done(&desk.run(&["say", "Hello & goodbye.", "-o", "a.wav", "--marks", &marks]));
        let text = desk.text(&marks);
        assert!(text.starts_with(opening), "{text}");
        assert!(text.contains("goodbye"), "{text}");
    }
}

#[test]
fn say_speaks_into_a_pipe() {
    let desk = Desk::new();
    for (args, opening) in [
        (vec!["say", "Hello."], &b"RIFF"[..]),
        (
            vec!["say", "Hello.", "-o", "-", "--format", "flac"],
            b"fLaC",
        ),
        (
            vec!["say", "Hello.", "-o", "-", "--format", "opus"],
            b"OggS",
        ),
    ] {
        let said = desk.run(&args);
        assert_done(&said);
        assert!(said.stdout.starts_with(opening), "{args:?}");
        assert!(seconds(&said.stdout) > 0.2, "{args:?}");
    }
    assert!(desk.names(".").is_empty());
    let marks = desk.run(&["say", "Hello.", "-o", "a.wav", "--marks", "-"]);
    assert_done(&marks);
    assert!(end_of(std::str::from_utf8(&marks.stdout).unwrap()) > 0.2);
}

#[test]
fn say_reads_stdin_and_files() {
    let desk = Desk::new()
        .with(
            "post.md",
            "---\ntitle: T\n---\n# Head\n\nHello *there*, [friend](https://x.example).\n",
        )
        .with(
            "page.html",
            "<p>Hello <b>there</b>, friend.</p><script>no()</script>",
        )
        .with("note.txt", "Hello\nthere,\n\nfriend.");
    let sound = desk.run_with_stdin(&["say", "-", "-o", "a.wav"], "Hello there.");
    assert_done(&sound);
    let from_stdin = desk.read("a.wav");
    assert_done(&desk.run(&["say", "Hello there.", "-o", "a.wav"]));
    assert_eq!(desk.read("a.wav"), from_stdin);
    assert_done(&desk.run_with_stdin(&["say", "-f", "-", "-o", "a.wav"], "Hello there."));
    assert_eq!(desk.read("a.wav"), from_stdin);
    for file in ["post.md", "page.html", "note.txt"] {
        let args = ["say", "-f", file, "-o", "a.opus", "--marks", "m.srt"];
        assert_done(&desk.run(&args));
        let spoken = desk.text("m.srt").replace('\n', " ");
        for (what, wanted) in [
            ("there", true),
            ("friend", true),
            ("*", false),
            ("x.example", false),
            ("no()", false),
            ("title", false),
        ] {
            assert_eq!(spoken.contains(what), wanted, "{what} in {file}: {spoken}");
        }
    }
}

#[test]
fn the_same_words_give_the_same_bytes() {
    let desk = Desk::new();
    for out in ["a.wav", "b.wav"] {
        assert_done(&desk.run(&["say", "Again and again.", "--seed", "7", "-o", out]));
    }
    assert_eq!(desk.read("a.wav"), desk.read("b.wav"));
    assert_done(&desk.run(&["say", "Again and again.", "--speed", "2", "-o", "b.wav"]));
    assert!(seconds(&desk.read("b.wav")) < seconds(&desk.read("a.wav")));
}

#[test]
fn what_is_wrong_is_named_and_nothing_is_left_behind() {
    for (args, code, named) in [
        (&["say", "Hi.", "-o", "a.aac"][..], 2, "wav, opus"),
        (&["say", "Hi.", "-o", "noending"], 2, "--format"),
        (&["say", "Hi.", "-o", "a.wav", "--format", "aac"], 2, "aac"),
        (
            &["say", "Hi.", "-o", "a.wav", "--voice", "nobody"],
            2,
            "nobody",
        ),
        (&["say", "Hi.", "-o", "a.wav", "--lang", "tlh"], 2, "tlh"),
        (
            &["say", "Hi.", "-o", "a.wav", "--speed", "9"],
            2,
            "0.25 to 4",
        ),
        (
            &["say", "Hi.", "-o", "a.wav", "--speed", "fast"],
            2,
            "--speed",
        ),
        (
            &["say", "Hi.", "-o", "a.wav", "--marks", "m.txt"],
            2,
            "json, vtt or srt",
        ),
        (&["say", "Hi.", "-o", "-", "--marks", "-"], 2, "stdout"),
        (&["say", "Hi.", "-f", "post.md", "-o", "a.wav"], 2, "--file"),
        (&["say", "-o", "a.wav"], 2, "TEXT"),
        (&["say", "", "-o", "a.wav"], 1, "empty"),
        (&["say", "...", "-o", "a.wav"], 1, "word"),
        (&["say", "-f", "none.md", "-o", "a.wav"], 1, "none.md"),
        (&["say", "-f", ".", "-o", "a.wav"], 1, "."),
        (&["say", "-f", "binary", "-o", "a.wav"], 1, "binary"),
        (&["say", "Hi.", "-o", "none/a.wav"], 1, "none/a.wav"),
        (
            &["say", "Hi.", "-o", "a.wav", "--marks", "none/m.json"],
            1,
            "none/m.json",
        ),
        (
            &["say", "Hi.", "-o", "a.wav", "--cache", "binary/x"],
            1,
            "binary/x",
        ),
        (
            &["say", "Hi.", "-o", "a.wav", "--config", "none.toml"],
            2,
            "none.toml",
        ),
        (
            &["say", "Hi.", "-o", "a.wav", "--config", "bad.toml"],
            2,
            "lisen",
        ),
        (&["narrate", "none", "-o", "out"], 1, "none"),
        (
            &["narrate", "post.md", "-o", "out", "--format", "aac"],
            2,
            "aac",
        ),
        (&["narrate", "post.md"], 2, "--output"),
        (&["narrate", "post.md", "-o", "binary"], 1, "binary"),
        (&["serve", "--listen", "999"], 2, "--listen"),
        (
            &["serve", "--voice", "nobody", "--listen", "127.0.0.1:0"],
            2,
            "nobody",
        ),
        (
            &["serve", "--public-url", "x/", "--listen", "127.0.0.1:0"],
            2,
            "public_url",
        ),
        (&["dance"], 2, "dance"),
    ] {
        let desk = Desk::new()
            .with("binary", [0xFF, 0x00, 0xFE, 0x80])
            .with("bad.toml", "lisen = 1")
            .with("post.md", "# Hello\n\nWorld.");
        let before = desk.names(".");
        let output = desk.run(args);
        let said = errors(&output);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.contains(named), "{args:?}: {named} in {said}");
        assert!(
            !said.contains(".tmp") && !said.contains('\u{1b}'),
            "{args:?}: {said}"
        );
        assert!(output.stdout.is_empty(), "{args:?}");
        assert_eq!(desk.names("."), before, "{args:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn at_a_terminal_say_asks_where_the_sound_goes() {
    let desk = Desk::new();
    let said = format!("{} say Hello", env!("CARGO_BIN_EXE_aloud"));
    let output = Command::new("script")
        .args(["-qec", &said, "/dev/null"])
        .current_dir(desk.0.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("-o OUT.wav"), "{shown}");
}

#[test]
fn without_the_platforms_cache_folder_speaking_goes_on_and_says_so() {
    let desk = Desk::new().with("file", "");
    let mut command = desk.command(&["say", "Hi.", "-o", "a.wav"]);
    let output = command
        .env("XDG_CACHE_HOME", desk.path("file"))
        .output()
        .unwrap();
    assert_done(&output);
    assert!(
        errors(&output).contains("nothing is kept on disk"),
        "{}",
        errors(&output)
    );
    assert!(seconds(&desk.read("a.wav")) > 0.1);

    let chosen = desk.path("file").join("chosen");
    let mut command = desk.command(&["say", "Hi.", "-o", "b.wav"]);
    let refused = command.env("ALOUD_CACHE", &chosen).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        errors(&refused).contains(chosen.to_str().unwrap()),
        "{}",
        errors(&refused)
    );
    let desk = desk.with("a.toml", "cache = \"file/chosen\"");
    let refused = desk.run(&["say", "Hi.", "-o", "b.wav", "--config", "a.toml"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(errors(&refused).contains("file/chosen"));
    assert_eq!(desk.names("."), ["a.toml", "a.wav", "file"]);
}

#[test]
fn narrate_makes_each_post_once_and_again_when_it_changes() {
    let desk = Desk::new()
        .with(
            "posts/one.md",
            "---\ntitle: One\n---\n# One\n\nHello there.\n",
        )
        .with(
            "posts/deep/two.html",
            "<article><h1>Two</h1><p>Some words are here, and more.</p></article>",
        )
        .with("posts/draft.md", "---\ndraft: true\n---\nNot yet.\n");
    let narrate = |more: &[&str]| {
        let mut args = vec!["narrate", "posts", "-o", "out", "--format", "opus,mp3"];
        args.extend(more);
        desk.run(&args)
    };
    let planned = narrate(&["--dry-run"]);
    assert_done(&planned);
    assert!(
        errors(&planned).contains("2 to be made"),
        "{}",
        errors(&planned)
    );
    assert!(!desk.path("out").exists(), "a dry run makes nothing");
    assert_eq!(narrate(&["--check"]).status.code(), Some(1));
    assert!(!desk.path("out").exists(), "a check makes nothing");

    let made = narrate(&[]);
    assert_done(&made);
    let said = errors(&made);
    assert!(
        said.contains("2 made") && said.contains("1 left out"),
        "{said}"
    );
    for name in ["one", "deep/two"] {
        let end = end_of(&desk.text(&format!("out/{name}.marks.json")));
        for (format, slack) in [("opus", 2e-5), ("mp3", 2e-5)] {
            let length = seconds(&desk.read(&format!("out/{name}.{format}")));
            assert!(
                (length - end).abs() < slack,
                "{name}.{format}: {length} {end}"
            );
        }
        assert!(desk.text(&format!("out/{name}.vtt")).starts_with("WEBVTT"));
    }
    let files = desk.names("out");
    let first = desk
        .path("out/one.opus")
        .metadata()
        .unwrap()
        .modified()
        .unwrap();
    let again = narrate(&[]);
    assert_done(&again);
    assert!(
        errors(&again).contains("2 up to date"),
        "{}",
        errors(&again)
    );
    assert_eq!(desk.names("out"), files);
    let kept = desk
        .path("out/one.opus")
        .metadata()
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(first, kept, "nothing was written anew");
    assert_done(&narrate(&["--check"]));

    std::fs::write(desk.path("posts/one.md"), "# One\n\nHello again.\n").unwrap();
    let stale = narrate(&["--check"]);
    assert_eq!(stale.status.code(), Some(1), "{}", errors(&stale));
    let mended = narrate(&[]);
    assert_done(&mended);
    let said = errors(&mended);
    assert!(
        said.contains("1 made") && said.contains("1 up to date"),
        "{said}"
    );
}

#[test]
fn narrate_reads_stdin_and_goes_on_past_a_post_that_fails() {
    let desk = Desk::new()
        .with(
            "posts/bad.md",
            "---\naloud:\n  voice: nobody\n---\nWords.\n",
        )
        .with("posts/good.md", "Good words.\n");
    assert_done(&desk.run_with_stdin(&["narrate", "-", "-o", "out"], "# Three\n\nWords."));
    assert!(desk.path("out/stdin.opus").exists());
    let output = desk.run(&["narrate", "posts", "-o", "some"]);
    assert_eq!(output.status.code(), Some(1));
    let said = errors(&output);
    assert!(said.contains("bad.md") && said.contains("nobody"), "{said}");
    assert!(desk.path("some/good.opus").exists());
    assert!(!desk.path("some/bad.opus").exists());
}

#[test]
fn voices_are_listed_for_people_and_for_scripts() {
    let desk = Desk::new();
    let table = desk.run(&["voices", "list"]);
    assert_done(&table);
    assert!(
        String::from_utf8(table.stdout)
            .unwrap()
            .contains("espeak:en-us")
    );
    let json = desk.run(&["voices", "list", "--json"]);
    let voices: Vec<Value> = serde_json::from_slice(&json.stdout).unwrap();
    assert!(voices.iter().any(|voice| voice["id"] == "espeak:de"));
    let doctor = desk.run(&["doctor", "--json"]);
    assert_done(&doctor);
    let findings: Vec<Value> = serde_json::from_slice(&doctor.stdout).unwrap();
    assert!(findings.iter().all(|finding| finding["well"] == true));
}

/// `aloud serve`, ended when dropped.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(desk: &Desk) -> Self {
        let mut command = desk.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let address = line.trim().rsplit_once("http://").unwrap().1.to_owned();
        Self { child, address }
    }

    fn ask(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let mut answer = Vec::new();
        self.ask(&request).read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn terminate(&self) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(sent.success());
    }

    /// Its exit code, once it has ended by itself.
    fn ended(&mut self) -> Option<i32> {
        let patience = Instant::now() + Duration::from_secs(15);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < patience, "it does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn serve_tells_its_address_becomes_ready_and_ends_when_asked() {
    let mut serving = Serving::start(&Desk::new());
    assert!(serving.get("/healthz").starts_with("HTTP/1.1 200"));
    let patience = Instant::now() + Duration::from_secs(15);
    while !serving.get("/readyz").starts_with("HTTP/1.1 200") {
        assert!(Instant::now() < patience, "never ready");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(
        serving
            .get("/metrics")
            .contains("aloud_http_requests_total")
    );
    serving.terminate();
    assert_eq!(serving.ended(), Some(0));
}

#[test]
fn asked_twice_serve_does_not_wait_for_its_listeners() {
    let mut serving = Serving::start(&Desk::new());
    let body = format!(
        "{{\"input\": \"{}\", \"response_format\": \"wav\"}}",
        "Many words. ".repeat(5_000)
    );
    let length = body.len();
    let request = format!(
        "POST /v1/audio/speech HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    let mut listener = serving.ask(&request);
    let mut first = [0; 12];
    listener.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    serving.terminate();
    std::thread::sleep(Duration::from_millis(300));
    assert!(
        serving.child.try_wait().unwrap().is_none(),
        "somebody listens"
    );
    serving.terminate();
    let began = Instant::now();
    assert_eq!(serving.ended(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = Desk::new().run(&["serve", "--listen", &address]);
    assert_eq!(output.status.code(), Some(1));
    let said = errors(&output);
    assert!(
        said.contains(&address) && said.contains("--listen"),
        "{said}"
    );
}

//! Which voice speaks, and that serving asks nobody.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use aloud::engine::Voices;

use super::refusals::mute;
use super::shop::{Shop, Stock, VOICE, of_repository};
use super::{Machine, assert_code, said};
use crate::voice_contract::config;

/// The tiny voice under these names, laid by hand.
fn folder_of(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        for suffix in [".onnx", ".onnx.json"] {
            let from = of_repository(&format!("voices/tiny/tiny{suffix}"));
            fs::copy(from, folder.path().join(format!("{name}{suffix}"))).unwrap();
        }
    }
    folder
}

#[test]
fn the_recommended_voice_speaks_its_language_unless_another_was_configured() {
    let folder = folder_of(&[VOICE, "en_GB-cori-medium", "tiny"]);
    for (configured, language, speaks) in [
        (None, Some("en"), VOICE),
        (None, Some("en-GB"), "en_GB-cori-medium"),
        (None, Some("de"), "espeak:de"),
        (None, None, VOICE),
        (Some("espeak:en-us"), Some("en"), "espeak:en-us"),
        (Some("espeak:en-us"), None, "espeak:en-us"),
        (Some("tiny"), None, "tiny"),
        (Some("espeak:de"), Some("en"), VOICE),
    ] {
        let mut config = config();
        config.folder = Some(folder.path().into());
        config.default_voice = configured.map(str::to_owned);
        let voices = Voices::new(config).unwrap();
        let voice = match language {
            Some(language) => voices.for_language(language),
            None => voices.default_voice(),
        };
        assert_eq!(
            voice.unwrap().info().id,
            speaks,
            "{configured:?} {language:?}"
        );
    }
}

#[test]
fn the_built_in_voice_speaks_where_the_recommended_one_cannot_be_loaded() {
    let folder = folder_of(&[VOICE]);
    fs::write(folder.path().join(format!("{VOICE}.onnx")), "broken").unwrap();
    let mut config = config();
    config.folder = Some(folder.path().into());
    let voices = Voices::new(config).unwrap();
    for _ in 0..2 {
        assert_eq!(voices.for_language("en").unwrap().info().id, "espeak:en-us");
        assert_eq!(voices.default_voice().unwrap().info().id, "espeak:en-us");
    }
    assert_eq!(voices.get(VOICE).err().unwrap().code(), "bad_voice");
}

/// A bit flipped, and another voice's model in its place.
#[test]
fn an_installed_voice_whose_file_was_changed_is_refused_and_the_server_goes_on() {
    let stock = Stock::new();
    let shop = Shop::open(stock.clone());
    let machine = Machine::new();
    assert_code(&machine.install(&shop.address, VOICE), 0);
    let mut flipped = stock.file(".onnx").to_vec();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    let other = fs::read(of_repository("voices/tiny/tiny_ms.onnx")).unwrap();
    for wrong in [flipped, other] {
        fs::write(machine.file(".onnx"), wrong).unwrap();
        let serving = Serving::start(&machine, "");
        let asking = format!(r#"{{"text": "Hello.", "voice": "{VOICE}"}}"#);
        let refused = serving.ask("POST", "/v1/passages", &asking);
        assert!(
            refused.contains("is not the file that was installed"),
            "{refused}"
        );
        let spoken = serving.ask("POST", "/v1/passages", r#"{"text": "Hello."}"#);
        assert!(spoken.contains("espeak:en-us"), "{spoken}");
        let say = machine.run(
            "",
            &[
                "say",
                "Hello.",
                "--voice",
                VOICE,
                "-o",
                "/dev/null",
                "--format",
                "wav",
            ],
        );
        assert_code(&say, 1);
        assert!(said(&say).contains("voices install"), "{}", said(&say));
    }
}

/// `aloud serve`, ended when dropped.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(machine: &Machine, from: &str) -> Self {
        let mut command = machine.command(from, &["serve", "--listen", "127.0.0.1:0"]);
        for proxy in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "http_proxy"] {
            command.env(proxy, from);
        }
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let address = line.trim().rsplit_once("http://").unwrap().1.to_owned();
        Self { child, address }
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn serving_asks_no_catalogue_and_no_proxy() {
    let (listener, address) = mute();
    listener.set_nonblocking(true).unwrap();
    let machine = Machine::new();
    let serving = Serving::start(&machine, &address);
    let speech =
        r#"{"model": "tts-1", "input": "Hello.", "voice": "alloy", "response_format": "wav"}"#;
    for (method, path, body) in [
        ("GET", "/readyz", ""),
        ("GET", "/v1/voices", ""),
        ("GET", "/v1/models", ""),
        ("GET", "/", ""),
        ("POST", "/v1/audio/speech", speech),
        (
            "POST",
            "/v1/passages",
            r#"{"text": "Hello.", "voice": "en_US-lessac-medium"}"#,
        ),
        (
            "POST",
            "/v1/passages",
            r#"{"text": "See https://a.example/.", "language": "fr"}"#,
        ),
    ] {
        let answer = serving.ask(method, path, body);
        assert!(answer.starts_with("HTTP/1.1 "), "{path}: {answer}");
    }
    assert!(listener.accept().is_err(), "something connected");
    // The listener does hear: the command that may ask does.
    machine
        .command(&address, &["voices", "list", "--available"])
        .spawn()
        .unwrap()
        .kill_after(&listener);
}

/// Ends the child once it has connected.
trait KillAfter {
    fn kill_after(self, listener: &std::net::TcpListener);
}

impl KillAfter for Child {
    fn kill_after(mut self, listener: &std::net::TcpListener) {
        let begun = std::time::Instant::now();
        while listener.accept().is_err() {
            assert!(begun.elapsed().as_secs() < 30, "it never connected");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        self.kill().unwrap();
        self.wait().unwrap();
    }
}

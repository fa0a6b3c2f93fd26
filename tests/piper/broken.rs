//! Models that are damaged, hostile or replaced: refused by name, and nothing else
//! suffers.

use std::fs;
use std::io::{BufRead, BufReader};

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use aloud::engine::{Prosody, Voices, VoicesConfig};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{of_repository, quiet, real_library};
use crate::voice_contract::{config, hear, sentence};

/// A folder of voices, each of them `tiny` but for its model.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with(self, name: &str, model: &[u8]) -> Self {
        self.put(name, model);
        self
    }

    /// Puts a voice in place as an installer does, whole or not at all.
    fn put(&self, name: &str, model: &[u8]) {
        let json = of_repository("voices/tiny/tiny.onnx.json");
        fs::copy(json, self.0.path().join(format!("{name}.onnx.json"))).unwrap();
        let new = self.0.path().join("new");
        fs::write(&new, model).unwrap();
        fs::rename(new, self.0.path().join(format!("{name}.onnx"))).unwrap();
    }

    /// A cache of its own, so that nothing is remembered from an earlier run.
    fn config(&self) -> VoicesConfig {
        let mut config = config();
        config.folder = Some(self.0.path().into());
        config.trial.cache = self.0.path().join("cache");
        config.trial.processor = Duration::from_secs(3);
        config
    }

    fn tried(&self) -> usize {
        let tried = fs::read_dir(self.0.path().join("cache/models-tried"));
        tried.map_or(0, Iterator::count)
    }
}

fn tiny() -> Vec<u8> {
    fs::read(of_repository("voices/tiny/tiny.onnx")).unwrap()
}

/// Protocol buffers, as far as a model of two operations needs them.
mod wire {
    pub(super) fn number(field: u8, mut value: u64) -> Vec<u8> {
        let mut out = vec![field << 3];
        while value >= 0x80 {
            out.push(value as u8 | 0x80);
            value >>= 7;
        }
        out.push(value as u8);
        out
    }

    pub(super) fn bytes(field: u8, value: &[u8]) -> Vec<u8> {
        let mut out = number(field, value.len() as u64);
        out[0] |= 2;
        out.extend(value);
        out
    }

    pub(super) fn node(op: &str, inputs: &[&str], output: &str) -> Vec<u8> {
        let inputs = inputs.iter().flat_map(|name| bytes(1, name.as_bytes()));
        let node: Vec<u8> = inputs
            .chain(bytes(2, output.as_bytes()))
            .chain(bytes(4, op.as_bytes()))
            .collect();
        bytes(1, &node)
    }

    /// A tensor of `shape`, which cannot be known before there is an input.
    pub(super) fn filled(output: &str) -> Vec<Vec<u8>> {
        let one = node("ReduceSum", &["scales"], "one");
        vec![one, node("Expand", &["one", "shape"], output)]
    }

    fn value(name: &str, kind: u64) -> Vec<u8> {
        let kind = bytes(2, &bytes(1, &number(1, kind)));
        [bytes(1, name.as_bytes()), kind].concat()
    }

    /// A model with a voice's inputs and a constant `shape`.
    pub(super) fn model(nodes: &[Vec<u8>], shape: &[i64]) -> Vec<u8> {
        let raw: Vec<u8> = shape.iter().flat_map(|size| size.to_le_bytes()).collect();
        let shape = [
            number(1, shape.len() as u64),
            number(2, 7),
            bytes(8, b"shape"),
            bytes(9, &raw),
        ];
        let graph = [
            nodes.concat(),
            bytes(2, b"main"),
            bytes(5, &shape.concat()),
            bytes(11, &value("input", 7)),
            bytes(11, &value("input_lengths", 7)),
            bytes(11, &value("scales", 1)),
            bytes(12, &value("output", 1)),
        ];
        let versions = [number(1, 8), bytes(8, &number(2, 15))];
        [versions.concat(), bytes(7, &graph.concat())].concat()
    }
}

/// Asks for more memory than there is.
fn glutton() -> Vec<u8> {
    wire::model(&wire::filled("output"), &[1 << 20, 1 << 16])
}

/// Computes for minutes.
fn dawdler() -> Vec<u8> {
    let names: Vec<String> = (0..40).map(|step| format!("m{step}")).collect();
    let mut nodes = wire::filled("m0");
    for pair in names.windows(2) {
        nodes.push(wire::node("MatMul", &[&pair[0], "m0"], &pair[1]));
    }
    nodes.push(wire::node("Neg", &["m39"], "output"));
    wire::model(&nodes, &[4096, 4096])
}

#[test]
fn a_model_that_eats_memory_or_never_ends_is_refused_once_and_for_all() {
    let folder = Folder::new()
        .with("glutton", &glutton())
        .with("dawdler", &dawdler())
        .with("whole", &tiny());
    let voices = Voices::new(folder.config()).unwrap();
    for (name, said) in [("glutton", "glutton"), ("dawdler", "after 3 seconds")] {
        let refused = || voices.get(name).err().unwrap();
        let first = refused();
        assert_eq!(first.code(), "bad_voice", "{first}");
        assert!(first.message().contains(said), "{first}");
        assert!(first.message().contains(name), "{first}");
        let again = Instant::now();
        assert_eq!(refused().message(), first.message());
        assert!(again.elapsed() < Duration::from_secs(1), "paid once");
    }
    assert_eq!(folder.tried(), 0);
    let whole = voices.get("whole").unwrap();
    whole.begin(&sentence("One."), &quiet()).unwrap();
    assert_eq!(folder.tried(), 1, "what passed is remembered");
}

/// The process that tries a model really dies here; of what, it cannot matter.
#[cfg(unix)]
#[test]
fn a_trial_that_dies_refuses_the_voice_and_one_that_passed_is_not_repeated() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new().with("whole", &tiny());
    let program = folder.0.path().join("dies");
    fs::write(&program, "#!/bin/sh\nkill -SEGV $$\n").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let mut dies = folder.config();
    dies.trial.program = program;
    let refused = Voices::new(dies.clone())
        .unwrap()
        .get("whole")
        .err()
        .unwrap();
    assert_eq!(refused.code(), "bad_voice");
    assert!(refused.message().contains("crashed"), "{refused}");
    Voices::new(folder.config()).unwrap().get("whole").unwrap();
    // The digest is known now, so the program is not even started.
    Voices::new(dies).unwrap().get("whole").unwrap();
}

#[test]
fn a_replaced_file_is_another_voice_and_old_plans_say_so() {
    let folder = Folder::new().with("v", &tiny()).with("other", &tiny());
    let mut config = folder.config();
    // Each of the two alone fits.
    config.models = 1;
    let voices = Voices::new(config).unwrap();
    let old = voices.get("v").unwrap();
    let heard = hear(&*old, "One.", 1.0);
    folder.put("v", b"nonsense");
    assert_eq!(hear(&*old, "One.", 1.0), heard, "loaded is loaded");
    voices.get("other").unwrap();
    let error = old.begin(&sentence("One."), &quiet()).err().unwrap();
    assert_eq!(error.code(), "bad_voice", "it had to be loaded anew");
    let ms = fs::read(of_repository("voices/tiny/tiny.onnx")).unwrap();
    // A field that ONNX does not know: another file, the same voice.
    folder.put("v", &[ms, vec![0xf8, 0x07, 0]].concat());
    let error = old.begin(&sentence("One."), &quiet()).err().unwrap();
    assert_eq!(error.code(), "voice_changed");
    let new = voices.get("v").unwrap();
    assert_ne!(
        new.digest(),
        old.digest(),
        "and so are the keys of its sounds"
    );
    new.begin(&sentence("One."), &quiet()).unwrap();
    folder.put("v", &tiny());
    voices.get("other").unwrap();
    assert_eq!(
        hear(&*old, "One.", 1.0),
        heard,
        "the same file, the same voice"
    );
}

#[test]
fn a_sentence_under_way_outlives_the_eviction_of_its_model() {
    let folder = Folder::new().with("a", &tiny()).with("b", &tiny());
    let mut config = folder.config();
    config.models = 1;
    let voices = Voices::new(config).unwrap();
    let a = voices.get("a").unwrap();
    let whole = hear(&*a, "One, two, three.", 1.0);
    let mut speech = a
        .begin(&sentence("One, two, three."), &Prosody::default())
        .unwrap();
    let mut samples = speech.next_chunk().unwrap().unwrap();
    voices.get("b").unwrap();
    while let Some(chunk) = speech.next_chunk().unwrap() {
        samples.extend(chunk);
    }
    assert_eq!(samples, whole.samples);
}

/// `aloud serve`, ended when dropped.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(folder: &Folder, arguments: &[&str]) -> Self {
        let path = folder.0.path();
        let mut child = Command::new(env!("CARGO_BIN_EXE_aloud"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .arg("--voices")
            .arg(path)
            .arg("--cache")
            .arg(path.join("cache"))
            .env("ALOUD_ONNXRUNTIME", real_library())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let url = format!("http://{}", line.trim().rsplit_once("http://").unwrap().1);
        Self { child, url }
    }

    fn get(&self, path: &str) -> (u16, String) {
        let agent = agent();
        let mut answer = agent.get(format!("{}{path}", self.url)).call().unwrap();
        let body = answer.body_mut().read_to_string().unwrap();
        (answer.status().as_u16(), body)
    }

    fn speak(&self, voice: &str, text: &str) -> (u16, Vec<u8>) {
        let body = json!({"input": text, "voice": voice, "response_format": "wav"});
        let request = agent().post(format!("{}/v1/audio/speech", self.url));
        let mut answer = request.send(body.to_string()).unwrap();
        let sound = answer.body_mut().read_to_vec().unwrap();
        (answer.status().as_u16(), sound)
    }

    fn wait_until_ready(&self) {
        let patience = Instant::now() + Duration::from_secs(60);
        while self.get("/readyz").0 != 200 {
            assert!(Instant::now() < patience, "never ready");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    config
        .timeout_global(Some(Duration::from_secs(120)))
        .build()
        .into()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_server_refuses_broken_models_by_name_and_keeps_serving() {
    let model = tiny();
    let mut names: Vec<String> = Vec::new();
    let folder = Folder::new().with("whole", &model);
    for part in 1..=8 {
        names.push(format!("short{part}"));
        folder.put(&names[part - 1], &model[..model.len() * part / 8 - 1]);
    }
    for (name, model) in [
        ("page", &b"<!DOCTYPE html>"[..]),
        ("empty", b""),
        ("noise", &[0xff; 65_536]),
        ("zeros", &[0; 65_536]),
        ("glutton", &glutton()),
    ] {
        names.push(name.into());
        folder.put(name, model);
    }
    let server = Server::start(&folder, &["--voice", "whole"]);
    server.wait_until_ready();
    for name in &names {
        let (status, body) = server.speak(name, "Hello.");
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(
            (status, &body["error"]["code"]),
            (503, &json!("bad_voice")),
            "{name}: {body}"
        );
        let message = body["error"]["message"].as_str().unwrap();
        assert!(
            message.contains(name.as_str()) || message.contains("damaged"),
            "{name}: {body}"
        );
        let path = folder.0.path().to_str().unwrap();
        assert!(!message.contains(path), "no paths leak: {message}");
        let (status, sound) = server.speak("whole", &format!("After {name}."));
        assert!(status == 200 && sound.len() > 10_000, "{name}");
    }
}

#[test]
fn a_file_replaced_while_serving_does_no_harm() {
    let folder = Folder::new().with("v", &tiny());
    let server = Server::start(&folder, &["--voice", "v"]);
    server.wait_until_ready();
    let before = server.speak("v", "Hello.");
    folder.put("v", b"nonsense");
    assert_eq!(server.speak("v", "Hello."), before);
    assert_eq!(
        server.speak("v", "Good day.").0,
        200,
        "the loaded one stays"
    );
}

#[test]
fn ready_means_that_a_piper_voice_has_spoken_and_its_models_are_counted() {
    let folder = Folder::new().with("v", &tiny()).with("w", &tiny());
    let server = Server::start(&folder, &["--voice", "v"]);
    server.wait_until_ready();
    let gauge = |name: &str| -> f64 {
        let (_, metrics) = server.get("/metrics");
        let line = metrics
            .lines()
            .find(|line| line.starts_with(&format!("{name} ")));
        line.unwrap().rsplit(' ').next().unwrap().parse().unwrap()
    };
    assert_eq!(gauge("aloud_models_loaded"), 1.0);
    let bytes = gauge("aloud_models_bytes");
    assert!(bytes > 0.0);
    assert_eq!(server.speak("w", "Hello.").0, 200);
    assert_eq!(
        gauge("aloud_models_loaded"),
        2.0,
        "others at their first use"
    );
    assert!(gauge("aloud_models_bytes") > bytes);
    assert_eq!(gauge("aloud_models_evicted_total"), 0.0);
}

#[test]
fn over_the_budget_others_go_and_the_default_voice_stays() {
    let folder = Folder::new()
        .with("v", &tiny())
        .with("w", &tiny())
        .with("x", &tiny());
    let mut config = folder.config();
    config.default_voice = Some("v".into());
    config.models = 30 << 20;
    let voices = Voices::new(config).unwrap();
    voices.warm().unwrap();
    for name in ["w", "x"] {
        voices.get(name).unwrap();
        // The file cannot be loaded any more; what is loaded need not be.
        folder.put(name, b"gone");
    }
    folder.put("v", b"gone");
    assert!(voices.get("v").is_ok() && voices.get("x").is_ok());
    assert_eq!(
        voices.get("w").err().unwrap().code(),
        "bad_voice",
        "it went"
    );
}

#[test]
fn voices_come_and_go_while_others_speak() {
    let folder = Folder::new();
    let home = folder.0.path().join("voices");
    let mut config = folder.config();
    config.folder = Some(home.clone());
    let voices = Voices::new(config).unwrap();
    let names = || voices.list().into_iter().map(|info| info.id);
    let has = |name: &str| names().any(|id| id == name);
    let built_in = names().count();
    fs::create_dir(&home).unwrap();
    for (count, name) in ["en_US-ljspeech-medium", "second"].into_iter().enumerate() {
        assert!(!has(name) && voices.get(name).is_err(), "{name}");
        for ending in ["onnx", "onnx.json"] {
            let file = of_repository(&format!("voices/tiny/tiny.{ending}"));
            fs::copy(file, home.join(format!("{name}.{ending}"))).unwrap();
            // Half a voice is none.
            assert_eq!(has(name), ending == "onnx.json");
        }
        let heard = hear(&*voices.get(name).unwrap(), "One.", 1.0);
        assert!(!heard.samples.is_empty());
        assert_eq!(names().count(), built_in + count + 1);
    }
    let usual = voices.for_language("en-US").unwrap();
    assert_eq!(usual.info().id, "en_US-ljspeech-medium", "recommended");
    fs::remove_file(home.join("en_US-ljspeech-medium.onnx.json")).unwrap();
    assert!(!has("en_US-ljspeech-medium") && has("second"));
    let usual = voices.for_language("en-US").unwrap();
    assert_eq!(usual.info().id, "espeak:en-us");
}

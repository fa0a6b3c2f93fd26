//! Piper voices from outside: phonemes and ids against piper's own, the command line,
//! and what happens where a part is missing or broken.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod broken;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use aloud::engine::piper::{Library, ids};
use aloud::engine::{Prosody, Voices};
use aloud::phoneme::{Workers, WorkersConfig};
use aloud::text::{Inline, Passage, segment};
use serde::Deserialize;

use super::voice_contract::{cache, config, sentence};

pub(crate) fn of_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// ONNX Runtime as `make setup` fetches it, whichever profile the tests are built in.
pub(crate) fn library() -> Library {
    Library {
        named: std::env::var_os("ALOUD_ONNXRUNTIME").map(PathBuf::from),
        program: of_repository("target/release/aloud"),
    }
}

#[derive(Deserialize)]
struct Frozen {
    language: String,
    text: String,
    phonemes: String,
    ids: Vec<i64>,
}

/// The ids of one sentence, `[[ phonemes ]]` allowed.
fn ids_of(language: &str, text: &str) -> Vec<i64> {
    let workers = Workers::new(WorkersConfig::new(env!("CARGO_BIN_EXE_aloud"), cache()));
    let config = fs::read_to_string(of_repository("voices/tiny/tiny.onnx.json")).unwrap();
    let config = config.replace("\"en-us\"", &format!("{language:?}"));
    let passage = Passage {
        text: text.into(),
        inline: Inline::Phonemes,
        ..Passage::default()
    };
    let [sentence] = segment(&passage).try_into().unwrap();
    ids(config.as_bytes(), &workers, &sentence.spoken().text).unwrap()
}

#[test]
fn phonemes_in_brackets_are_those_of_piper() {
    let frozen = include_str!("../fixtures/piper/inline.json");
    let frozen: Vec<Frozen> = serde_json::from_str(frozen).unwrap();
    for case in &frozen {
        let made = ids_of(&case.language, &case.text);
        assert_eq!(made, case.ids, "{} ({})", case.text, case.phonemes);
    }
}

/// Here piper loses the comma and says "exclamation".
#[test]
fn punctuation_after_brackets_is_punctuation() {
    for (text, whole) in [
        ("Say [[hɐlˈoʊ]]!", "Say [[hɐlˈoʊ!]]"),
        ("Say [[hɐlˈoʊ]], then go.", "Say [[hɐlˈoʊ,]] then go."),
        ("Say ([[hɐlˈoʊ]]).", "Say [[hɐlˈoʊ.]]"),
    ] {
        assert_eq!(ids_of("en-us", text), ids_of("en-us", whole), "{text}");
    }
}

#[test]
fn a_word_in_brackets_is_marked_where_it_was_written() {
    let folder = of_repository("voices/tiny");
    let out = tempfile::tempdir().unwrap();
    let say = |voice: &str, text: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aloud"));
        command.args(["say", text, "--voice", voice, "--lang", "en", "-o", "a.wav"]);
        command.args(["--marks", "m.json", "--voices"]).arg(&folder);
        command.env("ALOUD_CACHE", out.path().join("cache"));
        command.env("ALOUD_ONNXRUNTIME", real_library());
        command.current_dir(&out).output().unwrap()
    };
    let text = "I [[ ɹˈɛd ]] it.";
    let said = say("tiny", text);
    assert!(
        said.status.success(),
        "{}",
        String::from_utf8_lossy(&said.stderr)
    );
    let marks = fs::read_to_string(out.path().join("m.json")).unwrap();
    let marks: Vec<serde_json::Value> = serde_json::from_str(&marks).unwrap();
    let words = marks.iter().filter(|mark| mark["name"] == "word");
    let words: Vec<_> = words
        .map(|mark| {
            (
                mark["charIndex"].as_u64().unwrap(),
                mark["charLength"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(words, [(0, 1), (2, 10), (13, 2)]);
    let times: Vec<_> = marks
        .iter()
        .filter_map(|mark| mark["elapsedTime"].as_f64())
        .collect();
    assert!(times.is_sorted());
    let refused = say("espeak:en-us", text);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        !refused.status.success() && told.contains("[[ phonemes ]]"),
        "{told}"
    );
}

#[test]
fn ids_are_those_of_piper_in_every_language() {
    let frozen = include_str!("../fixtures/piper/ids.json");
    let frozen: Vec<Frozen> = serde_json::from_str(frozen).unwrap();
    let languages: std::collections::BTreeSet<_> =
        frozen.iter().map(|case| &case.language).collect();
    assert!(languages.len() >= 12);
    let workers = Workers::new(WorkersConfig::new(env!("CARGO_BIN_EXE_aloud"), cache()));
    let config = fs::read_to_string(of_repository("voices/tiny/tiny.onnx.json")).unwrap();
    for case in &frozen {
        let spoken_by = config.replace("\"en-us\"", &format!("{:?}", case.language));
        let made = ids(spoken_by.as_bytes(), &workers, &case.text).unwrap();
        assert_eq!(
            made, case.ids,
            "{}: {} ({})",
            case.language, case.text, case.phonemes
        );
    }
}

#[test]
fn words_are_timed_by_the_model_before_the_first_sample() {
    let voice = Voices::new(config()).unwrap().get("tiny").unwrap();
    let utterance = voice
        .begin(&sentence("One, two: three."), &Prosody::default())
        .unwrap();
    let timing = utterance.timing();
    let [one, two, three] = timing.words.as_slice() else {
        panic!("three words: {timing:?}");
    };
    for time in [one, two, three] {
        assert!(
            time.start % 256 == 0 && time.end % 256 == 0,
            "frames are 256 samples: {time:?}"
        );
        assert!(time.end > time.start);
    }
    // The comma, the colon and the full stop have time of their own.
    assert!(one.end < two.start && two.end < three.start);
    assert_eq!(timing.trailing_silence, timing.samples - three.end);
    assert!(timing.trailing_silence > 0);
}

#[test]
fn speakers_of_one_voice_differ_and_are_found_by_name() {
    let voices = Voices::new(config()).unwrap();
    let say = |id: &str| {
        let voice = voices.get(id).unwrap();
        let mut utterance = voice.begin(&sentence("One."), &quiet()).unwrap();
        utterance.next_chunk().unwrap()
    };
    assert_eq!(say("tiny_ms"), say("tiny_ms#s0"));
    assert_ne!(say("tiny_ms#s1"), say("tiny_ms#s2"));
    assert_eq!(
        voices.get("tiny_ms#s3").err().unwrap().code(),
        "unknown_voice"
    );
    assert_eq!(
        voices.get("../voices/tiny").err().unwrap().code(),
        "unknown_voice"
    );
}

fn quiet() -> Prosody {
    Prosody {
        noise_scale: Some(0.0),
        noise_w_scale: Some(0.0),
        ..Prosody::default()
    }
}

#[test]
fn scales_out_of_range_are_refused_by_name() {
    let voice = Voices::new(config()).unwrap().get("tiny").unwrap();
    let refused = |prosody: Prosody| voice.begin(&sentence("One."), &prosody).err().unwrap();
    for (prosody, named) in [
        (
            Prosody {
                noise_scale: Some(-0.1),
                ..quiet()
            },
            "noise scale",
        ),
        (
            Prosody {
                noise_w_scale: Some(f32::NAN),
                ..quiet()
            },
            "noise width",
        ),
        (
            Prosody {
                length_scale: Some(1e9),
                ..quiet()
            },
            "length scale",
        ),
    ] {
        let error = refused(prosody);
        assert_eq!(error.code(), "prosody_out_of_range");
        assert!(error.message().contains(named), "{}", error.message());
    }
}

/// `aloud say`, to standard output.
fn say(voices: &Path, voice: &str, library: &Path) -> Output {
    let cache = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_aloud"))
        .args([
            "say",
            "Hello there.",
            "-o",
            "-",
            "--format",
            "wav",
            "--seed",
            "7",
        ])
        .args(["--voice", voice, "--voices"])
        .arg(voices)
        .env("ALOUD_CACHE", cache.path())
        .env("ALOUD_ONNXRUNTIME", library)
        .output()
        .unwrap()
}

fn real_library() -> PathBuf {
    let Library { named, program } = library();
    named.unwrap_or_else(|| program.with_file_name("libonnxruntime.so"))
}

#[test]
fn the_same_seed_gives_the_same_file_in_every_process() {
    let folder = of_repository("voices/tiny");
    let [one, two] = [(); 2].map(|()| say(&folder, "tiny", &real_library()));
    assert!(
        one.status.success(),
        "{}",
        String::from_utf8_lossy(&one.stderr)
    );
    assert!(one.stdout.len() > 10_000);
    assert_eq!(one.stdout, two.stdout);
}

#[test]
fn without_onnx_runtime_built_in_voices_speak_and_piper_says_what_is_missing() {
    let folder = of_repository("voices/tiny");
    let odd = tempfile::NamedTempFile::new().unwrap();
    fs::write(odd.path(), "not a library").unwrap();
    for library in [Path::new("/nowhere/libonnxruntime.so"), odd.path()] {
        let refused = say(&folder, "tiny", library);
        let said = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(1), "{said}");
        for part in ["ONNX Runtime", "make setup", "ALOUD_ONNXRUNTIME"] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(say(&folder, "espeak:en-us", library).status.success());
    }
}

#[test]
fn a_broken_voice_is_named_and_the_others_speak() {
    let folder = tempfile::tempdir().unwrap();
    let source = of_repository("voices/tiny");
    let model = fs::read(source.join("tiny.onnx")).unwrap();
    let json = fs::read_to_string(source.join("tiny.onnx.json")).unwrap();
    let put = |name: &str, model: &[u8], json: &str| {
        fs::write(folder.path().join(format!("{name}.onnx")), model).unwrap();
        fs::write(folder.path().join(format!("{name}.onnx.json")), json).unwrap();
    };
    put("whole", &model, &json);
    put("short", &model[..model.len() / 2], &json);
    put(
        "odd-config",
        &model,
        &json.replace("\"sample_rate\": 16000", "\"sample_rate\": 0"),
    );
    let mut config = config();
    config.folder = Some(folder.path().into());
    let voices = Voices::new(config).unwrap();
    let refused = |id: &str| voices.get(id).err().unwrap();
    assert_eq!(refused("short").code(), "bad_voice");
    assert!(
        refused("odd-config")
            .message()
            .contains("audio.sample_rate")
    );
    assert!(voices.list().iter().all(|voice| voice.id != "odd-config"));
    let whole = voices.get("whole").unwrap();
    whole.begin(&sentence("One."), &quiet()).unwrap();
    // A file that is gone does not touch whoever speaks with it; nobody else will.
    fs::remove_file(folder.path().join("whole.onnx")).unwrap();
    whole.begin(&sentence("Two."), &quiet()).unwrap();
    assert_eq!(refused("whole").code(), "unknown_voice");
}

#[test]
fn the_licence_comes_from_the_card() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        let source = of_repository("voices/tiny/tiny.onnx.json");
        fs::copy(source, folder.path().join(format!("{name}.onnx.json"))).unwrap();
        fs::write(folder.path().join(format!("{name}.onnx")), "").unwrap();
    }
    let card = "# Model card\n\n## Dataset\n\n* URL: https://a.example\n* License: CC0\n";
    fs::write(folder.path().join("a.MODEL_CARD"), card).unwrap();
    let mut config = config();
    config.folder = Some(folder.path().into());
    let voices = Voices::new(config).unwrap().list();
    let licence = |id: &str| &voices.iter().find(|voice| voice.id == id).unwrap().licence;
    assert_eq!(
        (licence("a").as_str(), licence("b").as_str()),
        ("CC0", "unknown")
    );
}

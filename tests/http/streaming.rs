//! Sound leaves while it is being made, and marks ahead of it.

use serde_json::{Value, json};

use super::client::samples;
use super::{Gate, Server, sentences};

const FORMATS: [&str; 4] = ["wav", "opus", "mp3", "flac"];

/// Forty words in one sentence.
fn long_sentence() -> String {
    let words = (0..39).map(|number| format!("word{} ", super::spelt(number)));
    format!("{}end.\n", words.collect::<String>())
}

#[test]
fn first_bytes_of_3_000_words_leave_before_the_second_sentence_is_synthesised() {
    for format in FORMATS {
        let alone = Server::start();
        let file = format!("/audio/{format}");
        let first = alone.passage(&json!({"text": long_sentence(), "voice": "gated"}));
        let size = alone.get(&first.url(&file)).body.len();

        let gate = Gate::letting(1, usize::MAX);
        let server = Server::behind(&gate);
        let text = long_sentence() + &sentences(592);
        let passage = server.passage(&json!({"text": text, "voice": "gated"}));
        assert_eq!(gate.begun().len(), 0, "posting synthesises nothing");
        let mut stream = server.listen(&passage.url(&file));
        assert_eq!(stream.status, 200);
        // All but the frame in the making and what the file's end adds.
        let sent = stream.read(size * 8 / 10);
        assert_eq!(sent.len(), size * 8 / 10, "{format}");
        // The reader may be ahead of the last words: they come without the second.
        gate.wait("the first sentence is made", |state| state.chunks >= 40);
        assert_eq!(gate.chunks(), 40, "{format}: one sentence of 40 words");
    }
}

#[test]
fn sound_leaves_before_its_own_sentence_is_whole() {
    let gate = Gate::letting(1, 20);
    let server = Server::behind(&gate);
    let passage = server.passage(&json!({"text": long_sentence(), "voice": "gated"}));
    let mut stream = server.listen(&passage.url("/audio/wav"));
    // Each of the 20 words has 5 letters at least, and a letter 320 samples.
    stream.read(44 + 20 * 5 * 320 * 2);
    gate.wait("the gate is reached", |state| state.chunks >= 20);
    assert_eq!(gate.chunks(), 20);
}

#[test]
fn marks_stream_without_a_sample_being_made() {
    let gate = Gate::letting(usize::MAX, 0);
    let server = Server::behind(&gate);
    let passage = server.passage(&json!({"text": sentences(30), "voice": "gated"}));
    let marks = server.get(&passage.url("/marks"));
    assert_eq!(marks.header("content-type"), "application/x-ndjson");
    assert_eq!(marks.lines().len(), 30 * 6 + 1);
    assert_eq!(gate.begun().len(), 30);
    assert_eq!(gate.chunks(), 0);
}

#[test]
fn marks_leave_one_sentence_at_a_time() {
    let gate = Gate::letting(1, 0);
    let server = Server::behind(&gate);
    let passage = server.passage(&json!({"text": sentences(30), "voice": "gated"}));
    let mut stream = server.listen(&passage.url("/marks"));
    let mut lines = Vec::new();
    while lines.iter().filter(|byte| **byte == b'\n').count() < 6 {
        lines.extend(stream.read(1));
    }
    let first: Value =
        serde_json::from_slice(lines.split(|byte| *byte == b'\n').next().unwrap()).unwrap();
    assert_eq!(first["name"], "sentence");
    assert!(gate.begun().len() <= 2, "the second waits at the gate");
}

#[test]
fn reading_marks_stops_when_the_reader_leaves() {
    let gate = Gate::letting(1, 0);
    let server = Server::behind(&gate);
    let passage = server.passage(&json!({"text": sentences(200), "voice": "gated"}));
    let at_rest = std::sync::Arc::strong_count(&server.app.narrator);
    let mut stream = server.listen(&passage.url("/marks"));
    stream.read(1);
    gate.wait("the second sentence", |state| state.begun.len() == 2);
    drop(stream);
    super::sharing::until("the server notices", || {
        std::sync::Arc::strong_count(&server.app.narrator) <= at_rest
    });
    gate.open_up();
    let other = server.passage(&json!({"text": "Another text.", "voice": "gated"}));
    server.get(&other.url("/marks"));
    assert_eq!(gate.begun().len(), 3);
}

#[test]
fn marks_and_sound_agree_to_the_sample_in_every_format() {
    let server = Server::start();
    for speed in [0.25, 1.0, 1.7, 4.0] {
        let text = format!("# Heading\n\n{}\n\nLast words.", sentences(7));
        let passage = server.passage(&json!({"text": text, "speed": speed}));
        let marks = server.get(&passage.url("/marks")).lines();
        let end = marks.last().unwrap()["elapsedTime"].as_f64().unwrap();
        for (format, rate) in [("wav", 16e3), ("flac", 16e3), ("mp3", 16e3), ("opus", 48e3)] {
            let sound = server.get(&passage.url(&format!("/audio/{format}")));
            let again = server.get(&passage.url(&format!("/audio/{format}")));
            assert_eq!(again.header("accept-ranges"), "bytes", "the finished file");
            let length = again.samples() as f64 / rate;
            assert!(
                (length - end).abs() < 2e-6,
                "{format} {speed}: {length} {end}"
            );
            if format != "mp3" {
                // Live MP3 cannot tell its number of frames ahead.
                assert_eq!(sound.samples(), again.samples(), "{format}, live and kept");
            }
        }
        let durations = marks.iter().filter(|mark| mark["name"] == "sentence");
        let sum: f64 = durations
            .map(|mark| mark["duration"].as_f64().unwrap())
            .sum();
        assert!((sum - end).abs() < 2e-6 * marks.len() as f64, "{sum} {end}");
    }
}

#[test]
fn each_sentence_as_a_file_lasts_exactly_as_long_as_its_json_says() {
    let server = Server::start();
    let text = format!("# Heading\n\n{}\n\nLast words.", sentences(3));
    let passage = server.passage(&json!({"text": text}));
    let mut total = 0;
    for (number, segment) in passage.segments().iter().enumerate() {
        let url = |of: &str| segment[of].as_str().unwrap().to_owned();
        let sentence = server.get(&url("marks")).json();
        assert_eq!(sentence["segment"], number);
        assert_eq!(sentence["charIndex"], segment["charIndex"]);
        assert_eq!(sentence["charLength"], segment["charLength"]);
        let duration = sentence["duration"].as_f64().unwrap();
        let exact = (duration * 16e3).round() as usize;
        assert!((exact as f64 / 16e3 - duration).abs() < 1e-9, "{duration}");
        total += exact;

        server.get(&url("mp3"));
        assert_eq!(server.get(&url("mp3")).samples(), exact, "mp3 of {number}");
        let webm = server.get(&url("audio")).samples();
        // The padding after the last sample stays when symphonia decodes.
        assert!(
            (exact * 3..exact * 3 + 960).contains(&webm),
            "{number}: {webm}"
        );

        let marks = sentence["marks"].as_array().unwrap();
        assert_eq!(marks[0]["elapsedTime"], 0.0);
        let last = marks.last().unwrap();
        let end = last["elapsedTime"].as_f64().unwrap() + last["duration"].as_f64().unwrap();
        assert!(end <= duration + 1e-9);
    }
    let whole = server.get(&passage.url("/audio/wav"));
    assert_eq!(
        samples(&whole.body),
        total,
        "the sentences make up the whole"
    );
}

#[test]
fn speech_of_two_voices_takes_the_rate_of_the_first_and_still_agrees() {
    let server = Server::speaking();
    let text = "These are words. These are tones.";
    let passage = server.passage(&json!({
        "text": text,
        "language": "en",
        "runs": [{"charIndex": 17, "charLength": 16, "voice": "tone"}],
    }));
    assert_eq!(passage.0["voice"], "espeak:en-us");
    let marks = server.get(&passage.url("/marks")).lines();
    let end = marks.last().unwrap()["elapsedTime"].as_f64().unwrap();
    let wav = server.get(&passage.url("/audio/wav"));
    let sound = aloud::audio::decode(wav.body, None).unwrap();
    assert_eq!(sound.sample_rate, 22_050);
    let length = sound.samples.len() as f64 / 22_050.0;
    assert!((length - end).abs() < 2e-6, "{length} {end}");
}

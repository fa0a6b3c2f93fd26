//! Marks of the tone voice, checked by hand, and of odd timings.

use super::*;
use crate::engine::tone::Tone;
use crate::engine::{Prosody, Timing, Voice, WordTime};
use crate::text::{Manner, Passage, Pause, Segment, Span, Utf16, Word, segment};

const RATE: u32 = 16_000;

/// The marks of `text` in the tone voice, 0.25 s of pause after every sentence.
fn marks_of(text: &str) -> Vec<Mark> {
    let passage = Passage {
        text: text.into(),
        ..Passage::default()
    };
    let index = Utf16::index(text);
    let (mut marks, mut start) = (Vec::new(), 0);
    for (i, segment) in segment(&passage).iter().enumerate() {
        let spoken = Tone::default().begin(segment, &Prosody::default());
        let timing = spoken.as_ref().map(|utterance| utterance.timing().clone());
        let (length, speech) = match &timing {
            Ok(timing) => (
                timing.samples + 4_000,
                Speech::Spoken { timing, rate: RATE },
            ),
            Err(error) => (
                4_000,
                Speech::Skipped {
                    reason: error.message(),
                },
            ),
        };
        let sentence = Sentence {
            segment,
            index: i,
            start,
            length,
            rate: RATE,
            speech,
        };
        marks.extend(sentence_marks(&index, text, &sentence));
        start += length;
    }
    marks.push(end(start, RATE));
    marks
}

fn lines_of(marks: &[Mark]) -> String {
    marks.iter().map(line).collect()
}

/// A segment over the whole of `text` with the words at `spans`.
fn segment_of(text: &str, spans: &[(usize, usize)]) -> Segment {
    let words = spans.iter().map(|(start, end)| Word {
        spoken: text[*start..*end].into(),
        span: Some(Span::new(*start, *end)),
        spaced: true,
        ..Word::default()
    });
    Segment {
        span: Span::new(0, text.len()),
        words: words.collect(),
        language: "en".into(),
        voice: None,
        pause: Pause::Sentence,
        manner: Manner::default(),
        bookmarks: Vec::new(),
    }
}

fn timing_of(times: &[(u64, u64)]) -> Timing {
    let words = times
        .iter()
        .enumerate()
        .map(|(word, (start, end))| WordTime {
            word,
            start: *start,
            end: *end,
        });
    Timing {
        words: words.collect(),
        samples: times.iter().map(|time| time.1).max().unwrap_or(0),
        trailing_silence: 0,
    }
}

/// (charIndex, charLength, elapsedTime, duration) of the word marks.
fn word_marks(text: &str, spans: &[(usize, usize)], times: &[(u64, u64)]) -> Vec<[f64; 4]> {
    let (segment, timing) = (segment_of(text, spans), timing_of(times));
    let sentence = Sentence {
        segment: &segment,
        index: 0,
        start: 100,
        length: timing.samples,
        rate: 100,
        speech: Speech::Spoken {
            timing: &timing,
            rate: 10,
        },
    };
    sentence_marks(&Utf16::index(text), text, &sentence)
        .iter()
        .filter_map(|mark| match mark {
            Mark::Word {
                char_index,
                char_length,
                elapsed_time,
                duration,
            } => Some([
                *char_index as f64,
                *char_length as f64,
                *elapsed_time,
                *duration,
            ]),
            _ => None,
        })
        .collect()
}

#[test]
fn a_stream_of_marks_reads_as_the_contract_says() {
    assert_eq!(
        lines_of(&marks_of("Hi 😀 ab\nunspeakable\né c")),
        r#"{"name":"sentence","charIndex":0,"charLength":8,"elapsedTime":0.0,"duration":0.55,"segment":0}
{"name":"word","charIndex":0,"charLength":2,"elapsedTime":0.0,"duration":0.04}
{"name":"word","charIndex":3,"charLength":2,"elapsedTime":0.04,"duration":0.22}
{"name":"word","charIndex":6,"charLength":2,"elapsedTime":0.26,"duration":0.04}
{"name":"skipped","charIndex":9,"charLength":11,"elapsedTime":0.55,"reason":"The tone voice cannot say this word."}
{"name":"sentence","charIndex":21,"charLength":3,"elapsedTime":0.8,"duration":0.29,"segment":2}
{"name":"word","charIndex":21,"charLength":1,"elapsedTime":0.8,"duration":0.019999}
{"name":"word","charIndex":23,"charLength":1,"elapsedTime":0.82,"duration":0.02}
{"name":"end","elapsedTime":1.09}
"#
    );
}

#[test]
fn words_of_one_written_word_are_one_mark() {
    // "$5" is said as two words.
    let marks = word_marks(
        "a $5 b",
        &[(0, 1), (2, 4), (2, 4), (5, 6)],
        &[(0, 1), (1, 3), (3, 6), (6, 10)],
    );
    let places: Vec<_> = marks.iter().map(|mark| (mark[0], mark[1])).collect();
    assert_eq!(places, [(0.0, 1.0), (2.0, 2.0), (5.0, 1.0)]);
}

#[test]
fn words_spoken_across_each_other_share_one_mark() {
    let marks = word_marks("5 km", &[(2, 4), (0, 1)], &[(0, 0), (0, 1)]);
    assert_eq!(marks, [[0.0, 4.0, 1.0, 0.01]]);
}

#[test]
fn a_voice_at_another_rate_keeps_its_times() {
    let marks = word_marks("ab", &[(0, 2)], &[(0, 1)]);
    // One sample at 10 Hz is ten at 100 Hz, of which the sentence has one.
    assert_eq!(marks, [[0.0, 2.0, 1.0, 0.01]]);
}

#[test]
fn no_mark_passes_the_end_and_none_falls_whatever_the_rate() {
    let text = "one two three";
    let segment = segment_of(text, &[(0, 3), (4, 7), (8, 13)]);
    let index = Utf16::index(text);
    for rate in [1, 7, 8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000] {
        let (mut start, mut marks) = (0, Vec::new());
        for i in 0..200_u64 {
            let timing = timing_of(&[(0, i), (i, 2 * i + 1), (2 * i + 1, 3 * i + 2)]);
            let length = timing.samples + i % 3;
            let speech = Speech::Spoken {
                timing: &timing,
                rate,
            };
            marks.extend(sentence_marks(
                &index,
                text,
                &Sentence {
                    segment: &segment,
                    index: 0,
                    start,
                    length,
                    rate,
                    speech,
                },
            ));
            start += length;
        }
        let Mark::End { elapsed_time: last } = end(start, rate) else {
            unreachable!()
        };
        assert!((last - start as f64 / f64::from(rate)).abs() <= 1e-6);
        let mut before = 0.0;
        for mark in &marks {
            let (Mark::Word {
                elapsed_time,
                duration,
                ..
            }
            | Mark::Sentence {
                elapsed_time,
                duration,
                ..
            }) = mark
            else {
                unreachable!()
            };
            assert!(*elapsed_time >= before && *duration >= 0.0, "{mark:?}");
            assert!(elapsed_time + duration <= last, "{mark:?} passes {last}");
            before = *elapsed_time;
        }
    }
}

#[test]
fn hostile_timings_do_not_panic() {
    let segment = segment_of("ab", &[(0, 2)]);
    for time in [(0, u64::MAX), (u64::MAX, 0), (5, 3)] {
        let timing = Timing {
            words: vec![
                WordTime {
                    word: 0,
                    start: time.0,
                    end: time.1,
                },
                WordTime {
                    word: 9,
                    start: 0,
                    end: 1,
                },
            ],
            samples: 3,
            trailing_silence: 0,
        };
        let sentence = Sentence {
            segment: &segment,
            index: 0,
            start: 0,
            length: 3,
            rate: 0,
            speech: Speech::Spoken {
                timing: &timing,
                rate: 0,
            },
        };
        let marks = sentence_marks(&Utf16::index("ab"), "ab", &sentence);
        assert_eq!(marks.len(), 2);
    }
}

#[test]
fn unknown_captions_name_those_there_are() {
    assert_eq!(
        Captions::named("VTT").map(|kind| kind.name).ok(),
        Some("vtt")
    );
    let error = Captions::named("ass").err().map(|error| error.to_string());
    assert!(error.is_some_and(|message| message.contains("json, vtt or srt")));
}

/// Every cue of a long text: within two lines, in order, and nothing lost.
#[test]
fn cues_hold_the_whole_text_in_short_lines() {
    let texts = [
        "The quick brown fox, having  jumped over the lazy dog, went home along the river; there it slept until the morning came and the birds began to sing again.",
        "short",
        "这是一个非常长的句子，它没有空格，但是有很多的字，所以必须在适当的地方分成几个部分，否则观众就看不清楚了，这样不好，对吗？",
        "في صباح يوم من أيام الربيع خرج الولد الصغير إلى الحديقة الكبيرة التي تقع خلف البيت القديم ليلعب مع أصدقائه حتى غروب الشمس",
        "https://example.com/a/very/long/address/that/cannot/be/cut/anywhere/because/it/is/one/word/only?and=more then words",
    ];
    for text in texts {
        let marks = marks_of(text);
        let cues = cue::cues(text, &marks);
        let joined: String = cues.iter().flat_map(|cue| cue.lines.clone()).collect();
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(bare(&joined), bare(text));
        for pair in cues.windows(2) {
            assert!(pair[0].end_ms <= pair[1].start_ms, "{pair:?}");
        }
        assert!(cues.iter().all(|cue| cue.lines.len() <= 2));
    }
}

#[test]
fn captions_read_as_their_players_expect() {
    let text = "Tom & <b>Jerry</b>,\u{a0}who --> never   agreed on anything at all, had dinner together on Tuesday the first of May.\nunspeakable\nDone.";
    let marks = marks_of(text);
    for kind in Captions::ALL {
        let golden = format!(
            "{}/src/caption/golden/two.{}",
            env!("CARGO_MANIFEST_DIR"),
            kind.name
        );
        let made = kind.write(text, &marks);
        if std::env::var_os("GOLDEN").is_some_and(|mode| mode == "rewrite") {
            std::fs::write(&golden, &made).unwrap();
        }
        assert_eq!(made, std::fs::read_to_string(&golden).unwrap(), "{golden}");
    }
}

#[test]
fn ffprobe_reads_every_cue() {
    let text = "One sentence.\nAnother one, which goes on for much longer than the first because it has so much more to say about everything.\nThird.";
    let marks = marks_of(text);
    let cues = cue::cues(text, &marks).len();
    assert_eq!(cues, 4);
    for name in ["vtt", "srt"] {
        let file = tempfile::Builder::new()
            .suffix(&format!(".{name}"))
            .tempfile()
            .unwrap();
        let captions = Captions::named(name).unwrap().write(text, &marks);
        std::fs::write(file.path(), captions).unwrap();
        let probe = std::process::Command::new("ffprobe")
            .args([
                "-v",
                "error",
                "-show_packets",
                "-of",
                "csv=p=0",
                "-show_entries",
                "packet=pts_time",
            ])
            .arg(file.path())
            .output()
            .expect("make setup-test installs ffmpeg");
        let packets = String::from_utf8(probe.stdout).unwrap();
        assert_eq!(packets.lines().count(), cues, "{name}: {packets}");
    }
}

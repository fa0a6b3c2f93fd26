//! What is in a finished file.

use aloud::audio::{Format, StreamInfo, Tags, decode};

use super::signal::{likeness, speech, speech_brought_to};
use super::{FILES, RATES, decoded, encode, length_in, tools, untitled, whole};

/// Nothing, one sample, less than any frame, a word, an odd length.
fn lengths(sample_rate: u32) -> [usize; 5] {
    [0, 1, 100, 4_410, 3 * sample_rate as usize + 6_607]
}

#[test]
fn kept_files_hold_exactly_the_samples_pushed() {
    for format in Format::ALL {
        for rate in RATES {
            for length in lengths(rate) {
                let file = whole(format, rate, &speech(rate, length)).kept();
                let expected = length_in(format, rate, length);
                if readable_by_symphonia(format, length) {
                    let excess = decoded(&file, format).len() - expected;
                    let allowed = symphonia_keeps(format);
                    assert!(
                        excess <= allowed,
                        "{format:?} {rate} {length}: {excess} more"
                    );
                }
                if format != Format::Pcm {
                    let excess = tools::ffmpeg(&file, format.extension()).len() - expected;
                    let allowed = ffmpeg_keeps(format, expected);
                    assert!(
                        excess <= allowed,
                        "{format:?} {rate} {length}: {excess} more"
                    );
                }
            }
        }
    }
}

/// Symphonia takes a FLAC file without a frame for a broken one.
fn readable_by_symphonia(format: Format, length: usize) -> bool {
    format != Format::Flac || length > 0
}

/// Symphonia does not read WebM's `DiscardPadding`, so part of a packet stays.
fn symphonia_keeps(format: Format) -> usize {
    if format == Format::Webm { 959 } else { 0 }
}

/// FFmpeg cuts a packet at its start or its end, never at both; this matters only
/// where the whole sound lies in one packet, some hundredths of a second.
fn ffmpeg_keeps(format: Format, length: usize) -> usize {
    match format {
        Format::Webm if length <= 960 - 336 => 336,
        Format::Mp3 if length < 1_152 - 576 - 529 => 529,
        _ => 0,
    }
}

/// How near a decoder must come to the sound that was encoded.
struct Near {
    late: i64,
    correlation: f64,
    snr: f64,
}

fn near(format: Format) -> Near {
    let (late, correlation, snr) = match format {
        Format::Wav | Format::Flac => (0, 0.999_999, 150.0),
        Format::Pcm => (0, 0.999_999, 60.0),
        // libopus 1.6 decodes up to 3 samples early, 60 µs (FFmpeg's own decoder and
        // libopus 1.3 do not), which costs the waveform 10 dB and no ear anything.
        Format::Opus | Format::Webm => (3, 0.99, 13.5),
        Format::Mp3 => (0, 0.999, 25.0),
    };
    Near {
        late,
        correlation,
        snr,
    }
}

fn assert_alike(format: Format, rate: u32, what: &str, heard: &[i16], samples: usize) {
    let meant = speech_brought_to(format.output_rate(rate), rate, samples);
    let found = likeness(&meant, heard, 30);
    let near = near(format);
    assert!(
        found.lag.abs() <= near.late
            && found.correlation >= near.correlation
            && found.snr >= near.snr
            && (0.93..1.02).contains(&found.gain),
        "{format:?} from {rate} Hz by {what}: {found:?}"
    );
}

#[test]
fn files_sound_as_what_was_pushed_and_when() {
    for format in Format::ALL {
        for rate in RATES {
            let sound = speech(rate, 3 * rate as usize + 6_607);
            let file = whole(format, rate, &sound).kept();
            let symphonia = decoded(&file, format);
            assert_alike(format, rate, "symphonia", &symphonia, sound.len());
            if format != Format::Pcm {
                let ffmpeg = tools::ffmpeg(&file, format.extension());
                assert_alike(format, rate, "ffmpeg", &ffmpeg, sound.len());
            }
        }
    }
}

#[test]
fn rates_no_voice_has_yet_work_too() {
    for rate in [8_000, 11_025, 12_000, 32_000, 44_100, 48_000] {
        let sound = speech(rate, 2 * rate as usize + 41);
        for format in Format::ALL {
            let heard = decoded(&whole(format, rate, &sound).kept(), format);
            let meant = speech_brought_to(format.output_rate(rate), rate, sound.len());
            assert!(heard.len() - meant.len() <= symphonia_keeps(format));
            let found = likeness(&meant, &heard, 30);
            assert!(
                found.lag.abs() <= near(format).late && found.correlation > 0.99,
                "{format:?} from {rate} Hz: {found:?}"
            );
        }
    }
}

#[test]
fn lossless_files_are_the_samples_themselves() {
    let loudest = [i16::MIN, i16::MAX].repeat(3_000);
    for sound in [speech(22_050, 9_999), loudest, vec![0; 5_000]] {
        for format in [Format::Wav, Format::Flac] {
            let file = whole(format, 22_050, &sound).kept();
            assert_eq!(decoded(&file, format), sound, "{format:?}");
        }
        assert_eq!(
            tools::flac(&whole(Format::Flac, 22_050, &sound).kept()),
            sound
        );
    }
}

#[test]
fn flac_frames_of_every_short_length_are_exact() {
    let sound = speech(16_000, 2_048 + 300);
    for length in (1..300).chain(2_047..2_048 + 300) {
        let file = whole(Format::Flac, 16_000, &sound[..length]).kept();
        assert_eq!(decoded(&file, Format::Flac), sound[..length], "{length}");
    }
}

#[test]
fn the_reference_decoders_agree_without_a_warning() {
    for length in [0, 1, 4_410, 66_150] {
        let sound = speech(22_050, length);
        let opus = whole(Format::Opus, 22_050, &sound).kept();
        assert_eq!(tools::opusinfo_warnings(&opus), Vec::<String>::new());
        let heard = tools::opusdec(&opus);
        assert_eq!(heard.len(), length_in(Format::Opus, 22_050, length));
        if length > 10_000 {
            assert_alike(Format::Opus, 22_050, "opusdec", &heard, length);
        }
        // A FLAC file cannot say "none": to the format, no samples is "unknown".
        if length > 0 {
            let flac = whole(Format::Flac, 22_050, &sound).kept();
            assert_eq!(tools::flac(&flac), sound);
        }
    }
}

#[test]
fn an_empty_flac_file_is_a_flac_file() {
    let flac = whole(Format::Flac, 22_050, &[]).kept();
    tools::run("flac", &["--test", "--silent", "-"], &flac);
}

#[test]
fn a_minute_does_not_drift() {
    let (rate, length) = (22_050, 65 * 22_050 + 101);
    let sound = speech(rate, length);
    for format in FILES {
        let file = whole(format, rate, &sound).kept();
        let heard = tools::ffmpeg(&file, format.extension());
        let meant = speech_brought_to(format.output_rate(rate), rate, length);
        assert_eq!(heard.len(), meant.len(), "{format:?}");
        let last = meant.len() - format.output_rate(rate) as usize;
        let found = likeness(&meant[last..], &heard[last..], 30);
        assert!(
            found.lag.abs() <= near(format).late && found.correlation > 0.98,
            "{format:?}: {found:?}"
        );
    }
}

#[test]
fn bytes_do_not_depend_on_how_the_samples_were_cut() {
    let sound = speech(22_050, 30_011);
    for format in Format::ALL {
        let at_once = whole(format, 22_050, &sound);
        for chunk in [1, 7, 960, 10_000] {
            let cut = encode(format, &untitled(22_050), &sound, chunk);
            assert!(cut.live == at_once.live, "{format:?} in chunks of {chunk}");
            assert_eq!(cut.finished, at_once.finished, "{format:?} {chunk}");
        }
    }
}

#[test]
fn files_say_what_they_are() {
    let tags = Tags {
        title: Some("Où est la gare ?".into()),
        artist: Some("A. Voice".into()),
        album: Some("Journal".into()),
        language: Some("fr".into()),
        date: Some("2026-11-22".into()),
        comment: Some("Read aloud".into()),
    };
    let info = StreamInfo {
        tags,
        ..untitled(22_050)
    };
    for (format, place) in [
        (Format::Opus, "/streams/0/tags"),
        (Format::Flac, "/format/tags"),
        (Format::Mp3, "/format/tags"),
    ] {
        let encoded = encode(format, &info, &speech(22_050, 22_050), 1_000);
        for file in [encoded.kept(), encoded.live] {
            let told = tools::ffprobe(
                &file,
                format.extension(),
                &["-show_format", "-show_streams"],
            );
            let told = told
                .pointer(place)
                .unwrap_or_else(|| panic!("{format:?}: {told}"));
            let tag = |name: &str| {
                let tags = told.as_object().unwrap().iter();
                let found = tags.filter(|(key, _)| key.eq_ignore_ascii_case(name));
                found.map(|(_, text)| text.as_str().unwrap()).next()
            };
            assert_eq!(tag("title"), Some("Où est la gare ?"), "{format:?}: {told}");
            assert_eq!(tag("artist"), Some("A. Voice"), "{format:?}: {told}");
            assert_eq!(tag("album"), Some("Journal"), "{format:?}: {told}");
            assert_eq!(tag("language"), Some("fr"), "{format:?}: {told}");
            assert_eq!(tag("date"), Some("2026-11-22"), "{format:?}: {told}");
            assert_eq!(tag("comment"), Some("Read aloud"), "{format:?}: {told}");
        }
    }
}

#[test]
fn tagged_mp3_is_as_exact_as_plain() {
    let info = StreamInfo {
        tags: Tags {
            title: Some("T".into()),
            ..Tags::default()
        },
        ..untitled(24_000)
    };
    let file = encode(Format::Mp3, &info, &speech(24_000, 50_003), 999).kept();
    assert!(file.starts_with(b"ID3"));
    assert_eq!(tools::ffmpeg(&file, "mp3").len(), 50_003);
    assert_eq!(decoded(&file, Format::Mp3).len(), 50_003);
}

#[test]
fn webm_packets_follow_each_other_every_20_ms() {
    let file = whole(Format::Webm, 22_050, &speech(22_050, 65 * 22_050)).kept();
    let told = tools::ffprobe(&file, "webm", &["-show_packets"]);
    let times: Vec<i64> = told["packets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|packet| packet["pts"].as_i64().unwrap())
        .collect();
    assert_eq!(times.len(), 65 * 50 + 1);
    // The sound begins at 0, so the decoder's delay of 7 ms lies before it.
    assert_eq!(times[0], -7);
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] == 20));
}

#[test]
fn what_is_no_audio_is_refused_and_never_a_panic() {
    for bytes in [&b""[..], b"not audio", &[0; 4_000], &[0xFF; 4_000]] {
        let error = decode(bytes.to_vec(), None).unwrap_err();
        assert_eq!(error.code(), "unreadable_audio");
    }
    for format in FILES {
        let file = whole(format, 22_050, &speech(22_050, 10_000)).kept();
        for cut in (0..file.len()).step_by(97) {
            let _ = decode(file[..cut].to_vec(), Some(format));
            let mut bent = file.clone();
            bent[cut] ^= 0xA5;
            let _ = decode(bent, None);
        }
    }
}

//! What a listener gets while the rest is still being spoken.

use aloud::audio::{Format, StreamInfo, encoder};

use super::signal::{likeness, speech, speech_brought_to};
use super::{FILES, decoded, length_in, tools, untitled, whole};

#[test]
fn live_streams_play_from_a_pipe_as_they_are() {
    let sound = speech(22_050, 70_007);
    for format in FILES {
        let live = whole(format, 22_050, &sound).live;
        let meant = speech_brought_to(format.output_rate(22_050), 22_050, sound.len());
        for (decoder, heard) in [
            ("ffmpeg", tools::ffmpeg_live(&live)),
            ("ffmpeg on a file", tools::ffmpeg(&live, format.extension())),
            ("symphonia", decoded(&live, format)),
        ] {
            let found = likeness(&meant, &heard, 1_200);
            assert!(
                found.lag.abs() <= 3 && found.correlation > 0.99,
                "{format:?} by {decoder}: {found:?}"
            );
            let excess = heard.len() - meant.len();
            assert!(
                excess <= live_excess(format),
                "{format:?} by {decoder}: {excess} more"
            );
        }
    }
}

/// Samples after the sound that a live stream cannot disown: MP3's padding, as its
/// tag came first; and WebM's, which one decoder does not read.
fn live_excess(format: Format) -> usize {
    match format {
        Format::Mp3 => 2 * 576,
        Format::Webm => 959,
        _ => 0,
    }
}

/// How much sound may be held back once speech is flowing, in seconds.
fn held_back(format: Format) -> f64 {
    match format {
        Format::Wav | Format::Pcm => 0.0,
        Format::Flac => 0.1,
        Format::Mp3 => 0.25,
        Format::Opus | Format::Webm => 1.05,
    }
}

#[test]
fn sound_leaves_as_it_is_pushed() {
    let sound = speech(22_050, 22_050 * 5);
    for format in FILES {
        let mut encoder = encoder(format, &untitled(22_050)).unwrap();
        let mut live = Vec::new();
        for (index, samples) in (1..).zip(sound.chunks(2_205)) {
            encoder.push(samples, &mut live).unwrap();
            if [2, 5, 11, 17, 33, 50].contains(&index) {
                let pushed = length_in(format, 22_050, index * 2_205);
                let heard = tools::ffmpeg_live(&live).len();
                let held =
                    (pushed.saturating_sub(heard)) as f64 / f64::from(format.output_rate(22_050));
                assert!(
                    held <= held_back(format),
                    "{format:?}: {held} s after {index}"
                );
                assert!(heard > 0, "{format:?} is silent after {index} tenths");
            }
        }
    }
}

#[test]
fn opus_starts_within_an_eighth_of_a_second() {
    for format in [Format::Opus, Format::Webm] {
        let mut encoder = encoder(format, &untitled(24_000)).unwrap();
        let mut live = Vec::new();
        encoder.push(&speech(24_000, 3_000), &mut live).unwrap();
        assert_eq!(tools::ffmpeg_live(&live).len(), 5 * 960 - 336, "{format:?}");
    }
}

#[test]
fn the_opening_leaves_before_the_first_sample() {
    for (format, opening) in [
        (Format::Wav, &b"RIFF\xFF\xFF\xFF\xFFWAVE"[..]),
        (Format::Opus, b"OggS"),
        (Format::Webm, b"\x1A\x45\xDF\xA3"),
        (Format::Flac, b"fLaC"),
    ] {
        let mut live = Vec::new();
        encoder(format, &untitled(16_000))
            .unwrap()
            .push(&[], &mut live)
            .unwrap();
        assert!(live.starts_with(opening), "{format:?}");
    }
}

#[test]
fn a_length_known_before_is_told_at_once() {
    let sound = speech(22_050, 5_000);
    let known = StreamInfo {
        samples: Some(5_000),
        ..untitled(22_050)
    };
    let wav = super::encode(Format::Wav, &known, &sound, 777);
    assert_eq!(wav.finished.opening, None);
    assert_eq!(wav.live[4..8], (36 + 10_000_u32).to_le_bytes());
    assert_eq!(wav.live[40..44], 10_000_u32.to_le_bytes());
    assert_eq!(wav.live, whole(Format::Wav, 22_050, &sound).kept());
    let mut reader = hound::WavReader::new(&wav.live[..]).unwrap();
    let read: Vec<i16> = reader.samples().map(Result::unwrap).collect();
    assert_eq!(read, sound);

    let flac = super::encode(Format::Flac, &known, &sound, 777);
    assert_eq!(total_in_stream_info(&flac.live), 5_000);
    assert_eq!(
        total_in_stream_info(&whole(Format::Flac, 22_050, &sound).live),
        0
    );
}

#[test]
fn a_wrong_promise_of_length_is_mended_in_the_kept_file() {
    let sound = speech(22_050, 5_000);
    let wrong = StreamInfo {
        samples: Some(6_000),
        ..untitled(22_050)
    };
    for format in [Format::Wav, Format::Flac] {
        let kept = super::encode(format, &wrong, &sound, 777).kept();
        assert_eq!(
            tools::ffmpeg(&kept, format.extension()),
            sound,
            "{format:?}"
        );
        assert_eq!(kept, whole(format, 22_050, &sound).kept(), "{format:?}");
    }
}

/// The 36 bits of STREAMINFO that count samples.
fn total_in_stream_info(flac: &[u8]) -> u64 {
    let low = u32::from_be_bytes(flac[22..26].try_into().unwrap());
    u64::from(flac[21] & 0x0F) << 32 | u64::from(low)
}

/// The parts of the tag in an MP3 file's first frame that matter here.
#[derive(Debug)]
struct LameTag {
    frames: Option<u32>,
    delay: u32,
    padding: u32,
    checksum: u16,
    checksum_found: u16,
}

fn lame_tag(file: &[u8]) -> LameTag {
    let start = file.windows(4).position(|four| four == b"Info").unwrap();
    let number = |at: usize| u32::from_be_bytes(file[at..at + 4].try_into().unwrap());
    let flags = number(start + 4);
    let fields = [(1, 4), (2, 4), (4, 100), (8, 4)];
    let size: usize = fields
        .iter()
        .filter(|(flag, _)| flags & flag != 0)
        .map(|(_, size)| size)
        .sum();
    let lame = start + 8 + size;
    assert_eq!(file[lame..lame + 4], *b"LAME");
    let trims = number(lame + 20) & 0xFF_FFFF;
    LameTag {
        frames: (flags & 1 != 0).then(|| number(start + 8)),
        delay: trims >> 12,
        padding: trims & 0xFFF,
        checksum: u16::from_be_bytes(file[lame + 34..lame + 36].try_into().unwrap()),
        checksum_found: crc_16(&file[..lame + 34]),
    }
}

/// CRC-16/ARC, bit by bit.
fn crc_16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, &byte| {
        (0..8).fold(crc ^ u16::from(byte), |crc, _| {
            crc >> 1 ^ if crc & 1 == 1 { 0xA001 } else { 0 }
        })
    })
}

#[test]
fn live_mp3_tells_its_delay_and_no_frame_count() {
    for rate in [
        8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000,
    ] {
        let encoded = whole(Format::Mp3, rate, &speech(rate, rate as usize + 17));
        let (live, kept) = (lame_tag(&encoded.live), lame_tag(&encoded.kept()));
        assert_eq!(live.frames, None);
        assert_eq!((live.delay, live.padding), (kept.delay, 0), "{rate}");
        assert_eq!(live.checksum, live.checksum_found, "{rate}: {live:?}");
        assert_eq!(kept.checksum, kept.checksum_found, "{rate}: {kept:?}");

        let in_frame = if rate >= 32_000 { 1_152 } else { 576 };
        let sound = kept.frames.unwrap() * in_frame - kept.delay - kept.padding;
        assert_eq!(sound, rate + 17, "{rate}: {kept:?}");
    }
}

#[test]
fn live_and_kept_files_differ_only_in_their_opening() {
    let sound = speech(24_000, 60_000);
    for (format, opening) in [
        (Format::Wav, 44),
        (Format::Opus, 0),
        (Format::Webm, 0),
        (Format::Mp3, 192),
        (Format::Flac, 4 + 4 + 34 + 4 + 13),
        (Format::Pcm, 0),
    ] {
        let encoded = whole(format, 24_000, &sound);
        let length = encoded.finished.opening.as_ref().map_or(0, Vec::len);
        assert_eq!(length, opening, "{format:?}");
        assert_eq!(encoded.kept().len(), encoded.live.len());
    }
}

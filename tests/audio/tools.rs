//! The reference decoders, as the oracle of what a file holds.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs a program; both a missing program and a complaint fail the test.
pub(super) fn run(program: &str, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let output = output(program, arguments, input);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{program} {arguments:?} failed: {complaint}"
    );
    output.stdout
}

fn output(program: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|cause| panic!("{program} ({cause}): `make setup-test` installs it"));
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || {
        // A decoder may stop reading early; what it then says is what counts.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    output
}

/// What ffmpeg makes of a kept file, which it can seek in.
pub(super) fn ffmpeg(file: &[u8], extension: &str) -> Vec<i16> {
    let kept = kept(file, extension);
    decoded_by_ffmpeg(kept.path().to_str().unwrap(), &[])
}

/// What ffmpeg makes of a live stream, which it can only read on.
pub(super) fn ffmpeg_live(stream: &[u8]) -> Vec<i16> {
    decoded_by_ffmpeg("pipe:0", stream)
}

fn decoded_by_ffmpeg(input: &str, bytes: &[u8]) -> Vec<i16> {
    let arguments = ["-v", "error", "-i", input, "-f", "s16le", "-ac", "1", "-"];
    let output = output("ffmpeg", &arguments, bytes);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(complaint.is_empty(), "ffmpeg: {complaint}");
    samples(&output.stdout)
}

/// What ffprobe says of a kept file; `show` are its `-show_…` options.
pub(super) fn ffprobe(file: &[u8], extension: &str, show: &[&str]) -> serde_json::Value {
    let kept = kept(file, extension);
    let mut arguments = vec!["-v", "error", "-of", "json"];
    arguments.extend(show);
    arguments.push(kept.path().to_str().unwrap());
    serde_json::from_slice(&run("ffprobe", &arguments, &[])).unwrap()
}

/// What opusdec makes of an Ogg Opus file.
pub(super) fn opusdec(file: &[u8]) -> Vec<i16> {
    let arguments = ["--quiet", "--no-dither", "--rate", "48000", "-", "-"];
    samples(&run("opusdec", &arguments, file))
}

/// What opusinfo warns of.
pub(super) fn opusinfo_warnings(file: &[u8]) -> Vec<String> {
    let kept = kept(file, "opus");
    let output = output("opusinfo", &[kept.path().to_str().unwrap()], &[]);
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8_lossy(&text)
        .lines()
        .filter(|line| line.contains("WARNING") || line.contains("ERROR"))
        .map(str::to_owned)
        .collect()
}

/// What the reference FLAC decoder makes of a file, the digest checked.
pub(super) fn flac(file: &[u8]) -> Vec<i16> {
    run(
        "flac",
        &["--test", "--silent", "--warnings-as-errors", "-"],
        file,
    );
    let raw = [
        "--decode",
        "--silent",
        "--stdout",
        "--force-raw-format",
        "--endian=little",
        "--sign=signed",
        "-",
    ];
    samples(&run("flac", &raw, file))
}

fn kept(file: &[u8], extension: &str) -> tempfile::NamedTempFile {
    let mut kept = tempfile::Builder::new()
        .suffix(&format!(".{extension}"))
        .tempfile()
        .unwrap();
    kept.write_all(file).unwrap();
    kept
}

fn samples(bytes: &[u8]) -> Vec<i16> {
    let pairs = bytes.as_chunks::<2>().0.iter();
    pairs.map(|&pair| i16::from_le_bytes(pair)).collect()
}

#!/usr/bin/env python3
"""How soon aloud speaks and how much processor it takes, beside the espeak-ng program.

All contenders read the same 200-word articles in the same run, taking turns, so
that a busy machine is busy for all of them; what counts is the ratio. No article
comes twice to a contender, so that no cache answers.

    tools/bench/bench.py --aloud target/release/aloud [--voices DIR] [--rounds N] [--json FILE]

First sound: from the request (or the start of the program) to the first byte
after the format's header. Speed: seconds of audio per second of processor time,
the server's worker processes included.
"""

import argparse
import http.client
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

from articles import articles
from server_under_test import ServerUnderTest

VOICE = "espeak:en-us"
BASELINE = "espeak-ng program, wav"
WORDS = 200


@dataclass
class Reading:
    """One article spoken by one contender."""

    first_sound: float
    """Seconds."""
    whole: float
    """Seconds until the last byte."""
    audio: float
    """Seconds of speech."""


def main():
    options = parse()
    with ServerUnderTest(options.aloud, options.voices) as server:
        contenders = {
            f"aloud over HTTP, {VOICE}, {kind}": aloud(server, VOICE, kind) for kind in ("wav", "opus")
        }
        for voice in piper_voices(server, options.voices):
            contenders[f"aloud over HTTP, {voice}, wav"] = aloud(server, voice, "wav")
        program = shutil.which("espeak-ng")
        if program:
            contenders[BASELINE] = espeak_ng(program)
        else:
            print("skipped: the espeak-ng program is not on the PATH (tools/setup bench installs it)")
        results = measure(contenders, options.rounds, options.articles)
        report(results, options)
        report_clicks(server, options)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--aloud", required=True, type=Path, help="the binary")
    parser.add_argument("--voices", type=Path, help="a folder of Piper voices")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--articles", type=int, default=10, help="articles per contender and round")
    parser.add_argument("--memory", type=int, default=60, help="seconds to watch a page's memory for; 600 is thirty minutes of speech")
    parser.add_argument("--json", type=Path, help="where to write the numbers")
    return parser.parse_args()


def piper_voices(server, folder):
    if folder is None:
        print("skipped: Piper voices (make bench VOICES=DIR)")
        return []
    found = [voice for voice in server.voices() if not voice.startswith("espeak:")]
    if not found:
        print(f"skipped: Piper voices (this build of aloud offers none from {folder})")
    return found


# --- Contenders: each turns a text into a Reading, and knows its processor time ---


def aloud(server, voice, kind):
    return lambda text: read_over_http(server.url, voice, kind, text), server.family.processor_seconds


def read_over_http(url, voice, kind, text):
    body = json.dumps({"model": "tts-1", "input": text, "voice": voice, "response_format": kind})
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=120)
    started = time.perf_counter()
    try:
        connection.request("POST", "/v1/audio/speech", body, {"content-type": "application/json"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise SystemExit(f"{voice}, {kind}: {answer.status} {answer.read(2000)!r}")
        return listen(answer.read1, kind, started)
    finally:
        connection.close()


def espeak_ng(program):
    spent = [0.0]

    def read(text):
        started = time.perf_counter()
        process = subprocess.Popen(
            [program, "-v", "en-us", "--stdin", "--stdout"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        process.stdin.write(text.encode())
        process.stdin.close()
        reading = listen(process.stdout.read1, "wav", started)
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"espeak-ng ended with {process.returncode}")
        spent[0] += usage.ru_utime + usage.ru_stime
        return reading

    return read, lambda: spent[0]


def listen(read, kind, started):
    """Reads to the end; notes when the first byte after the header came."""
    heard = bytearray()
    first_sound = None
    while chunk := read(65536):
        heard += chunk
        if first_sound is None and len(heard) > header_length(kind, heard):
            first_sound = time.perf_counter() - started
    if first_sound is None:
        raise SystemExit(f"{kind}: {len(heard)} bytes and no sound")
    return Reading(first_sound, time.perf_counter() - started, audio_seconds(kind, heard))


def header_length(kind, heard):
    if kind == "wav":
        return 44
    third_page = -1
    for _ in range(3):  # Ogg Opus: a page for the head, one for the tags, then sound
        third_page = heard.find(b"OggS", third_page + 1)
        if third_page < 0:
            return len(heard)
    return third_page


def audio_seconds(kind, heard):
    if kind == "wav":
        rate = int.from_bytes(heard[24:28], "little")
        return (len(heard) - 44) / 2 / rate
    last_page = heard.rfind(b"OggS")
    granule = int.from_bytes(heard[last_page + 6 : last_page + 14], "little")
    head = heard.find(b"OpusHead")
    skipped = int.from_bytes(heard[head + 10 : head + 12], "little")
    return (granule - skipped) / 48000


# --- Measuring and telling --------------------------------------------------------


def measure(contenders, rounds, per_round):
    """For every contender one row a round: median first sound, and audio per processor second."""
    results = {name: {"first_sound": [], "speed": []} for name in contenders}
    for name, (read, _) in contenders.items():
        for text in articles(WORDS, 2, seed=f"warm-up {name}"):
            read(text)
    for number in range(rounds):
        # The formats of one voice share their sentences, so each contender has articles
        # of its own shuffle, of the same words and lengths.
        for name, (read, processor) in contenders.items():
            before = processor()
            readings = [read(text) for text in articles(WORDS, per_round, seed=f"{number} {name}")]
            spent = processor() - before
            audio = sum(reading.audio for reading in readings)
            results[name]["first_sound"].append(statistics.median(r.first_sound for r in readings))
            results[name]["speed"].append(audio / spent if spent > 0 else float("nan"))
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return results


def report(results, options):
    print(f"{WORDS}-word articles, {options.rounds} rounds of {options.articles}; min / median / max of the rounds")
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}")
    tell(results, "first_sound", "first sound, ms", 1000)
    tell(results, "speed", "audio seconds per processor second", 1)
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")


def report_clicks(server, options):
    """What a reader waits for in a real Chromium; by the tests' own library for browsers."""
    here = Path(__file__).parent
    if not shutil.which("node") or not (here / "../../tests/widget/node_modules").exists():
        print("skipped: clicks in Chromium (make setup-test installs what they need)")
        return
    print("\nin Chromium, ms; min / median / max of 20 clicks", flush=True)
    piper = piper_voices(server, options.voices) if options.voices else []
    for voice in [VOICE, *piper]:
        subprocess.run(["node", here / "click.mjs", "--server", server.url, "--voice", voice], check=False)
    if options.memory:
        print("\nin Chromium, a long article; flat is what it should be", flush=True)
        command = ["node", here / "click.mjs", "--server", server.url, "--voice", VOICE, "--memory", str(options.memory)]
        subprocess.run(command, check=False)


def tell(results, measure_of, title, scale):
    print(f"\n{title}")
    baseline = results.get(BASELINE)
    for name, rows in results.items():
        values = rows[measure_of]
        line = f"  {name:44} {spread([v * scale for v in values])}"
        if baseline and name != BASELINE:
            ratios = [value / base for value, base in zip(values, baseline[measure_of])]
            line += f"   ratio to the program {spread(ratios)}"
        print(line)


def spread(values):
    return " / ".join(f"{f(values):.3g}" for f in (min, statistics.median, max))


if __name__ == "__main__":
    main()

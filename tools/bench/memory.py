#!/usr/bin/env python3
"""How much memory aloud takes, and whether it grows: sentences of ever new lengths.

    tools/bench/memory.py --aloud target/release/aloud --voices DIR [--voice NAME] [--seconds N | --full]

Every sentence has another text, and so another length in phonemes and in frames: what
makes ONNX Runtime's defaults grow. Afterwards eight listeners hear an article each.
Without --full it stops after --seconds; with it, after 5 000 sentences.
"""

import argparse
import itertools
import json
import random
import statistics
import threading
import time
import urllib.request
from pathlib import Path

from articles import article, articles
from server_under_test import ServerUnderTest

SENTENCES = 5000
LONGEST = 60
"""Words."""
ROWS = 16
"""Lines printed of a run."""


def main():
    options = parse()
    with ServerUnderTest(options.aloud, options.voices) as server:
        voice = options.voice or choose(server)
        if voice is None:
            print("skipped: memory (no Piper voice there)")
            return
        print(f"memory, {voice}: {options.listeners_at_once} at once, sentences of 1 to {LONGEST} words, none twice")
        readings = run(server, voice, options)
        report(readings)
        listeners(server, voice, options.listeners)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--aloud", required=True, type=Path, help="the binary")
    parser.add_argument("--voices", required=True, type=Path, help="a folder of Piper voices")
    parser.add_argument("--voice", help="which of them; without: medium, else the first")
    parser.add_argument("--seconds", type=float, default=60, help="when to stop")
    parser.add_argument("--full", action="store_true", help=f"{SENTENCES} sentences, however long they take")
    parser.add_argument("--listeners-at-once", type=int, default=2, help="sentences asked for at the same time")
    parser.add_argument("--listeners", type=int, default=8, help="listeners of the last part")
    return parser.parse_args()


def choose(server):
    found = [voice for voice in server.voices() if not voice.startswith("espeak:") and "#" not in voice]
    medium = [voice for voice in found if "medium" in voice]
    return next(iter(medium + found), None)


def run(server, voice, options):
    """(seconds since the start, sentences spoken, megabytes resident), one a sentence."""
    chance = random.Random(7)
    lengths = itertools.cycle(chance.sample(range(1, LONGEST + 1), LONGEST))
    lock, readings, started = threading.Lock(), [], time.perf_counter()

    def ask():
        while True:
            with lock:
                spent = time.perf_counter() - started
                if len(readings) >= SENTENCES or (not options.full and spent > options.seconds):
                    return
                text = sentence(next(lengths), chance)
            speak(server.url, voice, text)
            with lock:
                seconds = time.perf_counter() - started
                readings.append((seconds, len(readings) + 1, server.family.resident_megabytes()))

    together([ask] * options.listeners_at_once)
    return readings


def sentence(words, chance):
    """One sentence: the article's full stops and figures are taken out."""
    plain = [word for word in article(2 * words + 20, chance).replace(".", "").split() if word.isalpha()]
    chance.shuffle(plain)
    # Few words come in few orders.
    name = "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(3))
    return " ".join([name.capitalize(), *plain[: words - 1]]) + "."


def speak(url, voice, text):
    body = json.dumps({"input": text, "voice": voice, "response_format": "wav"}).encode()
    request = urllib.request.Request(f"{url}/v1/audio/speech", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=300) as answer:
        while answer.read(1 << 16):
            pass


def together(tasks):
    failures = []

    def guarded(task):
        try:
            task()
        except Exception as failure:  # Told by the thread that waits.
            failures.append(failure)

    threads = [threading.Thread(target=guarded, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SystemExit(f"a listener failed: {failures[0]}")


def report(readings):
    print("  seconds  sentences  resident MB")
    step = max(1, len(readings) // ROWS)
    for seconds, count, megabytes in readings[step - 1 :: step]:
        print(f"  {seconds:7.0f}  {count:9}  {megabytes:11.0f}")
    quarter = max(1, len(readings) // 4)
    early = statistics.median(row[2] for row in readings[quarter : 2 * quarter] or readings)
    late = statistics.median(row[2] for row in readings[-quarter:])
    print(f"  last quarter against the second: {late / early - 1:+.1%}")


def listeners(server, voice, count):
    texts = articles(200, count, seed="listeners")
    together([lambda text=text: speak(server.url, voice, text) for text in texts])
    print(f"  after {count} listeners at once, peak: {server.family.peak_megabytes():.0f} MB")


if __name__ == "__main__":
    main()

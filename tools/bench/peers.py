#!/usr/bin/env python3
"""aloud beside piper-tts, sherpa-onnx and piper-rs: the same texts and the same voice in the same run.

All read the same number of texts of the same length, taking turns, so that a busy
machine is busy for all of them; what counts is the ratio. No text comes twice to a
contender, so that no cache answers.

    tools/bench/peers.py --aloud target/release/aloud --python VENV/bin/python \
        --piper-rs piper-rs-peer --onnxruntime target/release/libonnxruntime.so --voices DIR

Processor seconds per second of audio: of the process and its children. First sound:
from the request to the first byte after the WAV header, over HTTP. Memory: the most
that was resident (VmHWM), at the end of everything the process spoke to one listener
after the other; aloud's sound caches have filled by then. Beside it, a fresh server of
ours after one article to each of `LISTENERS` at a time.
"""

import argparse
import http.client
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from articles import articles, sentences
from bench import Reading, listen, read_over_http, spread
from server_under_test import Family, ServerUnderTest

LISTENERS = 8
LIBRARY = "piper-tts library, one thread"
SERVER = "piper-tts HTTP server"
ALOUD = "aloud over HTTP"
CROWD = f"aloud, {LISTENERS} listeners at once"
TEXTS = {"200-word article": lambda count, seed: articles(200, count, seed),
         "40-word sentence": lambda count, seed: sentences(40, count, seed)}


@dataclass
class Contender:
    """Somebody who reads aloud."""

    read: object
    """text -> Reading"""
    family: Family
    rows: dict = field(default_factory=dict)
    """(measure, kind of text) -> one figure a round"""


def main():
    options = parse()
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}")
    for model in models(options):
        with ExitStack() as stack:
            contenders = all_contenders(options, model, stack)
            measure(contenders, options)
            contenders[CROWD] = crowd(options, model, stack)
            report(model.stem, contenders, options)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--aloud", required=True, type=Path, help="the binary")
    parser.add_argument("--python", required=True, type=Path, help="of the peers' virtual environment")
    parser.add_argument("--piper-rs", required=True, type=Path, help="the binary of tools/bench/piper_rs")
    parser.add_argument("--onnxruntime", required=True, type=Path, help="the library it runs on")
    parser.add_argument("--voices", required=True, type=Path, help="a folder of Piper voices")
    parser.add_argument("--voice", default="medium", help="one of them, or `all`")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=int, default=2, help="texts of each kind per contender and round")
    return parser.parse_args()


def models(options):
    found = sorted(options.voices.glob("*.onnx"))
    if options.voice != "all":
        found = [model for model in found if model.stem == options.voice]
    if not found:
        raise SystemExit(f"no voice {options.voice} in {options.voices}")
    return found


# --- Contenders -------------------------------------------------------------------


def all_contenders(options, model, stack):
    server = stack.enter_context(ServerUnderTest(options.aloud, options.voices))
    found = {ALOUD: Contender(lambda text: read_over_http(server.url, model.stem, "wav", text), server.family)}
    script = Path(__file__).with_name("peer_process.py")
    for name, command in {
        LIBRARY: [options.python, script, "piper", model, "--threads", "1"],
        "piper-tts library, as it comes": [options.python, script, "piper", model],
        "sherpa-onnx, one thread": [options.python, script, "sherpa", model, "--threads", "1"],
        "piper-rs, one thread": [options.piper_rs, model, options.onnxruntime],
    }.items():
        try:
            peer = stack.enter_context(PeerProcess(command))
        except PeerFailed as why:
            print(f"skipped: {name}: {why}")
            continue
        found[name] = Contender(peer.read, peer.family)
    peer = stack.enter_context(PiperServer(options.python, model))
    found[SERVER] = Contender(peer.read, peer.family)
    return found


class PeerFailed(Exception):
    """A peer cannot speak with this model."""


class Child:
    """A process that ends with the block."""

    def __init__(self, command, **pipes):
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL, text=True, **pipes)
        self.family = Family(self.process.pid)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)


class PeerProcess(Child):
    """A library behind peer_process.py, or a program that speaks its protocol."""

    def __init__(self, command):
        super().__init__(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self._answer() != "ready":
            raise PeerFailed("it did not get ready")

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise PeerFailed(f"it ended with {self.process.wait(30)}")
        return json.loads(line)

    def read(self, text):
        self.process.stdin.write(json.dumps(text) + "\n")
        self.process.stdin.flush()
        answer = self._answer()
        return Reading(answer["first_sound"], answer["whole"], answer["audio"])


class PiperServer(Child):
    """`python -m piper.http_server`."""

    def __init__(self, python, model):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        address = ["--host", "127.0.0.1", "--port", str(port)]
        super().__init__([python, "-m", "piper.http_server", "-m", model, *address], stdout=subprocess.DEVNULL)
        self.url = f"http://127.0.0.1:{port}"
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise

    def _wait(self):
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.url}/info", timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                if self.process.poll() is not None:
                    raise PeerFailed(f"it ended with {self.process.returncode}") from None
                time.sleep(0.1)
        raise PeerFailed("it did not answer in 30 seconds")

    def read(self, text):
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=120)
        started = time.perf_counter()
        try:
            connection.request("POST", "/synthesize", json.dumps({"text": text}))
            return listen(connection.getresponse().read1, "wav", started)
        finally:
            connection.close()


# --- Measuring and telling --------------------------------------------------------


def measure(contenders, options):
    for name, contender in contenders.items():
        for text in articles(50, 2, seed=f"warm-up {name}"):
            contender.read(text)
    for number in range(options.rounds):
        for kind, make in TEXTS.items():
            for name, contender in contenders.items():
                measure_one(contender, kind, make(options.texts, f"{number} {name}"))
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr)


def measure_one(contender, kind, texts):
    before = contender.family.processor_seconds()
    readings = [contender.read(text) for text in texts]
    spent = contender.family.processor_seconds() - before
    figures = {
        "cost": spent / sum(reading.audio for reading in readings),
        "first": statistics.median(reading.first_sound for reading in readings),
        "part": statistics.median(reading.first_sound / reading.whole for reading in readings),
    }
    for measured, figure in figures.items():
        contender.rows.setdefault((measured, kind), []).append(figure)


def crowd(options, model, stack):
    """`LISTENERS` at once, in a server of their own, for the memory that takes."""
    server = stack.enter_context(ServerUnderTest(options.aloud, options.voices))
    contender = Contender(lambda text: read_over_http(server.url, model.stem, "wav", text), server.family)
    threads = [threading.Thread(target=contender.read, args=(text,)) for text in articles(200, LISTENERS, seed="crowd")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return contender


def report(voice, contenders, options):
    print(f"\nvoice {voice}; {options.rounds} rounds of {options.texts} texts; min / median / max of the rounds")
    for kind in TEXTS:
        tell(contenders, ("cost", kind), f"processor seconds per audio second, {kind}", (LIBRARY, SERVER))
    for kind in TEXTS:
        tell(contenders, ("first", kind), f"first sound, seconds, {kind}", (SERVER,))
    tell(contenders, ("part", "40-word sentence"), "first sound as a part of the whole, 40-word sentence", ())
    print("\npeak memory, MB")
    for name, contender in contenders.items():
        peak = contender.family.peak_megabytes()
        ratio = peak / contenders[SERVER].family.peak_megabytes()
        print(f"  {name:34} {peak:.0f}   ratio to the {SERVER} {ratio:.2f}")


def tell(contenders, row, title, baselines):
    print(f"\n{title}")
    for name, contender in contenders.items():
        if row not in contender.rows:
            continue
        line = f"  {name:34} {spread(contender.rows[row])}"
        for baseline in baselines:
            if baseline in contenders and baseline != name:
                pairs = zip(contender.rows[row], contenders[baseline].rows[row])
                line += f"   ratio to the {baseline} {spread([ours / theirs for ours, theirs in pairs])}"
        print(line)


if __name__ == "__main__":
    main()

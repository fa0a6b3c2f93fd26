"""What ffprobe and ffmpeg, which know nothing of aloud, say about audio bytes."""

import array
import json
import math
import subprocess
import sys

RATE = 24000


def probe(audio):
    """The container's name and the description of the only stream."""
    answer = subprocess.run(
        ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", "-"],
        input=audio,
        capture_output=True,
        check=True,
    )
    told = json.loads(answer.stdout)
    (stream,) = told["streams"]
    return told["format"]["format_name"], stream


def decode(audio):
    """Samples at 24 kHz; a decoder that complains is an error."""
    answer = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", "-", "-f", "s16le", "-ac", "1", "-ar", str(RATE), "-"],
        input=audio,
        capture_output=True,
        check=True,
    )
    if answer.stderr:
        raise AssertionError(answer.stderr.decode("utf-8", "replace"))
    return samples(answer.stdout)


def samples(pcm):
    """Signed 16-bit little-endian bytes as numbers."""
    numbers = array.array("h", pcm)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def seconds(numbers):
    return len(numbers) / RATE


def loudness(numbers):
    """Root mean square: 0 is silence, 32767 the loudest square wave."""
    return math.sqrt(sum(n * n for n in numbers) / max(1, len(numbers)))

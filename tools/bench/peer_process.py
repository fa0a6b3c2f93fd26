#!/usr/bin/env python3
"""One peer in a process of its own: a text a line in, what it took a line out, as JSON.

    peer_process.py piper|sherpa MODEL.onnx [--threads N]

Runs in the environment of peers-requirements.txt; driven by peers.py.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("model", type=Path)
    parser.add_argument("--threads", type=int, help="of one inference; without: what the peer itself chooses")
    options = parser.parse_args()
    speak = PEERS[options.peer](options.model, options.threads)
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        started = time.perf_counter()
        audio, first = 0.0, None
        for seconds in speak(json.loads(line)):
            first = first or time.perf_counter() - started
            audio += seconds
        answer = {"audio": audio, "first_sound": first, "whole": time.perf_counter() - started}
        print(json.dumps(answer), flush=True)


def piper(model, threads):
    import onnxruntime
    from piper import PiperVoice

    voice = PiperVoice.load(model)
    if threads:
        # As PiperVoice.load makes it, but for the number of threads.
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        voice.session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    return lambda text: (len(c.audio_int16_array) / c.sample_rate for c in voice.synthesize(text))


def sherpa(model, threads):
    import piper
    import sherpa_onnx

    config = json.loads(Path(f"{model}.json").read_text())
    # It knows no phonemes of several characters; texts in English need none of them.
    ids = {phoneme: ids for phoneme, ids in config["phoneme_id_map"].items() if len(phoneme) == 1}
    data = Path(piper.__file__).parent / "espeak-ng-data"
    # All is read at once, so the folder may go.
    with tempfile.TemporaryDirectory(prefix="sherpa-peer-") as folder:
        tokens, described = Path(folder, "tokens.txt"), Path(folder, "model.onnx")
        tokens.write_text("".join(f"{phoneme} {numbers[0]}\n" for phoneme, numbers in ids.items()))
        described.write_bytes(model.read_bytes() + metadata(config))
        vits = sherpa_onnx.OfflineTtsVitsModelConfig(model=str(described), tokens=str(tokens), data_dir=str(data))
        model_config = sherpa_onnx.OfflineTtsModelConfig(vits=vits, num_threads=threads or 1)
        speaker = sherpa_onnx.OfflineTts(sherpa_onnx.OfflineTtsConfig(model=model_config))

    def speak(text):
        spoken = speaker.generate(text)
        yield len(spoken.samples) / spoken.sample_rate

    return speak


def metadata(config):
    """What sherpa-onnx wants to read in a Piper model, as `metadata_props` (field 14 of
    ONNX's ModelProto) to be appended: repeated fields of a protobuf may be concatenated."""
    said = {
        "model_type": "vits",
        "comment": "piper",
        "language": config["espeak"]["voice"],
        "voice": config["espeak"]["voice"],
        "has_espeak": 1,
        "n_speakers": config["num_speakers"],
        "sample_rate": config["audio"]["sample_rate"],
    }
    entries = (field(1, key.encode()) + field(2, str(value).encode()) for key, value in said.items())
    return b"".join(field(14, entry) for entry in entries)


def field(number, content):
    """A length-delimited field; all of ours are shorter than 128 bytes."""
    assert len(content) < 128
    return bytes([number << 3 | 2, len(content)]) + content


PEERS = {"piper": piper, "sherpa": sherpa}

if __name__ == "__main__":
    main()

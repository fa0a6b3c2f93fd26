"""The official `openai` package, unchanged, against a running server.

What a program written for OpenAI's speech route may rely on: its formats,
streaming, server-sent events and errors. Run by `make test-clients`.
"""

import base64
import concurrent.futures
import http.client
import json
import os
import tempfile
import time
import unittest
import urllib.parse

import openai

import sound
from server import Server

HELLO = "Hello there. It cost five dollars, and nobody minded."
LONG = " ".join(
    f"Sentence number {n} tells of a river that ran past the old mill to the sea." for n in range(180)
)
FORMATS = ["mp3", "opus", "flac", "wav", "pcm"]
# response_format: the container's name among ffprobe's, the codec, the sample rate if it is fixed.
CONTAINERS = {
    "mp3": ("mp3", "mp3", None),
    "opus": ("ogg", "opus", 48000),
    "flac": ("flac", "flac", None),
    "wav": ("wav", "pcm_s16le", None),
}
SPEECH = 100  # a root mean square that silence and rounding do not reach

server = None
client = None


def setUpModule():
    global server, client
    server = Server()
    client = openai.OpenAI(base_url=f"{server.url}/v1", api_key="unused", max_retries=0, timeout=60)


def tearDownModule():
    client.close()
    server.stop()


def speak(**changes):
    """The bytes for HELLO as WAV, or for what `changes` says instead."""
    request = {"model": "tts-1", "voice": "alloy", "input": HELLO, "response_format": "wav"}
    return client.audio.speech.create(**{**request, **changes}).content


def heard(**changes):
    """The samples of `speak`; an answer from the cache may have another header."""
    return sound.decode(speak(**changes))


def numbers_of(audio, response_format):
    return sound.samples(audio) if response_format == "pcm" else sound.decode(audio)


class Models(unittest.TestCase):
    def test_the_model_list_is_typed_and_holds_the_models_that_clients_probe_for(self):
        models = list(client.models.list())
        self.assertIn("tts-1", [model.id for model in models])
        for model in models:
            self.assertEqual(model.object, "model")


class Formats(unittest.TestCase):
    def test_every_format_is_what_its_name_says_and_mono(self):
        for name, (container, codec, rate) in CONTAINERS.items():
            with self.subTest(name):
                found, stream = sound.probe(speak(response_format=name))
                self.assertIn(container, found.split(","))
                self.assertEqual(stream["codec_name"], codec)
                self.assertEqual(stream["channels"], 1)
                if rate:
                    self.assertEqual(int(stream["sample_rate"]), rate)

    def test_every_format_carries_the_same_speech(self):
        lengths = {}
        for name in FORMATS:
            with self.subTest(name):
                numbers = numbers_of(speak(response_format=name), name)
                self.assertGreater(sound.loudness(numbers), SPEECH)
                lengths[name] = sound.seconds(numbers)
        self.assertGreater(lengths["wav"], 2.0)
        # A decoder that ignores the encoder's delay may be off by a few frames of 26 ms.
        for name, length in lengths.items():
            self.assertAlmostEqual(length, lengths["wav"], delta=0.12, msg=name)

    def test_without_a_format_the_answer_is_mp3(self):
        answer = client.audio.speech.create(model="tts-1", voice="alloy", input=HELLO)
        container, _ = sound.probe(answer.content)
        self.assertEqual(container, "mp3")

    def test_the_answer_names_its_media_type(self):
        for name, media_type in {"mp3": "audio/mpeg", "opus": "audio/ogg", "flac": "audio/flac", "wav": "audio/wav"}.items():
            with self.subTest(name):
                answer = client.audio.speech.with_raw_response.create(
                    model="tts-1", voice="alloy", input=HELLO, response_format=name
                )
                self.assertEqual(answer.headers["content-type"].split(";")[0], media_type)

    def test_streaming_to_a_file_writes_a_file_that_plays(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "speech.opus")
            with client.audio.speech.with_streaming_response.create(
                model="tts-1", voice="alloy", input=HELLO, response_format="opus"
            ) as answer:
                answer.stream_to_file(path)
            with open(path, "rb") as file:
                self.assertGreater(sound.seconds(sound.decode(file.read())), 2.0)


class Choices(unittest.TestCase):
    def test_every_voice_of_openai_is_spoken(self):
        for voice in "alloy ash ballad coral echo fable onyx nova sage shimmer verse marin cedar".split():
            with self.subTest(voice):
                self.assertGreater(sound.seconds(heard(voice=voice)), 2.0)

    def test_our_own_voice_ids_work_as_a_string_and_as_an_object(self):
        german = heard(voice="espeak:de")
        self.assertEqual(heard(voice={"id": "espeak:de"}), german)
        self.assertNotEqual(heard(voice="espeak:en-us"), german)

    def test_twice_the_speed_takes_about_half_the_time(self):
        slow, fast = (sound.seconds(heard(speed=speed)) for speed in (1.0, 2.0))
        self.assertTrue(0.35 < fast / slow < 0.7, f"{fast} s at speed 2, {slow} s at speed 1")

    def test_instructions_and_unknown_fields_are_ignored(self):
        plain = heard()
        self.assertEqual(heard(instructions="Whisper.", extra_body={"x_from_the_future": [1]}), plain)


class Streaming(unittest.TestCase):
    def test_the_first_bytes_of_a_long_text_come_long_before_the_last(self):
        started = time.monotonic()
        with client.audio.speech.with_streaming_response.create(
            model="tts-1", voice="alloy", input=LONG, response_format="opus"
        ) as answer:
            self.assertNotIn("content-length", answer.headers)
            chunks = answer.iter_bytes()
            next(chunks)
            first = time.monotonic() - started
            for _ in chunks:
                pass
            whole = time.monotonic() - started
        self.assertLess(first, whole / 4, f"first byte after {first:.3f} s of {whole:.3f} s")

    def test_server_sent_events_carry_the_whole_file_and_end_with_the_usage(self):
        with client.audio.speech.with_streaming_response.create(
            model="gpt-4o-mini-tts", voice="alloy", input=HELLO, response_format="mp3", stream_format="sse"
        ) as answer:
            self.assertEqual(answer.headers["content-type"].split(";")[0], "text/event-stream")
            events = [json.loads(line[6:]) for line in answer.iter_lines() if line.startswith("data: {")]
        *deltas, done = events
        self.assertEqual({event["type"] for event in deltas}, {"speech.audio.delta"})
        audio = b"".join(base64.b64decode(event["audio"], validate=True) for event in deltas)
        self.assertGreater(sound.seconds(sound.decode(audio)), 2.0)
        self.assertEqual(done["type"], "speech.audio.done")
        usage = done["usage"]
        self.assertEqual(usage["total_tokens"], usage["input_tokens"] + usage["output_tokens"])

    def test_eight_callers_at_once_each_hear_their_own_text(self):
        def spoken(n):
            return speak(input=f"This is caller {n}, who has {n} more words to say{' indeed' * n}.")

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            lengths = [sound.seconds(sound.decode(audio)) for audio in pool.map(spoken, range(8))]
        self.assertEqual(lengths, sorted(lengths))
        self.assertGreater(lengths[-1], lengths[0] + 1)


class Errors(unittest.TestCase):
    """The caller's mistakes arrive as the package's own exceptions, with OpenAI's four keys."""

    def assert_refused(self, kinds, *mentions, **changes):
        with self.assertRaises(kinds) as caught:
            speak(**changes)
        self.assert_openai_shape(caught.exception.body, *mentions)

    def assert_openai_shape(self, error, *mentions):
        self.assertEqual(set(error), {"type", "message", "param", "code"})
        for mention in mentions:
            self.assertIn(mention, error["message"])

    def test_an_unknown_voice_is_named(self):
        self.assert_refused(
            (openai.BadRequestError, openai.NotFoundError), "nobody-of-that-name", voice="nobody-of-that-name"
        )

    def test_aac_is_refused_with_the_formats_there_are(self):
        self.assert_refused(openai.BadRequestError, "mp3", "opus", "flac", "wav", "pcm", response_format="aac")

    def test_a_format_that_nobody_has_is_refused_with_the_formats_there_are(self):
        self.assert_refused(openai.BadRequestError, "mp3", "opus", "flac", "wav", "pcm", response_format="midi")

    def test_an_empty_or_blank_input_is_refused(self):
        for text in ("", " \n\t "):
            with self.subTest(repr(text)):
                self.assert_refused(openai.BadRequestError, input=text)

    def test_a_speed_out_of_range_is_refused_with_the_range(self):
        for speed in (0.1, 4.5, -1.0):
            with self.subTest(speed):
                self.assert_refused(openai.BadRequestError, "0.25", "4", speed=speed)

    def test_a_field_of_the_wrong_kind_is_refused(self):
        self.assert_refused(openai.BadRequestError, extra_body={"speed": "fast"})

    def test_a_text_over_the_limit_is_refused_with_the_limit(self):
        self.assert_refused(openai.APIStatusError, "100", input="word " * 25_000)

    def test_a_body_that_is_not_json_is_refused_in_the_same_shape(self):
        status, error = self.post(b"input=hello")
        self.assertEqual(status, 400)
        self.assert_openai_shape(error)

    def test_a_body_over_the_limit_is_refused_in_the_same_shape(self):
        status, error = self.post(json.dumps({"input": "a" * (1 << 20)}).encode())
        self.assertIn(status, (400, 413))
        self.assert_openai_shape(error)

    def post(self, body):
        """A request that the package itself would never send."""
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(server.url).netloc, timeout=30)
        try:
            connection.request("POST", "/v1/audio/speech", body, {"content-type": "application/json"})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())["error"]
        finally:
            connection.close()


if __name__ == "__main__":
    unittest.main()

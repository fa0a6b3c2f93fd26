"""Freezes what piper itself does, for the tests: phonemes, ids and samples.

    python3 -m venv v && v/bin/pip install piper-tts==1.8.0
    v/bin/python tools/piper_vectors.py

Writes tests/fixtures/piper/ids.json and samples.json.
"""
import json
from pathlib import Path

import numpy as np
from piper import PiperVoice, SynthesisConfig

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"
# Every STEP-th sample is kept.
STEP = 64
TEXTS = {
    "en-us": ["On the top of the hill, with the dog.", "It cost $5 in 1999; the CEO's plan failed!",
              "He said: “no way”, and she left?", "Call me now, or not at all"],
    "en-gb-x-rp": ["The weather was rather better on Thursday, wasn't it?"],
    "de": ["Die Straße ist 3,5 km lang, und schön dazu.", "Über 20 Züge fahren heute nicht!"],
    "fr": ["L'été dernier, nous avons vu 3 châteaux.", "Où est la bibliothèque ?"],
    "es": ["¿Dónde está la biblioteca?", "El niño come 21 manzanas; después duerme."],
    "it": ["La città è bella, ma piove sempre.", "Perché non vieni con noi?"],
    "pt-br": ["O coração não tem razão, dizem."],
    "pl": ["Zażółć gęślą jaźń, proszę.", "Dzień dobry!"],
    "ru": ["Сегодня хорошая погода, не правда ли?", "В 1998 году всё было иначе."],
    "nl": ["De schipper vaart naar het eiland; het regent."],
    "sv": ["Sjuksköterskan åkte till sjön i går."],
    "cs": ["Příliš žluťoučký kůň úpěl ďábelské ódy."],
    "tr": ["Bugün hava çok güzel, değil mi?"],
    "uk": ["Сьогодні дуже гарна погода."],
    "hi": ["आज मौसम बहुत अच्छा है"],
    "vi": ["Hôm nay trời đẹp quá."],
}
SPOKEN = [("tiny", None), ("tiny_ms", 0), ("tiny_ms", 2)]


def voice(name):
    return PiperVoice.load(FIXTURES / "voices" / f"{name}.onnx")


def ids():
    piper = voice("tiny")
    for language, texts in TEXTS.items():
        piper.config.espeak_voice = language
        for text in texts:
            sentences = piper.phonemize(text)
            assert len(sentences) == 1, (text, sentences)
            yield {"language": language, "text": text, "phonemes": "".join(sentences[0]),
                   "ids": piper.phonemes_to_ids(sentences[0])}


def samples():
    for name, speaker in SPOKEN:
        piper = voice(name)
        for length_scale in (1.0, 0.7):
            ids = piper.phonemes_to_ids(piper.phonemize(TEXTS["en-us"][0])[0])
            settings = SynthesisConfig(noise_scale=0, noise_w_scale=0, length_scale=length_scale, speaker_id=speaker)
            sound = piper.phoneme_ids_to_audio(ids, settings)
            yield {"voice": name, "speaker": speaker or 0, "length_scale": length_scale, "ids": ids, "step": STEP,
                   "length": len(sound), "samples": [float(f"{x:.7g}") for x in np.asarray(sound)[::STEP]]}


def write(name, cases):
    file = FIXTURES / "piper" / name
    file.parent.mkdir(exist_ok=True)
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    file.write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    write("ids.json", ids())
    write("samples.json", samples())

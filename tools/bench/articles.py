"""Texts to read: plain English of a fixed number of words, never the same twice."""

import random

SUBJECTS = "the committee|a neighbour|the old ferry|every reader|the night train|her brother|the council|a young baker".split("|")
VERBS = "crossed|remembered|described|repaired|opened|followed|painted|measured".split("|")
OBJECTS = "the narrow harbour|three wooden doors|a letter from home|the western road|the quiet garden|an empty theatre|the broken clock|a field of barley".split("|")
ENDINGS = "before the rain came|while nobody was looking|for the second time this year|without a word|and kept walking until dark|because the river had risen|as the bells began to ring|long after the others had left".split("|")


def articles(words, count, seed):
    """`count` texts of exactly `words` words; the same seed gives the same texts."""
    chance = random.Random(seed)
    return [article(words, chance) for _ in range(count)]


def article(words, chance):
    said = []
    while len(said) < words:
        parts = (SUBJECTS, VERBS, OBJECTS, ENDINGS)
        # The number keeps one sentence from being another's cached copy.
        number = str(chance.randrange(100, 1_000_000))
        sentence = f"{' '.join(chance.choice(part) for part in parts)}, says note {number}."
        said += (sentence[0].upper() + sentence[1:]).split()
    cut = said[:words]
    cut[-1] = cut[-1].rstrip(".,") + "."
    return " ".join(cut)


def sentences(words, count, seed):
    """`count` single sentences of exactly `words` words, without a comma."""
    chance = random.Random(seed)
    return [sentence(words, chance) for _ in range(count)]


def sentence(words, chance):
    said = ["Note", str(chance.randrange(100, 1_000_000)), "says"]
    while len(said) < words:
        said += " ".join(chance.choice(part) for part in (SUBJECTS, VERBS, OBJECTS, ENDINGS)).split() + ["and"]
    return " ".join(said[:words]).removesuffix(" and") + "."

//! Addresses: "www.example.de", "me@example.org", "v2.0.1", "README.md", and formulas.

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::electronic::{self, Words};
use super::super::form::maths;
use super::words::{self, MARKS, One};

const WORDS: Words = Words {
    at: "ät",
    dot: "Punkt",
    slash: "Schrägstrich",
    dash: "Bindestrich",
    underscore: "Unterstrich",
    colon: "Doppelpunkt",
    plus: "plus",
    equals: "",
    hashtag: "Hashtag",
    handle: "ät",
    version: "version",
    number: |text| match text.strip_prefix('0') {
        Some(rest) if !rest.is_empty() => words::digits(text),
        _ => words::cardinal(text, One::Alone).replace(' ', ""),
    },
    digits: words::digits,
    said: &[
        "com", "org", "net", "info", "blog", "shop", "news", "berlin", "online",
    ],
    habits: &electronic::USUAL,
};

const FORMULAS: maths::Words = maths::Words {
    signs: &[
        ('+', "plus"),
        ('−', "minus"),
        ('=', "gleich"),
        ('×', "mal"),
        ('*', "mal"),
        ('÷', "geteilt durch"),
        ('<', "kleiner als"),
        ('>', "größer als"),
        ('≤', "kleiner oder gleich"),
        ('≥', "größer oder gleich"),
        ('≈', "ungefähr"),
        ('≠', "ungleich"),
        ('±', "plus minus"),
    ],
    by: "mal",
    cross: "mal",
    to: "",
    squared: "zum Quadrat",
    cubed: "hoch drei",
    power: "hoch",
    root: "Wurzel aus",
    minus: "minus",
};

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    WORDS.read(at)
}

pub(super) fn formula(at: &At<'_>) -> Option<Claim> {
    maths::read(at, &FORMULAS, MARKS, &|figure| {
        words::figure(figure, One::Alone)
    })
}

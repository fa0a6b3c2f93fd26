//! How many: a number, a range of numbers, and the millions after it.

use super::super::Region;
use super::super::at::At;
use super::super::figure::{Figure, Marks};
use super::words;

/// English writes 1,234.5.
pub(super) const MARKS: Marks = Marks {
    group: &[','],
    point: '.',
};

/// Number words that stand after a figure.
const MAGNITUDES: &[&str] = &[
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "quadrillion",
];

/// How many of something.
pub(super) struct Quantity<'a> {
    /// What is said: "one point five", "five to ten".
    pub(super) words: String,
    /// How many items it takes, the last perhaps not whole.
    pub(super) taken: usize,
    /// Whether it is exactly one.
    pub(super) is_one: bool,
    /// The only figure, where there is no range.
    pub(super) figure: Option<Figure>,
    /// What follows inside the last item: "km", "%".
    pub(super) rest: &'a str,
}

/// The quantity that begins at `offset`.
pub(super) fn at<'a>(at: &At<'a>, offset: usize) -> Option<Quantity<'a>> {
    let (first, rest) = at.figure(offset, MARKS)?;
    Some(Quantity::of(first, rest, at.region).range(at, offset))
}

impl<'a> Quantity<'a> {
    /// One figure, with what follows it.
    pub(super) fn of(figure: Figure, rest: &'a str, region: Region) -> Self {
        Self {
            words: words::figure(&figure, region),
            taken: 1,
            is_one: figure.is_one(),
            figure: Some(figure),
            rest,
        }
    }

    /// "5–10" in one word, "5 – 10" in three.
    fn range(self, at: &At<'a>, offset: usize) -> Self {
        let apart = self.rest.is_empty() && at.after(offset).is_empty() && at.has_dash(offset + 1);
        match Figure::prefix(at.core(offset + 2), MARKS).filter(|_| apart) {
            Some((second, rest)) => self.to(&second, 3, rest, at.region),
            None => self.range_inside(at.region),
        }
    }

    /// "5–10" in one word.
    pub(super) fn range_inside(self, region: Region) -> Self {
        let second = self.rest.strip_prefix(['-', '–', '—']);
        match second.and_then(|second| Figure::prefix(second, MARKS)) {
            Some((second, rest)) => self.to(&second, 1, rest, region),
            None => self,
        }
    }

    fn to(self, second: &Figure, taken: usize, rest: &'a str, region: Region) -> Self {
        Quantity {
            words: format!("{} to {}", self.words, words::figure(second, region)),
            taken,
            is_one: false,
            figure: None,
            rest,
        }
    }

    /// Takes the magnitude after it: "million", "bn"; `m` and `k` only where `letters`
    /// can mean nothing else, as after a sign of money.
    pub(super) fn magnified(mut self, at: &At<'a>, offset: usize, letters: Letters) -> Self {
        let last = offset + self.taken - 1;
        if let Some((name, rest)) = glued_magnitude(self.rest, letters) {
            self.rest = rest;
            return self.times(name);
        }
        if let Some(name) = self.rest.strip_prefix('-').and_then(spelled_magnitude) {
            self.rest = "";
            return self.times(name);
        }
        if !self.rest.is_empty() || !at.runs_on(last) {
            return self;
        }
        let next = at.core(last + 1);
        let short = glued_magnitude(next, letters).filter(|(_, rest)| rest.is_empty());
        let name = spelled_magnitude(next).or(short.map(|(name, _)| name));
        if let Some(name) = name {
            self.taken += 1;
            return self.times(name);
        }
        self
    }

    fn times(mut self, name: &str) -> Self {
        self.words = format!("{} {name}", self.words);
        self.is_one = false;
        self.figure = None;
        self
    }
}

/// Which short magnitudes count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// `k`, `M`, `bn`.
    Sure,
    /// Also `m`, `K`, `b`, `t`.
    Money,
}

fn spelled_magnitude(word: &str) -> Option<&'static str> {
    let mut known = MAGNITUDES.iter().copied();
    known.find(|name| word.eq_ignore_ascii_case(name))
}

fn glued_magnitude(rest: &str, letters: Letters) -> Option<(&'static str, &str)> {
    let end = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, after) = rest.split_at(end);
    let name = match (name, letters) {
        ("k", _) | ("K", Letters::Money) => "thousand",
        ("M" | "mn" | "mln", _) | ("m" | "mm" | "MM", Letters::Money) => "million",
        ("bn" | "Bn" | "bln", _) | ("B" | "b", Letters::Money) => "billion",
        ("tn" | "trn", _) | ("T" | "t", Letters::Money) => "trillion",
        _ => return None,
    };
    Some((name, after))
}

/// Whether the quantity stands as an adjective: "a 5 m rope", "a $20 bill".
pub(super) fn is_attributive(at: &At<'_>, last: usize) -> bool {
    const NOT: &[&str] = &[
        "of", "in", "for", "to", "and", "or", "but", "was", "is", "were", "are", "be", "it", "he",
        "she", "they", "we", "you", "that", "which", "who", "had", "has", "have", "will", "would",
        "went", "from", "by", "at", "on", "per", "a", "an", "the", "each", "every", "worth",
        "more", "less", "away", "ago", "if", "as", "with", "into", "can", "could", "may", "so",
        "than",
    ];
    let next = at.core(last + 1);
    let follows = at.runs_on(last) && next.starts_with(char::is_alphabetic);
    let before = at.earlier(1);
    if matches!(before, "a" | "an" | "A" | "An" | "another") {
        return follows;
    }
    let determined = matches!(
        before,
        "the"
            | "The"
            | "this"
            | "This"
            | "that"
            | "its"
            | "Its"
            | "their"
            | "our"
            | "his"
            | "her"
            | "my"
            | "your"
            | "new"
            | "first"
            | "second"
            | "final"
    ) || before.ends_with("'s")
        || before.ends_with("’s");
    let noun = next.starts_with(char::is_lowercase)
        && !NOT.contains(&next)
        && !next.ends_with("ed")
        && !next.ends_with("ing");
    follows && determined && noun
}

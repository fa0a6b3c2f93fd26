//! Tokens → written words with what stands around them.

use std::borrow::Cow;
use std::ops::Range;

use super::super::Span;
use super::super::clean;
use super::super::word::Token;

/// One written word, or a pause between two.
#[derive(Debug)]
pub(super) struct Item<'t> {
    /// The tokens it came as: several where it is longer than an engine bears.
    pub(super) tokens: Range<usize>,
    /// The written word; `None` for a pause.
    pub(super) span: Option<Span>,
    /// The same with its punctuation.
    pub(super) extent: Span,
    /// Whether white space stood before it.
    pub(super) spaced: bool,
    /// What is heard of it, cleaned.
    heard: Cow<'t, str>,
    /// The word inside `heard`.
    core: Range<usize>,
    /// What stands before the word in the text, uncleaned.
    lead: &'t str,
}

impl Item<'_> {
    /// Punctuation before the word; all of a pause.
    pub(super) fn before(&self) -> &str {
        &self.heard[..self.core.start]
    }

    /// The word; empty for a pause.
    pub(super) fn core(&self) -> &str {
        &self.heard[self.core.clone()]
    }

    /// Punctuation after the word.
    pub(super) fn after(&self) -> &str {
        &self.heard[self.core.end..]
    }

    /// The sign of a number that begins before its word: "-5", "~5", "<5".
    pub(super) fn sign(&self) -> Option<char> {
        let point = self.lead.trim_end_matches('.');
        point.chars().next_back().filter(|ch| is_sign(*ch))
    }

    /// Whether the word is a fraction without its zero: ".5".
    pub(super) fn has_leading_point(&self) -> bool {
        let open = self.lead.trim_end_matches('.');
        self.lead.len() == open.len() + 1
    }
}

/// Whether `ch` before a number changes its value, so that it is said or dropped.
pub(super) fn is_sign(ch: char) -> bool {
    matches!(ch, '-' | '~' | '<' | '>' | '.')
}

/// Whether `ch` before a word that a rule has read is read with it: the sign of a
/// number, the apostrophe of "'86".
pub(super) fn is_part_of_number(ch: char) -> bool {
    is_sign(ch) || matches!(ch, '\'' | '’' | '‘')
}

/// What stands before a word that a rule has read and is no part of it: brackets and
/// quotes, and the article or preposition of "l'11".
pub(super) fn outside(before: &str) -> &str {
    let outside = before.trim_end_matches(is_part_of_number);
    match outside.ends_with(char::is_alphabetic) {
        true => before,
        false => outside,
    }
}

/// A word that has lost its vowel, with its apostrophe, and what follows it: "l'11".
pub(super) fn elided(word: &str) -> Option<(&str, &str)> {
    let at = word.find(['\'', '’'])?;
    let end = at + word[at..].chars().next().map_or(0, char::len_utf8);
    let (elided, rest) = word.split_at(end);
    let letters = elided[..at].chars().all(char::is_alphabetic);
    ((1..=8).contains(&at) && letters && !rest.is_empty()).then_some((elided, rest))
}

/// Groups `tokens` into items; `text` is what their spans point into.
pub(super) fn group<'t>(text: &'t str, tokens: &'t [Token]) -> Vec<Item<'t>> {
    let same = |a: &Token, b: &Token| a.word.span.is_some() && a.word.span == b.word.span;
    let mut start = 0;
    let groups = tokens.chunk_by(same).map(|group| {
        let range = start..start + group.len();
        start = range.end;
        item(text, group, range)
    });
    groups.collect()
}

fn item<'t>(text: &'t str, group: &'t [Token], tokens: Range<usize>) -> Item<'t> {
    let heard = match group {
        [one] => Cow::Borrowed(one.word.spoken.as_str()),
        _ => Cow::Owned(
            group
                .iter()
                .map(|token| token.word.spoken.as_str())
                .collect(),
        ),
    };
    let span = group[0].word.span;
    let extent = group[0].extent;
    let core = match span {
        Some(_) => core(&heard),
        None => heard.len()..heard.len(),
    };
    Item {
        tokens,
        span,
        extent,
        spaced: group[0].word.spaced,
        core,
        heard,
        lead: span.map_or("", |span| text.get(extent.start..span.start).unwrap_or("")),
    }
}

/// How much of `word` stands before the number in it: "l'11", "d'1,5 million".
fn hidden(word: &str) -> usize {
    let number = |rest: &str| rest.starts_with(|ch: char| ch.is_ascii_digit());
    let found = elided(word).filter(|(_, rest)| number(rest));
    found.map_or(0, |(elided, _)| elided.len())
}

/// The word in what is heard of it.
fn core(heard: &str) -> Range<usize> {
    let core = clean::core(heard);
    core.start + hidden(&heard[core.clone()])..core.end
}

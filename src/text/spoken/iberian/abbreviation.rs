//! Abbreviations and initials: "Sr.", "p. ej.", "EE. UU.", "a. C.", "PP".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::code::letters;
use super::{Iberian, Manner};

/// The abbreviations of a language, last dot left out.
pub(in super::super) struct Shortened {
    /// Two parts with dots, together or apart.
    pub(in super::super) pairs: &'static [(&'static str, &'static str, &'static str)],
    /// With their dot, wherever they stand.
    pub(in super::super) always: &'static [(&'static str, &'static str)],
    /// With their dot, before a name or another capital.
    pub(in super::super) named: &'static [(&'static str, &'static str)],
    /// With or without their dot, before a number.
    pub(in super::super) numbered: &'static [(&'static str, &'static str)],
    /// Whole words without a dot.
    pub(in super::super) bare: &'static [(&'static str, &'static str)],
}

pub(in super::super) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    let known = manner.shortened;
    pair(known, at)
        .or_else(|| numbered(known, at))
        .or_else(|| named(known, at))
        .or_else(|| always(known, at))
        .or_else(|| bare(known, at))
        .or_else(|| spelled(manner, at))
}

fn find(table: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(short, _)| *short == word)
        .map(|(_, said)| *said)
}

/// "p. ej.", "p.ej.", "EE. UU.", "EE.UU.".
fn pair(known: &Shortened, at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    if let Some((first, second)) = core.split_once('.') {
        let mut pairs = known.pairs.iter();
        let (.., said) = pairs.find(|(a, b, _)| *a == first && *b == second)?;
        return Some(Claim::word(*said).without("."));
    }
    let close = at.after(0) == "." && at.before(1).is_empty();
    let mut pairs = known.pairs.iter();
    let (.., said) = pairs.find(|(a, b, _)| *a == core && *b == at.core(1))?;
    let dotted = at.after(1).starts_with('.');
    (close && dotted).then(|| Claim::of(2, *said).without("."))
}

fn numbered(known: &Shortened, at: &At<'_>) -> Option<Claim> {
    let said = find(known.numbered, at.core(0))?;
    let next = at.core(1);
    let number = next.starts_with(|ch: char| ch.is_ascii_digit())
        || (!next.is_empty() && next.bytes().all(|byte| b"IVXLC".contains(&byte)));
    let near = matches!(at.after(0), "" | ".") && at.before(1).is_empty();
    (number && near).then(|| Claim::word(said).without("."))
}

fn named(known: &Shortened, at: &At<'_>) -> Option<Claim> {
    let said = find(known.named, at.core(0))?;
    let name = at.core(1).starts_with(char::is_uppercase);
    let dotted = at.after(0) == "." && at.before(1).is_empty();
    (name && dotted).then(|| Claim::word(said).without("."))
}

fn always(known: &Shortened, at: &At<'_>) -> Option<Claim> {
    let said = find(known.always, at.core(0))?;
    at.after(0)
        .starts_with('.')
        .then(|| Claim::word(said).without("."))
}

fn bare(known: &Shortened, at: &At<'_>) -> Option<Claim> {
    find(known.bare, at.core(0)).map(Claim::word)
}

/// "BMW", "PP": nobody could read them, or nobody does.
fn spelled(manner: &Manner, at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let listed = manner.spelled.contains(&core);
    let capitals =
        (2..=5).contains(&core.len()) && core.bytes().all(|byte| byte.is_ascii_uppercase());
    let silent = capitals && !core.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    let shouted = |word: &str| word.len() > 5 && word == word.to_uppercase();
    let shout = shouted(at.earlier(1)) || shouted(at.core(1));
    (listed || (silent && !shout)).then(|| Claim::word(letters(core)))
}

//! Abbreviations: what is short for what, and where.

use super::super::at::At;
use super::super::claim::Claim;
use super::super::item;
use super::super::roman;

/// A word cut short, and where it is taken for one.
pub(in super::super) struct Short {
    /// As written, dots inside, the last left out.
    pub(in super::super) written: &'static str,
    /// What is said.
    pub(in super::super) said: &'static str,
    /// What must stand around it.
    pub(in super::super) place: Place,
}

/// Where an abbreviation is one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Place {
    /// Its dot follows.
    Dotted,
    /// Anywhere.
    Bare,
    /// A word with a capital follows, its dot may be missing.
    BeforeName,
    /// Its dot and a word with a capital follow.
    DottedBeforeName,
    /// Its dot and a number follow.
    BeforeNumber,
    /// A number follows, its dot may be missing.
    BeforeNumberBare,
    /// Its dot follows, after a number.
    AfterNumber,
}

/// An entry of a table.
pub(in super::super) const fn short(
    written: &'static str,
    said: &'static str,
    place: Place,
) -> Short {
    Short {
        written,
        said,
        place,
    }
}

/// Two parts with dots, together or apart ("p. ex.", "p.ex."), and what is said.
pub(in super::super) type Pair = (&'static str, &'static str, &'static str);

/// Claims what `table` knows here.
pub(in super::super) fn read(at: &At<'_>, pairs: &[Pair], table: &[Short]) -> Option<Claim> {
    pair(at, pairs).or_else(|| {
        let core = at.core(0);
        let (elided, core) = item::elided(core).unwrap_or(("", core));
        let mut all = table.iter();
        let found = all.find(|short| short.written == core && short.is_placed(at))?;
        Some(Claim::word(format!("{elided}{}", found.said)).without("."))
    })
}

fn pair(at: &At<'_>, pairs: &[Pair]) -> Option<Claim> {
    let core = at.core(0);
    let is = |a: &str, b: &str| a == b;
    let dotted = at.after(0).starts_with('.');
    let together = |(a, b, _): &&Pair| {
        let inside = core.strip_prefix(a).and_then(|rest| rest.strip_prefix('.'));
        dotted && inside.is_some_and(|rest| is(rest, b))
    };
    if let Some((.., said)) = pairs.iter().find(together) {
        return Some(Claim::word(*said).without("."));
    }
    let close = at.after(0) == "." && at.before(1).is_empty() && at.after(1).starts_with('.');
    let apart = |(a, b, _): &&Pair| is(core, a) && is(at.core(1), b);
    let (.., said) = pairs.iter().find(apart).filter(|_| close)?;
    Some(Claim::of(2, *said).without("."))
}

impl Short {
    fn is_placed(&self, at: &At<'_>) -> bool {
        let dotted = at.after(0).starts_with('.');
        let near = matches!(at.after(0), "" | ".") && at.before(1).is_empty();
        let next = at.core(1);
        let name = near && next.starts_with(char::is_uppercase);
        let numeral = roman::value(next).is_some();
        let number = near && (next.starts_with(|ch: char| ch.is_ascii_digit()) || numeral);
        match self.place {
            Place::Dotted => dotted,
            Place::Bare => true,
            Place::BeforeName => name,
            Place::DottedBeforeName => name && dotted,
            Place::BeforeNumber => number && dotted,
            Place::BeforeNumberBare => number,
            Place::AfterNumber => dotted && at.earlier(1).ends_with(|ch: char| ch.is_ascii_digit()),
        }
    }
}

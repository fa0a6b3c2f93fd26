//! Abbreviations: what is short for what, and where.

use super::super::at::At;
use super::super::claim::Claim;
use super::super::item;
use super::roman;

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

/// Two parts with dots, together or apart ("p. ex.", "p.ex."), and what is said.
pub(in super::super) type Pair = (&'static str, &'static str, &'static str);

/// Words cut short, by the place in which they are: as written, dots inside and the
/// last left out, and what is said.
pub(in super::super) type Table = &'static [(Place, &'static [(&'static str, &'static str)])];

/// Claims what `table` knows here.
pub(in super::super) fn read(at: &At<'_>, pairs: &[Pair], table: Table) -> Option<Claim> {
    pair(at, pairs).or_else(|| word(at, "", at.core(0), table))
}

/// The same where an article or a preposition may stand before it: "l'art. 12".
pub(in super::super) fn read_elided(at: &At<'_>, pairs: &[Pair], table: Table) -> Option<Claim> {
    let (elided, core) = item::elided(at.core(0)).unwrap_or(("", at.core(0)));
    pair(at, pairs).or_else(|| word(at, elided, core, table))
}

fn word(at: &At<'_>, elided: &str, core: &str, table: Table) -> Option<Claim> {
    let said = table.iter().find_map(|(place, words)| {
        let (_, said) = words.iter().find(|(short, _)| *short == core)?;
        place.is_here(at).then_some(said)
    })?;
    Some(Claim::word(format!("{elided}{said}")).without("."))
}

fn pair(at: &At<'_>, pairs: &[Pair]) -> Option<Claim> {
    let core = at.core(0);
    let together = |(a, b, _): &&Pair| {
        let inside = core.strip_prefix(a).and_then(|rest| rest.strip_prefix('.'));
        inside == Some(b)
    };
    if let Some((.., said)) = pairs.iter().find(together) {
        return Some(Claim::word(*said).without("."));
    }
    let close = at.after(0) == "." && at.before(1).is_empty() && at.after(1).starts_with('.');
    let apart = |(a, b, _): &&Pair| core == *a && at.core(1) == *b;
    let (.., said) = pairs.iter().find(apart).filter(|_| close)?;
    Some(Claim::of(2, *said).without("."))
}

impl Place {
    fn is_here(self, at: &At<'_>) -> bool {
        let dotted = at.after(0).starts_with('.');
        let near = matches!(at.after(0), "" | ".") && at.before(1).is_empty();
        let next = at.core(1);
        let name = near && next.starts_with(char::is_uppercase);
        let numeral = roman::value(next).is_some();
        let number = near && (next.starts_with(|ch: char| ch.is_ascii_digit()) || numeral);
        match self {
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

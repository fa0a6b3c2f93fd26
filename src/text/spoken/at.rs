//! A place in a sentence, as a rule sees it.

use super::super::Span;
use super::Region;
use super::figure::{Figure, Marks};
use super::item::Item;

/// A written word and its neighbours; offsets count items from it, pauses included.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    items: &'a [Item<'a>],
    index: usize,
    /// Whose habits hold.
    pub(super) region: Region,
    /// The region subtag itself, in upper case: "MX", "419"; empty without one.
    pub(super) country: &'a str,
}

impl<'a> At<'a> {
    pub(super) fn new(items: &'a [Item<'a>], index: usize, region: Region) -> Self {
        Self {
            items,
            index,
            region,
            country: "",
        }
    }

    /// The same place in a text of `country`.
    pub(super) fn within(self, country: &'a str) -> Self {
        Self { country, ..self }
    }

    /// The item `offset` after this one.
    pub(super) fn item(&self, offset: usize) -> Option<&'a Item<'a>> {
        self.items.get(self.index + offset)
    }

    /// The word `offset` after this one; empty for a pause and past the end.
    pub(super) fn core(&self, offset: usize) -> &'a str {
        self.item(offset).map_or("", Item::core)
    }

    /// Punctuation before that word.
    pub(super) fn before(&self, offset: usize) -> &'a str {
        self.item(offset).map_or("", Item::before)
    }

    /// Punctuation after that word.
    pub(super) fn after(&self, offset: usize) -> &'a str {
        self.item(offset).map_or("", Item::after)
    }

    /// That word as it stands in the text.
    pub(super) fn written(&self, offset: usize) -> &'a str {
        self.item(offset).map_or("", |item| item.written)
    }

    /// The written word there.
    pub(super) fn span(&self, offset: usize) -> Option<Span> {
        self.item(offset)?.span
    }

    /// Whether there are `count` items from here on.
    pub(super) fn has(&self, count: usize) -> bool {
        self.index + count <= self.items.len()
    }

    /// The word `back` before this one, if nothing but white space parts it from the next.
    pub(super) fn earlier(&self, back: usize) -> &'a str {
        let earlier = self.index.checked_sub(back);
        earlier.map_or("", |index| self.items[index].core())
    }

    /// Punctuation after that word.
    pub(super) fn after_earlier(&self, back: usize) -> &'a str {
        let earlier = self.index.checked_sub(back);
        earlier.map_or("", |index| self.items[index].after())
    }

    /// Whether the sentence runs on from the word at `offset` to the next without a sign.
    pub(super) fn runs_on(&self, offset: usize) -> bool {
        self.after(offset).is_empty() && self.before(offset + 1).is_empty() && self.has(offset + 2)
    }

    /// Whether a dash, with spaces around it, follows: "3 – 5".
    pub(super) fn has_dash(&self, offset: usize) -> bool {
        let item = self.item(offset);
        item.is_some_and(|item| item.span.is_none() && matches!(item.before(), "–" | "—"))
    }

    /// The number at `offset`, and what follows it inside its word.
    pub(super) fn figure(&self, offset: usize, marks: Marks) -> Option<(Figure, &'a str)> {
        let item = self.item(offset)?;
        let core = item.core();
        let signed = core
            .chars()
            .next()
            .filter(|ch| matches!(ch, '−' | '+' | '±' | '≈'));
        let digits = signed.map_or(core, |sign| &core[sign.len_utf8()..]);
        let (mut figure, rest) = Figure::prefix(digits, marks)?;
        if signed.is_none() && item.has_leading_point() && figure.fraction.is_none() {
            figure.fraction = Some(std::mem::take(&mut figure.whole));
        }
        figure.sign = signed.or_else(|| item.sign()).filter(|sign| *sign != '.');
        Some((figure, rest))
    }
}

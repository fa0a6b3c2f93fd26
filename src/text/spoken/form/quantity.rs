//! How many: "1 234,5", "10–20", "1,5 milliard", "3 mln".

use super::super::at::At;
use super::super::figure::{Figure, Marks, digits};

/// A word or sign after a number that makes it larger.
pub(in super::super) struct Magnitude {
    /// As written.
    pub(in super::super) signs: &'static [&'static str],
    /// Said after one, and "one" with it: "un million".
    pub(in super::super) one: &'static str,
    /// Said after what takes the singular.
    pub(in super::super) single: &'static str,
    /// Said after more.
    pub(in super::super) many: &'static str,
    /// Whether a currency after it is linked: "un million d'euros", but "mille euros".
    pub(in super::super) is_noun: bool,
}

/// How many of something.
pub(in super::super) struct Quantity<'a> {
    /// The first or only figure.
    pub(in super::super) figure: Figure,
    /// The second of a range.
    pub(in super::super) second: Option<Figure>,
    /// A word after it: "millions".
    pub(in super::super) magnitude: Option<&'static Magnitude>,
    /// How many items it takes, the last perhaps not whole.
    pub(in super::super) taken: usize,
    /// What follows inside the last item.
    pub(in super::super) rest: &'a str,
}

impl<'a> Quantity<'a> {
    /// The quantity that begins here.
    pub(in super::super) fn at(
        at: &At<'a>,
        marks: Marks,
        magnitudes: &'static [Magnitude],
    ) -> Option<Self> {
        Self::from(at, 0, marks, magnitudes)
    }

    /// The quantity that begins at `offset`; `taken` counts from here.
    pub(in super::super) fn from(
        at: &At<'a>,
        offset: usize,
        marks: Marks,
        magnitudes: &'static [Magnitude],
    ) -> Option<Self> {
        let (figure, rest) = at.figure(offset, marks)?;
        let (figure, taken, rest) = spaced(at, (figure, offset + 1, rest), marks);
        let quantity = Self {
            figure,
            second: None,
            magnitude: None,
            taken,
            rest,
        };
        let padded = quantity.figure.whole.len() > 1 && quantity.figure.whole.starts_with('0');
        let quantity = if padded {
            quantity
        } else {
            quantity.range(at, marks)
        };
        Some(quantity.magnified(at, magnitudes))
    }

    fn range(mut self, at: &At<'a>, marks: Marks) -> Self {
        let last = self.taken - 1;
        let apart = self.rest.is_empty() && at.after(last).is_empty() && at.has_dash(last + 1);
        let found = match self.rest.strip_prefix(['-', '–', '—']) {
            Some(text) => {
                Figure::prefix(text, marks).map(|(figure, rest)| (figure, self.taken, rest))
            }
            None if apart => at
                .figure(last + 2, marks)
                .map(|(figure, rest)| (figure, last + 3, rest)),
            None => None,
        };
        let found = found.map(|found| spaced(at, found, marks));
        let whole = |figure: &Figure| figure.whole.len() == 1 || !figure.whole.starts_with('0');
        if let Some((second, taken, rest)) = found.filter(|(second, ..)| whole(second)) {
            (self.second, self.taken, self.rest) = (Some(second), taken, rest);
        }
        self
    }

    /// A magnitude as the next word, or closed up: "3 millions", "2mln". A letter alone
    /// is one only before a currency: "45 M €"; else it may be an initial.
    fn magnified(mut self, at: &At<'a>, magnitudes: &'static [Magnitude]) -> Self {
        let find = |word: &str| {
            let mut all = magnitudes.iter();
            all.find(|magnitude| magnitude.signs.contains(&word))
        };
        if self.rest.is_empty() && at.runs_on(self.taken - 1) {
            let word = at.core(self.taken);
            let currency = at.core(self.taken + 1).starts_with(['€', '$', '£']);
            self.magnitude = find(word).filter(|_| currency || word.chars().count() > 1);
            self.taken += usize::from(self.magnitude.is_some());
        } else if self.rest.chars().count() > 1 && find(self.rest).is_some() {
            self.magnitude = find(self.rest);
            self.rest = "";
        }
        self
    }

    /// Whether it is one figure and nothing else.
    pub(in super::super) fn is_plain(&self) -> bool {
        self.second.is_none() && self.magnitude.is_none()
    }

    /// Whether a noun after it is linked: "deux millions d'euros".
    pub(in super::super) fn links(&self) -> bool {
        self.magnitude.is_some_and(|magnitude| magnitude.is_noun)
    }

    /// Whether its last word is an abbreviation with a dot.
    pub(in super::super) fn is_dotted(&self, at: &At<'_>) -> bool {
        let short = |magnitude: &Magnitude| {
            let word = at.core(self.taken - 1);
            word != magnitude.single && word != magnitude.many
        };
        self.magnitude.is_some_and(short) && at.after(self.taken - 1).starts_with('.')
    }
}

/// A figure, the items it takes and what follows it, with the groups of three digits
/// that white space parts from it: "1 234 567,8".
pub(in super::super) fn spaced<'a>(
    at: &At<'a>,
    (mut figure, mut taken, mut rest): (Figure, usize, &'a str),
    marks: Marks,
) -> (Figure, usize, &'a str) {
    let alone = Marks {
        group: &[],
        ..marks
    };
    let mut open =
        (1..=3).contains(&figure.whole.len()) && !figure.grouped && !figure.whole.starts_with('0');
    while open && rest.is_empty() && figure.fraction.is_none() && at.runs_on(taken - 1) {
        let next = at.core(taken);
        let (group, _) = digits(next);
        let Some((more, after)) = Figure::prefix(next, alone).filter(|_| group.len() == 3) else {
            break;
        };
        let signed = at.item(taken).is_some_and(|item| item.sign().is_some());
        if signed || after.starts_with(['.', '/', ':', ',', '\'', '’']) {
            break;
        }
        figure.whole.push_str(&more.whole);
        figure.fraction = more.fraction;
        figure.grouped = true;
        (taken, rest) = (taken + 1, after);
        open = figure.whole.len() < 30;
    }
    (figure, taken, rest)
}

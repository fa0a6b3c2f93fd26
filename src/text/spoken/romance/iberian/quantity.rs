//! How many of something: "1.500 millones", "10-15", "12 000", "3,5 M".

use super::super::super::at::At;
use super::super::super::figure::{Figure, Marks, digits};
use super::{Form, Gender, Manner};

/// A word that multiplies a number.
pub(in crate::text::spoken) struct Magnitude {
    /// As it is written, one or two words.
    pub(in crate::text::spoken) signs: &'static [&'static [&'static str]],
    pub(in crate::text::spoken) one: &'static str,
    pub(in crate::text::spoken) many: &'static str,
    /// Whether "de" stands between it and what is counted; then it is what the
    /// number agrees with.
    pub(in crate::text::spoken) is_noun: bool,
    /// Whether it is a letter that could be something else where no money follows.
    pub(in crate::text::spoken) is_sign: bool,
}

/// Most groups after a space: "1 000 000 000 000".
const GROUPS: usize = 5;

/// A number with its magnitude, and where it ends.
pub(in crate::text::spoken) struct Quantity<'a> {
    /// The first or only figure.
    pub(in crate::text::spoken) figure: Figure,
    /// Between its whole and its fraction.
    point: char,
    /// The second of a range.
    second: Option<Figure>,
    pub(in crate::text::spoken) magnitude: Option<&'static Magnitude>,
    /// How many items its digits take, the last perhaps not whole.
    pub(in crate::text::spoken) digits: usize,
    /// And with its magnitude.
    pub(in crate::text::spoken) taken: usize,
    /// What follows inside the last item.
    pub(in crate::text::spoken) rest: &'a str,
}

impl<'a> Quantity<'a> {
    /// The quantity that begins at `offset`.
    pub(in crate::text::spoken) fn at(manner: &Manner, at: &At<'a>, offset: usize) -> Option<Self> {
        let marks = manner.marks;
        let (figure, rest) = at.figure(offset, marks)?;
        let quantity = Self::new(figure, rest, marks);
        Some(
            quantity
                .spaced(at, offset, marks)
                .range(at, offset, marks)
                .magnified(manner, at, offset),
        )
    }

    /// The quantity that `text`, the end of the item at `offset`, is.
    pub(in crate::text::spoken) fn of(
        manner: &Manner,
        at: &At<'a>,
        offset: usize,
        text: &'a str,
    ) -> Option<Self> {
        let (mut figure, rest) = Figure::prefix(text, manner.marks)?;
        figure.sign = at.item(offset)?.sign().filter(|sign| *sign != '.');
        let quantity = Self::new(figure, rest, manner.marks);
        Some(
            quantity
                .spaced(at, offset, manner.marks)
                .magnified(manner, at, offset),
        )
    }

    fn new(figure: Figure, rest: &'a str, marks: Marks) -> Self {
        let (figure, rest, point) = other_point(figure, rest, marks);
        Self {
            figure,
            point,
            second: None,
            magnitude: None,
            digits: 1,
            taken: 1,
            rest,
        }
    }

    /// "12 000": groups after a space.
    fn spaced(mut self, at: &At<'a>, offset: usize, marks: Marks) -> Self {
        let open = self.figure.fraction.is_none() && !self.figure.grouped;
        let short = (1..=3).contains(&self.figure.whole.len());
        if !open || !short || self.figure.whole.starts_with('0') {
            return self;
        }
        for _ in 0..GROUPS {
            let end = offset + self.digits;
            let (group, rest) = digits(at.core(end));
            if !self.rest.is_empty() || !at.runs_on(end - 1) || group.len() != 3 {
                break;
            }
            let (_, fraction) = (group, rest.strip_prefix(marks.point).map(digits));
            self.figure.whole.push_str(group);
            self.figure.grouped = true;
            (self.digits, self.taken, self.rest) = (self.digits + 1, self.taken + 1, rest);
            if let Some((fraction, rest)) = fraction.filter(|(fraction, _)| !fraction.is_empty()) {
                self.figure.fraction = Some(fraction.to_owned());
                self.rest = rest;
                break;
            }
        }
        self
    }

    fn range(mut self, at: &At<'a>, offset: usize, marks: Marks) -> Self {
        let end = offset + self.digits - 1;
        let apart = self.rest.is_empty() && at.after(end).is_empty() && at.has_dash(end + 1);
        let (text, more) = match self.rest.strip_prefix(['-', '–', '—']) {
            Some(text) => (text, 0),
            None if apart => (at.core(end + 2), 2),
            None => return self,
        };
        if let Some((second, rest)) = Figure::prefix(text, marks) {
            let (second, rest, _) = other_point(second, rest, marks);
            self.second = Some(second);
            self.digits += more;
            self.taken = self.digits;
            self.rest = rest;
        }
        self
    }

    fn magnified(mut self, manner: &Manner, at: &At<'a>, offset: usize) -> Self {
        let runs_on = |taken: usize| at.runs_on(offset + taken - 1);
        let matches = |signs: &[&str]| {
            let words = signs.iter().enumerate();
            let mut words = words.map(|(index, sign)| (self.taken + index, *sign));
            words.all(|(taken, sign)| runs_on(taken) && at.core(offset + taken) == sign)
        };
        if !self.rest.is_empty() {
            return self;
        }
        let spelled = manner
            .magnitudes
            .iter()
            .filter(|magnitude| !magnitude.is_sign);
        let mut spelled = spelled.flat_map(|magnitude| {
            let signs = magnitude.signs.iter();
            signs.map(move |signs| (magnitude, *signs))
        });
        let found = spelled.find(|(_, signs)| matches(signs));
        let found = found.map(|(magnitude, signs)| (magnitude, signs.len()));
        if let Some((magnitude, words)) = found {
            self.magnitude = Some(magnitude);
            self.taken += words;
        }
        self
    }

    /// Whether it takes the singular of what it counts.
    pub(in crate::text::spoken) fn is_singular(&self, manner: &Manner) -> bool {
        self.second.is_none() && self.magnitude.is_none() && (manner.is_singular)(&self.figure)
    }

    /// Whether it is one figure and nothing else.
    pub(in crate::text::spoken) fn is_plain(&self) -> bool {
        self.second.is_none() && self.magnitude.is_none()
    }

    /// Whether "de" stands before what it counts: "un millón de euros".
    pub(in crate::text::spoken) fn is_of(&self) -> bool {
        let last = self.second.as_ref().unwrap_or(&self.figure);
        let round = last
            .fraction
            .as_ref()
            .is_none_or(|fraction| fraction.len() == 2)
            && last.whole.len() > 6
            && last.whole.ends_with("000000");
        self.magnitude.map_or(round, |magnitude| magnitude.is_noun)
    }

    /// Its digits, agreeing with `magnitude` if there is one, else as `form` says.
    pub(in crate::text::spoken) fn number(&self, manner: &Manner, form: Form) -> String {
        let form = match self.magnitude {
            Some(magnitude) if magnitude.is_noun => Form::Before(Gender::Masculine),
            _ => form,
        };
        let one_of_range = self.second.is_some() && form == Form::Before(Gender::Masculine);
        let first = if one_of_range { Form::Alone } else { form };
        let first = manner.numbers.figure(&self.figure, self.point, first);
        match &self.second {
            Some(second) => {
                let second = manner.numbers.figure(second, self.point, form);
                format!("{first} a {second}")
            }
            None => first,
        }
    }

    /// The words of its magnitude.
    pub(in crate::text::spoken) fn magnitude_word(&self, manner: &Manner) -> Option<&'static str> {
        let magnitude = self.magnitude?;
        let one = self.second.is_none() && (manner.is_singular)(&self.figure);
        Some(if one { magnitude.one } else { magnitude.many })
    }

    /// All of it, as `form` says.
    pub(in crate::text::spoken) fn said(&self, manner: &Manner, form: Form) -> String {
        let number = self.number(manner, form);
        match self.magnitude_word(manner) {
            Some(word) => format!("{number} {word}"),
            None => number,
        }
    }

    /// The letter in what follows that multiplies it ("M" of "45M€"), taken from it.
    pub(in crate::text::spoken) fn with_letter(
        mut self,
        manner: &Manner,
        text: &'a str,
    ) -> Option<(Self, &'a str)> {
        let signs = manner.magnitudes.iter().flat_map(|magnitude| {
            let signs = magnitude.signs.iter().filter(|signs| signs.len() == 1);
            signs.map(move |signs| (magnitude, signs[0]))
        });
        let whole = |rest: &str| rest.is_empty() || manner.currency(rest).is_some();
        let mut found = signs.filter_map(|(magnitude, sign)| {
            let rest = text.strip_prefix(sign)?;
            whole(rest).then_some((magnitude, rest))
        });
        let (magnitude, rest) = found.next()?;
        self.magnitude = Some(magnitude);
        Some((self, rest))
    }
}

/// "3.5" where a comma is the rule, and the other way round: no group has one digit,
/// nor two, so that it is sure.
fn other_point(figure: Figure, rest: &str, marks: Marks) -> (Figure, &str, char) {
    let other = if marks.point == ',' { '.' } else { ',' };
    let fraction = rest.strip_prefix(other).map(digits);
    let open = figure.fraction.is_none() && !figure.grouped;
    match fraction {
        Some((fraction, rest))
            if open
                && matches!(fraction.len(), 1 | 2 | 4..)
                && !rest.starts_with(['.', ',', ':', '/']) =>
        {
            let fraction = Some(fraction.to_owned());
            (Figure { fraction, ..figure }, rest, other)
        }
        _ => (figure, rest, marks.point),
    }
}

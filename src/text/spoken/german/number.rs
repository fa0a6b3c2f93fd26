//! Bare numbers, ranges, scores, fractions and telephone numbers.

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{Figure, is_digits};
use super::super::form::quantity::spaced;
use super::words::{self, MARKS, One};

/// Most groups of digits that are one telephone number.
const GROUPS: usize = 6;

/// How many of something.
pub(super) struct Quantity<'a> {
    /// The first or only figure.
    pub(super) figure: Figure,
    /// The second of a range.
    second: Option<Figure>,
    /// A word after it: "Millionen".
    magnitude: Option<&'static Magnitude>,
    /// How many items it takes, the last perhaps not whole.
    pub(super) taken: usize,
    /// What follows inside the last item.
    pub(super) rest: &'a str,
}

struct Magnitude {
    signs: &'static [&'static str],
    one: &'static str,
    many: &'static str,
}

const MAGNITUDES: &[Magnitude] = &[
    Magnitude {
        signs: &["Tsd"],
        one: "tausend",
        many: "tausend",
    },
    Magnitude {
        signs: &["Mio", "Million", "Millionen"],
        one: "eine Million",
        many: "Millionen",
    },
    Magnitude {
        signs: &["Mrd", "Mia", "Milliarde", "Milliarden"],
        one: "eine Milliarde",
        many: "Milliarden",
    },
    Magnitude {
        signs: &["Bio", "Billion", "Billionen"],
        one: "eine Billion",
        many: "Billionen",
    },
];

impl<'a> Quantity<'a> {
    /// The quantity that begins here.
    pub(super) fn at(at: &At<'a>) -> Option<Self> {
        let (figure, rest) = at.figure(0, MARKS)?;
        let (figure, taken, rest) = spaced(at, (figure, 1, rest), MARKS);
        let quantity = Self {
            figure,
            second: None,
            magnitude: None,
            taken,
            rest,
        };
        Some(quantity.range(at).magnified(at))
    }

    fn range(mut self, at: &At<'a>) -> Self {
        let last = self.taken - 1;
        let apart = self.rest.is_empty() && at.after(last).is_empty() && at.has_dash(last + 1);
        let (text, taken) = match self.rest.strip_prefix(['-', '–', '—']) {
            Some(text) => (text, self.taken),
            None if apart => (at.core(last + 2), last + 3),
            None => return self,
        };
        if let Some((second, rest)) = Figure::prefix(text, MARKS) {
            (self.second, self.taken, self.rest) = (Some(second), taken, rest);
        }
        self
    }

    fn magnified(mut self, at: &At<'a>) -> Self {
        if !self.rest.is_empty() || !at.runs_on(self.taken - 1) {
            return self;
        }
        let next = at.core(self.taken);
        self.magnitude = MAGNITUDES
            .iter()
            .find(|magnitude| magnitude.signs.contains(&next));
        self.taken += usize::from(self.magnitude.is_some());
        self
    }

    /// "achtzehnjährige", "fünfprozentiger" of "18-jährige", "5%iger".
    fn compound(&self) -> Option<String> {
        let tail = match self.rest.strip_prefix("%") {
            Some(tail) => format!("prozent{}", tail.trim_start_matches('-')),
            None => self.rest.strip_prefix('-')?.to_owned(),
        };
        let lower = tail.chars().all(char::is_lowercase) && tail.chars().count() > 4;
        let plain = self.is_plain() && self.figure.fraction.is_none();
        let number = words::cardinal(&self.figure.whole, One::Ein).replace(' ', "");
        (lower && plain).then(|| format!("{number}{tail}"))
    }

    /// Whether it is exactly one.
    pub(super) fn is_one(&self) -> bool {
        self.figure.is_one() && self.second.is_none() && self.magnitude.is_none()
    }

    /// Whether it is one figure and nothing else.
    pub(super) fn is_plain(&self) -> bool {
        self.second.is_none() && self.magnitude.is_none()
    }

    /// Whether its last word is an abbreviation with a dot.
    pub(super) fn is_dotted(&self, at: &At<'_>) -> bool {
        self.magnitude.is_some() && at.after(self.taken - 1).starts_with('.')
    }

    /// The magnitude that `word` is, with `figure` before it.
    pub(super) fn of(figure: Figure, word: &str) -> Self {
        let magnitude = MAGNITUDES.iter().find(|one| one.signs.contains(&word));
        Self {
            figure,
            second: None,
            magnitude,
            taken: 1 + usize::from(magnitude.is_some()),
            rest: "",
        }
    }

    pub(super) fn said(&self, one: One) -> String {
        let range = self
            .second
            .as_ref()
            .map(|second| words::figure(second, One::Alone));
        let first = words::figure(&self.figure, if self.is_plain() { one } else { One::Alone });
        let said = match range {
            Some(second) => format!("{first} bis {second}"),
            None => first,
        };
        match self.magnitude {
            Some(magnitude) if self.figure.is_one() && self.second.is_none() => {
                magnitude.one.into()
            }
            Some(magnitude) => format!("{said} {}", magnitude.many),
            None => said,
        }
    }
}

pub(super) fn cardinal(at: &At<'_>) -> Option<Claim> {
    if let Some(digits) = at
        .core(0)
        .strip_prefix('#')
        .filter(|digits| is_digits(digits))
    {
        return Some(Claim::word(format!(
            "Nummer {}",
            words::cardinal(digits, One::Alone)
        )));
    }
    let quantity = Quantity::at(at)?;
    if let Some(tail) = quantity.compound() {
        return Some(Claim::of(quantity.taken, tail));
    }
    let tail = match quantity.rest {
        "" => "",
        "+" => " plus",
        "x" | "×" | "-mal" | "mal" => " mal",
        "a" => " A",
        "b" => " B",
        "c" => " C",
        _ => return None,
    };
    let said = format!("{}{tail}", quantity.said(before(at, &quantity)));
    let claim = Claim::of(quantity.taken, said);
    Some(claim.without_dot_if(quantity.is_dotted(at)))
}

/// "1 Hund" has one dog, "Kapitel 1 Einleitung" is the first.
fn before(at: &At<'_>, quantity: &Quantity<'_>) -> One {
    let is_noun = |word: &str| word.starts_with(char::is_uppercase);
    let counts = at.runs_on(quantity.taken - 1) && is_noun(at.core(quantity.taken));
    if counts && !is_noun(at.earlier(1)) {
        One::Ein
    } else {
        One::Alone
    }
}

/// "3:2".
pub(super) fn score(at: &At<'_>) -> Option<Claim> {
    let (first, second) = at.core(0).split_once(':')?;
    let short = |part: &str| is_digits(part) && part.len() <= 3;
    let say = |part: &str| words::cardinal(part, One::Alone);
    (short(first) && short(second))
        .then(|| Claim::word(format!("{} zu {}", say(first), say(second))))
}

/// "3/4", "½", "2½".
pub(super) fn fraction(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    if core == "½" && at.runs_on(0) {
        let noun = at.core(1).starts_with(char::is_uppercase);
        return Some(Claim::word(if noun { "einen halben" } else { "ein halb" }));
    }
    let (whole, sign) = super::super::figure::digits(core);
    if sign == "½" && !whole.is_empty() {
        return Some(Claim::word(format!(
            "{}einhalb",
            words::cardinal(whole, One::Ein)
        )));
    }
    let (top, bottom) = match sign {
        "½" => ("1", "2"),
        "¼" => ("1", "4"),
        "¾" => ("3", "4"),
        "⅓" => ("1", "3"),
        "⅔" => ("2", "3"),
        _ => core.split_once(['/', '⁄'])?,
    };
    let small = |part: &str| is_digits(part) && part.len() <= 3 && !part.starts_with('0');
    let mixed = !whole.is_empty() && !sign.starts_with(['/', '⁄']);
    if !small(top) || !small(bottom) || bottom == "1" {
        return None;
    }
    let part = match bottom {
        "2" => "halb".into(),
        _ => format!("{}el", words::ordinal(bottom)),
    };
    let said = format!("{} {part}", words::cardinal(top, One::Ein));
    Some(Claim::word(if mixed {
        format!("{} {said}", words::cardinal(whole, One::Alone))
    } else {
        said
    }))
}

/// "030 1234567", "+49 30 1234567": each group keeps its mark.
pub(super) fn phone(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let is_code = |text: &str| text.split(['-', '/']).all(is_digits) && text.len() <= 16;
    let abroad = core.strip_prefix('+').filter(|rest| is_code(rest));
    let national = core.starts_with('0') && is_code(core) && core.len() >= 3;
    let mut claim = match abroad {
        Some(code) => Claim::word(format!("plus {}", words::digits(code))),
        None if national => Claim::word(words::digits(core)),
        None => return None,
    };
    let mut count = core.bytes().filter(u8::is_ascii_digit).count();
    for offset in 1..GROUPS {
        let next = at.core(offset);
        let near = matches!(at.after(offset - 1), "" | ")") && at.before(offset).is_empty();
        if !near || !is_code(next) || next.len() < 2 {
            break;
        }
        count += next.bytes().filter(u8::is_ascii_digit).count();
        claim = claim.then(1, words::digits(next));
    }
    (8..=15).contains(&count).then_some(claim)
}

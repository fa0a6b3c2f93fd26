//! Bare numbers, scores and fractions of French and Italian: "200 personnes", "3:1",
//! "#1", "3/4", "2 1/2". Those of Spanish and Portuguese are in `iberian/`.

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{Figure, digits, is_digits, value, vulgar};
use super::super::form::maths;
use super::super::form::quantity::Quantity;
use super::number::Words;
use super::{Lexis, One};

/// How a language says numbers of no money and no unit.
pub(in super::super) struct Counting {
    pub(in super::super) lexis: &'static Lexis,
    pub(in super::super) around: &'static Words,
    /// A number with its zeros before it.
    pub(in super::super) padded: fn(&str, Region) -> String,
    /// What a number stands before.
    pub(in super::super) one: for<'n> fn(&At<'n>, &Quantity<'_>) -> One<'n>,
    /// `#`
    pub(in super::super) number: &'static str,
    /// `x` after a number.
    pub(in super::super) times: &'static str,
    pub(in super::super) parts: Parts,
}

/// How a language says parts of a whole.
pub(in super::super) struct Parts {
    /// Between a whole and its part.
    pub(in super::super) and: &'static str,
    /// Between a mark and the best one: "9/10".
    pub(in super::super) over: &'static str,
    /// The best marks.
    pub(in super::super) best: &'static [&'static str],
    /// A half, and what is said of it after a whole.
    pub(in super::super) half: [&'static str; 2],
    /// A half of what the next word names.
    pub(in super::super) half_of: fn(&str) -> Option<&'static str>,
    /// A part that is less than one, by its top and its bottom.
    pub(in super::super) proper: fn(&str, &str) -> Option<String>,
}

impl Counting {
    /// Claims a bare number.
    pub(in super::super) fn cardinal(&self, at: &At<'_>) -> Option<Claim> {
        let core = at.core(0);
        let numbered = ["#", "n°", "N°", "nº", "Nº"];
        let number = numbered.iter().find_map(|sign| core.strip_prefix(sign));
        if let Some(number) = number.filter(|rest| is_digits(rest)) {
            let said = (self.padded)(number, at.region);
            return Some(Claim::word(format!("{} {said}", self.number)));
        }
        let quantity = self.lexis.quantity(at, 0)?;
        let tail = match quantity.rest {
            "" => String::new(),
            "+" => format!(" {}", self.around.plus),
            "x" | "×" => format!(" {}", self.times),
            rest => self.pointed(&quantity, rest, at)?,
        };
        let said = self.lexis.said(&quantity, (self.one)(at, &quantity), at);
        let claim = Claim::of(quantity.taken, format!("{said}{tail}"));
        Some(claim.without_dot_if(quantity.is_dotted(at)))
    }

    /// ".5" of "3.5", the mark of other countries and of software.
    fn pointed(&self, quantity: &Quantity<'_>, rest: &str, at: &At<'_>) -> Option<String> {
        let fraction = rest.strip_prefix('.').filter(|rest| is_digits(rest))?;
        let plain = quantity.is_plain() && !quantity.figure.grouped && fraction.len() <= 2;
        let said = (self.padded)(fraction, at.region);
        plain.then(|| format!(" {} {said}", self.around.dot))
    }

    /// Claims a formula.
    pub(in super::super) fn formula(&self, at: &At<'_>) -> Option<Claim> {
        let lexis = self.lexis;
        let number = |figure: &Figure| (lexis.figure)(figure, One::Alone, at.region);
        maths::read(at, lexis.maths, (lexis.marks)(at.region), &number)
    }

    /// Claims "3:1".
    pub(in super::super) fn score(&self, at: &At<'_>) -> Option<Claim> {
        let (first, second) = at.core(0).split_once(':')?;
        let valid = is_digits(first) && is_digits(second) && first.len() <= 2 && second.len() == 1;
        let say = |text: &str| (self.padded)(text, at.region);
        valid.then(|| Claim::word(format!("{} {} {}", say(first), self.lexis.to, say(second))))
    }

    /// Claims "3/4", "½", "2½", "3 1/2", "9/10".
    pub(in super::super) fn fraction(&self, at: &At<'_>) -> Option<Claim> {
        let core = at.core(0);
        if is_digits(core) && at.runs_on(0) && core.len() <= 3 {
            return Some(Claim::of(2, self.mixed(core, at.core(1), at)?));
        }
        let (whole, sign) = digits(core);
        if !whole.is_empty() && sign.chars().count() == 1 {
            return self.mixed(whole, sign, at).map(Claim::word);
        }
        let said = self.part(core).or_else(|| self.out_of(core, at))?;
        let half = said == self.parts.half[0] && at.runs_on(0);
        let of = half.then(|| (self.parts.half_of)(at.core(1))).flatten();
        Some(Claim::word(of.map_or(said, str::to_owned)))
    }

    /// "deux et demi".
    fn mixed(&self, whole: &str, part: &str, at: &At<'_>) -> Option<String> {
        let [half, rest] = self.parts.half;
        let part = self.part(part)?;
        let part = if part == half { rest } else { &part };
        let whole = (self.padded)(whole, at.region);
        Some(format!("{whole} {} {part}", self.parts.and))
    }

    /// "trois quarts".
    fn part(&self, text: &str) -> Option<String> {
        let (top, bottom) = vulgar(text).or_else(|| text.split_once(['/', '⁄']))?;
        let small = is_digits(top) && top.len() <= 2 && !top.starts_with('0');
        let known = matches!(bottom, "2" | "3" | "4" | "5" | "6" | "8");
        (small && known && value(top) < value(bottom)).then(|| (self.parts.proper)(top, bottom))?
    }

    /// "9/10", "15/20", "24/24": a mark, or all of them.
    fn out_of(&self, core: &str, at: &At<'_>) -> Option<String> {
        let (top, bottom) = core.split_once('/')?;
        let valid = |text: &str| is_digits(text) && text.len() <= 3 && !text.starts_with('0');
        let whole = self.parts.best.contains(&bottom) || top == bottom;
        let fits = value(top) <= value(bottom);
        let say = |text: &str| (self.padded)(text, at.region);
        (valid(top) && valid(bottom) && whole && fits)
            .then(|| format!("{} {} {}", say(top), self.parts.over, say(bottom)))
    }
}

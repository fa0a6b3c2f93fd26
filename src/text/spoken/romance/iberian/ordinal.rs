//! Ordinals: "1.º", "2.ª", "1er", "3.er", "5to".

use super::super::super::at::At;
use super::super::super::claim::Claim;
use super::super::super::figure::{digits, value};
use super::{Gender, Iberian, Manner};

/// The words of a language for ordinals, without the ending of their gender.
pub(in crate::text::spoken) struct Ordinals {
    /// Below twenty; empty where the ten and the one are said apart.
    pub(in crate::text::spoken) ones: &'static [&'static str; 20],
    pub(in crate::text::spoken) tens: &'static [&'static str; 10],
    pub(in crate::text::spoken) hundreds: &'static [&'static str; 10],
    pub(in crate::text::spoken) thousand: &'static str,
    /// Those that lose their ending before a masculine noun.
    pub(in crate::text::spoken) short: &'static [&'static str],
    /// What is written after the number.
    pub(in crate::text::spoken) masculine: &'static [&'static str],
    pub(in crate::text::spoken) feminine: &'static [&'static str],
    pub(in crate::text::spoken) cut: &'static [&'static str],
    pub(in crate::text::spoken) masculine_plural: &'static [&'static str],
    pub(in crate::text::spoken) feminine_plural: &'static [&'static str],
}

/// How an ordinal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::spoken) enum Ending {
    /// "primero".
    Masculine,
    /// "primera".
    Feminine,
    /// "primer".
    Short,
    MasculinePlural,
    FemininePlural,
}

impl Ending {
    fn letters(self) -> &'static str {
        match self {
            Ending::Masculine | Ending::Short => "o",
            Ending::Feminine => "a",
            Ending::MasculinePlural => "os",
            Ending::FemininePlural => "as",
        }
    }
}

pub(in crate::text::spoken) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    let core = at.core(0);
    let (number, mark) = digits(core);
    let counts = (1..=4).contains(&number.len()) && !number.starts_with('0');
    let feast = mark.strip_suffix("-feira");
    let mark = feast.unwrap_or(mark);
    let mark = mark.strip_prefix('.').unwrap_or(mark);
    if !counts || at.item(0)?.sign().is_some() {
        return None;
    }
    let said = manner.ordinal(value(number), manner.ending(at, mark)?)?;
    Some(Claim::word(match feast {
        Some(_) => format!("{said} feira"),
        None => said,
    }))
}

impl Manner {
    /// What `mark` after a number says of its ending.
    fn ending(&self, at: &At<'_>, mark: &str) -> Option<Ending> {
        let known = self.ordinals;
        let found = [
            (known.masculine, Ending::Masculine),
            (known.feminine, Ending::Feminine),
            (known.cut, Ending::Short),
            (known.masculine_plural, Ending::MasculinePlural),
            (known.feminine_plural, Ending::FemininePlural),
        ];
        let (_, ending) = found.iter().find(|(marks, _)| marks.contains(&mark))?;
        // "1º" before a noun is "primer".
        let is_noun = |word: &str| (self.gender)(word) == Some(Gender::Masculine);
        let cut = *ending == Ending::Masculine && at.runs_on(0) && is_noun(at.core(1));
        Some(if cut { Ending::Short } else { *ending })
    }

    /// The ordinal of `value`, up to 1999.
    pub(in crate::text::spoken) fn ordinal(&self, value: usize, ending: Ending) -> Option<String> {
        let known = self.ordinals;
        if !(1..2000).contains(&value) {
            return None;
        }
        let (hundreds, rest) = (value / 100 % 10, value % 100);
        let whole = rest < 20 && !known.ones[rest % 20].is_empty();
        let (tens, ones) = if whole {
            (0, rest)
        } else {
            (rest / 10, rest % 10)
        };
        let thousand = if value >= 1000 { known.thousand } else { "" };
        let stems = [
            thousand,
            known.hundreds[hundreds],
            known.tens[tens],
            known.ones[ones],
        ];
        let stems: Vec<&str> = stems.into_iter().filter(|stem| !stem.is_empty()).collect();
        let words = stems.iter().map(|stem| match ending {
            Ending::Short if known.short.contains(stem) => (*stem).to_owned(),
            _ => format!("{stem}{}", ending.letters()),
        });
        Some(words.collect::<Vec<_>>().join(" "))
    }

    /// The ordinal that stands before `word`, if it is a noun.
    pub(in crate::text::spoken) fn ordinal_before(
        &self,
        value: usize,
        word: &str,
    ) -> Option<String> {
        let plural = word.ends_with('s');
        let ending = match ((self.gender)(word)?, plural) {
            (Gender::Masculine, false) => Ending::Short,
            (Gender::Masculine, true) => Ending::MasculinePlural,
            (Gender::Feminine, false) => Ending::Feminine,
            (Gender::Feminine, true) => Ending::FemininePlural,
        };
        self.ordinal(value, ending)
    }
}

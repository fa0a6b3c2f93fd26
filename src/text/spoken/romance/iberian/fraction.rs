//! Fractions: "3/4", "½", "2½".

use super::super::super::at::At;
use super::super::super::claim::Claim;
use super::super::super::figure::{digits, is_digits, value, vulgar};
use super::{Form, Gender, Iberian, Manner};

/// The words of a language for parts of a whole.
pub(in crate::text::spoken) struct Parts {
    /// Half a masculine and half a feminine thing: "medio", "media".
    pub(in crate::text::spoken) half: [&'static str; 2],
    /// A third to a tenth.
    pub(in crate::text::spoken) small: &'static [&'static str; 8],
    pub(in crate::text::spoken) hundredth: &'static str,
    pub(in crate::text::spoken) thousandth: &'static str,
    /// What makes a part of any other number.
    pub(in crate::text::spoken) other: fn(&str) -> Option<String>,
    /// Between a whole and its part.
    pub(in crate::text::spoken) and: &'static str,
}

pub(in crate::text::spoken) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    let core = at.core(0);
    if at.item(0)?.sign().is_some() {
        return None;
    }
    let (whole, sign) = digits(core);
    if let Some((top, bottom)) = vulgar(sign) {
        if whole.is_empty() && bottom == "2" {
            return Some(Claim::word(manner.half(at)));
        }
        let part = if bottom == "2" {
            manner.fractions.half[0].to_owned()
        } else {
            manner.part(top, bottom)?
        };
        return Some(Claim::word(match whole {
            "" => part,
            whole => format!(
                "{} {} {part}",
                manner.numbers.cardinal(whole, Form::Alone),
                manner.fractions.and
            ),
        }));
    }
    let (top, bottom) = core.split_once(['/', '⁄'])?;
    let small = |part: &str| is_digits(part) && part.len() <= 4 && !part.starts_with('0');
    let unsure = at.earlier(1).eq_ignore_ascii_case("em") && !at.core(1).starts_with('d');
    if unsure {
        return None;
    }
    let proper = small(top) && small(bottom) && value(top) < value(bottom);
    proper.then(|| manner.part(top, bottom))?.map(Claim::word)
}

impl Manner {
    /// "½ kilo", "½ hora".
    fn half(&self, at: &At<'_>) -> &'static str {
        let counted = at.runs_on(0).then(|| (self.gender)(at.core(1))).flatten();
        self.fractions.half[usize::from(counted == Some(Gender::Feminine))]
    }

    /// "tres cuartos".
    fn part(&self, top: &str, bottom: &str) -> Option<String> {
        let known = self.fractions;
        let part = match value(bottom) {
            2 => known.half[0].to_owned(),
            small @ 3..=10 => known.small[small - 3].to_owned(),
            100 => known.hundredth.to_owned(),
            1000 => known.thousandth.to_owned(),
            _ => (known.other)(&self.numbers.cardinal(bottom, Form::Alone))?,
        };
        let plural = if top == "1" || part.ends_with('s') {
            ""
        } else {
            "s"
        };
        let count = self.numbers.cardinal(top, Form::Before(Gender::Masculine));
        Some(format!("{count} {part}{plural}"))
    }
}

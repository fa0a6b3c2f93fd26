//! Roman numerals where the words around them say that they are: "siglo XXI", "Felipe VI".

use super::super::super::at::At;
use super::super::super::claim::Claim;
use super::super::super::form::roman;
use super::ordinal::Ending;
use super::{Form, Gender, Iberian, Manner};

/// The words of a language that a numeral stands with.
pub(in crate::text::spoken) struct Heads {
    /// Before the number of a century, its abbreviations with it.
    pub(in crate::text::spoken) century: &'static [&'static str],
    /// Before the name of a ruler.
    pub(in crate::text::spoken) titles: &'static [&'static str],
    /// Names that rulers bore again and again, men's and women's.
    pub(in crate::text::spoken) kings: &'static [&'static str],
    pub(in crate::text::spoken) queens: &'static [&'static str],
    /// What is counted after it: "capítulo IV".
    pub(in crate::text::spoken) counted: &'static [&'static str],
    /// What is counted before it: "II Guerra".
    pub(in crate::text::spoken) ranked: &'static [&'static str],
}

/// Up to here rulers and centuries are "sexto", above "once".
const ORDINAL: usize = 10;
/// Largest value of a numeral that only a capital before it tells.
const SEQUEL: usize = 20;
/// How far before a name its title may stand.
const TITLE: usize = 3;

pub(in crate::text::spoken) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    let core = at.core(0);
    let value = roman::value(core).filter(|_| core.len() <= 12)?;
    // "tipo C", "Juan C. Ruiz": one letter is more often itself.
    let initial = at.after(0).starts_with('.') && at.has(2);
    if core.len() == 1 && (initial || !matches!(core, "I" | "V" | "X")) {
        return None;
    }
    let said = in_century(manner, at, value)
        .or_else(|| before_noun(manner, at, value))
        .or_else(|| after_noun(manner, at, value))
        .or_else(|| of_ruler(manner, at, value))
        .or_else(|| sequel(manner, at, value))?;
    Some(Claim::word(said))
}

fn in_century(manner: &Manner, at: &At<'_>, value: usize) -> Option<String> {
    let list = |word: &str| manner.heads.century.contains(&word.to_lowercase().as_str());
    let dotted = matches!(at.after_earlier(1), "" | ".");
    let direct = dotted && list(at.earlier(1));
    // "los siglos XVI y XVII", "siglos XVI-XVII".
    let second = roman::value(at.earlier(2)).is_some() && list(at.earlier(3));
    (direct || second).then(|| manner.rank(value, Ending::Masculine))
}

impl Manner {
    /// "sexto", "veintitrés".
    fn rank(&self, value: usize, ending: Ending) -> String {
        let high = || self.numbers.cardinal(&value.to_string(), Form::Alone);
        let low = Some(value).filter(|value| *value <= ORDINAL);
        low.and_then(|value| self.ordinal(value, ending))
            .unwrap_or_else(high)
    }
}

/// "II Guerra Mundial", "XXV aniversario".
fn before_noun(manner: &Manner, at: &At<'_>, value: usize) -> Option<String> {
    let noun = at.core(1);
    let lower = noun.to_lowercase();
    let ranked = manner.heads.ranked.contains(&lower.as_str());
    (at.runs_on(0) && ranked).then(|| manner.ordinal_before(value, &lower))?
}

/// "capítulo IV".
fn after_noun(manner: &Manner, at: &At<'_>, value: usize) -> Option<String> {
    let near = matches!(at.after_earlier(1), "" | ".");
    let lower = at.earlier(1).to_lowercase();
    let counted = near && manner.heads.counted.contains(&lower.as_str());
    counted.then(|| manner.numbers.cardinal(&value.to_string(), Form::Alone))
}

/// "Felipe VI", "la reina Isabel II", "D. João VI".
fn of_ruler(manner: &Manner, at: &At<'_>, value: usize) -> Option<String> {
    let name = at.earlier(1);
    let heads = manner.heads;
    let near = at.after_earlier(1).is_empty() && name.starts_with(char::is_uppercase);
    let titled = (2..2 + TITLE).any(|back| {
        let title = at.earlier(back).to_lowercase();
        heads.titles.contains(&title.as_str())
    });
    let queen = heads.queens.contains(&name);
    let known = queen || heads.kings.contains(&name);
    // A title tells more than one letter only: "el rey Carlos I".
    if !near || !(known || (titled && name.len() > 2)) {
        return None;
    }
    let feminine =
        queen || (!known && (manner.gender)(&name.to_lowercase()) == Some(Gender::Feminine));
    let ending = if feminine {
        Ending::Feminine
    } else {
        Ending::Masculine
    };
    Some(manner.rank(value, ending))
}

/// "Rocky II": a capital before it, and more than one letter.
fn sequel(manner: &Manner, at: &At<'_>, value: usize) -> Option<String> {
    let before = at.earlier(1);
    let named = before.starts_with(char::is_uppercase)
        && before.chars().count() > 2
        && before != before.to_uppercase();
    let plain = at.after_earlier(1).is_empty() && !before.contains('.');
    let long = at.core(0).len() > 1 && (1..=SEQUEL).contains(&value) && at.core(0) != "MI";
    (named && plain && long).then(|| manner.numbers.cardinal(&value.to_string(), Form::Alone))
}

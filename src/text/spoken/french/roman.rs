//! Roman numerals where what stands around them says that they are: "XIXe siècle",
//! "Louis XIV", "chapitre IV".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::roman;
use super::super::item;
use super::super::list::list;
use super::super::romance::Gender;
use super::{number, words};

/// Names of rulers and popes that are numbered.
const RULERS: &[&str] = list!(
    "Louis Henri Charles Philippe François Napoléon Élisabeth Elizabeth Elisabeth Jean Paul
     Jean-Paul Pie Benoît Léon Grégoire Clément Innocent Urbain Jacques Édouard Edouard Georges
     George Guillaume Richard Frédéric Pierre Catherine Nicolas Alexandre Ivan Ramsès Mohammed
     Hassan Léopold Albert Baudouin Rainier Alphonse Ferdinand Otton Boniface Sixte Jules Robert
     Christian Gustave Oscar Margrethe Harald Carl Felipe Juan Mehmed Darius Ptolémée Maximilien
     Joseph Victor-Emmanuel Amédée Humbert Vatican"
);
const TITLES: &[&str] =
    list!("roi reine pape empereur tsar tsarine prince sultan impératrice Roi Reine Pape Empereur");
/// What is counted.
const COUNTED: &[&str] = list!(
    "chapitre acte scène tome livre partie volume titre annexe article phase type niveau classe
     catégorie section épisode chap vol guerre table planche figure groupe"
);

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    if let Some((elided, rest)) = item::elided(core) {
        return Some(Claim::word(format!("{elided}{}", ordinal(rest, at)?)));
    }
    ordinal(core, at)
        .or_else(|| cardinal(core, at))
        .map(Claim::word)
}

/// "XIXe", "Ier", "IIᵉ"; "XIX siècle" where the letter is raised and lost.
fn ordinal(core: &str, at: &At<'_>) -> Option<String> {
    let end = core.find(|ch: char| !"IVXLC".contains(ch));
    let (numeral, suffix) = core.split_at(end.unwrap_or(core.len()));
    let century = matches!(at.core(1), "siècle" | "siècles" | "s");
    // "Ce", "De", "Le", "Me" are words, "MMe" is Madame.
    let letter = numeral.len() == 1 && !matches!(numeral, "I" | "V" | "X");
    let value = roman::value(numeral).filter(|_| !letter)?.to_string();
    match suffix {
        "" if century && at.runs_on(0) && numeral.len() > 1 => {
            Some(words::ordinal(&value, Gender::Masculine, at.region))
        }
        "" => None,
        suffix => number::ordinal_of(&value, suffix, at),
    }
}

fn cardinal(core: &str, at: &At<'_>) -> Option<String> {
    let value = roman::value(core)?.to_string();
    let before = at.earlier(1);
    let near = matches!(at.after_earlier(1), "" | ".");
    let noun = item::elided(before).map_or(before, |(_, noun)| noun);
    let counted = COUNTED.contains(&noun.to_lowercase().as_str());
    let named = before.starts_with(char::is_uppercase);
    let titled = [2, 3]
        .iter()
        .any(|back| TITLES.contains(&at.earlier(*back)));
    let ruler = named && (titled || RULERS.contains(&before));
    // "Charles V" may be a name with an initial; "Jean D" surely is.
    let sure = core.len() > 1 || matches!(core, "V" | "X" | "I");
    let fits = near && sure && (counted || (ruler && (core.len() > 1 || titled || core != "I")));
    fits.then(|| words::cardinal(&value, Gender::Masculine, at.region))
}

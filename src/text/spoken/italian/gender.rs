//! The gender of a noun, where its ending or a short list tells surely.

use super::super::list::list;
use super::super::romance::Gender;

/// Feminine, whatever the ending says.
const FEMININE: &[&str] = list!(
    "mano mani foto auto moto radio volte volta ore persone pagine donne notte notti parte parti
     gente legge leggi arte arti classe classi sede sedi rete reti voce voci chiave chiavi nave
     navi morte morti base basi fine crisi ipotesi tesi serie specie madre madri moglie mogli"
);
/// Masculine, though it ends in -a.
const MASCULINE: &[&str] = list!(
    "problema programma sistema tema poeta pianeta clima dramma schema papa cinema giornalista
     artista turista atleta collega pilota sisma diploma telegramma panorama trauma stemma
     dilemma teorema"
);
/// Endings of feminine nouns in -e and -à.
const ENDINGS: &[&str] = &[
    "zione", "sione", "gione", "zone", "tà", "tù", "trice", "udine",
];

/// The gender of `noun` in the singular, where something tells.
pub(super) fn of(noun: &str) -> Option<Gender> {
    let noun = noun.to_lowercase();
    let listed = |list: &[&str]| list.contains(&noun.as_str());
    if listed(FEMININE) || ENDINGS.iter().any(|ending| noun.ends_with(ending)) {
        return Some(Gender::Feminine);
    }
    if listed(MASCULINE) || noun.ends_with('o') || noun.ends_with("ore") {
        return Some(Gender::Masculine);
    }
    noun.ends_with('a').then_some(Gender::Feminine)
}

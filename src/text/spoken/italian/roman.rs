//! Roman numerals where what stands around them says that they are: "XX secolo",
//! "Giovanni XXIII", "capitolo IV".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::roman;
use super::super::item;
use super::super::list::list;
use super::super::romance::Gender;
use super::words;

/// Names of rulers and popes that are numbered.
const RULERS: &[&str] = list!(
    "Giovanni Paolo Pio Benedetto Leone Gregorio Clemente Innocenzo Urbano Sisto Giulio Bonifacio
     Niccolò Alessandro Luigi Enrico Carlo Filippo Francesco Napoleone Elisabetta Vittorio
     Emanuele Umberto Amedeo Alberto Federico Ottone Giacomo Edoardo Giorgio Guglielmo Riccardo
     Pietro Caterina Nicola Ivan Ramses Ferdinando Cosimo Lorenzo Ruggero Leopoldo Margherita
     Filiberto Massimiliano Giuseppe Maometto Dario Tolomeo Callisto Celestino Felipe Harald
     Vaticano Maria"
);
const TITLES: &[&str] = list!(
    "re regina papa imperatore zar zarina principe sultano imperatrice Re Regina Papa Imperatore
     duca"
);
/// What is counted, and is said before its number.
const MASCULINE: &[&str] = list!(
    "capitolo atto volume libro tomo titolo articolo secolo canto paragrafo allegato municipio
     cap vol sec art"
);
const FEMININE: &[&str] = list!("parte scena sezione classe fase serie appendice");
/// What a numeral stands before.
const COUNTED: &[(&str, Gender)] = &[
    ("secolo", Gender::Masculine),
    ("sec", Gender::Masculine),
    ("millennio", Gender::Masculine),
    ("capitolo", Gender::Masculine),
    ("atto", Gender::Masculine),
    ("emendamento", Gender::Masculine),
    ("congresso", Gender::Masculine),
    ("municipio", Gender::Masculine),
    ("reggimento", Gender::Masculine),
    ("Reich", Gender::Masculine),
    ("reich", Gender::Masculine),
    ("guerra", Gender::Feminine),
    ("Guerra", Gender::Feminine),
    ("repubblica", Gender::Feminine),
    ("Repubblica", Gender::Feminine),
    ("legislatura", Gender::Feminine),
    ("edizione", Gender::Feminine),
    ("dinastia", Gender::Feminine),
    ("legione", Gender::Feminine),
    ("crociata", Gender::Feminine),
    ("Internazionale", Gender::Feminine),
    ("elementare", Gender::Feminine),
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let (elided, numeral) = item::elided(core).unwrap_or(("", core));
    // "Serie C", "classe D": letters, not numbers.
    let letter = matches!(numeral, "L" | "C" | "D" | "M");
    let value = roman::value(numeral).filter(|_| !letter)?.to_string();
    let gender = before(at).or_else(|| after(at, numeral).filter(|_| elided.is_empty()))?;
    Some(Claim::word(format!(
        "{elided}{}",
        words::ordinal(&value, gender)
    )))
}

/// "XX secolo", "II guerra mondiale".
fn before(at: &At<'_>) -> Option<Gender> {
    let near = at.after(0).is_empty() && at.before(1).is_empty();
    let next = at.core(1);
    let found = COUNTED.iter().find(|(word, _)| *word == next && near);
    // "XIX e XX secolo", "XVIII-XIX secolo" need a look further on.
    let listed = matches!(next, "e" | "o") && roman::value(at.core(2)).is_some();
    let far = COUNTED
        .iter()
        .find(|(word, _)| *word == at.core(3) && listed);
    found.or(far).map(|(_, gender)| *gender)
}

/// "Luigi XIV", "capitolo IV".
fn after(at: &At<'_>, numeral: &str) -> Option<Gender> {
    let name = at.earlier(1);
    if !matches!(at.after_earlier(1), "" | ".") {
        return None;
    }
    let lower = name.to_lowercase();
    if MASCULINE.contains(&lower.as_str()) {
        return Some(Gender::Masculine);
    }
    if FEMININE.contains(&lower.as_str()) {
        return Some(Gender::Feminine);
    }
    let titled = [2, 3]
        .iter()
        .any(|back| TITLES.contains(&at.earlier(*back)));
    let named = name.starts_with(char::is_uppercase) && (titled || RULERS.contains(&name));
    // "Carlo I" may go on otherwise, "Carlo V" and "Leone X" do not.
    let sure = numeral.len() > 1 || titled || matches!(numeral, "V" | "X");
    (named && sure).then(|| match name {
        "Andrea" | "Luca" | "Nicola" => Gender::Masculine,
        _ if name.ends_with('a') => Gender::Feminine,
        _ => Gender::Masculine,
    })
}

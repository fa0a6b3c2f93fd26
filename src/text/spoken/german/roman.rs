//! Roman numerals: "Ludwig XIV.", "Kapitel IV", "im XX. Jahrhundert".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::roman::value;
use super::{date, words};
use words::One;

const KINGS: &[&str] = &[
    "Charles",
    "Ludwig",
    "Karl",
    "Friedrich",
    "Wilhelm",
    "Heinrich",
    "Otto",
    "Paul",
    "Benedikt",
    "Georg",
    "Eduard",
    "Philipp",
    "Franz",
    "Joseph",
    "Josef",
    "Leopold",
    "Maximilian",
    "Ferdinand",
    "Rudolf",
    "Konrad",
    "Peter",
    "Nikolaus",
    "Alexander",
    "Iwan",
    "Johannes",
    "Pius",
    "Leo",
    "Gregor",
    "Innozenz",
    "Klemens",
    "Richard",
    "Jakob",
    "Gustav",
    "Adolf",
    "Christian",
    "Albert",
    "Ramses",
    "Napoleon",
    "Carlos",
    "Harald",
    "Sigismund",
    "Urban",
    "Hassan",
    "Mohammed",
    "August",
];
const QUEENS: &[&str] = &[
    "Elisabeth",
    "Elizabeth",
    "Katharina",
    "Margarethe",
    "Margrethe",
    "Maria",
    "Isabella",
    "Kleopatra",
];
/// Before a numeral that counts.
const HEADS: &[&str] = &[
    "Tab",
    "Abb",
    "Kapitel",
    "Kap",
    "Band",
    "Bd",
    "Teil",
    "Akt",
    "Buch",
    "Artikel",
    "Art",
    "Abschnitt",
    "Phase",
    "Typ",
    "Klasse",
    "Stufe",
    "Folge",
    "Episode",
    "Hartz",
    "Version",
    "Gruppe",
    "Runde",
    "Bund",
];
/// Before a name these ask for another article.
const DATIVE: &[&str] = &[
    "von", "mit", "bei", "nach", "aus", "seit", "zu", "unter", "Unter", "Von", "Mit", "Bei", "vor",
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let worth = value(core)?.to_string();
    let dotted = at.after(0).starts_with('.');
    let before = at.earlier(1);
    let near = at.after_earlier(1).trim_start_matches('.').is_empty();
    if HEADS.contains(&before) && near {
        return Some(Claim::word(words::cardinal(&worth, One::Alone)));
    }
    let queen = QUEENS.contains(&before);
    if dotted && near && (queen || KINGS.contains(&before)) {
        let said = words::ordinal(&worth);
        let article = article(at, queen);
        return Some(Claim::word(format!("{article} {said}{}", ending(article))).without("."));
    }
    let noun = at.core(1).starts_with(char::is_uppercase) && at.before(1).is_empty();
    let said = format!("{}{}", words::ordinal(&worth), date::ending(at, "e"));
    // "V. Müller" is somebody: an article tells a number.
    const ARTICLES: &[&str] = &[
        "der", "die", "das", "des", "dem", "den", "im", "am", "zum", "zur", "vom", "ins",
    ];
    let told = ARTICLES.contains(&before.to_lowercase().as_str());
    let small = core.bytes().all(|byte| b"IVX".contains(&byte));
    (told && small && noun && at.after(0) == ".").then(|| Claim::word(said).without("."))
}

/// "der Vierzehnte", "von ... dem Vierzehnten".
fn article(at: &At<'_>, queen: bool) -> &'static str {
    let ruler = (2..5).map(|back| at.earlier(back)).find(|word| {
        let name = KINGS.contains(word) || QUEENS.contains(word);
        !name && !matches!(*word, "König" | "Kaiser" | "Papst" | "Königin" | "Zar")
    });
    let dative = ruler.is_some_and(|word| DATIVE.contains(&word));
    match (dative, queen) {
        (true, true) => "der",
        (true, false) => "dem",
        (false, true) => "die",
        (false, false) => "der",
    }
}

fn ending(article: &str) -> &'static str {
    if article == "dem" { "en" } else { "e" }
}

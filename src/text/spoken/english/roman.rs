//! Roman numerals where the words around them say that they are: "Henry VIII", "Chapter IV".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::roman;
use super::words;

/// Before the number of a ruler.
const TITLES: &[&str] = &[
    "King", "Queen", "Pope", "Emperor", "Empress", "Tsar", "Czar", "Prince", "Princess", "Sultan",
    "Shah", "Pharaoh", "Kaiser", "Duke", "Saint", "St", "Antipope",
];
/// Names that rulers bore again and again.
const RULERS: &[&str] = &[
    "Louis",
    "Henry",
    "Elizabeth",
    "George",
    "Charles",
    "Edward",
    "William",
    "James",
    "Richard",
    "Philip",
    "Napoleon",
    "Pius",
    "Benedict",
    "Gregory",
    "Leo",
    "Paul",
    "John",
    "Alexander",
    "Catherine",
    "Frederick",
    "Wilhelm",
    "Ferdinand",
    "Francis",
    "Innocent",
    "Clement",
    "Urban",
    "Nicholas",
    "Peter",
    "Ramses",
    "Ramesses",
    "Ptolemy",
    "Otto",
    "Haakon",
    "Gustav",
    "Carl",
    "Christian",
    "Mehmed",
    "Darius",
    "Xerxes",
    "Mary",
    "Margrethe",
    "Juan",
    "Felipe",
    "Carlos",
    "Alfonso",
    "Ivan",
    "Joseph",
    "Leopold",
    "Baldwin",
    "Boniface",
    "Julius",
    "Sixtus",
    "Harald",
];
/// What is counted, in lower case.
const COUNTED: &[&str] = &[
    "chapter",
    "part",
    "act",
    "scene",
    "volume",
    "vol",
    "book",
    "section",
    "article",
    "appendix",
    "title",
    "phase",
    "class",
    "type",
    "grade",
    "level",
    "stage",
    "war",
    "bowl",
    "canto",
    "table",
    "figure",
    "fig",
    "plate",
    "episode",
    "amendment",
    "category",
    "step",
    "unit",
    "nerve",
    "group",
    "schedule",
    "division",
    "mark",
    "tier",
    "round",
    "no",
];
/// Largest value of a numeral that only a capital before it tells.
const SEQUEL: usize = 20;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let written = at.core(0);
    let core = written.trim_end_matches("'s").trim_end_matches("’s");
    let owner = &written[core.len()..];
    match core {
        "WWI" => return Some(Claim::word("World War One")),
        "WWII" => return Some(Claim::word("World War Two")),
        _ => {}
    }
    let upper = core.to_ascii_uppercase();
    let value = roman::value(&upper).filter(|_| core.len() <= 12)?;
    let before = at.earlier(1);
    let capital = core == upper;
    let near = at.after_earlier(1).is_empty() || at.after_earlier(1) == ".";
    if core == "XI" && matches!(before, "1st" | "2nd" | "First" | "Second" | "first") {
        return Some(Claim::word("eleven"));
    }
    let counted = matches!(
        at.core(1),
        "century" | "centuries" | "Century" | "Olympics" | "Olympiad" | "Winter" | "Congress"
    );
    if capital && core.len() > 1 && counted {
        return Some(Claim::word(words::ordinal(&value.to_string(), at.region)));
    }
    if near
        && COUNTED.contains(&before.to_ascii_lowercase().as_str())
        && (capital || core.len() > 1)
    {
        return Some(Claim::word(words::cardinal(&value.to_string(), at.region)));
    }
    if capital && core.len() > 5 {
        return Some(Claim::word(words::year(&value.to_string(), at.region)));
    }
    if !near || !capital {
        return None;
    }
    let ruler = is_ruler(at, before, core);
    if ruler {
        return Some(Claim::word(format!(
            "the {}{owner}",
            words::ordinal(&value.to_string(), at.region)
        )));
    }
    let named = before.starts_with(char::is_uppercase)
        && before.len() > 2
        && before != before.to_uppercase();
    let sequel = core.len() > 1 && value <= SEQUEL && named;
    (sequel && owner.is_empty())
        .then(|| Claim::word(words::cardinal(&value.to_string(), at.region)))
}

fn is_ruler(at: &At<'_>, name: &str, numeral: &str) -> bool {
    let titled = TITLES.contains(&at.earlier(2)) || TITLES.contains(&at.earlier(3));
    let named = name.starts_with(char::is_uppercase);
    match numeral.len() {
        // "Malcolm X", "Charles I think": one letter needs a title before the name.
        1 => named && TITLES.contains(&at.earlier(2)),
        _ => named && (titled || RULERS.contains(&name)),
    }
}

/// Whether `word` is a numeral in capitals.
pub(super) fn is_numeral(word: &str) -> bool {
    (1..=12).contains(&word.len()) && roman::value(word).is_some()
}

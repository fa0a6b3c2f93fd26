//! What case and gender a number has, from the words around it; nominative where unsure.

use super::super::at::At;
use super::super::figure::is_digits;
use super::words::{Case, Gender};

const GENITIVE: &str = "до от ото из изо без около для после более менее больше меньше свыше кроме \
    против среди у порядка течение течении протяжении возрасте возраста размере выше ниже старше \
    моложе младше дольше дороже дешевле вместо вокруг участием ранее раньше позднее позже с со ок \
    количестве объёме объеме отметки уровня из-за достигает достиг достигла достигло половины";
const DATIVE: &str = "к ко благодаря вопреки равен равна равно равны равняется";
const ACCUSATIVE: &str = "в во на за через про сквозь спустя под по";
const INSTRUMENTAL: &str = "между перед над";
const PREPOSITIONAL: &str = "о об обо при";
/// Between a preposition and its number.
const APPROXIMATE: &str = "примерно почти приблизительно всего лишь только целых ровно чуть";
/// Ends like a case of many and is the genitive of many.
const ONLY_GENITIVE: &str = "драм дам реклам панорам программ телеграмм килограмм грамм диаграмм \
    рам мам проблем систем тем поэм схем теорем ведь";

fn has(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// The case that `word` before a number asks of it.
pub(super) fn preposition(word: &str) -> Option<Case> {
    let word = word.to_lowercase();
    let lists = [
        (GENITIVE, Case::Genitive),
        (DATIVE, Case::Dative),
        (ACCUSATIVE, Case::Accusative),
        (INSTRUMENTAL, Case::Instrumental),
        (PREPOSITIONAL, Case::Prepositional),
    ];
    let found = lists.iter().find(|(list, _)| has(list, &word));
    found.map(|(_, case)| *case)
}

/// The word before this one that may rule it, where nothing stands between.
pub(super) fn ruler<'a>(at: &At<'a>) -> &'a str {
    let open = at.before(0).contains(['(', '«', '"', '“', '—']);
    let short = matches!(at.earlier(1), "ок" | "Ок");
    if open || !(short || at.after_earlier(1).is_empty()) {
        return "";
    }
    let near = at.earlier(1);
    let further = |back: usize| match at.after_earlier(back) {
        "" => at.earlier(back),
        _ => "",
    };
    let joined = matches!(near, "и" | "или") && is_digits(at.earlier(2));
    match near {
        _ if joined => further(3),
        _ if has(APPROXIMATE, &near.to_lowercase()) => further(2),
        _ => near,
    }
}

/// The case of a number here whose noun stands at `noun`.
pub(super) fn case(at: &At<'_>, noun: usize) -> Case {
    let asked = preposition(ruler(at)).unwrap_or(Case::Nominative);
    told(at, noun).unwrap_or(asked)
}

/// The noun that a number before `from` counts, past adjectives.
fn noun<'a>(at: &At<'a>, from: usize) -> Option<&'a str> {
    let plural = |word: &str| word.chars().count() > 3 && ends(word, &["ых", "их", "ые", "ие"]);
    let mut words = (from..from + 3).take_while(|offset| at.runs_on(offset - 1));
    let word = words.find_map(|offset| Some(at.core(offset)).filter(|word| !plural(word)))?;
    let lower = word.chars().all(|ch| ch.is_lowercase() || ch == '-');
    (lower && word.chars().any(|ch| ('а'..='я').contains(&ch))).then_some(word)
}

/// The case that the ending of the noun tells surely.
fn told(at: &At<'_>, from: usize) -> Option<Case> {
    let word = noun(at, from)?;
    if has(ONLY_GENITIVE, word) || word.chars().count() < 4 {
        return None;
    }
    match word {
        _ if ends(word, &["ами", "ями", "ыми", "ими", "дьми", "тьми"]) => {
            Some(Case::Instrumental)
        }
        _ if ends(word, &["ах", "ях"]) => Some(Case::Prepositional),
        _ if ends(word, &["ам", "ям"]) => Some(Case::Dative),
        _ => None,
    }
}

fn ends(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

/// The gender of the noun at `from`, and the case of "one" where its ending changes it;
/// `last` is the last digit of the number, 1 or 2.
pub(super) fn agree(at: &At<'_>, from: usize, last: u8, case: Case) -> (Gender, Case) {
    match (noun(at, from), last) {
        (Some(word), 1) => one(word, case),
        (Some(word), 2..=4) if ends(word, &["ов", "ев", "ей", "ций", "ний"]) => {
            // "два" rules one thing's genitive; of many, it is in the genitive itself.
            (Gender::Masculine, Case::Genitive)
        }
        (Some(word), 2) => (two(word), case),
        _ => (Gender::Masculine, case),
    }
}

fn one(word: &str, case: Case) -> (Gender, Case) {
    use Gender::{Feminine, Masculine, Neuter};
    const MEN: &[&str] = &[
        "мужчина",
        "юноша",
        "дядя",
        "судья",
        "дедушка",
        "папа",
        "евро",
        "кофе",
    ];
    let oblique = case.is_oblique();
    match word {
        _ if MEN.contains(&word) => (Masculine, case),
        _ if case == Case::Genitive && ends(word, &["ом", "ем", "ём"]) => {
            (Masculine, Case::Instrumental)
        }
        _ if ends(word, &["ой", "ей"]) && oblique => (Feminine, case),
        _ if oblique && ends(word, &["ы", "и"]) => (Feminine, case),
        _ if oblique => (Masculine, case),
        _ if ends(word, &["у", "ю"]) => (Feminine, Case::Accusative),
        _ if ends(word, &["а", "я"]) && !word.ends_with("мя") => (Feminine, case),
        _ if ends(word, &["о", "е", "ё", "мя"]) => (Neuter, case),
        _ if ends(
            word,
            &[
                "ость",
                "чь",
                "шь",
                "щь",
                "знь",
                "вь",
                "область",
                "часть",
                "площадь",
            ],
        ) =>
        {
            (Feminine, case)
        }
        _ => (Masculine, case),
    }
}

fn two(word: &str) -> Gender {
    const MEN: &[&str] = &[
        "мужчины",
        "юноши",
        "дяди",
        "судьи",
        "пути",
        "времени",
        "имени",
    ];
    let feminine = ends(word, &["ы", "и"]) && !MEN.contains(&word);
    if feminine {
        Gender::Feminine
    } else {
        Gender::Masculine
    }
}

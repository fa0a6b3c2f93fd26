//! Years: "в 2023 году", "с 1990 по 1995 год", "1941–1945 гг.", "44 г. до н. э.", "90-е".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{is_digits, value};
use super::govern;
use super::words::{self, Case, Gender};

/// Before "г." without a preposition these leave the year in the nominative.
const HEADS: &str = "нынешний текущий весь за";

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    if at.item(0)?.sign().is_some() {
        return None;
    }
    let school = || school(at);
    named(at)
        .or_else(school)
        .or_else(|| first(at))
        .or_else(|| range(at))
        .or_else(|| span_of_life(at))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && is_digits(text) && (1000..2100).contains(&value(text))
}

/// Any year before "год", which tells it.
fn is_any(text: &str) -> bool {
    (1..=4).contains(&text.len()) && is_digits(text) && !text.starts_with('0')
}

fn say(text: &str, case: Case) -> String {
    words::ordinal(text, Gender::Masculine, case)
}

/// The case that a form of "год" stands in after `ruler`.
fn case_of(word: &str, ruler: &str) -> Option<Case> {
    let asked = govern::preposition(ruler);
    Some(match word {
        "год" => Case::Nominative,
        "года" => Case::Genitive,
        "году" if asked == Some(Case::Dative) || ruler == "по" => Case::Dative,
        "году" => Case::Prepositional,
        "годом" => Case::Instrumental,
        "годе" => Case::Prepositional,
        _ => return None,
    })
}

/// The case of a year before "г.".
fn case_before_short(at: &At<'_>) -> Case {
    let ruler = govern::ruler(at).to_lowercase();
    let asked = govern::preposition(&ruler);
    let opens = at.earlier(1).is_empty() || at.before(0).contains(['(', '[']);
    match asked {
        // "в 2023 г.", but "на 2023 г.", "по 2023 г.", "за 2023 г."
        Some(Case::Accusative) if ruler == "в" || ruler == "во" => Case::Prepositional,
        Some(case) => case,
        None if opens || HEADS.split(' ').any(|head| head == ruler) => Case::Nominative,
        None => Case::Genitive,
    }
}

fn name(case: Case) -> &'static str {
    ["год", "года", "году", "год", "годом", "году"][case as usize]
}

/// "2023 год", "2023 г.", "44 г. до н. э.".
fn named(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    if !is_any(core) || !at.runs_on(0) {
        return None;
    }
    let word = at.core(1);
    if let Some(case) = case_of(word, govern::ruler(at)) {
        // "22 года", "101 год": so long, not then.
        let long = matches!(word, "год" | "года") && core.len() < 3;
        return (!long && (is_year(core) || era(at, 2))).then(|| Claim::word(say(core, case)));
    }
    if word != "г" {
        return None;
    }
    let dotted = at.after(1).starts_with('.');
    let cued = govern::preposition(govern::ruler(at)).is_some();
    let sure = (is_year(core) && (dotted || cued)) || (dotted && era(at, 2));
    sure.then(|| {
        let case = case_before_short(at);
        Claim::word(say(core, case))
            .then(1, name(case))
            .without(".")
    })
}

/// "в 2023/24 учебном году", "сезон 2023/2024".
fn school(at: &At<'_>) -> Option<Claim> {
    let (first, second) = at.core(0).split_once('/')?;
    let next = is_digits(second) && matches!(second.len(), 2 | 4);
    let season = at.earlier(1).to_lowercase();
    let case = match at.core(1) {
        "учебный" => Case::Nominative,
        "учебного" => Case::Genitive,
        "учебному" => Case::Dative,
        "учебным" => Case::Instrumental,
        "учебном" => Case::Prepositional,
        _ if season.starts_with("сезон") => Case::Genitive,
        _ => return None,
    };
    (is_year(first) && next)
        .then(|| Claim::word(format!("{}-{}", say(first, case), say(second, case))))
}

/// "до н. э.", "н. э.", "нашей эры" at `offset`.
fn era(at: &At<'_>, offset: usize) -> bool {
    let from = offset + usize::from(at.core(offset) == "до");
    matches!(at.core(from), "н.э" | "нашей") || (at.core(from) == "н" && at.core(from + 1) == "э")
}

/// The first year of "с 1990 по 1995 год", "в 1990 и 1995 годах".
fn first(at: &At<'_>) -> Option<Claim> {
    let listed = at.after(0) == "," && is_year(at.core(1));
    let joined = matches!(at.core(1), "по" | "до" | "и" | "или" | "на" | "к") && at.runs_on(0);
    let next = if listed { 1 } else { 2 };
    let both = is_year(at.core(0)) && is_year(at.core(next)) && (joined || listed);
    let whole = matches!(at.core(next + 1), "г" | "гг") || at.core(next + 1).starts_with("год");
    let further = listed && matches!(at.core(next + 1), "и" | "или");
    if !both || !(further || (whole && at.runs_on(next))) {
        return second(at);
    }
    let ruler = govern::ruler(at).to_lowercase();
    Some(Claim::word(say(
        at.core(0),
        plural_case(&ruler, at.core(next + 1)),
    )))
}

/// The last year of "в 1990 и 1995 годах".
fn second(at: &At<'_>) -> Option<Claim> {
    let word = at.core(1);
    let many = matches!(word, "гг" | "годы" | "годов" | "годах" | "годам" | "годами");
    if !is_year(at.core(0)) || !many || !at.runs_on(0) {
        return None;
    }
    let case = plural_case(&govern::ruler(at).to_lowercase(), word);
    let claim = Claim::word(say(at.core(0), case));
    Some(match word {
        "гг" => claim.then(1, many_name(case)).without("."),
        _ => claim,
    })
}

fn plural_case(ruler: &str, word: &str) -> Case {
    match (word, govern::preposition(ruler)) {
        ("годов", _) => Case::Genitive,
        ("годах", _) => Case::Prepositional,
        ("годам", _) => Case::Dative,
        ("годами", _) => Case::Instrumental,
        ("гг", Some(Case::Accusative)) if matches!(ruler, "в" | "во") => Case::Prepositional,
        (_, Some(Case::Accusative)) if matches!(ruler, "в" | "во") => Case::Prepositional,
        (_, Some(case)) => case,
        ("гг", None) if !ruler.is_empty() => Case::Genitive,
        _ => Case::Nominative,
    }
}

fn many_name(case: Case) -> &'static str {
    ["годы", "годов", "годам", "годы", "годами", "годах"][case as usize]
}

/// "1941–1945 гг.", "1941–1945 годы".
fn range(at: &At<'_>) -> Option<Claim> {
    let (first, second, taken) = ends(at)?;
    let word = at.core(taken);
    let opens = at.earlier(1).is_empty() || at.before(0).contains(['(', '[']);
    let ruler = if opens { "" } else { govern::ruler(at) };
    let named = at.runs_on(taken - 1) && (word.starts_with("год") || matches!(word, "г" | "гг"));
    if !named {
        return None;
    }
    let case = match case_of(word, ruler) {
        Some(case) => case,
        None => plural_case(&ruler.to_lowercase(), if word == "г" { "гг" } else { word }),
    };
    let claim = Claim::of(taken, format!("{}-{}", say(first, case), say(second, case)));
    Some(match word {
        "г" | "гг" => claim.then(1, many_name(case)).without("."),
        _ => claim,
    })
}

/// "(1799–1837)".
fn span_of_life(at: &At<'_>) -> Option<Claim> {
    let (first, second, taken) = ends(at)?;
    let closed = at.before(0).ends_with('(') && at.after(taken - 1).starts_with(')');
    let case = Case::Nominative;
    closed.then(|| Claim::of(taken, format!("{}-{}", say(first, case), say(second, case))))
}

/// Two years with a dash between, and the items they take.
fn ends<'a>(at: &At<'a>) -> Option<(&'a str, &'a str, usize)> {
    let core = at.core(0);
    let (first, second, taken) = match core.split_once(['-', '–', '—']) {
        Some((first, second)) => (first, second, 1),
        None if at.has_dash(1) => (core, at.core(2), 3),
        None => return None,
    };
    (is_year(first) && is_year(second)).then_some((first, second, taken))
}

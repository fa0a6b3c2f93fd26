//! Abbreviations: "e.g.", "etc.", "Inc.", "Fig. 3", "U.S.", "w/o".

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::is_digits;
use super::{month, roman};

/// Always short for the same; the last dot left out.
const ALWAYS: &[(&str, &str)] = &[
    ("e.g", "for example"),
    ("eg", "for example"),
    ("i.e", "that is"),
    ("ie", "that is"),
    ("E.g", "For example"),
    ("I.e", "That is"),
    ("viz", "namely"),
    ("cf", "compare"),
    ("etc", "et cetera"),
    ("vs", "versus"),
    ("approx", "approximately"),
    ("incl", "including"),
    ("excl", "excluding"),
    ("esp", "especially"),
    ("Inc", "Incorporated"),
    ("Corp", "Corporation"),
    ("Ltd", "Limited"),
    ("Bros", "Brothers"),
    ("Dept", "Department"),
    ("dept", "department"),
    ("Univ", "University"),
    ("Assn", "Association"),
    ("Govt", "Government"),
    ("govt", "government"),
    ("Intl", "International"),
    ("Natl", "National"),
    ("mgmt", "management"),
    ("misc", "miscellaneous"),
    ("temp", "temperature"),
    ("max", "maximum"),
    ("min", "minimum"),
    ("ed", "edition"),
    ("est", "established"),
    ("ext", "extension"),
    ("tel", "telephone"),
    ("al", "al"),
    ("Ave", "Avenue"),
    ("Blvd", "Boulevard"),
    ("Co", "Company"),
    ("a.k.a", "also known as"),
    ("aka", "also known as"),
    ("Tel", "Telephone"),
    ("Ext", "Extension"),
    ("a.m", "AM"),
    ("p.m", "PM"),
    ("Ph.D", "PhD"),
    ("hrs", "hours"),
    ("mins", "minutes"),
    ("yrs", "years"),
    ("lbs", "pounds"),
];
/// Written without a dot too.
const BARE: &[&str] = &["vs", "etc", "hrs", "mins", "yrs", "lbs", "aka"];
/// Written so in Britain.
const BRITISH: &[(&str, &str)] = &[
    ("eg", "for example"),
    ("ie", "that is"),
    ("Ltd", "Limited"),
    ("v", "versus"),
];
/// Before a number, in lower case: one, many.
const NUMBERED: &[(&str, &str)] = &[
    ("no", "number"),
    ("nos", "numbers"),
    ("nr", "number"),
    ("p", "page"),
    ("pp", "pages"),
    ("pg", "page"),
    ("fig", "figure"),
    ("figs", "figures"),
    ("vol", "volume"),
    ("vols", "volumes"),
    ("ch", "chapter"),
    ("chap", "chapter"),
    ("sec", "section"),
    ("sect", "section"),
    ("eq", "equation"),
    ("art", "article"),
    ("par", "paragraph"),
    ("para", "paragraph"),
    ("tab", "table"),
    ("ver", "version"),
    ("v", "version"),
    ("c", "circa"),
    ("ca", "circa"),
    ("app", "appendix"),
    ("ex", "example"),
    ("op", "opus"),
    ("b", "born"),
    ("d", "died"),
    ("ext", "extension"),
    ("apt", "apartment"),
    ("rm", "room"),
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    with(at)
        .or_else(|| versus(at))
        .or_else(|| british(at))
        .or_else(|| numbered(at))
        .or_else(|| always(at))
        .or_else(|| calendar(at))
        .or_else(|| initials(at))
}

/// "w/ milk", "w/o sugar".
fn with(at: &At<'_>) -> Option<Claim> {
    match (at.core(0), at.after(0)) {
        ("w/o", _) => Some(Claim::word("without")),
        ("c/o", _) => Some(Claim::word("care of")),
        ("N/A" | "n/a", _) => Some(Claim::word("not applicable")),
        ("y/y", _) if at.region == Region::American => Some(Claim::word("year over year")),
        ("y/y", _) => Some(Claim::word("year on year")),
        ("w", "/") => Some(Claim::word("with").without("/")),
        _ => None,
    }
}

/// "Roe v. Wade".
fn versus(at: &At<'_>) -> Option<Claim> {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    (at.core(0) == "v" && at.after(0) == "." && capital(at.earlier(1)) && capital(at.core(1)))
        .then(|| Claim::word("versus").without("."))
}

/// "eg apples", "Leeds v Hull", "No 10".
fn british(at: &At<'_>) -> Option<Claim> {
    if at.region == Region::American || at.earlier(1).is_empty() {
        return None;
    }
    let digit = at.core(1).starts_with(|ch: char| ch.is_ascii_digit());
    if at.core(0) == "No" && digit && at.runs_on(0) {
        return Some(Claim::word("number"));
    }
    let (_, said) = BRITISH.iter().find(|(short, _)| *short == at.core(0))?;
    let bare = at.after(0).is_empty() && (at.core(0) != "v" || !digit);
    bare.then(|| Claim::word(*said))
}

fn numbered(at: &At<'_>) -> Option<Claim> {
    let lower = at.core(0).to_ascii_lowercase();
    let (_, said) = NUMBERED.iter().find(|(short, _)| *short == lower)?;
    let number =
        at.core(1).starts_with(|ch: char| ch.is_ascii_digit()) || roman::is_numeral(at.core(1));
    (at.after(0) == "." && number && matches!(at.before(1), "" | "("))
        .then(|| Claim::word(*said).without("."))
}

fn always(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let (short, said) = ALWAYS.iter().find(|(short, _)| *short == core)?;
    let dotted = at.after(0).starts_with('.');
    // At the end of a sentence "min." may be a word with a full stop.
    let ends = dotted
        && !at.has(2)
        && !short.contains('.')
        && short.chars().all(char::is_lowercase)
        && *short != "etc";
    let known = (dotted && !ends) || BARE.contains(short) || short.contains('.');
    known.then(|| Claim::word(*said).without_dot_if(dotted))
}

/// "Mon.", "Sept." outside dates.
fn calendar(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let said = month::day(core).or_else(|| month::by_name(core))?;
    let dashed = at.after(0) == "–" || at.after(0) == "-";
    let to_day = dashed && month::day(core).is_some() && month::day(at.core(1)).is_some();
    if to_day {
        return Some(Claim::word(format!("{said} to")).without("–"));
    }
    let after_day = month::day(core).is_some() && at.after_earlier(1) == "–";
    if after_day && month::day(at.earlier(1)).is_some() {
        return Some(Claim::word(said).without("."));
    }
    let short = said.len() > core.len() && at.after(0).starts_with('.');
    (short && at.has(2)).then(|| Claim::word(said).without("."))
}

/// "U.S.", "D.C.": letters with dots lose them, so that no pause stands inside.
fn initials(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let letter = |part: &str| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    let dotted = (3..=11).contains(&core.len()) && core.split('.').all(letter);
    let spelled: String = core.split('.').collect();
    dotted.then(|| Claim::word(spelled).without_dot_if(!is_digits(core)))
}

//! Titles before and after names, initials: "Dr. Lee", "King Jr.", "St. Louis", "J. R. R.".

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::{address, words};

const BEFORE: &[(&str, &str)] = &[
    ("Dr", "Doctor"),
    ("Mr", "Mister"),
    ("Mrs", "Missus"),
    ("Ms", "Miz"),
    ("Mx", "Mix"),
    ("Prof", "Professor"),
    ("Gen", "General"),
    ("Lt", "Lieutenant"),
    ("Col", "Colonel"),
    ("Capt", "Captain"),
    ("Cpt", "Captain"),
    ("Sgt", "Sergeant"),
    ("Maj", "Major"),
    ("Cpl", "Corporal"),
    ("Pvt", "Private"),
    ("Cmdr", "Commander"),
    ("Adm", "Admiral"),
    ("Sen", "Senator"),
    ("Rep", "Representative"),
    ("Gov", "Governor"),
    ("Pres", "President"),
    ("Rev", "Reverend"),
    ("Hon", "Honorable"),
    ("Fr", "Father"),
    ("Sr", "Sister"),
    ("Mt", "Mount"),
    ("Ft", "Fort"),
    ("St", "Saint"),
    ("Ste", "Sainte"),
    ("Messrs", "Messieurs"),
    ("Supt", "Superintendent"),
    ("Insp", "Inspector"),
    ("Det", "Detective"),
    ("Amb", "Ambassador"),
    ("Atty", "Attorney"),
    ("Pfc", "Private First Class"),
    ("Cllr", "Councillor"),
    ("Rt", "Right"),
];
/// Titles that are written without a dot too.
const BARE: &[&str] = &["Dr", "Mr", "Mrs", "Ms", "Mx", "Prof", "St", "Mt"];
/// And in Britain, where ranks lose theirs as well.
const BRITISH: &[&str] = &[
    "Sgt", "Lt", "Maj", "Gen", "Col", "Capt", "Cpl", "Cllr", "Rev", "Hon", "Rt", "Supt", "Insp",
    "Adm",
];
const AFTER: &[(&str, &str)] = &[("Jr", "Junior"), ("Sr", "Senior"), ("Esq", "Esquire")];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    after_name(at)
        .or_else(|| before_name(at))
        .or_else(|| initial(at))
}

fn after_name(at: &At<'_>) -> Option<Claim> {
    let (_, said) = AFTER.iter().find(|(short, _)| *short == at.core(0))?;
    let named = is_capital(at.earlier(1)) && matches!(at.after_earlier(1), "" | "," | ".");
    named.then(|| Claim::word(*said).without("."))
}

fn before_name(at: &At<'_>) -> Option<Claim> {
    let (short, said) = BEFORE.iter().find(|(short, _)| is_title(at, short))?;
    let british = at.region != Region::American;
    let dotted = at.after(0) == ".";
    let ranked = british && BRITISH.contains(short) && at.core(1).len() > 1;
    let bare = at.after(0).is_empty() && (BARE.contains(short) || ranked);
    let said = match *said {
        "Honorable" if british => "Honourable",
        said => said,
    };
    let joined = matches!(at.core(1), "and" | "&");
    let named = is_capital(at.core(1)) || joined;
    if !named || !(dotted || bare) || !at.before(1).is_empty() || address::is_street(at) {
        return None;
    }
    Some(Claim::word(said).without("."))
}

/// "Dr", and "DR." where everybody shouts.
fn is_title(at: &At<'_>, short: &str) -> bool {
    let core = at.core(0);
    let loud = at.after(0) == "." && core.len() > 1 && core.eq_ignore_ascii_case(short);
    core == short || (loud && core == core.to_uppercase() && short.len() < 5)
}

/// "J." before a name: its dot ends nothing.
fn initial(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let one = core.len() == 1 && is_capital(core) && at.after(0) == ".";
    let named = is_capital(at.core(1)) && at.before(1).is_empty() && core != "I";
    (one && named).then(|| Claim::word(words::letters(core)).without("."))
}

pub(super) fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

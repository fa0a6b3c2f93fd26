//! Names of months and days of the week, whole and short.

const MONTHS: [(&str, &[&str]); 12] = [
    ("January", &["Jan"]),
    ("February", &["Feb"]),
    ("March", &["Mar"]),
    ("April", &["Apr"]),
    ("May", &[]),
    ("June", &["Jun"]),
    ("July", &["Jul"]),
    ("August", &["Aug"]),
    ("September", &["Sep", "Sept"]),
    ("October", &["Oct"]),
    ("November", &["Nov"]),
    ("December", &["Dec"]),
];

const DAYS: &[(&str, &[&str])] = &[
    ("Monday", &["Mon"]),
    ("Tuesday", &["Tue", "Tues"]),
    ("Wednesday", &["Wed", "Weds"]),
    ("Thursday", &["Thu", "Thur", "Thurs"]),
    ("Friday", &["Fri"]),
    ("Saturday", &["Sat"]),
    ("Sunday", &["Sun"]),
];

/// The month of a number from 1 to 12.
pub(super) fn by_number(number: usize) -> Option<&'static str> {
    MONTHS.get(number.wrapping_sub(1)).map(|(name, _)| *name)
}

/// The month that `word` names; with a capital, as "may" and "march" are verbs too.
pub(super) fn by_name(word: &str) -> Option<&'static str> {
    find(&MONTHS, word)
}

/// The day of the week that `word` names or shortens.
pub(super) fn day(word: &str) -> Option<&'static str> {
    find(DAYS, word)
}

fn find(names: &[(&'static str, &[&str])], word: &str) -> Option<&'static str> {
    let capital = word.starts_with(|ch: char| ch.is_ascii_uppercase());
    if !capital || word.len() > 9 {
        return None;
    }
    let is = |name: &str| name.eq_ignore_ascii_case(word);
    let found = names
        .iter()
        .find(|(name, short)| is(name) || short.iter().any(|short| is(short)));
    found.map(|(name, _)| *name)
}

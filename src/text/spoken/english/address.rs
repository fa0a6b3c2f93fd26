//! Streets, house numbers, states and postal codes: "221B Baker St.", "CA 90210".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits};
use super::title::is_capital;
use super::words;

const STREETS: &[(&str, &str)] = &[
    ("St", "Street"),
    ("Dr", "Drive"),
    ("Ave", "Avenue"),
    ("Av", "Avenue"),
    ("Blvd", "Boulevard"),
    ("Rd", "Road"),
    ("Ln", "Lane"),
    ("Ct", "Court"),
    ("Pl", "Place"),
    ("Sq", "Square"),
    ("Hwy", "Highway"),
    ("Pkwy", "Parkway"),
    ("Ter", "Terrace"),
    ("Cir", "Circle"),
];
/// Streets that are never the title of a person, so that a name before them is enough.
const SURE: &[&str] = &["Ave", "Blvd", "Rd", "Ln", "Hwy", "Pkwy"];
const DIRECTIONS: &[(&str, &str)] = &[
    ("N", "North"),
    ("S", "South"),
    ("E", "East"),
    ("W", "West"),
    ("NE", "Northeast"),
    ("NW", "Northwest"),
    ("SE", "Southeast"),
    ("SW", "Southwest"),
];
const STATES: &[(&str, &str)] = &[
    ("AL", "Alabama"),
    ("AK", "Alaska"),
    ("AZ", "Arizona"),
    ("AR", "Arkansas"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DE", "Delaware"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("HI", "Hawaii"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("IA", "Iowa"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("ME", "Maine"),
    ("MD", "Maryland"),
    ("MA", "Massachusetts"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MS", "Mississippi"),
    ("MO", "Missouri"),
    ("MT", "Montana"),
    ("NE", "Nebraska"),
    ("NV", "Nevada"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NY", "New York"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VT", "Vermont"),
    ("VA", "Virginia"),
    ("WA", "Washington"),
    ("WV", "West Virginia"),
    ("WI", "Wisconsin"),
    ("WY", "Wyoming"),
    ("DC", "D C"),
];
/// As newspapers shorten them, the last dot left out.
const SHORT_STATES: &[(&str, &str)] = &[
    ("Ala", "Alabama"),
    ("Ariz", "Arizona"),
    ("Ark", "Arkansas"),
    ("Calif", "California"),
    ("Colo", "Colorado"),
    ("Conn", "Connecticut"),
    ("Del", "Delaware"),
    ("Fla", "Florida"),
    ("Ga", "Georgia"),
    ("Ill", "Illinois"),
    ("Ind", "Indiana"),
    ("Kan", "Kansas"),
    ("Ky", "Kentucky"),
    ("La", "Louisiana"),
    ("Md", "Maryland"),
    ("Mass", "Massachusetts"),
    ("Mich", "Michigan"),
    ("Minn", "Minnesota"),
    ("Miss", "Mississippi"),
    ("Mo", "Missouri"),
    ("Mont", "Montana"),
    ("Neb", "Nebraska"),
    ("Nev", "Nevada"),
    ("N.H", "New Hampshire"),
    ("N.J", "New Jersey"),
    ("N.M", "New Mexico"),
    ("N.Y", "New York"),
    ("N.C", "North Carolina"),
    ("N.D", "North Dakota"),
    ("Okla", "Oklahoma"),
    ("Ore", "Oregon"),
    ("Pa", "Pennsylvania"),
    ("R.I", "Rhode Island"),
    ("S.C", "South Carolina"),
    ("S.D", "South Dakota"),
    ("Tenn", "Tennessee"),
    ("Vt", "Vermont"),
    ("Va", "Virginia"),
    ("Wash", "Washington"),
    ("W.Va", "West Virginia"),
    ("Wis", "Wisconsin"),
    ("Wyo", "Wyoming"),
];
/// How far a house number is looked for, in words.
const AROUND: usize = 4;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    house(at)
        .or_else(|| post_box(at))
        .or_else(|| motorway(at))
        .or_else(|| unit(at))
        .or_else(|| after_city(at))
        .or_else(|| member(at))
        .or_else(|| direction(at))
        .or_else(|| street(at))
        .or_else(|| state(at))
        .or_else(|| postcode(at))
}

/// A house number: one before a name that a street follows.
fn house(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let (number, letter) = digits(core);
    let numbered = (1..=5).contains(&number.len()) && letter.len() <= 1;
    if !numbered || !letter.chars().all(|ch| ch.is_ascii_uppercase()) || !at.after(0).is_empty() {
        return None;
    }
    let streets = (2..=AROUND).any(|offset| is_street_word(at.core(offset)));
    let named = is_capital(at.core(1)) || super::ordinal::words_of(at.core(1), at.region).is_some();
    if !named || !streets {
        return None;
    }
    let said = words::pairs(number);
    Some(Claim::word(match letter {
        "" => said,
        letter => format!("{said} {}", words::letters(letter)),
    }))
}

fn is_street_word(word: &str) -> bool {
    STREETS
        .iter()
        .any(|(short, long)| *short == word || *long == word)
}

/// "N." between a number and a street.
fn direction(at: &At<'_>) -> Option<Claim> {
    let (_, said) = DIRECTIONS.iter().find(|(short, _)| *short == at.core(0))?;
    let numbered = at.earlier(1).starts_with(|ch: char| ch.is_ascii_digit());
    let streets = (1..AROUND).any(|offset| is_street_word(at.core(offset)));
    (numbered && streets).then(|| Claim::word(*said).without("."))
}

fn street(at: &At<'_>) -> Option<Claim> {
    let (_, said) = STREETS.iter().find(|(short, _)| *short == at.core(0))?;
    is_street(at).then(|| Claim::word(*said).without("."))
}

/// Whether the word is a street and no title: a name stands before it and none after it,
/// or a house number stands before the name.
pub(super) fn is_street(at: &At<'_>) -> bool {
    let core = at.core(0);
    let street = STREETS.iter().any(|(short, _)| *short == core);
    let near = |back: usize| at.after_earlier(back).is_empty() || at.after_earlier(back) == ".";
    let numbered = super::ordinal::words_of(at.earlier(1), at.region).is_some();
    let named = (is_capital(at.earlier(1)) || numbered) && near(1);
    let dotted = at.after(0).starts_with(['.', ',']) || SURE.contains(&core);
    let free = !is_capital(at.core(1)) || at.after(0).contains(',') || SURE.contains(&core);
    let house =
        (2..=AROUND).any(|back| at.earlier(back).starts_with(|ch: char| ch.is_ascii_digit()));
    street && named && (house || (dotted && free && is_name(at.earlier(1))))
}

/// "The Dr." is a doctor.
fn is_name(word: &str) -> bool {
    !matches!(word, "The" | "A" | "And" | "Our" | "My" | "His" | "Her") && word.len() > 1
}

/// "CA 90210".
fn state(at: &At<'_>) -> Option<Claim> {
    let (_, said) = STATES.iter().find(|(short, _)| *short == at.core(0))?;
    let code = at.core(1);
    let zip = code.get(..5).is_some_and(is_digits) && matches!(code.len(), 5 | 10);
    (zip && at.runs_on(0)).then(|| Claim::word(*said).then(1, ohs(code)))
}

/// "nine oh two one oh".
fn ohs(digits: &str) -> String {
    words::digits(digits).replace("zero", "oh")
}

/// "SW1A 1AA".
fn postcode(at: &At<'_>) -> Option<Claim> {
    let (outward, inward) = (at.core(0), at.core(1));
    let upper = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let starts = |text: &str| {
        text.bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_uppercase())
    };
    let first = (2..=4).contains(&outward.len())
        && upper(outward)
        && starts(outward)
        && outward.bytes().any(|byte| byte.is_ascii_digit());
    let bytes = inward.as_bytes();
    let second = matches!(bytes, [a, b, c] if a.is_ascii_digit() && b.is_ascii_uppercase() && c.is_ascii_uppercase());
    (first && second && at.runs_on(0))
        .then(|| Claim::word(spelled(outward)).then(1, spelled(inward)))
}

fn spelled(code: &str) -> String {
    let said = code.chars().map(|ch| match ch {
        '0' => "oh".to_owned(),
        '1'..='9' => words::digits(&ch.to_string()),
        ch => words::letters(&ch.to_string()),
    });
    said.collect::<Vec<_>>().join(" ")
}

/// "PO Box 4521".
fn post_box(at: &At<'_>) -> Option<Claim> {
    let office = matches!(at.earlier(2), "PO" | "P.O");
    let number = is_digits(at.core(0)) && at.core(0).len() <= 4;
    (number && office && at.earlier(1).eq_ignore_ascii_case("box"))
        .then(|| Claim::word(words::pairs(at.core(0))))
}

/// "A1(M)".
fn motorway(at: &At<'_>) -> Option<Claim> {
    let road = at.core(0).strip_prefix('A')?.strip_suffix("(M")?;
    (is_digits(road) && road.len() <= 3 && at.after(0).starts_with(')'))
        .then(|| Claim::word(format!("eh {} M", words::pairs(road))).without(")"))
}

/// "Ste. 200", "Apt. 4B", "Hwy. 1".
fn unit(at: &At<'_>) -> Option<Claim> {
    let said = match at.core(0) {
        "Ste" => "Suite",
        "Apt" => "Apartment",
        "Rm" => "Room",
        "Bldg" => "Building",
        "Hwy" => "Highway",
        "Rte" => "Route",
        _ => return None,
    };
    let number = at.core(1);
    let numbered = number.starts_with(|ch: char| ch.is_ascii_digit()) && at.before(1).is_empty();
    if !numbered || !matches!(at.after(0), "" | ".") {
        return None;
    }
    let claim = Claim::word(said).without(".");
    Some(match is_digits(number) && number.len() <= 4 {
        true => claim.then(1, words::pairs(number)),
        false => claim,
    })
}

/// "Portland, ME", "Miami, Fla.".
fn after_city(at: &At<'_>) -> Option<Claim> {
    let city = is_capital(at.earlier(1)) && at.after_earlier(1) == "," && at.before(0).is_empty();
    let core = at.core(0);
    let named = |states: &[(&str, &'static str)]| {
        let found = states.iter().find(|(short, _)| *short == core);
        found.map(|(_, said)| *said)
    };
    let shouted = at.earlier(1).len() > 1 && at.earlier(1) == at.earlier(1).to_uppercase();
    let dotted = at.after(0).starts_with('.');
    if let Some(said) = named(SHORT_STATES).filter(|_| dotted && city) {
        return Some(Claim::word(said).without("."));
    }
    let closed = at.after(0).starts_with([',', '.', ')']) || !at.has(2);
    // "Jane Doe, MD" is a doctor.
    named(STATES)
        .filter(|_| city && closed && !shouted && core != "MD")
        .map(Claim::word)
}

/// "R-Texas", "I-Vt.": a party and a state.
fn member(at: &At<'_>) -> Option<Claim> {
    let (party, state) = at.core(0).split_once('-')?;
    let found = SHORT_STATES.iter().find(|(short, _)| *short == state);
    (matches!(party, "D" | "R" | "I") && at.after_earlier(1) == ",").then_some(())?;
    let dotted = at.after(0).starts_with('.');
    found.map(|(_, said)| Claim::word(format!("{party} {said}")).without_dot_if(dotted))
}

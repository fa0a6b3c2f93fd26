//! Numbers of something: "1 500 руб.", "$1,5 млрд", "3,2 %", "120 км/ч", "80 кв. м".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{Figure, Marks, digits, value};
use super::super::form::quantity::Quantity as Read;
use super::broken::{self, Halves};
use super::govern;
use super::lexis::{MAGNITUDES, Quantity};
use super::noun::{APART, Entry, MONEY, Money, Noun, PER, SHARES, UNITS};
use super::words::{self, Case, Gender};

/// What a quantity counts, and the items the two take.
struct Counted {
    noun: &'static Noun,
    cent: Option<&'static Noun>,
    /// "в месяц", of "₽/мес".
    per: &'static str,
    taken: usize,
}

pub(super) fn money(at: &At<'_>) -> Option<Claim> {
    sign_first(at).or_else(|| {
        let quantity = Quantity::at(at)?;
        let counted = counted(at, &quantity, find_money)?;
        Some(said(at, &quantity, &counted, Halves::Spoken))
    })
}

pub(super) fn percent(at: &At<'_>) -> Option<Claim> {
    let quantity = pointed(at).or_else(|| Quantity::at(at))?;
    if let Some(whole) = adjective(&quantity) {
        return Some(Claim::of(quantity.read.taken, whole));
    }
    let counted = counted(at, &quantity, |sign| find(sign, SHARES))?;
    Some(said(at, &quantity, &counted, Halves::Counted))
}

pub(super) fn measure(at: &At<'_>) -> Option<Claim> {
    let quantity = pointed(at).or_else(|| Quantity::at(at))?;
    if let Some(counted) = apart(at, &quantity) {
        return Some(said(at, &quantity, &counted, Halves::Spoken));
    }
    let counted = counted(at, &quantity, |sign| find(sign, UNITS))?;
    let last = quantity.read.taken;
    // "5 с половиной", "10 в день", "3 м сестра": a letter may be a word.
    let word = at.core(last);
    let unsure = counted.taken > last && matches!(word, "с" | "В" | "А" | "Н" | "т" | "ч");
    let ended = at.after(last).starts_with('.') || !at.has(last + 2) || !at.after(last).is_empty();
    let shown =
        !unsure || ended || at.earlier(1).ends_with([':', '=']) || word == "т" || word == "ч";
    // The year: "в 2023 г.".
    let year =
        word == "г" && at.after(last).starts_with('.') && quantity.read.figure.whole.len() > 3;
    let degrees = matches!(at.core(counted.taken - 1), word if word.contains('°'));
    let halves = if degrees {
        Halves::Counted
    } else {
        Halves::Spoken
    };
    (shown && !year).then(|| said(at, &quantity, &counted, halves))
}

type Found = (&'static Noun, Option<&'static Noun>);

fn find_money(sign: &str) -> Option<Found> {
    let money = MONEY.iter().find(|money| money.signs.contains(&sign))?;
    Some((&money.whole, money.cent.as_ref()))
}

fn find(sign: &str, table: &'static [Entry]) -> Option<Found> {
    let (_, noun) = table.iter().find(|(signs, _)| signs.contains(&sign))?;
    Some((noun, None))
}

/// "3.5 %": a point before a sign is a decimal one.
fn pointed<'a>(at: &At<'a>) -> Option<Quantity<'a>> {
    let marks = Marks {
        group: &[],
        point: '.',
    };
    let (figure, rest) = at.figure(0, marks)?;
    let fraction = figure.fraction.as_deref()?;
    let short = fraction.len() < 3 && !rest.starts_with('.');
    short.then_some(())?;
    Some(Quantity::of(Read {
        figure,
        second: None,
        magnitude: None,
        taken: 1,
        rest,
    }))
}

/// What `quantity` counts: inside its last word or in the next.
fn counted(
    at: &At<'_>,
    quantity: &Quantity<'_>,
    find: impl Fn(&str) -> Option<Found>,
) -> Option<Counted> {
    let last = quantity.read.taken - 1;
    let dotted = quantity.is_dotted(at) && at.after(last) == "." && at.before(last + 1).is_empty();
    let flat = matches!(at.after(last), ",-" | ",–" | ",—");
    let (sign, taken) = match quantity.read.rest {
        "" if at.runs_on(last) || dotted || flat => (at.core(last + 1), last + 2),
        "" => return None,
        sign => (sign, last + 1),
    };
    let (found, per) = match find(sign) {
        Some(found) => (found, ""),
        None => {
            let (unit, by) = sign.split_once('/')?;
            (find(unit.trim_end_matches('.'))?, per(by)?)
        }
    };
    Some(Counted {
        noun: found.0,
        cent: found.1,
        per,
        taken,
    })
}

fn per(sign: &str) -> Option<&'static str> {
    let (_, said) = PER.iter().find(|(signs, _)| signs.contains(&sign))?;
    Some(said)
}

/// "80 кв. м", "150 л. с.".
fn apart(at: &At<'_>, quantity: &Quantity<'_>) -> Option<Counted> {
    let from = quantity.read.taken;
    let is = |parts: &[&str]| {
        let mut all = parts.iter().enumerate();
        let whole = all.all(|(index, part)| at.core(from + index) == *part);
        let dotted = matches!(at.after(from), "." | "") && parts.len() > 1;
        whole && dotted
    };
    let open = quantity.read.rest.is_empty() && (at.runs_on(from - 1) || quantity.is_dotted(at));
    let (parts, noun) = APART.iter().find(|(parts, _)| open && is(parts))?;
    Some(Counted {
        noun,
        cent: None,
        per: "",
        taken: from + parts.len(),
    })
}

fn case_of(at: &At<'_>, quantity: &Quantity<'_>, taken: usize) -> Case {
    let asked = govern::preposition(govern::ruler(at)).unwrap_or(Case::Nominative);
    let inside = matches!(at.earlier(1), "в" | "во" | "В" | "Во");
    // "в 5 км от города"
    let place = matches!(
        at.core(taken),
        "от" | "к" | "севернее" | "южнее" | "западнее" | "восточнее"
    );
    let far = at.core(taken - 1).ends_with('м') && quantity.scale.is_none();
    match (inside && place && far, at.earlier(1)) {
        (true, _) => Case::Prepositional,
        // "по 1 рублю", "по 5 рублей"
        (_, "по" | "По") if quantity.read.figure.is_one() && quantity.read.second.is_none() => {
            Case::Dative
        }
        _ => asked,
    }
}

fn said(at: &At<'_>, quantity: &Quantity<'_>, counted: &Counted, halves: Halves) -> Claim {
    let taken = counted.taken;
    let case = case_of(at, quantity, taken);
    let per = if counted.per.is_empty() {
        String::new()
    } else {
        format!(" {}", counted.per)
    };
    if let Some(said) = cents(quantity, counted.noun, counted.cent, case) {
        return shed(at, Claim::of(taken, format!("{said}{per}")), taken);
    }
    let (number, count) = quantity.said(counted.noun.gender(), case, halves);
    let name = counted.noun.after(count, quantity.counted(case));
    if taken == quantity.read.taken {
        return shed(at, Claim::of(taken, format!("{number} {name}{per}")), taken);
    }
    let claim = Claim::of(quantity.read.taken, number).without_dot_if(quantity.is_dotted(at));
    let claim = claim.then(taken - quantity.read.taken, format!("{name}{per}"));
    by_what(at, shed(at, claim, taken), taken)
}

/// Without the dot of "руб."; a sign or a word in full has none.
fn shed(at: &At<'_>, claim: Claim, taken: usize) -> Claim {
    let core = at.core(taken - 1);
    claim.without_dot_if(core.ends_with(|ch: char| ch.is_alphabetic()))
}

/// "руб/мес" is two words and a slash between.
fn by_what(at: &At<'_>, claim: Claim, taken: usize) -> Claim {
    let tight = at.item(taken).is_some_and(|next| !next.spaced);
    let slash = at.after(taken - 1) == "/" && tight;
    match per(at.core(taken)).filter(|_| slash) {
        Some(per) => claim.without("/").then(1, per),
        None => claim,
    }
}

/// "двенадцать рублей пятьдесят копеек".
fn cents(quantity: &Quantity<'_>, noun: &Noun, cent: Option<&Noun>, case: Case) -> Option<String> {
    let figure = &quantity.read.figure;
    let plain = quantity.scale.is_none() && quantity.read.second.is_none();
    let fraction = figure.fraction.as_deref().filter(|_| plain)?;
    let cent = cent.filter(|_| fraction.len() == 2)?;
    let whole = Figure {
        fraction: None,
        ..figure.clone()
    };
    let (number, count) = broken::figure(&whole, noun.gender(), case, Halves::Counted);
    let small = words::cardinal(fraction, cent.gender(), case);
    let small = format!("{small} {}", cent.after(words::count(fraction), case));
    Some(match (value(&figure.whole), value(fraction)) {
        (_, 0) => format!("{number} {}", noun.after(count, case)),
        (0, _) if figure.whole.len() == 1 => small,
        _ => format!("{number} {} {small}", noun.after(count, case)),
    })
}

/// "$1,5 млрд", "€10", "US$5".
fn sign_first(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let start = core.find(|ch: char| ch.is_ascii_digit())?;
    let (sign, number) = core.split_at(start);
    let mark = |money: &&Money| {
        let known = money.signs.contains(&sign);
        known && sign.ends_with(|ch: char| !ch.is_alphabetic())
    };
    let money = MONEY.iter().find(mark)?;
    let point = if number.contains(',') { ',' } else { '.' };
    let marks = Marks { group: &[], point };
    let (figure, rest) = Figure::prefix(number, marks)?;
    let all = MAGNITUDES;
    let next = at.core(1);
    let magnitude = all
        .iter()
        .find(|one| one.signs.contains(&next) && at.runs_on(0));
    let mut quantity = Quantity::of(Read {
        figure,
        second: None,
        magnitude,
        taken: 1 + usize::from(magnitude.is_some()),
        rest,
    });
    // "$1 500"
    let group = at.core(1);
    if magnitude.is_none()
        && rest.is_empty()
        && at.runs_on(0)
        && digits(group).0.len() == 3
        && group.len() == 3
    {
        quantity.read.figure.whole += group;
        quantity.read.taken = 2;
    }
    rest.is_empty().then_some(())?;
    let case = case_of(at, &quantity, quantity.read.taken);
    let said = cents(&quantity, &money.whole, money.cent.as_ref(), case).unwrap_or_else(|| {
        let (number, count) = quantity.said(money.whole.gender(), case, Halves::Spoken);
        let name = money.whole.after(count, quantity.counted(case));
        format!("{number} {name}")
    });
    let dotted = quantity.is_dotted(at);
    Some(Claim::of(quantity.read.taken, said).without_dot_if(dotted))
}

/// "5%-ный", "10%-ной".
fn adjective(quantity: &Quantity<'_>) -> Option<String> {
    let ending = quantity.read.rest.strip_prefix("%-")?;
    let figure = &quantity.read.figure;
    let plain = figure.fraction.is_none() && quantity.read.second.is_none();
    let ending = ending.strip_prefix('н').unwrap_or(ending);
    let known = ending.chars().count() <= 3 && ending.chars().all(char::is_alphabetic);
    let stem = match value(&figure.whole) {
        1 => "одно".into(),
        value => words::joined(value),
    };
    (plain && known && figure.whole.len() <= 3).then(|| format!("{stem}процентн{ending}"))
}

/// "30×40×50 см", "3 x 4 м".
pub(super) fn dimensions(at: &At<'_>) -> Option<Claim> {
    let is_by = |ch: char| matches!(ch, '×' | 'x' | 'х');
    let parts: Vec<&str> = at.core(0).split(is_by).take(5).collect();
    if !(2..5).contains(&parts.len()) {
        return None;
    }
    let mut said = Vec::new();
    let mut unit = "";
    for (index, part) in parts.iter().enumerate() {
        let (figure, rest) = Figure::prefix(part, words::MARKS)?;
        unit = rest;
        (rest.is_empty() || index + 1 == parts.len()).then_some(())?;
        let last = broken::figure(
            &figure,
            Gender::Masculine,
            Case::Nominative,
            Halves::Counted,
        );
        said.push(last);
    }
    let count = said.last()?.1;
    let said = said.into_iter().map(|(word, _)| word);
    let said = said.collect::<Vec<_>>().join(" на ");
    let next = if unit.is_empty() && at.runs_on(0) {
        at.core(1)
    } else {
        unit
    };
    let noun = find(next, UNITS).map(|(noun, _)| noun.after(count, Case::Nominative));
    match (unit, noun) {
        ("", Some(noun)) => Some(shed(at, Claim::word(said).then(1, noun), 2)),
        ("", None) => Some(Claim::word(said)),
        (_, noun) => Some(Claim::word(format!("{said} {}", noun?))),
    }
}

/// "5 книг", "21 страна", "2 книги": a number and what it counts in words.
pub(super) fn cardinal(at: &At<'_>) -> Option<Claim> {
    let quantity = Quantity::at(at)?;
    let taken = quantity.read.taken;
    let tail = match quantity.read.rest {
        "" => "",
        "+" => " плюс",
        "x" | "х" | "×" => " икс",
        _ => return None,
    };
    let dotted = quantity.is_dotted(at);
    let case = match quantity.scale {
        Some(_) => scale_case(at, taken - 1),
        None => govern::case(at, taken),
    };
    let (gender, case) = match (
        quantity.scale.is_some(),
        quantity.read.figure.fraction.is_some(),
    ) {
        (true, _) => (Gender::Masculine, case),
        (_, true) => govern::agree(at, taken, 2, case),
        _ => {
            let last = quantity
                .read
                .second
                .as_ref()
                .unwrap_or(&quantity.read.figure);
            let last = last.whole.bytes().last().unwrap_or(b'0') - b'0';
            govern::agree(at, taken, last, case)
        }
    };
    // A broken number before nothing it counts is read out.
    let counts = at.runs_on(taken - 1) && at.core(taken).starts_with(char::is_lowercase);
    let halves = if counts && !is_function_word(at.core(taken)) {
        Halves::Spoken
    } else {
        Halves::Counted
    };
    let (said, _) = quantity.said(gender, case, halves);
    Some(Claim::of(taken, format!("{said}{tail}")).without_dot_if(dotted))
}

/// The case of "5 миллионов", told by the ending of the scale where it is written out.
fn scale_case(at: &At<'_>, scale: usize) -> Case {
    let word = at.core(scale);
    match word {
        _ if word.ends_with("ами") => Case::Instrumental,
        _ if word.ends_with("ах") => Case::Prepositional,
        _ if word.ends_with("ам") => Case::Dative,
        _ => govern::preposition(govern::ruler(at)).unwrap_or(Case::Nominative),
    }
}

fn is_function_word(word: &str) -> bool {
    const WORDS: &str = "и или а но в на по с к у о от до из за для при что как это против";
    WORDS.split(' ').any(|known| known == word)
}

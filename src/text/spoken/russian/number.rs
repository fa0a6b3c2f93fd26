//! Fractions, scores, versions and telephone numbers.

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits, value, vulgar};
use super::govern;
use super::words::{self, Case, Count, Gender};

/// Most groups of digits that are one telephone number.
const GROUPS: usize = 6;

/// "3:2".
pub(super) fn score(at: &At<'_>) -> Option<Claim> {
    let (first, second) = at.core(0).split_once(':')?;
    let short = |part: &str| is_digits(part) && part.len() <= 3;
    let say = |part: &str| words::padded(part, Case::Nominative);
    (short(first) && short(second)).then(|| {
        let zero = |part: &str| {
            if part == "0" {
                "ноль".to_owned()
            } else {
                say(part)
            }
        };
        Claim::word(format!("{} {}", zero(first), zero(second)))
    })
}

/// "3/4", "½", "2½".
pub(super) fn fraction(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let (whole, sign) = digits(core);
    let (top, bottom) = vulgar(sign).or_else(|| core.split_once(['/', '⁄']))?;
    let small = |part: &str| is_digits(part) && part.len() <= 3 && !part.starts_with('0');
    let mixed = !whole.is_empty() && !sign.starts_with(['/', '⁄']);
    if !small(top) || !small(bottom) {
        return None;
    }
    if matches!(at.earlier(1), "д" | "дом" | "доме" | "№") {
        let say = |part| words::cardinal(part, Gender::Masculine, Case::Nominative);
        return Some(Claim::word(format!("{} дробь {}", say(top), say(bottom))));
    }
    // "25/17" is a name or a score.
    if value(top) >= value(bottom) {
        return None;
    }
    let case = govern::preposition(govern::ruler(at)).unwrap_or(Case::Nominative);
    Some(Claim::word(match (whole, sign, mixed) {
        ("1", "½", _) => if case.is_oblique() {
            "полутора"
        } else {
            "полтора"
        }
        .into(),
        (_, "½", true) => {
            format!(
                "{} с половиной",
                words::cardinal(whole, Gender::Masculine, case)
            )
        }
        (_, "½", _) if at.runs_on(0) && case == Case::Nominative => "половина".into(),
        (_, _, true) => {
            let whole = words::cardinal(whole, Gender::Masculine, case);
            format!("{whole} и {}", share(top, bottom, case))
        }
        _ => share(top, bottom, case),
    }))
}

/// "три четверти", "двух третей", "пять восьмых".
fn share(top: &str, bottom: &str, case: Case) -> String {
    let number = words::cardinal(top, Gender::Feminine, case);
    let count = words::count(top);
    let column = match (count, case) {
        (Count::Few, Case::Nominative | Case::Accusative) => 6,
        (Count::Many, Case::Nominative | Case::Accusative) => 7,
        (Count::One, case) => case as usize,
        (_, Case::Dative) => 8,
        (_, Case::Instrumental) => 9,
        (_, Case::Prepositional) => 10,
        _ => 7,
    };
    const THIRD: [&str; 11] = [
        "треть",
        "трети",
        "трети",
        "треть",
        "третью",
        "трети",
        "трети",
        "третей",
        "третям",
        "третями",
        "третях",
    ];
    const FOURTH: [&str; 11] = [
        "четверть",
        "четверти",
        "четверти",
        "четверть",
        "четвертью",
        "четверти",
        "четверти",
        "четвертей",
        "четвертям",
        "четвертями",
        "четвертях",
    ];
    let name = match bottom {
        "3" => THIRD[column].to_owned(),
        "4" => FOURTH[column].to_owned(),
        _ if count == Count::One => words::ordinal(bottom, Gender::Feminine, case),
        _ if case.is_oblique() => words::ordinal(bottom, Gender::Plural, case),
        _ => words::ordinal(bottom, Gender::Plural, Case::Genitive),
    };
    format!("{number} {name}")
}

/// "Python 3.12", "iOS 17.2".
pub(super) fn version(at: &At<'_>) -> Option<Claim> {
    let (whole, minor) = at.core(0).split_once('.')?;
    let named = at.earlier(1).ends_with(|ch: char| ch.is_ascii_alphabetic())
        || at.earlier(1).to_lowercase().starts_with("верси");
    let short = |part: &str| is_digits(part) && part.len() <= 3;
    let say = |part: &str| words::padded(part, Case::Nominative);
    (named && short(whole) && short(minor))
        .then(|| Claim::word(format!("{} точка {}", number(whole), say(minor))))
}

fn number(text: &str) -> String {
    words::cardinal(text, Gender::Masculine, Case::Nominative)
}

/// A group of a telephone number, in twos and threes: "сто двадцать три", "ноль пять".
fn group(text: &str) -> String {
    let mut said = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let take = match rest.len() {
            1..=3 => rest.len(),
            4 => 2,
            _ => 3,
        };
        let (head, tail) = rest.split_at(take);
        let zeros = head.trim_start_matches('0').is_empty();
        said.push(if zeros {
            words::digits(head)
        } else {
            words::padded(head, Case::Nominative)
        });
        rest = tail;
    }
    said.join(" ")
}

/// "+7 (495) 123-45-67", "8 800 555-35-35", "8-916-123-45-67": each group keeps its mark.
pub(super) fn phone(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let is_code = |text: &str| text.split(['-', '‑']).all(is_digits) && text.len() <= 16;
    let local: Vec<usize> = core.split('-').take(4).map(str::len).collect();
    if is_code(core) && matches!(local[..], [2 | 3, 2, 2]) && !core.starts_with('0') {
        return Some(Claim::word(groups(core)));
    }
    let abroad = core.strip_prefix('+').filter(|rest| is_code(rest));
    let code = match abroad {
        Some(code) => code,
        None if core.starts_with('8') && is_code(core) => core,
        None => return None,
    };
    let mut claim = Claim::word(format!(
        "{}{}",
        if abroad.is_some() { "плюс " } else { "" },
        groups(code)
    ));
    let mut count = digits_in(core);
    for offset in 1..GROUPS {
        let next = at.core(offset);
        let near =
            matches!(at.after(offset - 1), "" | ")") && matches!(at.before(offset), "" | "(");
        if !near || !is_code(next) || next.len() < 2 || count >= 11 {
            break;
        }
        count += digits_in(next);
        claim = claim.then(1, groups(next));
    }
    let long = if abroad.is_some() { 10..=15 } else { 11..=11 };
    long.contains(&count).then_some(claim)
}

fn digits_in(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// The groups of "8-916-123-45-67"; eleven digits in a row are parted as usual.
fn groups(text: &str) -> String {
    if text.len() == 11 && is_digits(text) {
        let (country, rest) = text.split_at(1);
        let (area, rest) = rest.split_at(3);
        return [country, area, rest].map(group).join(" ");
    }
    let parts: Vec<_> = text.split(['-', '‑']).map(group).collect();
    parts.join(" ")
}

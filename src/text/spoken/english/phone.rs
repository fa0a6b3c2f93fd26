//! Telephone numbers, and other codes of digits in groups: "212-555-0147", "+44 20 7946 0018".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::is_digits;
use super::words;

/// Most groups of digits that are one number.
const GROUPS: usize = 8;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    in_one_word(at.core(0), at)
        .or_else(|| slashed(at.core(0)))
        .or_else(|| unbroken(at))
        .map(Claim::word)
        .or_else(|| card(at))
        .or_else(|| in_groups(at))
}

fn in_one_word(core: &str, at: &At<'_>) -> Option<String> {
    let parts: Vec<&str> = core.split(['-', '.', '‑']).take(GROUPS + 1).collect();
    let digits = parts.iter().all(|part| is_digits(part)) && parts.len() <= GROUPS;
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let dashed = !core.contains('.');
    let known = match lengths[..] {
        [3, 4] => dashed && at.item(0)?.sign().is_none() && !is_score(parts[0], parts[1]),
        [3, 3, 4] | [1, 3, 3, 4] => true,
        [_, _, _, ..] => dashed && lengths.iter().sum::<usize>() >= 7,
        _ => false,
    };
    (digits && known).then(|| groups(&parts))
}

/// "415/555-0132".
fn slashed(core: &str) -> Option<String> {
    let (area, rest) = core.split_once('/')?;
    let (exchange, line) = rest.split_once('-')?;
    let parts = [area, exchange, line];
    let lengths = parts.map(str::len);
    (lengths == [3, 3, 4] && parts.iter().all(|part| is_digits(part))).then(|| groups(&parts))
}

/// "4155550132", "741741" after a word that says what it is for.
fn unbroken(at: &At<'_>) -> Option<String> {
    let core = at.core(0);
    let called = |word: &str| {
        let word = word.to_ascii_lowercase();
        matches!(
            word.as_str(),
            "call" | "text" | "phone" | "dial" | "fax" | "tel" | "ring" | "whatsapp"
        )
    };
    let told = called(at.earlier(1))
        || (matches!(at.earlier(1), "to" | "at" | "on")
            && (2..=3).any(|back| called(at.earlier(back))));
    let ends = !at.core(1).starts_with(|ch: char| ch.is_ascii_digit());
    (told && ends && is_digits(core) && (5..=15).contains(&core.len())).then(|| words::digits(core))
}

/// "4111 1111 1111 1111".
fn card(at: &At<'_>) -> Option<Claim> {
    let four = |offset: usize| is_digits(at.core(offset)) && at.core(offset).len() == 4;
    let whole = (0..4).all(four) && (0..3).all(|offset| at.runs_on(offset));
    whole.then(|| {
        (1..4).fold(Claim::word(words::digits(at.core(0))), |claim, offset| {
            claim.then(1, words::digits(at.core(offset)))
        })
    })
}

/// "100-1000" counts from one to the other.
fn is_score(first: &str, second: &str) -> bool {
    first.ends_with("00") && second.ends_with("00")
}

fn groups(parts: &[&str]) -> String {
    let said = parts.iter().map(|part| group(part));
    said.collect::<Vec<_>>().join(" ")
}

fn group(digits: &str) -> String {
    match digits {
        "800" => "eight hundred".into(),
        "900" => "nine hundred".into(),
        "0800" => "zero eight hundred".into(),
        "0300" => "zero three hundred".into(),
        digits => words::digits(digits),
    }
}

/// "+1 212 555 0147", "020 7946 0018", "(212) 555-0147": each group keeps its mark.
fn in_groups(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let abroad = core.strip_prefix('+').filter(|rest| is_code(rest));
    let in_brackets = at.before(0).ends_with('(') && at.after(0) == ")" && is_digits(core);
    let national = core.starts_with('0') && is_digits(core) && (3..=5).contains(&core.len());
    let first = match abroad {
        Some(code) => format!("plus {}", spaced(code)),
        None if in_brackets || national => group(core),
        None => return None,
    };
    let mut claim = Claim::word(first);
    let mut count = core.bytes().filter(u8::is_ascii_digit).count();
    for offset in 1..GROUPS {
        let closes = matches!(at.after(offset - 1), "" | ")");
        let next = at.core(offset);
        let opens = matches!(at.before(offset), "" | "(");
        // "+44 (0)20": the zero is dialled at home.
        let next = next.strip_prefix("0)").unwrap_or(next);
        let least = if abroad.is_some() { 1 } else { 2 };
        if !closes || !opens || !is_code(next) || !(least..=12).contains(&next.len()) {
            break;
        }
        count += next.bytes().filter(u8::is_ascii_digit).count();
        claim = claim.then(1, spaced(next));
    }
    let least = if abroad.is_some() { 8 } else { 9 };
    (least..=15).contains(&count).then_some(claim)
}

/// Digits with dashes or dots among them.
fn is_code(text: &str) -> bool {
    let digits = text.split(['-', '.', '‑']).take(GROUPS).all(is_digits);
    digits && text.len() <= 20
}

fn spaced(code: &str) -> String {
    groups(&code.split(['-', '.', '‑']).collect::<Vec<_>>())
}

//! Mathematics in running text: "5 + 3 = 8", "x > 5", "2+2=4", "10^6", "x²".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::code::letters;
use super::super::figure::{Figure, digits, is_digits, raised};
use super::{Lexis, One};

/// How a language says signs of mathematics.
pub(in super::super) struct Words {
    /// The sign, and its words.
    pub(in super::super) signs: &'static [(char, &'static str)],
    /// `×` between the sides of something.
    pub(in super::super) by: &'static str,
    /// `²`, `³`
    pub(in super::super) squared: &'static str,
    /// `³`
    pub(in super::super) cubed: &'static str,
    /// Before any other power.
    pub(in super::super) power: &'static str,
    /// `√`
    pub(in super::super) root: &'static str,
    /// `-`
    pub(in super::super) minus: &'static str,
}

/// Longest formula in one word, in bytes.
const LONGEST: usize = 40;

pub(in super::super) fn read(at: &At<'_>, lexis: &'static Lexis) -> Option<Claim> {
    minus_after(at, lexis)
        .or_else(|| operator(at, lexis))
        .or_else(|| formula(at, lexis).map(Claim::word))
}

/// "5 - 3": the sign is a pause without a mark of its own, so it goes to the number.
fn minus_after(at: &At<'_>, lexis: &'static Lexis) -> Option<Claim> {
    let pause = at.item(1)?;
    let minus = pause.span.is_none() && pause.before() == "-" && at.after(0).is_empty();
    let marks = (lexis.marks)(at.region);
    let (figure, rest) = at.figure(0, marks).filter(|_| minus)?;
    at.figure(2, marks)?;
    let formula = matches!(at.earlier(1), "+" | "*" | "×" | "÷" | "=")
        || (at.after(2).is_empty() && matches!(at.core(3), "=" | "+" | "*"));
    (rest.is_empty() && formula).then(|| {
        let number = (lexis.figure)(&figure, One::Alone, at.region);
        Claim::of(2, format!("{number} {}", lexis.maths.minus))
    })
}

/// A sign between two operands, as a word of its own.
fn operator(at: &At<'_>, lexis: &'static Lexis) -> Option<Claim> {
    let mut signs = at.core(0).chars();
    let (sign, None) = (signs.next()?, signs.next()) else {
        return None;
    };
    let (before, after) = (at.earlier(1), at.core(1));
    let numbers = is_number(before) && is_number(after);
    let lone = at.before(0).is_empty() && at.after(0).is_empty();
    if !lone || !is_operand(before) || !is_operand(after) || (sign == 'x' && !numbers) {
        return None;
    }
    let said = match sign {
        'x' => lexis.maths.by,
        _ => lexis.maths.sign(sign)?,
    };
    Some(Claim::word(said))
}

fn is_number(core: &str) -> bool {
    core.starts_with(|ch: char| ch.is_ascii_digit())
}

/// A number or a variable: "5", "x", "2x".
fn is_operand(core: &str) -> bool {
    let number = core.starts_with(|ch: char| ch.is_ascii_digit() || "√−π±".contains(ch));
    let short = core.chars().count() <= 2 && !core.is_empty();
    number || (short && core.chars().all(char::is_alphabetic))
}

impl Words {
    fn sign(&self, sign: char) -> Option<&'static str> {
        let found = self.signs.iter().find(|(known, _)| *known == sign)?;
        Some(found.1)
    }
}

/// A formula without spaces.
fn formula(at: &At<'_>, lexis: &'static Lexis) -> Option<String> {
    let core = at.core(0);
    let telling = core.contains(['=', '^', '×', '÷', '√', '≈', '≤', '≥'])
        || core.contains(is_superscript)
        || (core.contains('+') && !core.starts_with('+') && !core.ends_with('+'));
    if !telling || core.len() > LONGEST || core.chars().count() < 2 {
        return None;
    }
    let mut said: Vec<String> = Vec::new();
    let mut rest = core;
    while let Some(first) = rest.chars().next() {
        let (words, after) = term(rest, first, at, lexis)?;
        said.push(words);
        rest = after;
    }
    Some(said.join(" "))
}

/// The first number, variable or sign of `rest`, and what follows.
fn term<'t>(
    rest: &'t str,
    first: char,
    at: &At<'_>,
    lexis: &'static Lexis,
) -> Option<(String, &'t str)> {
    let words = lexis.maths;
    let after = &rest[first.len_utf8()..];
    if let Some((figure, after)) = Figure::prefix(rest, (lexis.marks)(at.region)) {
        return Some(((lexis.figure)(&figure, One::Alone, at.region), after));
    }
    if first == '^' {
        let bare = after.trim_start_matches(['-', '−']);
        let (number, rest) = digits(bare);
        let negative = bare.len() < after.len();
        return is_digits(number).then(|| (power(number, negative, at, lexis), rest));
    }
    if is_superscript(first) || first == '⁻' {
        let end = rest.find(|ch| !is_superscript(ch) && ch != '⁻');
        let (high, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let number: String = high.chars().filter_map(raised).collect();
        return is_digits(&number).then(|| (power(&number, first == '⁻', at, lexis), rest));
    }
    match first {
        '√' => return Some((words.root.into(), after)),
        '-' => return Some((words.minus.into(), after)),
        _ => {}
    }
    if let Some(sign) = words.sign(first) {
        return Some((sign.into(), after));
    }
    let lone = !after.starts_with(char::is_alphabetic);
    (first.is_alphabetic() && lone).then(|| (letters(&first.to_string()), after))
}

fn power(number: &str, negative: bool, at: &At<'_>, lexis: &'static Lexis) -> String {
    let words = lexis.maths;
    let figure = Figure {
        sign: negative.then_some('-'),
        whole: number.to_owned(),
        ..Figure::default()
    };
    match (number, negative) {
        ("2", false) => words.squared.into(),
        ("3", false) => words.cubed.into(),
        _ => {
            let number = (lexis.figure)(&figure, One::Alone, at.region);
            format!("{} {number}", words.power)
        }
    }
}

fn is_superscript(ch: char) -> bool {
    raised(ch).is_some()
}

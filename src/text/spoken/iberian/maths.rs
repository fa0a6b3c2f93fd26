//! Mathematics and signs in running text: "5 + 3 = 8", "10^6", "R&D", "C++".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::code::letters;
use super::super::figure::{Figure, digits, is_digits, raised};
use super::quantity::Quantity;
use super::{Form, Iberian, Manner};

/// The words of a language for signs.
pub(in super::super) struct Signs {
    pub(in super::super) and: &'static str,
    pub(in super::super) times: &'static str,
    pub(in super::super) by: &'static str,
    /// "x" between two small numbers without a unit: "3x2", "3 x 1".
    pub(in super::super) cross: &'static str,
    pub(in super::super) divided: &'static str,
    pub(in super::super) equals: &'static str,
    pub(in super::super) greater: &'static str,
    pub(in super::super) smaller: &'static str,
    pub(in super::super) at_least: &'static str,
    pub(in super::super) at_most: &'static str,
    pub(in super::super) unequal: &'static str,
    pub(in super::super) root: &'static str,
    pub(in super::super) squared: &'static str,
    pub(in super::super) cubed: &'static str,
    pub(in super::super) power: &'static str,
    pub(in super::super) number: &'static str,
    pub(in super::super) thousand: &'static str,
    pub(in super::super) percent: &'static str,
    pub(in super::super) paragraph: &'static str,
    pub(in super::super) degrees: &'static str,
}

/// Longest formula in one word, in bytes.
const LONGEST: usize = 40;

pub(in super::super) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    minus_after(manner, at)
        .or_else(|| operator_alone(manner, at))
        .or_else(|| formula(manner, at.core(0)).map(Claim::word))
}

/// "5 - 3 = 2": the sign is a pause without a mark of its own, so it goes to the number.
fn minus_after(manner: &Manner, at: &At<'_>) -> Option<Claim> {
    let pause = at.item(1)?;
    let minus = pause.span.is_none() && pause.before() == "-" && at.after(0).is_empty();
    let first = Quantity::at(manner, at, 0).filter(|first| minus && first.rest.is_empty())?;
    Quantity::at(manner, at, 2)?;
    let formula = matches!(at.earlier(1), "+" | "*" | "×" | "÷" | "=")
        || (at.after(2).is_empty() && matches!(at.core(3), "=" | "+" | "*" | "×"));
    let said = first.said(manner, Form::Alone);
    let sign = if formula { manner.numbers.minus } else { "a" };
    (first.taken == 1).then(|| Claim::of(2, format!("{said} {sign}")))
}

/// A sign between two operands, as a word of its own.
fn operator_alone(manner: &Manner, at: &At<'_>) -> Option<Claim> {
    let mut signs = at.core(0).chars();
    let (sign, None) = (signs.next()?, signs.next()) else {
        return None;
    };
    let lone = at.before(0).is_empty() && at.after(0).is_empty();
    let both = is_operand(at.earlier(1)) && is_operand(at.core(1));
    if sign == 'x' && !(is_number(at.earlier(1)) && is_number(at.core(1))) {
        return None;
    }
    let said = match sign {
        'x' if is_match(at) => manner.signs.cross,
        'x' => manner.signs.times,
        _ => manner.operator(sign)?,
    };
    (lone && both).then(|| Claim::word(said))
}

/// "por 4 x 0", "Flamengo 2 x 1 Vasco".
fn is_match(at: &At<'_>) -> bool {
    let named = |word: &str| word.starts_with(char::is_uppercase);
    at.earlier(2) == "por" || (named(at.earlier(2)) && named(at.core(2)))
}

fn is_number(core: &str) -> bool {
    core.starts_with(|ch: char| ch.is_ascii_digit())
}

/// A number or a variable: "5", "x", "2x".
fn is_operand(core: &str) -> bool {
    let short = (1..=2).contains(&core.chars().count());
    let number = core.starts_with(|ch: char| ch.is_ascii_digit() || "√−π±".contains(ch));
    number || (short && core.chars().all(char::is_alphabetic))
}

impl Manner {
    fn operator(&self, sign: char) -> Option<&'static str> {
        let signs = self.signs;
        Some(match sign {
            '+' => self.numbers.plus,
            '−' => self.numbers.minus,
            '×' | '*' | '⋅' => signs.times,
            '÷' => signs.divided,
            '=' => signs.equals,
            '>' => signs.greater,
            '<' => signs.smaller,
            '≥' => signs.at_least,
            '≤' => signs.at_most,
            '≠' => signs.unequal,
            '≈' => self.numbers.about,
            '±' => self.numbers.plus_minus,
            _ => return None,
        })
    }
}

/// A formula without spaces.
fn formula(manner: &Manner, core: &str) -> Option<String> {
    let telling = core.contains(['=', '^', '×', '÷', '±', '√', '≈', '≤', '≥', '⁻'])
        || core.contains(|ch| raised(ch).is_some())
        || (core.contains('+') && !core.starts_with('+') && !core.ends_with('+'));
    if !telling || core.len() > LONGEST {
        return None;
    }
    let mut said: Vec<String> = Vec::new();
    let mut rest = core;
    while let Some(first) = rest.chars().next() {
        let (words, after) = term(manner, rest, first)?;
        said.push(words);
        rest = after;
    }
    Some(said.join(" "))
}

/// The first number, variable or sign of `rest`, and what follows.
fn term<'t>(manner: &Manner, rest: &'t str, first: char) -> Option<(String, &'t str)> {
    let after = &rest[first.len_utf8()..];
    if let Some((figure, after)) = Figure::prefix(rest, manner.marks) {
        let said = manner.figure(&figure, manner.marks.point, Form::Alone);
        return Some((said, after));
    }
    if first == '^' {
        let unsigned = after.trim_start_matches(['-', '−']);
        let (power, rest) = digits(unsigned);
        let negative = unsigned.len() < after.len();
        return is_digits(power).then(|| (manner.power(power, negative), rest));
    }
    if raised(first).is_some() || first == '⁻' {
        let is_raised = |ch: char| raised(ch).is_some() || ch == '⁻';
        let end = rest.find(|ch| !is_raised(ch)).unwrap_or(rest.len());
        let power: String = rest[..end].chars().filter_map(raised).collect();
        let said = is_digits(&power).then(|| manner.power(&power, first == '⁻'))?;
        return Some((said, &rest[end..]));
    }
    if first == '√' {
        return Some((manner.signs.root.into(), after));
    }
    let sign = if first == '-' { '−' } else { first };
    if let Some(words) = manner.operator(sign) {
        return Some((words.into(), after));
    }
    let lone = !after.starts_with(char::is_alphabetic);
    (first.is_alphabetic() && lone).then(|| (letters(&first.to_string()), after))
}

impl Manner {
    fn power(&self, digits: &str, negative: bool) -> String {
        let signs = self.signs;
        let power = self.cardinal(digits, Form::Alone);
        match (digits, negative) {
            ("2", false) => signs.squared.into(),
            ("3", false) => signs.cubed.into(),
            (_, false) => format!("{} {power}", signs.power),
            (_, true) => format!("{} {} {power}", signs.power, self.numbers.minus),
        }
    }
}

/// Signs among words.
pub(in super::super) fn sign<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    let core = at.core(0);
    let said = manner
        .lone_sign(core)
        .map(str::to_owned)
        .or_else(|| joined(manner, core))
        .or_else(|| programming(manner, core))
        .or_else(|| unmarked(core))?;
    Some(Claim::word(said))
}

impl Manner {
    fn lone_sign(&self, core: &str) -> Option<&'static str> {
        Some(match core {
            "&" | "＆" => self.signs.and,
            "@" | "＠" => "arroba",
            "+" => self.numbers.plus,
            "=" => self.signs.equals,
            "%" => self.signs.percent,
            "©" => "copyright",
            "§" => self.signs.paragraph,
            "°" => self.signs.degrees,
            "№" => self.signs.number,
            "×" => self.signs.times,
            "→" | "⇒" | "➡" => "a",
            _ => return None,
        })
    }
}

/// "R&D", "AT&T".
fn joined(manner: &Manner, core: &str) -> Option<String> {
    let parts: Vec<&str> = core.split('&').take(5).collect();
    let word = |part: &&str| !part.is_empty() && part.chars().all(char::is_alphanumeric);
    if !(2..5).contains(&parts.len()) || !parts.iter().all(word) {
        return None;
    }
    let said = parts.iter().map(|part| match part.len() {
        1 | 2 if part.bytes().all(|byte| byte.is_ascii_uppercase()) => letters(part),
        _ => (*part).to_owned(),
    });
    Some(
        said.collect::<Vec<_>>()
            .join(&format!(" {} ", manner.signs.and)),
    )
}

fn programming(manner: &Manner, core: &str) -> Option<String> {
    let plus = manner.numbers.plus;
    Some(match core {
        "C++" => format!("C {plus} {plus}"),
        "C#" => "C sharp".into(),
        "F#" => "F sharp".into(),
        _ => return None,
    })
}

/// "Acme™" without its sign.
fn unmarked(core: &str) -> Option<String> {
    let plain = core.trim_end_matches(['™', '®', '℠', '©']);
    let word = !plain.is_empty() && plain.len() < core.len();
    word.then(|| plain.to_owned())
}

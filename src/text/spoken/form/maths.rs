//! Mathematics in running text: "5 + 3 = 8", "x > 5", "2+2=4", "10^6", "x²".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{Figure, Marks, digits, is_digits, raised};
use super::code::letters;

/// How a language says signs of mathematics.
pub(in super::super) struct Words {
    /// The sign, and its words.
    pub(in super::super) signs: &'static [(char, &'static str)],
    /// `x` between two numbers.
    pub(in super::super) by: &'static str,
    /// `x` in the score of a match.
    pub(in super::super) cross: &'static str,
    /// `-` between two numbers that are no formula; empty where it is left alone.
    pub(in super::super) to: &'static str,
    /// `²`
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

/// How a language reads formulas in the country of a text.
pub(in super::super) struct Maths<'m> {
    pub(in super::super) words: &'static Words,
    pub(in super::super) marks: Marks,
    /// A number that counts nothing.
    pub(in super::super) number: &'m dyn Fn(&Figure) -> String,
    /// The same where it is all of a written word; `None` where that is none.
    pub(in super::super) alone: &'m dyn Fn() -> Option<String>,
}

/// Claims a formula whose numbers are written with `marks` and said by `number`.
pub(in super::super) fn read(
    at: &At<'_>,
    words: &'static Words,
    marks: Marks,
    number: &dyn Fn(&Figure) -> String,
) -> Option<Claim> {
    let alone = || {
        let (figure, rest) = at.figure(0, marks)?;
        rest.is_empty().then(|| number(&figure))
    };
    let maths = Maths {
        words,
        marks,
        number,
        alone: &alone,
    };
    maths.read(at)
}

impl Maths<'_> {
    pub(in super::super) fn read(&self, at: &At<'_>) -> Option<Claim> {
        self.minus_after(at)
            .or_else(|| self.operator(at))
            .or_else(|| self.formula(at.core(0)).map(Claim::word))
    }

    /// "5 - 3": the sign is a pause without a mark of its own, so it goes to the number.
    fn minus_after(&self, at: &At<'_>) -> Option<Claim> {
        let pause = at.item(1)?;
        let minus = pause.span.is_none() && pause.before() == "-" && at.after(0).is_empty();
        at.figure(2, self.marks).filter(|_| minus)?;
        let number = (self.alone)()?;
        let formula = matches!(at.earlier(1), "+" | "*" | "×" | "÷" | "=")
            || (at.after(2).is_empty() && matches!(at.core(3), "=" | "+" | "*" | "×"));
        let sign = if formula {
            self.words.minus
        } else {
            self.words.to
        };
        (!sign.is_empty()).then(|| Claim::of(2, format!("{number} {sign}")))
    }

    /// A sign between two operands, as a word of its own.
    fn operator(&self, at: &At<'_>) -> Option<Claim> {
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
            'x' if is_match(at) => self.words.cross,
            'x' => self.words.by,
            _ => self.words.sign(sign)?,
        };
        Some(Claim::word(said))
    }

    /// A formula without spaces.
    fn formula(&self, core: &str) -> Option<String> {
        let telling = core.contains(['=', '^', '×', '÷', '√', '≈', '≤', '≥'])
            || core.contains(is_superscript)
            || (core.contains('+') && !core.starts_with('+') && !core.ends_with('+'))
            || core.trim_start_matches('±').contains('±');
        if !telling || core.len() > LONGEST || core.chars().count() < 2 {
            return None;
        }
        let mut said: Vec<String> = Vec::new();
        let mut rest = core;
        while let Some(first) = rest.chars().next() {
            let (words, after) = self.term(rest, first)?;
            said.push(words);
            rest = after;
        }
        Some(said.join(" "))
    }

    /// The first number, variable or sign of `rest`, and what follows.
    fn term<'t>(&self, rest: &'t str, first: char) -> Option<(String, &'t str)> {
        let words = self.words;
        let after = &rest[first.len_utf8()..];
        if let Some((figure, after)) = Figure::prefix(rest, self.marks) {
            return Some(((self.number)(&figure), after));
        }
        if first == '^' {
            let bare = after.trim_start_matches(['-', '−']);
            let (number, rest) = digits(bare);
            let negative = bare.len() < after.len();
            return is_digits(number).then(|| (self.power(number, negative), rest));
        }
        if is_superscript(first) || first == '⁻' {
            let end = rest.find(|ch| !is_superscript(ch) && ch != '⁻');
            let (high, rest) = rest.split_at(end.unwrap_or(rest.len()));
            let number: String = high.chars().filter_map(raised).collect();
            return is_digits(&number).then(|| (self.power(&number, first == '⁻'), rest));
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

    fn power(&self, number: &str, negative: bool) -> String {
        let words = self.words;
        let figure = Figure {
            sign: negative.then_some('-'),
            whole: number.to_owned(),
            ..Figure::default()
        };
        match (number, negative) {
            ("2", false) => words.squared.into(),
            ("3", false) => words.cubed.into(),
            _ => format!("{} {}", words.power, (self.number)(&figure)),
        }
    }
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

fn is_superscript(ch: char) -> bool {
    raised(ch).is_some()
}

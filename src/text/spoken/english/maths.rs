//! Mathematics in running text: "5 + 3 = 8", "x > 5", "2+2=4", "10^6", "6.02×10²³".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{Figure, is_digits, raised};
use super::quantity;
use super::{measure, words};

/// Longest formula in one word, in bytes.
const LONGEST: usize = 40;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    minus_after(at)
        .or_else(|| operator_alone(at))
        .or_else(|| scientific(at))
        .or_else(|| size(at).map(Claim::word))
        .or_else(|| lone(at.core(0)).map(Claim::word))
        .or_else(|| coefficient(at))
        .or_else(|| formula(at.core(0), at).map(Claim::word))
}

/// "5 - 3": the sign is a pause without a mark of its own, so it goes to the number.
fn minus_after(at: &At<'_>) -> Option<Claim> {
    let pause = at.item(1)?;
    let minus = pause.span.is_none() && pause.before() == "-" && at.after(0).is_empty();
    let next = at.figure(2, quantity::MARKS).is_some();
    let (figure, rest) = at.figure(0, quantity::MARKS).filter(|_| minus && next)?;
    let formula = matches!(at.earlier(1), "+" | "*" | "×" | "÷" | "=")
        || (at.after(2).is_empty() && matches!(at.core(3), "=" | "+" | "*"));
    let sign = if formula { "minus" } else { "to" };
    rest.is_empty()
        .then(|| Claim::of(2, format!("{} {sign}", words::figure(&figure, at.region))))
}

/// A sign between two operands, as a word of its own.
fn operator_alone(at: &At<'_>) -> Option<Claim> {
    let mut signs = at.core(0).chars();
    let (sign, None) = (signs.next()?, signs.next()) else {
        return None;
    };
    let lone = at.before(0).is_empty() && at.after(0).is_empty();
    let both = is_operand(at.earlier(1)) && is_operand(at.core(1));
    if sign == 'x' && !(is_number(at.earlier(1)) && is_number(at.core(1))) {
        return None;
    }
    if !lone || !both {
        return None;
    }
    let is_size = matches!(sign, '×' | 'x') && has_unit(at);
    Some(Claim::word(if is_size {
        "by"
    } else {
        spaced_operator(sign)?
    }))
}

fn is_number(core: &str) -> bool {
    core.starts_with(|ch: char| ch.is_ascii_digit())
}

fn has_unit(at: &At<'_>) -> bool {
    let Some(quantity) = quantity::at(at, 1) else {
        return false;
    };
    let sign = if quantity.rest.is_empty() {
        at.core(2)
    } else {
        quantity.rest
    };
    measure::name(sign, false, at.region).is_some()
}

/// A number or a variable: "5", "x", "2x".
fn is_operand(core: &str) -> bool {
    let short = core.chars().count() <= 2;
    let number = core.starts_with(|ch: char| ch.is_ascii_digit() || "√−π±".contains(ch));
    number || (short && core.chars().all(char::is_alphabetic) && !core.is_empty())
}

fn spaced_operator(sign: char) -> Option<&'static str> {
    Some(match sign {
        '>' => "is greater than",
        '<' => "is less than",
        '≥' => "is greater than or equal to",
        '≤' => "is less than or equal to",
        '≠' => "is not equal to",
        '≈' => "is about",
        'x' => "by",
        _ => return operator(sign),
    })
}

fn operator(sign: char) -> Option<&'static str> {
    Some(match sign {
        '+' => "plus",
        '−' => "minus",
        '×' | '*' | '⋅' => "times",
        '÷' => "divided by",
        '=' => "equals",
        '>' => "is greater than",
        '<' => "is less than",
        '≥' => "greater than or equal to",
        '≤' => "less than or equal to",
        '≠' => "not equal to",
        '≈' => "about",
        '±' => "plus or minus",
        _ => return None,
    })
}

/// A formula without spaces.
fn formula(core: &str, at: &At<'_>) -> Option<String> {
    let telling = core.contains([
        '=', '^', '<', '>', '×', '÷', '±', '√', '≈', '≤', '≥', '⁺', '⁻',
    ]) || core.contains(is_superscript)
        || (core.contains('+') && !core.starts_with('+') && !core.ends_with('+'));
    if !telling || core.len() > LONGEST {
        return None;
    }
    let mut said: Vec<String> = Vec::new();
    let mut rest = core;
    while let Some(first) = rest.chars().next() {
        let (words, after) = term(rest, first, at)?;
        said.push(words);
        rest = after;
    }
    Some(said.join(" "))
}

/// The first number, variable or sign of `rest`, and what follows.
fn term<'t>(rest: &'t str, first: char, at: &At<'_>) -> Option<(String, &'t str)> {
    let after = &rest[first.len_utf8()..];
    if let Some((figure, after)) = Figure::prefix(rest, quantity::MARKS) {
        return Some((words::figure(&figure, at.region), after));
    }
    if first == '^' {
        let sign = after.starts_with(['-', '−']);
        let (digits, rest) = super::super::figure::digits(after.trim_start_matches(['-', '−']));
        return is_digits(digits).then(|| (power(digits, sign, at), rest));
    }
    if is_superscript(first) || first == '⁻' {
        let end = rest
            .find(|ch| !is_superscript(ch) && ch != '⁻')
            .unwrap_or(rest.len());
        let digits: String = rest[..end].chars().filter_map(raised).collect();
        return is_digits(&digits).then(|| (power(&digits, first == '⁻', at), &rest[end..]));
    }
    if first == '√' {
        return Some(("square root of".into(), after));
    }
    if first == '-' {
        return Some(("minus".into(), after));
    }
    if let Some(words) = operator(first) {
        return Some((words.into(), after));
    }
    if let Some(name) = greek(first) {
        return Some((name.to_owned(), after));
    }
    let end = rest
        .find(|ch: char| !ch.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let product = (1..=PRODUCT).contains(&end);
    product.then(|| (words::letters(&rest[..end]), &rest[end..]))
}

/// "mc²" is two letters; more are a word.
const PRODUCT: usize = 2;

/// "1e-5", "1.5e9".
fn scientific(at: &At<'_>) -> Option<Claim> {
    let (figure, rest) = at.figure(0, quantity::MARKS)?;
    let power = rest.strip_prefix(['e', 'E'])?;
    let digits = power.trim_start_matches(['-', '−', '+']);
    let signed = power.len() > digits.len();
    let sure = signed || figure.fraction.is_some();
    (sure && is_digits(digits) && digits.len() <= 3).then(|| {
        let power = match power.starts_with(['-', '−']) {
            true => format!("minus {}", words::cardinal(digits, at.region)),
            false => words::ordinal(digits, at.region),
        };
        let figure = words::figure(&figure, at.region);
        Claim::word(format!("{figure} times ten to the {power}"))
    })
}

/// "2×4", "4x4": a size.
fn size(at: &At<'_>) -> Option<String> {
    let core = at.core(0);
    let parts: Vec<&str> = core.split(['x', '×']).take(4).collect();
    let small = |part: &&str| is_digits(part) && part.len() <= 4;
    let sized = core.contains('x') || matches!(at.earlier(1), "a" | "A" | "the" | "The");
    let known = (2..=3).contains(&parts.len()) && parts.iter().all(small) && sized;
    let said = parts.iter().map(|part| words::cardinal(part, at.region));
    known.then(|| said.collect::<Vec<_>>().join(" by "))
}

/// "2x" before a sign is two times a variable.
fn coefficient(at: &At<'_>) -> Option<Claim> {
    let number = at.core(0).strip_suffix('x')?;
    let signed = matches!(at.core(1), "+" | "=" | "−" | "<" | ">");
    (is_digits(number) && signed && number.len() <= 4)
        .then(|| Claim::word(format!("{} X", words::cardinal(number, at.region))))
}

/// A sign or a Greek letter as a word of its own.
fn lone(core: &str) -> Option<&'static str> {
    let mut signs = core.chars();
    let (sign, None) = (signs.next()?, signs.next()) else {
        return None;
    };
    greek(sign)
}

fn greek(sign: char) -> Option<&'static str> {
    Some(match sign {
        '∞' => "infinity",
        '∪' => "union",
        '∩' => "intersection",
        '∈' => "in",
        'α' => "alpha",
        'β' => "beta",
        'γ' | 'Γ' => "gamma",
        'δ' | 'Δ' => "delta",
        'ε' => "epsilon",
        'θ' | 'Θ' => "theta",
        'λ' => "lambda",
        'μ' | 'µ' => "mu",
        'π' => "pi",
        'ρ' => "rho",
        'σ' | 'Σ' => "sigma",
        'τ' => "tau",
        'φ' => "phi",
        'ω' | 'Ω' => "omega",
        _ => return None,
    })
}

fn power(digits: &str, negative: bool, at: &At<'_>) -> String {
    match (digits, negative) {
        ("2", false) => "squared".into(),
        ("3", false) => "cubed".into(),
        (_, false) => format!("to the {}", words::ordinal(digits, at.region)),
        (_, true) => format!("to the minus {}", words::cardinal(digits, at.region)),
    }
}

fn is_superscript(ch: char) -> bool {
    raised(ch).is_some()
}

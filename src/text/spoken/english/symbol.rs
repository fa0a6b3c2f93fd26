//! Signs among words: "&", "@", "→", "™", "R&D", "C++", "true/false".

use super::super::at::At;
use super::super::claim::Claim;
use super::words;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    alone(core)
        .or_else(|| joined(core))
        .or_else(|| language(core))
        .or_else(|| unmarked(core))
        .or_else(|| plus(core))
        .or_else(|| paragraph(core))
        .map(Claim::word)
        .or_else(|| slash(at))
        .or_else(|| marked(at))
        .or_else(|| paragraphs(at))
}

/// "Disney+", "A+", "LGBTQ+".
fn plus(core: &str) -> Option<String> {
    let name = core.strip_suffix('+')?;
    let word = name.starts_with(char::is_alphabetic) && name.chars().all(char::is_alphanumeric);
    let said = match name.len() {
        1 => words::letters(name),
        _ => name.to_owned(),
    };
    word.then(|| format!("{said} plus"))
}

/// "B-": a mark at school, after an article or before its noun.
fn marked(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let letter = matches!(core, "A" | "B" | "C" | "D") && at.after(0) == "-";
    let told = matches!(at.earlier(1), "a" | "an" | "A" | "An" | "is" | "got");
    (letter && told).then(|| Claim::word(format!("{} minus", words::letters(core))).without("-"))
}

/// "§5".
fn paragraph(core: &str) -> Option<String> {
    let number = core.strip_prefix('§')?;
    let dotted = number.split('.').all(super::super::figure::is_digits);
    let said: Vec<_> = number
        .split('.')
        .map(|part| words::cardinal(part, super::super::Region::American))
        .collect();
    (dotted && number.len() <= 9).then(|| format!("section {}", said.join(" point ")))
}

/// "§§ 5".
fn paragraphs(at: &At<'_>) -> Option<Claim> {
    (at.core(0) == "§§").then(|| Claim::word("sections"))
}

/// A sign that is a word.
fn alone(core: &str) -> Option<String> {
    let said = match core {
        "&" | "＆" => "and",
        "@" | "＠" => "at",
        "+" => "plus",
        "=" => "equals",
        "%" => "percent",
        "♥" | "❤" => "love",
        "→" | "⇒" | "➡" => "to",
        "©" => "copyright",
        "§" => "section",
        "°" => "degrees",
        "№" => "number",
        "×" => "times",
        "*" => "asterisk",
        _ => return None,
    };
    Some(said.into())
}

/// "R&D", "AT&T", "Q&A".
fn joined(core: &str) -> Option<String> {
    let plain = core
        .strip_suffix("'s")
        .or_else(|| core.strip_suffix("’s"))
        .unwrap_or(core);
    let owner = &core[plain.len()..];
    let parts: Vec<&str> = plain.split('&').take(5).collect();
    let word = |part: &&str| !part.is_empty() && part.chars().all(char::is_alphanumeric);
    if !(2..5).contains(&parts.len()) || !parts.iter().all(word) {
        return None;
    }
    let said = parts.iter().map(|part| match part.len() {
        1 | 2 if part.bytes().all(|byte| byte.is_ascii_uppercase()) => words::letters(part),
        _ => (*part).to_owned(),
    });
    Some(said.collect::<Vec<_>>().join(" and ") + owner)
}

fn language(core: &str) -> Option<String> {
    let said = match core {
        "C++" => "C plus plus",
        "C#" => "C sharp",
        "F#" => "F sharp",
        "g++" => "G plus plus",
        _ => return None,
    };
    Some(said.into())
}

/// "Acme™" without its sign.
fn unmarked(core: &str) -> Option<String> {
    let plain = core.trim_end_matches(['™', '®', '℠', '©']);
    let word = !plain.is_empty() && plain.len() < core.len();
    word.then(|| plain.to_owned())
}

/// "true/false": two words and what stands between them.
fn slash(at: &At<'_>) -> Option<Claim> {
    let tight = at.after(0) == "/" && at.item(1).is_some_and(|next| !next.spaced);
    let plain = at.core(0).chars().all(char::is_alphabetic);
    (tight && plain).then(|| Claim::word(format!("{} slash", at.core(0))).without("/"))
}

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
        .map(Claim::word)
        .or_else(|| slash(at))
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
        _ => return None,
    };
    Some(said.into())
}

/// "R&D", "AT&T", "Q&A".
fn joined(core: &str) -> Option<String> {
    let parts: Vec<&str> = core.split('&').take(5).collect();
    let word = |part: &&str| !part.is_empty() && part.chars().all(char::is_alphanumeric);
    if !(2..5).contains(&parts.len()) || !parts.iter().all(word) {
        return None;
    }
    let said = parts.iter().map(|part| match part.len() {
        1 | 2 if part.bytes().all(|byte| byte.is_ascii_uppercase()) => words::letters(part),
        _ => (*part).to_owned(),
    });
    Some(said.collect::<Vec<_>>().join(" and "))
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

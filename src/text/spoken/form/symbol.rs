//! Signs among words: "&", "§", "R&D".

use super::super::at::At;
use super::super::claim::Claim;
use super::code::letters;

/// Says a sign by `table`, and "R&D" with what `table` has for "&".
pub(in super::super) fn read(at: &At<'_>, table: &[(&str, &str)]) -> Option<Claim> {
    let core = at.core(0);
    let find = |sign: &str| table.iter().find(|(known, _)| *known == sign);
    if let Some((_, said)) = find(core) {
        return Some(Claim::word(*said));
    }
    let plain = core.trim_end_matches(['™', '®', '℠', '©']);
    if !plain.is_empty() && plain.len() < core.len() {
        return Some(Claim::word(plain));
    }
    let parts: Vec<&str> = core.split('&').take(5).collect();
    let word = |part: &&str| !part.is_empty() && part.chars().all(char::is_alphanumeric);
    if !(2..5).contains(&parts.len()) || !parts.iter().all(word) {
        return None;
    }
    let said = parts.iter().map(|part| match part.len() {
        1 | 2 if part.bytes().all(|byte| byte.is_ascii_uppercase()) => letters(part),
        _ => (*part).to_owned(),
    });
    let (_, and) = find("&")?;
    Some(Claim::word(
        said.collect::<Vec<_>>().join(&format!(" {and} ")),
    ))
}

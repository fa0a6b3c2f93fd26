//! Signs among words: "&", "§", "5 + 3 = 8".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::symbol;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let said = match at.core(0) {
        "&" | "＆" => "und",
        "+" => "plus",
        "−" => "minus",
        "≈" => "ungefähr",
        "=" => "gleich",
        "×" | "*" => "mal",
        "÷" => "geteilt durch",
        "<" => "kleiner als",
        ">" => "größer als",
        "§" => "Paragraf",
        "§§" => "Paragrafen",
        "©" => "Copyright",
        "→" => "zu",
        "@" => "ät",
        _ => return symbol::read(at, &[("&", "und")]),
    };
    Some(Claim::word(said))
}

//! Acronyms that a speaker says otherwise than espeak-ng would: "the WHO", "the NCAA".
//!
//! It spells or reads most of them as people do; only its errors stand here.

use super::super::at::At;
use super::super::claim::Claim;

const SAID: &[(&str, &str)] = &[
    ("ACLU", "A C L U"),
    ("CPAC", "see-pack"),
    ("IAEA", "I A E A"),
    ("IEEE", "I triple E"),
    ("NCAA", "N C double eh"),
    ("UEFA", "you-eh-fa"),
    ("UNESCO", "you-nesko"),
    ("USAID", "U S aid"),
    ("PIN", "pin"),
    ("RAM", "ram"),
    ("ROM", "rom"),
    ("SIM", "sim"),
    ("IoT", "I O T"),
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let loud =
        |word: &str| word.len() > 2 && word == word.to_uppercase() && word != word.to_lowercase();
    // In a headline in capitals nothing tells "who" from the WHO.
    if loud(at.earlier(1)) || loud(at.core(1)) {
        return None;
    }
    if core == "WHO" {
        let named = matches!(at.earlier(1), "the" | "The");
        return named.then(|| Claim::word("W H O"));
    }
    let found = SAID.iter().find(|(short, _)| *short == core);
    found.map(|(_, said)| Claim::word(*said))
}

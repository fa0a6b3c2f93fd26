//! "1st", "21st", "1,000th".

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::Figure;
use super::quantity;
use super::words;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let said = words_of(at.core(0), at.region)?;
    let dashed = matches!(at.after(0), "–" | "—") && words_of(at.core(1), at.region).is_some();
    Some(match dashed {
        true => Claim::word(format!("{said} to")).without("–"),
        false => Claim::word(said),
    })
}

/// "twenty-first" for "21st".
pub(super) fn words_of(text: &str, region: Region) -> Option<String> {
    let (figure, rest) = Figure::prefix(text, quantity::MARKS)?;
    let ending = matches!(
        (rest, last_of(&figure.whole)),
        ("st" | "ST" | "ˢᵗ", '1')
            | ("nd" | "ND" | "ⁿᵈ", '2')
            | ("rd" | "RD" | "ʳᵈ", '3')
            | ("th" | "TH" | "ᵗʰ", _)
    );
    (ending && figure.fraction.is_none()).then(|| words::ordinal(&figure.whole, region))
}

/// The last digit; that of "11", "12" and "13" is none.
fn last_of(digits: &str) -> char {
    let teen = ["11", "12", "13"].iter().any(|teen| digits.ends_with(teen));
    digits.chars().next_back().filter(|_| !teen).unwrap_or('0')
}

//! "1st", "21st", "1,000th".

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::Figure;
use super::quantity;
use super::words;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    words_of(at.core(0), at.region).map(Claim::word)
}

/// "twenty-first" for "21st".
pub(super) fn words_of(text: &str, region: Region) -> Option<String> {
    let (figure, rest) = Figure::prefix(text, quantity::MARKS)?;
    let ending = matches!(rest, "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH");
    (ending && figure.fraction.is_none()).then(|| words::ordinal(&figure.whole, region))
}

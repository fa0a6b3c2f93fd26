//! What stands between two numbers without being a date: scores, ratios, "50/50", "24/7".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::is_digits;
use super::words;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    pair(core, '/', at)
        .or_else(|| pair(core, ':', at))
        .map(Claim::word)
}

fn pair(core: &str, sign: char, at: &At<'_>) -> Option<String> {
    let (first, second) = core.split_once(sign)?;
    let short = |part: &str| is_digits(part) && part.len() <= 4;
    if !short(first) || !short(second) {
        return None;
    }
    let between = match (sign, core) {
        ('/', "24/7" | "50/50" | "20/20" | "9/11" | "60/40" | "80/20" | "70/30") => " ",
        ('/', _) => return None,
        _ => " to ",
    };
    let say = |part: &str| words::cardinal(part, at.region);
    Some(format!("{}{between}{}", say(first), say(second)))
}

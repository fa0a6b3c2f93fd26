//! Addresses: "C/ Mayor, 5, 3.º izq.", "R. Augusta, nº 500", "s/n".

use super::super::super::at::At;
use super::super::super::claim::Claim;
use super::super::super::figure::digits;
use super::Iberian;

/// The words of a language in addresses, dots left out.
pub(in crate::text::spoken) struct Places {
    /// Kinds of streets, with a dot before a capital.
    pub(in crate::text::spoken) streets: &'static [(&'static str, &'static str)],
    /// Those written with a slash: "C/ Mayor".
    pub(in crate::text::spoken) slashed: &'static [(&'static str, &'static str)],
    /// After a floor: "3.º izq.".
    pub(in crate::text::spoken) sides: &'static [(&'static str, &'static str)],
    /// Without a number.
    pub(in crate::text::spoken) unnumbered: &'static str,
}

pub(in crate::text::spoken) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let places = L::manner(at.country).places;
    let core = at.core(0);
    if matches!(core, "s/n" | "S/N") {
        return Some(Claim::word(places.unnumbered));
    }
    slashed(places, at)
        .or_else(|| street(places, at))
        .or_else(|| side(places, at))
}

/// "C/ Mayor", "C/Mayor".
fn slashed(places: &Places, at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let (kind, name) = core.split_once('/').unwrap_or((core, ""));
    let (_, said) = places.slashed.iter().find(|(short, _)| *short == kind)?;
    let next = if name.is_empty() { at.core(1) } else { name };
    let named = next.starts_with(|ch: char| ch.is_uppercase() || ch.is_ascii_digit());
    let apart = name.is_empty() && at.after(0).starts_with('/');
    let slashed = apart || !name.is_empty();
    if !named || !slashed {
        return None;
    }
    Some(match name {
        "" => Claim::word(*said).without("/"),
        name => Claim::word(format!("{said} {name}")),
    })
}

fn street(places: &Places, at: &At<'_>) -> Option<Claim> {
    let (_, said) = places
        .streets
        .iter()
        .find(|(short, _)| *short == at.core(0))?;
    let next = at.core(1);
    let small = matches!(next, "de" | "del" | "da" | "do" | "dos" | "das" | "la");
    let named = next.starts_with(|ch: char| ch.is_uppercase() || ch.is_ascii_digit()) || small;
    let dotted = at.after(0) == "." && at.before(1).is_empty();
    (named && dotted).then(|| Claim::word(*said).without("."))
}

/// "3.º izq.": after a floor.
fn side(places: &Places, at: &At<'_>) -> Option<Claim> {
    let (_, said) = places
        .sides
        .iter()
        .find(|(short, _)| *short == at.core(0))?;
    let (floor, mark) = digits(at.earlier(1));
    let floor = !floor.is_empty() && matches!(mark, ".º" | "º" | ".ª" | "ª" | "°");
    let near = at.after_earlier(1).is_empty();
    (floor && near).then(|| Claim::word(*said).without("."))
}

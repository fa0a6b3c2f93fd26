//! Times of day: "9:05", "14:30", "с 9:00 до 18:00", "в 14.30", "10:00–12:00".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{is_digits, value};
use super::govern;
use super::words::{self, Case, Gender};

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    if at.item(0)?.sign().is_some() {
        return None;
    }
    let core = at.core(0);
    let case = govern::preposition(govern::ruler(at)).unwrap_or(Case::Nominative);
    if let Some((from, to)) = core.split_once(['-', '–', '—']) {
        let from = clock(from, Case::Genitive)?;
        return Some(Claim::word(format!(
            "с {from} до {}",
            clock(to, Case::Genitive)?
        )));
    }
    if let Some(said) = pointed(at, case) {
        return Some(Claim::word(said));
    }
    let said = clock(core, case)?;
    if at.after(0).is_empty() && at.has_dash(1) && at.core(2).contains(':') {
        let to = clock(at.core(2), Case::Genitive)?;
        let from = clock(core, Case::Genitive)?;
        return Some(Claim::of(3, format!("с {from} до {to}")));
    }
    Some(Claim::word(said))
}

/// "в 14.30", "с 9.00 до 18.00": a point only where a preposition tells.
fn pointed(at: &At<'_>, case: Case) -> Option<String> {
    let (hour, minute) = at.core(0).split_once('.')?;
    let cued = matches!(
        at.earlier(1).to_lowercase().as_str(),
        "в" | "с" | "до" | "к" | "около" | "после"
    );
    let next = at.core(1);
    let free = !at.runs_on(0)
        || next.chars().count() > 3
        || matches!(next, "до" | "по" | "и" | "на" | "в" | "он");
    let named = !matches!(
        next,
        "процента" | "процентов" | "миллиона" | "миллиарда" | "раза"
    );
    let said = of_parts(&[hour, minute], case)?;
    (cued && free && named && minute.len() == 2).then_some(said)
}

/// "девять ноль пять", "четырнадцать тридцать".
pub(super) fn clock(text: &str, case: Case) -> Option<String> {
    let parts: Vec<&str> = text.split(':').take(4).collect();
    of_parts(&parts, case)
}

fn of_parts(parts: &[&str], case: Case) -> Option<String> {
    let (hour, rest) = parts.split_first()?;
    let rest = match rest {
        [minute, "00"] => &[*minute],
        _ => rest,
    };
    let valid = |part: &&str| part.len() == 2 && is_digits(part) && value(part) < 60;
    let whole = (1..=2).contains(&hour.len()) && is_digits(hour) && value(hour) <= 24;
    if !whole || !(1..=2).contains(&rest.len()) || !rest.iter().all(valid) {
        return None;
    }
    let mut said = vec![words::cardinal(hour, Gender::Masculine, case)];
    said.extend(rest.iter().map(|part| match *part {
        "00" => "ноль ноль".to_owned(),
        part if part.starts_with('0') => words::padded(part, Case::Nominative),
        part => words::cardinal(part, Gender::Masculine, case),
    }));
    Some(said.join(" "))
}

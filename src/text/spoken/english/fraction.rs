//! "1/2", "½", "1½", "2 1/4", "5/8".

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits, value};
use super::{measure, words, year};

/// A fraction: how many of how many parts.
struct Parts<'t> {
    top: &'t str,
    bottom: &'t str,
}

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let (whole, rest) = digits(at.core(0));
    if let Some(claim) = hanging(at).or_else(|| of_hundred(at)) {
        return Some(claim);
    }
    if year::is_season(at.core(0)) {
        return None;
    }
    if let Some(parts) = Parts::of(at.core(0)) {
        let claim = Claim::word(parts.alone(at.region));
        let unit = measure::name(at.core(1), parts.is_proper(), at.region);
        let unit = unit.filter(|_| at.runs_on(0) && at.core(1).len() > 1 && at.core(1) != "in");
        return Some(match unit {
            Some(unit) => claim.then(1, unit),
            None => claim,
        });
    }
    if let Some(parts) = Parts::of_sign(rest).filter(|_| !whole.is_empty()) {
        return Some(Claim::word(mixed(whole, &parts, at.region)));
    }
    let parts = Parts::of(at.core(1))
        .filter(|parts| rest.is_empty() && at.runs_on(0) && parts.is_proper())?;
    is_digits(whole).then(|| Claim::of(2, mixed(whole, &parts, at.region)))
}

/// "½-inch", "3/4-mile": an adjective, so the unit is one.
fn hanging(at: &At<'_>) -> Option<Claim> {
    let (parts, unit) = at.core(0).split_once('-')?;
    let parts = Parts::of(parts)?;
    let name = measure::name(unit, true, at.region).filter(|_| unit.len() > 1);
    let word = unit.len() > 2 && unit.chars().all(|ch| ch.is_ascii_lowercase());
    let name = name.or_else(|| word.then(|| unit.to_owned()))?;
    let said = parts.alone(at.region);
    let one = said
        .strip_suffix("quarters")
        .map(|stem| format!("{stem}quarter"));
    Some(Claim::word(format!("{} {name}", one.unwrap_or(said))))
}

/// "33⅓%".
fn of_hundred(at: &At<'_>) -> Option<Claim> {
    let (whole, rest) = digits(at.core(0).strip_suffix('%')?);
    let parts = Parts::of_sign(rest)?;
    Some(Claim::word(match whole {
        "" => format!("{} percent", parts.alone(at.region)),
        whole => format!("{} percent", mixed(whole, &parts, at.region)),
    }))
}

fn mixed(whole: &str, parts: &Parts<'_>, region: Region) -> String {
    format!(
        "{} and {}",
        words::cardinal(whole, region),
        parts.after_whole(region)
    )
}

impl<'t> Parts<'t> {
    /// "3/4" or "¾".
    fn of(text: &'t str) -> Option<Self> {
        Self::of_sign(text).or_else(|| {
            let (top, bottom) = text.split_once(['/', '⁄'])?;
            let small = |part: &str| is_digits(part) && part.len() <= 4 && !part.starts_with('0');
            let named = !matches!(value(bottom), 0 | 1);
            (small(top) && small(bottom) && named).then_some(Self { top, bottom })
        })
    }

    fn of_sign(text: &str) -> Option<Self> {
        const SIGNS: &[(&str, &str, &str)] = &[
            ("½", "1", "2"),
            ("⅓", "1", "3"),
            ("⅔", "2", "3"),
            ("¼", "1", "4"),
            ("¾", "3", "4"),
            ("⅕", "1", "5"),
            ("⅖", "2", "5"),
            ("⅗", "3", "5"),
            ("⅘", "4", "5"),
            ("⅙", "1", "6"),
            ("⅚", "5", "6"),
            ("⅐", "1", "7"),
            ("⅛", "1", "8"),
            ("⅜", "3", "8"),
            ("⅝", "5", "8"),
            ("⅞", "7", "8"),
            ("⅑", "1", "9"),
            ("⅒", "1", "10"),
        ];
        let known = SIGNS.iter().find(|(sign, ..)| *sign == text);
        known.map(|(_, top, bottom)| Parts { top, bottom })
    }

    fn is_proper(&self) -> bool {
        value(self.top) < value(self.bottom)
    }

    fn alone(&self, region: Region) -> String {
        format!(
            "{} {}",
            words::cardinal(self.top, region),
            self.name(region)
        )
    }

    /// "a half", "three quarters".
    fn after_whole(&self, region: Region) -> String {
        match self.top {
            "1" => format!(
                "{} {}",
                if self.bottom == "8" || self.bottom == "11" {
                    "an"
                } else {
                    "a"
                },
                self.name(region)
            ),
            _ => self.alone(region),
        }
    }

    /// "half", "quarters", "sevenths".
    fn name(&self, region: Region) -> String {
        let one = match self.bottom {
            "2" => "half".to_owned(),
            "4" => "quarter".to_owned(),
            bottom => words::ordinal(bottom, region),
        };
        match (self.top, one.as_str()) {
            ("1", _) => one,
            (_, "half") => "halves".into(),
            _ => format!("{one}s"),
        }
    }
}

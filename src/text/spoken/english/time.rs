//! Times of day: "5:30 pm", "14:00", "9am–5pm", "2:05:33".

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits, value};
use super::words;

/// Hours and minutes as they are written.
struct Clock<'t> {
    hour: usize,
    minute: Option<usize>,
    second: Option<usize>,
    /// What follows inside the word: "pm", "–11:30".
    rest: &'t str,
}

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    if let Some(claim) = military(at).or_else(|| lasting(at)) {
        return Some(claim);
    }
    let clock = Clock::pointed(at).or_else(|| Clock::of(at.core(0)))?;
    if at.item(0)?.sign().is_some() || at.item(0)?.has_leading_point() {
        return None;
    }
    let (half, taken) = match half(clock.rest) {
        Some(half) => (Some(half), 1),
        None if clock.rest.is_empty() && at.runs_on(0) => match half(at.core(1)) {
            Some(half) if at.core(1) != "am" || at.earlier(1) != "I" => (Some(half), 2),
            _ => (None, 1),
        },
        None => (None, 1),
    };
    match half {
        Some(half) => twelve_hours(at, &clock, half, taken),
        None => span(at, &clock).or_else(|| alone(at, &clock)),
    }
}

/// "0600 hours", "1800 hours".
fn military(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let hours = matches!(at.core(1), "hours" | "hrs") && at.runs_on(0);
    let (hour, minute) = core.split_at_checked(2)?;
    let valid = core.len() == 4 && is_digits(core) && value(hour) < 25;
    if !hours || !valid || sixty(minute).is_none() {
        return None;
    }
    let zero = if hour.starts_with('0') { "zero " } else { "" };
    let hour = words::below_hundred(value(hour));
    Some(Claim::word(match value(minute) {
        0 => format!("{zero}{hour} hundred"),
        _ => format!("{zero}{hour} {}", words::pairs(minute)),
    }))
}

/// "1h30m", "2h": how long it took.
fn lasting(at: &At<'_>) -> Option<Claim> {
    let (hours, rest) = digits(at.core(0));
    let rest = rest.strip_prefix('h')?;
    let (minutes, unit) = digits(rest);
    let valid = (1..=2).contains(&hours.len()) && minutes.len() == 2;
    let named = |digits: &str, name: &str| {
        let count = words::below_hundred(value(digits) % 100);
        let plural = if count == "one" { "" } else { "s" };
        format!("{count} {name}{plural}")
    };
    (valid && matches!(unit, "" | "m" | "min")).then(|| {
        Claim::word(format!(
            "{} {}",
            named(hours, "hour"),
            named(minutes, "minute")
        ))
    })
}

/// "5 p.m.", "9am–".
fn twelve_hours(at: &At<'_>, clock: &Clock<'_>, half: &str, taken: usize) -> Option<Claim> {
    if !(1..=12).contains(&clock.hour) || clock.second.is_some() {
        return None;
    }
    let hour = clock.said(Some(half));
    let after = at.after(taken - 1);
    let dashed = after.trim_start_matches('.').starts_with(['–', '—', '-']);
    let goes_on = dashed && Clock::of(at.core(taken)).is_some();
    if goes_on {
        let sign = if after.contains('—') { "—" } else { "–" };
        let sign = if after.starts_with('.') && sign == "–" {
            ".–"
        } else {
            sign
        };
        let said = format!("{half} to");
        return Some(match taken {
            1 => Claim::word(format!("{hour} {said}")).without(sign),
            _ => Claim::word(hour).then(1, said).without(sign),
        });
    }
    Some(match taken {
        1 => Claim::word(format!("{hour} {half}")).without_dot_if(is_dotted(at.core(0))),
        _ => Claim::word(hour)
            .then(1, half)
            .without_dot_if(is_dotted(at.core(1))),
    })
}

fn is_dotted(core: &str) -> bool {
    core.contains(".m") || core.contains(".M")
}

/// "10:00–11:30" in one word.
fn span(at: &At<'_>, clock: &Clock<'_>) -> Option<Claim> {
    let second = Clock::of(clock.rest.strip_prefix(['-', '–'])?)?;
    let apart = half(at.core(1)).filter(|_| second.rest.is_empty() && at.runs_on(0));
    let half = half(second.rest).or(apart);
    if !second.rest.is_empty() && half.is_none() || clock.hour > 12 && half.is_some() {
        return None;
    }
    if half.is_none() && (clock.minute.is_none() || second.minute.is_none()) {
        return None;
    }
    let claim = Claim::word(format!("{} to {}", clock.said(half), second.said(half)));
    Some(match (apart, half) {
        (Some(half), _) => claim.then(1, half).without_dot_if(is_dotted(at.core(1))),
        (None, Some(half)) => Claim::word(format!(
            "{} to {} {half}",
            clock.said(Some(half)),
            second.said(Some(half))
        )),
        (None, None) => claim,
    })
}

/// "10:30", "2:05:33".
fn alone(at: &At<'_>, clock: &Clock<'_>) -> Option<Claim> {
    let minute = clock.minute?;
    if is_verse(at) {
        return None;
    }
    if !clock.rest.is_empty() || is_ratio(at) {
        return None;
    }
    let Some(second) = clock.second else {
        return Some(Claim::word(clock.said(None)));
    };
    let counted = |count: usize, name: &str| match count {
        0 => String::new(),
        1 => format!("one {name} "),
        count => format!("{} {name}s ", words::below_hundred(count)),
    };
    Some(Claim::word(format!(
        "{}{}{}",
        counted(clock.hour, "hour"),
        counted(minute, "minute"),
        counted(second, "second")
    )))
}

fn is_ratio(at: &At<'_>) -> bool {
    matches!(at.earlier(2), "ratio" | "scale" | "odds")
        || matches!(at.earlier(1), "ratio" | "scale")
}

/// "John 3:16" is no time, and "Psalm 23:4" cannot be one.
fn is_verse(at: &At<'_>) -> bool {
    super::range::is_book(at.earlier(1))
}

/// The clock of an ISO 8601 time: "13:45:00Z".
pub(super) fn stamp(text: &str) -> Option<String> {
    let clock = Clock::of(text)?;
    let zone = clock
        .rest
        .trim_start_matches('.')
        .trim_start_matches(|ch: char| ch.is_ascii_digit());
    let said = clock.minute.map(|_| clock.said(None))?;
    match zone {
        "" => Some(said),
        "Z" => Some(format!("{said} UTC")),
        _ => {
            let offset = Clock::of(zone.strip_prefix(['+', '-', '−'])?)?;
            let sign = if zone.starts_with('+') {
                "plus"
            } else {
                "minus"
            };
            Some(format!(
                "{said} UTC {sign} {}",
                words::below_hundred(offset.hour)
            ))
        }
    }
}

/// "AM" or "PM".
fn half(text: &str) -> Option<&'static str> {
    match text {
        "am" | "AM" | "a.m" | "A.M" => Some("AM"),
        "pm" | "PM" | "p.m" | "P.M" => Some("PM"),
        _ => None,
    }
}

impl<'t> Clock<'t> {
    /// "7.45pm", "7.45 p.m."; in Britain also "the 17.15 to Leeds".
    fn pointed(at: &At<'t>) -> Option<Self> {
        let (hour, rest) = digits(at.core(0));
        let rest = rest.strip_prefix('.')?;
        let minute = sixty(rest)?;
        let rest = &rest[2..];
        let train = at.region != Region::American
            && matches!(at.earlier(1), "the" | "The")
            && matches!(at.core(1), "to" | "from" | "train" | "service" | "kick-off")
            && rest.is_empty();
        let told = half(rest).is_some()
            || (rest.is_empty() && at.runs_on(0) && half(at.core(1)).is_some());
        let valid = (1..=2).contains(&hour.len()) && value(hour) <= 24;
        (valid && (told || train)).then(|| Clock {
            hour: value(hour),
            minute: Some(minute),
            second: None,
            rest,
        })
    }

    fn of(text: &'t str) -> Option<Self> {
        let (hour, rest) = digits(text);
        if !(1..=2).contains(&hour.len()) || value(hour) > 24 {
            return None;
        }
        let mut clock = Clock {
            hour: value(hour),
            minute: None,
            second: None,
            rest,
        };
        if let Some(rest) = rest.strip_prefix(':') {
            clock.minute = Some(sixty(rest)?);
            clock.rest = &rest[2..];
            if let Some(rest) = clock.rest.strip_prefix(':') {
                clock.second = Some(sixty(rest)?);
                clock.rest = &rest[2..];
            }
        }
        let open = clock
            .rest
            .starts_with(|ch: char| ch.is_ascii_digit() || ch == ':');
        (!open).then_some(clock)
    }

    /// "nine oh five", "six o'clock", "fourteen hundred".
    fn said(&self, half: Option<&str>) -> String {
        let hour = words::below_hundred(self.hour);
        match self.minute {
            None => hour,
            Some(0) if half.is_some() => hour,
            Some(0) if self.hour == 0 || self.hour > 12 => format!("{hour} hundred"),
            Some(0) => format!("{hour} o'clock"),
            Some(minute @ 1..=9) => format!("{hour} oh {}", words::below_hundred(minute)),
            Some(minute) => format!("{hour} {}", words::below_hundred(minute)),
        }
    }
}

/// The minutes or seconds that `text` begins with.
fn sixty(text: &str) -> Option<usize> {
    let two = text.get(..2).filter(|two| is_digits(two))?;
    Some(value(two)).filter(|value| *value < 60)
}

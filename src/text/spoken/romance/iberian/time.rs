//! Times of day and durations: "9:05 h", "14.30 h", "9h05", "las 9:30", "2:05:33".

use super::super::super::at::At;
use super::super::super::claim::Claim;
use super::super::super::figure::{digits, is_digits, value};
use super::{Form, Gender, Iberian, Manner};

/// The words of a language for the clock.
pub(in crate::text::spoken) struct Clock {
    /// Before a time of day: "las", "às".
    pub(in crate::text::spoken) before: &'static [&'static str],
    /// One and many hours, minutes and seconds.
    pub(in crate::text::spoken) hour: [&'static str; 2],
    pub(in crate::text::spoken) minute: [&'static str; 2],
    pub(in crate::text::spoken) second: [&'static str; 2],
    /// Between hours and minutes below ten, and between hours and others.
    pub(in crate::text::spoken) and: &'static str,
    pub(in crate::text::spoken) link: &'static str,
    /// From midnight, from six, from noon, from one, from seven in the evening.
    pub(in crate::text::spoken) halves: [&'static str; 5],
}

/// Hours and minutes as they are written.
struct Written {
    hour: usize,
    minute: usize,
    second: Option<usize>,
    /// Whether an "h" stood in it or after it.
    marked: bool,
    /// Whether it is nothing but an hour, which only what follows can tell.
    lone: bool,
}

pub(in crate::text::spoken) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    if at.item(0)?.sign().is_some() || at.item(0)?.has_leading_point() {
        return None;
    }
    let told = manner.is_told(at);
    let core = at.core(0);
    if let Some((first, second)) = core.split_once(['-', '–']) {
        let (first, second) = (Written::of(first, told)?, Written::of(second, told)?);
        if first.lone || second.lone {
            return None;
        }
        if at.runs_on(0) && matches!(at.core(1), "h" | "hs" | "hrs" | "horas") {
            let said = format!("{} a {}", manner.bare(&first), manner.bare(&second));
            return Some(Claim::word(said).then(1, manner.clock.hour[1]));
        }
        let (first, second) = (manner.clock(&first, told), manner.clock(&second, told));
        return Some(Claim::word(format!("{first} a {second}")));
    }
    let next = at.runs_on(0).then(|| at.core(1));
    let after = matches!(next, Some("h" | "hs" | "hrs" | "H" | "horas" | "hora"));
    let written = Written::of(core, told || after)?;
    if let Some(second) = written.second {
        return (!told).then(|| Claim::word(manner.duration(&written, second)));
    }
    if let Some((half, taken)) = manner.half_of_day(at, &written) {
        let clock = Claim::word(manner.clock(&written, true));
        return Some(clock.then(taken, half).without("."));
    }
    if written.lone {
        return None;
    }
    if after {
        let name = manner.clock.hour[usize::from(written.hour != 1 || written.minute > 0)];
        let bare = manner.bare(&written);
        let dotted = at.core(1) != name && at.core(1).len() > 1;
        return Some(Claim::word(bare).then(1, name).without_dot_if(dotted));
    }
    Some(Claim::word(manner.clock(&written, told)))
}

/// The clock of an ISO 8601 time: "13:45:00Z".
pub(super) fn stamp(manner: &Manner, text: &str) -> Option<String> {
    let clock = text.trim_end_matches('Z');
    let zoned = clock.len() < text.len();
    let clock = clock.split(['+', '.']).next().unwrap_or(clock);
    let plain = clock.len() == text.len() || zoned || clock.len() >= 5;
    let written = Written::of(clock, false).filter(|_| plain)?;
    let said = manner.clock(
        &Written {
            second: None,
            ..written
        },
        false,
    );
    Some(if zoned { format!("{said} UTC") } else { said })
}

impl Written {
    /// "9:05", "9h05", "9h05min", "14h"; "14.30" only where it is `told` to be a time.
    fn of(text: &str, told: bool) -> Option<Self> {
        let (hour, rest) = digits(text);
        let valid = (1..=2).contains(&hour.len()) && value(hour) <= 24;
        let hour = Some(value(hour)).filter(|_| valid)?;
        let mut written = Self {
            hour,
            minute: 0,
            second: None,
            marked: rest.starts_with('h'),
            lone: rest.is_empty(),
        };
        if matches!(rest, "" | "h" | "hs" | "hrs") {
            return Some(written);
        }
        let mark = rest.chars().next()?;
        let parts = matches!(mark, ':' | 'h') || (mark == '.' && told);
        if !parts {
            return None;
        }
        let (minute, rest) = sixty(&rest[1..])?;
        written.minute = minute;
        match rest {
            "" => {}
            "h" | "hs" | "min" | "m" => written.marked = true,
            _ => {
                let rest = rest
                    .strip_prefix([':', 'm'])
                    .or_else(|| rest.strip_prefix("min"))?;
                let (second, rest) = sixty(rest)?;
                written.second = Some(second);
                matches!(rest, "" | "s").then_some(())?;
            }
        }
        Some(written)
    }
}

/// The minutes or seconds that `text` begins with.
fn sixty(text: &str) -> Option<(usize, &str)> {
    let (two, rest) = text.split_at_checked(2)?;
    let valid = is_digits(two) && value(two) < 60;
    valid.then(|| (value(two), rest))
}

impl Manner {
    /// Whether the words before say that a time follows.
    fn is_told(&self, at: &At<'_>) -> bool {
        let near = at.after_earlier(1).is_empty();
        let before = at.earlier(1).to_lowercase();
        near && self.clock.before.contains(&before.as_str())
    }

    /// A feminine number: hours are she.
    fn hour(&self, hour: usize) -> String {
        self.numbers
            .cardinal(&hour.to_string(), Form::Before(Gender::Feminine))
    }

    /// "nueve y cinco", "catorce treinta", "catorce".
    fn bare(&self, written: &Written) -> String {
        let hour = self.hour(written.hour);
        let minute = self
            .numbers
            .cardinal(&written.minute.to_string(), Form::Alone);
        match written.minute {
            0 => hour,
            1..10 => format!("{hour} {} {minute}", self.clock.and),
            _ => format!("{hour} {}{minute}", self.clock.link),
        }
    }

    /// What is said where nothing but the time is written; `told` after "las".
    fn clock(&self, written: &Written, told: bool) -> String {
        let hours = self.clock.hour[usize::from(written.hour != 1)];
        if written.minute == 0 {
            let hour = self.hour(written.hour);
            let bare = told && !written.marked && (1..=12).contains(&written.hour);
            return if bare {
                hour
            } else {
                format!("{hour} {hours}")
            };
        }
        if written.marked && !told {
            return self.spans(&[
                (written.hour, self.clock.hour),
                (written.minute, self.clock.minute),
            ]);
        }
        self.bare(written)
    }

    /// "dos horas, cinco minutos y treinta y tres segundos".
    fn duration(&self, written: &Written, second: usize) -> String {
        self.spans(&[
            (written.hour, self.clock.hour),
            (written.minute, self.clock.minute),
            (second, self.clock.second),
        ])
    }

    fn spans(&self, parts: &[(usize, [&str; 2])]) -> String {
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        let mut said: Vec<String> = parts
            .map(|(count, names)| self.span(*count, *names))
            .collect();
        let last = said.pop().unwrap_or_default();
        match said.is_empty() {
            true => last,
            false => format!("{} {} {last}", said.join(" "), self.clock.and),
        }
    }

    fn span(&self, count: usize, names: [&str; 2]) -> String {
        let she = names[0].ends_with('a');
        let gender = if she {
            Gender::Feminine
        } else {
            Gender::Masculine
        };
        let number = self
            .numbers
            .cardinal(&count.to_string(), Form::Before(gender));
        format!("{number} {}", names[usize::from(count != 1)])
    }

    /// "a. m.", "p.m.": what half of the day it is, and how many items say so.
    fn half_of_day(&self, at: &At<'_>, written: &Written) -> Option<(&'static str, usize)> {
        if !at.runs_on(0) || !(1..=12).contains(&written.hour) {
            return None;
        }
        let (letter, taken) = match at.core(1) {
            "am" | "AM" | "a.m" | "A.M" => ('a', 1),
            "pm" | "PM" | "p.m" | "P.M" => ('p', 1),
            "a" | "p"
                if at.after(1) == "." && at.core(2) == "m" && at.after(2).starts_with('.') =>
            {
                (at.core(1).chars().next()?, 2)
            }
            _ => return None,
        };
        let [night, morning, noon, afternoon, evening] = self.clock.halves;
        let half = match (letter, written.hour) {
            ('a', 12 | 1..6) => night,
            ('a', _) => morning,
            (_, 12) => noon,
            (_, 1..7) => afternoon,
            _ => evening,
        };
        Some((half, taken))
    }
}

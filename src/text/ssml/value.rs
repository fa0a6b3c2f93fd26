//! The values of SSML's attributes.

use super::super::Manner;

/// Longest break, in milliseconds.
const LONGEST_BREAK: f64 = 10_000.0;

/// The silence of `<break time strength>`, in milliseconds.
pub(super) fn silence(time: Option<&str>, strength: Option<&str>) -> Result<u32, String> {
    if let Some(time) = time {
        let (number, scale) = match time.trim() {
            time if time.ends_with("ms") => (&time[..time.len() - 2], 1.0),
            time if time.ends_with('s') => (&time[..time.len() - 1], 1000.0),
            time => (time, f64::NAN),
        };
        let length = number.parse::<f64>().unwrap_or(f64::NAN) * scale;
        return match length {
            length if (0.0..=LONGEST_BREAK).contains(&length) => Ok(length.round() as u32),
            length if length > LONGEST_BREAK => {
                Err(format!("a break of {time:?}; the limit is 10s"))
            }
            _ => Err(format!(
                "{time:?} is no time; write one such as \"500ms\" or \"1.5s\""
            )),
        };
    }
    match strength.map_or("medium", str::trim) {
        "none" => Ok(0),
        "x-weak" | "weak" => Ok(120),
        "medium" => Ok(350),
        "strong" => Ok(750),
        "x-strong" => Ok(1_200),
        other => Err(format!(
            "the strength {other:?} is not known; there are none, x-weak, weak, medium, strong and x-strong"
        )),
    }
}

/// `manner` at the rate of `<prosody rate>`.
pub(super) fn rate(manner: Manner, value: &str) -> Result<Manner, String> {
    let value = value.trim();
    let own = match value {
        "default" | "medium" => {
            return Ok(Manner {
                rate: 100,
                ..manner
            });
        }
        "x-slow" => Some(0.5),
        "slow" => Some(0.8),
        "fast" => Some(1.25),
        "x-fast" => Some(1.75),
        _ => percent(value).or_else(|| value.parse::<f64>().ok()),
    };
    match own.filter(|own| *own > 0.0 && own.is_finite()) {
        Some(own) => Ok(Manner {
            rate: (f64::from(manner.rate) * own).round().clamp(25.0, 400.0) as u16,
            ..manner
        }),
        None => Err(format!(
            "the rate {value:?} is not known; write a percentage such as \"80%\" or \"+20%\", or x-slow, slow, medium, fast or x-fast"
        )),
    }
}

/// "80%" is 0.8, "+20%" 1.2, "-20%" 0.8.
fn percent(value: &str) -> Option<f64> {
    let number = value.strip_suffix('%')?;
    let share = number.parse::<f64>().ok()? / 100.0;
    Some(if number.starts_with(['+', '-']) {
        1.0 + share
    } else {
        share
    })
}

/// `manner` at the volume of `<prosody volume>`.
pub(super) fn volume(manner: Manner, value: &str) -> Result<Manner, String> {
    let value = value.trim();
    let decibels = match value {
        "silent" => None,
        "x-soft" => Some(-12.0),
        "soft" => Some(-6.0),
        "medium" | "default" => Some(0.0),
        "loud" => Some(3.0),
        "x-loud" => Some(6.0),
        _ => more(manner, value).ok_or_else(|| {
            format!(
                "the volume {value:?} is not known; write decibels such as \"-6dB\", or silent, x-soft, soft, medium, loud or x-loud"
            )
        })?,
    };
    let gain = match decibels.filter(|decibels| *decibels > -100.0) {
        None => Manner::SILENT,
        Some(decibels) => (decibels * 100.0).round().min(f64::from(Manner::LOUDEST)) as i16,
    };
    Ok(Manner { gain, ..manner })
}

/// What is measured from the volume around: decibels, and percent; SSML 1.0's number from
/// 0 to 100 is a share of the loudest it knew, which is our own loudness. `None` inside:
/// silence.
fn more(manner: Manner, value: &str) -> Option<Option<f64>> {
    let around = (manner.gain != Manner::SILENT).then(|| f64::from(manner.gain) / 100.0);
    if let Some(decibels) = value.strip_suffix("dB") {
        let decibels = decibels
            .trim()
            .parse::<f64>()
            .ok()
            .filter(|db| db.is_finite())?;
        return Some(around.map(|around| around + decibels));
    }
    let share = match percent(value) {
        Some(share) => share,
        None => {
            value
                .parse::<f64>()
                .ok()
                .filter(|number| (0.0..=100.0).contains(number))?
                / 100.0
        }
    };
    let is_relative = value.starts_with(['+', '-']) && value.ends_with('%');
    let base = if is_relative { around } else { Some(0.0) };
    if !(0.0..=10.0).contains(&share) {
        return None;
    }
    Some(
        base.filter(|_| share > 0.0)
            .map(|base| base + 20.0 * share.log10()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_are_as_long_as_they_say() {
        let table = [
            (Some("500ms"), None, Ok(500)),
            (Some("1.5s"), Some("none"), Ok(1_500)),
            (Some("0"), None, Err(())),
            (Some("10s"), None, Ok(10_000)),
            (Some("10.1s"), None, Err(())),
            (Some("-1s"), None, Err(())),
            (Some("NaNs"), None, Err(())),
            (Some("infs"), None, Err(())),
            (None, None, Ok(350)),
            (None, Some("none"), Ok(0)),
            (None, Some("huge"), Err(())),
        ];
        for (time, strength, expected) in table {
            let found = silence(time, strength).map_err(|_| ());
            assert_eq!(found, expected, "{time:?} {strength:?}");
        }
    }

    #[test]
    fn rates_multiply_and_volumes_add() {
        let half = Manner {
            rate: 50,
            gain: -600,
        };
        let rates = [
            ("80%", Some(40)),
            ("+20%", Some(60)),
            ("-20%", Some(40)),
            ("1.5", Some(75)),
            ("medium", Some(100)),
            ("1%", Some(25)),
            ("1e300%", Some(400)),
            ("0%", None),
            ("-100%", None),
            ("NaN", None),
            ("quick", None),
        ];
        for (value, expected) in rates {
            assert_eq!(
                rate(half, value).ok().map(|own| own.rate),
                expected,
                "{value}"
            );
        }
        let volumes = [
            ("+6dB", Some(0)),
            ("-6.5dB", Some(-1_250)),
            ("+90dB", Some(600)),
            ("-900dB", Some(Manner::SILENT)),
            ("silent", Some(Manner::SILENT)),
            ("soft", Some(-600)),
            ("50", Some(-602)),
            ("100", Some(0)),
            ("0", Some(Manner::SILENT)),
            ("-50%", Some(-1_202)),
            ("101", None),
            ("NaNdB", None),
            ("whisper", None),
        ];
        for (value, expected) in volumes {
            assert_eq!(
                volume(half, value).ok().map(|own| own.gain),
                expected,
                "{value}"
            );
        }
        assert_eq!(Manner::default().factor(), 1.0);
        assert_eq!(
            Manner {
                rate: 100,
                gain: Manner::SILENT
            }
            .factor(),
            0.0
        );
        assert!(
            (Manner {
                rate: 100,
                gain: 600
            }
            .factor()
                - 1.995)
                .abs()
                < 1e-3
        );
    }
}

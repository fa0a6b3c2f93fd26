//! Digits → a number, by the marks of a language.

/// How a language writes long and broken numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    /// Between groups of three digits.
    pub(super) group: &'static [char],
    /// Before the fraction.
    pub(super) point: char,
}

/// A number as it is written; its digits are never turned into a machine's number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Figure {
    /// What stands before it: `-`, `−`, `+`, `±`, `~`, `<`.
    pub(super) sign: Option<char>,
    /// Digits before the point, group marks left out.
    pub(super) whole: String,
    /// Digits after the point; `None` without one.
    pub(super) fraction: Option<String>,
    /// Whether its digits stood in groups.
    pub(super) grouped: bool,
}

impl Figure {
    /// The number `text` begins with, and what follows it.
    pub(super) fn prefix(text: &str, marks: Marks) -> Option<(Self, &str)> {
        let (first, mut rest) = digits(text);
        let mut figure = Figure {
            whole: first.to_owned(),
            ..Figure::default()
        };
        if first.is_empty() {
            return None;
        }
        while let Some(after) = figure.next_group(rest, marks) {
            rest = after;
        }
        let point = rest.strip_prefix(marks.point).map(digits);
        if let Some((fraction, after)) = point.filter(|(fraction, _)| !fraction.is_empty()) {
            figure.fraction = Some(fraction.to_owned());
            rest = after;
        }
        Some((figure, rest))
    }

    /// Takes ",234" from `rest` where it is a group of this number.
    fn next_group<'t>(&mut self, rest: &'t str, marks: Marks) -> Option<&'t str> {
        let open = self.grouped || (1..=3).contains(&self.whole.len());
        let (group, after) = digits(rest.strip_prefix(marks.group)?);
        if !open || group.len() != 3 || (!self.grouped && self.whole.starts_with('0')) {
            return None;
        }
        self.whole.push_str(group);
        self.grouped = true;
        Some(after)
    }

    /// Whether it is exactly one.
    pub(super) fn is_one(&self) -> bool {
        self.whole == "1" && self.fraction.is_none()
    }
}

/// The ASCII digits `text` begins with, and the rest.
pub(super) fn digits(text: &str) -> (&str, &str) {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at(end)
}

/// Whether `text` is digits and nothing else.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What at most six digits are worth.
pub(super) fn value(digits: &str) -> usize {
    let digits = digits.bytes().take(6);
    digits.fold(0, |sum, byte| {
        sum * 10 + usize::from(byte.wrapping_sub(b'0') % 10)
    })
}

/// The plain digit of a raised one: "x²".
pub(super) fn raised(ch: char) -> Option<char> {
    let at = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|known| known == ch)?;
    char::from_digit(u32::try_from(at).ok()?, 10)
}

/// The plain digit of a lowered one: "CO₂".
pub(super) fn lowered(ch: char) -> Option<char> {
    char::from_digit(u32::from(ch).checked_sub(u32::from('₀'))?, 10)
}

/// The top and the bottom of a fraction that is one sign: "¾".
pub(super) fn vulgar(sign: &str) -> Option<(&'static str, &'static str)> {
    Some(match sign {
        "½" => ("1", "2"),
        "⅓" => ("1", "3"),
        "⅔" => ("2", "3"),
        "¼" => ("1", "4"),
        "¾" => ("3", "4"),
        "⅕" => ("1", "5"),
        "⅛" => ("1", "8"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_ends_where_its_marks_end() {
        let marks = Marks {
            group: &[','],
            point: '.',
        };
        let table = [
            ("12km", "12", None, "km"),
            ("1,234,567.89", "1234567", Some("89"), ""),
            ("1,23", "1", None, ",23"),
            ("1234,567", "1234", None, ",567"),
            ("0,123", "0", None, ",123"),
            ("2.0.1", "2", Some("0"), ".1"),
            ("5.", "5", None, "."),
        ];
        for (text, whole, fraction, rest) in table {
            let (figure, after) = Figure::prefix(text, marks).unwrap_or_default();
            let found = (figure.whole.as_str(), figure.fraction.as_deref(), after);
            assert_eq!(found, (whole, fraction, rest), "{text}");
        }
        assert_eq!(Figure::prefix("km", marks), None);
    }
}

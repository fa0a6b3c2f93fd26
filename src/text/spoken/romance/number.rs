//! What stands around the words of a number: digits one by one, signs, the fraction.

use super::super::figure::Figure;

/// The words of a language around numbers.
#[derive(Clone, Copy)]
pub(in super::super) struct Words {
    /// The ten digits, and what may follow them.
    pub(in super::super) digits: &'static [&'static str],
    /// Before a fraction written with a comma.
    pub(in super::super) comma: &'static str,
    /// Before a fraction written with a dot.
    pub(in super::super) dot: &'static str,
    /// `-`
    pub(in super::super) minus: &'static str,
    /// `+`
    pub(in super::super) plus: &'static str,
    /// `±`
    pub(in super::super) plus_minus: &'static str,
    /// `~`
    pub(in super::super) about: &'static str,
    /// `<`
    pub(in super::super) less: &'static str,
    /// `>`
    pub(in super::super) more: &'static str,
}

/// From this many digits without groups on they are read one by one.
const UNGROUPED: usize = 13;
/// Longest fraction that is said as one number.
const FRACTION: usize = 3;

/// Whether a figure has more digits than anybody counts, and no groups.
pub(in super::super) fn is_flood(figure: &Figure) -> bool {
    !figure.grouped && figure.whole.len() >= UNGROUPED
}

/// Whether a figure begins with zeros: "007".
pub(in super::super) fn is_padded(figure: &Figure) -> bool {
    figure.whole.len() > 1 && figure.whole.starts_with('0')
}

impl Words {
    /// "dos cero uno".
    pub(in super::super) fn digits(&self, text: &str) -> String {
        let digits = text.bytes().filter(u8::is_ascii_digit);
        let words = digits.map(|byte| self.digits[usize::from(byte - b'0')]);
        words.collect::<Vec<_>>().join(" ")
    }

    /// Each zero in front, and what remains as one number: "cero cinco".
    pub(in super::super) fn padded(&self, text: &str, cardinal: impl Fn(&str) -> String) -> String {
        let rest = text.trim_start_matches('0');
        let zeros = self.digits(&text[..text.len() - rest.len()]);
        match (zeros.as_str(), rest) {
            (_, "") => zeros,
            ("", _) => cardinal(rest),
            _ => format!("{zeros} {}", cardinal(rest)),
        }
    }

    /// `whole` with the sign and the fraction of `figure`, whose mark is `point`;
    /// `padded` says a fraction of few digits.
    pub(in super::super) fn figure(
        &self,
        figure: &Figure,
        point: char,
        whole: &str,
        padded: impl Fn(&str) -> String,
    ) -> String {
        let sign = figure.sign.map_or("", |sign| self.sign(sign));
        let space = if sign.is_empty() { "" } else { " " };
        let Some(fraction) = &figure.fraction else {
            return format!("{sign}{space}{whole}");
        };
        let mark = if point == ',' { self.comma } else { self.dot };
        let fraction = match fraction.len() {
            ..=FRACTION => padded(fraction),
            _ => self.digits(fraction),
        };
        format!("{sign}{space}{whole} {mark} {fraction}")
    }

    fn sign(&self, sign: char) -> &'static str {
        match sign {
            '-' | '−' => self.minus,
            '+' => self.plus,
            '±' => self.plus_minus,
            '~' | '≈' => self.about,
            '<' => self.less,
            '>' => self.more,
            _ => "",
        }
    }
}

//! Numbers in words.

use super::super::super::figure::{Figure, is_digits};
use super::{Form, Gender};

/// The words of a language for numbers.
pub(in crate::text::spoken) struct Numbers {
    /// A whole number below a thousand of its greatest scale; digits only.
    pub(in crate::text::spoken) cardinal: fn(&str, Form) -> String,
    /// The ten digits.
    pub(in crate::text::spoken) digits: &'static [&'static str; 10],
    /// Most digits that have a name.
    pub(in crate::text::spoken) longest: usize,
    /// Before a fraction written with a comma, and with a dot.
    pub(in crate::text::spoken) comma: &'static str,
    pub(in crate::text::spoken) dot: &'static str,
    pub(in crate::text::spoken) minus: &'static str,
    pub(in crate::text::spoken) plus: &'static str,
    pub(in crate::text::spoken) plus_minus: &'static str,
    pub(in crate::text::spoken) about: &'static str,
    pub(in crate::text::spoken) less: &'static str,
    pub(in crate::text::spoken) more: &'static str,
}

/// From this many digits without groups on they are read one by one.
const UNGROUPED: usize = 13;
/// Longest fraction that is said as one number.
const FRACTION: usize = 3;

impl Numbers {
    /// A whole number; what is no number is left as it is.
    pub(in crate::text::spoken) fn cardinal(&self, text: &str, form: Form) -> String {
        if !is_digits(text) {
            return text.to_owned();
        }
        let significant = text.trim_start_matches('0');
        if significant.is_empty() {
            return self.digits[0].to_owned();
        }
        if significant.len() > self.longest {
            return self.digits(text);
        }
        (self.cardinal)(significant, form)
    }

    /// "dos cero uno".
    pub(in crate::text::spoken) fn digits(&self, text: &str) -> String {
        let digits = text.bytes().filter(u8::is_ascii_digit);
        let words = digits.map(|byte| self.digits[usize::from(byte - b'0')]);
        words.collect::<Vec<_>>().join(" ")
    }

    /// A number with its zeros before it: "cero cinco".
    pub(in crate::text::spoken) fn with_zeros(&self, text: &str, form: Form) -> String {
        let rest = text.trim_start_matches('0');
        let zeros = self.digits(&text[..text.len() - rest.len()]);
        match (zeros.is_empty(), rest.is_empty()) {
            (true, _) => self.cardinal(rest, form),
            (false, true) => zeros,
            (false, false) => format!("{zeros} {}", self.cardinal(rest, form)),
        }
    }

    /// A number as it is said before something, its sign included.
    pub(in crate::text::spoken) fn figure(
        &self,
        figure: &Figure,
        point: char,
        form: Form,
    ) -> String {
        let zeros = figure.whole.len() > 1 && figure.whole.starts_with('0');
        let flood = !figure.grouped && figure.whole.len() >= UNGROUPED;
        let whole = match (&figure.fraction, form) {
            _ if zeros || flood => self.digits(&figure.whole),
            _ if figure.whole.is_empty() => self.digits[0].to_owned(),
            (Some(_), Form::Before(Gender::Masculine)) => self.cardinal(&figure.whole, Form::Alone),
            _ => self.cardinal(&figure.whole, form),
        };
        let sign = figure.sign.map_or("", |sign| self.sign(sign));
        let space = if sign.is_empty() { "" } else { " " };
        let Some(fraction) = &figure.fraction else {
            return format!("{sign}{space}{whole}");
        };
        let mark = if point == ',' { self.comma } else { self.dot };
        let fraction = if fraction.len() > FRACTION {
            self.digits(fraction)
        } else {
            self.with_zeros(fraction, form)
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

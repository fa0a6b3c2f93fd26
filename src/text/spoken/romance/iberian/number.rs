//! Numbers in words.

use super::super::super::figure::{Figure, is_digits};
use super::super::number::{Words, is_flood, is_padded};
use super::{Form, Gender};

/// The words of a language for numbers.
pub(in crate::text::spoken) struct Numbers {
    /// A whole number below a thousand of its greatest scale; digits only.
    pub(in crate::text::spoken) cardinal: fn(&str, Form) -> String,
    /// Most digits that have a name.
    pub(in crate::text::spoken) longest: usize,
    /// What stands around them.
    pub(in crate::text::spoken) words: Words,
}

impl Numbers {
    /// A whole number; what is no number is left as it is.
    pub(in crate::text::spoken) fn cardinal(&self, text: &str, form: Form) -> String {
        if !is_digits(text) {
            return text.to_owned();
        }
        let significant = text.trim_start_matches('0');
        if significant.is_empty() {
            return self.words.digits[0].to_owned();
        }
        if significant.len() > self.longest {
            return self.digits(text);
        }
        (self.cardinal)(significant, form)
    }

    /// "dos cero uno".
    pub(in crate::text::spoken) fn digits(&self, text: &str) -> String {
        self.words.digits(text)
    }

    /// A number with its zeros before it: "cero cinco".
    pub(in crate::text::spoken) fn with_zeros(&self, text: &str, form: Form) -> String {
        self.words.padded(text, |rest| self.cardinal(rest, form))
    }

    /// A number as it is said before something, its sign included.
    pub(in crate::text::spoken) fn figure(
        &self,
        figure: &Figure,
        point: char,
        form: Form,
    ) -> String {
        let whole = match (&figure.fraction, form) {
            _ if is_padded(figure) || is_flood(figure) => self.digits(&figure.whole),
            _ if figure.whole.is_empty() => self.words.digits[0].to_owned(),
            (Some(_), Form::Before(Gender::Masculine)) => self.cardinal(&figure.whole, Form::Alone),
            _ => self.cardinal(&figure.whole, form),
        };
        let small = |fraction: &str| self.with_zeros(fraction, form);
        self.words.figure(figure, point, &whole, small)
    }
}

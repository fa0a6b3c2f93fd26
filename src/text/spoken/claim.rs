//! What a rule answers.

use super::at::At;

/// Written words taken, and what is said for them.
#[derive(Debug)]
pub(super) struct Claim {
    /// In the order of the text; each is one mark.
    pub(super) parts: Vec<Part>,
    /// The name of the rule that made it.
    pub(super) rule: &'static str,
}

/// Written words that are one mark, because they are spoken across each other.
#[derive(Debug)]
pub(super) struct Part {
    /// How many items it takes, pauses among them included.
    pub(super) taken: usize,
    /// What is said, words parted by white space.
    pub(super) words: String,
    /// A sign after the last item that belongs to the form and not to the sentence.
    shed: &'static str,
}

impl Claim {
    /// One written word, said as `words`.
    pub(super) fn word(words: impl Into<String>) -> Self {
        Self::of(1, words)
    }

    /// The next `taken` items, said as `words` across them all.
    pub(super) fn of(taken: usize, words: impl Into<String>) -> Self {
        let none = Self {
            parts: Vec::new(),
            rule: "",
        };
        none.then(taken, words)
    }

    /// And after them `taken` more, said as `words`.
    pub(super) fn then(mut self, taken: usize, words: impl Into<String>) -> Self {
        self.parts.push(Part {
            taken,
            words: words.into(),
            shed: "",
        });
        self
    }

    /// Without `sign` after what was added last: the dot of an abbreviation, the
    /// mark of feet. A dot that ends the sentence too stays.
    pub(super) fn without(mut self, sign: &'static str) -> Self {
        if let Some(last) = self.parts.last_mut() {
            last.shed = sign;
        }
        self
    }

    /// Without the dot after what was added last, if `abbreviated`.
    pub(super) fn without_dot_if(self, abbreviated: bool) -> Self {
        if abbreviated { self.without(".") } else { self }
    }
}

impl Part {
    /// The punctuation that stays after the item at `last`.
    pub(super) fn kept(&self, at: &At<'_>, last: usize) -> String {
        let after = at.after(last);
        match self.shed {
            "" => after.to_owned(),
            "." if !at.has(last + 2) => after.to_owned(),
            sign => after.replacen(sign, "", 1),
        }
    }
}

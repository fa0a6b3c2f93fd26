//! Written words, and where they stand in a text.

use super::super::super::Span;
use super::super::super::word;
use super::super::At;
use super::super::item::{self, Item};
use super::draft::{Case, Draft, Said, Written};
use super::{Heard, Reading};

/// Written words, cut as a text is cut.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Never empty; the first is a word.
    words: Vec<Word>,
    case: Case,
    /// What is said for it may be followed by an 's.
    owns: bool,
}

/// One written word, or a pause between two.
#[derive(Clone, Debug)]
struct Word {
    core: String,
    folded: String,
    before: String,
    after: String,
    spaced: bool,
}

impl Phrase {
    pub(super) fn of(draft: &Draft) -> Result<Self, String> {
        let (Written::Words(text) | Written::Pattern(text)) = &draft.written;
        let tokens = word::tokens(text, Span::new(0, text.len()));
        let items = item::group(text, &tokens);
        let words: Vec<Word> = items.iter().map(Word::of).collect();
        if words.first().is_none_or(|word| word.core.is_empty()) {
            return Err(format!(
                "{text:?} has no letter, digit or sign that is ever spoken"
            ));
        }
        Ok(Self {
            words,
            case: draft.case(),
            owns: matches!(draft.said, Said::Alias(_)),
        })
    }

    /// Its first word, in lower case.
    pub(super) fn first(&self) -> &str {
        &self.words[0].folded
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn is_exact(&self) -> bool {
        self.case == Case::Exact
    }

    /// Where it stands at a place, with the punctuation around it that is not its own.
    pub(super) fn find(&self, at: &At<'_>) -> Option<Found> {
        let last = self.words.len() - 1;
        let inner = |offset: usize| {
            let (word, item) = (&self.words[offset], at.item(offset)?);
            let spaced = offset == 0 || word.spaced == item.spaced;
            let before = offset == 0 || word.before == item.before();
            let after = offset == last || word.after == item.after();
            let same = offset == last || self.is_same(word, item.core());
            (spaced && before && after && same).then_some(())
        };
        (0..=last)
            .try_for_each(|offset| inner(offset).ok_or(()))
            .ok()?;
        let suffix = self.suffix(at.core(last))?;
        let before = at.before(0).strip_suffix(self.words[0].before.as_str())?;
        let own = self.words[last].after.as_str();
        let after = at.after(last).strip_prefix(own)?;
        // The dot of an abbreviation ends its sentence too.
        let dot = if own == "." && !at.has(last + 2) {
            "."
        } else {
            ""
        };
        Some(Found {
            taken: self.words.len(),
            before: before.to_owned(),
            suffix: suffix.to_owned(),
            after: format!("{dot}{after}"),
        })
    }

    fn is_same(&self, word: &Word, core: &str) -> bool {
        match self.case {
            Case::Exact => word.core == core,
            Case::Any => word.folded == core.to_lowercase(),
        }
    }

    /// What the last written word has more than the phrase: nothing, or its 's.
    fn suffix<'c>(&self, core: &'c str) -> Option<&'c str> {
        let last = self.words.last()?;
        if self.is_same(last, core) {
            return Some("");
        }
        let owner = owner(core).filter(|owner| self.owns && self.is_same(last, owner))?;
        Some(&core[owner.len()..])
    }
}

/// "nginx" of "nginx's".
pub(super) fn owner(word: &str) -> Option<&str> {
    let endings = ["'s", "’s", "'S", "’S"].into_iter();
    let mut owners = endings.filter_map(|ending| word.strip_suffix(ending));
    owners.next().filter(|owner| !owner.is_empty())
}

impl Word {
    fn of(item: &Item<'_>) -> Self {
        Self {
            core: item.core().to_owned(),
            folded: item.core().to_lowercase(),
            before: item.before().to_owned(),
            after: item.after().to_owned(),
            spaced: item.spaced,
        }
    }
}

/// A phrase at a place.
pub(super) struct Found {
    taken: usize,
    before: String,
    suffix: String,
    after: String,
}

impl Found {
    pub(super) fn read(self, said: &Said) -> Reading {
        Reading {
            taken: self.taken,
            before: self.before,
            after: self.after,
            said: match said {
                Said::Alias(alias) => Heard::Text(format!("{alias}{}", self.suffix)),
                Said::Sounds(sounds) => Heard::Sounds(sounds.clone()),
            },
        }
    }
}

//! What is written → what is said: "$1.5 billion" becomes "one point five billion dollars".
//!
//! A rule is a pure function. It looks at a written word and its neighbours and claims
//! some of them, or leaves them alone. The first rule of a language's list that claims
//! has them, so the order of the list is the policy; what no rule claims goes to the
//! engine as it is written. No rule sees or makes a span: [`write`] gives every spoken
//! word the joint span of the written words it was claimed for, so none is ever lost.
//!
//! The way of a rule: a language's folder lists its rules and brings its words;
//! `romance/` has what four languages share, `form/` what any language says alike but
//! for its words; `at`, `figure` and `item` are what all of them read.

mod at;
mod claim;
mod emoji;
mod english;
mod figure;
mod form;
mod french;
mod german;
mod italian;
mod item;
mod lexicon;
mod list;
mod portuguese;
mod reading;
mod romance;
mod russian;
mod spanish;

use std::borrow::Cow;

use at::At;
use claim::{Claim, Part};
pub use emoji::Emoji;
pub(super) use emoji::is_pictograph;
pub(super) use lexicon::Listener;
pub use lexicon::{Boundary, Case, Draft, Lexicon, Said, Written};

use super::Pronunciation;
use super::Span;
use super::Word;
use super::clause;
use super::clean;
use super::language;
use super::word::Token;

/// What one family of written forms sounds like.
struct Rule {
    /// The family, for whoever asks why something is said as it is.
    name: &'static str,
    /// Claims the written words from a place on.
    read: fn(&At<'_>) -> Option<Claim>,
}

/// An entry of a language's list.
const fn rule(name: &'static str, read: fn(&At<'_>) -> Option<Claim>) -> Rule {
    Rule { name, read }
}

/// The rules of one language.
struct Tongue {
    /// Primary subtag.
    language: &'static str,
    /// In order: the first that claims has the word.
    rules: &'static [Rule],
}

const TONGUES: &[Tongue] = &[
    Tongue {
        language: "en",
        rules: english::RULES,
    },
    Tongue {
        language: "de",
        rules: german::RULES,
    },
    Tongue {
        language: "fr",
        rules: french::RULES,
    },
    Tongue {
        language: "it",
        rules: italian::RULES,
    },
    Tongue {
        language: "es",
        rules: spanish::RULES,
    },
    Tongue {
        language: "pt",
        rules: portuguese::RULES,
    },
    Tongue {
        language: "ru",
        rules: russian::RULES,
    },
];

/// Longest written word a rule is shown, in bytes; what is longer is no number and no
/// address that anybody could follow, and the bound keeps the rules' work linear.
const LONGEST_WRITTEN: usize = 200;
/// Longest reading of words that are spoken across each other, in the measure of
/// `clause`: so that a clause always finds a place between two of them.
const LONGEST_SPOKEN: usize = 200;

/// What is known of a text besides its language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given<'g> {
    /// The site's own readings.
    pub(super) lexicon: &'g Lexicon,
    /// Sounds that the author gives for pieces of the text; in order, not overlapping.
    pub(super) sounds: &'g [(Span, Pronunciation)],
}

impl Given<'_> {
    /// The sounds for what stands at `place`.
    fn sounds(&self, place: Span) -> Option<&(Span, Pronunciation)> {
        let after = self
            .sounds
            .partition_point(|(span, _)| span.end <= place.start);
        let found = self.sounds.get(after)?;
        (found.0.start < place.end).then_some(found)
    }
}

/// Reads `tokens`, words of one language, as a person would say them; what the author
/// says of them comes first, then what the site's lexicon does.
pub(super) fn speak<'k>(
    text: &str,
    tokens: &'k [Token],
    listener: &Listener<'_>,
    given: &Given<'_>,
) -> Cow<'k, [Token]> {
    let reader = Reader::new(text, tokens, listener, given);
    if reader.changes_nothing() {
        return Cow::Borrowed(tokens);
    }
    let items = item::group(text, tokens);
    let (region, country) = (Region::of(listener.language), country(listener.language));
    let mut spoken = Vec::with_capacity(tokens.len());
    let (mut index, mut was_claimed) = (0, false);
    while index < items.len() {
        let at = At::new(&items, index, region).within(country);
        if reader.is_silent(&at) {
            index += 1;
            continue;
        }
        let start = spoken.len();
        let taken = reader.read(&at, &mut spoken);
        let is_claimed = taken.is_some();
        index += taken.unwrap_or_else(|| {
            spoken.extend_from_slice(&tokens[items[index].tokens.clone()]);
            1
        });
        // What was read as words can no longer lean on its neighbour.
        if let Some(first) = spoken.get_mut(start) {
            first.word.spaced |= is_claimed || was_claimed;
        }
        was_claimed = is_claimed;
    }
    // A sentence of emoji that nobody is to hear leaves its punctuation alone.
    if reader.pictured && spoken.iter().all(|token| token.word.span.is_none()) {
        spoken.clear();
    }
    Cow::Owned(spoken)
}

/// Who may say how a word is read, in order: the author, the site's lexicon, the names
/// of emoji, the rules of the language.
struct Reader<'r> {
    text: &'r str,
    listener: &'r Listener<'r>,
    given: &'r Given<'r>,
    primary: &'r str,
    tongue: Option<&'static Tongue>,
    /// Whether there is an emoji anywhere.
    pictured: bool,
}

impl<'r> Reader<'r> {
    fn new(
        text: &'r str,
        tokens: &[Token],
        listener: &'r Listener<'r>,
        given: &'r Given<'r>,
    ) -> Self {
        let primary = language::primary(listener.language);
        let mut words = tokens.iter().map(|token| &token.word.spoken);
        Self {
            text,
            listener,
            given,
            primary,
            tongue: TONGUES.iter().find(|tongue| tongue.language == primary),
            pictured: words.any(|word| word.contains(is_pictograph)),
        }
    }

    fn changes_nothing(&self) -> bool {
        let Given { lexicon, sounds } = self.given;
        self.tongue.is_none() && lexicon.is_empty() && sounds.is_empty() && !self.pictured
    }

    fn is_silent(&self, at: &At<'_>) -> bool {
        self.pictured && self.given.lexicon.emoji() == Emoji::Silent && emoji::is_all(at)
    }

    /// Writes how the words from a place on are read and says how many items it took;
    /// `None`: they are said as they are written.
    fn read(&self, at: &At<'_>, spoken: &mut Vec<Token>) -> Option<usize> {
        reading::dictated(at, self.text, self.given, spoken)
            .or_else(|| reading::write(at, self.given.lexicon, self.listener, spoken))
            .or_else(|| {
                let claim = self.picture(at).or_else(|| self.tongue?.claim(at))?;
                Some(write(at, &claim, spoken))
            })
    }

    fn picture(&self, at: &At<'_>) -> Option<Claim> {
        if !self.pictured {
            return None;
        }
        emoji::read(at, self.primary).filter(|claim| is_bearable(at, claim))
    }
}

impl Tongue {
    /// The claim of the first rule that makes one an engine can bear.
    fn claim(&self, at: &At<'_>) -> Option<Claim> {
        if at.core(0).is_empty() || at.core(0).len() > LONGEST_WRITTEN {
            return None;
        }
        let claims = self.rules.iter().filter_map(|rule| {
            let claim = (rule.read)(at)?;
            Some(Claim {
                rule: rule.name,
                ..claim
            })
        });
        claims.take(1).find(|claim| is_bearable(at, claim))
    }
}

fn is_bearable(at: &At<'_>, claim: &Claim) -> bool {
    let says = |part: &Part| {
        let length: usize = part.words.split_whitespace().map(clause::weigh).sum();
        length > 0 && length <= LONGEST_SPOKEN && part.taken > 0
    };
    let mut end = 0;
    let whole = claim.parts.iter().all(|part| {
        let start = end;
        end += part.taken;
        (start..end).any(|offset| at.span(offset).is_some())
    });
    whole && at.has(end) && claim.parts.iter().all(says)
}

/// Writes the words of `claim` and says how many items it took.
fn write(at: &At<'_>, claim: &Claim, spoken: &mut Vec<Token>) -> usize {
    let mut offset = 0;
    for part in &claim.parts {
        write_part(at, offset, part, claim.rule, spoken);
        offset += part.taken;
    }
    offset
}

fn write_part(
    at: &At<'_>,
    offset: usize,
    part: &Part,
    rule: &'static str,
    spoken: &mut Vec<Token>,
) {
    let last = offset + part.taken - 1;
    let Some(place) = Place::of(at, offset, part.taken) else {
        return;
    };
    let before = item::outside(at.before(offset));
    let said = format!("{before}{}{}", part.words, part.kept(at, last));
    for word in said.split_whitespace() {
        for spoken_word in clean::break_up(word.to_owned()) {
            spoken.push(place.token(spoken_word, rule));
        }
    }
}

/// Where words stand that are one mark.
#[derive(Clone, Copy)]
struct Place {
    span: Span,
    extent: Span,
}

impl Place {
    /// The place of the `taken` items from `offset` on; `None` where there is no word.
    fn of(at: &At<'_>, offset: usize, taken: usize) -> Option<Self> {
        let items = || (offset..offset + taken).filter_map(|offset| at.item(offset));
        let extents = items().map(|item| item.extent);
        let spans = items().filter_map(|item| item.span);
        Some(Self {
            extent: extents.reduce(|all, one| all.join(one))?,
            span: spans.reduce(|all, one| all.join(one))?,
        })
    }

    fn token(&self, spoken: String, rule: &'static str) -> Token {
        Token {
            word: Word {
                spoken,
                span: Some(self.span),
                spaced: true,
                rule: Some(rule),
                pronunciation: None,
            },
            extent: self.extent,
        }
    }
}

/// The region subtag of `tag`: two letters, or three digits.
fn country(tag: &str) -> &str {
    let is_region = |part: &&str| {
        part.len() == 2 || (part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    tag.split('-').skip(1).find(is_region).unwrap_or_default()
}

/// Whose habits a text in a language follows, by the region of its tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Region {
    /// None, or the United States and who writes like them.
    American,
    /// Belgium and who counts like it: "septante".
    Belgian,
    /// Switzerland: 1'234.
    Swiss,
    Other,
}

impl Region {
    fn of(tag: &str) -> Self {
        let region = tag.split('-').skip(1).find(|part| part.len() == 2);
        match region {
            None | Some("US" | "PH" | "LR" | "PR") => Region::American,
            Some("BE" | "CD" | "RW" | "BI") => Region::Belgian,
            Some("CH" | "LI") => Region::Swiss,
            Some(_) => Region::Other,
        }
    }
}

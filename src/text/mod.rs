//! Passage → segments: what is spoken in one breath, and where it stands.
//!
//! Pure functions, no engine. A [`Passage`] is what somebody asked to hear; a
//! [`Segment`] is one sentence of it, the unit of work, cache, play and retry.
//! Every [`Word`] keeps the place of the written word it came from.

mod block;
mod check;
mod clause;
mod clean;
mod cluster;
pub mod inline;
mod language;
mod piece;
mod run;
mod sentence;
pub mod span;
mod spoken;
mod word;

use std::ops::Range;

pub use check::{Finding, FindingKind, findings};
pub use inline::Inline;
use run::{Style, Styles};
pub use span::{Span, Utf16, Utf16Span};
use spoken::Listener;
pub use spoken::{Boundary, Case, Draft, Lexicon, Said, Written};
use word::Token;

/// What somebody asked to hear.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// The author's text, untouched: every span points into it.
    pub text: String,
    /// BCP 47 tag of the text, where the caller or the page gave one.
    pub language: Option<String>,
    /// Parts with a language, voice or kind of their own; in order, not overlapping.
    pub runs: Vec<Run>,
    /// What `[[` means in it.
    pub inline: Inline,
}

/// A part of a passage that differs from the rest.
#[derive(Clone, Debug)]
pub struct Run {
    /// The part.
    pub span: Span,
    /// Its BCP 47 tag, if it has one of its own.
    pub language: Option<String>,
    /// Its voice id, if it has one of its own.
    pub voice: Option<String>,
    /// What it is in the page.
    pub kind: RunKind,
}

/// What a run is in the page it comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RunKind {
    /// Running text.
    #[default]
    Text,
    /// A heading: a block of its own, followed by a longer pause.
    Heading,
}

/// One unit of work: a sentence, or a clause of one that is too long to speak.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Where it stands in the author's text, white space around it left out.
    pub span: Span,
    /// What is said, in order.
    pub words: Vec<Word>,
    /// BCP 47 tag it is spoken in.
    pub language: String,
    /// Voice asked for by the run it stands in.
    pub voice: Option<String>,
    /// What kind of silence follows.
    pub pause: Pause,
}

/// One token the engine is given, with its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    /// What is said: letters with the punctuation attached to them, free of
    /// control, zero-width and bidi characters.
    pub spoken: String,
    /// The written word it came from, in the author's text, punctuation around it
    /// left out; `None` for a token of punctuation only. Neighbours that came from
    /// one written word carry equal spans and become one mark.
    pub span: Option<Span>,
    /// Whether white space stood before it (not so inside Chinese or Thai).
    pub spaced: bool,
    /// The rule that gave `spoken`; `None` for what is said as it is written. For
    /// whoever asks why; it changes no sound.
    pub rule: Option<&'static str>,
    /// How its letters sound, where somebody says so: the site's lexicon, a trusted
    /// caller. `None`: the voice finds out.
    pub pronunciation: Option<Box<Pronunciation>>,
}

/// The sounds of a word, given instead of left to the voice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Pronunciation {
    /// How `phonemes` are written.
    pub alphabet: Alphabet,
    /// Never empty; without `[[`, `]]` and control characters. Stress marks included.
    pub phonemes: String,
}

/// A way to write phonemes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Alphabet {
    /// The International Phonetic Alphabet, as espeak-ng writes it.
    Ipa,
    /// espeak-ng's own names for the phonemes of a language: `h@l'oU`.
    Espeak,
}

/// The silence after a segment; how long each lasts is the narrator's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pause {
    /// The sentence goes on: it was split at a clause, or the language changes.
    Clause,
    /// End of a sentence.
    Sentence,
    /// End of a block that is no paragraph: a list item, a line of verse.
    Block,
    /// End of a paragraph.
    Paragraph,
    /// After a heading.
    Heading,
}

impl Segment {
    /// What the engine is given: the words, single spaces where the author had
    /// white space, and the byte at which each word starts.
    pub fn spoken(&self) -> Spoken {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(self.words.len());
        let mut dictated = Vec::new();
        for word in &self.words {
            if word.spaced && !text.is_empty() {
                text.push(' ');
            }
            if let Some(pronunciation) = &word.pronunciation {
                let core = clean::core(&word.spoken);
                dictated.push(Dictated {
                    range: text.len() + core.start..text.len() + core.end,
                    pronunciation: (**pronunciation).clone(),
                });
            }
            starts.push(text.len());
            text.push_str(&word.spoken);
        }
        Spoken {
            text,
            starts,
            dictated,
        }
    }
}

/// A segment as one string for an engine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// The whole, words joined.
    pub text: String,
    /// Byte offset in `text` at which each word of the segment starts, in order.
    pub starts: Vec<usize>,
    /// The parts whose sounds are given, in order, not overlapping.
    pub dictated: Vec<Dictated>,
}

/// A part of a text whose sounds are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dictated {
    /// Bytes of the text: the letters of one word, without the punctuation around them.
    pub range: Range<usize>,
    /// What is heard there.
    pub pronunciation: Pronunciation,
}

/// Cuts a passage into segments, in order.
///
/// Costs time linear in the text. A passage with nothing to say gives none; after
/// its last sentence there is the pause of a sentence, whatever white space follows.
pub fn segment(passage: &Passage) -> Vec<Segment> {
    segment_for(passage, &Lexicon::default(), &mut |_| None)
}

/// As [`segment`], with the site's own readings. `voice_of` tells the id of the voice
/// that will speak a part; it is asked only where the lexicon names voices.
pub fn segment_for(
    passage: &Passage,
    lexicon: &Lexicon,
    voice_of: &mut dyn FnMut(&PartStyle<'_>) -> Option<String>,
) -> Vec<Segment> {
    match passage.inline {
        Inline::Text => cut(passage, lexicon, voice_of),
        Inline::Phonemes => inline::segment(passage, &mut |shadow| cut(shadow, lexicon, voice_of)),
    }
}

fn cut(
    passage: &Passage,
    lexicon: &Lexicon,
    voice_of: &mut dyn FnMut(&PartStyle<'_>) -> Option<String>,
) -> Vec<Segment> {
    let text = passage.text.as_str();
    let styles = Styles::of(passage);
    let mut script = Script::new(&styles, lexicon, voice_of);
    for block in block::cut(text) {
        for sentence in sentence::cut(text, block.span, &styles) {
            script.add(text, &word::tokens(text, sentence));
        }
        script.end_block(block.pause);
    }
    script.finish()
}

/// What decides who speaks a part of a passage.
#[derive(Clone, Copy, Debug)]
pub struct PartStyle<'s> {
    /// BCP 47 tag it is spoken in.
    pub language: &'s str,
    /// Voice asked for by the run it stands in.
    pub voice: Option<&'s str>,
    /// BCP 47 tag of the passage as a whole.
    pub passage: &'s str,
}

/// The segments so far.
struct Script<'s> {
    styles: &'s Styles,
    lexicon: &'s Lexicon,
    voice_of: &'s mut dyn FnMut(&PartStyle<'_>) -> Option<String>,
    segments: Vec<Segment>,
    /// How many of them stood before the block under way.
    finished: usize,
    /// Whether the last of them is a heading.
    heading: bool,
}

impl<'s> Script<'s> {
    fn new(
        styles: &'s Styles,
        lexicon: &'s Lexicon,
        voice_of: &'s mut dyn FnMut(&PartStyle<'_>) -> Option<String>,
    ) -> Self {
        Self {
            styles,
            lexicon,
            voice_of,
            segments: Vec::new(),
            finished: 0,
            heading: false,
        }
    }

    /// Adds a sentence: a segment for each language, voice and clause of it.
    fn add(&mut self, text: &str, sentence: &[Token]) {
        let mut rest = sentence;
        while let Some(style) = self.first_style(rest) {
            let (phrase, after) = rest.split_at(self.reach(rest, style));
            self.turn_heading(style.heading);
            let voice = self.voice_of(style);
            let listener = Listener {
                language: &style.language,
                voice: voice.as_deref(),
            };
            let spoken = spoken::speak(text, phrase, &listener, self.lexicon);
            let clauses = clause::cut(&spoken).into_iter();
            self.segments
                .extend(clauses.map(|clause| compose(clause, style)));
            rest = after;
        }
        if !sentence.is_empty() {
            self.pause(Pause::Sentence);
        }
    }

    /// Who will speak a part, where the lexicon wants to know.
    fn voice_of(&mut self, style: &Style) -> Option<String> {
        if !self.lexicon.names_voices() {
            return None;
        }
        (self.voice_of)(&PartStyle {
            language: &style.language,
            voice: style.voice.as_deref(),
            passage: self.styles.language(),
        })
    }

    fn first_style(&self, tokens: &[Token]) -> Option<&'s Style> {
        let first = tokens.iter().find_map(|token| token.word.span)?;
        Some(self.styles.at(first))
    }

    /// How many of `tokens` have `style`; punctuation goes with the words before it.
    fn reach(&self, tokens: &[Token], style: &Style) -> usize {
        let differs = |token: &Token| {
            let span = token.word.span;
            span.is_some_and(|span| self.styles.at(span) != style)
        };
        tokens.iter().position(differs).unwrap_or(tokens.len())
    }

    /// A heading is a block of its own, wherever it begins and ends.
    fn turn_heading(&mut self, heading: bool) {
        if self.segments.len() > self.finished && heading != self.heading {
            self.pause(if self.heading {
                Pause::Heading
            } else {
                Pause::Block
            });
        }
        self.heading = heading;
    }

    fn end_block(&mut self, pause: Pause) {
        if self.segments.len() > self.finished {
            self.pause(if self.heading { Pause::Heading } else { pause });
            self.finished = self.segments.len();
        }
    }

    /// Nothing follows the last sentence that would deserve a longer pause.
    fn finish(mut self) -> Vec<Segment> {
        if !self.heading {
            self.pause(Pause::Sentence);
        }
        self.segments
    }

    fn pause(&mut self, pause: Pause) {
        if let Some(last) = self.segments.last_mut() {
            last.pause = pause;
        }
    }
}

/// A segment of `clause`, which is never empty.
fn compose(clause: &[Token], style: &Style) -> Segment {
    let extents = clause.iter().map(|token| token.extent);
    Segment {
        span: extents
            .reduce(|all, extent| all.join(extent))
            .unwrap_or(Span::new(0, 0)),
        words: clause.iter().map(|token| token.word.clone()).collect(),
        language: style.language.clone(),
        voice: style.voice.clone(),
        pause: Pause::Clause,
    }
}

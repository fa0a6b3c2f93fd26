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
mod edit;
pub mod inline;
mod language;
mod manner;
mod piece;
mod run;
mod sentence;
pub mod span;
mod spoken;
pub mod ssml;
mod word;

use std::ops::Range;

pub use check::{Finding, FindingKind, findings};
use edit::Shadow;
pub use edit::{Edit, EditKind, HIDDEN, LONGEST_GIVEN};
pub use inline::Inline;
pub use manner::{Bookmark, Break, Manner, Reached};
use run::{Style, Styles};
pub use span::{Span, Utf16, Utf16Span};
use spoken::Listener;
pub use spoken::{Boundary, Case, Draft, Emoji, Lexicon, Said, Written};
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
    /// Pieces that are read as something else; not overlapping.
    pub edits: Vec<Edit>,
    /// Pieces whose sounds are given; in order, not overlapping.
    pub sounds: Vec<(Span, Pronunciation)>,
    /// Places at which speech stops, in order.
    pub breaks: Vec<Break>,
    /// Places of which a listener is told, in order.
    pub bookmarks: Vec<Bookmark>,
    /// What of it is not done, for whoever wrote it.
    pub warnings: Vec<String>,
}

/// A part of a passage that differs from the rest.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The part.
    pub span: Span,
    /// Its BCP 47 tag, if it has one of its own.
    pub language: Option<String>,
    /// Its voice id, if it has one of its own.
    pub voice: Option<String>,
    /// What it is in the page.
    pub kind: RunKind,
    /// How fast and how loud it is.
    pub manner: Manner,
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
    /// How fast and how loud it is.
    pub manner: Manner,
    /// Places in it of which a listener is told, in order.
    pub bookmarks: Vec<Reached>,
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

/// Longest sounds that are given for a piece of text, in bytes.
const LONGEST_SOUNDS: usize = 120;

impl Pronunciation {
    /// These sounds, if they can be given to a voice.
    ///
    /// # Errors
    /// What is wrong with them and what to do, in a sentence without its full stop.
    pub fn new(alphabet: Alphabet, phonemes: impl Into<String>) -> Result<Self, String> {
        let phonemes = phonemes.into();
        let sounds = Self { alphabet, phonemes };
        sounds.check().map(|()| sounds)
    }

    fn check(&self) -> Result<(), String> {
        let Self { alphabet, phonemes } = self;
        if phonemes.trim().is_empty() {
            return Err("the phonemes are empty".into());
        }
        if phonemes.len() > LONGEST_SOUNDS {
            return Err(format!(
                "the phonemes have {} bytes; the limit is {LONGEST_SOUNDS}",
                phonemes.len()
            ));
        }
        let odd = |ch: &char| match alphabet {
            Alphabet::Espeak => !(' '..='~').contains(ch) || matches!(ch, '[' | ']'),
            Alphabet::Ipa => ch.is_control() || "[](){}/<>\"".contains(*ch) || ch.is_ascii_digit(),
        };
        if let Some(odd) = phonemes.chars().find(odd) {
            let hint = match alphabet {
                Alphabet::Espeak => {
                    "espeak-ng's names are ASCII, without brackets; use `ipa` for IPA"
                }
                Alphabet::Ipa => "write bare IPA, without brackets or slashes around it",
            };
            return Err(format!("{odd:?} is no phoneme; {hint}"));
        }
        if phonemes.contains("_^_") {
            return Err("phonemes cannot change the language (`_^_`)".into());
        }
        Ok(())
    }
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
    /// As long as the author says, in milliseconds.
    Given(u32),
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
    let mut cut = |passage: &Passage| match passage.inline {
        Inline::Text => cut(passage, lexicon, voice_of),
        Inline::Phonemes => inline::segment(passage, &mut |shadow| cut(shadow, lexicon, voice_of)),
    };
    let mut segments = if passage.edits.is_empty() {
        cut(passage)
    } else {
        let shadow = Shadow::of(passage);
        let mut segments = cut(&shadow.passage);
        shadow.place_back(&mut segments);
        segments
    };
    manner::place_bookmarks(passage, &mut segments);
    segments
}

fn cut(
    passage: &Passage,
    lexicon: &Lexicon,
    voice_of: &mut dyn FnMut(&PartStyle<'_>) -> Option<String>,
) -> Vec<Segment> {
    let text = passage.text.as_str();
    let styles = Styles::of(passage);
    let mut script = Script::new(passage, &styles, lexicon, voice_of);
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
    sounds: &'s [(Span, Pronunciation)],
    /// Those that no word stands behind yet.
    breaks: &'s [Break],
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
        passage: &'s Passage,
        styles: &'s Styles,
        lexicon: &'s Lexicon,
        voice_of: &'s mut dyn FnMut(&PartStyle<'_>) -> Option<String>,
    ) -> Self {
        Self {
            styles,
            sounds: &passage.sounds,
            breaks: &passage.breaks,
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
            self.turn_heading(style.heading);
            self.pause_before(rest);
            let (phrase, after) = rest.split_at(self.reach(rest, style));
            let voice = self.voice_of(style);
            let listener = Listener {
                language: &style.language,
                voice: voice.as_deref(),
            };
            let given = spoken::Given {
                lexicon: self.lexicon,
                sounds: self.sounds,
            };
            let spoken = spoken::speak(text, phrase, &listener, &given);
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

    /// How many of `tokens` have `style` and stand before the next break; punctuation goes
    /// with the words before it.
    fn reach(&self, tokens: &[Token], style: &Style) -> usize {
        let stop = self.breaks.first().map_or(usize::MAX, |next| next.at);
        let differs = |token: &Token| {
            let span = token.word.span;
            span.is_some_and(|span| span.start >= stop || self.styles.at(span) != style)
        };
        tokens.iter().position(differs).unwrap_or(tokens.len())
    }

    /// Pauses as the breaks before the first word of `tokens` say.
    fn pause_before(&mut self, tokens: &[Token]) {
        let first = tokens.iter().find_map(|token| token.word.span);
        self.pause_until(first.map_or(usize::MAX, |span| span.start));
    }

    /// Pauses as the breaks up to `place` say; before the first word nobody waits.
    fn pause_until(&mut self, place: usize) {
        let passed = self.breaks.partition_point(|one| one.at <= place);
        let (passed, ahead) = self.breaks.split_at(passed);
        self.breaks = ahead;
        if let Some(last) = self.segments.last_mut() {
            last.pause = Break::join(last.pause, passed);
        }
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
        self.pause_until(usize::MAX);
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
        manner: style.manner,
        bookmarks: Vec::new(),
    }
}

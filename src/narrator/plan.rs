//! Passage → plan: who says which sentence, and the silence between them.

use std::sync::Arc;

use serde::Serialize;

use super::key::{SentenceKey, digest};
use crate::engine::{Prosody, Voice, Voices};
use crate::error::{Blame, Error, Result};
use crate::text::{self, Lexicon, PartStyle, Passage, Pause, Segment, Span, Utf16};

/// What a voice can do.
const SLOWEST: f32 = 0.25;
const FASTEST: f32 = 4.0;

/// What somebody asks the narrator for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// What to say.
    pub passage: Passage,
    /// Voice id; `None`: the default voice of the language.
    pub voice: Option<String>,
    /// How to say it.
    pub prosody: Prosody,
}

/// A passage ready to be spoken. Nothing has been synthesised.
pub struct Plan {
    /// Digest of all that changes the sound or the marks.
    pub id: String,
    /// The author's text; every span points into it.
    pub text: String,
    /// Its UTF-16 index.
    pub utf16: Utf16,
    /// The voice of the first sentence.
    pub voice: String,
    /// The language of the first sentence.
    pub language: String,
    /// Hz; the rate of the first sentence's voice, to which the others are brought.
    pub sample_rate: u32,
    /// In order; never empty.
    pub sentences: Vec<Sentence>,
    /// The text as it is seen, where that differs: the same places, markup hidden.
    shown: Option<String>,
    /// What of it is not done, for whoever wrote it.
    pub warnings: Vec<String>,
}

/// One sentence of a plan.
#[derive(Clone)]
pub struct Sentence {
    /// What is said.
    pub segment: Segment,
    /// Who says it.
    pub voice: Arc<dyn Voice>,
    /// How.
    pub prosody: Prosody,
    /// Names its sound.
    pub key: SentenceKey,
    /// Silence that is to follow, in seconds; what the engine leaves at the end of
    /// the sentence counts towards it.
    pub pause: f64,
}

impl Plan {
    /// Plans a request.
    ///
    /// # Errors
    /// `empty_text`, `unspeakable` where no word can be said, `speed_out_of_range`,
    /// and whatever the choice of a voice refuses.
    pub fn of(request: Request, voices: &Voices, lexicon: &Lexicon) -> Result<Self> {
        refuse_odd_speed(request.prosody.speed)?;
        if request.passage.text.trim().is_empty() {
            return Err(Error::caller(
                "empty_text",
                "The text is empty; send something to say.",
            ));
        }
        let sentences = {
            let casting = Casting::new(&request, voices);
            // A voice that is not there is refused below, by name.
            let mut voice_of = |style: &PartStyle<'_>| {
                let voice = casting.choose_for(style).ok()?;
                Some(voice.info().id.clone())
            };
            let segments = text::segment_for(&request.passage, lexicon, &mut voice_of);
            cast(segments, &request, voices)?
        };
        sentences.iter().try_for_each(refuse_phonemes)?;
        let Some(first) = sentences.first() else {
            return Err(unspeakable());
        };
        let sample_rate = first.voice.info().sample_rate;
        let is_edited = !request.passage.edits.is_empty();
        Ok(Self {
            id: identity(&request.passage, &sentences),
            shown: is_edited.then(|| request.passage.shown()),
            utf16: Utf16::index(&request.passage.text),
            voice: first.voice.info().id.clone(),
            language: first.segment.language.clone(),
            sample_rate,
            sentences,
            text: request.passage.text,
            warnings: request.passage.warnings,
        })
    }

    /// The text as it is seen; its places are those of `text`, in UTF-16 units.
    pub fn shown(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.text)
    }

    /// Roughly how long it takes to say, in seconds.
    pub fn estimated_seconds(&self) -> f64 {
        self.sentences.iter().map(Sentence::estimated_seconds).sum()
    }

    /// Bytes it occupies, about; the passage store is bounded by it.
    pub fn weight(&self) -> usize {
        let words: usize = self
            .sentences
            .iter()
            .map(|one| one.segment.words.len())
            .sum();
        self.text.len() * 3 + words * 64 + self.sentences.len() * 256
    }
}

impl Sentence {
    /// Roughly how long it takes to say, pause included, in seconds: an average
    /// speaker's pace, known before anything is synthesised.
    pub fn estimated_seconds(&self) -> f64 {
        let spoken: f64 = self
            .segment
            .words
            .iter()
            .flat_map(|word| word.spoken.chars())
            .map(seconds_of)
            .sum();
        spoken / f64::from(self.prosody.speed) + self.pause
    }
}

/// Seconds a character takes: about 15 letters a second in alphabetic scripts, 5
/// signs a second where a sign is a syllable or a word; digits are read out.
fn seconds_of(ch: char) -> f64 {
    match ch {
        '\u{2E80}'..='\u{D7FF}' | '\u{20000}'..='\u{3FFFF}' => 0.2,
        '0'..='9' => 0.25,
        ch if ch.is_alphanumeric() => 0.072,
        _ => 0.03,
    }
}

/// The error of a passage in which nothing can be said.
pub(super) fn unspeakable() -> Error {
    Error::caller(
        "unspeakable",
        "Nothing in this text can be spoken; it needs at least one word.",
    )
}

/// The error of a passage in which every sentence failed, `refusal` being the first
/// failure. What failed through a fault of ours stays the fault of this text as far
/// as its listener is concerned: another text will be spoken.
pub(super) fn unspeakable_after(refusal: Option<Error>) -> Error {
    match refusal {
        None => unspeakable(),
        Some(error) if error.blame() == Blame::Ours => Error::caller(
            "unspeakable",
            "The speech engine could not read this text; change it and try again.",
        ),
        Some(error) => error,
    }
}

/// Only Piper's voices take phonemes; espeak-ng's own have a notation of their own,
/// which is not given to it: it has crashed of it.
fn refuse_phonemes(sentence: &Sentence) -> Result<()> {
    let info = sentence.voice.info();
    let mut words = sentence.segment.words.iter();
    if info.engine == "piper" || !words.any(|word| word.spoken.contains(text::inline::OPEN)) {
        return Ok(());
    }
    Err(Error::unsupported(
        "no_phonemes",
        format!(
            "The voice {} does not take [[ phonemes ]]; choose a Piper voice, or write the word in letters.",
            info.id
        ),
    ))
}

fn refuse_odd_speed(speed: f32) -> Result<()> {
    if (SLOWEST..=FASTEST).contains(&speed) {
        return Ok(());
    }
    Err(Error::caller(
        "speed_out_of_range",
        "speed must be a number from 0.25 to 4.",
    ))
}

/// Gives every segment its voice and its pause. The passage ends without a pause.
fn cast(segments: Vec<Segment>, request: &Request, voices: &Voices) -> Result<Vec<Sentence>> {
    let last = segments.len().saturating_sub(1);
    let mut casting = Casting::new(request, voices);
    segments
        .into_iter()
        .enumerate()
        .map(|(index, segment)| {
            let voice = casting.voice_of(&segment)?;
            let prosody = prosody_of(&segment, request.prosody);
            let pause = match segment.pause {
                // The author's own, at the listener's pace.
                Pause::Given(_) => seconds_after(segment.pause, request.prosody.speed),
                _ if index == last => 0.0,
                usual => seconds_after(usual, prosody.speed),
            };
            Ok(Sentence {
                key: SentenceKey::of(&segment, voice.as_ref(), &prosody),
                segment,
                voice,
                prosody,
                pause,
            })
        })
        .collect()
}

/// How a segment is spoken: its own rate on top of what was asked for, within what a
/// voice can do.
fn prosody_of(segment: &Segment, asked: Prosody) -> Prosody {
    match segment.manner.rate {
        100 => asked,
        rate => Prosody {
            speed: (asked.speed * f32::from(rate) / 100.0).clamp(SLOWEST, FASTEST),
            ..asked
        },
    }
}

/// Chooses voices, remembering the last choice: most passages have one.
struct Casting<'a> {
    request: &'a Request,
    voices: &'a Voices,
    passage_language: Option<String>,
    last: Option<Choice>,
}

struct Choice {
    asked: Option<String>,
    language: String,
    voice: Arc<dyn Voice>,
}

impl<'a> Casting<'a> {
    fn new(request: &'a Request, voices: &'a Voices) -> Self {
        Self {
            request,
            voices,
            passage_language: None,
            last: None,
        }
    }

    fn voice_of(&mut self, segment: &Segment) -> Result<Arc<dyn Voice>> {
        if let Some(last) = &self.last
            && last.asked == segment.voice
            && last.language == segment.language
        {
            return Ok(Arc::clone(&last.voice));
        }
        let voice = self.choose(segment)?;
        self.last = Some(Choice {
            asked: segment.voice.clone(),
            language: segment.language.clone(),
            voice: Arc::clone(&voice),
        });
        Ok(voice)
    }

    /// The run's own voice; else the passage's, for the passage's own language;
    /// else the default voice of the run's language.
    fn choose(&mut self, segment: &Segment) -> Result<Arc<dyn Voice>> {
        if let Some(id) = &segment.voice {
            return self.voices.get(id);
        }
        match &self.request.voice {
            Some(id) if !self.is_foreign(segment) => self.voices.get(id),
            _ => self.voices.for_language(&segment.language),
        }
    }

    /// As [`Self::voice_of`], before there are segments.
    fn choose_for(&self, style: &PartStyle<'_>) -> Result<Arc<dyn Voice>> {
        if let Some(id) = style.voice {
            return self.voices.get(id);
        }
        match &self.request.voice {
            Some(id) if primary(style.language) == primary(style.passage) => self.voices.get(id),
            _ => self.voices.for_language(style.language),
        }
    }

    /// Whether the segment stands in a run whose language differs from the rest.
    fn is_foreign(&mut self, segment: &Segment) -> bool {
        let own = self.passage_language.get_or_insert_with(|| {
            let given = self.request.passage.language.clone();
            given.unwrap_or_else(|| segment.language.clone())
        });
        let in_run = self
            .request
            .passage
            .runs
            .iter()
            .any(|run| run.language.is_some() && run.span.contains(segment.span));
        in_run && primary(own) != primary(&segment.language)
    }
}

/// The language without script, region and the rest.
fn primary(tag: &str) -> String {
    tag.split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
}

/// Silence after a segment at speed 1 follows what readers aloud do; a faster
/// voice pauses less.
fn seconds_after(pause: Pause, speed: f32) -> f64 {
    let seconds = match pause {
        Pause::Clause => 0.12,
        Pause::Sentence => 0.35,
        Pause::Block => 0.5,
        Pause::Paragraph => 0.75,
        Pause::Heading => 0.9,
        Pause::Given(milliseconds) => f64::from(milliseconds) / 1000.0,
    };
    seconds / f64::from(speed)
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(gain: &i16) -> bool {
    *gain == 0
}

/// What only some sentences have is left out of the others, so that their ids stay.
fn identity(passage: &Passage, sentences: &[Sentence]) -> String {
    #[derive(Serialize)]
    struct Whole<'a> {
        text: &'a str,
        sentences: Vec<Part<'a>>,
    }
    #[derive(Serialize)]
    struct Part<'a> {
        key: &'a str,
        start: usize,
        pause: f64,
        #[serde(skip_serializing_if = "is_zero")]
        gain: i16,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        places: Vec<Option<Span>>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        bookmarks: Vec<(usize, &'a str)>,
    }
    let text = passage.text.as_str();
    // Otherwise the text and the start of a sentence tell the places of its words.
    let is_edited = !passage.edits.is_empty();
    let places = |one: &Sentence| -> Vec<Option<Span>> {
        let words = one.segment.words.iter().filter(|_| is_edited);
        words.map(|word| word.span).collect()
    };
    fn bookmarks(one: &Sentence) -> Vec<(usize, &str)> {
        let reached = one.segment.bookmarks.iter();
        reached
            .map(|own| (own.word, own.bookmark.name.as_str()))
            .collect()
    }
    digest(&Whole {
        text,
        sentences: sentences
            .iter()
            .map(|one| Part {
                key: one.key.as_str(),
                start: one.segment.span.start,
                pause: one.pause,
                gain: one.segment.manner.gain,
                places: places(one),
                bookmarks: bookmarks(one),
            })
            .collect(),
    })
}

//! What is written → what is said, word by word, and why.

use std::sync::Arc;

use serde::Serialize;
use tokio::sync::Semaphore;

use super::plan::Sentence;
use super::{Narrator, Plan};
use crate::error::{Blame, Error, Result};
use crate::text::{Span, Word};

/// How a passage is read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// BCP 47 tag of its first sentence.
    pub language: String,
    /// In order; what is spoken for them, joined by spaces, is the whole utterance.
    pub words: Vec<ExplainedWord>,
}

/// One mark: a written word, or several that are spoken across each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExplainedWord {
    /// Its place in the text, in UTF-16 units.
    pub char_index: usize,
    /// Its length, the same way.
    pub char_length: usize,
    /// What is written there, punctuation around it left out.
    pub written: String,
    /// What the voice is given for it, punctuation with it.
    pub spoken: String,
    /// The rule that read it so; `None` where none did: it is said as it is written.
    pub rule: Option<&'static str>,
    /// What the voice makes of it, in IPA; empty for a word that espeak-ng joins to the
    /// one before; `None` where the voice does not speak by phonemes, or cannot say it.
    pub phonemes: Option<String>,
    /// Which sentence of the passage it stands in, from 0.
    #[serde(skip)]
    pub sentence: usize,
}

impl Narrator {
    /// Explains how a plan is read. One is explained at a time; it ends when whoever
    /// waits for it leaves.
    ///
    /// # Errors
    /// `busy` while another is being explained; what keeps the engine from working at
    /// all. A sentence that the engine cannot read has no phonemes.
    pub async fn explain(self: &Arc<Self>, plan: &Arc<Plan>) -> Result<Explanation> {
        let permit = Semaphore::try_acquire_owned(Arc::clone(&self.explaining));
        let _permit = permit.map_err(|_| {
            let message = "Another text is being explained. Try again in a moment.";
            Error::unavailable("busy", message)
        })?;
        let mut words = Vec::new();
        for number in 0..plan.sentences.len() {
            let phonemes = self.phonemes(plan, number).await?;
            explain(plan, number, phonemes.as_deref(), &mut words);
        }
        let language = plan.language.clone();
        Ok(Explanation { language, words })
    }

    /// The phonemes of each word of a sentence.
    async fn phonemes(
        self: &Arc<Self>,
        plan: &Arc<Plan>,
        number: usize,
    ) -> Result<Option<Vec<String>>> {
        let (narrator, plan) = (Arc::clone(self), Arc::clone(plan));
        let asked = tokio::task::spawn_blocking(move || {
            let Sentence { segment, voice, .. } = &plan.sentences[number];
            narrator.voices.phonemes(&voice.info().id, segment)
        });
        let told = asked.await.map_err(|error| {
            Error::ours("explaining_failed", "Explaining stopped.").caused_by(error)
        })?;
        match told {
            Err(error) if error.blame() == Blame::Unavailable => Err(error),
            told => Ok(told.ok().flatten()),
        }
    }
}

/// Adds a mark for each written word of a sentence; punctuation that stands alone goes
/// with the word before it.
fn explain(
    plan: &Plan,
    number: usize,
    phonemes: Option<&[String]>,
    words: &mut Vec<ExplainedWord>,
) {
    let segment = &plan.sentences[number].segment;
    let mut last: Option<Span> = None;
    for (index, word) in segment.words.iter().enumerate() {
        let sounds = phonemes.and_then(|phonemes| phonemes.get(index));
        let same = word.span.is_none() || word.span == last;
        match words.last_mut().filter(|_| same && last.is_some()) {
            Some(mark) => mark.add(word, sounds),
            None => {
                let Some(span) = word.span else { continue };
                last = Some(span);
                let mark = ExplainedWord::of(plan, span, word, sounds);
                words.push(ExplainedWord {
                    sentence: number,
                    ..mark
                });
            }
        }
    }
}

impl ExplainedWord {
    fn of(plan: &Plan, span: Span, word: &Word, phonemes: Option<&String>) -> Self {
        let place = plan.utf16.span(&plan.text, span);
        Self {
            char_index: place.start,
            char_length: place.length,
            written: span.of(&plan.text).to_owned(),
            spoken: word.spoken.clone(),
            rule: word.rule,
            phonemes: phonemes.cloned(),
            sentence: 0,
        }
    }

    fn add(&mut self, word: &Word, phonemes: Option<&String>) {
        self.spoken.push(' ');
        self.spoken.push_str(&word.spoken);
        if let (Some(all), Some(more)) = (&mut self.phonemes, phonemes)
            && !more.is_empty()
        {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(more);
        }
    }
}

//! Plan → marks, ahead of the sound.

use std::sync::Arc;

use super::spacing::Spacing;
use super::{Lane, Narrator, Plan, plan};
use crate::caption::{self, Mark, Speech};
use crate::engine::Timing;
use crate::error::{Blame, Error, Result};

/// The marks of a plan, one sentence at a time. Computes timing and no sound
/// beyond what the voice needs to know its timing; dropping it stops the work.
pub struct Marks {
    narrator: Arc<Narrator>,
    plan: Arc<Plan>,
    lane: Lane,
    next: usize,
    /// Samples of the passage before the next sentence.
    at: u64,
    refusal: Option<Error>,
    spoken: bool,
    ended: bool,
}

/// One sentence's marks and how long it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceMarks {
    /// Its marks, times from the start asked for.
    pub marks: Vec<Mark>,
    /// Samples at the passage's rate, pause included.
    pub length: u64,
    /// Whether it was left out because of a failure of ours, so that asking again
    /// may give another answer.
    pub provisional: bool,
}

impl Marks {
    pub(super) fn new(narrator: Arc<Narrator>, plan: Arc<Plan>, lane: Lane) -> Self {
        Self {
            narrator,
            plan,
            lane,
            next: 0,
            at: 0,
            refusal: None,
            spoken: false,
            ended: false,
        }
    }

    /// The marks of the next sentence, times from the start of the passage; at last
    /// the end mark alone; then `None`.
    ///
    /// # Errors
    /// `unspeakable` at the end when no sentence could be spoken; `busy`.
    pub async fn next(&mut self) -> Result<Option<Vec<Mark>>> {
        if self.ended {
            return Ok(None);
        }
        if self.next == self.plan.sentences.len() {
            return self.end().map(Some);
        }
        let timed = self
            .narrator
            .time(&self.plan, self.next, self.at, self.lane)
            .await?;
        self.next += 1;
        self.at += timed.placed.length;
        self.spoken |= timed.refusal.is_none();
        self.refusal = self.refusal.take().or(timed.refusal);
        Ok(Some(timed.placed.marks))
    }

    /// The marks of the first sentences up to the first that can be spoken, so that
    /// a passage of which nothing can be spoken is refused before it is answered.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub async fn opening(&mut self) -> Result<Vec<Mark>> {
        let mut marks = Vec::new();
        while !self.spoken {
            match self.next().await? {
                Some(more) => marks.extend(more),
                None => break,
            }
        }
        Ok(marks)
    }

    /// Everything that is left.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub async fn collect(mut self) -> Result<Vec<Mark>> {
        let mut marks = Vec::new();
        while let Some(more) = self.next().await? {
            marks.extend(more);
        }
        Ok(marks)
    }

    fn end(&mut self) -> Result<Vec<Mark>> {
        self.ended = true;
        if !self.spoken {
            return Err(plan::unspeakable_after(self.refusal.take()));
        }
        Ok(vec![caption::end(self.at, self.plan.sample_rate)])
    }
}

/// A sentence with its marks, or with the silence that stands in for it.
struct Timed {
    placed: SentenceMarks,
    refusal: Option<Error>,
}

impl Narrator {
    /// The marks of one sentence, times from its own start.
    ///
    /// # Errors
    /// `busy`; where the passage is this one sentence, whatever it failed with.
    pub async fn sentence_marks(
        &self,
        plan: &Plan,
        number: usize,
        lane: Lane,
    ) -> Result<SentenceMarks> {
        let timed = self.time(plan, number, 0, lane).await?;
        match timed.refusal {
            Some(refusal) if plan.sentences.len() == 1 => {
                Err(plan::unspeakable_after(Some(refusal)))
            }
            _ => Ok(timed.placed),
        }
    }

    async fn time(&self, plan: &Plan, number: usize, start: u64, lane: Lane) -> Result<Timed> {
        match self.timing(&plan.sentences[number], lane).await {
            Ok(timing) => Ok(Timed {
                placed: place(plan, number, start, Ok(&timing)),
                refusal: None,
            }),
            Err(error) if error.blame() == Blame::Unavailable => Err(error),
            Err(error) => Ok(Timed {
                placed: place(plan, number, start, Err(&error)),
                refusal: Some(error),
            }),
        }
    }
}

fn place(
    plan: &Plan,
    index: usize,
    start: u64,
    spoken: std::result::Result<&Timing, &Error>,
) -> SentenceMarks {
    let sentence = &plan.sentences[index];
    let (spacing, speech) = match spoken {
        Ok(timing) => (
            Spacing::spoken(sentence, timing, plan.sample_rate),
            Speech::Spoken {
                timing,
                rate: sentence.voice.info().sample_rate,
            },
        ),
        Err(error) => (
            Spacing::skipped(sentence, plan.sample_rate),
            Speech::Skipped {
                reason: error.message(),
            },
        ),
    };
    let length = spacing.total();
    let placed = caption::Sentence {
        segment: &sentence.segment,
        index,
        start,
        length,
        rate: plan.sample_rate,
        speech,
    };
    SentenceMarks {
        marks: caption::sentence_marks(&plan.utf16, &plan.text, &placed),
        length,
        provisional: spoken.is_err_and(|error| error.blame() == Blame::Ours),
    }
}

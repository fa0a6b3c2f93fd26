//! One synthesis of one sentence, however many listen to it.
//!
//! A [`Flight`] holds what is known so far. Its listeners own it; the task that
//! produces it only borrows: when the last listener leaves, the flight is gone and
//! the task stops at its next step.

use std::sync::{Arc, Weak};

use tokio::sync::watch;

use super::queue::{Step, Task};
use super::store::{Sound, Stores};
use super::{Sentence, SentenceKey};
use crate::engine::{Timing, Utterance};
use crate::error::{Blame, Error, Result};

/// How far a synthesis should go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Want {
    /// Only when each word will be spoken.
    Timing,
    /// The samples as well.
    Sound,
}

/// A synthesis under way or just ended.
pub(super) struct Flight {
    progress: watch::Sender<Progress>,
}

/// What is known so far.
#[derive(Default)]
struct Progress {
    timing: Option<Arc<Timing>>,
    chunks: Vec<Arc<[i16]>>,
    ended: Option<Result<()>>,
}

impl Flight {
    pub(super) fn new() -> Arc<Self> {
        let (progress, _) = watch::channel(Progress::default());
        Arc::new(Self { progress })
    }

    /// Whether it failed, so that a new listener should start another.
    pub(super) fn failed(&self) -> bool {
        matches!(self.progress.borrow().ended, Some(Err(_)))
    }

    /// Whether no more will come.
    pub(super) fn ended(&self) -> bool {
        self.progress.borrow().ended.is_some()
    }

    /// Waits until the timing is known.
    pub(super) async fn timing(&self) -> Result<Arc<Timing>> {
        let mut progress = self.progress.subscribe();
        // The sender lives in `self`, so waiting cannot be cut short.
        let known = progress
            .wait_for(|now| now.timing.is_some() || now.ended.is_some())
            .await
            .map_err(|_| lost())?;
        match (&known.timing, &known.ended) {
            (Some(timing), _) => Ok(Arc::clone(timing)),
            (None, Some(Err(error))) => Err(error.clone()),
            (None, _) => Err(lost()),
        }
    }

    /// Waits for chunk `index`; `None` after the last.
    pub(super) async fn chunk(&self, index: usize) -> Result<Option<Arc<[i16]>>> {
        let mut progress = self.progress.subscribe();
        let known = progress
            .wait_for(|now| now.chunks.len() > index || now.ended.is_some())
            .await
            .map_err(|_| lost())?;
        match (known.chunks.get(index), &known.ended) {
            (Some(chunk), _) => Ok(Some(Arc::clone(chunk))),
            (None, Some(Err(error))) => Err(error.clone()),
            (None, _) => Ok(None),
        }
    }

    /// A flight that has landed: the sound was kept from before.
    pub(super) fn of_kept(sound: &Sound) -> Arc<Self> {
        let flight = Self::new();
        flight.land(sound);
        flight
    }

    fn land(&self, sound: &Sound) {
        self.progress.send_modify(|now| {
            now.timing = Some(Arc::clone(&sound.timing));
            now.chunks = vec![Arc::clone(&sound.samples)];
            now.ended = Some(Ok(()));
        });
    }

    fn begin(&self, timing: Arc<Timing>) {
        self.progress.send_modify(|now| now.timing = Some(timing));
    }

    fn add(&self, chunk: Vec<i16>) {
        self.progress
            .send_modify(|now| now.chunks.push(chunk.into()));
    }

    fn end(&self, how: Result<()>) {
        self.progress.send_modify(|now| {
            now.ended.get_or_insert(how);
        });
    }

    fn samples(&self) -> Arc<[i16]> {
        self.progress.borrow().chunks.concat().into()
    }
}

fn lost() -> Error {
    Error::ours("synthesis_lost", "The synthesis of this sentence was lost.")
}

/// The work behind a flight: looks for a kept sound, else synthesises chunk by chunk.
pub(super) struct Synthesis {
    flight: Weak<Flight>,
    sentence: Sentence,
    want: Want,
    stores: Arc<Stores>,
    utterance: Option<Box<dyn Utterance>>,
}

impl Synthesis {
    pub(super) fn new(
        flight: &Arc<Flight>,
        sentence: &Sentence,
        want: Want,
        stores: &Arc<Stores>,
    ) -> Self {
        Self {
            flight: Arc::downgrade(flight),
            sentence: sentence.clone(),
            want,
            stores: Arc::clone(stores),
            utterance: None,
        }
    }

    fn key(&self) -> &SentenceKey {
        &self.sentence.key
    }

    fn advance(&mut self, flight: &Flight) -> Result<Step> {
        match self.utterance.take() {
            None => self.begin(flight),
            Some(utterance) => self.speak(flight, utterance),
        }
    }

    fn begin(&mut self, flight: &Flight) -> Result<Step> {
        if let Some(sound) = self.stores.sound_on_disk(self.key()) {
            flight.land(&sound);
            return Ok(Step::Done);
        }
        let Sentence {
            segment,
            voice,
            prosody,
            ..
        } = &self.sentence;
        let utterance = match self.stores.take_begun(self.key()) {
            Some(utterance) => utterance,
            None => voice.begin(segment, prosody)?,
        };
        let timing = Arc::new(utterance.timing().clone());
        self.stores.keep_timing(self.key(), &timing);
        flight.begin(timing);
        if self.want == Want::Timing {
            self.stores.keep_begun(self.key(), utterance);
            flight.end(Ok(()));
            return Ok(Step::Done);
        }
        // The first chunk belongs to the first step: nothing is gained by a turn
        // of the queue between them.
        self.speak(flight, utterance)
    }

    fn speak(&mut self, flight: &Flight, mut utterance: Box<dyn Utterance>) -> Result<Step> {
        if let Some(chunk) = utterance.next_chunk()? {
            flight.add(chunk);
            self.utterance = Some(utterance);
            return Ok(Step::More);
        }
        let sound = Sound {
            timing: Arc::new(utterance.timing().clone()),
            samples: flight.samples(),
        };
        metrics::counter!("aloud_sentences_synthesised_total").increment(1);
        self.stores.keep_sound(self.key(), &sound);
        flight.end(Ok(()));
        Ok(Step::Done)
    }
}

impl Task for Synthesis {
    fn step(&mut self) -> Step {
        let Some(flight) = self.flight.upgrade() else {
            metrics::counter!("aloud_sentences_cancelled_total").increment(1);
            return Step::Done;
        };
        self.advance(&flight).unwrap_or_else(|error| {
            metrics::counter!("aloud_sentences_failed_total", "code" => error.code()).increment(1);
            if error.blame() != Blame::Unavailable {
                self.stores.keep_failure(self.key(), &error);
            }
            flight.end(Err(error));
            Step::Done
        })
    }
}

impl Drop for Synthesis {
    /// A task dropped before its end (a panic, a shutdown) must not leave its
    /// listeners waiting.
    fn drop(&mut self) {
        if let Some(flight) = self.flight.upgrade() {
            flight.end(Err(lost()));
        }
    }
}

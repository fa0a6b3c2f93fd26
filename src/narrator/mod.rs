//! The only place where the stages are composed: queue, cache, order.
//!
//! [`Narrator::plan`] turns a request into sentences with voices; then
//! [`Narrator::render`] gives the bytes of a file while it is being spoken and
//! [`Narrator::marks`] when each word is heard. The sentence is the unit of
//! everything: identical ones asked at once share one synthesis, wherever they stand.

mod disk;
mod explain;
mod flight;
mod key;
mod marks;
mod plan;
mod queue;
mod render;
mod spacing;
mod store;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use moka::sync::Cache;
use tokio::sync::Semaphore;

pub use explain::{ExplainedWord, Explanation};
pub use key::SentenceKey;
pub use marks::{Marks, SentenceMarks};
pub use plan::{Plan, Request, Sentence};
pub use queue::Lane;
pub use render::{Order, Part, Rendering};
pub use store::KeptFile;

use crate::engine::{Timing, Voices};
use crate::error::{Blame, Result};
use crate::phoneme::Lexicons;
use disk::Disk;
use flight::{Flight, Synthesis, Want};
use queue::Queue;
use store::Stores;

/// A passage is forgotten this long after its last use.
const PASSAGE_KEPT: Duration = Duration::from_secs(3600);

/// Explanations made at once; each keeps one espeak-ng worker from the listeners.
const EXPLAINING: usize = 1;

/// How often one who waits for a place in the queue looks again.
const RETRY: Duration = Duration::from_millis(20);

/// What the operator decides.
#[derive(Clone, Debug)]
pub struct NarratorConfig {
    /// Threads that synthesise; one per core serves best.
    pub workers: usize,
    /// Sentences that may wait before new listeners are refused.
    pub queue: usize,
    /// Bytes of sound and files kept in memory.
    pub memory: u64,
    /// Bytes of posted text kept for later requests.
    pub passages: u64,
    /// Folder for what is kept on disk; `None`: nothing is.
    pub cache: Option<PathBuf>,
    /// Bytes kept there.
    pub disk: u64,
    /// Files of the site's lexicon.
    pub lexicons: Vec<PathBuf>,
}

/// Composes everything; the faces need little else.
pub struct Narrator {
    voices: Arc<Voices>,
    queue: Queue,
    stores: Arc<Stores>,
    flights: Mutex<HashMap<FlightKey, Weak<Flight>>>,
    passages: Cache<String, Arc<Plan>>,
    lexicons: Lexicons,
    explaining: Arc<Semaphore>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct FlightKey {
    sentence: SentenceKey,
    want: Want,
}

impl Narrator {
    /// Starts the worker threads and opens the cache.
    ///
    /// # Errors
    /// `cache_unwritable`; `bad_lexicon`.
    pub fn start(config: &NarratorConfig, voices: Arc<Voices>) -> Result<Arc<Self>> {
        let disk = match &config.cache {
            Some(folder) => Some(Disk::open(folder, config.disk)?),
            None => None,
        };
        Ok(Arc::new(Self {
            lexicons: Lexicons::open(config.lexicons.clone())?,
            explaining: Arc::new(Semaphore::new(EXPLAINING)),
            voices,
            queue: Queue::start(config.workers, config.queue),
            stores: Arc::new(Stores::new(config.memory, disk)),
            flights: Mutex::default(),
            passages: Cache::builder()
                .max_capacity(config.passages)
                .time_to_idle(PASSAGE_KEPT)
                .weigher(|_, plan: &Arc<Plan>| u32::try_from(plan.weight()).unwrap_or(u32::MAX))
                .build(),
        }))
    }

    /// The voices it speaks with.
    pub fn voices(&self) -> &Voices {
        &self.voices
    }

    /// Plans a request. May load a voice, so it may block.
    ///
    /// # Errors
    /// What [`Plan::of`] refuses.
    pub fn plan(&self, request: Request) -> Result<Arc<Plan>> {
        Plan::of(request, &self.voices, &self.lexicons.current()).map(Arc::new)
    }

    /// Remembers a plan for later requests that name only its id.
    pub fn remember(&self, plan: &Arc<Plan>) {
        self.passages.insert(plan.id.clone(), Arc::clone(plan));
    }

    /// A remembered plan.
    pub fn passage(&self, id: &str) -> Option<Arc<Plan>> {
        self.passages.get(id)
    }

    /// Starts to speak a plan, or a part of it, as one file.
    ///
    /// # Errors
    /// When the encoder cannot be made.
    pub fn render(self: &Arc<Self>, plan: &Arc<Plan>, order: Order) -> Result<Rendering> {
        Rendering::new(Arc::clone(self), Arc::clone(plan), order)
    }

    /// The marks of a plan, sentence by sentence.
    pub fn marks(self: &Arc<Self>, plan: &Arc<Plan>, lane: Lane) -> Marks {
        Marks::new(Arc::clone(self), Arc::clone(plan), lane)
    }

    /// Sentences that wait for a worker.
    pub fn waiting(&self) -> usize {
        self.queue.depth()
    }

    /// When the words of a sentence will be spoken; synthesises no more than that
    /// needs.
    async fn timing(&self, sentence: &Sentence, lane: Lane) -> Result<Arc<Timing>> {
        // First what failed: sound that broke after its timing was known is a skip, and
        // the marks must say so too.
        if let Some(error) = self.stores.failure(&sentence.key) {
            return Err(error);
        }
        if let Some(timing) = self.stores.timing(&sentence.key) {
            return Ok(timing);
        }
        let flight = self.flight_when_free(sentence, Want::Timing, lane).await?;
        flight.timing().await
    }

    /// As [`Self::flight`], waiting for a place while the queue is full.
    async fn flight_when_free(
        &self,
        sentence: &Sentence,
        want: Want,
        lane: Lane,
    ) -> Result<Arc<Flight>> {
        loop {
            match self.flight(sentence, want, lane) {
                Err(error) if error.blame() == Blame::Unavailable => {
                    tokio::time::sleep(RETRY).await;
                }
                flight => return flight,
            }
        }
    }

    /// Joins the synthesis of a sentence, or starts it.
    fn flight(&self, sentence: &Sentence, want: Want, lane: Lane) -> Result<Arc<Flight>> {
        let key = &sentence.key;
        if let Some(error) = self.stores.failure(key) {
            return Err(error);
        }
        // The map holds no invariant that a panic could break halfway.
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flight) = under_way(&flights, key, want) {
            metrics::counter!("aloud_sentences_shared_total").increment(1);
            return Ok(flight);
        }
        if let Some(sound) = self.stores.sound(key) {
            metrics::counter!("aloud_sentences_cached_total").increment(1);
            return Ok(Flight::of_kept(&sound));
        }
        let flight = Flight::new();
        let task = Synthesis::new(&flight, sentence, want, &self.stores);
        self.queue.submit(lane, Box::new(task))?;
        flights.retain(|_, flight| flight.strong_count() > 0);
        let sentence = key.clone();
        flights.insert(FlightKey { sentence, want }, Arc::downgrade(&flight));
        Ok(flight)
    }
}

/// A flight that gives what is wanted: one for the sound knows the timing too.
fn under_way(
    flights: &HashMap<FlightKey, Weak<Flight>>,
    key: &SentenceKey,
    want: Want,
) -> Option<Arc<Flight>> {
    let find = |want| {
        let sentence = key.clone();
        let flight = flights.get(&FlightKey { sentence, want })?.upgrade()?;
        (!flight.failed()).then_some(flight)
    };
    find(Want::Sound).or_else(|| (want == Want::Timing).then(|| find(want)).flatten())
}

//! Plan → bytes: the sentences in order, silence between them, one encoder.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;

use super::flight::{Flight, Want};
use super::spacing::Spacing;
use super::store::KeptFile;
use super::{Lane, Narrator, Plan, Sentence, plan};
use crate::audio::shape::{self, Resampler};
use crate::audio::{self, Encoder, Finished, Format, StreamInfo, Tags};
use crate::error::{Blame, Error, Result};

/// Sentences synthesised ahead of the one that is being sent.
const AHEAD: usize = 2;

/// Samples of silence pushed at a time.
const SILENCE: [i16; 2048] = [0; 2048];

/// A file larger than this streams each time anew instead of being kept.
const LARGEST_KEPT: usize = 64 << 20;

/// Which part of a plan a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Everything.
    Whole,
    /// One sentence, by its number from 0.
    Segment(usize),
}

impl Part {
    /// The sentences of `plan` it holds, by number.
    fn sentences(self, plan: &Plan) -> std::ops::Range<usize> {
        match self {
            Self::Whole => 0..plan.sentences.len(),
            Self::Segment(number) => number..number + 1,
        }
    }
}

/// What file is wanted.
#[derive(Clone, Debug)]
pub struct Order {
    /// How much of the plan.
    pub part: Part,
    /// In which format.
    pub format: Format,
    /// Who waits for it.
    pub lane: Lane,
    /// Told in the file; a file with tags is made for its orderer and not kept.
    pub tags: Option<Tags>,
}

impl Order {
    /// A file for somebody who listens now.
    pub fn live(part: Part, format: Format) -> Self {
        Self {
            part,
            format,
            lane: Lane::Live,
            tags: None,
        }
    }
}

/// The name under which a finished file is kept.
fn file_name(plan: &Plan, part: Part, format: Format) -> String {
    let extension = format.extension();
    match part {
        Part::Whole => format!("{}.{extension}", plan.id),
        Part::Segment(number) => format!("{}.{number}.{extension}", plan.id),
    }
}

/// A file being spoken. Dropping it stops the work behind it.
pub struct Rendering {
    narrator: Arc<Narrator>,
    plan: Arc<Plan>,
    order: Order,
    /// Sentences not yet begun.
    waiting: VecDeque<usize>,
    /// Sentences begun ahead, in order.
    ahead: VecDeque<Result<Arc<Flight>>>,
    speaking: Option<Speaking>,
    encoder: Box<dyn Encoder>,
    /// Encoded and not yet handed out.
    ready: Vec<u8>,
    /// All that was handed out, as long as the file may be kept.
    kept: Option<Vec<u8>>,
    refusal: Option<Error>,
    /// Whether a sentence was left out through a fault of ours.
    flawed: bool,
    spoken: bool,
    finished: Option<Finished>,
}

/// The sentence that is being sent.
struct Speaking {
    flight: Arc<Flight>,
    next_chunk: usize,
    resampler: Resampler,
    /// What its samples are multiplied with. The cache keeps them as loud as the voice.
    loudness: f32,
    pause: u64,
}

impl Rendering {
    pub(super) fn new(narrator: Arc<Narrator>, plan: Arc<Plan>, order: Order) -> Result<Self> {
        let info = StreamInfo {
            sample_rate: plan.sample_rate,
            samples: None,
            tags: order.tags.clone().unwrap_or_default(),
        };
        Ok(Self {
            encoder: audio::encoder(order.format, &info)?,
            waiting: order.part.sentences(&plan).collect(),
            kept: order.tags.is_none().then(Vec::new),
            narrator,
            plan,
            order,
            ahead: VecDeque::new(),
            speaking: None,
            ready: Vec::new(),
            refusal: None,
            flawed: false,
            spoken: false,
            finished: None,
        })
    }

    /// The next bytes; `None` after the last. When the last have been handed out
    /// the finished file is already kept.
    ///
    /// # Errors
    /// Before the first bytes: `unspeakable` when no sentence can be spoken, `busy`
    /// when the queue is full. Later: whatever broke the synthesis; the file is
    /// then broken too.
    pub async fn next(&mut self) -> Result<Option<Bytes>> {
        while self.finished.is_none() && (self.ready.is_empty() || !self.spoken) {
            self.advance().await?;
        }
        Ok(self.hand_out())
    }

    /// What only the end made known; `None` before it.
    pub fn finished(&self) -> Option<&Finished> {
        self.finished.as_ref()
    }

    /// Whether a sentence was left out through a fault of ours, so that another try
    /// may do better.
    pub fn is_flawed(&self) -> bool {
        self.flawed
    }

    fn hand_out(&mut self) -> Option<Bytes> {
        (!self.ready.is_empty()).then(|| std::mem::take(&mut self.ready).into())
    }

    async fn advance(&mut self) -> Result<()> {
        match self.speaking.take() {
            Some(speaking) => self.speak(speaking).await,
            None => match self.next_flight().await {
                Some((number, flight)) => self.begin(number, flight).await,
                None => self.finish(),
            },
        }
    }

    /// The flight of the next sentence, and its number. A listener who has been
    /// accepted waits for a place in the queue; only the first sentence may be refused.
    async fn next_flight(&mut self) -> Option<(usize, Result<Arc<Flight>>)> {
        let number = self.waiting.pop_front()?;
        if let Some(flight) = self.ahead.pop_front() {
            return Some((number, flight));
        }
        let sentence = &self.plan.sentences[number];
        let lane = self.order.lane;
        let flight = if self.spoken || lane == Lane::Batch {
            let place = self.narrator.flight_when_free(sentence, Want::Sound, lane);
            place.await
        } else {
            self.narrator.flight(sentence, Want::Sound, lane)
        };
        Some((number, flight))
    }

    async fn begin(&mut self, number: usize, flight: Result<Arc<Flight>>) -> Result<()> {
        let plan = Arc::clone(&self.plan);
        let sentence = &plan.sentences[number];
        let begun = match flight {
            Ok(flight) => flight.timing().await.map(|timing| (flight, timing)),
            Err(error) => Err(error),
        };
        match begun {
            Ok((flight, timing)) => {
                let own = sentence.voice.info().sample_rate;
                self.speaking = Some(Speaking {
                    flight,
                    next_chunk: 0,
                    loudness: sentence.segment.manner.factor(),
                    resampler: Resampler::new(own, plan.sample_rate)?,
                    pause: Spacing::spoken(sentence, &timing, plan.sample_rate).pause,
                });
                Ok(())
            }
            Err(error) if error.blame() == Blame::Unavailable => Err(error),
            Err(error) => self.skip(sentence, error),
        }
    }

    async fn speak(&mut self, mut speaking: Speaking) -> Result<()> {
        let mut shaped = Vec::new();
        if let Some(chunk) = speaking.flight.chunk(speaking.next_chunk).await? {
            speaking.next_chunk += 1;
            let chunk = shape::amplified(&chunk, speaking.loudness);
            speaking.resampler.push(&chunk, &mut shaped)?;
            self.encode(&shaped)?;
            let alone = self.order.lane == Lane::Live && !speaking.flight.ended();
            self.speaking = Some(speaking);
            self.spoken = true;
            if !alone {
                self.look_ahead();
            }
            return Ok(());
        }
        speaking.resampler.finish(&mut shaped)?;
        self.encode(&shaped)?;
        self.be_silent(speaking.pause)
    }

    /// Begins the next sentences: a listener's once this one is made, so that they do
    /// not take turns with it, a batch's at once.
    fn look_ahead(&mut self) {
        while self.ahead.len() < AHEAD.min(self.waiting.len()) {
            let number = self.waiting[self.ahead.len()];
            let sentence = &self.plan.sentences[number];
            match self.narrator.flight(sentence, Want::Sound, self.order.lane) {
                Err(error) if error.blame() == Blame::Unavailable => return,
                flight => self.ahead.push_back(flight),
            }
        }
    }

    fn skip(&mut self, sentence: &Sentence, error: Error) -> Result<()> {
        if error.blame() == Blame::Ours {
            tracing::error!(
                code = error.code(),
                message = error.message(),
                "a sentence was skipped"
            );
            self.flawed = true;
            self.kept = None;
        }
        self.refusal.get_or_insert(error);
        self.be_silent(Spacing::skipped(sentence, self.plan.sample_rate).total())
    }

    fn be_silent(&mut self, samples: u64) -> Result<()> {
        let mut left = samples as usize;
        while left > 0 {
            let now = left.min(SILENCE.len());
            self.encode(&SILENCE[..now])?;
            left -= now;
        }
        Ok(())
    }

    fn encode(&mut self, samples: &[i16]) -> Result<()> {
        let before = self.ready.len();
        self.encoder.push(samples, &mut self.ready)?;
        self.remember(before);
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        if !self.spoken && self.must_speak() {
            return Err(plan::unspeakable_after(self.refusal.take()));
        }
        let before = self.ready.len();
        let finished = self.encoder.finish(&mut self.ready)?;
        self.remember(before);
        if let Some(mut file) = self.kept.take() {
            finished.complete(&mut file);
            let name = file_name(&self.plan, self.order.part, self.order.format);
            self.narrator.stores.keep_file(&name, file.into());
        }
        self.finished = Some(finished);
        self.spoken = true;
        Ok(())
    }

    /// One silent sentence among others is an honest gap; nothing but silence is not.
    fn must_speak(&self) -> bool {
        self.order.part == Part::Whole || self.plan.sentences.len() == 1
    }

    /// Adds what was encoded since `before` to the file that may be kept.
    fn remember(&mut self, before: usize) {
        let Some(kept) = &mut self.kept else { return };
        kept.extend_from_slice(&self.ready[before..]);
        if kept.len() > LARGEST_KEPT {
            self.kept = None;
        }
    }
}

impl Narrator {
    /// A finished file, if it was made before; may read the disk.
    pub fn finished(&self, plan: &Plan, part: Part, format: Format) -> Option<KeptFile> {
        self.stores.file(&file_name(plan, part, format))
    }
}

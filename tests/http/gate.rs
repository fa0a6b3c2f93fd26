//! The voice of tones behind a gate: it counts what is asked of it and goes on only
//! as far as it is let. A word that contains `engine-crashes` is our failure.

use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use aloud::engine::tone::Tone;
use aloud::engine::{Prosody, Timing, Utterance, Voice};
use aloud::error::{Error, Result};
use aloud::text::Segment;
use aloud::voice::VoiceInfo;

/// Nothing takes so long unless it never happens.
const NEVER: Duration = Duration::from_secs(20);

/// A handle on the voice `gated`.
#[derive(Clone)]
pub(super) struct Gate(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

/// What was asked, and how much of it may be done.
pub(super) struct State {
    /// The text of every sentence that was begun, in order.
    pub(super) begun: Vec<String>,
    /// Chunks that were made.
    pub(super) chunks: usize,
    may_begin: usize,
    may_make: usize,
}

impl Gate {
    /// Lets `sentences` begin and `chunks` be made.
    pub(super) fn letting(sentences: usize, chunks: usize) -> Self {
        let state = Mutex::new(State {
            begun: Vec::new(),
            chunks: 0,
            may_begin: sentences,
            may_make: chunks,
        });
        Self(Arc::new(Shared {
            state,
            changed: Condvar::new(),
        }))
    }

    /// Holds nothing back, and counts.
    pub(super) fn open() -> Self {
        Self::letting(usize::MAX, usize::MAX)
    }

    /// Lets everything through from now on.
    pub(super) fn open_up(&self) {
        self.let_more(usize::MAX, usize::MAX);
    }

    /// Lets so many more sentences begin and chunks be made.
    pub(super) fn let_more(&self, sentences: usize, chunks: usize) {
        let mut state = self.state();
        state.may_begin = state.may_begin.saturating_add(sentences);
        state.may_make = state.may_make.saturating_add(chunks);
        self.0.changed.notify_all();
    }

    /// Waits until `what` is so; fails the test when that never comes.
    pub(super) fn wait(&self, what: &str, is_so: impl Fn(&State) -> bool) {
        let until = Instant::now() + NEVER;
        let mut state = self.state();
        while !is_so(&state) {
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "never: {what}");
            state = self.0.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    pub(super) fn begun(&self) -> Vec<String> {
        self.state().begun.clone()
    }

    pub(super) fn chunks(&self) -> usize {
        self.state().chunks
    }

    /// The voice behind this gate.
    pub(super) fn voice(&self) -> Arc<dyn Voice> {
        let tone = Tone::default();
        let info = VoiceInfo {
            id: "gated".into(),
            ..tone.info().clone()
        };
        Arc::new(Gated {
            tone,
            info,
            gate: self.clone(),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap()
    }

    fn pass(&self, may: impl Fn(&State) -> bool) {
        let mut state = self.state();
        while !may(&state) {
            state = self.0.changed.wait(state).unwrap();
        }
    }
}

struct Gated {
    tone: Tone,
    info: VoiceInfo,
    gate: Gate,
}

impl Voice for Gated {
    fn info(&self) -> &VoiceInfo {
        &self.info
    }

    fn digest(&self) -> &str {
        self.tone.digest()
    }

    fn begin(&self, segment: &Segment, prosody: &Prosody) -> Result<Box<dyn Utterance>> {
        let number = {
            let mut state = self.gate.state();
            state.begun.push(segment.spoken().text);
            state.begun.len()
        };
        self.gate.0.changed.notify_all();
        self.gate.pass(|state| number <= state.may_begin);
        if segment
            .words
            .iter()
            .any(|word| word.spoken.contains("engine-crashes"))
        {
            return Err(Error::ours(
                "engine_crashed",
                "The engine of this machine died.",
            ));
        }
        Ok(Box::new(GatedUtterance {
            tone: self.tone.begin(segment, prosody)?,
            gate: self.gate.clone(),
        }))
    }
}

struct GatedUtterance {
    tone: Box<dyn Utterance>,
    gate: Gate,
}

impl Utterance for GatedUtterance {
    fn timing(&self) -> &Timing {
        self.tone.timing()
    }

    fn next_chunk(&mut self) -> Result<Option<Vec<i16>>> {
        let chunk = self.tone.next_chunk()?;
        if chunk.is_some() {
            self.gate.pass(|state| state.chunks < state.may_make);
            self.gate.state().chunks += 1;
            self.gate.0.changed.notify_all();
        }
        Ok(chunk)
    }
}

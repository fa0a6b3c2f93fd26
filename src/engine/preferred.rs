//! The neural voice that speaks a language when nobody asked for another, as long as it
//! can be loaded.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::voice::recommended;

/// After a failure the voice is tried again; until then the built-in one speaks.
const PAUSE: Duration = Duration::from_secs(60);

/// The recommended voices that are there.
#[derive(Default)]
pub(super) struct Preferred {
    there: BTreeSet<String>,
    failed: Mutex<BTreeMap<&'static str, Instant>>,
}

impl Preferred {
    /// Those among `ids` that are recommended.
    pub(super) fn among<'a>(ids: impl Iterator<Item = &'a str>) -> Self {
        let there = ids.filter(|id| recommended::about(id).is_some());
        Self {
            there: there.map(str::to_owned).collect(),
            failed: Mutex::default(),
        }
    }

    /// The voice to try for `language`, other than those that failed just now.
    pub(super) fn for_language(&self, language: &str) -> Option<&'static str> {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        let rests = |id: &str| failed.get(id).is_some_and(|then| then.elapsed() < PAUSE);
        recommended::preferred(language, |id| self.there.contains(id) && !rests(id))
    }

    /// Remembers that `id` cannot speak now, and says so.
    pub(super) fn failed(&self, id: &'static str, why: &Error) {
        tracing::warn!(voice = id, "{why} The built-in voice speaks instead.");
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.insert(id, Instant::now());
    }
}

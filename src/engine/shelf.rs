//! What is loaded and shared, within a budget of memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::Result;

/// How much memory a loaded thing takes.
pub(super) trait Weight {
    /// Bytes, about.
    fn bytes(&self) -> u64;
}

/// Things by name, each loaded once by whoever comes first; the others wait for that
/// one alone. Over the budget, the one that was not used for longest goes. Whoever
/// still speaks with it keeps it alive: the shelf only lets go of its own hold.
pub(super) struct Shelf<T> {
    budget: u64,
    state: Mutex<State<T>>,
}

struct State<T> {
    places: BTreeMap<String, Place<T>>,
    /// Stays, unless it alone is over the budget.
    kept: String,
    /// Counts uses; the time of this shelf.
    now: u64,
}

struct Place<T> {
    slot: Slot<T>,
    /// 0 until it is loaded.
    bytes: u64,
    used: u64,
}

type Slot<T> = Arc<Mutex<Option<Arc<T>>>>;

impl<T: Weight> Shelf<T> {
    /// Empty; `budget` in bytes.
    pub(super) fn new(budget: u64) -> Self {
        let state = State {
            places: BTreeMap::new(),
            kept: String::new(),
            now: 0,
        };
        Self {
            budget,
            state: Mutex::new(state),
        }
    }

    /// Lets `name` stay whatever comes, in the place of what was kept before.
    pub(super) fn keep(&self, name: &str) {
        name.clone_into(&mut self.lock().kept);
    }

    /// What is called `name`; `load` makes it where it is not there. A failure is not
    /// kept: a file that was missing may be there the next time.
    ///
    /// # Errors
    /// What `load` fails with.
    pub(super) fn get(&self, name: &str, load: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        let slot = self.slot(name);
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(there) = &*slot {
            return Ok(Arc::clone(there));
        }
        let new = Arc::new(load()?);
        *slot = Some(Arc::clone(&new));
        drop(slot);
        // What goes is freed here, not under the lock.
        drop(self.make_room(name, new.bytes()));
        Ok(new)
    }

    /// What is called `name`, if it is loaded; does not count as a use.
    pub(super) fn peek(&self, name: &str) -> Option<Arc<T>> {
        let slot = Arc::clone(&self.lock().places.get(name)?.slot);
        let slot = slot.try_lock().ok()?;
        slot.clone()
    }

    fn slot(&self, name: &str) -> Slot<T> {
        let mut state = self.lock();
        state.now += 1;
        let now = state.now;
        let place = state
            .places
            .entry(name.to_owned())
            .or_insert_with(|| Place {
                slot: Arc::default(),
                bytes: 0,
                used: now,
            });
        place.used = now;
        Arc::clone(&place.slot)
    }

    /// Takes out what no longer fits beside `name`, which has just been loaded.
    fn make_room(&self, name: &str, bytes: u64) -> Vec<Place<T>> {
        let mut state = self.lock();
        if let Some(place) = state.places.get_mut(name) {
            // Nothing loaded weighs nothing: that would mean it is being loaded.
            place.bytes = bytes.max(1);
        }
        let mut gone = Vec::new();
        while state.bytes() > self.budget {
            let Some(oldest) = self.oldest(&state, name) else {
                break;
            };
            gone.extend(state.places.remove(&oldest));
        }
        tell(&state, gone.len());
        gone
    }

    fn oldest(&self, state: &State<T>, newest: &str) -> Option<String> {
        let may_go = |name: &str, place: &Place<T>| {
            let kept = state.kept == name && place.bytes <= self.budget;
            place.bytes > 0 && name != newest && !kept
        };
        let places = state
            .places
            .iter()
            .filter(|(name, place)| may_go(name, place));
        let oldest = places.min_by_key(|(_, place)| place.used);
        oldest.map(|(name, _)| name.clone())
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // Nothing under the lock can panic halfway through a change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> State<T> {
    fn bytes(&self) -> u64 {
        self.places.values().map(|place| place.bytes).sum()
    }
}

fn tell<T>(state: &State<T>, gone: usize) {
    let loaded = state.places.values().filter(|place| place.bytes > 0);
    metrics::gauge!("aloud_models_loaded").set(loaded.count() as f64);
    metrics::gauge!("aloud_models_bytes").set(state.bytes() as f64);
    metrics::counter!("aloud_models_evicted_total").increment(gone as u64);
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::error::Error;

    /// A thing of so many bytes.
    struct Thing(u64);

    impl Weight for Thing {
        fn bytes(&self) -> u64 {
            self.0
        }
    }

    fn get(shelf: &Shelf<Thing>, name: &str, bytes: u64) -> Arc<Thing> {
        shelf.get(name, || Ok(Thing(bytes))).unwrap()
    }

    fn names(shelf: &Shelf<Thing>) -> Vec<String> {
        shelf.lock().places.keys().cloned().collect()
    }

    #[test]
    fn the_one_not_used_for_longest_goes() {
        let shelf = Shelf::new(30);
        for name in ["a", "b", "c"] {
            get(&shelf, name, 10);
        }
        get(&shelf, "a", 0);
        get(&shelf, "d", 10);
        assert_eq!(names(&shelf), ["a", "c", "d"]);
        get(&shelf, "e", 20);
        assert_eq!(names(&shelf), ["d", "e"]);
    }

    #[test]
    fn what_is_in_use_stays_whole_and_is_loaded_anew_for_others() {
        let shelf = Shelf::new(10);
        let used = get(&shelf, "a", 10);
        get(&shelf, "b", 10);
        assert_eq!((names(&shelf), used.0), (vec!["b".into()], 10));
        assert!(!Arc::ptr_eq(&used, &get(&shelf, "a", 10)));
        assert_eq!(Arc::strong_count(&used), 1, "the shelf let go");
    }

    #[test]
    fn the_kept_one_stays_unless_it_alone_is_too_large() {
        for (bytes, stays) in [(10, true), (11, false)] {
            let shelf = Shelf::new(10);
            shelf.keep("kept");
            get(&shelf, "kept", bytes);
            get(&shelf, "other", 5);
            get(&shelf, "third", 5);
            assert_eq!(names(&shelf).contains(&"kept".to_owned()), stays);
        }
    }

    #[test]
    fn one_that_loads_for_ever_keeps_nobody_else_waiting() {
        let shelf = Shelf::new(10);
        std::thread::scope(|scope| {
            let (go_on, wait) = mpsc::channel::<()>();
            let (began, begun) = mpsc::channel();
            let shelf = &shelf;
            let slow = scope.spawn(move || {
                shelf.get("slow", || {
                    began.send(()).unwrap();
                    let _ = wait.recv();
                    Err(Error::ours("engine_failed", "It never came."))
                })
            });
            begun.recv().unwrap();
            for name in ["a", "b", "c"] {
                get(shelf, name, 10);
            }
            drop(go_on);
            assert!(slow.join().unwrap().is_err());
        });
        assert_eq!(get(&shelf, "slow", 1).0, 1, "a failure is not kept");
    }
}

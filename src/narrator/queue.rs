//! The queue over the worker threads: live before batch, turn by turn.
//!
//! A task is done in steps, and after each step it goes to the back of its lane,
//! so that every listener gets sound in turn and nobody waits for another's whole
//! sentence. Full means an immediate refusal.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::error::{Error, Result};

/// Who waits for the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Somebody listens now.
    Live,
    /// Nobody does; runs only while no live task waits.
    Batch,
}

/// Work in small steps.
pub(super) trait Task: Send {
    /// Does the next step, in the order of a second at most.
    fn step(&mut self) -> Step;
}

/// What a step left.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// There is more to do.
    More,
    /// That was all, or nobody wants the rest.
    Done,
}

/// Bounded lanes served by worker threads; dropping it ends the threads after
/// their current step.
pub(super) struct Queue {
    lanes: Arc<Lanes>,
    workers: Vec<thread::JoinHandle<()>>,
}

struct Lanes {
    /// Tasks that may wait in each lane before new ones are refused.
    bound: usize,
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Default)]
struct Waiting {
    live: VecDeque<Box<dyn Task>>,
    batch: VecDeque<Box<dyn Task>>,
    closed: bool,
}

impl Queue {
    /// Starts `workers` threads (at least one).
    pub(super) fn start(workers: usize, bound: usize) -> Self {
        let lanes = Arc::new(Lanes {
            bound,
            waiting: Mutex::default(),
            changed: Condvar::new(),
        });
        let workers = (0..workers.max(1))
            .map(|_| {
                let lanes = Arc::clone(&lanes);
                thread::spawn(move || lanes.work())
            })
            .collect();
        Self { lanes, workers }
    }

    /// Adds a task.
    ///
    /// # Errors
    /// `busy` when its lane is full.
    pub(super) fn submit(&self, lane: Lane, task: Box<dyn Task>) -> Result<()> {
        let mut waiting = self.lanes.lock();
        let tasks = waiting.lane(lane);
        if tasks.len() >= self.lanes.bound {
            return Err(Error::unavailable(
                "busy",
                "The server is speaking for as many listeners as it can; try again in a moment.",
            ));
        }
        tasks.push_back(task);
        self.lanes.changed.notify_one();
        Ok(())
    }

    /// Tasks that wait, in both lanes.
    pub(super) fn depth(&self) -> usize {
        let waiting = self.lanes.lock();
        waiting.live.len() + waiting.batch.len()
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        self.lanes.lock().closed = true;
        self.lanes.changed.notify_all();
        for worker in self.workers.drain(..) {
            // A worker that panicked has been reported by the panic hook.
            let _ = worker.join();
        }
    }
}

impl Lanes {
    fn work(&self) {
        while let Some((lane, mut task)) = self.take() {
            // A task that panics is dropped, which fails it; the worker goes on.
            let step = catch_unwind(AssertUnwindSafe(|| task.step()));
            if matches!(step, Ok(Step::More)) {
                self.lock().lane(lane).push_back(task);
                self.changed.notify_one();
            }
        }
    }

    fn take(&self) -> Option<(Lane, Box<dyn Task>)> {
        let mut waiting = self.lock();
        loop {
            if waiting.closed {
                return None;
            }
            if let Some(task) = waiting.live.pop_front() {
                return Some((Lane::Live, task));
            }
            if let Some(task) = waiting.batch.pop_front() {
                return Some((Lane::Batch, task));
            }
            waiting = self
                .changed
                .wait(waiting)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The lanes hold no invariant that a panic could break halfway.
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn lane(&mut self, lane: Lane) -> &mut VecDeque<Box<dyn Task>> {
        match lane {
            Lane::Live => &mut self.live,
            Lane::Batch => &mut self.batch,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, Sender, channel};

    /// Sends its name at every step.
    struct Chant {
        name: &'static str,
        left: usize,
        log: Sender<&'static str>,
    }

    impl Task for Chant {
        fn step(&mut self) -> Step {
            self.left -= 1;
            let _ = self.log.send(self.name);
            if self.left == 0 {
                Step::Done
            } else {
                Step::More
            }
        }
    }

    /// Holds the only worker until the gate opens.
    struct Gate(Receiver<()>);

    impl Task for Gate {
        fn step(&mut self) -> Step {
            let _ = self.0.recv();
            Step::Done
        }
    }

    fn gated(bound: usize) -> (Queue, Sender<()>) {
        let queue = Queue::start(1, bound);
        let (open, gate) = channel();
        queue.submit(Lane::Live, Box::new(Gate(gate))).unwrap();
        while queue.depth() > 0 {
            thread::yield_now();
        }
        (queue, open)
    }

    fn chant(name: &'static str, left: usize, log: &Sender<&'static str>) -> Box<Chant> {
        let log = log.clone();
        Box::new(Chant { name, left, log })
    }

    #[test]
    fn live_goes_before_batch_and_listeners_take_turns() {
        let (queue, open) = gated(8);
        let (log, heard) = channel();
        queue.submit(Lane::Batch, chant("batch", 2, &log)).unwrap();
        queue.submit(Lane::Live, chant("a", 2, &log)).unwrap();
        queue.submit(Lane::Live, chant("b", 2, &log)).unwrap();
        drop((log, open));
        let order: Vec<_> = heard.iter().collect();
        assert_eq!(order, ["a", "b", "a", "b", "batch", "batch"]);
    }

    #[test]
    fn a_full_lane_refuses_at_once() {
        let (queue, open) = gated(1);
        let (log, _heard) = channel();
        queue.submit(Lane::Live, chant("a", 1, &log)).unwrap();
        let refused = queue.submit(Lane::Live, chant("b", 1, &log)).unwrap_err();
        assert_eq!(refused.code(), "busy");
        queue.submit(Lane::Batch, chant("c", 1, &log)).unwrap();
        drop(open);
    }
}

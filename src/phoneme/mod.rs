//! Words → phonemes, and everything else that espeak-ng is asked for.
//!
//! espeak-ng is C, keeps its state in globals and dies of ordinary text (`s'`
//! seventy times over), so it never runs in this process. [`Workers`] is the
//! pool that hands requests to worker processes: the same binary, under a hidden
//! subcommand whose body is [`worker::main`]. A worker loads espeak-ng's tables
//! once and then forks for every request: a crash, a hang or a memory blow-up ends
//! one child, and every request finds espeak-ng in the state in which it was
//! born, so that the same request gives the same samples whatever came before.
//!
//! ```text
//! engine ─► Workers ══ socket pair ══► worker::main ─ fork ─► espeak_ng (C) ─► reply
//! ```

mod clauses;
mod confine;
mod data;
mod dictation;
mod espeak_ng;
mod languages;
mod lexicon;
mod protocol;
pub mod worker;
mod workers;

pub(crate) use confine::{Limits, limit_this_process};
pub use data::Data;
pub use dictation::Dictation;
pub use languages::{Language, languages};
pub use lexicon::Lexicons;
pub use protocol::{
    Clause, Group, Misbehaviour, Naming, PhonemizeRequest, SpeakRequest, Spoken, WordEvent,
};
pub use workers::{Workers, WorkersConfig};

/// Which espeak-ng is linked; the crate's version is pinned in `Cargo.toml`.
pub const ENGINE: &str = "espeak-ng 1.52.0.1";

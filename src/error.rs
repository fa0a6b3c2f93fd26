//! One error type, sorted by who is to blame.
//!
//! The faces translate it: `http/problem.rs` is the only place that knows
//! status codes, `cli/exit.rs` the only one that knows exit codes. The caller's
//! faults are explained to the caller; ours are logged once and hidden.

use std::fmt;
use std::sync::Arc;

/// What every fallible function of the pipeline returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Who can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// The request is wrong; the message says what would be right.
    Caller,
    /// The request is right but larger than a limit, which the message names.
    Limit,
    /// Legal, but aloud does not do it.
    Unsupported,
    /// Right, but not now: busy, shutting down, or a part is missing.
    Unavailable,
    /// Our fault. Faces log it and tell the caller no more than the code.
    Ours,
}

/// What went wrong: blame, a stable code, and a sentence for a person.
///
/// Cheap to clone, because one failed synthesis answers every listener.
#[derive(Clone, Debug)]
pub struct Error {
    blame: Blame,
    code: &'static str,
    message: String,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// The caller's fault; `message` names the matter and the valid choices.
    pub fn caller(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Blame::Caller, code, message)
    }

    /// Over a limit; `message` names the limit.
    pub fn limit(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Blame::Limit, code, message)
    }

    /// Legal, but not done here.
    pub fn unsupported(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Blame::Unsupported, code, message)
    }

    /// Not now, or a part is missing; `message` says how to get it.
    pub fn unavailable(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Blame::Unavailable, code, message)
    }

    /// Our fault.
    pub fn ours(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Blame::Ours, code, message)
    }

    /// Keeps the cause, for the log.
    #[must_use]
    pub fn caused_by(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// Who can do something about it.
    pub fn blame(&self) -> Blame {
        self.blame
    }

    /// Stable, `snake_case`, for programs.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// One or two sentences, for a person.
    pub fn message(&self) -> &str {
        &self.message
    }

    fn new(blame: Blame, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            blame,
            code,
            message: message.into(),
            source: None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn std::error::Error + 'static))
    }
}

const _: () = {
    const fn crosses_threads<T: Send + Sync + 'static>() {}
    crosses_threads::<Error>();
};

//! Errors → exit codes: 0 done, 1 the work failed, 2 wrong usage. The only place
//! that knows them.

use std::process::ExitCode;

use crate::error::{Blame, Error};

/// Faults that another command line would mend.
const USAGE: [&str; 12] = [
    "usage",
    "bad_config",
    "bad_lexicon",
    "bad_source",
    "not_installed",
    "unknown_voice",
    "unknown_captions",
    "unknown_format",
    "unknown_kind",
    "unsupported_language",
    "speed_out_of_range",
    "no_format",
];

/// Tells a person what went wrong, on stderr, and gives the exit code.
pub(super) fn failed(error: &Error) -> ExitCode {
    eprintln!("aloud: {error}");
    if error.blame() == Blame::Ours {
        let mut cause = std::error::Error::source(error);
        while let Some(error) = cause {
            eprintln!("  because: {error}");
            cause = error.source();
        }
    }
    code_of(error)
}

/// The exit code for `error`.
fn code_of(error: &Error) -> ExitCode {
    ExitCode::from(if USAGE.contains(&error.code()) { 2 } else { 1 })
}

//! The aloud binary: parse, call, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    aloud::cli::run()
}

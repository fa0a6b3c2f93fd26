//! The aloud binary: parse, call, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args_os()
        .nth(1)
        .is_some_and(|arg| arg == aloud::phoneme::worker::SUBCOMMAND)
    {
        return aloud::phoneme::worker::main();
    }
    ExitCode::SUCCESS
}

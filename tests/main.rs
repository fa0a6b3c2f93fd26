//! Everything that is tested through the public surface, as one binary.

mod article;
mod audio;
mod cli;
mod espeak;
mod explain;
mod http;
mod install;
mod narrate;
mod piper;
#[cfg(unix)]
mod setup;
mod text;
mod tidy;
mod voice_contract;

//! Everything that is tested through the public surface, as one binary.

mod audio;
#[cfg(unix)]
mod setup;
mod tidy;
mod voice_contract;
mod article;
mod narrate;

//! Everything that is tested through the public surface, as one binary.

mod article;
mod audio;
mod narrate;
#[cfg(unix)]
mod setup;
mod tidy;
mod voice_contract;

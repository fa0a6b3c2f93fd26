//! Everything that is tested through the public surface, as one binary.

mod espeak;
mod voice_contract;

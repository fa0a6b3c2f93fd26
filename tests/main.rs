//! Everything that is tested through the public surface, as one binary.

mod audio;
mod setup;
mod tidy;

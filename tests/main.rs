//! Everything that is tested through the public surface, as one binary.

#[cfg(unix)]
mod setup;
mod tidy;

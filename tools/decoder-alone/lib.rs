//! The decoder's room and what it stands on, as they are; its neighbours in a line each.
#![allow(dead_code, unused_imports, reason = "its neighbours are not here")]

#[cfg(fuzzing)]
pub use engine::piper::{hold_claims_of, survive_file_of};

mod error {
    /// What went wrong.
    #[derive(Debug)]
    pub(crate) struct Error(pub(crate) String);
    pub(crate) type Result<T> = std::result::Result<T, Error>;
}

#[path = "."]
mod engine {
    #[path = "."]
    pub(crate) mod piper {
        #[path = "../../src/engine/piper/network/mod.rs"]
        mod network;
        #[path = "../../src/engine/piper/graph/mod.rs"]
        mod graph;
        #[path = "../../src/engine/piper/noise.rs"]
        mod noise;

        mod model {
            pub(in super::super) fn failed(what: &str) -> crate::error::Error {
                crate::error::Error(what.to_owned())
            }
        }

        /// Any vocoder and any way of speaking with it, made of a fuzzer's bytes.
        #[cfg(fuzzing)]
        pub fn hold_claims_of(bytes: &[u8]) {
            network::alone::hold_claims_of(bytes);
        }

        /// Any damaged file, made of a fuzzer's bytes.
        #[cfg(fuzzing)]
        pub fn survive_file_of(bytes: &[u8]) {
            network::alone::survive_file_of(bytes);
        }
    }
}

//! The decoder's room and what it stands on, as they are; its neighbours in a line each.
#![allow(dead_code, unused_imports, reason = "its neighbours are not here")]

mod error {
    /// What went wrong.
    #[derive(Debug)]
    pub(crate) struct Error(pub(crate) String);
    pub(crate) type Result<T> = std::result::Result<T, Error>;
}

#[path = "."]
mod engine {
    #[path = "."]
    mod piper {
        #[path = "../../src/engine/piper/decoder/mod.rs"]
        mod decoder;
        #[path = "../../src/engine/piper/graph/mod.rs"]
        mod graph;
        #[path = "../../src/engine/piper/noise.rs"]
        mod noise;

        mod model {
            pub(in super::super) fn failed(what: &str) -> crate::error::Error {
                crate::error::Error(what.to_owned())
            }
        }
    }
}

//! What a voice is, before anybody speaks with it, and how one is found.

pub mod cached;
pub mod card;
pub mod catalogue;
mod directory;
pub mod fetch;
pub mod install;
pub mod installed;
pub mod recommended;
pub mod tag;

pub use directory::{Directory, TagClaim};

/// Facts about one voice, as `GET /v1/voices` and `aloud voices list` show them.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct VoiceInfo {
    /// `espeak:en-us`, `en_US-lessac-medium`, `…#speaker`.
    pub id: String,
    /// For a person: "English (America)".
    pub name: String,
    /// BCP 47 tag of the language it speaks.
    pub language: String,
    /// Which kind of engine speaks it: `espeak`, `piper`, `tone`.
    pub engine: &'static str,
    /// Hz.
    pub sample_rate: u32,
    /// SPDX id, or the words of its card.
    pub licence: String,
    /// Where word times come from.
    pub word_times: WordTimes,
    /// Who makes a Piper voice's samples of what its model says, known once it is loaded:
    /// `aloud/avx512` (our own, with these instructions), the same with
    /// `, flow: onnxruntime` where that part is left to it, `onnxruntime`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decoder: Option<String>,
    /// Something its listener should know, such as a missing dictionary.
    pub note: Option<String>,
}

/// How the times of a voice's words are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WordTimes {
    /// The engine itself reports them.
    Exact,
    /// Guessed from the length of the words.
    Estimated,
}

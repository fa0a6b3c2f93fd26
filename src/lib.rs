//! aloud: self-hosted speech for publishers.
//!
//! ```text
//!  highlighted text ─┐                                                     ┌─► http    (audio stream + marks)
//!  page · post · feed ┴► Passage ─► Segment ─► Phonemes ─► Speech ─► bytes ┼─► cli     (file or stdout)
//!                        article     text      phoneme     engine    audio └─► batch   (files and captions)
//!                                   └──────────── narrator: queue · cache · order ────────────┘
//! ```
//!
//! Data goes one way. Only two signals travel back: back-pressure (a bounded queue
//! is full) and cancellation (the listener left). Settings travel with the call.
//! Every stage keeps the span: the place of a word in the author's own text.

pub mod article;
pub mod audio;
pub mod batch;
pub mod caption;
pub mod cli;
pub mod config;
pub mod engine;
pub mod error;
pub mod http;
pub mod narrator;
pub mod phoneme;
pub mod text;
pub mod voice;

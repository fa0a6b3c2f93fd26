//! The HTTP face over real sockets.
//!
//! Every server is real: the router, the accept loop, the narrator. Exactness is
//! claimed with the voice of tones, behind a [`gate`] where order matters, and with
//! espeak-ng where the text does.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod bad_input;
mod client;
mod crowd;
mod explain;
mod failing;
mod finished;
mod gate;
mod marks;
mod openapi;
mod operating;
mod origins;
mod server;
mod sharing;
mod ssml;
mod streaming;

use client::{Answer, Posted};
use gate::Gate;
use server::Server;

/// `count` sentences of five words, a line each, all different.
fn sentences(count: usize) -> String {
    let line = |number| format!("This is line number {}.\n", spelt(number));
    (0..count).map(line).collect()
}

/// A number in letters: digits would be spoken as words of another length.
fn spelt(number: usize) -> String {
    let letter = |digit: char| char::from(b'a' + digit.to_digit(10).unwrap_or_default() as u8);
    number.to_string().chars().map(letter).collect()
}

//! Request bodies: read within bounds, then as JSON the way browsers write it.

use std::borrow::Cow;
use std::time::Duration;

use axum::body::Body;
use http_body_util::{BodyExt, Limited};
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// A body that has not arrived by then is given up.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads a JSON body of at most `limit` bytes.
///
/// Lone surrogates in `\u` escapes, which JavaScript strings may hold and Rust's
/// cannot, are read as U+FFFD: one UTF-16 unit for one, so that indexes stay true.
///
/// # Errors
/// `body_too_large`, `body_timeout`, `body_broken`, `invalid_json`.
pub(super) async fn read_json<T: DeserializeOwned>(body: Body, limit: usize) -> Result<T> {
    let bytes = tokio::time::timeout(PATIENCE, Limited::new(body, limit).collect())
        .await
        .map_err(|_| {
            Error::caller(
                "body_timeout",
                "The request's body did not arrive within 10 s.",
            )
        })?
        .map_err(|error| refused(&*error, limit))?
        .to_bytes();
    serde_json::from_slice(&mend_surrogates(&bytes)).map_err(|error| {
        Error::caller(
            "invalid_json",
            format!("The body is not the JSON expected here: {error}."),
        )
    })
}

fn refused(error: &(dyn std::error::Error + 'static), limit: usize) -> Error {
    if error.is::<http_body_util::LengthLimitError>() {
        let message = format!("The body is larger than the limit of {limit} bytes.");
        return Error::limit("body_too_large", message);
    }
    Error::caller("body_broken", "The request's body broke off.")
}

/// Replaces `\ud800`–`\udfff` escapes without a partner by `\ufffd`.
fn mend_surrogates(json: &[u8]) -> Cow<'_, [u8]> {
    let mut mended = Cow::Borrowed(json);
    let mut at = 0;
    while let Some(offset) = json[at..].iter().position(|byte| *byte == b'\\') {
        at += offset;
        match (unit(json, at), unit(json, at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => at += 12,
            (Some(0xD800..=0xDFFF), _) => {
                mended.to_mut()[at + 2..at + 6].copy_from_slice(b"fffd");
                at += 6;
            }
            // Any other escape is the backslash and the character after it.
            _ => at = (at + 2).min(json.len()),
        }
    }
    mended
}

/// The unit of the `\uXXXX` escape at `at`, if one is there.
fn unit(json: &[u8], at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_surrogates_become_replacement_characters_of_the_same_length() {
        for (json, text) in [
            (r#""a\ud83d\ude00b""#, "a😀b"),
            (r#""a\ud83db""#, "a\u{fffd}b"),
            (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
            (r#""\\ud83d""#, "\\ud83d"),
            (r#""plain \u00e9 \" \\""#, "plain é \" \\"),
        ] {
            let read: String = serde_json::from_slice(&mend_surrogates(json.as_bytes())).unwrap();
            assert_eq!(read, text, "{json}");
        }
    }

    #[test]
    fn a_broken_escape_is_left_to_the_json_parser() {
        for json in [r#""\"#, r#""\u"#, r#""\ud8"#, r#""\u+123""#] {
            assert!(serde_json::from_slice::<String>(&mend_surrogates(json.as_bytes())).is_err());
        }
    }
}

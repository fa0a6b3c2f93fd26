//! Request bodies: read within bounds, then as JSON the way browsers write it.

use std::borrow::Cow;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::error::{Error, Result};

/// A body that has not arrived by then is given up.
const PATIENCE: Duration = Duration::from_secs(10);

/// A body of up to so many times the limit is read before it is refused.
const READ_AND_REFUSED: usize = 8;

/// Characters of the JSON parser's own words that a message repeats.
const REASON: usize = 120;

/// Reads a JSON body of at most `limit` bytes.
///
/// Lone surrogates in `\u` escapes, which JavaScript strings may hold and Rust's
/// cannot, are read as U+FFFD: one UTF-16 unit for one, so that indexes stay true.
///
/// # Errors
/// `body_too_large`, `body_timeout`, `body_broken`, `invalid_json`.
pub(super) async fn read_json<T: DeserializeOwned>(body: Body, limit: usize) -> Result<T> {
    let late = |_| {
        let message = "The request's body did not arrive within 10 s.";
        Error::caller("body_timeout", message)
    };
    let bytes = timeout(PATIENCE, read(body, limit)).await.map_err(late)??;
    let mended = mend_surrogates(&bytes);
    let mut json = serde_json::Deserializer::from_slice(&mended);
    let value = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| unexpected(&error.path().to_string(), error.inner()))?;
    json.end().map_err(|error| unexpected(".", &error))?;
    Ok(value)
}

/// The bytes of a body. One that is too large is read to its end all the same, if
/// that is near: a client still sending would not see the answer.
async fn read(mut body: Body, limit: usize) -> Result<Vec<u8>> {
    let farthest = limit.saturating_mul(READ_AND_REFUSED);
    let mut bytes = Vec::new();
    let mut length = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if length <= farthest {
        length = 0;
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame.map_err(|_| broken_off())?.into_data() else {
                continue;
            };
            length += data.len();
            if length > farthest {
                break;
            }
            if length <= limit {
                bytes.extend_from_slice(&data);
            }
        }
    }
    if length > limit {
        let message = format!("The body is larger than the limit of {limit} bytes.");
        return Err(Error::limit("body_too_large", message));
    }
    Ok(bytes)
}

fn broken_off() -> Error {
    Error::caller("body_broken", "The request's body broke off.")
}

/// Names the field and what is wrong with it, and repeats no more than the beginning
/// of a long value.
fn unexpected(path: &str, error: &serde_json::Error) -> Error {
    let place = if path == "." || error.is_syntax() {
        String::new()
    } else {
        format!(" at {path}")
    };
    let why = error.to_string();
    let shown: String = why.chars().take(REASON).collect();
    let cut = if shown.len() < why.len() { "…" } else { "" };
    let message = format!("The body is not the JSON expected here{place}: {shown}{cut}.");
    Error::caller("invalid_json", message)
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

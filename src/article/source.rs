//! Bytes → text, with the name that every message carries.

use crate::error::{Error, Result};

/// The largest source that is read, in bytes.
pub const MAX_BYTES: usize = 8 << 20;

/// A named text.
pub(super) struct Source<'a> {
    pub(super) name: &'a str,
    pub(super) text: &'a str,
}

impl<'a> Source<'a> {
    /// UTF-8, a byte order mark left out.
    pub(super) fn decode(name: &'a str, bytes: &'a [u8]) -> Result<Self> {
        if bytes.len() > MAX_BYTES {
            return Err(Error::limit(
                "too_large",
                format!(
                    "{name}: larger than {} MiB, the limit for one article.",
                    MAX_BYTES >> 20
                ),
            ));
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let line = 1 + line_breaks(&bytes[..error.valid_up_to()]);
            Error::caller(
                "not_utf8",
                format!("{name}, line {line}: not UTF-8. Save the file as UTF-8, or convert it with iconv."),
            )
        })?;
        Ok(Self { name, text })
    }

    /// A fault of the source at `line`, counted from 1.
    pub(super) fn fault(&self, code: &'static str, line: usize, what: &str) -> Error {
        Error::caller(code, format!("{}, line {line}: {what}", self.name))
    }
}

/// How many lines end in `bytes`.
pub(super) fn line_breaks(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

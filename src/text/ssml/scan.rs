//! SSML's source, piece by piece: which bytes are tags and which are text.
//!
//! Runs before the source is known to be well-formed, so it takes anything.

use super::super::Span;

/// A piece of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// `<name …>`.
    Open { attributes: usize },
    /// `<name …/>`.
    Empty { attributes: usize },
    /// `</name>`.
    Close,
    /// What stands inside `<![CDATA[ … ]]>`; the brackets are pieces of markup.
    Verbatim,
    /// A comment, a processing instruction, a bracket of CDATA.
    Markup,
    /// Characters between tags.
    Text,
    /// `&…;`.
    Reference,
}

/// The pieces of `source`, in order; they cover all of it, in one pass.
pub(super) fn pieces(source: &str) -> impl Iterator<Item = (Span, Piece)> + '_ {
    let mut at = 0;
    let mut verbatim = None;
    std::iter::from_fn(move || {
        let rest = &source[at..];
        if rest.is_empty() {
            return None;
        }
        let (length, piece) = match verbatim.take() {
            Some(Verbatim::Inside(length)) if length > 0 => {
                verbatim = Some(Verbatim::End);
                (length, Piece::Verbatim)
            }
            Some(_) => (CLOSE_CDATA.len().min(rest.len()), Piece::Markup),
            None if rest.starts_with(OPEN_CDATA) => {
                let inside = &rest[OPEN_CDATA.len()..];
                let length = inside.find(CLOSE_CDATA).unwrap_or(inside.len());
                verbatim = Some(Verbatim::Inside(length));
                (OPEN_CDATA.len(), Piece::Markup)
            }
            None => next(rest),
        };
        let span = Span::new(at, at + length);
        at = span.end;
        Some((span, piece))
    })
}

const OPEN_CDATA: &str = "<![CDATA[";
const CLOSE_CDATA: &str = "]]>";

enum Verbatim {
    Inside(usize),
    End,
}

/// The first piece of `rest`, which is not empty and begins with no CDATA.
fn next(rest: &str) -> (usize, Piece) {
    let until = |mark: &str| rest.find(mark).map_or(rest.len(), |at| at + mark.len());
    if rest.starts_with("<!--") {
        return (until("-->"), Piece::Markup);
    }
    if rest.starts_with("<?") {
        return (until("?>"), Piece::Markup);
    }
    if rest.starts_with("<!") {
        return (until(">"), Piece::Markup);
    }
    if rest.starts_with("</") {
        return (until(">"), Piece::Close);
    }
    if rest.starts_with('<') {
        return tag(rest);
    }
    if rest.starts_with('&') {
        return (until(";"), Piece::Reference);
    }
    (rest.find(['<', '&']).unwrap_or(rest.len()), Piece::Text)
}

/// An opening tag; `>` inside quotes does not end it.
fn tag(rest: &str) -> (usize, Piece) {
    let (mut quote, mut attributes) = (None, 0);
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => {
                quote = Some(byte);
                attributes += 1;
            }
            (None, b'>') if rest[..at].ends_with('/') => {
                return (at + 1, Piece::Empty { attributes });
            }
            (None, b'>') => return (at + 1, Piece::Open { attributes }),
            (None, _) => {}
        }
    }
    (rest.len(), Piece::Open { attributes })
}

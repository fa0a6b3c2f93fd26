//! A subset of SSML 1.1 (<https://www.w3.org/TR/speech-synthesis11/>) → [`Passage`].
//!
//! The source stays the text of the passage, so every place points into what was posted;
//! tags become edits that are read as nothing, or as the end of a line. A library decides
//! what is well-formed. DTDs, and entities beyond XML's five, are refused; depth and
//! attributes are bounded before it sees them.
//!
//! | Element | What becomes of it |
//! |---|---|
//! | `<p>`, `<s>` | a paragraph, a sentence |
//! | `<break time strength>` | a pause instead of the usual one; before the first word none |
//! | `<sub alias>` | the alias is read, by the rules of the language |
//! | `<say-as interpret-as format>` | see `say_as.rs` |
//! | `<phoneme alphabet="ipa" ph>` | these sounds |
//! | `<prosody rate volume>` | a part of its own at that rate and volume |
//! | `<lang xml:lang>`, `xml:lang` | a part in that language |
//! | `<voice name>` | a part by that voice |
//! | `<mark name>` | told in the marks |
//! | `<emphasis>`, `<audio>`, anything else | what stands in it is spoken; a warning |
//! | `<metadata>`, `<meta>`, `<lexicon>`, `<desc>` | not spoken |

mod compile;
mod say_as;
mod scan;
#[cfg(test)]
mod tests;
mod value;

use roxmltree::{Document, Node};

use super::{Passage, Span, Utf16};
use crate::error::{Error, Result};
use scan::Piece;

/// Deepest nesting.
const DEPTH: usize = 64;
/// Most attributes of one element; the library compares each with each.
const ATTRIBUTES: usize = 64;

const NAMESPACE: &str = "http://www.w3.org/2001/10/synthesis";

/// Whether `text` is a whole SSML document by its looks: `<speak` at its beginning and
/// `</speak>` at its end.
pub fn looks_like(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{FEFF}').trim();
    let ends = rest.ends_with("</speak>");
    for (open, close) in [("<?xml", "?>"), ("<!--", "-->")] {
        while let Some((_, after)) = rest.strip_prefix(open).and_then(|r| r.split_once(close)) {
            rest = after.trim_start();
        }
    }
    let after = rest.strip_prefix("<speak").unwrap_or_default();
    ends && after.starts_with(|ch: char| ch.is_whitespace() || ch == '>')
}

/// Reads an SSML document. `language` is its language where it names none; its own wins.
///
/// Costs time linear in its length.
///
/// # Errors
/// `bad_ssml`, with the line, the column and the UTF-16 index.
pub fn read(source: &str, language: Option<&str>) -> Result<Passage> {
    compile(source, language).map_err(|fault| fault.told(source))
}

/// What is wrong, and where.
#[derive(Debug)]
struct Fault {
    at: usize,
    what: String,
}

impl Fault {
    fn new(at: usize, what: impl Into<String>) -> Self {
        let what = what.into();
        Self { at, what }
    }

    fn told(self, source: &str) -> Error {
        let place = place(source, self.at);
        let what = self.what.trim_end_matches('.');
        Error::caller("bad_ssml", format!("The SSML is wrong at {place}: {what}."))
    }
}

/// A place for people and for programs.
fn place(source: &str, at: usize) -> String {
    let before = &source[..at];
    let line = 1 + before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = 1 + before[start..].chars().count();
    let index = Utf16::index(source).from_byte(source, at);
    format!("line {line}, column {column} (charIndex {index})")
}

fn compile(source: &str, language: Option<&str>) -> std::result::Result<Passage, Fault> {
    refuse_too_much(source)?;
    // A byte order mark is no part of the document, but it has its place in the text.
    let mark = source.len() - source.trim_start_matches('\u{FEFF}').len();
    let document = Document::parse(&source[mark..]).map_err(|error| malformed(source, &error))?;
    let root = document.root_element();
    if root.tag_name().name() != "speak" || !is_ours(root) {
        let what =
            format!("the outermost element must be <speak>, without a namespace or in {NAMESPACE}");
        return Err(Fault::new(mark + root.range().start, what));
    }
    let elements = document.descendants().filter(Node::is_element);
    let mut compiler = compile::Compiler::new(source, language);
    compiler.run(elements)?;
    Ok(compiler.finish())
}

/// What no author writes and the library would work at too long.
fn refuse_too_much(source: &str) -> std::result::Result<(), Fault> {
    let mut depth = 0usize;
    for (span, piece) in scan::pieces(source) {
        let attributes = match piece {
            Piece::Open { attributes } => {
                depth += 1;
                attributes
            }
            Piece::Empty { attributes } => attributes,
            Piece::Close => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ => continue,
        };
        if depth > DEPTH {
            let what = format!("elements stand more than {DEPTH} deep in each other");
            return Err(Fault::new(span.start, what));
        }
        if attributes > ATTRIBUTES {
            let what = format!("an element has more than {ATTRIBUTES} attributes");
            return Err(Fault::new(span.start, what));
        }
    }
    Ok(())
}

fn malformed(source: &str, error: &roxmltree::Error) -> Fault {
    let position = error.pos();
    // The library counts lines and characters from 1.
    let line = (position.row as usize).saturating_sub(1);
    let starts = source.match_indices('\n').map(|(at, _)| at + 1);
    let start = [0]
        .into_iter()
        .chain(starts)
        .nth(line)
        .unwrap_or(source.len());
    let column = (position.col as usize).saturating_sub(1);
    let rest = source[start..].char_indices().nth(column);
    let at = rest.map_or(source.len(), |(at, _)| start + at);
    let what = match error {
        roxmltree::Error::DtdDetected => "a DTD is not read; leave <!DOCTYPE …> out".to_owned(),
        roxmltree::Error::UnknownEntityReference(name, _) => format!(
            "the entity &{}; is not known; there are &amp; &lt; &gt; &quot; &apos; and numbers such as &#233;",
            shortened(name)
        ),
        roxmltree::Error::UnknownNamespace(prefix, _) => format!(
            "the prefix {0:?} is not declared; write xmlns:{0}=\"…\" in <speak>",
            shortened(prefix)
        ),
        error => {
            // What the library says ends with the place, and may quote the source.
            let told = error.to_string();
            let told = told
                .rsplit_once(" at ")
                .map_or(told.as_str(), |(told, _)| told);
            format!("it is not well-formed XML: {}", shortened(told))
        }
    };
    Fault::new(at, what)
}

/// At most as much of what somebody wrote as a message repeats.
fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Documents without the namespace are common and mean the same.
fn is_ours(node: Node<'_, '_>) -> bool {
    let namespace = node.tag_name().namespace();
    namespace.is_none_or(|space| space == NAMESPACE)
}

/// `span` without the white space at its ends.
fn trimmed(source: &str, span: Span) -> Span {
    let inside = span.of(source);
    let start = span.start + (inside.len() - inside.trim_start().len());
    Span::new(start, start + inside.trim().len())
}

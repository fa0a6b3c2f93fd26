//! A page or a post → an [`Article`]: what is worth hearing, and what it is called.
//!
//! Markdown is rendered to HTML first, so that one walk over a page decides for all
//! kinds what is spoken: `dom.rs` holds its rules, `script.rs` the text it writes.

mod dom;
mod front;
mod given;
mod html;
mod markdown;
mod nesting;
mod place;
mod plain;
mod script;
mod source;
mod speak;

pub use front::{Abbreviations, Images, Ruby, Wishes};
pub use place::{Place, Places};
pub use plain::join_lines;
pub use source::MAX_BYTES;

use std::path::Path;

use crate::error::{Error, Result};
use crate::text::Passage;
use source::Source;

/// Something to be read aloud, with what is known about it.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Its title. It is spoken first, once.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When, as the source says it.
    pub date: Option<String>,
    /// A summary; not spoken.
    pub description: Option<String>,
    /// Whether its author marked it as not yet published.
    pub draft: bool,
    /// What its author asks of the reading.
    pub wishes: Wishes,
    /// What is spoken: blocks end with a line break, paragraphs with a blank line;
    /// headings and parts in another language are runs.
    pub passage: Passage,
}

/// A kind of source.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// What a person calls it.
    pub name: &'static str,
    /// File extensions, in lower case.
    pub extensions: &'static [&'static str],
    /// Whether a folder's files of this kind are taken for articles.
    pub in_folders: bool,
    read: fn(&Source<'_>) -> Result<Article>,
}

impl Kind {
    /// Markdown (CommonMark with GitHub's tables and task lists) with front matter.
    pub const MARKDOWN: Self = Self {
        name: "Markdown",
        extensions: &["md", "markdown"],
        in_folders: true,
        read: markdown::read,
    };
    /// A whole page, or a piece of one.
    pub const HTML: Self = Self {
        name: "HTML",
        extensions: &["html", "htm", "xhtml"],
        in_folders: true,
        read: html::read,
    };
    /// Text without markup.
    pub const PLAIN: Self = Self {
        name: "plain text",
        extensions: &["txt", "text"],
        in_folders: false,
        read: plain::read,
    };
    /// A document in SSML.
    pub const SSML: Self = Self {
        name: "SSML",
        extensions: &["ssml"],
        in_folders: true,
        read: speak::read,
    };
    /// Every kind there is.
    pub const ALL: [Self; 4] = [Self::MARKDOWN, Self::HTML, Self::PLAIN, Self::SSML];

    /// The kind of a file, by its extension in any case.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        let mut kinds = Self::ALL.into_iter();
        kinds.find(|kind| kind.extensions.contains(&extension.as_str()))
    }

    /// The kind of bytes that came without a name: HTML where they begin like a
    /// page, else Markdown, which plain text nearly is.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let head = &bytes[..bytes.len().min(HEAD)];
        if html::is_whole_page(&String::from_utf8_lossy(head)) {
            Self::HTML
        } else {
            Self::MARKDOWN
        }
    }
}

/// How many bytes of a page its beginning takes at most.
const HEAD: usize = 4_096;

/// Reads an article. `name` is the source's name, for messages.
///
/// Costs time linear in its length.
///
/// # Errors
/// The caller's faults, each with `name` and, where there is one, the line:
/// `not_utf8`, `too_large`, `bad_front_matter`, `nested_too_deeply`, `nothing_to_say`.
pub fn read(kind: Kind, name: &str, bytes: &[u8]) -> Result<Article> {
    let source = Source::decode(name, bytes)?;
    let article = (kind.read)(&source)?;
    let speakable = article.passage.text.chars().any(char::is_alphanumeric);
    if speakable || article.wishes.skip || article.draft {
        return Ok(article);
    }
    Err(Error::caller(
        "nothing_to_say",
        format!("{name}: there is nothing in it to read aloud."),
    ))
}

//! Plain text: a single line break is a space, a blank line ends a paragraph.

use super::{Article, Source};
use crate::error::Result;
use crate::text::Passage;

pub(super) fn read(source: &Source<'_>) -> Result<Article> {
    Ok(Article {
        passage: Passage {
            text: join_lines(source.text),
            ..Passage::default()
        },
        ..Article::default()
    })
}

/// Replaces line breaks inside paragraphs by spaces, of the same length, so that
/// every place in the result is the same place in `text`.
pub fn join_lines(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\r', '\n']) {
        let (line, after) = rest.split_at(at);
        // The line break, and whatever white space follows or further ends of lines.
        let blank = after
            .find(|ch: char| !ch.is_whitespace())
            .unwrap_or(after.len());
        let (gap, after) = after.split_at(blank);
        joined.push_str(line);
        if ends_of_lines(gap) > 1 {
            joined.push_str(gap);
        } else {
            joined.push_str(&gap.replace(['\r', '\n'], " "));
        }
        rest = after;
    }
    joined.push_str(rest);
    joined
}

/// How many lines end in `gap`, be it with `\n`, `\r\n` or `\r`.
fn ends_of_lines(gap: &str) -> usize {
    gap.matches(['\r', '\n']).count() - gap.matches("\r\n").count()
}

//! Places in an article → places in the file it was read from.
//!
//! A page goes through Markdown, HTML and a search for its main content, none of which
//! keeps places. But its words stay in order, so they are found again: each at its next
//! place in the source, with markup passed over, unless that is far off and the word
//! after it is not there too.

use std::collections::HashMap;

use pulldown_cmark::{Event, Parser};

use super::{Kind, markdown};

/// Words a page may leave out between two of its words without further proof.
const NEAR: usize = 40;
/// How near the next word must be to prove a place that is farther.
const PROOF: usize = 4;

/// A place in a file, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// Where the words of an article stand in its source.
pub struct Places<'s> {
    source: &'s str,
    text: &'s str,
    /// First bytes of a word in the article and in the source, in order.
    known: Vec<(usize, usize)>,
    /// First byte of each line of the source.
    lines: Vec<usize>,
}

impl<'s> Places<'s> {
    /// Finds the words of `text`, which was read from `source`.
    pub fn find(kind: Kind, source: &'s str, text: &'s str) -> Self {
        let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
        let breaks = source.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            source,
            text,
            known: align(&visible(kind, source), text),
            lines: [0].into_iter().chain(breaks).collect(),
        }
    }

    /// The place in the source of byte `at` of the text; the nearest known before it,
    /// where it was not found.
    pub fn of(&self, at: usize) -> Place {
        let byte = self.byte_of(at);
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = self.lines[line.saturating_sub(1)];
        Place {
            line,
            column: 1 + self.source[start..byte].chars().count(),
        }
    }

    fn byte_of(&self, at: usize) -> usize {
        let after = self.known.partition_point(|(own, _)| *own <= at);
        // "$5" begins before its word "5".
        let same_before = |&&(own, there): &&(usize, usize)| {
            let lead = &self.text[at..own];
            !lead.contains(char::is_whitespace) && self.source[..there].ends_with(lead)
        };
        if let Some((own, there)) = self.known.get(after).filter(same_before) {
            return there - (own - at);
        }
        let Some((own, there)) = after.checked_sub(1).map(|index| self.known[index]) else {
            return 0;
        };
        let inside = &self.text[own..at];
        if self.source[there..].starts_with(inside) {
            there + inside.len()
        } else {
            there
        }
    }
}

/// The source with blanks for all that is not text, byte for byte.
fn visible(kind: Kind, source: &str) -> String {
    match kind.name {
        name if name == Kind::PLAIN.name || name == Kind::SSML.name => source.to_owned(),
        name if name == Kind::MARKDOWN.name => without_tags(&markdown_text(source)),
        _ => without_tags(source),
    }
}

fn markdown_text(source: &str) -> String {
    let mut kept = vec![b' '; source.len()];
    let mut code = 0;
    let events = Parser::new_ext(source, markdown::options()).into_offset_iter();
    for (event, range) in events {
        match event {
            Event::Start(pulldown_cmark::Tag::CodeBlock(_)) => code += 1,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => code -= 1,
            Event::Text(_) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_)
                if code == 0 =>
            {
                kept[range.clone()].copy_from_slice(&source.as_bytes()[range]);
            }
            _ => {}
        }
    }
    // Whole pieces of text were copied, so characters are whole too.
    String::from_utf8(kept).unwrap_or_else(|_| source.to_owned())
}

/// Tags, comments, scripts and styles as blanks.
fn without_tags(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(open) = rest.find('<') {
        kept.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(end) = tag_end(rest) else {
            kept.push('<');
            rest = &rest[1..];
            continue;
        };
        kept.extend(std::iter::repeat_n(' ', end));
        rest = &rest[end..];
    }
    kept + rest
}

/// Where what begins with `<` ends; `None` where it is no tag.
fn tag_end(rest: &str) -> Option<usize> {
    if rest.starts_with("<!--") {
        return Some(rest.find("-->").map_or(rest.len(), |at| at + 3));
    }
    let name = rest[1..].trim_start_matches('/');
    if !name.starts_with(|ch: char| ch.is_ascii_alphabetic() || matches!(ch, '!' | '?')) {
        return None;
    }
    let end = rest.find('>').map_or(rest.len(), |at| at + 1);
    for (silent, close) in [("<script", "</script"), ("<style", "</style")] {
        let head = rest.get(..silent.len());
        if head.is_some_and(|head| head.eq_ignore_ascii_case(silent)) {
            return Some(rest[end..].find(close).map_or(rest.len(), |at| end + at));
        }
    }
    Some(end)
}

/// A word of letters and figures, and its first byte.
type Word<'t> = (usize, &'t str);

fn words(text: &str) -> Vec<Word<'_>> {
    let inside = |(_, word): &Word<'_>| !word.is_empty();
    let pieces = text.split(|ch: char| !ch.is_alphanumeric());
    let place = |piece: &str| piece.as_ptr() as usize - text.as_ptr() as usize;
    pieces
        .map(|piece| (place(piece), piece))
        .filter(inside)
        .collect()
}

/// First bytes of the words that were found, in the text and in the source.
fn align(source: &str, text: &str) -> Vec<(usize, usize)> {
    let (there, own) = (words(source), words(text));
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, (_, word)) in there.iter().enumerate() {
        by_word.entry(word).or_default().push(index);
    }
    let next_of = |word: &str, from: usize| {
        let all = by_word.get(word)?;
        all.get(all.partition_point(|index| *index < from)).copied()
    };
    let (mut known, mut from) = (Vec::new(), 0);
    for (at, (byte, word)) in own.iter().enumerate() {
        let Some(found) = next_of(word, from) else {
            continue;
        };
        let proven = own.get(at + 1).is_none_or(|(_, next)| {
            next_of(next, found + 1).is_some_and(|next| next - found <= PROOF)
        });
        if found - from <= NEAR || proven {
            known.push((*byte, there[found].0));
            from = found + 1;
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article;

    type Case<'c> = (Kind, &'c str, &'c str, &'c [(usize, usize)]);

    /// The places of `word`, as a reader of the source sees them.
    fn places(kind: Kind, source: &str, word: &str) -> Vec<(usize, usize)> {
        let article = article::read(kind, "x", source.as_bytes()).unwrap();
        let text = article.passage.text;
        let places = Places::find(kind, source, &text);
        let found = text.match_indices(word).map(|(at, _)| places.of(at));
        found.map(|place| (place.line, place.column)).collect()
    }

    #[test]
    fn words_are_found_again_in_their_source() {
        let markdown = "---\ntitle: The QXJ\n---\n\n```\nQXJ in code\n```\n\nA *very* [fine QXJ](http://QXJ.org) — costs $5.\n\n> And **QXJ** again.\n";
        let html = "<html><head><title>News</title><style>QXJ{}</style></head><body>\n<!-- QXJ -->\n<p class=\"QXJ\">Caf&eacute; of\n  the QXJ.</p></body></html>";
        let table: &[Case<'_>] = &[
            (Kind::PLAIN, "One\ntwo QXJ", "QXJ", &[(2, 5)]),
            (
                Kind::MARKDOWN,
                markdown,
                "QXJ",
                &[(2, 12), (9, 16), (11, 9)],
            ),
            (Kind::MARKDOWN, markdown, "$5", &[(9, 45)]),
            (Kind::HTML, html, "QXJ", &[(4, 7)]),
            (Kind::HTML, html, "of", &[(3, 28)]),
        ];
        for (kind, source, word, expected) in table {
            assert_eq!(places(*kind, source, word), *expected, "{word} in {source}");
        }
    }

    #[test]
    fn a_place_that_is_not_there_is_near() {
        let html = "<p>one</p>\n<p>caf&eacute; two</p>";
        assert_eq!(places(Kind::HTML, html, "café"), [(1, 4)]);
    }
}

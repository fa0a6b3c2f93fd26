//! Text → blocks: what line breaks part.

use super::clean::Kind;
use super::{Pause, Span, cluster};

/// A line with something in it: a paragraph, a list item, a heading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Block {
    /// Its place, white space and silent list markers around it left out.
    pub(super) span: Span,
    /// [`Pause::Block`] or [`Pause::Paragraph`].
    pub(super) pause: Pause,
}

/// Cuts `text` at its line breaks. Blank lines and drawn rules (`---`, `* * *`) are
/// no blocks: they end a paragraph.
pub(super) fn cut(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines(text) {
        let span = trim(text, line);
        if is_silent(span.of(text)) {
            end_paragraph(&mut blocks);
            continue;
        }
        blocks.push(Block {
            span: after_marker(text, span),
            pause: Pause::Block,
        });
        if text[line.end..].starts_with('\u{2029}') {
            end_paragraph(&mut blocks);
        }
    }
    blocks
}

fn end_paragraph(blocks: &mut [Block]) {
    if let Some(block) = blocks.last_mut() {
        block.pause = Pause::Paragraph;
    }
}

/// The lines of `text` without their breaks; `\r\n` is one break.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut rest = Some(0);
    std::iter::from_fn(move || {
        let start = rest?;
        let found = text[start..].char_indices().find(|(_, ch)| is_break(*ch));
        let Some((at, ch)) = found else {
            rest = None;
            return Some(Span::new(start, text.len()));
        };
        let end = start + at;
        let pair = text[end..].starts_with("\r\n");
        rest = Some(end + if pair { 2 } else { ch.len_utf8() });
        Some(Span::new(start, end))
    })
}

fn is_break(ch: char) -> bool {
    matches!(
        ch,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Blank, or drawn rather than written.
fn is_silent(line: &str) -> bool {
    line.chars()
        .all(|ch| ch.is_whitespace() || "-*_=~#+·•.—–|:>\u{FEFF}\u{200B}".contains(ch))
}

fn trim(text: &str, span: Span) -> Span {
    let start = past_space(text, span);
    let end = span.start + span.of(text).trim_end().len();
    Span::new(start, end.max(start))
}

/// Where the white space at the start of `span` ends. A space that carries a mark
/// (" ຳ") is one character to a reader: it goes whole or not at all.
fn past_space(text: &str, span: Span) -> usize {
    let heard = cluster::of(text, span).find(|cluster| cluster.kind != Kind::Space);
    heard.map_or(span.end, |cluster| cluster.span.start)
}

/// Steps over markers that are seen, not heard: "- foo", "• foo", "## foo", "> foo".
fn after_marker(text: &str, span: Span) -> Span {
    let mut start = span.start;
    loop {
        let rest = &text[start..span.end];
        let marker = rest.split(char::is_whitespace).next().unwrap_or_default();
        if !is_marker(marker) {
            return Span::new(start, span.end);
        }
        start = past_space(text, Span::new(start + marker.len(), span.end));
    }
}

fn is_marker(token: &str) -> bool {
    let heading = !token.is_empty() && token.len() <= 6 && token.bytes().all(|byte| byte == b'#');
    let bullet = matches!(
        token,
        "-" | "*"
            | "+"
            | "•"
            | "·"
            | "‣"
            | "◦"
            | "▪"
            | "●"
            | "○"
            | "■"
            | "–"
            | "—"
            | ">"
            | ">>"
    );
    heading || bullet
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    fn blocks(text: &str) -> Vec<(&str, Pause)> {
        let cut = cut(text);
        cut.iter()
            .map(|block| (block.span.of(text), block.pause))
            .collect()
    }

    #[test]
    fn a_space_that_carries_a_mark_is_not_cut() {
        for text in [" \u{EB3}a", "-  \u{EB3}a", "a \u{EB3}\n"] {
            let block = cut(text).pop().expect("one block");
            let edges = [block.span.start, block.span.end];
            let clusters = text.grapheme_indices(true).map(|(at, _)| at);
            let clusters: Vec<_> = clusters.chain([text.len()]).collect();
            assert!(edges.iter().all(|edge| clusters.contains(edge)), "{text:?}");
        }
    }

    #[test]
    fn a_line_break_ends_a_block_a_blank_line_a_paragraph() {
        use Pause::{Block, Paragraph};
        let table: &[(&str, &[(&str, Pause)])] = &[
            ("", &[]),
            (" \n\t\r\n", &[]),
            ("a\nb", &[("a", Block), ("b", Block)]),
            ("a\r\nb\rc", &[("a", Block), ("b", Block), ("c", Block)]),
            ("a\r\n\r\nb", &[("a", Paragraph), ("b", Block)]),
            ("a\n \nb", &[("a", Paragraph), ("b", Block)]),
            (
                "a\u{2028}b\u{2029}c",
                &[("a", Block), ("b", Paragraph), ("c", Block)],
            ),
            ("  a b  ", &[("a b", Block)]),
        ];
        for (text, expected) in table {
            assert_eq!(&blocks(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_follows_a_rule_is_not_lost() {
        use Pause::{Block, Paragraph};
        for rule in ["---", "***", "* * *", "___", "=====", "-----\n\n"] {
            let text = format!("a\n{rule}\nb");
            assert_eq!(blocks(&text), [("a", Paragraph), ("b", Block)], "{rule}");
        }
        assert_eq!(blocks("---\nb"), [("b", Block)]);
    }

    #[test]
    fn a_list_marker_is_not_heard() {
        let table = [
            ("- foo", "foo"),
            ("• foo", "foo"),
            ("* foo *", "foo *"),
            ("## foo", "foo"),
            ("> - foo", "foo"),
            ("-5 degrees", "-5 degrees"),
            ("#1 hit", "#1 hit"),
            ("1. foo", "1. foo"),
            ("— Привет", "Привет"),
        ];
        for (text, expected) in table {
            assert_eq!(blocks(text), [(expected, Pause::Block)], "{text:?}");
        }
    }
}

//! `[[ phonemes ]]` in the text of somebody who is trusted to write them.
//!
//! Sentences and words are found in a shadow of the text, of the same length, in which
//! every block is one capitalised word; then the phonemes take that word's place. So
//! no rule for prose ever sees them, and every place stays where the author wrote it.

use super::{Passage, Segment, Span};

/// What `[[` and `]]` mean in a passage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inline {
    /// Nothing: they are text like any other.
    #[default]
    Text,
    /// Phonemes stand between them, on one line.
    Phonemes,
}

/// In [`super::Word::spoken`], phonemes stand between these two. Neither ever comes out
/// of ordinary text: they are formats, which nobody hears.
pub const OPEN: char = '\u{FFF9}';
/// See [`OPEN`].
pub const CLOSE: char = '\u{FFFB}';

/// A piece of what an engine is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words.
    Words(&'t str),
    /// Phonemes, white space around them taken away.
    Phonemes(&'t str),
}

/// What stands between and around the phonemes of `spoken`, in order.
pub fn pieces(spoken: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = spoken;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let (inside, behind) = after.split_once(CLOSE).unwrap_or((after, ""));
        pieces.extend([Piece::Words(before), Piece::Phonemes(inside)]);
        rest = behind;
    }
    pieces.push(Piece::Words(rest));
    pieces
}

/// Begins the word that stands for a block: a letter that Massachusett needs, which no
/// voice here speaks.
const LETTER: char = 'Ꝏ';
/// Stands for the same letter in the author's text; as long.
const OTHER: &str = "ꝏ";
/// Fills the word up: never heard, and of one cluster with the letter before it.
const FILLING: &str = "\u{200C}";

struct Block {
    span: Span,
    phonemes: String,
}

impl Block {
    /// The word that stands for it, without the filling: at most as long as `[[]]`, but
    /// for what the filling's length does not divide.
    fn word(&self) -> String {
        let rest = self.span.len() - LETTER.len_utf8() - 1;
        format!("{LETTER}x{}", "x".repeat(rest % FILLING.len()))
    }
}

/// What `cut` makes of a passage, with the phonemes in their places.
pub(super) fn segment(
    passage: &Passage,
    cut: &mut dyn FnMut(&Passage) -> Vec<Segment>,
) -> Vec<Segment> {
    let blocks = blocks(&passage.text);
    if blocks.is_empty() {
        return cut(passage);
    }
    let shadow = Passage {
        text: shadow(&passage.text, &blocks),
        ..passage.clone()
    };
    let mut segments = cut(&shadow);
    let mut left = blocks.as_slice();
    for segment in &mut segments {
        segment.span = widened(segment.span, &blocks);
        for word in &mut segment.words {
            let Some(span) = word.span else {
                continue;
            };
            word.span = Some(widened(span, &blocks));
            while let (true, Some((block, after))) =
                (word.spoken.contains(LETTER), left.split_first())
            {
                left = after;
                if block.span.start >= span.start {
                    let phonemes = format!("{OPEN}{}{CLOSE}", block.phonemes);
                    word.spoken = word.spoken.replacen(&block.word(), &phonemes, 1);
                }
            }
        }
    }
    segments
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("[[") {
        let start = at + open;
        let inside = &text[start + 2..];
        let line = inside.find('\n').unwrap_or(inside.len());
        at = match inside[..line].find("]]") {
            Some(close) => {
                let end = start + 2 + close + 2;
                let phonemes = inside[..close].trim().chars();
                blocks.push(Block {
                    span: Span::new(start, end),
                    phonemes: phonemes.filter(|ch| !ch.is_control()).collect(),
                });
                end
            }
            // Nothing on this line closes one.
            None => start + 2 + line,
        };
    }
    blocks
}

/// The text with a word in the place of every block, byte for byte as long.
fn shadow(text: &str, blocks: &[Block]) -> String {
    let mut shadow = String::with_capacity(text.len());
    let mut at = 0;
    for block in blocks {
        shadow += &text[at..block.span.start].replace(LETTER, OTHER);
        let word = block.word();
        shadow += &word;
        shadow += &FILLING.repeat((block.span.len() - word.len()) / FILLING.len());
        at = block.span.end;
    }
    shadow + &text[at..].replace(LETTER, OTHER)
}

/// A span that ends inside a block's filling, to the end of the block.
fn widened(span: Span, blocks: &[Block]) -> Span {
    let begun = blocks.partition_point(|block| block.span.start < span.end);
    let last = begun.checked_sub(1).map_or(0, |last| blocks[last].span.end);
    Span::new(span.start, span.end.max(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, inline: Inline) -> Vec<Segment> {
        super::super::segment(&Passage {
            text: text.into(),
            language: Some("en".into()),
            inline,
            ..Passage::default()
        })
    }

    fn marked(text: &str) -> Vec<(String, String)> {
        let segments = read(text, Inline::Phonemes);
        let words = segments.iter().flat_map(|segment| &segment.words);
        words
            .filter_map(|word| Some((word.span?.of(text).to_owned(), word.spoken.clone())))
            .collect()
    }

    #[test]
    fn phonemes_keep_the_place_at_which_they_were_written() {
        let one = |written: &str, spoken: &str| (written.to_owned(), spoken.to_owned());
        let table = [
            (
                "A [[ bˈæt ]] flies.",
                vec![
                    one("A", "A"),
                    one("[[ bˈæt ]]", "\u{FFF9}bˈæt\u{FFFB}"),
                    one("flies", "flies."),
                ],
            ),
            (
                "[[a]], [[b]]!",
                vec![
                    one("[[a]]", "\u{FFF9}a\u{FFFB},"),
                    one("[[b]]", "\u{FFF9}b\u{FFFB}!"),
                ],
            ),
            (
                "un[[ˈɪ]]ted",
                vec![one("un[[ˈɪ]]ted", "un\u{FFF9}ˈɪ\u{FFFB}ted")],
            ),
            (
                "Ꝏ [[]] x",
                vec![
                    one("Ꝏ", "ꝏ"),
                    one("[[]]", "\u{FFF9}\u{FFFB}"),
                    one("x", "x"),
                ],
            ),
        ];
        for (text, expected) in table {
            assert_eq!(marked(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_end_where_they_would_around_a_name() {
        let text = "Ask Dr. [[smɪθ]]. He knows [[ɹˈuːm]] 12. [[ðæt]] is all.";
        let segments = read(text, Inline::Phonemes);
        let spans: Vec<_> = segments
            .iter()
            .map(|segment| segment.span.of(text))
            .collect();
        assert_eq!(
            spans,
            [
                "Ask Dr. [[smɪθ]].",
                "He knows [[ɹˈuːm]] 12.",
                "[[ðæt]] is all."
            ]
        );
    }

    #[test]
    fn without_trust_or_an_end_they_are_text() {
        for (text, inline) in [
            ("A [[b]] c.", Inline::Text),
            ("A [[b c.", Inline::Phonemes),
            ("A [[b\n\nc]] d.", Inline::Phonemes),
        ] {
            let segments = read(text, inline);
            let spoken: String = segments
                .iter()
                .map(|segment| segment.spoken().text)
                .collect();
            assert!(
                !spoken.contains([OPEN, CLOSE]) && !spoken.contains("[["),
                "{spoken}"
            );
        }
        assert!(
            !read("A \u{FFF9}b\u{FFFB} c.", Inline::Phonemes)[0]
                .spoken()
                .text
                .contains(OPEN)
        );
    }

    #[test]
    fn pieces_are_what_was_put_in() {
        let spoken = "a \u{FFF9}b\u{FFFB}\u{FFF9}c\u{FFFB} d";
        let expected = [
            Piece::Words("a "),
            Piece::Phonemes("b"),
            Piece::Words(""),
            Piece::Phonemes("c"),
            Piece::Words(" d"),
        ];
        assert_eq!(pieces(spoken), expected);
    }
}

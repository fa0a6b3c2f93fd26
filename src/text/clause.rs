//! A sentence too long to speak → clauses.

use super::word::{Token, weight};

/// Longest segment, in the measure of [`weight`] (about a phoneme). A voice makes
/// two ids of a phoneme, and above 1 000 ids memory and latency grow too large; the
/// rest is room for words that are longer in speech than in writing.
pub(super) const LONGEST: usize = 400;

/// How well a sentence parts after a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// Not at all: inside a written word, or before a dash.
    None,
    Space,
    Comma,
    /// `; : —`
    Clause,
}

impl Joint {
    /// How far from the middle a better joint may lie to be worth it.
    fn penalty(self) -> usize {
        match self {
            Joint::None => 2 * LONGEST,
            Joint::Space => LONGEST / 2,
            Joint::Comma => LONGEST / 10,
            Joint::Clause => 0,
        }
    }
}

/// Cuts what is too long into pieces of much the same length, at the best joints.
/// The outcome depends on the words alone, so a sentence is cut the same way
/// wherever it stands.
pub(super) fn cut(tokens: &[Token]) -> Vec<&[Token]> {
    let loads: Vec<usize> = tokens.iter().map(load).collect();
    let mut left: usize = loads.iter().sum();
    let mut pieces = Vec::new();
    let mut start = 0;
    while left > LONGEST {
        let target = left / left.div_ceil(LONGEST);
        let end = start + best(&tokens[start..], &loads[start..], target);
        left -= loads[start..end].iter().sum::<usize>();
        pieces.push(&tokens[start..end]);
        start = end;
    }
    if start < tokens.len() {
        pieces.push(&tokens[start..]);
    }
    pieces
}

fn load(token: &Token) -> usize {
    weigh(&token.word.spoken)
}

/// How much of a clause a spoken word fills.
pub(super) fn weigh(spoken: &str) -> usize {
    1 + spoken.chars().map(weight).sum::<usize>()
}

/// How many tokens the first piece takes; at least one, and not more than fit.
fn best(tokens: &[Token], loads: &[usize], target: usize) -> usize {
    let (mut choice, mut least, mut sum) = (1, usize::MAX, 0);
    for (at, load) in loads.iter().enumerate() {
        sum += load;
        if sum > LONGEST || at + 1 == tokens.len() {
            break;
        }
        let score = sum.abs_diff(target) + joint(&tokens[at], &tokens[at + 1]).penalty();
        if score < least && sum >= target / 3 {
            (choice, least) = (at + 1, score);
        }
    }
    choice
}

fn joint(token: &Token, next: &Token) -> Joint {
    let same = token.word.span.is_some() && token.word.span == next.word.span;
    if same || next.word.span.is_none() {
        return Joint::None;
    }
    let closed = token
        .word
        .spoken
        .trim_end_matches(['"', '\'', '”', '’', '»', ')', '」', '』', '）']);
    match closed.chars().next_back() {
        Some(';' | ':' | '—' | '–' | '…' | '.' | '!' | '?' | '；' | '：' | '؛') => {
            Joint::Clause
        }
        Some(',' | '，' | '、' | '،') => Joint::Comma,
        _ => Joint::Space,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Span, word};
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let tokens = word::tokens(text, Span::new(0, text.len()));
        let spans = cut(&tokens)
            .into_iter()
            .map(|piece| piece[0].extent.join(piece[piece.len() - 1].extent));
        spans.map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_sentence_that_can_be_spoken_is_left_whole() {
        let text = "word, ".repeat(60);
        assert_eq!(pieces(text.trim()), [text.trim()]);
    }

    #[test]
    fn a_semicolon_is_a_better_place_than_a_comma_and_a_comma_than_a_space() {
        let words = "word ".repeat(40);
        for sign in [";", ",", " —"] {
            let text = format!("{words}end{sign} {words}last.");
            let cut = pieces(&text);
            assert_eq!(cut.len(), 2, "{sign}");
            assert!(cut[0].ends_with(&format!("end{sign}")), "{cut:?}");
        }
    }

    #[test]
    fn without_any_sign_the_pieces_are_of_much_the_same_length() {
        let text = "word ".repeat(200);
        let lengths: Vec<_> = pieces(&text).iter().map(|piece| piece.len()).collect();
        assert!(
            lengths.iter().all(|length| (300..=400).contains(length)),
            "{lengths:?}"
        );
    }

    #[test]
    fn a_page_without_spaces_becomes_many_pieces() {
        let text = "a".repeat(100_000);
        let tokens = word::tokens(&text, Span::new(0, text.len()));
        let cut = cut(&tokens);
        assert!(cut.len() >= 250);
        assert!(
            cut.iter()
                .all(|piece| piece.iter().map(load).sum::<usize>() <= LONGEST)
        );
    }
}

//! Passage → sentences.

use super::{Passage, Pause, Segment, Span, Word};

/// For the time being one segment a line, one word a white-space token.
pub(super) fn segment(passage: &Passage) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut at = 0;
    for line in passage.text.split_inclusive('\n') {
        let words: Vec<Word> = line
            .split_whitespace()
            .map(|token| {
                let start = token.as_ptr() as usize - passage.text.as_ptr() as usize;
                Word {
                    spoken: token.to_owned(),
                    span: Some(Span::new(start, start + token.len())),
                    spaced: true,
                }
            })
            .collect();
        at += line.len();
        let spans = words.iter().filter_map(|word| word.span);
        if let Some(span) = spans.reduce(|all, span| all.join(span)) {
            segments.push(Segment {
                span,
                words,
                language: passage.language.clone().unwrap_or_else(|| "en".into()),
                voice: None,
                pause: Pause::Sentence,
            });
        }
    }
    debug_assert_eq!(at, passage.text.len());
    segments
}

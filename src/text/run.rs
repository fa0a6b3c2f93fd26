//! Whose language, voice and kind holds at which place.

use super::{Manner, Passage, RunKind, Span, language};

/// How a part of the passage is to be spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// BCP 47 tag, in its usual case.
    pub(super) language: String,
    /// Voice id, where the part has one of its own.
    pub(super) voice: Option<String>,
    /// Whether it is a heading.
    pub(super) heading: bool,
    /// How fast and how loud it is.
    pub(super) manner: Manner,
}

/// The styles of a passage.
pub(super) struct Styles {
    base: Style,
    /// In order, not overlapping, none empty.
    runs: Vec<(Span, Style)>,
}

impl Styles {
    /// Reads the runs of `passage`; those that are out of order are sorted, and where
    /// two overlap the earlier keeps the place.
    pub(super) fn of(passage: &Passage) -> Self {
        let base = Style {
            language: language::of(passage),
            voice: None,
            heading: false,
            manner: Manner::default(),
        };
        let mut sorted: Vec<_> = passage.runs.iter().collect();
        sorted.sort_by_key(|run| run.span.start);
        let mut runs: Vec<(Span, Style)> = Vec::with_capacity(sorted.len());
        for run in sorted {
            let taken = runs.last().map_or(0, |(span, _)| span.end);
            let start = run.span.start.max(taken);
            if start >= run.span.end {
                continue;
            }
            let tag = run.language.as_deref().and_then(language::normalise);
            let style = Style {
                language: tag.unwrap_or_else(|| base.language.clone()),
                voice: run.voice.clone(),
                heading: run.kind == RunKind::Heading,
                manner: run.manner,
            };
            runs.push((Span::new(start, run.span.end), style));
        }
        Self { base, runs }
    }

    /// The language of the passage as a whole.
    pub(super) fn language(&self) -> &str {
        &self.base.language
    }

    /// The style of what stands at `place`: that of the first run that reaches into
    /// it, so a run whose edge lies inside a word has the whole word.
    pub(super) fn at(&self, place: Span) -> &Style {
        let after = self
            .runs
            .partition_point(|(span, _)| span.end <= place.start);
        match self.runs.get(after) {
            Some((span, style)) if span.start < place.end => style,
            _ => &self.base,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Run;
    use super::*;

    fn run(start: usize, end: usize, language: &str) -> Run {
        Run {
            span: Span { start, end },
            language: Some(language.into()),
            ..Run::default()
        }
    }

    #[test]
    fn runs_in_any_order_give_every_place_one_style() {
        let passage = Passage {
            text: "x".repeat(20),
            language: Some("en".into()),
            runs: vec![
                run(8, 12, "fr"),
                run(2, 10, "de"),
                run(15, 15, "it"),
                run(30, 99, "es"),
            ],
            ..Passage::default()
        };
        let styles = Styles::of(&passage);
        let table = [
            (0, 2, "en"),
            (0, 3, "de"),
            (5, 6, "de"),
            (9, 11, "de"),
            (10, 11, "fr"),
            (12, 13, "en"),
            (14, 16, "en"),
        ];
        for (start, end, expected) in table {
            let place = Span::new(start, end);
            assert_eq!(styles.at(place).language, expected, "{place:?}");
        }
    }
}

//! The text an article becomes: white space collapsed, blocks apart, runs noted.

use crate::text::{Edit, Passage, Pronunciation, Run, RunKind, Span};

/// What stands between two pieces of text; the strongest of neighbours wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing: they touch.
    #[default]
    None,
    /// A line of the source ends: white space, but not between Chinese characters.
    Wrap,
    /// White space.
    Space,
    /// The cells of a row: a comma, where no punctuation is there already.
    Cell,
    /// The end of a block.
    Line,
    /// The end of a paragraph.
    Paragraph,
}

impl Gap {
    fn between(self, before: Option<char>, after: Option<char>) -> &'static str {
        match self {
            Self::None => "",
            Self::Wrap if [before, after].into_iter().flatten().all(writes_no_spaces) => "",
            Self::Cell if before.is_some_and(char::is_alphanumeric) => ", ",
            Self::Wrap | Self::Space | Self::Cell => " ",
            Self::Line => "\n",
            Self::Paragraph => "\n\n",
        }
    }
}

/// Chinese and Japanese characters and their punctuation.
fn writes_no_spaces(ch: char) -> bool {
    matches!(ch, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// How a piece of text differs from the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) heading: bool,
    pub(super) language: Option<String>,
}

/// How a piece is read where not as it is written.
#[derive(Clone, Debug)]
pub(super) enum Given {
    Words(String),
    Sounds(Pronunciation),
}

/// A passage being written.
#[derive(Default)]
pub(super) struct Script {
    text: String,
    runs: Vec<Run>,
    edits: Vec<Edit>,
    sounds: Vec<(Span, Pronunciation)>,
    warnings: Vec<String>,
    gap: Gap,
    /// Whether the last run may grow: no block has ended since.
    open: bool,
}

impl Script {
    /// Asks for at least `gap` before the next text.
    pub(super) fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// What stands before the next text so far.
    pub(super) fn pending(&self) -> Gap {
        self.gap
    }

    /// Adds text in a style, its white space collapsed.
    pub(super) fn push(&mut self, text: &str, style: &Style) {
        // No-break spaces are the author's: only HTML's own white space collapses.
        let blank = |ch: char| ch.is_ascii_whitespace();
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.find(blank).unwrap_or(rest.len());
            let (word, after) = rest.split_at(word);
            let blanks = after.find(|ch| !blank(ch)).unwrap_or(after.len());
            let (blanks, after) = after.split_at(blanks);
            if !word.is_empty() {
                self.word(word, style);
            }
            self.gap(match blanks {
                "" => Gap::None,
                blanks if blanks.contains('\n') => Gap::Wrap,
                _ => Gap::Space,
            });
            rest = after;
        }
    }

    /// Bytes written so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// What was written since `start`.
    pub(super) fn since(&self, start: usize) -> &str {
        self.text[start..].trim()
    }

    /// Has what was written since `start` read as `given`, whatever was said of its parts.
    pub(super) fn read_since(&mut self, start: usize, given: Given) {
        let written = &self.text[start..];
        let end = start + written.trim_end().len();
        let start = start + (written.len() - written.trim_start().len());
        if start >= end {
            return;
        }
        let span = Span::new(start, end);
        let before = |own: Span| own.end <= start;
        self.edits
            .truncate(self.edits.partition_point(|edit| before(edit.span)));
        self.sounds
            .truncate(self.sounds.partition_point(|(own, _)| before(*own)));
        match given {
            Given::Words(words) => match Edit::words(span, &words) {
                Ok(edit) => self.edits.push(edit),
                Err(what) => self.warn(&words, &what),
            },
            Given::Sounds(sounds) => self.sounds.push((span, sounds)),
        }
    }

    /// Tells that a reading somebody gave is not followed.
    pub(super) fn warn(&mut self, given: &str, what: &str) {
        const MOST: usize = 20;
        if self.warnings.len() < MOST {
            let given: String = given.chars().take(40).collect();
            self.warnings
                .push(format!("The reading {given:?} is not followed: {what}."));
        }
    }

    /// The passage, in `language`.
    pub(super) fn finish(self, language: Option<String>) -> Passage {
        Passage {
            text: self.text,
            language,
            runs: self.runs,
            edits: self.edits,
            sounds: self.sounds,
            warnings: self.warnings,
            ..Passage::default()
        }
    }

    fn word(&mut self, word: &str, style: &Style) {
        let gap = std::mem::take(&mut self.gap);
        if !self.text.is_empty() {
            let last = self.text.chars().next_back();
            self.text.push_str(gap.between(last, word.chars().next()));
        }
        let start = self.text.len();
        self.text.push_str(word);
        self.note_run(Span::new(start, self.text.len()), style, gap >= Gap::Line);
    }

    fn note_run(&mut self, span: Span, style: &Style, new_block: bool) {
        if *style == Style::default() {
            self.open = false;
            return;
        }
        let kind = if style.heading {
            RunKind::Heading
        } else {
            RunKind::Text
        };
        let grows = self.open && !new_block;
        match self.runs.last_mut() {
            Some(run) if grows && run.kind == kind && run.language == style.language => {
                run.span = run.span.join(span);
            }
            _ => self.runs.push(Run {
                span,
                language: style.language.clone(),
                kind,
                ..Run::default()
            }),
        }
        self.open = true;
    }
}

/// `title` as the first heading of `passage`, unless it begins with it already.
pub(super) fn with_title(passage: Passage, title: &str) -> Passage {
    let first = passage.text.lines().next().unwrap_or_default();
    if says_the_same(first, title) {
        return passage;
    }
    let mut script = Script::default();
    let heading = Style {
        heading: true,
        language: None,
    };
    script.push(title, &heading);
    let shift = script.text.len() + "\n\n".len();
    script.text.push_str("\n\n");
    script.text.push_str(&passage.text);
    let shifted = |span: Span| Span::new(span.start + shift, span.end + shift);
    script.runs.extend(passage.runs.into_iter().map(|run| Run {
        span: shifted(run.span),
        ..run
    }));
    script
        .edits
        .extend(passage.edits.into_iter().map(|edit| Edit {
            span: shifted(edit.span),
            ..edit
        }));
    let sounds = passage.sounds.into_iter();
    script
        .sounds
        .extend(sounds.map(|(span, sounds)| (shifted(span), sounds)));
    script.warnings = passage.warnings;
    script.finish(passage.language)
}

/// Whether two headings are one: letters and digits decide, and a page's title may
/// carry the name of its site as well.
pub(super) fn says_the_same(heading: &str, title: &str) -> bool {
    let bare = |text: &str| -> String {
        let letters = text.chars().filter(|ch| ch.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let (heading, title) = (bare(heading), bare(title));
    !heading.is_empty() && title.starts_with(&heading) || title.is_empty()
}

//! What is read in the place of what is written, and the way back.
//!
//! An author may say how a piece of a text is read: by other words, or, in SSML, by
//! markup that nobody sees. [`Shadow`] is the text as it is read. It is cut and read like
//! any other, and then every place in it is brought back to the place it came from.

use super::{Break, Passage, Run, Segment, Span, Word};

/// A piece of the author's text that is read as something else.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The piece.
    pub span: Span,
    /// What is read there; nothing at all where it is empty.
    pub read: String,
    /// Why.
    pub kind: EditKind,
}

/// Why a piece is read as something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditKind {
    /// It is markup, and `read` what is seen for it as well: a tag, an entity.
    Markup,
    /// It is seen as it is written; other words are heard. All of them share its place.
    Words,
}

/// Stands in [`Passage::shown`] for a piece of markup, once for each UTF-16 unit: a
/// noncharacter, which no text has.
pub const HIDDEN: char = '\u{FFFE}';

/// What explains words that the author gave.
pub(super) const RULE: &str = "given";

/// Longest reading that is given for a piece, in characters; what is longer would be one
/// mark for many sentences.
pub const LONGEST_GIVEN: usize = 500;

impl Edit {
    /// Words that are heard where others are written.
    ///
    /// # Errors
    /// What is wrong with them, in a sentence without its full stop.
    pub fn words(span: Span, read: &str) -> Result<Self, String> {
        let read = read.split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = EditKind::Words;
        if !read.chars().any(char::is_alphanumeric) {
            return Err("what is said has no letter and no digit".into());
        }
        if read.chars().count() > LONGEST_GIVEN {
            return Err(format!(
                "what is said has more than {LONGEST_GIVEN} characters"
            ));
        }
        Ok(Self { span, read, kind })
    }
}

impl Passage {
    /// The text as it is seen, markup hidden: every place in it is the same place in
    /// `text`, counted in UTF-16 units.
    pub fn shown(&self) -> String {
        let mut shown = String::with_capacity(self.text.len());
        let mut at = 0;
        for edit in in_order(&self.edits, self.text.len()) {
            if edit.kind == EditKind::Words {
                continue;
            }
            shown.push_str(&self.text[at..edit.span.start]);
            let room = edit.span.of(&self.text).encode_utf16().count();
            let needed = edit.read.encode_utf16().count();
            if needed <= room {
                shown.push_str(&edit.read);
            }
            let left = if needed <= room { room - needed } else { room };
            shown.extend(std::iter::repeat_n(HIDDEN, left));
            at = edit.span.end;
        }
        shown.push_str(&self.text[at..]);
        shown
    }
}

/// The edits that can hold: in order, inside the text, not overlapping.
fn in_order(edits: &[Edit], length: usize) -> impl Iterator<Item = &Edit> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span.start);
    let mut taken = 0;
    sorted.into_iter().filter(move |edit| {
        let holds = edit.span.start >= taken && edit.span.end <= length && !edit.span.is_empty();
        taken = if holds { edit.span.end } else { taken };
        holds
    })
}

/// A piece of the shadow.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Its first byte in the shadow.
    at: usize,
    /// Where it came from.
    origin: Span,
    /// What it was made by; `None`: it stands there byte for byte.
    edit: Option<EditKind>,
}

/// A passage as it is read.
pub(super) struct Shadow {
    /// The passage, its runs and sounds where they are in the shadow; without edits.
    pub(super) passage: Passage,
    /// In order, none empty in the author's text; they cover all of it.
    pieces: Vec<Piece>,
}

impl Shadow {
    pub(super) fn of(passage: &Passage) -> Self {
        let mut shadow = Self {
            passage: Passage::default(),
            pieces: Vec::new(),
        };
        let source = passage.text.as_str();
        let mut text = String::with_capacity(source.len());
        let mut at = 0;
        for edit in in_order(&passage.edits, source.len()) {
            shadow.push(&mut text, source, Span::new(at, edit.span.start), None);
            shadow.push(&mut text, &edit.read, edit.span, Some(edit.kind));
            at = edit.span.end;
        }
        shadow.push(&mut text, source, Span::new(at, source.len()), None);
        let place = |span: Span| {
            let start = shadow.forward(span.start);
            Span::new(start, shadow.forward(span.end).max(start))
        };
        shadow.passage = Passage {
            text,
            language: passage.language.clone(),
            inline: passage.inline,
            runs: passage
                .runs
                .iter()
                .map(|run| Run {
                    span: place(run.span),
                    ..run.clone()
                })
                .collect(),
            sounds: passage
                .sounds
                .iter()
                .map(|(span, sounds)| (place(*span), sounds.clone()))
                .collect(),
            breaks: passage
                .breaks
                .iter()
                .map(|one| Break {
                    at: shadow.forward(one.at),
                    ..*one
                })
                .collect(),
            ..Passage::default()
        };
        shadow
    }

    fn push(&mut self, text: &mut String, read: &str, origin: Span, edit: Option<EditKind>) {
        if origin.is_empty() {
            return;
        }
        self.pieces.push(Piece {
            at: text.len(),
            origin,
            edit,
        });
        text.push_str(if edit.is_some() {
            read
        } else {
            origin.of(read)
        });
    }

    /// Where byte `at` of the author's text is in the shadow; after what an edit reads,
    /// where it lies inside one.
    fn forward(&self, at: usize) -> usize {
        let after = self
            .pieces
            .partition_point(|piece| piece.origin.start <= at);
        let Some(last) = after.checked_sub(1) else {
            return 0;
        };
        let piece = self.pieces[last];
        match piece.edit {
            None => piece.at + (at.min(piece.origin.end) - piece.origin.start),
            Some(_) if at == piece.origin.start => piece.at,
            Some(_) => self.pieces.get(after).map_or(usize::MAX, |next| next.at),
        }
    }

    /// The piece that byte `at` of the shadow lies in.
    fn piece(&self, at: usize) -> Option<&Piece> {
        // Of several that begin there the last is the one with something in it.
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(after.checked_sub(1)?)
    }

    /// Where a span of the shadow came from.
    fn back(&self, span: Span) -> Span {
        let last = span.end.max(span.start + 1) - 1;
        let (Some(first), Some(last)) = (self.piece(span.start), self.piece(last)) else {
            return Span::new(0, 0);
        };
        let start = match first.edit {
            None => first.origin.start + (span.start - first.at),
            Some(_) => first.origin.start,
        };
        let end = match last.edit {
            None => (last.origin.start + (span.end - last.at)).min(last.origin.end),
            Some(_) => last.origin.end,
        };
        Span::new(start, end.max(start))
    }

    /// Whether words were given for some of a span.
    fn is_given(&self, span: Span) -> bool {
        let from = self.pieces.partition_point(|piece| piece.at <= span.start);
        let pieces = self.pieces[from.saturating_sub(1)..].iter();
        pieces
            .take_while(|piece| piece.at < span.end)
            .any(|piece| piece.edit == Some(EditKind::Words))
    }

    /// Brings the places of what was cut from the shadow back to the author's text.
    pub(super) fn place_back(&self, segments: &mut [Segment]) {
        for segment in segments {
            segment.span = self.back(segment.span);
            for word in &mut segment.words {
                self.place_word_back(word);
            }
        }
    }

    fn place_word_back(&self, word: &mut Word) {
        let Some(span) = word.span else { return };
        if self.is_given(span) {
            word.rule = word.rule.or(Some(RULE));
        }
        word.span = Some(self.back(span));
    }
}

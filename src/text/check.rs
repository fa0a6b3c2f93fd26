//! What an author should look at before a text is spoken: places where the voice is left
//! to guess, or cannot say what is there.

use icu_properties::props::{GeneralCategory as Category, Script};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};

use super::{Passage, Pause, Segment, Span};

/// A place to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub span: Span,
    /// Why.
    pub kind: FindingKind,
}

/// Why somebody should look at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FindingKind {
    /// A word in capitals that no rule reads: letters, or a word?
    Acronym,
    /// Figures that no rule reads.
    Number,
    /// A word of letters from several scripts: often a letter that only looks right.
    MixedScripts,
    /// A character that is no text: of broken encoding, private, a control.
    Unspeakable,
    /// A sentence that is too long to be spoken in one go.
    LongSentence,
    /// A word that is not in the list of words that was given.
    UnknownWord,
}

impl FindingKind {
    /// A name for scripts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Acronym => "acronym",
            Self::Number => "number",
            Self::MixedScripts => "mixed-scripts",
            Self::Unspeakable => "unspeakable",
            Self::LongSentence => "long-sentence",
            Self::UnknownWord => "unknown-word",
        }
    }
}

/// A written word, as it came out of the rules.
struct Written<'p> {
    text: &'p str,
    span: Span,
    /// Whether a rule or the lexicon reads it.
    is_read: bool,
}

type Judge = fn(&Written<'_>) -> bool;

/// How a written word gives cause to look at it.
const JUDGES: &[(FindingKind, Judge)] = &[
    (FindingKind::Number, is_unread_number),
    (FindingKind::MixedScripts, is_of_mixed_scripts),
    (FindingKind::Acronym, is_unread_acronym),
];

/// Everything to look at in `passage`, in the order of the text; `segments` is what it was
/// cut into. `is_word` tells whether an unread word of letters is known.
pub fn findings(
    passage: &Passage,
    segments: &[Segment],
    is_word: &dyn Fn(&str) -> bool,
) -> Vec<Finding> {
    let mut findings = unspeakable(&passage.text);
    findings.extend(long_sentences(segments));
    for word in written(&passage.text, segments) {
        let judge = JUDGES.iter().find(|(_, judge)| judge(&word));
        let kind = judge.map(|(kind, _)| *kind).or_else(|| {
            let unknown = !word.is_read && is_plain_word(word.text) && !is_word(word.text);
            unknown.then_some(FindingKind::UnknownWord)
        });
        findings.extend(kind.map(|kind| Finding {
            span: word.span,
            kind,
        }));
    }
    findings.sort_by_key(|finding| finding.span);
    findings
}

fn written<'p>(text: &'p str, segments: &[Segment]) -> Vec<Written<'p>> {
    let mut all: Vec<Written<'p>> = Vec::new();
    for word in segments.iter().flat_map(|segment| &segment.words) {
        let Some(span) = word.span else { continue };
        if all.last().is_some_and(|last| last.span == span) {
            continue;
        }
        all.push(Written {
            text: span.of(text),
            span,
            is_read: word.rule.is_some(),
        });
    }
    all
}

fn is_unread_number(word: &Written<'_>) -> bool {
    !word.is_read && word.text.chars().any(char::is_numeric)
}

fn is_unread_acronym(word: &Written<'_>) -> bool {
    let letters = word.text.chars().filter(|ch| ch.is_alphabetic()).count();
    let capitals = |ch: char| ch.is_uppercase() || !ch.is_alphabetic();
    !word.is_read && letters > 1 && word.text.chars().all(capitals)
}

fn is_of_mixed_scripts(word: &Written<'_>) -> bool {
    let scripts: CodePointMapDataBorrowed<'_, Script> = CodePointMapData::<Script>::new();
    let mut letters = word.text.chars().filter(|ch| ch.is_alphabetic());
    let mut own = letters.by_ref().map(|ch| family(scripts.get(ch)));
    let Some(first) = own.find(|script| *script != Script::Common) else {
        return false;
    };
    own.any(|script| script != first && script != Script::Common)
}

/// Scripts that are written together count as one.
fn family(script: Script) -> Script {
    match script {
        Script::Inherited => Script::Common,
        Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => Script::Han,
        script => script,
    }
}

fn is_plain_word(word: &str) -> bool {
    let letters = |ch: char| ch.is_alphabetic() || matches!(ch, '\'' | '’');
    word.chars().count() > 1 && word.chars().all(letters)
}

/// Runs of characters that are no text.
fn unspeakable(text: &str) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for (at, ch) in text.char_indices().filter(|(_, ch)| is_no_text(*ch)) {
        let span = Span::new(at, at + ch.len_utf8());
        match found.last_mut().filter(|last| last.span.end == at) {
            Some(last) => last.span = last.span.join(span),
            None => found.push(Finding {
                span,
                kind: FindingKind::Unspeakable,
            }),
        }
    }
    found
}

fn is_no_text(ch: char) -> bool {
    let category = CodePointMapData::<Category>::new().get(ch);
    let none = matches!(category, Category::PrivateUse | Category::Unassigned)
        || (category == Category::Control && !ch.is_whitespace());
    none || ch == '\u{FFFD}'
}

/// Sentences of which a part goes on in the same voice after a clause's pause: it was cut
/// for its length alone.
fn long_sentences(segments: &[Segment]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut start = None;
    for pair in segments.windows(2) {
        let (one, next) = (&pair[0], &pair[1]);
        let same = one.language == next.language && one.voice == next.voice;
        if one.pause == Pause::Clause && same {
            let from = *start.get_or_insert(one.span);
            let longer = Finding {
                span: from.join(next.span),
                kind: FindingKind::LongSentence,
            };
            match found
                .last_mut()
                .filter(|last: &&mut Finding| last.span.start == from.start)
            {
                Some(last) => *last = longer,
                None => found.push(longer),
            }
        } else {
            start = None;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::segment;
    use super::*;

    fn found(text: &str) -> Vec<(&str, &'static str)> {
        let passage = Passage {
            text: text.into(),
            language: Some("en".into()),
            ..Passage::default()
        };
        let all = findings(&passage, &segment(&passage), &|word| word != "Qwxz");
        let told = all
            .iter()
            .map(|finding| (finding.span.of(text), finding.kind.name()));
        told.collect()
    }

    #[test]
    fn what_is_read_by_rule_is_no_finding_and_what_is_guessed_is() {
        let long = "word ".repeat(200);
        let table: &[(&str, &[(&str, &str)])] = &[
            ("Dr. Lee paid $1.5 billion on 3/14/2023.", &[]),
            ("The QXJ said.", &[("QXJ", "acronym")]),
            ("I am A. B.", &[]),
            ("At 4:3:2:1:0 now.", &[("4:3:2:1:0", "number")]),
            // The first letter is Cyrillic.
            ("The \u{430}pple.", &[("\u{430}pple", "mixed-scripts")]),
            ("東京タワー naïve Ωmega", &[("Ωmega", "mixed-scripts")]),
            (
                "caf\u{FFFD}\u{FFFD} \u{E000}",
                &[
                    ("\u{FFFD}\u{FFFD}", "unspeakable"),
                    ("\u{E000}", "unspeakable"),
                ],
            ),
            ("A Qwxz here.", &[("Qwxz", "unknown-word")]),
            (&long, &[(long.trim(), "long-sentence")]),
        ];
        for (text, expected) in table {
            assert_eq!(found(text), *expected, "{text}");
        }
    }
}

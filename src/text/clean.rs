//! Which characters reach the engine.
//!
//! Engines are C and were written for plain prose: invisible characters make them
//! spell or stop, endless words overflow their buffers (a word of 140 bytes can end
//! espeak-ng), and `[[` opens its own phoneme language. What passes here is prose.
//! It lessens harm; the safety boundary is the worker process.

use std::ops::Range;

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory as Category};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicode_normalization::char::decompose_compatible;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What a character is to somebody who reads aloud; the later wins in a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Never heard: controls, formats, noncharacters, decoration.
    Silent,
    /// Combines with the character before it.
    Mark,
    /// Heard as a pause or a tone at most.
    Punctuation,
    /// Heard by its name: `$ % # @ & + ° ♥ 🎉`.
    Symbol,
    /// Any number.
    Digit,
    /// Any letter.
    Letter,
    /// White space.
    Space,
}

impl Kind {
    /// Whether it belongs to a written word.
    pub(super) fn is_core(self) -> bool {
        matches!(self, Kind::Letter | Kind::Digit | Kind::Symbol)
    }
}

/// More combining marks than any orthography stacks on one base.
const MARKS: usize = 4;
/// "!!!" says all that "!!!!!!!!" says.
const REPEATS: usize = 3;
/// "C++" needs two; eight words of `$$$` end espeak-ng in Hindi.
const SYMBOLS: usize = 2;
/// Longest run without a space that is given to an engine, in characters: espeak-ng
/// loses its way at 132 bytes of letters and apostrophes (`s'` 66 times).
pub(super) const RUN: usize = 40;
/// The same in bytes: espeak-ng's word buffer holds 160.
const RUN_BYTES: usize = 100;
/// Longest number: nobody follows more digits.
const DIGITS: usize = 30;

/// What `ch` is.
pub(super) fn kind(ch: char) -> Kind {
    if ch.is_ascii_alphabetic() {
        return Kind::Letter;
    }
    if ch.is_whitespace() {
        return Kind::Space;
    }
    if is_decoration(ch) || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(ch) {
        return Kind::Silent;
    }
    if matches!(
        ch,
        '#' | '@' | '%' | '&' | '§' | '‰' | '‱' | '％' | '＃' | '＠' | '＆'
    ) {
        return Kind::Symbol;
    }
    // Mathematics by category, markup and brackets by use.
    if matches!(ch, '|' | '<' | '>' | '~' | '^') {
        return Kind::Punctuation;
    }
    by_category(CodePointMapData::<Category>::new().get(ch))
}

fn by_category(category: Category) -> Kind {
    use Category::*;
    match category {
        UppercaseLetter | LowercaseLetter | TitlecaseLetter | ModifierLetter | OtherLetter => {
            Kind::Letter
        }
        DecimalNumber | LetterNumber | OtherNumber => Kind::Digit,
        MathSymbol | CurrencySymbol | OtherSymbol => Kind::Symbol,
        NonspacingMark | SpacingMark | EnclosingMark => Kind::Mark,
        DashPunctuation | OpenPunctuation | ClosePunctuation | ConnectorPunctuation
        | InitialPunctuation | FinalPunctuation | OtherPunctuation => Kind::Punctuation,
        _ => Kind::Silent,
    }
}

/// Signs with a name that nobody wants to hear: replacement characters, keycaps,
/// skin tones, boxes, bars, geometric bullets, accents without a letter.
fn is_decoration(ch: char) -> bool {
    matches!(ch,
        '\u{FFFC}' | '\u{FFFD}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}'
        | '\u{2500}'..='\u{25FF}' | '`' | '¨' | '´' | '¸' | '¯')
}

/// Whether `ch` is spoken when it stands at the edge of a word: emphasis marks,
/// footnote signs and table bars are not.
pub(super) fn is_heard_at_edge(ch: char) -> bool {
    !matches!(
        ch,
        '*' | '_' | '|' | '~' | '^' | '<' | '>' | '\\' | '†' | '‡' | '¶' | '•' | '·'
    )
}

/// The word in what is heard of one: from its first letter, digit or symbol to the last,
/// marks on it included; all of it where there is none.
pub(super) fn core(heard: &str) -> Range<usize> {
    let is_core = |ch: char| kind(ch).is_core();
    let Some(start) = heard.find(is_core) else {
        return 0..heard.len();
    };
    let last = heard.char_indices().rfind(|(_, ch)| is_core(*ch));
    let end = last.map_or(heard.len(), |(at, ch)| at + ch.len_utf8());
    let marks = heard[end..]
        .chars()
        .take_while(|ch| kind(*ch) == Kind::Mark);
    start..end + marks.map(char::len_utf8).sum::<usize>()
}

/// Collects what is heard of a text, character by character.
#[derive(Default)]
pub(super) struct Ear {
    heard: String,
    last: Option<char>,
    repeats: usize,
    marks: usize,
}

impl Ear {
    /// Hears `ch`, or passes over it.
    pub(super) fn hear(&mut self, ch: char) {
        match kind(ch) {
            Kind::Silent | Kind::Space => {}
            Kind::Mark => self.hear_mark(ch),
            kind => self.hear_base(ch, kind),
        }
    }

    /// What was heard, composed (NFC).
    pub(super) fn finish(self) -> String {
        match is_nfc_quick(self.heard.chars()) {
            IsNormalized::Yes => self.heard,
            _ => self.heard.nfc().collect(),
        }
    }

    fn hear_mark(&mut self, ch: char) {
        self.marks += 1;
        if self.marks <= MARKS && self.last.is_some() {
            self.heard.push(ch);
        }
    }

    fn hear_base(&mut self, ch: char, kind: Kind) {
        self.marks = 0;
        self.repeats = if self.last == Some(ch) {
            self.repeats + 1
        } else {
            1
        };
        self.last = Some(ch);
        let most = match kind {
            Kind::Letter | Kind::Digit => usize::MAX,
            Kind::Symbol => SYMBOLS,
            _ => REPEATS,
        };
        if self.repeats > most {
            return;
        }
        match ch {
            // `[[` must not reach espeak-ng, not even across two words.
            '[' => self.heard.push('('),
            ']' => self.heard.push(')'),
            _ if is_dressed_up(ch) => decompose_compatible(ch, |plain| self.heard.push(plain)),
            _ => self.heard.push(ch),
        }
    }
}

/// Plain letters and digits in another dress: full width, mathematical bold, ligatures.
fn is_dressed_up(ch: char) -> bool {
    matches!(ch,
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}'
        | '\u{1D400}'..='\u{1D7FF}' | '\u{FB00}'..='\u{FB06}')
}

/// Breaks what is longer than an engine bears into pieces, after a sign where there is one.
pub(super) fn break_up(spoken: String) -> Vec<String> {
    if spoken.chars().count() <= RUN && spoken.len() <= RUN_BYTES && digits(&spoken) <= DIGITS {
        return vec![spoken];
    }
    let mut pieces = Vec::new();
    let mut rest = spoken.as_str();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(piece_end(rest));
        pieces.push(piece.to_owned());
        rest = after;
    }
    pieces
}

fn digits(text: &str) -> usize {
    text.chars().filter(|ch| ch.is_numeric()).count()
}

/// Where the first piece of `text` ends; never before a combining mark.
fn piece_end(text: &str) -> usize {
    let (mut digits, mut sign) = (0, None);
    for (count, (at, ch)) in text.char_indices().enumerate() {
        digits = if ch.is_numeric() { digits + 1 } else { 0 };
        let full = count >= RUN || at >= RUN_BYTES || digits > DIGITS;
        if full && kind(ch) != Kind::Mark {
            return sign.unwrap_or(at);
        }
        if count >= RUN / 4 && matches!(ch, '/' | '-' | '_' | '&' | '=' | '?') {
            sign = Some(at + ch.len_utf8());
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(text: &str) -> String {
        let mut ear = Ear::default();
        text.chars().for_each(|ch| ear.hear(ch));
        ear.finish()
    }

    #[test]
    fn only_prose_is_heard() {
        let table = [
            ("plain", "plain"),
            ("a\u{202E}b\u{2066}c", "abc"),
            ("z\u{200B}w\u{200C}n\u{200D}j\u{FEFF}x\u{AD}y", "zwnjxy"),
            ("\0a\u{1}\u{7F}\u{85}b", "ab"),
            ("♥\u{FE0F}", "♥"),
            ("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴"),
            ("a\u{FDD0}\u{10FFFF}\u{E000}b", "ab"),
            ("a\u{FFFD}b", "ab"),
            ("[[x]]", "((x))"),
            ("wow!!!!!!!", "wow!!!"),
            ("coool", "coool"),
            ("C++ $$$ 🎉🎉🎉🎉", "C++$$🎉🎉"),
            ("e\u{301}", "é"),
            ("\u{301}e", "e"),
            (
                "e\u{323}\u{302}\u{301}\u{308}\u{308}\u{308}",
                "ệ\u{301}\u{308}",
            ),
            ("ＡＢＣ１２", "ABC12"),
            ("𝐇𝐢 ﬁn", "Hifin"),
            ("👍\u{1F3FD}", "👍"),
            ("1\u{FE0F}\u{20E3}", "1"),
        ];
        for (text, expected) in table {
            assert_eq!(heard(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_would_break_an_engine_comes_in_pieces() {
        let table = [
            ("s'".repeat(70), 4),
            ("9".repeat(100), 4),
            ("U.S.A.".repeat(40), 6),
        ];
        for (text, pieces) in table {
            let broken = break_up(text.clone());
            assert_eq!(broken.len(), pieces, "{broken:?}");
            assert_eq!(broken.concat(), text);
        }
    }

    #[test]
    fn a_long_address_breaks_after_a_sign() {
        let broken = break_up("https://example.org/a/long/path/to/something/else".into());
        assert_eq!(
            broken,
            ["https://example.org/a/long/path/to/", "something/else"]
        );
    }
}

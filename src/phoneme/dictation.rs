//! Given sounds inside a text: how espeak-ng is told them, and how its answers find
//! back to the text as it was.
//!
//! espeak-ng takes phonemes between `[[` and `]]`, by its own names and as one language
//! has them. [`harmless`](super::espeak_ng::harmless) has taken every `[[` out of the
//! text before, so these brackets are ours alone.

use serde::{Deserialize, Serialize};

use super::protocol::{Clause, Group, WordEvent};
use crate::text::{self, Alphabet};

/// Given sounds for a part of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dictation {
    /// Place in the text, counted in characters from 0.
    pub position: usize,
    /// Characters.
    pub length: usize,
    /// How `phonemes` are written.
    pub alphabet: Alphabet,
    /// What is heard there.
    pub phonemes: String,
}

impl Dictation {
    /// All that is dictated in a segment's text.
    pub fn of(spoken: &text::Spoken) -> Vec<Self> {
        let (mut byte, mut position) = (0, 0);
        let of = |dictated: &text::Dictated| {
            position += spoken.text[byte..dictated.range.start].chars().count();
            byte = dictated.range.start;
            Self {
                position,
                length: spoken.text[dictated.range.clone()].chars().count(),
                alphabet: dictated.pronunciation.alphabet,
                phonemes: dictated.pronunciation.phonemes.clone(),
            }
        };
        spoken.dictated.iter().map(of).collect()
    }
}

/// Longest names that are given for one word, in bytes; espeak-ng reserves 200 for what
/// it makes of them, and does not count.
const LONGEST: usize = 150;
/// Opens another language inside phonemes; its name would be copied without a limit.
const SWITCH: &str = "_^_";

/// Whether `names` may stand between the brackets.
fn is_tame(names: &str) -> bool {
    let plain = |ch: char| (' '..='~').contains(&ch) && !matches!(ch, '[' | ']');
    !names.trim().is_empty()
        && names.len() <= LONGEST
        && names.chars().all(plain)
        && !names.contains(SWITCH)
}

/// What espeak-ng reads.
pub(super) struct Script<'d> {
    /// The text with phonemes in it.
    pub(super) text: String,
    seams: Vec<Seam<'d>>,
}

/// Where the script differs from the text, in characters.
struct Seam<'d> {
    /// Place in the script.
    at: usize,
    length: usize,
    dictation: &'d Dictation,
}

impl<'d> Script<'d> {
    /// Writes what is dictated into `text`, which is harmless; `name` gives espeak-ng's
    /// names for IPA. Sounds it has no name for stay as they are written.
    pub(super) fn write(
        text: &str,
        dictated: &'d [Dictation],
        name: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let mut script = Self {
            text: String::with_capacity(text.len()),
            seams: Vec::with_capacity(dictated.len()),
        };
        let (mut rest, mut from, mut at) = (text.chars(), 0, 0);
        for dictation in dictated {
            let before: String = rest
                .by_ref()
                .take(dictation.position.saturating_sub(from))
                .collect();
            let written: String = rest.by_ref().take(dictation.length).collect();
            from = dictation.position + dictation.length;
            script.text.push_str(&before);
            let names = match dictation.alphabet {
                Alphabet::Espeak => Some(dictation.phonemes.clone()),
                Alphabet::Ipa => name(&dictation.phonemes),
            };
            let open = script.text.ends_with(|ch: char| !ch.is_whitespace());
            let told = match names.filter(|names| is_tame(names)) {
                Some(names) if open => format!(" [[{names}]]"),
                Some(names) => format!("[[{names}]]"),
                None => written,
            };
            script.text.push_str(&told);
            at += before.chars().count();
            let length = told.chars().count();
            script.seams.push(Seam {
                at,
                length,
                dictation,
            });
            at += length;
        }
        script.text.extend(rest);
        script
    }

    /// Whether espeak-ng has to be told that there are phonemes in it.
    pub(super) fn is_dictated(&self) -> bool {
        !self.seams.is_empty()
    }

    /// The seam at a place of the script.
    fn seam(&self, position: usize) -> Option<&Seam<'d>> {
        let after = self.seams.partition_point(|seam| seam.at <= position);
        let seam = self.seams.get(after.checked_sub(1)?)?;
        (position < seam.at + seam.length).then_some(seam)
    }

    /// The place in the text, and the length that belongs to it.
    fn origin(&self, position: usize, length: usize) -> (usize, usize) {
        if let Some(seam) = self.seam(position) {
            return (seam.dictation.position, seam.dictation.length);
        }
        let after = self.seams.partition_point(|seam| seam.at <= position);
        let Some(seam) = after.checked_sub(1).map(|index| &self.seams[index]) else {
            return (position, length);
        };
        let end = seam.dictation.position + seam.dictation.length;
        (end + position - (seam.at + seam.length), length)
    }

    /// Brings the events of the script to their places in the text.
    pub(super) fn replace_events(&self, events: &mut [WordEvent]) {
        for event in events.iter_mut().filter(|_| self.is_dictated()) {
            (event.position, event.length) = self.origin(event.position, event.length);
        }
    }

    /// Brings the groups to their places in the text. What was dictated in IPA is what
    /// the groups there say, sign by sign: a voice may know more of it than espeak-ng.
    pub(super) fn replace_groups(&self, clauses: &mut [Clause]) {
        for clause in clauses.iter_mut().filter(|_| self.is_dictated()) {
            for seam in &self.seams {
                if seam.dictation.alphabet == Alphabet::Ipa {
                    clause.groups = seam.dictate(std::mem::take(&mut clause.groups));
                }
            }
            for group in clause.groups.iter_mut().filter(|group| group.length > 0) {
                (group.position, group.length) = self.origin(group.position, group.length);
            }
        }
    }
}

impl Seam<'_> {
    fn holds(&self, group: &Group) -> bool {
        let inside = (self.at..self.at + self.length).contains(&group.position);
        inside && group.length > 0
    }

    /// The groups with the dictated ones in the place of those that were here.
    fn dictate(&self, groups: Vec<Group>) -> Vec<Group> {
        let mut sounds = self.dictation.phonemes.split_whitespace();
        let mut left = groups.iter().filter(|group| self.holds(group)).count();
        let mut dictated = Vec::with_capacity(groups.len());
        for mut group in groups {
            if self.holds(&group) {
                left -= 1;
                let own: Vec<&str> = match left {
                    0 => sounds.by_ref().collect(),
                    _ => sounds.by_ref().take(1).collect(),
                };
                if own.is_empty() {
                    continue;
                }
                group.phonemes = own.join(" ");
            }
            dictated.push(group);
        }
        dictated
    }
}

/// One phoneme of a language: espeak-ng's name for it, and how it is written in IPA.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) espeak: String,
    pub(super) ipa: String,
}

/// espeak-ng's names for `ipa` among those of a language, the longest sign first; `None`
/// where one has none.
pub(super) fn names_of(ipa: &str, known: &[Name]) -> Option<String> {
    let plain: String = ipa.chars().filter(|ch| !is_joint(*ch)).collect();
    let mut rest = plain.as_str();
    let (mut names, mut last) = (String::new(), "");
    while let Some(ch) = rest.chars().next() {
        if let Some(sign) = sign_of(ch) {
            names.push(sign);
            (last, rest) = ("", &rest[ch.len_utf8()..]);
            continue;
        }
        let (name, length) = longest(rest, known)?;
        if is_read_across(last, &name.espeak, known) {
            names.push('|');
        }
        names.push_str(&name.espeak);
        (last, rest) = (&name.espeak, &rest[length..]);
    }
    Some(names)
}

/// Ties and syllable marks, which change nothing here.
fn is_joint(ch: char) -> bool {
    matches!(ch, '\u{361}' | '\u{35C}' | '.' | '\u{203F}')
}

fn sign_of(ch: char) -> Option<char> {
    match ch {
        'ˈ' => Some('\''),
        'ˌ' => Some(','),
        ch if ch.is_whitespace() => Some(' '),
        _ => None,
    }
}

/// The phoneme with the longest writing at the start of `rest`; of two with the same
/// writing the one with the shorter name.
fn longest<'n>(rest: &str, known: &'n [Name]) -> Option<(&'n Name, usize)> {
    let find = |rest: &str| {
        let fits = known.iter().filter(|name| rest.starts_with(&name.ipa));
        fits.max_by_key(|name| (name.ipa.len(), std::cmp::Reverse(name.espeak.len())))
    };
    if let Some(name) = find(rest) {
        return Some((name, name.ipa.len()));
    }
    // What dictionaries write for the one r or g that a language has.
    let ch = rest.chars().next()?;
    let likes: &[&str] = match ch {
        'r' | 'ɹ' | 'ɾ' | 'ʁ' | 'ʀ' => &["ɹ", "r", "ʁ", "ɾ"],
        'g' => &["ɡ"],
        _ => &[],
    };
    let name = likes.iter().find_map(|like| {
        let mut same = known.iter().filter(|name| name.ipa == *like);
        same.next()
    })?;
    Some((name, ch.len_utf8()))
}

/// Whether `last` and `next`, written together, would be read as something else.
fn is_read_across(last: &str, next: &str, known: &[Name]) -> bool {
    let joined = format!("{last}{next}");
    let longer = |name: &Name| name.espeak.len() > last.len();
    !last.is_empty()
        && known
            .iter()
            .any(|name| longer(name) && joined.starts_with(&name.espeak))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictation(position: usize, length: usize, alphabet: Alphabet, phonemes: &str) -> Dictation {
        Dictation {
            position,
            length,
            alphabet,
            phonemes: phonemes.into(),
        }
    }

    #[test]
    fn what_is_dictated_stands_in_brackets_and_places_find_back() {
        let dictated = [
            dictation(1, 5, Alphabet::Espeak, "'EndZIn"),
            dictation(10, 2, Alphabet::Espeak, "h'aI"),
        ];
        let script = Script::write("“nginx” é hi.", &dictated, |_| None);
        assert_eq!(script.text, "“ [['EndZIn]]” é [[h'aI]].");
        assert_eq!(script.origin(0, 1), (0, 1));
        assert_eq!(script.origin(4, 9), (1, 5));
        assert_eq!(script.origin(15, 1), (8, 1));
        assert_eq!(script.origin(17, 4), (10, 2));
        assert_eq!(script.origin(25, 1), (12, 1));
    }

    #[test]
    fn what_would_break_out_of_the_brackets_is_not_written() {
        let long = "a".repeat(200);
        for phonemes in ["a]]b", "_^_en", "\u{1}5S", "", " ", "ä", &long] {
            let dictated = [dictation(0, 2, Alphabet::Espeak, phonemes)];
            assert_eq!(Script::write("hi", &dictated, |_| None).text, "hi");
        }
    }

    #[test]
    fn ipa_is_named_by_the_longest_sign() {
        let name = |(espeak, ipa): (&str, &str)| Name {
            espeak: espeak.into(),
            ipa: ipa.into(),
        };
        let known: Vec<Name> = [
            ("t", "t"),
            ("S", "ʃ"),
            ("tS", "tʃ"),
            ("E", "ɛ"),
            ("oU", "oʊ"),
            ("o", "o"),
            ("r", "ɹ"),
        ]
        .map(name)
        .into();
        let table = [
            ("ˈtʃɛ", Some("'tSE")),
            ("t͡ʃɛ", Some("tSE")),
            ("oʊo", Some("oUo")),
            ("rɛ t.t", Some("rE tt")),
            ("xɛ", None),
        ];
        for (ipa, expected) in table {
            assert_eq!(names_of(ipa, &known).as_deref(), expected, "{ipa}");
        }
        let known = &known[..2];
        assert_eq!(names_of("tʃ", known).as_deref(), Some("tS"));
        let with: Vec<Name> = [("t", "t"), ("S", "ʃ"), ("tS", "c")].map(name).into();
        assert_eq!(names_of("tʃ", &with).as_deref(), Some("t|S"));
    }
}

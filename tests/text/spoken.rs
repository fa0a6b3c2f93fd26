//! `tests/fixtures/spoken/LANGUAGE.tsv`: what is written, and what a person would say.
//!
//! A stretch in brackets in what is written is spoken as the stretch in brackets in
//! what is said, the first as the first: a reader sees exactly that light up.

use std::collections::BTreeMap;
use std::ops::Range;

use aloud::text::Word;

use super::segments;

/// Cases that come out as a person would say them, by family, and of how many. A figure
/// may rise with a better rule, never fall; the rest are known misses.
const ENGLISH: &[(&str, usize, usize)] = &[
    ("abbreviation", 70, 70),
    ("acronym", 41, 41),
    ("address", 49, 49),
    ("cardinal", 65, 65),
    ("date", 69, 69),
    ("electronic", 62, 68),
    ("emoji", 40, 40),
    ("fraction", 46, 46),
    ("homograph", 38, 40),
    ("maths", 59, 61),
    ("measure", 107, 108),
    ("mixed", 151, 152),
    ("money", 97, 97),
    ("name", 69, 69),
    ("ordinal", 46, 46),
    ("percent", 47, 47),
    ("phone", 44, 44),
    ("range", 46, 46),
    ("roman", 60, 61),
    ("shout", 44, 44),
    ("symbol", 58, 58),
    ("time", 61, 62),
    ("title", 63, 63),
    ("year", 63, 63),
];

const GERMAN: &[(&str, usize, usize)] = &[
    ("abbreviation", 28, 28),
    ("acronym", 6, 6),
    ("cardinal", 38, 40),
    ("date", 18, 18),
    ("electronic", 9, 9),
    ("fraction", 10, 10),
    ("maths", 7, 7),
    ("measure", 36, 37),
    ("mixed", 19, 20),
    ("money", 39, 39),
    ("name", 12, 12),
    ("news", 37, 39),
    ("ordinal", 15, 16),
    ("percent", 11, 11),
    ("phone", 6, 7),
    ("range", 7, 7),
    ("roman", 12, 13),
    ("symbol", 5, 5),
    ("time", 19, 19),
    ("year", 17, 17),
];

const FRENCH: &[(&str, usize, usize)] = &[
    ("abbreviation", 32, 32),
    ("acronym", 7, 7),
    ("cardinal", 48, 48),
    ("date", 22, 22),
    ("electronic", 14, 14),
    ("fraction", 13, 13),
    ("maths", 10, 10),
    ("measure", 37, 37),
    ("mixed", 1, 1),
    ("money", 42, 42),
    ("name", 8, 8),
    ("news", 59, 60),
    ("ordinal", 20, 20),
    ("percent", 10, 10),
    ("phone", 10, 10),
    ("range", 8, 8),
    ("roman", 26, 26),
    ("symbol", 6, 6),
    ("time", 20, 20),
    ("year", 11, 11),
];

const ITALIAN: &[(&str, usize, usize)] = &[
    ("abbreviation", 35, 35),
    ("acronym", 5, 5),
    ("cardinal", 45, 45),
    ("date", 22, 22),
    ("electronic", 13, 13),
    ("fraction", 11, 11),
    ("maths", 10, 10),
    ("measure", 36, 36),
    ("mixed", 1, 1),
    ("money", 40, 40),
    ("name", 8, 8),
    ("news", 58, 60),
    ("ordinal", 15, 15),
    ("percent", 11, 11),
    ("phone", 10, 10),
    ("range", 7, 7),
    ("roman", 28, 28),
    ("symbol", 5, 5),
    ("time", 18, 18),
    ("year", 11, 11),
];

const SPANISH: &[(&str, usize, usize)] = &[
    ("abbreviation", 28, 28),
    ("acronym", 11, 11),
    ("address", 12, 12),
    ("cardinal", 43, 43),
    ("date", 18, 18),
    ("electronic", 17, 17),
    ("fraction", 11, 11),
    ("maths", 9, 9),
    ("measure", 28, 28),
    ("mixed", 2, 2),
    ("money", 31, 31),
    ("name", 10, 10),
    ("news", 60, 60),
    ("ordinal", 15, 15),
    ("percent", 10, 10),
    ("phone", 9, 9),
    ("range", 8, 8),
    ("roman", 23, 23),
    ("symbol", 7, 7),
    ("time", 19, 19),
    ("year", 10, 10),
];

const PORTUGUESE: &[(&str, usize, usize)] = &[
    ("abbreviation", 25, 25),
    ("acronym", 11, 11),
    ("address", 11, 11),
    ("cardinal", 42, 42),
    ("date", 18, 18),
    ("electronic", 14, 14),
    ("fraction", 12, 12),
    ("maths", 8, 8),
    ("measure", 27, 27),
    ("mixed", 2, 2),
    ("money", 30, 30),
    ("name", 8, 8),
    ("news", 60, 60),
    ("ordinal", 14, 14),
    ("percent", 10, 10),
    ("phone", 9, 9),
    ("range", 9, 9),
    ("roman", 24, 24),
    ("symbol", 6, 6),
    ("time", 17, 17),
    ("year", 11, 11),
];

const RUSSIAN: &[(&str, usize, usize)] = &[
    ("abbreviation", 35, 35),
    ("acronym", 10, 10),
    ("cardinal", 56, 56),
    ("date", 21, 21),
    ("electronic", 7, 7),
    ("fraction", 10, 10),
    ("hard", 69, 69),
    ("maths", 6, 6),
    ("measure", 40, 40),
    ("mixed", 1, 1),
    ("money", 38, 38),
    ("name", 9, 9),
    ("news", 60, 60),
    ("ordinal", 21, 21),
    ("percent", 14, 14),
    ("phone", 8, 8),
    ("range", 8, 8),
    ("roman", 24, 24),
    ("symbol", 2, 2),
    ("time", 18, 18),
    ("year", 25, 25),
];

/// One line of a fixture.
struct Case<'f> {
    family: &'f str,
    tag: &'f str,
    written: Bracketed,
    expected: Bracketed,
}

/// A text without its brackets, and the bytes each pair of them held.
struct Bracketed {
    text: String,
    stretches: Vec<Range<usize>>,
}

impl Bracketed {
    fn read(line: &str) -> Self {
        let (mut text, mut stretches) = (String::new(), Vec::new());
        let mut start = None;
        for ch in line.chars() {
            match (ch, start) {
                ('[', None) => start = Some(text.len()),
                (']', Some(from)) => {
                    stretches.push(from..text.len());
                    start = None;
                }
                ('[' | ']', _) => panic!("brackets do not pair: {line}"),
                _ => text.push(ch),
            }
        }
        assert!(start.is_none(), "brackets do not pair: {line}");
        Self { text, stretches }
    }

    /// The stretch that holds each of the [`plain`] words.
    fn places(&self) -> Vec<Option<usize>> {
        let mut places = Vec::new();
        let mut label = |text: &str, place| {
            places.extend(plain(text).split_whitespace().map(|_| place));
        };
        let mut end = 0;
        for (place, stretch) in self.stretches.iter().enumerate() {
            label(&self.text[end..stretch.start], None);
            label(&self.text[stretch.clone()], Some(place));
            end = stretch.end;
        }
        label(&self.text[end..], None);
        places
    }
}

impl<'f> Case<'f> {
    fn read(fixture: &'f str) -> Vec<Self> {
        let lines = fixture.lines().filter(|line| !line.starts_with('#'));
        let cases = lines.map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [family, tag, written, expected] => Case {
                family,
                tag,
                written: Bracketed::read(written),
                expected: Bracketed::read(expected),
            },
            _ => panic!("not four columns: {line}"),
        });
        cases.collect()
    }

    /// What is said, and what is wrong with it.
    fn hear(&self) -> (String, Option<String>) {
        let segments = segments(&self.written.text, self.tag);
        let said: Vec<_> = segments
            .iter()
            .map(|segment| segment.spoken().text)
            .collect();
        let said = said.join(" ");
        if plain(&said) != plain(&self.expected.text) {
            return (said, Some(format!("not  {}", self.expected.text)));
        }
        let words = segments.iter().flat_map(|segment| &segment.words);
        (said, self.misplaced(words))
    }

    /// The first stretch that is not lit as long as it is spoken, and no longer.
    fn misplaced<'w>(&self, words: impl Iterator<Item = &'w Word>) -> Option<String> {
        let (written, said) = (&self.written.stretches, &self.expected.stretches);
        assert_eq!(
            written.len(),
            said.len(),
            "stretches of {}",
            self.written.text
        );
        let mut lit: Vec<Option<Range<usize>>> = vec![None; written.len()];
        let mut places = self.expected.places().into_iter();
        for word in words {
            let count = plain(&word.spoken).split_whitespace().count();
            let places: Vec<_> = places.by_ref().take(count).collect();
            let (Some(span), Some(place)) = (word.span, places.first()) else {
                continue;
            };
            match place {
                Some(place) => join(&mut lit[*place], span.start..span.end),
                None if written
                    .iter()
                    .any(|one| span.start < one.end && one.start < span.end) =>
                {
                    return Some(format!("“{}” lights a stretch it is not of", word.spoken));
                }
                None => {}
            }
        }
        let text = &self.written.text;
        let wrong = written
            .iter()
            .zip(lit)
            .find(|(one, lit)| lit.as_ref() != Some(*one))?;
        let found = wrong.1.map_or("nothing", |range| &text[range]);
        Some(format!("“{}” lights “{found}”", &text[wrong.0.clone()]))
    }
}

fn join(all: &mut Option<Range<usize>>, one: Range<usize>) {
    *all = Some(match all.take() {
        Some(all) => all.start.min(one.start)..all.end.max(one.end),
        None => one,
    });
}

/// Words only: case, hyphens and punctuation do not count.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|ch: char| !ch.is_alphanumeric() && ch != '\'' && ch != '’');
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Families in which a figure differs from the recorded one, with what is missed there.
fn differences(fixture: &str, recorded: &[(&str, usize, usize)]) -> Vec<String> {
    let mut scores: BTreeMap<&str, (usize, usize, Vec<String>)> = BTreeMap::new();
    for case in Case::read(fixture) {
        let (said, wrong) = case.hear();
        let score = scores.entry(case.family).or_default();
        score.0 += usize::from(wrong.is_none());
        score.1 += 1;
        if let Some(wrong) = wrong {
            let missed = format!(
                "    {}\n      said {said}\n      {wrong}",
                case.written.text
            );
            score.2.push(missed);
        }
    }
    let mut different = Vec::new();
    for (family, (right, all, missed)) in &scores {
        println!("{family}: {right} of {all}");
        if !recorded.contains(&(*family, *right, *all)) {
            different.push(format!(
                "(\"{family}\", {right}, {all}),\n{}",
                missed.join("\n")
            ));
        }
    }
    let known = recorded
        .iter()
        .filter(|(family, ..)| !scores.contains_key(family));
    different.extend(known.map(|(family, ..)| format!("{family} has no cases")));
    different
}

#[test]
fn english_is_said_as_a_person_would_say_it() {
    let different = differences(include_str!("../fixtures/spoken/en.tsv"), ENGLISH);
    assert!(different.is_empty(), "\n{}", different.join("\n"));
}

#[test]
fn german_is_said_as_a_person_would_say_it() {
    let different = differences(include_str!("../fixtures/spoken/de.tsv"), GERMAN);
    assert!(different.is_empty(), "\n{}", different.join("\n"));
}

#[test]
fn french_is_said_as_a_person_would_say_it() {
    let different = differences(include_str!("../fixtures/spoken/fr.tsv"), FRENCH);
    assert!(different.is_empty(), "\n{}", different.join("\n"));
}

#[test]
fn spanish_is_said_as_a_person_would_say_it() {
    let different = differences(include_str!("../fixtures/spoken/es.tsv"), SPANISH);
    assert!(different.is_empty(), "\n{}", different.join("\n"));
}

#[test]
fn italian_is_said_as_a_person_would_say_it() {
    let different = differences(include_str!("../fixtures/spoken/it.tsv"), ITALIAN);
    assert!(different.is_empty(), "\n{}", different.join("\n"));
}

#[test]
fn portuguese_is_said_as_a_person_would_say_it() {
    let different = differences(include_str!("../fixtures/spoken/pt.tsv"), PORTUGUESE);
    assert!(different.is_empty(), "\n{}", different.join("\n"));
}

#[test]
fn russian_is_said_as_a_person_would_say_it() {
    let different = differences(include_str!("../fixtures/spoken/ru.tsv"), RUSSIAN);
    assert!(different.is_empty(), "\n{}", different.join("\n"));
}

/// What is said for each mark, punctuation with it.
fn marks(text: &str) -> Vec<(String, String)> {
    let mut marks: Vec<(String, String)> = Vec::new();
    let mut last = None;
    for word in segments(text, "en-US")
        .iter()
        .flat_map(|segment| &segment.words)
    {
        let written = word.span.map_or("", |span| span.of(text));
        match marks
            .last_mut()
            .filter(|_| last.is_some() && last == word.span)
        {
            Some((_, said)) => *said = format!("{said} {}", word.spoken),
            None => marks.push((written.to_owned(), word.spoken.clone())),
        }
        last = word.span;
    }
    marks
}

#[test]
fn a_mark_covers_what_is_spoken_across_and_no_more() {
    let table: &[(&str, &[(&str, &str)])] = &[
        (
            "“$1.5 billion,” he",
            &[
                ("$1.5 billion", "“one point five billion dollars,”"),
                ("he", "he"),
            ],
        ),
        ("5 km.", &[("5", "five"), ("km", "kilometers.")]),
        (
            "(on Jan. 5, 2026)",
            &[
                ("on", "(on"),
                ("Jan", "January"),
                ("5", "fifth,"),
                ("2026", "twenty twenty-six)"),
            ],
        ),
        ("3 – 5 of", &[("3 – 5", "three to five"), ("of", "of")]),
        ("at 5 p.m.", &[("at", "at"), ("5", "five"), ("p.m", "PM.")]),
        ("Dr. Lee", &[("Dr", "Doctor"), ("Lee", "Lee")]),
        ("-5 °C!", &[("5", "minus five"), ("°C", "degrees Celsius!")]),
        ("$5–$10", &[("$5", "five to"), ("$10", "ten dollars")]),
    ];
    for (text, expected) in table {
        let marks = marks(text);
        let found: Vec<_> = marks
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(&found, expected, "{text}");
    }
}

#[test]
fn a_language_without_rules_is_left_as_it_is_written() {
    let languages = [
        "sw", "zh", "ja", "nl", "pl", "sv", "da", "nb", "fi", "cs", "tr", "el", "uk", "hu", "ro",
        "sk", "bg", "hr", "vi", "id",
    ];
    let forms = [
        "x Dr. 1,5 $3 km y",
        "x 3.14 y",
        "x 1.234.567,89 y",
        "x 1,234,567.89 y",
        "x 1 234 567 y",
        "x 1'234 y",
        "x −5 °C y",
        "x -5 y",
        "x 5–10 y",
        "x 5.000-10.000 y",
        "x $1.50 y",
        "x €5 y",
        "x 5€ y",
        "x 1 000,50 kr y",
        "x 3 500,50 zł y",
        "x %3,2 y",
        "x 3,2% y",
        "x 14.03.2023 y",
        "x 14/3/2023 y",
        "x 2023-03-14 y",
        "x 9:05 y",
        "x 9.05–10.30 y",
        "x 1990–1995 y",
        "x ½ y",
        "x 10² y",
        "x 007 y",
        "x № 5 y",
    ];
    for (tag, form) in languages
        .iter()
        .flat_map(|tag| forms.iter().map(move |form| (tag, form)))
    {
        let segments = segments(form, tag);
        assert_eq!(segments.len(), 1, "{form} in {tag}");
        assert_eq!(segments[0].spoken().text, *form, "{tag}");
    }
}

#[test]
fn a_number_of_a_language_without_rules_stays_one_however_it_is_spaced_and_clocked() {
    let table = [
        ("nl", "x 1\u{a0}234\u{202f}567 y", "x 1 234 567 y"),
        ("fi", "x 1\u{2009}234 y", "x 1 234 y"),
        ("sv", "Den kl. 9.05 i dag", "Den kl. 9.05 i dag"),
        ("da", "Den kl. 9.05 i dag", "Den kl. 9.05 i dag"),
        ("nb", "Den kl. 9.05 i dag", "Den kl. 9.05 i dag"),
        ("da", "Den 14. marts 2023", "Den 14. marts 2023"),
        ("cs", "Dne 14. 3. 2023 v 9:05", "Dne 14. 3. 2023 v 9:05"),
        ("sk", "Dne 14. 3. 2023 o 9:05", "Dne 14. 3. 2023 o 9:05"),
        ("hr", "Dne 14. 3. 2023 u 9:05", "Dne 14. 3. 2023 u 9:05"),
    ];
    for (tag, written, given) in table {
        let segments = segments(written, tag);
        assert_eq!(segments.len(), 1, "{written} in {tag}");
        assert_eq!(segments[0].spoken().text, given, "{tag}");
    }
}

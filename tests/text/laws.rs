//! What holds for every text.

use std::sync::LazyLock;

use aloud::text::{
    Alphabet, Boundary, Draft, Emoji, Lexicon, Passage, Pronunciation, Run, RunKind, Said, Segment,
    Span, Written, segment, segment_for,
};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// Text as it is posted, and text as it is fired.
fn any_text() -> impl Strategy<Value = String> {
    let atoms = prop::sample::select(vec![
        "word",
        "Dr.",
        "e.g.",
        "U.S.",
        "J.",
        "3.",
        "3.14",
        "$5",
        "$1.5 billion",
        "$5–$10",
        "€",
        "£45bn",
        "3/14/2023",
        "2026-01-05T10:00Z",
        "Jan. 5, 2026",
        "5 May",
        "9 a.m.–5 p.m.",
        "10:30",
        "(212) 555-0147",
        "+44 20 7946 0018",
        "1939–45",
        "5'10\"",
        "km/h",
        "-5 °C",
        "½",
        "10^6",
        "²",
        "VIII",
        "Chapter IV",
        "221B",
        "A350-900",
        "v2.0.1",
        "me@x.org",
        "a_b()",
        "w/o",
        "R&D",
        "5 - 3",
        "%",
        "1e9",
        "1.234,56 €",
        "5,-",
        "3. Oktober",
        "14.03.2023",
        "z. B. ",
        "10.30 Uhr",
        "C++",
        "5 руб.",
        "1,5 млн",
        "XX в.",
        "в 2023 г.",
        "1-й",
        "14–16 мая",
        "т. е.",
        "80 кв. м",
        "#1",
        "and/or",
        "a—b",
        "—",
        "-",
        "...",
        "…",
        ".",
        "!",
        "?",
        "\"",
        "“",
        "”",
        "(",
        ")",
        "[[",
        "]]",
        ",",
        ";",
        "'",
        "’",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\u{A0}",
        "\u{2028}",
        "\u{3000}",
        "你好",
        "。",
        "「",
        "」",
        "東京",
        "カー",
        "สวัสดี",
        "مرحبا",
        "؟",
        "नमस्ते",
        "।",
        "क्ष",
        "é",
        "e\u{301}",
        "\u{301}",
        "\u{308}\u{308}\u{308}\u{308}\u{308}\u{308}",
        "🎉",
        "👩\u{200D}💻",
        "👩🏿\u{200D}💻",
        "😂😂😂",
        "£9.99",
        "7.45pm",
        "-2C",
        "6-4, 6-3",
        "A1(M)",
        "Miami, Fla.",
        "20 mg/kg",
        "§§ 5",
        "A-",
        "Luke 2:1–7",
        "Henry VIII's",
        "June 28–July 4",
        "PO Box 12",
        "+44 (0)20 7946",
        "1h30m",
        "12.500,75 €",
        "1 234,5 kg",
        "§ 5 Abs. 2",
        "3 ½",
        "10h30",
        "n° 5",
        "R$ 1.234,56",
        "№ 7",
        "5 тыс. руб.",
        "XX век",
        "🇩🇪",
        "🇩",
        "\u{200B}",
        "\u{200D}",
        "\u{202E}",
        "\u{2066}",
        "\u{FEFF}",
        "\u{AD}",
        "\u{FE0F}",
        "\0",
        "\u{7F}",
        "\u{E0041}",
        "\u{FFFD}",
        "\u{FDD0}",
        "\u{600}",
        "s's's's's's's's's's's's's's's",
        "12345678901234567890123456789012345",
        "---",
        "***",
        "* ",
        "- ",
        "1. ",
        "https://a.org/b",
        "한국어",
        "\u{1100}",
        "ﬁ",
        "𝐇",
    ]);
    prop_oneof![
        3 => prop::collection::vec(atoms, 0..60).prop_map(|atoms| atoms.concat()),
        1 => any::<String>(),
        1 => "\\PC{0,80}",
    ]
}

fn any_passage() -> impl Strategy<Value = Passage> {
    let run = (
        0..200usize,
        0..40usize,
        prop::sample::select(vec!["de", "zh", "", "x-y"]),
        any::<bool>(),
    );
    let languages = prop::sample::select(vec![
        "en", "en-GB", "de", "fr", "fr-CH", "it", "es", "es-MX", "pt", "pt-BR", "ru", "fi",
    ]);
    (any_text(), prop::collection::vec(run, 0..4), languages).prop_map(|(text, runs, language)| {
        let run = |(start, length, language, heading): (usize, usize, &str, bool)| Run {
            span: Span::new(start, start + length),
            language: Some(language.to_owned()),
            kind: if heading {
                RunKind::Heading
            } else {
                RunKind::Text
            },
            ..Run::default()
        };
        Passage {
            text,
            language: Some(language.into()),
            runs: runs.into_iter().map(run).collect(),
            ..Passage::default()
        }
    })
}

/// Entries of every kind, for what the texts are made of.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let words = |text: &str| Written::Words(text.into());
    let pattern = |text: &str| Written::Pattern(text.into());
    let alias = |text: &str| Said::Alias(text.into());
    let sounds = |text: &str| {
        Said::Sounds(Pronunciation {
            alphabet: Alphabet::Ipa,
            phonemes: text.into(),
        })
    };
    let entries = [
        (
            words("word"),
            alias("[[x]] \u{202E}$5 … – 東京"),
            Boundary::Word,
        ),
        (words("$1.5 billion"), alias("much"), Boundary::Word),
        (words("and/or"), sounds("a b c"), Boundary::Word),
        (words("e.g. e.g."), sounds("a b"), Boundary::Word),
        (words("J."), alias("Jay."), Boundary::Word),
        (words("東京"), sounds("t"), Boundary::Word),
        (words("s's"), alias("…x"), Boundary::Start),
        (words("a"), alias("ä—"), Boundary::None),
        (
            pattern(r"(\d+)[,.](\d+) ?\S*"),
            alias("$1 and $2"),
            Boundary::Word,
        ),
        (pattern(r"\$\d.*"), alias("money $0"), Boundary::Start),
        (pattern(r"[½🎉]"), alias("!"), Boundary::None),
    ];
    let mut lexicon = Lexicon::default();
    for (written, said, boundary) in entries {
        let draft = Draft {
            written,
            said,
            language: None,
            voices: vec!["amy".into()],
            case: None,
            boundary,
        };
        lexicon.add(draft).unwrap();
    }
    lexicon
});

fn spans(segments: &[Segment]) -> Vec<Span> {
    let words = segments.iter().flat_map(|segment| &segment.words);
    let mut spans: Vec<_> = words.filter_map(|word| word.span).collect();
    spans.dedup();
    spans
}

fn check_spans(text: &str, segments: &[Segment]) {
    let mut edges: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    edges.push(text.len());
    let mut end = 0;
    for segment in segments {
        assert!(segment.span.start >= end, "segments overlap");
        assert!(!segment.span.is_empty());
        end = segment.span.end;
        let mut words = segment.words.iter().filter_map(|word| word.span).peekable();
        assert!(words.peek().is_some(), "a segment with nothing to say");
        assert!(
            words.all(|word| segment.span.contains(word)),
            "a word outside its segment"
        );
    }
    let mut end = 0;
    for span in spans(segments) {
        assert!(span.start >= end && !span.is_empty(), "words overlap");
        assert!(
            edges.binary_search(&span.start).is_ok(),
            "cut inside a character"
        );
        assert!(
            edges.binary_search(&span.end).is_ok(),
            "cut inside a character"
        );
        end = span.end;
    }
}

fn check_cover(text: &str, segments: &[Segment]) {
    let mut covered = vec![false; text.len()];
    for span in spans(segments) {
        covered[span.start..span.end].fill(true);
    }
    for (at, ch) in text.char_indices().filter(|(_, ch)| is_plain(*ch)) {
        assert!(covered[at], "{ch:?} at {at} is in no word");
    }
}

/// Letters and digits, without the fillers that Unicode calls letters.
fn is_plain(ch: char) -> bool {
    let filler = matches!(ch, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}');
    let mark = unicode_normalization::char::is_combining_mark(ch);
    let symbol = matches!(ch, '\u{2400}'..='\u{2BFF}' | '\u{1F100}'..='\u{1F1FF}');
    ch.is_alphanumeric() && !filler && !mark && !symbol
}

fn check_spoken(segments: &[Segment]) {
    for segment in segments {
        let spoken = segment.spoken().text;
        assert!(!spoken.contains("[["), "{spoken}");
        let forbidden = |ch: char| {
            ch.is_control()
                || matches!(ch, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
                    | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFFD}'
                    | '\u{FDD0}'..='\u{FDEF}' | '\u{E0000}'..='\u{E0FFF}')
                || u32::from(ch) & 0xFFFE == 0xFFFE
        };
        assert!(!spoken.contains(forbidden), "{spoken:?}");
        assert!(
            !spoken.starts_with(' ') && !spoken.contains("  "),
            "{spoken:?}"
        );
        let longest = spoken.split(' ').map(str::len).max();
        assert!(longest <= Some(160), "{spoken:?}");
        assert!(segment.words.iter().all(|word| !word.spoken.is_empty()));
    }
}

fn check(passage: &Passage) {
    check_cut(passage, &segment(passage));
    let by_lexicon = segment_for(passage, &LEXICON, &mut |_| Some("amy".into()));
    check_cut(passage, &by_lexicon);
}

fn check_cut(passage: &Passage, segments: &[Segment]) {
    check_spans(&passage.text, segments);
    check_cover(&passage.text, segments);
    check_spoken(segments);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_keeps_the_laws(passage in any_passage()) {
        check(&passage);
    }

    #[test]
    fn a_sentence_is_the_same_wherever_it_stands(text in "[a-z]{1,9}( [a-z,;]{1,9}){0,300}\\.") {
        let spoken = |passage: &str| -> Vec<String> {
            let segments = super::segments(passage, "en");
            segments.iter().map(|segment| segment.spoken().text).collect()
        };
        let alone = spoken(&text);
        let after = spoken(&format!("Before it.\n{text}"));
        prop_assert_eq!(&alone[..], &after[1..]);
    }
}

#[test]
fn what_once_broke_keeps_the_laws() {
    let texts = [
        "a \u{301}",
        "\u{600} x",
        "क्क्क्",
        "。\u{301}x",
        "\u{301}",
        "1\u{FE0F}\u{20E3}",
        "\r\n\r\n",
        "a\u{200D}",
    ];
    for text in texts {
        check(&super::passage(text, "en"));
    }
}

#[test]
fn emoji_that_are_silent_keep_the_laws_too() {
    let silent = Lexicon::default().with_emoji(Emoji::Silent);
    for text in ["🎉", "🎉?", "Well done 🎉!", "🎉 🔥\nOn.", "Hi👋🏽 there"] {
        for language in ["en", "de", "fi"] {
            let passage = super::passage(text, language);
            let segments = segment_for(&passage, &silent, &mut |_| None);
            check_spans(text, &segments);
            check_cover(text, &segments);
            check_spoken(&segments);
            let said: String = segments.iter().map(|one| one.spoken().text).collect();
            assert!(!said.contains(['🎉', '🔥', '👋']), "{said}");
        }
    }
}

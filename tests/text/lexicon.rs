//! The site's own readings come before every rule, and lose no place.

use std::slice::from_ref;

use aloud::text::{
    Alphabet, Boundary, Case, Draft, Lexicon, PartStyle, Pronunciation, Said, Segment, Written,
    segment_for,
};

use super::passage;

fn say(written: &str, said: &str) -> Draft {
    Draft {
        written: Written::Words(written.into()),
        said: Said::Alias(said.into()),
        language: None,
        voices: Vec::new(),
        case: None,
        boundary: Boundary::Word,
    }
}

fn pattern(pattern: &str, said: &str) -> Draft {
    Draft {
        written: Written::Pattern(pattern.into()),
        ..say("", said)
    }
}

fn ipa(written: &str, phonemes: &str) -> Draft {
    let phonemes = phonemes.to_owned();
    let alphabet = Alphabet::Ipa;
    Draft {
        said: Said::Sounds(Pronunciation { alphabet, phonemes }),
        ..say(written, "")
    }
}

fn lexicon(drafts: &[Draft]) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for draft in drafts {
        lexicon.add(draft.clone()).unwrap();
    }
    lexicon
}

fn read(text: &str, language: &str, drafts: &[Draft]) -> Vec<Segment> {
    segment_for(&passage(text, language), &lexicon(drafts), &mut |_| None)
}

fn said(text: &str, language: &str, drafts: &[Draft]) -> String {
    let segments = read(text, language, drafts);
    let said = segments.iter().map(|segment| segment.spoken().text);
    said.collect::<Vec<_>>().join(" ")
}

#[test]
fn an_entry_is_read_instead_of_what_is_written() {
    let nginx = say("nginx", "engine x");
    let table: &[(&str, &[Draft], &str)] = &[
        (
            "We use “nginx”, of course.",
            from_ref(&nginx),
            "We use “engine x”, of course.",
        ),
        ("NGINX runs.", from_ref(&nginx), "engine x runs."),
        (
            "It is nginx's and nginx\u{2019}s.",
            from_ref(&nginx),
            "It is engine x's and engine x’s.",
        ),
        (
            "nginxd and my-nginx",
            from_ref(&nginx),
            "nginxd and my-nginx",
        ),
        // An entry with capitals means them.
        ("US and us", &[say("US", "U S")], "U S and us"),
        (
            "Us and us",
            &[Draft {
                case: Some(Case::Any),
                ..say("US", "U S")
            }],
            "U S and U S",
        ),
        // Several words, the longest first, whatever the order.
        (
            "In New York State, New York and new york.",
            &[say("New York", "N Y"), say("New York State", "N Y S")],
            "In N Y S, N Y and new york.",
        ),
        // Punctuation inside belongs to it; around it, it stays.
        (
            "Use TCP/IP, e.g. (TCP/IP).",
            &[say("TCP/IP", "tea see pea")],
            "Use tea see pea, for example (tea see pea).",
        ),
        (
            "Yahoo! is here.",
            &[say("Yahoo!", "yahoo")],
            "yahoo is here.",
        ),
        (
            "Tables etc. Then etc.",
            &[say("etc.", "and so forth")],
            "Tables and so forth. Then and so forth.",
        ),
        (
            ".NET is, .NET.",
            &[say(".NET", "dot net")],
            "dot net is, dot net.",
        ),
        // What it says passes through the rules; what it says is not looked up again.
        (
            "Pay fee1 now.",
            &[say("fee1", "$5.50 or 3 km")],
            "Pay five dollars and fifty cents or three kilometers now.",
        ),
        ("a b", &[say("a", "b"), say("b", "a")], "b a"),
        // It wins over the rules.
        ("It cost $5.", &[say("$5", "a fiver")], "It cost a fiver."),
        // Patterns.
        (
            "Use v2 and v10.",
            &[pattern(r"v(\d+)", "version $1")],
            "Use version two and version ten.",
        ),
        (
            "Use v2.0 now.",
            &[pattern(r"v(\d+)", "version $1")],
            "Use version two point zero now.",
        ),
        (
            "Model T 5 and Model X.",
            &[pattern(r"Model ([A-Z])( \d)?", "the ${1}$2")],
            "the T five and the X.",
        ),
        (
            "iPhone15",
            &[Draft {
                boundary: Boundary::Start,
                ..say("iPhone", "eye phone ")
            }],
            "eye phone fifteen",
        ),
        (
            "Serverraum Mailserver",
            &[Draft {
                boundary: Boundary::None,
                ..say("server", "sörver")
            }],
            "sörverraum Mailsörver",
        ),
        ("cost $5", &[pattern(r"\$5", "$$6")], "cost six dollars"),
        // In a language without rules too.
        ("Nginx ni nzuri", from_ref(&nginx), "engine x ni nzuri"),
    ];
    for (text, drafts, expected) in table {
        let language = if text.ends_with("nzuri") { "sw" } else { "en" };
        assert_eq!(said(text, language, drafts), *expected, "{text}");
    }
}

#[test]
fn an_entry_holds_where_it_says() {
    let british = Draft {
        language: Some("en-GB".into()),
        ..say("zebra", "zebbra")
    };
    for (language, expected) in [
        ("en-GB", "zebbra"),
        ("en-US", "zebra"),
        ("en", "zebbra"),
        ("de", "zebra"),
    ] {
        assert_eq!(
            said("zebra", language, from_ref(&british)),
            expected,
            "{language}"
        );
    }
    let for_voice = |id: &str| Draft {
        voices: vec![id.into()],
        ..say("zebra", "of a voice")
    };
    let drafts = [say("zebra", "of all"), for_voice("amy")];
    for (voice, expected) in [
        ("amy", "of a voice"),
        ("amy#2", "of a voice"),
        ("amyx", "of all"),
    ] {
        let mut asked = |style: &PartStyle<'_>| {
            assert_eq!((style.language, style.passage), ("en", "en"));
            Some(voice.to_owned())
        };
        let segments = segment_for(&passage("zebra", "en"), &lexicon(&drafts), &mut asked);
        assert_eq!(segments[0].spoken().text, expected, "{voice}");
    }
}

#[test]
fn the_mark_stays_on_what_is_written() {
    let text = "We use New York’s nginx, v2 too.";
    let drafts = [
        say("nginx", "engine x"),
        say("New York", "N Y"),
        pattern(r"v(\d)", "version $1"),
    ];
    let segments = read(text, "en", &drafts);
    let mut marks: Vec<(&str, Option<&str>)> = Vec::new();
    for word in &segments[0].words {
        let mark = (word.span.unwrap().of(text), word.rule);
        if marks.last() != Some(&mark) {
            marks.push(mark);
        }
    }
    let lexicon = Some("lexicon");
    let expected = [
        ("We", None),
        ("use", None),
        ("New York’s", lexicon),
        ("nginx", lexicon),
        ("v2", lexicon),
        ("too", None),
    ];
    assert_eq!(marks, expected);
}

#[test]
fn sounds_go_with_the_word_as_it_is_written() {
    let drafts = [
        ipa("nginx", "ˈɛndʒɪnˈɛks"),
        ipa("New York", "nˈuː jˈɔːk"),
        ipa("San José", "sænoʊzˈeɪ"),
    ];
    let segments = read("“Nginx” in New York, San José.", "en", &drafts);
    let words: Vec<_> = segments[0]
        .words
        .iter()
        .map(|word| {
            let sounds = word.pronunciation.as_ref();
            (
                word.spoken.as_str(),
                sounds.map(|sounds| sounds.phonemes.as_str()),
            )
        })
        .collect();
    let expected = [
        ("“Nginx”", Some("ˈɛndʒɪnˈɛks")),
        ("in", None),
        ("New", Some("nˈuː")),
        ("York,", Some("jˈɔːk")),
        ("San José.", Some("sænoʊzˈeɪ")),
    ];
    assert_eq!(words, expected);
    let spoken = segments[0].spoken();
    let dictated: Vec<_> = spoken
        .dictated
        .iter()
        .map(|dictated| &spoken.text[dictated.range.clone()])
        .collect();
    assert_eq!(dictated, ["Nginx", "New", "York", "San José"]);
}

#[test]
fn what_can_never_work_is_refused_with_what_to_do() {
    let long = "a".repeat(1000);
    let table = [
        (say("", "x"), "empty"),
        (say("nginx", " "), "empty"),
        (say("…", "x"), "no letter"),
        (say(&long, "x"), "the limit is 100"),
        (say("x", &long), "the limit is 200"),
        (pattern("a(", "x"), "unclosed group"),
        (pattern("a)|(b", "x"), "cannot be read"),
        (pattern("a*", "x"), "nothing at all"),
        (pattern("(a)", "$2"), "the group $2"),
        (pattern("(a)", "$1st"), "the group $1st"),
        (pattern(r"(\w{1000}){1000}", "x"), "too large"),
        (
            pattern(
                "(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a(a))))))))))))))))))))))))))))))))))",
                "x",
            ),
            "cannot be read",
        ),
        (ipa("x", "[[a]]"), "no phoneme"),
        (ipa("x", "/a/"), "without brackets or slashes"),
        (ipa("x", &long), "the limit is 120"),
        (
            Draft {
                boundary: Boundary::None,
                ..ipa("x", "a")
            },
            "whole words only",
        ),
        (
            Draft {
                language: Some("?".into()),
                ..say("x", "y")
            },
            "BCP 47",
        ),
    ];
    for (draft, expected) in table {
        let told = Lexicon::default().add(draft.clone()).unwrap_err();
        assert!(told.contains(expected), "{draft:?}: {told}");
    }
}

use super::*;
use crate::text::{Inline, Pause, Segment, segment};

fn passage(body: &str) -> Passage {
    read(&document(body), None).expect("it is SSML")
}

fn document(body: &str) -> String {
    format!("<speak xml:lang=\"en-US\">{body}</speak>")
}

/// Spoken words of each segment, and its pause.
fn heard(body: &str) -> Vec<(String, Pause)> {
    let segments = segment(&passage(body)).into_iter();
    segments.map(|one| (one.spoken().text, one.pause)).collect()
}

/// What is written and what is said, word by word.
fn marked(body: &str) -> Vec<(String, String)> {
    let passage = passage(body);
    let segments = segment(&passage);
    let words = segments.iter().flat_map(|one| &one.words);
    let pairs = words
        .filter_map(|word| Some((word.span?.of(&passage.text).to_owned(), word.spoken.clone())));
    pairs.collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
    of.iter().map(owned).collect()
}

fn fault(source: &str) -> String {
    let error = read(source, None).expect_err("it is no SSML");
    assert_eq!(error.code(), "bad_ssml");
    error.message().to_owned()
}

#[test]
fn only_a_whole_document_looks_like_one() {
    let table = [
        ("<speak>a</speak>", true),
        (
            "\u{FEFF} <?xml version=\"1.0\"?>\n<!-- x --><speak\nversion='1.1'>a</speak>\n",
            true,
        ),
        ("<speak>a", false),
        ("<speaker>a</speak>", false),
        ("Write <speak>a</speak>", false),
        ("5 < 6 and <b>7</b>", false),
        ("", false),
    ];
    for (text, expected) in table {
        assert_eq!(looks_like(text), expected, "{text}");
    }
}

#[test]
fn every_word_points_at_its_place_in_the_source() {
    let table: [(&str, &[(&str, &str)]); 9] = [
        (
            "AT&amp;T &#38; <b:x xmlns:b='b'>you</b:x>",
            &[
                ("AT&amp;T", "eh"),
                ("AT&amp;T", "T"),
                ("AT&amp;T", "and"),
                ("AT&amp;T", "T"),
                ("&#38;", "and"),
                ("you", "you"),
            ],
        ),
        (
            "un<emphasis>believ</emphasis>able!",
            &[("un<emphasis>believ</emphasis>able", "unbelievable!")],
        ),
        (
            "a<!-- no -->b <![CDATA[x<y]]> c",
            &[
                ("a<!-- no -->b", "ab"),
                ("x<y", "X"),
                ("x<y", "is"),
                ("x<y", "less"),
                ("x<y", "than"),
                ("x<y", "Y"),
                ("c", "c"),
            ],
        ),
        (
            "<sub alias='Doctor'>Dr.</sub> Lee",
            &[("Dr.", "Doctor"), ("Lee", "Lee")],
        ),
        (
            "The <sub alias='World Wide'>WW</sub>'s.",
            &[("The", "The"), ("WW", "World"), ("WW</sub>'s", "Wide's.")],
        ),
        (
            "<sub alias='one two'/> end",
            &[
                ("<sub alias='one two'/>", "one"),
                ("<sub alias='one two'/>", "two"),
                ("end", "end"),
            ],
        ),
        (
            "It is <say-as interpret-as='cardinal'>1998</say-as>.",
            &[
                ("It", "It"),
                ("is", "is"),
                ("1998", "one"),
                ("1998", "thousand"),
                ("1998", "nine"),
                ("1998", "hundred"),
                ("1998", "ninety-eight."),
            ],
        ),
        (
            "<say-as interpret-as='date' format='dmy'>3/4/2023</say-as>",
            &[
                ("3/4/2023", "April"),
                ("3/4/2023", "third"),
                ("3/4/2023", "twenty"),
                ("3/4/2023", "twenty-three"),
            ],
        ),
        (
            "no <say-as interpret-as='expletive'>darn</say-as> way",
            &[("no", "no"), ("way", "way")],
        ),
    ];
    for (body, expected) in table {
        assert_eq!(marked(body), pairs(expected), "{body}");
    }
}

#[test]
fn paragraphs_sentences_and_breaks_make_the_pauses() {
    use Pause::{Clause, Given, Paragraph, Sentence};
    let table: [(&str, &[(&str, Pause)]); 12] = [
        (
            "<p>One</p><p>Two</p>",
            &[("One", Paragraph), ("Two", Sentence)],
        ),
        (
            "<p><s>One</s>  <s>Two</s></p>\n<p>Three</p>",
            &[("One", Sentence), ("Two", Paragraph), ("Three", Sentence)],
        ),
        (
            "<s>See him</s><s>Lee</s>",
            &[("See him", Sentence), ("Lee", Sentence)],
        ),
        (
            "One<s>Two</s>Three",
            &[("One", Sentence), ("Two", Sentence), ("Three", Sentence)],
        ),
        ("One\ntwo\r\nthree", &[("One two three", Sentence)]),
        (
            "One <break time='1.5s'/> two",
            &[("One", Given(1_500)), ("two", Sentence)],
        ),
        (
            "One.<break time='1s'/><break time='500ms'/>Two.",
            &[("One.", Given(1_500)), ("Two.", Sentence)],
        ),
        (
            "One. <break strength='none'/>Two.",
            &[("One.", Given(0)), ("Two.", Sentence)],
        ),
        (
            "<p>One</p><break time='2s'/><p>Two</p>",
            &[("One", Given(2_000)), ("Two", Sentence)],
        ),
        ("<break/>One<break time='3s'/>", &[("One", Given(3_000))]),
        ("a<break/>b", &[("a", Given(350)), ("b", Sentence)]),
        (
            "One <lang xml:lang='fr'>deux</lang> three",
            &[("One", Clause), ("deux", Clause), ("three", Sentence)],
        ),
    ];
    for (body, expected) in table {
        let expected: Vec<_> = expected
            .iter()
            .map(|(a, b)| ((*a).to_owned(), *b))
            .collect();
        assert_eq!(heard(body), expected, "{body}");
    }
}

#[test]
fn parts_have_their_language_voice_rate_and_volume() {
    let body = "Go. <prosody rate='50%' volume='-6dB'>Slow <prosody rate='200%'>usual</prosody></prosody> \
                <voice name='tone'>who</voice> <lang xml:lang='de_CH'>ja</lang> end.";
    let segments = segment(&passage(body));
    let parts: Vec<_> = segments
        .iter()
        .map(|one: &Segment| {
            let Segment {
                manner,
                voice,
                language,
                ..
            } = one;
            let text = one.spoken().text;
            (
                text,
                manner.rate,
                manner.gain,
                voice.clone(),
                language.clone(),
            )
        })
        .collect();
    let part = |text: &str, rate, gain, voice: Option<&str>, language: &str| {
        (
            text.to_owned(),
            rate,
            gain,
            voice.map(str::to_owned),
            language.to_owned(),
        )
    };
    let expected = [
        part("Go.", 100, 0, None, "en-US"),
        part("Slow", 50, -600, None, "en-US"),
        part("usual", 100, -600, None, "en-US"),
        part("who", 100, 0, Some("tone"), "en-US"),
        part("ja", 100, 0, None, "de-CH"),
        part("end.", 100, 0, None, "en-US"),
    ];
    assert_eq!(parts, expected);
}

#[test]
fn sounds_are_given_for_words_and_parts_of_words() {
    let dictated = |body: &str| -> Vec<(String, String)> {
        let segments = segment(&passage(body));
        let spoken = segments[0].spoken();
        let all = spoken.dictated.iter();
        all.map(|one| {
            (
                spoken.text[one.range.clone()].to_owned(),
                one.pronunciation.phonemes.clone(),
            )
        })
        .collect()
    };
    let long = "word ".repeat(30);
    let table: [(&str, &[(&str, &str)]); 6] = [
        (
            "I say <phoneme alphabet='ipa' ph='təˈmɑːtoʊ'>tomato</phoneme>.",
            &[("tomato", "təˈmɑːtoʊ")],
        ),
        ("<phoneme ph='a'>tomato</phoneme>es", &[("tomato", "a")]),
        (
            "<phoneme ph='a b'>New York</phoneme>!",
            &[("New", "a"), ("York", "b")],
        ),
        ("<phoneme ph='ab'>AT&amp;T</phoneme>", &[("AT&T", "ab")]),
        (
            "<phoneme ph='ab'>$5</phoneme> <phoneme ph='c'>six</phoneme>",
            &[("$5", "ab"), ("six", "c")],
        ),
        (
            &format!("<phoneme ph='ab'>{long}</phoneme> end"),
            &[("wordwordwordwordwordwordwordwordwordword", "ab")],
        ),
    ];
    for (body, expected) in table {
        assert_eq!(dictated(body), pairs(expected), "{body}");
    }
}

#[test]
fn a_mark_is_reached_with_the_word_after_it_or_before_the_pause() {
    let body = "<mark name='a'/>One <mark name='b'/>two.<mark name='c'/> Three.\
                <mark name='d'/><break/><mark name='e'/>Four.<mark name='f'/>";
    let reached: Vec<_> = segment(&passage(body))
        .iter()
        .map(|one| {
            let all = one.bookmarks.iter();
            all.map(|own| format!("{}{}", own.bookmark.name, own.word))
                .collect::<String>()
        })
        .collect();
    assert_eq!(reached, ["a0b1", "c0d1", "e0f1"]);
}

#[test]
fn what_is_seen_keeps_every_place() {
    let passage = passage("é <sub alias='Doctor'>Dr.</sub> A&amp;B 😀");
    let shown = passage.shown();
    let units = |text: &str| text.encode_utf16().count();
    assert_eq!(units(&shown), units(&passage.text));
    assert_eq!(shown.replace(crate::text::HIDDEN, ""), "é Dr. A&B 😀");
    let at = |text: &str| units(&text[..text.find('B').expect("it is there")]);
    assert_eq!(at(&shown), at(&passage.text));
}

#[test]
fn what_is_not_done_is_told_once() {
    let warnings = passage(
        "<emphasis>a</emphasis><emphasis>b</emphasis><audio src='x'>c</audio><blink>d</blink>\
         <prosody pitch='high'>e</prosody><phoneme alphabet='x-sampa' ph='f'>f</phoneme>\
         <say-as interpret-as='opera'>g</say-as><voice gender='male'>h</voice>",
    )
    .warnings;
    assert_eq!(warnings.len(), 7, "{warnings:?}");
    assert!(
        warnings[0].ends_with("line 1, column 25 (charIndex 24)."),
        "{warnings:?}"
    );
    let spoken =
        heard("<blink>One</blink> <metadata><x>two</x></metadata> <audio src='x'>three</audio>");
    assert_eq!(spoken[0].0, "One three");
}

#[test]
fn faults_are_told_with_their_place() {
    let table = [
        ("<speak>\n  <p>a</s></speak>", "line 2, column 7"),
        (
            "<speak>é😀<break time='99s'/></speak>",
            "line 1, column 10 (charIndex 10)",
        ),
        ("<speak>a", "well-formed"),
        ("a", "well-formed"),
        ("<p>a</p>", "<speak>"),
        ("<speak>a & b</speak>", "line 1"),
        ("<speak>&nbsp;</speak>", "&nbsp;"),
        (
            "<speak><amazon:effect>a</amazon:effect></speak>",
            "xmlns:amazon",
        ),
        ("<!DOCTYPE speak><speak>a</speak>", "DTD"),
        ("<speak><sub>a</sub></speak>", "alias"),
        ("<speak><mark/>a</speak>", "name"),
        ("<speak><phoneme ph='1'>a</phoneme></speak>", "phoneme"),
        ("<speak><phoneme ph='a'/></speak>", "no written word"),
        ("<speak><prosody rate='fish'>a</prosody></speak>", "rate"),
        ("<speak xml:lang='?'>a</speak>", "BCP 47"),
        ("<speak/><speak/>", "well-formed"),
    ];
    for (source, expected) in table {
        let told = fault(source);
        assert!(
            told.contains(expected) && told.contains("charIndex"),
            "{source}: {told}"
        );
    }
}

#[test]
fn hostile_documents_end_soon() {
    let began = std::time::Instant::now();
    let laughs = "<!DOCTYPE speak [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><speak>&b;</speak>";
    assert!(fault(laughs).contains("DTD"));
    let deep = format!(
        "<speak>{}a{}</speak>",
        "<p>".repeat(100_000),
        "</p>".repeat(100_000)
    );
    assert!(fault(&deep).contains("deep"));
    let open = format!("<speak>{}", "<p>".repeat(300_000));
    assert!(fault(&open).contains("deep"));
    let names: String = (0..100_000).map(|n| format!(" a{n}='x'")).collect();
    assert!(fault(&format!("<speak{names}>a</speak>")).contains("attributes"));
    let long = "x".repeat(1 << 20);
    assert!(fault(&format!("<speak><sub alias='{long}'>a</sub></speak>")).contains("500"));
    assert!(fault(&format!("<speak><mark name='{long}'/></speak>")).contains("200"));
    let told = fault(&format!(
        "<speak><prosody rate='{long}'>a</prosody></speak>"
    ));
    assert!(told.len() < 1_000);
    let told = fault(&format!("<speak xml:lang='{long}'>a</speak>"));
    assert!(told.len() < 1_000);
    let told = fault(&format!("<speak>&{long};</speak>"));
    assert!(told.len() < 1_000);
    let breaks = "<break time='10s'/>a ".repeat(5_000);
    assert!(fault(&document(&breaks)).contains("600 s"));
    for body in [
        "<mark name='m'/>a<break time='0s'/>".repeat(20_000),
        "<p><s>a</s></p>".repeat(50_000),
        "&amp;".repeat(200_000),
        "<x/>".repeat(250_000) + "a",
        "\n".repeat(1 << 20) + "a",
        "<prosody rate='50%'>a </prosody>b ".repeat(30_000),
        format!("{}<!-- {} -->", "a", "-".repeat(0) + &"<".repeat(1 << 20)),
    ] {
        let passage = passage(&body);
        assert!(!segment(&passage).is_empty());
    }
    for odd in [
        "<",
        "<speak",
        "<![CDATA[",
        "&",
        "<speak a='",
        "<!--",
        "<speak>]]></speak>",
        "\u{0}",
    ] {
        fault(odd);
    }
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}

#[test]
fn spans_are_in_order_and_inside_whatever_is_written() {
    let parts = [
        "Hi. ",
        "<p>",
        "</p>",
        "<s>",
        "</s>",
        "<break/>",
        "a&amp;b",
        "<sub alias='x. y'>",
        "</sub>",
        "\n",
        "<phoneme ph='a'>",
        "</phoneme>",
        "$5 ",
        "<mark name='m'/>",
        "<lang xml:lang='fr'>",
        "</lang>",
        "é😀 ",
        "<say-as interpret-as='digits'>",
        "</say-as>",
        "12",
        "<![CDATA[ <q> ]]>",
        "[[x]] ",
    ];
    let mut state = 7u64;
    let mut read_well = 0;
    for _ in 0..20_000 {
        let mut body = String::new();
        let mut open: Vec<String> = Vec::new();
        for _ in 0..12 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let part = parts[(state >> 33) as usize % parts.len()];
            if part.starts_with("</") {
                body.extend(open.pop());
                continue;
            }
            body.push_str(part);
            let is_tag = part.starts_with('<') && !part.starts_with("<!") && !part.ends_with("/>");
            if is_tag {
                let name = part[1..].split([' ', '>']).next().unwrap_or_default();
                open.push(format!("</{name}>"));
            }
        }
        body.extend(open.into_iter().rev());
        let Ok(mut passage) = read(&document(&body), None) else {
            continue;
        };
        passage.inline = Inline::Phonemes;
        read_well += 1;
        let mut last = 0;
        for segment in segment(&passage) {
            for span in segment.words.iter().filter_map(|word| word.span) {
                assert!(
                    span.start >= last && !span.is_empty(),
                    "{body}: {span:?} after {last}"
                );
                assert!(
                    passage.text.get(span.start..span.end).is_some(),
                    "{body}: {span:?}"
                );
                last = span.start;
            }
            assert!(
                passage
                    .text
                    .get(segment.span.start..segment.span.end)
                    .is_some(),
                "{body}"
            );
        }
    }
    assert!(read_well > 10_000, "{read_well}");
}

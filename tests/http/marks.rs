//! Marks of many kinds of text, spoken by espeak-ng.

use serde_json::{Value, json};

use super::{Posted, Server};

/// Language and text.
const PASSAGES: &[(&str, &str)] = &[
    ("en", "It cost $5 in 1999."),
    ("en", "On the top of the hill, of the dog."),
    ("en", "Dr. Smith met James T. Kirk at 10:30 a.m. on Jan. 3."),
    (
        "en",
        "Numbers: 1,234,567.89 and 3.14; also 50% of $1.5 billion.",
    ),
    ("en", "First line\nsecond line\n\nNew paragraph here."),
    (
        "en",
        "\u{201c}Quoted,\u{201d} she said \u{2014} and left\u{2026} slowly.",
    ),
    ("en", "Smile 😀 and wave 👋🏽 to the family 👨‍👩‍👧."),
    ("en", "A flag 🇩🇪 here, a heart ❤️ there."),
    (
        "en",
        "Cafe\u{301} and cre\u{300}me bru\u{302}le\u{301}e, e\u{301}tude.",
    ),
    ("en", "Zero\u{200b}width and soft\u{ad}hyphen words."),
    (
        "en",
        "\u{202b}bidi\u{202c} controls \u{2066}inside\u{2069} text",
    ),
    (
        "en",
        "Visit https://example.com/a?b=c#d or mail me@example.org now.",
    ),
    ("en", "C++ and C# and node.js, v2.0.1-beta."),
    ("en", "He said 'no' and \"maybe\" (or [not]) {at all}."),
    ("en", "Tabs\tand   many    spaces\u{a0}with nbsp."),
    ("en", "ALL CAPS SHOUTING! Really?! Yes..."),
    ("en", "state-of-the-art twenty-first-century mother-in-law"),
    ("en", "1st, 2nd, 3rd and 4th; 5th-grade."),
    ("en", "---\n***\nAfter the rule."),
    ("en", "- one\n- two\n- three"),
    ("en", "1. First item\n2. Second item"),
    ("en", "a\u{fffd}b lone replacement"),
    ("en", "Mathematical 𝐛𝐨𝐥𝐝 and 𝒮𝒸𝓇𝒾𝓅𝓉 letters 𝟙𝟚."),
    ("en", "x² + y² = z², 5 × 3 ÷ 2 ≠ 7 ½ °C"),
    ("en", "snake_case camelCase kebab-case SCREAMING_SNAKE"),
    ("en", "&amp; &lt;b&gt; <i>not markup</i>"),
    ("en", "[[h@'loU]] is ordinary text here"),
    ("en", "I'm you're we've they'll o'clock rock'n'roll"),
    ("en", "The U.S.A. and the U.K. signed it."),
    ("en", "One.Two.Three without spaces"),
    (
        "de",
        "Grüße aus Zürich: Straße, Äpfel, Öl – und 3,5 Prozent.",
    ),
    ("de", "„Wie bitte?“, fragte er am 3. Oktober 1990."),
    (
        "fr",
        "L’été, c’est l’heure d’aller à l’école ; n’est-ce pas ?",
    ),
    ("fr", "« Bonjour ! » dit-il : « 25 € »."),
    ("es", "¿Qué tal? ¡Muy bien! El niño comió piñones."),
    ("it", "Perché no? C'è un po' d'acqua."),
    ("pt", "São João não é lá, é cá: coração."),
    ("pl", "Zażółć gęślą jaźń w 2024 roku."),
    ("cs", "Příliš žluťoučký kůň úpěl ďábelské ódy."),
    ("tr", "İstanbul'da ışık ve ılık çay."),
    ("el", "Καλημέρα κόσμε, τι κάνεις;"),
    ("ru", "Привет, мир! В 1961 году Гагарин полетел."),
    ("uk", "Їжак з'їв яблуко."),
    ("ar", "مرحبا بالعالم، كيف حالك؟ ١٢٣"),
    ("ar", "السَّلَامُ عَلَيْكُمْ وَرَحْمَةُ اللهِ"),
    ("fa", "سلام دنیا، می\u{200c}خواهم بروم."),
    ("hi", "नमस्ते दुनिया। आप कैसे हैं?"),
    ("zh", "今天天气很好。我们去公园吧！"),
    ("zh", "他有3个苹果和2.5公斤梨。"),
    ("ko", "안녕하세요 세계, 오늘은 2024년입니다."),
    ("vi", "Xin chào thế giới, tiếng Việt có dấu."),
    ("sv", "Räksmörgås på Åland kostar 50 kr."),
    ("en", "Mixed Привет words 今天 in مرحبا one line."),
];

#[test]
fn in_53_varied_passages_every_mark_is_in_order_inside_its_audio_and_on_its_word() {
    let server = Server::speaking();
    assert!(PASSAGES.len() >= 50);
    for (language, text) in PASSAGES {
        let passage = server.passage(&json!({"text": text, "language": language}));
        let marks = server.get(&passage.url("/marks"));
        assert_eq!(marks.status, 200, "{text}: {}", marks.text());
        let sound = server.get(&passage.url("/audio/wav"));
        let sound = aloud::audio::decode(sound.body, None).unwrap();
        let seconds = sound.samples.len() as f64 / f64::from(sound.sample_rate);
        check(text, &marks.lines(), seconds);
        check_segments(text, &passage);
    }
}

/// Everything the contract says of the marks of one passage.
pub(super) fn check(text: &str, marks: &[Value], seconds: f64) {
    let (end, marks) = marks.split_last().unwrap();
    assert_eq!(end["name"], "end", "{text}");
    let at = |mark: &Value, name: &str| mark[name].as_f64().unwrap();
    let ends = at(end, "elapsedTime");
    assert!((ends - seconds).abs() < 2e-6, "{text}: {ends} {seconds}");
    let (mut sentence_ends, mut time, mut index) = (0.0, 0.0, 0);
    let mut covered = Vec::new();
    let mut sentence = 0..0;
    for mark in marks {
        let place = place(mark);
        let slice = slice(text, &place);
        let starts = at(mark, "elapsedTime");
        assert_eq!(
            slice.trim(),
            slice,
            "{text}: no white space around {slice:?}"
        );
        assert!(!slice.is_empty(), "{text}: {mark}");
        match mark["name"].as_str().unwrap() {
            "sentence" => {
                assert!((starts - sentence_ends).abs() < 1e-4, "{text}: {mark}");
                sentence_ends = starts + at(mark, "duration");
                sentence = place;
            }
            "word" => {
                assert!(starts >= time, "{text}: {mark} after {time}");
                assert!(place.start >= index, "{text}: {mark} after {index}");
                assert!(sentence.start <= place.start && place.end <= sentence.end);
                let word_ends = starts + at(mark, "duration");
                assert!(word_ends <= sentence_ends + 1e-6, "{text}: {mark}");
                assert!(word_ends <= ends, "{text}: {mark}");
                assert!(!slice.contains('\n'), "{text}: {slice:?}");
                assert!(is_bare(&slice), "{text}: punctuation around {slice:?}");
                (time, index) = (starts, place.end);
                covered.push(place);
            }
            "skipped" => panic!("{text}: {mark}"),
            other => panic!("{text}: a mark called {other}"),
        }
    }
    assert!((sentence_ends - ends).abs() < 1e-4, "{text}");
    check_coverage(text, &covered);
}

/// Every letter and digit of the text belongs to a word that is marked.
fn check_coverage(text: &str, covered: &[std::ops::Range<usize>]) {
    let mut unit = 0;
    for ch in text.chars() {
        let marked = covered.iter().any(|place| place.contains(&unit));
        assert!(marked || !ch.is_alphanumeric(), "{text}: {ch:?} at {unit}");
        unit += ch.len_utf16();
    }
}

/// The segments of the answer are the sentences of the marks, each with its files.
fn check_segments(text: &str, passage: &Posted) {
    let mut after = 0;
    for segment in passage.segments() {
        let place = place(segment);
        assert!(place.start >= after, "{text}: {segment}");
        assert!(!slice(text, &place).trim().is_empty(), "{text}");
        assert!(segment["estimated_seconds"].as_f64().unwrap() > 0.0);
        after = place.end;
    }
}

fn place(of: &Value) -> std::ops::Range<usize> {
    let start = of["charIndex"].as_u64().unwrap() as usize;
    start..start + of["charLength"].as_u64().unwrap() as usize
}

/// What JavaScript's `text.slice` gives; fails where a character would be cut.
fn slice(text: &str, place: &std::ops::Range<usize>) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(&units[place.clone()]).unwrap()
}

/// Whether the punctuation that stands around words has been left out.
fn is_bare(word: &str) -> bool {
    let around = |ch: char| "\"“”„«»¡¿;،؟。！{}".contains(ch);
    !word.starts_with(around) && !word.ends_with(around) && !word.ends_with([',', '?', '!', ':'])
}

#[test]
fn lone_surrogates_count_as_one_unit() {
    let server = Server::speaking();
    let body = br#"{"text":"One \ud83d two \ude00 three.","language":"en"}"#;
    let headers = [("content-type", "application/json")];
    let answer = server.ask("POST", "/v1/passages", &headers, body);
    assert_eq!(answer.status, 201, "{}", answer.text());
    let marks = server.get(answer.json()["marks"].as_str().unwrap()).lines();
    let words: Vec<_> = marks.iter().filter(|mark| mark["name"] == "word").collect();
    let of = |word: &str| {
        let text = "One \u{fffd} two \u{fffd} three.";
        let found = words.iter().find(|mark| slice(text, &place(mark)) == word);
        place(found.unwrap_or_else(|| panic!("{word} in {words:?}"))).start
    };
    assert_eq!((of("One"), of("two"), of("three")), (0, 6, 12));
}

#[test]
fn a_line_break_pauses_and_a_blank_line_pauses_longer() {
    let server = Server::start();
    let length = |text: &str| {
        let passage = server.passage(&json!({"text": text}));
        let marks = server.get(&passage.url("/marks")).lines();
        marks.last().unwrap()["elapsedTime"].as_f64().unwrap()
    };
    let space = length("One two. Three four.");
    let line = length("One two.\nThree four.");
    let blank = length("One two.\n\nThree four.");
    assert!(space < line && line < blank, "{space} {line} {blank}");
}

#[test]
fn runs_give_parts_their_own_language_voice_and_kind() {
    let server = Server::speaking();
    let text = "😀 Title\nHe said Guten Tag to me. Then tones.";
    let utf16 = |part: &str| {
        let byte = text.find(part).unwrap();
        json!([
            text[..byte].encode_utf16().count(),
            part.encode_utf16().count()
        ])
    };
    let run = |part: &str, with: Value| {
        let place = utf16(part);
        let mut run = json!({"charIndex": place[0], "charLength": place[1]});
        run.as_object_mut()
            .unwrap()
            .extend(with.as_object().unwrap().clone());
        run
    };
    let plain = json!({"text": text, "language": "en"});
    let with = |runs: Value| {
        let mut asked = plain.clone();
        asked["runs"] = runs;
        server.passage(&asked)
    };
    let length = |passage: &Posted| {
        let marks = server.get(&passage.url("/marks")).lines();
        check_words(text, &marks);
        marks.last().unwrap()["elapsedTime"].as_f64().unwrap()
    };
    let without = server.passage(&plain);
    let heading = with(json!([run("😀 Title", json!({"kind": "heading"}))]));
    assert!(
        length(&heading) > length(&without) + 0.2,
        "a heading pauses longer"
    );
    let german = with(json!([run("Guten Tag", json!({"language": "de"}))]));
    assert!(german.segments().len() > without.segments().len());
    let own = german
        .segments()
        .iter()
        .map(place)
        .map(|at| slice(text, &at));
    assert!(
        own.clone().any(|part| part == "Guten Tag"),
        "{:?}",
        own.collect::<Vec<_>>()
    );
    let toned = with(json!([run("Then tones.", json!({"voice": "tone"}))]));
    length(&toned);
    let ids = [without.id(), heading.id(), german.id(), toned.id()];
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(
        distinct.len(),
        4,
        "what sounds otherwise is called otherwise"
    );
}

fn check_words(text: &str, marks: &[Value]) {
    let words = marks.iter().filter(|mark| mark["name"] == "word");
    let words: Vec<_> = words.map(|mark| slice(text, &place(mark))).collect();
    for word in ["Title", "Guten", "Tag", "tones"] {
        assert!(words.iter().any(|one| one == word), "{word} in {words:?}");
    }
}

#[test]
fn the_same_passage_has_the_same_address_and_what_changes_the_sound_another() {
    let server = Server::speaking();
    let id = |asked: Value| server.passage(&asked).id();
    let same = json!({"text": "Hello there.", "language": "en"});
    assert_eq!(id(same.clone()), id(same.clone()));
    let with_more =
        json!({"text": "Hello there.", "language": "en", "speed": 1.0, "runs": [], "unknown": 1});
    assert_eq!(id(same.clone()), id(with_more));
    let others = [
        json!({"text": "Hello there!", "language": "en"}),
        json!({"text": "Hello  there.", "language": "en"}),
        json!({"text": "Hello there.", "language": "en-GB"}),
        json!({"text": "Hello there.", "language": "de"}),
        json!({"text": "Hello there.", "language": "en", "speed": 1.01}),
        json!({"text": "Hello there.", "voice": "tone"}),
    ];
    let mut ids: Vec<_> = others.into_iter().map(id).collect();
    ids.push(id(same));
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "{ids:?}");
}

use super::*;

/// Written words and what is spoken, "_" where a space stands before it; `None` as "".
fn read(text: &str) -> Vec<(&str, String)> {
    let tokens = tokens(text, Span::new(0, text.len()));
    let word = |token: Token| {
        let written = token.word.span.map_or("", |span| span.of(text));
        (
            written,
            (if token.word.spaced { "_" } else { "" }).to_owned() + &token.word.spoken,
        )
    };
    tokens.into_iter().map(word).collect()
}

fn written(text: &str) -> Vec<&str> {
    read(text)
        .into_iter()
        .map(|(written, _)| written)
        .filter(|written| !written.is_empty())
        .collect()
}

#[test]
fn a_span_is_the_written_word_without_the_punctuation_around_it() {
    let table: &[(&str, &[&str])] = &[
        ("Hello, world!", &["Hello", "world"]),
        ("“Yes,” (he said) — no…", &["Yes", "he", "said", "no"]),
        (
            "It cost $5 or 5% of €1,000.50.",
            &["It", "cost", "$5", "or", "5%", "of", "€1,000.50"],
        ),
        (
            "#1 @handle C++ C# R&D 50° AT&T",
            &["#1", "@handle", "C++", "C#", "R&D", "50°", "AT&T"],
        ),
        ("e.g. the U.S. army", &["e.g", "the", "U.S", "army"]),
        (
            "don't ’tis dogs' rock-’n’-roll",
            &["don't", "tis", "dogs", "rock-’n’-roll"],
        ),
        ("*bold* _it_ `code` **x**", &["bold", "it", "code", "x"]),
        (
            "I ♥ ★ 🎉 👩\u{200D}💻 ok",
            &["I", "♥", "★", "🎉", "👩\u{200D}💻", "ok"],
        ),
        (
            "word—word and London–Paris",
            &["word", "word", "and", "London", "Paris"],
        ),
        (
            "1990–2000, well-known, a--b",
            &["1990–2000", "well-known", "a", "b"],
        ),
        (
            "and/or km/h 1/2 TCP/IP",
            &["and", "or", "km/h", "1/2", "TCP", "IP"],
        ),
        (
            "https://a.org/b/c?x=1, me@x.org",
            &["https://a.org/b/c?x=1", "me@x.org"],
        ),
        (
            "example.org/some/path v2.0.1",
            &["example.org/some/path", "v2.0.1"],
        ),
        (
            "wait...what Hello,world 1,000",
            &["wait", "what", "Hello", "world", "1,000"],
        ),
        (
            "a\u{200B}b \u{202E}c\u{202C} \u{FEFF}d",
            &["a\u{200B}b", "c", "d"],
        ),
        (
            "e\u{301}t\u{301} \"e\u{301}\"",
            &["e\u{301}t\u{301}", "e\u{301}"],
        ),
        ("مرحبا، كيف حالك؟", &["مرحبا", "كيف", "حالك"]),
        (
            "5 * 3 < 20 + 1 = x",
            &["5", "*", "3", "<", "20", "+", "1", "=", "x"],
        ),
        ("안녕하세요, 세계!", &["안녕하세요", "세계"]),
        ("« Bonjour ! »", &["Bonjour"]),
    ];
    for (text, expected) in table {
        assert_eq!(&written(text), expected, "{text}");
    }
}

#[test]
fn scripts_without_spaces_have_words_all_the_same() {
    let table: &[(&str, &[&str])] = &[
        ("在2024年，我们", &["在", "2024", "年", "我们"]),
        ("你好，世界。", &["你好", "世界"]),
        ("「東京」に行く。", &["東京", "に", "行く"]),
        ("สวัสดีชาวโลก", &["สวัสดี", "ชาว", "โลก"]),
        (
            "用C++写的iPhone应用",
            &["用", "C++", "写的", "iPhone", "应用"],
        ),
    ];
    for (text, expected) in table {
        assert_eq!(&written(text), expected, "{text}");
    }
}

#[test]
fn the_engine_hears_words_with_their_punctuation() {
    let table: &[(&str, &[&str])] = &[
        ("Hello, world!", &["_Hello,", "_world!"]),
        ("“Yes,” he", &["_“Yes,”", "_he"]),
        (
            "a — b - c -- d",
            &["_a", "_—", "_b", "_–", "_c", "_–", "_d"],
        ),
        ("5 - 3", &["_5", "_-", "_3"]),
        ("word—word", &["_word—", "_word"]),
        ("and/or", &["_and/", "or"]),
        ("*bold* and `code`", &["_bold", "_and", "_code"]),
        ("see [[this]] now!!!!!!", &["_see", "_((this))", "_now!!!"]),
        ("a\u{FFFD} \u{FFFD} b", &["_a", "_b"]),
        ("one | two • three", &["_one", "_two", "_,", "_three"]),
        ("你好，世界。", &["_你好，", "世界。"]),
    ];
    for (text, expected) in table {
        let spoken: Vec<_> = read(text).into_iter().map(|(_, spoken)| spoken).collect();
        assert_eq!(&spoken, expected, "{text}");
    }
}

#[test]
fn pieces_of_one_word_share_its_span() {
    let text = format!("x {} y", "s'".repeat(70));
    let tokens = tokens(&text, Span::new(0, text.len()));
    let spans: Vec<_> = tokens.iter().filter_map(|token| token.word.span).collect();
    assert!(tokens.len() > 4);
    assert!(
        tokens
            .iter()
            .all(|token| token.word.spoken.chars().count() <= clean::RUN)
    );
    assert!(
        spans[1..spans.len() - 1]
            .iter()
            .all(|span| *span == spans[1])
    );
}

#[test]
fn what_says_nothing_gives_nothing() {
    for text in [
        "",
        " ",
        "---",
        "...",
        "“ ” — •",
        "\u{200B}\u{FEFF}",
        "\u{FFFD}",
        "\u{301}",
        "(_)",
    ] {
        assert_eq!(read(text), [], "{text:?}");
    }
}

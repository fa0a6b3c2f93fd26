//! Hard paragraphs, one a line, `|` where a sentence ends; written for this test.

use super::super::Passage;
use super::*;

fn sentences(text: &str, language: &str) -> Vec<String> {
    let passage = Passage {
        text: text.to_owned(),
        language: Some(language.to_owned()),
        runs: Vec::new(),
    };
    let spans = cut(text, Span::new(0, text.len()), &Styles::of(&passage));
    spans
        .iter()
        .map(|span| span.of(text).trim().to_owned())
        .collect()
}

/// The paragraphs of `fixture` whose sentences are not found, with what was found.
fn misses(fixture: &str, language: &str) -> Vec<String> {
    let hard = fixture.lines().filter(|line| !line.is_empty());
    let wrong =
        |line: &&str| sentences(&line.replace('|', ""), language).join(" | ") != normal(line);
    let shown = |line: &str| sentences(&line.replace('|', ""), language).join(" | ");
    hard.filter(wrong).map(shown).collect()
}

fn normal(line: &str) -> String {
    line.split('|')
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" | ")
}

/// Every paragraph is right, save those that no rule without a dictionary gets.
#[test]
fn hard_paragraphs_are_cut_where_a_reader_breathes() {
    let table = [
        ("en", include_str!("hard/en.txt")),
        ("de", include_str!("hard/de.txt")),
        ("fr", include_str!("hard/fr.txt")),
        ("es", include_str!("hard/es.txt")),
        ("it", include_str!("hard/it.txt")),
        ("pt", include_str!("hard/pt.txt")),
        ("ru", include_str!("hard/ru.txt")),
        ("zh", include_str!("hard/zh.txt")),
        ("ja", include_str!("hard/ja.txt")),
        ("ar", include_str!("hard/ar.txt")),
        ("hi", include_str!("hard/hi.txt")),
    ];
    let mut wrong = Vec::new();
    for (language, fixture) in table {
        wrong.extend(
            misses(fixture, language)
                .into_iter()
                .map(|miss| format!("{language}: {miss}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

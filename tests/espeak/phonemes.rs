//! Phonemes and their places, compared with piper's own phonemiser.

use aloud::phoneme::{Clause, Naming, PhonemizeRequest, Workers};
use unicode_normalization::UnicodeNormalization;

use super::{poison, pool};

fn phonemize(workers: &Workers, voice: &str, text: &str, naming: Naming) -> Vec<Clause> {
    let request = PhonemizeRequest {
        voice: voice.into(),
        text: text.into(),
        naming,
        dictated: Vec::new(),
    };
    workers.phonemize(request).unwrap()
}

#[test]
fn phonemes_are_those_of_pipers_own_phonemiser() {
    let workers = Workers::new(pool());
    let lines = include_str!("../fixtures/phonemes.tsv").lines();
    let cases: Vec<Vec<&str>> = lines
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    assert!(cases.len() > 40);
    for case in cases {
        let clauses = phonemize(&workers, case[0], case[1], Naming::Current);
        let ipa: String = clauses.iter().map(Clause::ipa).collect();
        assert_eq!(ipa.nfd().collect::<String>(), case[2], "{}", case[1]);
    }
}

#[test]
fn every_group_knows_its_place() {
    let workers = Workers::new(pool());
    let text = "On the top of the hill, with the dog.";
    let clauses = phonemize(&workers, "gmw/en-us", text, Naming::Current);
    let places: Vec<Vec<usize>> = clauses
        .iter()
        .map(|clause| clause.groups.iter().map(|group| group.position).collect())
        .collect();
    assert_eq!(places, [vec![0, 7, 11, 18], vec![24, 33]]);
    assert!(clauses[1].ends_sentence && !clauses[0].ends_sentence);
}

#[test]
fn phonemes_are_named_as_older_voices_heard_them_on_request() {
    let workers = Workers::new(pool());
    for (naming, ipa) in [(Naming::Current, "drˈaɪ."), (Naming::Plain, "dɾˈaɪ.")] {
        assert_eq!(phonemize(&workers, "gmw/de", "Drei.", naming)[0].ipa(), ipa);
    }
}

#[test]
fn a_text_that_kills_the_phonemiser_is_one_failed_text() {
    let workers = Workers::new(pool());
    let request = PhonemizeRequest {
        voice: "gmw/en-us".into(),
        text: poison(),
        naming: Naming::Current,
        dictated: Vec::new(),
    };
    let error = workers.phonemize(request).unwrap_err();
    assert_eq!(error.code(), "engine_crashed");
    assert_eq!(
        phonemize(&workers, "gmw/en-us", "", Naming::Current).len(),
        1
    );
}

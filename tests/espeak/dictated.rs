//! Given sounds reach espeak-ng, and nothing else does by that way.

use aloud::engine::Prosody;
use aloud::phoneme::{Clause, Dictation, Naming, PhonemizeRequest, SpeakRequest, Workers};
use aloud::text::{Alphabet, Pronunciation};

use super::{Espeak, check, pool, sentence};
use crate::voice_contract::hear_segment;

fn request(voice: &str, text: &str, given: &[(&str, Alphabet, &str)]) -> PhonemizeRequest {
    let dictated = given.iter().map(|(written, alphabet, phonemes)| {
        let at = text.find(written).unwrap();
        Dictation {
            position: text[..at].chars().count(),
            length: written.chars().count(),
            alphabet: *alphabet,
            phonemes: (*phonemes).into(),
        }
    });
    PhonemizeRequest {
        voice: voice.into(),
        text: text.into(),
        naming: Naming::Current,
        dictated: dictated.collect(),
    }
}

fn ipa(clauses: &[Clause]) -> String {
    clauses.iter().map(Clause::ipa).collect()
}

#[test]
fn dictated_words_sound_as_dictated_and_the_rest_as_before() {
    use Alphabet::{Espeak, Ipa};
    let workers = Workers::new(pool());
    let table: &[(&str, &str, &[_], &str)] = &[
        (
            "gmw/en-us",
            "We use nginx, here.",
            &[("nginx", Espeak, "'EndZIn'Eks")],
            "wiː jˈuːz ˈɛndʒɪnˈɛks, hˈɪɹ.",
        ),
        (
            "gmw/en-us",
            "We use “nginx” here.",
            &[("nginx", Ipa, "ˈɛndʒɪnˈɛks")],
            "wiː jˈuːz ˈɛndʒɪnˈɛks hˈɪɹ.",
        ),
        // Signs that espeak-ng's English does not have are kept for the voice.
        (
            "gmw/en-us",
            "The Bach house.",
            &[("Bach", Ipa, "bˈaχǂ")],
            "ðə bˈaχǂ hˈaʊs.",
        ),
        (
            "gmw/en-us",
            "In New York now.",
            &[("New York", Ipa, "nˈuː jˈɔːk")],
            "ɪn nˈuː jˈɔːk nˈaʊ.",
        ),
        (
            "gmw/de",
            "Das ist Nginx.",
            &[("Nginx", Ipa, "ˈɛnd͡ʒɪnˌɛks")],
            "das ɪst ˈɛnd͡ʒɪnˌɛks.",
        ),
    ];
    for (voice, text, given, expected) in table {
        let clauses = workers.phonemize(request(voice, text, given)).unwrap();
        assert_eq!(ipa(&clauses), *expected, "{text}");
    }
}

#[test]
fn places_stay_those_of_the_text() {
    let workers = Workers::new(pool());
    let text = "On nginx and apache too.";
    let given = [
        ("nginx", Alphabet::Espeak, "'EndZIn'Eks"),
        ("apache", Alphabet::Ipa, "əpˈætʃi"),
    ];
    let clauses = workers
        .phonemize(request("gmw/en-us", text, &given))
        .unwrap();
    let places: Vec<_> = clauses[0]
        .groups
        .iter()
        .map(|group| group.position)
        .collect();
    assert_eq!(places, [0, 3, 9, 13, 20]);
    let spoken = workers
        .speak(SpeakRequest {
            voice: "gmw/en-us".into(),
            text: text.into(),
            speed: 1.0,
            dictated: request("gmw/en-us", text, &given).dictated,
        })
        .unwrap();
    let heard: Vec<_> = spoken.words.iter().map(|word| word.position).collect();
    assert_eq!(heard, places);
}

#[test]
fn the_built_in_voices_speak_what_is_dictated() {
    let workers = std::sync::Arc::new(Workers::new(pool()));
    let english = aloud::phoneme::languages()
        .iter()
        .find(|language| language.tag == "en-us")
        .unwrap();
    let voice = Espeak::new(english, workers);
    let plain = sentence("We use nginx here.");
    let with = |alphabet, phonemes: &str| {
        let mut dictated = plain.clone();
        let what = phonemes;
        let phonemes = what.to_owned();
        dictated.words[2].pronunciation = Some(Pronunciation { alphabet, phonemes }.into());
        let heard = hear_segment(&voice, &dictated, &Prosody::default());
        check(&heard, &dictated, what);
        heard
    };
    let as_written = hear_segment(&voice, &plain, &Prosody::default());
    let names = with(Alphabet::Espeak, "'EndZIn'Eks");
    let ipa = with(Alphabet::Ipa, "ˈɛndʒɪnˈɛks");
    assert_ne!(names.samples, as_written.samples);
    assert_eq!(names, ipa, "two spellings of the same sounds");
}

#[test]
fn brackets_of_the_text_itself_stay_brackets() {
    let workers = Workers::new(pool());
    let text = "We [[h@l'oU]] nginx [[h@l'oU]] here";
    let given = [("nginx", Alphabet::Espeak, "'EndZIn'Eks")];
    let with = workers
        .phonemize(request("gmw/en-us", text, &given))
        .unwrap();
    assert!(!ipa(&with).contains("həlˈoʊ"), "{}", ipa(&with));
    assert!(ipa(&with).contains("ˈɛndʒɪnˈɛks"), "{}", ipa(&with));
}

#[test]
fn hostile_sounds_end_no_more_than_their_sentence() {
    let workers = Workers::new(pool());
    let long = "'EndZIn".repeat(1000);
    for phonemes in [
        long.as_str(),
        "_^_en _^_aaaaaaaaaaa",
        "]] [[",
        "%%%",
        "\u{7f}",
    ] {
        for alphabet in [Alphabet::Ipa, Alphabet::Espeak] {
            let given = [("nginx", alphabet, phonemes)];
            let answer = workers.phonemize(request("gmw/en-us", "We use nginx.", &given));
            assert!(answer.is_ok(), "{phonemes}");
        }
    }
    let good = workers
        .phonemize(request("gmw/en-us", "Good.", &[]))
        .unwrap();
    assert_eq!(ipa(&good), "ɡˈʊd.");
}

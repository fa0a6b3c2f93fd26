//! Finding a voice by language and by id.

use aloud::engine::Voices;

use crate::voice_contract::config;

#[test]
fn languages_find_their_voice() {
    let voices = Voices::new(config()).unwrap();
    for (language, id) in [
        ("en", "espeak:en-us"),
        ("en-GB", "espeak:en-gb"),
        ("EN_us", "espeak:en-us"),
        ("en-AU", "espeak:en-us"),
        ("zh", "espeak:cmn"),
        ("zh-CN", "espeak:cmn"),
        ("zh-Hant-TW", "espeak:cmn"),
        ("zh-HK", "espeak:yue"),
        ("zh-Hant-HK", "espeak:yue"),
        ("yue", "espeak:yue"),
        ("pt", "espeak:pt"),
        ("pt-BR", "espeak:pt-br"),
        ("pt-PT", "espeak:pt"),
        ("fr", "espeak:fr-fr"),
        ("fr-CA", "espeak:fr-fr"),
        ("fr-CH", "espeak:fr-ch"),
        ("es-MX", "espeak:es-419"),
        ("no", "espeak:nb"),
        ("nn-NO", "espeak:nb"),
        ("sr-Latn", "espeak:sr"),
        ("hy", "espeak:hy"),
        ("mn", "espeak:mn"),
        ("ca-valencia", "espeak:ca-va"),
        ("chr", "espeak:chr-us-qaaa-x-west"),
        ("de-x-anything", "espeak:de"),
    ] {
        let voice = voices.for_language(language).unwrap();
        assert_eq!(voice.info().id, id, "{language}");
    }
    for language in ["xx", "", "-", "tlh-Latn", "../../etc"] {
        let error = voices.for_language(language).err().unwrap();
        assert_eq!(error.code(), "unsupported_language", "{language}");
    }
}

#[test]
fn the_default_voice_speaks_its_own_language() {
    let mut config = config();
    config.default_voice = Some("espeak:en-gb-x-rp".into());
    let voices = Voices::new(config).unwrap();
    for (language, id) in [
        ("en", "espeak:en-gb-x-rp"),
        ("en-GB", "espeak:en-gb-x-rp"),
        ("en-US", "espeak:en-us"),
        ("de", "espeak:de"),
    ] {
        assert_eq!(voices.for_language(language).unwrap().info().id, id);
    }
}

#[test]
fn ids_are_found_or_refused_with_similar_ones() {
    let voices = Voices::new(config()).unwrap();
    for (asked, id) in [
        ("espeak:en-US", "espeak:en-us"),
        ("espeak:fr", "espeak:fr-fr"),
        ("espeak:en", "espeak:en-us"),
        ("espeak:en-gb-x-rp", "espeak:en-gb-x-rp"),
        ("tone", "tone"),
    ] {
        assert_eq!(voices.get(asked).unwrap().info().id, id);
    }
    let long = "x".repeat(10_000);
    for asked in [
        "espeak:en-uk",
        "",
        "espeak:",
        "../phontab",
        "/etc/passwd",
        "espeak:../gmw/en",
        &long,
    ] {
        let error = voices.get(asked).err().unwrap();
        assert_eq!(error.code(), "unknown_voice", "{asked}");
        assert!(error.message().len() < 400);
    }
    let error = voices.get("espeak:en-uk").err().unwrap();
    assert!(error.message().contains("espeak:en-us"), "{error}");
    let mut without = config();
    without.tone = false;
    assert!(Voices::new(without).unwrap().get("tone").is_err());
}

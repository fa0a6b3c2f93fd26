//! The neural voices that aloud chooses by itself: `voices/recommended.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// A voice whose licence allows a publisher's use.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recommended {
    /// As the catalogue names it.
    pub id: String,
    /// BCP 47, with its region.
    pub language: String,
    /// SPDX id, or the words of its card.
    pub licence: String,
    /// Whom to thank.
    pub attribution: String,
    /// Where the voice is published.
    pub source: String,
    /// Where its recordings come from.
    pub dataset: String,
    /// Who states the licence.
    pub basis: String,
}

#[derive(Deserialize)]
struct Table {
    voice: Vec<Recommended>,
}

static TABLE: LazyLock<Vec<Recommended>> = LazyLock::new(|| {
    let table: Result<Table, _> = toml::from_str(include_str!("../../voices/recommended.toml"));
    // The text is part of the program, and a test reads it.
    table.map(|table| table.voice).unwrap_or_default()
});

/// Every recommended voice, the better ones of a language first.
pub fn all() -> &'static [Recommended] {
    &TABLE
}

/// What is known of the voice called `id`, if it is recommended.
pub fn about(id: &str) -> Option<&'static Recommended> {
    TABLE.iter().find(|voice| voice.id == id)
}

/// The recommended voices for a language (BCP 47), the preferred one first: those of
/// the very region, then those of the language. A tag that asks for more than a region
/// (a script, a dialect) has none.
pub fn for_language(tag: &str) -> Vec<&'static Recommended> {
    let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let region = parts.next();
    let plain = region.is_none_or(|region| matches!(region.len(), 2 | 3)) && parts.next().is_none();
    let speaks = |voice: &&Recommended| plain && voice.language.split('-').next() == Some(language);
    let mut voices: Vec<_> = TABLE.iter().filter(speaks).collect();
    voices.sort_by_key(|voice| !voice.language.eq_ignore_ascii_case(&tag));
    voices
}

/// The voice that speaks `language` by default, among those that `installed` knows.
pub fn preferred(language: &str, installed: impl Fn(&str) -> bool) -> Option<&'static str> {
    let mut voices = for_language(language).into_iter();
    voices
        .find(|voice| installed(&voice.id))
        .map(|voice| voice.id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recommendation_says_on_what_it_rests() {
        let table: Table = toml::from_str(include_str!("../../voices/recommended.toml")).unwrap();
        assert!(!table.voice.is_empty());
        for voice in &table.voice {
            let region = voice.id.split('-').next().unwrap().replace('_', "-");
            assert_eq!(region, voice.language, "{}", voice.id);
            for told in [&voice.licence, &voice.attribution, &voice.basis] {
                assert!(!told.is_empty(), "{}", voice.id);
            }
            for address in [&voice.source, &voice.dataset] {
                assert!(address.starts_with("https://"), "{address}");
            }
        }
    }

    #[test]
    fn the_first_installed_voice_of_the_region_then_of_the_language_is_preferred() {
        let (us, john, gb) = (
            "en_US-ljspeech-medium",
            "en_US-john-medium",
            "en_GB-cori-medium",
        );
        for (tag, there, chosen) in [
            ("en", vec![us, john, gb], Some(us)),
            ("en", vec![john, gb], Some(john)),
            ("en-GB", vec![us, gb], Some(gb)),
            ("en_gb", vec![us], Some(us)),
            ("en-AU", vec![gb, us], Some(us)),
            ("en-Shaw", vec![us], None),
            ("en-GB-x-rp", vec![gb], None),
            ("eng", vec![us], None),
            ("", vec![us], None),
            ("de", vec![us, gb], None),
            ("en", vec![], None),
        ] {
            assert_eq!(preferred(tag, |id| there.contains(&id)), chosen, "{tag}");
        }
    }
}

//! The languages espeak-ng speaks, read from its language files.

use std::sync::LazyLock;

use super::data;

/// One language of espeak-ng.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// espeak-ng's own tag, lower-case: `en-us`, `cmn`.
    pub tag: String,
    /// For a person: "English (America)".
    pub name: String,
    /// Path of its file below `lang/`: `gmw/en-us`. What a worker is asked for.
    pub file: String,
    /// All tags the file claims, the best first, each with its priority (lower is
    /// a better match for that tag).
    pub claims: Vec<Claim>,
    /// Whether its dictionary is there; without it letters are spelled at best.
    pub has_dictionary: bool,
}

/// A tag a language file wants to answer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Lower-case tag.
    pub tag: String,
    /// espeak-ng's priority, 5 unless the file says otherwise.
    pub priority: u32,
}

/// espeak-ng's `DEFAULT_LANGUAGE_PRIORITY`.
const USUAL_PRIORITY: u32 = 5;

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let mut all: Vec<Language> = data::language_files()
        .filter_map(|(file, text)| read(file, text))
        .collect();
    // Two files may name the same tag first (Cantonese twice): the one whose file
    // bears the tag keeps it, the others are called by their files.
    let tags: Vec<String> = all.iter().map(|language| language.tag.clone()).collect();
    for language in &mut all {
        let shared = tags.iter().filter(|tag| **tag == language.tag).count() > 1;
        if shared {
            language.tag = file_name(&language.file).to_owned();
        }
    }
    all.sort_by(|a, b| a.tag.cmp(&b.tag));
    all
});

/// Every language the carried data has, sorted by tag.
pub fn languages() -> &'static [Language] {
    &LANGUAGES
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Reads one language file: lines of a keyword and its value.
fn read(file: &str, text: &str) -> Option<Language> {
    let values = |keyword: &'static str| {
        text.lines().filter_map(move |line| {
            let (key, value) = line.trim().split_once(char::is_whitespace)?;
            let value = value.split("//").next()?.trim();
            (key == keyword).then_some(value)
        })
    };
    let claims: Vec<Claim> = values("language").filter_map(claim).collect();
    let tag = claims.first()?.tag.clone();
    let dictionary = values("dictionary")
        .next()
        .or_else(|| tag.split('-').next())?;
    Some(Language {
        name: values("name").next()?.to_owned(),
        file: file.to_owned(),
        has_dictionary: data::has_dictionary(dictionary),
        tag,
        claims,
    })
}

fn claim(value: &str) -> Option<Claim> {
    let mut parts = value.split_whitespace();
    Some(Claim {
        tag: parts.next()?.to_ascii_lowercase(),
        priority: parts
            .next()
            .and_then(|number| number.parse().ok())
            .unwrap_or(USUAL_PRIORITY),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_tag_of_its_own_and_a_name() {
        let all = languages();
        assert!(all.len() > 140, "{}", all.len());
        for pair in all.windows(2) {
            assert!(pair[0].tag < pair[1].tag, "{} twice", pair[0].tag);
        }
        assert!(all.iter().all(|language| !language.name.is_empty()));
    }

    #[test]
    fn files_are_read_as_espeak_reads_them() {
        let of = |tag: &str| {
            languages()
                .iter()
                .find(|language| language.tag == tag)
                .unwrap()
        };
        assert_eq!(of("en-us").name, "English (America)");
        assert_eq!(of("en-us").file, "gmw/en-us");
        assert_eq!(of("chr-us-qaaa-x-west").name, "Cherokee");
        assert_eq!(of("nb").claims[1].tag, "no");
        assert_eq!(
            of("pt-br").claims[1],
            Claim {
                tag: "pt".into(),
                priority: 6
            }
        );
        assert!(of("yue-latn-jyutping").has_dictionary, "named by its file");
        assert!(of("cmn").has_dictionary);
    }
}

//! Which language a text is in: the run's, else the passage's, else a guess.

use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use whichlang::Lang;

use super::Passage;

/// Where nothing tells the language.
const FALLBACK: &str = "en";
/// How much of a text the guess reads, in bytes: enough for certainty, and bounded.
const SAMPLE: usize = 4096;
/// Longest tag read, in bytes; RFC 5646 asks for at least 35.
const LONGEST_TAG: usize = 35;

/// The language of the passage as a whole.
pub(super) fn of(passage: &Passage) -> String {
    let given = passage.language.as_deref().and_then(normalise);
    given.unwrap_or_else(|| detect(&passage.text).to_owned())
}

/// A tag in the case of RFC 5646 ("en-US", "zh-Hant"); POSIX's spelling ("de_AT.UTF-8")
/// is understood. `None` where it names no language ("", "und", "???").
pub(super) fn normalise(tag: &str) -> Option<String> {
    let tag = tag.trim().split(['.', '@']).next()?;
    if tag.len() > LONGEST_TAG {
        return None;
    }
    let mut parts = tag.split(['-', '_']);
    let primary = parts.next()?.to_ascii_lowercase();
    let alphabetic = primary.bytes().all(|byte| byte.is_ascii_alphabetic());
    let none = matches!(primary.as_str(), "und" | "mul" | "zxx" | "mis" | "posix");
    if !(2..=8).contains(&primary.len()) || !alphabetic || none {
        return None;
    }
    let valid = |part: &&str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    Some(
        parts
            .take_while(valid)
            .fold(primary, |tag, part| tag + "-" + &cased(part)),
    )
}

fn cased(subtag: &str) -> String {
    let lower = subtag.to_ascii_lowercase();
    match subtag.len() {
        2 => lower.to_ascii_uppercase(),
        4 if subtag.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            lower[..1].to_ascii_uppercase() + &lower[1..]
        }
        _ => lower,
    }
}

/// The primary subtag: "en" of "en-GB".
pub(super) fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Guesses from the first few kilobytes: by script where that is enough, else by
/// the statistics of `whichlang` (16 languages).
fn detect(text: &str) -> &'static str {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    match main_script(sample) {
        None => FALLBACK,
        Some(Script::Cyrillic) if sample.contains(['і', 'ї', 'є', 'ґ']) => "uk",
        Some(Script::Cyrillic) => "ru",
        Some(Script::Arabic) if sample.contains(['ٹ', 'ڈ', 'ڑ', 'ے', 'ں']) => "ur",
        Some(Script::Arabic) if sample.contains(['پ', 'چ', 'ژ', 'گ']) => "fa",
        Some(Script::Han) if sample.chars().any(is_kana) => "ja",
        Some(script) => by_script(script).unwrap_or_else(|| by_statistics(sample)),
    }
}

fn is_kana(ch: char) -> bool {
    matches!(ch, '\u{3041}'..='\u{30FF}')
}

/// The script of most letters.
fn main_script(sample: &str) -> Option<Script> {
    let scripts = CodePointMapData::<Script>::new();
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for ch in sample.chars().filter(|ch| ch.is_alphabetic()) {
        let script = scripts.get(ch);
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(script, _)| script)
}

fn by_script(script: Script) -> Option<&'static str> {
    let tag = match script {
        Script::Arabic => "ar",
        Script::Armenian => "hy",
        Script::Bengali => "bn",
        Script::Ethiopic => "am",
        Script::Georgian => "ka",
        Script::Greek => "el",
        Script::Gujarati => "gu",
        Script::Gurmukhi => "pa",
        Script::Han => "zh",
        Script::Hangul => "ko",
        Script::Hebrew => "he",
        Script::Hiragana | Script::Katakana => "ja",
        Script::Kannada => "kn",
        Script::Khmer => "km",
        Script::Lao => "lo",
        Script::Malayalam => "ml",
        Script::Myanmar => "my",
        Script::Sinhala => "si",
        Script::Tamil => "ta",
        Script::Telugu => "te",
        Script::Thai => "th",
        Script::Devanagari => "hi",
        _ => return None,
    };
    Some(tag)
}

fn by_statistics(sample: &str) -> &'static str {
    match whichlang::detect_language(sample) {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_kindly() {
        let table = [
            ("en", Some("en")),
            ("EN_us", Some("en-US")),
            (" zh-hant-tw ", Some("zh-Hant-TW")),
            ("de_AT.UTF-8", Some("de-AT")),
            ("es-419", Some("es-419")),
            ("sr-latn-RS-x-a", Some("sr-Latn-RS-x-a")),
            ("en-", Some("en")),
            ("cmn", Some("cmn")),
            ("", None),
            ("und", None),
            ("x", None),
            ("日本語", None),
            ("en\u{301}", None),
        ];
        for (tag, expected) in table {
            assert_eq!(normalise(tag).as_deref(), expected, "{tag:?}");
        }
        assert_eq!(normalise(&"en-".repeat(100)), None);
    }

    #[test]
    fn a_sentence_tells_its_language() {
        let table = [
            ("Hello world, how are you today?", "en"),
            ("Guten Tag, wie geht es Ihnen heute?", "de"),
            ("Bonjour, comment allez-vous ?", "fr"),
            ("¿Cómo estás? Hace mucho que no te veo.", "es"),
            ("Привет, как дела?", "ru"),
            ("Привіт, як твої справи?", "uk"),
            ("你好，世界。", "zh"),
            ("こんにちは、世界。", "ja"),
            ("漢字ばかりの東京特許許可局", "ja"),
            ("안녕하세요", "ko"),
            ("مرحبا بالعالم", "ar"),
            ("नमस्ते दुनिया", "hi"),
            ("Γειά σου Κόσμε", "el"),
            ("שלום עולם", "he"),
            ("สวัสดีชาวโลก", "th"),
            ("", "en"),
            ("123 !!! 🎉", "en"),
        ];
        for (text, expected) in table {
            assert_eq!(detect(text), expected, "{text}");
        }
    }
}

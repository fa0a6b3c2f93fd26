//! Names with digits and letters said one by one: "Ту-154", "МВД", "США", "А. С. Пушкин".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::code;
use super::letters::letters;
use super::words::{self, Case, Gender};

/// Spelled though they have a vowel.
const SPELLED: &[&str] = &[
    "МГУ", "ЕС", "ЭВМ", "АО", "ООО", "ОАО", "ЦРУ", "ЦСКА", "НКО", "ПВО", "СВО", "ИИ", "УК", "ТЦ",
    "ДНК", "ИП", "УЕФА", "БГУ", "ЕЦБ", "ОБСЕ", "СУ", "АТС", "ОРЗ", "ЭКГ", "УЗИ", "МИ",
];
/// With a reading of their own.
const KNOWN: &[(&str, &str)] = &[
    ("США", "сэ шэ а"),
    ("ФБР", "фэ бэ эр"),
    ("СПб", "эс пэ бэ"),
    ("ФРГ", "фэ эр гэ"),
    ("ГИБДД", "ги бэ дэ дэ"),
    ("ЦСКА", "цэ эс ка"),
    ("ЕС", "е эс"),
    ("УЕФА", "уефа"),
    ("ОБСЕ", "обсе"),
    ("УЗИ", "узи"),
];
/// Words in capitals.
const WORDS: &[&str] = &[
    "ООН",
    "НАТО",
    "ЮНЕСКО",
    "ВОЗ",
    "МИД",
    "ТАСС",
    "МАГАТЭ",
    "ГЭС",
    "АЭС",
    "ТЭЦ",
    "ВУЗ",
    "СМИ",
    "ЕГЭ",
    "ВИЧ",
    "СПИД",
    "ЗАГС",
    "МХАТ",
    "ОПЕК",
    "БРИКС",
    "ЮНИСЕФ",
    "ФИФА",
    "ГУМ",
    "ЦУМ",
    "ОМОН",
    "ПАО",
    "ЗАО",
    "БАМ",
    "НАСА",
    "ИКЕА",
    "ГОСТ",
    "ЛУКОЙЛ",
    "КАМАЗ",
    "ГАЗ",
    "СНИЛС",
    "ИНН",
    "ОСАГО",
    "ТАСС",
    "ГУЛАГ",
    "АВТОВАЗ",
    "ВАЗ",
    "ЗИЛ",
];
/// Longest name with digits, in bytes.
const LONGEST: usize = 30;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    initial(at).or_else(|| acronym(core).or_else(|| with_digits(core)).map(Claim::word))
}

fn is_cyrillic(ch: char) -> bool {
    matches!(ch, 'А'..='я' | 'Ё' | 'ё')
}

/// "А. С. Пушкин": letters, for "С" alone is a preposition.
fn initial(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let mut parts = core.split('.');
    let single = parts.all(|part| {
        let mut chars = part.chars();
        chars
            .next()
            .is_some_and(|ch| is_cyrillic(ch) && ch.is_uppercase())
            && chars.next().is_none()
    });
    let named = at.core(1).starts_with(char::is_uppercase) && at.before(1).is_empty();
    let spoken = core.replace('.', "");
    (single && named && at.after(0) == ".").then(|| Claim::word(letters(&spoken)).without("."))
}

fn acronym(core: &str) -> Option<String> {
    if let Some((_, said)) = KNOWN.iter().find(|(known, _)| *known == core) {
        return Some((*said).to_owned());
    }
    let upper = core.chars().all(|ch| is_cyrillic(ch) && ch.is_uppercase());
    if !upper {
        return None;
    }
    if WORDS.contains(&core) {
        return Some(core.to_lowercase());
    }
    let silent = !core.contains(|ch| "АЕЁИОУЫЭЮЯ".contains(ch));
    let short = (2..=5).contains(&core.chars().count());
    (SPELLED.contains(&core) || (silent && short && !core.contains(['Ь', 'Ъ', 'Й'])))
        .then(|| letters(core))
}

/// "Ту-154", "С-400", "COVID-19", "А4", "5G".
fn with_digits(name: &str) -> Option<String> {
    let upper = name.starts_with(|ch: char| ch.is_uppercase() || ch.is_ascii_digit());
    let mixed = code::is_numbered(name) && name.contains(char::is_uppercase);
    if !upper || !mixed || name.len() > LONGEST {
        return None;
    }
    code::said(name, number, of_word)
}

fn number(digits: &str) -> Option<String> {
    let zero = digits.starts_with('0') && digits.len() > 1;
    (digits.len() <= 4).then(|| match zero {
        true => words::digits(digits),
        false => words::cardinal(digits, Gender::Masculine, Case::Nominative),
    })
}

/// A word, or letters where it is one or two capitals or an acronym.
fn of_word(word: &str) -> String {
    let capitals = word.chars().all(char::is_uppercase);
    if capitals && word.chars().count() <= 2 {
        return letters(word);
    }
    acronym(word).unwrap_or_else(|| word.to_owned())
}

//! Roman numerals: "XX век", "в XIX в.", "Пётр I", "Екатерины II", "том IV", "II место".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::roman::value;
use super::govern;
use super::words::{self, Case, Gender};

/// Names of rulers without their endings.
const KINGS: &[&str] = &[
    "Пётр",
    "Петр",
    "Николай",
    "Никола",
    "Александр",
    "Иван",
    "Павел",
    "Павл",
    "Людовик",
    "Генрих",
    "Карл",
    "Филипп",
    "Фридрих",
    "Вильгельм",
    "Георг",
    "Ричард",
    "Эдуард",
    "Иоанн",
    "Бенедикт",
    "Лев",
    "Льв",
    "Григори",
    "Григорий",
    "Наполеон",
    "Рамзес",
    "Рамсес",
    "Франциск",
    "Густав",
    "Фердинанд",
    "Рудольф",
    "Яков",
    "Максимилиан",
    "Оттон",
    "Людвиг",
    "Тутмос",
    "Карлос",
    "Алексий",
    "Алекси",
    "Фёдор",
    "Василий",
    "Васили",
    "Кирилл",
    "Леопольд",
    "Альфонс",
    "Сулейман",
    "Мурад",
    "Мехмед",
    "Птолемей",
    "Птолеме",
    "Дарий",
    "Дари",
    "Хуссейн",
    "Иннокентий",
    "Иннокенти",
    "Пий",
    "Сикст",
    "Климент",
    "Стефан",
    "Сигизмунд",
    "Казимир",
    "Христиан",
    "Фредерик",
    "Хокон",
    "Аменхотеп",
    "Филиппа",
    "Болеслав",
    "Ярослав",
];
const QUEENS: &[&str] = &[
    "Екатерин",
    "Елизавет",
    "Мари",
    "Маргарит",
    "Изабелл",
    "Виктори",
    "Клеопатр",
    "Анн",
    "Беатрис",
];
/// Nouns without their endings that a numeral stands before: masculine, feminine, neuter.
const MEN: &[&str] = &[
    "век",
    "квартал",
    "съезд",
    "том",
    "класс",
    "тур",
    "этап",
    "раунд",
    "созыв",
    "конгресс",
    "фестиваль",
    "фестивал",
    "форум",
    "чемпионат",
    "кубок",
    "кубк",
    "курс",
    "разряд",
    "сезон",
    "Всероссийск",
    "Международн",
    "Всесоюзн",
    "Всемирн",
    "международн",
    "всероссийск",
    "интернационал",
    "Интернационал",
    "Рим",
    "Рейх",
    "рейх",
    "Ватиканск",
    "пленум",
];
const WOMEN: &[&str] = &[
    "част",
    "глав",
    "миров",
    "Миров",
    "степен",
    "групп",
    "категори",
    "династи",
    "сери",
    "конференци",
    "Государственн",
    "стади",
    "сесси",
    "книг",
    "Книг",
    "олимпиад",
    "стать",
];
const THINGS: &[&str] = &[
    "столети",
    "тысячелети",
    "мест",
    "полугоди",
    "отделени",
    "издани",
];
/// Before a numeral: "том IV".
const HEADS: &[(&str, Gender)] = &[
    ("глав", Gender::Feminine),
    ("Глав", Gender::Feminine),
    ("част", Gender::Feminine),
    ("Част", Gender::Feminine),
    ("книг", Gender::Feminine),
    ("Книг", Gender::Feminine),
    ("групп", Gender::Feminine),
    ("степен", Gender::Feminine),
    ("стать", Gender::Feminine),
    ("том", Gender::Masculine),
    ("Том", Gender::Masculine),
    ("раздел", Gender::Masculine),
    ("Раздел", Gender::Masculine),
    ("акт", Gender::Masculine),
    ("тип", Gender::Masculine),
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    // Cyrillic letters stand in for Latin ones.
    let latin = |text: &str| -> String {
        let swap = |ch| match ch {
            'Х' => 'X',
            'І' => 'I',
            'С' => 'C',
            'М' => 'M',
            _ => ch,
        };
        text.chars().map(swap).collect()
    };
    if core.len() > 24 || !latin(core).starts_with(['I', 'V', 'X', 'L', 'C', 'D', 'M']) {
        return None;
    }
    if let Some((first, second)) = core.split_once(['-', '–', '—']) {
        let (first, second) = (value(&latin(first))?, value(&latin(second))?);
        return before(at, &[first, second], 1);
    }
    let worth = value(&latin(core))?;
    // A long dash parts letters.
    let tight = at.item(1).is_some_and(|next| next.before().is_empty());
    let dash = matches!(at.after(0), "–" | "—") && tight;
    if let Some(second) = value(&latin(at.core(1))).filter(|_| dash) {
        return before(at, &[worth, second], 2);
    }
    before(at, &[worth], 1).or_else(|| after(at, worth))
}

fn say(values: &[usize], gender: Gender, case: Case) -> String {
    let all = values
        .iter()
        .map(|value| words::ordinal(&value.to_string(), gender, case));
    all.collect::<Vec<_>>().join("-")
}

/// "XX век", "в XIX в.", "II место", "XIX–XX веков".
fn before(at: &At<'_>, values: &[usize], taken: usize) -> Option<Claim> {
    let word = at.core(taken);
    if !at.runs_on(taken - 1) {
        return None;
    }
    if matches!(word, "в" | "вв" | "кв") {
        return century(at, values, taken);
    }
    let starts = |stems: &'static [&'static str]| {
        let rest = |stem: &&str| {
            word.strip_prefix(stem)
                .filter(|rest| rest.chars().count() < 5)
        };
        stems.iter().filter_map(rest).min_by_key(|rest| rest.len())
    };
    let found = starts(MEN).map(|rest| (rest, Gender::Masculine));
    let found = found.or_else(|| starts(WOMEN).map(|rest| (rest, Gender::Feminine)));
    let (ending, gender) = found.or_else(|| starts(THINGS).map(|rest| (rest, Gender::Neuter)))?;
    let (gender, case) = form(gender, ending, govern::ruler(at), values.len() > 1)?;
    Some(Claim::of(taken, say(values, gender, case)))
}

/// The gender and case that the ending of a noun or adjective shows.
fn form(gender: Gender, ending: &str, ruler: &str, many: bool) -> Option<(Gender, Case)> {
    use Case::{Accusative, Dative, Genitive, Instrumental, Nominative, Prepositional};
    let asked = govern::preposition(ruler);
    let case = match (gender, ending) {
        (_, "ов" | "ых" | "их") if many => return Some((Gender::Masculine, Genitive)),
        (_, "ах" | "ях") => {
            return Some((if many { gender } else { Gender::Plural }, Prepositional));
        }
        (_, "ам" | "ям") => return Some((if many { gender } else { Gender::Plural }, Dative)),
        (_, "ые" | "ие") => return Some((Gender::Plural, Nominative)),
        (Gender::Masculine, "" | "ь" | "ый" | "ий" | "ой" | "и") => Nominative,
        (Gender::Masculine, "а" | "я" | "ого" | "его") => Genitive,
        (Gender::Masculine, "у" | "ю" | "ому") => Dative,
        (Gender::Masculine, "ом" | "ем" | "е" | "ым") => match (ending, asked) {
            ("ом", Some(Accusative | Prepositional)) | ("е", _) => Prepositional,
            _ => Instrumental,
        },
        (Gender::Feminine, "а" | "я" | "ая") => Nominative,
        (Gender::Feminine, "ь") => asked.unwrap_or(Nominative),
        (Gender::Feminine, "у" | "ю" | "ую") => Accusative,
        (Gender::Feminine, "ы" | "и" | "е" | "ой" | "ей" | "ью") => Genitive,
        (Gender::Neuter, "о" | "е") => Nominative,
        (Gender::Neuter, "а" | "я") => Genitive,
        (Gender::Neuter, "у" | "ю") => Dative,
        (Gender::Neuter, "и") => Prepositional,
        (Gender::Neuter, "ом" | "ем") => Instrumental,
        _ => return None,
    };
    // "на II место", "в III тысячелетие"
    Some((gender, case))
}

/// "XIX в.", "XVIII–XIX вв.".
fn century(at: &At<'_>, values: &[usize], taken: usize) -> Option<Claim> {
    let many = at.core(taken) == "вв";
    if !at.after(taken).starts_with('.') && !many {
        return None;
    }
    let ruler = govern::ruler(at).to_lowercase();
    let opens = at.earlier(1).is_empty() || at.before(0).contains('(');
    let case = match govern::preposition(&ruler) {
        Some(Case::Accusative) if matches!(ruler.as_str(), "в" | "во") => Case::Prepositional,
        Some(case) => case,
        None if opens => Case::Nominative,
        None => Case::Genitive,
    };
    let names = if at.core(taken) == "кв" {
        [
            "квартал",
            "квартала",
            "кварталу",
            "квартал",
            "кварталом",
            "квартале",
        ]
    } else if many {
        ["века", "веков", "векам", "века", "веками", "веках"]
    } else {
        ["век", "века", "веку", "век", "веком", "веке"]
    };
    let said = say(values, Gender::Masculine, case);
    let claim = Claim::of(taken, said);
    Some(claim.then(1, names[case as usize]).without("."))
}

/// "Пётр I", "Екатерины II", "глава IV".
fn after(at: &At<'_>, worth: usize) -> Option<Claim> {
    let name = at.earlier(1);
    let ruler = at.earlier(2);
    if name == "гл" && at.after_earlier(1) == "." {
        let inside = matches!(ruler, "в" | "В");
        let case = if inside {
            Case::Prepositional
        } else {
            Case::Nominative
        };
        return Some(Claim::word(say(&[worth], Gender::Feminine, case)));
    }
    if !at.after_earlier(1).is_empty() || !at.before(0).is_empty() {
        return None;
    }
    let rest = |stems: &[&str]| {
        let all = stems.iter().filter_map(|stem| name.strip_prefix(stem));
        all.min_by_key(|rest| rest.len())
            .filter(|rest| rest.chars().count() < 4)
            .map(str::to_owned)
    };
    let (gender, case) = if let Some(ending) = rest(KINGS) {
        (Gender::Masculine, king(&ending)?)
    } else if let Some(ending) = rest(QUEENS) {
        (Gender::Feminine, queen(&ending)?)
    } else {
        let (stem, gender) = HEADS.iter().find(|(stem, _)| name.starts_with(stem))?;
        let ending = name.strip_prefix(stem)?;
        form(*gender, ending, ruler, false)?
    };
    Some(Claim::word(words::ordinal(
        &worth.to_string(),
        gender,
        case,
    )))
}

fn king(ending: &str) -> Option<Case> {
    Some(match ending {
        "" | "й" => Case::Nominative,
        "а" | "я" => Case::Genitive,
        "у" | "ю" => Case::Dative,
        "ом" | "ем" | "ём" => Case::Instrumental,
        "е" | "и" => Case::Prepositional,
        _ => return None,
    })
}

fn queen(ending: &str) -> Option<Case> {
    Some(match ending {
        "а" | "я" => Case::Nominative,
        "у" | "ю" => Case::Accusative,
        "ы" | "и" | "е" | "ой" | "ей" => Case::Genitive,
        _ => return None,
    })
}

//! Abbreviations: "т. е.", "и т. д.", "ул.", "в г. Москве", "№ 5", "до н. э.".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::is_digits;
use super::super::form::short::{self, Pair, Place, Table};
use super::govern;
use super::words::{self, Case, Gender};

const PAIRS: &[Pair] = &[
    ("т", "е", "то есть"),
    ("Т", "е", "То есть"),
    ("т", "к", "так как"),
    ("Т", "к", "Так как"),
    ("т", "д", "так далее"),
    ("т", "п", "тому подобное"),
    ("н", "э", "нашей эры"),
    ("и", "о", "исполняющий обязанности"),
    ("P", "S", "пост скриптум"),
    ("P.", "S", "пост скриптум"),
];

const TABLE: Table = &[
    (
        Place::Dotted,
        &[
            ("напр", "например"),
            ("проф", "профессор"),
            ("Проф", "Профессор"),
            ("см", "смотри"),
            ("См", "Смотри"),
            ("тел", "телефон"),
            ("Тел", "Телефон"),
            ("наб", "набережная"),
            ("ш", "шоссе"),
            ("вкл", "включительно"),
            ("руб", "рублей"),
        ],
    ),
    (
        Place::DottedBeforeName,
        &[
            ("акад", "академик"),
            ("доц", "доцент"),
            ("ген", "генерал"),
            ("им", "имени"),
            ("ср", "сравни"),
            ("пр", "проспект"),
        ],
    ),
    (
        Place::BeforeNumber,
        &[
            ("ок", "около"),
            ("Ок", "Около"),
            ("корп", "корпус"),
            ("оф", "офис"),
            ("д", "дом"),
            ("макс", "максимум"),
            ("мин", "минимум"),
        ],
    ),
    (
        Place::Bare,
        &[
            ("г/г", "год к году"),
            ("м/м", "месяц к месяцу"),
            ("№", "номер"),
            ("№№", "номера"),
            ("г-н", "господин"),
            ("г-жа", "госпожа"),
            ("р-н", "район"),
            ("пр-т", "проспект"),
            ("б-р", "бульвар"),
        ],
    ),
];

/// What is short for a noun: its forms in the six cases.
type Declined = (&'static str, [&'static str; 6]);

const BEFORE_NAME: &[Declined] = &[
    (
        "г",
        ["город", "города", "городу", "город", "городом", "городе"],
    ),
    (
        "ул",
        ["улица", "улицы", "улице", "улицу", "улицей", "улице"],
    ),
    (
        "пл",
        [
            "площадь",
            "площади",
            "площади",
            "площадь",
            "площадью",
            "площади",
        ],
    ),
    (
        "пер",
        [
            "переулок",
            "переулка",
            "переулку",
            "переулок",
            "переулком",
            "переулке",
        ],
    ),
    (
        "просп",
        [
            "проспект",
            "проспекта",
            "проспекту",
            "проспект",
            "проспектом",
            "проспекте",
        ],
    ),
    (
        "бул",
        [
            "бульвар",
            "бульвара",
            "бульвару",
            "бульвар",
            "бульваром",
            "бульваре",
        ],
    ),
    (
        "пос",
        [
            "посёлок",
            "посёлка",
            "посёлку",
            "посёлок",
            "посёлком",
            "посёлке",
        ],
    ),
    (
        "дер",
        [
            "деревня",
            "деревни",
            "деревне",
            "деревню",
            "деревней",
            "деревне",
        ],
    ),
    ("р", ["река", "реки", "реке", "реку", "рекой", "реке"]),
    (
        "оз",
        ["озеро", "озера", "озеру", "озеро", "озером", "озере"],
    ),
];
/// After a preposition, for alone it may be a father.
const ISLAND: Declined = (
    "о",
    [
        "остров",
        "острова",
        "острову",
        "остров",
        "островом",
        "острове",
    ],
);
const BEFORE_NUMBER: &[Declined] = &[
    (
        "стр",
        [
            "страница",
            "страницы",
            "странице",
            "страницу",
            "страницей",
            "странице",
        ],
    ),
    (
        "с",
        [
            "страница",
            "страницы",
            "странице",
            "страницу",
            "страницей",
            "странице",
        ],
    ),
    (
        "рис",
        [
            "рисунок",
            "рисунка",
            "рисунку",
            "рисунок",
            "рисунком",
            "рисунке",
        ],
    ),
    (
        "табл",
        [
            "таблица",
            "таблицы",
            "таблице",
            "таблицу",
            "таблицей",
            "таблице",
        ],
    ),
    (
        "гл",
        ["глава", "главы", "главе", "главу", "главой", "главе"],
    ),
    (
        "п",
        ["пункт", "пункта", "пункту", "пункт", "пунктом", "пункте"],
    ),
    (
        "ст",
        ["статья", "статьи", "статье", "статью", "статьёй", "статье"],
    ),
    ("ч", ["часть", "части", "части", "часть", "частью", "части"]),
    ("т", ["том", "тома", "тому", "том", "томом", "томе"]),
    ("эт", ["этаж", "этажа", "этажу", "этаж", "этажом", "этаже"]),
    (
        "кв",
        [
            "квартира",
            "квартиры",
            "квартире",
            "квартиру",
            "квартирой",
            "квартире",
        ],
    ),
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    saint(at)
        .or_else(|| numbered(at))
        .or_else(|| and_so_on(at))
        .or_else(|| among(at))
        .or_else(|| so_called(at))
        .or_else(|| building(at))
        .or_else(|| declined(at))
        .or_else(|| region(at))
        .or_else(|| short::read_elided(at, PAIRS, TABLE))
}

/// "С.-Петербург".
fn saint(at: &At<'_>) -> Option<Claim> {
    let name = at.core(0).strip_prefix("С.-")?;
    let named = name.starts_with(char::is_uppercase);
    named.then(|| Claim::word(format!("Санкт-{name}")))
}

/// "№5".
fn numbered(at: &At<'_>) -> Option<Claim> {
    let number = at
        .core(0)
        .strip_prefix('№')
        .filter(|rest| is_digits(rest))?;
    let number = words::cardinal(number, Gender::Masculine, Case::Nominative);
    Some(Claim::word(format!("номер {number}")))
}

/// "и др.", "и пр.".
fn and_so_on(at: &At<'_>) -> Option<Claim> {
    let said = match at.core(0) {
        "др" => "другие",
        "пр" => "прочее",
        _ => return None,
    };
    let joined = at.earlier(1) == "и" && at.after(0).starts_with('.');
    joined.then(|| Claim::word(said).without("."))
}

/// "в т. ч.".
fn among(at: &At<'_>) -> Option<Claim> {
    let after_in = at.earlier(1).eq_ignore_ascii_case("в") || at.earlier(1) == "В";
    let apart = at.core(0) == "т" && at.after(0) == "." && at.core(1) == "ч";
    match (after_in, at.core(0), apart) {
        (true, "т.ч", _) => Some(Claim::word("том числе").without(".")),
        (true, _, true) => Some(Claim::of(2, "том числе").without(".")),
        _ => None,
    }
}

/// "т. н. элита": the next word tells the ending.
fn so_called(at: &At<'_>) -> Option<Claim> {
    let apart = at.core(0) == "т" && at.after(0) == "." && at.core(1) == "н";
    let taken = match at.core(0) {
        "т.н" => 1,
        _ if apart => 2,
        _ => return None,
    };
    const ENDINGS: &[(&str, &str)] = &[
        ("ая", "ая"),
        ("яя", "ая"),
        ("ую", "ую"),
        ("ого", "ого"),
        ("ому", "ому"),
        ("ыми", "ыми"),
        ("ими", "ыми"),
        ("ые", "ые"),
        ("ие", "ые"),
        ("ых", "ых"),
        ("их", "ых"),
        ("ый", "ый"),
        ("ий", "ый"),
        ("ое", "ое"),
    ];
    let next = at.core(taken);
    let (_, ending) = ENDINGS.iter().find(|(ending, _)| next.ends_with(ending))?;
    Some(Claim::of(taken, format!("так называем{ending}")).without("."))
}

/// "д. 5, стр. 1": part of an address, not a page.
fn building(at: &At<'_>) -> Option<Claim> {
    let numbered = at.core(1).starts_with(|ch: char| ch.is_ascii_digit());
    let house = matches!(at.earlier(2), "д" | "дом" | "корп");
    (at.core(0) == "стр" && house && numbered).then(|| Claim::word("строение").without("."))
}

/// "в г. Москве", "на ул. Ленина", "на стр. 5".
fn declined(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let next = at.core(1);
    let near = at.after(0) == "." && at.before(1).trim_matches(['«', '"']).is_empty();
    let numbered = next.starts_with(|ch: char| ch.is_ascii_digit() || "IVX".contains(ch));
    let counted = at
        .earlier(1)
        .ends_with(|ch: char| ch.is_ascii_digit() || "IVX".contains(ch));
    let named = next.starts_with(char::is_uppercase) && next.chars().count() > 1;
    let find = |table: &'static [Declined]| {
        let lower = core.to_lowercase();
        table.iter().find(|(short, _)| *short == lower)
    };
    let ruler = govern::ruler(at).to_lowercase();
    let asked = govern::preposition(&ruler);
    let found = match (numbered, named && !counted) {
        // "с. 5" is a page only in brackets or after a comma.
        (true, _) => find(BEFORE_NUMBER).filter(|_| core != "с" || asked.is_none()),
        (_, true) if core == "о" => Some(&ISLAND).filter(|_| asked.is_some()),
        (_, true) => find(BEFORE_NAME),
        _ => None,
    };
    let (short, forms) = found.filter(|_| near)?;
    const GOING: &[&str] = &[
        "прибы",
        "приеха",
        "поеха",
        "отправи",
        "верну",
        "прилете",
        "вошл",
    ];
    let going = GOING.iter().any(|verb| at.earlier(2).starts_with(verb));
    let place = matches!(ruler.as_str(), "в" | "во" | "на") && !going;
    let page = numbered || *short != "р";
    let case = match asked {
        Some(Case::Accusative) if place && page => Case::Prepositional,
        Some(Case::Accusative) if ruler == "по" => Case::Dative,
        Some(case) => case,
        // "ч. 2 ст. 15": the part of an article.
        None if numbered && matches!(at.earlier(2), "ч" | "п" | "пп") => Case::Genitive,
        None => Case::Nominative,
    };
    let word = forms[case as usize];
    let upper = core.starts_with(char::is_uppercase);
    Some(
        Claim::word(if upper {
            capital(word)
        } else {
            word.to_owned()
        })
        .without("."),
    )
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters
        .next()
        .map(|ch| ch.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

/// "Московская обл.".
fn region(at: &At<'_>) -> Option<Claim> {
    let before = at.earlier(1);
    let said = match before {
        _ if at.core(0) != "обл" || !at.after(0).starts_with('.') => return None,
        _ if before.ends_with("ая") => "область",
        _ if before.ends_with("ую") => "область",
        _ if before.ends_with("ой") => "области",
        _ => return None,
    };
    Some(Claim::word(said).without("."))
}

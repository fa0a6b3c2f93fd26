//! Nouns that numbers count, in every case, and the tables of them; names as in CLDR 46.

use super::words::{Case, Count, Gender, adjective};
use Class::{Bare, Fixed, Hard, Iya, Pair, She, Sibilant, Soft};

/// How a noun is declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// "доллар", "долларов".
    Hard,
    /// "ватт", five "ватт".
    Bare,
    /// "рубл(ь)".
    Soft,
    /// "минут(а)".
    She,
    /// "тысяч(а)", "копейк(а)".
    Sibilant,
    /// "рупи(я)".
    Iya,
    /// "евро".
    Fixed,
    /// "сут(ки)", which has no singular.
    Pair,
}

/// A noun, perhaps with an adjective before it and something after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noun {
    stem: &'static str,
    class: Class,
    /// The genitive of many, where it is not regular.
    many: &'static str,
    /// The stem of an adjective: "квадратн".
    adjective: &'static str,
    /// What follows and does not change: "в час".
    tail: &'static str,
}

/// Endings: six of one, then genitive, dative, instrumental and prepositional of many.
const fn endings(class: Class) -> [&'static str; 10] {
    match class {
        Hard => ["", "а", "у", "", "ом", "е", "ов", "ам", "ами", "ах"],
        Bare => ["", "а", "у", "", "ом", "е", "", "ам", "ами", "ах"],
        Soft => ["ь", "я", "ю", "ь", "ём", "е", "ей", "ям", "ями", "ях"],
        She => ["а", "ы", "е", "у", "ой", "е", "", "ам", "ами", "ах"],
        Sibilant => ["а", "и", "е", "у", "ей", "е", "", "ам", "ами", "ах"],
        Iya => ["я", "и", "и", "ю", "ей", "и", "й", "ям", "ями", "ях"],
        Fixed => [""; 10],
        Pair => [
            "ки", "ок", "кам", "ки", "ками", "ках", "ок", "кам", "ками", "ках",
        ],
    }
}

impl Noun {
    pub(super) const fn new(stem: &'static str, class: Class) -> Self {
        Self {
            stem,
            class,
            many: "",
            adjective: "",
            tail: "",
        }
    }

    /// With an irregular genitive of many.
    const fn many(self, many: &'static str) -> Self {
        Self { many, ..self }
    }

    /// With an adjective before it.
    const fn with(self, adjective: &'static str) -> Self {
        Self { adjective, ..self }
    }

    /// With words after it.
    const fn then(self, tail: &'static str) -> Self {
        Self { tail, ..self }
    }

    pub(super) fn gender(&self) -> Gender {
        match self.class {
            She | Sibilant | Iya => Gender::Feminine,
            _ => Gender::Masculine,
        }
    }

    /// The form after a number of that form in that case.
    pub(super) fn after(&self, count: Count, case: Case) -> String {
        let (gender, case) = match (count, case.is_oblique()) {
            (Count::One, _) => (self.gender(), case),
            (Count::Part, _) | (Count::Few, false) => (self.gender(), Case::Genitive),
            (Count::Many, false) => (Gender::Plural, Case::Genitive),
            (_, true) => (Gender::Plural, case),
        };
        let noun = self.form(gender == Gender::Plural, case);
        let adjective = self.adjective_form(count, gender, case);
        format!("{adjective}{noun}{}", self.tail)
    }

    fn form(&self, plural: bool, case: Case) -> String {
        let all = endings(self.class);
        let ending = match (plural, case) {
            (false, case) => all[case as usize],
            (true, Case::Dative) => all[7],
            (true, Case::Instrumental) => all[8],
            (true, Case::Prepositional) => all[9],
            (true, _) if !self.many.is_empty() => return self.many.into(),
            (true, _) => all[6],
        };
        format!("{}{ending}", self.stem)
    }

    fn adjective_form(&self, count: Count, gender: Gender, case: Case) -> String {
        // "два квадратных метра", "две лошадиные силы".
        let few = count == Count::Few && gender != Gender::Plural;
        let (gender, case) = match few {
            true if gender == Gender::Feminine => (Gender::Plural, Case::Nominative),
            true => (Gender::Plural, Case::Genitive),
            false => (gender, case),
        };
        match self.adjective {
            "" => String::new(),
            // "кубический", "кубических".
            stem if stem.ends_with('к') => {
                let ending = adjective(gender, case).replace('ы', "и");
                format!("{stem}{ending} ")
            }
            stem => format!("{stem}{} ", adjective(gender, case)),
        }
    }
}

/// A noun and how it is written.
pub(super) type Entry = (&'static [&'static str], Noun);

/// A currency, and its hundredth where prices are said with it.
pub(super) struct Money {
    pub(super) signs: &'static [&'static str],
    pub(super) whole: Noun,
    pub(super) cent: Option<Noun>,
}

const fn money(signs: &'static [&'static str], whole: Noun, cent: Option<Noun>) -> Money {
    Money { signs, whole, cent }
}

const KOPECK: Noun = Noun::new("копейк", Sibilant).many("копеек");
const CENT: Noun = Noun::new("цент", Hard);
const DOLLAR: Noun = Noun::new("доллар", Hard);

pub(super) const MONEY: &[Money] = &[
    money(
        &["руб", "р", "₽", "RUB", "RUR"],
        Noun::new("рубл", Soft),
        Some(KOPECK),
    ),
    money(&["коп"], KOPECK, None),
    money(&["$", "долл", "USD", "US$"], DOLLAR, Some(CENT)),
    money(&["€", "EUR"], Noun::new("евро", Fixed), Some(CENT)),
    money(&["¢"], CENT, None),
    money(
        &["£", "GBP"],
        Noun::new("фунт", Hard),
        Some(Noun::new("пенс", Hard)),
    ),
    money(&["¥", "JPY"], Noun::new("иен", She), None),
    money(&["CNY", "¥¥"], Noun::new("юан", Soft), None),
    money(&["CHF"], Noun::new("франк", Hard).with("швейцарск"), None),
    money(
        &["₴", "UAH", "грн"],
        Noun::new("гривн", She).many("гривен"),
        Some(KOPECK),
    ),
    money(&["₸", "KZT"], Noun::new("тенге", Fixed), None),
    money(
        &["BYN"],
        Noun::new("рубл", Soft).with("белорусск"),
        Some(KOPECK),
    ),
    money(&["₹", "INR"], Noun::new("рупи", Iya), None),
    money(&["₿", "BTC"], Noun::new("биткоин", Hard), None),
];

pub(super) const SHARES: &[Entry] = &[
    (&["%"], Noun::new("процент", Hard)),
    (&["‰"], Noun::new("промилле", Fixed)),
];

pub(super) const UNITS: &[Entry] = &[
    (&["мм", "mm"], Noun::new("миллиметр", Hard)),
    (&["см", "cm"], Noun::new("сантиметр", Hard)),
    (&["дм"], Noun::new("дециметр", Hard)),
    (&["м", "m"], Noun::new("метр", Hard)),
    (&["км", "km"], Noun::new("километр", Hard)),
    (&["м²", "m²", "м2"], SQUARE),
    (&["см²"], Noun::new("сантиметр", Hard).with("квадратн")),
    (&["кв.м"], SQUARE),
    (&["кв.км"], Noun::new("километр", Hard).with("квадратн")),
    (&["куб.м"], CUBE),
    (&["л.с"], Noun::new("сил", She).with("лошадин")),
    (
        &["км²", "km²"],
        Noun::new("километр", Hard).with("квадратн"),
    ),
    (&["м³", "m³"], CUBE),
    (&["см³"], Noun::new("сантиметр", Hard).with("кубическ")),
    (&["км³"], Noun::new("километр", Hard).with("кубическ")),
    (&["га"], Noun::new("гектар", Hard)),
    (
        &["км/ч", "km/h"],
        Noun::new("километр", Hard).then(" в час"),
    ),
    (&["м/с", "m/s"], Noun::new("метр", Hard).then(" в секунду")),
    (&["км/с"], Noun::new("километр", Hard).then(" в секунду")),
    (
        &["м/с²"],
        Noun::new("метр", Hard).then(" на секунду в квадрате"),
    ),
    (&["мг", "mg"], Noun::new("миллиграмм", Hard)),
    (&["мкг"], Noun::new("микрограмм", Hard)),
    (&["г", "гр", "g"], Noun::new("грамм", Hard)),
    (&["кг", "kg"], Noun::new("килограмм", Hard)),
    (&["ц"], Noun::new("центнер", Hard)),
    (&["т", "t"], Noun::new("тонн", She)),
    (&["мл", "ml"], Noun::new("миллилитр", Hard)),
    (&["л"], Noun::new("литр", Hard)),
    (&["мс", "ms"], Noun::new("миллисекунд", She)),
    (&["с", "сек"], Noun::new("секунд", She)),
    (&["мин", "min"], Noun::new("минут", She)),
    (&["ч"], Noun::new("час", Hard)),
    (&["сут"], Noun::new("сут", Pair)),
    (&["Гц", "Hz"], Noun::new("герц", Bare)),
    (&["кГц", "kHz"], Noun::new("килогерц", Bare)),
    (&["МГц", "MHz"], Noun::new("мегагерц", Bare)),
    (&["ГГц", "GHz"], Noun::new("гигагерц", Bare)),
    (&["Вт", "W"], Noun::new("ватт", Bare)),
    (&["кВт", "kW"], Noun::new("киловатт", Bare)),
    (&["МВт", "MW"], Noun::new("мегаватт", Bare)),
    (&["ГВт"], Noun::new("гигаватт", Bare)),
    (
        &["кВт·ч", "кВт⋅ч", "кВтч", "кВт-ч", "kWh"],
        Noun::new("киловатт-час", Hard),
    ),
    (&["МВт·ч"], Noun::new("мегаватт-час", Hard)),
    (&["В"], Noun::new("вольт", Bare)),
    (&["кВ"], Noun::new("киловольт", Bare)),
    (&["А"], Noun::new("ампер", Bare)),
    (&["мА·ч", "мАч"], Noun::new("миллиампер-час", Hard)),
    (&["Ом"], Noun::new("ом", Bare)),
    (&["Дж"], Noun::new("джоул", Soft)),
    (&["Н"], Noun::new("ньютон", Hard)),
    (&["Па"], Noun::new("паскал", Soft)),
    (&["ккал"], Noun::new("килокалори", Iya)),
    (&["дБ", "dB"], Noun::new("децибел", Hard)),
    (&["бит"], Noun::new("бит", Bare)),
    (&["КБ", "Кб", "KB", "kB"], Noun::new("килобайт", Bare)),
    (&["МБ", "Мб", "MB"], Noun::new("мегабайт", Bare)),
    (&["ГБ", "Гб", "GB"], Noun::new("гигабайт", Bare)),
    (&["ТБ", "Тб", "TB"], Noun::new("терабайт", Bare)),
    (
        &["Мбит/с", "Мб/с", "Mbit/s"],
        Noun::new("мегабит", Bare).then(" в секунду"),
    ),
    (&["Гбит/с"], Noun::new("гигабит", Bare).then(" в секунду")),
    (&["МБ/с"], Noun::new("мегабайт", Bare).then(" в секунду")),
    (&["°"], Noun::new("градус", Hard)),
    (
        &["°C", "°С", "ºC", "℃"],
        Noun::new("градус", Hard).then(" Цельсия"),
    ),
    (&["°F"], Noun::new("градус", Hard).then(" Фаренгейта")),
    (&["чел"], Noun::new("человек", Bare)),
    (&["шт"], Noun::new("штук", Sibilant)),
    (&["экз"], Noun::new("экземпляр", Hard)),
    (&["атм"], Noun::new("атмосфер", She)),
    (&["пикс", "px"], Noun::new("пиксел", Soft)),
    (&["дюйм", "″"], Noun::new("дюйм", Hard)),
];

const SQUARE: Noun = Noun::new("метр", Hard).with("квадратн");
const CUBE: Noun = Noun::new("метр", Hard).with("кубическ");

/// Units of several words: "кв. м".
pub(super) const APART: &[(&[&str], Noun)] = &[
    (&["кв", "м"], SQUARE),
    (&["кв", "км"], Noun::new("километр", Hard).with("квадратн")),
    (&["кв", "см"], Noun::new("сантиметр", Hard).with("квадратн")),
    (&["куб", "м"], CUBE),
    (
        &["куб", "см"],
        Noun::new("сантиметр", Hard).with("кубическ"),
    ),
    (&["л", "с"], Noun::new("сил", She).with("лошадин")),
    (
        &["л/100", "км"],
        Noun::new("литр", Hard).then(" на сто километров"),
    ),
    (&["б", "п"], Noun::new("пункт", Hard).with("базисн")),
    (&["п", "п"], Noun::new("пункт", Hard).with("процентн")),
    (
        &["мм", "рт", "ст"],
        Noun::new("миллиметр", Hard).then(" ртутного столба"),
    ),
];

/// What something is paid or used by: "₽/мес".
pub(super) const PER: &[(&[&str], &str)] = &[
    (&["мес", "месяц"], "в месяц"),
    (&["год", "г"], "в год"),
    (&["ч", "час"], "в час"),
    (&["мин", "минуту"], "в минуту"),
    (&["с", "сек"], "в секунду"),
    (&["сут", "сутки"], "в сутки"),
    (&["день"], "в день"),
    (&["нед", "неделю"], "в неделю"),
    (&["кг"], "за килограмм"),
    (&["л"], "за литр"),
    (&["т"], "за тонну"),
    (&["шт"], "за штуку"),
    (&["м²", "кв"], "за квадратный метр"),
    (&["м³"], "за кубический метр"),
    (&["чел"], "на человека"),
];

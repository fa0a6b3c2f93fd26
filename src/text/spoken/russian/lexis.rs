//! How many in Russian, for the rules that read figures and formulas as Romance ones do.

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::Figure;
use super::super::form::electronic::{self, Words};
use super::super::form::maths;
use super::super::form::quantity::{Magnitude, Quantity as Read};
use super::broken::{self, Halves};
use super::noun::Noun;
use super::words::{self, Case, Count, Gender};

pub(super) const MAGNITUDES: &[Magnitude] = &[
    magnitude(
        &[
            "тыс",
            "тысяча",
            "тысячи",
            "тысяч",
            "тысячам",
            "тысячами",
            "тысячах",
        ],
        "тысяча",
    ),
    magnitude(
        &[
            "млн",
            "миллион",
            "миллиона",
            "миллионов",
            "миллионам",
            "миллионами",
            "миллионах",
        ],
        "миллион",
    ),
    magnitude(
        &[
            "млрд",
            "миллиард",
            "миллиарда",
            "миллиардов",
            "миллиардам",
            "миллиардами",
            "миллиардах",
        ],
        "миллиард",
    ),
    magnitude(
        &[
            "трлн",
            "триллион",
            "триллиона",
            "триллионов",
            "триллионам",
            "триллионами",
            "триллионах",
        ],
        "триллион",
    ),
];

const fn magnitude(signs: &'static [&'static str], one: &'static str) -> Magnitude {
    Magnitude {
        signs,
        one,
        single: one,
        many: one,
        is_noun: true,
    }
}

const MATHS: maths::Words = maths::Words {
    signs: &[
        ('+', "плюс"),
        ('−', "минус"),
        ('=', "равно"),
        ('×', "умножить на"),
        ('*', "умножить на"),
        ('÷', "разделить на"),
        ('<', "меньше"),
        ('>', "больше"),
        ('≤', "меньше или равно"),
        ('≥', "больше или равно"),
        ('≈', "примерно равно"),
        ('≠', "не равно"),
        ('±', "плюс-минус"),
    ],
    by: "на",
    cross: "на",
    to: "",
    squared: "в квадрате",
    cubed: "в кубе",
    power: "в степени",
    root: "корень из",
    minus: "минус",
};

/// The words of addresses.
pub(super) const ELECTRONIC: Words = Words {
    at: "собака",
    dot: "точка",
    slash: "слэш",
    dash: "дефис",
    underscore: "подчёркивание",
    colon: "двоеточие",
    plus: "плюс",
    equals: "",
    hashtag: "хештег",
    handle: "собака",
    version: "версия",
    number: |text| words::padded(text, Case::Nominative),
    digits: words::digits,
    said: &["com", "org", "net", "info", "ru", "html", "рф", "su"],
    habits: &electronic::USUAL,
};

/// Claims a formula.
pub(super) fn formula(at: &At<'_>) -> Option<Claim> {
    maths::read(at, &MATHS, words::MARKS, &plain)
}

/// A number that counts nothing.
fn plain(figure: &Figure) -> String {
    broken::figure(figure, Gender::Masculine, Case::Nominative, Halves::Counted).0
}

/// How many of something.
pub(super) struct Quantity<'a> {
    pub(super) read: Read<'a>,
    /// The word that makes it larger.
    pub(super) scale: Option<&'static Noun>,
}

impl<'a> Quantity<'a> {
    /// The quantity that begins here.
    pub(super) fn at(at: &At<'a>) -> Option<Self> {
        Some(Self::of(Read::at(at, words::MARKS, MAGNITUDES)?))
    }

    pub(super) fn of(read: Read<'a>) -> Self {
        let scale = read.magnitude.map(|magnitude| match magnitude.one {
            "тысяча" => &words::THOUSAND,
            "миллион" => &words::MILLION,
            "миллиард" => &words::MILLIARD,
            _ => &words::TRILLION,
        });
        Self { read, scale }
    }

    /// Whether its last word is an abbreviation with a dot.
    pub(super) fn is_dotted(&self, at: &At<'_>) -> bool {
        let last = self.read.taken - 1;
        let short = matches!(at.core(last), "тыс" | "млн" | "млрд" | "трлн");
        self.scale.is_some() && short && at.after(last).starts_with('.')
    }

    /// Its words before something of `gender`, and the form of that.
    pub(super) fn said(&self, gender: Gender, case: Case, halves: Halves) -> (String, Count) {
        let (gender, halves) = match self.scale {
            Some(scale) => (scale.gender(), Halves::Spoken),
            None => (gender, halves),
        };
        let say = |figure| broken::figure(figure, gender, case, halves);
        let (first, count) = say(&self.read.figure);
        let (said, count) = match self.read.second.as_ref().map(say) {
            Some((second, count)) => (format!("{first}-{second}"), count),
            None => (first, count),
        };
        match self.scale {
            Some(scale) => {
                let bare = self.read.figure.is_one() && scale.gender() == Gender::Feminine;
                let name = scale.after(count, case);
                let alone = bare && self.read.second.is_none();
                let said = if alone {
                    name
                } else {
                    format!("{said} {name}")
                };
                (said, Count::Many)
            }
            None => (said, count),
        }
    }

    /// The case of what it counts: thousands and more rule the genitive in every case.
    pub(super) fn counted(&self, case: Case) -> Case {
        let last = self.read.second.as_ref().unwrap_or(&self.read.figure);
        let round = last.fraction.is_none() && last.whole.len() > 3 && last.whole.ends_with("000");
        if self.scale.is_some() || round {
            Case::Genitive
        } else {
            case
        }
    }
}

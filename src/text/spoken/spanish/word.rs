//! Spanish words for dates, times, parts, signs, addresses and telephones.

use super::super::form::electronic;
use super::super::form::maths;
use super::super::list::list;
use super::super::romance::iberian::fraction::Parts;
use super::super::romance::iberian::phone::Plan;
use super::super::romance::iberian::time::Clock;
use super::super::romance::iberian::{ADDRESSES, Form};
use super::number::NUMBERS;

pub(super) const MONTHS: [(&str, &str); 12] = [
    ("enero", "ene"),
    ("febrero", "feb"),
    ("marzo", "mar"),
    ("abril", "abr"),
    ("mayo", "may"),
    ("junio", "jun"),
    ("julio", "jul"),
    ("agosto", "ago"),
    ("septiembre", "sept"),
    ("octubre", "oct"),
    ("noviembre", "nov"),
    ("diciembre", "dic"),
];

pub(super) const BEFORE_DATE: &[&str] =
    list!("el del al día lunes martes miércoles jueves viernes sábado domingo");

pub(super) const CLOCK: Clock = Clock {
    before: &["las", "la"],
    hour: ["hora", "horas"],
    minute: ["minuto", "minutos"],
    second: ["segundo", "segundos"],
    and: "y",
    link: "",
    halves: [
        "de la madrugada",
        "de la mañana",
        "del mediodía",
        "de la tarde",
        "de la noche",
    ],
};

pub(super) const FRACTIONS: Parts = Parts {
    half: ["medio", "media"],
    small: &[
        "tercio", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo",
    ],
    hundredth: "centésimo",
    thousandth: "milésimo",
    other: |cardinal| {
        let one_word = !cardinal.contains(' ') && !cardinal.ends_with("cientos");
        let stem = cardinal.strip_suffix('a').unwrap_or(cardinal);
        let stem = stem
            .strip_suffix('e')
            .filter(|_| stem == "veinte")
            .map_or(stem, |_| stem);
        let plain = stem
            .replace("dieciséis", "dieciseis")
            .replace("veintidós", "veintidos");
        one_word.then(|| match plain.ends_with('a') {
            true => format!("{plain}vo"),
            false => format!("{plain}avo"),
        })
    },
    and: "y",
};

pub(super) const ELECTRONIC: electronic::Words = electronic::Words {
    at: "arroba",
    dot: "punto",
    slash: "barra",
    dash: "guion",
    underscore: "guion bajo",
    colon: "dos puntos",
    plus: "más",
    equals: "es igual a",
    hashtag: "hashtag",
    handle: "arroba",
    version: "versión",
    number: |digits| NUMBERS.with_zeros(digits, Form::Alone),
    digits: |digits| NUMBERS.digits(digits),
    said: &[
        "com", "org", "net", "info", "es", "edu", "gob", "cat", "app", "dev", "zip", "eu",
    ],
    habits: &ADDRESSES,
};

pub(super) const MATHS: maths::Words = maths::Words {
    signs: &[
        ('+', "más"),
        ('−', "menos"),
        ('×', "por"),
        ('*', "por"),
        ('⋅', "por"),
        ('÷', "dividido entre"),
        ('=', "es igual a"),
        ('>', "es mayor que"),
        ('<', "es menor que"),
        ('≥', "es mayor o igual que"),
        ('≤', "es menor o igual que"),
        ('≠', "es distinto de"),
        ('≈', "aproximadamente"),
        ('±', "más menos"),
    ],
    by: "por",
    cross: "por",
    to: "a",
    squared: "al cuadrado",
    cubed: "al cubo",
    power: "elevado a",
    root: "raíz cuadrada de",
    minus: "menos",
};

pub(super) const SYMBOLS: &[(&str, &str)] = &[
    ("&", "y"),
    ("＆", "y"),
    ("@", "arroba"),
    ("＠", "arroba"),
    ("+", "más"),
    ("=", "es igual a"),
    ("×", "por"),
    ("÷", "dividido entre"),
    ("±", "más menos"),
    ("≈", "aproximadamente"),
    ("≥", "es mayor o igual que"),
    ("≤", "es menor o igual que"),
    ("√", "raíz cuadrada de"),
    ("%", "por ciento"),
    ("°", "grados"),
    ("©", "copyright"),
    ("§", "párrafo"),
    ("№", "número"),
    ("→", "a"),
    ("⇒", "a"),
    ("➡", "a"),
    ("C++", "C más más"),
    ("C#", "C sharp"),
    ("F#", "F sharp"),
];

pub(super) const PHONE: Plan = Plan {
    groups: &[&[3, 3, 3], &[3, 2, 2, 2], &[2, 3, 2, 2]],
    first: &['6', '7', '8', '9'],
    codes: &[],
    told: &[&[9]],
    cues: list!("tel teléfono teléfonos tlf tfno móvil whatsapp fax llame llamar llama"),
    postal: &["cp", "c.p", "postal"],
    pairs: true,
    six: "seis",
};
pub(super) const AMERICAN_PHONE: Plan = Plan {
    groups: &[&[2, 4, 4], &[3, 3, 4]],
    first: &['2', '3', '4', '5', '6', '7', '8', '9'],
    codes: &[&[3, 3, 4]],
    told: &[&[4, 4], &[3, 4], &[10]],
    ..PHONE
};

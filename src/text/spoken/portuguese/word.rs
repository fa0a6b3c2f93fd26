//! Portuguese words for dates, times, parts, signs, addresses and telephones.

use super::super::form::electronic;
use super::super::form::maths;
use super::super::list::list;
use super::super::romance::iberian::fraction::Parts;
use super::super::romance::iberian::phone::Plan;
use super::super::romance::iberian::time::Clock;
use super::super::romance::iberian::{ADDRESSES, Form};
use super::number::{BRAZILIAN, EUROPEAN};

pub(super) const MONTHS: [(&str, &str); 12] = [
    ("janeiro", "jan"),
    ("fevereiro", "fev"),
    ("março", "mar"),
    ("abril", "abr"),
    ("maio", "mai"),
    ("junho", "jun"),
    ("julho", "jul"),
    ("agosto", "ago"),
    ("setembro", "set"),
    ("outubro", "out"),
    ("novembro", "nov"),
    ("dezembro", "dez"),
];

pub(super) const BEFORE_DATE: &[&str] = list!(
    "dia em no segunda terça quarta quinta sexta sábado domingo segunda-feira terça-feira
     quarta-feira quinta-feira sexta-feira"
);

pub(super) const CLOCK: Clock = Clock {
    before: &["às", "as", "à", "das", "pelas", "até"],
    hour: ["hora", "horas"],
    minute: ["minuto", "minutos"],
    second: ["segundo", "segundos"],
    and: "e",
    link: "e ",
    halves: [
        "da madrugada",
        "da manhã",
        "da tarde",
        "da tarde",
        "da noite",
    ],
};

pub(super) const FRACTIONS: Parts = Parts {
    half: ["meio", "meia"],
    small: &[
        "terço", "quarto", "quinto", "sexto", "sétimo", "oitavo", "nono", "décimo",
    ],
    hundredth: "centésimo",
    thousandth: "milésimo",
    other: |cardinal| Some(format!("{cardinal} avos")),
    and: "e",
};

pub(super) const BRAZILIAN_ELECTRONIC: electronic::Words = electronic::Words {
    at: "arroba",
    dot: "ponto",
    slash: "barra",
    dash: "hífen",
    underscore: "sublinhado",
    colon: "dois pontos",
    plus: "mais",
    equals: "é igual a",
    hashtag: "hashtag",
    handle: "arroba",
    version: "versão",
    number: |digits| BRAZILIAN.with_zeros(digits, Form::Alone),
    digits: |digits| BRAZILIAN.digits(digits),
    said: &[
        "com", "org", "net", "info", "gov", "edu", "app", "dev", "zip", "eu",
    ],
    habits: &ADDRESSES,
};
pub(super) const EUROPEAN_ELECTRONIC: electronic::Words = electronic::Words {
    number: |digits| EUROPEAN.with_zeros(digits, Form::Alone),
    ..BRAZILIAN_ELECTRONIC
};

pub(super) const MATHS: maths::Words = maths::Words {
    signs: &[
        ('+', "mais"),
        ('−', "menos"),
        ('×', "vezes"),
        ('*', "vezes"),
        ('⋅', "vezes"),
        ('÷', "dividido por"),
        ('=', "é igual a"),
        ('>', "é maior que"),
        ('<', "é menor que"),
        ('≥', "é maior ou igual a"),
        ('≤', "é menor ou igual a"),
        ('≠', "é diferente de"),
        ('≈', "cerca de"),
        ('±', "mais ou menos"),
    ],
    by: "vezes",
    cross: "a",
    to: "a",
    squared: "ao quadrado",
    cubed: "ao cubo",
    power: "elevado a",
    root: "raiz quadrada de",
    minus: "menos",
};

pub(super) const SYMBOLS: &[(&str, &str)] = &[
    ("&", "e"),
    ("＆", "e"),
    ("@", "arroba"),
    ("＠", "arroba"),
    ("+", "mais"),
    ("=", "é igual a"),
    ("×", "vezes"),
    ("÷", "dividido por"),
    ("±", "mais ou menos"),
    ("≈", "cerca de"),
    ("≥", "é maior ou igual a"),
    ("≤", "é menor ou igual a"),
    ("√", "raiz quadrada de"),
    ("%", "por cento"),
    ("°", "graus"),
    ("©", "copyright"),
    ("§", "parágrafo"),
    ("№", "número"),
    ("→", "a"),
    ("⇒", "a"),
    ("➡", "a"),
    ("C++", "C mais mais"),
    ("C#", "C sharp"),
    ("F#", "F sharp"),
];

pub(super) const BRAZILIAN_PHONE: Plan = Plan {
    groups: &[&[4, 3, 4], &[2, 5, 4], &[2, 4, 4], &[5, 4], &[2, 1, 4, 4]],
    first: &['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    codes: &[&[5, 4], &[5, 3], &[3, 3, 3, 2], &[4, 3, 4]],
    told: &[&[4, 4]],
    cues: list!("tel telefone telefones celular whatsapp fax ligue ligar fone telemóvel ligue"),
    postal: &["cep", "postal"],
    pairs: false,
    six: "meia",
};
pub(super) const EUROPEAN_PHONE: Plan = Plan {
    groups: &[&[3, 3, 3], &[2, 3, 2, 2], &[3, 2, 2, 2]],
    first: &['2', '3', '7', '8', '9'],
    codes: &[&[4, 3]],
    told: &[&[9]],
    six: "seis",
    ..BRAZILIAN_PHONE
};

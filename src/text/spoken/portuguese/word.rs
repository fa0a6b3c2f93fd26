//! Portuguese words for dates, times, parts, signs, addresses and telephones.

use super::super::iberian::electronic;
use super::super::iberian::fraction::Parts;
use super::super::iberian::maths;
use super::super::iberian::phone::Plan;
use super::super::iberian::time::Clock;

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

pub(super) const BEFORE_DATE: &[&str] = &[
    "dia",
    "em",
    "no",
    "segunda",
    "terça",
    "quarta",
    "quinta",
    "sexta",
    "sábado",
    "domingo",
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
];

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

pub(super) const ELECTRONIC: electronic::Signs = electronic::Signs {
    dot: "ponto",
    slash: "barra",
    dash: "hífen",
    underscore: "sublinhado",
    colon: "dois pontos",
    version: "versão",
    said: &[
        "com", "org", "net", "info", "gov", "edu", "app", "dev", "zip", "eu",
    ],
};

pub(super) const SIGNS: maths::Signs = maths::Signs {
    and: "e",
    times: "vezes",
    by: "por",
    cross: "a",
    divided: "dividido por",
    equals: "é igual a",
    greater: "é maior que",
    smaller: "é menor que",
    at_least: "é maior ou igual a",
    at_most: "é menor ou igual a",
    unequal: "é diferente de",
    root: "raiz quadrada de",
    squared: "ao quadrado",
    cubed: "ao cubo",
    power: "elevado a",
    number: "número",
    thousand: "mil",
    percent: "por cento",
    paragraph: "parágrafo",
    degrees: "graus",
};

pub(super) const BRAZILIAN_PHONE: Plan = Plan {
    groups: &[&[4, 3, 4], &[2, 5, 4], &[2, 4, 4], &[5, 4], &[2, 1, 4, 4]],
    first: &['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    codes: &[&[5, 4], &[5, 3], &[3, 3, 3, 2], &[4, 3, 4]],
    told: &[&[4, 4]],
    cues: &[
        "tel",
        "telefone",
        "telefones",
        "celular",
        "whatsapp",
        "fax",
        "ligue",
        "ligar",
        "fone",
        "telemóvel",
        "ligue",
    ],
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

//! Spanish numbers: the long scale, gender and apocope.

use super::super::figure::value;
use super::super::romance::Gender;
use super::super::romance::iberian::Form;
use super::super::romance::iberian::number::Numbers;
use super::super::romance::iberian::ordinal::Ordinals;
use super::super::romance::number::Words;

const SMALL: [&str; 30] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];
const TENS: [&str; 10] = [
    "",
    "",
    "",
    "treinta",
    "cuarenta",
    "cincuenta",
    "sesenta",
    "setenta",
    "ochenta",
    "noventa",
];
/// Without the ending of their gender.
const HUNDREDS: [&str; 10] = [
    "",
    "ciento",
    "doscient",
    "trescient",
    "cuatrocient",
    "quinient",
    "seiscient",
    "setecient",
    "ochocient",
    "novecient",
];
/// Powers of a million: one and many.
const SCALES: [(&str, &str); 3] = [
    ("millón", "millones"),
    ("billón", "billones"),
    ("trillón", "trillones"),
];

pub(super) const NUMBERS: Numbers = Numbers {
    cardinal,
    longest: 24,
    words: Words {
        digits: &SMALL,
        comma: "coma",
        dot: "punto",
        minus: "menos",
        plus: "más",
        plus_minus: "más menos",
        about: "aproximadamente",
        less: "menos de",
        more: "más de",
    },
};

pub(super) const ORDINALS: Ordinals = Ordinals {
    ones: &[
        "",
        "primer",
        "segund",
        "tercer",
        "cuart",
        "quint",
        "sext",
        "séptim",
        "octav",
        "noven",
        "décim",
        "undécim",
        "duodécim",
        "decimotercer",
        "decimocuart",
        "decimoquint",
        "decimosext",
        "decimoséptim",
        "decimoctav",
        "decimonoven",
    ],
    tens: &[
        "",
        "",
        "vigésim",
        "trigésim",
        "cuadragésim",
        "quincuagésim",
        "sexagésim",
        "septuagésim",
        "octogésim",
        "nonagésim",
    ],
    hundreds: &[
        "",
        "centésim",
        "ducentésim",
        "tricentésim",
        "cuadringentésim",
        "quingentésim",
        "sexcentésim",
        "septingentésim",
        "octingentésim",
        "noningentésim",
    ],
    thousand: "milésim",
    short: &["primer", "tercer", "decimotercer"],
    masculine: &["º", "ro", "do", "to", "mo", "vo", "no"],
    feminine: &["ª", "ra", "da", "ta", "ma", "va", "na"],
    cut: &["er"],
    masculine_plural: &["os", "ºs"],
    feminine_plural: &["as", "ªs"],
};

/// At most 24 digits that begin with no zero.
fn cardinal(digits: &str, form: Form) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut rest = digits;
    while !rest.is_empty() {
        let (group, after) = rest.split_at((rest.len() - 1) % 6 + 1);
        match (value(group), after.len() / 6) {
            (0, _) => {}
            (group, 0) => words.push(below_million(group, form)),
            (1, scale) => words.push(format!("un {}", SCALES[scale - 1].0)),
            (group, scale) => {
                let form = Form::Before(Gender::Masculine);
                words.push(format!(
                    "{} {}",
                    below_million(group, form),
                    SCALES[scale - 1].1
                ));
            }
        }
        rest = after;
    }
    words.join(" ")
}

/// "veintiún mil doscientas una".
fn below_million(value: usize, form: Form) -> String {
    let (thousands, rest) = (value / 1000, value % 1000);
    let before = match thousands {
        0 => return below_thousand(rest, form, gender(form)),
        1 => "mil".to_owned(),
        _ => {
            let count = below_thousand(thousands, Form::Before(Gender::Masculine), gender(form));
            format!("{count} mil")
        }
    };
    match rest {
        0 => before,
        rest => format!("{before} {}", below_thousand(rest, form, gender(form))),
    }
}

fn gender(form: Form) -> Gender {
    match form {
        Form::Before(gender) => gender,
        Form::Alone => Gender::Masculine,
    }
}

/// Hundreds agree by `hundreds`, "one" by `form`.
fn below_thousand(value: usize, form: Form, hundreds: Gender) -> String {
    let ending = match (value / 100, hundreds) {
        (0 | 1, _) => "",
        (_, Gender::Masculine) => "os",
        (_, Gender::Feminine) => "as",
    };
    match (value / 100 % 10, value % 100) {
        (0, rest) => below_hundred(rest, form),
        (1, 0) => "cien".into(),
        (count, 0) => format!("{}{ending}", HUNDREDS[count]),
        (count, rest) => format!("{}{ending} {}", HUNDREDS[count], below_hundred(rest, form)),
    }
}

fn below_hundred(value: usize, form: Form) -> String {
    let one = match form {
        Form::Alone => "uno",
        Form::Before(Gender::Masculine) => "un",
        Form::Before(Gender::Feminine) => "una",
    };
    match (value, value % 10) {
        (1, _) => one.into(),
        (21, _) if form == Form::Before(Gender::Masculine) => "veintiún".into(),
        (21, _) => format!("veinti{one}"),
        (0..30, _) => SMALL[value].into(),
        (_, 0) => TENS[value / 10 % 10].into(),
        (_, 1) => format!("{} y {one}", TENS[value / 10 % 10]),
        (_, ones) => format!("{} y {}", TENS[value / 10 % 10], SMALL[ones]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_hundreds_agree_with_what_they_count() {
        let he = Form::Before(Gender::Masculine);
        let she = Form::Before(Gender::Feminine);
        let table = [
            ("1", he, "un"),
            ("21", he, "veintiún"),
            ("21", she, "veintiuna"),
            ("31", Form::Alone, "treinta y uno"),
            ("100", he, "cien"),
            ("101", he, "ciento un"),
            ("555", she, "quinientas cincuenta y cinco"),
            ("21000", she, "veintiún mil"),
            ("200200", she, "doscientas mil doscientas"),
            ("1000000", she, "un millón"),
            ("200000000", she, "doscientos millones"),
            ("1000000000", he, "mil millones"),
            ("2000001000000", he, "dos billones un millón"),
        ];
        for (digits, form, words) in table {
            assert_eq!(cardinal(digits, form), words, "{digits}");
        }
    }
}

//! Portuguese numbers: "e" between their parts, gender, and two countries' scales.

use super::super::figure::value;
use super::super::romance::Gender;
use super::super::romance::iberian::Form;
use super::super::romance::iberian::number::Numbers;
use super::super::romance::iberian::ordinal::Ordinals;
use super::super::romance::number::Words;

/// What differs between Brazil and Portugal.
struct Usage {
    teens: [&'static str; 10],
    /// From the million on, by thousands: one and many.
    scales: &'static [(&'static str, &'static str)],
}

/// Names every thousand anew.
const BRAZIL: Usage = Usage {
    teens: [
        "dez",
        "onze",
        "doze",
        "treze",
        "catorze",
        "quinze",
        "dezesseis",
        "dezessete",
        "dezoito",
        "dezenove",
    ],
    scales: &[
        ("milhão", "milhões"),
        ("bilhão", "bilhões"),
        ("trilhão", "trilhões"),
        ("quatrilhão", "quatrilhões"),
        ("quintilhão", "quintilhões"),
    ],
};
/// Names every million anew; between them are thousands.
const PORTUGAL: Usage = Usage {
    teens: [
        "dez",
        "onze",
        "doze",
        "treze",
        "catorze",
        "quinze",
        "dezasseis",
        "dezassete",
        "dezoito",
        "dezanove",
    ],
    scales: &[
        ("milhão", "milhões"),
        ("bilião", "biliões"),
        ("trilião", "triliões"),
    ],
};

const ONES: [&str; 10] = [
    "zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove",
];
const TENS: [&str; 10] = [
    "",
    "",
    "vinte",
    "trinta",
    "quarenta",
    "cinquenta",
    "sessenta",
    "setenta",
    "oitenta",
    "noventa",
];
/// Without the ending of their gender.
const HUNDREDS: [&str; 10] = [
    "",
    "cento",
    "duzent",
    "trezent",
    "quatrocent",
    "quinhent",
    "seiscent",
    "setecent",
    "oitocent",
    "novecent",
];

const COMMON: Numbers = Numbers {
    cardinal: in_brazil,
    longest: 18,
    words: Words {
        digits: &ONES,
        comma: "vírgula",
        dot: "ponto",
        minus: "menos",
        plus: "mais",
        plus_minus: "mais ou menos",
        about: "cerca de",
        less: "menos de",
        more: "mais de",
    },
};
pub(super) const BRAZILIAN: Numbers = COMMON;
pub(super) const EUROPEAN: Numbers = Numbers {
    cardinal: in_portugal,
    longest: 24,
    ..COMMON
};

pub(super) const ORDINALS: Ordinals = Ordinals {
    ones: &[
        "", "primeir", "segund", "terceir", "quart", "quint", "sext", "sétim", "oitav", "non",
        "décim", "", "", "", "", "", "", "", "", "",
    ],
    tens: &[
        "",
        "décim",
        "vigésim",
        "trigésim",
        "quadragésim",
        "quinquagésim",
        "sexagésim",
        "septuagésim",
        "octogésim",
        "nonagésim",
    ],
    hundreds: &[
        "",
        "centésim",
        "ducentésim",
        "trecentésim",
        "quadringentésim",
        "quingentésim",
        "sexcentésim",
        "septingentésim",
        "octingentésim",
        "nongentésim",
    ],
    thousand: "milésim",
    short: &[],
    masculine: &["º"],
    feminine: &["ª"],
    cut: &[],
    masculine_plural: &["os", "ºs"],
    feminine_plural: &["as", "ªs"],
};

fn in_brazil(digits: &str, form: Form) -> String {
    let mut groups: Vec<(usize, String)> = Vec::new();
    let mut rest = digits;
    while !rest.is_empty() {
        let (group, after) = rest.split_at((rest.len() - 1) % 3 + 1);
        let count = value(group);
        let words = match (count, after.len() / 3) {
            (0, _) => String::new(),
            (_, 0) => below_thousand(count, form, &BRAZIL),
            (1, 1) => "mil".into(),
            (_, 1) => format!("{} mil", below_thousand(count, form, &BRAZIL)),
            (1, scale) => format!("um {}", BRAZIL.scales[scale - 2].0),
            (_, scale) => {
                let count = below_thousand(count, Form::Alone, &BRAZIL);
                format!("{count} {}", BRAZIL.scales[scale - 2].1)
            }
        };
        groups.push((count, words));
        rest = after;
    }
    linked(groups)
}

fn in_portugal(digits: &str, form: Form) -> String {
    let mut groups: Vec<(usize, String)> = Vec::new();
    let mut rest = digits;
    while !rest.is_empty() {
        let (group, after) = rest.split_at((rest.len() - 1) % 6 + 1);
        let count = value(group);
        match (count, after.len() / 6) {
            (_, 0) => groups.extend(thousands(count, form)),
            (0, _) => {}
            (1, scale) => groups.push((1, format!("um {}", PORTUGAL.scales[scale - 1].0))),
            (_, scale) => {
                let count = linked(thousands(count, Form::Alone));
                groups.push((0, format!("{count} {}", PORTUGAL.scales[scale - 1].1)));
            }
        }
        rest = after;
    }
    linked(groups)
}

/// What stands before and after "mil".
fn thousands(count: usize, form: Form) -> Vec<(usize, String)> {
    let (high, low) = (count / 1000, count % 1000);
    let before = match high {
        0 => String::new(),
        1 => "mil".into(),
        _ => format!("{} mil", below_thousand(high, form, &PORTUGAL)),
    };
    let after = match low {
        0 => String::new(),
        low => below_thousand(low, form, &PORTUGAL),
    };
    vec![(high, before), (low, after)]
}

/// "e" before the last part if that is round or below a hundred: "mil e duzentos",
/// "mil duzentos e um".
fn linked(mut groups: Vec<(usize, String)>) -> String {
    groups.retain(|(_, words)| !words.is_empty());
    let last = groups.pop();
    let before = groups.into_iter().map(|(_, words)| words);
    let before = before.collect::<Vec<_>>().join(" ");
    match last {
        None => before,
        Some((_, words)) if before.is_empty() => words,
        Some((count, words)) if count < 100 || count % 100 == 0 => format!("{before} e {words}"),
        Some((_, words)) => format!("{before} {words}"),
    }
}

fn below_thousand(value: usize, form: Form, usage: &Usage) -> String {
    let ending = match (value / 100, form) {
        (0 | 1, _) => "",
        (_, Form::Before(Gender::Feminine)) => "as",
        _ => "os",
    };
    match (value / 100 % 10, value % 100) {
        (0, rest) => below_hundred(rest, form, usage),
        (1, 0) => "cem".into(),
        (count, 0) => format!("{}{ending}", HUNDREDS[count]),
        (count, rest) => format!(
            "{}{ending} e {}",
            HUNDREDS[count],
            below_hundred(rest, form, usage)
        ),
    }
}

fn below_hundred(value: usize, form: Form, usage: &Usage) -> String {
    let ones = match (value % 10, form) {
        (1, Form::Before(Gender::Feminine)) => "uma",
        (2, Form::Before(Gender::Feminine)) => "duas",
        (ones, _) => ONES[ones],
    };
    match (value / 10 % 10, value % 10) {
        (0, _) => ones.into(),
        (1, low) => usage.teens[low].into(),
        (tens, 0) => TENS[tens].into(),
        (tens, _) => format!("{} e {ones}", TENS[tens]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHE: Form = Form::Before(Gender::Feminine);

    #[test]
    fn the_last_part_is_linked_where_it_is_round_or_small() {
        let table = [
            ("1", Form::Alone, "um"),
            ("1200", Form::Alone, "mil e duzentos"),
            ("1005", Form::Alone, "mil e cinco"),
            ("1230", Form::Alone, "mil duzentos e trinta"),
            ("2500000", Form::Alone, "dois milhões e quinhentos mil"),
            ("2222", SHE, "duas mil duzentas e vinte e duas"),
            ("1000000000", Form::Alone, "um bilhão"),
            ("16", Form::Alone, "dezesseis"),
        ];
        for (digits, form, words) in table {
            assert_eq!(in_brazil(digits, form), words, "{digits}");
        }
    }

    #[test]
    fn portugal_counts_by_millions() {
        let table = [
            ("19", "dezanove"),
            ("1000000000", "mil milhões"),
            ("2000000000000", "dois biliões"),
            ("1200000", "um milhão e duzentos mil"),
            ("1000001", "um milhão e um"),
        ];
        for (digits, words) in table {
            assert_eq!(in_portugal(digits, Form::Alone), words, "{digits}");
        }
    }
}

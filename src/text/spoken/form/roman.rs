//! What a Roman numeral is worth, in any language.

/// The value of a numeral in capitals and its usual form, up to 3999.
pub(in super::super) fn value(numeral: &str) -> Option<usize> {
    const STEPS: &[(&str, usize)] = &[
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let (mut rest, mut value) = (numeral, 0);
    for (letters, worth) in STEPS {
        let most = if letters.len() == 1 { 3 } else { 1 };
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(letters) else {
                break;
            };
            (rest, value) = (after, value + worth);
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn a_numeral_counts_only_in_its_usual_form() {
        let table = [
            ("XIX", Some(19)),
            ("XXIII", Some(23)),
            ("IV", Some(4)),
            ("MCMXCIX", Some(1999)),
            ("IIII", None),
            ("IC", None),
            ("", None),
            ("mi", None),
        ];
        for (numeral, worth) in table {
            assert_eq!(value(numeral), worth, "{numeral}");
        }
    }
}

//! A voice's `MODEL_CARD`: who may use it, and where it comes from.

/// Longest line of a card that is shown.
const LONGEST: usize = 300;
/// What a licence says that forbids, or may forbid, a publisher's use.
const CAUTION: [&str; 6] = [
    "nc",
    "noncommercial",
    "commercial",
    "research",
    "unknown",
    "see",
];

/// What a card tells, as far as it could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The licence in the card's own words; `unknown` where it names none.
    pub licence: String,
    /// Where the recordings come from: the address that the card gives.
    pub dataset: Option<String>,
    /// The line about the voice that this one was trained on, if there was one.
    pub lineage: Option<String>,
}

impl Card {
    /// Reads a card; a line that is not of the usual form is passed over.
    pub fn read(text: &str) -> Self {
        let dataset = field(text, &["url"]);
        let licence = field(text, &["license", "licence"]);
        let licence = match (licence, &dataset) {
            (Some(licence), Some(url)) if licence.eq_ignore_ascii_case("see url") => {
                format!("see {url}")
            }
            (licence, _) => licence.unwrap_or_else(|| "unknown".to_owned()),
        };
        let lineage = text.lines().find(|line| {
            let line = line.to_ascii_lowercase().replace('-', "");
            line.contains("finetuned from")
        });
        Self {
            licence,
            dataset,
            lineage: lineage.map(shown),
        }
    }

    /// Whether the licence, by its words, may keep a publisher from using the voice.
    /// A hint for a person, no more.
    pub fn needs_reading(&self) -> bool {
        let words = self.licence.to_ascii_lowercase().replace("non-", "non");
        let mut words = words.split(|ch: char| !ch.is_ascii_alphanumeric());
        words.any(|word| CAUTION.contains(&word))
    }
}

/// The first line `* NAME: value`, in either spelling of the name.
fn field(text: &str, names: &[&str]) -> Option<String> {
    let value = text.lines().find_map(|line| {
        let (what, value) = line.split_once(':')?;
        let what = what.trim_start_matches(['*', '-', ' ']).trim();
        let named = names.iter().any(|name| what.eq_ignore_ascii_case(name));
        named.then(|| shown(value))
    });
    value.filter(|value| !value.is_empty())
}

/// A card is written by others: no control characters, no endless lines.
fn shown(line: &str) -> String {
    let line = line.trim().chars().filter(|ch| !ch.is_control());
    line.take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = "# Model card for x (medium)\n\n* Language: en_US\n\n## Dataset\n\n\
        * URL: https://a.example/x\n* License: CC BY 4.0\n\n## Training\n\n\
        Finetuned from U.S. English \u{1b}[31mlessac voice.\n";

    #[test]
    fn licence_dataset_and_lineage_are_found() {
        let card = Card::read(CARD);
        assert_eq!(card.licence, "CC BY 4.0");
        assert_eq!(card.dataset.as_deref(), Some("https://a.example/x"));
        let lineage = card.lineage.unwrap();
        assert!(
            lineage.contains("lessac") && !lineage.contains('\u{1b}'),
            "{lineage}"
        );
    }

    #[test]
    fn a_licence_that_only_points_elsewhere_says_where() {
        let card = Card::read(&CARD.replace("CC BY 4.0", "See URL"));
        assert_eq!(card.licence, "see https://a.example/x");
        assert_eq!(Card::read("").licence, "unknown");
    }

    #[test]
    fn licences_to_be_read_first_are_told_from_free_ones() {
        for (licence, read_first) in [
            ("public domain", false),
            ("CC0", false),
            ("CC BY 4.0", false),
            ("CC BY-NC-SA 4.0", true),
            ("Non-commercial use only", true),
            ("See URL", true),
            ("", true),
        ] {
            let card = Card::read(&format!("* License: {licence}"));
            assert_eq!(card.needs_reading(), read_first, "{licence:?}");
        }
    }
}

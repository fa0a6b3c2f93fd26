//! The lexicon as W3C PLS 1.0 (<https://www.w3.org/TR/pronunciation-lexicon/>).
//!
//! Of a lexeme with several pronunciations the preferred one counts, else the first;
//! phonemes and aliases have equal rights. Writings are matched exactly, case included.
//! Alphabets: `ipa`, and `x-espeak` for espeak-ng's names. `role`, `example`, `meta` and
//! `metadata` are passed over. DTDs and entities of one's own are refused.

use roxmltree::{Document, Node};

use super::{Entry, Fault};
use crate::text::{Alphabet, Boundary, Case, Draft, Pronunciation, Said, Written};

const NAMESPACE: &str = "http://www.w3.org/2005/01/pronunciation-lexicon";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Reads a file; entries in its order.
pub(super) fn read(text: &str) -> Result<Vec<Entry>, Fault> {
    let page = Document::parse(text).map_err(|error| Fault {
        line: error.pos().row as usize,
        what: format!("it is not well-formed XML without a DTD ({error})"),
    })?;
    let root = page.root_element();
    if root.tag_name().name() != "lexicon" || !is_ours(root) {
        let what = format!("the outermost element must be <lexicon xmlns=\"{NAMESPACE}\">");
        return Err(fault(root, what));
    }
    let lexicon = Pls {
        alphabet: root.attribute("alphabet"),
        language: root.attribute((XML, "lang")),
    };
    let mut entries = Vec::new();
    for lexeme in elements(root, "lexeme") {
        lexicon.read_lexeme(lexeme, &mut entries)?;
    }
    Ok(entries)
}

/// What holds for the whole file.
struct Pls<'d> {
    alphabet: Option<&'d str>,
    language: Option<&'d str>,
}

impl Pls<'_> {
    fn read_lexeme(&self, lexeme: Node<'_, '_>, into: &mut Vec<Entry>) -> Result<(), Fault> {
        let said = self.said(lexeme)?;
        let mut graphemes = elements(lexeme, "grapheme").peekable();
        if graphemes.peek().is_none() {
            return Err(fault(
                lexeme,
                "the lexeme has no <grapheme>; give what is written",
            ));
        }
        into.extend(graphemes.map(|grapheme| Entry {
            line: line_of(grapheme),
            draft: Draft {
                written: Written::Words(text_of(grapheme)),
                said: said.clone(),
                language: self.language.map(str::to_owned),
                voices: Vec::new(),
                case: Some(Case::Exact),
                boundary: Boundary::Word,
            },
        }));
        Ok(())
    }

    fn said(&self, lexeme: Node<'_, '_>) -> Result<Said, Fault> {
        let ways = || {
            let named = |node: &Node<'_, '_>| matches!(node.tag_name().name(), "phoneme" | "alias");
            lexeme
                .children()
                .filter(move |node| is_ours(*node) && named(node))
        };
        let preferred = ways().find(|way| way.attribute("prefer") == Some("true"));
        let Some(way) = preferred.or_else(|| ways().next()) else {
            return Err(fault(
                lexeme,
                "the lexeme has neither <phoneme> nor <alias>; give how it is read",
            ));
        };
        if way.tag_name().name() == "alias" {
            return Ok(Said::Alias(text_of(way)));
        }
        let alphabet = match way.attribute("alphabet").or(self.alphabet) {
            Some("ipa") => Alphabet::Ipa,
            Some("x-espeak" | "x-espeak-ng") => Alphabet::Espeak,
            other => {
                let other = other.unwrap_or("none");
                let what =
                    format!("the alphabet is {other:?}; aloud reads \"ipa\" and \"x-espeak\"");
                return Err(fault(way, what));
            }
        };
        let phonemes = text_of(way);
        Ok(Said::Sounds(Pronunciation { alphabet, phonemes }))
    }
}

fn elements<'a, 'd: 'a>(
    of: Node<'a, 'd>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'd>> {
    let named = move |node: &Node<'a, 'd>| node.tag_name().name() == name && is_ours(*node);
    of.children().filter(named)
}

/// Files without the namespace are common and mean the same.
fn is_ours(node: Node<'_, '_>) -> bool {
    node.is_element()
        && node
            .tag_name()
            .namespace()
            .is_none_or(|space| space == NAMESPACE)
}

/// White space counts as XML Schema's token: collapsed.
fn text_of(node: Node<'_, '_>) -> String {
    let pieces = node
        .descendants()
        .filter_map(|inner| inner.is_text().then(|| inner.text())?);
    let whole: String = pieces.collect();
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn line_of(node: Node<'_, '_>) -> usize {
    node.document().text_pos_at(node.range().start).row as usize
}

fn fault(node: Node<'_, '_>, what: impl Into<String>) -> Fault {
    Fault {
        line: line_of(node),
        what: what.into(),
    }
}

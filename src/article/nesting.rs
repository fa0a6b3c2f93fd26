//! How deep a page's elements may stand in each other.
//!
//! Parsing compares every new element with those still open, so a page of a hundred
//! thousand open elements would cost as many squared. A glance at the tags refuses
//! it before it is parsed.

use std::collections::HashMap;

/// Deepest nesting that is read; browsers stop at 512.
pub(super) const MAX_DEPTH: usize = 512;

/// Elements that hold nothing, or that end by themselves when the next one starts.
const FLAT: &[&str] = &[
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html",
    "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source",
    "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Byte at which `html` first has more than [`MAX_DEPTH`] elements open, as far as
/// its tags tell.
pub(super) fn too_deep(html: &str) -> Option<usize> {
    let mut open = Open::default();
    for (at, _) in html.match_indices('<') {
        open.tag(&html[at + 1..]);
        if open.depth > MAX_DEPTH {
            return Some(at);
        }
    }
    None
}

/// How many elements of each name are open.
#[derive(Default)]
struct Open {
    names: HashMap<String, usize>,
    depth: usize,
}

impl Open {
    fn tag(&mut self, tag: &str) {
        let (closes, tag) = match tag.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, tag),
        };
        let Some(name) = name_of(tag) else { return };
        let closes_itself = self.in_drawing() && closes_itself(tag);
        let count = self.names.entry(name).or_default();
        if closes && *count > 0 {
            *count -= 1;
            self.depth -= 1;
        } else if !closes && !closes_itself {
            *count += 1;
            self.depth += 1;
        }
    }

    /// Only inside drawings and formulas does `<path/>` close itself.
    fn in_drawing(&self) -> bool {
        let open = |name: &str| self.names.get(name).is_some_and(|count| *count > 0);
        open("svg") || open("math")
    }
}

/// The name of an element that can nest.
fn name_of(tag: &str) -> Option<String> {
    let end = tag.find(|ch: char| !ch.is_ascii_alphanumeric() && ch != '-');
    let name = &tag[..end.unwrap_or(tag.len())];
    let nests = name.starts_with(|ch: char| ch.is_ascii_alphabetic());
    let name = name.to_ascii_lowercase();
    (nests && !FLAT.contains(&name.as_str())).then_some(name)
}

fn closes_itself(tag: &str) -> bool {
    // An attribute may hold `>`; then the tag counts as open, on the safe side.
    tag.split('>').next().is_some_and(|tag| tag.ends_with('/'))
}

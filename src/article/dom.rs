//! A page → what is spoken: one walk, in the order of the page, without recursion.

use dom_query::{Document, Element, NodeData, NodeRef};

use std::collections::HashSet;

use super::front::{Abbreviations, Images, Ruby, Wishes, language_tag};
use super::nesting;
use super::script::{Gap, Given, Script, Style};
use super::source::{Source, line_breaks};
use crate::error::Result;
use crate::text::{Alphabet, Passage, Pronunciation};

/// Elements that are never spoken: no text, not for listeners, or apart from the
/// running text.
const SILENT: &[&str] = &[
    "aside", "audio", "button", "canvas", "datalist", "embed", "footer", "form", "head", "iframe",
    "input", "math", "menu", "nav", "noscript", "object", "pre", "rp", "rt", "rtc", "script",
    "select", "style", "svg", "template", "textarea", "title", "video",
];

/// Classes that silence a part: aloud's own, those of other read-aloud services,
/// texts for screen readers only, permanent links and footnotes.
const SILENT_CLASSES: &[&str] = &[
    "nospeech",
    "no-read-aloud",
    "rs_skip",
    "sr-only",
    "screen-reader-text",
    "visually-hidden",
    "anchor-link",
    "header-anchor",
    "headerlink",
    "heading-anchor",
    "footnote-definition",
    "footnote-ref",
    "footnote-reference",
    "footnotes",
];

/// Roles that silence a part: footnotes and navigation.
const SILENT_ROLES: &[&str] = &[
    "doc-backlink",
    "doc-endnotes",
    "doc-footnote",
    "doc-noteref",
    "navigation",
];

/// Elements that are blocks of their own, and what stands around them.
const BLOCKS: &[(Gap, &[&str])] = &[
    (
        Gap::Paragraph,
        &[
            "article",
            "aside",
            "blockquote",
            "details",
            "dl",
            "fieldset",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "ul",
        ],
    ),
    (
        Gap::Line,
        &[
            "address",
            "br",
            "caption",
            "center",
            "dd",
            "dialog",
            "div",
            "dt",
            "figcaption",
            "legend",
            "li",
            "summary",
            "tbody",
            "tfoot",
            "thead",
            "tr",
        ],
    ),
    (Gap::Cell, &["td", "th"]),
];

/// What a walk found.
pub(super) struct Spoken {
    pub(super) passage: Passage,
    /// The text of the first `h1`.
    pub(super) first_heading: Option<String>,
}

/// Parses a page or a piece of one.
pub(super) fn parse(source: &Source<'_>, html: &str) -> Result<Document> {
    if let Some(at) = nesting::too_deep(html) {
        let line = 1 + line_breaks(&html.as_bytes()[..at]);
        let what = format!("elements nested more than {} deep.", nesting::MAX_DEPTH);
        return Err(source.fault("nested_too_deeply", line, &what));
    }
    Ok(Document::from(html))
}

/// Everything under `root` that is to be spoken. `language` is the page's.
pub(super) fn walk(root: NodeRef<'_>, language: Option<String>, wishes: &Wishes) -> Spoken {
    let mut walk = Walk {
        script: Script::default(),
        styles: vec![Style::default()],
        items: 0,
        language,
        wishes,
        first_heading: None,
        ruby: None,
        explained: HashSet::new(),
    };
    walk.run(root);
    Spoken {
        passage: walk.script.finish(walk.language),
        first_heading: walk.first_heading,
    }
}

/// What is still to do.
enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(Entered),
}

/// An element whose inside is being walked.
struct Entered {
    gap: Gap,
    /// Whether it is a list item.
    item: bool,
    /// Where the text of an `h1` began.
    title_from: Option<usize>,
    /// Where its text began, and how it is read.
    read: Option<(usize, Reading)>,
    name: RubyPart,
}

/// How the inside of an element is read.
enum Reading {
    As(Given),
    /// An abbreviation, by its title.
    LongForm(String),
}

/// What an element is to a `<ruby>`.
#[derive(Clone, Copy, PartialEq)]
enum RubyPart {
    None,
    Whole,
    Above,
}

/// A word with its reading above it, so far.
struct Annotated {
    from: usize,
    /// Where what is below the next annotation begins.
    base: usize,
    reading: String,
    /// The annotation under way.
    above: Option<String>,
}

struct Walk<'w> {
    script: Script,
    /// One for each element entered, the innermost last; never empty.
    styles: Vec<Style>,
    /// How many list items are entered.
    items: usize,
    language: Option<String>,
    wishes: &'w Wishes,
    first_heading: Option<String>,
    ruby: Option<Annotated>,
    /// Abbreviations whose long form was said.
    explained: HashSet<String>,
}

impl Walk<'_> {
    fn run(&mut self, root: NodeRef<'_>) {
        let mut steps = vec![Step::Enter(root)];
        while let Some(step) = steps.pop() {
            let node = match step {
                Step::Enter(node) => node,
                Step::Leave(entered) => {
                    self.leave(&entered);
                    continue;
                }
            };
            let entered = node.query(|tree_node| match &tree_node.data {
                NodeData::Text { contents } => self.text(contents),
                NodeData::Element(element) => self.enter(element),
                NodeData::Document | NodeData::Fragment => Some(self.enter_with("", None)),
                _ => None,
            });
            if let Some(entered) = entered.flatten() {
                steps.push(Step::Leave(entered));
                steps.extend(node.children_it(true).map(Step::Enter));
            }
        }
    }

    fn text(&mut self, text: &str) -> Option<Entered> {
        if let Some(above) = self.ruby.as_mut().and_then(|ruby| ruby.above.as_mut()) {
            above.push_str(text);
            return None;
        }
        if let Some(style) = self.styles.last() {
            self.script.push(text, style);
        }
        None
    }

    /// Begins an element; `None` where its inside is not spoken.
    fn enter(&mut self, element: &Element) -> Option<Entered> {
        let name = element.name.local.as_ref();
        if name == "img" {
            return self.image(element);
        }
        if name == "rt" && self.ruby.as_ref().is_some_and(|ruby| ruby.above.is_none()) {
            return Some(self.enter_with(name, None));
        }
        if is_silent(name, element) {
            // What is left out still parts what stands around it.
            self.script.gap(gap_of(name));
            return None;
        }
        if name == "br" {
            self.line_break();
            return None;
        }
        Some(self.enter_with(name, Some(element)))
    }

    fn enter_with(&mut self, name: &str, element: Option<&Element>) -> Entered {
        let inner_list = self.items > 0 && matches!(name, "ol" | "ul");
        let entered = Entered {
            gap: if inner_list { Gap::Line } else { gap_of(name) },
            item: name == "li",
            title_from: (name == "h1").then(|| self.script.len()),
            read: element
                .and_then(|element| self.reading(name, element))
                .map(|reading| (self.script.len(), reading)),
            name: self.enter_ruby(name),
        };
        self.script.gap(entered.gap);
        self.items += usize::from(entered.item);
        let mut style = self.styles.last().cloned().unwrap_or_default();
        style.heading |= matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let tag = element.and_then(|element| attribute(element, "lang"));
        if let Some(tag) = tag.and_then(language_tag) {
            style.language = self.foreign(tag);
        }
        self.styles.push(style);
        entered
    }

    fn leave(&mut self, entered: &Entered) {
        self.leave_ruby(entered.name);
        if let Some((from, reading)) = &entered.read {
            self.read(*from, reading);
        }
        self.styles.pop();
        self.items -= usize::from(entered.item);
        self.script.gap(entered.gap);
        if let (Some(from), None) = (entered.title_from, &self.first_heading) {
            let title = self.script.since(from);
            self.first_heading = (!title.is_empty()).then(|| title.to_owned());
        }
    }

    /// How the author of the page has the inside of an element read.
    fn reading(&mut self, name: &str, element: &Element) -> Option<Reading> {
        if let Some(words) = attribute(element, "data-say") {
            return Some(Reading::As(Given::Words(words.to_owned())));
        }
        if let Some(sounds) = attribute(element, "data-ipa") {
            match Pronunciation::new(Alphabet::Ipa, sounds) {
                Ok(sounds) => return Some(Reading::As(Given::Sounds(sounds))),
                Err(what) => self.script.warn(sounds, &what),
            }
        }
        let title = attribute(element, "title").filter(|title| !title.trim().is_empty());
        let is_wanted = name == "abbr" && self.wishes.abbr != Abbreviations::Never;
        title
            .filter(|_| is_wanted)
            .map(|title| Reading::LongForm(title.to_owned()))
    }

    fn read(&mut self, from: usize, reading: &Reading) {
        match reading {
            Reading::As(given) => self.script.read_since(from, given.clone()),
            Reading::LongForm(title) => {
                let is_new = self.explained.insert(self.script.since(from).to_owned());
                if is_new || self.wishes.abbr == Abbreviations::Always {
                    self.script.read_since(from, Given::Words(title.clone()));
                }
            }
        }
    }

    fn enter_ruby(&mut self, name: &str) -> RubyPart {
        let at = self.script.len();
        match (name, &mut self.ruby) {
            ("ruby", ruby @ None) if self.wishes.ruby == Ruby::Kana => {
                *ruby = Some(Annotated {
                    from: at,
                    base: at,
                    reading: String::new(),
                    above: None,
                });
                RubyPart::Whole
            }
            ("rt", Some(ruby)) => {
                ruby.above = Some(String::new());
                RubyPart::Above
            }
            _ => RubyPart::None,
        }
    }

    /// What stands above nothing, or below nothing, is read as it is.
    fn leave_ruby(&mut self, part: RubyPart) {
        let Some(ruby) = self.ruby.as_mut().filter(|_| part != RubyPart::None) else {
            return;
        };
        let base = self.script.since(ruby.base).to_owned();
        ruby.base = self.script.len();
        match ruby.above.take() {
            Some(above) if !above.trim().is_empty() => ruby.reading.push_str(above.trim()),
            _ => ruby.reading.push_str(&base),
        }
        if part == RubyPart::Whole
            && let Some(ruby) = self.ruby.take()
            && !ruby.reading.is_empty()
            && ruby.reading.chars().all(is_kana)
        {
            self.script
                .read_since(ruby.from, Given::Words(ruby.reading));
        }
    }

    /// A language other than the page's.
    fn foreign(&self, tag: String) -> Option<String> {
        let own = self.language.as_deref();
        (!own.is_some_and(|own| own.eq_ignore_ascii_case(&tag))).then_some(tag)
    }

    fn image(&mut self, element: &Element) -> Option<Entered> {
        let alt = attribute(element, "alt").filter(|_| self.wishes.images == Images::Alt);
        self.script.gap(Gap::Space);
        if let (Some(alt), Some(style)) = (alt, self.styles.last()) {
            self.script.push(alt, style);
            self.script.gap(Gap::Space);
        }
        None
    }

    /// One ends a line, the next one after it a paragraph.
    fn line_break(&mut self) {
        let again = self.script.pending() == Gap::Line;
        self.script
            .gap(if again { Gap::Paragraph } else { Gap::Line });
    }
}

/// Hiragana, katakana and the marks among them.
fn is_kana(ch: char) -> bool {
    matches!(ch, '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}')
        || ch == ' '
}

fn gap_of(name: &str) -> Gap {
    let block = BLOCKS.iter().find(|(_, names)| names.contains(&name));
    block.map_or(Gap::None, |(gap, _)| *gap)
}

fn is_silent(name: &str, element: &Element) -> bool {
    let has = |name: &str| attribute(element, name).is_some();
    let is = |name: &str, value: &str| {
        attribute(element, name).is_some_and(|found| found.eq_ignore_ascii_case(value))
    };
    let any = |name: &str, values: &[&str]| {
        let words = attribute(element, name).unwrap_or_default();
        words
            .split_ascii_whitespace()
            .any(|word| values.contains(&word))
    };
    SILENT.contains(&name)
        || (name == "dialog" && !has("open"))
        || has("hidden")
        || is("aria-hidden", "true")
        || any("class", SILENT_CLASSES)
        || any("role", SILENT_ROLES)
        || is_undisplayed(attribute(element, "style").unwrap_or_default())
}

fn is_undisplayed(style: &str) -> bool {
    let style = style.to_ascii_lowercase().replace(' ', "");
    style.contains("display:none") || style.contains("visibility:hidden")
}

fn attribute<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    let mut attributes = element.attrs.iter();
    attributes
        .find(|attribute| attribute.name.local == *name)
        .map(|attribute| attribute.value.as_ref())
}

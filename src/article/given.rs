//! `[text]{say="…"}`: how a piece of Markdown is read.
//!
//! The braces become the attributes of a `<span>` around the text: `say` and `ipa` those
//! that HTML has too, `data-say` and `data-ipa`, `lang` itself.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

/// Longest braces, in bytes.
const LONGEST: usize = 4_096;

/// Attributes in braces.
pub(super) struct Attributes {
    /// As HTML writes them, a space before each.
    html: String,
    /// Where the braces are in the source.
    range: Range<usize>,
}

/// The attributes in the braces that open at byte `at` of `source`.
pub(super) fn attributes(source: &str, at: usize) -> Option<Attributes> {
    let rest = source.get(at..)?;
    if !rest.starts_with('{') {
        return None;
    }
    let line = &rest[..rest.floor_char_boundary(LONGEST)];
    let line = line.lines().next()?;
    let mut rest = line[1..].trim_start();
    let mut html = String::new();
    while !rest.starts_with('}') {
        let (key, after) = rest.split_once('=')?;
        let name = match key {
            "say" => "data-say",
            "ipa" => "data-ipa",
            "lang" => "lang",
            _ => return None,
        };
        let quote = after.chars().next().filter(|ch| matches!(ch, '"' | '\''))?;
        let (value, after) = after[1..].split_once(quote)?;
        html.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        rest = after.trim_start();
    }
    let length = line.len() - rest.len() + 1;
    (!html.is_empty()).then_some(Attributes {
        html,
        range: at..at + length,
    })
}

fn escaped(value: &str) -> String {
    let value = value.replace('&', "&amp;").replace('"', "&quot;");
    value.replace('<', "&lt;")
}

/// Puts the spans into a page and takes the braces out of it.
pub(super) struct Spans<'m> {
    source: &'m str,
    /// One for each link that is open: what stands in braces after it, and whether it is
    /// a link only because of them.
    open: Vec<(Option<Attributes>, bool)>,
    /// The braces last read.
    braces: Range<usize>,
}

impl<'m> Spans<'m> {
    pub(super) fn of(source: &'m str) -> Self {
        Self {
            source,
            open: Vec::new(),
            braces: 0..0,
        }
    }

    /// What becomes of an event that stands at `range` of the source.
    pub(super) fn pass(&mut self, event: Event<'m>, range: Range<usize>) -> Vec<Event<'m>> {
        if self.braces.contains(&range.start) {
            return self.behind_braces(&event, &range);
        }
        match event {
            Event::Start(Tag::Link { link_type, .. }) => {
                let attributes = attributes(self.source, range.end);
                let span = attributes.as_ref().map(|own| format!("<span{}>", own.html));
                let is_ours = is_ours(link_type);
                self.open.push((attributes, is_ours));
                let link = (!is_ours).then_some(event);
                let span = span.map(|span| Event::InlineHtml(CowStr::from(span)));
                link.into_iter().chain(span).collect()
            }
            Event::End(TagEnd::Link) => self.close(event),
            event => vec![event],
        }
    }

    fn close(&mut self, event: Event<'m>) -> Vec<Event<'m>> {
        let (attributes, is_ours) = self.open.pop().unwrap_or((None, false));
        let span = attributes.map(|own| {
            self.braces = own.range;
            Event::InlineHtml(CowStr::from("</span>"))
        });
        let link = (!is_ours).then_some(event);
        span.into_iter().chain(link).collect()
    }

    /// What begins inside the braces is left out as far as they go.
    fn behind_braces(&self, event: &Event<'m>, range: &Range<usize>) -> Vec<Event<'m>> {
        let is_text = matches!(event, Event::Text(_));
        if !is_text || range.end <= self.braces.end {
            return Vec::new();
        }
        let rest = &self.source[self.braces.end..range.end];
        vec![Event::Text(CowStr::from(rest))]
    }
}

/// Whether a link is one only because of the braces behind it.
fn is_ours(link: LinkType) -> bool {
    matches!(
        link,
        LinkType::ShortcutUnknown | LinkType::CollapsedUnknown | LinkType::ReferenceUnknown
    )
}

//! Markdown → HTML → what is spoken.
//!
//! Rendering first lets raw HTML and Markdown mix as they do on the site: a
//! `<div class="nospeech">` silences the Markdown inside it, a `<span lang>` speaks
//! its language, and so does `[text]{lang="fr"}`. Footnotes and code blocks are left out; hard line breaks are spaces.

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::given::{self, Spans};
use super::{Article, Source, dom, front, script};
use crate::error::Result;

pub(super) fn read(source: &Source<'_>) -> Result<Article> {
    let (front, body) = front::split(source)?;
    let page = dom::parse(source, &render(body))?;
    let spoken = dom::walk(page.root(), front.language.clone(), &front.wishes);
    let title = front.title.or(spoken.first_heading);
    let passage = match &title {
        Some(title) => script::with_title(spoken.passage, title),
        None => spoken.passage,
    };
    Ok(Article {
        title,
        author: front.author,
        date: front.date,
        description: front.description,
        draft: front.draft,
        wishes: front.wishes,
        passage,
    })
}

/// What of Markdown's dialects is understood.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

fn render(markdown: &str) -> String {
    let mut silent = Silent::default();
    let mut spans = Spans::of(markdown);
    // `[text]` is no link; with braces behind it it says how the text is read.
    let mut is_given = |link: BrokenLink<'_>| {
        given::attributes(markdown, link.span.end)?;
        Some((CowStr::from(""), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(markdown, options(), Some(&mut is_given));
    let events = parser
        .into_offset_iter()
        .filter(|(event, _)| silent.passes(event))
        .flat_map(|(event, range)| spans.pass(event, range))
        .map(|event| match event {
            Event::HardBreak => Event::SoftBreak,
            event => event,
        });
    let mut page = String::with_capacity(markdown.len() * 5 / 4);
    html::push_html(&mut page, events);
    page
}

/// What never reaches the page: footnotes and their references, code blocks.
#[derive(Default)]
struct Silent {
    depth: usize,
}

impl Silent {
    fn passes(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(Tag::FootnoteDefinition(_) | Tag::CodeBlock(_)) => {
                self.depth += 1;
                false
            }
            Event::End(TagEnd::FootnoteDefinition | TagEnd::CodeBlock) => {
                self.depth -= 1;
                false
            }
            Event::FootnoteReference(_) => false,
            _ => self.depth == 0,
        }
    }
}

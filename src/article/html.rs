//! A page → its main content and what its head says; or a piece of a page, whole.

use dom_query::Document;
use dom_smoothie::{Article as Found, Config, Readability};

use super::dom::{self, Spoken};
use super::front::{self, Wishes, language_tag};
use super::{Article, Source, script};
use crate::error::Result;

pub(super) fn read(source: &Source<'_>) -> Result<Article> {
    let (front, body) = front::split(source)?;
    let page = dom::parse(source, body)?;
    let found = is_whole_page(body)
        .then(|| main_content(page.clone()))
        .flatten();
    let language = front.language.or_else(|| {
        page.html_root()
            .attr("lang")
            .and_then(|tag| language_tag(&tag))
    });
    let wishes = &front.wishes;
    let spoken = match &found {
        Some(found) => speak_found(source, found, &page, language, wishes)?,
        None => dom::walk(page.root(), language, wishes),
    };
    let title = front
        .title
        .or_else(|| found.as_ref().and_then(|found| own_title(found, &page)))
        .or_else(|| spoken.first_heading.clone());
    let passage = match &title {
        Some(title) => script::with_title(spoken.passage, title),
        None => spoken.passage,
    };
    let said = |pick: fn(&Found) -> &Option<String>| {
        let found = found.as_ref()?;
        pick(found).as_deref().and_then(present)
    };
    Ok(Article {
        title,
        author: front.author.or_else(|| said(|found| &found.byline)),
        date: front.date.or_else(|| said(|found| &found.published_time)),
        description: front.description.or_else(|| said(|found| &found.excerpt)),
        draft: front.draft,
        wishes: front.wishes,
        passage,
    })
}

/// Whether `html` begins like a whole page. Pieces have no frame around them:
/// everything in them is content.
pub(super) fn is_whole_page(html: &str) -> bool {
    let head = after_remarks(html).as_bytes();
    ["<!doctype", "<html", "<head", "<body"].iter().any(|with| {
        let start = head.get(..with.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
    })
}

/// What follows a byte order mark, comments and an XML declaration.
fn after_remarks(html: &str) -> &str {
    let mut rest = html.trim_start_matches('\u{FEFF}').trim_start();
    for (open, close) in [("<?xml", "?>"), ("<!--", "-->")] {
        while let Some((_, after)) = rest
            .strip_prefix(open)
            .and_then(|rest| rest.split_once(close))
        {
            rest = after.trim_start();
        }
    }
    rest
}

fn main_content(page: Document) -> Option<Found> {
    let length = page.body().map_or(0, |body| body.normalized_char_count());
    let usual = Config::default();
    let config = Config {
        // Below this the search begins again, less strict, until it takes in the whole
        // frame; of a short page, less than half is enough.
        char_threshold: usual.char_threshold.min(length * 2 / 5),
        // The marks that silence a part are classes.
        keep_classes: true,
        ..usual
    };
    Readability::with_document(page, None, Some(config))
        .and_then(|mut page| page.parse())
        .ok()
}

/// The found content; the whole body where nothing in it can be spoken.
fn speak_found(
    source: &Source<'_>,
    found: &Found,
    page: &Document,
    language: Option<String>,
    wishes: &Wishes,
) -> Result<Spoken> {
    let content = dom::parse(source, &found.content)?;
    let spoken = dom::walk(content.root(), language.clone(), wishes);
    if spoken.passage.text.is_empty() {
        return Ok(dom::walk(page.root(), language, wishes));
    }
    Ok(spoken)
}

/// The page's title, without the name of its site where its heading goes without.
fn own_title(found: &Found, page: &Document) -> Option<String> {
    let title = present(&found.title)?;
    let heading = dom::walk(page.root(), None, &Wishes::default()).first_heading;
    let same = |heading: &String| script::says_the_same(heading, &title);
    heading.filter(same).or(Some(title))
}

fn present(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

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

#[cfg(test)]
mod tests {
    use crate::article::{self, Kind};
    use crate::text::{HIDDEN, segment};

    /// What is seen and what is said of it, and the warnings.
    fn read(kind: Kind, source: &str) -> (String, String, Vec<String>) {
        let article = article::read(kind, "x", source.as_bytes()).expect("it can be read");
        let passage = article.passage;
        let said: Vec<String> = segment(&passage)
            .iter()
            .flat_map(|one| &one.words)
            .map(|word| {
                let span = word.span.expect("no punctuation stands alone here");
                assert!(passage.text.get(span.start..span.end).is_some(), "{span:?}");
                match &word.pronunciation {
                    Some(sounds) => format!("/{}/", sounds.phonemes),
                    None => word.spoken.clone(),
                }
            })
            .collect();
        let shown = passage.shown();
        assert!(!shown.contains(HIDDEN));
        (shown, said.join(" "), passage.warnings)
    }

    #[test]
    fn braces_behind_a_text_say_how_it_is_read() {
        let table = [
            (
                "Use [nginx]{say=\"engine x\"}, now.",
                "Use nginx, now.",
                "Use engine x, now.",
            ),
            ("[a *b*]{say='c'}", "a b", "c"),
            (
                "[Llanfair]{ipa=\"ɬanˈvair\"} is far",
                "Llanfair is far",
                "/ɬanˈvair/ is far",
            ),
            ("[two words]{ipa=\"a b\"} x", "two words x", "/a/ /b/ x"),
            ("[W3C]{say=\"World Wide\"}'s", "W3C's", "World Wide's"),
            ("[link](http://a.org){say=\"there\"} x", "link x", "there x"),
            (
                "[def]{say=\"there\"} x\n\n[def]: http://a.org",
                "def x",
                "there x",
            ),
            ("## [Title]{say=\"name\"}\n\nx", "Title\n\nx", "name x"),
            ("[a]{say=\"*b\"} *c* d", "a c d", "b c d"),
            ("[x]{say=\"“q” &amp; <b>\"} y", "x y", "“q” &amp; b y"),
            (
                "[not]{color=\"red\"} it",
                "[not]{color=\"red\"} it",
                "not color equals red it",
            ),
            ("[not] {say=\"x\"}", "[not] {say=\"x\"}", "not say equals x"),
            (
                "`[code]{say=\"x\"}`",
                "[code]{say=\"x\"}",
                "code say equals x",
            ),
        ];
        for (markdown, seen, said) in table {
            let read = read(Kind::MARKDOWN, markdown);
            assert_eq!(read.0, seen, "{markdown}");
            if !seen.contains('{') {
                assert_eq!(read.1, said, "{markdown}");
            }
            assert!(read.2.is_empty());
        }
    }

    #[test]
    fn attributes_say_how_html_is_read() {
        let abbr = "<abbr title='Hyper Text'>hyt</abbr> <abbr title='Hyper Text'>hyt</abbr> x";
        let ruby = "<ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp>京<rt>きょう</rt></ruby>";
        let front = |setting: &str, html: &str| format!("---\naloud:\n  {setting}\n---\n{html}");
        let table = [
            (
                "<p>Use <b data-say='engine x'>ng<i>in</i>x</b> now</p>".to_owned(),
                "Use nginx now",
                "Use engine x now",
            ),
            ("a <i data-ipa='b'>c</i> d".to_owned(), "a c d", "a /b/ d"),
            (
                "<b data-say='x'>a <i data-say='y'>b</i></b> c".to_owned(),
                "a b c",
                "x c",
            ),
            ("a <i data-say='b'></i> c".to_owned(), "a c", "a c"),
            (abbr.to_owned(), "hyt hyt x", "hyt hyt x"),
            (front("abbr: first", abbr), "hyt hyt x", "Hyper Text hyt x"),
            (
                front("abbr: always", abbr),
                "hyt hyt x",
                "Hyper Text Hyper Text x",
            ),
            (ruby.to_owned(), "東京", "とうきょう"),
            (front("ruby: never", ruby), "東京", "東京"),
            ("<ruby>北<rt>běi</rt></ruby>".to_owned(), "北", "北"),
            (
                "<ruby>取<rt>と</rt>り<rt></rt>引<rt>ひ</rt>き</ruby>".to_owned(),
                "取り引き",
                "とりひき",
            ),
        ];
        for (html, seen, said) in table {
            let read = read(Kind::HTML, &html);
            assert_eq!(read.0, seen, "{html}");
            let bare = |text: &str| {
                if text.is_ascii() {
                    text.to_owned()
                } else {
                    text.replace(' ', "")
                }
            };
            assert_eq!(bare(&read.1), bare(said), "{html}");
            assert!(read.2.is_empty());
        }
        let page = format!("<!doctype html><html lang=en><body><article><h1>T</h1>{}</article></body></html>",
            "<p>This is a long enough paragraph of prose, it names <span data-say='engine x'>nginx</span> too.</p>".repeat(8));
        assert!(read(Kind::HTML, &page).1.contains("names engine x too."));
    }

    #[test]
    fn a_reading_that_cannot_be_followed_is_told() {
        let (seen, said, warnings) = read(
            Kind::HTML,
            "<b data-say='!'>a</b> <b data-ipa='/b/'>c</b> d",
        );
        assert_eq!((seen.as_str(), said.as_str()), ("a c d", "a c d"));
        assert_eq!(warnings.len(), 2, "{warnings:?}");
    }

    #[test]
    fn a_page_of_braces_is_read_in_linear_time() {
        for markdown in [
            "[a]{".repeat(60_000),
            "[a]{say=\"".repeat(60_000),
            "[a]{say=\"b\"} ".repeat(20_000),
            "[".repeat(10_000) + "a" + &"]{say=\"b\"}".repeat(10_000),
        ] {
            let began = std::time::Instant::now();
            let _ = article::read(Kind::MARKDOWN, "x", markdown.as_bytes());
            assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
        }
    }

    #[test]
    fn ssml_in_a_file_is_an_article() {
        let source = "<speak>Hi <sub alias='Doctor'>Dr.</sub> Lee</speak>";
        let article = article::read(Kind::SSML, "x", source.as_bytes()).expect("it can be read");
        assert_eq!(article.passage.text, source);
        let error = article::read(Kind::SSML, "a.ssml", b"<speak>").expect_err("it is broken");
        assert!(error.message().starts_with("a.ssml: "), "{error}");
    }
}

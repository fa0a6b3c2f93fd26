//! Elements and the text between them → edits, parts, sounds, pauses and bookmarks.

use roxmltree::Node;

use super::super::{
    Alphabet, Bookmark, Break, Edit, EditKind, LONGEST_GIVEN, Manner, Passage, Pause,
    Pronunciation, Run, Span, language,
};
use super::say_as::{self, As};
use super::scan::{self, Piece};
use super::{Fault, is_ours, place, shortened, trimmed, value};

type Outcome<T = ()> = Result<T, Fault>;

const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// Longest name of a mark, in characters.
const LONGEST_NAME: usize = 200;
/// All silence that breaks may come to, in milliseconds.
const SILENCE: u64 = 600_000;
/// Most warnings.
const WARNINGS: usize = 20;

/// How a part is spoken.
#[derive(Clone, Default, PartialEq)]
struct Style {
    language: Option<String>,
    voice: Option<String>,
    manner: Manner,
}

/// An element whose inside is being read.
struct Frame {
    style: Style,
    /// The line break at its end, and what pause it makes.
    gap: Gap,
    capture: Option<Capture>,
    /// Whether nothing in it is spoken.
    silent: bool,
}

/// What stands between two parts of the text, the larger the farther apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Line,
    Paragraph,
}

/// An element that is read as a whole.
struct Capture {
    /// Where its tag begins, and where its content does.
    tag: usize,
    inside: usize,
    /// Edits made before it.
    edits: usize,
    /// Its text, references resolved.
    text: String,
    what: What,
}

enum What {
    Alias(String),
    SayAs { interpret: String, format: String },
    Sounds(Pronunciation),
}

/// Reads one document.
pub(super) struct Compiler<'s> {
    source: &'s str,
    passage: Passage,
    /// The innermost last; the first is what stands around the document.
    frames: Vec<Frame>,
    /// What has been written since the last word.
    gap: Gap,
    /// Whether the last run may grow.
    open_run: Option<Style>,
    silence: u64,
}

impl<'s> Compiler<'s> {
    pub(super) fn new(source: &'s str, language: Option<&str>) -> Self {
        Self {
            source,
            passage: Passage {
                text: source.to_owned(),
                language: language.map(str::to_owned),
                ..Passage::default()
            },
            frames: vec![Frame {
                style: Style::default(),
                gap: Gap::None,
                capture: None,
                silent: false,
            }],
            gap: Gap::Paragraph,
            open_run: None,
            silence: 0,
        }
    }

    pub(super) fn finish(self) -> Passage {
        self.passage
    }

    /// Reads the source together with its elements, in the order of their tags.
    pub(super) fn run<'a, 'd: 'a>(
        &mut self,
        mut elements: impl Iterator<Item = Node<'a, 'd>>,
    ) -> Outcome {
        for (span, piece) in scan::pieces(self.source) {
            match piece {
                Piece::Open { .. } | Piece::Empty { .. } => {
                    // The document is well-formed, so every tag has its element.
                    let Some(element) = elements.next() else {
                        break;
                    };
                    self.open(span, element)?;
                    if matches!(piece, Piece::Empty { .. }) {
                        self.close(Span::new(span.end, span.end))?;
                    }
                }
                Piece::Close => self.close(span)?,
                Piece::Markup => self.hide(span, ""),
                Piece::Text | Piece::Verbatim => self.text(span),
                Piece::Reference => self.reference(span),
            }
        }
        Ok(())
    }

    fn frame(&self) -> &Frame {
        // The first is never popped.
        &self.frames[self.frames.len() - 1]
    }

    fn is_captured(&self) -> bool {
        self.frames.iter().any(|frame| frame.capture.is_some())
    }

    fn open(&mut self, tag: Span, element: Node<'_, '_>) -> Outcome {
        let name = if is_ours(element) {
            element.tag_name().name()
        } else {
            ""
        };
        let mut frame = Frame {
            style: self.frame().style.clone(),
            gap: Gap::None,
            capture: None,
            silent: self.frame().silent,
        };
        if frame.silent || self.is_captured() {
            self.hide(tag, "");
            self.frames.push(frame);
            return Ok(());
        }
        self.speak_language(element, name == "speak", tag, &mut frame.style)?;
        match name {
            "speak" | "lang" | "token" | "w" => {}
            "p" | "paragraph" => frame.gap = Gap::Paragraph,
            "s" | "sentence" => frame.gap = Gap::Line,
            "break" => self.pause(tag, element)?,
            "mark" => self.mark(tag, element)?,
            "voice" => self.voice(tag, element, &mut frame.style),
            "prosody" => self.prosody(tag, element, &mut frame.style)?,
            "sub" | "say-as" | "phoneme" => frame.capture = self.capture(name, tag, element)?,
            "metadata" | "meta" | "lexicon" | "desc" => frame.silent = true,
            "emphasis" => self.warn(
                tag,
                "<emphasis> changes nothing: no voice here has a stress of its own",
            ),
            "audio" => self.warn(tag, "<audio> is not played; what stands in it is spoken"),
            _ => {
                let name = shortened(element.tag_name().name());
                self.warn(
                    tag,
                    &format!("<{name}> is not known; what stands in it is spoken"),
                );
            }
        }
        match name {
            "break" => self.hide(tag, " "),
            _ => self.part(tag, frame.gap),
        }
        self.frames.push(frame);
        Ok(())
    }

    fn close(&mut self, tag: Span) -> Outcome {
        // A document has as many ends as beginnings.
        let Some(frame) = self.frames.pop().filter(|_| !self.frames.is_empty()) else {
            return Ok(());
        };
        if let Some(capture) = frame.capture {
            self.read_captured(capture, &frame.style, tag)?;
        }
        if !tag.is_empty() {
            self.part(tag, frame.gap);
        }
        Ok(())
    }

    /// Reads a tag as the end of a line, a paragraph or as nothing.
    fn part(&mut self, tag: Span, gap: Gap) {
        let read = match (self.gap, gap) {
            (had, wanted) if had >= wanted => "",
            (Gap::None, Gap::Paragraph) => "\n\n",
            _ => "\n",
        };
        if gap == Gap::Line {
            self.break_at(tag.start, Pause::Sentence);
        }
        self.gap = self.gap.max(gap);
        self.hide(tag, read);
    }

    fn break_at(&mut self, at: usize, pause: Pause) {
        self.passage.breaks.push(Break { at, pause });
    }

    fn hide(&mut self, span: Span, read: &str) {
        self.passage.edits.push(Edit {
            span,
            read: read.to_owned(),
            kind: EditKind::Markup,
        });
    }

    fn text(&mut self, span: Span) {
        if self.frame().silent || self.frames.len() == 1 {
            return self.hide(span, "");
        }
        let text = span.of(self.source);
        // A line of the source ends nothing: white space collapses in XML.
        for (at, found) in text.match_indices(is_line_break) {
            let start = span.start + at;
            self.hide(Span::new(start, start + found.len()), " ");
        }
        self.heard(span, text);
    }

    fn reference(&mut self, span: Span) {
        let decoded = decoded(span.of(self.source));
        let read = match decoded {
            Some(ch) if is_line_break(ch) => " ".to_owned(),
            decoded => decoded.map(String::from).unwrap_or_default(),
        };
        if self.frame().silent {
            return self.hide(span, "");
        }
        self.hide(span, &read);
        self.heard(span, &read);
    }

    /// Notes that there is text at a place, in the style of the element around it.
    fn heard(&mut self, span: Span, text: &str) {
        let captures = self
            .frames
            .iter_mut()
            .filter_map(|frame| frame.capture.as_mut());
        captures.for_each(|capture| capture.text.push_str(text));
        if text.trim().is_empty() {
            return;
        }
        self.gap = Gap::None;
        let style = self.frame().style.clone();
        if style == Style::default() {
            self.open_run = None;
            return;
        }
        if let (true, Some(run)) = (
            self.open_run.as_ref() == Some(&style),
            self.passage.runs.last_mut(),
        ) {
            run.span = run.span.join(span);
            return;
        }
        self.passage.runs.push(Run {
            span,
            language: style.language.clone(),
            voice: style.voice.clone(),
            manner: style.manner,
            ..Run::default()
        });
        self.open_run = Some(style);
    }

    fn speak_language(
        &mut self,
        element: Node<'_, '_>,
        is_root: bool,
        tag: Span,
        style: &mut Style,
    ) -> Outcome {
        let Some(value) = element.attribute((XML, "lang")) else {
            return Ok(());
        };
        let Some(value) = language::normalise(value) else {
            let what = format!(
                "xml:lang={:?} is no BCP 47 tag such as \"en-GB\"",
                shortened(value)
            );
            return Err(Fault::new(tag.start, what));
        };
        if is_root {
            self.passage.language = Some(value);
        } else {
            style.language = (self.passage.language.as_ref() != Some(&value)).then_some(value);
        }
        Ok(())
    }

    fn pause(&mut self, tag: Span, element: Node<'_, '_>) -> Outcome {
        let (time, strength) = (element.attribute("time"), element.attribute("strength"));
        let silence = value::silence(time, strength).map_err(|what| Fault::new(tag.start, what))?;
        self.silence += u64::from(silence);
        if self.silence > SILENCE {
            let what = format!("all breaks together last longer than {} s", SILENCE / 1000);
            return Err(Fault::new(tag.start, what));
        }
        self.break_at(tag.start, Pause::Given(silence));
        Ok(())
    }

    fn mark(&mut self, tag: Span, element: Node<'_, '_>) -> Outcome {
        let name = element.attribute("name").unwrap_or_default();
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            let what = format!("a <mark> needs a name of 1 to {LONGEST_NAME} characters");
            return Err(Fault::new(tag.start, what));
        }
        self.passage.bookmarks.push(Bookmark {
            at: tag.start,
            name: name.to_owned(),
        });
        Ok(())
    }

    fn voice(&mut self, tag: Span, element: Node<'_, '_>, style: &mut Style) {
        match element.attribute("name").map(str::trim) {
            Some(name) if !name.is_empty() => style.voice = Some(name.to_owned()),
            _ => self.warn(tag, "<voice> without a name chooses by its xml:lang alone"),
        }
    }

    fn prosody(&mut self, tag: Span, element: Node<'_, '_>, style: &mut Style) -> Outcome {
        for attribute in element.attributes().filter(|own| own.namespace().is_none()) {
            let changed = match attribute.name() {
                "rate" => value::rate(style.manner, attribute.value()),
                "volume" => value::volume(style.manner, attribute.value()),
                name => {
                    let name = shortened(name);
                    self.warn(
                        tag,
                        &format!("<prosody {name}> changes nothing; rate and volume do"),
                    );
                    continue;
                }
            };
            style.manner =
                changed.map_err(|what| Fault::new(tag.start, shortened_reason(&what)))?;
        }
        Ok(())
    }

    fn capture(
        &mut self,
        name: &str,
        tag: Span,
        element: Node<'_, '_>,
    ) -> Outcome<Option<Capture>> {
        let fault = |what: String| Fault::new(tag.start, what);
        let required = |name: &str, what: &str| {
            let value = element
                .attribute(name)
                .map(str::trim)
                .filter(|own| !own.is_empty());
            value.ok_or_else(|| {
                fault(format!(
                    "<{}> needs {name}=\"…\": {what}",
                    element.tag_name().name()
                ))
            })
        };
        let what = match name {
            "sub" => {
                let alias = required("alias", "what is said")?;
                if alias.chars().count() > LONGEST_GIVEN {
                    return Err(fault(format!(
                        "an alias has at most {LONGEST_GIVEN} characters"
                    )));
                }
                What::Alias(alias.split_whitespace().collect::<Vec<_>>().join(" "))
            }
            "say-as" => What::SayAs {
                interpret: required("interpret-as", "how the text is read")?.to_owned(),
                format: element.attribute("format").unwrap_or_default().to_owned(),
            },
            _ => {
                let alphabet = element.attribute("alphabet").unwrap_or("ipa");
                if alphabet != "ipa" {
                    let alphabet = shortened(alphabet);
                    self.warn(tag, &format!("the alphabet {alphabet:?} is not known (\"ipa\" is); the text is read as it is written"));
                    return Ok(None);
                }
                let ph = required("ph", "the sounds in IPA")?;
                What::Sounds(Pronunciation::new(Alphabet::Ipa, ph).map_err(fault)?)
            }
        };
        Ok(Some(Capture {
            tag: tag.start,
            inside: tag.end,
            edits: self.passage.edits.len() + 1,
            text: String::new(),
            what,
        }))
    }

    fn read_captured(&mut self, capture: Capture, style: &Style, end: Span) -> Outcome {
        let inside = trimmed(
            self.source,
            Span::new(capture.inside, end.start.max(capture.inside)),
        );
        let tag = Span::new(capture.tag, capture.inside);
        let is_written = capture.text.chars().any(char::is_alphanumeric);
        match capture.what {
            What::Alias(alias) if inside.is_empty() => {
                // Nothing is written: the alias is what is seen, too.
                self.passage.edits.truncate(capture.edits - 1);
                self.hide(tag, &alias);
                self.heard(tag, &alias);
            }
            What::Alias(alias) => self.read_instead(capture.edits, inside, alias),
            What::Sounds(_) if !is_written => {
                let what =
                    "<phoneme> has no written word in it; put the word there that has these sounds";
                return Err(Fault::new(tag.start, what));
            }
            What::Sounds(sounds) => self.passage.sounds.push((inside, sounds)),
            What::SayAs { interpret, format } => {
                let language = style.language.as_ref().or(self.passage.language.as_ref());
                let language = language.map_or("en", String::as_str);
                match say_as::interpret(&capture.text, &interpret, &format, language) {
                    As::Written => {}
                    As::Text(text) => self.read_instead(capture.edits, inside, text),
                    As::Silent => self.read_instead(capture.edits, inside, " ".into()),
                    As::Unknown => {
                        let name = shortened(&interpret);
                        self.warn(
                            tag,
                            &format!(
                                "interpret-as={name:?} is not known; the text is read as anywhere"
                            ),
                        );
                    }
                }
            }
        }
        Ok(())
    }

    /// One reading for all that stands in `inside`, in the place of `edits` and later.
    fn read_instead(&mut self, edits: usize, inside: Span, read: String) {
        if inside.is_empty() {
            return;
        }
        self.passage.edits.truncate(edits);
        self.heard(inside, &read);
        self.passage.edits.push(Edit {
            span: inside,
            read,
            kind: EditKind::Words,
        });
    }

    /// Tells something once, with its first place.
    fn warn(&mut self, tag: Span, what: &str) {
        let warnings = &mut self.passage.warnings;
        let told = |warning: &String| warning.starts_with(what);
        if warnings.len() < WARNINGS && !warnings.iter().any(told) {
            let place = place(self.source, tag.start);
            warnings.push(format!("{what}: {place}."));
        }
    }
}

/// What quotes a value is cut short with the value.
fn shortened_reason(what: &str) -> String {
    const MOST: usize = 300;
    match what.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &what[..end]),
        None => what.to_owned(),
    }
}

fn is_line_break(ch: char) -> bool {
    matches!(
        ch,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The character of a reference that the library has accepted.
fn decoded(reference: &str) -> Option<char> {
    let name = reference.strip_prefix('&')?.strip_suffix(';')?;
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

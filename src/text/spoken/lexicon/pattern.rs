//! Regular expressions, and parts of words.
//!
//! Their cost is bounded: the engine works in time linear in what it is shown, which is
//! never more than [`WINDOW`] bytes from the start of a word, and what a pattern
//! compiles to has a size of its own.

use regex::{Captures, Regex, RegexBuilder};

use super::super::At;
use super::draft::{Boundary, Case, Draft, Said, Written};
use super::{Heard, Reading};

/// How far a pattern reaches, in bytes and in words.
const WINDOW: usize = 200;
const WORDS: usize = 8;
/// What one pattern may compile to, and what it may keep while it searches, in bytes.
const COMPILED: usize = 256 << 10;
const SEARCHING: usize = 64 << 10;
/// How deep a pattern nests.
const DEPTH: u32 = 30;
/// Longest text that a pattern's groups come to, in bytes.
const LONGEST: usize = 400;

/// What an entry looks for that is no list of whole words.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    regex: Regex,
    boundary: Boundary,
    /// Whether `$` means a group in what is said.
    groups: bool,
}

impl Pattern {
    /// The pattern of an entry; `None` for whole words, which need none.
    pub(super) fn of(draft: &Draft) -> Result<Option<Self>, String> {
        let (source, groups) = match &draft.written {
            Written::Pattern(source) => (source.clone(), true),
            Written::Words(_) if draft.boundary == Boundary::Word => return Ok(None),
            Written::Words(words) => (regex::escape(words), false),
        };
        // Alone first, so that a fault is told of what was written, and a lone
        // bracket cannot close the group that is put around it.
        let alone = compile(&source, draft.case())?;
        if alone.is_match("") {
            return Err(
                "the pattern matches nothing at all too; ask for at least one character".into(),
            );
        }
        let placed = match draft.boundary {
            Boundary::Word => format!(r"\A(?:{source})\b{{end-half}}"),
            Boundary::Start => format!(r"\A(?:{source})"),
            Boundary::None => source,
        };
        let pattern = Self {
            regex: compile(&placed, draft.case())?,
            boundary: draft.boundary,
            groups,
        };
        pattern.check_groups(&draft.said)?;
        Ok(Some(pattern))
    }

    /// Refuses a `$1` that no group answers: it would silently be nothing.
    fn check_groups(&self, said: &Said) -> Result<(), String> {
        let Said::Alias(alias) = said else {
            return Ok(());
        };
        for name in groups_named(alias).filter(|_| self.groups) {
            let known = match name.parse::<usize>() {
                Ok(number) => number < self.regex.captures_len(),
                Err(_) => self.regex.capture_names().flatten().any(|own| own == name),
            };
            if !known {
                return Err(format!(
                    "what is said names the group ${name}, which the pattern does not have; write ${{1}} to part a number from what follows, $$ for a dollar"
                ));
            }
        }
        Ok(())
    }

    /// What it makes of the words at a place.
    pub(super) fn find(&self, at: &At<'_>, window: &Window, said: &Said) -> Option<Reading> {
        match self.boundary {
            Boundary::None => self.replace(at, said),
            _ => self.take(at, window, said),
        }
    }

    fn take(&self, at: &At<'_>, window: &Window, said: &Said) -> Option<Reading> {
        let captures = self.regex.captures(&window.text)?;
        let end = captures.get_match().end();
        let last = window.ends.iter().position(|word| end <= word.whole)?;
        let ends = window.ends[last];
        if end > ends.core {
            // Into the punctuation after the word: that is part of what was found.
            return Some(Reading {
                taken: last + 1,
                before: at.before(0).to_owned(),
                after: window.text[end..ends.whole].to_owned(),
                said: self.say(&captures, said, "")?,
            });
        }
        let rest = &window.text[end..ends.core];
        if !rest.is_empty() && self.boundary == Boundary::Word {
            return None;
        }
        Some(Reading {
            taken: last + 1,
            before: at.before(0).to_owned(),
            after: at.after(last).to_owned(),
            said: self.say(&captures, said, rest)?,
        })
    }

    /// Every place inside one word.
    fn replace(&self, at: &At<'_>, said: &Said) -> Option<Reading> {
        let (core, mut text) = (at.core(0), String::new());
        let mut from = 0;
        for captures in self.regex.captures_iter(core) {
            let place = captures.get_match();
            text.push_str(&core[from..place.start()]);
            match self.say(&captures, said, "")? {
                Heard::Text(said) => text.push_str(&said),
                Heard::Sounds(_) => return None,
            }
            from = place.end();
        }
        text.push_str(&core[from..]);
        (from > 0 && text.len() <= LONGEST).then(|| Reading {
            taken: 1,
            before: at.before(0).to_owned(),
            after: at.after(0).to_owned(),
            said: Heard::Text(text),
        })
    }

    fn say(&self, captures: &Captures<'_>, said: &Said, rest: &str) -> Option<Heard> {
        let mut text = String::new();
        match said {
            Said::Sounds(sounds) => return Some(Heard::Sounds(sounds.clone())),
            Said::Alias(alias) if self.groups => captures.expand(alias, &mut text),
            Said::Alias(alias) => text.push_str(alias),
        }
        text.push_str(rest);
        (text.len() <= LONGEST && !text.trim().is_empty()).then_some(Heard::Text(text))
    }
}

fn compile(source: &str, case: Case) -> Result<Regex, String> {
    let built = RegexBuilder::new(source)
        .case_insensitive(case == Case::Any)
        .size_limit(COMPILED)
        .dfa_size_limit(SEARCHING)
        .nest_limit(DEPTH)
        .build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => {
            "the pattern is too large; make its counts and lists shorter".to_owned()
        }
        // The last line says what; those before draw the place.
        error => {
            let told = error.to_string();
            let what = told.lines().last().unwrap_or_default();
            let what = what.trim_start_matches("error: ");
            format!("the pattern cannot be read: {what}")
        }
    })
}

/// The groups that a template names: `$1`, `$name`, `${name}`; `$$` is a dollar.
fn groups_named(template: &str) -> impl Iterator<Item = &str> {
    let mut rest = template;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find('$')? + 1..];
            if let Some(after) = rest.strip_prefix('$') {
                rest = after;
                continue;
            }
            if let Some((name, after)) = rest.strip_prefix('{').and_then(|in_| in_.split_once('}'))
            {
                rest = after;
                return Some(name);
            }
            let is_name = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
            let end = rest.find(|ch| !is_name(ch)).unwrap_or(rest.len());
            if end > 0 {
                let (name, after) = rest.split_at(end);
                rest = after;
                return Some(name);
            }
        }
    })
}

/// What a pattern is shown: some words as they are heard.
pub(super) struct Window {
    text: String,
    ends: Vec<Ends>,
}

/// Where a word ends in a window, without and with its punctuation.
#[derive(Clone, Copy)]
struct Ends {
    core: usize,
    whole: usize,
}

impl Window {
    pub(super) fn at(at: &At<'_>) -> Self {
        let mut window = Self {
            text: String::new(),
            ends: Vec::new(),
        };
        for offset in 0..WORDS {
            let Some(item) = at.item(offset) else { break };
            let parts = [
                if offset > 0 && item.spaced { " " } else { "" },
                if offset > 0 { item.before() } else { "" },
                item.core(),
                item.after(),
            ];
            let length: usize = parts.iter().map(|part| part.len()).sum();
            if window.text.len() + length > WINDOW && offset > 0 {
                break;
            }
            window.text.extend(parts);
            window.ends.push(Ends {
                core: window.text.len() - item.after().len(),
                whole: window.text.len(),
            });
        }
        window
    }
}

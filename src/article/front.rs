//! Front matter: the lines of settings above a post.
//!
//! YAML between `---` lines or TOML between `+++` lines. Understood keys, as the
//! common site generators spell them:
//!
//! | Key | Meaning |
//! |---|---|
//! | `title`, `date`, `description` (or `summary`, `excerpt`), `author` (or `authors`) | shown, and the title spoken |
//! | `lang` or `language` | BCP 47 tag of the text |
//! | `draft` | `true`: not yet published |
//! | `aloud.voice` | voice id |
//! | `aloud.speed` | 0.25 to 4 |
//! | `aloud.skip` | `true`: no audio for this post (also `aloud: false`) |
//! | `aloud.images` | `skip` (the default) or `alt`: speak images' alternative texts |
//! | `aloud.abbr` | `never` (the default), `first` or `always`: say the `title` of an `<abbr>` instead of what is written |
//! | `aloud.ruby` | `kana` (the default) or `never`: say the kana above a word instead of its characters |

use serde::Deserialize;
use serde_json::Value;

use super::source::{Source, line_breaks};
use crate::error::Result;

/// What an author asks of the reading.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wishes {
    /// Voice id.
    pub voice: Option<String>,
    /// Speed, 1 for the voice's own.
    pub speed: Option<f32>,
    /// Make no audio of it.
    pub skip: bool,
    /// What becomes of images.
    pub images: Images,
    /// When the long form of an abbreviation is said.
    pub abbr: Abbreviations,
    /// What of a word with its reading above it is said.
    pub ruby: Ruby,
}

/// When the `title` of an `<abbr>` is said instead of what is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Abbreviations {
    /// What is heard is what is seen: "HTML" is better known than its long form, and
    /// many titles are notes for the mouse.
    #[default]
    Never,
    /// Where it stands for the first time in an article.
    First,
    /// Everywhere.
    Always,
}

/// What of a `<ruby>` is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ruby {
    /// Kana above it tell how it is read; any other annotation is not said.
    #[default]
    Kana,
    /// What is below, whatever stands above.
    Never,
}

/// What becomes of images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Images {
    /// They are passed over: most alternative texts interrupt a listener.
    #[default]
    Skip,
    /// Their alternative texts are spoken.
    Alt,
}

/// What front matter says.
#[derive(Clone, Debug, Default)]
pub(super) struct Front {
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
    pub(super) description: Option<String>,
    pub(super) draft: bool,
    pub(super) wishes: Wishes,
}

/// Front matter, where there is any, and the text after it.
pub(super) fn split<'a>(source: &Source<'a>) -> Result<(Front, &'a str)> {
    let Some(fence) = Fence::of(source.text) else {
        return Ok((Front::default(), source.text));
    };
    let inside = source.text.split_once('\n').map_or("", |(_, rest)| rest);
    let Some((settings, body)) = fence.split(inside) else {
        let what = format!(
            "front matter begins with {0} and has no {0} to end it.",
            fence.mark
        );
        return Err(source.fault("bad_front_matter", 1, &what));
    };
    let value = (fence.parse)(settings).map_err(|bad| {
        let what = format!("front matter: {}.", bad.what.trim_end_matches('.'));
        source.fault("bad_front_matter", bad.line + 1, &what)
    })?;
    Ok((Front::of(source, settings, &value)?, body))
}

/// A kind of front matter.
struct Fence {
    mark: &'static str,
    /// A second way to end it.
    end: &'static str,
    parse: fn(&str) -> std::result::Result<Value, Bad>,
}

/// Settings that do not parse.
struct Bad {
    /// From 1, within the settings.
    line: usize,
    what: String,
}

const FENCES: [Fence; 2] = [
    Fence {
        mark: "---",
        end: "...",
        parse: yaml,
    },
    Fence {
        mark: "+++",
        end: "+++",
        parse: toml,
    },
];

impl Fence {
    /// The fence that `text` opens with. A `---` above a blank line is a rule.
    fn of(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let first = lines.next()?.trim_end();
        let settings_follow = lines.next().is_some_and(|line| !line.trim().is_empty());
        let fence = FENCES.into_iter().find(|fence| fence.mark == first)?;
        settings_follow.then_some(fence)
    }

    /// What stands before and after the line that ends it.
    fn split<'a>(&self, text: &'a str) -> Option<(&'a str, &'a str)> {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if [self.mark, self.end].contains(&line.trim_end()) {
                return Some((&text[..at], &text[at + line.len()..]));
            }
            at += line.len();
        }
        None
    }
}

fn yaml(text: &str) -> std::result::Result<Value, Bad> {
    // `lang: no` is Norwegian, not false.
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let line = error.location().map_or(1, |place| place.line());
        let what = error.without_snippet().to_string();
        Bad {
            line: usize::try_from(line).unwrap_or(1),
            what: what.lines().next().unwrap_or_default().to_owned(),
        }
    })
}

fn toml(text: &str) -> std::result::Result<Value, Bad> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        Bad {
            line: 1 + line_breaks(&text.as_bytes()[..at]),
            what: error
                .message()
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned(),
        }
    })?;
    Ok(Value::Object(table.into_iter().map(plain_entry).collect()))
}

fn plain_entry((key, value): (String, toml::Value)) -> (String, Value) {
    (key, plain(value))
}

/// TOML's values in JSON's terms; dates become text. Depth is bounded by the parser.
fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(values) => values.into_iter().map(plain).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(plain_entry).collect()),
    }
}

impl Front {
    fn of(source: &Source<'_>, settings: &str, value: &Value) -> Result<Self> {
        if !matches!(value, Value::Object(_) | Value::Null) {
            let what = "front matter is not a list of `key: value` lines.";
            return Err(source.fault("bad_front_matter", 2, what));
        }
        let first = |keys: &[&str]| keys.iter().find_map(|key| said(&value[*key]));
        Ok(Self {
            title: first(&["title"]),
            language: first(&["lang", "language"]).and_then(|tag| language_tag(&tag)),
            author: first(&["author", "authors"]),
            date: first(&["date"]),
            description: first(&["description", "summary", "excerpt"]),
            draft: value["draft"] == Value::Bool(true),
            wishes: wishes(&value["aloud"]).map_err(|what| {
                let line = settings.lines().position(|line| line.contains("aloud"));
                source.fault("bad_front_matter", 2 + line.unwrap_or(0), &what)
            })?,
        })
    }
}

/// A value as a person would say it: text, a number, the first name in a list.
fn said(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(said).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        Value::Object(of) => of.get("name").and_then(said),
        Value::Null | Value::Bool(_) => None,
    }
    .filter(|text| !text.is_empty())
}

fn wishes(value: &Value) -> std::result::Result<Wishes, String> {
    let wishes = match value {
        Value::Null | Value::Bool(true) => Wishes::default(),
        Value::Bool(false) => Wishes {
            skip: true,
            ..Wishes::default()
        },
        value => Wishes::deserialize(value).map_err(|error| format!("aloud: {error}."))?,
    };
    match wishes.speed {
        Some(speed) if !(0.25..=4.0).contains(&speed) => {
            Err(format!("aloud: speed {speed} is outside 0.25 to 4."))
        }
        _ => Ok(wishes),
    }
}

/// `tag` in BCP 47's spelling, if it looks like one.
pub(super) fn language_tag(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let plausible = (2..=8).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    (plausible && tag.len() <= 35).then_some(tag)
}

//! An entry as somebody wrote it.

use super::super::super::Pronunciation;

/// Longest writing, alias and pattern, in characters.
const LONGEST_WRITTEN: usize = 100;
const LONGEST_ALIAS: usize = 200;
const LONGEST_PATTERN: usize = 500;
const LONGEST_VOICE: usize = 200;

/// One entry of a lexicon.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What is written.
    pub written: Written,
    /// How it is read.
    pub said: Said,
    /// BCP 47 tag of the texts it holds for, or the beginning of one; `None`: all.
    pub language: Option<String>,
    /// Ids of the voices it holds for; none: all.
    pub voices: Vec<String>,
    /// Which case it asks for; `None`: any for words written without capitals, else
    /// exactly as written.
    pub case: Option<Case>,
    /// Where in a word it may stand.
    pub boundary: Boundary,
}

/// What an entry looks for.
#[derive(Clone, Debug)]
pub enum Written {
    /// These words.
    Words(String),
    /// What this regular expression matches.
    Pattern(String),
}

/// What an entry says.
#[derive(Clone, Debug)]
pub enum Said {
    /// This text; for a pattern with its groups: `$1`, `${name}`.
    Alias(String),
    /// These sounds.
    Sounds(Pronunciation),
}

/// Whether capitals count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// They do.
    Exact,
    /// They do not.
    Any,
}

/// Where in a written word an entry may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Boundary {
    /// It is the whole word, or several.
    #[default]
    Word,
    /// It begins a word.
    Start,
    /// Anywhere inside one.
    None,
}

impl Draft {
    /// Refuses what can never work, before anything is made of it.
    pub(super) fn check(&self) -> Result<(), String> {
        let (written, most) = match &self.written {
            Written::Words(words) => (words, LONGEST_WRITTEN),
            Written::Pattern(pattern) => (pattern, LONGEST_PATTERN),
        };
        within("what is written", written, most)?;
        for voice in &self.voices {
            within("the voice's id", voice, LONGEST_VOICE)?;
        }
        match &self.said {
            Said::Alias(alias) => within("what is said", alias, LONGEST_ALIAS),
            Said::Sounds(_) if self.boundary != Boundary::Word => {
                Err("sounds can be given for whole words only; leave out `boundary`, or say it in letters with `say`".into())
            }
            Said::Sounds(sounds) => sounds.check(),
        }
    }

    /// The case it asks for.
    pub(super) fn case(&self) -> Case {
        let own = match &self.written {
            Written::Words(words) if words.chars().any(char::is_uppercase) => Case::Exact,
            Written::Words(_) => Case::Any,
            Written::Pattern(_) => Case::Exact,
        };
        self.case.unwrap_or(own)
    }
}

fn within(what: &str, text: &str, most: usize) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err(format!("{what} is empty"));
    }
    let length = text.chars().count();
    if length > most {
        return Err(format!(
            "{what} has {length} characters; the limit is {most}"
        ));
    }
    Ok(())
}

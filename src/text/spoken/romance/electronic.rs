//! Addresses, files, versions, tags and names in code, with the words of a language.

use super::super::at::At;
use super::super::claim::Claim;
use super::super::code::{hump, letters};
use super::super::figure::{digits, is_digits};

/// What a language calls the signs of addresses, and how it says letters and digits.
pub(in super::super) struct Words {
    /// `@` inside a mail address.
    pub(in super::super) at: &'static str,
    /// `.`
    pub(in super::super) dot: &'static str,
    /// `/`
    pub(in super::super) slash: &'static str,
    /// `-`
    pub(in super::super) dash: &'static str,
    /// `_`
    pub(in super::super) underscore: &'static str,
    /// `:`
    pub(in super::super) colon: &'static str,
    /// `+`
    pub(in super::super) plus: &'static str,
    /// `#` before a word.
    pub(in super::super) hashtag: &'static str,
    /// `@` before a name.
    pub(in super::super) handle: &'static str,
    /// `v` before a number.
    pub(in super::super) version: &'static str,
    /// A number of few digits, as one.
    pub(in super::super) number: fn(&str) -> String,
    /// Digits one by one.
    pub(in super::super) digits: fn(&str) -> String,
    /// Endings said as words; others of up to three letters are spelled.
    pub(in super::super) said: &'static [&'static str],
}

/// Top-level domains and endings of files that are said even without `www.` or a path.
const DOMAINS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "int", "info", "io", "co", "dev", "app", "ai", "uk", "de",
    "fr", "eu", "us", "ca", "be", "ch", "lu", "nl", "es", "it", "pt", "br", "mx", "ar", "cl", "ru",
    "tv", "me", "online", "blog", "news", "paris", "quebec",
];
const ENDINGS: &[&str] = &[
    "md", "pdf", "txt", "html", "htm", "js", "py", "rs", "json", "toml", "yaml", "yml", "xml",
    "csv", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "jpg", "jpeg", "png", "gif", "svg", "webp",
    "mp3", "mp4", "wav", "ogg", "flac", "webm", "zip", "exe", "css", "sh", "php", "sql", "epub",
    "odt", "ods",
];
/// How much of a path is said, in bytes; nobody follows more.
const LONGEST_PATH: usize = 60;
/// Most parts of a version.
const PARTS: usize = 5;

impl Words {
    /// Claims an address, a file, a version, a tag or a name in code.
    pub(in super::super) fn read(&self, at: &At<'_>) -> Option<Claim> {
        let core = at.core(0);
        let said = self
            .mail(core)
            .or_else(|| self.address(core))
            .or_else(|| self.protocol(core))
            .or_else(|| self.version(at))
            .or_else(|| self.tag(core))
            .or_else(|| self.domain_or_file(core));
        match said {
            Some(said) => Some(Claim::word(said)),
            None => self.identifier(at),
        }
    }

    fn mail(&self, core: &str) -> Option<String> {
        let core = core.strip_prefix("mailto:").unwrap_or(core);
        let (name, host) = core.split_once('@')?;
        let valid = !name.is_empty() && host.contains('.') && !host.contains('@');
        valid.then(|| format!("{} {} {}", self.spell(name), self.at, self.host(host)))
    }

    /// What says itself that it is an address.
    fn address(&self, core: &str) -> Option<String> {
        let (scheme, rest) = core.split_once("://").unwrap_or(("", core));
        let known = scheme.bytes().all(|byte| byte.is_ascii_alphabetic());
        let plain = scheme.is_empty() && !rest.starts_with("www.");
        let said = self.place(rest);
        (known && !plain && !said.is_empty()).then_some(said)
    }

    /// Host and path; the question and the fragment are left out.
    fn place(&self, rest: &str) -> String {
        let shown = rest.split(['?', '#']).next().unwrap_or(rest);
        let (host, path) = shown.split_once('/').unwrap_or((shown, ""));
        let host = host.strip_prefix("www.").unwrap_or(host);
        let path = &path[..path.floor_char_boundary(LONGEST_PATH)];
        let parts = path.split('/').filter(|part| !part.is_empty());
        parts.fold(self.host(host), |said, part| {
            format!("{said} {} {}", self.slash, self.spell(part))
        })
    }

    fn host(&self, host: &str) -> String {
        let (name, port) = host.split_once(':').unwrap_or((host, ""));
        let labels = name.split('.').enumerate().map(|(at, label)| match at {
            0 => self.spell(label),
            _ => self.ending(label),
        });
        let said = labels.collect::<Vec<_>>().join(&format!(" {} ", self.dot));
        let said = self.protocol(name).unwrap_or(said);
        match port {
            "" => said,
            port => format!("{said} {} {}", self.colon, self.spell(port)),
        }
    }

    /// "192.168.0.1".
    fn protocol(&self, core: &str) -> Option<String> {
        let parts: Vec<&str> = core.split('.').take(5).collect();
        let valid = |part: &&str| is_digits(part) && part.len() <= 3;
        let long = parts.iter().any(|part| part.len() > 1);
        // "1.234.567.890" is a number.
        let grouped = parts[1..].iter().all(|part| part.len() == 3);
        if parts.len() != 4 || !parts.iter().all(valid) || !long || grouped {
            return None;
        }
        let said: Vec<_> = parts.iter().map(|part| (self.number)(part)).collect();
        Some(said.join(&format!(" {} ", self.dot)))
    }

    /// "v2.0.1", "2.0.1", "v3".
    fn version(&self, at: &At<'_>) -> Option<String> {
        let core = at.core(0);
        let numbers = core.strip_prefix(['v', 'V']).unwrap_or(core);
        let marked = numbers.len() < core.len();
        let parts: Vec<&str> = numbers.split('.').take(PARTS + 1).collect();
        let longest = if marked { 4 } else { 3 };
        let valid = |part: &&str| is_digits(part) && part.len() <= longest;
        // "1.234.567" is a number, "14.3.23" may be a date, "01.23.45" a telephone's.
        let grouped = parts[1..].iter().all(|part| part.len() == 3);
        let padded = parts[0].len() == 2 && parts.last().is_some_and(|part| part.len() == 2);
        if parts.len() > PARTS || !parts.iter().all(valid) {
            return None;
        }
        if !marked && (parts.len() < 3 || grouped || padded) {
            return None;
        }
        let said: Vec<_> = parts.iter().map(|part| (self.number)(part)).collect();
        let said = said.join(&format!(" {} ", self.dot));
        let named = at.earlier(1).to_lowercase() == self.version;
        Some(match marked && !named {
            true => format!("{} {said}", self.version),
            false => said,
        })
    }

    /// "#ClimateChange", "@jane_doe".
    fn tag(&self, core: &str) -> Option<String> {
        let (sign, name) = core.split_at_checked(1)?;
        let before = match sign {
            "#" => self.hashtag,
            "@" => self.handle,
            _ => return None,
        };
        let word = |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | '.' | '-');
        let valid = name.contains(char::is_alphabetic) && name.chars().all(word);
        valid.then(|| format!("{before} {}", self.spell(name)))
    }

    /// "example.org/some/path", "lemonde.fr", "README.md".
    fn domain_or_file(&self, core: &str) -> Option<String> {
        let host = core.split(['/', '?', '#']).next()?;
        let (name, last) = host.rsplit_once('.')?;
        let starts = name.starts_with(|ch: char| ch.is_alphanumeric() || ch == '_');
        let long = name.rsplit('.').next().is_some_and(|label| label.len() > 1);
        if !starts || !long || name.contains("..") || is_digits(name) {
            return None;
        }
        if DOMAINS.contains(&last) {
            return Some(self.place(core));
        }
        let file = host.len() == core.len() && ENDINGS.contains(&last.to_lowercase().as_str());
        file.then(|| format!("{} {} {}", self.spell(name), self.dot, self.ending(last)))
    }

    /// "max_retry_count".
    fn identifier(&self, at: &At<'_>) -> Option<Claim> {
        let core = at.core(0);
        let word = core.chars().all(|ch| ch.is_alphanumeric() || ch == '_');
        let inside = core.trim_matches('_').contains('_') && core.contains(char::is_alphabetic);
        (word && inside).then(|| {
            let parts: Vec<_> = core.split('_').map(|part| self.spell(part)).collect();
            Claim::word(parts.join(" "))
        })
    }

    /// A name with signs, digits and humps in it, as words.
    fn spell(&self, name: &str) -> String {
        let mut said: Vec<String> = Vec::new();
        let mut rest = name;
        while let Some(first) = rest.chars().next() {
            let (number, after) = digits(rest);
            let end = hump(rest);
            if !number.is_empty() {
                let whole = number.len() <= 4 && !number.starts_with('0');
                let say = if whole { self.number } else { self.digits };
                said.push(say(number));
                rest = after;
            } else if end > 0 {
                said.push(word(&rest[..end]));
                rest = &rest[end..];
            } else {
                said.extend(self.sign(first).map(str::to_owned));
                rest = &rest[first.len_utf8()..];
            }
        }
        said.join(" ")
    }

    fn sign(&self, ch: char) -> Option<&'static str> {
        Some(match ch {
            '.' => self.dot,
            '_' => self.underscore,
            '-' => self.dash,
            '+' => self.plus,
            ':' => self.colon,
            _ => return None,
        })
    }

    /// "com", "P D F", "M P trois".
    fn ending(&self, text: &str) -> String {
        let lower = text.to_lowercase();
        if self.said.contains(&lower.as_str()) || text.chars().count() > 3 {
            return self.spell(text);
        }
        let end = text.find(|ch: char| ch.is_ascii_digit());
        let (name, digits) = text.split_at(end.unwrap_or(text.len()));
        match digits {
            "" => letters(name),
            _ => format!("{} {}", letters(name), self.spell(digits)),
        }
    }
}

/// A word, or its letters where nobody could say it.
fn word(text: &str) -> String {
    let is_vowel = |ch: char| !ch.is_ascii() || "aeiouyAEIOUY".contains(ch);
    match text.chars().count() {
        1 => letters(text),
        2..=4 if !text.contains(is_vowel) => letters(text),
        _ => text.to_owned(),
    }
}

//! Addresses, files, versions, tags and names in code, with the words of a language.

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits};
use super::code::{hump, letters};

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
    /// `=`; empty where it is not said.
    pub(in super::super) equals: &'static str,
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
    /// What is taken for an address.
    pub(in super::super) habits: &'static Habits,
}

/// What a language takes for an address, and how it says the digits in one.
pub(in super::super) struct Habits {
    /// Whether digits in a name are one number and not said one by one.
    pub(in super::super) counts: fn(&str) -> bool,
    /// Longest port that is said like digits in a name; a longer one goes digit by digit.
    pub(in super::super) port: usize,
    /// Whether numbers with dots between are a version even without `v`.
    pub(in super::super) is_version: fn(&[&str]) -> bool,
    /// Whether what stands before a known ending may be a name.
    pub(in super::super) is_name: fn(&str) -> bool,
    /// Endings that tell a domain even without `www.` or a path.
    pub(in super::super) domains: &'static [&'static str],
}

/// Habits of most languages.
pub(in super::super) const USUAL: Habits = Habits {
    counts: |digits| digits.len() <= 4 && !digits.starts_with('0'),
    port: 4,
    is_version: |parts| {
        // "14.3.23" may be a date, "01.23.45" a telephone's.
        let padded = parts[0].len() == 2 && parts.last().is_some_and(|part| part.len() == 2);
        parts.iter().all(|part| part.len() <= 3) && !padded
    },
    is_name: |name| name.starts_with(|ch: char| ch.is_alphanumeric() || ch == '_'),
    domains: &[
        "com", "org", "net", "edu", "gov", "int", "info", "io", "co", "dev", "app", "ai", "uk",
        "de", "fr", "eu", "us", "ca", "be", "ch", "lu", "nl", "es", "it", "pt", "br", "mx", "ar",
        "cl", "ru", "tv", "me", "online", "blog", "news", "paris", "quebec",
    ],
};

/// Endings of files.
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
        let rest = core.split_once("://").map(|(_, rest)| rest);
        let rest = rest.or_else(|| core.starts_with("www.").then_some(core))?;
        Some(self.place(rest)).filter(|said| !said.is_empty())
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
            port if port.len() > self.habits.port && is_digits(port) => {
                format!("{said} {} {}", self.colon, (self.digits)(port))
            }
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
        let valid = |part: &&str| is_digits(part) && part.len() <= 4;
        if parts.len() > PARTS || !parts.iter().all(valid) {
            return None;
        }
        // "1.234.567" is a number.
        let grouped = parts[1..].iter().all(|part| part.len() == 3);
        let plain = parts.len() > 2 && !grouped && (self.habits.is_version)(&parts);
        if !marked && !plain {
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
        let long = name.rsplit('.').next().is_some_and(|label| label.len() > 1);
        if !(self.habits.is_name)(name) || !long || name.contains("..") || is_digits(name) {
            return None;
        }
        if self.habits.domains.contains(&last) {
            return Some(self.place(core));
        }
        let last = last.to_lowercase();
        let file = host.len() == core.len() && ENDINGS.contains(&last.as_str());
        file.then(|| format!("{} {} {}", self.spell(name), self.dot, self.ending(&last)))
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
                let counts = (self.habits.counts)(number);
                let say = if counts { self.number } else { self.digits };
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
            '=' if !self.equals.is_empty() => self.equals,
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

//! Addresses, versions, tags: "https://example.org/a", "ana@example.es", "v2.0.1", "#Madrid".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::code::{hump, letters};
use super::super::figure::{digits, is_digits, value};
use super::{Form, Iberian, Manner};

/// The words of a language for what machines read.
pub(in super::super) struct Signs {
    pub(in super::super) dot: &'static str,
    pub(in super::super) slash: &'static str,
    pub(in super::super) dash: &'static str,
    pub(in super::super) underscore: &'static str,
    pub(in super::super) colon: &'static str,
    pub(in super::super) version: &'static str,
    /// Endings that are said as words; the others letter by letter.
    pub(in super::super) said: &'static [&'static str],
}

/// Endings that tell an address even without `www.` or a path.
const DOMAINS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "gob", "info", "io", "dev", "app", "es", "mx", "ar", "cl",
    "br", "pt", "eu", "cat", "tv", "pe", "uy", "ao", "mz", "uk", "de", "fr", "us",
];
/// Endings of files.
const FILES: &[&str] = &[
    "md", "pdf", "txt", "html", "htm", "js", "py", "rs", "json", "xml", "csv", "doc", "docx",
    "xls", "xlsx", "ppt", "pptx", "jpg", "jpeg", "png", "gif", "svg", "mp3", "mp4", "wav", "zip",
    "exe", "epub",
];
/// How much of a path is said, in bytes.
const LONGEST_PATH: usize = 60;

pub(in super::super) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    let core = at.core(0);
    mail(manner, core)
        .or_else(|| address(manner, core))
        .or_else(|| protocol(manner, core))
        .or_else(|| version(manner, at))
        .or_else(|| tag(manner, core))
        .or_else(|| domain_or_file(manner, core))
        .map(Claim::word)
}

fn mail(manner: &Manner, core: &str) -> Option<String> {
    let core = core.strip_prefix("mailto:").unwrap_or(core);
    let (name, host) = core.split_once('@')?;
    let valid = !name.is_empty() && host.contains('.') && !host.contains('@');
    valid.then(|| format!("{} arroba {}", spell(manner, name), host_name(manner, host)))
}

/// What says itself that it is an address.
fn address(manner: &Manner, core: &str) -> Option<String> {
    let rest = core.split_once("://").map(|(_, rest)| rest);
    let rest = rest.or_else(|| core.starts_with("www.").then_some(core))?;
    (!rest.is_empty()).then(|| place(manner, rest))
}

/// Host and path; the question and the fragment are left out.
fn place(manner: &Manner, rest: &str) -> String {
    let shown = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = shown.split_once('/').unwrap_or((shown, ""));
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = &path[..path.floor_char_boundary(LONGEST_PATH)];
    let parts = path.split('/').filter(|part| !part.is_empty());
    parts.fold(host_name(manner, host), |said, part| {
        format!("{said} {} {}", manner.electronic.slash, spell(manner, part))
    })
}

fn host_name(manner: &Manner, host: &str) -> String {
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    if let Some(numbers) = protocol(manner, name) {
        return numbers;
    }
    let labels = name
        .split('.')
        .enumerate()
        .map(|(index, label)| match index {
            0 => spell(manner, label),
            _ => ending(manner, label),
        });
    let said = labels
        .collect::<Vec<_>>()
        .join(&format!(" {} ", manner.electronic.dot));
    match port {
        "" => said,
        port => format!("{said} {} {}", manner.electronic.colon, manner.digits(port)),
    }
}

/// "192.168.0.1".
fn protocol(manner: &Manner, core: &str) -> Option<String> {
    let parts: Vec<&str> = core.split('.').take(5).collect();
    let valid = |part: &&str| is_digits(part) && part.len() <= 3 && value(part) < 256;
    // Groups of three are those of a large number.
    let grouped = parts.iter().skip(1).all(|part| part.len() == 3);
    if parts.len() != 4 || !parts.iter().all(valid) || grouped {
        return None;
    }
    let said: Vec<_> = parts
        .iter()
        .map(|part| manner.cardinal(part, Form::Alone))
        .collect();
    Some(said.join(&format!(" {} ", manner.electronic.dot)))
}

/// "v2.0.1", "2.0.1", "v3".
fn version(manner: &Manner, at: &At<'_>) -> Option<String> {
    let core = at.core(0);
    let numbers = core.strip_prefix(['v', 'V']).unwrap_or(core);
    let marked = numbers.len() < core.len();
    let parts: Vec<&str> = numbers.split('.').take(6).collect();
    let valid = |part: &&str| is_digits(part) && part.len() <= 4;
    let grouped = parts.iter().skip(1).all(|part| part.len() == 3);
    let dated = parts.last().is_some_and(|last| last.len() == 4);
    let plain = parts.len() > 2 && !grouped && !dated;
    if !parts.iter().all(valid) || parts.len() > 5 || !(marked || plain) {
        return None;
    }
    let said: Vec<_> = parts
        .iter()
        .map(|part| manner.cardinal(part, Form::Alone))
        .collect();
    let said = said.join(&format!(" {} ", manner.electronic.dot));
    let named = at.earlier(1).to_lowercase() == manner.electronic.version;
    Some(match marked && !named {
        true => format!("{} {said}", manner.electronic.version),
        false => said,
    })
}

/// "#CambioClimático", "@jane_doe".
fn tag(manner: &Manner, core: &str) -> Option<String> {
    let (sign, name) = core.split_at_checked(1)?;
    let before = match sign {
        "#" => "hashtag",
        "@" => "arroba",
        _ => return None,
    };
    let word = |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | '.' | '-');
    let valid = name.starts_with(char::is_alphabetic) && name.chars().all(word);
    valid.then(|| format!("{before} {}", spell(manner, name)))
}

/// "example.org/some/path", "informe.pdf".
fn domain_or_file(manner: &Manner, core: &str) -> Option<String> {
    let host = core.split(['/', '?', '#']).next()?;
    let (name, last) = host.rsplit_once('.')?;
    let long = name.rsplit('.').next().is_some_and(|label| label.len() > 1);
    let start = name.starts_with(char::is_alphanumeric) && !is_digits(name);
    if !start || !long || name.contains("..") || name.len() < 3 {
        return None;
    }
    let lower = last.to_ascii_lowercase();
    let plain = name
        .chars()
        .all(|ch| ch.is_alphanumeric() || matches!(ch, '.' | '-' | '_'));
    if DOMAINS.contains(&last) && plain {
        return Some(place(manner, core));
    }
    let file = plain && host.len() == core.len() && FILES.contains(&lower.as_str());
    file.then(|| {
        let (name, last) = (spell(manner, name), ending(manner, &lower));
        format!("{name} {} {last}", manner.electronic.dot)
    })
}

/// A name with signs, digits and humps in it, as words.
fn spell(manner: &Manner, name: &str) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let (number, after) = digits(rest);
        let end = hump(rest);
        if !number.is_empty() {
            said.push(match number.len() {
                1..=4 => manner.with_zeros(number, Form::Alone),
                _ => manner.digits(number),
            });
            rest = after;
        } else if end > 0 {
            said.push(word(&rest[..end]));
            rest = &rest[end..];
        } else {
            said.extend(manner.electronic.of(manner, first).map(str::to_owned));
            rest = &rest[first.len_utf8()..];
        }
    }
    said.join(" ")
}

impl Signs {
    fn of(&self, manner: &Manner, sign: char) -> Option<&'static str> {
        Some(match sign {
            '.' => self.dot,
            '_' => self.underscore,
            '-' => self.dash,
            '+' => manner.numbers.plus,
            '=' => manner.signs.equals,
            ':' => self.colon,
            _ => return None,
        })
    }
}

/// A word, or its letters where nobody could say it.
fn word(text: &str) -> String {
    let vowel = text.to_lowercase().contains(['a', 'e', 'i', 'o', 'u', 'y']) || !text.is_ascii();
    match text.len() {
        1 => letters(text),
        2..=4 if !vowel => letters(text),
        _ => text.to_owned(),
    }
}

/// "com", "P D F", "eme equis" by its letters.
fn ending(manner: &Manner, text: &str) -> String {
    let long = text.len() > 3 && word(text) == text;
    if manner.electronic.said.contains(&text) || long {
        return text.to_owned();
    }
    let (start, digits) = text.split_at(
        text.find(|ch: char| ch.is_ascii_digit())
            .unwrap_or(text.len()),
    );
    match digits {
        "" => letters(start),
        digits => format!(
            "{} {}",
            letters(start),
            manner.cardinal(digits, Form::Alone)
        ),
    }
}

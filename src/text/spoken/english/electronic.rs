//! Addresses, files, versions, tags and names in code: "https://example.org/a", "v2.0.1".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::{digits, is_digits, value};
use super::super::form::code::hump;
use super::words;

/// Top-level domains and endings of files that are said even without `www.` or a path.
const DOMAINS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "io", "co", "dev", "app", "ai",
    "uk", "de", "fr", "eu", "us", "ca", "au", "jp", "ch", "nl", "es", "it", "ru", "cn", "in", "br",
    "tv", "me", "xyz", "online", "blog", "news",
];
const ENDINGS: &[&str] = &[
    "md", "pdf", "txt", "html", "htm", "js", "mjs", "ts", "py", "rs", "json", "toml", "yaml",
    "yml", "xml", "csv", "tsv", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "jpg", "jpeg", "png",
    "gif", "svg", "webp", "mp3", "mp4", "wav", "ogg", "opus", "flac", "webm", "zip", "tar", "gz",
    "exe", "dll", "css", "sh", "c", "h", "cpp", "java", "go", "rb", "php", "log", "ini", "cfg",
    "conf", "sql", "db", "epub", "vtt", "srt",
];
/// Endings that are said as words; the others letter by letter.
const SAID: &[&str] = &[
    "com", "org", "net", "edu", "gov", "mil", "info", "biz", "dev", "app", "co", "me", "online",
    "blog", "news", "zip", "tar", "java", "go", "log", "conf", "jpeg", "json", "docs", "opus",
];
/// How much of a path is said, in bytes; nobody follows more.
const LONGEST_PATH: usize = 60;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    if is_engine(core) {
        return None;
    }
    let said = mail(core)
        .or_else(|| subnet(core))
        .or_else(|| local(core))
        .or_else(|| address(core))
        .or_else(|| protocol(core))
        .or_else(|| version(at))
        .or_else(|| tag(core))
        .or_else(|| domain_or_file(core))
        .or_else(|| hash(core));
    match said {
        Some(said) => Some(Claim::word(said)),
        None => owned(core)
            .or_else(|| keys(core))
            .map(Claim::word)
            .or_else(|| identifier(at)),
    }
}

fn mail(core: &str) -> Option<String> {
    let core = core.strip_prefix("mailto:").unwrap_or(core);
    let (name, host) = core.split_once('@')?;
    let valid = !name.is_empty() && host.contains('.') && !host.contains('@');
    valid.then(|| format!("{} at {}", spell(name, Scores::Said), host_name(host)))
}

/// "Booking.com’s".
fn owned(core: &str) -> Option<String> {
    let owner = core
        .strip_suffix("'s")
        .or_else(|| core.strip_suffix("’s"))?;
    let said = domain_or_file(owner)?;
    Some(format!("{said}{}", &core[owner.len()..]))
}

/// "Ctrl+C".
fn keys(core: &str) -> Option<String> {
    let name = |key: &str| match key {
        "Ctrl" | "ctrl" | "CTRL" => "control".to_owned(),
        "Alt" | "alt" | "Shift" | "shift" | "Option" => key.to_lowercase(),
        "Cmd" | "cmd" | "⌘" => "command".to_owned(),
        "Del" => "delete".to_owned(),
        "Esc" => "escape".to_owned(),
        key if key.len() == 1 => words::letters(key),
        key => key.to_owned(),
    };
    let keys: Vec<&str> = core.split('+').take(4).collect();
    let held = ["control", "alt", "shift", "option", "command"];
    let sure = keys.len() > 1 && held.contains(&name(keys[0]).as_str());
    let plain = keys
        .iter()
        .all(|key| !key.is_empty() && key.chars().all(char::is_alphanumeric));
    (sure && plain && core.len() <= LONGEST_PATH).then(|| {
        keys.iter()
            .map(|key| name(key))
            .collect::<Vec<_>>()
            .join(" plus ")
    })
}

/// What says itself that it is an address.
fn address(core: &str) -> Option<String> {
    let (scheme, rest) = core.split_once("://").unwrap_or(("", core));
    let known = scheme.bytes().all(|byte| byte.is_ascii_alphabetic());
    let plain = scheme.is_empty() && !rest.starts_with("www.");
    if !known || plain || rest.is_empty() {
        return None;
    }
    Some(place(rest))
}

/// Host and path; the question and the fragment are left out.
fn place(rest: &str) -> String {
    let shown = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = shown.split_once('/').unwrap_or((shown, ""));
    let host = host.strip_prefix("www.").unwrap_or(host);
    let mut said = host_name(host);
    let path = &path[..path.floor_char_boundary(LONGEST_PATH)];
    for part in path.split('/').filter(|part| !part.is_empty()) {
        said = format!("{said} slash {}", spell(part, Scores::Silent));
    }
    said
}

fn host_name(host: &str) -> String {
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    if let Some(numbers) = protocol(name) {
        return numbers;
    }
    let labels: Vec<&str> = name.split('.').collect();
    let last = labels.len() - 1;
    let said = labels.iter().enumerate().map(|(at, label)| match at {
        0 => spell(label, Scores::Said),
        _ if at == last || label.len() <= 3 => ending(label),
        _ => spell(label, Scores::Said),
    });
    let said = said.collect::<Vec<_>>().join(" dot ");
    match port {
        "" => said,
        port => format!("{said} colon {}", words::digits(port)),
    }
}

/// "V8": an engine, where a version is "v8".
fn is_engine(core: &str) -> bool {
    matches!(core, "V6" | "V8" | "V10" | "V12")
}

/// "10.0.0.0/8".
fn subnet(core: &str) -> Option<String> {
    let (numbers, bits) = core.split_once('/')?;
    let bits = (is_digits(bits) && bits.len() <= 2).then(|| words::pairs(bits))?;
    Some(format!("{} slash {bits}", protocol(numbers)?))
}

/// "localhost:3000".
fn local(core: &str) -> Option<String> {
    let port = core.strip_prefix("localhost:")?;
    let (port, path) = port.split_once('/').unwrap_or((port, ""));
    (is_digits(port) && path.is_empty()).then(|| host_name(core.trim_end_matches('/')))
}

/// "192.168.0.1".
fn protocol(core: &str) -> Option<String> {
    let parts: Vec<&str> = core.split('.').take(5).collect();
    let valid = |part: &&str| is_digits(part) && part.len() <= 3 && value(part) < 256;
    let long = parts.iter().any(|part| part.len() > 1);
    if parts.len() != 4 || !parts.iter().all(valid) || !long {
        return None;
    }
    let said: Vec<_> = parts.iter().map(|part| words::digits(part)).collect();
    Some(said.join(" dot "))
}

/// "v2.0.1", "2.0.1", "v3".
fn version(at: &At<'_>) -> Option<String> {
    let core = at.core(0);
    let numbers = core.strip_prefix(['v', 'V']).unwrap_or(core);
    let marked = numbers.len() < core.len();
    let parts: Vec<&str> = numbers.split('.').take(6).collect();
    // Four digits without the mark are a year or the end of a telephone number.
    let longest = if marked { 4 } else { 3 };
    let valid = parts
        .iter()
        .all(|part| is_digits(part) && part.len() <= longest)
        && parts.len() < 6;
    if !valid || !(marked || parts.len() > 2) {
        return None;
    }
    let said: Vec<_> = parts
        .iter()
        .map(|part| words::cardinal(part, at.region))
        .collect();
    let said = said.join(" point ");
    let named = at.earlier(1).eq_ignore_ascii_case("version");
    Some(match (marked, named) {
        (true, true) => format!("V {said}"),
        (true, false) => format!("version {said}"),
        (false, _) => said,
    })
}

/// "#ClimateChange", "@jane_doe".
fn tag(core: &str) -> Option<String> {
    let (sign, name) = core.split_at_checked(1)?;
    let valid = name.starts_with(char::is_alphabetic) || (sign == "@" && !name.is_empty());
    let word = name
        .chars()
        .all(|ch| ch.is_alphanumeric() || matches!(ch, '_' | '.' | '-'));
    let before = match sign {
        "#" => "hashtag",
        "@" => "at",
        _ => return None,
    };
    (valid && word).then(|| format!("{before} {}", spell(name, Scores::Silent)))
}

/// "example.org/some/path", "Amazon.com", "README.md", "report_final.pdf".
fn domain_or_file(core: &str) -> Option<String> {
    let host = core.split(['/', '?', '#']).next()?;
    let (name, last) = host.rsplit_once('.')?;
    let name_start = name.starts_with(|ch: char| ch.is_alphanumeric() || ch == '_');
    let long = name.rsplit('.').next().is_some_and(|label| label.len() > 1);
    let pathed = core.len() > host.len() + 1;
    if !name_start || !(long || pathed) || name.contains("..") || is_digits(name) {
        return None;
    }
    if DOMAINS.contains(&last) {
        return Some(place(core));
    }
    let file = host.len() == core.len() && ENDINGS.contains(&last.to_ascii_lowercase().as_str());
    file.then(|| {
        let names = name.split('.').map(|part| spell(part, Scores::Silent));
        format!(
            "{} dot {}",
            names.collect::<Vec<_>>().join(" dot "),
            ending(last)
        )
    })
}

/// "3f2a9bc": the beginning of a digest.
fn hash(core: &str) -> Option<String> {
    let hex = core
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let changes = core
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit());
    let mixed = changes.count() >= 3;
    (hex && mixed && (7..=64).contains(&core.len())).then(|| {
        let spelled = core.chars().take(12).map(|ch| match ch {
            '0'..='9' => words::digits(&ch.to_string()),
            ch => words::letters(&ch.to_string()),
        });
        spelled.collect::<Vec<_>>().join(" ")
    })
}

/// "max_retry_count", "getUserName()".
fn identifier(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let word = core.chars().all(|ch| ch.is_alphanumeric() || ch == '_');
    let scored = core.contains('_');
    let called = at.after(0).starts_with("()");
    if !word || !(scored || called) || !core.contains(char::is_alphabetic) {
        return None;
    }
    Some(Claim::word(spell(core, Scores::Silent)).without("()"))
}

/// Whether underscores are heard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scores {
    Said,
    Silent,
}

/// A name with signs, digits and humps in it, as words.
fn spell(name: &str, scores: Scores) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let (number, after) = digits(rest);
        if !number.is_empty() {
            said.push(if number.len() <= 2 {
                words::pairs(number)
            } else {
                words::digits(number)
            });
            rest = after;
            continue;
        }
        let end = hump(rest);
        if end == 0 {
            said.extend(sign(first, scores).map(str::to_owned));
            rest = &rest[first.len_utf8()..];
        } else {
            said.push(word(&rest[..end]));
            rest = &rest[end..];
        }
    }
    said.join(" ")
}

fn sign(ch: char, scores: Scores) -> Option<&'static str> {
    Some(match ch {
        '.' => "dot",
        '_' if scores == Scores::Said => "underscore",
        '-' if scores == Scores::Said => "dash",
        '+' => "plus",
        '=' => "equals",
        '%' => "percent",
        '~' => "tilde",
        ':' => "colon",
        '&' => "and",
        _ => return None,
    })
}

/// A word, or its letters where nobody could say it.
fn word(text: &str) -> String {
    let vowel = text.contains(['a', 'e', 'i', 'o', 'u', 'y', 'A', 'E', 'I', 'O', 'U', 'Y'])
        || !text.is_ascii();
    match text.len() {
        1 => words::letters(text),
        2..=4 if !vowel => words::letters(text),
        _ => text.to_owned(),
    }
}

/// "com", "P D F".
fn ending(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    if SAID.contains(&lower.as_str()) || text.len() > 4 || (text.len() == 4 && word(text) == text) {
        return text.to_owned();
    }
    let end = text
        .find(|ch: char| ch.is_ascii_digit())
        .unwrap_or(text.len());
    let digits = &text[end..];
    match digits {
        "" => words::letters(text),
        _ => format!("{} {}", words::letters(&text[..end]), words::pairs(digits)),
    }
}

//! Addresses: "www.example.de", "me@example.org".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::digits;
use super::words;

/// Endings that are said as words; the others letter by letter.
const SAID: &[&str] = &[
    "com", "org", "net", "info", "blog", "shop", "news", "berlin", "online",
];
/// How much of a path is said, in bytes.
const LONGEST_PATH: usize = 60;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    mail(core).or_else(|| address(core)).map(Claim::word)
}

fn mail(core: &str) -> Option<String> {
    let (name, host) = core.split_once('@')?;
    let valid = !name.is_empty() && host.contains('.') && !host.contains('@');
    valid.then(|| format!("{} ät {}", spell(name), host_name(host)))
}

fn address(core: &str) -> Option<String> {
    let rest = core.split_once("://").map(|(_, rest)| rest);
    let rest = rest.or_else(|| core.starts_with("www.").then_some(core))?;
    let shown = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = shown.split_once('/').unwrap_or((shown, ""));
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = &path[..path.floor_char_boundary(LONGEST_PATH)];
    let parts = path.split('/').filter(|part| !part.is_empty());
    let said = parts.fold(host_name(host), |said, part| {
        format!("{said} Schrägstrich {}", spell(part))
    });
    (!host.is_empty()).then_some(said)
}

fn host_name(host: &str) -> String {
    let labels = host.split('.').enumerate().map(|(at, label)| match at {
        0 => spell(label),
        _ if label.len() > 3 || SAID.contains(&label) => spell(label),
        _ => words::letters(label),
    });
    labels.collect::<Vec<_>>().join(" Punkt ")
}

fn spell(name: &str) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let (number, after) = digits(rest);
        let end = rest
            .find(|ch: char| !ch.is_alphabetic())
            .unwrap_or(rest.len());
        if !number.is_empty() {
            said.push(words::digits(number));
            rest = after;
        } else if end > 0 {
            said.push(rest[..end].to_owned());
            rest = &rest[end..];
        } else {
            said.extend(sign(first).map(str::to_owned));
            rest = &rest[first.len_utf8()..];
        }
    }
    said.join(" ")
}

fn sign(ch: char) -> Option<&'static str> {
    Some(match ch {
        '.' => "Punkt",
        '-' => "Bindestrich",
        '_' => "Unterstrich",
        '+' => "plus",
        _ => return None,
    })
}

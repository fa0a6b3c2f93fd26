//! Where voices come from: a web address, or a folder laid out like it.
//!
//! This is the only file that makes an outbound connection, and only the command
//! `aloud voices` comes here; a test guards both. Everything is bounded: redirects,
//! waiting, attempts, bytes. Proxies are those of the environment (`HTTPS_PROXY`,
//! `NO_PROXY`); `SSL_CERT_FILE` names certificates of one's own.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ureq::http::{HeaderMap, StatusCode, header};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body};

use super::catalogue::{LONGEST_CATALOGUE, Part};
use crate::error::{Error, Result};

const REDIRECTS: u32 = 5;
const CHUNK: usize = 64 << 10;
/// A validator of a file on a server; longer ones are not kept.
const LONGEST_VALIDATOR: usize = 200;
/// Slower than this on the whole is given up, however steadily it drips: bytes a second.
const SLOWEST: u64 = 8 << 10;

/// How long is waited for what.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the catalogue, from the first look-up of the name to its last byte.
    pub catalogue: Duration,
    /// For a connection, for the beginning of an answer, and between two of its bytes.
    pub silence: Duration,
    /// Attempts at one file that may bring nothing; each after a pause twice as long.
    pub attempts: u32,
    /// The first of these pauses.
    pub pause: Duration,
    /// For another aloud that installs into the same folder.
    pub turn: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            catalogue: Duration::from_secs(60),
            silence: Duration::from_secs(30),
            attempts: 4,
            pause: Duration::from_secs(1),
            turn: Duration::from_secs(600),
        }
    }
}

/// A place that has `voices.json` and, below it, the files it names.
pub struct Source {
    place: Place,
    patience: Patience,
}

enum Place {
    Web { catalogue: String, agent: Agent },
    Folder(PathBuf),
}

/// Why an attempt ended.
enum Ended {
    /// The connection was cut or fell silent: the next attempt goes on from there.
    Cut(String),
    /// No further attempt would help.
    Failed(Error),
}

impl Source {
    /// `place`: the address of a `voices.json` or of the folder it is in, or a path.
    ///
    /// # Errors
    /// `bad_source` for another kind of address, or certificates that cannot be read.
    pub fn new(place: &str, patience: Patience) -> Result<Self> {
        let web = place.starts_with("https://") || place.starts_with("http://");
        if !web && place.contains("://") {
            let what = "Voices come from an https:// or http:// address or from a folder.";
            return Err(Error::caller("bad_source", what));
        }
        let place = if web {
            Place::Web {
                catalogue: catalogue_address(place),
                agent: agent(place, patience)?,
            }
        } else {
            let path = Path::new(place);
            let file = path.extension().is_some_and(|it| it == "json");
            Place::Folder(
                if file { path.parent() } else { None }
                    .unwrap_or(path)
                    .into(),
            )
        };
        Ok(Self { place, patience })
    }

    /// How long is waited here for what.
    pub(super) fn patience(&self) -> Patience {
        self.patience
    }

    /// Where the catalogue is, for a person; without a password that was in the address.
    pub fn name(&self) -> String {
        match &self.place {
            Place::Web { catalogue, .. } => without_password(catalogue),
            Place::Folder(folder) => folder.join("voices.json").display().to_string(),
        }
    }

    /// `voices.json`, as it is there now.
    ///
    /// # Errors
    /// `catalogue_unreachable`; `bad_catalogue` where it is too large.
    pub fn catalogue(&self) -> Result<Vec<u8>> {
        let read = match &self.place {
            Place::Web { catalogue, agent } => {
                let request = agent.get(catalogue).config();
                let request = request
                    .timeout_global(Some(self.patience.catalogue))
                    .build();
                let answer = request.call().and_then(|answer| {
                    let body = answer.into_body();
                    read_bounded(body.into_reader()).map_err(ureq::Error::Io)
                });
                answer.map_err(|why| in_words(&why))
            }
            Place::Folder(folder) => File::open(folder.join("voices.json"))
                .and_then(read_bounded)
                .map_err(|why| why.to_string()),
        };
        let json = read.map_err(|why| self.unreachable(&why))?;
        if json.len() as u64 > LONGEST_CATALOGUE {
            let what = "The catalogue cannot be used: it is larger than 16 MiB.";
            return Err(Error::unavailable("bad_catalogue", what));
        }
        Ok(json)
    }

    /// Brings `part` into the file `into`, of which a beginning may be there already.
    /// `told` hears how many bytes there are. The file is then as long as it should be;
    /// whether it is the right one its digest tells.
    ///
    /// # Errors
    /// `download_failed`; `disk_full`.
    pub(super) fn fetch(&self, part: &Part, into: &Path, told: &mut dyn FnMut(u64)) -> Result<()> {
        match &self.place {
            Place::Folder(folder) => {
                let from = File::open(folder.join(&part.path))
                    .map_err(|why| failed(part, &why.to_string()))?;
                let mut file = File::create(into).map_err(|why| unwritable(&why))?;
                copy(from, &mut file, 0, part, told).map_err(|ended| ended.of(part))?;
                whole(into, part)
            }
            Place::Web { catalogue, agent } => {
                let base = catalogue.rsplit_once('/').map_or("", |(base, _)| base);
                let address = format!("{base}/{}", encoded(&part.path));
                self.insist(agent, &address, part, into, told)
            }
        }
    }

    /// Goes on after every cut, as long as attempts bring something.
    fn insist(
        &self,
        agent: &Agent,
        address: &str,
        part: &Part,
        into: &Path,
        told: &mut dyn FnMut(u64),
    ) -> Result<()> {
        let (mut fruitless, mut pause) = (0, self.patience.pause);
        loop {
            let before = length(into);
            if before == part.size {
                return Ok(());
            }
            let why = match pull(agent, address, part, into, told) {
                Ok(()) => whole(into, part).err().map(Ended::Failed),
                Err(ended) => Some(ended),
            };
            let why = match why {
                None => return Ok(()),
                Some(Ended::Failed(error)) => return Err(error),
                Some(Ended::Cut(why)) => why,
            };
            if length(into) > before {
                (fruitless, pause) = (0, self.patience.pause);
            }
            fruitless += 1;
            if fruitless >= self.patience.attempts {
                return Err(failed(part, &why));
            }
            std::thread::sleep(pause);
            pause *= 2;
        }
    }

    fn unreachable(&self, why: &str) -> Error {
        let message = format!(
            "The catalogue {} does not answer: {why}. `--from URL|DIR` names another.",
            self.name()
        );
        Error::unavailable("catalogue_unreachable", message)
    }
}

impl Ended {
    fn of(self, part: &Part) -> Error {
        match self {
            Self::Cut(why) => failed(part, &why),
            Self::Failed(error) => error,
        }
    }
}

fn agent(place: &str, patience: Patience) -> Result<Agent> {
    let tls = TlsConfig::builder()
        .root_certs(root_certificates()?)
        .build();
    let silence = Some(patience.silence);
    let config = Agent::config_builder()
        .tls_config(tls)
        // What was asked for over TLS never comes without.
        .https_only(place.starts_with("https://"))
        .max_redirects(REDIRECTS)
        .user_agent(concat!("aloud/", env!("CARGO_PKG_VERSION")))
        .timeout_resolve(silence)
        .timeout_connect(silence)
        .timeout_recv_response(silence)
        .timeout_per_read(silence)
        .build();
    Ok(config.into())
}

/// Mozilla's, or those in the file that `SSL_CERT_FILE` names.
fn root_certificates() -> Result<RootCerts> {
    let Some(file) = std::env::var_os("SSL_CERT_FILE").filter(|file| !file.is_empty()) else {
        return Ok(RootCerts::WebPki);
    };
    let bad = || Error::caller("bad_source", "SSL_CERT_FILE names no readable PEM file.");
    let pem = fs::read(file).map_err(|_| bad())?;
    let certificates: Vec<Certificate<'static>> = parse_pem(&pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        })
        .collect();
    if certificates.is_empty() {
        return Err(bad());
    }
    Ok(RootCerts::from(certificates))
}

/// One request: what is missing of the file, if the server still has the same one.
fn pull(
    agent: &Agent,
    address: &str,
    part: &Part,
    into: &Path,
    told: &mut dyn FnMut(u64),
) -> std::result::Result<(), Ended> {
    let kept = Validator::beside(into);
    let (have, validator) = match kept.read() {
        Some(validator) if length(into) < part.size => (length(into), validator),
        _ => (0, String::new()),
    };
    let slowest = Duration::from_secs(60 + part.size / SLOWEST);
    let request = agent.get(address).config();
    let mut request = request.timeout_recv_body(Some(slowest)).build();
    if have > 0 {
        request = request
            .header(header::RANGE, format!("bytes={have}-"))
            .header(header::IF_RANGE, validator);
    }
    let answer = request.call().map_err(|why| ended(&why, part, into))?;
    let status = answer.status();
    let goes_on = status == StatusCode::PARTIAL_CONTENT && begins_at(answer.headers(), have);
    if status != StatusCode::OK && !goes_on {
        discard(into);
        return Err(Ended::Cut(format!("it answered {status} to a range")));
    }
    let from = if goes_on { have } else { 0 };
    let mut file = opened(into, from).map_err(|why| Ended::Failed(unwritable(&why)))?;
    kept.write(answer.headers());
    let body: Body = answer.into_body();
    copy(body.into_reader(), &mut file, from, part, told)
}

fn ended(why: &ureq::Error, part: &Part, into: &Path) -> Ended {
    match why {
        ureq::Error::StatusCode(416) => {
            discard(into);
            Ended::Cut(in_words(why))
        }
        ureq::Error::StatusCode(408 | 425 | 429 | 500..=599)
        | ureq::Error::Io(_)
        | ureq::Error::Timeout(_)
        | ureq::Error::ConnectionFailed => Ended::Cut(in_words(why)),
        _ => Ended::Failed(failed(part, &in_words(why))),
    }
}

/// Whether the answer is the rest from exactly there.
fn begins_at(headers: &HeaderMap, have: u64) -> bool {
    let range = headers.get(header::CONTENT_RANGE);
    let range = range.and_then(|range| range.to_str().ok()?.strip_prefix("bytes "));
    range.is_some_and(|range| range.split('-').next() == Some(&have.to_string()))
}

fn opened(into: &Path, from: u64) -> io::Result<File> {
    let mut options = OpenOptions::new();
    if from > 0 {
        return options.append(true).open(into);
    }
    options.write(true).create(true).truncate(true).open(into)
}

/// Never writes more than the part may have.
fn copy(
    mut from: impl Read,
    file: &mut File,
    start: u64,
    part: &Part,
    told: &mut dyn FnMut(u64),
) -> std::result::Result<(), Ended> {
    let mut chunk = vec![0; CHUNK];
    let mut have = start;
    loop {
        told(have);
        let read = match from.read(&mut chunk) {
            Ok(0) if have < part.size => return Err(Ended::Cut("it ended too early".into())),
            Ok(0) => return Ok(()),
            Ok(read) => read,
            Err(why) if why.kind() == ErrorKind::Interrupted => continue,
            Err(why) => return Err(Ended::Cut(why.to_string())),
        };
        have += read as u64;
        if have > part.size {
            let what = format!("it is larger than the {} bytes of the catalogue", part.size);
            return Err(Ended::Failed(failed(part, &what)));
        }
        file.write_all(&chunk[..read])
            .map_err(|why| Ended::Failed(unwritable(&why)))?;
    }
}

fn whole(file: &Path, part: &Part) -> Result<()> {
    match length(file) {
        length if length == part.size => Ok(()),
        length => Err(failed(
            part,
            &format!("{length} of {} bytes came", part.size),
        )),
    }
}

fn length(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |file| file.len())
}

/// Takes a partial file away, with what was noted of it.
pub(super) fn discard(file: &Path) {
    // What is not there need not go.
    let _ = fs::remove_file(file);
    let _ = fs::remove_file(&Validator::beside(file).0);
}

/// The server's own mark of the file that a beginning was taken from.
struct Validator(PathBuf);

impl Validator {
    fn beside(file: &Path) -> Self {
        let mut name = file.as_os_str().to_owned();
        name.push(".from");
        Self(name.into())
    }

    fn read(&self) -> Option<String> {
        let told = fs::read_to_string(&self.0).ok()?;
        (!told.is_empty() && told.len() <= LONGEST_VALIDATOR).then_some(told)
    }

    /// A strong tag or a date; without either the next attempt begins anew.
    fn write(&self, headers: &HeaderMap) {
        let told = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let strong = told(header::ETAG).filter(|tag| tag.starts_with('"'));
        let told = strong.or_else(|| told(header::LAST_MODIFIED));
        // Losing it costs a download, not its correctness.
        let _ = fs::write(&self.0, told.unwrap_or_default());
    }
}

fn read_bounded(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LONGEST_CATALOGUE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn catalogue_address(place: &str) -> String {
    let place = place.split(['?', '#']).next().unwrap_or(place);
    if place.ends_with(".json") {
        return place.to_owned();
    }
    format!("{}/voices.json", place.trim_end_matches('/'))
}

fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else {
        return address.to_owned();
    };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit('@').next().unwrap_or(host);
    format!("{scheme}://{host}/{path}")
}

/// A path as it stands in an address; it was checked to hold no other marks than
/// `_-+.` and `/`.
fn encoded(path: &str) -> String {
    let mut address = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' | b'/' => {
                address.push(byte.into());
            }
            _ => address += &format!("%{byte:02X}"),
        }
    }
    address
}

fn in_words(why: &ureq::Error) -> String {
    match why {
        ureq::Error::StatusCode(status) => format!("it answered {status}"),
        ureq::Error::Timeout(_) => "nothing came in time".into(),
        ureq::Error::HostNotFound => "its name is not known here".into(),
        ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => {
            format!("it redirected more than {REDIRECTS} times")
        }
        other => other.to_string(),
    }
}

fn failed(part: &Part, why: &str) -> Error {
    let message = format!("{} could not be fetched: {why}.", part.path);
    Error::unavailable("download_failed", message)
}

/// A file in the folder of voices cannot be written.
pub(super) fn unwritable(why: &io::Error) -> Error {
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            let what = format!(
                "There is no room for the voice ({why}). What was fetched is kept; \
                 make room and run the same command again."
            );
            Error::unavailable("disk_full", what)
        }
        _ => {
            let what = format!("The folder of voices cannot be written: {why}.");
            Error::unavailable("voices_unwritable", what)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_and_its_catalogue_are_the_same_address() {
        for (place, address) in [
            ("https://a.example/v", "https://a.example/v/voices.json"),
            ("https://a.example/v/", "https://a.example/v/voices.json"),
            ("https://a.example/x.json", "https://a.example/x.json"),
            (
                "https://a.example/voices.json?download=true",
                "https://a.example/voices.json",
            ),
        ] {
            assert_eq!(catalogue_address(place), address);
        }
        assert_eq!(encoded("pt/tug\u{e3}o+1.onnx"), "pt/tug%C3%A3o%2B1.onnx");
    }

    #[test]
    fn a_password_is_not_shown_and_other_kinds_of_address_are_refused() {
        let shown = without_password("https://me:secret@a.example/voices.json");
        assert_eq!(shown, "https://a.example/voices.json");
        for place in ["ftp://a.example", "file:///etc"] {
            let refused = Source::new(place, Patience::default()).err().unwrap();
            assert_eq!(refused.code(), "bad_source");
        }
    }
}

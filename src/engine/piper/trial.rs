//! A model's first load, in a process that may die of it.
//!
//! A damaged or hostile model can crash, hang or eat up ONNX Runtime, which is C++
//! inside the server. So before the server loads a model, the same bytes are loaded
//! and made to speak in a child: this binary under a hidden subcommand, with limits
//! of time and memory. What passed is remembered by digest, on disk too; what did not
//! pass is refused without another try for as long as this process lives.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::config::VoiceConfig;
use super::{Library, runtime, try_out};
use crate::error::{Error, Result};
use crate::phoneme::{Limits, limit_this_process};

/// The hidden subcommand under which the binary tries a model.
pub const SUBCOMMAND: &str = "voice-trial";

/// What the child ends with where the model was refused in good order.
const REFUSED: u8 = 3;
/// Longest refusal that is passed on, in bytes.
const LONGEST_REFUSAL: u64 = 4_000;
/// For each byte of the model: read, cut, loaded, its weights laid out anew.
const MEMORY_FACTOR: u64 = 8;
/// Folder below the cache for the digests of what passed.
const FOLDER: &str = "models-tried";

/// How models are tried.
#[derive(Clone, Debug)]
pub struct TrialConfig {
    /// The aloud binary; it is started with the subcommand [`SUBCOMMAND`].
    pub program: PathBuf,
    /// Folder below which what passed is remembered.
    pub cache: PathBuf,
    /// Processor time a model may use before it counts as one that never ends.
    pub processor: Duration,
    /// The same by the clock.
    pub deadline: Duration,
    /// Address space of the child, in bytes, beside eight times the model's length.
    pub memory: u64,
}

impl TrialConfig {
    /// Limits that published voices do not come near: the largest load in some
    /// seconds and take less than 1 GB.
    pub fn new(program: impl Into<PathBuf>, cache: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            cache: cache.into(),
            processor: Duration::from_secs(60),
            deadline: Duration::from_secs(180),
            memory: 1 << 30,
        }
    }
}

/// What is to be tried: exactly the bytes that will be loaded.
pub(super) struct Candidate<'a> {
    /// The voice's name.
    pub(super) name: &'a str,
    /// Digest of all that decides the outcome.
    pub(super) digest: &'a str,
    /// Where ONNX Runtime is looked for.
    pub(super) library: &'a Library,
    /// The `.onnx.json`.
    pub(super) config: &'a [u8],
    /// The `.onnx`.
    pub(super) model: &'a [u8],
}

/// Tries models, and remembers.
pub struct Trials {
    config: TrialConfig,
    /// What became of a digest.
    known: Mutex<BTreeMap<String, Option<Error>>>,
}

impl Trials {
    /// Nothing has been tried.
    pub fn new(config: TrialConfig) -> Self {
        Self {
            config,
            known: Mutex::default(),
        }
    }

    /// Whether a model may be loaded here. Takes as long as loading it, once.
    ///
    /// # Errors
    /// `bad_voice`, which says what became of the child; `engine_unavailable` where it
    /// could not be started.
    pub(super) fn pass(&self, candidate: &Candidate<'_>) -> Result<()> {
        if let Some(known) = self.known(candidate.digest) {
            return known.map_or(Ok(()), Err);
        }
        let outcome = self.run(candidate).map_err(|cause| {
            let what = "The process in which a voice is tried first could not be started.";
            Error::unavailable("engine_unavailable", what).caused_by(cause)
        })?;
        let refusal = self.judge(candidate.name, &outcome);
        self.remember(candidate.digest, refusal.clone());
        refusal.map_or(Ok(()), Err)
    }

    fn known(&self, digest: &str) -> Option<Option<Error>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = || self.file(digest).exists().then_some(None);
        known.get(digest).cloned().or_else(passed)
    }

    fn remember(&self, digest: &str, refusal: Option<Error>) {
        if refusal.is_none() {
            let file = self.file(digest);
            let folder = file.parent().unwrap_or(Path::new("."));
            // Without it the model is tried again after the next start.
            let _ = fs::create_dir_all(folder).and_then(|()| fs::write(&file, ""));
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(digest.to_owned(), refusal);
    }

    fn file(&self, digest: &str) -> PathBuf {
        let name = blake3::hash(digest.as_bytes()).to_hex();
        self.config.cache.join(FOLDER).join(name.as_str())
    }

    fn run(&self, candidate: &Candidate<'_>) -> io::Result<Outcome> {
        let memory = self.config.memory + MEMORY_FACTOR * candidate.model.len() as u64;
        let mut child = Command::new(&self.config.program)
            .arg(SUBCOMMAND)
            .arg(memory.to_string())
            .arg(self.config.processor.as_millis().to_string())
            .arg(self.config.deadline.as_millis().to_string())
            .arg(candidate.library.file())
            .arg(candidate.name)
            .env_clear()
            .envs(std::env::vars_os().filter(|(name, _)| is_for_the_loader(name)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(mut line) = child.stdin.take() {
            // A child that dies early reads no further; its end tells why.
            let _ =
                send(&mut line, candidate.config).and_then(|()| send(&mut line, candidate.model));
        }
        let mut said = Vec::new();
        if let Some(line) = child.stdout.take() {
            let _ = line.take(LONGEST_REFUSAL).read_to_end(&mut said);
        }
        Ok(Outcome {
            status: child.wait()?,
            said: String::from_utf8_lossy(&said).into_owned(),
        })
    }

    /// Why a model is refused, if it is.
    fn judge(&self, name: &str, outcome: &Outcome) -> Option<Error> {
        let died = match outcome.status.signal() {
            _ if outcome.status.success() => return None,
            _ if outcome.status.code() == Some(i32::from(REFUSED)) && !outcome.said.is_empty() => {
                return Some(refused(name, &outcome.said));
            }
            Some(libc::SIGALRM | libc::SIGPROF | libc::SIGXCPU) => format!(
                "was not done after {} seconds of computing",
                self.config.processor.as_secs()
            ),
            _ => "crashed or ran out of memory".to_owned(),
        };
        tracing::warn!(voice = name, status = %outcome.status, "the model {died} when it was tried");
        let message = format!(
            "The voice {name} cannot be used: its .onnx file is damaged or not a Piper voice; the process that tried it {died}."
        );
        Some(Error::unavailable("bad_voice", message))
    }
}

/// The first line is for whoever asked, the rest for the log.
fn refused(name: &str, said: &str) -> Error {
    let (message, causes) = said.split_once('\n').unwrap_or((said, ""));
    tracing::warn!(voice = name, causes, "{message}");
    Error::unavailable("bad_voice", message)
}

struct Outcome {
    status: ExitStatus,
    said: String,
}

/// Where the system's loader looks for what ONNX Runtime itself needs.
fn is_for_the_loader(name: &OsStr) -> bool {
    [
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "DYLD_FALLBACK_LIBRARY_PATH",
    ]
    .iter()
    .any(|known| name == *known)
}

fn send(line: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    line.write_all(&(bytes.len() as u64).to_le_bytes())?;
    line.write_all(bytes)
}

fn receive(line: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    line.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    let mut bytes = Vec::new();
    if line.take(length).read_to_end(&mut bytes)? as u64 == length {
        return Ok(bytes);
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}

/// The whole life of the child.
pub fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(2);
    let mut number = || arguments.next()?.to_str()?.parse::<u64>().ok();
    let limits = (|| {
        Some(Limits {
            memory: number()?,
            processor: Duration::from_millis(number()?),
            time: Duration::from_millis(number()?),
        })
    })();
    let (Some(limits), Some(library), Some(name)) = (limits, arguments.next(), arguments.next())
    else {
        let _ = writeln!(io::stderr(), "{SUBCOMMAND} is started by aloud itself.");
        return ExitCode::from(2);
    };
    limit_this_process(&limits);
    match attempt(library, &name.to_string_lossy()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            let mut said = refusal.message().to_owned();
            let mut cause = std::error::Error::source(&refusal);
            while let Some(next) = cause {
                said += &format!("\n{next}");
                cause = next.source();
            }
            let _ = io::stdout().write_all(said.as_bytes());
            ExitCode::from(REFUSED)
        }
    }
}

fn attempt(library: OsString, name: &str) -> Result<()> {
    let unread = |cause| Error::ours("engine_failed", "The model did not arrive.").caused_by(cause);
    let mut line = io::stdin().lock();
    let config = receive(&mut line).map_err(unread)?;
    let model = receive(&mut line).map_err(unread)?;
    let library = Library {
        named: Some(library.into()),
        program: PathBuf::new(),
    };
    runtime::load(&library)?;
    try_out(name, &VoiceConfig::read(name, &config)?, &model)
}

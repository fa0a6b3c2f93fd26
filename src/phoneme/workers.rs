//! The pool: requests in, worker processes kept alive.

use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::confine;
use super::data::Data;
use super::protocol::{
    Allowance, Clause, Death, Failure, Misbehaviour, PhonemizeRequest, Reply, Request,
    SpeakRequest, Spoken, receive, send,
};
use super::worker::SUBCOMMAND;
use crate::error::{Error, Result};

/// How the pool is set up.
#[derive(Clone, Debug)]
pub struct WorkersConfig {
    /// The aloud binary; it is started with the subcommand [`SUBCOMMAND`].
    pub program: PathBuf,
    /// Directory below which espeak-ng's data is unpacked.
    pub cache: PathBuf,
    /// Most workers at once; one for each core is plenty.
    pub count: usize,
    /// Processor time one request may use before its process is ended: what tells a
    /// text that never ends from a machine that is busy.
    pub processor: Duration,
    /// How long one request may take by the clock, whatever it waits for.
    pub deadline: Duration,
    /// How long a caller waits for a free worker before it is told to come again.
    pub patience: Duration,
    /// Address space of the process that works on one request, in bytes.
    pub memory: u64,
    /// Longest speech one request may ask for.
    pub longest: Duration,
}

impl WorkersConfig {
    /// Limits that ordinary text does not come near: a long sentence costs some
    /// milliseconds and some megabytes.
    pub fn new(program: impl Into<PathBuf>, cache: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            cache: cache.into(),
            count: std::thread::available_parallelism().map_or(2, usize::from),
            processor: Duration::from_secs(2),
            deadline: Duration::from_secs(15),
            patience: Duration::from_secs(10),
            memory: 512 << 20,
            longest: Duration::from_secs(600),
        }
    }

    fn allowance(&self) -> Allowance {
        Allowance {
            processor: self.processor,
            time: self.deadline,
            memory: self.memory,
            samples: self.longest.as_secs() as usize * ESPEAK_SAMPLE_RATE,
        }
    }
}

/// Every voice of espeak-ng's own has this rate.
const ESPEAK_SAMPLE_RATE: usize = 22_050;
/// Beyond the request's own time: forking, the answer's way, a machine under load.
const SLACK: Duration = Duration::from_secs(2);
/// For a worker to load its tables; measured in milliseconds.
const START: Duration = Duration::from_secs(10);

/// A bounded pool of worker processes, started when first needed.
///
/// Shared by all voices that need espeak-ng. A worker that dies is replaced; a
/// request that was lost with it through no fault of its text is asked once more.
pub struct Workers {
    config: WorkersConfig,
    data: Data,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    busy: usize,
    idle: Vec<Worker>,
}

impl Workers {
    /// Starts nothing yet.
    pub fn new(config: WorkersConfig) -> Self {
        Self {
            data: Data::below(&config.cache),
            config,
            state: Mutex::default(),
            freed: Condvar::new(),
        }
    }

    /// Speaks one sentence.
    ///
    /// # Errors
    /// `engine_crashed` and `engine_timeout` where espeak-ng does not survive the
    /// text (ours: another engine or version might); `speech_too_long`; `busy` when
    /// no worker came free in time; `engine_unavailable` when none can be started.
    pub fn speak(&self, request: SpeakRequest) -> Result<Spoken> {
        match self.ask(&Request::Speak(request))? {
            (Reply::Spoken { sample_rate, words }, samples) => Ok(Spoken {
                sample_rate,
                samples,
                words,
            }),
            (other, _) => Err(self.fault(&other)),
        }
    }

    /// Turns a text into phonemes, each group of them with its place.
    ///
    /// # Errors
    /// As [`Workers::speak`].
    pub fn phonemize(&self, request: PhonemizeRequest) -> Result<Vec<Clause>> {
        match self.ask(&Request::Phonemize(request))? {
            (Reply::Phonemes(clauses), _) => Ok(clauses),
            (other, _) => Err(self.fault(&other)),
        }
    }

    /// The language files as espeak-ng itself lists them.
    ///
    /// # Errors
    /// As [`Workers::speak`].
    pub fn voices(&self) -> Result<Vec<String>> {
        match self.ask(&Request::Voices)? {
            (Reply::Voices(names), _) => Ok(names),
            (other, _) => Err(self.fault(&other)),
        }
    }

    /// Makes a worker fail, as the tests need it.
    ///
    /// # Errors
    /// Always; the error is the one a text would get that did this to espeak-ng.
    #[doc(hidden)]
    pub fn misbehave(&self, how: Misbehaviour) -> Result<()> {
        let (reply, _) = self.ask(&Request::Misbehave(how))?;
        Err(self.fault(&reply))
    }

    /// Process ids of the workers that are waiting for work.
    pub fn idle(&self) -> Vec<u32> {
        self.lock()
            .idle
            .iter()
            .map(|worker| worker.process.id())
            .collect()
    }

    /// Asks a worker, and once more a fresh one if the first was lost: it may have
    /// died while idle, or somebody ended it.
    fn ask(&self, request: &Request) -> Result<(Reply, Vec<i16>)> {
        let _slot = self.slot()?;
        let mut last = io::Error::other("never asked");
        for attempt in 0..2 {
            let idle = self.take_idle().filter(|_| attempt == 0);
            let mut worker = idle.map_or_else(|| self.start(), Ok)?;
            match worker.ask(request, self.config.deadline + SLACK) {
                // Its data may have been deleted; starting one unpacks it again.
                Ok((Reply::Failed(Failure::NoVoice), _)) if attempt == 0 => {}
                Ok(answer) => {
                    self.keep(worker);
                    return Ok(answer);
                }
                Err(cause) => last = cause,
            }
        }
        tracing::error!(cause = %last, "an espeak-ng worker was lost twice over one request");
        Err(crashed().caused_by(last))
    }

    fn start(&self) -> Result<Worker> {
        let data = self.data.directory()?;
        Worker::start(&self.config, data).map_err(|cause| {
            Error::unavailable(
                "engine_unavailable",
                "The speech engine's worker process could not be started.",
            )
            .caused_by(cause)
        })
    }

    fn slot(&self) -> Result<Slot<'_>> {
        let until = Instant::now() + self.config.patience;
        let mut state = self.lock();
        while state.busy >= self.config.count.max(1) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Error::unavailable(
                    "busy",
                    "All speech workers are busy. Try again in a moment.",
                ));
            }
            let waited = self.freed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.busy += 1;
        Ok(Slot { workers: self })
    }

    fn take_idle(&self) -> Option<Worker> {
        self.lock().idle.pop()
    }

    fn keep(&self, worker: Worker) {
        self.lock().idle.push(worker);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing under the lock can panic half-way through a change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fault(&self, reply: &Reply) -> Error {
        match reply {
            // An overflow inside may as well end in an error that makes no sense.
            Reply::Died(Death::Crash) | Reply::Failed(Failure::Engine) => {
                tracing::warn!("espeak-ng crashed on a sentence");
                crashed()
            }
            Reply::Died(Death::Deadline) => {
                tracing::warn!("espeak-ng did not finish a sentence in time");
                Error::ours(
                    "engine_timeout",
                    "The speech engine did not finish this sentence in time.",
                )
            }
            Reply::Failed(Failure::TooLong) => Error::limit(
                "speech_too_long",
                format!(
                    "This sentence would take more than {} seconds to speak; split it.",
                    self.config.longest.as_secs()
                ),
            ),
            other => Error::ours(
                "engine_failed",
                format!("The speech engine answered {}.", kind(other)),
            ),
        }
    }
}

fn crashed() -> Error {
    Error::ours(
        "engine_crashed",
        "The speech engine could not read this sentence.",
    )
}

/// For the log; an answer's content may be a reader's.
fn kind(reply: &Reply) -> String {
    match reply {
        Reply::Failed(failure) => format!("{failure:?}"),
        _ => "something else than it was asked".to_owned(),
    }
}

/// The right to use one worker; given back when dropped.
struct Slot<'w> {
    workers: &'w Workers,
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.workers.lock().busy -= 1;
        self.workers.freed.notify_one();
    }
}

/// One process and the line to it.
struct Worker {
    process: Child,
    line: UnixStream,
}

impl Worker {
    /// In a process group of its own: the interrupt key ends the server in good
    /// order, not its workers at once.
    fn start(config: &WorkersConfig, data: PathBuf) -> io::Result<Self> {
        let (line, theirs) = UnixStream::pair()?;
        let process = Command::new(&config.program)
            .arg(SUBCOMMAND)
            .env_clear()
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        let mut worker = Self { process, line };
        let allowance = config.allowance();
        match worker.ask(&Request::Start { data, allowance }, START)? {
            (Reply::Ready { .. }, _) => Ok(worker),
            (other, _) => Err(io::Error::other(kind(&other))),
        }
    }

    /// An error means that the line is of no more use.
    fn ask(&mut self, request: &Request, within: Duration) -> io::Result<(Reply, Vec<i16>)> {
        let mut line = Timed {
            line: &mut self.line,
            until: Instant::now() + within,
        };
        send(&mut line, request, &[])?;
        receive(&mut line)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        confine::end(&self.process);
    }
}

/// A line whose every read and write shares one deadline.
struct Timed<'l> {
    line: &'l mut UnixStream,
    until: Instant,
}

impl Timed<'_> {
    fn left(&self) -> io::Result<Option<Duration>> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(Some(left))
    }
}

impl io::Read for Timed<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.line.set_read_timeout(self.left()?)?;
        self.line.read(into)
    }
}

impl io::Write for Timed<'_> {
    fn write(&mut self, from: &[u8]) -> io::Result<usize> {
        self.line.set_write_timeout(self.left()?)?;
        self.line.write(from)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

//! The worker process: reads requests from its standard input, a socket.

use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::time::Duration;

use super::confine::{self, End};
use super::espeak_ng::EspeakNg;
use super::protocol::{Allowance, Death, Failure, Misbehaviour, Reply, Request, receive, send};

/// The hidden subcommand under which the binary becomes a worker.
pub const SUBCOMMAND: &str = "espeak-worker";

/// The whole life of a worker process; ends when the other side closes.
///
/// Must be called from the main thread of a process that has no other.
pub fn main() -> ExitCode {
    let served = socket().and_then(|mut socket| serve(&mut socket));
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => {
            let _ = writeln!(
                io::stderr(),
                "{SUBCOMMAND} is started by aloud itself, with a socket as standard input."
            );
            ExitCode::from(2)
        }
    }
}

fn socket() -> io::Result<UnixStream> {
    let input: OwnedFd = io::stdin().as_fd().try_clone_to_owned()?;
    let socket = UnixStream::from(input);
    socket.local_addr()?;
    Ok(socket)
}

fn serve(socket: &mut UnixStream) -> io::Result<()> {
    let Some((request, _)) = receive::<Request>(socket)? else {
        return Ok(());
    };
    let (espeak, allowance) = match start(request) {
        Ok(ready) => ready,
        Err(failure) => return send(socket, &Reply::Failed(failure), &[]),
    };
    confine::limit_worker();
    let version = espeak.version();
    send(socket, &Reply::Ready { version }, &[])?;
    while let Some((request, _)) = receive::<Request>(socket)? {
        let end = confine::in_child(allowance, || {
            answer(&espeak, request, allowance, socket).is_ok()
        })?;
        match end {
            End::Done => {}
            End::Died(death) => send(socket, &Reply::Died(death), &[])?,
            // Half an answer may be on its way, so this line is of no more use.
            End::Killed => return Ok(()),
        }
    }
    Ok(())
}

fn start(request: Request) -> Result<(EspeakNg, Allowance), Failure> {
    let Request::Start { data, allowance } = request else {
        return Err(Failure::Protocol);
    };
    std::env::set_current_dir(data).map_err(|_| Failure::NoData)?;
    Ok((EspeakNg::load()?, allowance))
}

/// Runs in a child of its own, which ends afterwards. Nothing is sent before all
/// of the C code has run: a child that dies has sent nothing.
fn answer(
    espeak: &EspeakNg,
    request: Request,
    allowance: Allowance,
    socket: &mut UnixStream,
) -> io::Result<()> {
    let (reply, samples) = work(espeak, request, allowance);
    confine::call_off_timers();
    send(socket, &reply, &samples)
}

fn work(espeak: &EspeakNg, request: Request, allowance: Allowance) -> (Reply, Vec<i16>) {
    match request {
        Request::Speak(request) => match espeak.speak(&request, allowance.samples) {
            Ok(spoken) => {
                let head = Reply::Spoken {
                    sample_rate: spoken.sample_rate,
                    words: spoken.words,
                };
                (head, spoken.samples)
            }
            Err(failure) => (Reply::Failed(failure), Vec::new()),
        },
        Request::Phonemize(request) => {
            let reply = espeak.phonemize(&request);
            (
                reply.map_or_else(Reply::Failed, Reply::Phonemes),
                Vec::new(),
            )
        }
        Request::Voices => (Reply::Voices(espeak.voices()), Vec::new()),
        Request::Misbehave(how) => (misbehave(how), Vec::new()),
        Request::Start { .. } => (Reply::Failed(Failure::Protocol), Vec::new()),
    }
}

fn misbehave(how: Misbehaviour) -> Reply {
    match how {
        Misbehaviour::Spin => loop {
            std::hint::spin_loop();
        },
        Misbehaviour::Sleep => loop {
            std::thread::sleep(Duration::from_secs(1));
        },
        Misbehaviour::Devour => {
            let mut hoard: Vec<Vec<u8>> = Vec::new();
            loop {
                hoard.push(vec![1; 1 << 20]);
            }
        }
        Misbehaviour::Crash => confine::crash(),
        Misbehaviour::Panic => std::panic::resume_unwind(Box::new("asked to panic")),
    }
    Reply::Died(Death::Crash)
}

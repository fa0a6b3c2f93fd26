//! What a worker may do, and the calls to the system that see to it.
#![allow(unsafe_code, reason = "fork, limits and signals are calls to libc")]

use std::io;
use std::process::Child;
use std::time::Duration;

use super::protocol::{Allowance, Death};

/// How a child ended.
pub(super) enum End {
    /// As it should.
    Done,
    /// Of its own request.
    Died(Death),
    /// Somebody else ended it, perhaps in the middle of its answer.
    Killed,
}

/// Forks; runs `work` in the child and waits for its end.
///
/// The child leaves by `_exit`, so nothing of the parent's is flushed or dropped
/// twice. `work` answers whether all went well.
pub(super) fn in_child(allowance: Allowance, work: impl FnOnce() -> bool) -> io::Result<End> {
    // SAFETY: the process has one thread (the worker's main, see `worker::main`),
    // so the child may use whatever the parent may.
    let child = unsafe {
        let parent = libc::getpid();
        match libc::fork() {
            -1 => return Err(io::Error::last_os_error()),
            0 => {
                limit_child(parent, allowance);
                let well = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
                libc::_exit(if well.unwrap_or(false) { 0 } else { 1 })
            }
            child => child,
        }
    };
    wait_for(child).map(how_it_ended)
}

fn wait_for(child: libc::pid_t) -> io::Result<libc::c_int> {
    let mut status = 0;
    loop {
        // SAFETY: waits for a child of ours; `status` is a valid place.
        if unsafe { libc::waitpid(child, &raw mut status, 0) } == child {
            return Ok(status);
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

fn how_it_ended(status: libc::c_int) -> End {
    if libc::WIFEXITED(status) {
        return match libc::WEXITSTATUS(status) {
            0 => End::Done,
            _ => End::Died(Death::Crash),
        };
    }
    match libc::WTERMSIG(status) {
        libc::SIGALRM | libc::SIGPROF => End::Died(Death::Deadline),
        libc::SIGSEGV
        | libc::SIGBUS
        | libc::SIGABRT
        | libc::SIGFPE
        | libc::SIGILL
        | libc::SIGTRAP
        | libc::SIGSYS => End::Died(Death::Crash),
        _ => End::Killed,
    }
}

/// For the worker's whole life: no core files (they would hold what was read), no
/// files written, no new privileges.
pub(super) fn limit_worker() {
    set_limit(&Limit::CoreFile, 0);
    set_limit(&Limit::WrittenFile, 0);
    #[cfg(target_os = "linux")]
    // SAFETY: takes numbers only.
    unsafe {
        libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    }
}

/// For the child of one request. The child dies with the worker; the worker itself
/// sees its socket close when the server ends (a death signal would come too
/// early: it is sent when the *thread* that started the worker ends).
fn limit_child(parent: libc::pid_t, allowance: Allowance) {
    set_limit(&Limit::Memory, allowance.memory);
    set_timers(allowance.processor, allowance.time);
    #[cfg(target_os = "linux")]
    // SAFETY: takes numbers only.
    unsafe {
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL, 0, 0, 0);
        if libc::getppid() != parent {
            libc::_exit(1);
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = parent;
}

/// The work is done: what follows is the answer, which must not be cut.
pub(super) fn call_off_timers() {
    set_timers(Duration::ZERO, Duration::ZERO);
}

/// Ends the process once it has used so much processor time, or so much time has
/// passed; zero for never.
fn set_timers(processor: Duration, time: Duration) {
    for (clock, after) in [(libc::ITIMER_PROF, processor), (libc::ITIMER_REAL, time)] {
        let timer = libc::itimerval {
            it_interval: libc::timeval {
                tv_sec: 0,
                tv_usec: 0,
            },
            it_value: libc::timeval {
                tv_sec: after.as_secs() as libc::time_t,
                tv_usec: after.subsec_micros() as libc::suseconds_t,
            },
        };
        // SAFETY: both pointers are valid or null; the signals' default action, to
        // end the process, is what is wanted.
        unsafe {
            libc::setitimer(clock, &raw const timer, std::ptr::null_mut());
        }
    }
}

/// What the system limits.
enum Limit {
    CoreFile,
    WrittenFile,
    Memory,
}

fn set_limit(limit: &Limit, value: u64) {
    let resource = match limit {
        Limit::CoreFile => libc::RLIMIT_CORE,
        Limit::WrittenFile => libc::RLIMIT_FSIZE,
        Limit::Memory => libc::RLIMIT_AS,
    };
    let limit = libc::rlimit {
        rlim_cur: value as libc::rlim_t,
        rlim_max: value as libc::rlim_t,
    };
    // SAFETY: a valid pointer to a limit. A refusal (macOS knows no RLIMIT_AS)
    // leaves the other limits.
    unsafe {
        libc::setrlimit(resource, &raw const limit);
    }
}

/// Ends a worker and the child it may have, and leaves no zombie: where aloud is
/// process 1, as in a container, the worker's orphan is its to bury as well.
pub(super) fn end(worker: &Child) {
    let group = worker.id() as libc::pid_t;
    // SAFETY: numbers only. The worker leads its own process group and nobody else
    // waits for it, so until here the number is its.
    unsafe {
        libc::kill(-group, libc::SIGKILL);
        while libc::waitpid(-group, std::ptr::null_mut(), 0) > 0 || interrupted() {}
    }
}

fn interrupted() -> bool {
    io::Error::last_os_error().kind() == io::ErrorKind::Interrupted
}

/// What a process that tries something may use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Address space, bytes.
    pub(crate) memory: u64,
    /// Processor time.
    pub(crate) processor: Duration,
    /// Wall-clock time.
    pub(crate) time: Duration,
}

/// Limits this very process, for good; it ends with the thread that started it.
pub(crate) fn limit_this_process(limits: &Limits) {
    set_limit(&Limit::CoreFile, 0);
    set_limit(&Limit::Memory, limits.memory);
    set_timers(limits.processor, limits.time);
    #[cfg(target_os = "linux")]
    // SAFETY: takes numbers only.
    unsafe {
        libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL, 0, 0, 0);
    }
}

/// Dies of a bad address, for the tests.
pub(super) fn crash() {
    // SAFETY: none is sought; the process ends here.
    unsafe {
        libc::raise(libc::SIGSEGV);
    }
}

//! How long a thread has computed.
#![allow(unsafe_code, reason = "the C library's clock")]

use std::time::Duration;

/// Processor time of this thread, to the microsecond. (`/proc/thread-self/schedstat` is
/// brought up to date only every few milliseconds.)
pub(crate) fn thread_time() -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the time is written to a `timespec` of ours.
    let told = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    assert_eq!(told, 0, "this system does not count a thread's time");
    Duration::new(
        time.tv_sec.cast_unsigned(),
        time.tv_nsec.cast_unsigned() as u32,
    )
}

//! This processor as it is, or as one without AVX-512.
//!
//! A library chooses its instructions by what `CPUID` says, and ONNX Runtime cannot be
//! told to choose others. Yet on a processor with AVX-512 it is no measure for our AVX2:
//! where there is no AVX-512 it has none either. Linux can make the instruction fault
//! (`ARCH_SET_CPUID` in arch_prctl(2), where processor and kernel have "CPUID
//! faulting"); whoever executes it then is answered by us, as an older processor would
//! answer.
//!
//! It holds for what is loaded afterwards and for threads begun afterwards. The C library
//! has chosen before: the copying of memory is the same in both views.
#![allow(
    unsafe_code,
    reason = "a signal's handler executes an instruction for the program it interrupted"
)]

/// What is hidden, for people.
pub(crate) const HIDDEN: &str = "AVX-512, AVX-VNNI and AMX";

/// Hides them from this thread and those that it begins.
///
/// # Errors
/// Why that cannot be done here.
#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
pub(crate) fn hide() -> Result<(), String> {
    Err("only Linux on x86-64 can".to_owned())
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub(crate) use faulting::hide;

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod faulting {
    use std::arch::x86_64::{__cpuid_count, CpuidResult};
    use std::ffi::{c_int, c_long, c_void};
    use std::io;
    use std::ptr;

    /// `asm/prctl.h`: whether `CPUID` may be executed.
    const ARCH_SET_CPUID: c_long = 0x1012;
    /// `0F A2`.
    const CPUID: [u8; 2] = [0x0f, 0xa2];

    pub(crate) fn hide() -> Result<(), String> {
        // SAFETY: all noughts is an action without flags and with an empty mask; the
        // handler set here is of the kind that SA_SIGINFO says, and lives for ever.
        let set = unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = answer as *const () as usize;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            libc::sigaction(libc::SIGSEGV, &raw const action, ptr::null_mut())
        };
        if set != 0 || !permit(false) {
            return Err(format!(
                "the system cannot hide them: {}",
                io::Error::last_os_error()
            ));
        }
        if std::arch::is_x86_feature_detected!("avx512f") {
            return Err("they were looked for before they were hidden".to_owned());
        }
        Ok(())
    }

    /// Whether this thread may execute `CPUID`; whether that could be set.
    fn permit(allowed: bool) -> bool {
        // SAFETY: this call reads and writes no memory of ours.
        unsafe { libc::syscall(libc::SYS_arch_prctl, ARCH_SET_CPUID, c_long::from(allowed)) == 0 }
    }

    /// Executes the instruction for the program, and goes on behind it.
    extern "C" fn answer(_signal: c_int, _info: *mut libc::siginfo_t, context: *mut c_void) {
        // SAFETY: with SA_SIGINFO the system gives a handler the interrupted program's
        // registers, to be changed as it likes; nothing else refers to them.
        let registers = unsafe { &mut (*context.cast::<libc::ucontext_t>()).uc_mcontext.gregs };
        let at = registers[libc::REG_RIP as usize];
        // SAFETY: the program was executing what lies there. Where it could not even be
        // fetched this faults in turn, and the process ends, as it should.
        let instruction = unsafe { ptr::read_unaligned(at as *const [u8; 2]) };
        if instruction != CPUID {
            // A fault as any other: it comes again, and ends the process.
            // SAFETY: the action by default is always there.
            unsafe { libc::signal(libc::SIGSEGV, libc::SIG_DFL) };
            return;
        }
        let leaf = registers[libc::REG_RAX as usize] as u32;
        let part = registers[libc::REG_RCX as usize] as u32;
        permit(true);
        #[allow(unused_unsafe, reason = "older compilers call it unsafe")]
        // SAFETY: every x86-64 processor has the instruction, and it was just permitted.
        let told = unsafe { __cpuid_count(leaf, part) };
        let told = hidden(leaf, part, told);
        permit(false);
        registers[libc::REG_RAX as usize] = i64::from(told.eax);
        registers[libc::REG_RBX as usize] = i64::from(told.ebx);
        registers[libc::REG_RCX as usize] = i64::from(told.ecx);
        registers[libc::REG_RDX as usize] = i64::from(told.edx);
        registers[libc::REG_RIP as usize] = at + CPUID.len() as i64;
    }

    /// What is left of an answer. Bits as in Intel's "Software Developer's Manual",
    /// volume 2A, CPUID, leaf 7.
    fn hidden(leaf: u32, part: u32, told: CpuidResult) -> CpuidResult {
        let without =
            |word: u32, bits: &[u32]| bits.iter().fold(word, |word, bit| word & !(1 << bit));
        let mut left = told;
        match (leaf, part) {
            (7, 0) => {
                // AVX-512: F, DQ, IFMA, PF, ER, CD, BW, VL.
                left.ebx = without(told.ebx, &[16, 17, 21, 26, 27, 28, 30, 31]);
                // AVX-512: VBMI, VBMI2, VNNI, BITALG, VPOPCNTDQ.
                left.ecx = without(told.ecx, &[1, 6, 11, 12, 14]);
                // AVX-512: 4VNNIW, 4FMAPS, VP2INTERSECT, FP16; AMX: BF16, TILE, INT8.
                left.edx = without(told.edx, &[2, 3, 8, 22, 23, 24, 25]);
            }
            (7, 1) => {
                // AVX-VNNI, AVX-512 BF16, AMX FP16, AVX-IFMA.
                left.eax = without(told.eax, &[4, 5, 21, 23]);
                // AVX-VNNI INT8, AVX-NE-CONVERT, AMX COMPLEX, AVX-VNNI INT16, AVX10.
                left.edx = without(told.edx, &[4, 5, 8, 10, 19]);
            }
            _ => {}
        }
        left
    }
}

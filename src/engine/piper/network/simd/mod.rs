//! Which instructions the decoder computes with.
//!
//! The arithmetic is written once, over [`Vector`]: sixteen numbers that are added and
//! multiplied at a time. An instruction set is a type that does this with its own
//! registers (one of AVX-512, two of AVX2, four of NEON, or plain numbers), and a
//! *shim*: the arithmetic compiled once more with the instructions allowed. Only the
//! shims and the registers' few operations are `unsafe`, and none of them takes a
//! pointer: numbers come and go by reference to whole [`Sixteen`]s.
//!
//! Wherever multiplication and addition are one operation with one rounding (all but
//! [`Simd::Portable`] on a processor without it), every sample is the result of the
//! same operations in the same order, so these sets agree to the last bit.

/// The arithmetic, compiled with an instruction set: the body of a shim's module.
macro_rules! shims {
    ($vector:ty $(, $feature:literal)?) => {
        use super::super::super::direct::{self, Convolution};
        use super::super::super::gate::{self, Gating};
        use super::super::super::post::{self, Post};
        use super::super::super::settle::Sink;
        use super::super::super::winograd::{self, Sums, Tiling};
        use super::*;

        $(#[target_feature(enable = $feature)])?
        pub(in super::super) fn convolve(job: &Convolution<'_>, sink: &mut Sink<'_>) {
            direct::run::<$vector>(job, &mut sink.here());
        }

        $(#[target_feature(enable = $feature)])?
        pub(in super::super) fn tile(
            job: &mut Tiling<'_, direct::Panels>,
            sink: &mut Sink<'_>,
        ) {
            winograd::run::<Sums<$vector>>(job, &mut sink.here());
        }

        $(#[target_feature(enable = $feature)])?
        pub(in super::super) fn gate(job: &mut Gating<'_>) {
            gate::run::<$vector>(job);
        }

        $(#[target_feature(enable = $feature)])?
        pub(in super::super) fn speak(job: &mut Post<'_>) {
            post::run::<$vector>(job);
        }

        $(#[target_feature(enable = $feature)])?
        pub(in super::super) fn perform<W: super::super::Work>(work: W) {
            work.perform::<$vector>();
        }
    };
}

pub(super) mod integers;
#[cfg(target_arch = "aarch64")]
mod neon;
mod portable;
#[cfg(target_arch = "x86_64")]
mod x86;

use super::direct::{self, Convolution};
use super::gate::Gating;
use super::int16;
use super::post::Post;
use super::settle::Sink;
use super::winograd::Tiling;

/// Sixteen neighbouring channels of one moment, on a cache line of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C, align(64))]
pub(in super::super) struct Sixteen(pub(super) [f32; LANES]);

/// Numbers in a [`Sixteen`].
pub(super) const LANES: usize = 16;

impl Sixteen {
    /// Sixteen noughts.
    pub(super) const ZERO: Self = Self([0.0; LANES]);

    /// How many it takes for so many channels.
    pub(super) fn for_channels(channels: usize) -> usize {
        channels.div_ceil(LANES)
    }
}

/// Sixteen numbers in registers.
///
/// Implementers make every method one instruction (or one per register) that is inlined
/// into the shim of their instruction set. The methods are safe to call only there:
/// no implementation may be named outside a shim, and no shim be called but by
/// [`Simd`], which exists only where the processor has the instructions.
pub(super) trait Vector: Copy {
    /// The widest group of columns that fits into the registers, in vectors.
    const COLUMNS: usize;

    /// The same number sixteen times.
    fn splat(number: f32) -> Self;
    /// Sixteen numbers from memory.
    fn load(from: &Sixteen) -> Self;
    /// Sixteen numbers to memory.
    fn store(self, to: &mut Sixteen);
    /// Sums.
    fn add(self, other: Self) -> Self;
    /// Differences.
    fn sub(self, other: Self) -> Self;
    /// Products.
    fn mul(self, other: Self) -> Self;
    /// Quotients.
    fn div(self, other: Self) -> Self;
    /// The larger of each two.
    fn max(self, other: Self) -> Self;
    /// The smaller of each two.
    fn min(self, other: Self) -> Self;
    /// `self × factor + plus`, rounded once where the processor can.
    fn mul_add(self, factor: Self, plus: Self) -> Self;
}

/// Anything else that is to be computed with an instruction set.
pub(super) trait Work {
    /// Computes it. To be inlined, always, so that it is compiled within the shim.
    fn perform<V: Vector>(self);
}

/// An instruction set that this processor has: whoever holds one may use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Simd {
    /// AVX-512 F, registers of sixteen.
    #[cfg(target_arch = "x86_64")]
    Avx512(Proof),
    /// AVX2 and FMA, registers of eight.
    #[cfg(target_arch = "x86_64")]
    Avx2(Proof),
    /// NEON, registers of four.
    #[cfg(target_arch = "aarch64")]
    Neon(Proof),
    /// What every processor can do.
    Portable,
}

/// Made here alone, where the processor was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Proof {
    /// Whether it adds products of 16-bit integers in one instruction, with registers of
    /// the set's size.
    #[cfg(target_arch = "x86_64")]
    has_vnni: bool,
}

impl Simd {
    /// All that this processor has, the fastest first.
    pub(in super::super) fn all() -> Vec<Self> {
        let mut all = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            if has!("avx512f") {
                let has_vnni = has!("avx512vnni");
                all.push(Self::Avx512(Proof { has_vnni }));
            }
            if has!("avx2") && has!("fma") {
                let has_vnni = has!("avxvnni");
                all.push(Self::Avx2(Proof { has_vnni }));
            }
        }
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("neon") {
            all.push(Self::Neon(Proof {}));
        }
        all.push(Self::Portable);
        all
    }

    /// The one of this name, or the fastest where none is named; `None` where this
    /// processor has none of the name.
    pub(in super::super) fn named(name: Option<&str>) -> Option<Self> {
        let wanted = |simd: &Self| name.is_none_or(|name| simd.name() == name);
        Self::all().into_iter().find(wanted)
    }

    /// All that int16 is for, and AVX2 without VNNI as well.
    #[cfg(test)]
    pub(super) fn all_for_int16() -> Vec<Self> {
        #[cfg(target_arch = "x86_64")]
        let without = |simd: Self| match simd {
            Self::Avx2(_) => vec![simd, Self::Avx2(Proof { has_vnni: false })],
            _ => vec![simd],
        };
        #[cfg(not(target_arch = "x86_64"))]
        let without = |simd: Self| vec![simd];
        let all = Self::all().into_iter();
        all.filter(|simd| simd.gains_from_int16())
            .flat_map(without)
            .collect()
    }

    /// As `ALOUD_SIMD` names it.
    pub(in super::super) fn name(self) -> &'static str {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(_) => "avx512",
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => "avx2",
            #[cfg(target_arch = "aarch64")]
            Self::Neon(_) => "neon",
            Self::Portable => "portable",
        }
    }

    /// Whether this is worth having beside a library that knows the processor.
    pub(in super::super) fn is_fast(self) -> bool {
        self != Self::Portable
    }

    /// Whether it multiplies 16-bit integers faster than numbers of 32 bits. NEON
    /// multiplies as many of either at once; so does AVX-512 without VNNI, which takes
    /// two instructions for it (measured: a tenth slower in all).
    pub(in super::super) fn gains_from_int16(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(proof) => proof.has_vnni,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => true,
            #[cfg(target_arch = "aarch64")]
            Self::Neon(_) => false,
            // The reference for the others.
            Self::Portable => true,
        }
    }

    /// The widest group of columns, in vectors; weights are packed for it.
    pub(super) fn columns(self) -> usize {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(_) => x86::Zmm::COLUMNS,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => x86::Ymm::COLUMNS,
            #[cfg(target_arch = "aarch64")]
            Self::Neon(_) => neon::Quads::COLUMNS,
            Self::Portable => portable::Plain::COLUMNS,
        }
    }
}

/// Chooses the shim.
macro_rules! with {
    ($simd:expr, $shim:ident($($given:expr),*)) => {
        match $simd {
            // SAFETY: the proof in each says that the processor was asked.
            #[cfg(target_arch = "x86_64")]
            Simd::Avx512(_) => unsafe { x86::avx512::$shim($($given),*) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Simd::Avx2(_) => unsafe { x86::avx2::$shim($($given),*) },
            // SAFETY: as above.
            #[cfg(target_arch = "aarch64")]
            Simd::Neon(_) => unsafe { neon::shims::$shim($($given),*) },
            Simd::Portable => portable::shims::$shim($($given),*),
        }
    };
}

/// Chooses the shim of integers.
macro_rules! with_integers {
    ($simd:expr, $shim:ident($($given:expr),*)) => {
        match $simd {
            // SAFETY: the proof in each says that the processor was asked.
            #[cfg(target_arch = "x86_64")]
            Simd::Avx512(Proof { has_vnni: true }) => unsafe {
                integers::x86::avx512vnni::$shim($($given),*)
            },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Simd::Avx2(Proof { has_vnni: true }) => unsafe {
                integers::x86::avxvnni::$shim($($given),*)
            },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Simd::Avx2(_) => unsafe { integers::x86::avx2::$shim($($given),*) },
            _ => integers::portable::shims::$shim($($given),*),
        }
    };
}

/// What is computed, with the instructions of `self`.
#[allow(unsafe_code, reason = "instructions that not every processor has")]
impl Simd {
    pub(super) fn convolve(self, job: &Convolution<'_>, sink: &mut Sink<'_>) {
        with!(self, convolve(job, sink));
    }

    pub(super) fn tile(self, job: &mut Tiling<'_, direct::Panels>, sink: &mut Sink<'_>) {
        with!(self, tile(job, sink));
    }

    pub(super) fn gate(self, job: &mut Gating<'_>) {
        with!(self, gate(job));
    }

    /// As [`Self::convolve`], in 16-bit integers.
    pub(super) fn convolve_int16(self, job: &mut int16::Convolution<'_>, sink: &mut Sink<'_>) {
        with_integers!(self, convolve(job, sink));
    }

    /// As [`Self::tile`], in 16-bit integers.
    pub(super) fn tile_int16(self, job: &mut Tiling<'_, int16::Panels>, sink: &mut Sink<'_>) {
        with_integers!(self, tile(job, sink));
    }

    pub(super) fn speak(self, job: &mut Post<'_>) {
        with!(self, speak(job));
    }

    pub(super) fn perform(self, work: impl Work) {
        with!(self, perform(work));
    }
}

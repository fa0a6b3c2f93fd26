//! AVX-512 and AVX2 with FMA.
#![allow(
    unsafe_code,
    reason = "instructions that not every x86-64 processor has"
)]

use std::arch::x86_64::*;

use super::{Sixteen, Vector};

/// One register of AVX-512.
#[derive(Clone, Copy)]
pub(super) struct Zmm(pub(super) __m512);

/// Two registers of AVX2.
#[derive(Clone, Copy)]
pub(super) struct Ymm(pub(super) __m256, pub(super) __m256);

// SAFETY, for all blocks below: only the shims name these types, and only `Simd` calls
// the shims, where the processor has the instructions. Loads and stores go through a
// reference to sixteen numbers that begin on a cache line.

impl Vector for Zmm {
    /// 6 rows × 4 columns leave 8 of 32 registers for weights and numbers on their way.
    const COLUMNS: usize = 4;

    #[inline(always)]
    fn splat(number: f32) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_set1_ps(number) })
    }

    #[inline(always)]
    fn load(from: &Sixteen) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_load_ps(from.0.as_ptr()) })
    }

    #[inline(always)]
    fn store(self, to: &mut Sixteen) {
        // SAFETY: see above.
        unsafe { _mm512_store_ps(to.0.as_mut_ptr(), self.0) };
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_add_ps(self.0, other.0) })
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_sub_ps(self.0, other.0) })
    }

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_mul_ps(self.0, other.0) })
    }

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_div_ps(self.0, other.0) })
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_max_ps(self.0, other.0) })
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_min_ps(self.0, other.0) })
    }

    #[inline(always)]
    fn mul_add(self, factor: Self, plus: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_fmadd_ps(self.0, factor.0, plus.0) })
    }
}

impl Vector for Ymm {
    /// 6 rows × 1 column (two registers) leave 4 of 16 registers.
    const COLUMNS: usize = 1;

    #[inline(always)]
    fn splat(number: f32) -> Self {
        // SAFETY: see above.
        let half = unsafe { _mm256_set1_ps(number) };
        Self(half, half)
    }

    #[inline(always)]
    fn load(from: &Sixteen) -> Self {
        let (low, high) = from.0.split_at(8);
        // SAFETY: see above; each half is eight numbers.
        unsafe { Self(_mm256_load_ps(low.as_ptr()), _mm256_load_ps(high.as_ptr())) }
    }

    #[inline(always)]
    fn store(self, to: &mut Sixteen) {
        let (low, high) = to.0.split_at_mut(8);
        // SAFETY: see above; each half is eight numbers.
        unsafe {
            _mm256_store_ps(low.as_mut_ptr(), self.0);
            _mm256_store_ps(high.as_mut_ptr(), self.1);
        }
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe {
            Self(
                _mm256_add_ps(self.0, other.0),
                _mm256_add_ps(self.1, other.1),
            )
        }
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe {
            Self(
                _mm256_sub_ps(self.0, other.0),
                _mm256_sub_ps(self.1, other.1),
            )
        }
    }

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe {
            Self(
                _mm256_mul_ps(self.0, other.0),
                _mm256_mul_ps(self.1, other.1),
            )
        }
    }

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe {
            Self(
                _mm256_div_ps(self.0, other.0),
                _mm256_div_ps(self.1, other.1),
            )
        }
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe {
            Self(
                _mm256_max_ps(self.0, other.0),
                _mm256_max_ps(self.1, other.1),
            )
        }
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe {
            Self(
                _mm256_min_ps(self.0, other.0),
                _mm256_min_ps(self.1, other.1),
            )
        }
    }

    #[inline(always)]
    fn mul_add(self, factor: Self, plus: Self) -> Self {
        // SAFETY: see above.
        unsafe {
            Self(
                _mm256_fmadd_ps(self.0, factor.0, plus.0),
                _mm256_fmadd_ps(self.1, factor.1, plus.1),
            )
        }
    }
}

pub(super) mod avx512 {
    shims!(Zmm, "avx512f");
}

pub(super) mod avx2 {
    shims!(Ymm, "avx2,fma");
}

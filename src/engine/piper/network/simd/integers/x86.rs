//! AVX-512 with VNNI; AVX2 with VNNI, or without.
#![allow(
    unsafe_code,
    reason = "instructions that not every x86-64 processor has"
)]

use std::arch::asm;
use std::arch::x86_64::*;

use super::super::x86::{Ymm, Zmm};
use super::super::{LANES, Vector};
use super::{Integers, Pairs};

/// One register of AVX-512.
#[derive(Clone, Copy)]
pub(in super::super) struct ZmmIntegers(__m512i);

/// Two registers of AVX2; `VNNI`: products are added in one instruction.
#[derive(Clone, Copy)]
pub(in super::super) struct YmmIntegers<const VNNI: bool>(__m256i, __m256i);

// SAFETY, for all blocks below: only the shims name these types, and only `Simd` calls
// the shims, where the processor has the instructions. Loads and stores go through a
// reference to sixteen pairs that begin on a cache line.

/// Each bit of the second or the third, as that of the first says.
const CHOICE: i32 = 0b1100_1010;

impl Integers for ZmmIntegers {
    type Numbers = Zmm;

    #[inline(always)]
    fn splat(pair: i32) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_set1_epi32(pair) })
    }

    #[inline(always)]
    fn load(from: &Pairs) -> Self {
        // SAFETY: see above.
        Self(unsafe { _mm512_load_si512(from.0.as_ptr().cast()) })
    }

    #[inline(always)]
    fn store(self, to: &mut Pairs) {
        // SAFETY: see above.
        unsafe { _mm512_store_si512(to.0.as_mut_ptr().cast(), self.0) };
    }

    #[inline(always)]
    fn add_products(self, one: Self, other: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe { add_products_512(self.0, one.0, other.0) })
    }

    #[inline(always)]
    fn numbers(self) -> Zmm {
        // SAFETY: see above.
        Zmm(unsafe { _mm512_cvtepi32_ps(self.0) })
    }

    #[inline(always)]
    fn pair_halves(first: Zmm, second: Zmm) -> Self {
        // SAFETY: see above.
        Self(unsafe {
            let second = _mm512_slli_epi32::<16>(_mm512_castps_si512(second.0));
            let lower = _mm512_set1_epi32(0xffff);
            _mm512_ternarylogic_epi32::<CHOICE>(lower, _mm512_castps_si512(first.0), second)
        })
    }

    #[inline(always)]
    fn magnitude(number: Zmm) -> Zmm {
        // SAFETY: see above.
        Zmm(unsafe { _mm512_abs_ps(number.0) })
    }

    /// Halves of two registers at a time, then quarters, then single numbers.
    #[inline(always)]
    fn largest_of_rows(rows: [Zmm; LANES]) -> Zmm {
        let mut fours = [Zmm::splat(0.0); 4];
        for (index, four) in fours.iter_mut().enumerate() {
            // Quarter `q` is of row `4·q + index`.
            *four = Zmm::quarters(
                Zmm::halves(rows[index], rows[index + 4]),
                Zmm::halves(rows[index + 8], rows[index + 12]),
            );
        }
        Zmm::singles(fours)
    }

    #[inline(always)]
    fn divide(one: Zmm, other: Zmm) -> Zmm {
        // SAFETY: see above.
        Zmm(unsafe { _mm512_div_ps(one.0, other.0) })
    }
}

/// Parts of registers, folded onto each other: the larger numbers stay.
impl Zmm {
    #[inline(always)]
    fn halves(a: Self, b: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe {
            _mm512_max_ps(
                _mm512_shuffle_f32x4::<0b01_00_01_00>(a.0, b.0),
                _mm512_shuffle_f32x4::<0b11_10_11_10>(a.0, b.0),
            )
        })
    }

    #[inline(always)]
    fn quarters(a: Self, b: Self) -> Self {
        // SAFETY: see above.
        Self(unsafe {
            _mm512_max_ps(
                _mm512_shuffle_f32x4::<0b10_00_10_00>(a.0, b.0),
                _mm512_shuffle_f32x4::<0b11_01_11_01>(a.0, b.0),
            )
        })
    }

    /// Of each four neighbours in one of four registers the largest, beside each other.
    #[inline(always)]
    fn singles([a, b, c, d]: [Self; 4]) -> Self {
        // SAFETY: see above.
        Self(unsafe {
            let ab = _mm512_max_ps(_mm512_unpacklo_ps(a.0, b.0), _mm512_unpackhi_ps(a.0, b.0));
            let cd = _mm512_max_ps(_mm512_unpacklo_ps(c.0, d.0), _mm512_unpackhi_ps(c.0, d.0));
            _mm512_max_ps(
                _mm512_shuffle_ps::<0b01_00_01_00>(ab, cd),
                _mm512_shuffle_ps::<0b11_10_11_10>(ab, cd),
            )
        })
    }
}

impl Ymm {
    /// Of two rows, both registers of each.
    #[inline(always)]
    fn halves(a: Self, b: Self) -> __m256 {
        // SAFETY: see above.
        unsafe {
            let (a, b) = (_mm256_max_ps(a.0, a.1), _mm256_max_ps(b.0, b.1));
            _mm256_max_ps(
                _mm256_permute2f128_ps::<0x20>(a, b),
                _mm256_permute2f128_ps::<0x31>(a, b),
            )
        }
    }

    /// Of each four neighbours in one of four the largest, beside each other.
    #[inline(always)]
    fn singles([a, b, c, d]: [Self; 4]) -> Self {
        Self(fours(a.0, b.0, c.0, d.0), fours(a.1, b.1, c.1, d.1))
    }
}

/// Of each four neighbours in one of four registers the largest, beside each other.
#[inline(always)]
fn fours(a: __m256, b: __m256, c: __m256, d: __m256) -> __m256 {
    // SAFETY: see above.
    unsafe {
        let ab = _mm256_max_ps(_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
        let cd = _mm256_max_ps(_mm256_unpacklo_ps(c, d), _mm256_unpackhi_ps(c, d));
        _mm256_max_ps(
            _mm256_shuffle_ps::<0b01_00_01_00>(ab, cd),
            _mm256_shuffle_ps::<0b11_10_11_10>(ab, cd),
        )
    }
}

impl<const VNNI: bool> Integers for YmmIntegers<VNNI> {
    type Numbers = Ymm;

    #[inline(always)]
    fn splat(pair: i32) -> Self {
        // SAFETY: see above.
        let half = unsafe { _mm256_set1_epi32(pair) };
        Self(half, half)
    }

    #[inline(always)]
    fn load(from: &Pairs) -> Self {
        let (low, high) = from.0.split_at(8);
        // SAFETY: see above; each half is eight pairs.
        unsafe {
            Self(
                _mm256_load_si256(low.as_ptr().cast()),
                _mm256_load_si256(high.as_ptr().cast()),
            )
        }
    }

    #[inline(always)]
    fn store(self, to: &mut Pairs) {
        let (low, high) = to.0.split_at_mut(8);
        // SAFETY: see above; each half is eight pairs.
        unsafe {
            _mm256_store_si256(low.as_mut_ptr().cast(), self.0);
            _mm256_store_si256(high.as_mut_ptr().cast(), self.1);
        }
    }

    #[inline(always)]
    fn add_products(self, one: Self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe {
            if VNNI {
                Self(
                    add_products_256(self.0, one.0, other.0),
                    add_products_256(self.1, one.1, other.1),
                )
            } else {
                Self(
                    _mm256_add_epi32(self.0, _mm256_madd_epi16(one.0, other.0)),
                    _mm256_add_epi32(self.1, _mm256_madd_epi16(one.1, other.1)),
                )
            }
        }
    }

    #[inline(always)]
    fn numbers(self) -> Ymm {
        // SAFETY: see above.
        unsafe { Ymm(_mm256_cvtepi32_ps(self.0), _mm256_cvtepi32_ps(self.1)) }
    }

    #[inline(always)]
    fn pair_halves(first: Ymm, second: Ymm) -> Self {
        Self(paired(first.0, second.0), paired(first.1, second.1))
    }

    #[inline(always)]
    fn magnitude(number: Ymm) -> Ymm {
        // SAFETY: see above.
        unsafe {
            let sign = _mm256_set1_ps(-0.0);
            Ymm(
                _mm256_andnot_ps(sign, number.0),
                _mm256_andnot_ps(sign, number.1),
            )
        }
    }

    /// Halves of a number's registers, then of two rows, then single numbers.
    #[inline(always)]
    fn largest_of_rows(rows: [Ymm; LANES]) -> Ymm {
        let mut fours = [Ymm::splat(0.0); 4];
        for (index, four) in fours.iter_mut().enumerate() {
            // Half `h` of the first register is of row `4·h + index`, and of the second
            // of the row eight further.
            *four = Ymm(
                Ymm::halves(rows[index], rows[index + 4]),
                Ymm::halves(rows[index + 8], rows[index + 12]),
            );
        }
        Ymm::singles(fours)
    }

    #[inline(always)]
    fn divide(one: Ymm, other: Ymm) -> Ymm {
        // SAFETY: see above.
        unsafe { Ymm(_mm256_div_ps(one.0, other.0), _mm256_div_ps(one.1, other.1)) }
    }
}

/// VNNI's instruction as it is written here: told what it means, the compiler makes two
/// of it, as if only the time to its end mattered.
#[inline]
#[target_feature(enable = "avx512f,avx512vnni")]
fn add_products_512(mut sum: __m512i, one: __m512i, other: __m512i) -> __m512i {
    // SAFETY: the processor has the instruction, and it touches three registers alone.
    unsafe {
        asm!(
            "vpdpwssd {sum}, {one}, {other}",
            sum = inout(zmm_reg) sum,
            one = in(zmm_reg) one,
            other = in(zmm_reg) other,
            options(pure, nomem, nostack, preserves_flags),
        );
    }
    sum
}

/// The same for eight sums.
#[inline]
#[target_feature(enable = "avx2,avxvnni")]
fn add_products_256(mut sum: __m256i, one: __m256i, other: __m256i) -> __m256i {
    // SAFETY: as above.
    unsafe {
        asm!(
            "{{vex}} vpdpwssd {sum}, {one}, {other}",
            sum = inout(ymm_reg) sum,
            one = in(ymm_reg) one,
            other = in(ymm_reg) other,
            options(pure, nomem, nostack, preserves_flags),
        );
    }
    sum
}

#[inline(always)]
fn paired(first: __m256, second: __m256) -> __m256i {
    // SAFETY: see above.
    unsafe {
        let second = _mm256_slli_epi32::<16>(_mm256_castps_si256(second));
        _mm256_blend_epi16::<0b1010_1010>(_mm256_castps_si256(first), second)
    }
}

pub(in super::super) mod avx512vnni {
    integer_shims!(ZmmIntegers, "avx512f,avx512vnni");
}

pub(in super::super) mod avxvnni {
    integer_shims!(YmmIntegers<true>, "avx2,fma,avxvnni");
}

pub(in super::super) mod avx2 {
    integer_shims!(YmmIntegers<false>, "avx2,fma");
}

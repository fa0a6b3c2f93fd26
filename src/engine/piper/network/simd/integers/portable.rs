//! Plain integers: what all the others are measured against.

use super::super::LANES;
use super::super::portable::Plain;
use super::{Integers, Pairs};

/// Sixteen integers, as the compiler likes to keep them.
#[derive(Clone, Copy)]
pub(in super::super) struct PlainIntegers([i32; LANES]);

fn first(pair: i32) -> i32 {
    i32::from(pair as i16)
}

fn second(pair: i32) -> i32 {
    pair >> 16
}

impl Integers for PlainIntegers {
    type Numbers = Plain;

    #[inline(always)]
    fn splat(pair: i32) -> Self {
        Self([pair; LANES])
    }

    #[inline(always)]
    fn load(from: &Pairs) -> Self {
        Self(from.0)
    }

    #[inline(always)]
    fn store(self, to: &mut Pairs) {
        to.0 = self.0;
    }

    #[inline(always)]
    fn add_products(mut self, one: Self, other: Self) -> Self {
        for (sum, (one, other)) in self.0.iter_mut().zip(one.0.into_iter().zip(other.0)) {
            let products = (first(one) * first(other)).wrapping_add(second(one) * second(other));
            *sum = sum.wrapping_add(products);
        }
        self
    }

    #[inline(always)]
    fn numbers(self) -> Plain {
        Plain(self.0.map(|sum| sum as f32))
    }

    #[inline(always)]
    fn pair_halves(first: Plain, second: Plain) -> Self {
        let mut pairs = [0; LANES];
        for (pair, (first, second)) in pairs.iter_mut().zip(first.0.into_iter().zip(second.0)) {
            *pair = (first.to_bits() & 0xffff | second.to_bits() << 16).cast_signed();
        }
        Self(pairs)
    }

    #[inline(always)]
    fn magnitude(number: Plain) -> Plain {
        Plain(number.0.map(f32::abs))
    }

    #[inline(always)]
    fn largest_of_rows(rows: [Plain; LANES]) -> Plain {
        Plain(rows.map(|row| row.0.into_iter().fold(0.0, f32::max)))
    }

    #[inline(always)]
    fn divide(one: Plain, other: Plain) -> Plain {
        let mut quotients = one.0;
        for (quotient, divisor) in quotients.iter_mut().zip(other.0) {
            *quotient /= divisor;
        }
        Plain(quotients)
    }
}

pub(in super::super) mod shims {
    integer_shims!(PlainIntegers);
}

//! Vocoders of any shape.

use proptest::prelude::*;

use super::super::alone::forge::{self, Shape};
use super::{Case, Latent, Method, Simd, agreement, same_bits};

/// Whatever the shape: where five frames of one channel decide all, one rounding more
/// in either library is heard sooner.
const DECIBELS_OF_ANY: f64 = 100.0;
/// The same in 16-bit integers.
const DECIBELS_OF_ANY_IN_INT16: f64 = 50.0;

/// An upsampling: its rate, and a kernel that can make so many rows of one.
fn upsampling() -> impl Strategy<Value = (usize, usize)> {
    (1..6_usize, 0..3_usize, 0..3_usize)
        .prop_map(|(rate, twice, more)| (rate, rate + twice * rate + more))
}

prop_compose! {
    fn shapes()(
        latent in 1..20_usize,
        halvings in prop::collection::vec(upsampling(), 1..4),
        last in 1..20_usize,
        resblock_kernels in prop::collection::vec(1..14_usize, 1..4),
        dilations in prop::collection::vec(1..8_usize, 1..4),
        convolutions in 1..3_usize,
        speaker in prop::option::of(1..5_usize),
    ) -> Shape {
        let (upsample_rates, upsample_kernels): (Vec<_>, Vec<_>) = halvings.into_iter().unzip();
        Shape {
            latent,
            initial: last << upsample_rates.len(),
            upsample_rates,
            upsample_kernels,
            resblock_kernels,
            dilations,
            convolutions,
            speaker,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_shape_length_and_cutting_sounds_as_with_onnx_runtime(
        shape in shapes(),
        seed in 0..1000_u64,
        frames in 1..40_usize,
        lengths in prop::collection::vec(1..20_usize, 1..4),
    ) {
        let case = Case::new("any", &forge::model(&shape, seed));
        let latent = Latent::drawn(shape.latent, frames, seed);
        let theirs = case.theirs(&latent);
        let decoder = case.decoder_by(Simd::all()[0], Method::Int16);
        let whole = case.ours(&decoder, &latent, &[frames]);
        let found = agreement(&whole, &theirs);
        prop_assert!(found >= DECIBELS_OF_ANY_IN_INT16, "{} in int16", found);
        prop_assert!(same_bits(&case.ours(&decoder, &latent, &lengths), &whole));
        for simd in Simd::all() {
            let decoder = case.decoder(simd);
            prop_assert_eq!(decoder.hop(), shape.hop());
            let whole = case.ours(&decoder, &latent, &[frames]);
            let agreement = agreement(&whole, &theirs);
            prop_assert!(agreement >= DECIBELS_OF_ANY, "{} with {}", agreement, simd.name());
            prop_assert!(same_bits(&case.ours(&decoder, &latent, &lengths), &whole));
        }
    }
}

use std::sync::Arc;

use super::super::super::noise::Noise;
use super::claim::Claim;
use super::forge::{self, Shape};
use super::{Cuts, DECIBELS, Decoder, Draw, Graph, Latent, Method, Plan, Simd};
use super::{agreement, mutated, say};

/// With every instruction set; an interpreter is spared the plain numbers, which take it
/// longest, where it knows another.
fn hold(claim: &Claim) {
    let mut sets = Simd::all();
    if cfg!(miri) && sets.len() > 1 {
        sets.retain(|simd| simd.is_fast());
    }
    claim.hold_with(&sets);
}

/// One upsampling, one residual block.
fn least() -> Shape {
    Shape {
        upsample_rates: vec![2],
        upsample_kernels: vec![4],
        resblock_kernels: vec![3],
        dilations: vec![1],
        ..Shape::medium(1, 2)
    }
}

#[test]
fn plain_numbers_alone() {
    Claim::of(least(), 2, &[1]).hold_with(&[Simd::Portable]);
}

#[test]
fn three_taps_with_their_dilations() {
    let shape = Shape {
        dilations: vec![1, 2],
        ..least()
    };
    hold(&Claim::of(shape, 5, &[1, 0, 3]));
}

#[test]
fn five_taps_in_residual_blocks_of_kind_one() {
    let shape = Shape {
        resblock_kernels: vec![5],
        convolutions: 2,
        ..least()
    };
    hold(&Claim::of(shape, 4, &[3, 1]));
}

#[test]
fn seven_taps_and_one_averaged() {
    let shape = Shape {
        resblock_kernels: vec![7, 1],
        ..least()
    };
    hold(&Claim::of(shape, 4, &[2, 1]));
}

#[test]
fn eleven_taps_in_two_stretches() {
    let shape = Shape {
        resblock_kernels: vec![11],
        ..least()
    };
    hold(&Claim::of(shape, 4, &[1]));
}

#[test]
fn upsampling_with_an_odd_kernel_for_a_speaker() {
    let shape = Shape {
        upsample_rates: vec![3],
        upsample_kernels: vec![7],
        speaker: Some(2),
        ..least()
    };
    hold(&Claim::of(shape, 3, &[2]));
}

#[test]
fn upsampling_twice_to_rows_of_several_sixteens() {
    let shape = Shape {
        initial: 36,
        upsample_rates: vec![1, 2],
        upsample_kernels: vec![1, 3],
        resblock_kernels: vec![2],
        ..least()
    };
    hold(&Claim::of(shape, 2, &[1]));
}

/// Bytes that are the same in every run, on every machine.
#[cfg(not(miri))]
fn bytes(seed: u64) -> Vec<u8> {
    let noise = Noise::new(seed, 0).columns(1, &(0..64));
    noise.map(|value| (value * 1e6) as i32 as u8).collect()
}

// An interpreter takes minutes for what a processor does at once: it has the tests above.
#[cfg(not(miri))]
#[test]
fn whatever_the_shape_the_latent_and_the_cutting() {
    for seed in 0..30 {
        Claim::drawn(&mut Draw(&bytes(seed))).hold();
    }
}

#[cfg(not(miri))]
#[test]
fn a_damaged_file_is_refused_or_computed_to_its_end() {
    for seed in 0..1000 {
        mutated::survive(&bytes(seed), Simd::Portable);
    }
}

/// As the stock qualities are, but for their channels.
#[cfg(not(miri))]
#[test]
fn fewer_multiplications_give_what_the_definition_gives() {
    for shape in [Shape::medium(6, 24), Shape::high(6, 32)] {
        let file = forge::model(&shape, 1);
        let graph = Graph::read(&file).unwrap();
        let plan = Plan::read(&graph, &Cuts::of(&graph).unwrap()).unwrap();
        let latent = Latent::drawn(shape.latent, 9, 2);
        let say = |simd, method| {
            let decoder = Arc::new(Decoder::new(&plan, simd, method));
            say(&decoder, None, &latent, &[9])
        };
        let defined = say(Simd::Portable, Method::Direct);
        for simd in Simd::all() {
            let agreement = agreement(&say(simd, Method::Winograd), &defined);
            println!("{}: {agreement:.1} dB", simd.name());
            assert!(agreement >= DECIBELS, "{}: {agreement}", simd.name());
        }
    }
}

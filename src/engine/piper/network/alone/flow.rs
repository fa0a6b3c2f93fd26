//! What can be claimed of a flow before a vocoder.

use std::sync::Arc;

use super::forge::{self, Shape};
use super::forge_flow::Flow;
use super::{Cuts, DECIBELS, Decoder, Graph, Latent, Method, Plan, Simd, Stream};
use super::{agreement, same_bits, say};

/// A stage of upsampling with every kind of layer, and two; each behind a flow.
fn plans_with_flow() -> Vec<Plan> {
    let small = Shape {
        upsample_rates: vec![3],
        upsample_kernels: vec![7],
        resblock_kernels: vec![3, 6, 8],
        dilations: vec![1, 2],
        ..Shape::medium(6, 8)
    };
    let high = Shape {
        upsample_rates: vec![2, 2],
        upsample_kernels: vec![4, 4],
        resblock_kernels: vec![5, 11],
        ..Shape::high(18, 40)
    };
    let flow = |couplings, hidden, dilation_rate| Flow {
        couplings,
        dilation_rate,
        layers: 2,
        ..Flow::stock(hidden)
    };
    let shapes = [(small, flow(3, 5, 2)), (high, flow(2, 24, 1))].into_iter();
    let plans = shapes.map(|(shape, flow)| {
        let file = forge::model_with_flow(&shape, &flow, 1);
        let graph = Graph::read(&file).unwrap();
        let cuts = Cuts::of(&graph).unwrap();
        Plan::read_from_frames(&graph, &cuts, "given").unwrap()
    });
    plans.collect()
}

#[test]
fn a_flow_gives_what_the_definition_gives_however_it_is_cut() {
    for plan in plans_with_flow() {
        let latent = Latent::drawn(plan.channels, 23, 2);
        let say = |simd, method, lengths: &[usize]| {
            let decoder = Arc::new(Decoder::new(&plan, simd, method));
            say(&decoder, None, &latent, lengths)
        };
        let defined = say(Simd::Portable, Method::Direct, &[23]);
        assert_eq!(defined.len(), 23 * plan.hop);
        for simd in Simd::all() {
            let whole = say(simd, Method::Winograd, &[23]);
            let agreement = agreement(&whole, &defined);
            println!("{}: {agreement:.1} dB", simd.name());
            assert!(agreement >= DECIBELS, "{}: {agreement}", simd.name());
            for lengths in [&[1, 3, 5, 14][..], &[22, 1], &[1; 23]] {
                assert!(same_bits(&whole, &say(simd, Method::Winograd, lengths)));
            }
            let decoder = Arc::new(Decoder::new(&plan, simd, Method::Winograd));
            let mut stream = Stream::new(&decoder, None).unwrap();
            assert!(same_bits(&whole, stream.push_last(&latent.values).unwrap()));
        }
    }
}

/// The frames that a decoder says it must be given for so many samples are just enough.
#[test]
fn sound_comes_with_the_frames_it_needs_and_not_before() {
    for plan in plans_with_flow() {
        let decoder = Arc::new(Decoder::new(&plan, Simd::Portable, Method::Winograd));
        for samples in [1, 7, 2 * plan.hop + 1] {
            let frames = decoder.frames_for(samples);
            let latent = Latent::drawn(plan.channels, frames, 3);
            let mut stream = Stream::new(&decoder, None).unwrap();
            let early = stream.push(&latent.piece(0..frames - 1)).unwrap().len();
            let late = stream
                .push(&latent.piece(frames - 1..frames))
                .unwrap()
                .len();
            assert!(
                early < samples && samples <= early + late,
                "{samples}: {early}, {late}"
            );
        }
    }
}

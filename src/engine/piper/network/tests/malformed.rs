//! Files that say something else than a vocoder: refused, never computed wrongly.

use proptest::prelude::*;

use super::super::Precision;
use super::super::alone::forge::{self, Shape};
use super::super::alone::mutated::{read, read_in, speak};
use super::{Simd, fastest};

fn small() -> Shape {
    Shape {
        speaker: Some(3),
        ..Shape::medium(3, 8)
    }
}

#[test]
fn what_hifi_gan_does_not_do_is_refused() {
    let file = forge::model(&small(), 1);
    assert!(read(&file, fastest()).is_some());
    for (from, to) in [
        (&b"LeakyRelu"[..], &b"ThresRelu"[..]),
        (b"Tanh", b"Sinh"),
        (b"Div", b"Pow"),
        (b"dilations", b"dilatiens"),
        (b"strides", b"stridez"),
        (b"pads", b"pods"),
        // The rectifier's slope, 0.1: one that grows what is negative, and none at all.
        (&0.1_f32.to_le_bytes(), &1.5_f32.to_le_bytes()),
        (&0.1_f32.to_le_bytes(), &f32::NAN.to_le_bytes()),
    ] {
        let odd = super::super::super::tests::replaced(&file, from, to);
        assert_ne!(odd, file, "{}", String::from_utf8_lossy(from));
        assert!(
            read(&odd, fastest()).is_none(),
            "{}",
            String::from_utf8_lossy(to)
        );
    }
}

#[test]
fn sizes_that_contradict_each_other_are_refused() {
    let is_read = |change: fn(&mut Shape)| {
        let mut shape = small();
        change(&mut shape);
        read(&forge::model(&shape, 1), fastest()).is_some()
    };
    assert!(is_read(|_| ()));
    for change in [
        (|shape| shape.upsample_rates[2] = 9) as fn(&mut Shape),
        |shape| (shape.upsample_rates[2], shape.upsample_kernels[2]) = (65, 65),
        |shape| (shape.upsample_rates, shape.upsample_kernels) = (vec![32; 3], vec![32; 3]),
        |shape| shape.dilations = vec![1 << 15],
        |shape| shape.resblock_kernels = vec![257],
        // As many rows would have to be kept as no memory holds.
        |shape| (shape.resblock_kernels, shape.dilations) = (vec![3; 3], vec![8_000; 12]),
    ] {
        assert!(!is_read(change));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Most such files are refused; the rest is computed to the end, and takes no more
    /// than it may.
    #[test]
    fn a_byte_here_and_there_breaks_nothing(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let shape = Shape { upsample_rates: vec![2], upsample_kernels: vec![4], ..small() };
        let mut file = forge::model(&shape, 1);
        let size = file.len();
        for (at, byte) in changes {
            file[at.index(size)] = byte;
        }
        for precision in [Precision::Float32, Precision::Int16] {
            if let Some(decoder) = read_in(&file, Simd::Portable, precision) {
                speak(decoder);
            }
        }
    }
}

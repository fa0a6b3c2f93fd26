//! Who encodes the text: our own encoder, where it gives what the voice's graph gives.

use ort::value::DynValue;

use super::decoder::Encoder;
use super::decoding::Decoding;
use super::graph::{Cuts, Graph, Names, Spread};
use super::model::Model;
use super::parts::{IDS, LENGTHS, floats, tensor};
use crate::error::Result;

/// Lengths of the sentences that an encoder is tried with: fewer ids than know of each
/// other's place, as many, and more than are computed together.
const TRIED: [usize; 4] = [1, 4, 9, 70];
/// How far below the signal the difference to ONNX Runtime's must lie, in decibels.
/// Rounding lies at 120 and below; another function gives 80 at most.
const AGREEMENT: f64 = 100.0;
/// From one symbol to the next in them.
const STRIDE: usize = 7;

/// Our encoder, and what the graph calls that which it gives.
pub(super) struct Encoding {
    encoder: Encoder,
    pub(super) names: Names,
}

impl Encoding {
    /// Reads a graph's encoder and tries it.
    ///
    /// # Errors
    /// Why it is left to ONNX Runtime.
    pub(super) fn of(
        graph: &Graph<'_>,
        cuts: &Cuts<'_, '_>,
        spread: &Spread,
        decoding: &Decoding,
    ) -> std::result::Result<Self, &'static str> {
        let simd = decoding.simd()?;
        let encoded = cuts.encoded(spread).map_err(|broken| broken.0)?;
        let encoder = Encoder::read(graph, &encoded, simd).map_err(|broken| broken.0)?;
        let encoding = Self {
            encoder,
            names: encoded.names,
        };
        let agrees = encoding.agreement(cuts, &TRIED);
        if agrees.is_ok_and(|agreement| agreement >= AGREEMENT) {
            Ok(encoding)
        } else {
            Err("its text encoder gives something else than VITS's")
        }
    }

    /// What the graph's nodes would have given for these ids.
    ///
    /// # Errors
    /// `engine_failed`.
    pub(super) fn run(&self, ids: &[i64]) -> Result<[(String, DynValue); 2]> {
        let said = self.encoder.run(ids)?;
        let [hidden, statistics] = self.encoder.channels();
        let give = |name: &str, channels: usize, values: Vec<f32>| {
            let shape = vec![1, channels as i64, ids.len() as i64];
            Ok((name.to_owned(), tensor(shape, values)?))
        };
        Ok([
            give(&self.names.hidden, hidden, said.hidden)?,
            give(&self.names.statistics, statistics, said.statistics)?,
        ])
    }

    /// What its last bits depend on: part of a voice's digest.
    pub(super) fn class(&self) -> String {
        self.encoder.class()
    }

    /// The least agreement with the graph's own nodes in sentences of these lengths, in
    /// decibels.
    fn agreement(&self, cuts: &Cuts<'_, '_>, lengths: &[usize]) -> Result<f64> {
        let text = cuts.text_model(&self.names);
        let names = [self.names.hidden.clone(), self.names.statistics.clone()];
        let model = Model::load(&text.model, &text.inputs, &names)?;
        let mut least = f64::INFINITY;
        for &count in lengths {
            let symbols = self.encoder.symbols();
            let ids = (1..=count).map(|at| (at * STRIDE % symbols) as i64);
            let ids: Vec<i64> = ids.collect();
            let given: Result<Vec<DynValue>> = text
                .inputs
                .iter()
                .map(|name| {
                    let length = count as i64;
                    match name.as_str() {
                        IDS => tensor(vec![1, length], ids.clone()),
                        LENGTHS => tensor(vec![1], vec![length]),
                        _ => Err(super::parts::unknown_input()),
                    }
                })
                .collect();
            let given = given?;
            let theirs = model.run(&given.iter().collect::<Vec<_>>())?;
            for ((_, ours), theirs) in self.run(&ids)?.iter().zip(&theirs) {
                least = least.min(agreement(ours, theirs)?);
            }
        }
        Ok(least)
    }
}

/// Decibels by which the difference lies below the signal; below all where the shapes
/// differ.
fn agreement(ours: &DynValue, theirs: &DynValue) -> Result<f64> {
    let ((shape, ours), (other, theirs)) = (floats(ours)?, floats(theirs)?);
    if shape != other {
        return Ok(f64::NEG_INFINITY);
    }
    let power = |of: &mut dyn Iterator<Item = f64>| of.map(|x| x * x).sum::<f64>();
    let signal = power(&mut theirs.iter().map(|&x| f64::from(x)));
    let both = ours.iter().zip(theirs);
    let noise = power(&mut both.map(|(&a, &b)| f64::from(a) - f64::from(b)));
    // What is no number agrees with nothing.
    Ok(10.0 * (signal / noise.max(f64::MIN_POSITIVE)).log10())
}

#[cfg(test)]
mod tests {
    use super::super::decoder::Simd;
    use super::super::tests::{
        load_library, parts_decoded_by, replaced, sentence, sound, voice, voices,
    };
    use super::super::{DecodedBy, parts::Parts, spread};
    use super::*;

    /// What every place must keep to, in decibels.
    const KEPT: f64 = 110.0;
    /// Around tiles of four, sixteens, and those that ask together; and long ones.
    const LENGTHS: [usize; 12] = [1, 2, 3, 4, 5, 16, 17, 47, 49, 97, 257, 900];

    fn with_encoding<T>(
        model: &[u8],
        simd: &str,
        with: impl FnOnce(std::result::Result<Encoding, &'static str>, &Cuts<'_, '_>) -> T,
    ) -> T {
        load_library();
        let graph = Graph::read(model).unwrap();
        let cuts = Cuts::of(&graph).unwrap();
        let (cuts, spread) = spread::take_out(&graph, &cuts).unwrap();
        let decoding = Decoding {
            simd: Some(simd.to_owned()),
            ..Decoding::default()
        };
        with(Encoding::of(&graph, &cuts, &spread, &decoding), &cuts)
    }

    #[test]
    fn what_is_encoded_is_what_the_graph_encodes_and_the_same_each_time() {
        for (name, _) in voices() {
            for simd in Simd::all() {
                with_encoding(&voice(&name), simd.name(), |encoding, cuts| {
                    let encoding = encoding.unwrap();
                    let agreement = encoding.agreement(cuts, &LENGTHS).unwrap();
                    println!("{name}, {}: {agreement:.1} dB", encoding.class());
                    assert!(agreement >= KEPT, "{name}: {agreement}");
                    let ids: Vec<i64> = (1..60).collect();
                    let say = || encoding.encoder.run(&ids).unwrap();
                    let (one, again) = (say(), say());
                    assert_eq!(one.hidden, again.hidden);
                    assert_eq!(one.statistics, again.statistics);
                });
            }
        }
    }

    #[test]
    fn durations_stay_as_they_were_and_the_sound_is_the_same_to_rounding() {
        for (name, _) in voices() {
            let own = parts_decoded_by(&name, DecodedBy::Own);
            let theirs = parts_decoded_by(&name, DecodedBy::OnnxRuntime);
            assert!(own.class().starts_with("encoder"), "{}", own.class());
            assert_eq!(theirs.class(), "onnxruntime");
            for count in [1, 12, 55, 240] {
                let sentence = sentence(count, 0.7, 5);
                let durations = |parts: &Parts| parts.begin(&sentence).unwrap().durations;
                assert_eq!(durations(&own), durations(&theirs), "{name}, {count}");
                let step = usize::MAX / 2;
                let heard = [&own, &theirs].map(|parts| {
                    let sound = sound(parts, &sentence, step);
                    tensor(vec![sound.len() as i64], sound).unwrap()
                });
                let agreement = agreement(&heard[0], &heard[1]).unwrap();
                println!("{name}, {count} phonemes: {agreement:.1} dB");
                assert!(agreement >= KEPT, "{name}, {count}: {agreement}");
            }
        }
    }

    /// Its weights are where they should be, and what is done with them is not.
    #[test]
    fn an_encoder_that_computes_something_else_is_left_to_onnx_runtime() {
        let odd = replaced(&voice("tiny"), b"Softmax", b"Hardmax");
        with_encoding(&odd, "portable", |encoding, _| {
            let why = encoding.err().unwrap();
            assert!(why.contains("something else"), "{why}");
        });
        let parts = Parts::load("odd", &odd).unwrap();
        assert!(parts.why_not_encoding.is_some());
        assert!(!sound(&parts, &sentence(5, 0.0, 0), 64).is_empty());
    }

    #[test]
    fn an_id_that_the_voice_does_not_have_is_refused() {
        with_encoding(&voice("tiny"), "portable", |encoding, _| {
            let encoder = encoding.unwrap().encoder;
            let most = encoder.symbols() as i64;
            for odd in [-1, most, i64::MIN, i64::MAX] {
                let refused = encoder.run(&[1, odd, 2]).err().unwrap();
                assert_eq!(refused.code(), "engine_failed");
            }
            assert!(encoder.run(&[]).is_err());
            assert!(encoder.run(&[0, most - 1]).is_ok());
        });
    }
}

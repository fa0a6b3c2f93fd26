//! Who encodes the text and says how long each id is spoken: our own encoder and
//! predictor, where they give what the voice's graph gives.
//!
//! Their weights are read from the graph, and what is done with them is tried, once for
//! each voice that is loaded: the graph's own nodes are run over a few sentences beside
//! them.

use std::collections::HashMap;

use ort::value::DynValue;

use super::decoding::Decoding;
use super::graph::{Cuts, Graph, Names, Noise as Random, Predicted, Spread, TextModel};
use super::latent::draw;
use super::model::Model;
use super::network::{Encoder, Predictor};
use super::noise::Noise;
use super::parts::{SPEAKER, Sentence, floats, inputs, tensor, unknown_input};
use crate::error::Result;

/// Lengths of the sentences that an encoder is tried with: fewer ids than know of each
/// other's place, as many, and more than are computed together.
const TRIED: [usize; 4] = [1, 4, 9, 70];
/// How far below the signal the difference to ONNX Runtime's must lie, in decibels.
/// Rounding lies at 120 and below; another function gives 80 at most.
const AGREEMENT: f64 = 100.0;
/// From one symbol to the next in them.
const STRIDE: usize = 7;
/// Noise for durations is drawn by the part that takes it.
const STREAM: usize = 1;

/// Our encoder, and what the graph calls that which it gives.
pub(super) struct Encoding {
    encoder: Encoder,
    durations: Option<Durations>,
    pub(super) names: Names,
}

/// Our predictor.
struct Durations {
    predictor: Predictor,
    noise: Random,
}

impl Encoding {
    /// Reads a graph's encoder and its predictor, and tries them.
    ///
    /// # Errors
    /// Why the encoder is left to ONNX Runtime; the predictor may be as well.
    pub(super) fn of(
        graph: &Graph<'_>,
        cuts: &Cuts<'_, '_>,
        spread: &Spread,
        decoding: &Decoding,
    ) -> std::result::Result<Self, &'static str> {
        let simd = decoding.simd()?;
        let encoded = cuts.encoded(spread).map_err(|broken| broken.0)?;
        let encoder = Encoder::read(graph, &encoded, simd).map_err(|broken| broken.0)?;
        let mut encoding = Self {
            encoder,
            durations: None,
            names: encoded.names,
        };
        let agrees = encoding.agreement(cuts, &TRIED);
        if !agrees.is_ok_and(|agreement| agreement >= AGREEMENT) {
            return Err("its text encoder gives something else than VITS's");
        }
        if let Err(why) = encoding.predict(graph, cuts, decoding) {
            tracing::info!("ONNX Runtime predicts a voice's durations, because {why}");
        }
        Ok(encoding)
    }

    /// Reads a graph's predictor and tries it.
    fn predict(
        &mut self,
        graph: &Graph<'_>,
        cuts: &Cuts<'_, '_>,
        decoding: &Decoding,
    ) -> std::result::Result<(), &'static str> {
        let predicted = cuts.predicted(&self.names, SPEAKER);
        let predicted = predicted.map_err(|broken| broken.0)?;
        let predictor = Predictor::read(graph, &predicted, decoding.simd()?);
        self.durations = Some(Durations {
            predictor: predictor.map_err(|broken| broken.0)?,
            noise: predicted.noise.clone(),
        });
        let agrees = self.agreement_of_durations(cuts, &predicted, &TRIED);
        if agrees.is_ok_and(|agreement| agreement >= AGREEMENT) {
            self.names.durations = Some(predicted.durations);
            return Ok(());
        }
        self.durations = None;
        Err("its duration predictor gives something else than VITS's")
    }

    /// What the graph's nodes would have given for a sentence.
    ///
    /// # Errors
    /// `engine_failed`.
    pub(super) fn run(&self, sentence: &Sentence) -> Result<Vec<(String, DynValue)>> {
        let said = self.encoder.run(&sentence.ids)?;
        let ids = sentence.ids.len() as i64;
        let give = |name: &str, values: Vec<f32>| {
            let shape = vec![1, values.len() as i64 / ids, ids];
            Ok((name.to_owned(), tensor(shape, values)?))
        };
        let mut given = vec![give(&self.names.statistics, said.statistics.clone())?];
        match &self.durations {
            Some(durations) => {
                let exact = durations.run(&said.hidden, sentence)?;
                let frames = exact.into_iter().map(f32::ceil).collect();
                let name = self.names.durations.as_ref();
                given.push(give(name.ok_or_else(unknown_input)?, frames)?);
            }
            None => given.push(give(&self.names.hidden, self.encoder.hidden_of(&said))?),
        }
        Ok(given)
    }

    /// What its last bits depend on: part of a voice's digest.
    pub(super) fn class(&self) -> String {
        let durations = self.durations.iter();
        let durations = durations.map(|durations| durations.predictor.class());
        let all = [self.encoder.class()].into_iter().chain(durations);
        all.collect::<Vec<_>>().join("+")
    }

    /// A sentence of so many ids, many of the symbols among them, by the last speaker.
    fn sentence(&self, ids: usize) -> Sentence {
        let symbols = self.encoder.symbols();
        let speakers = self.durations.as_ref();
        let speakers = speakers.and_then(|durations| durations.predictor.speakers());
        Sentence {
            ids: (1..=ids).map(|at| (at * STRIDE % symbols) as i64).collect(),
            noise_scale: 0.5,
            length_scale: 1.25,
            noise_w_scale: 0.75,
            speaker: speakers.map_or(0, |count| count as i64 - 1),
            seed: 1,
        }
    }

    /// The least agreement of what is encoded with the graph's own nodes in sentences of
    /// these lengths, in decibels.
    fn agreement(&self, cuts: &Cuts<'_, '_>, lengths: &[usize]) -> Result<f64> {
        let names = [self.names.hidden.clone(), self.names.statistics.clone()];
        let oracle = Oracle::load(cuts.text_model(&self.names), &names)?;
        let mut least = f64::INFINITY;
        for &length in lengths {
            let sentence = self.sentence(length);
            let theirs = oracle.run(&inputs(&sentence)?)?;
            let said = self.encoder.run(&sentence.ids)?;
            let ours = [self.encoder.hidden_of(&said), said.statistics];
            for (ours, theirs) in ours.iter().zip(&theirs) {
                least = least.min(agreement(ours, floats(theirs)?.1));
            }
        }
        Ok(least)
    }

    /// The same of durations, before they are rounded up.
    fn agreement_of_durations(
        &self,
        cuts: &Cuts<'_, '_>,
        predicted: &Predicted<'_, '_>,
        lengths: &[usize],
    ) -> Result<f64> {
        let Some(durations) = &self.durations else {
            return Ok(f64::NEG_INFINITY);
        };
        let exact = std::slice::from_ref(&predicted.exact);
        let oracle = Oracle::load(cuts.duration_model(&self.names, predicted), exact)?;
        let mut least = f64::INFINITY;
        for &length in lengths {
            let sentence = self.sentence(length);
            let said = self.encoder.run(&sentence.ids)?;
            let ours = durations.run(&said.hidden, &sentence)?;
            let mut known = inputs(&sentence)?;
            let hidden = self.encoder.hidden_of(&said);
            let shape = vec![1, (hidden.len() / length) as i64, length as i64];
            known.insert(self.names.hidden.clone(), tensor(shape, hidden)?);
            known.insert(durations.noise.name.clone(), durations.noise_of(&sentence)?);
            for theirs in &oracle.run(&known)? {
                least = least.min(agreement(&ours, floats(theirs)?.1));
            }
        }
        Ok(least)
    }
}

impl Durations {
    /// Two rows.
    fn noise_of(&self, sentence: &Sentence) -> Result<DynValue> {
        let ids = sentence.ids.len();
        let stream = Noise::new(sentence.seed, STREAM);
        draw(&self.noise, &[1, 2, ids as i64], &(0..ids), stream)
    }

    /// Frames of each id, not yet rounded up.
    fn run(&self, hidden: &[super::network::Sixteen], sentence: &Sentence) -> Result<Vec<f32>> {
        let noise = self.noise_of(sentence)?;
        let noise = floats(&noise)?.1.iter();
        let noise: Vec<f32> = noise.map(|x| x * sentence.noise_w_scale).collect();
        let mut frames = self.predictor.run(hidden, &noise, sentence.speaker)?;
        for frames in &mut frames {
            *frames *= sentence.length_scale;
        }
        Ok(frames)
    }
}

/// The graph's own nodes.
struct Oracle {
    model: Model,
    inputs: Vec<String>,
}

impl Oracle {
    fn load(nodes: TextModel, outputs: &[String]) -> Result<Self> {
        Ok(Self {
            model: Model::load(&nodes.model, &nodes.inputs, outputs)?,
            inputs: nodes.inputs,
        })
    }

    fn run(&self, known: &HashMap<String, DynValue>) -> Result<Vec<DynValue>> {
        let given = self.inputs.iter().map(|name| known.get(name));
        let given: Option<Vec<&DynValue>> = given.collect();
        self.model.run(&given.ok_or_else(unknown_input)?)
    }
}

/// Decibels by which the difference lies below the signal; below all where there are
/// not as many numbers.
fn agreement(ours: &[f32], theirs: &[f32]) -> f64 {
    if ours.len() != theirs.len() {
        return f64::NEG_INFINITY;
    }
    let power = |of: &mut dyn Iterator<Item = f64>| of.map(|x| x * x).sum::<f64>();
    let signal = power(&mut theirs.iter().map(|&x| f64::from(x)));
    let both = ours.iter().zip(theirs);
    let noise = power(&mut both.map(|(&a, &b)| f64::from(a) - f64::from(b)));
    // What is no number agrees with nothing.
    let ratio = 10.0 * (signal / noise.max(f64::MIN_POSITIVE)).log10();
    if ratio.is_nan() {
        f64::NEG_INFINITY
    } else {
        ratio
    }
}

#[cfg(test)]
mod tests {
    use super::super::network::Simd;
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
                    let predicted = cuts.predicted(&encoding.names, SPEAKER).unwrap();
                    let agreement = encoding.agreement_of_durations(cuts, &predicted, &LENGTHS);
                    let agreement = agreement.unwrap();
                    println!("{name}, {}: durations {agreement:.1} dB", simd.name());
                    assert!(agreement >= KEPT, "{name}: {agreement}");
                });
            }
        }
    }

    #[test]
    fn durations_stay_as_they_were_and_the_sound_is_the_same_to_rounding() {
        for (name, _) in voices() {
            let own = parts_decoded_by(&name, DecodedBy::Own);
            let theirs = parts_decoded_by(&name, DecodedBy::OnnxRuntime);
            let class = own.class();
            assert!(
                class.starts_with("encoder1-") && class.contains("+durations1-"),
                "{class}"
            );
            assert_eq!(theirs.class(), "onnxruntime");
            for count in [1, 12, 55, 240] {
                let sentence = sentence(count, 0.7, 5);
                let durations = |parts: &Parts| parts.begin(&sentence).unwrap().durations;
                assert_eq!(durations(&own), durations(&theirs), "{name}, {count}");
                let step = usize::MAX / 2;
                let heard = [&own, &theirs].map(|parts| sound(parts, &sentence, step));
                let agreement = agreement(&heard[0], &heard[1]);
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

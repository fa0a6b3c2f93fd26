//! A voice's graph, cut, loaded and run.

use std::collections::HashMap;

use ort::value::PrimitiveTensorElementType;
use ort::value::{DynValue, Tensor};

use super::graph::{Broken, Cuts, Graph, Noise as Random, Part, Reach};
use super::model::{Model, failed};
use super::noise::Noise;
use crate::error::{Error, Result};

/// What the exporter calls a voice's inputs.
const IDS: &str = "input";
const LENGTHS: &str = "input_lengths";
const SCALES: &str = "scales";
const SPEAKER: &str = "sid";

/// One sentence for the model.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// The phonemes' ids.
    pub(super) ids: Vec<i64>,
    /// How much the voice varies.
    pub(super) noise_scale: f32,
    /// The larger the slower.
    pub(super) length_scale: f32,
    /// How much the rhythm varies.
    pub(super) noise_w_scale: f32,
    /// The speaker's number, for a voice that has several.
    pub(super) speaker: i64,
    /// Decides the noise.
    pub(super) seed: u64,
}

/// A loaded voice model.
pub(super) struct Parts {
    parts: Vec<Loaded>,
    /// The tensor that holds the samples.
    sound: String,
    latent: Option<String>,
    durations: Option<String>,
    reach: Option<Reach>,
}

struct Loaded {
    part: Part,
    model: Model,
}

/// A sentence before the vocoder.
pub(super) struct Latent {
    /// Channel after channel, `frames` values each.
    values: Vec<f32>,
    channels: usize,
    /// Frames in all.
    pub(super) frames: usize,
    /// What else the vocoder is given: the speaker.
    others: HashMap<String, DynValue>,
}

/// A sentence as far as it is computed before its first sound.
pub(super) struct Begun {
    /// Frames of each id, where the graph tells.
    pub(super) durations: Option<Vec<f32>>,
    /// What remains to be done.
    pub(super) rest: Rest,
}

/// What remains to be done for a sentence's sound.
pub(super) enum Rest {
    /// The vocoder, window by window.
    Windows(Latent),
    /// Nothing: the graph could not be cut.
    Whole(Vec<f32>),
}

impl Parts {
    /// Cuts a model and loads its parts. ONNX Runtime must have been loaded before.
    ///
    /// # Errors
    /// `bad_voice`.
    pub(super) fn load(name: &str, model: &[u8]) -> Result<Self> {
        let graph = Graph::read(model).map_err(|broken| bad(name, broken))?;
        let cuts = Cuts::of(&graph).map_err(|broken| bad(name, broken))?;
        let mut types = HashMap::new();
        let mut parts = Vec::new();
        for number in 0..cuts.count() {
            let part = cuts.part(number);
            if let Some(noise) = &part.noise {
                // Noise has the type of what it is added to.
                types.insert(noise.name.clone(), FLOAT);
            }
            let model = Model::load(&cuts.model(number, &types), &part.inputs, &part.outputs)?;
            let elements = part.outputs.iter().enumerate();
            types.extend(
                elements.filter_map(|(index, name)| Some((name.clone(), model.element(index)?))),
            );
            parts.push(Loaded { part, model });
        }
        Ok(Self {
            parts,
            sound: graph.sound().to_owned(),
            latent: cuts.latent().map(str::to_owned),
            durations: cuts.durations().map(str::to_owned),
            reach: cuts.reach(&graph),
        })
    }

    /// How the vocoder can be run in windows, where it can.
    pub(super) fn reach(&self) -> Option<Reach> {
        self.reach
    }

    /// Whether word times are known exactly and before the sound.
    pub(super) fn tells_durations(&self) -> bool {
        self.reach.is_some() && self.durations.is_some()
    }

    /// Computes all that must be known before the first sound.
    ///
    /// # Errors
    /// `engine_failed`.
    pub(super) fn begin(&self, sentence: &Sentence) -> Result<Begun> {
        let mut known = inputs(sentence)?;
        let (last, before) = self
            .parts
            .split_last()
            .ok_or_else(|| failed("a voice has no parts"))?;
        for (stream, loaded) in before.iter().enumerate() {
            loaded.run(&mut known, sentence.seed, stream)?;
        }
        let durations = |known: &HashMap<String, DynValue>| -> Result<Option<Vec<f32>>> {
            let durations = self.durations.as_ref().and_then(|name| known.get(name));
            durations
                .map(|value| Ok(floats(value)?.1.to_vec()))
                .transpose()
        };
        if let (Some(name), Some(_)) = (&self.latent, self.reach) {
            return Ok(Begun {
                durations: durations(&known)?,
                rest: Rest::Windows(Latent::take(name, known)?),
            });
        }
        last.run(&mut known, sentence.seed, self.parts.len() - 1)?;
        let sound = known.get(&self.sound);
        let sound = floats(sound.ok_or_else(|| failed("the model gave no sound"))?)?
            .1
            .to_vec();
        Ok(Begun {
            durations: durations(&known)?,
            rest: Rest::Whole(sound),
        })
    }

    /// The samples of `frames`, as the whole would have them.
    ///
    /// # Errors
    /// `engine_failed`.
    pub(super) fn window(
        &self,
        latent: &Latent,
        frames: std::ops::Range<usize>,
    ) -> Result<Vec<f32>> {
        let (Some(reach), Some(last)) = (self.reach, self.parts.last()) else {
            return Err(failed("this voice cannot be spoken in windows"));
        };
        let from = frames.start.saturating_sub(reach.context);
        let until = (frames.end + reach.context).min(latent.frames);
        let window = latent.window(from, until)?;
        let given = last
            .part
            .inputs
            .iter()
            .map(|name| latent.others.get(name).unwrap_or(&window));
        let sound = last.model.run(&given.collect::<Vec<_>>())?;
        let (_, sound) = floats(
            sound
                .first()
                .ok_or_else(|| failed("the model gave no sound"))?,
        )?;
        if sound.len() != (until - from) * reach.hop {
            return Err(failed(
                "the vocoder gave another length than its strides say",
            ));
        }
        Ok(sound[(frames.start - from) * reach.hop..(frames.end - from) * reach.hop].to_vec())
    }
}

/// `TensorProto.FLOAT`.
const FLOAT: i32 = 1;

impl Loaded {
    /// Runs the part over what is known, and adds what it gives.
    fn run(&self, known: &mut HashMap<String, DynValue>, seed: u64, stream: usize) -> Result<()> {
        if let Some(random) = &self.part.noise {
            let noise = draw(random, known, seed, stream)?;
            known.insert(random.name.clone(), noise);
        }
        let given: Option<Vec<&DynValue>> = self
            .part
            .inputs
            .iter()
            .map(|name| known.get(name))
            .collect();
        let given =
            given.ok_or_else(|| failed("the model asks for an input that Piper's never do"))?;
        let outputs = self.model.run(&given)?;
        known.extend(self.part.outputs.iter().cloned().zip(outputs));
        Ok(())
    }
}

/// Makes a random node's output: rows of the last dimension's length.
fn draw(
    random: &Random,
    known: &HashMap<String, DynValue>,
    seed: u64,
    stream: usize,
) -> Result<DynValue> {
    let like = known
        .get(&random.like)
        .ok_or_else(|| failed("noise has no shape to go by"))?;
    let shape: Vec<i64> = floats(like)?.0;
    let columns = shape.last().map_or(1, |&columns| columns as usize);
    let rows = shape.iter().rev().skip(1).product::<i64>() as usize;
    let noise = Noise::new(seed, stream).fill(rows, columns);
    let noise = noise
        .into_iter()
        .map(|value| value * random.scale + random.mean);
    tensor(shape, noise.collect())
}

impl Latent {
    fn take(name: &str, mut known: HashMap<String, DynValue>) -> Result<Self> {
        let latent = known
            .remove(name)
            .ok_or_else(|| failed("the model gave no latent"))?;
        let (shape, values) = floats(&latent)?;
        let &[1, channels, frames] = shape.as_slice() else {
            return Err(failed("the latent has an odd shape"));
        };
        Ok(Self {
            values: values.to_vec(),
            channels: channels as usize,
            frames: frames as usize,
            others: known,
        })
    }

    fn window(&self, from: usize, until: usize) -> Result<DynValue> {
        let rows = self.values.chunks_exact(self.frames);
        let values = rows.flat_map(|row| &row[from..until]).copied().collect();
        tensor(vec![1, self.channels as i64, (until - from) as i64], values)
    }
}

/// What the exporter makes a voice ask for.
pub(super) fn inputs(sentence: &Sentence) -> Result<HashMap<String, DynValue>> {
    let length = sentence.ids.len() as i64;
    let scales = vec![
        sentence.noise_scale,
        sentence.length_scale,
        sentence.noise_w_scale,
    ];
    Ok(HashMap::from([
        (
            IDS.to_owned(),
            tensor(vec![1, length], sentence.ids.clone())?,
        ),
        (LENGTHS.to_owned(), tensor(vec![1], vec![length])?),
        (SCALES.to_owned(), tensor(vec![3], scales)?),
        (SPEAKER.to_owned(), tensor(vec![1], vec![sentence.speaker])?),
    ]))
}

fn tensor<T: PrimitiveTensorElementType + std::fmt::Debug + Clone + 'static>(
    shape: Vec<i64>,
    values: Vec<T>,
) -> Result<DynValue> {
    let tensor = Tensor::from_array((shape, values));
    let tensor = tensor.map_err(|cause| failed("a tensor could not be made").caused_by(cause))?;
    Ok(tensor.into_dyn())
}

fn floats(value: &DynValue) -> Result<(Vec<i64>, &[f32])> {
    let (shape, values) = value
        .try_extract_tensor::<f32>()
        .map_err(|cause| failed("a tensor has another type than Piper's").caused_by(cause))?;
    Ok((shape.to_vec(), values))
}

fn bad(name: &str, broken: Broken) -> Error {
    Error::unavailable(
        "bad_voice",
        format!(
            "The voice {name} cannot be used; its .onnx file is damaged or not a Piper voice: {}.",
            broken.0
        ),
    )
}

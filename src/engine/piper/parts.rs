//! A voice's graph, cut, loaded and run.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use ort::value::PrimitiveTensorElementType;
use ort::value::{DynValue, Tensor};

use super::decoding::{DecodedBy, Decoding, Own};
use super::drawing::{Drawing, From};
use super::encoding::Encoding;
use super::graph::{Broken, Cuts, Graph, Names, Noise as Random, Part, Reach, Spread, TensorType};
use super::latent::{Latent, draw, shapeless};
use super::model::{Model, failed};
use super::network::{Decoder, Stream};
use super::noise::Noise;
use super::spread::{self, Over};
use crate::error::{Error, Result};

/// What the exporter calls a voice's inputs.
pub(super) const IDS: &str = "input";
pub(super) const LENGTHS: &str = "input_lengths";
pub(super) const SCALES: &str = "scales";
pub(super) const SPEAKER: &str = "sid";

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

/// How the parts along time are written for ONNX Runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As the voice has them.
    Published,
    /// Convolutions as over pictures of height one: faster, and the same to rounding.
    Wide,
}

/// How a model is to be computed.
#[derive(Clone, Debug)]
pub(super) struct How {
    /// By ONNX Runtime in this form,
    pub(super) form: Form,
    /// but for the vocoder perhaps,
    pub(super) decoding: Decoding,
    /// and, if for that, for the flow.
    pub(super) flow: DecodedBy,
}

/// Who turns the latent, or the frames before the flow, into sound.
enum Vocoder {
    Own(Arc<Decoder>),
    OnnxRuntime(Loaded),
}

/// A loaded voice model.
pub(super) struct Parts {
    /// What the text encoder gives, where we compute it ourselves.
    encoding: Option<Encoding>,
    /// Why we do not, where we might have.
    pub(super) why_not_encoding: Option<&'static str>,
    /// All but the vocoder, where there is one, and the flow, where that is our own.
    parts: Vec<Loaded>,
    vocoder: Option<Vocoder>,
    /// Why the vocoder is not our own, where it might have been.
    pub(super) why_not_own: Option<&'static str>,
    /// Why the flow is not our own, though the vocoder is.
    pub(super) why_not_own_flow: Option<&'static str>,
    /// The tensor that holds the samples.
    sound: String,
    latent: Option<String>,
    durations: Option<String>,
    /// The vocoder's, where it can be run in windows.
    pub(super) reach: Option<Reach>,
    /// The flow's, where ONNX Runtime computes it in windows.
    pub(super) flow: Option<Reach>,
    /// How the noise that our own flow is given is distributed.
    random: Option<Random>,
    /// What the flow is given, where we spread it over the frames ourselves.
    spread: Option<Spread>,
}

struct Loaded {
    part: Part,
    /// `None`: nothing is left of it to compute.
    model: Option<Model>,
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
    /// The vocoder, and the flow before it where that can be, window by window.
    Windows(Latent),
    /// Nothing: the graph could not be cut.
    Whole(Vec<f32>),
}

impl Parts {
    /// As [`Self::load_as`], in the way that is usual here.
    ///
    /// # Errors
    /// `bad_voice`.
    #[cfg(test)]
    pub(super) fn load(name: &str, model: &[u8]) -> Result<Self> {
        let how = How {
            form: Form::Wide,
            decoding: Decoding::default(),
            flow: DecodedBy::Own,
        };
        Self::load_as(name, model, &how)
    }

    /// Cuts a model and loads its parts. ONNX Runtime must have been loaded before.
    ///
    /// # Errors
    /// `bad_voice`.
    pub(super) fn load_as(name: &str, model: &[u8], how: &How) -> Result<Self> {
        let graph = Graph::read(model).map_err(|broken| bad(name, broken))?;
        let cuts = Cuts::of(&graph).map_err(|broken| bad(name, broken))?;
        let (cuts, spread) = match spread::take_out(&graph, &cuts) {
            Some((cuts, spread)) => (cuts, Some(spread)),
            None => (cuts, None),
        };
        let encoding = match &spread {
            Some(spread) => Encoding::of(&graph, &cuts, spread, &how.decoding),
            None => Err("what it says of each id is not found"),
        };
        let (cuts, encoding, why_not_encoding) = match encoding {
            Ok(encoding) => {
                let cuts = cuts.without_encoder(encoding.names.clone());
                let cuts = cuts.map_err(|broken| bad(name, broken))?;
                (cuts, Some(encoding), None)
            }
            Err(why) => (cuts, None, Some(why)),
        };
        let (reach, flow) = (cuts.reach(&graph), cuts.flow(&graph));
        let mut own = Own::of(&graph, &cuts, spread.as_ref(), &how.decoding, how.flow);
        own.decoder = own
            .decoder
            .filter(|own| reach.is_some_and(|reach| reach.hop == own.hop()));
        let has_own_flow = own
            .decoder
            .as_ref()
            .is_some_and(|own| own.prior().is_some());
        let taken_over = usize::from(own.decoder.is_some()) + usize::from(has_own_flow);
        let along_time = usize::from(reach.is_some()) + usize::from(flow.is_some());
        let mut types = HashMap::new();
        let names = encoding.iter().map(|encoding| &encoding.names);
        let names = names.flat_map(Names::all);
        types.extend(names.map(|name| (name.clone(), TensorType::float(Some(3)))));
        let mut parts = Vec::new();
        for number in 0..cuts.count() - taken_over {
            let part = cuts.part(number);
            if part.outputs.is_empty() {
                // It keeps its place, for noise is drawn by a part's number.
                parts.push(Loaded { part, model: None });
                continue;
            }
            let spread = spread.iter().flat_map(|spread| spread.from.keys());
            types.extend(spread.map(|name| (name.clone(), TensorType::float(Some(3)))));
            if let Some(noise) = &part.noise {
                // Noise has the type of what it is added to.
                let like: Option<&TensorType> = types.get(&noise.like);
                let float = TensorType::float(like.and_then(|like| like.rank));
                types.insert(noise.name.clone(), float);
            }
            let load = |model: &[u8]| Model::load(model, &part.inputs, &part.outputs);
            let wide = how.form == Form::Wide && number + along_time >= cuts.count();
            let wide = wide.then(|| load(&cuts.wide_model(number, &types).ok()?).ok());
            // A part that cannot be rewritten is run as it is.
            let model = match wide.flatten() {
                Some(model) => model,
                None => load(&cuts.model(number, &types))?,
            };
            let elements = part.outputs.iter().enumerate();
            types.extend(
                elements.filter_map(|(index, name)| Some((name.clone(), model.type_of(index)?))),
            );
            let model = Some(model);
            parts.push(Loaded { part, model });
        }
        let vocoder = match own.decoder {
            Some(own) => Some(Vocoder::Own(Arc::new(own))),
            None => reach.and_then(|_| parts.pop()).map(Vocoder::OnnxRuntime),
        };
        Ok(Self {
            encoding,
            why_not_encoding,
            parts,
            vocoder,
            why_not_own: own.why_not,
            why_not_own_flow: own.why_not_flow,
            sound: graph.sound().to_owned(),
            latent: cuts.latent().map(str::to_owned),
            durations: cuts.durations().map(str::to_owned),
            reach,
            flow: flow.filter(|_| !has_own_flow),
            random: has_own_flow
                .then(|| cuts.part(cuts.count() - 2).noise)
                .flatten(),
            spread,
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

    /// Our decoder, where that is the vocoder.
    pub(super) fn own_decoder(&self) -> Option<&Arc<Decoder>> {
        match &self.vocoder {
            Some(Vocoder::Own(decoder)) => Some(decoder),
            _ => None,
        }
    }

    /// What the last bits of its sound depend on beside its model.
    pub(super) fn class(&self) -> String {
        let decoder = self.own_decoder().map(|decoder| decoder.class());
        let encoder = self.encoding.as_ref().map(Encoding::class);
        let own: Vec<String> = encoder.into_iter().chain(decoder).collect();
        match own.is_empty() {
            true => "onnxruntime".to_owned(),
            false => own.join("+"),
        }
    }

    /// Computes all that must be known before the first sound: the text encoder and the
    /// durations, and the flow where it cannot be run in windows.
    ///
    /// # Errors
    /// `engine_failed`.
    pub(super) fn begin(&self, sentence: &Sentence) -> Result<Begun> {
        let mut known = inputs(sentence)?;
        if let Some(encoding) = &self.encoding {
            known.extend(encoding.run(sentence)?);
        }
        let windowed = usize::from(self.flow().is_some());
        for (stream, loaded) in self.parts[..self.parts.len() - windowed].iter().enumerate() {
            loaded.run(&mut known, sentence.seed, stream)?;
        }
        let durations = self.durations.as_ref().and_then(|name| known.get(name));
        let durations = durations.map(|value| Ok(floats(value)?.1.to_vec()));
        let durations = durations.transpose()?;
        if let Some(from) = self.prior() {
            let noise = Noise::new(sentence.seed, self.parts.len());
            let frames = durations.as_deref().ok_or_else(shapeless)?;
            let drawing = Drawing::new(&from, frames, noise, &known)?;
            return Ok(Begun {
                rest: Rest::Windows(Latent::drawn(drawing, known)),
                durations,
            });
        }
        let rest = match (&self.latent, self.reach, self.flow()) {
            (Some(_), Some(_), Some((_, random, _))) => {
                let noise = Noise::new(sentence.seed, self.parts.len() - 1);
                let spread = self.spread.as_ref().zip(durations.as_deref());
                let spread = spread.map(|(spread, frames)| Over::new(spread, frames));
                Rest::Windows(Latent::to_be_made(
                    random,
                    noise,
                    known,
                    spread.transpose()?,
                )?)
            }
            (Some(name), Some(_), None) => Rest::Windows(Latent::made(name, known)?),
            _ => {
                let sound = known.get(&self.sound);
                let sound = sound.ok_or_else(|| failed("the model gave no sound"))?;
                Rest::Whole(floats(sound)?.1.to_vec())
            }
        };
        Ok(Begun { durations, rest })
    }

    /// What the frames of our own flow are drawn from.
    fn prior(&self) -> Option<From<'_>> {
        Some(From {
            prior: self.own_decoder()?.prior()?,
            spread: self.spread.as_ref()?,
            random: self.random.as_ref()?,
        })
    }

    /// The part before the vocoder, where it is run in windows, and its noise.
    fn flow(&self) -> Option<(&Loaded, &Random, Reach)> {
        let reach = self.flow.filter(|_| self.reach.is_some())?;
        let loaded = self.parts.last()?;
        Some((loaded, loaded.part.noise.as_ref()?, reach))
    }

    /// More samples, those of `frames` being asked for in order: from ONNX Runtime they
    /// are the samples of these frames, from our own decoder all that can be known now,
    /// and at the end all that are left. Frames before may not be asked for again, but
    /// for all of them.
    ///
    /// # Errors
    /// `engine_failed`.
    pub(super) fn window(&self, latent: &mut Latent, frames: Range<usize>) -> Result<Vec<f32>> {
        let (Some(reach), Some(vocoder)) = (self.reach, &self.vocoder) else {
            return Err(failed("this voice cannot be spoken in windows"));
        };
        let last = match vocoder {
            Vocoder::Own(decoder) => return self.decode(decoder, latent, &frames),
            Vocoder::OnnxRuntime(last) => last,
        };
        let given = around(&frames, reach, latent.frames);
        self.flow_until(latent, given.end)?;
        let window = latent.window(&given)?;
        let inputs = last.part.inputs.iter();
        let inputs = inputs.map(|name| latent.other(name).unwrap_or(&window));
        let sound = last.compute(&inputs.collect::<Vec<_>>())?;
        let sound = sound
            .first()
            .ok_or_else(|| failed("the model gave no sound"))?;
        let (_, sound) = floats(sound)?;
        if sound.len() != given.len() * reach.hop {
            return Err(failed(
                "the vocoder gave another length than its strides say",
            ));
        }
        let from = (frames.start - given.start) * reach.hop;
        Ok(sound[from..from + frames.len() * reach.hop].to_vec())
    }

    fn decode(
        &self,
        decoder: &Arc<Decoder>,
        latent: &mut Latent,
        frames: &Range<usize>,
    ) -> Result<Vec<f32>> {
        self.flow_until(latent, frames.end)?;
        if frames.start == 0 {
            let mut speaker = Vec::new();
            for row in decoder.speakers().filter_map(|name| latent.other(name)) {
                speaker.extend_from_slice(floats(row)?.1);
            }
            let stream = Stream::new(decoder, Some(&speaker))?;
            latent.stream = Some(Box::new(stream));
        }
        let values = latent.values_of(frames);
        let stream = latent.stream.as_mut();
        let stream = stream.ok_or_else(|| failed("a sentence is decoded from its beginning"))?;
        let sound = if frames.end == latent.frames {
            stream.push_last(&values)?
        } else {
            stream.push(&values)?
        };
        Ok(sound.to_vec())
    }

    /// Makes the latent's frames before `until`.
    pub(super) fn flow_until(&self, latent: &mut Latent, until: usize) -> Result<()> {
        let Some((loaded, random, reach)) = self.flow() else {
            return Ok(());
        };
        while let Some(frames) = latent.next(until, reach.context) {
            let given = around(&frames, reach, latent.frames);
            let windows: Vec<Option<DynValue>> = loaded
                .part
                .inputs
                .iter()
                .map(|name| latent.window_of(name, random, &given))
                .collect::<Result<_>>()?;
            let inputs = loaded.part.inputs.iter().zip(&windows);
            let inputs: Option<Vec<&DynValue>> = inputs
                .map(|(name, window)| window.as_ref().or_else(|| latent.other(name)))
                .collect();
            let outputs = loaded.compute(&inputs.ok_or_else(unknown_input)?)?;
            let made = outputs
                .first()
                .ok_or_else(|| failed("the flow gave nothing"))?;
            latent.add(made, &given, &frames)?;
        }
        Ok(())
    }
}

/// Frames with those around them that have a say in them.
fn around(frames: &Range<usize>, reach: Reach, all: usize) -> Range<usize> {
    frames.start.saturating_sub(reach.context)..(frames.end + reach.context).min(all)
}

pub(super) fn unknown_input() -> Error {
    failed("the model asks for an input that Piper's never do")
}

impl Loaded {
    fn compute(&self, inputs: &[&DynValue]) -> Result<Vec<DynValue>> {
        let model = self.model.as_ref();
        model.map_or_else(|| Ok(Vec::new()), |model| model.run(inputs))
    }

    /// Runs the part over what is known, and adds what it gives.
    fn run(&self, known: &mut HashMap<String, DynValue>, seed: u64, stream: usize) -> Result<()> {
        if self.model.is_none() {
            return Ok(());
        }
        if let Some(random) = &self.part.noise {
            let like = known.get(&random.like).ok_or_else(shapeless)?;
            let (shape, _) = floats(like)?;
            let columns = 0..shape.last().map_or(1, |&columns| columns as usize);
            let noise = draw(random, &shape, &columns, Noise::new(seed, stream))?;
            known.insert(random.name.clone(), noise);
        }
        let given: Option<Vec<&DynValue>> = self
            .part
            .inputs
            .iter()
            .map(|name| known.get(name))
            .collect();
        let outputs = self.compute(&given.ok_or_else(unknown_input)?)?;
        known.extend(self.part.outputs.iter().cloned().zip(outputs));
        Ok(())
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

pub(super) fn tensor<T: PrimitiveTensorElementType + std::fmt::Debug + Clone + 'static>(
    shape: Vec<i64>,
    values: Vec<T>,
) -> Result<DynValue> {
    let tensor = Tensor::from_array((shape, values));
    let tensor = tensor.map_err(|cause| failed("a tensor could not be made").caused_by(cause))?;
    Ok(tensor.into_dyn())
}

pub(super) fn floats(value: &DynValue) -> Result<(Vec<i64>, &[f32])> {
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

//! Where a voice's graph is cut, and the parts that come of it.
//!
//! A part is what can be computed from the parts before it and what is given from
//! outside. Random numbers are given from outside, so every random node is a cut:
//! it is taken away, and its output becomes an input of the next part. The latent
//! before the vocoder is a cut as well, so that sound can be made piece by piece.
//!
//! ```text
//! ids ─► part 0 ─► noise ─► part 1 ─► noise ─► part 2 ─► latent ─► part 3 ─► sound
//! ```

use std::collections::{BTreeSet, HashMap, HashSet};

use super::encoded::Names;
use super::spread::Spread;
use super::wide::Wide;
use super::wire::{put_bytes, put_number};
use super::{Broken, Graph, Node};

/// Operations between the vocoder's first convolution and its first upsampling.
const BETWEEN: [&str; 2] = ["LeakyRelu", "Add"];
/// The way back from the first upsampling is two or three steps.
const STEPS: usize = 8;
/// An empty `TensorShapeProto.Dimension`, written as a field of its shape.
const ANY_LENGTH: [u8; 2] = [1 << 3 | 2, 0];

/// A graph with its cuts chosen.
pub(in super::super) struct Cuts<'g, 'm> {
    pub(super) graph: &'g Graph<'m>,
    /// The part in which a node is computed; `None`: it needs no input, and is
    /// computed wherever it is wanted.
    stages: Vec<Option<usize>>,
    noises: Vec<Noise>,
    latent: Option<&'m str>,
    durations: Option<&'m str>,
    /// What is spread over frames outside the graph.
    spread: Spread,
    /// What is encoded outside the graph; no names: nothing is.
    encoded: Names,
}

/// A random node that was taken away.
#[derive(Clone, Debug)]
pub(in super::super) struct Noise {
    /// The tensor it made, now to be given.
    pub(in super::super) name: String,
    /// The tensor whose shape it has.
    pub(in super::super) like: String,
    /// Its mean.
    pub(in super::super) mean: f32,
    /// Its standard deviation.
    pub(in super::super) scale: f32,
}

/// What is known of a tensor before it is there.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct TensorType {
    /// ONNX's number of its elements' type.
    pub(in super::super) element: i32,
    /// How many dimensions it has, where told.
    pub(in super::super) rank: Option<usize>,
}

impl TensorType {
    /// A tensor of `TensorProto.FLOAT`.
    pub(in super::super) fn float(rank: Option<usize>) -> Self {
        Self { element: 1, rank }
    }
}

/// What one part takes and gives.
#[derive(Clone, Debug)]
pub(in super::super) struct Part {
    /// Tensors it is given.
    pub(in super::super) inputs: Vec<String>,
    /// Tensors it gives.
    pub(in super::super) outputs: Vec<String>,
    /// The noise to make before it runs.
    pub(in super::super) noise: Option<Noise>,
}

impl<'g, 'm> Cuts<'g, 'm> {
    /// Finds the places, by shape and not by name.
    ///
    /// # Errors
    /// Where a node comes before what it needs, or a random node has no shape to go by.
    pub(in super::super) fn of(graph: &'g Graph<'m>) -> Result<Self, Broken> {
        Self::without(graph, Spread::default())
    }

    /// As [`Self::of`], but what `spread` tells is given from outside.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub(in super::super) fn without(graph: &'g Graph<'m>, spread: Spread) -> Result<Self, Broken> {
        let mut cuts = Self {
            graph,
            stages: Vec::with_capacity(graph.nodes.len()),
            noises: Vec::new(),
            latent: latent(graph),
            durations: durations(graph),
            spread,
            encoded: Names::default(),
        };
        cuts.sort()?;
        cuts.bury_the_dead();
        Ok(cuts)
    }

    /// The same, but the text is encoded outside the graph.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub(in super::super) fn without_encoder(self, encoded: Names) -> Result<Self, Broken> {
        let mut cuts = Self {
            stages: Vec::with_capacity(self.graph.nodes.len()),
            noises: Vec::new(),
            encoded,
            ..self
        };
        cuts.sort()?;
        cuts.bury_the_dead();
        Ok(cuts)
    }

    /// The tensor that enters the vocoder; `None` where none was found.
    pub(in super::super) fn latent(&self) -> Option<&'m str> {
        self.latent
    }

    /// The frames of each phoneme id; `None` where none was found.
    pub(in super::super) fn durations(&self) -> Option<&'m str> {
        self.durations
    }

    /// The noise that is drawn first.
    pub(super) fn first_noise(&self) -> Option<&Noise> {
        self.noises.first()
    }

    /// The nodes of the last part, which is the vocoder where there is a latent.
    pub(in super::super) fn last(&self) -> impl Iterator<Item = &'g Node<'m>> {
        self.nodes_of(self.count() - 1)
    }

    /// The nodes that part `number` computes, in order.
    pub(in super::super) fn nodes_of(&self, number: usize) -> impl Iterator<Item = &'g Node<'m>> {
        let nodes = self.graph.nodes.iter().zip(&self.stages);
        let of_part = nodes.filter(move |(_, stage)| **stage == Some(number));
        of_part
            .map(|(node, _)| node)
            .filter(|node| !node.op.starts_with("Random"))
    }

    /// How many parts there are.
    pub(in super::super) fn count(&self) -> usize {
        1 + self.noises.len() + usize::from(self.latent.is_some())
    }

    /// Gives every node its part: the earliest in which all it needs is known.
    fn sort(&mut self) -> Result<(), Broken> {
        let mut known: HashMap<&str, Option<usize>> = HashMap::new();
        known.extend(self.graph.initializers.keys().map(|name| (*name, None)));
        known.extend(self.graph.inputs.keys().map(|name| (*name, Some(0))));
        for node in &self.graph.nodes {
            let mut stage = None;
            for input in node.inputs.iter().filter(|name| !name.is_empty()) {
                let of = known.get(input);
                stage = stage.max(*of.ok_or(Broken("its nodes are not in order"))?);
            }
            let mut gives = stage;
            if node.op.starts_with("Random") {
                self.noises.push(noise(node, stage)?);
                gives = Some(self.noises.len());
            }
            for &output in &node.outputs {
                let enters = Some(output) == self.latent;
                let outside = enters || self.spread.from.contains_key(output);
                let next = Some(self.noises.len() + 1);
                let gives = if outside { next } else { gives };
                let encoded = self.encoded.contains(output);
                known.insert(output, if encoded { Some(0) } else { gives });
            }
            self.stages.push(stage);
        }
        Ok(())
    }

    /// Leaves out what neither the sound nor the durations need.
    fn bury_the_dead(&mut self) {
        let graph = self.graph;
        let mut alive = HashSet::new();
        let mut open: Vec<&str> = [graph.sound()].into_iter().chain(self.durations).collect();
        while let Some(tensor) = open.pop() {
            let from = self.spread.from.get(tensor);
            let from = from.and_then(|from| graph.makers.get_key_value(from.as_str()));
            let Some(&maker) = graph.makers.get(tensor) else {
                continue;
            };
            if self.encoded.contains(tensor) {
                continue;
            }
            match from {
                Some((from, _)) => open.push(from),
                None if alive.insert(maker) => open.extend(&graph.nodes[maker].inputs),
                None => {}
            }
        }
        for (index, stage) in self.stages.iter_mut().enumerate() {
            if !alive.contains(&index) {
                *stage = None;
            }
        }
    }

    /// What the flow is given, spread over frames, where that is found.
    pub(in super::super) fn spread(&self) -> Option<Spread> {
        let latest = self.noises.last()?;
        Spread::of(self.graph, &latest.like)
    }

    /// What part `number` takes and gives.
    pub(in super::super) fn part(&self, number: usize) -> Part {
        let noise = number
            .checked_sub(1)
            .and_then(|index| self.noises.get(index));
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        Part {
            inputs: owned(self.inputs(number)),
            outputs: owned(self.outputs(number)),
            noise: noise.cloned(),
        }
    }

    /// Part `number` as a model, its nodes and weights as they were; `given`: what is
    /// known of the tensors that earlier parts gave.
    pub(in super::super) fn model(
        &self,
        number: usize,
        given: &HashMap<String, TensorType>,
    ) -> Vec<u8> {
        let nodes = self.needed(number);
        self.model_with(nodes, &self.inputs(number), &self.outputs(number), given)
    }

    /// Some nodes as a model.
    pub(super) fn model_with(
        &self,
        nodes: BTreeSet<usize>,
        inputs: &[&str],
        outputs: &[&str],
        given: &HashMap<String, TensorType>,
    ) -> Vec<u8> {
        let mut body = Vec::new();
        for name in self.weights(&nodes) {
            put_bytes(&mut body, 5, self.graph.initializers[name].raw);
        }
        for index in nodes {
            put_bytes(&mut body, 1, self.graph.nodes[index].raw);
        }
        self.model_of(body, inputs, outputs, given)
    }

    /// Part `number` with its convolutions as ONNX Runtime likes them ([`Wide`]). It
    /// must be a part along time, as one whose reach is known.
    ///
    /// # Errors
    /// Where it has convolutions that are not over time.
    pub(in super::super) fn wide_model(
        &self,
        number: usize,
        given: &HashMap<String, TensorType>,
    ) -> Result<Vec<u8>, Broken> {
        let nodes = self.needed(number);
        let weights = self.weights(&nodes);
        let (inputs, outputs) = (self.inputs(number), self.outputs(number));
        let mut wide = Wide::new(self.graph, &inputs, given);
        for index in nodes {
            wide.add(&self.graph.nodes[index])?;
        }
        let plain = weights.difference(wide.replaced());
        let plain: Vec<&[u8]> = plain
            .map(|name| self.graph.initializers[name].raw)
            .collect();
        let mut body = wide.finish(&outputs);
        for raw in plain {
            put_bytes(&mut body, 5, raw);
        }
        Ok(self.model_of(body, &inputs, &outputs, given))
    }

    /// The model around a part's nodes and weights.
    fn model_of(
        &self,
        mut body: Vec<u8>,
        inputs: &[&str],
        outputs: &[&str],
        given: &HashMap<String, TensorType>,
    ) -> Vec<u8> {
        put_bytes(&mut body, 2, b"part");
        for name in inputs {
            match self.graph.inputs.get(name) {
                Some(raw) => put_bytes(&mut body, 11, raw),
                None => put_bytes(&mut body, 11, &value_info(name, given.get(*name))),
            }
        }
        for name in outputs {
            put_bytes(&mut body, 12, &value_info(name, None));
        }
        let preamble = self.graph.preamble.iter();
        let mut model: Vec<u8> = preamble.flat_map(|field| field.raw).copied().collect();
        put_bytes(&mut model, super::GRAPH, &body);
        model
    }

    /// Tensors that part `number` gives.
    fn outputs(&self, number: usize) -> Vec<&'m str> {
        let wanted = self.wanted_after(number).into_iter();
        wanted
            .filter(|name| self.computed_in(name) == Some(number))
            .collect()
    }

    /// Tensors that somebody wants once part `number` is done.
    fn wanted_after(&self, number: usize) -> BTreeSet<&'m str> {
        let graph = self.graph;
        let nodes = graph.nodes.iter().zip(&self.stages);
        let later = nodes
            .filter(|(_, stage)| stage.is_some_and(|stage| stage > number))
            .flat_map(|(node, _)| node.inputs.iter().copied());
        let named = self.noises.iter().map(|noise| &noise.like);
        let named = named.chain(self.spread.from.values());
        let named = named.filter_map(|name| graph.makers.get_key_value(name.as_str()));
        later
            .chain(named.map(|(name, _)| *name))
            .chain([graph.sound()])
            .chain(self.durations)
            .collect()
    }

    /// The part that computes a tensor; `None` where it is given, constant or a weight.
    pub(super) fn computed_in(&self, tensor: &str) -> Option<usize> {
        let &maker = self.graph.makers.get(tensor)?;
        let outside = self.comes_from_outside(tensor, maker);
        if outside { None } else { self.stages[maker] }
    }

    /// Whether a tensor is given, though the graph has a node that makes it.
    fn comes_from_outside(&self, tensor: &str, maker: usize) -> bool {
        let random = self.graph.nodes[maker].op.starts_with("Random");
        random || self.spread.from.contains_key(tensor) || self.encoded.contains(tensor)
    }

    /// Whether a node needs noise, or what was spread.
    pub(super) fn is_after_noise(&self, node: usize) -> bool {
        self.stages[node].is_some_and(|stage| stage > 0)
    }

    /// Tensors that part `number` does not compute itself.
    pub(super) fn inputs(&self, number: usize) -> Vec<&'m str> {
        let nodes = self.nodes_of(number);
        let used: BTreeSet<&str> = nodes.flat_map(|node| node.inputs.iter().copied()).collect();
        used.into_iter()
            .filter(|name| self.is_given(name) && self.computed_in(name) != Some(number))
            .collect()
    }

    /// Whether a tensor depends on an input of the model or on noise.
    pub(in super::super) fn is_given(&self, tensor: &str) -> bool {
        match self.graph.makers.get(tensor) {
            Some(&maker) => self.stages[maker].is_some() || self.comes_from_outside(tensor, maker),
            None => self.graph.inputs.contains_key(tensor),
        }
    }

    /// The nodes of part `number`, the constants they want among them.
    fn needed(&self, number: usize) -> BTreeSet<usize> {
        let mut nodes = BTreeSet::new();
        let mut open: Vec<usize> = (0..self.graph.nodes.len())
            .filter(|&index| {
                self.stages[index] == Some(number)
                    && !self.graph.nodes[index].op.starts_with("Random")
            })
            .collect();
        while let Some(index) = open.pop() {
            if nodes.insert(index) {
                let inputs = self.graph.nodes[index].inputs.iter();
                let constant = inputs.filter(|name| !self.is_given(name));
                open.extend(constant.filter_map(|name| self.graph.makers.get(name)));
            }
        }
        nodes
    }

    /// The weights of some nodes.
    fn weights(&self, nodes: &BTreeSet<usize>) -> BTreeSet<&'m str> {
        let inputs = nodes
            .iter()
            .flat_map(|&index| &self.graph.nodes[index].inputs);
        let weights = inputs.filter(|name| self.graph.initializers.contains_key(*name));
        weights.copied().collect()
    }
}

/// The vocoder's first convolution comes just before the first upsampling; what it
/// is given, beside weights, is the latent.
fn latent<'m>(graph: &Graph<'m>) -> Option<&'m str> {
    let first = graph.nodes.iter().find(|node| node.op == "ConvTranspose")?;
    let mut open = vec![*first.inputs.first()?];
    let mut found = HashSet::new();
    for _ in 0..STEPS {
        let Some(tensor) = open.pop() else { break };
        let Some(node) = graph.maker(tensor) else {
            continue;
        };
        if node.op == "Conv" {
            found.extend(latent_of(graph, node));
        } else if BETWEEN.contains(&node.op) {
            open.extend(&node.inputs);
        }
    }
    let mut found = found.into_iter();
    found.next().filter(|_| found.next().is_none())
}

/// What a convolution over time reads. The one that brings in the speaker has a
/// kernel of one and looks at a single vector, not at time.
fn latent_of<'m>(graph: &Graph<'m>, node: &Node<'m>) -> Option<&'m str> {
    let weight = graph.initializers.get(node.inputs.get(1)?)?;
    let over_time = weight.dims.last().is_some_and(|&kernel| kernel > 1);
    over_time.then(|| node.inputs[0])
}

/// Durations are the only thing that is rounded up.
fn durations<'m>(graph: &Graph<'m>) -> Option<&'m str> {
    let mut ceils = graph.nodes.iter().filter(|node| node.op == "Ceil");
    let first = ceils.next()?;
    let output = first.outputs.first().copied();
    output.filter(|_| ceils.next().is_none())
}

fn noise(node: &Node<'_>, stage: Option<usize>) -> Result<Noise, Broken> {
    const ODD: Broken = Broken("it draws random numbers in a way that Piper's never do");
    if node.op != "RandomNormalLike" || stage.is_none() {
        return Err(ODD);
    }
    let name = |names: &[&str]| names.first().map(|&name| name.to_owned()).ok_or(ODD);
    Ok(Noise {
        name: name(&node.outputs)?,
        like: name(&node.inputs)?,
        mean: node.real("mean").unwrap_or(0.0),
        scale: node.real("scale").unwrap_or(1.0),
    })
}

/// A `ValueInfoProto`; without a type ONNX Runtime finds it out, which it does for
/// outputs only.
fn value_info(name: &str, known: Option<&TensorType>) -> Vec<u8> {
    let mut info = Vec::new();
    put_bytes(&mut info, 1, name.as_bytes());
    if let Some(known) = known {
        let mut tensor = Vec::new();
        put_number(&mut tensor, 1, u64::from(known.element.unsigned_abs()));
        if let Some(rank) = known.rank {
            let shape: Vec<u8> = (0..rank).flat_map(|_| ANY_LENGTH).collect();
            put_bytes(&mut tensor, 2, &shape);
        }
        let mut of = Vec::new();
        put_bytes(&mut of, 1, &tensor);
        put_bytes(&mut info, 2, &of);
    }
    info
}

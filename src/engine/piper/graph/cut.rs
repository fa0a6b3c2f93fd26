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

use super::wire::{put_bytes, put_number};
use super::{Broken, Graph, Node};

/// Operations between the vocoder's first convolution and its first upsampling.
const BETWEEN: [&str; 2] = ["LeakyRelu", "Add"];
/// The way back from the first upsampling is two or three steps.
const STEPS: usize = 8;

/// A graph with its cuts chosen.
pub(in super::super) struct Cuts<'g, 'm> {
    graph: &'g Graph<'m>,
    /// The part in which a node is computed; `None`: it needs no input, and is
    /// computed wherever it is wanted.
    stages: Vec<Option<usize>>,
    noises: Vec<Noise>,
    latent: Option<&'m str>,
    durations: Option<&'m str>,
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
        let mut cuts = Self {
            graph,
            stages: Vec::with_capacity(graph.nodes.len()),
            noises: Vec::new(),
            latent: latent(graph),
            durations: durations(graph),
        };
        cuts.sort()?;
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

    /// The nodes of the last part, which is the vocoder where there is a latent.
    pub(in super::super) fn last(&self) -> impl Iterator<Item = &'g Node<'m>> {
        let last = self.count() - 1;
        let nodes = self.graph.nodes.iter().zip(&self.stages);
        nodes.filter_map(move |(node, stage)| (*stage == Some(last)).then_some(node))
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
                let given = if enters {
                    Some(self.noises.len() + 1)
                } else {
                    gives
                };
                known.insert(output, given);
            }
            self.stages.push(stage);
        }
        Ok(())
    }

    /// What part `number` takes and gives.
    pub(in super::super) fn part(&self, number: usize) -> Part {
        let noise = number
            .checked_sub(1)
            .and_then(|index| self.noises.get(index));
        let mut outputs: BTreeSet<&str> = self.wanted_after(number);
        outputs.retain(|name| self.computed_in(name) == Some(number));
        Part {
            inputs: self.inputs(number).into_iter().map(str::to_owned).collect(),
            outputs: outputs.into_iter().map(str::to_owned).collect(),
            noise: noise.cloned(),
        }
    }

    /// Part `number` as a model; `types` are ONNX's element types of the tensors
    /// that earlier parts gave.
    pub(in super::super) fn model(&self, number: usize, types: &HashMap<String, i32>) -> Vec<u8> {
        let graph = self.graph;
        let mut body = Vec::new();
        let (nodes, weights) = self.needed(number);
        for index in nodes {
            put_bytes(&mut body, 1, graph.nodes[index].raw);
        }
        put_bytes(&mut body, 2, b"part");
        for name in weights {
            put_bytes(&mut body, 5, graph.initializers[name].raw);
        }
        for name in self.inputs(number) {
            match graph.inputs.get(name) {
                Some(raw) => put_bytes(&mut body, 11, raw),
                None => put_bytes(&mut body, 11, &value_info(name, types.get(name).copied())),
            }
        }
        for name in self.part(number).outputs {
            put_bytes(&mut body, 12, &value_info(&name, None));
        }
        let mut model: Vec<u8> = graph
            .preamble
            .iter()
            .flat_map(|field| field.raw)
            .copied()
            .collect();
        put_bytes(&mut model, super::GRAPH, &body);
        model
    }

    /// Tensors that somebody wants once part `number` is done.
    fn wanted_after(&self, number: usize) -> BTreeSet<&'m str> {
        let nodes = self.graph.nodes.iter().zip(&self.stages);
        let later = nodes
            .filter(|(_, stage)| stage.is_some_and(|stage| stage > number))
            .flat_map(|(node, _)| node.inputs.iter().copied());
        let shapes = self
            .graph
            .nodes
            .iter()
            .filter(|node| node.op.starts_with("Random"));
        later
            .chain(shapes.flat_map(|node| node.inputs.iter().copied()))
            .chain(self.graph.outputs.iter().copied())
            .chain(self.durations)
            .collect()
    }

    /// The part that computes a tensor; `None` where it is given, constant or a weight.
    fn computed_in(&self, tensor: &str) -> Option<usize> {
        let &maker = self.graph.makers.get(tensor)?;
        let random = self.graph.nodes[maker].op.starts_with("Random");
        if random { None } else { self.stages[maker] }
    }

    /// Tensors that part `number` does not compute itself.
    fn inputs(&self, number: usize) -> Vec<&'m str> {
        let nodes = self.graph.nodes.iter().zip(&self.stages);
        let used: BTreeSet<&str> = nodes
            .filter(|(node, stage)| **stage == Some(number) && !node.op.starts_with("Random"))
            .flat_map(|(node, _)| node.inputs.iter().copied())
            .collect();
        used.into_iter()
            .filter(|name| self.is_given(name) && self.computed_in(name) != Some(number))
            .collect()
    }

    /// Whether a tensor depends on an input of the model or on noise.
    fn is_given(&self, tensor: &str) -> bool {
        match self.graph.makers.get(tensor) {
            Some(&maker) => {
                self.stages[maker].is_some() || self.graph.nodes[maker].op.starts_with("Random")
            }
            None => self.graph.inputs.contains_key(tensor),
        }
    }

    /// The nodes of part `number`, the constants they want among them, in order; and
    /// the weights.
    fn needed(&self, number: usize) -> (Vec<usize>, Vec<&'m str>) {
        let mut weights = BTreeSet::new();
        let mut nodes = BTreeSet::new();
        let mut open: Vec<usize> = (0..self.graph.nodes.len())
            .filter(|&index| {
                self.stages[index] == Some(number)
                    && !self.graph.nodes[index].op.starts_with("Random")
            })
            .collect();
        while let Some(index) = open.pop() {
            if !nodes.insert(index) {
                continue;
            }
            for &input in &self.graph.nodes[index].inputs {
                if self.graph.initializers.contains_key(input) {
                    weights.insert(input);
                } else if let Some(&maker) = self.graph.makers.get(input)
                    && !self.is_given(input)
                {
                    open.push(maker);
                }
            }
        }
        (nodes.into_iter().collect(), weights.into_iter().collect())
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
fn value_info(name: &str, element: Option<i32>) -> Vec<u8> {
    let mut info = Vec::new();
    put_bytes(&mut info, 1, name.as_bytes());
    if let Some(element) = element {
        let mut tensor = Vec::new();
        put_number(&mut tensor, 1, u64::from(element.unsigned_abs()));
        let mut of = Vec::new();
        put_bytes(&mut of, 1, &tensor);
        put_bytes(&mut info, 2, &of);
    }
    info
}

//! Where the text encoder ends.
//!
//! What is spread over frames are means and deviations, two halves of one tensor. A
//! convolution makes them of what the encoder says of each id, which the durations are
//! made of as well. Both can be given from outside, and the encoder be left out.

use std::collections::{BTreeSet, HashMap};

use super::cut::Cuts;
use super::{Broken, Graph, Node, Spread};

/// What an encoder may be given: ids and how many they are.
const GIVEN: usize = 2;

/// What the text encoder gives, and the nodes that compute it.
pub(in super::super) struct Encoded<'g, 'm> {
    pub(in super::super) names: Names,
    /// In order.
    pub(in super::super) nodes: Vec<&'g Node<'m>>,
}

/// The tensors that the text encoder gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Names {
    /// What durations are made of.
    pub(in super::super) hidden: String,
    /// Means and deviations.
    pub(in super::super) statistics: String,
    /// The durations, where they too are given.
    pub(in super::super) durations: Option<String>,
}

impl Names {
    /// All that there are.
    pub(in super::super) fn all(&self) -> impl Iterator<Item = &String> {
        let two = [&self.hidden, &self.statistics];
        two.into_iter().chain(&self.durations)
    }

    pub(super) fn contains(&self, tensor: &str) -> bool {
        self.all().any(|name| name == tensor)
    }
}

/// Some nodes alone, to see whether they are what they seem to be.
pub(in super::super) struct TextModel {
    /// The model.
    pub(in super::super) model: Vec<u8>,
    /// What it is given.
    pub(in super::super) inputs: Vec<String>,
}

impl<'g, 'm> Cuts<'g, 'm> {
    /// The text encoder before what is spread.
    ///
    /// # Errors
    /// Where it is not found, or is given more than ids.
    pub(in super::super) fn encoded(&self, spread: &Spread) -> Result<Encoded<'g, 'm>, Broken> {
        const UNKNOWN: Broken = Broken("its text encoder's end is not found");
        let (hidden, statistics) = ends(self.graph, spread).ok_or(UNKNOWN)?;
        let nodes = self.behind(&[hidden, statistics]);
        if nodes.iter().any(|&index| self.is_after_noise(index)) {
            return Err(UNKNOWN);
        }
        let given = self.given_to(&nodes);
        if given.len() > GIVEN {
            return Err(Broken("its text encoder is given more than ids"));
        }
        Ok(Encoded {
            names: Names {
                hidden: hidden.to_owned(),
                statistics: statistics.to_owned(),
                durations: None,
            },
            nodes: nodes
                .iter()
                .map(|&index| &self.graph.nodes[index])
                .collect(),
        })
    }

    /// The encoder as a model of its own, as it was published.
    pub(in super::super) fn text_model(&self, names: &Names) -> TextModel {
        let outputs = [names.hidden.as_str(), names.statistics.as_str()];
        let nodes = self.behind(&outputs);
        let inputs: Vec<&'m str> = self.given_to(&nodes).into_iter().collect();
        TextModel {
            model: self.model_with(nodes, &inputs, &outputs, &HashMap::new()),
            inputs: inputs.into_iter().map(str::to_owned).collect(),
        }
    }

    /// All nodes that some tensors are computed by.
    fn behind(&self, tensors: &[&str]) -> BTreeSet<usize> {
        self.behind_but(tensors, &[])
    }

    /// All nodes that some tensors are computed by, where others are given.
    pub(super) fn behind_but(&self, tensors: &[&str], given: &[&str]) -> BTreeSet<usize> {
        let mut nodes = BTreeSet::new();
        let mut open: Vec<&str> = tensors.to_vec();
        while let Some(tensor) = open.pop() {
            if !given.contains(&tensor)
                && let Some(&maker) = self.graph.makers.get(tensor)
                && nodes.insert(maker)
            {
                open.extend(&self.graph.nodes[maker].inputs);
            }
        }
        nodes
    }

    /// The model's inputs that some nodes read.
    pub(super) fn given_to(&self, nodes: &BTreeSet<usize>) -> BTreeSet<&'m str> {
        let nodes = nodes.iter().map(|&index| &self.graph.nodes[index]);
        let inputs = nodes.flat_map(|node| node.inputs.iter().copied());
        inputs
            .filter(|name| self.graph.inputs.contains_key(name))
            .collect()
    }
}

/// What the encoder says of each id, and the means and deviations made of it.
fn ends<'m>(graph: &Graph<'m>, spread: &Spread) -> Option<(&'m str, &'m str)> {
    let mut halves = spread.from.values().map(|half| graph.maker(half));
    let split = halves.next()??;
    let of_one = halves.all(|other| other.is_some_and(|other| std::ptr::eq(other, split)));
    if split.op != "Split" || !of_one {
        return None;
    }
    let statistics = *split.inputs.first()?;
    let masked = graph.maker(statistics)?;
    let made = masked.inputs.iter().filter_map(|name| graph.maker(name));
    let convolution = [masked]
        .into_iter()
        .chain(made)
        .find(|node| node.op == "Conv")?;
    Some((*convolution.inputs.first()?, statistics))
}

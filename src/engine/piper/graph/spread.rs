//! Where what the text encoder says of each id is spread over that id's frames.
//!
//! The exporter writes it as a product with a matrix of noughts and ones, frames by
//! ids, made from the durations: `spread = (path · said')'`. It grows with the square
//! of the sentence, and the first sound waits for all of it. Reading off the id of
//! each frame gives the same numbers, for any window.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cut::{Cuts, TensorType};
use super::{Graph, Node};

/// The tensors that are spread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Spread {
    /// What is spread, by what comes of it.
    pub(in super::super) from: BTreeMap<String, String>,
    /// The matrix.
    path: String,
}

/// The computation of a tensor from the durations alone, to see whether it is what it
/// seems to be.
pub(in super::super) struct Path {
    /// The model.
    pub(in super::super) model: Vec<u8>,
    /// What it is given; the durations among them.
    pub(in super::super) inputs: Vec<String>,
    /// The tensor.
    pub(in super::super) output: String,
}

impl Spread {
    /// Looks for it behind the tensor that noise is added to; `None`: it is not there,
    /// or something else is made of the matrix.
    pub(super) fn of(graph: &Graph<'_>, like: &str) -> Option<Self> {
        let product = turned(graph, graph.maker(like)?)?;
        let &[path, _] = product.inputs.as_slice() else {
            return None;
        };
        let mut spread = Self {
            path: path.to_owned(),
            from: BTreeMap::new(),
        };
        let products = graph.nodes.iter();
        let products: BTreeSet<&str> = products
            .filter(|node| node.inputs.contains(&path))
            .map(|node| Some(node).filter(|node| node.op == "MatMul" && node.inputs[0] == path))
            .map(|node| node?.outputs.first().copied())
            .collect::<Option<_>>()?;
        for node in &graph.nodes {
            if !node.inputs.iter().any(|name| products.contains(name)) {
                continue;
            }
            let product = turned(graph, node)?;
            let said = graph.maker(product.inputs[1])?;
            turns(said).then_some(())?;
            let from = said.inputs.first()?;
            let to = node.outputs.first()?;
            spread.from.insert((*to).to_owned(), (*from).to_owned());
        }
        spread.from.contains_key(like).then_some(spread)
    }
}

/// The product whose columns and rows `node` swaps.
fn turned<'g, 'm>(graph: &'g Graph<'m>, node: &Node<'m>) -> Option<&'g Node<'m>> {
    let product = graph.maker(node.inputs.first()?)?;
    let fits = turns(node) && product.op == "MatMul" && product.inputs.len() == 2;
    fits.then_some(product)
}

fn turns(node: &Node<'_>) -> bool {
    let swaps = node.integers("perm").is_ok_and(|perm| perm == [0, 2, 1]);
    node.op == "Transpose" && swaps
}

impl<'m> Cuts<'_, 'm> {
    /// The matrix behind a spread, as a model of its own.
    pub(in super::super) fn path(&self, spread: &Spread) -> Option<Path> {
        self.made_of_durations(&spread.path)
    }

    /// A tensor that is made of the durations, as a model of its own.
    pub(in super::super) fn made_of_durations(&self, tensor: &str) -> Option<Path> {
        let durations = self.durations()?;
        let (mut nodes, mut inputs) = (BTreeSet::new(), BTreeSet::new());
        let mut open = vec![self.graph.makers.get_key_value(tensor)?.0];
        let part = self.computed_in(tensor)?;
        while let Some(&wanted) = open.pop() {
            if wanted == durations
                || (self.is_given(wanted) && self.computed_in(wanted) != Some(part))
            {
                inputs.insert(wanted);
            } else if let Some(&maker) = self.graph.makers.get(wanted)
                && nodes.insert(maker)
            {
                open.extend(&self.graph.nodes[maker].inputs);
            }
        }
        let inputs: Vec<&'m str> = inputs.into_iter().collect();
        let float = TensorType::float(Some(3));
        let types = inputs.iter().map(|name| ((*name).to_owned(), float));
        let types: HashMap<String, TensorType> = types.collect();
        let outputs = [tensor];
        Some(Path {
            model: self.model_with(nodes, &inputs, &outputs, &types),
            inputs: inputs.into_iter().map(str::to_owned).collect(),
            output: tensor.to_owned(),
        })
    }
}

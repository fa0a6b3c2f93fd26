//! Convolutions over time written as convolutions over a picture of height one.
//!
//! ONNX Runtime has its best kernels for pictures only. The same numbers are
//! multiplied and added, in another order. A tensor `[1, channels, time]` becomes
//! `[1, channels, 1, time]`; operations that look at one moment, or at channels only,
//! need no change, so a part is rewritten as a whole and its tensors are given
//! another shape at its borders alone.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::cut::TensorType;
use super::wire::{fields, put_bytes, put_number};
use super::{Broken, Graph, Node};

/// Appended to the names of tensors that have a height.
const WIDE: &str = "/wide";
/// `AttributeProto.AttributeType.INTS`.
const INTS: u64 = 7;
/// `TensorProto.INT64`.
const INT64: u64 = 7;
/// Names of two constants: 0 keeps a dimension, -1 takes what is left.
const TO_WIDE: (&str, &[i64]) = ("to/wide", &[0, 0, 1, -1]);
const TO_PLAIN: (&str, &[i64]) = ("to/plain", &[0, 0, -1]);

/// A part being rewritten.
pub(super) struct Wide<'g, 'm> {
    graph: &'g Graph<'m>,
    types: &'g HashMap<String, TensorType>,
    /// Nodes and weights, as fields of a `GraphProto`.
    body: Vec<u8>,
    /// Tensors that have a wide form.
    wide: HashSet<&'m str>,
    /// Weights written in their wide form.
    weights: BTreeSet<&'m str>,
}

impl<'g, 'm> Wide<'g, 'm> {
    /// A part that is given the tensors of `given`, of which those of three dimensions
    /// are rows of frames or broadcast over them.
    pub(super) fn new(
        graph: &'g Graph<'m>,
        given: &[&'m str],
        types: &'g HashMap<String, TensorType>,
    ) -> Self {
        let mut wide = Self {
            graph,
            types,
            body: Vec::new(),
            wide: HashSet::new(),
            weights: BTreeSet::new(),
        };
        for (name, numbers) in [TO_WIDE, TO_PLAIN] {
            put_bytes(&mut wide.body, 5, &constant(name, numbers));
        }
        for &name in given {
            if types.get(name).and_then(|known| known.rank) == Some(3) {
                wide.reshape(name, &wide_name(name), TO_WIDE.0);
                wide.wide.insert(name);
            }
        }
        wide
    }

    /// Rewrites one node; constants stay as they are.
    pub(super) fn add(&mut self, node: &Node<'m>) -> Result<(), Broken> {
        let weight = node.inputs.get(1).copied().unwrap_or_default();
        let convolves = matches!(node.op, "Conv" | "ConvTranspose");
        if convolves && self.weights.insert(weight) {
            let initializer = self.graph.initializers.get(weight);
            let initializer = initializer.ok_or(Broken("a convolution has no weights"))?;
            let field = wide_weight(weight, &initializer.dims, initializer.raw)?;
            put_bytes(&mut self.body, 5, &field);
        }
        let touched = node.inputs.iter().any(|name| self.wide.contains(name));
        self.check(node, convolves)?;
        let mut written = Vec::new();
        for (index, &input) in node.inputs.iter().enumerate() {
            let renamed = self.wide.contains(input) || (convolves && index == 1);
            put_name(&mut written, 1, input, renamed);
        }
        for &output in &node.outputs {
            put_name(&mut written, 2, output, touched);
            if touched {
                self.wide.insert(output);
            }
        }
        for field in fields(node.raw)? {
            match field.number {
                1 | 2 => {}
                5 if convolves => put_bytes(&mut written, 5, &wide_attribute(field.bytes()?)?),
                _ => written.extend(field.raw),
            }
        }
        put_bytes(&mut self.body, 1, &written);
        Ok(())
    }

    /// What is not made wide must mean the same beside what is: aligned from the last
    /// dimension, that is one of a single dimension or none.
    fn check(&self, node: &Node<'m>, convolves: bool) -> Result<(), Broken> {
        let beside = match node.op {
            _ if convolves => &node.inputs[..node.inputs.len().min(1)],
            "Constant" | "Slice" | "Split" => &[],
            _ => &node.inputs[..],
        };
        let mut plain = beside.iter().filter(|name| !self.wide.contains(*name));
        let most = if convolves { None } else { Some(1) };
        if plain.all(|name| self.rank(name).is_some_and(|rank| Some(rank) <= most)) {
            return Ok(());
        }
        Err(Broken("it cannot be given a height"))
    }

    fn rank(&self, tensor: &str) -> Option<usize> {
        let given = self.types.get(tensor).and_then(|known| known.rank);
        given.or_else(|| self.graph.constant_rank(tensor))
    }

    /// The weights that are wanted in no other form.
    pub(super) fn replaced(&self) -> &BTreeSet<&'m str> {
        &self.weights
    }

    /// The body, `outputs` having the shapes they had.
    pub(super) fn finish(mut self, outputs: &[&str]) -> Vec<u8> {
        for &output in outputs {
            if self.wide.contains(output) {
                self.reshape(&wide_name(output), output, TO_PLAIN.0);
            }
        }
        self.body
    }

    fn reshape(&mut self, from: &str, to: &str, shape: &str) {
        let mut node = Vec::new();
        put_bytes(&mut node, 1, from.as_bytes());
        put_bytes(&mut node, 1, shape.as_bytes());
        put_bytes(&mut node, 2, to.as_bytes());
        put_bytes(&mut node, 4, b"Reshape");
        put_bytes(&mut self.body, 1, &node);
    }
}

fn wide_name(name: &str) -> String {
    format!("{name}{WIDE}")
}

fn put_name(out: &mut Vec<u8>, number: u64, name: &str, wide: bool) {
    if wide {
        put_bytes(out, number, wide_name(name).as_bytes());
    } else {
        put_bytes(out, number, name.as_bytes());
    }
}

/// A weight over time, given a height of one; its data are the same bytes.
fn wide_weight(name: &str, dims: &[i64], raw: &[u8]) -> Result<Vec<u8>, Broken> {
    let &[one, other, kernel] = dims else {
        return Err(Broken("a convolution is not over time"));
    };
    let mut tensor = Vec::new();
    for dim in [one, other, 1, kernel] {
        put_number(&mut tensor, 1, dim.cast_unsigned());
    }
    for field in fields(raw)? {
        match field.number {
            1 => {}
            8 => put_bytes(&mut tensor, 8, wide_name(name).as_bytes()),
            _ => tensor.extend(field.raw),
        }
    }
    Ok(tensor)
}

/// An attribute of a convolution: what it says of time stays, of height it says that
/// there is nothing to do.
fn wide_attribute(raw: &[u8]) -> Result<Vec<u8>, Broken> {
    let attribute = fields(raw)?;
    let mut numbers = Vec::new();
    let mut name = "";
    for field in &attribute {
        match field.number {
            1 => name = field.text()?,
            8 => numbers.extend(field.integers()?),
            _ => {}
        }
    }
    let wide = match (name, numbers.as_slice()) {
        ("kernel_shape" | "strides" | "dilations", &[one]) => vec![1, one],
        ("output_padding", &[one]) => vec![0, one],
        ("pads", &[before, after]) => vec![0, before, 0, after],
        ("group" | "auto_pad", _) => return Ok(raw.to_vec()),
        _ => return Err(Broken("a convolution has an attribute that is not known")),
    };
    let mut written = Vec::new();
    put_bytes(&mut written, 1, name.as_bytes());
    for number in wide {
        put_number(&mut written, 8, i64::cast_unsigned(number));
    }
    put_number(&mut written, 20, INTS);
    Ok(written)
}

fn constant(name: &str, numbers: &[i64]) -> Vec<u8> {
    let mut tensor = Vec::new();
    put_number(&mut tensor, 1, numbers.len() as u64);
    put_number(&mut tensor, 2, INT64);
    for number in numbers {
        put_number(&mut tensor, 7, number.cast_unsigned());
    }
    put_bytes(&mut tensor, 8, name.as_bytes());
    tensor
}

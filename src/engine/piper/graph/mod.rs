//! A voice's ONNX graph, read just far enough to be cut into parts.
//!
//! Nodes and weights stay the bytes they were: a part is written by choosing among
//! them. Nothing is known here of Piper.

mod cut;
mod encoded;
mod numbers;
mod predicted;
mod reach;
mod spread;
mod wide;
mod wire;

use std::collections::HashMap;

pub(super) use cut::{Cuts, Noise, Part, TensorType};
pub(super) use encoded::{Encoded, Names, TextModel};
pub(super) use numbers::Numbers;
pub(super) use predicted::Predicted;
pub(super) use reach::Reach;
pub(super) use spread::{Path, Spread};
use wire::{Field, Value, fields};
#[cfg(any(test, fuzzing))]
pub(super) use wire::{put_bytes, put_number};

/// Why a file is not a graph that can be read; a sentence's second half.
#[derive(Clone, Copy, Debug)]
pub(super) struct Broken(pub(super) &'static str);

/// `ModelProto.graph`.
const GRAPH: u64 = 7;

/// A model file taken apart.
pub(super) struct Graph<'m> {
    /// Fields of the model other than its graph: versions, operator sets.
    preamble: Vec<Field<'m>>,
    nodes: Vec<Node<'m>>,
    initializers: HashMap<&'m str, Initializer<'m>>,
    /// Declared inputs by name, weights left out.
    inputs: HashMap<&'m str, &'m [u8]>,
    outputs: Vec<&'m str>,
    /// The node that makes a tensor.
    makers: HashMap<&'m str, usize>,
}

/// One operation.
pub(super) struct Node<'m> {
    /// Its name among ONNX's operators.
    pub(super) op: &'m str,
    /// Tensors that it reads; one that is left out has no name.
    pub(super) inputs: Vec<&'m str>,
    /// Tensors that it makes.
    pub(super) outputs: Vec<&'m str>,
    attributes: HashMap<&'m str, Vec<Field<'m>>>,
    raw: &'m [u8],
}

/// One weight.
struct Initializer<'m> {
    dims: Vec<i64>,
    raw: &'m [u8],
}

impl<'m> Graph<'m> {
    /// Takes a model apart; costs time linear in its nodes.
    ///
    /// # Errors
    /// Where it is no ONNX model, or one whose weights lie in other files.
    pub(super) fn read(model: &'m [u8]) -> Result<Self, Broken> {
        let mut graph = Self {
            preamble: Vec::new(),
            nodes: Vec::new(),
            initializers: HashMap::new(),
            inputs: HashMap::new(),
            outputs: Vec::new(),
            makers: HashMap::new(),
        };
        for field in fields(model)? {
            match field.number {
                GRAPH => graph.read_graph(field.bytes()?)?,
                _ => graph.preamble.push(field),
            }
        }
        if graph.nodes.is_empty() || graph.outputs.is_empty() {
            return Err(Broken("it holds no graph"));
        }
        graph.index();
        Ok(graph)
    }

    /// The fields of `GraphProto`.
    fn read_graph(&mut self, graph: &'m [u8]) -> Result<(), Broken> {
        for field in fields(graph)? {
            match field.number {
                1 => self.nodes.push(Node::read(field.bytes()?)?),
                5 => {
                    let (name, initializer) = Initializer::read(field.bytes()?)?;
                    self.initializers.insert(name, initializer);
                }
                11 => {
                    let raw = field.bytes()?;
                    self.inputs.insert(name_of(raw)?, raw);
                }
                12 => self.outputs.push(name_of(field.bytes()?)?),
                15 => return Err(Broken("its weights are sparse, which Piper's never are")),
                _ => {}
            }
        }
        Ok(())
    }

    fn index(&mut self) {
        self.inputs
            .retain(|name, _| !self.initializers.contains_key(name));
        for (index, node) in self.nodes.iter().enumerate() {
            for output in &node.outputs {
                self.makers.insert(output, index);
            }
        }
    }

    /// The first output, which in a voice is its sound.
    pub(super) fn sound(&self) -> &'m str {
        // `read` refuses a graph without outputs.
        self.outputs.first().copied().unwrap_or_default()
    }

    /// The name of a tensor that some node makes, as it stands in the file.
    pub(super) fn name(&self, tensor: &str) -> Option<&'m str> {
        self.makers.get_key_value(tensor).map(|(&name, _)| name)
    }

    fn maker(&self, tensor: &str) -> Option<&Node<'m>> {
        self.makers.get(tensor).map(|&index| &self.nodes[index])
    }

    /// A constant of whole numbers, be it a weight or a node; `None` where the tensor
    /// is computed or holds something else.
    pub(super) fn whole_numbers(&self, tensor: &str) -> Result<Option<Vec<i64>>, Broken> {
        if let Some(initializer) = self.initializers.get(tensor) {
            return whole_numbers(&fields(initializer.raw)?);
        }
        self.constant(tensor)?
            .map_or(Ok(None), |tensor| whole_numbers(&tensor))
    }

    /// How many dimensions a constant has; `None` where the tensor is computed.
    fn constant_rank(&self, tensor: &str) -> Option<usize> {
        if let Some(initializer) = self.initializers.get(tensor) {
            return Some(initializer.dims.len());
        }
        let tensor = self.constant(tensor).ok()??;
        let dims = tensor.iter().filter(|field| field.number == 1);
        dims.map(|field| Some(field.integers().ok()?.len())).sum()
    }

    /// The `TensorProto` of a `Constant` node.
    fn constant(&self, tensor: &str) -> Result<Option<Vec<Field<'m>>>, Broken> {
        let maker = self.maker(tensor).filter(|node| node.op == "Constant");
        let value = maker.and_then(|node| node.attributes.get("value"));
        let tensor = value.and_then(|value| value.iter().find(|field| field.number == 5));
        tensor.map(|field| fields(field.bytes()?)).transpose()
    }
}

/// The values of a `TensorProto` of `INT64`, in either of the two ways to write them.
fn whole_numbers(tensor: &[Field<'_>]) -> Result<Option<Vec<i64>>, Broken> {
    let mut numbers = Vec::new();
    for field in tensor {
        match field.number {
            2 if field.integers()? != [7] => return Ok(None),
            7 => numbers.extend(field.integers()?),
            9 => {
                let (each, rest) = field.bytes()?.as_chunks();
                if !rest.is_empty() {
                    return Err(Broken("a constant has half a number"));
                }
                numbers.extend(each.iter().map(|bytes| i64::from_le_bytes(*bytes)));
            }
            _ => {}
        }
    }
    Ok(Some(numbers))
}

/// The name of a `ValueInfoProto`.
fn name_of(value_info: &[u8]) -> Result<&str, Broken> {
    let fields = fields(value_info)?;
    let name = fields.iter().find(|field| field.number == 1);
    name.ok_or(Broken("an input or output has no name"))?.text()
}

impl<'m> Node<'m> {
    /// Reads a `NodeProto`.
    fn read(raw: &'m [u8]) -> Result<Self, Broken> {
        let mut node = Self {
            op: "",
            inputs: Vec::new(),
            outputs: Vec::new(),
            attributes: HashMap::new(),
            raw,
        };
        for field in fields(raw)? {
            match field.number {
                1 => node.inputs.push(field.text()?),
                2 => node.outputs.push(field.text()?),
                4 => node.op = field.text()?,
                5 => {
                    let attribute = fields(field.bytes()?)?;
                    let name = attribute.iter().find(|field| field.number == 1);
                    let name = name.ok_or(Broken("an attribute has no name"))?.text()?;
                    check_attribute(&attribute)?;
                    node.attributes.insert(name, attribute);
                }
                _ => {}
            }
        }
        Ok(node)
    }

    /// An attribute of whole numbers; empty where it is not given.
    pub(super) fn integers(&self, name: &str) -> Result<Vec<i64>, Broken> {
        let mut all = Vec::new();
        for field in self.attributes.get(name).into_iter().flatten() {
            if matches!(field.number, 3 | 8) {
                all.extend(field.integers()?);
            }
        }
        Ok(all)
    }

    /// Whether a convolution is to find out by itself how many zeros it wants around.
    pub(super) fn pads_by_itself(&self) -> bool {
        let mut way = self.attributes.get("auto_pad").into_iter().flatten();
        let way = way.find(|field| field.number == 4);
        way.is_some_and(|way| !matches!(way.bytes(), Ok(b"NOTSET")))
    }

    /// An attribute that is one number with a fraction.
    pub(super) fn real(&self, name: &str) -> Option<f32> {
        let attribute = self.attributes.get(name)?;
        attribute
            .iter()
            .find_map(|field| match (field.number, field.value) {
                (2, Value::Fixed32(bytes)) => Some(f32::from_le_bytes(bytes)),
                _ => None,
            })
    }
}

/// Graphs inside attributes would see tensors that no list of inputs names.
fn check_attribute(attribute: &[Field<'_>]) -> Result<(), Broken> {
    for field in attribute {
        match field.number {
            5 => check_tensor(&fields(field.bytes()?)?)?,
            6 | 11 => {
                return Err(Broken(
                    "it holds graphs inside graphs, which Piper's never do",
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

/// A tensor may ask for its data to be read from any file; none here may.
fn check_tensor(tensor: &[Field<'_>]) -> Result<(), Broken> {
    let elsewhere = |field: &Field<'_>| {
        field.number == 13 || (field.number == 14 && !matches!(field.value, Value::Varint(0)))
    };
    if tensor.iter().any(elsewhere) {
        return Err(Broken(
            "its weights lie in other files, which is not allowed",
        ));
    }
    Ok(())
}

impl<'m> Initializer<'m> {
    /// Reads a `TensorProto`, its data left alone.
    fn read(raw: &'m [u8]) -> Result<(&'m str, Self), Broken> {
        let tensor = fields(raw)?;
        check_tensor(&tensor)?;
        let mut dims = Vec::new();
        let mut name = "";
        for field in tensor {
            match field.number {
                1 => dims.extend(field.integers()?),
                8 => name = field.text()?,
                _ => {}
            }
        }
        Ok((name, Self { dims, raw }))
    }
}

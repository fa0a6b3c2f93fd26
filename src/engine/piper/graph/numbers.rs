//! What a graph's constants hold.

use super::wire::{Value, fields};
use super::{Broken, Field, Graph, Node};

/// A tensor of numbers with a fraction, as it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Numbers {
    /// Its dimensions; none: one number.
    pub(in super::super) dims: Vec<usize>,
    /// All values, the last dimension's next to each other.
    pub(in super::super) values: Vec<f32>,
}

/// `TensorProto.FLOAT`.
const FLOAT: i64 = 1;
/// Constants may be handed on under other names, but not for ever.
const STEPS: usize = 8;

impl Graph<'_> {
    /// A constant of `FLOAT`, be it a weight or a node; `None` where the tensor is
    /// computed or holds something else.
    ///
    /// # Errors
    /// Where it has not as many values as its dimensions say.
    pub(in super::super) fn numbers(&self, tensor: &str) -> Result<Option<Numbers>, Broken> {
        let mut tensor = tensor;
        for _ in 0..STEPS {
            if let Some(initializer) = self.initializers.get(tensor) {
                return numbers(&fields(initializer.raw)?);
            }
            let Some(node) = self.maker(tensor) else {
                break;
            };
            match (node.op, node.inputs.first()) {
                ("Identity", Some(&input)) => tensor = input,
                ("Constant", _) => return node.numbers("value"),
                _ => break,
            }
        }
        Ok(None)
    }
}

impl Node<'_> {
    /// An attribute that is a tensor of `FLOAT`; `None` where it is not given or holds
    /// something else.
    ///
    /// # Errors
    /// As [`Graph::numbers`].
    pub(in super::super) fn numbers(&self, name: &str) -> Result<Option<Numbers>, Broken> {
        let value = self.attributes.get(name).into_iter().flatten();
        let mut value = value.filter(|field| field.number == 5);
        let value = value.next().map(|field| fields(field.bytes()?));
        value.map_or(Ok(None), |value| numbers(&value?))
    }
}

/// The values of a `TensorProto`, in either of the two ways to write them.
fn numbers(tensor: &[Field<'_>]) -> Result<Option<Numbers>, Broken> {
    const ODD: Broken = Broken("a constant has another number of values than its dimensions say");
    let (mut dims, mut values) = (Vec::new(), Vec::new());
    for field in tensor {
        match (field.number, field.value) {
            (1, _) => dims.extend(field.integers()?),
            (2, _) if field.integers()? != [FLOAT] => return Ok(None),
            (4, Value::Fixed32(bytes)) => values.push(f32::from_le_bytes(bytes)),
            (4, Value::Bytes(bytes)) | (9, Value::Bytes(bytes)) => {
                let (each, rest) = bytes.as_chunks();
                if !rest.is_empty() {
                    return Err(ODD);
                }
                values.extend(each.iter().map(|bytes| f32::from_le_bytes(*bytes)));
            }
            _ => {}
        }
    }
    let dims: Option<Vec<usize>> = dims.into_iter().map(|dim| dim.try_into().ok()).collect();
    let dims = dims.ok_or(ODD)?;
    let count = dims
        .iter()
        .try_fold(1_usize, |count, &dim| count.checked_mul(dim));
    if count != Some(values.len()) {
        return Err(ODD);
    }
    Ok(Some(Numbers { dims, values }))
}

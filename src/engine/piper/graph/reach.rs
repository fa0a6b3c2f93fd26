//! How far the vocoder looks around: the context a window needs so that it sounds
//! like the whole.

use std::collections::HashMap;

use super::cut::Cuts;
use super::{Broken, Graph, Node};

/// Operations that look at one moment only; time stays the last dimension.
const POINTWISE: [&str; 13] = [
    "Add",
    "Cast",
    "Div",
    "Identity",
    "LeakyRelu",
    "Mul",
    "Neg",
    "Relu",
    "Sigmoid",
    "Squeeze",
    "Sub",
    "Tanh",
    "Unsqueeze",
];

/// The vocoder's shape in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Reach {
    /// Samples of one frame.
    pub(in super::super) hop: usize,
    /// Frames before and after one that can be heard in it.
    pub(in super::super) context: usize,
}

/// A tensor on its way through the vocoder.
#[derive(Clone, Copy)]
struct Way {
    /// Steps of this tensor in a frame.
    rate: f64,
    /// Frames seen on the wider side.
    seen: f64,
}

impl Cuts<'_, '_> {
    /// The vocoder's reach, from its convolutions; `None` where it does something
    /// else along time, or something unknown.
    pub(in super::super) fn reach(&self, graph: &Graph<'_>) -> Option<Reach> {
        let latent = self.latent()?;
        let mut ways = HashMap::from([(
            latent,
            Way {
                rate: 1.0,
                seen: 0.0,
            },
        )]);
        let mut end = None;
        for node in self.last() {
            let along = node.inputs.iter().filter_map(|name| ways.get(name));
            let widest = along.copied().reduce(|a, b| Way {
                rate: a.rate.max(b.rate),
                seen: a.seen.max(b.seen),
            });
            let Some(way) = widest else { continue };
            let way = step(graph, node, way).ok()??;
            for output in &node.outputs {
                ways.insert(output, way);
            }
            end = Some(way);
        }
        let end = end?;
        Some(Reach {
            hop: end.rate as usize,
            context: end.seen.ceil() as usize,
        })
    }
}

fn step(graph: &Graph<'_>, node: &Node<'_>, way: Way) -> Result<Option<Way>, Broken> {
    let kernel = node
        .inputs
        .get(1)
        .and_then(|name| graph.initializers.get(name));
    let kernel = kernel
        .and_then(|weight| weight.dims.get(2))
        .map(|&kernel| kernel as f64);
    let first = |name: &str, otherwise: f64| -> Result<f64, Broken> {
        Ok(node
            .integers(name)?
            .first()
            .map_or(otherwise, |&number| number as f64))
    };
    let stride = first("strides", 1.0)?;
    let padding = first("pads", 0.0)?;
    Ok(match (node.op, kernel) {
        ("Conv", Some(kernel)) if (stride - 1.0).abs() < f64::EPSILON => {
            let span = (kernel - 1.0) * first("dilations", 1.0)?;
            Some(Way {
                seen: way.seen + padding.max(span - padding) / way.rate,
                ..way
            })
        }
        ("ConvTranspose", Some(kernel)) => Some(Way {
            rate: way.rate * stride,
            seen: way.seen + padding.max(kernel - 1.0 - padding) / stride / way.rate,
        }),
        (op, _) if POINTWISE.contains(&op) => Some(way),
        _ => None,
    })
}

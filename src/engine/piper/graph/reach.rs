//! How far a part looks around: the context a window needs so that it gives what the
//! whole would.

use std::collections::HashMap;

use super::cut::Cuts;
use super::{Broken, Graph, Node};

/// Operations that look at one moment only; time stays the last dimension.
const POINTWISE: [&str; 12] = [
    "Add",
    "Cast",
    "Div",
    "Exp",
    "Identity",
    "LeakyRelu",
    "Mul",
    "Neg",
    "Relu",
    "Sigmoid",
    "Sub",
    "Tanh",
];
/// Dimensions that are not time, in a tensor that has not changed its rank.
const BEFORE_TIME: std::ops::RangeInclusive<i64> = 0..=1;

/// A part's shape in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Reach {
    /// Steps that it gives for one frame: the vocoder's samples, the flow's 1.
    pub(in super::super) hop: usize,
    /// Frames before and after one that have a say in it.
    pub(in super::super) context: usize,
}

/// A tensor on its way through a part.
#[derive(Clone, Copy)]
struct Way {
    /// Steps of this tensor in a frame.
    rate: f64,
    /// Frames seen on the wider side.
    seen: f64,
    /// What its dimensions are.
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// One, channels, time.
    Plain,
    /// Time is the last dimension, but which one that is, is not known.
    Other,
    /// It holds the dimensions of another tensor, to make one like it.
    Shape,
}

impl Cuts<'_, '_> {
    /// The vocoder's reach, from its convolutions; `None` where there is no latent or
    /// it does something else along time, or something unknown.
    pub(in super::super) fn reach(&self, graph: &Graph<'_>) -> Option<Reach> {
        self.latent()?;
        self.along(graph, self.count() - 1)
    }

    /// The reach of the flow: the part that draws noise and gives the latent and
    /// nothing else. `None` where there is none, or as for [`Self::reach`].
    pub(in super::super) fn flow(&self, graph: &Graph<'_>) -> Option<Reach> {
        let latent = self.latent()?;
        let number = self.count().checked_sub(2)?;
        let part = self.part(number);
        if part.noise.is_none() || part.outputs != [latent] {
            return None;
        }
        self.along(graph, number).filter(|reach| reach.hop == 1)
    }

    /// The reach of part `number`, all it is given taken for rows of frames: what is
    /// none (the speaker, a scale) goes through the same operations unharmed.
    fn along(&self, graph: &Graph<'_>, number: usize) -> Option<Reach> {
        let start = Way {
            rate: 1.0,
            seen: 0.0,
            form: Form::Plain,
        };
        let given = self.inputs(number).into_iter();
        let mut ways: HashMap<&str, Way> = given.map(|name| (name, start)).collect();
        let mut end = None;
        for node in self.nodes_of(number) {
            let along = node.inputs.iter().filter_map(|name| ways.get(name));
            let widest = along.copied().reduce(|a, b| Way {
                rate: a.rate.max(b.rate),
                seen: a.seen.max(b.seen),
                form: a.form.max(b.form),
            });
            let way = step(graph, node, widest?).ok()??;
            for output in &node.outputs {
                ways.insert(output, way);
            }
            end = Some(way);
        }
        let end = end.filter(|end| end.form != Form::Shape)?;
        Some(Reach {
            hop: end.rate as usize,
            context: end.seen.ceil() as usize,
        })
    }
}

fn step(graph: &Graph<'_>, node: &Node<'_>, way: Way) -> Result<Option<Way>, Broken> {
    if node.op == "Conv" || node.op == "ConvTranspose" {
        return convolve(graph, node, way);
    }
    let of = |form| Some(Way { form, ..way });
    Ok(match (node.op, way.form) {
        ("ConstantOfShape", Form::Shape) => of(Form::Plain),
        (_, Form::Shape) => None,
        ("Shape", Form::Plain) => of(Form::Shape),
        ("Squeeze" | "Unsqueeze", _) => of(Form::Other),
        ("Concat" | "Slice" | "Split", Form::Plain) => {
            let fits = leaves_time(graph, node)?;
            fits.then_some(way)
        }
        (op, _) if POINTWISE.contains(&op) => Some(way),
        _ => None,
    })
}

/// Whether what a node takes apart or puts together it does along other dimensions
/// than time. Exporters write slices of everything, too.
fn leaves_time(graph: &Graph<'_>, node: &Node<'_>) -> Result<bool, Broken> {
    let other = |axes: &[i64]| axes.iter().all(|axis| BEFORE_TIME.contains(axis));
    if node.op != "Slice" {
        let axis = node.integers("axis")?;
        return Ok(!axis.is_empty() && other(&axis));
    }
    let [_, starts, ends, axes, steps] = node.inputs.as_slice() else {
        return Ok(false);
    };
    if graph.whole_numbers(axes)?.is_some_and(|axes| other(&axes)) {
        return Ok(true);
    }
    let each = |tensor: &str, number: i64| -> Result<bool, Broken> {
        let numbers = graph.whole_numbers(tensor)?;
        Ok(numbers.is_some_and(|all| all.iter().all(|&one| one == number)))
    };
    Ok(each(starts, 0)? && each(ends, i64::MAX)? && each(steps, 1)?)
}

fn convolve(graph: &Graph<'_>, node: &Node<'_>, way: Way) -> Result<Option<Way>, Broken> {
    let weight = node.inputs.get(1);
    let weight = weight.and_then(|name| graph.initializers.get(name));
    let kernel = weight.and_then(|weight| weight.dims.get(2));
    let Some(kernel) = kernel.map(|&kernel| kernel as f64) else {
        return Ok(None);
    };
    let first = |name: &str, otherwise: f64| -> Result<f64, Broken> {
        let given = node.integers(name)?;
        Ok(given.first().map_or(otherwise, |&number| number as f64))
    };
    let stride = first("strides", 1.0)?;
    let padding = first("pads", 0.0)?;
    if way.form == Form::Shape {
        return Ok(None);
    }
    Ok(if node.op == "ConvTranspose" {
        Some(Way {
            rate: way.rate * stride,
            seen: way.seen + padding.max(kernel - 1.0 - padding) / stride / way.rate,
            ..way
        })
    } else if (stride - 1.0).abs() < f64::EPSILON {
        let span = (kernel - 1.0) * first("dilations", 1.0)?;
        Some(Way {
            seen: way.seen + padding.max(span - padding) / way.rate,
            ..way
        })
    } else {
        None
    })
}

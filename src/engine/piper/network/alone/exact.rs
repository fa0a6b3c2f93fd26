//! What a vocoder's graph says, computed node by node as ONNX defines it, in `f64`: so
//! near to the truth that it tells who of two others rounds more. Slow, and written
//! from the graph alone: nothing of the decoder's plan is used.

use std::collections::HashMap;

use super::super::super::graph::{Cuts, Graph, Node, Numbers};
use super::Latent;

/// Channels, each with its values in time.
type Rows = Vec<Vec<f64>>;

/// All samples of a latent; `speaker` is what the graph's speaker tensor holds.
pub(in super::super) fn sound(
    file: &[u8],
    latent: &Latent,
    speaker: Option<(&str, &[f32])>,
) -> Vec<f64> {
    let graph = Graph::read(file).unwrap();
    let cuts = Cuts::of(&graph).unwrap();
    let channels = latent.values.chunks_exact(latent.frames);
    let given = channels.map(|channel| channel.iter().copied().map(f64::from).collect());
    let mut known: HashMap<&str, Rows> = HashMap::new();
    known.insert(cuts.latent().unwrap(), given.collect());
    if let Some((name, row)) = speaker {
        let row = row.iter().map(|&value| vec![f64::from(value)]);
        known.insert(name, row.collect());
    }
    for node in cuts.last() {
        let made = compute(&graph, node, &known);
        known.insert(node.outputs[0], made);
    }
    known.remove(graph.sound()).unwrap().concat()
}

fn compute(graph: &Graph<'_>, node: &Node<'_>, known: &HashMap<&str, Rows>) -> Rows {
    let one = &known[node.inputs[0]];
    let numbers = |at: usize| graph.numbers(node.inputs[at]).unwrap().unwrap();
    match node.op {
        "Conv" => convolution(node, one, &numbers(1), &numbers(2)),
        "ConvTranspose" => upsampling(node, one, &numbers(1), &numbers(2)),
        "Add" => {
            let other = &known[node.inputs[1]];
            let both = one.iter().zip(other);
            both.map(|(one, other)| {
                let sums = one.iter().zip(other.iter().cycle());
                sums.map(|(one, other)| one + other).collect()
            })
            .collect()
        }
        "Div" => each(one, |value| value / f64::from(numbers(1).values[0])),
        "LeakyRelu" => {
            let slope = f64::from(node.real("alpha").unwrap());
            each(one, |value| if value < 0.0 { value * slope } else { value })
        }
        "Tanh" => each(one, f64::tanh),
        "Identity" | "Unsqueeze" | "Squeeze" => one.clone(),
        other => panic!("no {other} here"),
    }
}

fn each(rows: &Rows, of: impl Fn(f64) -> f64) -> Rows {
    let rows = rows.iter();
    rows.map(|row| row.iter().map(|&value| of(value)).collect())
        .collect()
}

/// One of a node's whole numbers.
fn integer(node: &Node<'_>, name: &str, at: usize, otherwise: usize) -> usize {
    let given = node.integers(name).unwrap();
    given.get(at).map_or(otherwise, |&n| n.try_into().unwrap())
}

fn convolution(node: &Node<'_>, input: &Rows, weights: &Numbers, bias: &Numbers) -> Rows {
    let dilation = integer(node, "dilations", 0, 1);
    let pad = integer(node, "pads", 0, 0);
    let after = integer(node, "pads", 1, 0);
    let taps = weights.dims[2];
    let rows = input[0].len() + pad + after - (taps - 1) * dilation;
    let mut output = biased(bias, rows);
    for (to, of_output) in weights.values.chunks_exact(input.len() * taps).enumerate() {
        for (at, &weight) in of_output.iter().enumerate() {
            let (from, tap) = (&input[at / taps], at % taps);
            // Output `row` looks at input `row + tap·dilation − pad`.
            for (row, sum) in output[to].iter_mut().enumerate() {
                let at = (row + tap * dilation).checked_sub(pad);
                if let Some(value) = at.and_then(|at| from.get(at)) {
                    *sum += f64::from(weight) * value;
                }
            }
        }
    }
    output
}

fn upsampling(node: &Node<'_>, input: &Rows, weights: &Numbers, bias: &Numbers) -> Rows {
    let stride = integer(node, "strides", 0, 1);
    let pad = integer(node, "pads", 0, 0);
    let after = integer(node, "pads", 1, 0);
    let (outputs, taps) = (weights.dims[1], weights.dims[2]);
    let rows = (input[0].len() - 1) * stride + taps - pad - after;
    let mut output = biased(bias, rows);
    for (from, of_input) in input
        .iter()
        .zip(weights.values.chunks_exact(outputs * taps))
    {
        for (at, &weight) in of_input.iter().enumerate() {
            let (to, tap) = (&mut output[at / taps], at % taps);
            // Input `row` goes to output `row·stride + tap − pad`.
            for (row, value) in from.iter().enumerate() {
                let at = (row * stride + tap).checked_sub(pad);
                if let Some(sum) = at.and_then(|at| to.get_mut(at)) {
                    *sum += f64::from(weight) * value;
                }
            }
        }
    }
    output
}

/// The power of the difference as a share of the signal's, or of `least` where that is
/// less.
pub(in super::super) fn noise(ours: &[f32], truth: &[f64], least: f64) -> f64 {
    assert_eq!(ours.len(), truth.len());
    let signal: f64 = truth.iter().map(|value| value * value).sum();
    let both = ours.iter().zip(truth);
    let noise = both.map(|(&ours, truth)| (f64::from(ours) - truth).powi(2));
    let noise: f64 = noise.sum();
    // Poison that is heard is no number, and `max` would take the other one.
    assert!(signal > 0.0 && noise.is_finite(), "{noise} in {signal}");
    noise.max(f64::MIN_POSITIVE) / signal.max(least * truth.len() as f64)
}

fn biased(bias: &Numbers, rows: usize) -> Rows {
    let bias = bias.values.iter();
    bias.map(|&bias| vec![f64::from(bias); rows]).collect()
}

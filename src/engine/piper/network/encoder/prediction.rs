//! What a voice's duration predictor computes, read from its graph as the encoder is:
//! weights in the order in which they are used.

use std::collections::HashMap;

use super::super::super::graph::{Broken, Graph, Node, Numbers, Predicted};
use super::super::simd::LANES;
use super::plan::{Kernel, Norm};
use super::spline::Spline;

const UNKNOWN: Broken = Broken("its duration predictor does something that VITS's does not");
const SIZES: Broken =
    Broken("its duration predictor's sizes contradict each other or are out of bounds");

/// Sizes beyond any voice's, so that memory stays bounded whatever a file says.
const MOST_CHANNELS: usize = 4_096;
const MOST_SPAN: usize = 1 << 10;

/// A duration predictor, before anything is packed.
#[derive(Debug)]
pub(super) struct Plan {
    /// What the encoder said, before and after the steps.
    pub(super) before: Kernel,
    pub(super) steps: Vec<Step>,
    pub(super) after: Kernel,
    /// What is added for a speaker.
    pub(super) speakers: Option<Speakers>,
    /// From noise to durations.
    pub(super) flows: Vec<Flow>,
    /// Taken off in the end, and what is then multiplied with.
    pub(super) shift: f32,
    pub(super) factor: f32,
}

/// One convolution of channels with themselves, and a product.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) own: Kernel,
    pub(super) dilation: usize,
    pub(super) product: Kernel,
    pub(super) norms: [Norm; 2],
}

/// A vector for each speaker.
#[derive(Debug)]
pub(super) struct Speakers {
    pub(super) vectors: Vec<f32>,
    pub(super) kernel: Kernel,
}

/// A spline, and the network that says it.
#[derive(Debug)]
pub(super) struct Flow {
    /// Of one number.
    pub(super) before: Kernel,
    pub(super) steps: Vec<Step>,
    pub(super) after: Kernel,
    pub(super) spline: Spline,
}

/// A predictor being read: weights not yet used, in order.
struct Reader {
    kernels: std::vec::IntoIter<(Kernel, usize)>,
    norms: std::vec::IntoIter<Norm>,
    channels: usize,
}

/// Dimensions of what is said of each of the two rows of numbers.
const ROWS: [usize; 2] = [2, 1];

impl Plan {
    /// Reads the predictor that gives what `predicted` names.
    ///
    /// # Errors
    /// Where it is not one; what is then to be said of it.
    pub(super) fn read(graph: &Graph<'_>, predicted: &Predicted<'_, '_>) -> Result<Self, Broken> {
        let makers = predicted.nodes.iter();
        let makers = makers.flat_map(|&node| node.outputs.iter().map(move |&name| (name, node)));
        let makers: HashMap<&str, &Node<'_>> = makers.collect();
        let maker_of = |node: &Node<'_>| makers.get(*node.inputs.first()?).copied();
        let (mut kernels, mut vectors) = (Vec::new(), None);
        let (mut scales, mut shifts, mut epsilons) = (Vec::new(), Vec::new(), Vec::new());
        let (mut shift, mut factor) = (None, None);
        for node in &predicted.nodes {
            if node.op == "Conv" {
                let dilation = node.integers("dilations")?.first().copied().unwrap_or(1);
                let dilation = usize::try_from(dilation).map_err(|_| SIZES)?;
                kernels.push((Kernel::read(graph, node)?, dilation));
                continue;
            }
            if let ("Sqrt", Some(maker)) = (node.op, maker_of(node)) {
                let epsilon = constant(graph, maker)?.filter(|one| one.dims.is_empty());
                let epsilon = epsilon.filter(|_| maker.op == "Add");
                epsilons.extend(epsilon.and_then(|one| one.values.first().copied()));
                continue;
            }
            let Some(numbers) = constant(graph, node)? else {
                continue;
            };
            match (node.op, numbers.dims.as_slice()) {
                ("Gather", [_, _]) if node.inputs.get(1) == Some(&predicted.speaker) => {
                    vectors = Some(numbers);
                }
                ("Mul", [_]) => scales.push(numbers.values),
                ("Add", [_]) => shifts.push(numbers.values),
                ("Sub", dims) if dims == ROWS => shift = numbers.values.first().copied(),
                ("Exp", dims) if dims == ROWS => factor = Some(numbers.values[0].exp()),
                ("Neg", dims) if dims == ROWS => factor = Some((-numbers.values[0]).exp()),
                _ => {}
            }
        }
        let channels = kernels.first().map_or(0, |(kernel, _)| kernel.outputs);
        let norms = norms(channels, scales, shifts, epsilons)?;
        let reader = Reader {
            kernels: kernels.into_iter(),
            norms: norms.into_iter(),
            channels,
        };
        let (Some(shift), Some(factor)) = (shift, factor) else {
            return Err(UNKNOWN);
        };
        reader.plan(vectors, shift, factor)
    }
}

fn constant(graph: &Graph<'_>, node: &Node<'_>) -> Result<Option<Numbers>, Broken> {
    for input in &node.inputs {
        if let Some(numbers) = graph.numbers(input)? {
            return Ok(Some(numbers));
        }
    }
    Ok(None)
}

fn norms(
    channels: usize,
    scales: Vec<Vec<f32>>,
    shifts: Vec<Vec<f32>>,
    epsilons: Vec<f32>,
) -> Result<Vec<Norm>, Broken> {
    let of_channels = |rows: Vec<Vec<f32>>| -> Vec<Vec<f32>> {
        let rows = rows.into_iter().filter(|row| row.len() == channels);
        rows.collect()
    };
    let (scales, shifts) = (of_channels(scales), of_channels(shifts));
    if scales.len() != shifts.len() || scales.len() != epsilons.len() {
        return Err(UNKNOWN);
    }
    let all = scales.into_iter().zip(shifts).zip(epsilons);
    let norm = |((scale, shift), epsilon)| Norm {
        scale,
        shift,
        epsilon,
    };
    Ok(all.map(norm).collect())
}

impl Reader {
    fn plan(mut self, vectors: Option<Numbers>, shift: f32, factor: f32) -> Result<Plan, Broken> {
        let channels = self.channels;
        if channels == 0 || !channels.is_multiple_of(LANES) || channels > MOST_CHANNELS {
            return Err(SIZES);
        }
        let before = self.kernel(channels, channels)?;
        let speakers = vectors.map(|vectors| self.speakers(vectors)).transpose()?;
        let steps = self.steps()?;
        let after = self.kernel(channels, channels)?;
        let mut flows = Vec::new();
        while !self.kernels.as_slice().is_empty() {
            let before = self.kernel(1, channels)?;
            let steps = self.steps()?;
            let (after, _) = self.kernels.next().ok_or(UNKNOWN)?;
            let spline = Spline::of(channels, after.outputs).ok_or(UNKNOWN)?;
            if !after.is(channels, after.outputs, 1) {
                return Err(SIZES);
            }
            flows.push(Flow {
                before,
                steps,
                after,
                spline,
            });
        }
        if self.norms.next().is_some() {
            return Err(UNKNOWN);
        }
        Ok(Plan {
            before,
            steps,
            after,
            speakers,
            flows,
            shift,
            factor,
        })
    }

    /// The next kernel, of one tap.
    fn kernel(&mut self, inputs: usize, outputs: usize) -> Result<Kernel, Broken> {
        let (kernel, _) = self.kernels.next().ok_or(UNKNOWN)?;
        let fits = kernel.is(inputs, outputs, 1);
        fits.then_some(kernel).ok_or(SIZES)
    }

    fn speakers(&mut self, vectors: Numbers) -> Result<Speakers, Broken> {
        let &[_, length] = vectors.dims.as_slice() else {
            return Err(UNKNOWN);
        };
        let kernel = self.kernel(length, self.channels)?;
        Ok(Speakers {
            vectors: vectors.values,
            kernel,
        })
    }

    /// As many steps as follow.
    fn steps(&mut self) -> Result<Vec<Step>, Broken> {
        let mut steps = Vec::new();
        while let Some((next, dilation)) = self.kernels.as_slice().first()
            && next.taps > 1
        {
            let dilation = *dilation;
            let fits = next.is(1, self.channels, next.taps)
                && next.taps % 2 == 1
                && next.taps.saturating_mul(dilation) <= MOST_SPAN;
            let (own, _) = self.kernels.next().filter(|_| fits).ok_or(SIZES)?;
            let product = self.kernel(self.channels, self.channels)?;
            let mut norm = || self.norms.next().ok_or(UNKNOWN);
            steps.push(Step {
                own,
                dilation,
                product,
                norms: [norm()?, norm()?],
            });
        }
        Ok(steps)
    }
}

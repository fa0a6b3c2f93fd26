//! How long each id is spoken, computed by ourselves.
//!
//! VITS's *stochastic duration predictor* turns noise into logarithms of durations, by a
//! normalizing flow run backwards: in each step one of two rows of numbers goes through
//! a spline ([`super::spline`]) that a small network says ([`super::separated`]), which
//! reads the other row and what the encoder said. It is little arithmetic; ONNX Runtime
//! spends most of its time for it on going from one of 1 500 nodes to the next.

use super::super::super::graph::{Broken, Graph, Predicted};
use super::super::super::model::failed;
use super::super::simd::{LANES, Simd, Sixteen};
use super::super::step::packed;
use super::prediction::{self, Plan, Speakers};
use super::separated::{Room, Separated, numbers};
use super::spline::Spline;
use super::{Dense, Rows, sink};
use crate::error::Result;

/// To be raised when a last bit of what is predicted changes here.
const REVISION: u32 = 1;

/// A voice's duration predictor, shared by all its sentences.
#[derive(Debug)]
pub(in super::super::super) struct Predictor {
    simd: Simd,
    width: usize,
    before: Dense,
    speakers: Option<Speakers>,
    steps: Separated,
    after: Dense,
    flows: Vec<Flow>,
    shift: f32,
    factor: f32,
}

#[derive(Debug)]
struct Flow {
    /// What each channel gets of the number, and besides.
    factors: Vec<Sixteen>,
    bias: Vec<Sixteen>,
    steps: Separated,
    after: Dense,
    outputs: usize,
    spline: Spline,
}

impl Predictor {
    /// Reads the predictor of a graph, for an instruction set.
    ///
    /// # Errors
    /// Why this graph's durations cannot be predicted here.
    pub(in super::super::super) fn read(
        graph: &Graph<'_>,
        predicted: &Predicted<'_, '_>,
        simd: Simd,
    ) -> std::result::Result<Self, Broken> {
        Ok(Self::new(Plan::read(graph, predicted)?, simd))
    }

    fn new(plan: Plan, simd: Simd) -> Self {
        let flow = |flow: &prediction::Flow| {
            let channels = 0..flow.before.outputs;
            let factors: Vec<f32> = channels.map(|at| flow.before.weight(0, 0, at)).collect();
            Flow {
                factors: packed(&factors),
                bias: packed(&flow.before.bias),
                steps: Separated::pack(simd, &flow.steps),
                after: Dense::of(simd, &flow.after),
                outputs: flow.after.outputs,
                spline: flow.spline,
            }
        };
        Self {
            simd,
            width: Sixteen::for_channels(plan.before.outputs),
            before: Dense::of(simd, &plan.before),
            steps: Separated::pack(simd, &plan.steps),
            after: Dense::of(simd, &plan.after),
            flows: plan.flows.iter().map(flow).collect(),
            speakers: plan.speakers,
            shift: plan.shift,
            factor: plan.factor,
        }
    }

    /// What the last bits depend on: part of a voice's digest.
    pub(in super::super::super) fn class(&self) -> String {
        format!("durations{REVISION}-{}", self.simd.name())
    }

    /// How many speakers it knows; `None`: it does not ask who speaks.
    pub(in super::super::super) fn speakers(&self) -> Option<usize> {
        let speakers = self.speakers.as_ref()?;
        Some(speakers.vectors.len() / speakers.kernel.inputs)
    }

    /// Frames of each id, not yet rounded up, at the speed that the voice was trained
    /// with. `hidden`: a row for each id, of the encoder; `noise`: two rows of numbers.
    ///
    /// # Errors
    /// `engine_failed` where the voice has no such speaker.
    pub(in super::super::super) fn run(
        &self,
        hidden: &[Sixteen],
        noise: &[f32],
        speaker: i64,
    ) -> Result<Vec<f32>> {
        let simd = self.simd;
        let ids = hidden.len() / self.width;
        if noise.len() != 2 * ids {
            return Err(failed("durations want two rows of noise"));
        }
        let margins = self.flows.iter().map(|flow| flow.steps.margin());
        let margin = margins.fold(self.steps.margin(), usize::max);
        let mut x = Rows::new(self.width, margin, ids);
        let mut room = Room::new(ids * self.width);
        self.before
            .run(simd, hidden, ids, &mut sink(&[], x.rows_mut()));
        self.add_speaker(speaker, x.rows_mut())?;
        self.steps.run(simd, &mut x, &mut room);
        let mut said = vec![Sixteen::ZERO; ids * self.width];
        self.after
            .run(simd, x.rows(), ids, &mut sink(&[], &mut said));
        let (mut read, mut bent) = (noise[..ids].to_vec(), noise[ids..].to_vec());
        for flow in &self.flows {
            std::mem::swap(&mut read, &mut bent);
            flow.begin(&read, &said, x.rows_mut());
            flow.steps.run(simd, &mut x, &mut room);
            flow.bend(simd, &x, &mut bent);
        }
        let logarithms = bent.into_iter().map(|x| (x - self.shift) * self.factor);
        Ok(logarithms.map(f32::exp).collect())
    }

    fn add_speaker(&self, speaker: i64, rows: &mut [Sixteen]) -> Result<()> {
        let Some(Speakers { vectors, kernel }) = &self.speakers else {
            return Ok(());
        };
        let mut all = vectors.chunks_exact(kernel.inputs);
        let own = usize::try_from(speaker).ok().and_then(|at| all.nth(at));
        let own = own.ok_or_else(|| failed("the voice does not have this speaker"))?;
        let sum = |channel: usize| {
            let inputs = own.iter().enumerate();
            let products = inputs.map(|(input, x)| x * kernel.weight(0, input, channel));
            kernel.bias[channel] + products.sum::<f32>()
        };
        let own = packed(&(0..kernel.outputs).map(sum).collect::<Vec<_>>());
        for row in rows.chunks_exact_mut(self.width) {
            add(row, &own);
        }
        Ok(())
    }
}

fn add(row: &mut [Sixteen], other: &[Sixteen]) {
    for (to, from) in row.iter_mut().zip(other) {
        for (to, from) in to.0.iter_mut().zip(from.0) {
            *to += from;
        }
    }
}

impl Flow {
    /// What the network reads: a number for each id, and what the encoder said.
    fn begin(&self, read: &[f32], said: &[Sixteen], rows: &mut [Sixteen]) {
        let width = self.bias.len();
        let rows = rows.chunks_exact_mut(width);
        for ((row, said), &number) in rows.zip(said.chunks_exact(width)).zip(read) {
            for (column, to) in row.iter_mut().enumerate() {
                let (factors, bias) = (&self.factors[column], &self.bias[column]);
                for (lane, to) in to.0.iter_mut().enumerate() {
                    *to = number * factors.0[lane] + bias.0[lane] + said[column].0[lane];
                }
            }
        }
    }

    /// Each number through the spline that is said of it.
    fn bend(&self, simd: Simd, x: &Rows, bent: &mut [f32]) {
        let columns = Sixteen::for_channels(self.outputs);
        let mut said = vec![Sixteen::ZERO; x.count * columns];
        self.after
            .run(simd, x.rows(), x.count, &mut sink(&[], &mut said));
        let mut numbers_said = vec![0.0; columns * LANES];
        for (number, said) in bent.iter_mut().zip(said.chunks_exact(columns)) {
            numbers(said, &mut numbers_said);
            let said = &numbers_said[..self.outputs];
            *number = self.spline.invert(said, *number);
        }
    }
}

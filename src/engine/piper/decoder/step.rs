//! A layer as it is computed: packed weights, and which rows it wants and gives.

use super::direct::{Convolution, Panels, Phases, phases};
use super::int16;
use super::plan::{Kernel, Layer};
use super::settle::{Active, MOST_RESIDUALS, Sink};
use super::simd::{LANES, Simd, Sixteen};
use super::track::Track;
use super::winograd::{self, OUTPUTS, Room, Stretches, Tiling};

/// One layer, ready to be computed.
#[derive(Debug)]
pub(super) struct Step {
    /// The track that it reads.
    pub(super) input: usize,
    /// Tracks that are added to its sum.
    pub(super) residuals: Vec<usize>,
    /// The track for its sum, if it is wanted.
    pub(super) raw: Option<usize>,
    /// The track for its rectified sum, if it is wanted.
    pub(super) active: Option<usize>,
    scale: f32,
    slope: f32,
    work: Work,
    /// Rows that it looks at before the one it computes.
    pub(super) before: usize,
    /// Rows that it looks at after the one it computes.
    pub(super) after: usize,
    /// It computes a multiple of so many rows, counted from the first of all.
    pub(super) block: usize,
    /// Rows it makes of one.
    pub(super) stride: usize,
    /// Added to all rows that it makes of one.
    bias: Vec<Sixteen>,
    /// Sixteens of a row that it reads.
    input_width: usize,
    /// Sixteens of a row that it makes.
    width: usize,
    /// Channels of a row that it makes.
    pub(super) outputs: usize,
}

#[derive(Debug)]
enum Work {
    Direct {
        panels: Panels,
        dilation: usize,
    },
    Upsampling(Vec<(Phases, Panels)>),
    UpsamplingInt16(Vec<(Phases, int16::Panels)>),
    Winograd {
        stretches: Stretches<Panels>,
        dilation: usize,
    },
    WinogradInt16 {
        stretches: Stretches<int16::Panels>,
        dilation: usize,
    },
}

/// Which tracks a step is joined to.
pub(super) struct Joints {
    pub(super) input: usize,
    pub(super) residuals: Vec<usize>,
    pub(super) raw: Option<usize>,
    pub(super) active: Option<usize>,
}

impl Step {
    /// Packs a layer. One that reads the latent is computed as it is defined, for the
    /// latent has outliers that would cost precision (9 dB), and it is 1.5 % of the work.
    pub(super) fn new(simd: Simd, layer: &Layer, joints: Joints, method: Method) -> Self {
        let kernel = &layer.kernel;
        let (inputs, outputs, taps) = (kernel.inputs, kernel.outputs, kernel.taps);
        let weight = |tap, input, output| kernel.weight(tap, input, output);
        let span = (taps - 1) * kernel.dilation;
        let (mut before, mut after) = (kernel.pad, span - kernel.pad.min(span));
        let mut block = 1;
        let dilation = kernel.dilation;
        let work = if let Some(stride) = kernel.stride {
            let groups = phases(taps, stride, kernel.pad);
            let first = groups.iter().map(|phases| phases.first).min();
            let last = groups
                .iter()
                .map(|phases| phases.first + phases.taps.cast_signed());
            before = (-first.unwrap_or(0)).max(0).cast_unsigned();
            after = (last.max().unwrap_or(0) - 1).max(0).cast_unsigned();
            let most_taps = groups.iter().map(|phases| phases.taps).max();
            if method == Method::Int16 && most_taps <= Some(int16::MOST_TAPS) {
                Work::UpsamplingInt16(upsampling(kernel, groups, |taps, columns, weight| {
                    int16::Panels::pack(simd, taps, inputs, columns, weight)
                }))
            } else {
                Work::Upsampling(upsampling(kernel, groups, |taps, columns, weight| {
                    Panels::pack(simd, taps, inputs, columns, weight)
                }))
            }
        } else if method == Method::Direct || taps == 1 {
            let panels = Panels::pack(simd, taps, inputs, outputs, weight);
            Work::Direct { panels, dilation }
        } else if method == Method::Int16 {
            let stretches = Stretches::pack(taps, weight, |weight| {
                int16::Panels::pack(simd, 1, inputs, outputs, |_, input, output| {
                    weight(input, output)
                })
            });
            before += stretches.before * dilation;
            block = OUTPUTS * dilation;
            Work::WinogradInt16 {
                stretches,
                dilation,
            }
        } else {
            let stretches = Stretches::pack(taps, weight, |weight| {
                Panels::pack(simd, 1, inputs, outputs, |_, input, output| {
                    weight(input, output)
                })
            });
            before += stretches.before * dilation;
            block = OUTPUTS * dilation;
            Work::Winograd {
                stretches,
                dilation,
            }
        };
        let width = Sixteen::for_channels(outputs);
        Self {
            input: joints.input,
            residuals: joints.residuals,
            raw: joints.raw,
            active: joints.active,
            scale: layer.scale,
            slope: layer.slope.unwrap_or(1.0),
            work,
            before,
            after,
            block,
            stride: kernel.stride.unwrap_or(1),
            bias: packed(&kernel.bias).repeat(kernel.stride.unwrap_or(1)),
            input_width: Sixteen::for_channels(inputs),
            width,
            outputs,
        }
    }

    /// Its bias with a speaker's part.
    pub(super) fn bias_with(&self, speaker: &[f32]) -> Vec<Sixteen> {
        let mut bias = self.bias.clone();
        for (sum, part) in bias.iter_mut().zip(packed(speaker).into_iter().cycle()) {
            for (sum, part) in sum.0.iter_mut().zip(part.0) {
                *sum += part;
            }
        }
        bias
    }

    /// Sixteens that it wants to work in.
    pub(super) fn numbers(&self) -> usize {
        match self.work {
            Work::Winograd { .. } | Work::WinogradInt16 { .. } => {
                winograd::room(self.input_width, self.width)
            }
            _ => 0,
        }
    }

    /// Pairs that it wants to work in.
    pub(super) fn pairs(&self) -> usize {
        match self.work {
            Work::UpsamplingInt16(_) | Work::WinogradInt16 { .. } => int16::room(self.input_width),
            _ => 0,
        }
    }

    /// The first of the tracks that it writes; all that it reads come before.
    pub(super) fn first_output(&self) -> Option<usize> {
        self.raw.into_iter().chain(self.active).min()
    }

    /// Computes `count` rows of its input's from `row` on. `count` is rounded up to whole
    /// blocks, for which there must be room.
    pub(super) fn compute(
        &self,
        simd: Simd,
        tracks: &mut [Track],
        rows: Rows,
        bias: Option<&[Sixteen]>,
        room: &mut Room,
    ) {
        let Some(first_output) = self.first_output() else {
            return;
        };
        let bias = bias.unwrap_or(&self.bias);
        let (known, made) = tracks.split_at_mut(first_output);
        let row = rows.row.cast_signed();
        let made = made.iter_mut().zip(first_output..);
        let mut made: Outputs<'_> = self.outputs(made, row * self.stride.cast_signed());
        let input = &known[self.input];
        let residuals = self.residuals(known, row);
        match &self.work {
            Work::UpsamplingInt16(groups) => {
                for (phases, panels) in groups {
                    simd.convolve_int16(
                        &mut int16::Convolution {
                            input: input.from(row + phases.first),
                            width: self.input_width,
                            rows: rows.count,
                            panels,
                            bias,
                            output_row: self.stride * self.width,
                            pairs: &mut room.pairs,
                        },
                        &mut made.sink(self, residuals, phases.phases.start * self.width),
                    );
                }
            }
            Work::WinogradInt16 {
                stretches,
                dilation,
            } => simd.tile_int16(
                &mut Tiling {
                    input: input.from(row - self.before.cast_signed()),
                    width: self.input_width,
                    output_width: self.width,
                    dilation: *dilation,
                    blocks: rows.count.div_ceil(self.block),
                    stretches,
                    bias,
                    room,
                },
                &mut made.sink(self, residuals, 0),
            ),
            Work::Direct { panels, dilation } => simd.convolve(
                &Convolution {
                    input: input.from(row - self.before.cast_signed()),
                    row: self.input_width,
                    tap: dilation * self.input_width,
                    rows: rows.count,
                    panels,
                    bias,
                    output_row: self.width,
                },
                &mut made.sink(self, residuals, 0),
            ),
            Work::Upsampling(groups) => {
                for (phases, panels) in groups {
                    simd.convolve(
                        &Convolution {
                            input: input.from(row + phases.first),
                            row: self.input_width,
                            tap: self.input_width,
                            rows: rows.count,
                            panels,
                            bias,
                            output_row: self.stride * self.width,
                        },
                        &mut made.sink(self, residuals, phases.phases.start * self.width),
                    );
                }
            }
            Work::Winograd {
                stretches,
                dilation,
            } => simd.tile(
                &mut Tiling {
                    input: input.from(row - self.before.cast_signed()),
                    width: self.input_width,
                    output_width: self.width,
                    dilation: *dilation,
                    blocks: rows.count.div_ceil(self.block),
                    stretches,
                    bias,
                    room,
                },
                &mut made.sink(self, residuals, 0),
            ),
        }
    }

    fn residuals<'t>(&self, known: &'t [Track], row: isize) -> [&'t [Sixteen]; MOST_RESIDUALS] {
        let mut residuals: [&[Sixteen]; MOST_RESIDUALS] = [&[]; _];
        for (rows, &track) in residuals.iter_mut().zip(&self.residuals) {
            *rows = known[track].from(row);
        }
        residuals
    }

    fn outputs<'t>(
        &self,
        tracks: impl Iterator<Item = (&'t mut Track, usize)>,
        row: isize,
    ) -> Outputs<'t> {
        let mut outputs = Outputs::default();
        for (track, index) in tracks {
            if Some(index) == self.raw {
                outputs.raw = Some(track.room_from(row));
            } else if Some(index) == self.active {
                outputs.active = Some(track.room_from(row));
            }
        }
        outputs
    }
}

/// Rows to be computed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    pub(super) row: usize,
    pub(super) count: usize,
}

/// How convolutions within a stage are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// As they are defined.
    Direct,
    /// With fewer multiplications.
    Winograd,
    /// With fewer multiplications, of 16-bit integers.
    Int16,
}

/// Memory that a step writes, from its first row on.
#[derive(Default)]
struct Outputs<'t> {
    raw: Option<&'t mut [Sixteen]>,
    active: Option<&'t mut [Sixteen]>,
}

impl Outputs<'_> {
    fn sink<'s>(
        &'s mut self,
        step: &Step,
        residuals: [&'s [Sixteen]; MOST_RESIDUALS],
        from: usize,
    ) -> Sink<'s> {
        Sink {
            residuals,
            residual_count: step.residuals.len(),
            raw: self.raw.as_mut().map(|rows| &mut rows[from..]),
            active: self.active.as_mut().map(|rows| Active {
                to: &mut rows[from..],
                scale: step.scale,
                slope: step.slope,
            }),
        }
    }
}

/// An upsampling's phases, each with its matrices, which `pack` is asked for: the columns
/// of one phase after those of another.
fn upsampling<P>(
    kernel: &Kernel,
    groups: Vec<Phases>,
    pack: impl Fn(usize, usize, &dyn Fn(usize, usize, usize) -> f32) -> P,
) -> Vec<(Phases, P)> {
    let padded = Sixteen::for_channels(kernel.outputs) * LANES;
    let stride = kernel.stride.unwrap_or(1).cast_signed();
    let packed = groups.into_iter().map(|group| {
        let columns = group.phases.len() * padded;
        let panels = pack(group.taps, columns, &|tap, input, column| {
            let (phase, output) = (group.phases.start + column / padded, column % padded);
            let row = group.first + tap.cast_signed();
            let tap = (phase + kernel.pad).cast_signed() - row * stride;
            if output < kernel.outputs {
                kernel.weight(tap.cast_unsigned(), input, output)
            } else {
                0.0
            }
        });
        (group, panels)
    });
    packed.collect()
}

/// Channels in Sixteens, filled up with noughts.
pub(super) fn packed(channels: &[f32]) -> Vec<Sixteen> {
    let rows = channels.chunks(LANES).map(|some| {
        let mut sixteen = Sixteen::ZERO;
        sixteen.0[..some.len()].copy_from_slice(some);
        sixteen
    });
    rows.collect()
}

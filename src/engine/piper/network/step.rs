//! A layer as it is computed: packed weights, and which rows it wants and gives.

use super::direct::{Convolution, Panels, Phases, phases};
use super::gate::Gating;
use super::int16;
use super::kernel::{Kernel, reordered};
use super::plan::{self, Layer};
use super::settle::{Active, MOST_RESIDUALS, Sink};
use super::simd::{LANES, Simd, Sixteen};
use super::track::Track;
use super::winograd::{self, OUTPUTS, Room, Stretches, TOGETHER, Tiling};

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
    /// It computes so many rows at once.
    pub(super) block: usize,
    /// The first row of all at which one such block ends and another begins; below
    /// `block`.
    phase: usize,
    /// Rows it makes of one.
    pub(super) stride: usize,
    /// Added to all rows that it makes of one.
    bias: Vec<Sixteen>,
    /// Sixteens of a row that it reads.
    input_width: usize,
    /// Sixteens of a row that it makes.
    width: usize,
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
    Gate,
}

/// Which tracks a step is joined to.
pub(super) struct Joints {
    pub(super) input: usize,
    pub(super) residuals: Vec<usize>,
    pub(super) raw: Option<usize>,
    pub(super) active: Option<usize>,
    /// How the rows of the track that it reads become known.
    pub(super) grid: Grid,
}

/// How rows become known: up to rows that are `phase` more than a multiple of `every`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    pub(super) every: usize,
    pub(super) phase: usize,
}

impl Step {
    /// Packs a layer.
    pub(super) fn new(simd: Simd, layer: &Layer, joints: Joints, method: Method) -> Self {
        match &layer.work {
            plan::Work::Convolution { kernel, exact } => {
                let method = if *exact { Method::Direct } else { method };
                Self::convolution(simd, kernel, layer, joints, method)
            }
            plan::Work::Gate => Self {
                input_width: 2 * Sixteen::for_channels(layer.outputs),
                ..Self::of(layer, joints, Work::Gate)
            },
        }
    }

    /// A step that makes a row of each and looks at nothing else.
    fn of(layer: &Layer, joints: Joints, work: Work) -> Self {
        let width = Sixteen::for_channels(layer.outputs);
        Self {
            input: joints.input,
            residuals: joints.residuals,
            raw: joints.raw,
            active: joints.active,
            scale: layer.rectifier.map_or(1.0, |rectifier| rectifier.scale),
            slope: layer.rectifier.map_or(1.0, |rectifier| rectifier.slope),
            work,
            before: 0,
            after: 0,
            block: 1,
            phase: 0,
            stride: 1,
            bias: Vec::new(),
            input_width: width,
            width,
        }
    }

    fn convolution(
        simd: Simd,
        kernel: &Kernel,
        layer: &Layer,
        joints: Joints,
        method: Method,
    ) -> Self {
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
            let stretches = Stretches::pack(taps, inputs, outputs, weight, |weight| {
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
            let stretches = Stretches::pack(taps, inputs, outputs, weight, |weight| {
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
        let grid = joints.grid;
        Self {
            before,
            after,
            block,
            // Where the input's rows that are known end, and what is looked at after them.
            phase: (grid.phase + after * (block - 1)) % block,
            stride: kernel.stride.unwrap_or(1),
            bias: packed(&kernel.bias).repeat(kernel.stride.unwrap_or(1)),
            input_width: Sixteen::for_channels(inputs),
            ..Self::of(layer, joints, work)
        }
    }

    /// How the rows that it makes become known, where those that it reads become so.
    pub(super) fn grid(&self, grid: Grid) -> Grid {
        let (every, phase) = if self.block > 1 {
            (self.block, self.phase)
        } else {
            let phase = grid.phase + self.after * (grid.every - 1);
            (grid.every, phase % grid.every)
        };
        Grid {
            every: every * self.stride,
            phase: phase * self.stride,
        }
    }

    /// The last row not after `row` at which a block begins, if there is one.
    pub(super) fn blocks_before(&self, row: usize) -> usize {
        let over = (row + self.block - self.phase) % self.block;
        row.saturating_sub(over)
    }

    /// The first row not before `row` at which a block ends.
    pub(super) fn until(&self, row: usize) -> usize {
        row + (self.phase + (self.block - 1) * row) % self.block
    }

    /// Rows of nought before the first that its first block takes in.
    pub(super) fn lead(&self) -> usize {
        (self.block - self.phase) % self.block
    }

    /// Its bias with a speaker's part, of which `order` tells which channel goes where.
    pub(super) fn bias_with(&self, speaker: &[f32], order: &[Option<usize>]) -> Vec<Sixteen> {
        let mut bias = self.bias.clone();
        let speaker = packed(&reordered(speaker, order));
        for (sum, part) in bias.iter_mut().zip(speaker.into_iter().cycle()) {
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
                winograd::room(self.input_width, self.width, TOGETHER)
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

    /// Computes `count` rows of its input's from `row` on, where a block begins. `count`
    /// is rounded up to whole blocks, for which there must be room.
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
        let row = rows.row;
        let made = made.iter_mut().zip(first_output..);
        let mut made: Outputs<'_> = self.outputs(made, row * self.stride.cast_signed());
        let input = &known[self.input];
        let residuals = self.residuals(known, row);
        match &self.work {
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
                &mut self.tiling(input, rows, (stretches, *dilation), bias, room),
                &mut made.sink(self, residuals, 0),
            ),
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
                &mut self.tiling(input, rows, (stretches, *dilation), bias, room),
                &mut made.sink(self, residuals, 0),
            ),
            Work::Gate => {
                if let Some(raw) = made.raw {
                    let count = rows.count * self.width;
                    simd.gate(&mut Gating {
                        input: &input.from(row)[..2 * count],
                        width: self.width,
                        output: &mut raw[..count],
                    });
                }
            }
        }
    }

    fn tiling<'t, P>(
        &self,
        input: &'t Track,
        rows: Rows,
        (stretches, dilation): (&'t Stretches<P>, usize),
        bias: &'t [Sixteen],
        room: &'t mut Room,
    ) -> Tiling<'t, P> {
        Tiling {
            input: input.from(rows.row - self.before.cast_signed()),
            width: self.input_width,
            output_width: self.width,
            dilation,
            blocks: rows.count.div_ceil(self.block),
            together: TOGETHER,
            stretches,
            bias,
            room,
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
    pub(super) row: isize,
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

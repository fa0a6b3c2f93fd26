//! Flows of any shape, as PyTorch's exporter writes those of VITS.

use super::forge::Forge;

/// A flow's shape.
#[derive(Clone, Debug)]
pub(in super::super) struct Flow {
    pub(in super::super) couplings: usize,
    /// Channels within a coupling.
    pub(in super::super) hidden: usize,
    /// Layers of a coupling's WaveNet.
    pub(in super::super) layers: usize,
    pub(in super::super) kernel: usize,
    /// How many times the dilation of one layer that of the next is.
    pub(in super::super) dilation_rate: usize,
}

impl Flow {
    /// As all published voices have it, but for `hidden` channels.
    pub(in super::super) fn stock(hidden: usize) -> Self {
        Self {
            couplings: 4,
            hidden,
            layers: 4,
            kernel: 5,
            dilation_rate: 1,
        }
    }
}

/// The tensor that masks frames.
pub(in super::super) const MASK: &str = "mask";

impl Forge {
    /// All couplings, over `x` of so many channels; what they give is masked.
    pub(super) fn flow(&mut self, flow: &Flow, x: &str, channels: usize, speaker: Option<usize>) {
        let mut x = x.to_owned();
        for _ in 0..flow.couplings {
            let turned = self.slice(&x, [-1, -i64::MAX, 1, -1]);
            let kept = self.slice(&turned, [0, channels as i64 / 2, 1, 1]);
            let changed = self.slice(&turned, [channels as i64 / 2, i64::MAX, 1, 1]);
            let halves = [channels / 2, channels - channels / 2];
            let skip = self.wave_net(flow, &kept, halves[0], speaker);
            let mean = self.convolution(&skip, [halves[1], flow.hidden, 1], 1);
            let mean = self.masked(&mean);
            let noughts = self.noughts_like(&mean);
            let difference = self.node("Sub", &[&changed, &mean], &[]);
            let log = self.node("Neg", &[&noughts], &[]);
            let ones = self.node("Exp", &[&log], &[]);
            let changed = self.node("Mul", &[&difference, &ones], &[]);
            x = self.name();
            self.put_node_along_channels("Concat", &[&kept, &changed], &x);
        }
        self.put_node("Mul", &[&x, MASK], "z", &[]);
    }

    fn wave_net(&mut self, flow: &Flow, x: &str, half: usize, speaker: Option<usize>) -> String {
        let hidden = flow.hidden;
        let x = self.convolution(x, [hidden, half, 1], 1);
        let mut x = self.masked(&x);
        let mut skip = self.noughts_like(&x);
        let wide = 2 * hidden;
        let of_speaker =
            speaker.map(|speaker| self.convolution("g", [wide * flow.layers, speaker, 1], 1));
        for layer in 0..flow.layers {
            let dilation = flow.dilation_rate.pow(layer as u32);
            let sum = self.convolution(&x, [wide, hidden, flow.kernel], dilation);
            let beside = match &of_speaker {
                Some(all) => {
                    let from = (layer * wide) as i64;
                    self.slice(all, [from, from + wide as i64, 1, 1])
                }
                None => self.noughts_like(&sum),
            };
            let sum = self.node("Add", &[&sum, &beside], &[]);
            let gated = self.gate(&sum, hidden as i64);
            if layer + 1 == flow.layers {
                let rest = self.convolution(&gated, [hidden, hidden, 1], 1);
                skip = self.node("Add", &[&skip, &rest], &[]);
                break;
            }
            let both = self.convolution(&gated, [wide, hidden, 1], 1);
            let residual = self.slice(&both, [0, hidden as i64, 1, 1]);
            let sum = self.node("Add", &[&x, &residual], &[]);
            x = self.masked(&sum);
            let rest = self.slice(&both, [hidden as i64, i64::MAX, 1, 1]);
            skip = self.node("Add", &[&skip, &rest], &[]);
        }
        self.masked(&skip)
    }

    fn gate(&mut self, sum: &str, hidden: i64) -> String {
        let whole = self.slice(sum, [0, i64::MAX, 0, 1]);
        let first = self.slice(&whole, [0, hidden, 1, 1]);
        let first = self.slice(&first, [0, i64::MAX, 2, 1]);
        let second = self.slice(&whole, [hidden, i64::MAX, 1, 1]);
        let first = self.node("Tanh", &[&first], &[]);
        let second = self.node("Sigmoid", &[&second], &[]);
        self.node("Mul", &[&first, &second], &[])
    }

    fn masked(&mut self, x: &str) -> String {
        self.node("Mul", &[x, MASK], &[])
    }

    fn noughts_like(&mut self, x: &str) -> String {
        let size = self.node("Shape", &[x], &[]);
        self.node("ConstantOfShape", &[&size], &[])
    }

    /// Start, end, axis, step.
    fn slice(&mut self, x: &str, of: [i64; 4]) -> String {
        let [start, end, axis, step] = of.map(|number| self.whole_number(number));
        self.node("Slice", &[x, &start, &end, &axis, &step], &[])
    }
}

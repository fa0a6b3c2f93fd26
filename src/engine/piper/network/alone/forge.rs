//! Vocoders of any shape, with random weights, as files.
//!
//! Written as PyTorch's exporter writes HiFi-GAN's generator, so that ONNX Runtime can
//! say what they sound like.

use super::super::super::graph::{put_bytes, put_number};
use super::super::super::noise::Noise;
use super::forge_flow::{Flow, MASK};

/// A generator's shape, in HiFi-GAN's words.
#[derive(Clone, Debug)]
pub(in super::super) struct Shape {
    pub(in super::super) latent: usize,
    pub(in super::super) initial: usize,
    pub(in super::super) upsample_rates: Vec<usize>,
    pub(in super::super) upsample_kernels: Vec<usize>,
    pub(in super::super) resblock_kernels: Vec<usize>,
    pub(in super::super) dilations: Vec<usize>,
    /// Convolutions per step: 2 in resblock "1", 1 in resblock "2".
    pub(in super::super) convolutions: usize,
    /// Length of the speaker's vector.
    pub(in super::super) speaker: Option<usize>,
}

impl Shape {
    /// As the qualities up to medium are, but for `initial` channels.
    pub(in super::super) fn medium(latent: usize, initial: usize) -> Self {
        Self {
            latent,
            initial,
            upsample_rates: vec![8, 8, 4],
            upsample_kernels: vec![16, 16, 8],
            resblock_kernels: vec![3, 5, 7],
            dilations: vec![2, 6],
            convolutions: 1,
            speaker: None,
        }
    }

    /// As the high quality is, but for `initial` channels.
    pub(in super::super) fn high(latent: usize, initial: usize) -> Self {
        Self {
            upsample_rates: vec![8, 8, 2, 2],
            upsample_kernels: vec![16, 16, 4, 4],
            resblock_kernels: vec![3, 7, 11],
            dilations: vec![1, 3, 5],
            convolutions: 2,
            ..Self::medium(latent, initial)
        }
    }

    /// Samples of a frame.
    pub(in super::super) fn hop(&self) -> usize {
        self.upsample_rates.iter().product()
    }
}

/// A graph being written.
pub(super) struct Forge {
    body: Vec<u8>,
    seed: u64,
    count: usize,
}

/// The file of a generator; its inputs are `given`, as what the flow gives, and
/// `g`, the speaker; its output is `sound`.
pub(in super::super) fn model(shape: &Shape, seed: u64) -> Vec<u8> {
    let mut forge = Forge::new(seed);
    forge.put_node("Identity", &["given"], "z", &[]);
    forge.vocoder(shape);
    let inputs = [
        Some(("given", shape.latent)),
        shape.speaker.map(|channels| ("g", channels)),
    ];
    forge.finish(&inputs.into_iter().flatten().collect::<Vec<_>>())
}

/// The file of a flow and a generator. The flow's frames, `given`, are noise, so that it
/// is a part by itself.
pub(in super::super) fn model_with_flow(shape: &Shape, flow: &Flow, seed: u64) -> Vec<u8> {
    let mut forge = Forge::new(seed);
    forge.put_node("RandomNormalLike", &["like"], "given", &[]);
    forge.flow(flow, "given", shape.latent, shape.speaker);
    forge.vocoder(shape);
    let inputs = [
        Some(("like", shape.latent)),
        Some((MASK, 1)),
        shape.speaker.map(|channels| ("g", channels)),
    ];
    forge.finish(&inputs.into_iter().flatten().collect::<Vec<_>>())
}

impl Forge {
    fn new(seed: u64) -> Self {
        Self {
            body: Vec::new(),
            seed,
            count: 0,
        }
    }

    /// From `z` to `sound`.
    fn vocoder(&mut self, shape: &Shape) {
        let mut x = self.convolution("z", [shape.initial, shape.latent, 7], 1);
        if let Some(speaker) = shape.speaker {
            let of_speaker = self.convolution("g", [shape.initial, speaker, 1], 1);
            x = self.node("Add", &[&x, &of_speaker], &[]);
        }
        let mut channels = shape.initial;
        for (&rate, &kernel) in shape.upsample_rates.iter().zip(&shape.upsample_kernels) {
            let active = self.rectified(&x, 0.1);
            x = self.upsampling(&active, [channels, channels / 2, kernel], rate);
            channels /= 2;
            x = self.stage(&x, channels, shape);
        }
        let active = self.rectified(&x, 0.01);
        let last = self.convolution(&active, [1, channels, 7], 1);
        self.put_node("Tanh", &[&last], "sound", &[]);
    }

    /// Residual blocks, and the average of their sums.
    fn stage(&mut self, x: &str, channels: usize, shape: &Shape) -> String {
        let mut sum: Option<String> = None;
        for (index, &kernel) in shape.resblock_kernels.iter().enumerate() {
            let mut y = x.to_owned();
            for &dilation in &shape.dilations {
                let before = y.clone();
                for turn in 0..shape.convolutions {
                    let active = self.rectified(&y, 0.1);
                    // Resblock "1" dilates the first only; "2" differs between blocks.
                    let dilation = match (shape.convolutions, turn) {
                        (1, _) => dilation + index,
                        (_, 0) => dilation,
                        _ => 1,
                    };
                    y = self.convolution(&active, [channels, channels, kernel], dilation);
                }
                y = self.node("Add", &[&y, &before], &[]);
            }
            sum = Some(match sum {
                Some(sum) => self.node("Add", &[&sum, &y], &[]),
                None => y,
            });
        }
        let count = self.weights(&[], vec![shape.resblock_kernels.len() as f32]);
        self.node("Div", &[&sum.unwrap(), &count], &[])
    }

    pub(super) fn convolution(&mut self, x: &str, dims: [usize; 3], dilation: usize) -> String {
        let (weight, bias) = self.drawn(dims, dims[0], dims[1] * dims[2]);
        let span = (dims[2] - 1) * dilation;
        let pads = [span / 2, span - span / 2];
        let given = [("dilations", vec![dilation]), ("pads", pads.to_vec())];
        self.node("Conv", &[x, &weight, &bias], &given)
    }

    fn upsampling(&mut self, x: &str, dims: [usize; 3], stride: usize) -> String {
        let (weight, bias) = self.drawn(dims, dims[1], dims[0] * dims[2] / stride);
        let cut = dims[2].saturating_sub(stride);
        let pads = vec![cut / 2, cut - cut / 2];
        let given = [("strides", vec![stride]), ("pads", pads)];
        self.node("ConvTranspose", &[x, &weight, &bias], &given)
    }

    /// Weights and biases that neither grow nor shrink what passes.
    fn drawn(&mut self, dims: [usize; 3], outputs: usize, fan_in: usize) -> (String, String) {
        let size = dims.iter().product();
        let scale = (fan_in as f32).powf(-0.5);
        let mut draw = |size, scale: f32| -> Vec<f32> {
            self.seed += 1;
            let noise = Noise::new(self.seed, 0).columns(1, &(0..size));
            noise.map(|value| value * scale).collect()
        };
        let (weights, bias) = (draw(size, scale), draw(outputs, 0.1));
        let (weights, bias) = (self.weights(&dims, weights), self.weights(&[outputs], bias));
        (weights, bias)
    }

    fn rectified(&mut self, x: &str, slope: f32) -> String {
        let output = self.name();
        let mut attribute = Vec::new();
        put_bytes(&mut attribute, 1, b"alpha");
        attribute.push(2 << 3 | 5);
        attribute.extend(slope.to_le_bytes());
        put_number(&mut attribute, 20, 1);
        self.put_node_with("LeakyRelu", &[x], &output, &attribute);
        output
    }

    pub(super) fn name(&mut self) -> String {
        self.count += 1;
        format!("t{}", self.count)
    }

    fn weights(&mut self, dims: &[usize], values: Vec<f32>) -> String {
        let name = self.name();
        let mut tensor = Vec::new();
        for &dim in dims {
            put_number(&mut tensor, 1, dim as u64);
        }
        put_number(&mut tensor, 2, 1);
        put_bytes(&mut tensor, 8, name.as_bytes());
        let bytes: Vec<u8> = values.into_iter().flat_map(f32::to_le_bytes).collect();
        put_bytes(&mut tensor, 9, &bytes);
        put_bytes(&mut self.body, 5, &tensor);
        name
    }

    /// A constant of one whole number.
    pub(super) fn whole_number(&mut self, number: i64) -> String {
        let name = self.name();
        let mut tensor = Vec::new();
        put_number(&mut tensor, 1, 1);
        put_number(&mut tensor, 2, 7);
        put_bytes(&mut tensor, 8, name.as_bytes());
        put_bytes(&mut tensor, 9, &number.to_le_bytes());
        put_bytes(&mut self.body, 5, &tensor);
        name
    }

    pub(super) fn node(
        &mut self,
        op: &str,
        inputs: &[&str],
        given: &[(&str, Vec<usize>)],
    ) -> String {
        let output = self.name();
        self.put_node(op, inputs, &output, given);
        output
    }

    pub(super) fn put_node(
        &mut self,
        op: &str,
        inputs: &[&str],
        output: &str,
        given: &[(&str, Vec<usize>)],
    ) {
        let mut node = Vec::new();
        put_common(&mut node, op, inputs, output);
        for (name, numbers) in given {
            let mut attribute = Vec::new();
            put_bytes(&mut attribute, 1, name.as_bytes());
            for &number in numbers {
                put_number(&mut attribute, 8, number as u64);
            }
            put_number(&mut attribute, 20, 7);
            put_bytes(&mut node, 5, &attribute);
        }
        put_bytes(&mut self.body, 1, &node);
    }

    /// A node along the dimension of channels.
    pub(super) fn put_node_along_channels(&mut self, op: &str, inputs: &[&str], output: &str) {
        let mut attribute = Vec::new();
        put_bytes(&mut attribute, 1, b"axis");
        put_number(&mut attribute, 3, 1);
        put_number(&mut attribute, 20, 2);
        self.put_node_with(op, inputs, output, &attribute);
    }

    fn put_node_with(&mut self, op: &str, inputs: &[&str], output: &str, attribute: &[u8]) {
        let mut node = Vec::new();
        put_common(&mut node, op, inputs, output);
        put_bytes(&mut node, 5, attribute);
        put_bytes(&mut self.body, 1, &node);
    }

    /// The model around the graph.
    fn finish(mut self, inputs: &[(&str, usize)]) -> Vec<u8> {
        put_bytes(&mut self.body, 2, b"forged");
        for &(name, channels) in inputs {
            put_bytes(&mut self.body, 11, &value_info(name, Some(channels)));
        }
        put_bytes(&mut self.body, 12, &value_info("sound", None));
        let mut model = Vec::new();
        put_number(&mut model, 1, 8);
        let mut operators = Vec::new();
        put_number(&mut operators, 2, 15);
        put_bytes(&mut model, 8, &operators);
        put_bytes(&mut model, 7, &self.body);
        model
    }
}

fn put_common(node: &mut Vec<u8>, op: &str, inputs: &[&str], output: &str) {
    for input in inputs {
        put_bytes(node, 1, input.as_bytes());
    }
    put_bytes(node, 2, output.as_bytes());
    put_bytes(node, 4, op.as_bytes());
}

/// A `ValueInfoProto` of `[1, channels, any]`.
fn value_info(name: &str, channels: Option<usize>) -> Vec<u8> {
    let mut info = Vec::new();
    put_bytes(&mut info, 1, name.as_bytes());
    let mut tensor = Vec::new();
    put_number(&mut tensor, 1, 1);
    if let Some(channels) = channels {
        let mut dims = Vec::new();
        for size in [Some(1), Some(channels), None] {
            let mut dim = Vec::new();
            match size {
                Some(size) => put_number(&mut dim, 1, size as u64),
                None => put_bytes(&mut dim, 2, b"time"),
            }
            put_bytes(&mut dims, 1, &dim);
        }
        put_bytes(&mut tensor, 2, &dims);
    }
    let mut of = Vec::new();
    put_bytes(&mut of, 1, &tensor);
    put_bytes(&mut info, 2, &of);
    info
}

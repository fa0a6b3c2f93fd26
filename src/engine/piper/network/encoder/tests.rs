//! Our encoder against its definition, in numbers of twice the length and without any
//! trick; no other library is asked, so that every processor and an interpreter can.

use super::super::super::noise::Noise;
use super::super::alone::{DECIBELS, agreement, same_bits};
use super::super::simd::Simd;
use super::plan::{Block, Kernel, Norm, Plan};
use super::{Encoder, Said};

/// A row for each id.
type Rows = Vec<Vec<f64>>;

/// Random numbers, each time others.
struct Draws(u64);

impl Draws {
    fn numbers(&mut self, count: usize, deviation: f32) -> Vec<f32> {
        self.0 += 1;
        let drawn = Noise::new(self.0, 0);
        drawn
            .columns(1, &(0..count))
            .map(|x| x * deviation)
            .collect()
    }

    fn kernel(&mut self, inputs: usize, outputs: usize, taps: usize) -> Kernel {
        let deviation = 1.0 / ((inputs * taps) as f32).sqrt();
        let weights = self.numbers(inputs * outputs * taps, deviation);
        let bias = self.numbers(outputs, 0.1);
        Kernel::new(inputs, outputs, taps, weights, bias)
    }

    fn norm(&mut self, channels: usize) -> Norm {
        Norm {
            scale: self.numbers(channels, 1.0),
            shift: self.numbers(channels, 0.3),
            epsilon: 1e-5,
        }
    }

    /// Two heads of `head` channels.
    fn block(&mut self, head: usize, wide: usize, window: usize, taps: usize) -> Block {
        let channels = 2 * head;
        let places = (2 * window + 1) * head;
        Block {
            attended: [(); 3].map(|()| self.kernel(channels, channels, 1)),
            output: self.kernel(channels, channels, 1),
            window,
            head,
            relative: [(); 2].map(|()| self.numbers(places, 0.5)),
            norms: [(); 2].map(|()| self.norm(channels)),
            wide: self.kernel(channels, wide, taps),
            narrow: self.kernel(wide, channels, taps),
        }
    }

    fn plan(&mut self, head: usize, wide: usize, window: usize, taps: usize) -> Plan {
        Plan {
            channels: 2 * head,
            embedding: self.numbers(SYMBOLS * 2 * head, 0.5),
            scale: 2.0,
            blocks: (0..2)
                .map(|_| self.block(head, wide, window, taps))
                .collect(),
            projection: self.kernel(2 * head, 10, 1),
        }
    }
}

const SYMBOLS: usize = 20;

fn convolved(kernel: &Kernel, rows: &Rows) -> Rows {
    let before = kernel.taps / 2;
    let sum = |id: usize, output: usize| {
        let mut sum = f64::from(kernel.bias[output]);
        for tap in 0..kernel.taps {
            let row = (id + tap).checked_sub(before).and_then(|at| rows.get(at));
            for (input, number) in row.into_iter().flatten().enumerate() {
                sum += f64::from(kernel.weight(tap, input, output)) * number;
            }
        }
        sum
    };
    let ids = 0..rows.len();
    ids.map(|id| (0..kernel.outputs).map(|output| sum(id, output)).collect())
        .collect()
}

fn attended(block: &Block, rows: &Rows) -> Rows {
    let [query, key, value] = block
        .attended
        .each_ref()
        .map(|kernel| convolved(kernel, rows));
    let mut gathered: Rows = vec![vec![0.0; rows[0].len()]; rows.len()];
    let near = |which: usize, from: usize, to: usize, channel: usize| {
        let place = (to + block.window).checked_sub(from);
        let place = place.filter(|&place| place <= 2 * block.window);
        let number = |place| block.relative[which][place * block.head + channel];
        place.map_or(0.0, |place| f64::from(number(place)))
    };
    for first in (0..rows[0].len()).step_by(block.head) {
        for from in 0..rows.len() {
            let score = |to: usize| -> f64 {
                let product = |channel| {
                    let key = key[to][first + channel] + near(0, from, to, channel);
                    query[from][first + channel] * key
                };
                (0..block.head).map(product).sum::<f64>() / (block.head as f64).sqrt()
            };
            let scores: Vec<f64> = (0..rows.len()).map(|to| score(to).exp()).collect();
            let all: f64 = scores.iter().sum();
            for channel in 0..block.head {
                let given = scores.iter().enumerate().map(|(to, score)| {
                    score / all * (value[to][first + channel] + near(1, from, to, channel))
                });
                gathered[from][first + channel] = given.sum();
            }
        }
    }
    convolved(&block.output, &gathered)
}

fn normalized(norm: &Norm, rows: &Rows, added: &Rows) -> Rows {
    let rows = rows.iter().zip(added).map(|(row, added)| {
        let row: Vec<f64> = row.iter().zip(added).map(|(a, b)| a + b).collect();
        let mean = row.iter().sum::<f64>() / row.len() as f64;
        let squares = row.iter().map(|x| (x - mean).powi(2));
        let deviation = squares.sum::<f64>() / row.len() as f64 + f64::from(norm.epsilon);
        let weights = norm.scale.iter().zip(&norm.shift);
        let row = row.iter().zip(weights).map(|(x, (&scale, &shift))| {
            (x - mean) / deviation.sqrt() * f64::from(scale) + f64::from(shift)
        });
        row.collect()
    });
    rows.collect()
}

/// The hidden rows, then means and deviations, channel after channel.
fn defined(plan: &Plan, ids: &[i64]) -> Vec<f32> {
    let row = |id: &i64| {
        let row = plan.embedding[*id as usize * plan.channels..][..plan.channels].iter();
        row.map(|x| f64::from(x * plan.scale)).collect()
    };
    let mut rows: Rows = ids.iter().map(row).collect();
    for block in &plan.blocks {
        rows = normalized(&block.norms[0], &rows, &attended(block, &rows));
        let mut wide = convolved(&block.wide, &rows);
        for number in wide.iter_mut().flatten() {
            *number = number.max(0.0);
        }
        rows = normalized(&block.norms[1], &rows, &convolved(&block.narrow, &wide));
    }
    let statistics = convolved(&plan.projection, &rows);
    let turned = |rows: &Rows| -> Vec<f32> {
        let channels = 0..rows[0].len();
        channels
            .flat_map(|channel| rows.iter().map(move |row| row[channel] as f32))
            .collect()
    };
    [turned(&rows), turned(&statistics)].concat()
}

fn all(encoder: &Encoder, said: &Said) -> Vec<f32> {
    [encoder.hidden_of(said), said.statistics.clone()].concat()
}

#[test]
fn what_is_encoded_is_what_the_definition_says_with_every_instruction_set() {
    // Heads narrower than a Sixteen and wider; an interpreter takes minutes for what a
    // processor does at once.
    let shapes = [(8, 32, 4, 3), (24, 80, 1, 5)];
    let lengths: &[usize] = if cfg!(miri) {
        &[5]
    } else {
        &[1, 2, 5, 16, 50, 131]
    };
    for (head, wide, window, taps) in shapes.into_iter().take(if cfg!(miri) { 1 } else { 2 }) {
        let plan = Draws(1).plan(head, wide, window, taps);
        for &length in lengths {
            let ids = (0..length).map(|at| (at * 7 % SYMBOLS) as i64);
            let ids: Vec<i64> = ids.collect();
            let definition = defined(&plan, &ids);
            let mut first = None;
            for simd in Simd::all() {
                let encoder = Encoder::new(&plan, simd);
                let ours = all(&encoder, &encoder.run(&ids).unwrap());
                let agreement = agreement(&ours, &definition);
                println!("{}, {length} ids: {agreement:.1} dB", simd.name());
                assert!(agreement >= DECIBELS, "{}: {agreement}", simd.name());
                assert!(same_bits(
                    &ours,
                    &all(&encoder, &encoder.run(&ids).unwrap())
                ));
                if simd.is_fast() {
                    let first = first.get_or_insert_with(|| ours.clone());
                    assert!(same_bits(first, &ours), "{}", simd.name());
                }
            }
        }
    }
}

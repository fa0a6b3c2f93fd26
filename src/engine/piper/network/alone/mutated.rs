//! Model files with a few of their fields changed: what a damaged or hostile file may
//! say. The file's envelope stays right, so that the change is read and not refused at
//! the door.

use std::sync::Arc;

use super::super::super::graph::{Cuts, Graph, put_bytes, put_number};
use super::super::{Decoder, Precision, Simd, Stream};
use super::forge::{self, Shape};
use super::{Draw, Latent};

/// Reads a file that `bytes` damage; one that is not refused is computed to its end.
pub(super) fn survive(bytes: &[u8], simd: Simd) {
    let mut draw = Draw(bytes);
    let shape = Shape {
        upsample_rates: vec![2],
        upsample_kernels: vec![4],
        resblock_kernels: draw.some(2, &(1..9)),
        dilations: vec![1, 2],
        convolutions: draw.from(1..3),
        speaker: [None, Some(3)][draw.from(0..2)],
        ..Shape::medium(3, 8)
    };
    let file = changed(&forge::model(&shape, 1), &mut draw);
    if let Some(decoder) = read(&file, simd) {
        speak(decoder);
    }
}

/// A decoder, if a file holds one.
pub(in super::super) fn read(file: &[u8], simd: Simd) -> Option<Decoder> {
    read_in(file, simd, Precision::Float32)
}

/// The same, to be computed with a precision.
pub(in super::super) fn read_in(file: &[u8], simd: Simd, precision: Precision) -> Option<Decoder> {
    let graph = Graph::read(file).ok()?;
    let cuts = Cuts::of(&graph).ok()?;
    Decoder::read(&graph, &cuts, simd, precision).ok()
}

/// Computes a few frames, whatever comes of it.
pub(in super::super) fn speak(decoder: Decoder) {
    let decoder = Arc::new(decoder);
    let latent = Latent::drawn(decoder.channels(), 3, 1);
    let lengths = 0..64;
    let stream = lengths.map(|length| vec![0.1; length]);
    let mut streams = stream.map(|speaker| Stream::new(&decoder, Some(&speaker)));
    let Some(Ok(mut stream)) = streams.find(Result::is_ok) else {
        return;
    };
    let mut count = stream.push(&latent.values).unwrap().len();
    count += stream.finish().unwrap().len();
    assert_eq!(count, latent.frames * decoder.hop());
}

/// A message's field, taken apart.
#[derive(Clone)]
enum Field {
    Number(u64, u64),
    Four(u64, [u8; 4]),
    Bytes(u64, Vec<u8>),
    Message(u64, Vec<Self>),
}

/// Whether the field `number` below `path` is a message: graph, nodes, weights, inputs,
/// outputs and nodes' attributes.
fn is_message(path: &[u64], number: u64) -> bool {
    matches!(
        (path, number),
        ([], 7) | ([7], 1 | 5 | 11 | 12) | ([7, 1], 5) | ([7, 1, 5], 5)
    )
}

/// A file with changes that `draw` chooses.
pub(super) fn changed(file: &[u8], draw: &mut Draw<'_>) -> Vec<u8> {
    let mut fields = taken_apart(file, &mut Vec::new());
    for _ in 0..draw.from(1..4) {
        change(&mut fields, draw);
    }
    let mut file = Vec::new();
    put_together(&fields, &mut file);
    file
}

/// Changes one field of a message or of those within.
fn change(fields: &mut Vec<Field>, draw: &mut Draw<'_>) {
    if fields.is_empty() {
        return;
    }
    let at = draw.from(0..fields.len());
    let other = fields[draw.from(0..fields.len())].clone();
    match draw.from(0..8) {
        0 => drop(fields.remove(at)),
        1 => fields.insert(at, other),
        2 => fields[at] = other,
        _ => match &mut fields[at] {
            Field::Number(_, number) => *number = odd(*number, draw),
            Field::Four(_, bytes) => *bytes = (draw.from(0..1 << 32) as u32).to_le_bytes(),
            Field::Bytes(_, bytes) if bytes.is_empty() || draw.from(0..4) == 0 => {
                bytes.resize(draw.from(0..2 * bytes.len() + 9), 0);
            }
            Field::Bytes(_, bytes) => {
                let at = draw.from(0..bytes.len());
                bytes[at] = draw.from(0..256) as u8;
            }
            Field::Message(_, within) => change(within, draw),
        },
    }
}

/// Another number: a neighbour, a small one, a power of two or what is next to it.
fn odd(number: u64, draw: &mut Draw<'_>) -> u64 {
    match draw.from(0..4) {
        0 => number.wrapping_add(1),
        1 => number.wrapping_sub(1),
        2 => draw.from(0..20) as u64,
        _ => (1_u64 << draw.from(0..64)).wrapping_sub(draw.from(0..3) as u64),
    }
}

/// Reads what [`super::forge`] wrote.
fn taken_apart(mut rest: &[u8], path: &mut Vec<u64>) -> Vec<Field> {
    let mut fields = Vec::new();
    while !rest.is_empty() {
        let key = varint(&mut rest);
        let number = key >> 3;
        fields.push(match key & 7 {
            0 => Field::Number(number, varint(&mut rest)),
            5 => {
                let (four, left) = rest.split_first_chunk().unwrap();
                rest = left;
                Field::Four(number, *four)
            }
            _ => {
                let length = varint(&mut rest) as usize;
                let (bytes, left) = rest.split_at(length);
                rest = left;
                if is_message(path, number) {
                    path.push(number);
                    let within = taken_apart(bytes, path);
                    path.pop();
                    Field::Message(number, within)
                } else {
                    Field::Bytes(number, bytes.to_vec())
                }
            }
        });
    }
    fields
}

fn varint(rest: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, left) = rest.split_first().unwrap();
        *rest = left;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

fn put_together(fields: &[Field], out: &mut Vec<u8>) {
    for field in fields {
        match field {
            Field::Number(number, value) => put_number(out, *number, *value),
            Field::Four(number, bytes) => {
                out.push((number << 3 | 5) as u8);
                out.extend(bytes);
            }
            Field::Bytes(number, bytes) => put_bytes(out, *number, bytes),
            Field::Message(number, within) => {
                let mut message = Vec::new();
                put_together(within, &mut message);
                put_bytes(out, *number, &message);
            }
        }
    }
}

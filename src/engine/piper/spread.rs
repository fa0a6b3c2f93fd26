//! What the text encoder says of each id, for each of that id's frames.

use std::ops::Range;

use ort::value::DynValue;

use super::graph::{Cuts, Graph, Path, Spread};
use super::model::{Model, failed};
use super::parts::{floats, tensor};
use crate::error::Result;

/// More than any sentence: 25 minutes at 86 frames a second. Durations without bound
/// are a broken model's, and would take memory without bound.
const MOST_FRAMES: usize = 1 << 17;
/// Durations to try a voice's own computation with: none, one, many, none at the end.
const TRIED: [&[f32]; 3] = [&[0.0, 2.0, 1.0, 0.0, 7.0, 0.0], &[3.0], &[1.0, 1.0]];

/// A spread over one sentence.
pub(super) struct Over {
    spread: Spread,
    /// The id of each frame.
    ids: Vec<usize>,
}

impl Over {
    /// Over ids of these `frames` each.
    ///
    /// # Errors
    /// `engine_failed` where they come to no length a sentence can have.
    pub(super) fn new(spread: &Spread, frames: &[f32]) -> Result<Self> {
        let mut ids = Vec::new();
        for (id, &frames) in frames.iter().enumerate() {
            let frames = frames.max(0.0) as usize;
            if frames > MOST_FRAMES - ids.len() {
                return Err(failed("the model gave durations without bound"));
            }
            ids.extend(std::iter::repeat_n(id, frames));
        }
        if ids.is_empty() {
            return Err(failed("the model gave a sentence no time"));
        }
        Ok(Self {
            spread: spread.clone(),
            ids,
        })
    }

    /// Frames in all.
    pub(super) fn frames(&self) -> usize {
        self.ids.len()
    }

    /// The ids of some frames.
    pub(super) fn ids(&self, frames: &Range<usize>) -> &[usize] {
        &self.ids[frames.clone()]
    }

    /// What is to be spread to give the tensor `name`.
    pub(super) fn source(&self, name: &str) -> Option<&str> {
        self.spread.from.get(name).map(String::as_str)
    }

    /// Some frames of it.
    ///
    /// # Errors
    /// `engine_failed` where it is not one value a channel and id.
    pub(super) fn window(&self, source: &DynValue, frames: &Range<usize>) -> Result<DynValue> {
        let (shape, values) = floats(source)?;
        let last = self.ids.last().copied().unwrap_or_default();
        let (channels, ids) = match *shape.as_slice() {
            [1, channels, ids] if last < ids as usize => (channels, ids as usize),
            _ => return Err(failed("the text encoder gave an odd shape")),
        };
        let wanted = &self.ids[frames.clone()];
        let rows = values.chunks_exact(ids);
        let values = rows.flat_map(|row| wanted.iter().map(|&id| row[id]));
        tensor(vec![1, channels, wanted.len() as i64], values.collect())
    }
}

/// The graph without its own spread, where that is found, does what it seems to do, and
/// the flow can be run in windows.
pub(super) fn take_out<'g, 'm>(
    graph: &'g Graph<'m>,
    cuts: &Cuts<'g, 'm>,
) -> Option<(Cuts<'g, 'm>, Spread)> {
    let spread = cuts.spread()?;
    let path = cuts.path(&spread)?;
    if !is_path(&path, cuts.durations()?) {
        return None;
    }
    let cuts = Cuts::without(graph, spread.clone()).ok()?;
    cuts.reach(graph)?;
    cuts.flow(graph)?;
    Some((cuts, spread))
}

/// Whether a tensor that frames are multiplied with is one for every frame there is.
pub(super) fn is_one(cuts: &Cuts<'_, '_>, tensor: &str) -> bool {
    let ones = |tried: &[f32]| vec![1.0; tried.iter().sum::<f32>() as usize];
    let path = cuts.made_of_durations(tensor).zip(cuts.durations());
    path.is_some_and(|(path, durations)| gives(&path, durations, ones))
}

/// Whether the matrix is that of the durations, for some durations.
fn is_path(path: &Path, durations: &str) -> bool {
    gives(path, durations, expected)
}

/// Whether what is made of the durations is what is wanted, for some durations.
fn gives(path: &Path, durations: &str, wanted: impl Fn(&[f32]) -> Vec<f32>) -> bool {
    let output = std::slice::from_ref(&path.output);
    let Ok(model) = Model::load(&path.model, &path.inputs, output) else {
        return false;
    };
    TRIED.iter().all(|tried| {
        let given = path.inputs.iter().map(|name| {
            let shape = vec![1, 1, tried.len() as i64];
            // What is given besides masks ids that are not there; all are.
            let one = |value| if name == durations { value } else { 1.0 };
            tensor(shape, tried.iter().map(|&value| one(value)).collect())
        });
        let given: Result<Vec<DynValue>> = given.collect();
        let made = given.and_then(|given| model.run(&given.iter().collect::<Vec<_>>()));
        let made = made
            .ok()
            .and_then(|made| floats(made.first()?).ok().map(|(_, all)| all.to_vec()));
        made.is_some_and(|made| made == wanted(tried))
    })
}

/// Frames by ids: one where the frame is the id's.
fn expected(durations: &[f32]) -> Vec<f32> {
    let frames = durations.iter().enumerate();
    let frames = frames.flat_map(|(id, &frames)| std::iter::repeat_n(id, frames as usize));
    let ids = 0..durations.len();
    frames
        .flat_map(|own| ids.clone().map(move |id| f32::from(u8::from(id == own))))
        .collect()
}

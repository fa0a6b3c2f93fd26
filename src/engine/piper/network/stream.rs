//! A sentence on its way through a decoder.

use std::sync::Arc;

use super::super::model::failed;
use super::post::Post;
use super::simd::{LANES, Sixteen};
use super::step::Rows;
use super::track::{MOST_WRITTEN, Shape, Track};
use super::winograd::Room;
use super::{Decoder, Stage};
use crate::error::Result;

/// Frames taken in at once: so many that a flow's weights, which are more than a
/// processor's cache holds, are fetched for many frames each time.
const TAKEN: usize = MOST_WRITTEN;

/// What sentences are computed in, one after the other: each has it for a turn, with
/// anything in it, and keeps to itself what it will look back at.
#[derive(Default)]
pub(super) struct Memory {
    /// Each track's rows.
    tracks: Vec<Vec<Sixteen>>,
    room: Room,
}

impl Memory {
    fn new(decoder: &Decoder) -> Self {
        let steps = decoder.steps.iter();
        let numbers = steps.clone().map(super::Step::numbers).max();
        let pairs = steps.map(super::Step::pairs).max();
        let rows = |shape: &Shape| vec![Sixteen::ZERO; shape.sixteens()];
        Self {
            tracks: decoder.shapes.iter().map(rows).collect(),
            room: Room::new(numbers.unwrap_or(0), pairs.unwrap_or(0)),
        }
    }
}

/// One sentence's state.
pub(in super::super) struct Stream {
    decoder: Arc<Decoder>,
    tracks: Vec<Track>,
    /// Between two turns: what the tracks will look back at, one after the other.
    kept: Vec<Sixteen>,
    /// During a turn: what is computed in.
    memory: Memory,
    /// Rows of its input that each step has gone through.
    done: Vec<usize>,
    /// The biases of the steps that know the speaker.
    biases: Vec<(usize, Vec<Sixteen>)>,
    /// What the last turn made.
    sound: Vec<f32>,
    spoken: usize,
    frames: usize,
    is_finished: bool,
}

impl Stream {
    /// A sentence's beginning; `speaker` is what the graph's speaker tensors hold, one
    /// after the other.
    ///
    /// # Errors
    /// `engine_failed` where a voice of several speakers is not told which, or with
    /// another number of channels than its own.
    pub(in super::super) fn new(decoder: &Arc<Decoder>, speaker: Option<&[f32]>) -> Result<Self> {
        let mut biases = Vec::new();
        let mut rest = speaker.unwrap_or_default();
        for known in &decoder.speakers {
            let own = rest.split_at_checked(known.channels);
            let (own, after) = own.ok_or_else(|| failed("a decoder was not told who speaks"))?;
            let bias = decoder.steps[known.layer].bias_with(own, &known.order);
            biases.push((known.layer, bias));
            rest = after;
        }
        if !rest.is_empty() {
            return Err(failed("a decoder was told of more speakers than it knows"));
        }
        let shapes = decoder.shapes.iter();
        let mut kept = Vec::with_capacity(shapes.clone().map(Shape::kept).sum());
        let tracks = shapes.map(|&shape| Track::new(shape, &mut kept)).collect();
        Ok(Self {
            tracks,
            kept,
            memory: Memory::default(),
            done: vec![0; decoder.steps.len()],
            biases,
            sound: Vec::new(),
            spoken: 0,
            frames: 0,
            is_finished: false,
            decoder: Arc::clone(decoder),
        })
    }

    /// The next frames: channel after channel, all frames of each.
    /// Returns the samples that can be known now, which may be none.
    ///
    /// # Errors
    /// `engine_failed` where these are not whole frames, or the sentence is finished.
    pub(in super::super) fn push(&mut self, latent: &[f32]) -> Result<&[f32]> {
        self.take_all(latent, false)
    }

    /// The last frames, with which all samples are known: the flow's weights are fetched
    /// once for both.
    ///
    /// # Errors
    /// As [`Self::push`].
    pub(in super::super) fn push_last(&mut self, latent: &[f32]) -> Result<&[f32]> {
        self.take_all(latent, true)
    }

    fn take_all(&mut self, latent: &[f32], is_last: bool) -> Result<&[f32]> {
        let channels = self.decoder.channels;
        if self.is_finished || !latent.len().is_multiple_of(channels) {
            return Err(failed("a decoder was given frames it cannot take"));
        }
        let frames = latent.len() / channels;
        self.take_up();
        for from in (0..frames).step_by(TAKEN) {
            let until = frames.min(from + TAKEN);
            self.take_in(latent, frames, from..until);
            if until < frames || !is_last {
                self.run(0);
            }
        }
        if is_last {
            self.end();
        }
        self.lay_down();
        Ok(&self.sound)
    }

    /// There are no more frames. Returns the samples that were waiting for some.
    ///
    /// # Errors
    /// `engine_failed` where this was said before.
    #[cfg(test)]
    pub(in super::super) fn finish(&mut self) -> Result<&[f32]> {
        if self.is_finished {
            return Err(failed("a decoder was finished twice"));
        }
        self.take_up();
        self.end();
        self.lay_down();
        Ok(&self.sound)
    }

    /// Another that goes on from here.
    #[cfg(test)]
    pub(in super::super) fn branch(&self) -> Self {
        Self {
            decoder: Arc::clone(&self.decoder),
            tracks: self.tracks.clone(),
            kept: self.kept.clone(),
            memory: Memory::default(),
            done: self.done.clone(),
            biases: self.biases.clone(),
            sound: Vec::new(),
            ..*self
        }
    }

    /// Begins a turn.
    fn take_up(&mut self) {
        let spare = self.decoder.spare().pop();
        self.memory = spare.unwrap_or_else(|| Memory::new(&self.decoder));
        let mut kept = self.kept.as_slice();
        for (track, rows) in self.tracks.iter_mut().zip(&mut self.memory.tracks) {
            kept = track.take_up(rows, kept);
        }
        self.sound.clear();
    }

    /// Ends a turn: others may compute in the memory.
    fn lay_down(&mut self) {
        let mut memory = std::mem::take(&mut self.memory);
        self.kept.clear();
        for (index, rows) in memory.tracks.iter_mut().enumerate() {
            let done = self.tracks[index].done().cast_signed();
            let looked_back = self.looked_back(index).filter(|_| !self.is_finished);
            self.tracks[index].lay_down(rows, looked_back.unwrap_or(done), &mut self.kept);
        }
        self.decoder.spare().push(memory);
    }

    /// Computes all that is left.
    fn end(&mut self) {
        self.is_finished = true;
        for track in &mut self.tracks {
            track.end_after(self.frames);
        }
        self.run(0);
    }

    /// Puts frames in the order in which rows lie.
    fn take_in(&mut self, latent: &[f32], frames: usize, some: std::ops::Range<usize>) {
        let until = self.frames + some.len();
        self.make_room(0, until);
        let track = &mut self.tracks[0];
        let width = Sixteen::for_channels(self.decoder.channels);
        let rows = track.room_from(self.frames.cast_signed());
        for (row, frame) in rows.chunks_exact_mut(width).zip(some) {
            row.fill(Sixteen::ZERO);
            for (channel, values) in latent.chunks_exact(frames).enumerate() {
                row[channel / LANES].0[channel % LANES] = values[frame];
            }
        }
        track.wrote(until);
        self.frames = until;
    }

    /// Computes all that can be known now from a stage on, piece by piece: each goes
    /// through all stages before the next begins.
    fn run(&mut self, stage: usize) {
        let Some(Stage { steps, most }) = self.decoder.stages.get(stage).cloned() else {
            return self.speak();
        };
        loop {
            let mut has_moved = false;
            for step in steps.clone() {
                let is_first = step == steps.start;
                let most = if is_first { most } else { usize::MAX };
                has_moved |= self.advance(step, most);
            }
            self.run(stage + 1);
            if !has_moved {
                return;
            }
        }
    }

    /// Lets a step compute what it can; whether that was something.
    fn advance(&mut self, index: usize, most: usize) -> bool {
        let decoder = Arc::clone(&self.decoder);
        let step = &decoder.steps[index];
        let input = &self.tracks[step.input];
        let end = input.end();
        let known = if input.is_whole() {
            input.done()
        } else {
            input.done().saturating_sub(step.after)
        };
        let added = step
            .residuals
            .iter()
            .map(|&track| self.tracks[track].done());
        let row = self.done[index];
        let mut until = added.fold(known, usize::min).min(row.saturating_add(most));
        if end != Some(until) {
            until = step.blocks_before(until);
        }
        if until <= row {
            return false;
        }
        let lead = if row == 0 { step.lead() } else { 0 };
        let rows = Rows {
            row: row.cast_signed() - lead.cast_signed(),
            count: until - row + lead,
        };
        let room = step.until(until) * step.stride;
        for track in step.raw.into_iter().chain(step.active) {
            self.make_room(track, room);
        }
        let bias = self.biases.iter().find(|(layer, _)| *layer == index);
        let bias = bias.map(|(_, bias)| bias.as_slice());
        let room = &mut self.memory.room;
        step.compute(decoder.simd, &mut self.tracks, rows, bias, room);
        for track in step.raw.into_iter().chain(step.active) {
            if lead > 0 {
                self.tracks[track].wipe_before_the_first(lead * step.stride);
            }
            self.tracks[track].wrote(until * step.stride);
        }
        self.done[index] = until;
        true
    }

    /// Makes room on a track; what all its readers have gone through is forgotten.
    fn make_room(&mut self, track: usize, until: usize) {
        if let Some(keep) = self.looked_back(track) {
            self.tracks[track].make_room(keep, until);
        }
    }

    /// The first row of a track that will be looked at again; `None`: nobody looks at it.
    fn looked_back(&self, track: usize) -> Option<isize> {
        let steps = self.decoder.steps.iter().zip(&self.done);
        let steps = steps.filter_map(|(step, &done)| {
            let lead = if done == 0 { step.lead() } else { 0 };
            let back = if step.input == track {
                lead + step.before
            } else if step.residuals.contains(&track) {
                lead
            } else if step.raw == Some(track) || step.active == Some(track) {
                // What it writes before its first row is wiped out at once.
                return (done == 0).then_some(-(lead * step.stride).cast_signed());
            } else {
                return None;
            };
            Some(done.cast_signed() - back.cast_signed())
        });
        let post = &self.decoder.post;
        let spoken =
            (post.input == track).then(|| self.spoken.cast_signed() - post.before.cast_signed());
        steps.chain(spoken).min()
    }

    /// Computes the samples that can be known now.
    fn speak(&mut self) {
        let post = &self.decoder.post;
        let input = &self.tracks[post.input];
        let known = if input.is_whole() {
            input.done()
        } else {
            input.done().saturating_sub(post.after)
        };
        if known <= self.spoken {
            return;
        }
        let width = self.decoder.shapes[post.input].width;
        let from = self.sound.len();
        self.sound.resize(from + known - self.spoken, 0.0);
        self.decoder.simd.speak(&mut Post {
            input: input.from(self.spoken.cast_signed() - post.before.cast_signed()),
            width,
            tap: post.dilation * width,
            weights: &post.weights,
            bias: post.bias,
            sound: &mut self.sound[from..],
        });
        self.spoken = known;
    }
}

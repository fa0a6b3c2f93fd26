//! How a part is spoken beyond its words: how fast, how loud, where speech stops, and
//! where a listener is told that it has come.

use super::{Passage, Pause, Segment, Span};

/// How fast and how loud a part is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Percent of the passage's speed; 100 is as fast as the rest.
    pub rate: u16,
    /// Hundredths of a decibel; 0 is as loud as the rest, [`Manner::SILENT`] not heard.
    pub gain: i16,
}

impl Default for Manner {
    fn default() -> Self {
        Self { rate: 100, gain: 0 }
    }
}

impl Manner {
    /// The gain of what takes its time and is not heard.
    pub const SILENT: i16 = i16::MIN;
    /// What a part may be louder than the rest: twice the amplitude. More would clip.
    pub const LOUDEST: i16 = 600;

    /// What samples are multiplied with.
    pub fn factor(&self) -> f32 {
        match self.gain {
            0 => 1.0,
            Self::SILENT => 0.0,
            gain => 10f32.powf(f32::from(gain) / 2_000.0),
        }
    }
}

/// A place at which speech stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// Byte in the author's text; it stands before what is there.
    pub at: usize,
    /// [`Pause::Given`] stands instead of every pause that would be there; any other
    /// only instead of the pause after a line.
    pub pause: Pause,
}

/// Longest silence that several breaks in a row come to, in milliseconds.
const LONGEST: u32 = 10_000;

impl Break {
    /// The silence where `usual` would be and `breaks` stand: breaks add up.
    pub(super) fn join(usual: Pause, breaks: &[Self]) -> Pause {
        breaks
            .iter()
            .fold(usual, |pause, one| match (pause, one.pause) {
                (Pause::Given(before), Pause::Given(more)) => {
                    Pause::Given((before + more).min(LONGEST))
                }
                (_, Pause::Given(own)) => Pause::Given(own.min(LONGEST)),
                (Pause::Block, pause) => pause,
                (pause, _) => pause,
            })
    }
}

/// A place of which a listener is told when speech comes there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// Byte in the author's text; it stands before what is there.
    pub at: usize,
    /// What its author calls it.
    pub name: String,
}

/// A bookmark in a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The bookmark.
    pub bookmark: Bookmark,
    /// Index of the word before which it stands; past the last for one at the end.
    pub word: usize,
}

/// Gives each bookmark of `passage` to the segment in which it is reached: the one it
/// stands in, else the next, unless a break parts the two; then the one before.
pub(super) fn place_bookmarks(passage: &Passage, segments: &mut [Segment]) {
    for bookmark in &passage.bookmarks {
        let next = segments.partition_point(|segment| segment.span.end <= bookmark.at);
        let start = segments
            .get(next)
            .map_or(usize::MAX, |next| next.span.start);
        let after = passage.breaks.partition_point(|one| one.at < bookmark.at);
        let parted = passage.breaks.get(after).is_some_and(|one| one.at < start);
        let home = match next.checked_sub(1) {
            Some(before) if parted || next == segments.len() => before,
            _ => next,
        };
        let Some(segment) = segments.get_mut(home) else {
            continue;
        };
        let stands_behind = |span: Option<Span>| span.is_some_and(|span| span.start >= bookmark.at);
        let word = segment
            .words
            .iter()
            .position(|word| stands_behind(word.span));
        segment.bookmarks.push(Reached {
            word: word.unwrap_or(segment.words.len()),
            bookmark: bookmark.clone(),
        });
    }
}

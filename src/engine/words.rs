//! espeak-ng's word events → the times of the segment's words, for every voice that
//! has its phonemes from espeak-ng.
//!
//! An event says where in the text a group of sounds begins. Groups and written
//! words are not the same: "1998" has several groups, "of the" has one between
//! them, a phrase from the dictionary reports places of its own.

use super::WordTime;
use crate::phoneme::WordEvent;
use crate::text::{Segment, Spoken};

/// Times for every word with a span, in order: from the place espeak-ng reports to
/// the end of its sound, which `end_of` finds between its start and the next
/// word's. All lies within the first `audible` samples.
pub(super) fn times(
    segment: &Segment,
    written: &Spoken,
    events: &[WordEvent],
    audible: u64,
    end_of: impl Fn(u64, u64) -> u64,
) -> Vec<WordTime> {
    let mut tokens = tokens(segment, written);
    hand_out(&mut tokens, events);
    pass_on_spare_groups(&mut tokens);
    let starts = starts(&tokens, audible);
    let ends = starts.iter().skip(1).copied().chain([audible]);
    starts
        .iter()
        .zip(ends)
        .enumerate()
        .filter(|(word, _)| segment.words[*word].span.is_some())
        .map(|(word, (&start, next))| WordTime {
            word,
            start,
            end: end_of(start, next).clamp(start, next),
        })
        .collect()
}

/// Which word each event belongs to; `None` where there is no word at all.
pub(super) fn owners(
    segment: &Segment,
    written: &Spoken,
    events: &[WordEvent],
) -> Vec<Option<usize>> {
    // The groups are handed about whole, so numbered ones tell where they went.
    let numbered: Vec<WordEvent> = events
        .iter()
        .zip(0..)
        .map(|(event, sample)| WordEvent { sample, ..*event })
        .collect();
    let mut tokens = tokens(segment, written);
    hand_out(&mut tokens, &numbered);
    pass_on_spare_groups(&mut tokens);
    let mut owners = vec![None; events.len()];
    for (owner, token) in tokens.iter().enumerate() {
        for group in &token.groups {
            owners[group.sample as usize] = Some(owner);
        }
    }
    owners
}

/// What espeak-ng never says when it stands alone; of other signs it says the names.
const SILENT_MARKS: &str = "-–—•·.,:;!?…\"'“”‘’„‚«»‹›()[]{}¿¡、。，！？；：「」『』（）،؛؟।";

/// Whether nothing is heard of `ch` where it stands alone.
pub(super) fn is_silent(ch: char) -> bool {
    ch.is_whitespace() || SILENT_MARKS.contains(ch)
}

/// A word of the segment while groups are being given to it.
struct Token {
    /// Characters from the start of the text.
    start: usize,
    end: usize,
    /// No space before it, as in Chinese.
    glued: bool,
    /// Only of marks that are never spoken: whatever is reported at its place belongs
    /// to the word after it.
    mute: bool,
    /// Has a figure in it: all its groups are its own.
    figures: bool,
    groups: Vec<Group>,
}

#[derive(Clone, Copy)]
struct Group {
    sample: u64,
    /// Whether it may be the sound of the next word, reported at this one's place.
    spare: bool,
}

fn tokens(segment: &Segment, written: &Spoken) -> Vec<Token> {
    let mut at_byte = 0;
    let mut at_char = 0;
    segment
        .words
        .iter()
        .zip(&written.starts)
        .map(|(word, &start)| {
            at_char += written.text[at_byte..start].chars().count();
            at_byte = start;
            Token {
                start: at_char,
                end: at_char + word.spoken.chars().count(),
                glued: !word.spaced,
                mute: word.spoken.chars().all(|ch| SILENT_MARKS.contains(ch)),
                figures: word.spoken.chars().any(char::is_numeric),
                groups: Vec::new(),
            }
        })
        .collect()
}

/// Gives every group to the token in which it is reported.
fn hand_out(tokens: &mut [Token], events: &[WordEvent]) {
    let mut main: Option<(WordEvent, usize)> = None;
    for event in events {
        let part_of = main.filter(|(main, _)| is_part(tokens, *main, *event));
        let owner = match part_of {
            Some((_, owner)) => Some(owner),
            None => owner(tokens, event.position),
        };
        let Some(owner) = owner else { continue };
        if part_of.is_none() {
            main = Some((*event, owner));
        }
        let token = &mut tokens[owner];
        let inside = (token.start..token.end).contains(&event.position);
        token.groups.push(Group {
            sample: event.sample,
            spare: part_of.is_some() || inside,
        });
    }
}

/// Parts of a number or of a phrase are reported one further than its start; where
/// words stand without spaces that place is a word's own.
fn is_part(tokens: &[Token], main: WordEvent, event: WordEvent) -> bool {
    let at = tokens.partition_point(|token| token.end <= event.position);
    let own = tokens
        .get(at)
        .is_some_and(|token| token.glued && token.start == event.position);
    event.position == main.position + 1 && event.length == main.length && !own
}

/// The first token that ends after `position` and is not mute; the last one that
/// is not mute where there is none.
fn owner(tokens: &[Token], position: usize) -> Option<usize> {
    let first = tokens.partition_point(|token| token.end <= position);
    let spoken = |index: &usize| !tokens[*index].mute;
    (first..tokens.len())
        .find(spoken)
        .or_else(|| (0..first).rev().find(spoken))
}

/// A phrase reports the sounds of all its words at the place of the first: the
/// words after it that got nothing take the last of its groups, in order.
fn pass_on_spare_groups(tokens: &mut [Token]) {
    let mut index = 0;
    while index < tokens.len() {
        let empty = tokens[index + 1..]
            .iter()
            .take_while(|token| token.groups.is_empty() && !token.mute)
            .count();
        if !tokens[index].figures {
            give(tokens, index, empty);
        }
        index += empty + 1;
    }
}

fn give(tokens: &mut [Token], from: usize, takers: usize) {
    let groups = &mut tokens[from].groups;
    let to_give = groups
        .iter()
        .skip(1)
        .rev()
        .take_while(|group| group.spare)
        .count()
        .min(takers);
    let given = groups.split_off(groups.len() - to_give);
    for (taker, group) in given.into_iter().enumerate() {
        tokens[from + 1 + taker].groups.push(group);
    }
}

/// When each token starts. Tokens without a group share the time of the one
/// before them, each as much as it has letters; those at the very beginning share
/// that of the first one after them.
fn starts(tokens: &[Token], audible: u64) -> Vec<u64> {
    let mut starts = Vec::with_capacity(tokens.len());
    let mut floor = 0;
    let mut index = 0;
    while index < tokens.len() {
        let own = tokens[index]
            .groups
            .first()
            .map_or(floor, |group| group.sample);
        let begin = own.clamp(floor, audible);
        let owns = |token: &&Token| !token.groups.is_empty();
        let after = if starts.is_empty() && tokens[index].groups.is_empty() {
            // Up to the second owner: the first shares with those before it.
            let first = tokens.iter().position(|token| !token.groups.is_empty());
            first.map_or(tokens.len(), |first| next_owner(tokens, first + 1))
        } else {
            next_owner(tokens, index + 1)
        };
        let end = tokens[after..]
            .iter()
            .find(owns)
            .map_or(audible, |token| token.groups[0].sample)
            .clamp(begin, audible);
        share(&tokens[index..after], begin, end, &mut starts);
        floor = end;
        index = after;
    }
    starts
}

fn next_owner(tokens: &[Token], from: usize) -> usize {
    tokens[from..]
        .iter()
        .position(|token| !token.groups.is_empty())
        .map_or(tokens.len(), |ahead| from + ahead)
}

fn share(tokens: &[Token], begin: u64, end: u64, starts: &mut Vec<u64>) {
    let letters = |token: &Token| {
        if token.mute {
            0
        } else {
            (token.end - token.start) as u64
        }
    };
    let all = tokens.iter().map(letters).sum::<u64>().max(1);
    let mut passed = 0;
    for token in tokens {
        starts.push(begin + (end - begin) * passed / all);
        passed += letters(token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Manner, Pause, Span, Word};

    fn sentence(text: &str) -> Segment {
        let word = |(index, word): (usize, &str)| Word {
            spoken: word.into(),
            span: Some(Span::new(0, 0)),
            spaced: index == 0,
            ..Word::default()
        };
        let glued = |spaced: &str| spaced.split('|').map(str::to_owned).collect::<Vec<_>>();
        let words = text
            .split(' ')
            .flat_map(|spaced| {
                let parts = glued(spaced);
                let words = parts.iter().map(String::as_str).enumerate().map(word);
                words.collect::<Vec<_>>()
            })
            .collect();
        Segment {
            span: Span::new(0, 0),
            words,
            language: "en".into(),
            voice: None,
            pause: Pause::Sentence,
            manner: Manner::default(),
            bookmarks: Vec::new(),
        }
    }

    /// Events as (position, length), 100 samples apart, and the starts expected; `|`
    /// parts words without a space.
    #[test]
    fn groups_find_their_words() {
        for (text, events, expected) in [
            (
                "On the hill",
                &[(0, 2), (3, 3), (7, 4)][..],
                &[0, 100, 200][..],
            ),
            // "On the" and "of the" are one group each.
            (
                "On the top of the hill",
                &[(0, 2), (7, 3), (11, 2), (18, 4)],
                &[0, 40, 100, 200, 240, 300],
            ),
            // The parts of a number stay with it.
            (
                "in 1998 they",
                &[(0, 2), (3, 4), (4, 4), (4, 4), (8, 4)],
                &[0, 100, 400],
            ),
            // A phrase reports two groups at its first word.
            ("it is here", &[(0, 5), (1, 5), (6, 4)], &[0, 100, 200]),
            // A dash never owns.
            ("yes - no", &[(0, 3), (4, 1)], &[0, 100, 100]),
            // Nor does a colon with a space before it, as the French write it.
            ("dix : non", &[(0, 3), (4, 1)], &[0, 100, 100]),
            // Nothing is reported for the first word.
            ("** hm", &[(3, 2)], &[0, 50]),
            ("nothing reported", &[], &[0, 46]),
            // A figure of one character, and a position past the text.
            ("7 b", &[(0, 1), (1, 1), (9, 1)], &[0, 200]),
            // Without spaces the place alone counts.
            (
                "今 天|天|气",
                &[(0, 1), (2, 1), (3, 1), (4, 1)],
                &[0, 100, 200, 300],
            ),
        ] {
            let segment = sentence(text);
            let events: Vec<_> = events
                .iter()
                .enumerate()
                .map(|(index, &(position, length))| WordEvent {
                    position,
                    length,
                    sample: index as u64 * 100,
                })
                .collect();
            let sound = events.len().max(1) as u64 * 100;
            let times = times(&segment, &segment.spoken(), &events, sound, |_, next| next);
            let starts: Vec<_> = times.iter().map(|time| time.start).collect();
            assert_eq!(starts, expected, "{text}");
            assert_eq!(times.last().unwrap().end, sound);
        }
    }

    #[test]
    fn a_word_ends_where_its_sound_ends() {
        let segment = sentence("one, two");
        let events = [(0, 0), (5, 60)].map(|(position, sample)| WordEvent {
            position,
            length: 3,
            sample,
        });
        let end_of = |start, _| start + 40;
        let times = times(&segment, &segment.spoken(), &events, 100, end_of);
        let places: Vec<_> = times.iter().map(|time| (time.start, time.end)).collect();
        assert_eq!(places, [(0, 40), (60, 100)]);
    }

    #[test]
    fn times_never_fall_whatever_is_reported() {
        let segment = sentence("one two three four");
        let events: Vec<_> = [(14, 900), (0, 20), (4, 5_000), (8, 10)]
            .map(|(position, sample)| WordEvent {
                position,
                length: 3,
                sample,
            })
            .into();
        let times = times(&segment, &segment.spoken(), &events, 1_000, |_, next| next);
        assert_eq!(times.len(), 4);
        for pair in times.windows(2) {
            assert!(pair[0].start <= pair[0].end && pair[0].end <= pair[1].start);
        }
        assert!(times[3].end <= 1_000);
    }
}

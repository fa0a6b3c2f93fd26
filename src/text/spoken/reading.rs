//! A reading from the lexicon → spoken words.

use super::lexicon::{Heard, Lexicon, Listener, RULE, Reading};
use super::{At, Given, LONGEST_SPOKEN, Place, clause, clean, speak};
use crate::text::edit;
use crate::text::word::{self, Token};
use crate::text::{Pronunciation, Span};

/// Writes what the lexicon says of the words at a place, and says how many items that
/// took; `None` where it says nothing of them that an engine can bear.
pub(super) fn write(
    at: &At<'_>,
    lexicon: &Lexicon,
    listener: &Listener<'_>,
    spoken: &mut Vec<Token>,
) -> Option<usize> {
    let reading = lexicon.find(at, listener)?;
    let tokens = match &reading.said {
        Heard::Text(text) => alias(at, &reading, text, listener)?,
        Heard::Sounds(sounds) => dictate(at, &reading, sounds)?,
    };
    spoken.extend(tokens);
    Some(reading.taken)
}

/// Writes the words at a place with the sounds that the author gives for them, and says
/// how many items that took. Sounds for a part of a word leave the rest of it as it is.
pub(super) fn dictated(
    at: &At<'_>,
    text: &str,
    given: &Given<'_>,
    spoken: &mut Vec<Token>,
) -> Option<usize> {
    let (place, sounds) = given.sounds(at.span(0)?)?;
    let is_inside = |offset: &usize| at.span(*offset).is_some_and(|span| span.start < place.end);
    let mut last = 0;
    let mut offset = 1;
    while at.item(offset).is_some_and(|item| item.span.is_none()) || is_inside(&offset) {
        last = if is_inside(&offset) { offset } else { last };
        offset += 1;
    }
    let taken = last + 1;
    let whole = at.span(0)?.join(at.span(last)?);
    let start = spoken.len();
    if place.contains(whole) {
        let reading = Reading {
            taken,
            before: at.before(0).to_owned(),
            after: at.after(last).to_owned(),
            said: Heard::Sounds(sounds.clone()),
        };
        match dictate(at, &reading, sounds) {
            Some(tokens) => spoken.extend(tokens),
            None => in_parts(at, text, taken, whole, sounds, spoken)?,
        }
    } else {
        in_parts(at, text, taken, *place, sounds, spoken)?;
    }
    for token in &mut spoken[start..] {
        token.word.rule = Some(edit::RULE);
    }
    Some(taken)
}

/// What stands before, in and after the sounds, each on its own; of what they are given
/// for, as much as an engine bears.
fn in_parts(
    at: &At<'_>,
    text: &str,
    taken: usize,
    sounding: Span,
    sounds: &Pronunciation,
    spoken: &mut Vec<Token>,
) -> Option<()> {
    let place = Place::of(at, 0, taken)?;
    let whole = place.span;
    let (start, end) = (
        sounding.start.max(whole.start),
        sounding
            .end
            .min(whole.end)
            .max(sounding.start.max(whole.start)),
    );
    let hear = |span: Span| {
        let mut ear = clean::Ear::default();
        span.of(text).chars().for_each(|ch| ear.hear(ch));
        clean::break_up(ear.finish())
    };
    let before = hear(Span::new(whole.start, start));
    let own = hear(Span::new(start, end)).into_iter().next();
    let own = own.filter(|own| !own.is_empty())?;
    let after = hear(Span::new(end, whole.end));
    let mut tokens: Vec<Token> = Vec::new();
    for part in before.into_iter().filter(|part| !part.is_empty()) {
        tokens.push(place.token(part, edit::RULE));
    }
    let mut token = place.token(own, edit::RULE);
    token.word.pronunciation = Some(Box::new(sounds.clone()));
    tokens.push(token);
    for part in after.into_iter().filter(|part| !part.is_empty()) {
        tokens.push(place.token(part, edit::RULE));
    }
    for token in tokens.iter_mut().skip(1) {
        token.word.spaced = false;
    }
    let last = tokens.len() - 1;
    tokens[0].word.spoken.insert_str(0, at.before(0));
    tokens[last].word.spoken.push_str(at.after(taken - 1));
    spoken.extend(tokens);
    Some(())
}

/// Words of another text, read by the rules as if they stood alone; one mark in all.
fn alias(
    at: &At<'_>,
    reading: &Reading,
    text: &str,
    listener: &Listener<'_>,
) -> Option<Vec<Token>> {
    let place = Place::of(at, 0, reading.taken)?;
    let written = word::tokens(text, Span::new(0, text.len()));
    let alone = Given {
        lexicon: &Lexicon::default(),
        sounds: &[],
    };
    let read = speak(text, &written, listener, &alone);
    let load: usize = read
        .iter()
        .map(|token| clause::weigh(&token.word.spoken))
        .sum();
    if read.is_empty() || load > LONGEST_SPOKEN {
        return None;
    }
    let last = read.len() - 1;
    let mut tokens = Vec::with_capacity(read.len());
    for (index, token) in read.iter().enumerate() {
        let before = if index == 0 { &reading.before } else { "" };
        let after = if index == last { &reading.after } else { "" };
        let said = format!("{before}{}{after}", token.word.spoken);
        for (piece, said) in clean::break_up(said).into_iter().enumerate() {
            let mut spoken = place.token(said, RULE);
            spoken.word.spaced = index == 0 || piece > 0 || token.word.spaced;
            tokens.push(spoken);
        }
    }
    Some(tokens)
}

/// The words as they are written, with their sounds: each its own mark where there are
/// as many words of sounds as written ones, else one in all.
fn dictate(at: &At<'_>, reading: &Reading, sounds: &Pronunciation) -> Option<Vec<Token>> {
    let parts: Vec<&str> = sounds.phonemes.split_whitespace().collect();
    let apart = parts.len() == reading.taken
        && (0..reading.taken).all(|offset| !at.core(offset).is_empty());
    let words = match apart {
        true => (0..reading.taken)
            .zip(parts)
            .map(|(offset, part)| (offset, 1, part))
            .collect(),
        false => vec![(0, reading.taken, sounds.phonemes.as_str())],
    };
    let mut tokens = Vec::with_capacity(words.len());
    for (offset, taken, phonemes) in words {
        let word = written(at, offset, taken);
        if clean::break_up(word.clone()).len() > 1 {
            return None;
        }
        let end = offset + taken;
        let before = if offset == 0 {
            &reading.before
        } else {
            at.before(offset)
        };
        let after = if end == reading.taken {
            &reading.after
        } else {
            at.after(end - 1)
        };
        let said = format!("{before}{word}{after}");
        let mut token = Place::of(at, offset, taken)?.token(said, RULE);
        token.word.pronunciation = Some(Box::new(Pronunciation {
            alphabet: sounds.alphabet,
            phonemes: phonemes.to_owned(),
        }));
        tokens.push(token);
    }
    Some(tokens)
}

/// The words at a place with what stands between them.
fn written(at: &At<'_>, offset: usize, taken: usize) -> String {
    let mut written = String::new();
    for index in offset..offset + taken {
        if index > offset {
            written.push_str(at.after(index - 1));
            if at.item(index).is_some_and(|item| item.spaced) {
                written.push(' ');
            }
            written.push_str(at.before(index));
        }
        written.push_str(at.core(index));
    }
    written
}

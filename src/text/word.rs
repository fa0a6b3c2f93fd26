//! Sentence → words: what the engine hears, each with the written word it came from.

use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::clean::{self, Ear, Kind};
use super::cluster::{self, Cluster};
use super::piece::{self, Piece};
use super::{Span, Word};

/// A word and what the stages of this folder know about it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// What leaves this folder.
    pub(super) word: Word,
    /// The written word with the punctuation attached to it.
    pub(super) extent: Span,
}

/// Longest written word that is one mark, in the measure of [`weight`]; what is
/// longer (a page without spaces) becomes several.
const LONGEST: usize = 200;
/// Punctuation kept on either side of a word, in clusters.
const AROUND: usize = 6;
/// Tokens of punctuation kept in a row.
const PAUSES: usize = 2;
/// Characters heard of one cluster: "👩‍👩‍👧‍👦" has four, a Zalgo chain ten thousand.
const OF_ONE_CLUSTER: usize = 32;

/// The words of a sentence, in order; empty where there is nothing to say.
pub(super) fn tokens(text: &str, sentence: Span) -> Vec<Token> {
    let clusters: Vec<Cluster> = cluster::of(text, sentence).collect();
    let mut writer = Writer {
        text,
        tokens: Vec::new(),
        pauses: 0,
        unspaced: 0,
    };
    for chunk in clusters.split(|cluster| cluster.kind == Kind::Space) {
        for piece in piece::cut(text, chunk) {
            writer.write(&piece);
        }
    }
    soften_hyphens(&mut writer.tokens);
    if writer.tokens.iter().all(|token| token.word.span.is_none()) {
        return Vec::new();
    }
    writer.tokens
}

/// How much speech a character makes, in phonemes at a rough guess: a letter one, a
/// digit up to six ("seven"), an ideograph three, an emoji a whole name.
pub(super) fn weight(ch: char) -> usize {
    match clean::kind(ch) {
        Kind::Digit => 6,
        Kind::Symbol => 12,
        Kind::Letter if cluster::is_unspaced(ch) || is_syllable(ch) => 3,
        _ => 1,
    }
}

fn is_syllable(ch: char) -> bool {
    matches!(ch, '\u{AC00}'..='\u{D7A3}' | '\u{1200}'..='\u{137F}')
}

/// Words of scripts without spaces, by dictionary. Loading it once costs nothing:
/// the data lies in the binary.
pub(super) static DICTIONARY: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

struct Writer<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// Tokens of punctuation since the last word.
    pauses: usize,
    /// Characters since the last space.
    unspaced: usize,
}

impl Writer<'_> {
    fn write(&mut self, piece: &Piece<'_>) {
        let core = |cluster: &Cluster| cluster.kind.is_core() || is_lonely_sign(piece.clusters);
        let first = piece.clusters.iter().position(core);
        let last = piece.clusters.iter().rposition(core);
        match (first, last) {
            (Some(first), Some(last)) => self.write_word(piece, first, last),
            _ => self.write_pause(piece),
        }
    }

    /// Punctuation that stands alone: its stops and dashes are kept, the rest is not heard.
    fn write_pause(&mut self, piece: &Piece<'_>) {
        let kept = piece
            .clusters
            .iter()
            .filter(|cluster| is_pause(cluster.base));
        let spoken = self.hear(kept.take(AROUND));
        self.pauses += 1;
        let extent = extent(piece.clusters);
        let Some(last) = self.tokens.last_mut() else {
            return;
        };
        if spoken.is_empty() || self.pauses > PAUSES {
            last.extent.end = extent.end;
            return;
        }
        self.push(
            Word {
                spoken,
                spaced: piece.spaced,
                ..Word::default()
            },
            extent,
        );
    }

    fn write_word(&mut self, piece: &Piece<'_>, first: usize, last: usize) {
        self.pauses = 0;
        let all = piece.clusters;
        let at_edge = |cluster: &&Cluster| clean::is_heard_at_edge(cluster.base);
        let before = self.hear(
            all[first.saturating_sub(AROUND)..first]
                .iter()
                .filter(at_edge),
        );
        let after = self.hear(all[last + 1..].iter().filter(at_edge).take(AROUND));
        let after = after.replace("--", "—");
        let parts = self.parts(&all[first..=last]);
        let count = parts.len();
        for (index, part) in parts.into_iter().enumerate() {
            let core = extent(part);
            let mut spoken = self.hear(part.iter());
            let mut around = core;
            if index == 0 {
                spoken.insert_str(0, &before);
                around.start = all[0].span.start;
            }
            if index + 1 == count {
                spoken.push_str(&after);
                around.end = extent(all).end;
            }
            self.push_pieces(spoken, core, around, piece.spaced || index > 0);
        }
    }

    fn push_pieces(&mut self, spoken: String, span: Span, extent: Span, spaced: bool) {
        for (index, spoken) in clean::break_up(spoken).into_iter().enumerate() {
            let spaced = spaced || index > 0;
            self.push(
                Word {
                    spoken,
                    span: Some(span),
                    spaced,
                    ..Word::default()
                },
                extent,
            );
        }
    }

    /// Cuts a word that nobody could speak as one.
    fn parts<'c>(&self, core: &'c [Cluster]) -> Vec<&'c [Cluster]> {
        let mut parts = Vec::new();
        let (mut start, mut load) = (0, 0);
        for (at, cluster) in core.iter().enumerate() {
            let heard = cluster.span.of(self.text).chars().take(OF_ONE_CLUSTER);
            let more: usize = heard.map(weight).sum();
            if load + more > LONGEST
                && at > start
                && cluster.kind.is_core()
                && core[at - 1].kind.is_core()
            {
                parts.push(&core[start..at]);
                (start, load) = (at, 0);
            }
            load += more;
        }
        parts.push(&core[start..]);
        parts
    }

    /// Text without spaces gets one now and then, so that no engine sees an endless word.
    fn push(&mut self, mut word: Word, extent: Span) {
        let length = word.spoken.chars().count();
        word.spaced |= self.unspaced + length > clean::RUN;
        self.unspaced = if word.spaced {
            length
        } else {
            self.unspaced + length
        };
        self.tokens.push(Token { word, extent });
    }

    fn hear<'c>(&self, clusters: impl Iterator<Item = &'c Cluster>) -> String {
        let mut ear = Ear::default();
        for cluster in clusters {
            let heard = cluster
                .span
                .of(self.text)
                .chars()
                .filter(|ch| clean::kind(*ch) != Kind::Silent);
            heard.take(OF_ONE_CLUSTER).for_each(|ch| ear.hear(ch));
        }
        ear.finish()
    }
}

fn extent(clusters: &[Cluster]) -> Span {
    clusters[0].span.join(clusters[clusters.len() - 1].span)
}

/// "5 * 3", "x < y": punctuation elsewhere, a word when alone.
fn is_lonely_sign(piece: &[Cluster]) -> bool {
    matches!(piece, [one] if matches!(one.base, '*' | '<' | '>'))
}

/// Whether `ch` makes a voice pause.
fn is_pause(ch: char) -> bool {
    const PAUSES: &str = ".,;:!?…—–-―。，、；：！？،؛؟۔।॥·•";
    PAUSES.contains(ch)
}

/// A hyphen between spaces is a dash, save between numbers, where it may be a minus;
/// a bullet inside a line is a comma.
fn soften_hyphens(tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        if tokens[at].word.span.is_some() {
            continue;
        }
        let is_number = |token: &Token| token.word.spoken.ends_with(|ch: char| ch.is_ascii_digit());
        let minus = is_number(&tokens[at - 1]) && tokens.get(at + 1).is_some_and(is_number);
        match tokens[at].word.spoken.as_str() {
            "-" if minus => {}
            "-" | "--" | "---" => tokens[at].word.spoken = "–".into(),
            "•" | "·" => tokens[at].word.spoken = ",".into(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;

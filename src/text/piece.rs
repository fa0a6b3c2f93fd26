//! Written token → written words: where a token without white space holds several.

use super::clean::Kind;
use super::cluster::Cluster;
use super::spoken::is_pictograph;
use super::word::DICTIONARY;

/// One written word with the punctuation attached to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'c> {
    /// Never empty.
    pub(super) clusters: &'c [Cluster],
    /// Whether the engine is given a space before it.
    pub(super) spaced: bool,
}

/// What stands between two words of one token.
#[derive(Clone, Copy, PartialEq)]
enum Seam {
    None,
    /// A dash or an ellipsis: a pause, so the engine gets a space.
    Pause,
    /// A slash, or the invisible seam between Chinese words.
    Tight,
}

/// Cuts a white-space token into written words.
pub(super) fn cut<'c>(text: &str, token: &'c [Cluster]) -> Vec<Piece<'c>> {
    let seams = Seams::of(text, token);
    let mut pieces = Vec::new();
    let (mut start, mut spaced) = (0, true);
    for at in 1..token.len() {
        let seam = seams.before(at);
        if seam != Seam::None {
            pieces.push(Piece {
                clusters: &token[start..at],
                spaced,
            });
            (start, spaced) = (at, seam == Seam::Pause);
        }
    }
    if start < token.len() {
        pieces.push(Piece {
            clusters: &token[start..],
            spaced,
        });
    }
    pieces
}

/// All seams of a token.
struct Seams {
    /// One for each cluster: what stands before it.
    before: Vec<Seam>,
}

impl Seams {
    fn of(text: &str, token: &[Cluster]) -> Self {
        let mut seams = Self {
            before: vec![Seam::None; token.len()],
        };
        if token.iter().any(Cluster::is_unspaced) {
            seams.add_dictionary_words(text, token);
        }
        seams.add_pictures(token);
        if !is_address(text, token) {
            seams.add_separators(token);
        }
        seams
    }

    fn before(&self, at: usize) -> Seam {
        self.before[at]
    }

    fn add_dictionary_words(&mut self, text: &str, token: &[Cluster]) {
        let start = token[0].span.start;
        let end = token[token.len() - 1].span.end;
        let mut at = 0;
        for boundary in DICTIONARY.segment_str(&text[start..end]) {
            while at < token.len() && token[at].span.start < start + boundary {
                at += 1;
            }
            let exact = at < token.len() && token[at].span.start == start + boundary;
            if exact && at > 0 && is_word_seam(token[at - 1], token[at]) {
                self.before[at] = Seam::Tight;
            }
        }
    }

    /// Between a word and an emoji that touches it.
    fn add_pictures(&mut self, token: &[Cluster]) {
        let picture = |cluster: &Cluster| is_pictograph(cluster.base);
        for at in 1..token.len() {
            let (before, after) = (&token[at - 1], &token[at]);
            let opens = picture(after) && before.kind.is_core();
            let closes = picture(before) && after.kind.is_core();
            if (opens || closes) && picture(before) != picture(after) {
                self.before[at] = Seam::Tight;
            }
        }
    }

    /// Dashes, ellipses, commas and slashes between letters.
    fn add_separators(&mut self, token: &[Cluster]) {
        let mut at = 1;
        while at < token.len() {
            let start = at;
            while at < token.len() && !token[at].kind.is_core() {
                at += 1;
            }
            if at > start && at < token.len() && token[start - 1].kind.is_core() {
                let between = Between {
                    token,
                    start,
                    end: at,
                };
                if let Some((place, seam)) = between.seam() {
                    self.before[place] = seam;
                }
            }
            at += 1;
        }
    }
}

/// Dictionary seams count only next to a script without spaces; opening marks stay
/// with what follows; all others, and small kana, with what precedes.
fn is_word_seam(before: Cluster, after: Cluster) -> bool {
    let opens = |cluster: Cluster| is_opening(cluster.base);
    let small = "ぁぃぅぇぉっゃゅょァィゥェォッャュョー".contains(after.base);
    let hangs = small || (!after.kind.is_core() && !opens(after));
    (before.is_unspaced() || after.is_unspaced()) && !hangs && !opens(before)
}

fn is_opening(ch: char) -> bool {
    matches!(
        ch,
        '(' | '['
            | '{'
            | '“'
            | '‘'
            | '«'
            | '‹'
            | '「'
            | '『'
            | '（'
            | '【'
            | '《'
            | '〈'
            | '〔'
            | '［'
            | '¿'
            | '¡'
            | '„'
            | '‚'
    )
}

/// A run of punctuation between two words of one token.
struct Between<'c> {
    token: &'c [Cluster],
    start: usize,
    end: usize,
}

impl Between<'_> {
    /// Where the token parts, and how.
    fn seam(&self) -> Option<(usize, Seam)> {
        let (before, after) = (self.token[self.start - 1], self.token[self.end]);
        let run = &self.token[self.start..self.end];
        let letters = before.kind == Kind::Letter && after.kind == Kind::Letter;
        let numbers = before.kind == Kind::Digit && after.kind == Kind::Digit;
        if let Some(dash) = last_dash(run).filter(|_| !numbers) {
            return Some((self.start + dash + 1, Seam::Pause));
        }
        if !letters {
            return None;
        }
        let all = |allowed: &str| run.iter().all(|cluster| allowed.contains(cluster.base));
        match run {
            [one] if one.base == '/' && self.joins_words() => Some((self.end, Seam::Tight)),
            [one] if matches!(one.base, ',' | ';' | '،' | '؛') => Some((self.end, Seam::Pause)),
            _ if all("…") || (all(".") && run.len() >= 3) => Some((self.end, Seam::Pause)),
            _ => None,
        }
    }

    /// "and/or" is two words, "km/h" one.
    fn joins_words(&self) -> bool {
        let is_letter = |at: Option<usize>| {
            at.and_then(|at| self.token.get(at))
                .is_some_and(|cluster| cluster.kind == Kind::Letter)
        };
        is_letter(self.start.checked_sub(2)) && is_letter(Some(self.end + 1))
    }
}

/// The last em dash, en dash or double hyphen of `run`.
fn last_dash(run: &[Cluster]) -> Option<usize> {
    let double = |at: usize| at > 0 && run[at].base == '-' && run[at - 1].base == '-';
    (0..run.len())
        .rev()
        .find(|at| matches!(run[*at].base, '—' | '–' | '―') || double(*at))
}

/// Addresses and paths stay whole.
fn is_address(text: &str, token: &[Cluster]) -> bool {
    let (Some(first), Some(last)) = (token.first(), token.last()) else {
        return false;
    };
    let token = &text[first.span.start..last.span.end];
    token.contains("://") || token.contains('@') || token.contains("www.") || has_dotted_name(token)
}

/// "example.org/path": a dot inside what stands before a slash.
fn has_dotted_name(token: &str) -> bool {
    let host = token.split('/').next().unwrap_or_default();
    let inside = host.trim_matches(|ch: char| !ch.is_alphanumeric());
    host.len() < token.len() && inside.contains('.')
}

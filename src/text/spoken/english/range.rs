//! What stands between two numbers without being a date: scores, ratios, "50/50", "24/7".

use super::super::Region;
use super::super::at::At;
use super::super::claim::Claim;
use super::super::figure::is_digits;
use super::words;

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    verse(core, at)
        .or_else(|| score(core, at))
        .or_else(|| record(core, at))
        .or_else(|| pair(core, '/', at))
        .or_else(|| pair(core, ':', at))
        .map(Claim::word)
}

fn pair(core: &str, sign: char, at: &At<'_>) -> Option<String> {
    let (first, second) = core.split_once(sign)?;
    let short = |part: &str| {
        let plain: String = part.split(',').collect();
        is_digits(&plain) && part.len() <= 9 && (part.len() > plain.len() || part.len() <= 4)
    };
    if !short(first) || !short(second) {
        return None;
    }
    let between = match (sign, core) {
        ('/', "24/7" | "50/50" | "20/20" | "9/11" | "60/40" | "80/20" | "70/30") => " ",
        ('/', _) => return None,
        _ => " to ",
    };
    let say = |part: &str| words::cardinal(&part.replace(',', ""), at.region);
    Some(format!("{}{between}{}", say(first), say(second)))
}

/// Whether `word` is a book of verses.
pub(super) fn is_book(word: &str) -> bool {
    const BOOKS: &[&str] = &[
        "Genesis",
        "Exodus",
        "Leviticus",
        "Numbers",
        "Deuteronomy",
        "Joshua",
        "Judges",
        "Ruth",
        "Samuel",
        "Kings",
        "Chronicles",
        "Job",
        "Psalm",
        "Psalms",
        "Proverbs",
        "Ecclesiastes",
        "Isaiah",
        "Jeremiah",
        "Ezekiel",
        "Daniel",
        "Hosea",
        "Amos",
        "Micah",
        "Matthew",
        "Mark",
        "Luke",
        "John",
        "Acts",
        "Romans",
        "Corinthians",
        "Galatians",
        "Ephesians",
        "Philippians",
        "Colossians",
        "Thessalonians",
        "Timothy",
        "Hebrews",
        "James",
        "Peter",
        "Revelation",
        "Surah",
        "Quran",
    ];
    BOOKS.contains(&word)
}

/// "Luke 2:1–7".
fn verse(core: &str, at: &At<'_>) -> Option<String> {
    let (chapter, verses) = core.split_once(':').filter(|_| is_book(at.earlier(1)))?;
    let (first, last) = verses.split_once(['-', '–']).unwrap_or((verses, ""));
    let short = |part: &str| is_digits(part) && part.len() <= 3;
    let say = |part: &str| words::cardinal(part, at.region);
    if !short(chapter) || !short(first) || !(last.is_empty() || short(last)) {
        return None;
    }
    let said = format!("{} {}", say(chapter), say(first));
    Some(match last {
        "" => said,
        last => format!("{said} to {}", say(last)),
    })
}

/// Two small numbers with a dash: "2-0".
fn small_pair(core: &str) -> Option<(&str, &str)> {
    let (first, second) = core.split_once(['-', '–'])?;
    let small =
        |part: &str| is_digits(part) && part.len() <= 2 && (part == "0" || !part.starts_with('0'));
    (small(first) && small(second)).then_some((first, second))
}

/// What is said between the two of a score: "two nil" in Britain, sets of tennis anywhere.
fn score(core: &str, at: &At<'_>) -> Option<String> {
    const GAMES: &[&str] = &[
        "won", "win", "beat", "lost", "lose", "drew", "draw", "ended", "finished", "victory",
        "defeat", "led", "lead", "trailed", "score", "scored", "level", "thrashed", "leads",
    ];
    const NAMED: usize = 5;
    let say = |part: &str| words::cardinal(part, at.region);
    let sets = at.after(0) == "," && small_pair(at.core(1)).is_some()
        || at.after_earlier(1) == "," && small_pair(at.earlier(1)).is_some();
    if let Some((runs, wickets)) = core
        .split_once('-')
        .filter(|_| at.region != Region::American)
    {
        let made = matches!(
            at.earlier(1),
            "made" | "reached" | "scored" | "were" | "on" | "for"
        );
        let long = is_digits(runs) && runs.len() == 3 && is_digits(wickets) && wickets.len() == 1;
        if made && long {
            return Some(format!("{} for {}", say(runs), say(wickets)));
        }
    }
    let (first, second) = small_pair(core)?;
    let played = (1..=NAMED).any(|back| GAMES.contains(&at.earlier(back)));
    let british = at.region != Region::American && played;
    let nil = |part: &str| match part {
        "0" if british => "nil".to_owned(),
        part => say(part),
    };
    (british || sets).then(|| format!("{} {}", nil(first), nil(second)))
}

/// "a record of 10-6-1", "improved to 12–3": wins, losses and ties.
fn record(core: &str, at: &At<'_>) -> Option<String> {
    let told =
        (1..=3).any(|back| matches!(at.earlier(back), "record" | "improved" | "fell" | "dropped"));
    let parts: Vec<&str> = core.split(['-', '–']).take(4).collect();
    let small = |part: &&str| is_digits(part) && part.len() <= 3;
    let known =
        parts.len() == 3 || (parts.len() == 2 && matches!(at.earlier(2), "improved" | "record"));
    if !told || !known || !parts.iter().all(small) {
        return None;
    }
    let said: Vec<_> = parts
        .iter()
        .map(|part| words::cardinal(part, at.region))
        .collect();
    let (last, first) = said.split_last()?;
    Some(format!("{} and {last}", first.join(" ")))
}

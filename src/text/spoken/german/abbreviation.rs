//! Abbreviations: "z. B.", "usw.", "Dr.", "Nr. 5".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::roman;

/// Two letters with dots, together or apart; the last dot left out.
const PAIRS: &[(&str, &str, &str)] = &[
    ("z", "B", "zum Beispiel"),
    ("d", "h", "das heißt"),
    ("u", "a", "unter anderem"),
    ("u", "ä", "und Ähnliches"),
    ("o", "ä", "oder Ähnliches"),
    ("v", "a", "vor allem"),
    ("z", "T", "zum Teil"),
    ("u", "U", "unter Umständen"),
    ("i", "A", "im Auftrag"),
    ("s", "o", "siehe oben"),
    ("s", "u", "siehe unten"),
    ("v", "Chr", "vor Christus"),
    ("n", "Chr", "nach Christus"),
];
/// Three letters with dots, together or apart.
const TRIPLES: &[(&str, &str)] = &[
    ("i.d.R", "in der Regel"),
    ("u.v.m", "und vieles mehr"),
    ("u.v.a", "und viele andere"),
    ("m.a.W", "mit anderen Worten"),
    ("a.D", "außer Dienst"),
    ("b.w", "bitte wenden"),
    ("z.Z", "zurzeit"),
    ("z.Zt", "zurzeit"),
    ("s.u", "siehe unten"),
    ("o.g", "oben genannter"),
];
const ALWAYS: &[(&str, &str)] = &[
    ("usw", "und so weiter"),
    ("usf", "und so fort"),
    ("bzw", "beziehungsweise"),
    ("ca", "zirka"),
    ("Dr", "Doktor"),
    ("Prof", "Professor"),
    ("vgl", "vergleiche"),
    ("Vgl", "Vergleiche"),
    ("bspw", "beispielsweise"),
    ("ggf", "gegebenenfalls"),
    ("evtl", "eventuell"),
    ("sog", "sogenannte"),
    ("inkl", "inklusive"),
    ("exkl", "exklusive"),
    ("zzgl", "zuzüglich"),
    ("abzgl", "abzüglich"),
    ("insb", "insbesondere"),
    ("bzgl", "bezüglich"),
    ("etc", "et cetera"),
    ("Tel", "Telefon"),
    ("Hr", "Herr"),
    ("Fr", "Frau"),
    ("St", "Sankt"),
    ("Dipl", "Diplom"),
    ("Ing", "Ingenieur"),
    ("geb", "geboren"),
    ("gest", "gestorben"),
    ("Mio", "Millionen"),
    ("Mrd", "Milliarden"),
    ("Tsd", "tausend"),
    ("Jh", "Jahrhundert"),
    ("Jhd", "Jahrhundert"),
    ("Std", "Stunden"),
    ("d.h", "das heißt"),
    ("max", "maximal"),
    ("mind", "mindestens"),
    ("urspr", "ursprünglich"),
    ("zw", "zwischen"),
    ("Aufl", "Auflage"),
    ("Ca", "Zirka"),
    ("Hbf", "Hauptbahnhof"),
    ("Fa", "Firma"),
    ("Mind", "Mindestens"),
    ("Max", "Maximal"),
    ("Bhf", "Bahnhof"),
    ("Mwst", "Mehrwertsteuer"),
    ("Hrsg", "Herausgeber"),
    ("jew", "jeweils"),
    ("allg", "allgemein"),
    ("gem", "gemäß"),
];
/// Before a number.
const NUMBERED: &[(&str, &str)] = &[
    ("Nr", "Nummer"),
    ("S", "Seite"),
    ("Abb", "Abbildung"),
    ("Tab", "Tabelle"),
    ("Kap", "Kapitel"),
    ("Bd", "Band"),
    ("Abs", "Absatz"),
    ("Art", "Artikel"),
    ("Ziff", "Ziffer"),
    ("Anm", "Anmerkung"),
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    weekday(at)
        .or_else(|| triple(at))
        .or_else(|| pair(at))
        .or_else(|| numbered(at))
        .or_else(|| always(at))
        .or_else(|| street(at))
}

/// "Mo., 3. Juni", "Mo.–Fr. 9–18 Uhr".
fn weekday(at: &At<'_>) -> Option<Claim> {
    const DAYS: &[(&str, &str)] = &[
        ("Mo", "Montag"),
        ("Di", "Dienstag"),
        ("Mi", "Mittwoch"),
        ("Do", "Donnerstag"),
        ("Fr", "Freitag"),
        ("Sa", "Samstag"),
        ("So", "Sonntag"),
    ];
    let find = |word: &str| DAYS.iter().find(|(short, _)| *short == word);
    let number = |offset: usize| at.core(offset).starts_with(|ch: char| ch.is_ascii_digit());
    let (_, said) = find(at.core(0))?;
    let dash = matches!(at.after(0), ".–" | ".-" | "–");
    if let Some((_, last)) = find(at.core(1)).filter(|_| dash) {
        return Some(Claim::of(2, format!("{said} bis {last}")).without("."));
    }
    let dated = at.after(0).starts_with('.') && number(1);
    dated.then(|| Claim::word(*said).without("."))
}

fn triple(at: &At<'_>) -> Option<Claim> {
    if let Some((_, said)) = TRIPLES.iter().find(|(short, _)| *short == at.core(0)) {
        return at
            .after(0)
            .starts_with('.')
            .then(|| Claim::word(*said).without("."));
    }
    let spread = |short: &str| {
        let parts: Vec<&str> = short.split('.').collect();
        let last = parts.len() - 1;
        let near = |index: usize| {
            index == last || (at.after(index) == "." && at.before(index + 1).is_empty())
        };
        let whole = parts
            .iter()
            .enumerate()
            .all(|(index, part)| at.core(index) == *part && near(index));
        (whole && at.after(last).starts_with('.')).then_some(parts.len())
    };
    let found = TRIPLES
        .iter()
        .find_map(|(short, said)| Some((spread(short)?, *said)));
    let (taken, said) = found?;
    Some(Claim::of(taken, said).without("."))
}

fn pair(at: &At<'_>) -> Option<Claim> {
    let is = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    if let Some((first, second)) = at.core(0).split_once('.') {
        let (.., said) = PAIRS
            .iter()
            .find(|(a, b, _)| is(first, a) && second == *b)?;
        return Some(Claim::word(*said).without("."));
    }
    let close = at.after(0) == "." && at.before(1).is_empty() && at.after(1).starts_with('.');
    let (.., said) = PAIRS
        .iter()
        .find(|(a, b, _)| is(at.core(0), a) && at.core(1) == *b)?;
    close.then(|| Claim::of(2, *said).without("."))
}

fn numbered(at: &At<'_>) -> Option<Claim> {
    let (_, said) = NUMBERED.iter().find(|(short, _)| *short == at.core(0))?;
    let next = at.core(1);
    let number = next.starts_with(|ch: char| ch.is_ascii_digit()) || roman::value(next).is_some();
    (number && at.after(0) == ".").then(|| Claim::word(*said).without("."))
}

fn always(at: &At<'_>) -> Option<Claim> {
    let (short, said) = ALWAYS.iter().find(|(short, _)| *short == at.core(0))?;
    let bare = matches!(*short, "Dr" | "Prof") && at.core(1).starts_with(char::is_uppercase);
    let dotted = at.after(0).starts_with('.');
    (dotted || bare).then(|| Claim::word(*said).without("."))
}

/// "Bahnhofstr. 5".
fn street(at: &At<'_>) -> Option<Claim> {
    let dotted = at.after(0).starts_with('.');
    let stem = at
        .core(0)
        .strip_suffix("str")
        .filter(|stem| stem.chars().count() > 2);
    let stem = stem.filter(|stem| dotted && stem.starts_with(char::is_uppercase))?;
    Some(Claim::word(format!("{stem}straße")).without("."))
}

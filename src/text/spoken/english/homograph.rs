//! Words of two sounds, where the next word tells which and espeak-ng does not hear it:
//! "a lead pipe", "close the door". It knows most others ("has read", "to use", "a
//! record"), and where nothing tells, nothing is guessed.

use super::super::at::At;
use super::super::claim::Claim;

/// One word before others.
struct Homograph {
    word: &'static str,
    /// The words after it that tell.
    before: &'static [&'static str],
    /// A spelling of the other sound.
    said: &'static str,
    /// Whether it tells only of a command: at the start, or after one of [`LEADS`].
    command: bool,
}

const OBJECTS: &[&str] = &[
    "the", "your", "my", "his", "her", "our", "their", "this", "these", "those", "it", "them",
    "all", "any",
];
/// Words before a command.
const LEADS: &[&str] = &[
    "please", "then", "always", "never", "just", "not", "don't", "don’t",
];

const HOMOGRAPHS: &[Homograph] = &[
    Homograph {
        word: "close",
        before: OBJECTS,
        said: "cloze",
        command: true,
    },
    Homograph {
        word: "use",
        before: OBJECTS,
        said: "yooze",
        command: true,
    },
    Homograph {
        word: "wind",
        before: &["it", "them", "down", "up"],
        said: "wined",
        command: true,
    },
    Homograph {
        word: "tear",
        before: &["it", "them", "down", "up", "apart", "off"],
        said: "tare",
        command: true,
    },
    Homograph {
        word: "lead",
        before: &[
            "pipe",
            "pipes",
            "poisoning",
            "paint",
            "acid",
            "bullet",
            "bullets",
            "shot",
            "ore",
        ],
        said: "led",
        command: false,
    },
    Homograph {
        word: "minute",
        before: &[
            "details",
            "detail",
            "differences",
            "amounts",
            "quantities",
            "traces",
            "particles",
        ],
        said: "my newt",
        command: false,
    },
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let is = |known: &str, word: &str| known.eq_ignore_ascii_case(word);
    let found = HOMOGRAPHS
        .iter()
        .find(|homograph| is(homograph.word, at.core(0)))?;
    let told = at.runs_on(0) && found.before.contains(&at.core(1));
    let before = at.earlier(1);
    let commanded = before.is_empty()
        || !at.after_earlier(1).is_empty()
        || LEADS.iter().any(|lead| is(lead, before));
    // "a five minute details page": a number before it makes it a time.
    let counted = found.word == "minute"
        && !matches!(
            before,
            "" | "the" | "in" | "of" | "and" | "with" | "even" | "such"
        );
    (told && (commanded || !found.command) && !counted).then(|| Claim::word(found.said))
}

//! Words of two sounds, where the words around them tell which and espeak-ng does not
//! hear it: "a lead pipe", "close the door", "he read it". It knows most others ("has
//! read", "to use", "a record"), and where nothing tells, nothing is guessed.

use super::super::at::At;
use super::super::claim::Claim;

/// One word, its other sound, and what tells it.
struct Homograph {
    word: &'static str,
    /// A spelling of the other sound.
    said: &'static str,
    tells: fn(&At<'_>) -> bool,
}

const HOMOGRAPHS: &[Homograph] = &[
    homograph("read", "red", has_been_read),
    homograph("lead", "led", is_metal),
    homograph("live", "lyve", goes_out_live),
    homograph("live", "liv", lives_long),
    homograph("wind", "wined", winds),
    homograph("tear", "tare", tears),
    homograph("bow", "bough", bends),
    homograph("use", "yooze", uses),
    homograph("close", "cloze", shuts),
    homograph("present", "prezent", presents),
    homograph("record", "recorde", records),
    homograph("minute", "my newt", is_tiny),
];

const fn homograph(
    word: &'static str,
    said: &'static str,
    tells: fn(&At<'_>) -> bool,
) -> Homograph {
    Homograph { word, said, tells }
}

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let known = |homograph: &&Homograph| homograph.word.eq_ignore_ascii_case(core);
    let found = HOMOGRAPHS
        .iter()
        .filter(known)
        .find(|homograph| (homograph.tells)(at))?;
    Some(Claim::word(found.said))
}

/// What follows a verb and no noun.
const OBJECTS: &[&str] = &[
    "the", "your", "my", "his", "her", "our", "their", "this", "these", "those", "it", "them",
    "all", "any",
];
const DIRECTIONS: &[&str] = &["it", "them", "down", "up"];
/// Before a command, or before a verb that is no noun.
const LEADS: &[&str] = &[
    "please", "then", "always", "never", "just", "not", "don't", "don’t", "to", "will", "would",
    "can", "could", "must", "should", "may", "might", "cannot", "can't", "can’t", "won't", "won’t",
    "they", "we", "you", "i",
];

fn is_one_of(word: &str, known: &[&str]) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether the next word, with no sign between, is one of `known`.
fn goes_on(at: &At<'_>, known: &[&str]) -> bool {
    at.runs_on(0) && is_one_of(at.core(1), known)
}

/// Whether the word before, with no sign between, is one of `known`.
fn comes_after(at: &At<'_>, known: &[&str]) -> bool {
    at.after_earlier(1).is_empty() && is_one_of(at.earlier(1), known)
}

/// Whether the phrase ends here.
fn ends(at: &At<'_>) -> bool {
    !at.after(0).is_empty() || !at.has(2)
}

/// Whether it begins a phrase or follows a word that only verbs follow.
fn is_verb(at: &At<'_>) -> bool {
    at.earlier(1).is_empty() || !at.after_earlier(1).is_empty() || comes_after(at, LEADS)
}

/// "he read it" (he does not "read" today, he "reads"), "widely read".
fn has_been_read(at: &At<'_>) -> bool {
    const ASKING: &[&str] = &[
        "did", "does", "do", "can", "could", "will", "would", "should", "may", "might", "must",
        "shall", "that", "lest", "and", "or", "than", "then", "not", "need",
    ];
    let before = at.earlier(2);
    let asked = is_one_of(before, ASKING) || before.ends_with("n't") || before.ends_with("n’t");
    let one = comes_after(at, &["he", "she"]) && !(asked && at.after_earlier(2).is_empty());
    one || (comes_after(at, &["widely"]) && goes_on(at, &["paper", "newspaper", "book", "blog"]))
}

/// "a lead pipe", "made of lead", "contains lead", "lead and zinc".
fn is_metal(at: &At<'_>) -> bool {
    const THINGS: &[&str] = &[
        "pipe",
        "pipes",
        "poisoning",
        "paint",
        "acid",
        "bullet",
        "bullets",
        "shot",
        "ore",
        "levels",
        "contamination",
        "exposure",
        "smelter",
        "mine",
        "mines",
        "mining",
        "batteries",
        "crystal",
        "roof",
        "content",
        "weights",
    ];
    const METALS: &[&str] = &[
        "zinc", "copper", "mercury", "arsenic", "cadmium", "silver", "tin", "nickel", "iron",
    ];
    const MEASURES: &[&str] = &[
        "made",
        "levels",
        "level",
        "traces",
        "amounts",
        "tons",
        "tonnes",
        "concentrations",
        "sheet",
        "sheets",
        "pounds",
        "kilograms",
        "lump",
        "piece",
    ];
    let measured = comes_after(at, &["of"]) && is_one_of(at.earlier(2), MEASURES);
    let held = comes_after(at, &["contain", "contains", "contained", "containing"]);
    let mixed = goes_on(at, &["and", "or"]) && is_one_of(at.core(2), METALS);
    let last = comes_after(at, &["and", "or"]) && is_one_of(at.earlier(2), METALS);
    let stops = ends(at) || goes_on(at, &["in", "from", "and", "on"]);
    goes_on(at, THINGS) || mixed || ((measured || held || last) && stops)
}

/// "went live", "streamed live".
fn goes_out_live(at: &At<'_>) -> bool {
    comes_after(
        at,
        &["went", "goes", "streamed", "televised", "aired", "airs"],
    )
}

/// "Long live the king!"
fn lives_long(at: &At<'_>) -> bool {
    comes_after(at, &["long"]) && at.earlier(2).is_empty() && goes_on(at, &["the"])
}

/// "wind it up", "to wind down", "roads wind through".
fn winds(at: &At<'_>) -> bool {
    const WAYS: &[&str] = &[
        "roads", "paths", "trails", "streets", "rivers", "streams", "lanes", "tracks", "stairs",
    ];
    let through = goes_on(
        at,
        &["through", "around", "along", "across", "between", "past"],
    );
    // "Wind up to gale force" blows.
    let blows = goes_on(at, &["up"]) && is_one_of(at.core(2), &["to"]);
    (is_verb(at) && goes_on(at, DIRECTIONS) && !blows) || (comes_after(at, WAYS) && through)
}

/// "tear it up", "Tear the paper", "a muscle tear".
fn tears(at: &At<'_>) -> bool {
    const HURT: &[&str] = &[
        "muscle",
        "ligament",
        "hamstring",
        "ACL",
        "cuff",
        "meniscus",
        "calf",
        "groin",
        "tendon",
        "achilles",
        "labrum",
    ];
    let torn = goes_on(at, OBJECTS) || goes_on(at, &["down", "up", "apart", "off"]);
    (is_verb(at) && torn) || comes_after(at, HURT)
}

/// "took a bow", "bow out", "the bow of the ship".
fn bends(at: &At<'_>) -> bool {
    const SHIPS: &[&str] = &[
        "ship", "boat", "vessel", "ferry", "tanker", "yacht", "canoe", "titanic", "trawler",
        "liner",
    ];
    let taken = comes_after(at, &["a", "his", "her", "their", "final", "last"])
        && (2..=3).any(|back| {
            is_one_of(
                at.earlier(back),
                &["take", "takes", "took", "taking", "taken"],
            )
        });
    let low = comes_after(at, &["deep", "low", "formal", "polite", "respectful"]);
    let bent = is_verb(at) && goes_on(at, &["to", "out", "down", "before"]);
    let ship = goes_on(at, &["of"]) && (2..=4).any(|offset| is_one_of(at.core(offset), SHIPS));
    let owned = is_one_of(
        at.earlier(1).trim_end_matches("'s").trim_end_matches("’s"),
        SHIPS,
    );
    const LEFT: &[&str] = &[
        "left", "walked", "smiled", "waved", "thanked", "exited", "sat",
    ];
    let leaves = goes_on(at, &["and"]) && is_one_of(at.core(2), LEFT);
    (taken && (ends(at) || leaves || goes_on(at, &["to", "at", "before", "as"])))
        || (low && !goes_on(at, &["tie", "string"]))
        || bent
        || ship
        || (owned && at.earlier(1).contains(['\'', '’']))
}

/// "use the stairs", "Use a knife".
fn uses(at: &At<'_>) -> bool {
    let begins = at.earlier(1).is_empty() && goes_on(at, &["a", "an", "only", "both"]);
    let put = is_one_of(at.earlier(1), &["to"]) && at.earlier(2).starts_with("put");
    begins || (is_verb(at) && goes_on(at, OBJECTS) && !put)
}

/// "close the door", "schools close at noon", "came to a close", "the close of trading".
fn shuts(at: &At<'_>) -> bool {
    const SHUT: &[&str] = &[
        "schools",
        "shops",
        "stores",
        "markets",
        "polls",
        "banks",
        "bars",
        "pubs",
        "offices",
        "borders",
        "doors",
        "restaurants",
        "businesses",
        "factories",
        "museums",
    ];
    const CAME: &[&str] = &[
        "come", "comes", "came", "coming", "draw", "draws", "drew", "drawing", "brought", "bring",
        "brings", "drawn",
    ];
    let last = comes_after(at, &["a"])
        && is_one_of(at.earlier(2), &["to"])
        && is_one_of(at.earlier(3), CAME);
    let day = comes_after(at, &["the"])
        && is_one_of(
            at.earlier(2),
            &["at", "by", "before", "after", "until", "since"],
        )
        && (ends(at) || goes_on(at, &["of", "on", "it", "he", "they", "and"]));
    let hours = goes_on(
        at,
        &[
            "at", "on", "early", "for", "today", "tomorrow", "down", "their",
        ],
    );
    last || day || (comes_after(at, SHUT) && hours) || (is_verb(at) && goes_on(at, OBJECTS))
}

/// "present the plan", where nothing but a verb can stand.
fn presents(at: &At<'_>) -> bool {
    const MEN: &[&str] = &[
        "please", "then", "will", "would", "can", "could", "must", "should",
    ];
    comes_after(at, MEN) && goes_on(at, OBJECTS)
}

/// "Please record your name."
fn records(at: &At<'_>) -> bool {
    const OWN: &[&str] = &["your", "my", "his", "her", "our", "their", "it", "them"];
    let asked = comes_after(at, &["please", "then"]) && goes_on(at, OBJECTS);
    asked || (at.earlier(1).is_empty() && goes_on(at, OWN))
}

/// "minute traces", "in minute detail", "the differences are minute".
fn is_tiny(at: &At<'_>) -> bool {
    const THINGS: &[&str] = &[
        "details",
        "detail",
        "differences",
        "difference",
        "amounts",
        "amount",
        "quantities",
        "quantity",
        "traces",
        "trace",
        "particles",
        "fraction",
        "fractions",
        "cracks",
    ];
    const COUNTS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "fifteen",
        "twenty", "thirty", "forty", "sixty", "ninety", "per", "last", "every", "each", "half",
    ];
    let before = at.earlier(1);
    let counted = before.ends_with(|ch: char| ch.is_ascii_digit()) || is_one_of(before, COUNTS);
    // "The minute details emerged, he left."
    let counted = counted || (is_one_of(before, &["the"]) && at.earlier(2).is_empty());
    let said = comes_after(at, &["are", "were"]) && ends(at);
    said || (goes_on(at, THINGS) && !counted)
}

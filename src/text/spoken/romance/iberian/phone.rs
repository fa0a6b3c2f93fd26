//! Telephone numbers and postal codes, in the groups of the country.

use super::super::super::at::At;
use super::super::super::claim::Claim;
use super::super::super::figure::is_digits;
use super::{Form, Iberian, Manner};

/// How a country writes its numbers and says them.
pub(in crate::text::spoken) struct Plan {
    /// Lengths of the groups of a national number.
    pub(in crate::text::spoken) groups: &'static [&'static [usize]],
    /// What a national number in such groups begins with.
    pub(in crate::text::spoken) first: &'static [char],
    /// Codes in one word, by the lengths of its parts: "98765-4321", "01310-100".
    pub(in crate::text::spoken) codes: &'static [&'static [usize]],
    /// The same where only words before tell: "tel. 3333-4444".
    pub(in crate::text::spoken) told: &'static [&'static [usize]],
    /// Words before a number that tell what it is.
    pub(in crate::text::spoken) cues: &'static [&'static str],
    /// Words before a postal code.
    pub(in crate::text::spoken) postal: &'static [&'static str],
    /// Whether two digits are one number: "cuarenta y cinco".
    pub(in crate::text::spoken) pairs: bool,
    /// What six is called among them.
    pub(in crate::text::spoken) six: &'static str,
}

/// Most groups of digits that are one number.
const GROUPS: usize = 6;
/// How far before a number its cue may stand.
const CUE: usize = 3;

pub(in crate::text::spoken) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    in_groups(manner, at).or_else(|| in_one_word(manner, at))
}

/// The parts of one word: "98765-4321", "+34".
fn parts(text: &str) -> Vec<&str> {
    text.split(['-', '‑', '.']).take(GROUPS + 1).collect()
}

fn is_code(text: &str) -> bool {
    let parts = parts(text);
    parts.len() <= GROUPS && parts.iter().all(|part| is_digits(part) && part.len() <= 9)
}

fn is_told(manner: &Manner, at: &At<'_>) -> bool {
    let cue = |back| {
        let word = at.earlier(back).to_lowercase();
        manner.phone.cues.contains(&word.as_str())
    };
    (1..=CUE).any(cue)
}

/// One word that is the whole number.
fn in_one_word(manner: &Manner, at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let plan = manner.phone;
    let lengths: Vec<usize> = parts(core).iter().map(|part| part.len()).collect();
    if !is_code(core) || at.item(0)?.sign().is_some() {
        return None;
    }
    let listed = |list: &[&[usize]]| list.contains(&lengths.as_slice());
    let all: usize = lengths.iter().sum();
    let postal = plan.postal.contains(&at.earlier(1).to_lowercase().as_str());
    let told = is_told(manner, at) && (listed(plan.told) || (7..=12).contains(&all));
    let code = listed(plan.codes) && core.contains('-');
    if postal && (4..=8).contains(&all) {
        let said = parts(core)
            .iter()
            .map(|part| manner.numbers.digits(part))
            .collect::<Vec<_>>();
        return Some(Claim::word(said.join(" ")));
    }
    (told || code).then(|| Claim::word(manner.grouped(core)))
}

impl Manner {
    /// The groups of `text`.
    fn grouped(&self, text: &str) -> String {
        let said = parts(text).into_iter().map(|part| self.group(part));
        said.collect::<Vec<_>>().join(" ")
    }

    fn group(&self, digits: &str) -> String {
        match digits.len() {
            2 if self.phone.pairs => self.numbers.with_zeros(digits, Form::Alone),
            _ => self
                .numbers
                .digits(digits)
                .replace(self.numbers.words.digits[6], self.phone.six),
        }
    }
}

/// "+34 912 34 56 78", "(11) 98765-4321", "91 123 45 67": each group keeps its mark.
fn in_groups(manner: &Manner, at: &At<'_>) -> Option<Claim> {
    let core = at.core(0);
    let abroad = core.strip_prefix('+').filter(|rest| is_code(rest));
    let bracketed = at.before(0).ends_with('(') && at.after(0) == ")";
    let area = bracketed && (2..=3).contains(&core.len());
    let national = abroad.is_none() && is_code(core) && at.item(0)?.sign().is_none();
    if abroad.is_none() && !national {
        return None;
    }
    let words = match abroad {
        Some(code) => format!(
            "{} {}",
            manner.numbers.words.plus,
            manner.country_code(code)
        ),
        None if area => manner.numbers.with_zeros(core, Form::Alone),
        None => manner.grouped(core),
    };
    let mut claim = Claim::word(words);
    let mut lengths: Vec<usize> = parts(abroad.unwrap_or(core))
        .iter()
        .map(|part| part.len())
        .collect();
    for offset in 1..GROUPS {
        let closes = matches!(at.after(offset - 1), "" | ")");
        let opens = matches!(at.before(offset), "" | "(");
        let next = at.core(offset);
        if !closes || !opens || !at.has(offset + 1) || !is_code(next) || next.contains('.') {
            break;
        }
        lengths.extend(parts(next).iter().map(|part| part.len()));
        let inner = at.before(offset) == "(" && at.after(offset) == ")";
        let said = if inner {
            manner.numbers.with_zeros(next, Form::Alone)
        } else {
            manner.grouped(next)
        };
        claim = claim.then(1, said);
    }
    let all: usize = lengths.iter().sum();
    let plausible = (8..=15).contains(&all) && claim.parts.len() > 1;
    let starts = core.starts_with(manner.phone.first);
    let known = starts && manner.phone.groups.contains(&lengths.as_slice());
    let sure = abroad.is_some() || area || known || is_told(manner, at);
    (plausible && sure).then_some(claim)
}

impl Manner {
    /// "+34", "+351-21".
    fn country_code(&self, code: &str) -> String {
        let said = parts(code).into_iter().map(|part| match part.len() {
            1 | 2 => self.numbers.with_zeros(part, Form::Alone),
            _ => self.group(part),
        });
        said.collect::<Vec<_>>().join(" ")
    }
}

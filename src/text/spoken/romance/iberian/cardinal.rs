//! Bare numbers, ranges and scores: "200 personas", "10-15 años", "3-1", "#1".

use super::super::super::at::At;
use super::super::super::claim::Claim;
use super::super::super::figure::is_digits;
use super::quantity::Quantity;
use super::{Form, Gender, Iberian, Manner};

pub(in crate::text::spoken) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    let core = at.core(0);
    if let Some(digits) = core.strip_prefix('#').filter(|digits| is_digits(digits)) {
        let said = manner.numbers.cardinal(digits, Form::Alone);
        return Some(Claim::word(format!("número {said}")));
    }
    let quantity = Quantity::at(manner, at, 0)?;
    let form = manner.form_before(at, &quantity);
    let tail = match quantity.rest {
        "" => "",
        "+" => manner.numbers.words.plus,
        "x" | "×" => manner.maths.by,
        "k" | "K" if quantity.is_plain() => "mil",
        _ => return None,
    };
    let word = quantity.magnitude_word(manner);
    let number = quantity.number(manner, form);
    let number = format!("{number} {tail}");
    let noun = matches!(form, Form::Before(_)) && quantity.is_of() && quantity.is_plain();
    let number = if noun {
        format!("{} de", number.trim_end())
    } else {
        number
    };
    let claim = Claim::of(quantity.digits, number.trim_end());
    Some(match word {
        Some(word) => claim.then(quantity.taken - quantity.digits, word),
        None => claim,
    })
}

impl Manner {
    /// How the number agrees with what follows it, as far as that is sure.
    fn form_before(&self, at: &At<'_>, quantity: &Quantity<'_>) -> Form {
        let taken = quantity.taken;
        if !quantity.rest.is_empty() || !at.runs_on(taken - 1) {
            return Form::Alone;
        }
        let next = at.core(taken);
        if self.function_words.contains(&next) {
            return Form::Alone;
        }
        let gender = (self.gender)(next).or_else(|| {
            // "200 grandes empresas": the noun decides.
            let further = at.runs_on(taken).then(|| at.core(taken + 1))?;
            (self.gender)(further).filter(|_| next.ends_with('s') && further.ends_with('s'))
        });
        let is_one = quantity.is_plain() && quantity.figure.is_one();
        let plural = next.ends_with('s');
        let heads = is_counted_after(self, at.earlier(1));
        let named = next.starts_with(char::is_uppercase) && heads;
        match gender {
            Some(gender) if plural != is_one && !named => Form::Before(gender),
            // No noun that is known, yet a plural: "21 ..s" is cut short all the same.
            None if plural && !is_one && !named => Form::Before(Gender::Masculine),
            _ => Form::Alone,
        }
    }
}

/// Whether `word` is one that a number follows: "Capítulo 1 Introducción".
fn is_counted_after(manner: &Manner, word: &str) -> bool {
    let counted = manner.heads.counted.contains(&word.to_lowercase().as_str());
    counted || !word.starts_with(char::is_lowercase)
}

/// "3:2", "3x1": two small numbers, the one against the other.
pub(in crate::text::spoken) fn score<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    let core = at.core(0);
    let (first, second) = core.split_once([':', 'x', '×'])?;
    // No match ends four all as often as a car is driven by four wheels.
    let link = match core.contains(':') {
        true => "a",
        false if matches!(first, "4" | "24") => "por",
        false => manner.maths.cross,
    };
    let short = |part: &str| is_digits(part) && part.len() <= 2;
    let say = |part: &str| manner.numbers.cardinal(part, Form::Alone);
    (short(first) && short(second) && at.item(0)?.sign().is_none())
        .then(|| Claim::word(format!("{} {link} {}", say(first), say(second))))
}

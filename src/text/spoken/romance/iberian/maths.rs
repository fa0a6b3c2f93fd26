//! Mathematics in running text: "5 + 3 = 8", "10^6", "x²".

use super::super::super::at::At;
use super::super::super::claim::Claim;
use super::super::super::figure::Figure;
use super::super::super::form::maths::Maths;
use super::quantity::Quantity;
use super::{Form, Iberian};

pub(in crate::text::spoken) fn read<L: Iberian>(at: &At<'_>) -> Option<Claim> {
    let manner = L::manner(at.country);
    let marks = manner.marks;
    let number = |figure: &Figure| manner.numbers.figure(figure, marks.point, Form::Alone);
    let alone = || {
        let quantity = Quantity::at(manner, at, 0)?;
        let whole = quantity.rest.is_empty() && quantity.taken == 1;
        whole.then(|| quantity.said(manner, Form::Alone))
    };
    let maths = Maths {
        words: manner.maths,
        marks,
        number: &number,
        alone: &alone,
    };
    maths.read(at)
}

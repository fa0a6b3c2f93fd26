//! Forms that many languages write alike, each said with the words that a language
//! brings: addresses, formulas, abbreviations, names with digits.

pub(super) mod code;
pub(super) mod electronic;
pub(super) mod maths;
pub(super) mod quantity;
pub(super) mod roman;
pub(super) mod short;
pub(super) mod symbol;

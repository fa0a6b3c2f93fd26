//! French: of France by default, Belgian and Swiss by the region of the tag.

mod words;

use super::Rule;

pub(super) const RULES: &[Rule] = &[];

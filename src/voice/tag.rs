//! Language tags (BCP 47), as far as choosing a voice needs them.

/// espeak-ng's tags that mean something else in BCP 47, or nothing.
const MEANT: [(&str, &str); 7] = [
    ("ca-ba", "ca-x-balear"),
    ("ca-nw", "ca-x-northwest"),
    ("ca-va", "ca-valencia"),
    ("en-us-nyc", "en-US-x-nyc"),
    ("mn-f", "mn-x-female"),
    ("py", "art-x-pyash"),
    ("ru-cl", "ru-x-classic"),
];

/// An espeak-ng tag as BCP 47 writes it: `en-us` → `en-US`, `fa-latn` → `fa-Latn`.
pub fn canonical(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    if let Some((_, meant)) = MEANT.iter().find(|(from, _)| *from == tag) {
        return (*meant).to_owned();
    }
    let mut private = false;
    let parts: Vec<String> = tag
        .split('-')
        .enumerate()
        .map(|(index, part)| {
            private |= part.len() == 1;
            match part.len() {
                2 if index > 0 && !private => part.to_ascii_uppercase(),
                4 if index > 0 && !private => title(part),
                _ => part.to_owned(),
            }
        })
        .collect();
    parts.join("-")
}

fn title(part: &str) -> String {
    let (first, rest) = part.split_at(part.len().min(1));
    first.to_ascii_uppercase() + rest
}

/// Languages that people write one way and the voices name another.
const ALSO: [(&str, &str); 17] = [
    ("en", "en-us"),
    ("zh-hk", "yue"),
    ("zh-mo", "yue"),
    ("zh-hant-hk", "yue"),
    ("zh-yue", "yue"),
    ("zh-hak", "hak"),
    ("zh", "cmn"),
    ("no", "nb"),
    ("nn", "nb"),
    ("iw", "he"),
    ("in", "id"),
    ("sh", "sr"),
    ("tl", "fil"),
    ("mo", "ro"),
    ("chr", "chr-us-qaaa-x-west"),
    ("ckb", "ku"),
    ("kmr", "ku"),
];

/// The names a voice may have for exactly this tag, the likeliest first.
pub(super) fn alternatives(tag: &str) -> Vec<String> {
    // "en" itself is claimed by espeak-ng's British voice; most of the English on
    // the web, and the default elsewhere, is American.
    let also = ALSO.iter().find(|(from, _)| *from == tag);
    also.map(|(_, to)| (*to).to_owned())
        .into_iter()
        .chain([tag.to_owned()])
        .collect()
}

/// `tag` and what may stand for it, the nearest first: subtags are taken away
/// from the end until only the language is left.
pub(super) fn nearest(tag: &str) -> Vec<String> {
    let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
    let mut tries = Vec::new();
    let mut left = tag.as_str();
    loop {
        tries.extend(alternatives(left));
        match left.rsplit_once('-') {
            Some((shorter, _)) => left = shorter,
            None => return tries,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_written_as_bcp_47_writes_them() {
        for (given, canon) in [
            ("en-us", "en-US"),
            ("en-029", "en-029"),
            ("es-419", "es-419"),
            ("fa-latn", "fa-Latn"),
            ("chr-us-qaaa-x-west", "chr-US-Qaaa-x-west"),
            ("en-gb-x-rp", "en-GB-x-rp"),
            ("ca-ba", "ca-x-balear"),
            ("cmn", "cmn"),
        ] {
            assert_eq!(canonical(given), canon);
        }
    }
}

//! Lists of words, written as a text is, so that a reader can look them over.

/// The words of a text, parted by white space: a list made when aloud is built.
macro_rules! list {
    ($text:literal) => {
        &$crate::text::spoken::list::split::<{ $crate::text::spoken::list::count($text) }>($text)
    };
}

pub(super) use list;

/// How many words `text` has.
pub(super) const fn count(text: &str) -> usize {
    let (mut rest, mut count) = (text.trim_ascii(), 0);
    while !rest.is_empty() {
        rest = rest.split_at(first(rest)).1.trim_ascii_start();
        count += 1;
    }
    count
}

/// The first `N` words of `text`, which has as many.
pub(super) const fn split<const N: usize>(text: &str) -> [&str; N] {
    let (mut rest, mut at) = (text.trim_ascii(), 0);
    let mut words = [""; N];
    while at < N {
        let (word, after) = rest.split_at(first(rest));
        words[at] = word;
        (rest, at) = (after.trim_ascii_start(), at + 1);
    }
    words
}

/// How many bytes the first word of `text` has.
const fn first(text: &str) -> usize {
    let (bytes, mut end) = (text.as_bytes(), 0);
    while end < bytes.len() && !bytes[end].is_ascii_whitespace() {
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_list_has_every_word_of_its_text_once() {
        const LIST: &[&str] = list!("día  mediodía\n    país ");
        assert_eq!(LIST, ["día", "mediodía", "país"]);
        const NONE: &[&str] = list!(" ");
        assert!(NONE.is_empty());
    }
}

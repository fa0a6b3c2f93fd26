//! What a file says about itself, and how each container writes it.

use id3::{TagLike, Version};

use super::failed;
use crate::error::Result;

/// Text about a recording; every part is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    /// Title of the piece.
    pub title: Option<String>,
    /// Who wrote or reads it.
    pub artist: Option<String>,
    /// The collection it belongs to, such as the site's name.
    pub album: Option<String>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// Date of the piece, ISO 8601.
    pub date: Option<String>,
    /// Free text, such as the licence of the voice.
    pub comment: Option<String>,
}

/// Bytes kept of one tag's text: players show less, and a header stays small.
const LONGEST: usize = 1_000;

impl Tags {
    /// Vorbis comments (as in OpusTags, RFC 7845 5.2, and FLAC, RFC 9639 8.6):
    /// vendor, count, then `NAME=text`, each with its length before it.
    pub(super) fn vorbis_comment(&self, vendor: &str) -> Vec<u8> {
        let comments: Vec<String> = self
            .named(["TITLE", "ARTIST", "ALBUM", "LANGUAGE", "DATE", "COMMENT"])
            .map(|(name, text)| format!("{name}={text}"))
            .collect();
        let mut block = Vec::new();
        put_string(vendor, &mut block);
        put_length(comments.len(), &mut block);
        for comment in &comments {
            put_string(comment, &mut block);
        }
        block
    }

    /// An ID3v2.4 tag, or nothing where there is nothing to say.
    pub(super) fn id3(&self) -> Result<Vec<u8>> {
        let mut tag = id3::Tag::new();
        for (name, text) in self.named(["TIT2", "TPE1", "TALB", "TLAN", "TDRC", "COMM"]) {
            if name == "COMM" {
                tag.add_frame(id3::frame::Comment {
                    lang: "und".into(),
                    description: String::new(),
                    text: text.into(),
                });
            } else {
                tag.set_text(name, text);
            }
        }
        let mut bytes = Vec::new();
        if tag.frames().next().is_some() {
            tag.write_to(&mut bytes, Version::Id3v24)
                .map_err(|cause| failed("The ID3 tag was not written", cause))?;
        }
        Ok(bytes)
    }

    /// The texts that are there, under the container's names for them.
    fn named(&self, names: [&'static str; 6]) -> impl Iterator<Item = (&'static str, &str)> {
        let texts = [
            &self.title,
            &self.artist,
            &self.album,
            &self.language,
            &self.date,
            &self.comment,
        ];
        names
            .into_iter()
            .zip(texts)
            .filter_map(|(name, text)| Some((name, shortened(text.as_deref()?))))
            .filter(|(_, text)| !text.is_empty())
    }
}

fn shortened(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

fn put_string(text: &str, block: &mut Vec<u8>) {
    put_length(text.len(), block);
    block.extend_from_slice(text.as_bytes());
}

fn put_length(length: usize, block: &mut Vec<u8>) {
    // Never near 2³²: texts are at most `LONGEST` bytes, and there are six.
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    block.extend_from_slice(&length.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vorbis_comments_carry_lengths_in_bytes() {
        let tags = Tags {
            title: Some("Où".into()),
            ..Tags::default()
        };
        let expected = [
            &b"\x01\0\0\0v\x01\0\0\0\x09\0\0\0TITLE="[..],
            "Où".as_bytes(),
        ]
        .concat();
        assert_eq!(tags.vorbis_comment("v"), expected);
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let tags = Tags {
            comment: Some("é".repeat(LONGEST)),
            ..Tags::default()
        };
        let block = tags.vorbis_comment("");
        assert!(block.len() < LONGEST + 30);
        assert!(block.ends_with("é".as_bytes()));
    }

    #[test]
    fn nothing_to_say_writes_no_id3_tag() {
        assert!(Tags::default().id3().unwrap().is_empty());
    }
}

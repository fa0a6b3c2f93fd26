//! SSML: its source is the text of the article, and places point into it.

use super::{Article, Source};
use crate::error::{Error, Result};
use crate::text::ssml;

pub(super) fn read(source: &Source<'_>) -> Result<Article> {
    let passage = ssml::read(source.text, None).map_err(|error| {
        Error::caller(
            error.code(),
            format!("{}: {}", source.name, error.message()),
        )
    })?;
    Ok(Article {
        passage,
        ..Article::default()
    })
}

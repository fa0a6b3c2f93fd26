//! Marks as a stream of lines, as whole files, and sentence by sentence.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Method;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;
use serde::Serialize;

use super::{App, answer};
use crate::caption::{self, Captions, Mark};
use crate::error::{Error, Result};
use crate::narrator::{Lane, Marks, Plan};

const NDJSON: &str = "application/x-ndjson";

/// One mark a line, ahead of the sound.
pub(super) async fn stream(app: &App, plan: &Arc<Plan>, method: &Method) -> Result<Response> {
    if method == Method::HEAD {
        return Ok(answer::live_as(NDJSON, answer::unmade()));
    }
    let mut marks = app.narrator.marks(plan, Lane::Live);
    let first = lines(&marks.opening().await?);
    let rest = stream::try_unfold(marks, next_lines);
    let first = stream::iter([Ok(first)]);
    let body = Body::from_stream(futures_util::StreamExt::chain(first, rest));
    Ok(answer::live_as(NDJSON, body))
}

async fn next_lines(mut marks: Marks) -> Result<Option<(Bytes, Marks)>> {
    answer::let_leave().await;
    let next = marks.next().await?;
    Ok(next.map(|more| (lines(&more), marks)))
}

fn lines(marks: &[Mark]) -> Bytes {
    marks.iter().map(caption::line).collect::<String>().into()
}

/// All marks in one of the caption formats.
pub(super) async fn whole(
    app: &App,
    plan: &Arc<Plan>,
    captions: Captions,
    method: &Method,
) -> Result<Response> {
    if method == Method::HEAD {
        return Ok(answer::live_as(captions.media_type, answer::unmade()));
    }
    let marks = app.narrator.marks(plan, Lane::Live).collect().await?;
    let provisional = marks
        .iter()
        .any(|mark| matches!(mark, Mark::Skipped { .. }));
    let text = captions.write(plan.shown(), &marks);
    Ok(answer::text(captions.media_type, text, provisional))
}

/// `GET …/segments/{n}.json`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SentenceAnswer {
    segment: usize,
    char_index: usize,
    char_length: usize,
    /// Seconds, exact, the pause included.
    duration: f64,
    marks: Vec<Mark>,
}

/// One sentence's marks, times from its own start, indexes in the whole text.
pub(super) async fn of_sentence(
    app: &App,
    plan: &Arc<Plan>,
    number: usize,
    method: &Method,
) -> Result<Response> {
    const JSON: &str = "application/json";
    if method == Method::HEAD {
        return Ok(answer::live_as(JSON, answer::unmade()));
    }
    let placed = app
        .narrator
        .sentence_marks(plan, number, Lane::Live)
        .await?;
    let place = plan
        .utf16
        .span(&plan.text, plan.sentences[number].segment.span);
    let answer = SentenceAnswer {
        segment: number,
        char_index: place.start,
        char_length: place.length,
        duration: placed.length as f64 / f64::from(plan.sample_rate),
        marks: placed.marks,
    };
    let text = serde_json::to_string(&answer).map_err(|error| {
        Error::ours("json_failed", "The marks could not be written.").caused_by(error)
    })?;
    Ok(answer::text(JSON, text, placed.provisional))
}

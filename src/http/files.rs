//! `GET /v1/passages/{id}/…`: the files of a passage and of its sentences.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;

use super::answer::Ask;
use super::problem::Problem;
use super::{App, answer, marks};
use crate::audio::Format;
use crate::caption::Captions;
use crate::error::{Error, Result};
use crate::narrator::{Part, Plan};

/// Formats of a whole passage.
const WHOLE: [Format; 4] = [Format::Opus, Format::Mp3, Format::Wav, Format::Flac];

/// Formats of one sentence.
const SENTENCE: [Format; 2] = [Format::Webm, Format::Mp3];

/// Every file of a passage, for messages.
const FILES: &str =
    "audio.opus, audio.mp3, audio.wav, audio.flac, marks, marks.json, marks.vtt, marks.srt";

/// `audio.{opus,mp3,wav,flac}`, `marks`, `marks.{json,vtt,srt}`.
pub(super) async fn of_passage(
    State(app): State<Arc<App>>,
    Path((id, file)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> std::result::Result<Response, Problem> {
    let plan = app.passage(&id)?;
    let answer = match file.split_once('.') {
        None if file == "marks" => marks::stream(&app, &plan, &method).await,
        Some(("marks", kind)) => {
            let captions = Captions::named(kind).map_err(|_| unknown_file(FILES))?;
            marks::whole(&app, &plan, captions, &method).await
        }
        Some(("audio", kind)) => {
            let format = format_among(kind, &WHOLE)?;
            let part = Part::Whole;
            answer::audio(
                &app,
                Ask {
                    plan,
                    part,
                    format,
                    method,
                    headers,
                },
            )
            .await
        }
        _ => Err(unknown_file(FILES)),
    };
    Ok(answer?)
}

/// `{n}.webm`, `{n}.mp3`, `{n}.json`.
pub(super) async fn of_segment(
    State(app): State<Arc<App>>,
    Path((id, file)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> std::result::Result<Response, Problem> {
    let plan = app.passage(&id)?;
    let Some((number, kind)) = file.split_once('.') else {
        return Err(unknown_file("N.webm, N.mp3, N.json").into());
    };
    let number = segment_number(number, &plan)?;
    if kind == "json" {
        return Ok(marks::of_sentence(&app, &plan, number, &method).await?);
    }
    let format = format_among(kind, &SENTENCE)?;
    let part = Part::Segment(number);
    Ok(answer::audio(
        &app,
        Ask {
            plan,
            part,
            format,
            method,
            headers,
        },
    )
    .await?)
}

fn segment_number(number: &str, plan: &Plan) -> Result<usize> {
    let count = plan.sentences.len();
    let known = number.parse().ok().filter(|number| *number < count);
    known.ok_or_else(|| {
        let message = format!("This passage has the segments 0 to {}.", count - 1);
        Error::caller("unknown_segment", message)
    })
}

fn format_among(name: &str, formats: &[Format]) -> Result<Format> {
    let found = Format::from_extension(name).filter(|format| formats.contains(format));
    found.ok_or_else(|| {
        let names: Vec<_> = formats.iter().map(|format| format.extension()).collect();
        let message = format!("This is not among the formats here: {}.", names.join(", "));
        Error::caller("unknown_file", message)
    })
}

fn unknown_file(choices: &str) -> Error {
    Error::caller(
        "unknown_file",
        format!("There is no such file; there are: {choices}."),
    )
}

//! `POST /v1/passages`: a text and how to say it, in exchange for addresses.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::problem::Problem;
use super::{App, body};
use crate::engine::Prosody;
use crate::error::{Error, Result};
use crate::narrator::{Plan, Request, Sentence};
use crate::text::{Alphabet, Edit, Passage, Pronunciation, Run, RunKind, Span, Utf16, ssml};

/// What is posted.
#[derive(Deserialize)]
pub(super) struct Posted {
    text: String,
    input_type: Option<String>,
    voice: Option<String>,
    language: Option<String>,
    speed: Option<f64>,
    #[serde(default)]
    runs: Vec<PostedRun>,
}

/// A part of the text, counted in UTF-16 units.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PostedRun {
    char_index: usize,
    char_length: usize,
    language: Option<String>,
    voice: Option<String>,
    kind: Option<String>,
    /// Words that are heard instead.
    say: Option<String>,
    /// Sounds that are heard, in IPA.
    ipa: Option<String>,
}

/// What is answered. Addresses begin with `/` or with the configured public URL.
#[derive(Serialize)]
pub(super) struct Created {
    id: String,
    voice: String,
    language: String,
    audio: WholeAudio,
    marks: String,
    segments: Vec<SegmentAnswer>,
    estimated_seconds: f64,
    /// What of an SSML document is not done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

#[derive(Serialize)]
struct WholeAudio {
    opus: String,
    mp3: String,
    wav: String,
    flac: String,
}

#[derive(Serialize)]
struct SegmentAnswer {
    #[serde(rename = "charIndex")]
    char_index: usize,
    #[serde(rename = "charLength")]
    char_length: usize,
    estimated_seconds: f64,
    /// WebM/Opus.
    audio: String,
    /// The same as MP3, for players without WebM.
    mp3: String,
    marks: String,
}

pub(super) async fn create(
    State(app): State<Arc<App>>,
    body: Body,
) -> std::result::Result<Response, Problem> {
    let posted: Posted = body::read_json(body, app.limits.body).await?;
    let plan = app.plan(posted.into_request()?).await?;
    app.narrator.remember(&plan);
    let created = Created::of(&plan, &app.public_url);
    let location = format!("{}/v1/passages/{}", app.public_url, plan.id);
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(created)).into_response())
}

/// `GET /v1/passages/{id}`: the same answer again.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> std::result::Result<Json<Created>, Problem> {
    let plan = app.passage(&id)?;
    Ok(Json(Created::of(&plan, &app.public_url)))
}

impl Posted {
    pub(super) fn into_request(self) -> Result<Request> {
        let kind = InputType::named(self.input_type.as_deref())?;
        let language = self.language.filter(|tag| !tag.trim().is_empty());
        let passage = match kind {
            // A page may show SSML, so nothing is guessed here.
            None | Some(InputType::Text) => with_runs(self.text, language, self.runs)?,
            Some(InputType::Ssml) if self.runs.is_empty() => {
                ssml::read(&self.text, language.as_deref())?
            }
            Some(InputType::Ssml) => {
                let message = "SSML takes no runs; its elements say the same.";
                return Err(Error::caller("invalid_runs", message));
            }
        };
        Ok(Request {
            passage,
            voice: self.voice.filter(|id| !id.is_empty()),
            prosody: Prosody {
                speed: self.speed.unwrap_or(1.0) as f32,
                ..Prosody::default()
            },
        })
    }
}

/// What a posted text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InputType {
    /// Text, whatever signs are in it.
    Text,
    /// An SSML document.
    Ssml,
}

impl InputType {
    /// The one called `name`, where one is named.
    pub(super) fn named(name: Option<&str>) -> Result<Option<Self>> {
        match name {
            None => Ok(None),
            Some("text") => Ok(Some(Self::Text)),
            Some("ssml") => Ok(Some(Self::Ssml)),
            Some(_) => Err(Error::caller(
                "unknown_input_type",
                "input_type must be \"text\" or \"ssml\".",
            )),
        }
    }
}

fn with_runs(text: String, language: Option<String>, posted: Vec<PostedRun>) -> Result<Passage> {
    let index = Utf16::index(&text);
    let (mut edits, mut sounds) = (Vec::new(), Vec::new());
    let readings: Vec<_> = posted
        .iter()
        .map(|run| (run.say.clone(), run.ipa.clone()))
        .collect();
    let runs = place_runs(posted, &text, &index)?;
    for (number, (run, (say, ipa))) in runs.iter().zip(readings).enumerate() {
        let refused =
            |what: String| Error::caller("invalid_runs", format!("runs[{number}]: {what}."));
        match (say, ipa) {
            (Some(_), Some(_)) => return Err(refused("say and ipa exclude each other".into())),
            (Some(say), _) => edits.push(Edit::words(run.span, &say).map_err(refused)?),
            (_, Some(ipa)) => {
                let given = Pronunciation::new(Alphabet::Ipa, ipa).map_err(refused)?;
                sounds.push((run.span, given));
            }
            (None, None) => {}
        }
    }
    Ok(Passage {
        text,
        language,
        runs,
        edits,
        sounds,
        ..Passage::default()
    })
}

fn place_runs(posted: Vec<PostedRun>, text: &str, index: &Utf16) -> Result<Vec<Run>> {
    let mut runs: Vec<Run> = Vec::with_capacity(posted.len());
    for (number, run) in posted.into_iter().enumerate() {
        let run = place_run(number, run, text, index)?;
        if runs
            .last()
            .is_some_and(|before| run.span.start < before.span.end)
        {
            let message = format!(
                "runs[{number}] begins before runs[{}] ends; runs stand in order and do not overlap.",
                number - 1
            );
            return Err(Error::caller("invalid_runs", message));
        }
        runs.push(run);
    }
    Ok(runs)
}

fn place_run(number: usize, run: PostedRun, text: &str, index: &Utf16) -> Result<Run> {
    let end = run.char_index.checked_add(run.char_length);
    let place = index
        .to_byte(text, run.char_index)
        .zip(end.and_then(|end| index.to_byte(text, end)));
    let Some((start, end)) = place else {
        let message = format!(
            "runs[{number}] reaches past the end of the text (charIndex and charLength count UTF-16 units)."
        );
        return Err(Error::caller("invalid_runs", message));
    };
    let kind = match run.kind.as_deref() {
        None => RunKind::Text,
        Some("heading") => RunKind::Heading,
        Some(_) => {
            let message =
                format!("runs[{number}].kind is not known; the one kind there is: \"heading\".");
            return Err(Error::caller("invalid_runs", message));
        }
    };
    Ok(Run {
        span: Span::new(start, end),
        language: run.language,
        voice: run.voice,
        kind,
        ..Run::default()
    })
}

impl Created {
    fn of(plan: &Plan, public_url: &str) -> Self {
        let base = format!("{public_url}/v1/passages/{}", plan.id);
        let audio = |extension| format!("{base}/audio.{extension}");
        Self {
            id: plan.id.clone(),
            voice: plan.voice.clone(),
            language: plan.language.clone(),
            audio: WholeAudio {
                opus: audio("opus"),
                mp3: audio("mp3"),
                wav: audio("wav"),
                flac: audio("flac"),
            },
            marks: format!("{base}/marks"),
            segments: segments(plan, &base),
            estimated_seconds: to_milliseconds(plan.estimated_seconds()),
            warnings: plan.warnings.clone(),
        }
    }
}

fn segments(plan: &Plan, base: &str) -> Vec<SegmentAnswer> {
    let answer = |(number, sentence): (usize, &Sentence)| {
        let place = plan.utf16.span(&plan.text, sentence.segment.span);
        let file = |extension| format!("{base}/segments/{number}.{extension}");
        SegmentAnswer {
            char_index: place.start,
            char_length: place.length,
            estimated_seconds: to_milliseconds(sentence.estimated_seconds()),
            audio: file("webm"),
            mp3: file("mp3"),
            marks: file("json"),
        }
    };
    plan.sentences.iter().enumerate().map(answer).collect()
}

/// An estimate with more digits would only look exact.
fn to_milliseconds(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}

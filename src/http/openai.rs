//! OpenAI's speech route, wire compatible, so that existing clients just work.
//!
//! Shapes after the OpenAPI description of the OpenAI API, version 2.3.0.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use futures_util::stream;
use serde::Deserialize;
use serde_json::{Value, json};

use super::passages::InputType;
use super::problem::OpenAiError;
use super::{App, answer, body};
use crate::audio::Format;
use crate::engine::Prosody;
use crate::error::{Error, Result};
use crate::narrator::{Order, Part, Plan, Rendering, Request};
use crate::text::{Passage, ssml};

/// Voice names of OpenAI's own; here they mean "no voice given".
const THEIR_VOICES: [&str; 13] = [
    "alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse",
    "marin", "cedar",
];

/// Models that clients ask for by name; all are spoken by the voice that is chosen.
const MODELS: [&str; 4] = ["tts-1", "tts-1-hd", "gpt-4o-mini-tts", "aloud"];

/// Formats of the route; `aac` is the one that aloud does not write.
const FORMATS: [Format; 5] = [
    Format::Mp3,
    Format::Opus,
    Format::Flac,
    Format::Wav,
    Format::Pcm,
];

#[derive(Deserialize)]
struct SpeechBody {
    input: String,
    voice: Option<VoiceName>,
    response_format: Option<String>,
    speed: Option<f64>,
    /// Not OpenAI's.
    input_type: Option<String>,
    stream_format: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum VoiceName {
    Name(String),
    Object { id: String },
}

/// How the bytes travel.
enum Transport {
    Audio,
    Events,
}

/// `POST /v1/audio/speech`.
pub(super) async fn speech(
    State(app): State<Arc<App>>,
    body: Body,
) -> std::result::Result<Response, OpenAiError> {
    let asked: SpeechBody = body::read_json(body, app.limits.body).await?;
    let format = format_of(asked.response_format.as_deref())?;
    let transport = transport_of(asked.stream_format.as_deref())?;
    let plan = app.plan(asked.into_request()?).await?;
    let mut rendering = app
        .narrator
        .render(&plan, Order::live(Part::Whole, format))?;
    // Headers wait for the first bytes: until then the text may prove unspeakable.
    let first: Vec<Bytes> = rendering.next().await?.into_iter().collect();
    Ok(match transport {
        Transport::Audio => answer::live(format, answer::streamed(first, rendering)),
        Transport::Events => {
            answer::live_as("text/event-stream", events(first, rendering, usage(&plan)))
        }
    })
}

impl SpeechBody {
    fn into_request(self) -> Result<Request> {
        let is_ssml = match InputType::named(self.input_type.as_deref())? {
            Some(named) => named == InputType::Ssml,
            // OpenAI's clients have no field for it.
            None => ssml::looks_like(&self.input),
        };
        let passage = if is_ssml {
            ssml::read(&self.input, None)?
        } else {
            Passage {
                text: self.input,
                ..Passage::default()
            }
        };
        let voice = self.voice.map(|voice| match voice {
            VoiceName::Name(id) | VoiceName::Object { id } => id,
        });
        Ok(Request {
            passage,
            voice: voice.filter(|id| !id.is_empty() && !THEIR_VOICES.contains(&id.as_str())),
            prosody: Prosody {
                speed: self.speed.unwrap_or(1.0) as f32,
                ..Prosody::default()
            },
        })
    }
}

fn format_of(name: Option<&str>) -> Result<Format> {
    let name = name.unwrap_or("mp3");
    let found = Format::from_extension(name).filter(|format| FORMATS.contains(format));
    found.ok_or_else(|| {
        let names: Vec<_> = FORMATS.iter().map(|format| format.extension()).collect();
        let message = format!("response_format must be one of: {}.", names.join(", "));
        Error::unsupported("unknown_format", message)
    })
}

fn transport_of(name: Option<&str>) -> Result<Transport> {
    match name {
        None | Some("audio") => Ok(Transport::Audio),
        Some("sse") => Ok(Transport::Events),
        Some(_) => Err(Error::caller(
            "unknown_stream_format",
            "stream_format must be \"audio\" or \"sse\".",
        )),
    }
}

/// Server-sent events: the audio in base64 pieces, then the end with the usage.
fn events(first: Vec<Bytes>, rendering: Rendering, usage: Value) -> Body {
    let audio = stream::iter(first.into_iter().map(|bytes| Ok(delta(&bytes))));
    let rest = stream::try_unfold(Some((rendering, usage)), |state| async move {
        let Some((mut rendering, usage)) = state else {
            return Ok::<_, Error>(None);
        };
        answer::let_leave().await;
        Ok(Some(match rendering.next().await? {
            Some(bytes) => (delta(&bytes), Some((rendering, usage))),
            None => (
                event(&json!({"type": "speech.audio.done", "usage": usage})),
                None,
            ),
        }))
    });
    Body::from_stream(futures_util::StreamExt::chain(audio, rest))
}

fn delta(bytes: &[u8]) -> String {
    let audio = BASE64_STANDARD.encode(bytes);
    event(&json!({"type": "speech.audio.delta", "audio": audio}))
}

fn event(data: &Value) -> String {
    format!("data: {data}\n\n")
}

/// OpenAI bills by tokens and clients read the counts. Nothing is billed here: four
/// characters count as a token of input, a twentieth of a second as one of output,
/// the latter from the estimate that is known before the sound is.
fn usage(plan: &Plan) -> Value {
    let input = plan.text.chars().count().div_ceil(4);
    let output = (plan.estimated_seconds() * 20.0).ceil() as usize;
    json!({"input_tokens": input, "output_tokens": output, "total_tokens": input + output})
}

/// `GET /v1/models`.
pub(super) async fn models() -> Json<Value> {
    let data: Vec<_> = MODELS.iter().map(|id| model_object(id)).collect();
    Json(json!({"object": "list", "data": data}))
}

/// `GET /v1/models/{id}`.
pub(super) async fn model(
    Path(id): Path<String>,
) -> std::result::Result<Json<Value>, (StatusCode, OpenAiError)> {
    if MODELS.contains(&id.as_str()) {
        return Ok(Json(model_object(&id)));
    }
    let message = format!("There is no such model; there are: {}.", MODELS.join(", "));
    let error = Error::caller("unknown_model", message);
    Err((StatusCode::NOT_FOUND, OpenAiError(error)))
}

fn model_object(id: &str) -> Value {
    json!({"id": id, "object": "model", "created": 0, "owned_by": "aloud"})
}

/// `GET /v1/audio/voices`, which is not OpenAI's but which its clients ask for.
pub(super) async fn voices(State(app): State<Arc<App>>) -> Json<Value> {
    let voices = app.narrator.voices().list();
    let voices: Vec<_> = voices
        .iter()
        .map(|voice| json!({"id": voice.id, "name": voice.name}))
        .collect();
    Json(json!({"voices": voices}))
}

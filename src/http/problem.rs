//! Errors → answers. The only place that knows status codes.
//!
//! Our own routes answer with RFC 9457 problem details, OpenAI's with its own error
//! object. A fault of ours is logged here, once, and told only by its code.

use axum::Json;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::error::{Blame, Error};

/// Seconds after which one who was refused for want of room may ask again.
const TRY_AGAIN_AFTER: u32 = 1;

/// An error on its way to a client of our own routes.
pub(super) struct Problem(pub(super) Error);

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = status(&self.0);
        let body = json!({
            "type": "about:blank",
            "title": status.canonical_reason(),
            "status": status.as_u16(),
            "code": self.0.code(),
            "detail": told(&self.0),
        });
        let mut response = (status, Json(body)).into_response();
        let problem = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, problem);
        finished(response, status)
    }
}

/// An error on its way to a client of OpenAI's routes.
pub(super) struct OpenAiError(pub(super) Error);

impl From<Error> for OpenAiError {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for OpenAiError {
    fn into_response(self) -> Response {
        let status = openai_status(&self.0);
        let kind = if status.is_server_error() {
            "server_error"
        } else {
            "invalid_request_error"
        };
        let body = json!({"error": {
            "type": kind,
            "message": told(&self.0),
            "param": openai_param(self.0.code()),
            "code": self.0.code(),
        }});
        finished((status, Json(body)).into_response(), status)
    }
}

/// 404 for a path that no route has.
pub(super) async fn no_such_route(uri: Uri) -> Response {
    let message = "There is nothing at this path; /openapi.json lists the routes.";
    in_the_shape_of(&uri, Error::caller("no_such_route", message))
}

/// 405 for a path that other methods have.
pub(super) async fn method_not_allowed(uri: Uri) -> Response {
    let message = "This path does not take this method; /openapi.json lists the routes.";
    in_the_shape_of(&uri, Error::caller("method_not_allowed", message))
}

/// OpenAI's clients read errors below its paths.
fn in_the_shape_of(uri: &Uri, error: Error) -> Response {
    if uri.path().starts_with("/v1/audio/") || uri.path().starts_with("/v1/models") {
        OpenAiError(error).into_response()
    } else {
        Problem(error).into_response()
    }
}

fn finished(mut response: Response, status: StatusCode) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, TRY_AGAIN_AFTER.into());
    }
    response
}

/// What the client is told: everything but our own faults.
fn told(error: &Error) -> String {
    if error.blame() != Blame::Ours {
        return error.message().to_owned();
    }
    let cause = std::error::Error::source(error).map(ToString::to_string);
    tracing::error!(
        code = error.code(),
        message = error.message(),
        cause,
        "a request failed"
    );
    "The server could not do this; its log says why.".to_owned()
}

fn status(error: &Error) -> StatusCode {
    match (error.blame(), error.code()) {
        (Blame::Caller, "unspeakable") => StatusCode::UNPROCESSABLE_ENTITY,
        (Blame::Caller, "method_not_allowed") => StatusCode::METHOD_NOT_ALLOWED,
        (Blame::Caller, "body_timeout") => StatusCode::REQUEST_TIMEOUT,
        (
            Blame::Caller,
            "unknown_passage" | "unknown_segment" | "unknown_voice" | "unknown_file"
            | "no_such_route",
        ) => StatusCode::NOT_FOUND,
        (Blame::Caller | Blame::Unsupported, _) => StatusCode::BAD_REQUEST,
        (Blame::Limit, _) => StatusCode::PAYLOAD_TOO_LARGE,
        (Blame::Unavailable, _) => StatusCode::SERVICE_UNAVAILABLE,
        (Blame::Ours, _) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// OpenAI answers 400 wherever a value in the body is wrong.
fn openai_status(error: &Error) -> StatusCode {
    match error.code() {
        "unspeakable" | "unknown_voice" | "text_too_long" => StatusCode::BAD_REQUEST,
        _ => status(error),
    }
}

/// The field of the body that an error is about.
fn openai_param(code: &str) -> Option<&'static str> {
    match code {
        "empty_text" | "text_too_long" | "unspeakable" | "bad_ssml" => Some("input"),
        "unknown_input_type" => Some("input_type"),
        "unknown_voice" => Some("voice"),
        "unknown_format" => Some("response_format"),
        "speed_out_of_range" => Some("speed"),
        "unknown_model" => Some("model"),
        "unknown_stream_format" => Some("stream_format"),
        _ => None,
    }
}

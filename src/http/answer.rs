//! A file, kept or being spoken → a response.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    IF_RANGE, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;

use super::App;
use crate::audio::Format;
use crate::error::{Error, Result};
use crate::narrator::{KeptFile, Order, Part, Plan, Rendering};

/// A client that asks for a part of a file in the making waits this long for the
/// end, then gets it from the start.
const WAIT_FOR_RANGE: Duration = Duration::from_secs(10);

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// What is asked of a file.
pub(super) struct Ask {
    pub(super) plan: Arc<Plan>,
    pub(super) part: Part,
    pub(super) format: Format,
    pub(super) method: Method,
    pub(super) headers: HeaderMap,
}

/// Answers with the finished file if there is one, else with one being spoken.
pub(super) async fn audio(app: &App, ask: Ask) -> Result<Response> {
    if let Some(file) = finished(app, &ask).await? {
        return Ok(whole_or_range(&file, &ask));
    }
    if ask.method == Method::HEAD {
        return Ok(live(ask.format, unmade()));
    }
    let mut rendering = app
        .narrator
        .render(&ask.plan, Order::live(ask.part, ask.format))?;
    let mut sent_first = Vec::new();
    if wants_later_bytes(&ask.headers) {
        let waited = tokio::time::timeout(WAIT_FOR_RANGE, drain(&mut rendering, &mut sent_first));
        if let Ok(outcome) = waited.await {
            outcome?;
            if let Some(file) = finished(app, &ask).await? {
                return Ok(whole_or_range(&file, &ask));
            }
        }
    } else {
        // Headers wait for the first bytes: until then the text may prove unspeakable.
        sent_first.extend(rendering.next().await?);
    }
    Ok(live(ask.format, streamed(sent_first, rendering)))
}

/// A body that gives what was read already, then the rest as it is spoken. A failure
/// breaks the connection: a cut file must not look like a whole one.
pub(super) fn streamed(first: Vec<Bytes>, rendering: Rendering) -> Body {
    let rest = stream::try_unfold(rendering, |mut rendering| async move {
        let_leave().await;
        let bytes = rendering.next().await.inspect_err(log_break)?;
        Ok::<_, Error>(bytes.map(|bytes| (bytes, rendering)))
    });
    let first = stream::iter(first.into_iter().map(Ok));
    Body::from_stream(futures_util::StreamExt::chain(first, rest))
}

/// Pauses a stream for one turn, so that what it gave is sent: hyper flushes when a
/// body has nothing ready, and would gather a whole sentence first.
pub(super) async fn let_leave() {
    tokio::task::yield_now().await;
}

/// The body of an answer to HEAD about something that has not been made: of no known
/// length, where an empty body would claim the length 0.
pub(super) fn unmade() -> Body {
    Body::from_stream(stream::empty::<Result<Bytes>>())
}

fn log_break(error: &Error) {
    tracing::error!(
        code = error.code(),
        message = error.message(),
        "a stream broke"
    );
}

/// Headers of a file whose end is not known yet.
pub(super) fn live(format: Format, body: Body) -> Response {
    live_as(format.mime(), body)
}

/// The same for any media type.
pub(super) fn live_as(media_type: &'static str, body: Body) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CACHE_CONTROL, NO_STORE);
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

/// A small text made whole: immutable, unless asking again may give another.
pub(super) fn text(media_type: &'static str, text: String, provisional: bool) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(
        CACHE_CONTROL,
        if provisional { NO_STORE } else { IMMUTABLE },
    );
    response
}

async fn finished(app: &App, ask: &Ask) -> Result<Option<KeptFile>> {
    let narrator = Arc::clone(&app.narrator);
    let (plan, part, format) = (Arc::clone(&ask.plan), ask.part, ask.format);
    tokio::task::spawn_blocking(move || narrator.finished(&plan, part, format))
        .await
        .map_err(|error| Error::ours("cache_failed", "Reading the cache stopped.").caused_by(error))
}

async fn drain(rendering: &mut Rendering, into: &mut Vec<Bytes>) -> Result<()> {
    while let Some(bytes) = rendering.next().await? {
        into.push(bytes);
    }
    Ok(())
}

fn wants_later_bytes(headers: &HeaderMap) -> bool {
    headers.get(RANGE).is_some_and(|range| range != "bytes=0-")
}

fn whole_or_range(file: &KeptFile, ask: &Ask) -> Response {
    let etag = format!("\"{}\"", file.digest);
    let mut response = if matches(ask.headers.get(IF_NONE_MATCH), &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        slice(file, &ask.headers, &etag)
    };
    let headers = response.headers_mut();
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if response.status() == StatusCode::RANGE_NOT_SATISFIABLE {
        response.headers_mut().insert(CACHE_CONTROL, NO_STORE);
        return response;
    }
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, IMMUTABLE);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(ask.format.mime()));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(ETAG, etag);
    }
    response
}

/// The range asked for, or the whole; `Content-Length` goes with both, HEAD included.
fn slice(file: &KeptFile, headers: &HeaderMap, etag: &str) -> Response {
    let length = file.bytes.len() as u64;
    let Some(range) = asked_range(headers, etag) else {
        return with_length(StatusCode::OK, file.bytes.clone());
    };
    let asked = http_range_header::parse_range_header(range);
    // A header we cannot read is ignored, as RFC 9110 section 14.2 has it.
    let Ok(ranges) = asked else {
        return with_length(StatusCode::OK, file.bytes.clone());
    };
    match ranges.validate(length).as_deref() {
        Ok([one]) => {
            let part = file
                .bytes
                .slice(*one.start() as usize..*one.end() as usize + 1);
            let place = format!("bytes {}-{}/{length}", one.start(), one.end());
            let response = with_length(StatusCode::PARTIAL_CONTENT, part);
            ([(CONTENT_RANGE, place)], response).into_response()
        }
        // Several ranges at once cost more than they are worth: the whole is allowed.
        Ok(_) => with_length(StatusCode::OK, file.bytes.clone()),
        Err(_) => {
            let place = format!("bytes */{length}");
            (StatusCode::RANGE_NOT_SATISFIABLE, [(CONTENT_RANGE, place)]).into_response()
        }
    }
}

/// The `Range` header, unless `If-Range` says that the client has another file.
fn asked_range<'h>(headers: &'h HeaderMap, etag: &str) -> Option<&'h str> {
    let range = headers.get(RANGE)?.to_str().ok()?;
    match headers.get(IF_RANGE) {
        Some(condition) if condition != etag => None,
        _ => Some(range),
    }
}

fn with_length(status: StatusCode, bytes: Bytes) -> Response {
    (status, [(CONTENT_LENGTH, bytes.len())], Body::from(bytes)).into_response()
}

fn matches(condition: Option<&HeaderValue>, etag: &str) -> bool {
    let Some(condition) = condition.and_then(|value| value.to_str().ok()) else {
        return false;
    };
    condition
        .split(',')
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .any(|tag| tag == etag || tag == "*")
}

//! What stands around the handlers: limits, origins, headers, panics.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request as HttpRequest;
use axum::http::header::{CONTENT_RANGE, ETAG, HeaderName, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, Method};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::cors::{AllowOrigin, Any, CorsLayer};

use super::App;
use super::problem::Problem;
use crate::error::{Error, Result};
use crate::narrator::Request;

/// What one request may ask for.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Characters of a text.
    pub text: usize,
    /// Bytes of a body.
    pub body: usize,
    /// Runs of a passage.
    pub runs: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text: 100_000,
            body: 1 << 20,
            runs: 10_000,
        }
    }
}

impl Limits {
    /// # Errors
    /// `text_too_long`, `too_many_runs`; each names the limit.
    pub(super) fn check(&self, request: &Request) -> Result<()> {
        let characters = request.passage.text.chars().count();
        if characters > self.text {
            let message = format!(
                "The text has {characters} characters; the limit is {}. Send it in parts.",
                self.text
            );
            return Err(Error::limit("text_too_long", message));
        }
        let runs = request.passage.runs.len();
        if runs > self.runs {
            let message = format!("The passage has {runs} runs; the limit is {}.", self.runs);
            return Err(Error::limit("too_many_runs", message));
        }
        Ok(())
    }
}

/// Which pages may use the API.
pub(super) fn cross_origin(app: &App) -> CorsLayer {
    let allowed = if app.any_origin {
        AllowOrigin::any()
    } else {
        AllowOrigin::list(app.origins.iter().filter_map(|origin| origin.parse().ok()))
    };
    cors().allow_origin(allowed)
}

/// The widget's files are for every page.
pub(super) fn any_origin() -> CorsLayer {
    cors().allow_origin(Any)
}

fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers(Any)
        .expose_headers([RETRY_AFTER, ETAG, CONTENT_RANGE])
        .max_age(Duration::from_secs(600))
}

/// Wraps all routes: headers that every answer carries, compression for what is
/// text, and a clean 500 for a handler that panics.
pub(super) fn around(routes: Router<Arc<App>>) -> Router<Arc<App>> {
    let texts = DefaultPredicate::new()
        .and(NotForContentType::const_new("audio/"))
        .and(NotForContentType::const_new("application/x-ndjson"))
        .and(NotForContentType::const_new("text/event-stream"));
    routes
        .layer(CompressionLayer::new().compress_when(texts))
        .layer(CatchPanicLayer::custom(|_| panicked()))
        .layer(middleware::from_fn(with_common_headers))
}

fn panicked() -> Response {
    Problem(Error::ours("panicked", "A handler panicked.")).into_response()
}

async fn with_common_headers(request: HttpRequest, next: Next) -> Response {
    let mut response = next.run(request).await;
    metrics::counter!("aloud_http_requests_total", "status" => response.status().as_str().to_owned())
        .increment(1);
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    headers.insert(
        HeaderName::from_static("timing-allow-origin"),
        HeaderValue::from_static("*"),
    );
    response
}

//! Face 1: the HTTP API, the widget's files and the operations routes.
//!
//! Handlers translate and nothing else: a request becomes a [`Request`] or names a
//! remembered [`Plan`](crate::narrator::Plan), the narrator does the work, and
//! [`answer`] turns its bytes into a response. [`problem`] alone knows status codes.

mod answer;
mod assets;
mod body;
mod explain;
mod files;
mod guard;
mod listen;
mod marks;
mod openai;
mod ops;
mod passages;
mod problem;
mod voices;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::routing::{get, post};
use metrics_exporter_prometheus::PrometheusHandle;

pub use guard::Limits;
pub use listen::serve;

use crate::error::{Error, Result};
use crate::narrator::{Narrator, Plan, Request};

/// What the HTTP face is built from.
pub struct App {
    /// Does the work.
    pub narrator: Arc<Narrator>,
    /// Put before every URL in an answer; empty or without a slash at its end.
    pub public_url: String,
    /// What a request may ask for.
    pub limits: Limits,
    /// Whether pages of any origin may use the API.
    pub any_origin: bool,
    /// Origins whose pages may use the API otherwise.
    pub origins: Vec<String>,
    /// Renders `/metrics`; without it the route answers 404.
    pub metrics: Option<PrometheusHandle>,
    /// Whether the default voice is loaded and warm.
    pub ready: AtomicBool,
}

impl App {
    /// Plans a request on a thread that may block: a voice may have to be loaded.
    async fn plan(&self, request: Request) -> Result<Arc<Plan>> {
        self.limits.check(&request)?;
        let narrator = Arc::clone(&self.narrator);
        tokio::task::spawn_blocking(move || narrator.plan(request))
            .await
            .map_err(|error| Error::ours("planning_failed", "Planning stopped.").caused_by(error))?
    }

    /// A passage that was posted.
    fn passage(&self, id: &str) -> Result<Arc<Plan>> {
        self.narrator.passage(id).ok_or_else(|| {
            Error::caller(
                "unknown_passage",
                "This passage is not known (any more): post its text to /v1/passages again.",
            )
        })
    }

    /// Tells `/readyz` that the default voice speaks.
    pub fn set_ready(&self, ready: bool) {
        self.ready.store(ready, Ordering::Release);
    }
}

/// All routes, with the guards around them.
///
/// What answers a wrong method stands inside the layers of origins: outside, it would
/// take a browser's preflight for one.
pub fn router(app: Arc<App>) -> Router {
    let api = Router::new()
        .route("/v1/passages", post(passages::create))
        .route("/v1/passages/{id}", get(passages::show))
        .route("/v1/passages/{id}/{file}", get(files::of_passage))
        .route("/v1/passages/{id}/segments/{file}", get(files::of_segment))
        .route("/v1/explain", post(explain::explain))
        .route("/v1/audio/speech", post(openai::speech))
        .route("/v1/audio/voices", get(openai::voices))
        .route("/v1/models", get(openai::models))
        .route("/v1/models/{id}", get(openai::model))
        .route("/v1/voices", get(voices::list))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(guard::cross_origin(&app));
    let pages = Router::new()
        .route("/", get(assets::demo))
        .route("/click-to-listen.js", get(assets::entry))
        .route("/widget/importmap.json", get(assets::import_map))
        .route("/widget/{version}/{*path}", get(assets::file))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(guard::any_origin());
    let operations = Router::new()
        .route("/healthz", get(ops::health))
        .route("/readyz", get(ops::ready))
        .route("/metrics", get(ops::metrics))
        .route("/openapi.json", get(ops::openapi))
        .method_not_allowed_fallback(problem::method_not_allowed);
    let routes = api.merge(pages).merge(operations);
    guard::around(routes.fallback(problem::no_such_route)).with_state(app)
}

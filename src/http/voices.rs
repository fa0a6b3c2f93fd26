//! `GET /v1/voices`: what can be spoken with.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::App;
use crate::voice::VoiceInfo;

/// OpenAI's list shape.
#[derive(Serialize)]
pub(super) struct List {
    object: &'static str,
    data: Vec<VoiceInfo>,
}

pub(super) async fn list(State(app): State<Arc<App>>) -> Json<List> {
    Json(List {
        object: "list",
        data: app.narrator.voices().list(),
    })
}

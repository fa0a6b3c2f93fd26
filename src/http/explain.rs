//! `POST /v1/explain`: how a text is read, word by word.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;

use super::passages::Posted;
use super::problem::Problem;
use super::{App, body};
use crate::narrator::Explanation;

pub(super) async fn explain(
    State(app): State<Arc<App>>,
    body: Body,
) -> Result<Json<Explanation>, Problem> {
    let posted: Posted = body::read_json(body, app.limits.body).await?;
    let plan = app.plan(posted.into_request()?).await?;
    Ok(Json(app.narrator.explain(&plan).await?))
}

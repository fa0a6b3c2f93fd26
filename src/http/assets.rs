//! The widget's files, built into the binary, and the demo page that uses them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rust_embed::RustEmbed;
use serde_json::{Value, json};
use sha2::{Digest, Sha384};

use super::App;
use super::problem::Problem;
use crate::error::Error;

/// `web-widget/` as it was when the binary was built.
#[derive(RustEmbed)]
#[folder = "web-widget/"]
struct WebWidget;

/// The one file that pages name.
const ENTRY: &str = "click-to-listen.js";

/// Stands for the version in files that are served under an address without one.
const PLACEHOLDER: &str = "__VERSION__";

/// The demo lives under the strict policy that publishers are told works.
const DEMO_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; media-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; \
    form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Digest of all files as they are sent: what is served under one version never
/// changes.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = names().collect();
    names.sort();
    let mut hasher = blake3::Hasher::new();
    for name in names {
        hasher.update(name.as_bytes());
        hasher.update(&as_sent(&name).unwrap_or_default());
    }
    hasher.finalize().to_hex()[..16].to_owned()
});

/// `GET /click-to-listen.js`: small, always fresh, names the version.
pub(super) async fn entry() -> Response {
    versioned(ENTRY)
}

/// `GET /`: an article to try it on.
pub(super) async fn demo() -> Response {
    let mut page = versioned("demo/index.html");
    let policy = HeaderValue::from_static(DEMO_POLICY);
    page.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    page
}

/// `GET /widget/importmap.json`: what a page puts into `<script type="importmap">` so
/// that the browser refuses any module of this version that is not byte for byte the
/// one named here (HTML Standard, import maps' `integrity`; digests as in W3C SRI).
pub(super) async fn import_map(State(app): State<Arc<App>>) -> Json<Value> {
    let base = format!("{}/widget/{}", app.public_url, *VERSION);
    let modules = names().filter(|name| name.ends_with(".js") && name != ENTRY);
    let integrity: BTreeMap<String, String> = modules
        .filter_map(|name| {
            let digest = BASE64_STANDARD.encode(Sha384::digest(as_sent(&name)?));
            Some((format!("{base}/{name}"), format!("sha384-{digest}")))
        })
        .collect();
    Json(json!({ "integrity": integrity }))
}

/// `GET /widget/{version}/{path}`: under the running version immutable. A page kept open
/// over an upgrade asks for the rest of the version it began with, and while replicas are
/// replaced one may be asked for what another announced: they get the running version's
/// file, for this once. Modules of two versions meet at few names, which stay; a page
/// that pins digests refuses the file, and its reader is told to try again.
pub(super) async fn file(Path((version, path)): Path<(String, String)>) -> Response {
    let caching = if version == *VERSION {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    match as_sent(&path) {
        Some(bytes) if is_version(&version) => respond(&path, bytes, caching),
        _ => not_here(),
    }
}

/// Whether it has the shape of a version, this one or another.
fn is_version(text: &str) -> bool {
    text.len() == VERSION.len() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A file served under an address of its own, the version filled in.
fn versioned(path: &str) -> Response {
    let Some(file) = WebWidget::get(path) else {
        return not_here();
    };
    let text = String::from_utf8_lossy(&file.data).replace(PLACEHOLDER, &VERSION);
    respond(path, text.into_bytes(), "no-cache")
}

/// The widget's files. The WordPress plugin beside them stays at home.
fn names() -> impl Iterator<Item = Cow<'static, str>> {
    WebWidget::iter().filter(|name| is_served(name))
}

fn is_served(path: &str) -> bool {
    !path.starts_with("wordpress/")
}

/// A file's bytes as they go out: scripts without their comments and indentation, which
/// are a third of them.
fn as_sent(path: &str) -> Option<Vec<u8>> {
    let data = WebWidget::get(path).filter(|_| is_served(path))?.data;
    Some(match std::str::from_utf8(&data) {
        Ok(script) if path.ends_with(".js") => laid_bare(script).into_bytes(),
        _ => data.into_owned(),
    })
}

/// Leaves out indentation, and comments that have lines of their own. They become empty
/// lines, so that an error in a reader's browser names the line that stands in the source.
fn laid_bare(script: &str) -> String {
    let mut sent = String::with_capacity(script.len());
    let mut is_inside = false;
    for line in script.lines() {
        let text = line.trim();
        let opens = text.starts_with("/*");
        is_inside |= opens;
        let is_comment = is_inside || text.starts_with("//");
        // Code after the end of a comment is nowhere in these files, and would be kept.
        let has_code = text.find("*/").is_some_and(|end| end + 2 < text.len());
        if !is_comment || has_code {
            sent.push_str(text);
        }
        sent.push('\n');
        is_inside &= !text.contains("*/");
    }
    sent
}

fn respond(path: &str, bytes: Vec<u8>, caching: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, media_type(path)), (CACHE_CONTROL, caching)];
    (headers, Body::from(bytes)).into_response()
}

fn not_here() -> Response {
    let message = "The widget has no such file in this version; include /click-to-listen.js.";
    Problem(Error::caller("unknown_file", message)).into_response()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_every_line_of_code_keeps_its_number() {
        let script = "/** What it is.\n * @see you */\nconst a = 'http://x'; // here\n// gone\n  /* one */\n/* two */ b();\n  c();\n";
        let sent = laid_bare(script);
        assert_eq!(
            sent,
            "\n\nconst a = 'http://x'; // here\n\n\n/* two */ b();\nc();\n"
        );
    }

    #[test]
    fn nothing_but_comments_and_indentation_is_missing_from_the_widgets_scripts() {
        for name in names().filter(|name| name.ends_with(".js")) {
            let file = WebWidget::get(&name).expect("it was just listed");
            let script = String::from_utf8(file.data.into_owned()).expect("scripts are UTF-8");
            let sent = laid_bare(&script);
            for (line, kept) in script.lines().zip(sent.lines()) {
                let is_comment = ["/*", "*", "//"]
                    .iter()
                    .any(|mark| line.trim().starts_with(mark));
                assert!(
                    line.trim() == kept || is_comment || !line.contains([';', '{', '}']),
                    "{name}: {line}"
                );
            }
        }
    }
}

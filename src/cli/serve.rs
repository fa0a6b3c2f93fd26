//! `aloud serve`: the widget and the HTTP API.

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use clap::Args;
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::net::TcpListener;

use super::heap;
use super::stop::Stop;
use super::studio;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::http::{self, App};

/// Threads that still work when all listeners are gone get this long.
const LAST_STEPS: Duration = Duration::from_secs(1);

/// Serve the widget and the HTTP API.
#[derive(Args)]
pub(super) struct Serve {
    /// Address and port [default: 127.0.0.1:7700]
    #[arg(long, value_name = "ADDR:PORT", env = "ALOUD_LISTEN")]
    listen: Option<SocketAddr>,
    /// Voice for readers who ask for none [default: the language's recommended Piper
    /// voice if it is installed, else the built-in one]
    #[arg(long, value_name = "ID", env = "ALOUD_VOICE")]
    voice: Option<String>,
    /// Megabytes of memory for loaded Piper voices; beyond that, those not used for
    /// longest are let go [default: 1024]
    #[arg(long, value_name = "MB", env = "ALOUD_MODELS_MB")]
    models_mb: Option<u64>,
    /// Put before every URL in an answer, for a server behind a proxy
    #[arg(long, value_name = "URL", env = "ALOUD_PUBLIC_URL")]
    public_url: Option<String>,
}

impl Serve {
    pub(super) fn run(self, mut config: Config) -> Result<ExitCode> {
        config.listen = self.listen.unwrap_or(config.listen);
        config.voice = self.voice.or(config.voice);
        config.models_mb = self.models_mb.unwrap_or(config.models_mb);
        config.public_url = self.public_url.unwrap_or(config.public_url);
        config.validate()?;
        heap::give_back_early();
        let runtime = studio::runtime()?;
        let served = runtime.block_on(serve(&config));
        runtime.shutdown_timeout(LAST_STEPS);
        served.map(|()| ExitCode::SUCCESS)
    }
}

async fn serve(config: &Config) -> Result<()> {
    let stop = Stop::new()?;
    let metrics = PrometheusBuilder::new().install_recorder().ok();
    let app = Arc::new(App {
        narrator: studio::narrator(config)?,
        public_url: config.public_url.clone(),
        limits: config.limits(),
        any_origin: config.any_origin(),
        origins: config.origins.clone(),
        metrics,
        ready: AtomicBool::new(false),
    });
    let listener = bind(config.listen).await?;
    announce(&listener, config)?;
    warm(&app);
    stop.after(|asked| http::serve(listener, http::router(app), asked))
        .await;
    Ok(())
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let message =
            format!("{address} cannot be served on: {error}. Choose another with --listen.");
        Error::unavailable("address_unavailable", message).caused_by(error)
    })
}

/// The first line on stdout says where; scripts wait for it.
fn announce(listener: &TcpListener, config: &Config) -> Result<()> {
    let gone =
        |error| Error::ours("no_address", "The address served on is not known.").caused_by(error);
    let address = listener.local_addr().map_err(gone)?;
    // Nobody has to read it.
    let _ = writeln!(std::io::stdout(), "aloud is listening on http://{address}");
    if !config.any_origin() && config.origins.is_empty() {
        tracing::warn!(
            "no origins are configured: only pages served from this address can use the API"
        );
    }
    Ok(())
}

/// Loads the default voice beside the first requests.
fn warm(app: &Arc<App>) {
    let app = Arc::clone(app);
    tokio::task::spawn_blocking(move || match app.narrator.voices().warm() {
        Ok(()) => app.set_ready(true),
        Err(error) => tracing::error!(
            code = error.code(),
            "the default voice does not speak: {error}"
        ),
    });
}

//! A whole server in this process, on a port of its own.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use aloud::engine::Voices;
use aloud::http::{self, App, Limits};
use aloud::narrator::{Narrator, NarratorConfig};
use metrics_exporter_prometheus::PrometheusHandle;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::gate::Gate;
use crate::voice_contract;

/// What a server is made of; the defaults are those of a test, small and open.
pub(super) struct Setup {
    pub(super) default_voice: &'static str,
    pub(super) workers: usize,
    pub(super) queue: usize,
    pub(super) memory: u64,
    pub(super) cache: Option<TempDir>,
    pub(super) gate: Gate,
    pub(super) public_url: &'static str,
    pub(super) any_origin: bool,
    pub(super) origins: Vec<String>,
    pub(super) limits: Limits,
    pub(super) lexicons: Vec<PathBuf>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            default_voice: "tone",
            workers: 2,
            queue: 64,
            memory: 64 << 20,
            cache: None,
            gate: Gate::open(),
            public_url: "",
            any_origin: true,
            origins: Vec::new(),
            limits: Limits::default(),
            lexicons: Vec::new(),
        }
    }
}

/// A server that runs until it is dropped.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    pub(super) app: Arc<App>,
    pub(super) gate: Gate,
    stop: Option<oneshot::Sender<()>>,
    served: Option<JoinHandle<()>>,
    runtime: Option<Runtime>,
    cache: Option<TempDir>,
}

impl Server {
    pub(super) fn start() -> Self {
        Self::of(Setup::default())
    }

    /// A server that speaks through `gate`, with one worker.
    pub(super) fn behind(gate: &Gate) -> Self {
        Self::of(Setup {
            workers: 1,
            gate: gate.clone(),
            ..Setup::default()
        })
    }

    /// One server with espeak-ng for all tests that only ask.
    pub(super) fn speaking() -> &'static Self {
        static SPEAKING: LazyLock<Server> = LazyLock::new(|| {
            Server::of(Setup {
                default_voice: "espeak:en-us",
                ..Setup::default()
            })
        });
        &SPEAKING
    }

    pub(super) fn of(setup: Setup) -> Self {
        let mut voices = voice_contract::config();
        voices.default_voice = Some(setup.default_voice.into());
        let voices = Voices::new(voices).unwrap().with(setup.gate.voice());
        let config = NarratorConfig {
            workers: setup.workers,
            queue: setup.queue,
            memory: setup.memory,
            passages: 64 << 20,
            cache: setup.cache.as_ref().map(|folder| folder.path().into()),
            disk: 64 << 20,
            lexicons: setup.lexicons.clone(),
        };
        let app = Arc::new(App {
            narrator: Narrator::start(&config, Arc::new(voices)).unwrap(),
            public_url: setup.public_url.into(),
            limits: setup.limits,
            any_origin: setup.any_origin,
            origins: setup.origins,
            metrics: None,
            ready: AtomicBool::new(false),
        });
        Self::run(app, setup.gate, setup.cache)
    }

    fn run(app: Arc<App>, gate: Gate, cache: Option<TempDir>) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime
            .block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))
            .unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let routes = http::router(Arc::clone(&app));
        let served = runtime.spawn(http::serve(listener, routes, stopped));
        Self {
            address,
            app,
            gate,
            stop: Some(stop),
            served: Some(served),
            runtime: Some(runtime),
            cache,
        }
    }

    /// The same server with `/metrics`.
    pub(super) fn with_metrics(mut self, metrics: PrometheusHandle) -> Self {
        let app = App {
            narrator: Arc::clone(&self.app.narrator),
            public_url: self.app.public_url.clone(),
            limits: self.app.limits,
            any_origin: self.app.any_origin,
            origins: self.app.origins.clone(),
            metrics: Some(metrics),
            ready: AtomicBool::new(false),
        };
        Self::run(Arc::new(app), self.gate.clone(), self.cache.take())
    }

    /// Asks it to end, as a first SIGTERM does.
    pub(super) fn ask_to_end(&mut self) {
        let _ = self.stop.take().map(|stop| stop.send(()));
    }

    /// Waits until it has ended by itself; whether it did so in time.
    pub(super) fn ends_within(&mut self, patience: Duration) -> bool {
        let served = self.served.take().unwrap();
        let runtime = self.runtime.as_ref().unwrap();
        runtime.block_on(async { tokio::time::timeout(patience, served).await.is_ok() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A worker that waits at the gate would never end.
        self.gate.open_up();
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(Duration::from_secs(2));
        }
    }
}

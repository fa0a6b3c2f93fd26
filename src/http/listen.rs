//! The accept loop: connections within bounds, patience within bounds, and an
//! orderly end.
//!
//! `axum::serve` sets no timer, so that a client which never finishes its headers, or
//! never reads its answer, would hold a connection for ever (tokio-rs/axum#2741).

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{Instant, Sleep, sleep, timeout};

/// Connections at once; more wait in the kernel's queue.
const CONNECTIONS: usize = 1024;

/// A client that has not sent its headers by then is dropped.
const HEADERS: Duration = Duration::from_secs(10);

/// A client that takes none of the bytes waiting for it for so long is dropped.
const STALLED: Duration = Duration::from_secs(30);

/// Streams that are under way when the end is asked for get this long.
const DRAIN: Duration = Duration::from_secs(30);

/// Wait after a failed accept (out of file descriptors, say), lest the loop spin.
const BREATHER: Duration = Duration::from_millis(100);

/// Serves `routes` until `shutdown` is done, then lets streams under way finish.
pub async fn serve(listener: TcpListener, routes: Router, shutdown: impl Future) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (listener.accept().await, place)
        };
        let (stream, place) = tokio::select! {
            (accepted, place) = accepted => match accepted {
                Ok((stream, _)) => (stream, place),
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    sleep(BREATHER).await;
                    continue;
                }
            },
            _ = &mut shutdown => break,
        };
        let connection = graceful.watch(connection(stream, routes.clone()));
        tokio::spawn(async move {
            // A connection's error concerns its client alone.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    if timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!(
            "streams still under way after {} s were cut",
            DRAIN.as_secs()
        );
    }
}

/// One client's connection, with its timers.
fn connection(
    stream: TcpStream,
    routes: Router,
) -> http1::Connection<TokioIo<Patient>, TowerToHyperService<Router>> {
    // Small chunks of sound must leave at once; a socket that cannot is served too.
    let _ = stream.set_nodelay(true);
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .serve_connection(
            TokioIo::new(Patient::new(stream)),
            TowerToHyperService::new(routes),
        )
}

/// A stream that gives up on a peer which takes none of the bytes waiting for it.
struct Patient {
    stream: TcpStream,
    /// Runs while a write waits.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    fn new(stream: TcpStream) -> Self {
        Self {
            stream,
            stalled: None,
        }
    }

    /// Passes a write's outcome on; starts the clock when it waits, stops it when it
    /// goes through.
    fn watch<T>(
        &mut self,
        outcome: Poll<io::Result<T>>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.stalled = None;
            return outcome;
        }
        let clock = self
            .stalled
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(Instant::now() + STALLED)));
        ready!(clock.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.watch(outcome, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.watch(outcome, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

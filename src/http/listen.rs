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
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{Instant, Sleep, sleep, timeout};

/// Connections at once; more wait in the kernel's queue.
const CONNECTIONS: usize = 1024;

/// A client that has not sent its headers by then is dropped.
const HEADERS: Duration = Duration::from_secs(10);

/// A client that takes none of the bytes waiting for it for so long is dropped.
const STALLED: Duration = Duration::from_secs(60);

/// Bytes the kernel holds for a client (it doubles the number). Left alone it holds
/// megabytes, and tells of room only when a third is free: a listener who takes Opus
/// at the pace of its sound, 4 kB a second, would look stalled for minutes. It also
/// bounds how far the making runs ahead of the listener.
const HELD: usize = 64 << 10;

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
    // Small chunks of sound must leave at once; a socket that cannot is served too, and
    // so is one whose buffer stays as it is.
    let _ = stream.set_nodelay(true);
    let _ = SockRef::from(&stream).set_send_buffer_size(HELD);
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

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::body::Body;
    use axum::routing::get;
    use bytes::Bytes;
    use futures_util::stream;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;

    use super::*;

    /// A server, in paused time: the clock leaps whenever nothing else is left to do.
    struct Served {
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        ended: JoinHandle<()>,
    }

    async fn served(routes: Router) -> Served {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let ended = tokio::spawn(serve(listener, routes, stopped));
        Served {
            address,
            stop,
            ended,
        }
    }

    async fn client(served: &Served, sends: &str) -> TcpStream {
        let mut client = TcpStream::connect(served.address).await.unwrap();
        client.write_all(sends.as_bytes()).await.unwrap();
        client
    }

    /// Time for the kernel, whose clocks do not leap, to tell the sender what was read:
    /// a second here would otherwise be none for it. Ours stands still meanwhile.
    async fn kernel_tells() {
        let waits = || std::thread::sleep(Duration::from_millis(5));
        tokio::task::spawn_blocking(waits).await.unwrap();
    }

    /// Sound without end, one piece each `pause`; `gone` hears when nobody wants it.
    fn endless(pause: Duration, gone: oneshot::Sender<()>) -> Router {
        let gone = Arc::new(std::sync::Mutex::new(Some(gone)));
        let answer = move || {
            let told = gone.lock().unwrap().take();
            let pieces = stream::unfold(told, move |told| async move {
                sleep(pause).await;
                let piece = Bytes::from_static(&[0; 1 << 16]);
                Some((Ok::<_, io::Error>(piece), told))
            });
            async { Body::from_stream(pieces) }
        };
        Router::new().route("/", get(answer))
    }

    const ASK: &str = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";

    #[tokio::test(start_paused = true)]
    async fn a_client_that_never_finishes_its_headers_is_dropped() {
        let served = served(Router::new()).await;
        // In the middle of them, before the first byte, and idle after an answer.
        for sent in ["GET / HTTP/1.1\r\nhost:", "", ASK] {
            let began = Instant::now();
            let mut silent = client(&served, sent).await;
            let mut answer = Vec::new();
            let _ = silent.read_to_end(&mut answer).await;
            let waited = began.elapsed();
            assert!(
                (HEADERS..HEADERS * 2).contains(&waited),
                "{sent:?}: {waited:?}"
            );
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_sends_its_headers_a_byte_a_second_is_dropped() {
        let served = served(Router::new()).await;
        let began = Instant::now();
        let (mut read, mut write) = client(&served, "GET / HTTP/1.1\r\nx: ").await.into_split();
        let trickle = async {
            while write.write_all(b"y").await.is_ok() {
                sleep(Duration::from_secs(1)).await;
            }
        };
        let mut answer = Vec::new();
        tokio::select! {
            _ = read.read_to_end(&mut answer) => {}
            () = trickle => {}
        }
        assert!((HEADERS..HEADERS * 2).contains(&began.elapsed()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_takes_nothing_is_dropped_and_its_stream_with_it() {
        let (told, gone) = oneshot::channel();
        let served = served(endless(Duration::ZERO, told)).await;
        let began = Instant::now();
        let _deaf = client(&served, ASK).await;
        assert!(gone.await.is_err(), "the stream was dropped");
        assert!((STALLED..STALLED * 2).contains(&began.elapsed()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_reads_as_slowly_as_it_listens_is_not_dropped() {
        let (told, mut gone) = oneshot::channel();
        let served = served(endless(Duration::ZERO, told)).await;
        let mut listening = client(&served, ASK).await;
        // Opus is 4 kB a second; a few minutes of it, behind what is on its way.
        let mut heard = vec![0; 4_000];
        for second in 0..600 {
            let read = listening.read_exact(&mut heard).await;
            assert!(read.is_ok(), "cut after {second} s");
            kernel_tells().await;
            sleep(Duration::from_secs(1)).await;
        }
        assert_eq!(gone.try_recv(), Err(oneshot::error::TryRecvError::Empty));
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_slower_than_any_clock_here_is_not_dropped() {
        let (told, mut gone) = oneshot::channel();
        let served = served(endless(STALLED * 3, told)).await;
        let mut patient = client(&served, ASK).await;
        let mut heard = vec![0; 3 << 16];
        patient.read_exact(&mut heard).await.unwrap();
        assert_eq!(gone.try_recv(), Err(oneshot::error::TryRecvError::Empty));
    }

    #[tokio::test(start_paused = true)]
    async fn what_does_not_end_by_itself_is_cut_when_the_server_ends() {
        let (told, gone) = oneshot::channel();
        let served = served(endless(Duration::from_secs(1), told)).await;
        let mut listener = client(&served, ASK).await;
        listener.read_u8().await.unwrap();
        let mut idle = client(&served, "").await;
        let began = Instant::now();
        served.stop.send(()).unwrap();
        let listening = tokio::spawn(async move {
            let mut heard = Vec::new();
            let _ = listener.read_to_end(&mut heard).await;
            heard
        });
        assert_eq!(
            idle.read(&mut [0]).await.unwrap_or(0),
            0,
            "idle ones go at once"
        );
        served.ended.await.unwrap();
        assert!((DRAIN..DRAIN * 2).contains(&began.elapsed()));
        drop((listening, gone));
    }
}

//! Interrupt (Ctrl-C) and terminate, as things to wait for.

use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::error::{Error, Result};

/// A person's wish to end.
pub(super) struct Stop {
    interrupt: Signal,
    terminate: Signal,
}

impl Stop {
    /// From now on, signals no longer end the process by themselves.
    pub(super) fn new() -> Result<Self> {
        let failed =
            |error| Error::ours("no_signals", "Signals cannot be received.").caused_by(error);
        Ok(Self {
            interrupt: signal(SignalKind::interrupt()).map_err(failed)?,
            terminate: signal(SignalKind::terminate()).map_err(failed)?,
        })
    }

    /// Waits for the next wish.
    pub(super) async fn asked(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    /// Does `work`, which is told of the first wish and dropped at the second.
    pub(super) async fn after<Work: Future<Output = ()>>(
        mut self,
        work: impl FnOnce(tokio::sync::oneshot::Receiver<()>) -> Work,
    ) {
        let (first, asked) = tokio::sync::oneshot::channel();
        let impatience = async {
            self.asked().await;
            let _ = first.send(());
            self.asked().await;
        };
        tokio::select! {
            () = work(asked) => {}
            () = impatience => {}
        }
    }
}

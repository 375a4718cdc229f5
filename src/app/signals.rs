//! The signals by which the process is told to end.

use std::{io, process::ExitCode};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::mpsc,
};

/// The signals that end the process.
fn kinds() -> [SignalKind; 4] {
    [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup(), SignalKind::quit()]
}

/// Waits for the first signal that ends the process. From when it is made no signal is lost, nor does one
/// kill the process by itself; as the first process of a container it would not even do that.
pub(super) struct Ending(mpsc::Receiver<SignalKind>);

impl Ending {
    /// Listens from now on.
    ///
    /// # Errors
    /// When the system does not let it.
    pub(super) fn listen() -> io::Result<Self> {
        let (sender, receiver) = mpsc::channel(1);
        for kind in kinds() {
            let signals = signal(kind)?;
            tokio::spawn(report(kind, signals, sender.clone()));
        }
        Ok(Self(receiver))
    }

    /// The signal, once there is one.
    pub(super) async fn signal(&mut self) -> SignalKind {
        match self.0.recv().await {
            Some(kind) => kind,
            None => std::future::pending().await,
        }
    }

    /// The outcome of `work`, or the exit code of a process that a signal ended (128 and its number).
    /// What `work` does at once, such as writing a line, is done to its end.
    pub(super) async fn or<E>(
        &mut self,
        work: impl Future<Output = Result<ExitCode, E>>,
    ) -> Result<ExitCode, E> {
        tokio::select! {
            outcome = work => outcome,
            kind = self.signal() => {
                let code = u8::try_from(128 + kind.as_raw_value());
                Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
            }
        }
    }
}

async fn report(kind: SignalKind, mut signals: Signal, sender: mpsc::Sender<SignalKind>) {
    if signals.recv().await.is_some() {
        // Whoever does not listen has ended.
        let _ = sender.send(kind).await;
    }
}

//! Files that may change while the server runs: certificates and API keys.
//!
//! They are compared every second, not watched through the system: that works for every file
//! system, and for Kubernetes, which swaps a link to the folder that they are in.

use crate::metrics::Metrics;
use anyhow::{Context, Result, anyhow};
use std::{fs, path::PathBuf, sync::Arc, time::Duration};
use tokio::sync::watch;

/// The time between two comparisons.
const INTERVAL: Duration = Duration::from_secs(1);

/// The value that was last read well from some files.
pub type Watched<T> = watch::Receiver<Arc<T>>;

/// Reads files and follows them as long as a receiver is there. A change counts once two comparisons
/// have seen the same: before, it may be half written. One that cannot be read, or makes no sense, is
/// logged and counted, and what was read before stays.
///
/// # Errors
/// When they cannot be read now.
pub fn watched<T: Send + Sync + 'static>(
    name: &'static str,
    paths: Vec<PathBuf>,
    mut parse: impl FnMut(&[Vec<u8>]) -> Result<T> + Send + 'static,
    metrics: &Metrics,
) -> Result<Watched<T>> {
    let read = contents(&paths)?;
    let (sender, receiver) = watch::channel(Arc::new(parse(&read)?));
    let metrics = metrics.clone();
    tokio::spawn(async move {
        // `None`: they could not be read, which is told once.
        let mut last = Some(read);
        let mut changed = None;
        loop {
            tokio::select! {
                () = sender.closed() => return,
                () = tokio::time::sleep(INTERVAL) => {}
            }
            let read = contents(&paths);
            if read.as_ref().ok() == last.as_ref() {
                changed = None;
                continue;
            }
            let seen = changed.replace(read.as_ref().ok().cloned());
            if seen.as_ref() != changed.as_ref() {
                continue;
            }
            let parsed = read.as_ref().map_err(|error| anyhow!("{error:#}"));
            let parsed = parsed.and_then(|contents| parse(contents));
            last = read.ok();
            metrics.reloaded(name, parsed.is_ok());
            match parsed {
                Ok(parsed) => {
                    sender.send_replace(Arc::new(parsed));
                    tracing::info!(file = name, "changed and read again");
                }
                Err(error) => {
                    let error = format!("{error:#}");
                    tracing::warn!(file = name, error, "changed, but cannot be used");
                }
            }
        }
    });
    Ok(receiver)
}

/// Small, so that reading them holds nobody up.
fn contents(paths: &[PathBuf]) -> Result<Vec<Vec<u8>>> {
    let read =
        |path: &PathBuf| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    paths.iter().map(read).collect()
}

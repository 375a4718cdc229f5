//! Traces, metrics and logs. They never hold any text of a document, nor a header of a call but
//! its trace context.
//!
//! OTLP is configured by the variables of OpenTelemetry alone ([`otlp`]); without them nothing is
//! exported and nothing is paid for it. Exporters work on threads of their own with bounded queues:
//! a collector that is slow or gone costs the records that do not fit, which are counted, and
//! never an answer.

pub mod admin;
mod counted;
mod logging;
mod otlp;
#[cfg(target_os = "linux")]
mod process;
mod providers;

use crate::metrics::{Metrics, SCOPE};
use anyhow::Result;
use opentelemetry::metrics::MeterProvider;
use prometheus::Registry as Gathered;
use providers::Providers;
use std::time::Duration;
use tracing_subscriber::filter::EnvFilter;

use logging::Output;

pub use logging::{LogFilter, LogFormat, parse as parse_filter};

/// The telemetry of a process, which must be flushed at its end.
#[must_use = "what was recorded is lost unless it is flushed"]
pub struct Telemetry {
    /// The instruments.
    pub metrics: Metrics,
    /// The filter of what is logged.
    pub log_filter: LogFilter,
    /// The metrics that `/metrics` shows, where it is wanted.
    pub gathered: Option<Gathered>,
    providers: Providers,
    /// Dropped last: what the others say at their end is logged too.
    _output: Output,
}

/// A log on standard error that is written out when this is dropped.
#[must_use = "what is not written yet is lost"]
pub struct Log(#[expect(dead_code, reason = "it works when it is dropped")] Output);

/// Starts logging to standard error, and nothing else.
pub fn logs_only(format: LogFormat, filter: &str) -> Log {
    let output = Output::start();
    logging::start(format, EnvFilter::new(filter), &output, &Providers::default());
    Log(output)
}

/// Starts all that the environment asks for. `scraped`: metrics are read by Prometheus too.
///
/// # Errors
/// When a variable of OpenTelemetry asks for what is not there, or names a file that is not.
pub fn init(format: LogFormat, filter: &str, scraped: bool) -> Result<Telemetry> {
    let gathered = scraped.then(Gathered::new);
    let providers = Providers::start(gathered.as_ref())?;
    let metrics = match &providers.metrics {
        Some(provider) => {
            #[cfg(target_os = "linux")]
            process::watch(&provider.meter(SCOPE));
            Metrics::new(provider.meter(SCOPE))
        }
        None => Metrics::off(),
    };
    let output = Output::start();
    let lost = output.lost();
    metrics.watch_lost_lines(move || lost.dropped_lines());
    let log_filter = logging::start(format, EnvFilter::new(filter), &output, &providers);
    Ok(Telemetry { metrics, log_filter, gathered, providers, _output: output })
}

impl Telemetry {
    /// Exports what is left, for at most `limit`.
    pub async fn shutdown(self, limit: Duration) {
        self.providers.shutdown(limit).await;
    }
}

//! The settings of the server.

use super::{CleaningSettings, ComputeSettings, MAX_BYTES, duration, positive_duration};
use crate::{
    engine::Admission,
    server::{Limits, MEMORY_PER_BYTE, serve::Shutdown, transport::connection::ConnectionLimits},
    telemetry::LogFormat,
};
use clap::{Args, builder::RangedI64ValueParser, value_parser};
use std::{net::SocketAddr, path::PathBuf, time::Duration};
use tracing_subscriber::filter::EnvFilter;

/// The settings of the server.
#[derive(Args, Debug)]
pub struct Serve {
    /// Where to listen [address:port]
    #[arg(long, env = "COPYDESK_LISTEN", default_value = "0.0.0.0:50051")]
    pub listen: SocketAddr,
    /// Where operators read metrics and change what is logged, over HTTP and without a key; default:
    /// nowhere [address:port]
    #[arg(long, env = "COPYDESK_ADMIN_LISTEN", value_name = "ADDRESS")]
    pub admin_listen: Option<SocketAddr>,
    /// The processors and the size of documents.
    #[command(flatten)]
    pub compute: ComputeSettings,
    /// How content is cleaned.
    #[command(flatten)]
    pub cleaning: CleaningSettings,
    /// What is let in.
    #[command(flatten)]
    pub limits: LimitSettings,
    /// What connections may be.
    #[command(flatten)]
    pub connections: ConnectionSettings,
    /// Who may call.
    #[command(flatten)]
    pub security: SecuritySettings,
    /// From NOT_SERVING to refusing connections, at shutdown [duration: "5s", "500ms"]
    #[arg(long, env = "COPYDESK_DRAIN_DELAY", default_value = "0s", value_parser = duration)]
    drain_delay: Duration,
    /// From then to the end: calls in flight are answered, telemetry is flushed; a tenth of it, at
    /// most 2s, is left for the latter [duration: "25s"]
    #[arg(long, env = "COPYDESK_GRACE_PERIOD", default_value = "25s", value_parser = duration)]
    grace_period: Duration,
    /// What is logged.
    #[command(flatten)]
    pub log: LogSettings,
}

impl Serve {
    /// How long it takes to go, without [`Self::flush`].
    pub fn shutdown(&self) -> Shutdown {
        let grace_period = self.grace_period.saturating_sub(self.flush());
        Shutdown { drain_delay: self.drain_delay, grace_period }
    }

    /// The part of the grace period in which telemetry is flushed.
    pub fn flush(&self) -> Duration {
        (self.grace_period / 10).min(Duration::from_secs(2))
    }
}

/// What the server lets in.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Limits")]
pub struct LimitSettings {
    /// Single documents that run or wait; one more is refused; default: 12 for each thread, so that
    /// none waits long [documents]
    #[arg(long, env = "COPYDESK_MAX_DOCUMENTS", value_parser = count())]
    max_documents: Option<u32>,
    /// Documents of batches and streams that run; further ones wait [documents]
    #[arg(long, env = "COPYDESK_MAX_BULK_DOCUMENTS", default_value = "16", value_parser = count())]
    max_bulk_documents: u32,
    /// Batches and streams at the same time; one more is refused [calls]
    #[arg(long, env = "COPYDESK_MAX_BULK_CALLS", default_value = "16", value_parser = count())]
    max_bulk_calls: u32,
    /// The memory that the process may take in the worst case: sets the next two, if they are not
    /// set; too little for one document of each stops the start [bytes]
    #[arg(long, env = "COPYDESK_MEMORY_LIMIT")]
    memory_limit: Option<u64>,
    /// Messages of single documents that are being read or are not answered yet, as they are without
    /// compression; more is refused unread; default: 8 MiB [bytes]
    #[arg(long, env = "COPYDESK_MAX_BYTES_IN_FLIGHT", value_parser = bytes())]
    max_bytes_in_flight: Option<u32>,
    /// The same for batches, which are refused, and streams, which wait; default: 8 MiB [bytes]
    #[arg(long, env = "COPYDESK_MAX_BULK_BYTES_IN_FLIGHT", value_parser = bytes())]
    max_bulk_bytes_in_flight: Option<u32>,
    /// The largest batch [documents]
    #[arg(long, env = "COPYDESK_MAX_BATCH_DOCUMENTS", default_value = "100", value_parser = value_parser!(u32).range(1..))]
    max_batch_documents: u32,
    /// The contents of a batch together [bytes of UTF-8]
    #[arg(long, env = "COPYDESK_MAX_BATCH_BYTES", default_value_t = 4 << 20, value_parser = bytes())]
    max_batch_bytes: u32,
    /// Documents of one stream that are taken on at once [documents]
    #[arg(long, env = "COPYDESK_MAX_STREAM_IN_FLIGHT", default_value = "16", value_parser = value_parser!(u32).range(1..=10_000))]
    max_stream_in_flight: u32,
    /// Calls of any kind at the same time; one more is refused, but for health and reflection [calls]
    #[arg(long, env = "COPYDESK_MAX_CALLS", default_value = "1000", value_parser = count())]
    max_calls: u32,
    /// How long a stream may have no document, neither read nor in work [duration]
    #[arg(long, env = "COPYDESK_MAX_STREAM_IDLE", default_value = "1m", value_parser = positive_duration)]
    max_stream_idle: Duration,
    /// The longest a message may take to arrive, a document from admission to answer, and an answer
    /// to be taken [duration: "30s"]
    #[arg(long, env = "COPYDESK_TIME_LIMIT", default_value = "30s", value_parser = positive_duration)]
    time_limit: Duration,
}

/// Bytes in flight where nothing says how many.
const BYTES_IN_FLIGHT: u32 = 8 << 20;
/// Room for the options of a call beside the largest contents [bytes].
const OPTIONS_BYTES: u64 = 64 << 10;

impl Serve {
    /// What a request may hold, and what requests may together.
    ///
    /// # Errors
    /// When the memory limit has no room for the largest document.
    pub fn limits(&self) -> Result<Limits, String> {
        let settings = &self.limits;
        let limits = Limits {
            content_bytes: self.compute.max_content_bytes,
            batch_documents: settings.max_batch_documents,
            batch_bytes: settings.max_batch_bytes,
            stream_in_flight: settings.max_stream_in_flight,
            bulk_calls: settings.max_bulk_calls as usize,
            calls: settings.max_calls as usize,
            stream_idle: settings.max_stream_idle,
            single_bytes: settings.max_bytes_in_flight.unwrap_or(BYTES_IN_FLIGHT),
            bulk_bytes: settings.max_bulk_bytes_in_flight.unwrap_or(BYTES_IN_FLIGHT),
            time: settings.time_limit,
        };
        let kinds = [
            ("max-bytes-in-flight", limits.single_bytes, limits.content_bytes),
            ("max-bulk-bytes-in-flight", limits.bulk_bytes, limits.batch_bytes),
        ];
        for (name, bytes, largest) in kinds {
            let least = u64::from(largest) + OPTIONS_BYTES;
            if u64::from(bytes) < least {
                return Err(format!("{name} must be at least {least} for the limits of contents"));
            }
        }
        let Some(memory) = settings.memory_limit else { return Ok(limits) };
        let fixed = Limits { single_bytes: 0, bulk_bytes: 0, ..limits };
        let fixed = fixed.memory(&self.connections.limits(), self.compute.threads());
        let share = memory.saturating_sub(fixed) / MEMORY_PER_BYTE / 2;
        let least = limits.largest() + OPTIONS_BYTES;
        if share < least {
            let needed = fixed + 2 * MEMORY_PER_BYTE * least;
            return Err(format!(
                "the memory limit must be at least {needed} for the other limits that are set, or those lower"
            ));
        }
        let share = u32::try_from(share).unwrap_or(u32::MAX);
        let limits = Limits {
            single_bytes: settings.max_bytes_in_flight.unwrap_or(share),
            bulk_bytes: settings.max_bulk_bytes_in_flight.unwrap_or(share),
            ..limits
        };
        let most = limits.memory(&self.connections.limits(), self.compute.threads());
        if most > memory {
            return Err(format!(
                "the limits that are set take {most} bytes, more than the memory limit"
            ));
        }
        Ok(limits)
    }
}

impl LimitSettings {
    /// The admission of single documents.
    pub fn unary(&self, threads: usize) -> Admission {
        let documents = self.max_documents.map_or(12 * threads, |documents| documents as usize);
        Admission { documents, time: self.time_limit, shed: true }
    }

    /// The admission of the documents of batches and streams.
    pub const fn bulk(&self) -> Admission {
        Admission {
            documents: self.max_bulk_documents as usize,
            time: self.time_limit,
            shed: false,
        }
    }
}

/// What connections may be.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Connections")]
pub struct ConnectionSettings {
    /// Connections at the same time; one more is closed at once [connections]
    #[arg(long, env = "COPYDESK_MAX_CONNECTIONS", default_value = "256", value_parser = count())]
    max_connections: u32,
    /// Calls at the same time on a connection [calls]
    #[arg(long, env = "COPYDESK_MAX_CONCURRENT_STREAMS", default_value = "100", value_parser = value_parser!(u32).range(1..=10_000))]
    max_concurrent_streams: u32,
    /// The headers of a call [bytes]
    #[arg(long, env = "COPYDESK_MAX_HEADER_BYTES", default_value = "8192", value_parser = value_parser!(u32).range(1024..=1 << 20))]
    max_header_bytes: u32,
    /// How often a silent client is asked whether it is there [duration]
    #[arg(long, env = "COPYDESK_KEEPALIVE_INTERVAL", default_value = "60s", value_parser = positive_duration)]
    keepalive_interval: Duration,
    /// How long it may take to say so [duration]
    #[arg(long, env = "COPYDESK_KEEPALIVE_TIMEOUT", default_value = "20s", value_parser = positive_duration)]
    keepalive_timeout: Duration,
    /// A connection without calls is closed after [duration]
    #[arg(long, env = "COPYDESK_MAX_CONNECTION_IDLE", default_value = "15m", value_parser = positive_duration)]
    max_connection_idle: Duration,
    /// A connection takes no new calls after, so that its client connects again, perhaps to another
    /// server [duration]
    #[arg(long, env = "COPYDESK_MAX_CONNECTION_AGE", default_value = "30m", value_parser = positive_duration)]
    max_connection_age: Duration,
    /// From then until streams that are open on it are ended [duration]
    #[arg(long, env = "COPYDESK_MAX_CONNECTION_AGE_GRACE", default_value = "10m", value_parser = positive_duration)]
    max_connection_age_grace: Duration,
}

impl ConnectionSettings {
    /// What connections may be.
    pub const fn limits(&self) -> ConnectionLimits {
        ConnectionLimits {
            connections: self.max_connections as usize,
            streams: self.max_concurrent_streams,
            header_bytes: self.max_header_bytes,
            keepalive_interval: self.keepalive_interval,
            keepalive_timeout: self.keepalive_timeout,
            idle: self.max_connection_idle,
            age: self.max_connection_age,
            age_grace: self.max_connection_age_grace,
        }
    }
}

/// Who may call. Every file is read again when it changes.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Security")]
pub struct SecuritySettings {
    /// The server's certificate and those that vouch for it: callers speak TLS 1.2 or 1.3 [PEM file]
    #[arg(long, env = "COPYDESK_TLS_CERTIFICATE", value_name = "FILE", requires = "tls_key")]
    pub tls_certificate: Option<PathBuf>,
    /// Its private key [PEM file]
    #[arg(long, env = "COPYDESK_TLS_KEY", value_name = "FILE", requires = "tls_certificate")]
    pub tls_key: Option<PathBuf>,
    /// Only clients with a certificate from here are let in [PEM file]
    #[arg(long, env = "COPYDESK_TLS_CLIENT_CA", value_name = "FILE", requires = "tls_certificate")]
    pub tls_client_ca: Option<PathBuf>,
    /// Only callers with an API key from here are answered, each within its rates; made by `copydesk
    /// new-key` [TOML file]
    #[arg(long, env = "COPYDESK_API_KEYS", value_name = "FILE")]
    pub api_keys: Option<PathBuf>,
    /// Tell callers nothing about the contract by gRPC reflection
    #[arg(long, env = "COPYDESK_NO_REFLECTION")]
    pub no_reflection: bool,
}

/// What is logged, on standard error.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Logs")]
pub struct LogSettings {
    /// How log lines look
    #[arg(long, env = "COPYDESK_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// What is logged: a level, or targets with levels ("info", "warn,copydesk=debug")
    #[arg(long, env = "COPYDESK_LOG", default_value = "info", value_parser = filter)]
    pub log: String,
}

/// Checks a log filter.
fn filter(text: &str) -> Result<String, String> {
    let checked = EnvFilter::try_new(text).map(|_| text.to_owned());
    checked.map_err(|_| "must be a level, or targets with levels".to_owned())
}

fn count() -> RangedI64ValueParser<u32> {
    value_parser!(u32).range(1..=1_000_000)
}

fn bytes() -> RangedI64ValueParser<u32> {
    value_parser!(u32).range(1..=MAX_BYTES)
}

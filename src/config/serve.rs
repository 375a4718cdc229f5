//! The settings of the server.

use super::common::{CleaningSettings, ComputeSettings, MAX_BYTES, duration, positive_duration};
use crate::telemetry::{LogFormat, parse_filter};
use clap::{Args, builder::RangedI64ValueParser, value_parser};
use http::HeaderValue;
use std::{net::SocketAddr, path::PathBuf, time::Duration};

/// The settings of the server.
#[derive(Args, Debug)]
pub struct Serve {
    /// Address to listen on [address:port]
    #[arg(long, env = "COPYDESK_LISTEN", default_value = "0.0.0.0:50051")]
    pub listen: SocketAddr,
    /// Address for operators: metrics and log levels over HTTP, without a key; default:
    /// nowhere [address:port]
    #[arg(long, env = "COPYDESK_ADMIN_LISTEN", value_name = "ADDRESS")]
    pub admin_listen: Option<SocketAddr>,
    /// The processors, the memory and the size of documents.
    #[command(flatten)]
    pub compute: ComputeSettings,
    /// The settings of cleaning.
    #[command(flatten)]
    pub cleaning: CleaningSettings,
    /// The limits of what is let in.
    #[command(flatten)]
    pub limits: LimitSettings,
    /// The limits of connections.
    #[command(flatten)]
    pub connections: ConnectionSettings,
    /// The callers that are let in.
    #[command(flatten)]
    pub security: SecuritySettings,
    /// Answer calls of our own contract alone, and not those of Google Cloud Natural Language beside it
    #[arg(long, env = "COPYDESK_NO_GOOGLE")]
    pub no_google: bool,
    /// From NOT_SERVING to refusing connections, at shutdown [duration: "5s", "500ms"]
    #[arg(long, env = "COPYDESK_DRAIN_DELAY", default_value = "0s", value_parser = duration)]
    pub drain_delay: Duration,
    /// From then to the end: calls in flight are answered, telemetry is flushed; a tenth of it, at
    /// most 2s, is left for the latter [duration: "25s"]
    #[arg(long, env = "COPYDESK_GRACE_PERIOD", default_value = "25s", value_parser = duration)]
    pub grace_period: Duration,
    /// The log.
    #[command(flatten)]
    pub log: LogSettings,
}

/// The limits of what the server lets in.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Limits")]
pub struct LimitSettings {
    /// Single documents that run or wait; one more is refused; default: 12 for each thread, so that
    /// none waits long [documents]
    #[arg(long, env = "COPYDESK_MAX_DOCUMENTS", value_parser = count())]
    pub max_documents: Option<u32>,
    /// Documents of batches and streams that run; further ones wait [documents]
    #[arg(long, env = "COPYDESK_MAX_BULK_DOCUMENTS", default_value = "16", value_parser = count())]
    pub max_bulk_documents: u32,
    /// Batches and streams at the same time; one more is refused [calls]
    #[arg(long, env = "COPYDESK_MAX_BULK_CALLS", default_value = "16", value_parser = count())]
    pub max_bulk_calls: u32,
    /// Messages of single documents that are being read or are not answered yet, as they are without
    /// compression; more is refused unread; default: what the memory limit allows, else 8 MiB [bytes]
    #[arg(long, env = "COPYDESK_MAX_BYTES_IN_FLIGHT", value_parser = bytes())]
    pub max_bytes_in_flight: Option<u32>,
    /// The same for batches, which are refused, and streams, which wait; default: the same [bytes]
    #[arg(long, env = "COPYDESK_MAX_BULK_BYTES_IN_FLIGHT", value_parser = bytes())]
    pub max_bulk_bytes_in_flight: Option<u32>,
    /// The largest batch [documents]
    #[arg(long, env = "COPYDESK_MAX_BATCH_DOCUMENTS", default_value = "100", value_parser = value_parser!(u32).range(1..))]
    pub max_batch_documents: u32,
    /// The contents of a batch together [bytes of UTF-8]
    #[arg(long, env = "COPYDESK_MAX_BATCH_BYTES", default_value_t = 4 << 20, value_parser = bytes())]
    pub max_batch_bytes: u32,
    /// Documents of one stream that are taken on at once [documents]
    #[arg(long, env = "COPYDESK_MAX_STREAM_IN_FLIGHT", default_value = "16", value_parser = value_parser!(u32).range(1..=10_000))]
    pub max_stream_in_flight: u32,
    /// Calls of any kind at the same time; one more is refused, but for health and reflection [calls]
    #[arg(long, env = "COPYDESK_MAX_CALLS", default_value = "1000", value_parser = count())]
    pub max_calls: u32,
    /// Longest time of a stream without a document, neither read nor in work [duration]
    #[arg(long, env = "COPYDESK_MAX_STREAM_IDLE", default_value = "1m", value_parser = positive_duration)]
    pub max_stream_idle: Duration,
    /// The longest a message may take to arrive, a document from admission to answer, and an answer
    /// to be taken [duration: "30s"]
    #[arg(long, env = "COPYDESK_TIME_LIMIT", default_value = "30s", value_parser = positive_duration)]
    pub time_limit: Duration,
}

/// The limits of connections.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Connections")]
pub struct ConnectionSettings {
    /// Connections at the same time; one more is closed at once [connections]
    #[arg(long, env = "COPYDESK_MAX_CONNECTIONS", default_value = "256", value_parser = count())]
    pub max_connections: u32,
    /// Calls at the same time on a connection [calls]
    #[arg(long, env = "COPYDESK_MAX_CONCURRENT_STREAMS", default_value = "100", value_parser = value_parser!(u32).range(1..=10_000))]
    pub max_concurrent_streams: u32,
    /// The headers of a call [bytes]
    #[arg(long, env = "COPYDESK_MAX_HEADER_BYTES", default_value = "8192", value_parser = value_parser!(u32).range(1024..=1 << 20))]
    pub max_header_bytes: u32,
    /// Time between pings to a silent client [duration]
    #[arg(long, env = "COPYDESK_KEEPALIVE_INTERVAL", default_value = "60s", value_parser = positive_duration)]
    pub keepalive_interval: Duration,
    /// Longest wait for the answer to a ping [duration]
    #[arg(long, env = "COPYDESK_KEEPALIVE_TIMEOUT", default_value = "20s", value_parser = positive_duration)]
    pub keepalive_timeout: Duration,
    /// A connection without calls is closed after [duration]
    #[arg(long, env = "COPYDESK_MAX_CONNECTION_IDLE", default_value = "15m", value_parser = positive_duration)]
    pub max_connection_idle: Duration,
    /// A connection takes no new calls after, so that its client connects again, perhaps to another
    /// server [duration]
    #[arg(long, env = "COPYDESK_MAX_CONNECTION_AGE", default_value = "30m", value_parser = positive_duration)]
    pub max_connection_age: Duration,
    /// From then until streams that are open on it are ended [duration]
    #[arg(long, env = "COPYDESK_MAX_CONNECTION_AGE_GRACE", default_value = "10m", value_parser = positive_duration)]
    pub max_connection_age_grace: Duration,
}

/// The callers that are let in. Every file is read again when it changes.
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
    /// Origins whose pages may call from browsers; "*": all; default: none [comma-separated:
    /// "https://desk.example"]
    #[arg(long, env = "COPYDESK_CORS_ORIGINS", value_name = "ORIGINS", value_delimiter = ',')]
    pub cors_origins: Vec<HeaderValue>,
    /// Tell callers nothing about the contract by gRPC reflection
    #[arg(long, env = "COPYDESK_NO_REFLECTION")]
    pub no_reflection: bool,
}

/// The log, on standard error.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Logs")]
pub struct LogSettings {
    /// Format of log lines
    #[arg(long, env = "COPYDESK_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// Level of logs, or targets with levels ("info", "warn,copydesk=debug")
    #[arg(long, env = "COPYDESK_LOG", default_value = "info", value_parser = filter)]
    pub log: String,
}

/// Checks a log filter.
fn filter(text: &str) -> Result<String, String> {
    parse_filter(text).map(|_| text.to_owned()).map_err(|fault| fault.to_string())
}

fn count() -> RangedI64ValueParser<u32> {
    value_parser!(u32).range(1..=1_000_000)
}

fn bytes() -> RangedI64ValueParser<u32> {
    value_parser!(u32).range(1..=MAX_BYTES)
}

//! The answers to operators, over HTTP and on an address of their own: the server's metrics, the filter
//! of its log, and its health, which probes of Kubernetes cannot ask over TLS. It answers without
//! authentication: do not let strangers reach it.

use super::LogFilter;
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus::{Registry, TextEncoder};
use std::io;
use tokio::net::TcpListener;
use tonic::service::Routes;

/// The longest log filter that is read [bytes].
const LONGEST_FILTER: usize = 4096;

/// Answers `GET /metrics`, `GET /log`, `PUT /log`, and gRPC's health protocol until it is dropped.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    gathered: Registry,
    log_filter: LogFilter,
    health: Routes,
) -> io::Result<()> {
    let routes = Router::new()
        .route("/metrics", get(metrics).with_state(gathered))
        .route("/log", get(log).put(set_log).with_state(log_filter))
        .route_service("/grpc.health.v1.Health/{method}", health)
        .layer(DefaultBodyLimit::max(LONGEST_FILTER));
    axum::serve(listener, routes).await
}

/// The metrics in the text format of Prometheus.
async fn metrics(State(gathered): State<Registry>) -> Response {
    match TextEncoder::new().encode_to_string(&gathered.gather()) {
        Ok(text) => ([(CONTENT_TYPE, prometheus::TEXT_FORMAT)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The filter of what is logged.
async fn log(State(filter): State<LogFilter>) -> String {
    format!("{filter}\n")
}

/// Sets the filter to what the body says.
async fn set_log(State(filter): State<LogFilter>, body: String) -> Response {
    match filter.set(body.trim()) {
        Ok(()) => {
            tracing::warn!(filter = %filter, "what is logged was changed");
            StatusCode::NO_CONTENT.into_response()
        }
        Err(_) => {
            let fault = "must be a level, or targets with levels\n";
            (StatusCode::BAD_REQUEST, fault).into_response()
        }
    }
}

//! The answers to operators, over HTTP and on an address of their own: the server's metrics, the filter
//! of its log, and its health, which probes of Kubernetes cannot ask over TLS. It answers without
//! authentication: do not let strangers reach it.
//!
//! It runs on a thread of its own, so that it answers however busy the server is, and the server
//! however busy it is.

use super::LogFilter;
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use prometheus::{Registry, TextEncoder};
use std::{collections::VecDeque, io, pin::pin, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    task::AbortHandle,
    time::{sleep, timeout},
};
use tonic::service::Routes;

/// The longest log filter that is read [bytes].
const LONGEST_FILTER: usize = 4096;
/// Connections at a time: the oldest ends for one more.
const CONNECTIONS: usize = 64;
/// The time that the headers of a request may take.
const HEADERS: Duration = Duration::from_secs(5);
/// The time that a connection may last, and then its last answer.
const LIFETIME: [Duration; 2] = [Duration::from_secs(60), Duration::from_secs(10)];
/// The time until the system, which has no descriptor left or the like, may have one again.
const BREATH: Duration = Duration::from_millis(100);

/// Answers `GET /metrics`, `GET /log`, `PUT /log`, and gRPC's health protocol until the process ends.
/// `beside` runs on the same thread.
///
/// # Errors
/// When the thread cannot be started.
pub fn start(
    listener: std::net::TcpListener,
    gathered: Registry,
    log_filter: LogFilter,
    health: Routes,
    beside: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let routes = Router::new()
        .route("/metrics", get(metrics).with_state(gathered))
        .route("/log", get(log).put(set_log).with_state(log_filter))
        .route_service("/grpc.health.v1.Health/{method}", health)
        .layer(DefaultBodyLimit::max(LONGEST_FILTER));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let serve = async move {
        let listener = TcpListener::from_std(listener)?;
        tokio::spawn(beside);
        serve(listener, routes).await;
        Ok::<_, io::Error>(())
    };
    std::thread::Builder::new().name("admin".to_owned()).spawn(move || runtime.block_on(serve))?;
    Ok(())
}

async fn serve(listener: TcpListener, routes: Router) {
    let mut connections = VecDeque::<AbortHandle>::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            sleep(BREATH).await;
            continue;
        };
        connections.retain(|connection| !connection.is_finished());
        if connections.len() >= CONNECTIONS
            && let Some(oldest) = connections.pop_front()
        {
            oldest.abort();
        }
        connections.push_back(tokio::spawn(answer(stream, routes.clone())).abort_handle());
    }
}

/// Answers what comes over a connection.
async fn answer(stream: TcpStream, routes: Router) {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS);
    builder.http2().timer(TokioTimer::new()).max_concurrent_streams(16);
    let service = TowerToHyperService::new(routes);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let [lasts, last_answer] = LIFETIME;
    if timeout(lasts, connection.as_mut()).await.is_err() {
        connection.as_mut().graceful_shutdown();
        // Whoever does not take it loses it.
        let _ = timeout(last_answer, connection).await;
    }
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
        Err(fault) => (StatusCode::BAD_REQUEST, format!("{fault}\n")).into_response(),
    }
}

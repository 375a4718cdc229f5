//! The transport: what stands around the RPCs.

use super::{
    DESCRIPTOR,
    explain::explain,
    pb::text_analysis_service_server::TextAnalysisServiceServer,
    service::{SERVICE_NAME, TextAnalysis},
};
use anyhow::{Context, Result};
use http::{Request, Response};
use std::time::Duration;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tonic::{
    body::Body,
    codec::CompressionEncoding,
    transport::{Server, server::TcpIncoming},
};
use tonic_health::{
    ServingStatus,
    server::{HealthReporter, health_reporter},
};
use tonic_reflection::server::Builder as Reflection;
use tower::util::MapResponseLayer;
use tower_http::trace::TraceLayer;
use tracing::{Span, info, info_span, warn};

/// What health is asked for: the whole, and the service.
const NAMES: [&str; 2] = ["", SERVICE_NAME];

/// A client that is gone without a word would keep its stream's permit for ever.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(60);
const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(20);

/// How long a server takes to go.
#[derive(Clone, Copy, Debug)]
pub struct Shutdown {
    /// From `NOT_SERVING` until connections are refused, so that balancers look elsewhere.
    pub drain_delay: Duration,
    /// From then until calls in flight are cut off.
    pub grace_period: Duration,
}

/// Serves until `stop` resolves, then answers what is in flight and returns.
///
/// # Errors
/// When the transport fails or the embedded contract cannot be read.
pub async fn serve(
    listener: TcpListener,
    service: TextAnalysis,
    stop: impl Future<Output = ()>,
    shutdown: Shutdown,
) -> Result<()> {
    let (mut reporter, health) = health_reporter();
    report(&reporter, ServingStatus::NotServing).await;

    let draining = service.draining();
    let message_bytes = service.limits().message_bytes();
    let rpcs = [CompressionEncoding::Zstd, CompressionEncoding::Gzip].into_iter().fold(
        TextAnalysisServiceServer::new(service).max_decoding_message_size(message_bytes),
        |rpcs, encoding| rpcs.accept_compressed(encoding).send_compressed(encoding),
    );
    let trace = TraceLayer::new_for_grpc()
        .make_span_with(|request: &Request<_>| info_span!("rpc", method = request.uri().path()))
        .on_request(())
        .on_response(log_response)
        .on_body_chunk(())
        .on_eos(())
        .on_failure(());
    let server = Server::builder()
        .http2_keepalive_interval(Some(KEEPALIVE_INTERVAL))
        .http2_keepalive_timeout(Some(KEEPALIVE_TIMEOUT))
        .layer(trace)
        .layer(MapResponseLayer::new(move |response| explain(response, message_bytes)))
        .add_service(health)
        .add_service(reflection()?.build_v1().context("the embedded contract is broken")?)
        .add_service(reflection()?.build_v1alpha().context("the embedded contract is broken")?)
        .add_service(rpcs)
        .serve_with_incoming_shutdown(
            TcpIncoming::from(listener).with_nodelay(Some(true)),
            draining.clone().cancelled_owned(),
        );
    // Accepts from the first poll on.
    let mut server = tokio::spawn(server);
    report(&reporter, ServingStatus::Serving).await;
    info!("serving");

    tokio::select! {
        ended = &mut server => return Ok(ended??),
        () = stop => {}
    }
    drain(&mut reporter, &draining, shutdown, server).await
}

/// Lets go of who calls, and ends the server when all are answered or the time is over.
async fn drain(
    reporter: &mut HealthReporter,
    draining: &CancellationToken,
    shutdown: Shutdown,
    mut server: JoinHandle<Result<(), tonic::transport::Error>>,
) -> Result<()> {
    report(reporter, ServingStatus::NotServing).await;
    info!("draining");
    tokio::time::sleep(shutdown.drain_delay).await;
    for name in NAMES {
        // Ends the watches of health, which would else last the whole grace period.
        reporter.clear_service_status(name).await;
    }
    draining.cancel();
    match tokio::time::timeout(shutdown.grace_period, &mut server).await {
        Ok(ended) => ended??,
        Err(_) => {
            server.abort();
            warn!("the grace period is over: calls in flight were cut off");
        }
    }
    info!("stopped");
    Ok(())
}

/// Says so of the service and of the whole.
async fn report(reporter: &HealthReporter, status: ServingStatus) {
    for name in NAMES {
        reporter.set_service_status(name, status).await;
    }
}

/// Lists our service, and the messages of error details for clients that print them.
fn reflection<'set>() -> Result<Reflection<'set>> {
    Ok(Reflection::configure()
        .register_encoded_file_descriptor_set(DESCRIPTOR)
        .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET))
}

/// Logs each call once. Streams and answers with a body are logged when they begin.
fn log_response(response: &Response<Body>, latency: Duration, _: &Span) {
    let status = response.headers().get("grpc-status").and_then(|code| code.to_str().ok());
    let microseconds = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
    info!(status = status.unwrap_or("0"), microseconds, "answered");
}

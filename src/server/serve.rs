//! The transport: what stands around the RPCs.

use super::{
    copydesk_v1::{
        DESCRIPTOR, pb::text_analysis_service_server::TextAnalysisServiceServer, rpc::TextAnalysis,
    },
    transport::{
        auth::{authenticate::Authenticate, keys::Keys},
        connection::{ConnectionLimits, WINDOW, accept::accept},
        error_details::explain,
        health::{Health, SMALL_MESSAGE},
        middleware::MiddlewareLayer,
        observe::Observe,
    },
};
use crate::watched::Watched;
use anyhow::{Context, Result};
use rustls::ServerConfig;
use std::time::Duration;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tonic::{codec::CompressionEncoding, service::LayerExt, transport};
use tonic_reflection::server::Builder as Reflection;
use tower::util::MapResponseLayer;
use tracing::{info, warn};

/// How long a server takes to go.
#[derive(Clone, Copy, Debug)]
pub struct Shutdown {
    /// From `NOT_SERVING` until connections are refused, so that balancers look elsewhere.
    pub drain_delay: Duration,
    /// From then until calls in flight are cut off.
    pub grace_period: Duration,
}

/// What stands around the RPCs.
pub struct Server {
    /// Where callers come in.
    pub listener: TcpListener,
    /// Who the server is; `None`: it speaks plain text.
    pub tls: Option<Watched<ServerConfig>>,
    /// Who may call; `None`: everybody.
    pub keys: Option<Watched<Keys>>,
    /// Whether callers may ask for the contract.
    pub reflection: bool,
    /// What it says of itself.
    pub health: Health,
    /// What connections may be.
    pub connections: ConnectionLimits,
    /// How long it takes to go.
    pub shutdown: Shutdown,
}

impl Server {
    /// Serves until `stop` resolves, then answers what is in flight and returns.
    ///
    /// # Errors
    /// When the transport fails or the embedded contract cannot be read.
    pub async fn serve(self, service: TextAnalysis, stop: impl Future<Output = ()>) -> Result<()> {
        let Self { listener, tls, keys, reflection, health, connections, shutdown } = self;
        let draining = service.draining();
        let metrics = service.metrics().clone();
        let limits = *service.limits();
        let message_bytes = limits.message_bytes();
        let intake = MiddlewareLayer::new(service.intake());
        let rpcs = [CompressionEncoding::Zstd, CompressionEncoding::Gzip].into_iter().fold(
            TextAnalysisServiceServer::new(service).max_decoding_message_size(message_bytes),
            |rpcs, encoding| rpcs.accept_compressed(encoding).send_compressed(encoding),
        );
        let authenticate = MiddlewareLayer::new(Authenticate::new(keys, &metrics));
        let broken = "the embedded contract is broken";
        let v1 = reflection.then(|| self::reflection().build_v1()).transpose();
        let v1alpha = reflection.then(|| self::reflection().build_v1alpha()).transpose();
        let small = MapResponseLayer::new(|response| explain(response, SMALL_MESSAGE));
        let server = transport::Server::builder()
            .initial_connection_window_size(WINDOW)
            // Smaller, so that a stream which has to wait holds up no other call.
            .initial_stream_window_size(WINDOW / 4)
            .max_concurrent_streams(connections.streams)
            .http2_max_header_list_size(connections.header_bytes)
            .http2_keepalive_interval(Some(connections.keepalive_interval))
            .http2_keepalive_timeout(Some(connections.keepalive_timeout))
            .max_connection_age(connections.age)
            // Outermost: sees all.
            .layer(MiddlewareLayer::new(Observe::new(limits.calls, &metrics)))
            .layer(MapResponseLayer::new(move |response| explain(response, message_bytes)))
            // Health needs no key.
            .add_routes(health.routes())
            .add_optional_service(v1.context(broken)?.map(|rpcs| {
                let rpcs = rpcs.max_decoding_message_size(SMALL_MESSAGE);
                authenticate.named_layer(small.named_layer(rpcs))
            }))
            .add_optional_service(v1alpha.context(broken)?.map(|rpcs| {
                let rpcs = rpcs.max_decoding_message_size(SMALL_MESSAGE);
                authenticate.named_layer(small.named_layer(rpcs))
            }))
            // Strangers reserve no bytes: who calls is asked first.
            .add_service(authenticate.named_layer(intake.named_layer(rpcs)))
            .serve_with_incoming_shutdown(
                accept(listener, tls, connections, limits.time, &metrics),
                draining.clone().cancelled_owned(),
            );
        // Accepts from the first poll on.
        let mut server = tokio::spawn(server);
        health.serving().await;
        info!("serving");

        tokio::select! {
            ended = &mut server => return Ok(ended??),
            () = stop => {}
        }
        drain(health, &draining, shutdown, server).await
    }
}

/// Lets go of who calls, and ends the server when all are answered or the time is over.
async fn drain(
    mut health: Health,
    draining: &CancellationToken,
    shutdown: Shutdown,
    mut server: JoinHandle<Result<(), transport::Error>>,
) -> Result<()> {
    health.draining().await;
    info!("draining");
    tokio::time::sleep(shutdown.drain_delay).await;
    health.end().await;
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

/// Lists our service, and the messages of error details for clients that print them.
fn reflection<'set>() -> Reflection<'set> {
    Reflection::configure()
        .register_encoded_file_descriptor_set(DESCRIPTOR)
        .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
}

//! The server: the RPCs with their transport around them, from the start to the end.

use super::{
    copydesk_v1::{
        DESCRIPTOR, TextAnalysis, methods::METHODS,
        pb::text_analysis_service_server::TextAnalysisServiceServer,
    },
    service::Service,
    transport::{
        auth::{authenticate::Authenticate, keys::Keys},
        connection::{ConnectionLimits, WINDOW, accept::accept},
        error_details::add_details,
        health::Health,
        messages::{budget::Budget, intake::Intake},
        method::Methods,
        middleware::MiddlewareLayer,
        observe::Observe,
        reflection::add_reflection,
    },
};
use crate::watched::Watched;
use anyhow::Result;
use rustls::ServerConfig;
use std::time::Duration;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tonic::{codec::CompressionEncoding, service::LayerExt, transport};
use tower::util::MapResponseLayer;
use tracing::{info, warn};

/// The times that a server takes to go.
#[derive(Clone, Copy, Debug)]
pub struct Shutdown {
    /// From `NOT_SERVING` until connections are refused, so that balancers look elsewhere.
    pub drain_delay: Duration,
    /// From then until calls in flight are cut off.
    pub grace_period: Duration,
}

/// A server that is about to serve.
pub struct Server {
    /// The address where callers come in.
    pub listener: TcpListener,
    /// The certificate that it shows; `None`: it speaks plain text.
    pub tls: Option<Watched<ServerConfig>>,
    /// The keys of those who may call; `None`: everybody may.
    pub keys: Option<Watched<Keys>>,
    /// True if callers may ask for the contract.
    pub reflection: bool,
    /// The health that it tells of.
    pub health: Health,
    /// The limits of connections.
    pub connections: ConnectionLimits,
    /// The times that it takes to go.
    pub shutdown: Shutdown,
}

impl Server {
    /// Serves until `stop` resolves, then answers what is in flight and returns.
    ///
    /// # Errors
    /// When the transport fails or the embedded contract cannot be read.
    pub async fn serve(self, service: Service, stop: impl Future<Output = ()>) -> Result<()> {
        let Self { listener, tls, keys, reflection, health, connections, shutdown } = self;
        let draining = service.draining().clone();
        let metrics = service.metrics().clone();
        let limits = *service.limits();
        let message_bytes = limits.message_bytes();
        let methods = Methods::new(&[&METHODS]);
        let authenticate = MiddlewareLayer::new(Authenticate::new(keys, &metrics));
        // Health needs no key.
        let mut routes = health.routes();
        if reflection {
            routes = add_reflection(routes, DESCRIPTOR, &authenticate)?;
        }
        let intake = MiddlewareLayer::new(intake(&service, methods.clone()));
        // Strangers reserve no bytes: who calls is asked first.
        routes = routes.add_service(authenticate.named_layer(intake.named_layer(rpcs(service))));
        let server = http2(&connections)
            // Outermost: sees all.
            .layer(MiddlewareLayer::new(Observe::new(methods, limits.calls, &metrics)))
            .layer(MapResponseLayer::new(move |response| add_details(response, message_bytes)))
            .add_routes(routes)
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

/// HTTP/2 within the limits of connections.
fn http2(connections: &ConnectionLimits) -> transport::Server {
    transport::Server::builder()
        .initial_connection_window_size(WINDOW)
        // Smaller, so that a stream which has to wait holds up no other call.
        .initial_stream_window_size(WINDOW / 4)
        .max_concurrent_streams(connections.streams)
        .http2_max_header_list_size(connections.header_bytes)
        .http2_keepalive_interval(Some(connections.keepalive_interval))
        .http2_keepalive_timeout(Some(connections.keepalive_timeout))
        .max_connection_age(connections.age)
}

/// The RPCs, which speak zstd and gzip.
fn rpcs(service: Service) -> TextAnalysisServiceServer<TextAnalysis> {
    let message_bytes = service.limits().message_bytes();
    let rpcs = TextAnalysisServiceServer::new(TextAnalysis::new(service));
    let rpcs = rpcs.max_decoding_message_size(message_bytes);
    [CompressionEncoding::Zstd, CompressionEncoding::Gzip]
        .into_iter()
        .fold(rpcs, |rpcs, encoding| rpcs.accept_compressed(encoding).send_compressed(encoding))
}

/// The layer that stands before the RPCs and reads their messages.
fn intake(service: &Service, methods: Methods) -> Intake {
    let (limits, compute) = (service.limits(), service.compute());
    Intake {
        methods,
        single: Budget::new("single", limits.single_bytes, compute.metrics()),
        bulk: Budget::new("bulk", limits.bulk_bytes, compute.metrics()),
        message_bytes: limits.message_bytes(),
        patience: limits.time,
        compute: compute.clone(),
    }
}

/// Lets callers go, and ends the server when all are answered or the time is over.
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

#[cfg(test)]
mod tests {
    use super::*;
    use prost::Message;
    use prost_types::FileDescriptorSet;
    use std::collections::BTreeSet;

    #[test]
    fn every_method_that_is_served_has_a_name() {
        let sets = [
            DESCRIPTOR,
            tonic_health::pb::FILE_DESCRIPTOR_SET,
            tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET,
            tonic_reflection::pb::v1alpha::FILE_DESCRIPTOR_SET,
        ];
        let mut served = BTreeSet::new();
        for set in sets {
            for file in FileDescriptorSet::decode(set).expect("a descriptor").file {
                for service in &file.service {
                    let names = service.method.iter().map(|method| {
                        format!("{}.{}/{}", file.package(), service.name(), method.name())
                    });
                    served.extend(names);
                }
            }
        }
        let methods = Methods::new(&[&METHODS]);
        assert_eq!(served, methods.names().map(str::to_owned).collect());
    }
}

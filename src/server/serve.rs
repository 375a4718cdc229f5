//! The server: the RPCs with their transport around them, from the start to the end.

use super::{
    Contracts, DESCRIPTORS,
    contract::Entrance,
    service::Service,
    transport::{
        auth::{authenticate::Authenticate, keys::Keys},
        connection::{
            ConnectionLimits,
            accept::{Door, Leave},
        },
        error_details::add_details,
        fairness::Resource,
        health::Health,
        messages::{budget::Budget, intake::Intake},
        method::Methods,
        middleware::MiddlewareLayer,
        observe::Observe,
        protocol::Protocol,
        reflection::add_reflection,
        web::{Web, cross_origin},
    },
};
use crate::watched::Watched;
use anyhow::Result;
use http::HeaderValue;
use rustls::ServerConfig;
use std::time::Duration;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tonic_web::GrpcWebLayer;
use tower::ServiceBuilder;
use tracing::{info, warn};

/// The times that a server takes to go.
#[derive(Clone, Copy, Debug)]
pub struct Shutdown {
    /// From `NOT_SERVING` until connections are refused, so that balancers look elsewhere. Those that
    /// are open take no new calls from its beginning on.
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
    /// The origins whose pages may call from browsers; "*": all.
    pub origins: Vec<HeaderValue>,
    /// The contracts that it speaks.
    pub contracts: Contracts,
    /// True if callers may ask for them.
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
        let Self {
            listener,
            tls,
            keys,
            origins,
            contracts,
            reflection,
            health,
            connections,
            shutdown,
        } = self;
        let draining = service.draining().clone();
        let metrics = service.metrics().clone();
        let limits = *service.limits();
        let message_bytes = limits.message_bytes();
        let (methods, holders) = (methods(&contracts), service.holders().clone());
        let places = [limits.calls, connections.connections];
        let authenticate = Authenticate::new(keys, &metrics);
        let observe =
            Observe::new(methods.clone(), authenticate.clone(), places, &holders, &metrics);
        let authenticate = MiddlewareLayer::new(authenticate);
        // Health needs no key.
        let mut routes = health.routes();
        if reflection {
            routes = add_reflection(routes, DESCRIPTORS, &contracts.names(), &authenticate)?;
        }
        let intake = MiddlewareLayer::new(intake(&service, methods.clone()));
        let entrance = Entrance { authenticate, intake };
        for contract in contracts.iter() {
            routes = (contract.add)(routes, &service, &entrance);
        }
        let rest = contracts.iter().filter_map(|one| Some((one.rest?, one.methods)));
        let pages = (!origins.is_empty()).then(|| cross_origin(&origins));
        let answers = ServiceBuilder::new()
            .option_layer(pages)
            .layer(MiddlewareLayer::new(Web::new(methods.clone(), rest)))
            .layer(GrpcWebLayer::new())
            // Sees all calls, in gRPC's words.
            .layer(MiddlewareLayer::new(observe))
            .layer(MiddlewareLayer::new(Protocol))
            .map_response(move |response| add_details(response, message_bytes))
            .service(routes.prepare());
        let door = Door { tls, limits: connections, patience: limits.time, metrics };
        let leave = Leave { gently: CancellationToken::new(), now: draining.clone() };
        let server = door.serve(listener, answers, leave.clone());
        // Accepts from the first poll on.
        let mut server = tokio::spawn(server);
        health.serving().await;
        info!("serving");

        tokio::select! {
            ended = &mut server => return Ok(ended?),
            () = stop => {}
        }
        drain(health, &leave, shutdown, server).await
    }
}

/// The methods of all contracts.
fn methods(contracts: &Contracts) -> Methods {
    Methods::new(contracts.iter().flat_map(|contract| contract.methods.iter().copied()))
}

/// The layer that stands before the RPCs and reads their messages.
fn intake(service: &Service, methods: Methods) -> Intake {
    let (limits, compute) = (service.limits(), service.compute());
    let budget = |kind, bytes| Budget::new(kind, bytes, service.holders(), compute.metrics());
    Intake {
        methods,
        single: budget(("single", Resource::SingleBytes), limits.single_bytes),
        bulk: budget(("bulk", Resource::BulkBytes), limits.bulk_bytes),
        message_bytes: limits.message_bytes(),
        patience: limits.time,
        compute: compute.clone(),
    }
}

/// Lets callers go, and ends the server when all are answered or the time is over.
async fn drain(
    mut health: Health,
    leave: &Leave,
    shutdown: Shutdown,
    mut server: JoinHandle<()>,
) -> Result<()> {
    health.draining().await;
    leave.gently.cancel();
    info!("draining");
    tokio::time::sleep(shutdown.drain_delay).await;
    health.end().await;
    leave.now.cancel();
    match tokio::time::timeout(shutdown.grace_period, &mut server).await {
        Ok(ended) => ended?,
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
            DESCRIPTORS,
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
        let methods = methods(&Contracts::new(true));
        assert_eq!(served, methods.names().map(str::to_owned).collect());
    }
}

//! What the server has to know of a contract to serve it.

use super::{
    Service,
    transport::{
        auth::authenticate::Authenticate, messages::intake::Intake, method::Method,
        middleware::MiddlewareLayer,
    },
};
use http::{Request, Response};
use std::convert::Infallible;
use tonic::{
    body::Body,
    server::NamedService,
    service::{LayerExt, Routes},
};

/// A contract that is served.
pub(crate) struct Contract {
    /// The name under which health is asked for and reflection lists its service.
    pub(crate) name: &'static str,
    /// Its methods, as the transport is to treat them.
    pub(crate) methods: &'static [Method],
    /// What the paths of REST for its methods begin with: a colon follows, and the name with a small
    /// letter. `None`: it has none.
    pub(crate) rest: Option<&'static str>,
    /// Adds its RPCs to those of the server.
    pub(crate) add: fn(Routes, &Service, &Entrance) -> Routes,
}

/// What every call passes on its way to an RPC.
pub(crate) struct Entrance {
    /// Strangers reserve no bytes: who calls is asked first.
    pub(crate) authenticate: MiddlewareLayer<Authenticate>,
    /// Reads the messages.
    pub(crate) intake: MiddlewareLayer<Intake>,
}

impl Entrance {
    /// Adds RPCs behind it.
    pub(crate) fn add<S>(&self, routes: Routes, rpcs: S) -> Routes
    where
        S: tower::Service<
                Request<Body>,
                Response = Response<Body>,
                Error = Infallible,
                Future: Send + 'static,
            > + NamedService
            + Clone
            + Send
            + Sync
            + 'static,
    {
        routes.add_service(self.authenticate.named_layer(self.intake.named_layer(rpcs)))
    }
}

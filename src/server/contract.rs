//! What the server has to know of a contract to serve it.

use super::{
    Service,
    transport::{
        auth::authenticate::Authenticate, messages::intake::Intake, method::Method,
        middleware::MiddlewareLayer, web::RestPath,
    },
};
use http::{Request, Response};
use prost::Message;
use prost_reflect::{DescriptorPool, MessageDescriptor};
use prost_types::FileDescriptorSet;
use std::{convert::Infallible, sync::LazyLock};
use tonic::{
    body::Body,
    server::NamedService,
    service::{LayerExt, Routes},
};

/// All contracts and what they import, as an encoded `FileDescriptorSet`.
pub static DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptor.bin"));

static POOL: LazyLock<DescriptorPool> = LazyLock::new(|| {
    let mut pool = DescriptorPool::decode(DESCRIPTORS).expect("the embedded descriptors are whole");
    // The messages that the details of errors are; the contract has that of a status already.
    let details = FileDescriptorSet::decode(tonic_types::pb::FILE_DESCRIPTOR_SET);
    let mut details = details.expect("the embedded descriptors are whole");
    details.file.retain(|file| file.message_type.iter().all(|message| message.name() != "Status"));
    pool.add_file_descriptor_set(details).expect("the embedded descriptors are whole");
    pool
});

/// The shape of a message of the contracts, by its full name.
///
/// # Panics
/// When there is none of this name.
pub(crate) fn shape(name: &str) -> MessageDescriptor {
    POOL.get_message_by_name(name).expect("the embedded descriptors have this message")
}

/// A contract that is served.
pub(crate) struct Contract {
    /// The name under which health is asked for and reflection lists its service.
    pub(crate) name: &'static str,
    /// Its methods, as the transport is to treat them.
    pub(crate) methods: &'static [Method],
    /// The paths of REST for its methods, beside those that are their names.
    pub(crate) rest: &'static [RestPath],
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

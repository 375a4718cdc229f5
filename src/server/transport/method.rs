//! The methods that are served, and what kind of call each is.

use std::sync::Arc;

/// A method that is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Method {
    /// Its name on the wire, without the slash before it.
    pub(crate) name: &'static str,
    pub(crate) kind: CallKind,
}

/// The kind of call that a method is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallKind {
    /// One message for one document.
    Single,
    /// One message for none: it costs a client nothing.
    Question,
    /// One message for several documents.
    Batch,
    /// A message for each document.
    Stream,
    /// A probe, which must be answered under any load.
    Health,
    /// Anything else.
    Other,
}

impl Method {
    /// All that are not served share one name, or strangers could make up any number.
    pub(crate) const UNKNOWN: Self = Self::new("_OTHER", CallKind::Other);

    /// A method of this name.
    pub(crate) const fn new(name: &'static str, kind: CallKind) -> Self {
        Self { name, kind }
    }
}

/// The methods that need no contract of ours.
const COMMON: [Method; 4] = [
    Method::new("grpc.health.v1.Health/Check", CallKind::Health),
    Method::new("grpc.health.v1.Health/Watch", CallKind::Health),
    Method::new("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", CallKind::Other),
    Method::new("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", CallKind::Other),
];

/// All methods that are served. Clones share them.
#[derive(Clone)]
pub(crate) struct Methods(Arc<[Method]>);

impl Methods {
    /// Those of our contracts, and health and reflection.
    pub(crate) fn new(contracts: impl Iterator<Item = Method>) -> Self {
        Self(contracts.chain(COMMON).collect())
    }

    /// The method of a path.
    pub(crate) fn at(&self, path: &str) -> Method {
        let path = path.trim_start_matches('/');
        self.0.iter().copied().find(|method| method.name == path).unwrap_or(Method::UNKNOWN)
    }

    /// Their names on the wire.
    #[cfg(test)]
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|method| method.name)
    }
}

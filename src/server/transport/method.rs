//! The methods that are served, and what kind of call each is.

/// A method that is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Method {
    /// Its name on the wire, without the slash before it.
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
}

/// What kind of call a method is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One message for one document, or for none.
    Single,
    /// One message for several documents.
    Batch,
    /// A message for each document.
    Stream,
    /// A probe, which must be answered under any load.
    Health,
    /// Anything else.
    Other,
}

/// All that are served.
const METHODS: [Method; 8] = [
    Method::new("copydesk.v1.TextAnalysisService/Analyze", Kind::Single),
    Method::new("copydesk.v1.TextAnalysisService/BatchAnalyze", Kind::Batch),
    Method::new("copydesk.v1.TextAnalysisService/StreamAnalyze", Kind::Stream),
    Method::new("copydesk.v1.TextAnalysisService/GetCapabilities", Kind::Single),
    Method::new("grpc.health.v1.Health/Check", Kind::Health),
    Method::new("grpc.health.v1.Health/Watch", Kind::Health),
    Method::new("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", Kind::Other),
    Method::new("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", Kind::Other),
];

impl Method {
    /// All that are not served share one name, or strangers could make up any number.
    pub(crate) const UNKNOWN: Self = Self::new("_OTHER", Kind::Other);

    const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind }
    }

    /// Of a path.
    pub(crate) fn of(path: &str) -> Self {
        let path = path.trim_start_matches('/');
        METHODS.into_iter().find(|method| method.name == path).unwrap_or(Self::UNKNOWN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::copydesk_v1::DESCRIPTOR;
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
        assert_eq!(served, METHODS.map(|method| method.name.to_owned()).into());
    }
}

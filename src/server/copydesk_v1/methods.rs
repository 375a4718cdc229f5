//! The methods of the contract, as the transport is to treat them.

use crate::server::transport::method::{Kind, Method};

/// The methods of the contract.
pub(crate) const METHODS: [Method; 4] = [
    Method::new("copydesk.v1.TextAnalysisService/Analyze", Kind::Single),
    Method::new("copydesk.v1.TextAnalysisService/BatchAnalyze", Kind::Batch),
    Method::new("copydesk.v1.TextAnalysisService/StreamAnalyze", Kind::Stream),
    Method::new("copydesk.v1.TextAnalysisService/GetCapabilities", Kind::Single),
];

//! The methods of the contract, as the transport is to treat them.

use crate::server::transport::method::{CallKind, Method};

/// The methods of the contract.
pub(crate) const METHODS: [Method; 4] = [
    Method::new("copydesk.v1.TextAnalysisService/Analyze", CallKind::Single),
    Method::new("copydesk.v1.TextAnalysisService/BatchAnalyze", CallKind::Batch),
    Method::new("copydesk.v1.TextAnalysisService/StreamAnalyze", CallKind::Stream),
    Method::new("copydesk.v1.TextAnalysisService/GetCapabilities", CallKind::Single),
];

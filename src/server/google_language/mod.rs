//! Google Cloud Natural Language, v1 and v2, over gRPC: for whoever changes nothing but the endpoint.
//!
//! Both versions [`ask`] the same of the pipeline and tell the same that it [`found`]; a folder each has
//! the words in which they differ. Only what they share of Google's words, numbers, is out here.

mod ask;
mod encoded;
mod facade;
mod found;
mod kinds;
mod metadata;
pub mod v1;
pub mod v2;

use super::contract::Contract;

/// The contracts, in the order of their versions.
pub(super) const CONTRACTS: [&Contract; 2] = [&v1::CONTRACT, &v2::CONTRACT];

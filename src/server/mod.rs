//! The server: what every call passes ([`transport`]), and a folder for each contract that is
//! spoken. A new one is a folder beside [`copydesk_v1`] and a line in `CONTRACTS`.

mod contract;
pub mod copydesk_v1;
mod findings;
mod json;
mod limits;
pub mod liveness;
pub mod memory;
pub mod serve;
mod service;
pub mod status;
pub mod transport;

use contract::Contract;

pub use contract::DESCRIPTORS;
pub use limits::Limits;
pub use service::Service;

/// The contracts that are served.
const CONTRACTS: [Contract; 1] = [copydesk_v1::CONTRACT];

/// The names under which health is asked for, service by service.
pub fn service_names() -> Vec<&'static str> {
    CONTRACTS.iter().map(|contract| contract.name).collect()
}

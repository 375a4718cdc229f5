//! The server: what every call passes ([`transport`]), and a folder for each contract that is
//! spoken. A new one is a folder beside [`copydesk_v1`] and a line in `contracts.rs`.

mod call;
mod contract;
mod contracts;
pub mod copydesk_v1;
mod descriptors;
mod faults;
mod findings;
pub mod google_language;
mod json;
mod limits;
mod links;
pub mod liveness;
pub mod memory;
pub mod serve;
mod service;
pub mod status;
pub mod transport;

pub use contracts::Contracts;
pub use descriptors::DESCRIPTORS;
pub use limits::Limits;
pub use service::Service;

//! The server: what every call passes ([`transport`]), and a folder for each contract that is
//! spoken. A new one is a folder beside [`copydesk_v1`] and a line in [`serve`].

pub mod copydesk_v1;
mod limits;
pub mod memory;
pub mod serve;
mod service;
pub mod status;
pub mod transport;

pub use limits::Limits;
pub use service::Service;

//! TODO.

pub mod forest;
pub mod reason;
pub mod score;

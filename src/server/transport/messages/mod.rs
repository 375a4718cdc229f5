//! TODO.

pub(crate) mod budget;
pub(crate) mod compression;
pub(crate) mod delivery;
pub(crate) mod intake;

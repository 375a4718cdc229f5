//! TODO.

pub(crate) mod coreference;
pub(crate) mod name;
pub(crate) mod places;
pub(crate) mod role;
pub(crate) mod salience;

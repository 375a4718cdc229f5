//! Joins mentions into entities, and finds what is known of those.

pub(crate) mod coreference;
pub(crate) mod links;
pub(crate) mod name;
pub(crate) mod places;
pub(crate) mod role;
pub(crate) mod salience;

//! The words around names.

/// The words around names.
pub struct NameWords {}

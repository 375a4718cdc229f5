//! The words of times, money, numbers and units.

/// The words of times, money, numbers and units.
pub struct ValueWords {}

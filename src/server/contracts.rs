//! The contracts that a server speaks.

use super::{contract::Contract, copydesk_v1, google_language};

/// The contracts that a server speaks.
#[derive(Clone)]
pub struct Contracts(Vec<&'static Contract>);

impl Contracts {
    /// Our own, and beside it Google's, where that is wanted.
    pub fn new(google: bool) -> Self {
        let google = google_language::CONTRACTS.into_iter().filter(|_| google);
        Self([&copydesk_v1::CONTRACT].into_iter().chain(google).collect())
    }

    /// The names under which health is asked for and reflection lists them, service by service.
    pub fn names(&self) -> Vec<&'static str> {
        self.iter().map(|contract| contract.name).collect()
    }

    /// Each of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'static Contract> {
        self.0.iter().copied()
    }
}

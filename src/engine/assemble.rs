//! The end of the stack: what was found becomes the answer.

use crate::document::{Analysis, Scored};
use std::{
    future::{Ready, ready},
    task::{Context, Poll},
};
use tower::{BoxError, Service};

/// Makes the [`Analysis`] of a document that passed all stages.
#[derive(Clone, Copy, Debug)]
pub struct Assemble;

impl Service<Scored> for Assemble {
    type Response = Analysis;
    type Error = BoxError;
    type Future = Ready<Result<Analysis, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, scored: Scored) -> Self::Future {
        ready(Ok(scored.into()))
    }
}

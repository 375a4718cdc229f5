//! A call with one message, whatever contract it is of.

use super::transport::{
    context::CallContext,
    messages::{budget::Reservation, codec::Deposited},
};
use bytes::Bytes;
use std::sync::Arc;
use tonic::{Request, Response, Status};

/// A call with one message, for all documents in it.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) context: CallContext,
    /// The bytes that its message holds.
    pub(super) held: Arc<Reservation>,
}

impl Call {
    /// The call of a request, and its message.
    pub(super) fn of<T>(request: &Request<T>) -> Result<(Self, Bytes), Status> {
        let context = CallContext::of(request.extensions())?;
        let (message, held) = context.ledger.next()?;
        Ok((Self { context, held }, message))
    }

    /// Hands the answer over.
    pub(super) fn answer(self, answer: Bytes) -> Response<Deposited> {
        self.context.ledger.answer(answer, Some(self.held));
        Response::new(Deposited)
    }
}

//! The context of a call: all that its transport knows of it before its message is read.
//!
//! It is made whole in one place, where the caller is let in, and read by all that is inside: a
//! service that no such layer stands around answers nothing, rather than everybody.

use super::{
    auth::caller::Caller,
    connection::activity::Activity,
    deadline::Deadline,
    fairness::Holder,
    messages::{
        budget::Ledger,
        compression::Compression,
        form::{AnswerForm, Form},
    },
    trace::DocumentTraces,
};
use crate::server::status;
use http::{Extensions, Request};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tonic::Status;

/// The context of one call.
#[derive(Clone)]
pub(crate) struct CallContext {
    /// The time when its caller stops waiting.
    pub(crate) deadline: Deadline,
    /// The client that it is charged to; `None` where callers need no key.
    pub(crate) caller: Option<Caller>,
    /// The call, as others see it who want what it holds.
    pub(crate) holder: Arc<Holder>,
    /// The form of its messages.
    pub(crate) form: Form,
    /// The compression of its answers, where it takes one that is spoken.
    pub(crate) compression: Option<Compression>,
    /// The bytes that its messages and answers hold.
    pub(crate) ledger: Ledger,
    /// The way in which its documents are traced.
    pub(crate) document_traces: DocumentTraces,
    /// Cancelled when its connection has lasted as long as it may.
    pub(crate) aged: CancellationToken,
}

impl CallContext {
    /// The context of a call that begins.
    ///
    /// # Errors
    /// `INVALID_REQUEST` when its timeout is none, `INTERNAL` when the call came over no connection of
    /// ours.
    pub(super) fn new<B>(request: &Request<B>, caller: Option<Caller>) -> Result<Self, Status> {
        let connection = Activity::of(request.extensions())?;
        let holder = request.extensions().get::<Arc<Holder>>().cloned();
        let holder = holder.ok_or_else(|| status::broken("a call is counted by nobody"))?;
        Ok(Self {
            holder,
            deadline: Deadline::of_call(request.headers())?,
            caller,
            form: request.extensions().get().copied().unwrap_or_default(),
            compression: request
                .headers()
                .get("grpc-accept-encoding")
                .and_then(|names| Compression::accepted(names.to_str().ok()?)),
            ledger: Ledger::default(),
            document_traces: DocumentTraces::of_call(request.headers()),
            aged: connection.aged.clone(),
        })
    }

    /// The form of its answers.
    pub(crate) const fn answers(&self) -> AnswerForm {
        AnswerForm { format: self.form.format, compression: self.compression }
    }

    /// The context of the call that a request belongs to.
    ///
    /// # Errors
    /// `INTERNAL` when no layer has made it.
    pub(crate) fn of(extensions: &Extensions) -> Result<Self, Status> {
        let context = extensions.get().cloned();
        context
            .ok_or_else(|| status::broken("a call has no context: its caller was let in by nobody"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "a call has no context")]
    fn a_call_that_nobody_let_in_is_not_answered() {
        let _ = CallContext::of(&Extensions::new());
    }

    #[test]
    #[should_panic(expected = "over no connection")]
    fn a_call_comes_over_a_connection() {
        let _ = CallContext::new(&Request::new(()), None);
    }
}

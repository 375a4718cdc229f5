//! Documents in, answers in this contract's words out, for all of its RPCs.

use super::{
    pb::{self, document_result::Result as Outcome},
    read::{self, Options},
    write,
};
use crate::{
    document::{Analysis, Document},
    server::{
        Limits, Service,
        service::{DocumentCall, Kind},
        status,
        transport::{context::CallContext, deadline::Deadline, messages::budget::Reservation},
    },
};
use std::sync::Arc;
use tonic::{Request, Status};

/// Answers the RPCs of this contract. Clones share their admission.
#[derive(Clone)]
pub struct TextAnalysis {
    service: Service,
}

impl TextAnalysis {
    /// Through this service.
    pub const fn new(service: Service) -> Self {
        Self { service }
    }

    /// Analyzes one document that may wait for its turn.
    ///
    /// # Errors
    /// The answer that a caller of `Analyze` would see.
    pub async fn analyze_in_turn(
        &self,
        request: pb::AnalyzeRequest,
    ) -> Result<pb::AnalyzeResponse, Status> {
        let options = Options::read(request.options);
        let document = read::document("document", request.document, &options, self.limits());
        let call = DocumentCall { kind: Kind::Bulk, deadline: Deadline(None), held: () };
        let analysis = self.answer(call, document, &options).await?;
        Ok(pb::AnalyzeResponse { analysis: Some(analysis) })
    }

    /// Analyzes a document, if it was read well, and writes the answer.
    pub(super) async fn answer(
        &self,
        call: DocumentCall<impl Send + 'static>,
        document: Result<Document, Status>,
        options: &Options,
    ) -> Result<pb::Analysis, Status> {
        let view = options.view;
        let write = move |analysis: &Analysis| write::analysis(analysis, view);
        self.service.answer(call, document, &options.prepared, write).await
    }

    /// The result of one document of several.
    pub(super) async fn outcome(
        &self,
        deadline: Deadline,
        held: impl Send + 'static,
        document: Result<Document, Status>,
        options: &Options,
    ) -> Outcome {
        let call = DocumentCall { kind: Kind::Bulk, deadline, held };
        let answer = self.answer(call, document, options).await;
        answer.map_or_else(|status| Outcome::Error(status::item(&status)), Outcome::Analysis)
    }

    pub(super) const fn service(&self) -> &Service {
        &self.service
    }

    pub(super) const fn limits(&self) -> &Limits {
        self.service.limits()
    }
}

/// A call with one message, for all documents in it.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) context: CallContext,
    /// The bytes that its message holds.
    pub(super) held: Arc<Reservation>,
}

impl Call {
    pub(super) fn of<T>(request: &Request<T>) -> Result<Self, Status> {
        let context = CallContext::of(request.extensions())?;
        let held = context.ledger.next()?;
        Ok(Self { context, held })
    }

    /// Hands what it holds on to the answer.
    pub(super) fn answered(self) {
        self.context.ledger.answered(Some(self.held));
    }
}

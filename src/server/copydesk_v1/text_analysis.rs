//! Documents in, answers in this contract's words out, for all of its RPCs.

use super::{
    names,
    pb::{self, document_result::Result as Outcome},
    read::{self, Options},
    write,
};
use crate::{
    document::{Analysis, Document},
    metrics::Metrics,
    server::{
        Limits, Service,
        service::Kind,
        status,
        transport::{
            context::CallContext, deadline::Deadline, messages::budget::Reservation,
            observe::code_name,
        },
    },
};
use std::{any::Any, collections::BTreeMap, sync::Arc};
use tonic::{Code, Request, Status};

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
        let document = read::document("document", request.document, &options, self.limits())?;
        let analysis = self.answer(Kind::Bulk, document, &options, Deadline(None), ()).await?;
        Ok(pb::AnalyzeResponse { analysis: Some(analysis) })
    }

    /// Analyzes a document and writes the answer. What is `held` lives as long as the document.
    pub(super) async fn answer(
        &self,
        kind: Kind,
        document: Document,
        options: &Options,
        deadline: Deadline,
        held: impl Any + Send,
    ) -> Result<pb::Analysis, Status> {
        let (metrics, view) = (self.service.metrics().clone(), options.view);
        let write = move |analysis: Analysis| {
            count(&analysis, &metrics);
            let written = write::analysis(&analysis, view);
            drop((analysis, held));
            written
        };
        self.service.answer(kind, document, &options.prepared, deadline.0, write).await
    }

    /// The result of one document of several.
    pub(super) async fn outcome(
        &self,
        document: Result<Document, Status>,
        options: &Options,
        deadline: Deadline,
        held: impl Any + Send,
    ) -> Outcome {
        let answer = match document {
            Ok(document) => self.answer(Kind::Bulk, document, options, deadline, held).await,
            Err(status) => Err(status),
        };
        self.service.metrics().document("bulk", ended(&answer));
        answer.map_or_else(|status| Outcome::Error(status::item(&status)), Outcome::Analysis)
    }

    pub(super) const fn service(&self) -> &Service {
        &self.service
    }

    pub(super) const fn limits(&self) -> &Limits {
        self.service.limits()
    }
}

/// The name of the status with which a document ended.
pub(super) fn ended<T>(answer: &Result<T, Status>) -> &'static str {
    code_name(answer.as_ref().map_or_else(Status::code, |_| Code::Ok))
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

/// Counts what was found and removed.
fn count(found: &Analysis, metrics: &Metrics) {
    let mut entities = BTreeMap::<_, u64>::new();
    for entity in found.entities.iter().flat_map(|found| &found.entities) {
        *entities.entry(names::entity_type(entity.kind).as_str_name()).or_default() += 1;
    }
    let mut removed = BTreeMap::<_, u64>::new();
    for block in &found.article.removed {
        *removed.entry(names::reason(block.removal.reason).as_str_name()).or_default() += 1;
    }
    for (kind, count) in entities {
        metrics.found(kind, count);
    }
    for (reason, count) in removed {
        metrics.removed(reason, count);
    }
}

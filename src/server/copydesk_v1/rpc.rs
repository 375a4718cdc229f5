//! The RPCs.

use super::{
    batch, capabilities, names,
    pb::{self, document_result::Result as Outcome, text_analysis_service_server},
    read::{self, Options},
    stream::{self, Opening},
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
use tonic::{Code, Request, Response, Status, Streaming};

/// The name under which health is asked for and reflection lists the service.
pub const SERVICE_NAME: &str = text_analysis_service_server::SERVICE_NAME;

/// Answers the RPCs of this contract. Clones share their admission.
#[derive(Clone)]
pub struct TextAnalysis {
    pub(super) service: Service,
}

impl TextAnalysis {
    /// Through this service.
    pub const fn new(service: Service) -> Self {
        Self { service }
    }

    /// Analyzes one document that may wait for its turn.
    ///
    /// # Errors
    /// What a caller of `Analyze` would see.
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
    async fn answer(
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

    pub(super) const fn limits(&self) -> &Limits {
        self.service.limits()
    }
}

#[tonic::async_trait]
impl text_analysis_service_server::TextAnalysisService for TextAnalysis {
    async fn analyze(
        &self,
        request: Request<pb::AnalyzeRequest>,
    ) -> Result<Response<pb::AnalyzeResponse>, Status> {
        let call = Call::of(&request)?;
        let pb::AnalyzeRequest { document, options } = request.into_inner();
        let options = Options::read(options);
        let document = read::document("document", document, &options, self.limits())?;
        let held = call.held.clone();
        let answer =
            self.answer(Kind::Single, document, &options, call.context.deadline, held).await;
        self.service.metrics().document("single", ended(&answer));
        let answer = pb::AnalyzeResponse { analysis: Some(answer?) };
        call.answered();
        Ok(Response::new(answer))
    }

    async fn batch_analyze(
        &self,
        request: Request<pb::BatchAnalyzeRequest>,
    ) -> Result<Response<pb::BatchAnalyzeResponse>, Status> {
        let call = Call::of(&request)?;
        let pb::BatchAnalyzeRequest { documents, options } = request.into_inner();
        let options = Options::read(options);
        batch::check(&documents, &options, self.limits())?;
        if let Some(caller) = &call.context.caller {
            // The first was charged with the message.
            caller.owe(documents.len() - 1, 0);
        }
        let _permit = self.service.admit_bulk()?;
        let results =
            call.context.deadline.limit(batch::run(self, documents, options, &call)).await?;
        call.answered();
        Ok(Response::new(pb::BatchAnalyzeResponse { results }))
    }

    type StreamAnalyzeStream = stream::Answers;

    async fn stream_analyze(
        &self,
        request: Request<Streaming<pb::StreamAnalyzeRequest>>,
    ) -> Result<Response<Self::StreamAnalyzeStream>, Status> {
        let context = CallContext::of(request.extensions())?;
        let opening = Opening { context, permit: self.service.admit_bulk()? };
        Ok(Response::new(stream::answer(self.clone(), request.into_inner(), opening)))
    }

    async fn get_capabilities(
        &self,
        _: Request<pb::GetCapabilitiesRequest>,
    ) -> Result<Response<pb::GetCapabilitiesResponse>, Status> {
        Ok(Response::new(capabilities::write(self.service.capabilities(), self.limits())))
    }
}

/// The name of the status with which a document ended.
fn ended<T>(answer: &Result<T, Status>) -> &'static str {
    code_name(answer.as_ref().map_or_else(Status::code, |_| Code::Ok))
}

/// A call with one message, for all documents in it.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) context: CallContext,
    /// What its message holds.
    pub(super) held: Arc<Reservation>,
}

impl Call {
    fn of<T>(request: &Request<T>) -> Result<Self, Status> {
        let context = CallContext::of(request.extensions())?;
        let held = context.ledger.next()?;
        Ok(Self { context, held })
    }

    /// Hands what it holds on to the answer.
    fn answered(self) {
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

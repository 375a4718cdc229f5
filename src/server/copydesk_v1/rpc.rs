//! The RPCs.

use super::{
    names,
    pb::{self, document_result::Result as Outcome, text_analysis_service_server},
    read::{self, Options},
    stream::{self, Opening},
    write,
};
use crate::{
    clean::Cleaner,
    document::{Analysis, EntityType, Raw},
    engine::{Compute, Pipeline},
    entities::Tagger,
    language::ENGLISH,
    metrics::{Metrics, Refused},
    server::{
        Limits,
        status::{self, Failure},
        transport::{
            context::CallContext, deadline::Deadline, messages::budget::Reservation,
            observe::code_name,
        },
    },
    tone::Scorer,
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Instant,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;
use tonic::{Code, Request, Response, Status, Streaming};
use tonic_types::FieldViolation;
use tower::{BoxError, Service, ServiceExt, load_shed::error::Overloaded};
use tracing::Instrument;

/// Answers the RPCs. Clones share their admission.
#[derive(Clone)]
pub struct TextAnalysis {
    /// For single documents: refuses when full.
    unary: Pipeline,
    /// For batches and streams: lets them wait, with permits of its own, so that they never
    /// starve single documents.
    bulk: Pipeline,
    /// Where answers are written.
    compute: Compute,
    bulk_calls: Arc<Semaphore>,
    pub(crate) limits: Limits,
    /// Streams end when this is cancelled.
    pub(crate) draining: CancellationToken,
}

impl TextAnalysis {
    /// Over two pipelines, one that sheds and one that waits.
    pub fn new(unary: Pipeline, bulk: Pipeline, compute: &Compute, limits: Limits) -> Self {
        Self {
            unary,
            bulk,
            compute: compute.clone(),
            bulk_calls: Arc::new(Semaphore::new(limits.bulk_calls)),
            limits,
            draining: CancellationToken::new(),
        }
    }

    /// The token whose cancellation ends all streams.
    pub fn draining(&self) -> CancellationToken {
        self.draining.clone()
    }

    /// What a request may hold.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Where answers are written.
    pub(crate) const fn compute(&self) -> &Compute {
        &self.compute
    }

    pub(crate) const fn metrics(&self) -> &Metrics {
        self.compute.metrics()
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
        let raw = read::raw("document", request.document, &options, &self.limits)?;
        let analysis = Some(self.run(&self.bulk, raw).await?);
        Ok(pb::AnalyzeResponse { analysis })
    }

    /// Takes a document through a pipeline and writes the answer.
    async fn run(&self, pipeline: &Pipeline, raw: Raw) -> Result<pb::Analysis, Status> {
        let mut pipeline = pipeline.clone();
        let failed = |error: BoxError| {
            if error.is::<Overloaded>() {
                self.metrics().refused(Refused::Documents);
            }
            status::of_error(&error)
        };
        let (content_bytes, deadline) = (raw.content.len(), Deadline(raw.deadline));
        let asked = Instant::now();
        let ready = deadline.limit(pipeline.ready()).await?.map_err(failed)?;
        self.metrics().waited("admission", asked.elapsed());
        let found = ready.call(raw).await.map_err(failed)?;
        self.metrics().analyzed(content_bytes);
        let metrics = self.metrics().clone();
        // Long texts have long answers: to write them here would keep other calls waiting.
        let written = self.compute.run("answer", move || {
            count(&found, &metrics);
            write::analysis(&found)
        });
        let written = deadline.limit(written).await?;
        written.map(|done| done.value).map_err(|panicked| status::of_error(&panicked.into()))
    }

    /// The result of one document of several.
    pub(crate) async fn outcome(&self, raw: Result<Raw, Status>) -> Outcome {
        let answer = match raw {
            Ok(raw) => self.run(&self.bulk, raw).await,
            Err(status) => Err(status),
        };
        self.metrics().document("bulk", ended(&answer));
        answer.map_or_else(|status| Outcome::Error(status::item(&status)), Outcome::Analysis)
    }

    pub(crate) fn admit_bulk(&self) -> Result<OwnedSemaphorePermit, Status> {
        let permit = Arc::clone(&self.bulk_calls).try_acquire_owned();
        permit.map_err(|_| {
            self.metrics().refused(Refused::BulkCalls);
            Failure::Overloaded.status()
        })
    }

    fn check_batch(
        &self,
        request: &pb::BatchAnalyzeRequest,
        options: &Options,
    ) -> Result<(), Status> {
        let (count, most) = (request.documents.len(), self.limits.batch_documents as usize);
        let bytes: usize = request.documents.iter().map(|document| document.content.len()).sum();
        let most_bytes = self.limits.batch_bytes as usize;
        let mut violations = Vec::new();
        if !(1..=most).contains(&count) {
            violations.push(format!("must have 1 to {most} entries, has {count}"));
        }
        if bytes > most_bytes {
            violations.push(format!(
                "must have at most {most_bytes} bytes of content together, has {bytes}"
            ));
        }
        if violations.is_empty() {
            return options.check(&self.limits);
        }
        let violations = violations.into_iter().map(|text| FieldViolation::new("documents", text));
        Err(Failure::InvalidRequest.with(HashMap::new(), violations.collect()))
    }

    async fn batch(
        &self,
        batch: Vec<pb::Document>,
        options: Options,
        common: Common,
    ) -> Vec<pb::DocumentResult> {
        let mut results = Vec::with_capacity(batch.len());
        let mut running = JoinSet::new();
        for (index, document) in (0..).zip(batch) {
            let path = format!("documents[{index}]");
            results.push(pb::DocumentResult { id: document.id.clone(), index, result: None });
            let raw = read::raw(&path, Some(document), &options, &self.limits);
            let raw = raw.map(|raw| common.stamp(raw));
            let service = self.clone();
            let outcome = async move { (index, service.outcome(raw).await) };
            running.spawn(outcome.instrument(common.context.document_traces.span()));
        }
        while let Some(joined) = running.join_next().await {
            if let Ok((index, outcome)) = joined {
                results[index as usize].result = Some(outcome);
            }
        }
        for result in results.iter_mut().filter(|result| result.result.is_none()) {
            result.result = Some(Outcome::Error(status::item(&Failure::Internal.status())));
        }
        results
    }
}

#[tonic::async_trait]
impl text_analysis_service_server::TextAnalysisService for TextAnalysis {
    async fn analyze(
        &self,
        request: Request<pb::AnalyzeRequest>,
    ) -> Result<Response<pb::AnalyzeResponse>, Status> {
        let common = Common::of(&request)?;
        let pb::AnalyzeRequest { document, options } = request.into_inner();
        let raw = read::raw("document", document, &Options::read(options), &self.limits)?;
        let answer = self.run(&self.unary, common.stamp(raw)).await;
        self.metrics().document("single", ended(&answer));
        let answer = pb::AnalyzeResponse { analysis: Some(answer?) };
        common.answered();
        Ok(Response::new(answer))
    }

    async fn batch_analyze(
        &self,
        request: Request<pb::BatchAnalyzeRequest>,
    ) -> Result<Response<pb::BatchAnalyzeResponse>, Status> {
        let common = Common::of(&request)?;
        let mut request = request.into_inner();
        let options = Options::read(request.options.take());
        self.check_batch(&request, &options)?;
        if let Some(caller) = &common.context.caller {
            // The first was charged with the message.
            caller.owe(request.documents.len() - 1, 0);
        }
        let _permit = self.admit_bulk()?;
        let results = self.batch(request.documents, options, common.clone());
        let results = common.context.deadline.limit(results).await?;
        common.answered();
        Ok(Response::new(pb::BatchAnalyzeResponse { results }))
    }

    type StreamAnalyzeStream = stream::Answers;

    async fn stream_analyze(
        &self,
        request: Request<Streaming<pb::StreamAnalyzeRequest>>,
    ) -> Result<Response<Self::StreamAnalyzeStream>, Status> {
        let context = CallContext::of(request.extensions())?;
        let opening = Opening { context, permit: self.admit_bulk()? };
        Ok(Response::new(stream::answer(self.clone(), request.into_inner(), opening)))
    }

    async fn get_capabilities(
        &self,
        _: Request<pb::GetCapabilitiesRequest>,
    ) -> Result<Response<pb::GetCapabilitiesResponse>, Status> {
        Ok(Response::new(capabilities(&self.limits)))
    }
}

/// The name of the status with which a document ended.
fn ended<T>(answer: &Result<T, Status>) -> &'static str {
    code_name(answer.as_ref().map_or_else(Status::code, |_| Code::Ok))
}

/// What the documents of a call with one message have in common.
#[derive(Clone)]
struct Common {
    context: CallContext,
    /// What its message holds.
    held: Arc<Reservation>,
}

impl Common {
    fn of<T>(request: &Request<T>) -> Result<Self, Status> {
        let context = CallContext::of(request.extensions())?;
        let held = context.ledger.next()?;
        Ok(Self { context, held })
    }

    /// A document of it.
    fn stamp(&self, raw: Raw) -> Raw {
        Raw { deadline: self.context.deadline.0, held: Some(self.held.clone()), ..raw }
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

fn capabilities(limits: &Limits) -> pb::GetCapabilitiesResponse {
    let stage =
        |stage: pb::Stage, language: &str, model: &str, types: &[EntityType]| pb::StageCapability {
            stage: stage.into(),
            language_codes: vec![language.to_owned()],
            model_version: model.to_owned(),
            entity_types: types.iter().map(|&kind| names::entity_type(kind).into()).collect(),
        };
    pb::GetCapabilitiesResponse {
        stages: vec![
            stage(pb::Stage::Cleaning, "mul", Cleaner::MODEL, &[]),
            stage(pb::Stage::Entities, ENGLISH.code, Tagger::MODEL, &EntityType::LEARNED),
            stage(pb::Stage::Sentiment, ENGLISH.code, Scorer::MODEL, &[]),
        ],
        limits: Some(pb::Limits {
            max_content_bytes: limits.content_bytes,
            max_batch_documents: limits.batch_documents,
            max_batch_bytes: limits.batch_bytes,
            max_stream_in_flight: limits.stream_in_flight,
        }),
        build_version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// The name under which health is asked for and reflection lists the service.
pub const SERVICE_NAME: &str = text_analysis_service_server::SERVICE_NAME;

//! The RPCs.

use super::{
    Limits, convert, deadline, names,
    pb::{self, document_result::Result as Outcome, text_analysis_service_server},
    respond,
    status::{self, Failure},
    stream,
};
use crate::{
    compute::Compute,
    nlp::{
        Raw,
        clean::Cleaner,
        entity::{EntityType, Tagger},
        language::ENGLISH,
        sentiment::Scorer,
    },
    pipeline::Pipeline,
};
use std::{collections::HashMap, sync::Arc, time::Instant};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
};
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status, Streaming};
use tonic_types::FieldViolation;
use tower::{Service, ServiceExt};

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
    pub(super) limits: Limits,
    /// Streams end when this is cancelled.
    pub(super) draining: CancellationToken,
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

    /// Analyzes one document that may wait for its turn.
    ///
    /// # Errors
    /// What a caller of `Analyze` would see.
    pub async fn analyze_in_turn(
        &self,
        request: pb::AnalyzeRequest,
    ) -> Result<pb::AnalyzeResponse, Status> {
        let raw = convert::raw("document", request.document, request.options, None, &self.limits)?;
        let analysis = Some(self.run(&self.bulk, raw).await?);
        Ok(pb::AnalyzeResponse { analysis })
    }

    /// Takes a document through a pipeline and writes the answer.
    async fn run(&self, pipeline: &Pipeline, raw: Raw) -> Result<pb::Analysis, Status> {
        let mut pipeline = pipeline.clone();
        let ready = pipeline.ready().await.map_err(|error| status::of_error(&error))?;
        let found = ready.call(raw).await.map_err(|error| status::of_error(&error))?;
        // Long texts have long answers: to write them here would keep other calls waiting.
        let written = self.compute.run("answer", move || respond::analysis(&found)).await;
        written.map(|done| done.value).map_err(|panicked| status::of_error(&panicked.into()))
    }

    /// The result of one document of several.
    pub(super) async fn outcome(&self, raw: Result<Raw, Status>) -> Outcome {
        let answer = match raw {
            Ok(raw) => self.run(&self.bulk, raw).await,
            Err(status) => Err(status),
        };
        answer.map_or_else(|status| Outcome::Error(status::item(&status)), Outcome::Analysis)
    }

    pub(super) fn admit_bulk(&self) -> Result<OwnedSemaphorePermit, Status> {
        let permit = Arc::clone(&self.bulk_calls).try_acquire_owned();
        permit.map_err(|_| Failure::Overloaded.status())
    }

    fn check_batch(&self, request: &pb::BatchAnalyzeRequest) -> Result<(), Status> {
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
            return convert::check_options(request.options.clone(), &self.limits);
        }
        let violations = violations.into_iter().map(|text| FieldViolation::new("documents", text));
        Err(Failure::InvalidRequest.with(HashMap::new(), violations.collect()))
    }

    async fn batch(
        &self,
        request: pb::BatchAnalyzeRequest,
        deadline: Option<Instant>,
    ) -> Vec<pb::DocumentResult> {
        let mut results = Vec::with_capacity(request.documents.len());
        let mut running = JoinSet::new();
        for (index, document) in (0..).zip(request.documents) {
            let path = format!("documents[{index}]");
            results.push(pb::DocumentResult { id: document.id.clone(), index, result: None });
            let raw = convert::raw(
                &path,
                Some(document),
                request.options.clone(),
                deadline,
                &self.limits,
            );
            let service = self.clone();
            running.spawn(async move { (index, service.outcome(raw).await) });
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
        let deadline = deadline::of_call(request.metadata());
        let pb::AnalyzeRequest { document, options } = request.into_inner();
        let raw = convert::raw("document", document, options, deadline, &self.limits)?;
        let analysis = Some(self.run(&self.unary, raw).await?);
        Ok(Response::new(pb::AnalyzeResponse { analysis }))
    }

    async fn batch_analyze(
        &self,
        request: Request<pb::BatchAnalyzeRequest>,
    ) -> Result<Response<pb::BatchAnalyzeResponse>, Status> {
        let deadline = deadline::of_call(request.metadata());
        let request = request.into_inner();
        self.check_batch(&request)?;
        let _permit = self.admit_bulk()?;
        let results = stream::until(deadline, self.batch(request, deadline)).await?;
        Ok(Response::new(pb::BatchAnalyzeResponse { results }))
    }

    type StreamAnalyzeStream = ReceiverStream<Result<pb::StreamAnalyzeResponse, Status>>;

    async fn stream_analyze(
        &self,
        request: Request<Streaming<pb::StreamAnalyzeRequest>>,
    ) -> Result<Response<Self::StreamAnalyzeStream>, Status> {
        let deadline = deadline::of_call(request.metadata());
        let permit = self.admit_bulk()?;
        let answers = stream::answer(self.clone(), request.into_inner(), deadline, permit);
        Ok(Response::new(answers))
    }

    async fn get_capabilities(
        &self,
        _: Request<pb::GetCapabilitiesRequest>,
    ) -> Result<Response<pb::GetCapabilitiesResponse>, Status> {
        Ok(Response::new(capabilities(&self.limits)))
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
            stage(pb::Stage::Entities, ENGLISH, Tagger::MODEL, &EntityType::LEARNED),
            stage(pb::Stage::Sentiment, ENGLISH, Scorer::MODEL, &[]),
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

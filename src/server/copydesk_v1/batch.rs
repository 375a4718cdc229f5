//! Several documents in one message.

use super::{
    pb,
    read::{self, Options},
    text_analysis::{Call, TextAnalysis},
};
use crate::server::{
    Limits,
    status::{self, Failure},
};
use pb::document_result::Result as Outcome;
use std::collections::HashMap;
use tokio::task::JoinSet;
use tonic::Status;
use tonic_types::FieldViolation;
use tracing::Instrument;

/// Tells whether a batch can be taken on.
///
/// # Errors
/// All violations.
pub(super) fn check(
    documents: &[pb::Document],
    options: &Options,
    limits: &Limits,
) -> Result<(), Status> {
    let (count, most) = (documents.len(), limits.batch_documents as usize);
    let bytes: usize = documents.iter().map(|document| document.content.len()).sum();
    let most_bytes = limits.batch_bytes as usize;
    let mut violations = Vec::new();
    if !(1..=most).contains(&count) {
        violations.push(format!("must have 1 to {most} entries, has {count}"));
    }
    if bytes > most_bytes {
        violations
            .push(format!("must have at most {most_bytes} bytes of content together, has {bytes}"));
    }
    if violations.is_empty() {
        return options.check(limits);
    }
    let violations = violations.into_iter().map(|text| FieldViolation::new("documents", text));
    Err(Failure::InvalidRequest.with(HashMap::new(), violations.collect()))
}

/// Analyzes documents side by side; the results are in their order.
pub(super) async fn run(
    service: &TextAnalysis,
    documents: Vec<pb::Document>,
    options: Options,
    call: &Call,
) -> Vec<pb::DocumentResult> {
    let mut results = Vec::with_capacity(documents.len());
    let mut running = JoinSet::new();
    for (index, document) in (0..).zip(documents) {
        let path = format!("documents[{index}]");
        results.push(pb::DocumentResult { id: document.id.clone(), index, result: None });
        let document = read::document(&path, Some(document), &options, service.limits());
        let (service, options, call) = (service.clone(), options.clone(), call.clone());
        let span = call.context.document_traces.span();
        let outcome = async move {
            let Call { context, held } = call;
            (index, service.outcome(context.deadline, held, document, &options).await)
        };
        running.spawn(outcome.instrument(span));
    }
    while let Some(joined) = running.join_next().await {
        if let Ok((index, outcome)) = joined {
            results[index as usize].result = Some(outcome);
        }
    }
    // A task ends in a result, or panics outside every stage: that is our fault.
    for result in results.iter_mut().filter(|result| result.result.is_none()) {
        result.result = Some(Outcome::Error(status::item(&Failure::Internal.status())));
    }
    results
}

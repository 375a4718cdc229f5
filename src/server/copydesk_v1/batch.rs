//! Several documents in one message.

use super::{
    pb,
    read::{self, Options},
    text_analysis::TextAnalysis,
};
use crate::server::{
    call::Call,
    service::{DocumentCall, Kind},
    status::{self, Failure},
};
use pb::document_result::Result as Outcome;
use tokio::task::JoinSet;
use tonic::Status;
use tracing::Instrument;

fn outcome(analysis: Result<pb::Analysis, Status>) -> Outcome {
    analysis.map_or_else(|status| Outcome::Error(status::item(&status)), Outcome::Analysis)
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
            let call = DocumentCall { kind: Kind::Bulk, deadline: context.deadline, held };
            let analysis = service.answer(call, document, &options, |analysis| analysis).await;
            (index, outcome(analysis))
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

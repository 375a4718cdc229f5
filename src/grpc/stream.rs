//! The bidirectional stream: reads ahead as far as it may, answers as results come.

use super::{
    convert,
    explain::classified,
    pb::{self, document_result::Result as Outcome},
    service::TextAnalysis,
    status::{self, Failure},
};
use std::{
    collections::{HashMap, HashSet},
    future::pending,
    time::Instant,
};
use tokio::{
    sync::{OwnedSemaphorePermit, mpsc},
    task::JoinSet,
};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Status, Streaming};
use tonic_types::FieldViolation;

type Answer = Result<pb::StreamAnalyzeResponse, Status>;

/// Answers the documents of a stream until it ends, its client goes, or its time runs out.
pub(super) fn answer(
    service: TextAnalysis,
    requests: Streaming<pb::StreamAnalyzeRequest>,
    deadline: Option<Instant>,
    permit: OwnedSemaphorePermit,
) -> ReceiverStream<Answer> {
    let (answers, receiver) = mpsc::channel(service.limits.stream_in_flight as usize);
    let conversation = Conversation {
        service,
        options: None,
        next_index: 0,
        in_flight: HashSet::new(),
        running: JoinSet::new(),
        deadline,
    };
    tokio::spawn(async move {
        // Held as long as the stream lasts.
        let _permit = permit;
        tokio::select! {
            // The client is gone: all that is running is dropped with the conversation.
            () = answers.closed() => {}
            end = until(deadline, conversation.run(requests, &answers)) => {
                if let Err(status) = end.and_then(|end| end) {
                    // A client that went meanwhile needs no last word.
                    let _ = answers.send(Err(status)).await;
                }
            }
        }
    });
    ReceiverStream::new(receiver)
}

/// Waits for `work`, but not beyond the caller's deadline.
pub(super) async fn until<T>(
    deadline: Option<Instant>,
    work: impl Future<Output = T>,
) -> Result<T, Status> {
    match deadline {
        Some(deadline) => tokio::time::timeout_at(deadline.into(), work)
            .await
            .map_err(|_| Failure::DeadlineExceeded.status()),
        None => Ok(work.await),
    }
}

/// The state of one stream.
struct Conversation {
    service: TextAnalysis,
    /// The latest that the client set.
    options: Option<pb::AnalysisOptions>,
    next_index: u32,
    /// The ids of the documents that are not answered yet.
    in_flight: HashSet<String>,
    running: JoinSet<pb::DocumentResult>,
    deadline: Option<Instant>,
}

impl Conversation {
    async fn run(
        mut self,
        mut requests: Streaming<pb::StreamAnalyzeRequest>,
        answers: &mpsc::Sender<Answer>,
    ) -> Result<(), Status> {
        let most = self.service.limits.stream_in_flight as usize;
        let draining = self.service.draining.clone();
        let mut end: Option<Result<(), Status>> = None;
        loop {
            let reads = end.is_none() && self.running.len() < most;
            let message = async { if reads { requests.message().await } else { pending().await } };
            tokio::select! {
                Some(joined) = self.running.join_next() => {
                    // A task ends in a result, or panics outside every stage: that is our fault.
                    let result = joined.map_err(|_| Failure::Internal.status())?;
                    self.in_flight.remove(&result.id);
                    send(answers, result).await?;
                }
                () = draining.cancelled(), if end.is_none() => {
                    end = Some(Err(Failure::ShuttingDown.status()));
                }
                message = message => match message {
                    Ok(Some(request)) => self.take(request, answers).await?,
                    Ok(None) => end = Some(Ok(())),
                    // What cannot be decoded ends the stream: nothing after it can be trusted.
                    Err(status) => {
                        let message_bytes = self.service.limits.message_bytes();
                        return Err(classified(&status, message_bytes).unwrap_or(status));
                    }
                },
            }
            if self.running.is_empty()
                && let Some(end) = end.take()
            {
                return end;
            }
        }
    }

    async fn take(
        &mut self,
        request: pb::StreamAnalyzeRequest,
        answers: &mpsc::Sender<Answer>,
    ) -> Result<(), Status> {
        if request.options.is_some() {
            self.options = request.options;
        }
        let index = self.next_index;
        self.next_index += 1;
        let id = request.document.as_ref().map_or_else(String::new, |document| document.id.clone());
        if let Some(fault) = self.fault_of(&id) {
            let violation = FieldViolation::new("document.id", fault);
            let status = Failure::InvalidRequest.with(HashMap::new(), vec![violation]);
            let result = Some(Outcome::Error(status::item(&status)));
            return send(answers, pb::DocumentResult { id, index, result }).await;
        }
        self.in_flight.insert(id.clone());
        let limits = &self.service.limits;
        let raw =
            convert::raw("document", request.document, self.options.clone(), self.deadline, limits);
        let service = self.service.clone();
        self.running.spawn(async move {
            let result = Some(service.outcome(raw).await);
            pb::DocumentResult { id, index, result }
        });
        Ok(())
    }

    fn fault_of(&self, id: &str) -> Option<&'static str> {
        if id.is_empty() {
            Some("must be present in a stream")
        } else if self.in_flight.contains(id) {
            Some("must be unique among the documents in flight")
        } else {
            None
        }
    }
}

async fn send(answers: &mpsc::Sender<Answer>, result: pb::DocumentResult) -> Result<(), Status> {
    let answer = pb::StreamAnalyzeResponse { result: Some(result) };
    answers.send(Ok(answer)).await.map_err(|_| Status::cancelled("the client is gone"))
}

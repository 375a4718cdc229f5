//! The bidirectional stream: reads ahead as far as it may, answers as results come.

use super::{
    auth::Caller,
    budget::Reservation,
    convert,
    explain::classified,
    pb::{self, document_result::Result as Outcome},
    service::TextAnalysis,
    status::{self, Failure},
    trace::Documents,
};
use prost::Message;
use std::{
    collections::{HashMap, HashSet},
    pin::Pin,
    sync::Arc,
    time::Instant,
};
use tokio::{
    sync::{OwnedSemaphorePermit, mpsc},
    task::JoinSet,
};
use tokio_stream::{Stream, StreamExt, wrappers::ReceiverStream};
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};
use tonic::{Status, Streaming};
use tonic_types::FieldViolation;
use tracing::Instrument;

type Answer = Result<pb::StreamAnalyzeResponse, Status>;

/// The answers of a stream.
pub(super) type Answers = Pin<Box<dyn Stream<Item = Answer> + Send>>;

/// An answer, and the bytes that its document holds until the answer is encoded.
type Held = (Answer, Option<Arc<Reservation>>);

/// What a document of a stream was read from, or why no more are read.
type Read = Result<(pb::StreamAnalyzeRequest, Option<Arc<Reservation>>), Status>;

/// What is known when a stream opens.
pub(super) struct Opening {
    /// When its caller stops waiting.
    pub(super) deadline: Option<Instant>,
    /// Whose it is.
    pub(super) caller: Option<Caller>,
    /// How its documents are traced.
    pub(super) documents: Documents,
    /// Cancelled when its connection has lasted as long as it may.
    pub(super) aged: CancellationToken,
    /// Its place among batches and streams.
    pub(super) permit: OwnedSemaphorePermit,
}

/// Answers the documents of a stream until it ends, its client goes, or its time runs out.
pub(super) fn answer(
    service: TextAnalysis,
    requests: Streaming<pb::StreamAnalyzeRequest>,
    opening: Opening,
) -> Answers {
    let (answers, receiver) = mpsc::channel(service.limits.stream_in_flight as usize);
    let Opening { deadline, caller, documents, aged, permit } = opening;
    let (reader, reads) = mpsc::channel(1);
    let reading = read(service.clone(), requests, aged, reader).in_current_span();
    let conversation = Conversation {
        service,
        caller,
        documents,
        options: None,
        next_index: 0,
        in_flight: HashSet::new(),
        running: JoinSet::new(),
        deadline,
    };
    let talk = async move {
        // Held as long as the stream lasts.
        let _permit = permit;
        let _reading = AbortOnDropHandle::new(tokio::spawn(reading));
        tokio::select! {
            // The client is gone: all that is running is dropped with the conversation.
            () = answers.closed() => {}
            end = until(deadline, conversation.run(reads, &answers)) => {
                if let Err(status) = end.and_then(|end| end) {
                    // A client that went meanwhile needs no last word.
                    let _ = answers.send((Err(status), None)).await;
                }
            }
        }
    };
    tokio::spawn(talk.in_current_span());
    Box::pin(ReceiverStream::new(receiver).map(|(answer, _): Held| answer))
}

/// Reads a stream, no further than its bytes can be held, until it ends or is to end.
async fn read(
    service: TextAnalysis,
    mut requests: Streaming<pb::StreamAnalyzeRequest>,
    aged: CancellationToken,
    reader: mpsc::Sender<Read>,
) {
    loop {
        let read = tokio::select! {
            biased;
            () = service.draining.cancelled() => Err(Failure::ShuttingDown.status()),
            () = aged.cancelled() => Err(Failure::ConnectionAged.status()),
            message = requests.message() => match message {
                Ok(Some(request)) => {
                    let reservation = service.bulk_bytes.reserve(request.encoded_len()).await;
                    Ok((request, reservation))
                }
                Ok(None) => return,
                // What cannot be decoded ends the stream: nothing after it can be trusted.
                Err(status) => {
                    Err(classified(&status, service.limits.message_bytes()).unwrap_or(status))
                }
            },
        };
        let last = read.is_err();
        if reader.send(read).await.is_err() || last {
            return;
        }
    }
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
    caller: Option<Caller>,
    documents: Documents,
    /// The latest that the client set.
    options: Option<pb::AnalysisOptions>,
    next_index: u32,
    /// The ids of the documents that are not answered yet.
    in_flight: HashSet<String>,
    running: JoinSet<(pb::DocumentResult, Option<Arc<Reservation>>)>,
    deadline: Option<Instant>,
}

impl Conversation {
    /// Answers what is read; at the end, what was still running first.
    async fn run(
        mut self,
        mut reads: mpsc::Receiver<Read>,
        answers: &mpsc::Sender<Held>,
    ) -> Result<(), Status> {
        let most = self.service.limits.stream_in_flight as usize;
        let mut end: Option<Result<(), Status>> = None;
        loop {
            tokio::select! {
                Some(joined) = self.running.join_next() => {
                    // A task ends in a result, or panics outside every stage: that is our fault.
                    let (result, held) = joined.map_err(|_| Failure::Internal.status())?;
                    self.in_flight.remove(&result.id);
                    send(answers, result, held).await?;
                }
                read = reads.recv(), if end.is_none() && self.running.len() < most => match read {
                    Some(Ok((request, held))) => self.take(request, held, answers).await?,
                    Some(Err(status)) => end = Some(Err(status)),
                    None => end = Some(Ok(())),
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
        held: Option<Arc<Reservation>>,
        answers: &mpsc::Sender<Held>,
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
            return send(answers, pb::DocumentResult { id, index, result }, held).await;
        }
        self.in_flight.insert(id.clone());
        let limits = &self.service.limits;
        let raw =
            convert::raw("document", request.document, self.options.clone(), self.deadline, limits);
        let raw = raw.and_then(|raw| {
            self.caller.as_ref().map_or(Ok(()), |caller| caller.take(1, raw.content.len()))?;
            Ok(raw)
        });
        let service = self.service.clone();
        let outcome = async move {
            let result = Some(service.outcome(raw).await);
            (pb::DocumentResult { id, index, result }, held)
        };
        self.running.spawn(outcome.instrument(self.documents.span()));
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

async fn send(
    answers: &mpsc::Sender<Held>,
    result: pb::DocumentResult,
    held: Option<Arc<Reservation>>,
) -> Result<(), Status> {
    let answer = Ok(pb::StreamAnalyzeResponse { result: Some(result) });
    answers.send((answer, held)).await.map_err(|_| Status::cancelled("the client is gone"))
}

//! The bidirectional stream: reads ahead as far as it may, answers as results come.

use super::{
    pb::{self, document_result::Result as Outcome},
    read::{self, Options},
    text_analysis::TextAnalysis,
};
use crate::server::{
    status::{self, Failure},
    transport::{
        context::CallContext,
        error_details::with_details,
        messages::budget::{Ledger, Reservation},
    },
};
use parking_lot::Mutex;
use prost::Message;
use std::{
    collections::{HashMap, HashSet},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, mpsc},
    task::JoinSet,
    time::timeout,
};
use tokio_stream::Stream;
use tokio_util::{
    sync::{CancellationToken, DropGuard},
    task::AbortOnDropHandle,
};
use tonic::{Code, Status, Streaming};
use tonic_types::FieldViolation;
use tracing::Instrument;

type Answer = Result<pb::StreamAnalyzeResponse, Status>;

/// An answer, and what its document holds until the answer is on the wire.
type Held = (Answer, Option<Arc<Reservation>>);

/// What was read, and what it holds; or why no more is read.
type Read = Result<(pb::StreamAnalyzeRequest, Option<Arc<Reservation>>), Status>;

/// What is known when a stream opens.
pub(crate) struct Opening {
    /// What its transport knows of it.
    pub(crate) context: CallContext,
    /// Its place among batches and streams.
    pub(crate) permit: OwnedSemaphorePermit,
}

/// Answers the documents of a stream until it ends, its client goes, or its time runs out.
pub(crate) fn answer(
    service: TextAnalysis,
    requests: Streaming<pb::StreamAnalyzeRequest>,
    opening: Opening,
) -> Answers {
    let (sender, receiver) = mpsc::channel(service.limits().stream_in_flight as usize);
    let Opening { context, permit } = opening;
    let deadline = context.deadline;
    let gone = CancellationToken::new();
    let queue = Arc::new(Mutex::new(Some(receiver)));
    let answers = Answers {
        queue: Arc::clone(&queue),
        ledger: context.ledger.clone(),
        _gone: gone.clone().drop_guard(),
    };
    let patience = service.limits().time;
    let (reader, reads) = mpsc::channel(1);
    let reading = read(service.clone(), requests, context.clone(), reader).in_current_span();
    let conversation = Conversation {
        service,
        context,
        options: Shared { options: Options::read(None), _held: None }.into(),
        next_index: 0,
        in_flight: HashSet::new(),
        running: JoinSet::new(),
        answers: sender.clone(),
    };
    let talk = async move {
        let reading = AbortOnDropHandle::new(tokio::spawn(reading));
        let end = tokio::select! {
            // The client is gone: all that is running is dropped with the conversation.
            () = gone.cancelled() => Ok(()),
            end = deadline.limit(conversation.run(reads)) => end.and_then(|end| end),
        };
        // Whoever hears the last word may open another one.
        drop((reading, permit));
        if let Err(status) = end {
            let last_word = timeout(patience, sender.send((Err(status), None)));
            // A client that takes nothing, or is gone, gets none.
            let _ = gone.run_until_cancelled(last_word).await;
        }
        drop(sender);
        until_taken(&queue, &gone, patience).await;
    };
    tokio::spawn(talk.in_current_span());
    answers
}

type Queue = Arc<Mutex<Option<mpsc::Receiver<Held>>>>;

/// Waits until all answers are taken. Whoever takes none for so long gets none of the others.
async fn until_taken(queue: &Queue, gone: &CancellationToken, patience: Duration) {
    let mut last = None;
    while timeout(patience, gone.cancelled()).await.is_err() {
        let mut queue = queue.lock();
        let left = queue.as_ref().map(mpsc::Receiver::len);
        if left.is_none() || left == last {
            let dropped = queue.take();
            drop(queue);
            drop(dropped);
            return;
        }
        last = left;
    }
}

/// The answers of a stream.
pub struct Answers {
    /// `None`: the client did not take them in time.
    queue: Queue,
    ledger: Ledger,
    _gone: DropGuard,
}

impl Stream for Answers {
    type Item = Answer;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Answer>> {
        let mut queue = self.queue.lock();
        let Some(queue) = queue.as_mut() else {
            return Poll::Ready(Some(Err(Failure::DeadlineExceeded.status())));
        };
        queue.poll_recv(context).map(|held| {
            let (answer, held) = held?;
            self.ledger.answered(held);
            Some(answer)
        })
    }
}

/// Reads a stream, no further than its bytes can be held, until it ends or is to end.
async fn read(
    service: TextAnalysis,
    mut requests: Streaming<pb::StreamAnalyzeRequest>,
    context: CallContext,
    reader: mpsc::Sender<Read>,
) {
    loop {
        let read = tokio::select! {
            biased;
            () = service.service().draining().cancelled() => Err(Failure::ShuttingDown.status()),
            () = context.aged.cancelled() => Err(Failure::ConnectionAged.status()),
            message = requests.message() => match message {
                Ok(Some(request)) => context.ledger.next().map(|held| (request, Some(held))),
                Ok(None) => return,
                // What cannot be decoded ends the stream: nothing after it can be trusted.
                Err(status) => {
                    Err(with_details(&status, service.limits().message_bytes()).unwrap_or(status))
                }
            },
        };
        let last = read.is_err();
        if reader.send(read).await.is_err() || last {
            return;
        }
    }
}

/// The options that documents share, and what their message holds for them.
struct Shared {
    options: Options,
    _held: Option<Reservation>,
}

/// The state of one stream.
struct Conversation {
    service: TextAnalysis,
    context: CallContext,
    /// The latest that the client set.
    options: Arc<Shared>,
    next_index: u32,
    /// The ids of the documents that are not answered yet.
    in_flight: HashSet<String>,
    running: JoinSet<(pb::DocumentResult, Option<Arc<Reservation>>)>,
    answers: mpsc::Sender<Held>,
}

impl Conversation {
    /// Answers what is read; at the end, what was still running first.
    async fn run(mut self, mut reads: mpsc::Receiver<Read>) -> Result<(), Status> {
        let limits = *self.service.limits();
        let most = limits.stream_in_flight as usize;
        let mut end: Option<Result<(), Status>> = None;
        loop {
            let idle = self.running.is_empty();
            tokio::select! {
                Some(joined) = self.running.join_next() => {
                    // A task ends in a result, or panics outside every stage: that is our fault.
                    let (result, held) = joined.map_err(|_| Failure::Internal.status())?;
                    self.in_flight.remove(&result.id);
                    self.send(result, held).await?;
                }
                read = reads.recv(), if end.is_none() && self.running.len() < most => match read {
                    Some(Ok((request, held))) => self.begin(request, held).await?,
                    Some(Err(status)) => end = Some(Err(status)),
                    None => end = Some(Ok(())),
                },
                () = tokio::time::sleep(limits.stream_idle), if idle => {
                    // A message that waits for its bytes is none of the client's silence.
                    if !self.context.ledger.is_reading() {
                        return Err(Failure::StreamIdle.status());
                    }
                }
            }
            if self.running.is_empty()
                && let Some(end) = end.take()
            {
                return end;
            }
        }
    }

    async fn begin(
        &mut self,
        request: pb::StreamAnalyzeRequest,
        held: Option<Arc<Reservation>>,
    ) -> Result<(), Status> {
        let charged = self.charge(held.as_ref().map_or(0, |held| held.bytes()))?;
        if let Some(options) = request.options {
            // They stay when the document has gone, with their part of what the message holds.
            let bytes = options.encoded_len();
            let most = self.service.limits().stream_options_bytes();
            let held = held.as_ref().filter(|_| bytes <= most).map(|held| held.split(bytes));
            let options = Options::kept(options, bytes, most);
            self.options = Shared { options, _held: held }.into();
        }
        let index = self.next_index;
        self.next_index += 1;
        let id = request.document.as_ref().map_or_else(String::new, |document| document.id.clone());
        if let Some(fault) = self.fault_of(&id) {
            let violation = FieldViolation::new("document.id", fault);
            let status = Failure::InvalidRequest.with(HashMap::new(), vec![violation]);
            let result = Some(Outcome::Error(status::item(&status)));
            return self.send(pb::DocumentResult { id, index, result }, held).await;
        }
        let shared = Arc::clone(&self.options);
        let limits = self.service.limits();
        let document = charged
            .and_then(|()| read::document("document", request.document, &shared.options, limits));
        self.in_flight.insert(id.clone());
        let (service, deadline) = (self.service.clone(), self.context.deadline);
        let outcome = async move {
            let (options, holds) = (shared.options.clone(), (held.clone(), shared));
            let outcome = service.outcome(document, &options, deadline, holds).await;
            (pb::DocumentResult { id, index, result: Some(outcome) }, held)
        };
        self.running.spawn(outcome.instrument(self.context.document_traces.span()));
        Ok(())
    }

    /// Charges a document to its client. What is beyond the client's rates is refused alone; a key
    /// that is not valid any more ends the stream.
    fn charge(&self, bytes: usize) -> Result<Result<(), Status>, Status> {
        let charged = self.context.caller.as_ref().map_or(Ok(()), |caller| caller.charge(1, bytes));
        match charged {
            Err(status) if status.code() == Code::Unauthenticated => Err(status),
            charged => Ok(charged),
        }
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

    /// Hands a result on, unless the client takes nothing.
    async fn send(
        &self,
        result: pb::DocumentResult,
        held: Option<Arc<Reservation>>,
    ) -> Result<(), Status> {
        let answer = Ok(pb::StreamAnalyzeResponse { result: Some(result) });
        let sent = timeout(self.service.limits().time, self.answers.send((answer, held))).await;
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Status::cancelled("the client is gone")),
            Err(_) => Err(Failure::DeadlineExceeded.status()),
        }
    }
}

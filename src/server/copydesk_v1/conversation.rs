//! The documents of one stream, and what its client has said of them.

use super::{
    pb::{self, document_result::Result as Outcome},
    read::{self, Options},
    text_analysis::TextAnalysis,
};
use crate::server::{
    service::{DocumentCall, Kind},
    status::{self, Failure},
    transport::{
        context::CallContext,
        messages::{budget::Reservation, codec::encode},
    },
};
use bytes::Bytes;
use prost::Message;
use std::{collections::HashSet, sync::Arc};
use tokio::{sync::mpsc, task::JoinSet, time::timeout};
use tonic::{Code, Status};
use tracing::Instrument;

/// An answer as it goes over the wire, and what its document holds until it is there.
pub(super) type Held = (Result<Bytes, Status>, Option<Arc<Reservation>>);

/// A message with the bytes that it holds; or the reason why no more is read.
pub(super) type Read = Result<(pb::StreamAnalyzeRequest, Option<Arc<Reservation>>), Status>;

/// The options that documents share, and what their message holds for them.
struct Shared {
    options: Options,
    _held: Option<Reservation>,
}

/// A document that has ended.
struct Ended {
    answer: Bytes,
    /// Its id; `None`: another one in flight had it before.
    id: Option<String>,
    held: Option<Arc<Reservation>>,
}

/// The state of one stream.
pub(super) struct Conversation {
    service: TextAnalysis,
    context: CallContext,
    /// The latest that the client set.
    options: Arc<Shared>,
    next_index: u32,
    /// The ids of the documents that are not answered yet.
    in_flight: HashSet<String>,
    running: JoinSet<Ended>,
    answers: mpsc::Sender<Held>,
}

impl Conversation {
    /// A conversation that begins; its answers go to a queue.
    pub(super) fn new(
        service: TextAnalysis,
        context: CallContext,
        answers: mpsc::Sender<Held>,
    ) -> Self {
        Self {
            service,
            context,
            options: Shared { options: Options::read(None), _held: None }.into(),
            next_index: 0,
            in_flight: HashSet::new(),
            running: JoinSet::new(),
            answers,
        }
    }

    /// Answers what is read; at the end, what was still running first.
    pub(super) async fn run(mut self, mut reads: mpsc::Receiver<Read>) -> Result<(), Status> {
        let limits = *self.service.limits();
        let most = limits.stream_in_flight as usize;
        let mut end: Option<Result<(), Status>> = None;
        loop {
            let idle = self.running.is_empty();
            if idle && !self.context.ledger.is_reading() {
                self.context.holder.awaits_message();
            }
            tokio::select! {
                Some(joined) = self.running.join_next() => {
                    // A task ends in a result, or panics outside every stage: that is our fault.
                    let ended = joined.map_err(|_| Failure::Internal.status())?;
                    if let Some(id) = ended.id {
                        self.in_flight.remove(&id);
                    }
                    self.send(ended.answer, ended.held).await?;
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
        self.context.ledger.begun();
        self.context.holder.works();
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
        let shared = Arc::clone(&self.options);
        let limits = self.service.limits();
        let is_in_flight = |id: &str| self.in_flight.contains(id);
        let document = charged.and_then(|()| {
            read::stream_document(request.document, &shared.options, limits, is_in_flight)
        });
        // One that repeats an id does not end it.
        let owns_id = self.in_flight.insert(id.clone());
        let (service, deadline) = (self.service.clone(), self.context.deadline);
        let (form, shape) = (self.context.answers(), self.service.shapes().stream[1].clone());
        let outcome = async move {
            let (options, holds) = (shared.options.clone(), (held.clone(), shared));
            let call = DocumentCall { kind: Kind::Bulk, deadline, held: holds };
            let answer = {
                let id = id.clone();
                move |result| {
                    let result = pb::DocumentResult { id, index, result: Some(result) };
                    let answer = pb::StreamAnalyzeResponse { result: Some(result) };
                    encode(&answer, &shape, form)
                }
            };
            let whole = {
                let answer = answer.clone();
                move |analysis| answer(Outcome::Analysis(analysis))
            };
            let answered = service.answer(call, document, &options, whole).await;
            let answer =
                answered.unwrap_or_else(|status| answer(Outcome::Error(status::item(&status))));
            Ended { answer, id: owns_id.then_some(id), held }
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

    /// Hands an answer on, unless the client takes nothing.
    async fn send(&self, answer: Bytes, held: Option<Arc<Reservation>>) -> Result<(), Status> {
        let sent = timeout(self.service.limits().time, self.answers.send((Ok(answer), held))).await;
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Status::cancelled("the client is gone")),
            Err(_) => Err(Failure::DeadlineExceeded.status()),
        }
    }
}

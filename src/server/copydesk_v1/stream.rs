//! The bidirectional stream: reads ahead as far as it may, answers as results come.

use super::{
    conversation::{Conversation, Held, Read},
    pb,
    text_analysis::TextAnalysis,
};
use crate::server::{
    status::Failure,
    transport::{
        context::CallContext,
        error_details::with_details,
        fairness::Place,
        messages::{
            budget::Ledger,
            codec::{Deposited, Undecoded},
        },
    },
};
use parking_lot::Mutex;
use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{sync::mpsc, time::timeout};
use tokio_stream::Stream;
use tokio_util::{
    sync::{CancellationToken, DropGuard},
    task::AbortOnDropHandle,
};
use tonic::{Status, Streaming};
use tracing::Instrument;

/// A stream that opens.
pub(crate) struct Opening {
    /// The context of its call.
    pub(crate) context: CallContext,
    /// Its place among batches and streams.
    pub(crate) place: Place,
}

/// Answers the documents of a stream until it ends, its client goes, or its time runs out.
pub(crate) fn answer(
    service: TextAnalysis,
    requests: Streaming<Undecoded<pb::StreamAnalyzeRequest>>,
    opening: Opening,
) -> Answers {
    let (sender, receiver) = mpsc::channel(service.limits().stream_in_flight as usize);
    let Opening { context, place } = opening;
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
    let conversation = Conversation::new(service, context, sender.clone());
    let talk = async move {
        let reading = AbortOnDropHandle::new(tokio::spawn(reading));
        let end = tokio::select! {
            // The client is gone: all that is running is dropped with the conversation.
            () = gone.cancelled() => Ok(()),
            end = deadline.limit(conversation.run(reads)) => end.and_then(|end| end),
        };
        // Whoever hears the last word may open another one.
        drop((reading, place));
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
    type Item = Result<Deposited, Status>;

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Deposited, Status>>> {
        let mut queue = self.queue.lock();
        let Some(queue) = queue.as_mut() else {
            return Poll::Ready(Some(Err(Failure::DeadlineExceeded.status())));
        };
        queue.poll_recv(context).map(|held| {
            let (answer, held) = held?;
            Some(answer.map(|answer| {
                self.ledger.answer(answer, held);
                Deposited
            }))
        })
    }
}

/// Reads a stream, no further than its bytes can be held, until it ends or is to end.
async fn read(
    service: TextAnalysis,
    mut requests: Streaming<Undecoded<pb::StreamAnalyzeRequest>>,
    context: CallContext,
    reader: mpsc::Sender<Read>,
) {
    loop {
        let read = tokio::select! {
            biased;
            () = service.service().draining().cancelled() => Err(Failure::ShuttingDown.status()),
            () = context.aged.cancelled() => Err(Failure::ConnectionAged.status()),
            // Others have waited for its place.
            () = context.holder.is_to_leave() => Err(Failure::Overloaded.status()),
            message = requests.message() => match message {
                Ok(Some(request)) => decoded(&service, request, &context).await,
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

async fn decoded(
    service: &TextAnalysis,
    request: Undecoded<pb::StreamAnalyzeRequest>,
    context: &CallContext,
) -> Read {
    let (message, held) = context.ledger.next()?;
    let [shape, _] = &service.shapes().stream;
    let format = context.form.format;
    let request = request.decode(message, shape, format, service.service().compute()).await?;
    Ok((request, Some(held)))
}

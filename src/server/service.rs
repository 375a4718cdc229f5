//! The common part of all doors: the analyzers, their limits, and the end of it all.

use super::{
    Limits, findings,
    status::{self, Failure},
    transport::{
        context::CallContext,
        deadline::Deadline,
        fairness::{Holders, Place, Places, Resource},
        observe::code_name,
    },
};
use crate::{
    document::{Analysis, Document},
    engine::{Admission, Analyzer, Capability, Compute, Prepared, Registry},
    metrics::{Metrics, Refused},
};
use tokio_util::sync::CancellationToken;
use tonic::{Code, Status};

/// Answers the calls of all doors. Clones share their admission.
#[derive(Clone)]
pub struct Service {
    /// For single documents: refuses when full.
    single: Analyzer,
    /// For documents of batches and streams: lets them wait, with places of its own, so that they
    /// never starve single documents.
    bulk: Analyzer,
    compute: Compute,
    holders: Holders,
    bulk_calls: Places,
    limits: Limits,
    draining: CancellationToken,
}

/// The kinds of calls that documents come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One document.
    Single,
    /// Several documents.
    Bulk,
}

impl Kind {
    /// Its name in metrics.
    const fn name(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Bulk => "bulk",
        }
    }
}

/// The call that a document comes in.
pub(super) struct DocumentCall<Held> {
    /// Its kind.
    pub(super) kind: Kind,
    /// The time when its caller stops waiting.
    pub(super) deadline: Deadline,
    /// What it holds for the document.
    pub(super) held: Held,
}

impl Service {
    /// Over these methods, on this pool.
    pub fn new(
        registry: &Registry,
        compute: &Compute,
        [single, bulk]: [Admission; 2],
        limits: Limits,
    ) -> Self {
        let single = Analyzer::new(registry, compute, single);
        let bulk = Analyzer::new(registry, &compute.giving_way(), bulk);
        Self::over([single, bulk], compute, limits)
    }

    /// Over two analyzers: one for single documents, which is to refuse when full, and one for bulk,
    /// which is to let wait.
    pub fn over([single, bulk]: [Analyzer; 2], compute: &Compute, limits: Limits) -> Self {
        let holders = Holders::default();
        Self {
            single,
            bulk,
            compute: compute.clone(),
            bulk_calls: Places::new(Resource::Bulk, limits.bulk_calls, &holders),
            holders,
            limits,
            draining: CancellationToken::new(),
        }
    }

    /// Analyzes a document, if it was read well, and makes an answer of the analysis. What its call
    /// holds lives as long as the document, wherever that is.
    ///
    /// # Errors
    /// The error that the caller is to see.
    pub(super) async fn answer<Out: Send + 'static>(
        &self,
        call: DocumentCall<impl Send + 'static>,
        document: Result<Document, Status>,
        prepared: &Prepared,
        write: impl FnOnce(&Analysis) -> Out + Send + 'static,
    ) -> Result<Out, Status> {
        let DocumentCall { kind, deadline, held } = call;
        let analyzer = match kind {
            Kind::Single => &self.single,
            Kind::Bulk => &self.bulk,
        };
        let metrics = self.metrics().clone();
        let count_and_write = move |analysis: Analysis| {
            findings::count(&analysis, &metrics);
            let written = write(&analysis);
            drop((analysis, held));
            written
        };
        let answer = match document {
            Ok(document) => {
                let answer = analyzer.answer(document, prepared, deadline.0, count_and_write);
                answer.await.map_err(status::of_error)
            }
            Err(status) => Err(status),
        };
        let code = answer.as_ref().map_or_else(Status::code, |_| Code::Ok);
        self.metrics().document(kind.name(), code_name(code));
        answer
    }

    /// A place among the batches and streams that may be open.
    ///
    /// # Errors
    /// `OVERLOADED` where there is none.
    pub(super) async fn admit_bulk(&self, context: &CallContext) -> Result<Place, Status> {
        let place = self.bulk_calls.take_in_turn(&context.holder).await;
        place.ok_or_else(|| {
            self.metrics().refused(Refused::BulkCalls);
            Failure::Overloaded.status()
        })
    }

    /// The calls that hold something of the server.
    pub(super) const fn holders(&self) -> &Holders {
        &self.holders
    }

    /// The capabilities of its methods.
    pub(super) fn capabilities(&self) -> &[Capability] {
        self.single.capabilities()
    }

    /// The limits of requests.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The token whose cancellation ends all streams.
    pub(super) const fn draining(&self) -> &CancellationToken {
        &self.draining
    }

    /// The pool for what is too long for the reactor.
    pub(super) const fn compute(&self) -> &Compute {
        &self.compute
    }

    pub(super) const fn metrics(&self) -> &Metrics {
        self.compute.metrics()
    }
}

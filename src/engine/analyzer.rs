//! The engine's front: a document and what is wanted of it in, what was found out.

use super::{
    Admission, Capability, Compute, DeadlineExceeded, Envelope, Panicked, Pipeline, Registry,
    envelope::Written, pipeline,
};
use crate::{
    document::{Analysis, Document, Raw, Wanted},
    metrics::{Metrics, Refused},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::oneshot, time::timeout_at};
use tower::{BoxError, Service, ServiceExt, load_shed::error::Overloaded};

/// The options of a call, made ready once for all of its documents. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Prepared(Arc<Wanted>);

impl Prepared {
    /// Of what is wanted.
    pub fn new(wanted: Wanted) -> Self {
        Self(Arc::new(wanted))
    }
}

/// Analyzes documents. Clones share their admission.
#[derive(Clone)]
pub struct Analyzer {
    pipeline: Pipeline,
    metrics: Metrics,
    capabilities: Arc<[Capability]>,
}

/// The reason why there is no analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnalysisError {
    /// As many documents as are admitted run or wait.
    #[error("too many documents run or wait")]
    Overloaded,
    /// The time of the caller, or of the admission, ran out.
    #[error("the time ran out before the analysis was done")]
    DeadlineExceeded,
    /// This step panicked.
    #[error("the step {0} panicked")]
    Panicked(&'static str),
    /// A layer failed in a way that it never should.
    #[error("the analysis failed in an unknown way")]
    Failed,
}

impl Analyzer {
    /// Over these methods, on this pool.
    pub fn new(registry: &Registry, compute: &Compute, admission: Admission) -> Self {
        let capabilities = registry.capabilities().into();
        Self::through(pipeline(registry.clone(), compute, admission), compute, capabilities)
    }

    /// Through a pipeline of one's own.
    pub fn through(pipeline: Pipeline, compute: &Compute, capabilities: Arc<[Capability]>) -> Self {
        Self { pipeline, metrics: compute.metrics().clone(), capabilities }
    }

    /// The capabilities of its methods.
    pub fn capabilities(&self) -> &[Capability] {
        &self.capabilities
    }

    /// Analyzes a document.
    ///
    /// # Errors
    /// When it is not admitted, takes too long, or fails.
    pub async fn analyze(
        &self,
        document: Document,
        prepared: &Prepared,
    ) -> Result<Analysis, AnalysisError> {
        self.answer(document, prepared, None, |analysis| analysis).await
    }

    /// Analyzes a document and makes something of the analysis, on the same thread: long texts have
    /// long answers. `write` and all that it holds lives until then, or until the document has left
    /// every queue.
    ///
    /// # Errors
    /// When it is not admitted, is not done by `deadline`, or fails.
    pub async fn answer<Out: Send + 'static>(
        &self,
        document: Document,
        prepared: &Prepared,
        deadline: Option<Instant>,
        write: impl FnOnce(Analysis) -> Out + Send + 'static,
    ) -> Result<Out, AnalysisError> {
        let content_bytes = document.content.len();
        let (sender, answered) = oneshot::channel();
        let envelope = Envelope {
            document: Raw { document, wanted: Arc::clone(&prepared.0) },
            reports: Vec::new(),
            deadline,
            queued: Duration::ZERO,
            answer: Box::new(Written { write, sender }),
        };
        let mut pipeline = self.pipeline.clone();
        let asked = Instant::now();
        let ready = match deadline {
            Some(deadline) => timeout_at(deadline.into(), pipeline.ready()).await,
            None => Ok(pipeline.ready().await),
        };
        let ready = ready.map_err(|_| AnalysisError::DeadlineExceeded)?;
        let ready = ready.map_err(|error| self.failed(&error))?;
        self.metrics.waited("admission", asked.elapsed());
        ready.call(envelope).await.map_err(|error| self.failed(&error))?;
        self.metrics.analyzed(content_bytes);
        answered.await.map_err(|_| AnalysisError::Panicked("answer"))
    }

    fn failed(&self, error: &BoxError) -> AnalysisError {
        if error.is::<Overloaded>() {
            self.metrics.refused(Refused::Documents);
            AnalysisError::Overloaded
        } else if error.is::<DeadlineExceeded>() {
            AnalysisError::DeadlineExceeded
        } else {
            let panicked = error.downcast_ref();
            panicked.map_or(AnalysisError::Failed, |Panicked(step)| AnalysisError::Panicked(step))
        }
    }
}

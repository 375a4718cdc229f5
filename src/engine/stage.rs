//! Lifts any [`Stage`] into tower: one layer for all of them.

use super::Compute;
use crate::document::{Reported, Stage};
use std::{
    mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};
use tower::{BoxError, Layer, Service};

/// Runs a stage on the compute pool, then hands its output to the service inside.
pub struct StageLayer<T> {
    stage: Arc<T>,
    compute: Compute,
}

impl<T> StageLayer<T> {
    /// Of a stage, on a pool.
    pub fn new(stage: Arc<T>, compute: &Compute) -> Self {
        Self { stage, compute: compute.clone() }
    }
}

impl<T, S> Layer<S> for StageLayer<T> {
    type Service = Staged<T, S>;

    fn layer(&self, inner: S) -> Staged<T, S> {
        Staged { stage: Arc::clone(&self.stage), compute: self.compute.clone(), inner }
    }
}

/// The service that [`StageLayer`] makes.
pub struct Staged<T, S> {
    stage: Arc<T>,
    compute: Compute,
    inner: S,
}

impl<T, S: Clone> Clone for Staged<T, S> {
    fn clone(&self) -> Self {
        StageLayer::new(Arc::clone(&self.stage), &self.compute).layer(self.inner.clone())
    }
}

impl<In, T, S> Service<In> for Staged<T, S>
where
    In: Send + 'static,
    T: Stage<In>,
    S: Service<T::Out, Error = BoxError> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, document: In) -> Self::Future {
        // The inner service that was polled ready is the one to call; its clone was not.
        let clone = self.inner.clone();
        let mut inner = mem::replace(&mut self.inner, clone);
        let stage = Arc::clone(&self.stage);
        let compute = self.compute.clone();
        Box::pin(async move {
            let job = move || stage.run(document);
            let done = compute.run(T::NAME, job).await?;
            let mut output = done.value;
            // A stage that was not asked for leaves no report.
            let report = output.reports_mut().last_mut();
            if let Some(report) = report.filter(|report| report.stage == T::NAME) {
                (report.queued, report.ran) = (done.queued, done.ran);
            }
            inner.call(output).await
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Panicked;
    use super::*;
    use crate::{
        clean::Cleaner,
        document::{Cleaned, Raw, Report, Wanted},
    };
    use tower::ServiceExt;
    use tower_test::{assert_request_eq, mock};

    struct Broken;

    impl Stage<Raw> for Broken {
        type Out = Cleaned;
        const NAME: &'static str = "broken";

        fn run(&self, _: Raw) -> Cleaned {
            panic!("on purpose")
        }
    }

    /// A state small enough to be compared.
    #[derive(Debug, PartialEq)]
    struct Count(u32, Vec<Report>);

    impl Reported for Count {
        fn reports_mut(&mut self) -> &mut Vec<Report> {
            &mut self.1
        }
    }

    struct Increment;

    impl Stage<Count> for Increment {
        type Out = Count;
        const NAME: &'static str = "increment";

        fn run(&self, count: Count) -> Count {
            Count(count.0 + 1, count.1)
        }
    }

    fn compute() -> Compute {
        Compute::new(1, &crate::metrics::Metrics::off()).expect("a pool")
    }

    #[tokio::test]
    async fn hands_the_output_to_the_service_inside() {
        let (inner, mut handle) = mock::pair::<Count, &str>();
        let layer = StageLayer::new(Arc::new(Increment), &compute());
        let call = tokio::spawn(layer.layer(inner).oneshot(Count(1, Vec::new())));
        assert_request_eq!(handle, Count(2, Vec::new())).send_response("done");
        let answer = call.await.expect("no panic").expect("an answer");
        assert_eq!(answer, "done");
    }

    #[tokio::test]
    async fn waits_for_the_service_inside() {
        let (inner, mut handle) = mock::pair::<Count, ()>();
        handle.allow(0);
        let mut staged = StageLayer::new(Arc::new(Increment), &compute()).layer(inner);
        let ready = tokio_test::task::spawn(staged.ready()).poll().is_ready();
        assert!(!ready);
    }

    #[tokio::test]
    async fn a_panic_becomes_an_error() {
        let (inner, _handle) = mock::pair::<Cleaned, ()>();
        let layer = StageLayer::new(Arc::new(Broken), &compute());
        let error = layer.layer(inner).oneshot(Raw::default()).await.unwrap_err();
        assert_eq!(error.downcast_ref::<Panicked>().map(|panicked| panicked.0), Some("broken"));
    }

    #[tokio::test]
    async fn times_what_ran() {
        let (inner, mut handle) = mock::pair::<Cleaned, ()>();
        let layer = StageLayer::new(Arc::new(Cleaner::default()), &compute());
        let raw = Raw {
            content: "The ferry came back to the harbour. ".repeat(200),
            wanted: Wanted::everything().into(),
            ..Raw::default()
        };
        let call = tokio::spawn(layer.layer(inner).oneshot(raw));
        let (cleaned, respond) = handle.next_request().await.expect("a request");
        assert!(!cleaned.reports[0].ran.is_zero());
        respond.send_response(());
        call.await.expect("no panic").expect("an answer");
    }
}

//! Lifts any [`Stage`] into tower: one layer for all of them.

use super::{Compute, Envelope, envelope::Abandoned};
use crate::document::Stage;
use futures_util::future::Either;
use std::{
    future::{Ready, ready},
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tower::{BoxError, Layer, Service};

/// Runs a stage where it is called, then hands its output to the service inside.
pub struct StageLayer<T> {
    stage: Arc<T>,
    compute: Compute,
}

impl<T> StageLayer<T> {
    /// Of a stage, measured as a step of a pool.
    pub fn new(stage: T, compute: &Compute) -> Self {
        Self { stage: Arc::new(stage), compute: compute.clone() }
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
        let Self { stage, compute, inner } = self;
        Self { stage: Arc::clone(stage), compute: compute.clone(), inner: inner.clone() }
    }
}

impl<T, S> Staged<T, S> {
    /// Takes a document through the stage, if its sender asked for it and still waits.
    fn advance<In>(&self, envelope: Envelope<In>) -> Result<Envelope<T::Out>, BoxError>
    where
        T: Stage<In>,
    {
        if !envelope.answer.is_wanted() {
            return Err(Abandoned.into());
        }
        if !self.stage.is_wanted(&envelope.document) {
            return Ok(envelope.with(|document| self.stage.skip(document)));
        }
        let Envelope { document, mut reports, deadline, queued, answer } = envelope;
        let work = || self.stage.run(document);
        let done = self.compute.step(self.stage.name().as_str(), queued, work)?;
        let (document, mut report) = done.value;
        (report.queued, report.ran) = (done.queued, done.ran);
        reports.push(report);
        Ok(Envelope { document, reports, deadline, queued: Duration::ZERO, answer })
    }
}

impl<In, T, S> Service<Envelope<In>> for Staged<T, S>
where
    T: Stage<In>,
    S: Service<Envelope<T::Out>, Error = BoxError>,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Either<S::Future, Ready<Result<S::Response, BoxError>>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, envelope: Envelope<In>) -> Self::Future {
        match self.advance(envelope) {
            Ok(next) => Either::Left(self.inner.call(next)),
            Err(error) => Either::Right(ready(Err(error))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{Report, StageName},
        engine::{
            Panicked,
            envelope::tests::{abandoned, envelope},
        },
        metrics::Metrics,
    };
    use std::thread;
    use tower::ServiceExt;
    use tower_test::mock;

    /// Adds one; is asked for by numbers above 0, and panics at 13.
    struct Increment;

    impl Stage<u32> for Increment {
        type Out = u32;

        fn name(&self) -> StageName {
            StageName::Entities
        }

        fn model(&self) -> &'static str {
            "increment-1"
        }

        fn is_wanted(&self, number: &u32) -> bool {
            *number > 0
        }

        fn run(&self, number: u32) -> (u32, Report) {
            assert_ne!(number, 13, "on purpose");
            thread::sleep(Duration::from_millis(1));
            (number + 1, Report::new(self.name(), self.model()))
        }

        fn skip(&self, number: u32) -> u32 {
            number
        }
    }

    fn layer() -> StageLayer<Increment> {
        StageLayer::new(Increment, &Compute::new(1, &Metrics::off()).expect("a pool"))
    }

    /// The document that the service inside is given, with the stages that reported.
    async fn passed(call: Envelope<u32>) -> Result<(u32, Vec<Report>), BoxError> {
        let (inner, mut handle) = mock::pair::<Envelope<u32>, ()>();
        let call = tokio::spawn(layer().layer(inner).oneshot(call));
        let Some((next, respond)) = handle.next_request().await else {
            return Err(call.await.expect("no panic").expect_err("no answer"));
        };
        respond.send_response(());
        call.await.expect("no panic")?;
        Ok((next.document, next.reports))
    }

    #[tokio::test]
    async fn hands_the_output_to_the_service_inside_with_a_report() {
        let queued = Duration::from_millis(7);
        let (number, reports) =
            passed(Envelope { queued, ..envelope(1) }).await.expect("an answer");
        assert_eq!((number, reports.len()), (2, 1));
        assert_eq!((reports[0].queued, reports[0].ran.is_zero()), (queued, false));
    }

    #[tokio::test]
    async fn what_is_not_asked_for_leaves_no_report() {
        let (number, reports) = passed(envelope(0)).await.expect("an answer");
        assert_eq!((number, reports), (0, Vec::new()));
    }

    #[tokio::test]
    async fn does_nothing_for_who_has_gone() {
        let error = passed(abandoned(1)).await.expect_err("nobody is there");
        assert!(error.is::<Abandoned>());
    }

    #[tokio::test]
    async fn waits_for_the_service_inside() {
        let (inner, mut handle) = mock::pair::<Envelope<u32>, ()>();
        handle.allow(0);
        let mut staged = layer().layer(inner);
        let ready = tokio_test::task::spawn(ServiceExt::<Envelope<u32>>::ready(&mut staged));
        assert!({ ready }.poll().is_pending());
    }

    #[tokio::test]
    async fn a_panic_becomes_an_error() {
        let error = passed(envelope(13)).await.expect_err("it panics");
        let panicked = error.downcast_ref::<Panicked>();
        assert_eq!(panicked.map(|panicked| panicked.0), Some("entities"));
    }
}

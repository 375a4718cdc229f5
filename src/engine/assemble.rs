//! The end of the stack: what was found becomes the answer.

use super::{Compute, Envelope, envelope::Abandoned};
use crate::document::{Analysis, Scored};
use std::{
    future::{Ready, ready},
    task::{Context, Poll},
    time::Duration,
};
use tower::{BoxError, Service};

/// The name of the step in spans and metrics.
const ANSWER: &str = "answer";

/// Hands the [`Analysis`] of a document that passed all stages to who waits for it.
#[derive(Clone)]
pub struct Assemble {
    compute: Compute,
}

impl Assemble {
    /// Measured as a step of this pool.
    pub fn new(compute: &Compute) -> Self {
        Self { compute: compute.clone() }
    }
}

impl Service<Envelope<Scored>> for Assemble {
    type Response = ();
    type Error = BoxError;
    type Future = Ready<Result<(), BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, scored: Envelope<Scored>) -> Self::Future {
        let Envelope { document, reports, answer, .. } = scored;
        if !answer.is_wanted() {
            return ready(Err(Abandoned.into()));
        }
        let finish = || answer.finish(Analysis::new(document, reports));
        let done = self.compute.step(ANSWER, Duration::ZERO, finish);
        ready(done.map(|done| done.value).map_err(Into::into))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{Article, Cleaned, IdentifiedLanguage, Raw, Tagged},
        engine::envelope::tests::{abandoned, envelope},
        metrics::Metrics,
    };

    fn scored() -> Scored {
        let language = IdentifiedLanguage { code: "en".to_owned(), confidence: 1.0 };
        let (raw, article) = (Raw::default(), Article::default());
        let cleaned = Cleaned { raw, article, language, segmentation: None };
        Scored { tagged: Tagged { cleaned, entities: None }, sentiment: None }
    }

    #[tokio::test]
    async fn writes_nothing_for_who_has_gone() {
        let mut end = Assemble::new(&Compute::new(1, &Metrics::off()).expect("a pool"));
        assert!(end.call(envelope(scored())).await.is_ok());
        let error = end.call(abandoned(scored())).await.expect_err("nobody is there");
        assert!(error.is::<Abandoned>());
    }
}

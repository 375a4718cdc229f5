//! One way to write a layer of the transport: an asynchronous function around the rest of a call.

use http::{Request, Response};
use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};
use tonic::body::Body;
use tower::{Layer, Service};

/// A service that middleware can stand around.
pub(crate) trait Inner:
    Service<Request<Body>, Response = Response<Body>, Future: Send> + Clone + Send + 'static
{
}

impl<S> Inner for S where
    S: Service<Request<Body>, Response = Response<Body>, Future: Send> + Clone + Send + 'static
{
}

/// The outcome of a call to a service.
pub(crate) type Outcome<S> = Result<Response<Body>, <S as Service<Request<Body>>>::Error>;

/// An asynchronous function around the calls of a service.
pub(crate) trait Middleware: Send + Sync + 'static {
    /// Answers a call, by itself or by passing it on to `next`.
    fn call<S: Inner>(
        &self,
        request: Request<Body>,
        next: Next<S>,
    ) -> impl Future<Output = Outcome<S>> + Send;
}

/// The service inside, ready for one call.
pub(crate) struct Next<S>(S);

impl<S: Inner> Next<S> {
    /// Passes the call on.
    pub(crate) fn call(mut self, request: Request<Body>) -> S::Future {
        self.0.call(request)
    }
}

/// Puts middleware around services, which share it.
pub(crate) struct MiddlewareLayer<M>(Arc<M>);

impl<M> MiddlewareLayer<M> {
    /// A layer of this middleware.
    pub(crate) fn new(middleware: M) -> Self {
        Self(Arc::new(middleware))
    }
}

impl<M> Clone for MiddlewareLayer<M> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<M, S> Layer<S> for MiddlewareLayer<M> {
    type Service = Wrapped<M, S>;

    fn layer(&self, inner: S) -> Wrapped<M, S> {
        Wrapped { middleware: Arc::clone(&self.0), inner }
    }
}

/// A service with middleware around it.
pub(crate) struct Wrapped<M, S> {
    middleware: Arc<M>,
    inner: S,
}

impl<M, S: Clone> Clone for Wrapped<M, S> {
    fn clone(&self) -> Self {
        Self { middleware: Arc::clone(&self.middleware), inner: self.inner.clone() }
    }
}

impl<M: Middleware, S: Inner> Service<Request<Body>> for Wrapped<M, S> {
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Outcome<S>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        // The service that was asked whether it is ready takes this call; the clone has to be asked
        // anew.
        let clone = self.inner.clone();
        let ready = std::mem::replace(&mut self.inner, clone);
        let middleware = Arc::clone(&self.middleware);
        Box::pin(async move { middleware.call(request, Next(ready)).await })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    /// Takes a call only if it was asked before; its clones were not.
    #[derive(Default)]
    struct Asked(bool);

    impl Clone for Asked {
        fn clone(&self) -> Self {
            Self(false)
        }
    }

    impl Service<Request<Body>> for Asked {
        type Response = Response<Body>;
        type Error = Infallible;
        type Future = std::future::Ready<Result<Response<Body>, Infallible>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
            self.0 = true;
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, _: Request<Body>) -> Self::Future {
            assert!(std::mem::take(&mut self.0), "called without being ready");
            std::future::ready(Ok(Response::new(Body::empty())))
        }
    }

    struct PassesOn;

    impl Middleware for PassesOn {
        async fn call<S: Inner>(&self, request: Request<Body>, next: Next<S>) -> Outcome<S> {
            next.call(request).await
        }
    }

    #[tokio::test]
    async fn the_service_that_was_ready_is_called() {
        let layer = MiddlewareLayer::new(PassesOn);
        let mut service = layer.layer(layer.layer(Asked::default()));
        for _ in 0..2 {
            std::future::poll_fn(|context| service.poll_ready(context)).await.expect("ready");
            service.call(Request::new(Body::empty())).await.expect("an answer");
        }
    }
}

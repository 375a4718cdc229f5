use super::*;
use crate::server::transport::middleware::MiddlewareLayer;
use crate::server::transport::{
    auth::authenticate::Authenticate,
    fairness::{Holders, Peer},
};
use body::status_in;
use bytes::Bytes;
use http::{HeaderMap, Response};
use http_body_util::{BodyExt, Full};
use tonic::{Code, Status};
use tower::{Layer, Service};

#[tokio::test]
async fn a_permit_is_free_when_all_data_is_on_the_wire() {
    let methods = Methods::new([Method::new("service/Method", CallKind::Single)].into_iter());
    let authenticate = Authenticate::new(None, &Metrics::off());
    let layer = MiddlewareLayer::new(Observe::new(
        methods,
        authenticate,
        [1, 1],
        &Holders::default(),
        &Metrics::off(),
    ));
    let answer = |_| {
        let trailers = async { Some(Ok(HeaderMap::new())) };
        let body = Full::new(Bytes::from_static(b"answer")).with_trailers(trailers);
        std::future::ready(Ok::<_, Status>(Response::new(Body::new(body))))
    };
    let mut service = layer.layer(tower::service_fn(answer));
    let request = || {
        let request =
            Request::post("/service/Method").extension(Activity::begin(Peer::Address([0; 16])));
        request.body(Body::empty()).expect("a request")
    };
    let mut body = service.call(request()).await.expect("an answer").into_body();
    let piece = body.frame().await.expect("a piece").expect("no failure");
    while body.frame().await.is_some() {}
    drop(body);
    let refused = service.call(request()).await.expect("an answer");
    assert_eq!(status_in(refused.headers()), Some(Code::ResourceExhausted));
    drop(piece);
    let answered = service.call(request()).await.expect("an answer");
    assert_eq!(status_in(answered.headers()), None);
}

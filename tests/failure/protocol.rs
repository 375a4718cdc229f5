//! Requests that are none of gRPC.

use crate::{
    http2::{connect, message},
    support::{NEWS, served::Served},
};
use http::{Method, Request, Response};

const PATH: &str = "http://server/copydesk.v1.TextAnalysisService/Analyze";

/// The answer to a request with a message that is right.
async fn answer(served: &Served, request: http::request::Builder) -> Response<h2::RecvStream> {
    let (mut sender, connection) = h2::client::handshake(connect(served).await).await.unwrap();
    let _connection = tokio_util::task::AbortOnDropHandle::new(tokio::spawn(connection));
    let (response, mut body) = sender.send_request(request.body(()).unwrap(), false).unwrap();
    // It may be refused before.
    let _ = body.send_data(message(NEWS), true);
    response.await.unwrap()
}

#[tokio::test]
async fn other_verbs_and_content_types_are_refused_by_http() {
    let served = Served::start(&[]);
    for method in [Method::GET, Method::PUT, Method::DELETE, Method::HEAD] {
        let request = Request::builder().method(&method).uri(PATH);
        let response = answer(&served, request.header("content-type", "application/grpc")).await;
        assert_eq!(
            (response.status().as_u16(), response.headers()["allow"].to_str().unwrap()),
            (405, "POST")
        );
    }
    for content_type in ["text/plain", "application/connect+json", "application/grpc+json", "x"] {
        let request = Request::post(PATH).header("content-type", content_type);
        assert_eq!(answer(&served, request).await.status(), 415, "{content_type}");
    }
    assert_eq!(answer(&served, Request::post(PATH)).await.status(), 415);
    let right = Request::post(PATH).header("content-type", "application/grpc+proto");
    assert_eq!(answer(&served, right).await.status(), 200);
    assert_eq!(served.metric("copydesk_documents_total", &[]), 1.0);
}

#[tokio::test]
async fn a_timeout_that_is_none_is_refused() {
    let served = Served::start(&[]);
    for timeout in ["", "1", "S", "-1S", "1.5S", "123456789S", "1 S", "1x"] {
        let request = Request::post(PATH).header("content-type", "application/grpc");
        let response = answer(&served, request.header("grpc-timeout", timeout)).await;
        assert_eq!(response.headers()["grpc-status"], "3", "{timeout:?}");
    }
    let request = Request::post(PATH).header("content-type", "application/grpc");
    let response = answer(&served, request.header("grpc-timeout", "20S")).await;
    assert!(!response.headers().contains_key("grpc-status"), "{response:?}");
}

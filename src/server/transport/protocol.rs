//! The protocol of calls: what is none of gRPC is told so in the words of HTTP.

use super::middleware::{Inner, Middleware, Next, Outcome};
use http::{
    HeaderMap, Method, Request, Response, StatusCode,
    header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue},
};
use tonic::body::Body;

/// What may be posted.
const ACCEPTED: &str =
    "application/grpc, application/grpc-web, application/json, application/proto";

/// Refuses other verbs and content types than those of gRPC over HTTP/2.
pub(crate) struct Protocol;

impl Middleware for Protocol {
    async fn call<S: Inner>(&self, request: Request<Body>, next: Next<S>) -> Outcome<S> {
        if request.method() != Method::POST {
            Ok(other_verb())
        } else if is_grpc(request.headers()) {
            next.call(request).await
        } else {
            let accept = HeaderName::from_static("accept-post");
            let accept = (accept, HeaderValue::from_static(ACCEPTED));
            Ok(refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, accept))
        }
    }
}

/// Tells whether messages are those of Protobuf, as gRPC sends them.
fn is_grpc(headers: &HeaderMap) -> bool {
    ["application/grpc", "application/grpc+proto"]
        .iter()
        .any(|grpc| essence(headers).eq_ignore_ascii_case(grpc))
}

/// The type of a body, without its parameters.
pub(super) fn essence(headers: &HeaderMap) -> &str {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim()
}

/// The refusal of another verb than that of calls.
pub(super) fn other_verb() -> Response<Body> {
    let allow = (ALLOW, HeaderValue::from_static("POST"));
    refusal(StatusCode::METHOD_NOT_ALLOWED, allow)
}

/// A refusal by HTTP, with the header that tells what would be right.
fn refusal(status: StatusCode, (name, value): (HeaderName, HeaderValue)) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response.headers_mut().insert(name, value);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_content_types_of_grpc() {
        let told = |content_type| {
            is_grpc(&HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(content_type))]))
        };
        for right in ["application/grpc", "Application/gRPC+proto", "application/grpc; charset=x"] {
            assert!(told(right), "{right}");
        }
        for wrong in
            ["", "text/plain", "application/json", "application/grpc+json", "application/grpc-web"]
        {
            assert!(!told(wrong), "{wrong}");
        }
        assert!(!is_grpc(&HeaderMap::new()));
    }
}

//! Calls as web clients make them, put into gRPC's words at the door: all behind it knows gRPC only, so
//! keys, limits, budgets, deadlines, metrics and traces are those of every call.
//!
//! | file | its part |
//! |---|---|
//! | `unary` | a call whose message is the body: Connect's, and paths of REST |
//! | `answer` | its answer, out of gRPC's frames |
//! | `errors` | its errors in JSON: Connect's, and Google's |
//!
//! gRPC-Web is told apart here and spoken by `tonic_web`.

mod answer;
mod errors;
mod unary;

use super::{
    method::{CallKind, Methods},
    middleware::{Inner, Middleware, Next, Outcome},
};
use crate::server::status::Failure;
use http::{
    HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Version,
    header::{ACCEPT, ALLOW, CONTENT_TYPE},
};
use std::time::Duration;
use tonic::body::Body;
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};
use unary::Unary;

/// What this port speaks, for whoever came with something else.
const SPOKEN: &str = concat!(
    "This is copydesk ",
    env!("CARGO_PKG_VERSION"),
    ". This port speaks gRPC, gRPC-Web and Connect: POST a request in JSON \
     (content-type: application/json) to /copydesk.v1.TextAnalysisService/Analyze\n",
);

/// The time for which a browser remembers what it was told.
const PREFLIGHT: Duration = Duration::from_secs(7200);

/// A path of REST, and the method that it stands for.
pub(crate) type RestPath = (&'static str, &'static str);

/// Puts the calls of web clients into gRPC's words.
pub(crate) struct Web {
    /// The paths of REST that are served.
    pub(crate) rest: Vec<RestPath>,
    /// The methods that are served.
    pub(crate) methods: Methods,
}

/// The protocol of a call.
enum Protocol {
    /// gRPC, or gRPC-Web.
    Framed,
    /// One whose message is the body.
    Unary(Unary),
    /// None that is spoken.
    Other,
}

impl Web {
    /// The protocol of a call.
    fn protocol<B>(&self, request: &Request<B>) -> Protocol {
        let content_type = essence(request.headers());
        let rest = self.rest.iter().find(|(path, _)| *path == request.uri().path());
        match (content_type.as_str(), rest) {
            (framed, _) if framed.starts_with("application/grpc") => Protocol::Framed,
            ("application/json" | "", Some(&(_, method))) => {
                Protocol::Unary(Unary::rest(Some(method), request.uri().query()))
            }
            ("application/json", None) if self.is_in_a_folder_of_rest(request.uri().path()) => {
                Protocol::Unary(Unary::rest(None, request.uri().query()))
            }
            ("application/json", None) => Protocol::Unary(Unary::connect(true)),
            ("application/proto", None) => Protocol::Unary(Unary::connect(false)),
            _ => Protocol::Other,
        }
    }
}

impl Web {
    /// Tells whether a path begins as one of REST does.
    fn is_in_a_folder_of_rest(&self, path: &str) -> bool {
        let folder = |path: &'static str| path.split_once(':').map(|(folder, _)| folder);
        let mut folders = self.rest.iter().filter_map(|(path, _)| folder(path));
        folders.any(|folder| path.starts_with(folder))
    }

    /// Tells whether a path is that of a method of a contract.
    fn is_of_a_method(&self, path: &str) -> bool {
        self.methods.at(path).kind != CallKind::Other
            || self.rest.iter().any(|(rest, _)| *rest == path)
    }
}

impl Middleware for Web {
    async fn call<S: Inner>(&self, mut request: Request<Body>, next: Next<S>) -> Outcome<S> {
        let came_by = std::mem::replace(request.version_mut(), Version::HTTP_2);
        let protocol = self.protocol(&request);
        match protocol {
            Protocol::Unary(_) | Protocol::Other
                if request.method() != Method::POST
                    && self.is_of_a_method(request.uri().path()) =>
            {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
                response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
                Ok(response)
            }
            // Health and reflection.
            Protocol::Unary(unary) if request.uri().path().starts_with("/grpc.") => {
                Ok(answer::of_error(&Failure::NeedsGrpc.status(), unary.errors))
            }
            Protocol::Unary(unary) => {
                let errors = unary.errors;
                let response = next.call(unary.request(request)).await?;
                Ok(answer::of_response(response, unary.is_json, errors).await)
            }
            Protocol::Other if is_read(request.method()) && request.uri().path() == "/" => {
                Ok(plain(StatusCode::OK))
            }
            // Who speaks HTTP/2 knows gRPC's own words for it.
            Protocol::Other if came_by < Version::HTTP_2 => {
                let is_call = request.method() == Method::POST;
                let wrong = StatusCode::UNSUPPORTED_MEDIA_TYPE;
                Ok(plain(if is_call { wrong } else { StatusCode::NOT_FOUND }))
            }
            Protocol::Framed => {
                spell(request.headers_mut());
                next.call(request).await
            }
            Protocol::Other => next.call(request).await,
        }
    }
}

fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// Spells the types of gRPC-Web as `tonic_web` knows them; who says nothing else is answered in the same.
fn spell(headers: &mut HeaderMap) {
    let essence = essence(headers);
    let Ok(content_type) = HeaderValue::try_from(&essence) else { return };
    if !essence.starts_with("application/grpc-web") {
        return;
    }
    let accepts = headers.get(ACCEPT).map_or(&b"*/*"[..], HeaderValue::as_bytes);
    if accepts == b"*/*" {
        headers.insert(ACCEPT, content_type.clone());
    }
    headers.insert(CONTENT_TYPE, content_type);
}

/// Lets pages from these origins call: browsers ask before they do.
pub(crate) fn cross_origin(origins: &[HeaderValue]) -> CorsLayer {
    let everywhere = origins.iter().any(|origin| origin == "*");
    let origins = origins.iter().cloned();
    CorsLayer::new()
        .allow_origin(if everywhere { AllowOrigin::any() } else { AllowOrigin::list(origins) })
        .allow_methods([Method::POST])
        // "*" would not stand for `authorization` (Fetch, "CORS non-wildcard request-header name").
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(answer::EXPOSED)
        .max_age(PREFLIGHT)
}

/// The type of a body, without its parameters, in small letters.
fn essence(headers: &HeaderMap) -> String {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

fn plain(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::new(http_body_util::Full::from(SPOKEN)));
    *response.status_mut() = status;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, plain);
    response
}

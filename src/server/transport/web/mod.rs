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
    messages::form::Format,
    method::{self as served, Methods},
    middleware::{Inner, Middleware, Next, Outcome},
    protocol::{essence, other_verb},
};
use crate::server::{json::Style, status::Failure};
use http::{
    HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Version,
    header::{ACCEPT, CONTENT_TYPE},
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

/// Puts the calls of web clients into gRPC's words.
pub(crate) struct Web {
    /// The paths of REST that are served, each with the method that it stands for.
    rest: Vec<(String, &'static str)>,
    /// What these paths begin with.
    folders: Vec<&'static str>,
    /// The methods that are served.
    methods: Methods,
}

/// The protocol of a call.
enum Protocol {
    Grpc,
    GrpcWeb,
    /// One whose message is the body.
    Unary(Unary),
    /// None that is spoken.
    Other,
}

impl Web {
    /// Where these methods are served, and some of them also below paths of REST.
    pub(crate) fn new(
        methods: Methods,
        rest: impl Iterator<Item = (&'static str, &'static [served::Method])>,
    ) -> Self {
        let mut web = Self { rest: Vec::new(), folders: Vec::new(), methods };
        for (folder, methods) in rest {
            web.folders.push(folder);
            let names = methods.iter().map(|method| method.name);
            web.rest.extend(names.map(|name| (rest_path(folder, name), name)));
        }
        web
    }

    /// The protocol of a call.
    fn protocol<B>(&self, request: &Request<B>) -> Protocol {
        let essence = essence(request.headers());
        if begins(essence, "application/grpc-web") {
            return Protocol::GrpcWeb;
        } else if begins(essence, "application/grpc") {
            return Protocol::Grpc;
        }
        let (path, query) = (request.uri().path(), request.uri().query());
        let is_json = essence.eq_ignore_ascii_case("application/json");
        let rest = self.rest.iter().find(|(rest, _)| rest == path).map(|(_, method)| *method);
        if rest.is_some() && (is_json || essence.is_empty())
            || is_json && self.folders.iter().any(|folder| path.starts_with(folder))
        {
            Protocol::Unary(Unary::rest(rest, query))
        } else if is_json {
            Protocol::Unary(Unary::connect(Format::Json(Style::default())))
        } else if rest.is_none() && essence.eq_ignore_ascii_case("application/proto") {
            Protocol::Unary(Unary::connect(Format::Protobuf))
        } else {
            Protocol::Other
        }
    }

    /// Tells whether a path is that of a method of a contract.
    fn is_of_a_method(&self, path: &str) -> bool {
        self.methods.at(path).kind != served::CallKind::Other
            || self.rest.iter().any(|(rest, _)| rest == path)
    }
}

impl Middleware for Web {
    async fn call<S: Inner>(&self, mut request: Request<Body>, next: Next<S>) -> Outcome<S> {
        let came_by = std::mem::replace(request.version_mut(), Version::HTTP_2);
        match self.protocol(&request) {
            Protocol::Grpc => next.call(request).await,
            Protocol::GrpcWeb => {
                spell(request.headers_mut());
                next.call(request).await
            }
            Protocol::Unary(_) | Protocol::Other
                if request.method() != Method::POST
                    && self.is_of_a_method(request.uri().path()) =>
            {
                Ok(other_verb())
            }
            // Health and reflection.
            Protocol::Unary(unary) if request.uri().path().starts_with("/grpc.") => {
                Ok(answer::of_error(&Failure::NeedsGrpc.status(), unary.errors))
            }
            Protocol::Unary(unary) => {
                let response = next.call(unary.request(request)).await?;
                Ok(answer::of_response(response, &unary).await)
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
            Protocol::Other => next.call(request).await,
        }
    }
}

/// The path of REST of a method: "/v1/documents:analyzeEntities".
fn rest_path(folder: &str, method: &str) -> String {
    let (_, name) = method.rsplit_once('/').unwrap_or_default();
    let (first, rest) = name.split_at_checked(1).unwrap_or_default();
    format!("{folder}:{}{rest}", first.to_ascii_lowercase())
}

/// Tells whether a text begins with another, in capitals or not.
fn begins(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with))
}

fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// Spells the types of gRPC-Web as `tonic_web` knows them; who says nothing else is answered in the same.
fn spell(headers: &mut HeaderMap) {
    let Ok(content_type) = HeaderValue::try_from(essence(headers).to_ascii_lowercase()) else {
        return;
    };
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

fn plain(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::new(http_body_util::Full::from(SPOKEN)));
    *response.status_mut() = status;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, plain);
    response
}

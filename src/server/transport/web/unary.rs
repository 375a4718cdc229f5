//! A call whose message is the body of its request: Connect's unary protocol
//! (<https://connectrpc.com/docs/protocol>), and Google's REST.

use super::errors::ErrorForm;
use crate::server::{
    json::Style,
    transport::messages::form::{Form, Format, Framing},
};
use http::{
    HeaderMap, HeaderName, HeaderValue, Request, Uri,
    header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, TE},
};
use http_body::Body as _;
use tonic::body::Body;

/// The longest timeout that gRPC's header can tell in milliseconds.
const MOST_MILLISECONDS: u64 = 99_999_999;

/// A call whose message is the body.
#[derive(Clone, Debug)]
pub(super) struct Unary {
    /// The format of its message, and of its answer.
    pub(super) format: Format,
    /// The form of its errors.
    pub(super) errors: ErrorForm,
    /// The method; `None`: the path is its name.
    method: Option<&'static str>,
    /// The key in the address.
    key: Option<HeaderValue>,
}

impl Unary {
    /// A call of Connect.
    pub(super) const fn connect(format: Format) -> Self {
        Self { format, errors: ErrorForm::Connect, method: None, key: None }
    }

    /// A call of this method by a path of REST; `None`: there is none for the path.
    pub(super) fn rest(method: Option<&'static str>, query: Option<&str>) -> Self {
        // As Google does.
        let mut style = Style { numbers: false, defaults: true };
        let mut key = None;
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            match name.as_ref() {
                "$alt" | "alt" => style.numbers |= value.contains("enum-encoding=int"),
                "key" => key = HeaderValue::from_str(&value).ok(),
                _ => {}
            }
        }
        Self { format: Format::Json(style), errors: ErrorForm::Google, method, key }
    }

    /// The same request in gRPC's words, but for its message.
    pub(super) fn request(&self, request: Request<Body>) -> Request<Body> {
        let (mut parts, body) = request.into_parts();
        let length = parts.headers.remove(CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
        let length = length.or_else(|| body.size_hint().exact()?.try_into().ok());
        parts.extensions.insert(Form { format: self.format, framing: Framing::Whole { length } });
        let headers = &mut parts.headers;
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/grpc"));
        headers.insert(TE, HeaderValue::from_static("trailers"));
        rename(headers, &CONTENT_ENCODING, "grpc-encoding");
        rename(headers, &ACCEPT_ENCODING, "grpc-accept-encoding");
        if let Some(timeout) = headers.remove("connect-timeout-ms") {
            headers.insert("grpc-timeout", grpc_timeout(&timeout));
        }
        if let Some(key) = &self.key {
            headers.entry("x-api-key").or_insert_with(|| key.clone());
        }
        let path = self.method.and_then(|method| Uri::try_from(format!("/{method}")).ok());
        parts.uri = path.unwrap_or(parts.uri);
        Request::from_parts(parts, body)
    }
}

/// Moves the names of compressions, as gRPC spells them, without those that are not wanted at all.
fn rename(headers: &mut HeaderMap, from: &HeaderName, to: &'static str) {
    headers.remove(to);
    let Some(value) = headers.remove(from) else { return };
    let names = value.to_str().unwrap_or_default().split(',').filter_map(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let name = parts.next()?.to_ascii_lowercase();
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok());
        let name = if name == "x-gzip" { "gzip".to_owned() } else { name };
        (weight != Some(0.0)).then_some(name)
    });
    let names: Vec<String> = names.collect();
    if let Ok(names) = HeaderValue::try_from(names.join(",")) {
        headers.insert(to, names);
    }
}

/// A timeout in milliseconds of up to ten digits as gRPC tells it; what is none stays none.
fn grpc_timeout(milliseconds: &HeaderValue) -> HeaderValue {
    let number = milliseconds.to_str().ok().filter(|digits| digits.len() <= 10);
    let number = number.and_then(|digits| digits.parse::<u64>().ok());
    let timeout = match number {
        Some(number) if number <= MOST_MILLISECONDS => format!("{number}m"),
        Some(number) => format!("{}S", number / 1000),
        None => return HeaderValue::from_static("none"),
    };
    HeaderValue::try_from(timeout).unwrap_or(HeaderValue::from_static("none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_keep_their_length() {
        for (milliseconds, told) in
            [("150", "150m"), ("9999999999", "9999999S"), ("-1", "none"), ("1.5", "none")]
        {
            assert_eq!(grpc_timeout(&HeaderValue::from_static(milliseconds)), told);
        }
    }

    #[test]
    fn a_query_tells_key_and_enums() {
        let told = |query| {
            let call = Unary::rest(Some("a.B/C"), query);
            let Format::Json(style) = call.format else { panic!("REST is JSON") };
            (style.numbers, call.key)
        };
        let query = Some("%24alt=json%3Benum-encoding%3Dint&key=k");
        assert_eq!(told(query), (true, Some(HeaderValue::from_static("k"))));
        assert_eq!(told(None), (false, None));
    }
}

//! Gives the errors that tonic makes by itself (a message that does not decode, a method that
//! does not exist) the same details as ours.

use crate::server::status::Failure;
use http::Response;
use std::collections::HashMap;
use tonic::{Code, Status};

/// Replaces a status without details by ours, in a response that is nothing but a status.
pub(crate) fn add_details<B>(mut response: Response<B>, message_bytes: usize) -> Response<B> {
    let status = Status::from_header_map(response.headers());
    if let Some(status) = status.and_then(|status| with_details(&status, message_bytes)) {
        let headers = response.headers_mut();
        headers.remove("grpc-status-details-bin");
        // A status of ours is always a valid header: then the old one stays.
        let _ = status.add_header(headers);
    }
    response
}

/// Our status for one that tonic made; `None` for ours and for success. The limit that it tells is
/// that of a message [bytes].
pub(crate) fn with_details(status: &Status, message_bytes: usize) -> Option<Status> {
    let code = status.code();
    if code == Code::Ok || !status.details().is_empty() {
        None
    } else if matches!(code, Code::OutOfRange | Code::ResourceExhausted) {
        // What tonic says of a message over the limit, before and after decompression.
        Some(message_too_large(message_bytes))
    } else if code == Code::Unimplemented && status.message().is_empty() {
        Some(Failure::MethodNotFound.status())
    } else if code == Code::Unimplemented {
        Some(Failure::EncodingNotSupported.status())
    } else if matches!(code, Code::Internal | Code::InvalidArgument) {
        Some(Failure::MalformedMessage.status())
    } else {
        None
    }
}

/// The status for a message that is longer than is read.
pub(crate) fn message_too_large(message_bytes: usize) -> Status {
    let limit = HashMap::from([("max_message_bytes".to_owned(), message_bytes.to_string())]);
    Failure::MessageTooLarge.with(limit, Vec::new())
}

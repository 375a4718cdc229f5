//! Errors in JSON.

use crate::server::{json, status};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};
use tonic::{Code, Status};

/// The form of errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ErrorForm {
    /// `{"code": "invalid_argument", "message", "details": [{"type", "value", "debug"}]}`.
    Connect,
    /// `{"error": {"code": 400, "message", "status": "INVALID_ARGUMENT", "details": [{"@type", ...}]}}`.
    Google,
}

impl ErrorForm {
    /// The type of the body.
    pub(super) const CONTENT_TYPE: HeaderValue = HeaderValue::from_static("application/json");

    /// An error and its code in HTTP.
    pub(super) fn write(self, status: &Status) -> (StatusCode, Vec<u8>) {
        let (http, name) = row(status.code());
        let told: Value = serde_json::from_str(&json::write_status(status)).unwrap_or_default();
        let details = told.get("details").and_then(Value::as_array).cloned().unwrap_or_default();
        let error = match self {
            Self::Connect => {
                let status = status::item(status);
                let details: Vec<Value> = status
                    .details
                    .iter()
                    .zip(details)
                    .map(|(detail, mut debug)| {
                        if let Some(fields) = debug.as_object_mut() {
                            fields.remove("@type");
                        }
                        let name = detail.type_url.rsplit('/').next().unwrap_or_default();
                        let value = BASE64_STANDARD_NO_PAD.encode(&detail.value);
                        json!({"type": name, "value": value, "debug": debug})
                    })
                    .collect();
                json!({"code": name, "message": status.message, "details": details})
            }
            Self::Google => json!({"error": {
                "code": http.as_u16(),
                "message": status.message(),
                "status": name.to_uppercase().replace("CANCELED", "CANCELLED"),
                "details": details,
            }}),
        };
        (http, error.to_string().into_bytes())
    }
}

/// The code in HTTP and Connect's name of a code of gRPC
/// (<https://connectrpc.com/docs/protocol#error-codes>); Google's differ in letters only.
fn row(code: Code) -> (StatusCode, &'static str) {
    let (http, name) = match code {
        Code::Ok => (200, "ok"),
        Code::Cancelled => (499, "canceled"),
        Code::Unknown => (500, "unknown"),
        Code::InvalidArgument => (400, "invalid_argument"),
        Code::DeadlineExceeded => (504, "deadline_exceeded"),
        Code::NotFound => (404, "not_found"),
        Code::AlreadyExists => (409, "already_exists"),
        Code::PermissionDenied => (403, "permission_denied"),
        Code::ResourceExhausted => (429, "resource_exhausted"),
        Code::FailedPrecondition => (400, "failed_precondition"),
        Code::Aborted => (409, "aborted"),
        Code::OutOfRange => (400, "out_of_range"),
        Code::Unimplemented => (501, "unimplemented"),
        Code::Internal => (500, "internal"),
        Code::Unavailable => (503, "unavailable"),
        Code::DataLoss => (500, "data_loss"),
        Code::Unauthenticated => (401, "unauthenticated"),
    };
    (StatusCode::from_u16(http).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::status::Failure;

    #[test]
    fn errors_keep_their_details() {
        let (code, error) = ErrorForm::Connect.write(&Failure::Overloaded.status());
        let error: Value = serde_json::from_slice(&error).expect("JSON");
        assert_eq!((code.as_u16(), &error["code"]), (429, &json!("resource_exhausted")));
        let info = error["details"].as_array().expect("details").iter();
        let info = info.clone().find(|detail| detail["type"] == "google.rpc.ErrorInfo");
        assert_eq!(info.expect("one")["debug"]["reason"], "OVERLOADED");
        let (code, error) = ErrorForm::Google.write(&Failure::InvalidRequest.status());
        let error: Value = serde_json::from_slice(&error).expect("JSON");
        assert_eq!((code.as_u16(), &error["error"]["code"]), (400, &json!(400)));
        assert_eq!(error["error"]["status"], "INVALID_ARGUMENT");
        let first = &error["error"]["details"][0];
        assert_eq!(first["@type"], "type.googleapis.com/google.rpc.ErrorInfo");
    }
}

//! Requests and answers in JSON, for the command line.

use super::pb;
use crate::server::{
    descriptors::shape,
    json::{self, Style},
    status::Failure,
};
use prost::Message;
use prost_reflect::MessageDescriptor;
use tonic::Status;

/// Reads requests and writes responses.
#[derive(Clone)]
pub struct Json {
    request: MessageDescriptor,
    response: MessageDescriptor,
}

impl Json {
    /// Reads the contract that is inside the binary.
    ///
    /// # Panics
    /// Never: the embedded descriptors are whole.
    pub fn new() -> Self {
        Self {
            request: shape("copydesk.v1.AnalyzeRequest"),
            response: shape("copydesk.v1.AnalyzeResponse"),
        }
    }

    /// Reads a request.
    ///
    /// # Errors
    /// `INVALID_ARGUMENT` that says where the text is wrong, without any of the text.
    pub fn request(&self, text: &str) -> Result<pb::AnalyzeRequest, Status> {
        let bytes = json::read(text.as_bytes(), &self.request)?;
        pb::AnalyzeRequest::decode(bytes.as_slice()).map_err(|_| Failure::MalformedMessage.status())
    }

    /// Writes a response on one line.
    pub fn response(&self, response: &pb::AnalyzeResponse) -> String {
        String::from_utf8(json::write(response, &self.response, Style::default()))
            .unwrap_or_default()
    }

    /// Writes a response for a reader.
    pub fn pretty_response(&self, response: &pb::AnalyzeResponse) -> String {
        json::write_pretty(response, &self.response)
    }

    /// Writes `{"error": {google.rpc.Status}}` on one line.
    pub fn error(&self, status: &Status) -> String {
        format!("{{\"error\":{}}}", json::write_status(status))
    }
}

impl Default for Json {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_spellings_of_a_field() {
        let json = Json::new();
        for key in ["languageCode", "language_code"] {
            let text = format!(r#"{{"document": {{"content": "x", "{key}": "en"}}}}"#);
            let request = json.request(&text).expect("valid");
            assert_eq!(request.document.unwrap_or_default().language_code, "en");
        }
    }

    #[test]
    fn says_where_it_is_wrong_without_the_text() {
        let json = Json::new();
        for text in [
            r#"{"document": {"content": "secret""#,
            r#"{"document": "secret"}"#,
            r#"{"document": {"content": "secret \ud83d"}}"#,
            r#"{"secret": 1}"#,
            r#"{} secret"#,
        ] {
            let status = json.request(text).unwrap_err();
            assert!(status.message().contains("line 1 column"), "{}", status.message());
            assert!(!status.message().contains("secret"), "{}", status.message());
            let error = json.error(&status);
            assert!(error.contains("MALFORMED_MESSAGE") && !error.contains("secret"), "{error}");
        }
    }
}

//! The canonical JSON mapping of protobuf (ProtoJSON), by reflection over the contract.

use super::pb;
use crate::server::{contract::shape, status::Failure};
use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor, ReflectMessage};
use serde_json::error::Category;
use std::collections::HashMap;
use tonic::Status;
use tonic_types::FieldViolation;

/// Reads requests and writes responses.
#[derive(Clone)]
pub struct Json {
    request: MessageDescriptor,
    response: MessageDescriptor,
    status: MessageDescriptor,
}

impl Json {
    /// Reads the contract that is inside the binary.
    ///
    /// # Panics
    /// Never: the embedded descriptors are whole.
    pub fn new() -> Self {
        // The pool of the status also knows the messages that its details hold.
        let details = DescriptorPool::decode(tonic_types::pb::FILE_DESCRIPTOR_SET);
        let details = details.expect("the embedded descriptors are whole");
        let status = details.get_message_by_name("google.rpc.Status");
        Self {
            request: shape("copydesk.v1.AnalyzeRequest"),
            response: shape("copydesk.v1.AnalyzeResponse"),
            status: status.expect("the embedded descriptors have this message"),
        }
    }

    /// Reads a request.
    ///
    /// # Errors
    /// `INVALID_ARGUMENT` that says where the text is wrong, without any of the text.
    pub fn request(&self, text: &str) -> Result<pb::AnalyzeRequest, Status> {
        let mut json = serde_json::Deserializer::from_str(text);
        let message = DynamicMessage::deserialize(self.request.clone(), &mut json);
        let whole = message.and_then(|message| json.end().map(|()| message));
        let decoded = whole.map_err(|error| malformed(&error))?.transcode_to();
        decoded.map_err(|_| Failure::MalformedMessage.status())
    }

    /// Writes a response on one line.
    pub fn response(&self, response: &pb::AnalyzeResponse) -> String {
        line(&transcoded(&self.response, response))
    }

    /// Writes a response for a reader.
    pub fn pretty_response(&self, response: &pb::AnalyzeResponse) -> String {
        let message = transcoded(&self.response, response);
        serde_json::to_string_pretty(&message).unwrap_or_else(|_| line(&message))
    }

    /// Writes `{"error": {google.rpc.Status}}` on one line.
    pub fn error(&self, status: &Status) -> String {
        let message = transcoded(&self.status, &crate::server::status::item(status));
        format!("{{\"error\":{}}}", line(&message))
    }
}

impl Default for Json {
    fn default() -> Self {
        Self::new()
    }
}

fn transcoded(descriptor: &MessageDescriptor, message: &impl prost::Message) -> DynamicMessage {
    let mut dynamic = DynamicMessage::new(descriptor.clone());
    let bytes = message.encode_to_vec();
    // The same contract on both sides: only a message of another type could fail.
    let _ = prost::Message::merge(&mut dynamic, bytes.as_slice());
    dynamic
}

fn line(message: &DynamicMessage) -> String {
    serde_json::to_string(message).unwrap_or_else(|_| {
        // Only a detail of a type that we do not know cannot be written.
        format!("{{\"message\":\"a {} that has no JSON\"}}", message.descriptor().name())
    })
}

/// The parser's own words may hold the document's: only their place and kind are passed on.
fn malformed(error: &serde_json::Error) -> Status {
    let what = match error.classify() {
        Category::Syntax => "not JSON",
        Category::Eof => "ends too early",
        Category::Data | Category::Io => "not a copydesk.v1.AnalyzeRequest",
    };
    let description = format!("{what} at line {} column {}", error.line(), error.column());
    let violation = FieldViolation::new("request", description);
    Failure::MalformedMessage.with(HashMap::new(), vec![violation])
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

//! The canonical JSON mapping of protobuf (ProtoJSON), by reflection over the contracts.

use super::{
    descriptors::shape,
    status::{self, Failure},
};
use prost::Message;
use prost_reflect::{DynamicMessage, MessageDescriptor, SerializeOptions};
use serde_json::error::Category;
use std::collections::HashMap;
use tonic::Status;
use tonic_types::FieldViolation;

/// The way in which messages are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Style {
    /// Values of enumerations are written by their numbers, not their names.
    pub(crate) numbers: bool,
    /// Fields that have their default value are written too.
    pub(crate) defaults: bool,
}

/// The bytes in protobuf of a message in JSON.
///
/// # Errors
/// `MALFORMED_MESSAGE` that says where the text is wrong, without any of the text.
pub(crate) fn read(text: &[u8], shape: &MessageDescriptor) -> Result<Vec<u8>, Status> {
    let mut json = serde_json::Deserializer::from_slice(text);
    let message = DynamicMessage::deserialize(shape.clone(), &mut json);
    let whole = message.and_then(|message| json.end().map(|()| message));
    whole.map(|message| message.encode_to_vec()).map_err(|error| malformed(&error, shape))
}

/// Writes a message on one line.
pub(crate) fn write(message: &impl Message, shape: &MessageDescriptor, style: Style) -> Vec<u8> {
    let mut line = Vec::new();
    let options = SerializeOptions::new()
        .use_enum_numbers(style.numbers)
        .skip_default_fields(!style.defaults);
    let mut json = serde_json::Serializer::new(&mut line);
    match dynamic(message, shape).serialize_with_options(&mut json, &options) {
        Ok(()) => line,
        // Only a detail of a type that we do not know cannot be written.
        Err(_) => format!("{{\"message\":\"a {} that has no JSON\"}}", shape.name()).into(),
    }
}

/// Writes a message for a reader.
pub(crate) fn write_pretty(message: &impl Message, shape: &MessageDescriptor) -> String {
    serde_json::to_string_pretty(&dynamic(message, shape)).unwrap_or_default()
}

/// Writes a `google.rpc.Status` on one line, with the details of its errors.
pub(crate) fn write_status(status: &Status) -> String {
    let written = write(&status::item(status), &shape("google.rpc.Status"), Style::default());
    String::from_utf8(written).unwrap_or_default()
}

fn dynamic(message: &impl Message, shape: &MessageDescriptor) -> DynamicMessage {
    let mut dynamic = DynamicMessage::new(shape.clone());
    // The same contract on both sides: only a message of another type could fail.
    let _ = dynamic.merge(message.encode_to_vec().as_slice());
    dynamic
}

/// The parser's own words may hold the document's: only their place and kind are passed on.
fn malformed(error: &serde_json::Error, shape: &MessageDescriptor) -> Status {
    let what = match error.classify() {
        Category::Syntax => "not JSON".to_owned(),
        Category::Eof => "ends too early".to_owned(),
        Category::Data | Category::Io => format!("not a {}", shape.full_name()),
    };
    let description = format!("{what} at line {} column {}", error.line(), error.column());
    let violation = FieldViolation::new("request", description);
    Failure::MalformedMessage.with(HashMap::new(), vec![violation])
}

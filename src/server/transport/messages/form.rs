//! The form in which the message of a call comes and its answer goes.

use super::compression::Compression;
use crate::server::json::Style;

/// The form of the messages of a call. gRPC's own is the default; another one is put among the extensions
/// of a request by whoever speaks that protocol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) format: Format,
    pub(crate) framing: Framing,
}

/// The format of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    #[default]
    Protobuf,
    /// ProtoJSON.
    Json(Style),
}

/// The way in which the end of a message is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Five bytes before it say how long it is.
    #[default]
    Prefixed,
    /// The body is the one message of the call, and as long as was said, if that was.
    Whole { length: Option<usize> },
}

/// The form of answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AnswerForm {
    pub(crate) format: Format,
    /// The compression of those that are worth it.
    pub(crate) compression: Option<Compression>,
}

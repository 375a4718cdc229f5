//! The statuses that callers see when something fails: the one table from errors to statuses.

use crate::engine::AnalysisError;
use std::{collections::HashMap, time::Duration};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, StatusExt};

/// The domain of every `ErrorInfo`.
pub const DOMAIN: &str = "copydesk";

/// The wait after which a refused caller may try again: about as long as a full queue takes to move.
const RETRY_AFTER: Duration = Duration::from_millis(250);

/// The reason for which a call or a document failed. Its name in UPPER_SNAKE_CASE is the reason in `ErrorInfo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The request violates the contract.
    InvalidRequest,
    /// The content is longer than the limit.
    ContentTooLarge,
    /// The message is longer than the transport reads.
    MessageTooLarge,
    /// The message is no message, or no JSON, of its type.
    MalformedMessage,
    /// More is asked for than can be taken on.
    Overloaded,
    /// The caller asks for more than its API key allows.
    RateLimited,
    /// The caller shows no API key, or none that is known.
    Unauthenticated,
    /// The time ran out.
    DeadlineExceeded,
    /// The server is going away; another one may answer.
    ShuttingDown,
    /// The connection has lasted as long as it may.
    ConnectionAged,
    /// A stream had no document for as long as it may.
    StreamIdle,
    /// There is no such method.
    MethodNotFound,
    /// The method is called by a protocol that has one message a call, and needs gRPC.
    NeedsGrpc,
    /// There is such a method in the contract, but not here.
    MethodNotOffered,
    /// Nothing can be found in texts of this language.
    LanguageNotSupported,
    /// The message is compressed in a way that is not spoken.
    EncodingNotSupported,
    /// Cannot be reached.
    Unreachable,
    /// A fault of ours.
    Internal,
}

impl Failure {
    /// Code, reason and message: a table, so its length is that of the list of failures.
    const fn row(self) -> (Code, &'static str, &'static str) {
        match self {
            Self::InvalidRequest => {
                (Code::InvalidArgument, "INVALID_REQUEST", "the request violates the contract")
            }
            Self::ContentTooLarge => {
                (Code::InvalidArgument, "CONTENT_TOO_LARGE", "the content is longer than the limit")
            }
            Self::MessageTooLarge => (
                Code::InvalidArgument,
                "MESSAGE_TOO_LARGE",
                "the message is longer than the server reads",
            ),
            Self::MalformedMessage => {
                (Code::InvalidArgument, "MALFORMED_MESSAGE", "the message cannot be decoded")
            }
            Self::Overloaded => (
                Code::ResourceExhausted,
                "OVERLOADED",
                "the server is at its limit; try again later",
            ),
            Self::RateLimited => (
                Code::ResourceExhausted,
                "RATE_LIMITED",
                "more than the API key allows; try again later",
            ),
            Self::Unauthenticated => {
                (Code::Unauthenticated, "UNAUTHENTICATED", "a valid API key is needed")
            }
            Self::DeadlineExceeded => (
                Code::DeadlineExceeded,
                "DEADLINE_EXCEEDED",
                "the time ran out before the analysis was done",
            ),
            Self::ShuttingDown => {
                (Code::Unavailable, "SHUTTING_DOWN", "the server is shutting down; connect again")
            }
            Self::ConnectionAged => (
                Code::Unavailable,
                "CONNECTION_AGED",
                "the connection has lasted as long as it may; connect again",
            ),
            Self::StreamIdle => (
                Code::Unavailable,
                "STREAM_IDLE",
                "the stream had no document for as long as it may; open another",
            ),
            Self::MethodNotFound => {
                (Code::Unimplemented, "METHOD_NOT_FOUND", "there is no such method")
            }
            Self::NeedsGrpc => {
                (Code::Unimplemented, "NEEDS_GRPC", "this method is called by gRPC alone")
            }
            Self::MethodNotOffered => (
                Code::Unimplemented,
                "METHOD_NOT_OFFERED",
                "the contract has this method, but the server does not offer it",
            ),
            Self::LanguageNotSupported => (
                Code::InvalidArgument,
                "LANGUAGE_NOT_SUPPORTED",
                "the language of the text is not supported",
            ),
            Self::EncodingNotSupported => (
                Code::Unimplemented,
                "ENCODING_NOT_SUPPORTED",
                "the message is compressed in a way that the server does not speak",
            ),
            Self::Unreachable => (Code::Unavailable, "UNREACHABLE", "the server cannot be reached"),
            Self::Internal => {
                (Code::Internal, "INTERNAL", "the server failed; the other calls go on")
            }
        }
    }

    /// The status for it.
    pub fn status(self) -> Status {
        self.with(HashMap::new(), Vec::new())
    }

    /// The status for it, with facts for machines and the fields at fault.
    pub fn with(self, facts: HashMap<String, String>, fields: Vec<FieldViolation>) -> Status {
        self.told(facts, fields, RETRY_AFTER)
    }

    /// The status for it, where it is known when to try again.
    pub(crate) fn retry_after(self, wait: Duration) -> Status {
        self.told(HashMap::new(), Vec::new(), wait)
    }

    fn told(
        self,
        facts: HashMap<String, String>,
        fields: Vec<FieldViolation>,
        wait: Duration,
    ) -> Status {
        let (code, reason, message) = self.row();
        let mut details = ErrorDetails::with_error_info(reason, DOMAIN, facts);
        let mut message = message.to_owned();
        if let Some(first) = fields.first() {
            message = format!("{message}: {}: {}", first.field, first.description);
            details.set_bad_request(fields);
        }
        if code == Code::ResourceExhausted {
            details.set_retry_info(Some(wait));
        }
        Status::with_error_details(code, message, details)
    }
}

/// The status for an analysis that failed.
pub fn of_error(error: AnalysisError) -> Status {
    let failure = match error {
        AnalysisError::Overloaded => Failure::Overloaded,
        AnalysisError::DeadlineExceeded => Failure::DeadlineExceeded,
        AnalysisError::Panicked(stage) => {
            tracing::error!(stage, "a stage panicked");
            Failure::Internal
        }
        AnalysisError::Failed => {
            tracing::error!("the analysis failed in an unknown way");
            Failure::Internal
        }
    };
    failure.status()
}

/// The status for what cannot be: a fault of ours, which is logged, and ends a test.
pub(crate) fn broken(invariant: &'static str) -> Status {
    tracing::error!(invariant, "an invariant is broken");
    debug_assert!(false, "{invariant}");
    Failure::Internal.status()
}

/// A status as an item of a batch or a stream carries it.
pub fn item(status: &Status) -> tonic_types::Status {
    // The details of a status are an encoded google.rpc.Status; ours always have them.
    let decoded = prost::Message::decode(status.details());
    decoded.unwrap_or_else(|_| tonic_types::Status {
        code: status.code().into(),
        message: status.message().to_owned(),
        details: Vec::new(),
    })
}

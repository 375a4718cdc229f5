//! The refusal of a call, in short.

use crate::support::reason;
use tonic::{Code, Status};

pub fn refused(answer: Result<impl std::fmt::Debug, Status>) -> (Code, String) {
    let status = answer.unwrap_err();
    (status.code(), reason(&status))
}

//! The faults of a request: all of them at once, without any of its text.

use super::{Limits, status::Failure};
use crate::{
    language::{self, primary_subtag},
    text::alignment::is_blank,
};
use std::collections::HashMap;
use tonic::Status;
use tonic_types::FieldViolation;

/// A status travels in headers, which clients bound to some kilobytes.
const MAX_VIOLATIONS: usize = 25;

/// The faults of a request.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults {
    violations: Vec<FieldViolation>,
    /// Violations beyond those that a status can hold.
    more: usize,
    /// The size of a content over the limit.
    too_large: Option<usize>,
}

impl Faults {
    pub(super) const fn is_empty(&self) -> bool {
        self.violations.is_empty()
    }

    pub(super) fn refuse(&mut self, field: impl Into<String>, description: impl Into<String>) {
        if self.violations.len() < MAX_VIOLATIONS {
            self.violations.push(FieldViolation::new(field, description));
        } else {
            self.more += 1;
        }
    }

    pub(super) fn refuse_unknown(&mut self, field: impl Into<String>, number: i32) {
        self.refuse(field, format!("must be a known value of its enum, is {number}"));
    }

    fn refuse_size(&mut self, field: String, size: usize, most: usize) {
        self.too_large = Some(size);
        self.refuse(field, format!("must have at most {most} bytes of UTF-8, has {size}"));
    }

    /// Checks that a content has something in it, and not too much.
    pub(super) fn content(&mut self, field: String, content: &str, limit: usize) {
        if content.len() > limit {
            self.refuse_size(field, content.len(), limit);
        } else if is_blank(content) {
            self.refuse(field, "must not be blank");
        }
    }

    /// Checks the tag of a language; `None` where it tells none.
    pub(super) fn language(&mut self, field: String, code: String) -> Option<String> {
        if !code.is_empty() && !language::is_known(&code) {
            self.refuse(field, "must be a BCP-47 tag of a language in ISO 639");
        }
        // "und" says as little as nothing does.
        let says_none = code.is_empty() || primary_subtag(&code) == language::UNDETERMINED;
        (!says_none).then_some(code)
    }

    pub(super) fn at_most(&mut self, field: String, text: &str, most: usize) {
        if text.len() > most {
            self.refuse(field, format!("must have at most {most} bytes"));
        }
    }

    /// Gives what was read, if nothing is wrong.
    ///
    /// # Errors
    /// All violations.
    pub(super) fn finish<T>(mut self, read: T, limits: &Limits) -> Result<T, Status> {
        if self.more > 0 {
            let rest = FieldViolation::new("request", format!("and {} more violations", self.more));
            self.violations.push(rest);
        }
        match (self.violations.len(), self.too_large) {
            (0, _) => Ok(read),
            (1, Some(size)) => {
                let facts =
                    [("content_bytes", size), ("max_content_bytes", limits.content_bytes as usize)];
                let facts = facts.map(|(name, number)| (name.to_owned(), number.to_string()));
                Err(Failure::ContentTooLarge.with(HashMap::from(facts), self.violations))
            }
            _ => Err(Failure::InvalidRequest.with(HashMap::new(), self.violations)),
        }
    }
}

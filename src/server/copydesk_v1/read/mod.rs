//! Reads requests: `pb` in; documents, and what is wanted of them, out. All violations at once.

mod document;
mod options;

use super::{pb, write::View};
use crate::{
    document::Document,
    engine::Prepared,
    server::{Limits, faults::Faults},
};
use tonic::Status;

/// The options of a call, read once for all of its documents.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// The analysis that is wanted.
    pub(crate) prepared: Prepared,
    /// The parts of it that are to be told.
    pub(crate) view: View,
    faults: Faults,
}

impl Options {
    /// Reads options; what is wrong with them is told with each document.
    pub(crate) fn read(options: Option<pb::AnalysisOptions>) -> Self {
        let mut faults = Faults::default();
        let (wanted, view) = faults.options(options.unwrap_or_default());
        // With faults nothing is done for them, and they need not be kept.
        let usable = faults.is_empty();
        let prepared = if usable { Prepared::new(wanted) } else { Prepared::default() };
        Self { prepared, view, faults }
    }

    /// The same of a stream, which keeps them: they may have so many bytes.
    pub(crate) fn kept(options: pb::AnalysisOptions, bytes: usize, most: usize) -> Self {
        if bytes <= most {
            return Self::read(Some(options));
        }
        let mut read = Self::read(None);
        read.faults.refuse("options", format!("must have at most {most} bytes in a stream"));
        read
    }
}

/// Tells whether a batch can be taken on; its documents are read one by one.
///
/// # Errors
/// All violations, those of the options too.
pub(crate) fn batch(
    documents: &[pb::Document],
    options: &Options,
    limits: &Limits,
) -> Result<(), Status> {
    let mut faults = options.faults.clone();
    faults.batch(documents, limits);
    faults.finish((), limits)
}

/// Reads a document. `path` names it in violations.
///
/// # Errors
/// All violations, those of the options too.
pub(crate) fn document(
    path: &str,
    document: Option<pb::Document>,
    options: &Options,
    limits: &Limits,
) -> Result<Document, Status> {
    let mut faults = options.faults.clone();
    let document = faults.document(path, document.unwrap_or_default(), limits);
    faults.finish(document, limits)
}

/// Reads a document of a stream, which must have an id of its own among those in flight.
///
/// # Errors
/// All violations, those of the options too.
pub(crate) fn stream_document(
    document: Option<pb::Document>,
    options: &Options,
    limits: &Limits,
    is_in_flight: impl FnOnce(&str) -> bool,
) -> Result<Document, Status> {
    let mut faults = options.faults.clone();
    let document = document.unwrap_or_default();
    if document.id.is_empty() {
        faults.refuse("document.id", "must be present in a stream");
    } else if is_in_flight(&document.id) {
        faults.refuse("document.id", "must be unique among the documents in flight");
    }
    let document = faults.document("document", document, limits);
    faults.finish(document, limits)
}

//! Documents in, answers in this contract's words out, for all of its RPCs.

use super::{
    pb,
    read::{self, Options},
    write,
};
use crate::{
    document::{Analysis, Document},
    server::{
        Limits, Service,
        descriptors::shape,
        service::{DocumentCall, Kind},
        transport::deadline::Deadline,
    },
};
use prost_reflect::MessageDescriptor;
use std::sync::Arc;
use tonic::Status;

/// Answers the RPCs of this contract. Clones share their admission.
#[derive(Clone)]
pub struct TextAnalysis {
    service: Service,
    shapes: Arc<Shapes>,
}

/// The shapes of requests and of answers.
pub(super) struct Shapes {
    pub(super) analyze: [MessageDescriptor; 2],
    pub(super) batch: [MessageDescriptor; 2],
    pub(super) stream: [MessageDescriptor; 2],
    pub(super) capabilities: [MessageDescriptor; 2],
}

impl Shapes {
    fn embedded() -> Self {
        let of = |method: &str| {
            ["Request", "Response"].map(|part| shape(&format!("copydesk.v1.{method}{part}")))
        };
        Self {
            analyze: of("Analyze"),
            batch: of("BatchAnalyze"),
            stream: of("StreamAnalyze"),
            capabilities: of("GetCapabilities"),
        }
    }
}

impl TextAnalysis {
    /// Through this service.
    ///
    /// # Panics
    /// Never: the embedded descriptors are whole.
    pub fn new(service: Service) -> Self {
        Self { service, shapes: Arc::new(Shapes::embedded()) }
    }

    /// Analyzes one document that may wait for its turn.
    ///
    /// # Errors
    /// The answer that a caller of `Analyze` would see.
    pub async fn analyze_in_turn(
        &self,
        request: pb::AnalyzeRequest,
    ) -> Result<pb::AnalyzeResponse, Status> {
        let options = Options::read(request.options);
        let document = read::document("document", request.document, &options, self.limits());
        let call = DocumentCall { kind: Kind::Bulk, deadline: Deadline(None), held: () };
        let whole = |analysis| pb::AnalyzeResponse { analysis: Some(analysis) };
        self.answer(call, document, &options, whole).await
    }

    /// Analyzes a document, if it was read well, writes the analysis and makes the answer of it, all on
    /// the pool.
    pub(super) async fn answer<Out: Send + 'static>(
        &self,
        call: DocumentCall<impl Send + 'static>,
        document: Result<Document, Status>,
        options: &Options,
        whole: impl FnOnce(pb::Analysis) -> Out + Send + 'static,
    ) -> Result<Out, Status> {
        let view = options.view;
        let write = move |analysis: &Analysis| whole(write::analysis(analysis, view));
        self.service.answer(call, document, &options.prepared, write).await
    }

    pub(super) fn shapes(&self) -> &Shapes {
        &self.shapes
    }

    pub(super) const fn service(&self) -> &Service {
        &self.service
    }

    pub(super) const fn limits(&self) -> &Limits {
        self.service.limits()
    }
}

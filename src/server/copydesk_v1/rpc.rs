//! The RPCs.

use super::{
    batch, capabilities,
    pb::{self, text_analysis_service_server},
    read::{self, Options},
    stream::{self, Opening},
    text_analysis::{Call, TextAnalysis},
};
use crate::server::{
    service::{DocumentCall, Kind},
    transport::context::CallContext,
};
use tonic::{Request, Response, Status, Streaming};

#[tonic::async_trait]
impl text_analysis_service_server::TextAnalysisService for TextAnalysis {
    async fn analyze(
        &self,
        request: Request<pb::AnalyzeRequest>,
    ) -> Result<Response<pb::AnalyzeResponse>, Status> {
        let call = Call::of(&request)?;
        let pb::AnalyzeRequest { document, options } = request.into_inner();
        let options = Options::read(options);
        let document = read::document("document", document, &options, self.limits());
        let (deadline, held) = (call.context.deadline, call.held.clone());
        let document_call = DocumentCall { kind: Kind::Single, deadline, held };
        let analysis = self.answer(document_call, document, &options).await?;
        call.answered();
        Ok(Response::new(pb::AnalyzeResponse { analysis: Some(analysis) }))
    }

    async fn batch_analyze(
        &self,
        request: Request<pb::BatchAnalyzeRequest>,
    ) -> Result<Response<pb::BatchAnalyzeResponse>, Status> {
        let call = Call::of(&request)?;
        let pb::BatchAnalyzeRequest { documents, options } = request.into_inner();
        let options = Options::read(options);
        read::batch(&documents, &options, self.limits())?;
        if let Some(caller) = &call.context.caller {
            // The first was charged with the message.
            caller.owe(documents.len() - 1, 0);
        }
        let _place = self.service().admit_bulk(&call.context).await?;
        let results =
            call.context.deadline.limit(batch::run(self, documents, options, &call)).await?;
        call.answered();
        Ok(Response::new(pb::BatchAnalyzeResponse { results }))
    }

    type StreamAnalyzeStream = stream::Answers;

    async fn stream_analyze(
        &self,
        request: Request<Streaming<pb::StreamAnalyzeRequest>>,
    ) -> Result<Response<Self::StreamAnalyzeStream>, Status> {
        let context = CallContext::of(request.extensions())?;
        let place = self.service().admit_bulk(&context).await?;
        let opening = Opening { context, place };
        Ok(Response::new(stream::answer(self.clone(), request.into_inner(), opening)))
    }

    async fn get_capabilities(
        &self,
        _: Request<pb::GetCapabilitiesRequest>,
    ) -> Result<Response<pb::GetCapabilitiesResponse>, Status> {
        Ok(Response::new(capabilities::write(self.service().capabilities(), self.limits())))
    }
}

//! The RPCs.

use super::{
    batch, capabilities, pb,
    read::{self, Options},
    service::text_analysis_service_server::TextAnalysisService,
    stream::{self, Opening},
    text_analysis::TextAnalysis,
};
use crate::server::{
    call::Call,
    service::{DocumentCall, Kind},
    status::Failure,
    transport::{
        context::CallContext,
        messages::codec::{Deposited, Undecoded, encode},
    },
};
use tonic::{Request, Response, Status, Streaming};

type Answer = Result<Response<Deposited>, Status>;

#[tonic::async_trait]
impl TextAnalysisService for TextAnalysis {
    async fn analyze(&self, request: Request<Undecoded<pb::AnalyzeRequest>>) -> Answer {
        let (call, message) = Call::of(&request)?;
        let (undecoded, compute) = (request.into_inner(), self.service().compute());
        let [asked, answered] = self.shapes().analyze.clone();
        let format = call.context.form.format;
        let decoded = undecoded.decode(message, &asked, format, compute).await?;
        let pb::AnalyzeRequest { document, options } = decoded;
        let options = Options::read(options);
        let document = read::document("document", document, &options, self.limits());
        let (deadline, held) = (call.context.deadline, call.held.clone());
        let document_call = DocumentCall { kind: Kind::Single, deadline, held };
        let form = call.context.answers();
        let whole = move |analysis| {
            encode(&pb::AnalyzeResponse { analysis: Some(analysis) }, &answered, form)
        };
        let answer = self.answer(document_call, document, &options, whole).await?;
        Ok(call.answer(answer))
    }

    async fn batch_analyze(&self, request: Request<Undecoded<pb::BatchAnalyzeRequest>>) -> Answer {
        let (call, message) = Call::of(&request)?;
        let (undecoded, compute) = (request.into_inner(), self.service().compute());
        let [asked, answered] = self.shapes().batch.clone();
        let format = call.context.form.format;
        let decoded = undecoded.decode(message, &asked, format, compute).await?;
        let pb::BatchAnalyzeRequest { documents, options } = decoded;
        let options = Options::read(options);
        read::batch(&documents, &options, self.limits())?;
        if let Some(caller) = &call.context.caller {
            // The first was charged with the message.
            caller.owe(documents.len() - 1, 0);
        }
        let _place = self.service().admit_bulk(&call.context).await?;
        let results =
            call.context.deadline.limit(batch::run(self, documents, options, &call)).await?;
        let form = call.context.answers();
        let encode = move || encode(&pb::BatchAnalyzeResponse { results }, &answered, form);
        let encoding = compute.run("encode", call.held.bytes(), encode);
        let encoded = call.context.deadline.limit(encoding).await?;
        Ok(call.answer(encoded.map_err(|_| Failure::Internal.status())?.value))
    }

    type StreamAnalyzeStream = stream::Answers;

    async fn stream_analyze(
        &self,
        request: Request<Streaming<Undecoded<pb::StreamAnalyzeRequest>>>,
    ) -> Result<Response<Self::StreamAnalyzeStream>, Status> {
        let context = CallContext::of(request.extensions())?;
        let place = self.service().admit_bulk(&context).await?;
        let opening = Opening { context, place };
        Ok(Response::new(stream::answer(self.clone(), request.into_inner(), opening)))
    }

    async fn get_capabilities(
        &self,
        request: Request<Undecoded<pb::GetCapabilitiesRequest>>,
    ) -> Answer {
        let (call, _) = Call::of(&request)?;
        let answer = capabilities::write(self.service().capabilities(), self.limits());
        let [_, answered] = &self.shapes().capabilities;
        let answer = encode(&answer, answered, call.context.answers());
        Ok(call.answer(answer))
    }
}

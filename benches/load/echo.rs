//! A server that does nothing: it gives each content back. What it costs is tonic's part.

use copydesk::server::copydesk_v1::pb::{
    self,
    document_result::Result as Outcome,
    text_analysis_service_server::{TextAnalysisService, TextAnalysisServiceServer},
};
use std::pin::Pin;
use tokio::net::TcpListener;
use tokio_stream::{Stream, StreamExt};
use tonic::{
    Request, Response, Status, Streaming,
    transport::{Server, server::TcpIncoming},
};

/// Serves on a free port, which it tells as copydesk does, until it is killed.
pub async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    eprintln!("{{\"message\":\"listening\",\"address\":\"{address}\"}}");
    let service = TextAnalysisServiceServer::new(Echo).max_decoding_message_size(1 << 28);
    let server = Server::builder().add_service(service);
    let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
    server.serve_with_incoming(incoming).await.expect("it serves");
}

struct Echo;

fn analysis(document: Option<pb::Document>) -> pb::Analysis {
    let pb::Document { id, content, .. } = document.unwrap_or_default();
    let cleaned = Some(pb::CleanedText { text: content, ..pb::CleanedText::default() });
    pb::Analysis { id, cleaned, ..pb::Analysis::default() }
}

fn result(index: u32, document: Option<pb::Document>) -> pb::DocumentResult {
    let analysis = analysis(document);
    pb::DocumentResult { id: analysis.id.clone(), index, result: Some(Outcome::Analysis(analysis)) }
}

type Answers = Pin<Box<dyn Stream<Item = Result<pb::StreamAnalyzeResponse, Status>> + Send>>;

#[tonic::async_trait]
impl TextAnalysisService for Echo {
    async fn analyze(
        &self,
        request: Request<pb::AnalyzeRequest>,
    ) -> Result<Response<pb::AnalyzeResponse>, Status> {
        let analysis = Some(analysis(request.into_inner().document));
        Ok(Response::new(pb::AnalyzeResponse { analysis }))
    }

    async fn batch_analyze(
        &self,
        request: Request<pb::BatchAnalyzeRequest>,
    ) -> Result<Response<pb::BatchAnalyzeResponse>, Status> {
        let documents = (0..).zip(request.into_inner().documents);
        let results = documents.map(|(index, document)| result(index, Some(document))).collect();
        Ok(Response::new(pb::BatchAnalyzeResponse { results }))
    }

    type StreamAnalyzeStream = Answers;

    async fn stream_analyze(
        &self,
        request: Request<Streaming<pb::StreamAnalyzeRequest>>,
    ) -> Result<Response<Answers>, Status> {
        let answers = request.into_inner().map(|request| {
            let result = Some(result(0, request?.document));
            Ok(pb::StreamAnalyzeResponse { result })
        });
        Ok(Response::new(Box::pin(answers)))
    }

    async fn get_capabilities(
        &self,
        _: Request<pb::GetCapabilitiesRequest>,
    ) -> Result<Response<pb::GetCapabilitiesResponse>, Status> {
        Ok(Response::new(pb::GetCapabilitiesResponse::default()))
    }
}

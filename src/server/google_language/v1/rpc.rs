//! The RPCs of version 1. An answer has no way of saying that a language is not supported: then there is
//! none.

use super::{
    ask::{annotate, ask},
    pb,
    service::language_service_server::LanguageService,
    write,
};
use crate::server::{
    google_language::{
        ask::Features,
        facade::{Answer, Facade, not_offered},
    },
    transport::messages::codec::Undecoded,
};
use tonic::Request;

#[tonic::async_trait]
impl LanguageService for Facade {
    async fn analyze_sentiment(
        &self,
        request: Request<Undecoded<pb::AnalyzeSentimentRequest>>,
    ) -> Answer {
        let method = "google.cloud.language.v1.AnalyzeSentiment";
        let (call, request) = self.decode(request, method).await?;
        let ask = ask(request.document, request.encoding_type, Features::TONE);
        self.answer(call, method, ask, write::analyze_sentiment).await
    }

    async fn analyze_entities(
        &self,
        request: Request<Undecoded<pb::AnalyzeEntitiesRequest>>,
    ) -> Answer {
        let method = "google.cloud.language.v1.AnalyzeEntities";
        let (call, request) = self.decode(request, method).await?;
        let ask = ask(request.document, request.encoding_type, Features::ENTITIES);
        self.answer(call, method, ask, write::analyze_entities).await
    }

    async fn analyze_entity_sentiment(
        &self,
        request: Request<Undecoded<pb::AnalyzeEntitySentimentRequest>>,
    ) -> Answer {
        let method = "google.cloud.language.v1.AnalyzeEntitySentiment";
        let (call, request) = self.decode(request, method).await?;
        let ask = ask(request.document, request.encoding_type, Features::TONE_TOWARDS);
        self.answer(call, method, ask, write::analyze_entity_sentiment).await
    }

    async fn annotate_text(&self, request: Request<Undecoded<pb::AnnotateTextRequest>>) -> Answer {
        let method = "google.cloud.language.v1.AnnotateText";
        let (call, request) = self.decode(request, method).await?;
        let ask = annotate(request);
        self.answer(call, method, ask, write::annotate_text).await
    }

    async fn analyze_syntax(&self, _: Request<Undecoded<pb::AnalyzeSyntaxRequest>>) -> Answer {
        not_offered()
    }

    async fn classify_text(&self, _: Request<Undecoded<pb::ClassifyTextRequest>>) -> Answer {
        not_offered()
    }

    async fn moderate_text(&self, _: Request<Undecoded<pb::ModerateTextRequest>>) -> Answer {
        not_offered()
    }
}

//! The RPCs of version 2. An answer tells whether the language of the text is supported.

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
        let method = "google.cloud.language.v2.AnalyzeSentiment";
        let (call, request) = self.decode(request, method).await?;
        let ask = ask(request.document, request.encoding_type, Features::TONE);
        self.answer(call, method, ask, write::analyze_sentiment).await
    }

    async fn analyze_entities(
        &self,
        request: Request<Undecoded<pb::AnalyzeEntitiesRequest>>,
    ) -> Answer {
        let method = "google.cloud.language.v2.AnalyzeEntities";
        let (call, request) = self.decode(request, method).await?;
        let ask = ask(request.document, request.encoding_type, Features::ENTITIES);
        self.answer(call, method, ask, write::analyze_entities).await
    }

    async fn annotate_text(&self, request: Request<Undecoded<pb::AnnotateTextRequest>>) -> Answer {
        let method = "google.cloud.language.v2.AnnotateText";
        let (call, request) = self.decode(request, method).await?;
        let ask = annotate(request);
        self.answer(call, method, ask, write::annotate_text).await
    }

    async fn classify_text(&self, _: Request<Undecoded<pb::ClassifyTextRequest>>) -> Answer {
        not_offered()
    }

    async fn moderate_text(&self, _: Request<Undecoded<pb::ModerateTextRequest>>) -> Answer {
        not_offered()
    }
}

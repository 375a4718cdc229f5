//! What was found, in the words of version 1.

use super::{ask::LANGUAGE_FIELD, pb};
use crate::{
    document::Tone,
    server::google_language::{
        encoded::Encoded,
        found::{Found, FoundEntity, FoundMention, FoundSentence, Piece},
    },
};
use tonic::Status;

/// The answer to `AnalyzeSentiment`.
pub(super) fn analyze_sentiment(found: &Found<'_>) -> Result<Encoded, Status> {
    found.supported(LANGUAGE_FIELD)?;
    type Response = pb::AnalyzeSentimentResponse;
    let whole = Response {
        document_sentiment: found.tone().map(sentiment),
        language: found.language(),
        ..Response::default()
    };
    let sentences = found
        .sentences()
        .map(|one| Response { sentences: vec![sentence(one)], ..Response::default() });
    Ok(Encoded::default().and(&whole).and_all(sentences))
}

/// The answer to `AnalyzeEntities`.
pub(super) fn analyze_entities(found: &Found<'_>) -> Result<Encoded, Status> {
    found.supported(LANGUAGE_FIELD)?;
    type Response = pb::AnalyzeEntitiesResponse;
    let whole = Response { language: found.language(), ..Response::default() };
    let entities =
        found.entities().map(|one| Response { entities: vec![entity(one)], ..Response::default() });
    Ok(Encoded::default().and(&whole).and_all(entities))
}

/// The answer to `AnalyzeEntitySentiment`.
pub(super) fn analyze_entity_sentiment(found: &Found<'_>) -> Result<Encoded, Status> {
    found.supported(LANGUAGE_FIELD)?;
    type Response = pb::AnalyzeEntitySentimentResponse;
    let whole = Response { language: found.language(), ..Response::default() };
    let entities =
        found.entities().map(|one| Response { entities: vec![entity(one)], ..Response::default() });
    Ok(Encoded::default().and(&whole).and_all(entities))
}

/// The answer to `AnnotateText`.
pub(super) fn annotate_text(found: &Found<'_>) -> Result<Encoded, Status> {
    found.supported(LANGUAGE_FIELD)?;
    type Response = pb::AnnotateTextResponse;
    let whole = Response {
        document_sentiment: found.tone().map(sentiment),
        language: found.language(),
        ..Response::default()
    };
    let sentences = found
        .sentences()
        .map(|one| Response { sentences: vec![sentence(one)], ..Response::default() });
    let entities =
        found.entities().map(|one| Response { entities: vec![entity(one)], ..Response::default() });
    Ok(Encoded::default().and(&whole).and_all(sentences).and_all(entities))
}

fn entity(entity: FoundEntity) -> pb::Entity {
    let FoundEntity { name, kind, metadata, salience, mentions, tone } = entity;
    pb::Entity {
        name,
        r#type: kind as i32,
        metadata,
        salience,
        mentions: mentions.into_iter().map(mention).collect(),
        sentiment: tone.map(sentiment),
    }
}

fn mention(mention: FoundMention) -> pb::EntityMention {
    let FoundMention { text, kind, probability: _, tone } = mention;
    pb::EntityMention {
        text: Some(span(text)),
        r#type: kind as i32,
        sentiment: tone.map(sentiment),
    }
}

fn sentence(sentence: FoundSentence) -> pb::Sentence {
    let FoundSentence { text, tone } = sentence;
    pb::Sentence { text: Some(span(text)), sentiment: Some(sentiment(tone)) }
}

fn span(piece: Piece) -> pb::TextSpan {
    let Piece { content, begin_offset } = piece;
    pb::TextSpan { content, begin_offset }
}

/// By name, not by number: the versions have the numbers the other way round.
fn sentiment(tone: Tone) -> pb::Sentiment {
    let Tone { score, magnitude, .. } = tone;
    pb::Sentiment { magnitude, score }
}

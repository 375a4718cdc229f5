//! What was found, in the words of version 2.

use super::pb;
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
    type Response = pb::AnalyzeSentimentResponse;
    let whole = Response {
        document_sentiment: found.tone().map(sentiment),
        language_code: found.language(),
        language_supported: found.is_supported(),
        ..Response::default()
    };
    let sentences = found
        .sentences()
        .map(|one| Response { sentences: vec![sentence(one)], ..Response::default() });
    Ok(Encoded::default().and(&whole).and_all(sentences))
}

/// The answer to `AnalyzeEntities`.
pub(super) fn analyze_entities(found: &Found<'_>) -> Result<Encoded, Status> {
    type Response = pb::AnalyzeEntitiesResponse;
    let whole = Response {
        language_code: found.language(),
        language_supported: found.is_supported(),
        ..Response::default()
    };
    let entities =
        found.entities().map(|one| Response { entities: vec![entity(one)], ..Response::default() });
    Ok(Encoded::default().and(&whole).and_all(entities))
}

/// The answer to `AnnotateText`.
pub(super) fn annotate_text(found: &Found<'_>) -> Result<Encoded, Status> {
    type Response = pb::AnnotateTextResponse;
    let whole = Response {
        document_sentiment: found.tone().map(sentiment),
        language_code: found.language(),
        language_supported: found.is_supported(),
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
    // This version has no word for salience; the order tells of it.
    let FoundEntity { name, kind, metadata, salience: _, mentions, tone } = entity;
    pb::Entity {
        name,
        r#type: kind as i32,
        metadata,
        mentions: mentions.into_iter().map(mention).collect(),
        sentiment: tone.map(sentiment),
    }
}

fn mention(mention: FoundMention) -> pb::EntityMention {
    let FoundMention { text, kind, probability, tone } = mention;
    pb::EntityMention {
        text: Some(span(text)),
        r#type: kind as i32,
        sentiment: tone.map(sentiment),
        probability,
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

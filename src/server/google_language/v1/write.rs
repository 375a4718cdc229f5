//! What was found, in the words of version 1.

use super::{ask::LANGUAGE_FIELD, pb};
use crate::{
    document::Tone,
    server::google_language::found::{
        Found, FoundEntity, FoundMention, FoundSentence, Piece, Written,
    },
};

/// The answer to `AnalyzeSentiment`.
pub(super) fn analyze_sentiment(found: &Found<'_>) -> Written<pb::AnalyzeSentimentResponse> {
    found.supported(LANGUAGE_FIELD)?;
    Ok(pb::AnalyzeSentimentResponse {
        document_sentiment: found.tone().map(sentiment),
        sentences: found.sentences().map(sentence).collect(),
        language: found.language(),
    })
}

/// The answer to `AnalyzeEntities`.
pub(super) fn analyze_entities(found: &Found<'_>) -> Written<pb::AnalyzeEntitiesResponse> {
    found.supported(LANGUAGE_FIELD)?;
    Ok(pb::AnalyzeEntitiesResponse {
        entities: found.entities().map(entity).collect(),
        language: found.language(),
    })
}

/// The answer to `AnalyzeEntitySentiment`.
pub(super) fn analyze_entity_sentiment(
    found: &Found<'_>,
) -> Written<pb::AnalyzeEntitySentimentResponse> {
    found.supported(LANGUAGE_FIELD)?;
    Ok(pb::AnalyzeEntitySentimentResponse {
        entities: found.entities().map(entity).collect(),
        language: found.language(),
    })
}

/// The answer to `AnnotateText`.
pub(super) fn annotate_text(found: &Found<'_>) -> Written<pb::AnnotateTextResponse> {
    found.supported(LANGUAGE_FIELD)?;
    Ok(pb::AnnotateTextResponse {
        sentences: found.sentences().map(sentence).collect(),
        entities: found.entities().map(entity).collect(),
        document_sentiment: found.tone().map(sentiment),
        language: found.language(),
        ..pb::AnnotateTextResponse::default()
    })
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

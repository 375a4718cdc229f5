//! Writes what the sentiment stage found.

use super::{entities::entity_id, pen::Pen};
use crate::{
    document::{Entity, Opinion, Sentiment, SentimentAnalysis, Target, TargetSentiment},
    server::copydesk_v1::{names, pb},
};

impl Pen<'_> {
    pub(super) fn sentiment_analysis(
        &self,
        found: &SentimentAnalysis,
        entities: &[Entity],
    ) -> pb::SentimentAnalysis {
        let sentences = found.sentences.iter().map(|sentence| pb::SentenceSentiment {
            span: Some(self.text_span(sentence.span)),
            sentiment: Some(self.sentiment(&sentence.sentiment)),
            voice: names::voice(sentence.voice).into(),
        });
        pb::SentimentAnalysis {
            document: found.document.as_ref().map(|whole| self.sentiment(whole)),
            headline: found.headline.as_ref().map(|headline| self.sentiment(headline)),
            sentences: sentences.collect(),
            targets: found.targets.iter().map(|target| self.target(target, entities)).collect(),
        }
    }

    pub(super) fn target(
        &self,
        target: &TargetSentiment,
        entities: &[Entity],
    ) -> pb::TargetSentiment {
        let (entity_id, name) = match &target.target {
            Target::Given(name) => (String::new(), name.clone()),
            Target::Entity(index) => {
                let name = entities.get(*index).map(|entity| entity.name.clone());
                (entity_id(index + 1), name.unwrap_or_default())
            }
        };
        let voices = target.voices.iter().map(|voiced| pb::VoicedSentiment {
            voice: names::voice(Some(voiced.opinion.voice)).into(),
            holder_entity_id: holder(voiced.opinion),
            sentiment: Some(self.sentiment(&voiced.sentiment)),
        });
        let mentions = target.mentions.iter().map(|mention| pb::MentionSentiment {
            span: Some(self.text_span(mention.span)),
            sentiment: Some(self.sentiment(&mention.sentiment)),
            voice: names::voice(mention.opinion.map(|opinion| opinion.voice)).into(),
            holder_entity_id: mention.opinion.map(holder).unwrap_or_default(),
        });
        pb::TargetSentiment {
            entity_id,
            target: name,
            overall: Some(self.sentiment(&target.overall)),
            voices: voices.collect(),
            mentions: mentions.collect(),
        }
    }

    pub(super) fn sentiment(&self, sentiment: &Sentiment) -> pb::Sentiment {
        let Sentiment { tone, evidence } = sentiment;
        let evidence = evidence.iter().map(|phrase| pb::Evidence {
            span: Some(self.text_span(phrase.span)),
            contribution: phrase.contribution,
            negated: phrase.negated,
        });
        pb::Sentiment {
            polarity: names::polarity(tone.polarity()).into(),
            score: tone.score,
            magnitude: tone.magnitude,
            negative: tone.negative,
            neutral: tone.neutral,
            positive: tone.positive,
            evidence: evidence.collect(),
        }
    }
}

/// The id of the entity that holds an opinion; empty: the author, or not known.
fn holder(opinion: Opinion) -> String {
    opinion.holder.map(|index| entity_id(index + 1)).unwrap_or_default()
}
